//! Extracts the JPEG from a PDF (ISO 32000-1) of one page that is one JPEG, as scanners and phones write it.
//!
//! This is not a PDF parser. It scans for streams whose dictionaries stand before them uncompressed, takes the one that is
//! an image, and refuses more than one.

use crate::decode::jpeg;
use crate::error::ImageError;
use crate::exif::Orientation;
use crate::format::Format;
use memchr::memmem;

/// The largest distance from a dictionary to its stream, in bytes.
const DICTIONARY: usize = 4096;
/// The most streams that are read.
const STREAMS: usize = 10_000;
/// What is read.
pub(crate) const EXPECTED: &str =
    "one page that is one JPEG picture (an image with the filter DCTDecode alone)";

/// The one picture of a PDF.
pub(crate) struct Picture<'b> {
    /// Its file, whole.
    pub(crate) jpeg: &'b [u8],
    /// The rotation of its page; EXIF does not count.
    pub(crate) turn: Orientation,
}

pub(crate) fn picture(bytes: &[u8]) -> Result<Picture<'_>, ImageError> {
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return Err(form("that is encrypted"));
    }
    let (mut image, mut streams, mut at) = (None, 0, 0);
    while let Some(found) = memmem::find(&bytes[at..], b"stream") {
        let word = at + found;
        at = word + b"stream".len();
        if bytes[..word].ends_with(b"end") {
            continue;
        }
        streams += 1;
        if streams > STREAMS {
            return Err(form("of more than 10,000 streams"));
        }
        let dictionary = dictionary(&bytes[word.saturating_sub(DICTIONARY)..word]);
        if value(dictionary, b"/Subtype") != Some(b"/Image") {
            continue;
        }
        if image.is_some() {
            return Err(ImageError::SeveralPages {
                found: "of several images",
            });
        }
        let start = match &bytes[at..] {
            [b'\r', b'\n', ..] => at + 2,
            [b'\n', ..] => at + 1,
            _ => at,
        };
        filter(dictionary)?;
        let data = &bytes[start..];
        if Format::of(data) != Format::Jpeg {
            return Err(form("whose image does not begin as a JPEG does"));
        }
        at = start + jpeg::end(data).map_err(|error| inside(error, start))?;
        image = Some(start..at);
    }
    let Some(image) = image else {
        return Err(form("without an image in plain sight"));
    };
    let turn = turn([&bytes[..image.start], &bytes[image.end..]])?;
    Ok(Picture {
        jpeg: &bytes[image],
        turn,
    })
}

/// The dictionary at the end of these bytes: what follows the last `obj`.
fn dictionary(before: &[u8]) -> &[u8] {
    memmem::rfind(before, b"obj").map_or(before, |at| &before[at..])
}

/// The value of a key: a name, or an array with its brackets.
fn value<'a>(dictionary: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let rest = dictionary[memmem::find(dictionary, key)? + key.len()..].trim_ascii_start();
    let end = match rest.first()? {
        b'[' => rest.iter().position(|byte| *byte == b']')? + 1,
        _ => {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/<>[]()".contains(byte);
            rest.iter().skip(1).position(ends).map_or(rest.len(), |at| at + 1)
        }
    };
    Some(&rest[..end])
}

/// Whether an image's one filter is DCTDecode (section 7.4.8).
fn filter(dictionary: &[u8]) -> Result<(), ImageError> {
    let filter = value(dictionary, b"/Filter").unwrap_or(b"no filter");
    let name = filter.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
    if name.unwrap_or(filter).trim_ascii() == b"/DCTDecode" {
        return Ok(());
    }
    let filter: String = String::from_utf8_lossy(filter).chars().take(60).collect();
    Err(form(&format!("whose image has {}", filter.escape_debug())))
}

/// The page's rotation (section 7.7.3.3), where its dictionary is not compressed.
fn turn(outside: [&[u8]; 2]) -> Result<Orientation, ImageError> {
    let near =
        |text: &[u8], at: usize, key| value(&text[at..(at + 64).min(text.len())], key).map(<[u8]>::to_vec);
    let (mut pages, mut turn) = (0, Orientation::Upright);
    for text in outside {
        pages += memmem::find_iter(text, b"/Type")
            .filter(|at| near(text, *at, b"/Type").as_deref() == Some(b"/Page"))
            .count();
        for at in memmem::find_iter(text, b"/Rotate") {
            turn = match near(text, at, b"/Rotate").as_deref() {
                Some(b"90" | b"-270") => Orientation::Clockwise,
                Some(b"180" | b"-180") => Orientation::HalfTurn,
                Some(b"270" | b"-90") => Orientation::Anticlockwise,
                _ => continue,
            };
        }
    }
    if pages > 1 {
        return Err(ImageError::SeveralPages {
            found: "of several pages",
        });
    }
    Ok(turn)
}

fn form(found: &str) -> ImageError {
    ImageError::Variant {
        format: Format::Pdf,
        found: found.to_owned(),
        expected: EXPECTED,
    }
}

/// An error in the image, by its place in the whole file.
fn inside(error: ImageError, start: usize) -> ImageError {
    match error {
        ImageError::Broken { format, at, what } => ImageError::Broken {
            format,
            at: start + at,
            what,
        },
        other => other,
    }
}
