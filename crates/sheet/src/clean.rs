//! Takes out of a picture's file what tells of the person who took it, without touching the picture.
//!
//! What stays is what a decoder needs for the same samples in the same colours; all else goes, known or
//! not: EXIF with its place, time, device and maker's notes, XMP, IPTC, colour profiles, comments,
//! thumbnails, second images and what stands between or behind the parts of the file. Of EXIF the
//! orientation alone is written anew, where it matters. The compressed samples are copied as they are, so
//! this does not hide what a camera's sensor or its compression tables give away, nor what somebody has
//! hidden in the samples themselves.
//!
//! Of a PDF that is one JPEG the JPEG is kept alone, turned as its page is.
//!
//! ```
//! let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
//! let error = sheet::clean::clean(png).unwrap_err();
//! assert_eq!(error.to_string(), "a PNG that is cut off: 16 bytes end before its picture does");
//! ```

pub(crate) mod jpeg;
pub(crate) mod png;
pub(crate) mod webp;

use crate::error::ImageError;
use crate::format::Format;
use crate::pdf;

/// The same picture without its metadata.
///
/// Decoding gives the same samples before and after; cleaning twice is the same as cleaning once; the
/// result is at most some 50 bytes longer, and takes time in proportion to the file.
///
/// # Errors
/// Where it is no JPEG, PNG, WebP or PDF of one JPEG, is cut off, or breaks its format's rules so that it cannot be said
/// what belongs to the picture.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    Ok(match Format::of(bytes) {
        Format::Jpeg => jpeg::clean(bytes)?,
        Format::Png => png::clean(bytes)?,
        Format::Webp => webp::clean(bytes)?,
        Format::Pdf => {
            let picture = pdf::picture(bytes)?;
            jpeg::clean_turned(picture.jpeg, Some(picture.turn))?
        }
        other => return Err(ImageError::Format(other)),
    })
}
