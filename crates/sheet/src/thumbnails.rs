//! Thumbnails of a photograph for pages: a small one, and one to look at.
//!
//! They are upright, in colour and without metadata, and computed with integers only: the same picture gives the same bytes
//! on every machine. The evidence is the photograph, not its thumbnails.
//!
//! ```
//! let error = sheet::thumbnails::thumbnails(b"GIF89a", &Default::default()).unwrap_err();
//! assert!(error.to_string().starts_with("a GIF; expected a JPEG"));
//! ```

use crate::decode::{Limits, Stored, stored};
use crate::encode;
use crate::error::ImageError;
use crate::exif::Orientation;

/// The longest side of a thumbnail, in pixels.
pub const THUMBNAIL_SIDE: usize = 320;
/// The longest side of the picture to look at, in pixels.
pub const WEB_SIDE: usize = 1600;
/// The thumbnails' JPEG quality, 1 to 100.
const QUALITY: u8 = 80;

/// Both thumbnails of a picture, as JPEG files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnails {
    /// At most [`THUMBNAIL_SIDE`] pixels a side.
    pub thumbnail: Vec<u8>,
    /// At most [`WEB_SIDE`] pixels a side.
    pub web: Vec<u8>,
}

/// Makes the thumbnails of an image file's picture; neither is larger than the picture itself.
///
/// # Errors
/// Those of [`decode`](crate::decode::decode) where the picture cannot be decoded within the limits;
/// [`ImageError::Encoder`] where a thumbnail cannot be encoded within their bytes.
pub fn thumbnails(bytes: &[u8], limits: &Limits) -> Result<Thumbnails, ImageError> {
    let stored = stored::<[u8; 3]>(bytes, limits)?;
    let web = upright(shrunk(&stored, WEB_SIDE));
    drop(stored);
    Ok(Thumbnails {
        thumbnail: encode::jpeg(shrunk(&web, THUMBNAIL_SIDE), QUALITY, limits.bytes)?,
        web: encode::jpeg(web, QUALITY, limits.bytes)?,
    })
}

fn upright(stored: Stored) -> Stored {
    let (width, height, pixels) = stored.turn.apply::<3>(stored.width, stored.height, stored.pixels);
    Stored {
        width,
        height,
        pixels,
        turn: Orientation::Upright,
    }
}

/// Scales a picture down to at most `longest` on its longer side, by area averaging.
fn shrunk(picture: &Stored, longest: usize) -> Stored {
    let Stored {
        width, height, turn, ..
    } = *picture;
    let longer = width.max(height).max(longest);
    let scaled = |side: usize| ((side * longest + longer / 2) / longer).max(1);
    let (across, down) = (scaled(width), scaled(height));
    // Lengths are counted in fractions of a pixel that divide the pixels of both rasters.
    let columns = shares(width, across);
    let rows = shares(height, down);
    let all = (width * height) as u64;
    let mut pixels = Vec::with_capacity(3 * across * down);
    for row in &rows {
        let mut sums = vec![[0u64; 3]; across];
        for (y, weight) in row.clone() {
            let (from, _) = picture.pixels[3 * y * width..][..3 * width].as_chunks::<3>();
            for (sum, column) in sums.iter_mut().zip(&columns) {
                let mut part = [0u32; 3];
                for (x, weight) in column.clone() {
                    for n in 0..3 {
                        part[n] += weight * u32::from(from[x][n]);
                    }
                }
                for n in 0..3 {
                    sum[n] += u64::from(weight) * u64::from(part[n]);
                }
            }
        }
        pixels.extend(sums.iter().flatten().map(|sum| ((sum + all / 2) / all) as u8));
    }
    Stored {
        width: across,
        height: down,
        pixels,
        turn,
    }
}

/// For each of `to` pixels the `from` pixels that it covers and the length covered of each, in units of which a `from`
/// pixel has `to` and a `to` pixel has `from`.
fn shares(from: usize, to: usize) -> Vec<Share> {
    (0..to)
        .map(|at| Share {
            begins: at * from,
            ends: (at + 1) * from,
            parts: to,
        })
        .collect()
}

#[derive(Debug, Clone)]
struct Share {
    begins: usize,
    ends: usize,
    parts: usize,
}

impl Iterator for Share {
    type Item = (usize, u32);

    fn next(&mut self) -> Option<(usize, u32)> {
        if self.begins >= self.ends {
            return None;
        }
        let pixel = self.begins / self.parts;
        let end = ((pixel + 1) * self.parts).min(self.ends);
        let weight = (end - self.begins) as u32;
        self.begins = end;
        Some((pixel, weight))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn picture(width: usize, height: usize, pixels: Vec<u8>) -> Stored {
        Stored {
            width,
            height,
            pixels,
            turn: Orientation::Upright,
        }
    }

    #[test]
    fn a_pixel_is_the_mean_of_the_area_that_it_takes() {
        let pixels = [0, 30, 60, 90, 120, 150]
            .iter()
            .flat_map(|v| [*v, 9, 255 - *v])
            .collect();
        // Three columns and two rows to two and one: each takes one and a half columns.
        let small = shrunk(&picture(3, 2, pixels), 2);
        assert_eq!((small.width, small.height), (2, 1));
        // (0 + 30/2 + 90 + 120/2) / 3 and (30/2 + 60 + 120/2 + 150) / 3.
        assert_eq!(small.pixels, [55, 9, 200, 95, 9, 160]);
    }

    #[test]
    fn a_smaller_picture_stays_as_it_is() {
        let pixels: Vec<u8> = (0..3 * 7 * 5).map(|n| (n * 2) as u8).collect();
        let same = shrunk(&picture(7, 5, pixels.clone()), 8);
        assert_eq!((same.width, same.height, same.pixels), (7, 5, pixels));
    }

    proptest! {
        #[test]
        fn every_part_of_a_side_is_taken_once(from in 1usize..300, to in 1usize..300) {
            prop_assume!(to <= from);
            let mut taken = vec![0; from];
            for share in shares(from, to) {
                prop_assert_eq!(share.clone().map(|(_, weight)| weight as usize).sum::<usize>(), from);
                share.for_each(|(pixel, weight)| taken[pixel] += weight as usize);
            }
            prop_assert!(taken.iter().all(|parts| *parts == to));
        }

        #[test]
        fn one_colour_stays_that_colour(width in 1usize..60, height in 1usize..60, colour: [u8; 3]) {
            let small = shrunk(&picture(width, height, colour.repeat(width * height)), 16);
            prop_assert!(small.width.max(small.height) <= 16);
            prop_assert!(small.pixels.chunks(3).all(|p| p == colour));
        }
    }
}
