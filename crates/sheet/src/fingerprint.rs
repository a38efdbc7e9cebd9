//! Image fingerprints: whether two files hold the same photograph, saved again, cropped, scaled or rotated.
//!
//! All sheets of an election share their print, and photographs of two of them look alike, so that a perceptual hash of
//! the whole picture does not tell them apart. Two pictures are registered, by the corners of their codes or by key
//! points, and compared tile by tile: they hold the same photograph where nearly all tiles agree. Another photograph of the
//! same sheet does not agree, since the camera stood elsewhere.
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

/// The longest side of the small picture that is compared, in pixels.
const SMALL: usize = 144;
/// How many times larger the picture is in which key points are detected.
const FACTOR: usize = 2;
/// The shortest side of a picture that has a fingerprint, in pixels, and its largest aspect ratio.
const LEAST_SIDE: usize = 64;
const LONGEST: usize = 6;

/// A picture's fingerprint: a small copy, key points and the code's corners. Up to 24 kilobytes, about ten for a long
/// sheet.
///
/// The same pixels give the same fingerprint on every machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Fingerprint {
    /// The picture's sides in pixels.
    width: u32,
    height: u32,
    /// The picture with [`SMALL`] pixels on its longest side.
    small: Grey,
    /// The strongest first.
    points: Vec<KeyPoint>,
    /// The code's corners, as in [`crate::qr::Code`], in units of the picture's longest side.
    corners: Option<[[f32; 2]; 4]>,
}

/// What the codes' texts tell about two pictures. Where both were read and differ, there are two sheets, and nothing is to
/// be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Both were read and are equal: it is one sheet, of which there may be two photographs.
    Equal,
    /// At least one was not read: there may be two sheets, photographed one after the other by a fixed camera.
    Unknown,
}

impl Fingerprint {
    /// Computes the fingerprint of a picture; `corners` are those of the code that was read in it, in pixels. `None` for a
    /// picture with a side below 64 pixels, or more than six times as long as it is wide.
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

    /// Width and height in units of the longest side.
    fn size(&self) -> [f32; 2] {
        let long = self.width.max(self.height) as f32;
        [self.width as f32 / long, self.height as f32 / long]
    }
}

/// Whether two pictures hold the same photograph. One may be rotated by any angle where the code was read in both, else
/// by quarter turns and up to about ten degrees. The answer is symmetric but for rounding.
pub fn is_same_photograph(a: &Fingerprint, b: &Fingerprint, texts: Texts) -> bool {
    agreement(a, b, texts).is_some_and(|agreement| agreement.is_same(texts))
}

/// The agreement of two pictures under their best registration; `None` where there is none.
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
