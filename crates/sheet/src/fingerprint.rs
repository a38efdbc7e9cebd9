//! Whether two files hold the same photograph: saved again, cropped, shrunk or turned.
//!
//! All sheets of an election share their print, and whole photographs of two of them look alike. So two pictures are
//! laid on each other, by the corners of their codes or by key points, and compared tile by tile: they hold the same
//! photograph where the light and the marks of all tiles agree. Another photograph of the same sheet does not: the
//! telephone stood elsewhere.
//!
//! ```
//! use sheet::Grey;
//! use sheet::fingerprint::{Fingerprint, Texts, is_same_photograph};
//!
//! // A wall of stones, each with a shade of its own.
//! let shade = |x: usize, y: usize| ((x / 16 * 31 + y / 16 * 17 + 5).pow(3) % 127) as u8 + 60;
//! let wall = |width: usize, height: usize, left: usize| {
//!     let pixels = (0..width * height).map(|at| shade(at % width + left, at / width + left));
//!     Grey::new(width, height, pixels.collect())
//! };
//! let (whole, cropped) = (wall(400, 500, 0), wall(370, 460, 20));
//! let [whole, cropped, other] =
//!     [whole, cropped, wall(400, 500, 900)].map(|grey| Fingerprint::new(&grey, None).unwrap());
//! assert!(is_same_photograph(&whole, &cropped, Texts::Equal));
//! assert!(!is_same_photograph(&whole, &other, Texts::Equal));
//! ```

mod comparison;
mod encoding;
mod index;
mod key_points;
mod registration;
mod shrink;

pub use encoding::{FingerprintError, MOST_BYTES};
pub use index::Index;

use crate::grey::Grey;
use comparison::Agreement;
use key_points::KeyPoint;
use registration::Similarity;

/// The longest side of the copy that is compared, in its pixels.
const SMALL: usize = 144;
/// The picture that key points are looked for in is so many times as large.
const FACTOR: usize = 2;
/// A picture with a side below this, in pixels, has no fingerprint, and neither has one that is more than
/// [`LONGEST`] times as long as it is wide.
const LEAST_SIDE: usize = 64;
const LONGEST: usize = 6;

/// What is kept of a picture so that it is known again: up to 24 kilobytes, about ten for a long sheet.
///
/// The same pixels give the same fingerprint on every machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Fingerprint {
    /// The picture's sides in pixels.
    width: u32,
    height: u32,
    /// The picture with [`SMALL`] pixels on its longest side.
    small: Grey,
    /// The most marked first.
    points: Vec<KeyPoint>,
    /// The code's corners, as in [`crate::qr::Code`], with the picture's longest side as 1.
    corners: Option<[[f32; 2]; 4]>,
}

/// What the codes of two pictures say of each other. Where both were read and differ, the sheets are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Both were read and say the same: it is one sheet, and only the photographs may be two.
    Equal,
    /// One of them was not read, so that the sheets may be two as well, taken one after the other by a fixed camera.
    Unknown,
}

impl Fingerprint {
    /// The fingerprint of a picture, with the corners in it of the code that was read, if one was. None of a picture
    /// with a side of less than 64 pixels, and of a strip over six times as long as it is wide.
    pub fn new(grey: &Grey, corners: Option<[[f32; 2]; 4]>) -> Option<Fingerprint> {
        let (width, height) = (grey.width(), grey.height());
        let (short, long) = (width.min(height), width.max(height));
        if short < LEAST_SIDE || long > LONGEST * short || long > u32::MAX as usize {
            return None;
        }
        let sides = shrink::sides(width, height, SMALL);
        let large = shrink::shrunk(grey, sides.map(|side| side * FACTOR));
        let corners = corners.map(|corners| corners.map(|corner| corner.map(|at| at / long as f32)));
        let possible = |at: &f32| (-1.0..=2.0).contains(at);
        Some(Fingerprint {
            width: width as u32,
            height: height as u32,
            small: shrink::shrunk(&large, sides),
            points: key_points::of(&large),
            corners: corners.filter(|corners| corners.iter().flatten().all(possible)),
        })
    }

    /// How many units wide and high the picture is: its longest side is 1.
    fn size(&self) -> [f32; 2] {
        let long = self.width.max(self.height) as f32;
        [self.width as f32 / long, self.height as f32 / long]
    }
}

/// Whether two pictures hold one photograph. They may be turned by any angle where both have a read code, and by
/// quarters and some ten degrees where not. The answer is the same in either order but for rounding.
pub fn is_same_photograph(a: &Fingerprint, b: &Fingerprint, texts: Texts) -> bool {
    agreement(a, b, texts).is_some_and(|agreement| agreement.is_same(texts))
}

/// How well two pictures agree that are laid on each other as well as possible; none where nothing says how.
fn agreement(a: &Fingerprint, b: &Fingerprint, texts: Texts) -> Option<Agreement> {
    let by_corners = match (&a.corners, &b.corners) {
        (Some(from), Some(to)) => Similarity::fitted(from.iter().copied().zip(to.iter().copied())),
        _ => None,
    };
    let agreement = by_corners.and_then(|similarity| comparison::refined(a, b, similarity));
    if agreement.is_some_and(|agreement| agreement.is_same(texts)) {
        return agreement;
    }
    let by_points = key_points::registered(a, b).and_then(|similarity| comparison::refined(a, b, similarity));
    match (agreement, by_points) {
        (Some(one), Some(other)) => Some(if other.agreeing > one.agreeing { other } else { one }),
        (one, other) => one.or(other),
    }
}
