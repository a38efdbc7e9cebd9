//! Codes are found however they are photographed, all that are wanted, and the search ends soon and without a panic,
//! whatever the picture is.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use proptest::prelude::*;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use sheet::qr::{Anything, Found, find, find_all};
use sheet::{Grammar, Grey};
use std::time::{Duration, Instant};

/// Paper with this code at a place, each module so many pixels wide.
fn paper(width: usize, height: usize, codes: &[(&str, usize, usize)], module: usize) -> Grey {
    let mut pixels = vec![220u8; width * height];
    for (text, left, top) in codes {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        for y in 0..code.size() as usize * module {
            for x in 0..code.size() as usize * module {
                if code.get_module((x / module) as i32, (y / module) as i32) {
                    pixels[(top + y) * width + left + x] = 30;
                }
            }
        }
    }
    Grey::new(width, height, pixels)
}

fn text(found: &Found) -> Option<String> {
    match found {
        Found::Wanted(code) | Found::Other(code) => Some(String::from_utf8_lossy(&code.payload).into_owned()),
        Found::Incomplete { .. } | Found::Damaged(_) | Found::Nothing => None,
    }
}

#[test]
fn codes_are_read_at_every_size_and_turned_every_way() {
    for module in [2, 3, 5, 9] {
        let grey = paper(400, 400, &[("110601011.04", 60, 80)], module);
        let mut turned = grey.clone();
        for quarter in 0..4 {
            let found = find(&turned, &Anything);
            assert_eq!(
                text(&found).as_deref(),
                Some("110601011.04"),
                "{module} pixels, turned {quarter}"
            );
            let side = turned.width();
            let pixels = (0..side * side).map(|n| turned.pixels()[(side - 1 - n % side) * side + n / side]);
            turned = Grey::new(side, side, pixels.collect());
        }
    }
}

#[test]
fn tiny_and_empty_pictures_hold_no_code() {
    for (width, height) in [(0, 0), (1, 1), (1, 500), (500, 1), (7, 7), (9, 30)] {
        for shade in [0, 128, 255] {
            let grey = Grey::new(width, height, vec![shade; width * height]);
            assert_eq!(find(&grey, &Anything), Found::Nothing, "{width} × {height}");
        }
    }
}

#[test]
fn four_hundred_codes_in_one_picture_do_not_hold_it_up() {
    let texts: Vec<String> = (0..400).map(|n| format!("code {n:03}")).collect();
    let codes: Vec<(&str, usize, usize)> = texts
        .iter()
        .zip(0..)
        .map(|(text, n): (_, usize)| (text.as_str(), 20 + n % 20 * 80, 20 + n / 20 * 80))
        .collect();
    let began = Instant::now();
    let found = find(&paper(1_640, 1_640, &codes, 3), &Anything);
    assert!(matches!(found, Found::Wanted(_) | Found::Damaged(_)), "{found:?}");
    assert!(began.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_picture_made_of_finder_patterns_ends() {
    let (width, height) = (3_000, 3_000);
    // Bars of 1:1:3:1:1 both ways, everywhere.
    let bar = |n: usize| matches!(n % 8, 0 | 2 | 3 | 4 | 6);
    let pixels = (0..width * height).map(|n| if bar(n % width) && bar(n / width) { 20 } else { 230 });
    let grey = Grey::new(width, height, pixels.collect());
    let began = Instant::now();
    let found = find(&grey, &Anything);
    assert!(text(&found).is_none(), "{found:?}");
    assert!(began.elapsed() < Duration::from_secs(120));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn noise_is_no_code_and_no_panic(width in 1usize..120, height in 1usize..120, seed: u64, coarse in 1usize..6) {
        let mut state = seed | 1;
        let mut noise = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        let across = width.div_ceil(coarse);
        let cells: Vec<u8> = (0..across * height.div_ceil(coarse)).map(|_| noise()).collect();
        let pixels = (0..width * height).map(|n| cells[n / width / coarse * across + n % width / coarse]);
        let grey = Grey::new(width, height, pixels.collect());
        prop_assert!(text(&find(&grey, &Anything)).is_none());
    }
}

/// Paper with a code on it, seen through a pinhole: tilted by so many degrees about an axis in the paper, with modules of
/// this many pixels where the camera looks, from so many times the code's width.
fn tilted(code: &QrCode, degrees: f32, axis: f32, module: f32, distance: f32) -> Grey {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (side, far) = (code.size() as f32, distance * code.size() as f32);
    let focal = module * far;
    let (width, height) = (620, 620);
    // A pixel's ray meets the paper: in the axis' own coordinates only one of the two is foreshortened.
    let place = |x: f32, y: f32| {
        let (x, y) = (
            (x - width as f32 / 2.0) / focal,
            (y - height as f32 / 2.0) / focal,
        );
        let (along, across) = (x * axis.cos() + y * axis.sin(), y * axis.cos() - x * axis.sin());
        let v = across * far / (cos - across * sin);
        let u = along * (far + v * sin);
        (
            u * axis.cos() - v * axis.sin() + side / 2.0,
            u * axis.sin() + v * axis.cos() + side / 2.0,
        )
    };
    let is_dark = |x: f32, y: f32| {
        let (u, v) = place(x, y);
        u >= 0.0 && v >= 0.0 && code.get_module(u as i32, v as i32)
    };
    let pixel = |at: usize| {
        let (x, y) = ((at % width) as f32, (at / width) as f32);
        let samples = (0..16).map(|n| (x + (n % 4) as f32 / 4.0, y + (n / 4) as f32 / 4.0));
        let dark = samples.filter(|(x, y)| is_dark(*x, *y)).count();
        (215 - dark * 11) as u8
    };
    Grey::new(width, height, (0..width * height).map(pixel).collect())
}

const SHEET: &str = "110601011.04.1.0001!122,8,406!0!1";

fn sheets() -> Grammar {
    Grammar::new(
        "{centre:9}.{table:2}.{n:1}.{serial:4}!{boxes:,}!{null}!{blank}",
        3,
    )
    .unwrap()
}

#[test]
fn codes_are_read_from_up_to_65_degrees_whatever_the_axis() {
    let long = format!(
        "{SHEET} and a code of more modules than a small sheet has: {}",
        "7".repeat(90)
    );
    let codes = [SHEET, &long].map(|text| QrCode::encode_text(text, QrCodeEcc::Medium).unwrap());
    let mut unread = Vec::new();
    for code in &codes {
        for degrees in [45.0f32, 55.0, 60.0, 65.0] {
            for axis in 0..8 {
                let axis = axis as f32 * std::f32::consts::FRAC_PI_4 + 0.1;
                // The far side has two pixels a module at least.
                let grey = tilted(code, degrees, axis, 9.0, 3.0 + degrees / 20.0);
                let found = find(&grey, &Anything);
                let expected = if code == &codes[0] { SHEET } else { &long };
                match text(&found) {
                    Some(text) => assert_eq!(text, expected, "{degrees} degrees about {axis}"),
                    None => unread.push((code.size(), degrees, axis, found)),
                }
            }
        }
    }
    // What is left is as steep as can be: no code from less than 60 degrees, and no more than one of twenty.
    assert!(
        unread.len() * 20 < 64 && unread.iter().all(|(_, degrees, ..)| *degrees >= 60.0),
        "{unread:?}"
    );
}

#[test]
fn mirrored_codes_and_codes_in_the_negative_are_read_at_every_level_and_mask() {
    for level in [
        QrCodeEcc::Low,
        QrCodeEcc::Medium,
        QrCodeEcc::Quartile,
        QrCodeEcc::High,
    ] {
        for mask in 0..8 {
            let segments = [QrSegment::make_bytes(SHEET.as_bytes())];
            let (least, most, mask) = (Version::MIN, Version::MAX, Some(Mask::new(mask)));
            let code = QrCode::encode_segments_advanced(&segments, level, least, most, mask, false).unwrap();
            let side = (code.size() as usize + 12) * 4;
            let dark = |x: usize, y: usize| code.get_module(x as i32 / 4 - 6, y as i32 / 4 - 6);
            for (mirrored, negative) in [(true, false), (false, true), (true, true)] {
                let pixel = |at: usize| {
                    let (x, y) = (at % side, at / side);
                    let x = if mirrored { side - 1 - x } else { x };
                    if dark(x, y) == negative { 225 } else { 35 }
                };
                let grey = Grey::new(side, side, (0..side * side).map(pixel).collect());
                let Found::Wanted(read) = find(&grey, &sheets()) else {
                    panic!(
                        "{level:?} {mask:?}, mirrored {mirrored}, negative {negative}: {:?}",
                        find(&grey, &sheets())
                    );
                };
                assert_eq!(read.payload, SHEET.as_bytes());
                let [a, b, c, _] = read.corners;
                let turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
                assert_eq!(turn < 0.0, mirrored, "corners go round as the code's do");
            }
        }
    }
}

#[test]
fn codes_that_name_a_character_set_are_read_with_some_modules_turned_over_as_well() {
    for number in [26, 3, 899] {
        let segments = [
            QrSegment::make_eci(number),
            QrSegment::make_bytes(SHEET.as_bytes()),
        ];
        let code = QrCode::encode_segments(&segments, QrCodeEcc::Medium).unwrap();
        let side = (code.size() as usize + 8) * 4;
        for spoilt in [0, 14] {
            let pixel = |at: usize| {
                let (x, y) = ((at % side / 4) as i32 - 4, (at / side / 4) as i32 - 4);
                let inside = (9..code.size() - 9).contains(&x) && (9..code.size() - 9).contains(&y);
                let turned = inside && spoilt > 0 && (x * 7 + y * 11) % spoilt == 0;
                if code.get_module(x, y) == turned { 225 } else { 35 }
            };
            let grey = Grey::new(side, side, (0..side * side).map(pixel).collect());
            // Only of UTF-8 is known beforehand what stands there.
            if spoilt == 0 || number == 26 {
                assert_eq!(
                    text(&find(&grey, &sheets())).as_deref(),
                    Some(SHEET),
                    "{number}, {spoilt}"
                );
            }
        }
    }
}

#[test]
fn all_sheets_in_a_picture_are_found_each_once_and_in_the_order_of_their_texts() {
    let text_of = |n: usize| format!("110601011.{n:02}.1.0001!122,8,{n}!0!1");
    let texts: Vec<String> = (1..=5).map(text_of).collect();
    // The first stands there twice, and beside them a code of something else.
    let codes = [
        (texts[2].as_str(), 40, 60),
        (&texts[0], 260, 60),
        (&texts[4], 480, 60),
        (&texts[1], 40, 300),
        (&texts[3], 260, 300),
        (&texts[0], 480, 300),
        ("https://example.org", 260, 520),
    ];
    let found = find_all(&paper(720, 720, &codes, 4), &sheets());
    let wanted: Vec<String> = found.iter().filter_map(text).collect();
    assert_eq!(wanted, texts);
    assert_eq!(found.len(), 5, "nothing is told beside them: {found:?}");
}

#[test]
fn a_second_sheet_that_cannot_be_read_is_told_of() {
    let codes = [(SHEET, 40, 60), ("110601011.05.1.0001!122,8,406!0!1", 300, 60)];
    let whole = paper(560, 300, &codes, 4);
    assert_eq!(find_all(&whole, &sheets()).len(), 2);
    // Its finder and timing patterns are left, and the middle is grey.
    let pixels = whole.pixels().iter().enumerate().map(|(at, pixel)| {
        let (x, y) = (at % whole.width(), at / whole.width());
        if x > 336 && y > 96 && x < 440 && y < 200 {
            120
        } else {
            *pixel
        }
    });
    let spoilt = Grey::new(whole.width(), whole.height(), pixels.collect());
    let found = find_all(&spoilt, &sheets());
    assert!(
        matches!(&found[..], [Found::Wanted(_), Found::Damaged(_)]),
        "{found:?}"
    );
    assert_eq!(text(&found[0]).as_deref(), Some(SHEET));
}
