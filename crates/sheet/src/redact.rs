//! Covers parts of a sheet in its photograph: signatures, identity numbers.
//!
//! What is to be covered is told by where it lies from the sheet's code, since a photograph is not aligned. The
//! code's corners make a plane in perspective, and the rectangles are laid upon it. The covered picture is a
//! JPEG of its own, and no sample under a rectangle goes into it.
//!
//! A plane that is taken from a code is the less sure the farther from the code it is used. Let each coordinate
//! of each corner be off by at most *e*, as a part of the code's side, and (*u*, *v*) be a place in sides from
//! the upper left corner. To first order the place is then off by at most
//!
//!   *e* · ((|u| + |1 − u|)(|v| + |1 − v|) + 4 |u (u − 1)|)
//!
//! along the code's rows (each corner's share of a plane without perspective, and all four that of the
//! perspective), and likewise with *v* for *u* down its columns. Rectangles are widened by that, with a quarter of
//! a module for *e*. In flat made-up pictures settled corners ([`Code::settled`]) are off by a tenth of that; the
//! rest is for lenses and for paper that bends. Paper that bends more is not where the plane says.

use crate::decode::{Limits, Stored, stored};
use crate::error::{FormError, ImageError};
use crate::jpeg;
use crate::qr::{Code, Homography};
use model::Redact;

/// How far a corner may be off, in modules.
const CORNER: f64 = 0.25;
/// A JPEG's block, in pixels: what is covered is whole blocks, so that nothing sheds on them.
const BLOCK: usize = 8;
/// Rectangles are widened in parts that are at most so long and high, in sides of the code.
const PART: f64 = 0.5;
/// The covered picture's quality, 1 to 100.
const QUALITY: u8 = 85;

/// The picture of a file with these rectangles covered in black, as a JPEG in colour without metadata but the
/// orientation. The code is the one that was found in the file's picture, settled.
///
/// What a rectangle covers beyond the picture's edge is passed over.
///
/// # Errors
/// Where the picture cannot be decoded within the limits, the code's corners make no plane, or the covered picture
/// takes more than the limits leave.
pub fn redact(
    bytes: &[u8],
    code: &Code,
    rectangles: &[Redact],
    limits: &Limits,
) -> Result<Vec<u8>, ImageError> {
    let mut stored = stored::<[u8; 3]>(bytes, limits)?;
    let to_code = PixelsToCode::of(code, &stored).ok_or(ImageError::Corners(code.corners))?;
    for rectangle in rectangles {
        for part in parts(rectangle, CORNER / code.modules() as f64) {
            to_code.cover(&part, &mut stored);
        }
    }
    // The covered picture's file takes the memory that is left.
    let left = limits.memory.saturating_sub(bytes.len() + stored.pixels.len());
    jpeg::write(stored, QUALITY, left.min(limits.bytes))
}

/// A part of a sheet, in sides of its code from the code's upper left corner.
#[derive(Debug, Clone, Copy)]
struct Part {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// A rectangle in parts, each widened by how far its own corners may be off.
fn parts(rectangle: &Redact, corner: f64) -> Vec<Part> {
    let side = |percent: i32| f64::from(percent) / 100.0;
    let (left, right) = (side(rectangle.left), side(rectangle.right));
    let (top, bottom) = (side(rectangle.top), side(rectangle.bottom));
    let (across, down) = (cuts(left, right), cuts(top, bottom));
    let mut parts = Vec::new();
    for rows in down.windows(2) {
        for columns in across.windows(2) {
            let ([left, right], [top, bottom]) = ([columns[0], columns[1]], [rows[0], rows[1]]);
            let along = |u: f64| off(u, top).max(off(u, bottom)) * corner;
            let down = |v: f64| off(v, left).max(off(v, right)) * corner;
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

/// Where a length is cut into equal parts of at most [`PART`].
fn cuts(from: f64, to: f64) -> Vec<f64> {
    let count = ((to - from) / PART).ceil().max(1.0) as usize;
    (0..=count)
        .map(|cut| from + (to - from) * cut as f64 / count as f64)
        .collect()
}

/// How far a place is off along `u`, where corners are off by 1 at most.
fn off(u: f64, v: f64) -> f64 {
    (u.abs() + (1.0 - u).abs()) * (v.abs() + (1.0 - v).abs()) + 4.0 * (u * (u - 1.0)).abs()
}

/// From pixels, as they are stored, to sides of the code: three sums of x, y and 1, the first two over the third.
struct PixelsToCode([[f64; 3]; 3]);

impl PixelsToCode {
    fn of(code: &Code, stored: &Stored) -> Option<PixelsToCode> {
        let (width, height) = (stored.width as f64, stored.height as f64);
        let corners = code.corners.map(|corner| {
            let place = stored.turn.stored_place(width, height, corner.map(f64::from));
            place.map(|value| value as f32)
        });
        let [a, b, c, d, e, f, g, h] = Homography::of(corners).0.map(f64::from);
        // The inverse, by its cofactors.
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

    /// Covers a part, as far as it lies in the picture, by whole blocks.
    fn cover(&self, part: &Part, stored: &mut Stored) {
        let (width, height) = (stored.width, stored.height);
        let [u, v, one] = self.0;
        let less = |a: [f64; 3], b: [f64; 3], times: f64| [0, 1, 2].map(|n| a[n] - times * b[n]);
        let more = |a: [f64; 3], b: [f64; 3], times: f64| [0, 1, 2].map(|n| times * b[n] - a[n]);
        // A pixel more on all sides: what lies on an edge is covered.
        let (right, bottom) = (width as f64 + 1.0, height as f64 + 1.0);
        let mut shape = vec![[-1.0, -1.0], [right, -1.0], [right, bottom], [-1.0, bottom]];
        // In front of the one who looks, and between the four sides.
        for line in [
            one,
            less(u, one, part.left),
            more(u, one, part.right),
            less(v, one, part.top),
            more(v, one, part.bottom),
        ] {
            shape = cut(&shape, line);
        }
        for top in (0..height).step_by(BLOCK) {
            let (above, below) = (top as f64 - 1.0, (top + BLOCK) as f64 + 1.0);
            let band = cut(&cut(&shape, [0.0, 1.0, -above]), [0.0, -1.0, below]);
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

/// What of a convex shape lies where a sum of x, y and 1 is not below nought (Sutherland and Hodgman 1974).
fn cut(shape: &[[f64; 2]], [a, b, c]: [f64; 3]) -> Vec<[f64; 2]> {
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

/// The most rectangles, and how far from the code they may reach, in percent of its side.
const MOST: usize = 32;
const REACH: i32 = 500;
/// How near to the code they may come: what stands there is the code's own.
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
        let mut half = cut(&square, [-1.0, 0.0, 1.0]);
        half.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert_eq!(half, [[0.0, 0.0], [0.0, 2.0], [1.0, 0.0], [1.0, 2.0]]);
        assert_eq!(cut(&square, [1.0, 0.0, -3.0]), [[0.0; 2]; 0]);
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
        fn no_place_is_farther_off_than_is_reckoned(
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
            prop_assert!((x - u).abs() <= off(u, v) * slack, "{x} for {u}");
            prop_assert!((y - v).abs() <= off(v, u) * slack, "{y} for {v}");
        }
    }
}
