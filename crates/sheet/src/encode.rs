//! Encodes pictures as JPEG: redacted photographs and thumbnails.

use crate::clean::clean;
use crate::decode::Stored;
use crate::error::ImageError;
use crate::exif::Orientation;
use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};
use std::io::{Error, Write};

/// Encodes a colour picture as a baseline JPEG of at most `most` bytes, without chroma subsampling; its orientation is the
/// only metadata.
///
/// # Errors
/// [`ImageError::Encoder`] where it would be longer, or a side is over 65,535 pixels.
pub(crate) fn jpeg(stored: Stored, quality: u8, most: usize) -> Result<Vec<u8>, ImageError> {
    let (width, height) = (stored.width, stored.height);
    let error = |message: String| ImageError::Encoder {
        width,
        height,
        message,
    };
    let side = |side: usize| u16::try_from(side).map_err(|_| error("a side is over 65,535".to_owned()));
    let (across, down) = (side(width)?, side(height)?);
    let encode = || -> Result<Vec<u8>, EncodingError> {
        let mut out = Bounded {
            bytes: Vec::new(),
            most,
        };
        let mut encoder = Encoder::new(&mut out, quality);
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        if stored.turn != Orientation::Upright {
            encoder.add_exif_metadata(&stored.turn.tiff())?;
        }
        encoder.encode(&stored.pixels, across, down, ColorType::Rgb)?;
        Ok(out.bytes)
    };
    let out = encode().map_err(|encoding| error(encoding.to_string()))?;
    drop(stored);
    clean(&out)
}

/// A writer that fails beyond a number of bytes: a JPEG's length is not known before it is written.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(Error::other(format!("it has more than {} bytes", self.most)));
        }
        self.bytes.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
