//! What is redacted is gone, and the rest of the picture is there.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod pictures;

use jpeg_encoder::{ColorType, Encoder};
use model::Redact;
use pictures::{LOSSY, exif, pdf, segment, spliced};
use qrcodegen::{QrCode, QrCodeEcc};
use sheet::Grey;
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use sheet::qr::{Anything, Code, Found, find};
use sheet::redact::redact;
use zune_core::bytestream::ZCursor;

const TEXT: &str = "110601011.04!10,20,15!1!45";
/// Two rectangles of the sheet, in sides of the code.
const COVERED: [[f64; 4]; 2] = [[-1.5, 1.2, 2.6, 2.2], [1.4, -0.6, 2.0, 0.5]];

type Vector = [f64; 3];

fn dot(a: Vector, b: Vector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: Vector, b: Vector) -> Vector {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

/// A camera above a sheet: where the code's corner lies, along which ways its rows and columns run.
struct Camera {
    width: usize,
    height: usize,
    corner: Vector,
    row: Vector,
    column: Vector,
}

impl Camera {
    /// The sheet turned by so many degrees in its plane, and tilted away about an axis in it.
    fn new(width: usize, height: usize, side: f64, turned: f64, tilted: f64, about: f64) -> Camera {
        let [turned, tilted, about] = [turned, tilted, about].map(f64::to_radians);
        // Rodrigues's formula about an axis in the plane.
        let axis = [about.cos(), about.sin(), 0.0];
        let tilt = |v: Vector| {
            let (across, along) = (cross(axis, v), dot(axis, v));
            [0, 1, 2].map(|n| {
                v[n] * tilted.cos() + across[n] * tilted.sin() + axis[n] * along * (1.0 - tilted.cos())
            })
        };
        // At distance 1 a length of 1 is as wide as the picture.
        let side = side / width as f64;
        let row = tilt([turned.cos() * side, turned.sin() * side, 0.0]);
        let column = tilt([-turned.sin() * side, turned.cos() * side, 0.0]);
        // The middle of the sheet's part that matters stands in the middle of the picture.
        let corner = [0, 1, 2].map(|n| f64::from(n == 2) - 0.6 * row[n] - 0.9 * column[n]);
        Camera {
            width,
            height,
            corner,
            row,
            column,
        }
    }

    /// Where a place of the sheet, in sides of the code, is seen.
    fn seen(&self, u: f64, v: f64) -> [f64; 2] {
        let p = [0, 1, 2].map(|n| self.corner[n] + u * self.row[n] + v * self.column[n]);
        let scale = self.width as f64;
        [
            p[0] / p[2] * scale + self.width as f64 / 2.0,
            p[1] / p[2] * scale + self.height as f64 / 2.0,
        ]
    }

    /// Which place of the sheet is seen there.
    fn place(&self, x: f64, y: f64) -> [f64; 2] {
        let scale = self.width as f64;
        let ray = [
            (x - self.width as f64 / 2.0) / scale,
            (y - self.height as f64 / 2.0) / scale,
            1.0,
        ];
        let normal = cross(self.row, self.column);
        let far = dot(self.corner, normal) / dot(ray, normal);
        let from = [0, 1, 2].map(|n| ray[n] * far - self.corner[n]);
        [self.row, self.column].map(|way| dot(from, way) / dot(way, way))
    }

    /// The sheet as it is seen: the code, lines of writing, and coloured stripes where it is to be covered.
    fn photograph(&self) -> Vec<u8> {
        let code = QrCode::encode_text(TEXT, QrCodeEcc::Medium).unwrap();
        let side = f64::from(code.size());
        let ink = |[u, v]: [f64; 2]| -> [f64; 3] {
            if COVERED.iter().any(|part| within(*part, [u, v], 0.0)) {
                let stripe = (u * 14.0).floor() as i64 % 2 == 0;
                return if stripe {
                    [250.0, 20.0, 30.0]
                } else {
                    [20.0, 60.0, 250.0]
                };
            }
            let dark = match (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v) {
                true => code.get_module((u * side) as i32, (v * side) as i32),
                // Lines, well away from the code.
                false => (u < -0.3 || v < -0.3) && (v * 12.0).rem_euclid(1.0) < 0.3,
            };
            if dark { [35.0; 3] } else { [222.0, 220.0, 210.0] }
        };
        let mut pixels = Vec::with_capacity(3 * self.width * self.height);
        for y in 0..self.height {
            for x in 0..self.width {
                let mut sum = [0.0; 3];
                for n in 0..4 {
                    let (dx, dy) = (0.25 + 0.5 * f64::from(n % 2), 0.25 + 0.5 * f64::from(n / 2));
                    let colour = ink(self.place(x as f64 + dx, y as f64 + dy));
                    (0..3).for_each(|n| sum[n] += colour[n] / 4.0);
                }
                pixels.extend(sum.map(|value| value as u8));
            }
        }
        let mut out = Vec::new();
        let encoder = Encoder::new(&mut out, 92);
        encoder
            .encode(&pixels, self.width as u16, self.height as u16, ColorType::Rgb)
            .unwrap();
        out
    }
}

fn within([left, top, right, bottom]: [f64; 4], [u, v]: [f64; 2], by: f64) -> bool {
    (left - by..=right + by).contains(&u) && (top - by..=bottom + by).contains(&v)
}

fn rectangles() -> Vec<Redact> {
    let rectangle = |part: &[f64; 4]| {
        let [left, top, right, bottom] = part.map(|value| (value * 100.0) as i32);
        Redact {
            name: "signatures".to_owned(),
            left,
            top,
            right,
            bottom,
        }
    };
    COVERED.iter().map(rectangle).collect()
}

fn code_in(grey: &Grey) -> Code {
    match find(grey, &Anything) {
        Found::Wanted(code) => code.settled(grey),
        other => panic!("{other:?}"),
    }
}

fn grey(file: &[u8]) -> Grey {
    decode(file, &Limits::default()).unwrap()
}

const POSES: [(f64, f64, f64); 9] = [
    (0.0, 0.0, 0.0),
    (7.0, 0.0, 0.0),
    (45.0, 0.0, 0.0),
    (90.0, 5.0, 90.0),
    (180.0, 12.0, 0.0),
    (-30.0, 25.0, 40.0),
    (13.0, 30.0, 90.0),
    (200.0, 35.0, 15.0),
    (300.0, 40.0, 130.0),
];

#[test]
fn a_settled_codes_corners_lie_within_a_fifth_of_a_module() {
    let mut worst = 0.0f64;
    for side in [110.0, 200.0] {
        for (turned, tilted, about) in POSES {
            let camera = Camera::new(900, 800, side, turned, tilted, about);
            let code = code_in(&grey(&camera.photograph()));
            let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
            let true_corners = corners.map(|[u, v]| camera.seen(u, v));
            for (found, corner) in code.corners.iter().zip(true_corners) {
                let place = camera.place(f64::from(found[0]), f64::from(found[1]));
                let meant = camera.place(corner[0], corner[1]);
                let off = (0..2).map(|n| (place[n] - meant[n]).abs() * code.modules() as f64);
                worst = worst.max(off.fold(0.0, f64::max));
            }
        }
    }
    println!("corners are off by at most {worst:.2} modules");
    assert!(worst < 0.2, "{worst}");
}

#[test]
fn what_is_covered_is_gone_and_the_rest_hardly_changes() {
    for (turned, tilted, about) in POSES {
        let camera = Camera::new(1200, 1100, 210.0, turned, tilted, about);
        let file = camera.photograph();
        let before = grey(&file);
        let code = code_in(&before);
        let covered = redact(
            &file,
            std::slice::from_ref(&code),
            &rectangles(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(clean(&covered).unwrap(), covered);
        let after = grey(&covered);
        assert_eq!((after.width(), after.height()), (before.width(), before.height()));
        assert_eq!(code_in(&after).payload, TEXT.as_bytes());

        // By the decoder alone: no colour is left either.
        let colours = zune_jpeg::JpegDecoder::new(ZCursor::new(&covered[..]))
            .decode()
            .unwrap();
        let (mut flat, mut far, mut changed, mut worst) = (0, 0, 0u64, 0);
        for y in 0..after.height() {
            for x in 0..after.width() {
                let place = camera.place(x as f64 + 0.5, y as f64 + 0.5);
                let (old, new) = (before.row(y)[x], after.row(y)[x]);
                if COVERED.iter().any(|part| within(*part, place, 0.0)) {
                    let colour = &colours[3 * (y * after.width() + x)..][..3];
                    assert_eq!(
                        (new, colour),
                        (0, &[0; 3][..]),
                        "at {x}, {y} of {turned}, {tilted}, {about}"
                    );
                    flat += 1;
                } else if !COVERED.iter().any(|part| within(*part, place, 0.6)) {
                    changed += u64::from(old.abs_diff(new));
                    worst = worst.max(old.abs_diff(new));
                    far += 1;
                }
            }
        }
        assert!(flat > 20_000 && far > 100_000, "{flat} and {far}");
        let mean = changed as f64 / f64::from(far);
        println!("{turned}, {tilted}, {about}: {flat} flat, {far} far off by {mean:.2}, at most {worst}");
        assert!(mean < 4.0 && worst < 64, "{mean} {worst}");
    }
}

#[test]
fn pictures_that_are_stored_turned_are_covered_alike() {
    let camera = Camera::new(900, 800, 150.0, 20.0, 15.0, 30.0);
    let file = camera.photograph();
    for number in 1..=8 {
        let block = [b"Exif\0\0", &exif(number)[..]].concat();
        let turned = spliced(&file, 2, &segment(0xe1, &block));
        let before = grey(&turned);
        // Four of them say that the picture is a mirror's: its code is read mirrored.
        let code = code_in(&before);
        let covered = redact(
            &turned,
            std::slice::from_ref(&code),
            &rectangles(),
            &Limits::default(),
        )
        .unwrap();
        assert!(!covered.windows(6).any(|some| some == b"SECRET"));
        let after = grey(&covered);
        assert_eq!((after.width(), after.height()), (before.width(), before.height()));
        // The middle of the first rectangle, as the code's own corners say.
        let [a, b, _, d] = code.corners;
        let middle = [0, 1].map(|n| a[n] + 0.5 * (b[n] - a[n]) + 1.7 * (d[n] - a[n]));
        assert_eq!(after.row(middle[1] as usize)[middle[0] as usize], 0, "{number}");
        assert_eq!(code_in(&after).payload, TEXT.as_bytes());
        // As many pixels as where it stands upright.
        let black = |grey: &Grey| grey.pixels().iter().filter(|p| **p == 0).count() as f64;
        let upright =
            grey(&redact(&file, &[code_in(&grey(&file))], &rectangles(), &Limits::default()).unwrap());
        assert!((black(&after) / black(&upright) - 1.0).abs() < 0.05, "{number}");
    }
}

#[test]
fn the_picture_of_a_pdf_is_covered_as_its_page_is_turned() {
    let camera = Camera::new(900, 800, 150.0, 20.0, 15.0, 30.0);
    let file = pdf("/DCTDecode", 90, &camera.photograph());
    let code = code_in(&grey(&file));
    let covered = redact(
        &file,
        std::slice::from_ref(&code),
        &rectangles(),
        &Limits::default(),
    )
    .unwrap();
    let after = grey(&covered);
    assert_eq!((after.width(), after.height()), (800, 900));
    assert_eq!(code_in(&after).payload, TEXT.as_bytes());
}

#[test]
fn a_rectangle_beyond_the_horizon_or_the_picture_covers_nothing_else() {
    let camera = Camera::new(900, 800, 200.0, 0.0, 45.0, 0.0);
    let file = camera.photograph();
    let code = code_in(&grey(&file));
    for (left, top, right, bottom) in [
        (-500, -500, 500, -300),
        (400, -500, 500, 500),
        (-20, 480, 20, 500),
    ] {
        let rectangle = Redact {
            name: "far".to_owned(),
            left,
            top,
            right,
            bottom,
        };
        let covered = redact(
            &file,
            std::slice::from_ref(&code),
            &[rectangle],
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(code_in(&grey(&covered)).payload, TEXT.as_bytes(), "{left}, {top}");
    }
}

#[test]
fn corners_that_make_no_plane_are_refused() {
    let camera = Camera::new(400, 300, 100.0, 0.0, 0.0, 0.0);
    let file = camera.photograph();
    let mut code = code_in(&grey(&file));
    code.corners = [[5.0, 5.0]; 4];
    let error = redact(
        &file,
        std::slice::from_ref(&code),
        &rectangles(),
        &Limits::default(),
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("corners [[5.0, 5.0]"), "{error}");
}

#[test]
fn a_covered_picture_that_is_longer_than_allowed_is_refused() {
    let code = code_in(&grey(
        &Camera::new(900, 800, 150.0, 20.0, 15.0, 30.0).photograph(),
    ));
    let limits = Limits {
        bytes: LOSSY.len(),
        ..Limits::default()
    };
    let error = redact(LOSSY, std::slice::from_ref(&code), &rectangles(), &limits)
        .unwrap_err()
        .to_string();
    let expected = format!("cannot be written: it has more than {} bytes", LOSSY.len());
    assert!(error.contains(&expected), "{error}");
    assert!(
        redact(
            LOSSY,
            std::slice::from_ref(&code),
            &rectangles(),
            &Limits::default()
        )
        .is_ok()
    );
}
