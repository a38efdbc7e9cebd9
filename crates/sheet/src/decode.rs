//! Decodes image files to grey pixels, upright and at full size.
//!
//! The format is detected by magic numbers. The memory that decoding will take is computed from the header and checked
//! before it is allocated. The decoders get the cleaned file (see [`crate::clean`]), so that malformed metadata can neither
//! make them fail nor change what they see.

pub(crate) mod jpeg;
mod pixel;
mod png;
mod webp;

use crate::error::ImageError;
use crate::exif::Orientation;
use crate::format::Format;
use crate::grey::Grey;
use crate::pdf;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) use pixel::Pixel;

/// Limits on the size of an image file and of its decoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Width times height.
    pub pixels: usize,
    /// Width, and height.
    pub side: usize,
    /// The file's length.
    pub bytes: usize,
    /// The memory that decoding may take, in bytes, with the file and its cleaned copy. Baseline JPEG and PNG take one byte
    /// for each pixel, progressive JPEG about four, WebP five to fourteen; in colour two more.
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

/// Decodes a file to a grey, upright picture; of an animation the first frame. Transparent pixels are white.
///
/// ```
/// let error = sheet::decode::decode(b"GIF89a", &Default::default()).unwrap_err();
/// assert!(error.to_string().starts_with("a GIF; expected a JPEG"));
/// ```
///
/// # Errors
/// [`ImageError::Format`] or [`ImageError::Variant`] where the format is not supported;
/// [`ImageError::Bytes`], [`ImageError::Size`] or [`ImageError::Memory`] where the picture exceeds the
/// limits; [`ImageError::CutOff`], [`ImageError::Broken`] or [`ImageError::Decoder`] where the file is cut
/// off or broken. No bytes make it panic.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Grey, ImageError> {
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
    /// Row by row, [`Pixel::BYTES`] for each pixel.
    pub(crate) pixels: Vec<u8>,
    /// The rotation or reflection that makes it upright.
    pub(crate) turn: Orientation,
}

/// Decodes a file to pixels, grey or in colour, in the order in which it stores them.
pub(crate) fn stored<P: Pixel>(bytes: &[u8], limits: &Limits) -> Result<Stored, ImageError> {
    if bytes.len() > limits.bytes {
        return Err(ImageError::Bytes {
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
        other => return Err(ImageError::Format(other)),
    };
    // A panic in a decoder's library counts as a file that cannot be decoded.
    catch_unwind(AssertUnwindSafe(|| decoder(bytes, limits))).unwrap_or_else(|_| {
        Err(ImageError::Decoder {
            format,
            message: "the decoder panicked".to_owned(),
        })
    })
}

fn of_pdf<P: Pixel>(bytes: &[u8], limits: &Limits) -> Result<Stored, ImageError> {
    let picture = pdf::picture(bytes)?;
    let stored = jpeg::decode::<P>(picture.jpeg, limits)?;
    Ok(Stored {
        turn: picture.turn,
        ..stored
    })
}

impl Limits {
    /// Checks a picture's sides, and the bytes that decoding needs.
    fn check(&self, format: Format, width: usize, height: usize, needed: usize) -> Result<(), ImageError> {
        if width == 0 || height == 0 || width.max(height) > self.side || width * height > self.pixels {
            return Err(ImageError::Size {
                format,
                width,
                height,
                limits: *self,
            });
        }
        if needed > self.memory {
            return Err(ImageError::Memory {
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

/// An error of a decoder's library.
fn data(format: Format, message: impl std::fmt::Display) -> ImageError {
    ImageError::Decoder {
        format,
        message: message.to_string(),
    }
}
