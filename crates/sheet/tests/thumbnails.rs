//! Thumbnails are upright, in colour, and never larger than the picture.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod pictures;

use pictures::*;
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use sheet::thumbnails::{THUMBNAIL_SIDE, WEB_SIDE, thumbnails};
use zune_core::bytestream::ZCursor;

fn sides(file: &[u8]) -> (usize, usize) {
    let grey = decode(file, &Limits::default()).unwrap();
    (grey.width(), grey.height())
}

fn colours(file: &[u8]) -> Vec<u8> {
    zune_jpeg::JpegDecoder::new(ZCursor::new(file)).decode().unwrap()
}

#[test]
fn a_large_picture_is_copied_smaller_and_a_small_one_as_large() {
    let (width, height) = (2_000, 900);
    let pixels: Vec<u8> = (0..width * height)
        .flat_map(|n| [(n % width / 8) as u8, (n / width / 4) as u8, 90])
        .collect();
    let large = jpeg(
        &pixels,
        width,
        height,
        jpeg_encoder::ColorType::Rgb,
        Jpeg::default(),
    );
    let made = thumbnails(&large, &Limits::default()).unwrap();
    assert_eq!(sides(&made.web), (WEB_SIDE, 720));
    assert_eq!(sides(&made.thumbnail), (THUMBNAIL_SIDE, 144));
    let (web, thumbnail) = (colours(&made.web), colours(&made.thumbnail));
    for (x, y) in [(3, 3), (500, 100), (1_100, 400), (1_590, 700)] {
        let meant = [(x as f64 * 1.25 / 8.0), (y as f64 * 1.25 / 4.0), 90.0];
        for (found, meant) in web[3 * (y * WEB_SIDE + x)..][..3].iter().zip(meant) {
            assert!((f64::from(*found) - meant).abs() < 12.0, "{found} for {meant}");
        }
        let (x, y) = (x / 5, y / 5);
        for (found, meant) in thumbnail[3 * (y * THUMBNAIL_SIDE + x)..][..3].iter().zip(meant) {
            assert!((f64::from(*found) - meant).abs() < 12.0, "{found} for {meant}");
        }
    }
    for (name, file) in every_kind() {
        let made = thumbnails(&file, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(sides(&made.web), sides(&file), "{name}");
        assert_eq!(made.web, made.thumbnail, "{name}");
    }
}

#[test]
fn thumbnails_stand_upright_and_hold_no_metadata() {
    let plain = colour_jpeg(Jpeg::default());
    for number in 1..=8 {
        let block = [b"Exif\0\0", &exif(number)[..]].concat();
        let turned = spliced(&plain, 2, &segment(0xe1, &block));
        let made = thumbnails(&turned, &Limits::default()).unwrap();
        for copy in [&made.web, &made.thumbnail] {
            assert!(!copy.windows(4).any(|some| some == b"Exif"));
            assert_eq!(&clean(copy).unwrap(), copy);
            let (before, after) = (
                decode(&turned, &Limits::default()).unwrap(),
                decode(copy, &Limits::default()).unwrap(),
            );
            assert_eq!((before.width(), before.height()), (after.width(), after.height()));
            let off = before
                .pixels()
                .iter()
                .zip(after.pixels())
                .map(|(a, b)| a.abs_diff(*b));
            assert!(off.max().unwrap() < 16, "{number}");
        }
    }
}

#[test]
fn colours_of_every_kind_are_those_of_the_picture() {
    let three = samples(WIDTH, HEIGHT, 3);
    let four = samples(WIDTH, HEIGHT, 4);
    let inks: Vec<u8> = four
        .chunks(4)
        .flat_map(|p| [0, 1, 2].map(|n| ((255 - u32::from(p[n])) * (255 - u32::from(p[3])) / 255) as u8))
        .collect();
    let grey: Vec<u8> = samples(WIDTH, HEIGHT, 1)
        .into_iter()
        .flat_map(|p| [p; 3])
        .collect();
    let cases = [
        ("baseline", &three),
        ("progressive", &three),
        ("grey", &grey),
        ("CMYK", &inks),
        ("YCCK", &inks),
        ("PNG", &grey),
        ("WebP", &three),
        ("animated WebP", &three),
    ];
    let kinds = every_kind();
    for (name, expected) in cases {
        let (_, file) = kinds.iter().find(|(kind, _)| *kind == name).unwrap();
        let found = colours(&thumbnails(file, &Limits::default()).unwrap().web);
        // A grey copy's file is in colour too.
        assert_eq!(found.len(), expected.len(), "{name}");
        let off: u32 = found
            .iter()
            .zip(expected)
            .map(|(a, b)| u32::from(a.abs_diff(*b)))
            .sum();
        let mean = f64::from(off) / found.len() as f64;
        assert!(mean < 6.0, "{name}: off by {mean}");
    }
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    for (name, file) in every_kind() {
        let once = thumbnails(&file, &Limits::default()).unwrap();
        assert_eq!(thumbnails(&file, &Limits::default()).unwrap(), once, "{name}");
        assert_eq!(
            thumbnails(&clean(&file).unwrap(), &Limits::default()).unwrap(),
            once,
            "{name}"
        );
    }
}
