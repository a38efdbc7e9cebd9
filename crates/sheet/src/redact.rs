//! Redacts a photograph: blacks out parts of the sheet, such as signatures and identity numbers.
//!
//! Rectangles are given by their position relative to the sheet's code, since a photograph is not aligned. The code's
//! corners give a homography from the sheet's plane to the picture, by which the rectangles are projected. The result is
//! a JPEG encoded anew, and no sample under a rectangle goes into it.
//!
//! The homography's error grows with the distance from the code. Let each coordinate of each corner have an error of at
//! most *e*, as a fraction of the code's side, and (*u*, *v*) be a point in sides from the upper left corner. To first order
//! the point's error is then at most
//!
//!   *e* · ((|u| + |1 − u|)(|v| + |1 − v|) + 4 |u (u − 1)|)
//!
//! along the code's rows (the first term from bilinear interpolation of the corners, the second from the perspective), and
//! likewise with *u* and *v* exchanged down its columns. Rectangles are widened by that, with a quarter of a module for
//! *e*. In flat made-up pictures refined corners ([`Code::settled`]) have a tenth of that error; the rest is for lenses and
//! for bent paper. Paper that bends more is not where the homography says.

use crate::decode::{Limits, Stored, stored};
use crate::encode;
use crate::error::{FormError, ImageError};
use crate::qr::{Code, Homography};
use model::Redact;

/// The assumed error of a corner's coordinates, in modules.
const CORNER: f64 = 0.25;
/// A JPEG's block, in pixels. Whole blocks are blacked out, so that ringing from their surroundings shows nothing.
const BLOCK: usize = 8;
/// The largest part of a rectangle that is widened as one, in sides of the code.
const PART: f64 = 0.5;
/// The JPEG quality of the result, 1 to 100.
const QUALITY: u8 = 85;

/// Blacks out rectangles of the sheet in an image file, and returns a colour JPEG whose only metadata is the orientation.
///
/// `codes` are those that were found in the file's picture, one a sheet, with their corners refined ([`Code::settled`]);
/// rectangles are in percent of a code's side. Parts of rectangles outside the picture are ignored.
///
/// # Errors
/// Where the picture cannot be decoded within the limits, the code's corners give no homography
/// ([`ImageError::Corners`]), or the new file would be longer than the limits allow ([`ImageError::Encoder`]).
pub fn redact(
    bytes: &[u8],
    codes: &[Code],
    rectangles: &[Redact],
    limits: &Limits,
) -> Result<Vec<u8>, ImageError> {
    let mut stored = stored::<[u8; 3]>(bytes, limits)?;
    for code in codes {
        let to_code = PixelsToCode::of(code, &stored).ok_or(ImageError::Corners(code.corners))?;
        for rectangle in rectangles {
            for part in parts(rectangle, CORNER / code.modules() as f64) {
                to_code.black_out(&part, &mut stored);
            }
        }
    }
    // The new file may take the memory that is left.
    let left = limits.memory.saturating_sub(bytes.len() + stored.pixels.len());
    encode::jpeg(stored, QUALITY, left.min(limits.bytes))
}

/// A part of a sheet, in sides of its code from the code's upper left corner.
#[derive(Debug, Clone, Copy)]
struct Part {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// A rectangle in parts, each widened by the error at its own corners.
fn parts(rectangle: &Redact, corner: f64) -> Vec<Part> {
    let side = |percent: i32| f64::from(percent) / 100.0;
    let (left, right) = (side(rectangle.left), side(rectangle.right));
    let (top, bottom) = (side(rectangle.top), side(rectangle.bottom));
    let (across, down) = (cuts(left, right), cuts(top, bottom));
    let mut parts = Vec::new();
    for rows in down.windows(2) {
        for columns in across.windows(2) {
            let ([left, right], [top, bottom]) = ([columns[0], columns[1]], [rows[0], rows[1]]);
            let along = |u: f64| error_bound(u, top).max(error_bound(u, bottom)) * corner;
            let down = |v: f64| error_bound(v, left).max(error_bound(v, right)) * corner;
            parts.push(Part {
                left: left - along(left),
                top: top - down(top),
                right: right + along(right),
                bottom: bottom + down(bottom),
            });
        }
    }
    parts
}

/// The ends of the equal parts of at most [`PART`] into which a length is cut.
fn cuts(from: f64, to: f64) -> Vec<f64> {
    let count = ((to - from) / PART).ceil().max(1.0) as usize;
    (0..=count)
        .map(|cut| from + (to - from) * cut as f64 / count as f64)
        .collect()
}

/// The largest error of a point along `u` for corners with errors of at most 1: the formula of the module's text.
fn error_bound(u: f64, v: f64) -> f64 {
    (u.abs() + (1.0 - u).abs()) * (v.abs() + (1.0 - v).abs()) + 4.0 * (u * (u - 1.0)).abs()
}

/// The homography from pixels as the file stores them to positions in sides of the code, as a 3 × 3 matrix.
struct PixelsToCode([[f64; 3]; 3]);

impl PixelsToCode {
    fn of(code: &Code, stored: &Stored) -> Option<PixelsToCode> {
        let (width, height) = (stored.width as f64, stored.height as f64);
        let corners = code.corners.map(|corner| {
            let place = stored.turn.stored_point(width, height, corner.map(f64::from));
            place.map(|value| value as f32)
        });
        let [a, b, c, d, e, f, g, h] = Homography::of(corners).0.map(f64::from);
        // The inverse matrix by its cofactors.
        let rows = [
            [e - f * h, c * h - b, b * f - c * e],
            [f * g - d, a - c * g, c * d - a * f],
            [d * h - e * g, b * g - a * h, a * e - b * d],
        ];
        let determinant = a * rows[0][0] + b * rows[1][0] + c * rows[2][0];
        let homography = PixelsToCode(rows.map(|row| row.map(|value| value / determinant)));
        homography
            .0
            .iter()
            .flatten()
            .all(|value| value.is_finite())
            .then_some(homography)
    }

    /// Blacks out a part, as far as it lies in the picture, by whole blocks.
    fn black_out(&self, part: &Part, stored: &mut Stored) {
        let (width, height) = (stored.width, stored.height);
        let [u, v, one] = self.0;
        let less = |a: [f64; 3], b: [f64; 3], times: f64| [0, 1, 2].map(|n| a[n] - times * b[n]);
        let more = |a: [f64; 3], b: [f64; 3], times: f64| [0, 1, 2].map(|n| times * b[n] - a[n]);
        // A margin of one pixel, so that pixels on an edge are blacked out.
        let (right, bottom) = (width as f64 + 1.0, height as f64 + 1.0);
        let mut shape = vec![[-1.0, -1.0], [right, -1.0], [right, bottom], [-1.0, bottom]];
        // Clipped to the half-plane in front of the camera, and to the four sides.
        for line in [
            one,
            less(u, one, part.left),
            more(u, one, part.right),
            less(v, one, part.top),
            more(v, one, part.bottom),
        ] {
            shape = clipped(&shape, line);
        }
        for top in (0..height).step_by(BLOCK) {
            let (above, below) = (top as f64 - 1.0, (top + BLOCK) as f64 + 1.0);
            let band = clipped(&clipped(&shape, [0.0, 1.0, -above]), [0.0, -1.0, below]);
            let Some(first) = band.iter().map(|p| p[0]).reduce(f64::min) else {
                continue;
            };
            let last = band.iter().map(|p| p[0]).fold(first, f64::max);
            let from = (first - 1.0).max(0.0) as usize / BLOCK * BLOCK;
            let to = ((last + 1.0).max(0.0) as usize + 1)
                .next_multiple_of(BLOCK)
                .min(width);
            for y in top..(top + BLOCK).min(height) {
                let row = &mut stored.pixels[3 * y * width..][..3 * width];
                row[3 * from.min(to)..3 * to].fill(0);
            }
        }
    }
}

/// Clips a convex polygon to the half-plane a x + b y + c ≥ 0 (Sutherland and Hodgman 1974).
fn clipped(shape: &[[f64; 2]], [a, b, c]: [f64; 3]) -> Vec<[f64; 2]> {
    let side = |p: &[f64; 2]| a * p[0] + b * p[1] + c;
    let mut kept = Vec::with_capacity(shape.len() + 1);
    for (at, p) in shape.iter().enumerate() {
        let q = &shape[(at + 1) % shape.len()];
        let (here, there) = (side(p), side(q));
        if here >= 0.0 {
            kept.push(*p);
        }
        if (here < 0.0) != (there < 0.0) {
            let share = here / (here - there);
            kept.push([0, 1].map(|n| p[n] + share * (q[n] - p[n])));
        }
    }
    kept
}

/// The most rectangles, and the farthest that they may reach from the code's corner, in percent of its side.
const MOST: usize = 32;
const REACH: i32 = 500;
/// The margin around the code that rectangles must keep clear of, in percent of its side.
const NEAR: i32 = 10;

/// Whether rectangles can be redacted.
///
/// # Errors
/// The first that cannot.
pub(crate) fn check(rectangles: &[Redact]) -> Result<(), FormError> {
    for (at, rectangle) in rectangles.iter().enumerate() {
        let Redact {
            name,
            left,
            top,
            right,
            bottom,
        } = rectangle;
        let wrong = |found: String, expected: String| {
            Err(FormError::Redact {
                name: name.clone(),
                found,
                expected,
            })
        };
        let sides = format!("left {left}, top {top}, right {right}, bottom {bottom}");
        if at == MOST {
            return wrong("one more".to_owned(), format!("at most {MOST} rectangles"));
        }
        if left >= right || top >= bottom {
            return wrong(sides, "left less than right, and top less than bottom".to_owned());
        }
        if [left, top, right, bottom].iter().any(|value| value.abs() > REACH) {
            let expected = format!("at most {REACH} percent of the code's side from its corner");
            return wrong(sides, expected);
        }
        let (near, far) = (-NEAR, 100 + NEAR);
        if *left < far && *right > near && *top < far && *bottom > near {
            let expected =
                format!("a rectangle that keeps clear of the code: of {near} to {far} percent each way");
            return wrong(sides, expected);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_of_a_square_is_left_of_its_middle() {
        let square = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]];
        let mut half = clipped(&square, [-1.0, 0.0, 1.0]);
        half.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert_eq!(half, [[0.0, 0.0], [0.0, 2.0], [1.0, 0.0], [1.0, 2.0]]);
        assert_eq!(clipped(&square, [1.0, 0.0, -3.0]), [[0.0; 2]; 0]);
    }

    #[test]
    fn rectangles_that_touch_the_code_or_lie_too_far_are_named() {
        let rectangle = |left, top, right, bottom| Redact {
            name: "x".to_owned(),
            left,
            top,
            right,
            bottom,
        };
        assert_eq!(check(&[rectangle(-150, 110, 260, 220)]), Ok(()));
        for (wrong, said) in [
            (rectangle(-150, 109, 260, 220), "clear of the code"),
            (rectangle(-150, 110, -150, 220), "less than"),
            (rectangle(-150, 110, 501, 220), "500 percent"),
        ] {
            assert!(check(&[wrong]).unwrap_err().to_string().contains(said));
        }
        assert!(check(&vec![rectangle(-150, 110, 260, 220); 33]).is_err());
    }

    proptest! {
        #[test]
        fn no_error_is_larger_than_the_bound(
            u in -4.0f64..5.0, v in -4.0f64..5.0, signs in prop::array::uniform8(any::<bool>()),
        ) {
            // A unit square whose corners are off by a small e, each its own way: first order in e.
            let e = 1e-4;
            let way = |n: usize| if signs[n] { e } else { -e };
            let square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0f64]];
            let mut n = 0;
            let corners = square.map(|corner| corner.map(|value| {
                n += 1;
                (value + way(n - 1)) as f32
            }));
            let [a, b, c, d, f, g, h, i] = Homography::of(corners).0.map(f64::from);
            let below = h * u + i * v + 1.0;
            let (x, y) = ((a * u + b * v + c) / below, (d * u + f * v + g) / below);
            // f32 keeps the corners to 6e-8; the second order is e² times the squares of the distance.
            let slack = 1.02 * e + 1e-5;
            prop_assert!((x - u).abs() <= error_bound(u, v) * slack, "{x} for {u}");
            prop_assert!((y - v).abs() <= error_bound(v, u) * slack, "{y} for {v}");
        }
    }
}
