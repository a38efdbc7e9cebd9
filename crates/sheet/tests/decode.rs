//! Every kind of picture becomes grey and stands upright.
#![allow(clippy::unwrap_used)]

mod pictures;

use pictures::*;
use png::{BitDepth, ColorType};
use sheet::decode::{Limits, decode};
use sheet::{Grey, Orientation};

fn grey(file: &[u8]) -> Grey {
    decode(file, &Limits::default()).unwrap()
}

/// How light a pixel of the sample picture is: of its samples, so many are inks' or colours'.
fn lightness(samples: &[u8]) -> f64 {
    0.299 * f64::from(samples[0]) + 0.587 * f64::from(samples[1]) + 0.114 * f64::from(samples[2])
}

#[track_caller]
fn near(grey: &Grey, expected: &[f64], most: f64) {
    assert_eq!((grey.width(), grey.height()), (WIDTH, HEIGHT));
    let worst = grey
        .pixels()
        .iter()
        .zip(expected)
        .map(|(a, b)| (f64::from(*a) - b).abs());
    let worst = worst.fold(0.0, f64::max);
    assert!(worst <= most, "off by {worst}");
}

#[test]
fn jpeg_of_every_kind_is_grey() {
    let colours: Vec<f64> = samples(WIDTH, HEIGHT, 3).chunks(3).map(lightness).collect();
    for progressive in [false, true] {
        for subsampled in [false, true] {
            for restarts in [false, true] {
                let how = Jpeg {
                    progressive,
                    subsampled,
                    restarts,
                    optimised: !restarts,
                };
                near(&grey(&colour_jpeg(how)), &colours, 8.0);
            }
        }
        let how = Jpeg {
            progressive,
            ..Jpeg::default()
        };
        let one = samples(WIDTH, HEIGHT, 1);
        let luma = jpeg(&one, WIDTH, HEIGHT, jpeg_encoder::ColorType::Luma, how);
        near(
            &grey(&luma),
            &one.iter().map(|p| f64::from(*p)).collect::<Vec<_>>(),
            8.0,
        );

        // Inks: 255 is much ink, which the encoder stores inverted.
        let four = samples(WIDTH, HEIGHT, 4);
        let inks: Vec<f64> = four
            .chunks(4)
            .map(|p| (255.0 - lightness(p)) * f64::from(255 - p[3]) / 255.0)
            .collect();
        for kind in [jpeg_encoder::ColorType::Cmyk, jpeg_encoder::ColorType::CmykAsYcck] {
            near(&grey(&jpeg(&four, WIDTH, HEIGHT, kind, how)), &inks, 16.0);
        }
    }
}

#[test]
fn jpeg_of_untransformed_colours_is_grey() {
    // What Adobe calls no transform: the three components are red, green and blue.
    let three = samples(WIDTH, HEIGHT, 3);
    let plain = jpeg(
        &three,
        WIDTH,
        HEIGHT,
        jpeg_encoder::ColorType::Ycbcr,
        Jpeg::default(),
    );
    let red_green_blue = [
        &plain[..2],
        &segment(0xee, b"Adobe\0\x64\0\0\0\0\0"),
        &plain[20..],
    ]
    .concat();
    let expected: Vec<f64> = three.chunks(3).map(lightness).collect();
    near(&grey(&red_green_blue), &expected, 8.0);
    // The same, said by the components' names.
    let mut named = [&plain[..2], &plain[20..]].concat();
    for at in 0..named.len() - 14 {
        let (frame, scan) = (
            named[at..].starts_with(&[0xff, 0xc0]),
            named[at..].starts_with(&[0xff, 0xda]),
        );
        for (n, name) in b"RGB".iter().enumerate() {
            if frame {
                named[at + 10 + 3 * n] = *name;
            } else if scan {
                named[at + 5 + 2 * n] = *name;
            }
        }
    }
    near(&grey(&named), &expected, 8.0);
}

#[test]
fn png_of_every_colour_and_depth_is_grey() {
    let one = samples(WIDTH, HEIGHT, 1);
    assert_eq!(grey(&grey_png()).pixels(), one);
    let wide = |samples: &[u8]| samples.iter().flat_map(|p| [*p, 77]).collect::<Vec<u8>>();
    assert_eq!(
        grey(&png(ColorType::Grayscale, BitDepth::Sixteen, &wide(&one), None)).pixels(),
        one
    );

    let three = samples(WIDTH, HEIGHT, 3);
    let expected: Vec<f64> = three.chunks(3).map(lightness).collect();
    near(
        &grey(&png(ColorType::Rgb, BitDepth::Eight, &three, None)),
        &expected,
        1.0,
    );
    near(
        &grey(&png(ColorType::Rgb, BitDepth::Sixteen, &wide(&three), None)),
        &expected,
        1.0,
    );

    for (depth, bits) in [
        (BitDepth::One, 1),
        (BitDepth::Two, 2),
        (BitDepth::Four, 4),
        (BitDepth::Eight, 8),
    ] {
        let line = (WIDTH * bits).div_ceil(8);
        let packed: Vec<u8> = (0..line * HEIGHT).map(|n| (n * 89) as u8).collect();
        let most = (1u32 << bits) - 1;
        let value = |x: usize, y: usize| {
            u32::from(packed[y * line + x * bits / 8] >> (8 - bits - x * bits % 8)) & most
        };
        let values: Vec<u32> = (0..WIDTH * HEIGHT).map(|n| value(n % WIDTH, n / WIDTH)).collect();
        let expected: Vec<u8> = values.iter().map(|v| (v * 255 / most) as u8).collect();
        assert_eq!(
            grey(&png(ColorType::Grayscale, depth, &packed, None)).pixels(),
            expected,
            "{bits} bits"
        );

        // A palette of greys, the first wholly transparent.
        let palette: Vec<u8> = (0..=most).flat_map(|v| [(v * 100 / most) as u8; 3]).collect();
        let expected = values
            .iter()
            .map(|v| if *v == 0 { 255 } else { (v * 100 / most) as u8 });
        let indexed = png(ColorType::Indexed, depth, &packed, Some((&palette, &[0])));
        assert_eq!(
            grey(&indexed).pixels(),
            expected.collect::<Vec<_>>(),
            "{bits} bits"
        );
    }
}

#[test]
fn what_is_transparent_is_white() {
    for opacity in [0u8, 128, 255] {
        let share = f64::from(opacity) / 255.0;
        let expected = vec![40.0 * share + 255.0 * (1.0 - share); WIDTH * HEIGHT];
        let rgba = [40, 40, 40, opacity].repeat(WIDTH * HEIGHT);
        near(
            &grey(&png(ColorType::Rgba, BitDepth::Eight, &rgba, None)),
            &expected,
            1.0,
        );
        near(&grey(&webp(image_webp::ColorType::Rgba8, &rgba)), &expected, 1.0);
        let la = [40, opacity].repeat(WIDTH * HEIGHT);
        near(
            &grey(&png(ColorType::GrayscaleAlpha, BitDepth::Eight, &la, None)),
            &expected,
            1.0,
        );
        near(&grey(&webp(image_webp::ColorType::La8, &la)), &expected, 1.0);
    }
}

#[test]
fn interlaced_png_of_every_small_size_is_put_together() {
    for width in 1..=17 {
        for height in 1..=9 {
            let pixels = samples(width, height, 1);
            let grey = grey(&interlaced(width, height, &pixels));
            assert_eq!(
                (grey.width(), grey.pixels()),
                (width, &pixels[..]),
                "{width} × {height}"
            );
        }
    }
}

#[test]
fn webp_of_every_kind_is_grey() {
    let three = samples(WIDTH, HEIGHT, 3);
    let expected: Vec<f64> = three.chunks(3).map(lightness).collect();
    near(&grey(&colour_webp()), &expected, 1.0);
    for file in [LOSSY, LOSSY_ALPHA] {
        let grey = grey(file);
        assert_eq!((grey.width(), grey.height()), (24, 16));
    }
    // The first block of the picture that cwebp was given is 255 − 8y, 170 − …, y: light at the top.
    assert!(grey(LOSSY).pixels()[0] > 120);
    // Its alpha runs from 0 on the left, so the left is white.
    assert!(grey(LOSSY_ALPHA).row(8)[0] > 250);
}

#[test]
fn of_an_animation_the_first_frame_is_decoded() {
    assert_eq!(grey(&animated_png()), grey(&grey_png()));
    assert_eq!(grey(&animated_webp()), grey(&colour_webp()));
}

#[test]
fn every_orientation_is_honoured_in_every_format() {
    for number in 1..=8 {
        let turned = |plain: &Grey| match number {
            1 => plain.clone(),
            _ => {
                // By definition, the pixel that is stored at column x, row y.
                let (w, h) = (plain.width(), plain.height());
                let (width, height) = if number > 4 { (h, w) } else { (w, h) };
                let stored = |x: usize, y: usize| match number {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, h - 1 - x),
                    7 => (w - 1 - y, h - 1 - x),
                    _ => (w - 1 - y, x),
                };
                let pixels = (0..width * height).map(|n| {
                    let (x, y) = stored(n % width, n / width);
                    plain.row(y)[x]
                });
                Grey::new(width, height, pixels.collect())
            }
        };
        assert_eq!(Orientation::from_number(number).unwrap().number(), number as u8);
        let plain = colour_jpeg(Jpeg::default());
        let block = [b"Exif\0\0", &exif(number)[..]].concat();
        assert_eq!(
            grey(&spliced(&plain, 2, &segment(0xe1, &block))),
            turned(&grey(&plain)),
            "{number}"
        );
        let plain = grey_png();
        let file = spliced(&plain, plain.len() - 12, &chunk(b"eXIf", &exif(number)));
        assert_eq!(grey(&file), turned(&grey(&plain)), "{number}");
        let plain = colour_webp();
        let file = webp_of(&[
            vp8x(8, WIDTH, HEIGHT),
            plain[12..].to_vec(),
            riff(b"EXIF", &exif(number)),
        ]);
        assert_eq!(grey(&file), turned(&grey(&plain)), "{number}");
    }
}

#[test]
fn a_picture_of_one_pixel_is_decoded() {
    for file in [
        jpeg(&[9, 9, 9], 1, 1, jpeg_encoder::ColorType::Rgb, Jpeg::default()),
        interlaced(1, 1, &[9]),
        png_of(&[ihdr(1, 1, 8, 0, 0), chunk(b"IDAT", &stored(&[0, 9]))]),
    ] {
        let grey = grey(&file);
        assert_eq!((grey.width(), grey.height()), (1, 1));
        assert!(grey.pixels()[0].abs_diff(9) <= 2);
    }
}

#[test]
fn a_pdf_of_one_jpeg_is_its_picture_turned_as_the_page_is() {
    let picture = colour_jpeg(Jpeg::default());
    let plain = grey(&picture);
    for filter in ["/DCTDecode", "[/DCTDecode]", "[ /DCTDecode ]"] {
        assert_eq!(grey(&pdf(filter, 0, &picture)), plain);
    }
    let quarter = grey(&pdf("/DCTDecode", 90, &picture));
    assert_eq!((quarter.width(), quarter.height()), (HEIGHT, WIDTH));
    assert_eq!(quarter.row(0)[HEIGHT - 1], plain.row(0)[0]);
    // What a page shows is not turned by EXIF.
    let block = [b"Exif\0\0", &exif(6)[..]].concat();
    assert_eq!(
        grey(&pdf(
            "/DCTDecode",
            0,
            &spliced(&picture, 2, &segment(0xe1, &block))
        )),
        plain
    );
}
