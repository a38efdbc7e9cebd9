//! Removes metadata from an image file, without touching the compressed picture.
//!
//! By an allow list: what a decoder needs for the same samples in the same colours stays, and everything else goes, known
//! or not: EXIF with its place, time, device and maker's notes, XMP, IPTC, colour profiles, comments, embedded
//! thumbnails, second images, and bytes between or behind the parts of the file. Of EXIF the orientation alone is written
//! anew, where it is not upright. The compressed samples are copied as they are, so that this does not hide what a camera's
//! sensor noise or quantization tables give away, nor what is hidden in the samples (steganography).
//!
//! Of a PDF of one JPEG the JPEG alone is kept, rotated as its page is.
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

/// Removes the metadata of an image file.
///
/// Decoding gives the same samples before and after. It is idempotent, takes time linear in the file's length, and the
/// result is at most some 50 bytes longer.
///
/// # Errors
/// [`ImageError::Format`] where the file is not a JPEG, PNG, WebP or PDF; [`ImageError::CutOff`] and
/// [`ImageError::Broken`] where it breaks its format's rules, so that it is not known what belongs to the picture;
/// [`ImageError::Variant`] for a PDF of anything but one JPEG.
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
