//! Says what an image file holds besides its picture that may tell who made it, where, when and with what.
//!
//! [`clean`](crate::clean::clean) removes all of it, and what tells nothing, too, such as colour profiles and resolutions:
//! these are not named here.
//!
//! ```
//! let png = b"\x89PNG\r\n\x1a\n\0\0\0\x03tEXtAna\0\0\0\0";
//! assert!(sheet::metadata::of(png).is_err(), "a PNG that is cut off");
//! assert_eq!(sheet::metadata::of(b"no picture"), Ok(vec![]));
//! ```

use crate::chunks::Chunks;
use crate::error::ImageError;
use crate::exif::{self, Orientation};
use crate::format::Format;
use crate::segments::{APP0, APP1, APP14, EOI, SOS, Segments};
use memchr::memmem;

const EXIF: &str = "Exif";
const XMP: &str = "XMP";
const TEXT: &str = "text";
const OTHER: &str = "data of an application";
const THUMBNAIL: &str = "a thumbnail";
/// The length of a JFIF segment without a thumbnail (ITU-T T.871, section 10.1).
const JFIF: usize = 14;
const BEHIND: &str = "bytes behind the picture";

/// The kinds of metadata in a file, each once; none where it is no picture.
///
/// Of a PDF only the Exif of pictures in it is looked for, since other documents are PDFs, too, and say who wrote them; of
/// formats that cannot be cleaned (HEIC, AVIF, JPEG XL, TIFF) Exif and XMP.
///
/// # Errors
/// Where a JPEG, PNG or WebP is cut off or breaks its format's rules, so that it is not known what it holds.
pub fn of(bytes: &[u8]) -> Result<Vec<&'static str>, ImageError> {
    let mut kinds = match Format::of(bytes) {
        Format::Jpeg => of_jpeg(bytes)?,
        Format::Png => of_png(bytes)?,
        Format::Webp => of_webp(bytes)?,
        Format::Pdf => searched(bytes, &[(b"Exif\0\0", EXIF)]),
        Format::Heic | Format::Avif | Format::JpegXl => searched(
            bytes,
            &[(b"Exif", EXIF), (b"application/rdf+xml", XMP), (b"xml ", XMP)],
        ),
        Format::Tiff if exif::tells_of_its_maker(bytes) => vec![EXIF],
        _ => Vec::new(),
    };
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

fn searched(bytes: &[u8], marks: &[(&[u8], &'static str)]) -> Vec<&'static str> {
    let found = marks
        .iter()
        .filter(|(mark, _)| memmem::find(bytes, mark).is_some());
    found.map(|(_, kind)| *kind).collect()
}

/// Whether an EXIF block says more than how the picture is turned.
fn says_more(block: &[u8]) -> bool {
    let tiff = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    Orientation::read(tiff).is_none_or(|turn| turn.tiff() != tiff)
}

fn of_jpeg(bytes: &[u8]) -> Result<Vec<&'static str>, ImageError> {
    let mut segments = Segments::new(bytes)?;
    let mut kinds = Vec::new();
    let mut scans = false;
    loop {
        let segment = segments.next()?;
        let body = segment.body;
        match segment.marker {
            EOI if scans => break,
            SOS => scans = true,
            APP0 if body.starts_with(b"JFIF\0") => kinds.extend((body.len() > JFIF).then_some(THUMBNAIL)),
            APP14 if body.starts_with(b"Adobe") => {}
            APP1 if body.starts_with(b"Exif\0\0") => kinds.extend(says_more(body).then_some(EXIF)),
            APP1 => kinds.push(XMP),
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => {}
            0xed if body.starts_with(b"Photoshop 3.0") => kinds.push("IPTC"),
            0xe0..=0xfd => kinds.push(OTHER),
            0xfe => kinds.push(TEXT),
            _ => {}
        }
    }
    if segments.at() < bytes.len() {
        kinds.push(BEHIND);
    }
    Ok(kinds)
}

fn of_png(bytes: &[u8]) -> Result<Vec<&'static str>, ImageError> {
    let mut chunks = Chunks::of_png(bytes)?;
    let mut kinds = Vec::new();
    while let Some(chunk) = chunks.next()? {
        match &chunk.name {
            b"IEND" => {
                if chunk.at + 12 < bytes.len() {
                    kinds.push(BEHIND);
                }
                break;
            }
            b"eXIf" => kinds.extend(says_more(chunk.body).then_some(EXIF)),
            b"tEXt" | b"zTXt" | b"iTXt" => kinds.push(TEXT),
            b"tIME" => kinds.push("the time"),
            b"acTL" | b"fcTL" | b"fdAT" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"iCCP" | b"cICP"
            | b"mDCV" | b"cLLI" | b"sBIT" | b"bKGD" | b"hIST" | b"pHYs" | b"sPLT" => {}
            name if name[0].is_ascii_lowercase() => kinds.push(OTHER),
            _ => {}
        }
    }
    Ok(kinds)
}

fn of_webp(bytes: &[u8]) -> Result<Vec<&'static str>, ImageError> {
    let mut chunks = Chunks::of_webp(bytes)?;
    let mut kinds = Vec::new();
    while let Some(chunk) = chunks.next()? {
        match &chunk.name {
            b"EXIF" => kinds.extend(says_more(chunk.body).then_some(EXIF)),
            b"XMP " => kinds.push(XMP),
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {}
            _ => kinds.push(OTHER),
        }
    }
    // The length in the header, made even.
    let length = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
    if length.saturating_add(8).next_multiple_of(2) < bytes.len() {
        kinds.push(BEHIND);
    }
    Ok(kinds)
}
