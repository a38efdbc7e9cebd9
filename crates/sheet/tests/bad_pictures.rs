//! Files that are too large, cut off, changed or of another kind are refused, and do no harm.
#![allow(clippy::unwrap_used)]

mod pictures;

use pictures::*;
use png::{BitDepth, ColorType};
use proptest::prelude::*;
use sheet::ImageError;
use sheet::decode::{Limits, decode};
use std::time::Instant;

fn error(file: &[u8]) -> String {
    decode(file, &Limits::default()).unwrap_err().to_string()
}

/// A file whose header says these sides, with hardly any data.
fn headers(width: u16, height: u16) -> Vec<Vec<u8>> {
    let mut jpeg = colour_jpeg(Jpeg::default());
    let at = (0..jpeg.len())
        .find(|at| jpeg[*at..].starts_with(&[0xff, 0xc0]))
        .unwrap();
    jpeg[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    let png = png_of(&[
        ihdr(u32::from(width), u32::from(height), 8, 6, 0),
        chunk(b"IDAT", &stored(&[0; 9])),
    ]);
    let mut frame = LOSSY.to_vec();
    frame[26..28].copy_from_slice(&(width & 0x3fff).to_le_bytes());
    frame[28..30].copy_from_slice(&(height & 0x3fff).to_le_bytes());
    let extended = webp_of(&[
        vp8x(0, usize::from(width), usize::from(height)),
        frame[12..].to_vec(),
    ]);
    vec![jpeg, png, extended]
}

#[test]
fn sixty_thousand_pixels_a_side_are_refused_by_their_header() {
    let began = Instant::now();
    for file in headers(60_000, 60_000) {
        let error = error(&file);
        assert!(
            error.contains("60000 × 60000") || error.contains("differ in size"),
            "{error}"
        );
    }
    for file in headers(29_000, 29_000) {
        let error = error(&file);
        assert!(
            error.contains("29000 × 29000") || error.contains("differ in size"),
            "{error}"
        );
    }
    for file in headers(0, 0).into_iter().take(2) {
        assert!(matches!(
            decode(&file, &Limits::default()),
            Err(ImageError::Size { .. } | ImageError::Decoder { .. })
        ));
    }
    assert!(began.elapsed().as_secs() < 5);
}

#[test]
fn memory_is_estimated_and_checked_before_it_is_allocated() {
    // Progressive, with sampling factors that would make the decoder keep sixteen times as much.
    let file = colour_jpeg(Jpeg {
        progressive: true,
        ..Jpeg::default()
    });
    let mut file = file;
    let at = (0..file.len())
        .find(|at| file[*at..].starts_with(&[0xff, 0xc2]))
        .unwrap();
    file[at + 5..at + 9].copy_from_slice(&[0x25, 0x80, 0x25, 0x80]);
    for component in 0..3 {
        file[at + 11 + 3 * component] = 0x44;
    }
    assert!(
        matches!(decode(&file, &Limits::default()), Err(ImageError::Memory { .. })),
        "{}",
        error(&file)
    );
    // A frame within an animation that is larger than it says.
    let mut frame = vec![0; 16];
    let mut picture = LOSSY[12..].to_vec();
    picture[14..18].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    frame.extend(&picture);
    let file = webp_of(&[vp8x(2, 1, 1), riff(b"ANIM", &[0; 6]), riff(b"ANMF", &frame)]);
    assert!(error(&file).contains("differ in size"));
    // The file and its cleaned copy count.
    let file = grey_png();
    let limits = |memory| Limits {
        memory,
        ..Limits::default()
    };
    let needed = WIDTH * HEIGHT + 2 * file.len();
    assert!(decode(&file, &limits(needed)).is_ok());
    let error = decode(&file, &limits(needed - 1)).unwrap_err().to_string();
    assert!(
        error.contains("takes 777 bytes to decode beside its file; expected at most 776"),
        "{error}"
    );
    let limits = Limits {
        bytes: 99,
        ..Limits::default()
    };
    let error = decode(&colour_jpeg(Jpeg::default()), &limits)
        .unwrap_err()
        .to_string();
    assert!(error.ends_with("bytes; expected at most 99"), "{error}");
}

#[test]
fn a_png_that_inflates_without_end_gives_its_pixels_or_an_error_at_once() {
    let began = Instant::now();
    let mut long = Vec::new();
    let mut encoder = png::Encoder::new(&mut long, 20_000, 20_000);
    encoder.set_depth(BitDepth::One);
    encoder.set_color(ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; 2_500 * 20_000]).unwrap();
    writer.finish().unwrap();
    assert!(long.len() < 1 << 20);
    // The same data under the header of one pixel, and as it is.
    let one = [&long[..8], &ihdr(1, 1, 8, 0, 0), &long[33..]].concat();
    if let Ok(grey) = decode(&one, &Limits::default()) {
        assert_eq!(grey.pixels(), [0]);
    }
    assert!(error(&long).contains("20000 × 20000"));
    assert!(began.elapsed().as_secs() < 10);
}

#[test]
fn a_file_cut_off_anywhere_is_an_error() {
    for (name, file) in every_kind() {
        for end in 0..file.len() {
            assert!(
                decode(&file[..end], &Limits::default()).is_err(),
                "{name} to {end}"
            );
        }
    }
}

#[test]
fn other_formats_are_named() {
    let tail = "; expected a JPEG, PNG or WebP picture, or a PDF of one JPEG picture";
    for (file, name) in [
        (
            &b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..],
            "a HEIC (HEIF) picture",
        ),
        (b"GIF89a", "a GIF"),
        (b"II*\0\x08\0\0\0", "a TIFF or a camera's raw file"),
        (b"", "an empty file"),
        (b"<html>", "a file that begins 3c 68 74 6d"),
    ] {
        assert_eq!(error(file), format!("{name}{tail}"));
    }
}

#[test]
fn any_other_pdf_is_refused_with_what_was_found_and_expected() {
    let picture = colour_jpeg(Jpeg::default());
    let one = pdf("/DCTDecode", 0, &picture);
    let expected = "expected one page that is one JPEG picture (an image with the filter DCTDecode alone)";
    let cases = [
        (pdf("/FlateDecode", 0, b"x"), "whose image has /FlateDecode"),
        (
            pdf("[/FlateDecode /DCTDecode]", 0, b"x"),
            "whose image has [/FlateDecode /DCTDecode]",
        ),
        (
            pdf("/DCTDecode", 0, b"x"),
            "whose image does not begin as a JPEG does",
        ),
        ([&one[..], &one[..]].concat(), "of several images"),
        ([&one[..], b"<</Type/Page>>"].concat(), "of several pages"),
        ([&one[..], b"/Encrypt 9 0 R"].concat(), "that is encrypted"),
        (b"%PDF-1.7\n".to_vec(), "without an image in plain sight"),
        (
            [&b"%PDF-"[..], &b"obj stream".repeat(20_000)].concat(),
            "of more than 10,000 streams",
        ),
    ];
    for (file, found) in cases {
        assert_eq!(error(&file), format!("a PDF {found}; {expected}"));
    }
    let cut = &one[..one.len() / 2];
    assert!(error(cut).contains("cut off"));
}

#[test]
fn subsampled_inks_with_a_scan_for_each_are_refused() {
    // The decoder would mix them up without a word.
    let how = Jpeg {
        subsampled: true,
        optimised: true,
        ..Jpeg::default()
    };
    let file = jpeg(
        &samples(WIDTH, HEIGHT, 4),
        WIDTH,
        HEIGHT,
        jpeg_encoder::ColorType::CmykAsYcck,
        how,
    );
    assert!(error(&file).starts_with("a JPEG of subsampled colours with a scan for each"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_change_of_a_file_makes_a_decoder_panic(
        kind in 0usize..13,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut files = every_kind();
        files.push(("PDF", pdf("/DCTDecode", 90, &colour_jpeg(Jpeg::default()))));
        let mut file = files.swap_remove(kind).1;
        for (at, to) in &changes {
            let at = at.index(file.len());
            file[at] = *to;
        }
        // Small limits, so that a changed header does not cost minutes.
        let limits = Limits { pixels: 1 << 20, memory: 16 << 20, ..Limits::default() };
        if let Ok(grey) = decode(&file, &limits) {
            prop_assert!(grey.width() * grey.height() <= limits.pixels);
        }
    }

    #[test]
    fn no_change_within_a_png_with_sound_checksums_makes_a_decoder_panic(
        header: [u8; 5], width in 0u32..70, height in 0u32..70,
        data in prop::collection::vec(any::<u8>(), 0..2000),
        palette in prop::collection::vec(any::<u8>(), 0..30),
    ) {
        let [depth, color, interlace, whole, transparent] = header;
        let data = if whole % 2 == 0 { stored(&data) } else { data };
        let mut chunks = vec![ihdr(width, height, 1 << (depth % 5), color % 7, interlace % 2)];
        if !palette.is_empty() { chunks.push(chunk(b"PLTE", &palette)); }
        if transparent % 2 == 0 { chunks.push(chunk(b"tRNS", &palette)); }
        chunks.push(chunk(b"IDAT", &data));
        let _ = decode(&png_of(&chunks), &Limits::default());
    }
}
