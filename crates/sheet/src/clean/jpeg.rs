//! Removes a JPEG's metadata (ITU-T T.81): keeps tables, frame and scans, and the two application segments that change how
//! samples are shown.

use crate::error::ImageError;
use crate::exif::Orientation;
use crate::segments::{APP0, APP1, APP14, EOI, SOI, SOS, Segments, broken, is_frame, write};

/// JFIF 1.02 (ITU-T T.871, section 10.1): square pixels, no thumbnail.
const JFIF: &[u8] = b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0";
/// The beginning of Adobe's segment: version 100, no flags; its colour transform follows.
const ADOBE: &[u8] = b"Adobe\0\x64\0\0\0\0";

pub(crate) fn clean(bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    clean_turned(bytes, None)
}

/// The same with this orientation, if one is given, in place of the one in EXIF.
pub(crate) fn clean_turned(bytes: &[u8], turn: Option<Orientation>) -> Result<Vec<u8>, ImageError> {
    let mut segments = Segments::new(bytes)?;
    let mut out = Vec::with_capacity(bytes.len() + 64);
    out.extend([0xff, SOI]);
    let (mut jfif, mut orientation) = (false, None);
    let (mut frame, mut scans) = (false, false);
    loop {
        let segment = segments.next()?;
        let (marker, body) = (segment.marker, segment.body);
        match marker {
            EOI if !scans => return Err(broken(segment.at, "the image ends without a scan")),
            EOI => break,
            APP0 if !scans => jfif |= body.starts_with(b"JFIF\0"),
            APP1 if !scans && body.starts_with(b"Exif\0\0") => {
                orientation = orientation.or_else(|| Orientation::read(body));
            }
            // The twelfth byte is the colour transform.
            APP14 if !scans && body.starts_with(b"Adobe") && body.len() >= 12 => {
                write(&mut out, APP14, &[ADOBE, &body[11..12]].concat());
            }
            SOS if !frame => return Err(broken(segment.at, "a scan before its frame")),
            SOS => {
                scans = true;
                write(&mut out, marker, body);
                write_scan(&mut out, segment.scan);
            }
            _ if is_frame(marker) => {
                if std::mem::replace(&mut frame, true) {
                    return Err(broken(segment.at, "a second frame in one image"));
                }
                write(&mut out, marker, body);
            }
            // Huffman and arithmetic tables, quantization tables, number of lines, restart interval.
            0xc4 | 0xcc | 0xdb | 0xdc | 0xdd => write(&mut out, marker, body),
            0xde | 0xdf => return Err(broken(segment.at, "hierarchical, expected one frame")),
            _ => {}
        }
    }
    out.extend([0xff, EOI]);

    let mut first = Vec::new();
    if jfif {
        write(&mut first, APP0, JFIF);
    }
    let orientation = turn.or(orientation).unwrap_or_default();
    if orientation != Orientation::Upright {
        write(&mut first, APP1, &[b"Exif\0\0", &orientation.tiff()[..]].concat());
    }
    out.splice(2..2, first);
    Ok(out)
}

/// Writes entropy-coded data without the fill bytes that may stand before a marker or a stuffed zero.
fn write_scan(out: &mut Vec<u8>, scan: &[u8]) {
    let mut from = 0;
    for at in memchr::memchr_iter(0xff, scan) {
        if scan.get(at + 1) == Some(&0xff) {
            out.extend(&scan[from..at]);
            from = at + 1;
        }
    }
    out.extend(&scan[from..]);
}
