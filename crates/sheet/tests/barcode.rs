//! Codes of other kinds than QR are read in pictures, or not at all.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::CodeKind;
use rxing::{BarcodeFormat, MultiFormatWriter, Writer};
use sheet::Grey;
use sheet::barcode::{find, find_all};

const KINDS: [(CodeKind, BarcodeFormat, &str); 6] = [
    (CodeKind::Code39, BarcodeFormat::CODE_39, "110601011.04"),
    (CodeKind::Code128, BarcodeFormat::CODE_128, "110601011.04"),
    (CodeKind::Itf, BarcodeFormat::ITF, "11060101104001"),
    (
        CodeKind::DataMatrix,
        BarcodeFormat::DATA_MATRIX,
        "110601011.04!12,30,7!2",
    ),
    (CodeKind::Pdf417, BarcodeFormat::PDF_417, "110601011.04!12,30,7!2"),
    (CodeKind::Aztec, BarcodeFormat::AZTEC, "110601011.04!12,30,7!2"),
];

/// Paper with a code on it, each module so many pixels, in a picture that is turned by a quarter so often.
fn picture(format: BarcodeFormat, text: &str, module: usize, turns: usize) -> Grey {
    let linear = matches!(
        format,
        BarcodeFormat::CODE_39 | BarcodeFormat::CODE_128 | BarcodeFormat::ITF
    );
    let (width, height) = if linear { (0, 30) } else { (0, 0) };
    let matrix = MultiFormatWriter.encode(text, &format, width, height).unwrap();
    let (across, down) = (matrix.width() as usize, matrix.height() as usize);
    let margin = 20;
    let (width, height) = (
        across * module + 2 * margin * module,
        down * module + 2 * margin * module,
    );
    let mut pixels = vec![225; width * height];
    for y in 0..down * module {
        for x in 0..across * module {
            if matrix.get((x / module) as u32, (y / module) as u32) {
                pixels[(y + margin * module) * width + x + margin * module] = 45;
            }
        }
    }
    (0..turns).fold(Grey::new(width, height, pixels), |grey, _| {
        let (width, height) = (grey.width(), grey.height());
        let turned = (0..width).flat_map(|x| (0..height).rev().map(move |y| (x, y)));
        Grey::new(height, width, turned.map(|(x, y)| grey.row(y)[x]).collect())
    })
}

#[test]
fn codes_of_each_kind_are_read_upright_and_turned() {
    for (kind, format, text) in KINDS {
        for turns in 0..4 {
            let read = find(&picture(format, text, 3, turns), kind);
            // A linear code that stands on its head is read in its own direction.
            assert_eq!(
                read.as_deref(),
                Some(text.as_bytes()),
                "{kind:?}, turned {turns} times"
            );
        }
    }
}

#[test]
fn a_code_of_another_kind_is_not_taken_for_the_one_that_is_looked_for() {
    for (kind, _, _) in KINDS {
        for (other, format, text) in KINDS {
            if kind != other {
                assert_eq!(
                    find(&picture(format, text, 3, 0), kind),
                    None,
                    "{kind:?} in {other:?}"
                );
            }
        }
    }
}

#[test]
fn a_linear_code_of_one_line_is_not_believed() {
    for (kind, format, text) in KINDS.into_iter().filter(|(kind, ..)| kind.is_linear()) {
        let whole = picture(format, text, 3, 0);
        let (width, height) = (whole.width(), whole.height());
        // Of the code two rows of pixels are left.
        let rows = (0..height).flat_map(|y| {
            let kept = y.abs_diff(height / 2) <= 1;
            whole
                .row(y)
                .iter()
                .map(move |pixel| if kept { *pixel } else { 225 })
        });
        assert_eq!(
            find(&Grey::new(width, height, rows.collect()), kind),
            None,
            "{kind:?}"
        );
    }
}

#[test]
fn pictures_of_any_size_and_noise_are_no_codes() {
    let mut state = 7u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    for (width, height) in [(1, 1), (1, 400), (400, 1), (13, 7), (300, 300)] {
        let grey = Grey::new(width, height, (0..width * height).map(|_| noise()).collect());
        for (kind, ..) in KINDS {
            assert_eq!(find(&grey, kind), None, "{kind:?}, {width} × {height}");
        }
    }
}

/// Pictures one below the other, or side by side.
fn beside(pictures: &[Grey], below: bool) -> Grey {
    let greatest = |side: fn(&Grey) -> usize| pictures.iter().map(side).max().unwrap_or(0);
    let all = |side: fn(&Grey) -> usize| pictures.iter().map(side).sum::<usize>();
    let (width, height) = match below {
        true => (greatest(Grey::width), all(Grey::height)),
        false => (all(Grey::width), greatest(Grey::height)),
    };
    let mut pixels = vec![225; width * height];
    let (mut left, mut top) = (0, 0);
    for one in pictures {
        for y in 0..one.height() {
            pixels[(top + y) * width + left..][..one.width()].copy_from_slice(one.row(y));
        }
        match below {
            true => top += one.height(),
            false => left += one.width(),
        }
    }
    Grey::new(width, height, pixels)
}

#[test]
fn all_codes_of_a_picture_are_read_each_once() {
    // Aztec codes are searched around the picture's middle alone.
    for (kind, format, text) in KINDS.into_iter().filter(|(kind, ..)| *kind != CodeKind::Aztec) {
        // The last digit differs, and the first code stands there twice.
        let texts = ["2", "4", "6"].map(|last| text[..text.len() - 1].to_owned() + last);
        let expected: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
        // Linear codes side by side are on one line, whose reader does not say where each ends.
        let ways: &[bool] = if kind.is_linear() { &[true] } else { &[true, false] };
        for below in ways.iter().copied() {
            let codes = [1, 0, 2, 1].map(|at: usize| picture(format, &texts[at], 3, 0));
            let found = find_all(&beside(&codes, below), kind);
            assert_eq!(found, expected, "{kind:?}, below {below}");
            let one = find_all(&codes[0], kind);
            assert_eq!(one, [texts[1].as_bytes()], "{kind:?}");
        }
    }
}
