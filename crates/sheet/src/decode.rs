//! From a picture's file to its grey pixels, upright and at full size.
//!
//! The format is told by the file's first bytes. What decoding will take is reckoned from the header
//! before memory is spent on it. The decoders are given the cleaned file (see [`crate::clean`]): strange
//! metadata can neither trip them nor change what they see.

pub(crate) mod jpeg;
mod pixel;
mod png;
mod webp;

use crate::exif::Orientation;
use crate::format::{Damage, Format};
use crate::grey::Grey;
use crate::pdf::{self, PdfError};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) use pixel::Pixel;

/// How large a picture may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Width times height.
    pub pixels: usize,
    /// Width, and height.
    pub side: usize,
    /// The file's length.
    pub bytes: usize,
    /// The bytes that decoding may take with the file and its cleaned copy. Baseline JPEG and PNG take one for each
    /// pixel, progressive JPEG some four, WebP five to fourteen; in colour, two more.
    pub memory: usize,
}

impl Default for Limits {
    /// 100 megapixels, 30,000 a side, 64 MiB of file, 320 MiB of memory.
    fn default() -> Limits {
        Limits {
            pixels: 100_000_000,
            side: 30_000,
            bytes: 64 << 20,
            memory: 320 << 20,
        }
    }
}

/// Why a file could not be decoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// It is another kind of file.
    #[error("{0}; expected a JPEG, PNG or WebP picture, or a PDF of one JPEG picture")]
    Kind(Format),
    /// The file is too long.
    #[error("a file of {bytes} bytes; expected at most {most}")]
    Bytes {
        /// Its length.
        bytes: usize,
        /// The longest.
        most: usize,
    },
    /// The picture is too large.
    #[error(
        "{format} of {width} × {height} pixels; expected at most {} a side, {} in all",
        .limits.side, .limits.pixels
    )]
    Size {
        /// The kind of file.
        format: Format,
        /// Pixels from left to right, as the header says.
        width: usize,
        /// Pixels from top to bottom, as the header says.
        height: usize,
        /// What is allowed.
        limits: Limits,
    },
    /// Decoding would take too much memory.
    #[error(
        "{format} of {width} × {height} pixels takes {needed} bytes to decode beside its file; expected at most {most}"
    )]
    Memory {
        /// The kind of file.
        format: Format,
        /// Pixels from left to right.
        width: usize,
        /// Pixels from top to bottom.
        height: usize,
        /// Bytes, as reckoned from the header.
        needed: usize,
        /// The most that is allowed.
        most: usize,
    },
    /// The file is cut off or broken.
    #[error(transparent)]
    Damaged(#[from] Damage),
    /// The file is a PDF of something else than one picture.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The file is of a kind that is read, but not in this form.
    #[error("{format} {found}; expected {expected}")]
    Form {
        /// The kind of file.
        format: Format,
        /// What it has.
        found: String,
        /// What can be read.
        expected: &'static str,
    },
    /// The picture's data cannot be decoded.
    #[error("{format} whose picture cannot be decoded: {why}")]
    Data {
        /// The kind of file.
        format: Format,
        /// What the decoder says.
        why: String,
    },
}

/// The grey, upright picture that a file holds; of an animation the first frame. What is transparent is
/// white.
///
/// ```
/// let error = sheet::decode::decode(b"GIF89a", &Default::default()).unwrap_err();
/// assert!(error.to_string().starts_with("a GIF; expected a JPEG"));
/// ```
///
/// # Errors
/// Where it is no picture of a kind that is read, is too large, cut off or broken. No bytes make it panic.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Grey, DecodeError> {
    let format = Format::of(bytes);
    let stored = stored::<u8>(bytes, limits)?;
    let Stored { width, height, .. } = stored;
    if stored.turn.changes_sides() {
        limits.check(format, width, height, 2 * stored.pixels.len())?;
    }
    let (width, height, pixels) = stored.turn.apply::<1>(width, height, stored.pixels);
    Ok(Grey::new(width, height, pixels))
}

/// A picture as its file stores it.
pub(crate) struct Stored {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Row by row, as many bytes for each pixel as were asked for.
    pub(crate) pixels: Vec<u8>,
    /// What makes it upright.
    pub(crate) turn: Orientation,
}

/// The pixels that a file holds, grey or in colour, in the order in which it stores them.
pub(crate) fn stored<P: Pixel>(bytes: &[u8], limits: &Limits) -> Result<Stored, DecodeError> {
    if bytes.len() > limits.bytes {
        return Err(DecodeError::Bytes {
            bytes: bytes.len(),
            most: limits.bytes,
        });
    }
    let format = Format::of(bytes);
    // The file, and its cleaned copy.
    let limits = &Limits {
        memory: limits.memory.saturating_sub(2 * bytes.len()),
        ..*limits
    };
    let decoder = match format {
        Format::Jpeg => jpeg::decode::<P>,
        Format::Png => png::decode::<P>,
        Format::Webp => webp::decode::<P>,
        Format::Pdf => of_pdf::<P>,
        other => return Err(DecodeError::Kind(other)),
    };
    // The decoders are not ours: should one of them trip over a file, only that file is lost.
    catch_unwind(AssertUnwindSafe(|| decoder(bytes, limits))).unwrap_or_else(|_| {
        Err(DecodeError::Data {
            format,
            why: "the decoder gave up".to_owned(),
        })
    })
}

fn of_pdf<P: Pixel>(bytes: &[u8], limits: &Limits) -> Result<Stored, DecodeError> {
    let picture = pdf::picture(bytes)?;
    let stored = jpeg::decode::<P>(picture.jpeg, limits)?;
    Ok(Stored {
        turn: picture.turn,
        ..stored
    })
}

impl Limits {
    /// Whether a picture may have these sides, and decoding take so many bytes.
    fn check(&self, format: Format, width: usize, height: usize, needed: usize) -> Result<(), DecodeError> {
        if width == 0 || height == 0 || width.max(height) > self.side || width * height > self.pixels {
            return Err(DecodeError::Size {
                format,
                width,
                height,
                limits: *self,
            });
        }
        if needed > self.memory {
            return Err(DecodeError::Memory {
                format,
                width,
                height,
                needed,
                most: self.memory,
            });
        }
        Ok(())
    }
}

/// What another's decoder says.
fn data(format: Format, why: impl std::fmt::Display) -> DecodeError {
    DecodeError::Data {
        format,
        why: why.to_string(),
    }
}
