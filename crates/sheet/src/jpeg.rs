//! Writes pictures anew as JPEG: those that were covered, and small copies.

use crate::clean::{CleanError, clean};
use crate::decode::Stored;
use crate::exif::Orientation;
use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};

/// Why a JPEG could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a JPEG of {width} × {height} pixels cannot be written: {why}")]
pub struct JpegError {
    /// Pixels from left to right.
    width: usize,
    /// Pixels from top to bottom.
    height: usize,
    /// What the encoder says.
    why: String,
}

/// A picture in colour as a baseline JPEG, each colour at full size; its orientation is the only metadata.
pub(crate) fn write(stored: &Stored, quality: u8) -> Result<Vec<u8>, JpegError> {
    let error = |why: String| JpegError {
        width: stored.width,
        height: stored.height,
        why,
    };
    let side = |side: usize| u16::try_from(side).map_err(|_| error("a side is over 65,535".to_owned()));
    let (width, height) = (side(stored.width)?, side(stored.height)?);
    let encode = || -> Result<Vec<u8>, EncodingError> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, quality);
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        if stored.turn != Orientation::Upright {
            encoder.add_exif_metadata(&stored.turn.tiff())?;
        }
        encoder.encode(&stored.pixels, width, height, ColorType::Rgb)?;
        Ok(out)
    };
    let out = encode().map_err(|why| error(why.to_string()))?;
    clean(&out).map_err(|why: CleanError| error(why.to_string()))
}
