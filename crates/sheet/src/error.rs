//! The errors of this crate, one enum for each stage: images, forms, printing.

use crate::decode::Limits;
use crate::format::Format;
use model::{CodeKind, StationCode};

/// Why an image file cannot be cleaned, decoded, redacted, or made into thumbnails.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The file is of a format that is not read.
    #[error("{0}; expected a JPEG, PNG or WebP picture, or a PDF of one JPEG picture")]
    Format(Format),
    /// The file is too long.
    #[error("a file of {bytes} bytes; expected at most {most}")]
    Bytes {
        /// Its length.
        bytes: usize,
        /// The longest that is allowed.
        most: usize,
    },
    /// The picture has too many pixels, or none.
    #[error(
        "{format} of {width} × {height} pixels; expected at most {} a side, {} in all",
        .limits.side, .limits.pixels
    )]
    Size {
        /// The file's format.
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
        /// The file's format.
        format: Format,
        /// Pixels from left to right.
        width: usize,
        /// Pixels from top to bottom.
        height: usize,
        /// Bytes, as estimated from the header.
        needed: usize,
        /// The most that is allowed.
        most: usize,
    },
    /// The file ends before its picture does.
    #[error("{format} that is cut off: {bytes} bytes end before its picture does")]
    CutOff {
        /// The file's format.
        format: Format,
        /// Its length.
        bytes: usize,
    },
    /// The file breaks its format's rules.
    #[error("{format} that is broken at byte {at}: {what}")]
    Broken {
        /// The file's format.
        format: Format,
        /// The place, in bytes from the file's start.
        at: usize,
        /// What was found, or what was expected.
        what: &'static str,
    },
    /// The format is read, but not this variant of it.
    #[error("{format} {found}; expected {expected}")]
    Variant {
        /// The file's format.
        format: Format,
        /// What the file has.
        found: String,
        /// What is read.
        expected: &'static str,
    },
    /// A PDF of more than one page or picture.
    #[error("a PDF {found}; expected {}", crate::pdf::EXPECTED)]
    SeveralPages {
        /// What it has.
        found: &'static str,
    },
    /// The decoder of that format refuses the compressed data.
    #[error("{format} whose picture cannot be decoded: {message}")]
    Decoder {
        /// The file's format.
        format: Format,
        /// The decoder's own words.
        message: String,
    },
    /// A code's corners do not give a homography, so that nothing can be redacted by them.
    #[error("corners {0:?}; expected those of a square seen in perspective")]
    Corners([[f32; 2]; 4]),
    /// The new JPEG cannot be written.
    #[error("a JPEG of {width} × {height} pixels cannot be written: {message}")]
    Encoder {
        /// Pixels from left to right.
        width: usize,
        /// Pixels from top to bottom.
        height: usize,
        /// The encoder's own words.
        message: String,
    },
}

/// An election's `[sheet]` that cannot be used: the key, what stands there and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// The layout of the code's text does not follow the grammar of layouts.
    #[error("sheet.code.layout {layout:?}, at byte {at}: found {found}; expected {expected}")]
    Layout {
        /// The layout.
        layout: String,
        /// The place in it, in bytes from its start.
        at: usize,
        /// What stands there.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// Another key of `[sheet.code]` has a value that does not fit the election or the layout.
    #[error("sheet.code.{key}: found {found}; expected {expected}")]
    Key {
        /// The key.
        key: &'static str,
        /// Its value, or the part of it that is wrong.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// Codes of that kind are read only by a build with the feature `barcodes`.
    #[error(
        "sheet.code.kind: found {}; expected a QR code, since this build reads no other kind: \
         build with `--features barcodes` for those", .0.name()
    )]
    Unsupported(CodeKind),
    /// A rectangle to redact is empty, too far from the code, or touches it.
    #[error("sheet.redact {name:?}: found {found}; expected {expected}")]
    Redact {
        /// The rectangle's name.
        name: String,
        /// What it has.
        found: String,
        /// What was expected.
        expected: String,
    },
}

/// Why a sheet cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrintError {
    /// The station's code cannot be taken apart into the fields of `sheet.code.station`.
    #[error("station {station}: found a code of another make; expected one that sheet.code.station makes")]
    Station {
        /// The station.
        station: StationCode,
    },
    /// A figure that the code needs was not read, or an option has no ballot box.
    #[error("station {station}: the figure of {figure} is {found}; expected {expected}")]
    Figure {
        /// The station.
        station: StationCode,
        /// The figure's name or the option's id.
        figure: String,
        /// What the counts have.
        found: String,
        /// What the code needs.
        expected: &'static str,
    },
    /// A field does not fit the layout.
    #[error("station {station}: the field {field} of the code is {found}; expected {expected}")]
    Field {
        /// The station.
        station: StationCode,
        /// The field's name in the layout.
        field: String,
        /// Its value.
        found: String,
        /// What the layout has.
        expected: String,
    },
    /// Sheets are printed with QR codes alone.
    #[error("sheet.code.kind: found {}; expected a QR code, the only kind that is printed", .0.name())]
    Kind(CodeKind),
    /// No QR code holds the text.
    #[error("a code's text of {0} bytes; expected at most 2331, which the largest QR code holds at level M")]
    TooLong(usize),
    /// A module of no pixels, or of too many.
    #[error("{found} pixels a module; expected 1 to {most}")]
    Module {
        /// The pixels asked for.
        found: usize,
        /// The most that are allowed.
        most: usize,
    },
    /// The sheet is too large.
    #[error("a sheet of {width} × {height} pixels; expected at most {most} in all")]
    Size {
        /// Pixels from left to right.
        width: usize,
        /// Pixels from top to bottom.
        height: usize,
        /// The most that are allowed in all.
        most: usize,
    },
    /// The PNG file cannot be written.
    #[error("a PNG of {width} × {height} pixels cannot be written: {message}")]
    Encoder {
        /// Pixels from left to right.
        width: usize,
        /// Pixels from top to bottom.
        height: usize,
        /// The encoder's own words.
        message: String,
    },
}
