//! The search for codes ends soon and without a panic, whatever the picture is.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use proptest::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use sheet::Grey;
use sheet::qr::{Anything, Found, find};
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
        Found::Damaged(_) | Found::Nothing => None,
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
