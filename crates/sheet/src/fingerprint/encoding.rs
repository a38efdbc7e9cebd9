//! The binary encoding of a fingerprint. All numbers are little-endian:
//!
//! - width and height, `u32` each;
//! - one byte, 1 where eight `f32` of corners follow and 0 where none do;
//! - the number of key points, `u8`, and for each of them *x* and *y*, `u16` each, and its descriptor, 16 bytes;
//! - the pixels of the small copy, row by row; its sides follow from the picture's.

use super::key_points::{KeyPoint, POINTS};
use super::{FACTOR, Fingerprint, LEAST_SIDE, LONGEST, SMALL, shrink};
use crate::grey::Grey;

const POINT: usize = 20;
/// The most bytes of an encoded fingerprint.
pub const MOST_BYTES: usize = 4 + 4 + 1 + 32 + 1 + POINTS * POINT + SMALL * SMALL;

/// Bytes that are not a fingerprint: what is wrong with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a fingerprint: {0}")]
pub struct FingerprintError(&'static str);

impl Fingerprint {
    /// Encodes the fingerprint, in at most [`MOST_BYTES`] bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(MOST_BYTES);
        bytes.extend(self.width.to_le_bytes());
        bytes.extend(self.height.to_le_bytes());
        bytes.push(self.corners.is_some().into());
        for at in self.corners.iter().flatten().flatten() {
            bytes.extend(at.to_le_bytes());
        }
        bytes.push(self.points.len() as u8);
        for point in &self.points {
            bytes.extend(point.x.to_le_bytes());
            bytes.extend(point.y.to_le_bytes());
            bytes.extend(point.bits.to_le_bytes());
        }
        bytes.extend(self.small.pixels());
        bytes
    }

    /// Decodes what [`Fingerprint::to_bytes`] encodes.
    ///
    /// # Errors
    /// [`FingerprintError`] where the bytes are cut off, too long, or hold values that no fingerprint has.
    pub fn from_bytes(bytes: &[u8]) -> Result<Fingerprint, FingerprintError> {
        let mut rest = Rest(bytes);
        let width = u32::from_le_bytes(rest.take()?);
        let height = u32::from_le_bytes(rest.take()?);
        let (short, long) = (width.min(height) as usize, width.max(height) as usize);
        if short < LEAST_SIDE || long / LONGEST > short || long > LONGEST * short {
            return Err(FingerprintError(
                "found sides of a picture that has no fingerprint",
            ));
        }
        let corners = match rest.take()? {
            [0] => None,
            [1] => {
                let mut corners = [[0.0; 2]; 4];
                for at in corners.iter_mut().flatten() {
                    *at = f32::from_le_bytes(rest.take()?);
                    if !(-1.0..=2.0).contains(at) {
                        return Err(FingerprintError("a corner is not a number from -1 to 2"));
                    }
                }
                Some(corners)
            }
            _ => return Err(FingerprintError("expected 0 or 1 where corners may begin")),
        };
        let sides = shrink::sides(width as usize, height as usize, SMALL);
        let [count] = rest.take()?;
        if usize::from(count) > POINTS {
            return Err(FingerprintError("expected at most 128 key points"));
        }
        let mut points = Vec::with_capacity(count.into());
        for _ in 0..count {
            let point = KeyPoint {
                x: u16::from_le_bytes(rest.take()?),
                y: u16::from_le_bytes(rest.take()?),
                bits: u128::from_le_bytes(rest.take()?),
            };
            if usize::from(point.x) >= sides[0] * FACTOR || usize::from(point.y) >= sides[1] * FACTOR {
                return Err(FingerprintError("a key point is outside the picture"));
            }
            points.push(point);
        }
        if rest.0.len() != sides[0] * sides[1] {
            return Err(FingerprintError("its length differs from what its sides say"));
        }
        Ok(Fingerprint {
            width,
            height,
            small: Grey::new(sides[0], sides[1], rest.0.to_vec()),
            points,
            corners,
        })
    }
}

struct Rest<'b>(&'b [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], FingerprintError> {
        let (first, rest) = self
            .0
            .split_first_chunk()
            .ok_or(FingerprintError("it is cut off"))?;
        self.0 = rest;
        Ok(*first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print() -> Fingerprint {
        let pixels = (0..300 * 200).map(|n| (n % 300 / 9 * 37 + n / 300 / 9 * 91) as u8);
        let corners = [[10.0, 10.0], [90.0, 12.0], [88.0, 93.0], [9.0, 91.0]];
        Fingerprint::new(&Grey::new(300, 200, pixels.collect()), Some(corners)).unwrap()
    }

    #[test]
    fn what_is_written_is_read_and_nothing_less_or_more() {
        let print = print();
        let bytes = print.to_bytes();
        assert!(bytes.len() <= MOST_BYTES && !print.points.is_empty());
        assert_eq!(Fingerprint::from_bytes(&bytes).as_ref(), Ok(&print));
        for length in 0..bytes.len() {
            assert!(Fingerprint::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
        let longer = [bytes, vec![0]].concat();
        assert!(Fingerprint::from_bytes(&longer).is_err());
    }

    #[test]
    fn sides_corners_and_points_that_no_picture_has_are_refused() {
        let bytes = print().to_bytes();
        let with = |at: usize, new: &[u8]| {
            let mut bytes = bytes.clone();
            bytes[at..at + new.len()].copy_from_slice(new);
            Fingerprint::from_bytes(&bytes)
        };
        assert!(with(0, &u32::MAX.to_le_bytes()).is_err());
        assert!(with(0, &[0; 4]).is_err());
        assert!(with(8, &[2]).is_err());
        assert!(with(9, &f32::NAN.to_le_bytes()).is_err());
        assert!(with(41, &[255]).is_err());
        assert!(with(42, &[255; 2]).is_err());
    }
}
