//! Reads tally sheets in photographs, and prints tally sheets that can be read.
//!
//! A sheet carries a code (a QR code, or with the feature `barcodes` one of another kind) whose text says the station
//! and mostly the counts. What the text means is the election's own: [`Form`] has it from `[sheet.code]` of the
//! election's definition.
//!
//! The way of a photograph, from a stranger's bytes to figures and to the file that is published:
//!
//! | step | takes | gives |
//! |---|---|---|
//! | [`clean::clean`] | a JPEG, PNG, WebP, or a PDF of one JPEG | the same file without metadata, samples untouched |
//! | [`decode::decode`] | the cleaned file, and [`decode::Limits`] | an upright grey picture, [`Grey`] |
//! | [`qr::find`], [`qr::find_all`] | the picture, and what is wanted: a [`Form`] | the code or codes, text and corners |
//! | [`Form::read`] | the code's text | station, contest and counts, [`CodeReading`] |
//! | [`redact::redact`] | the file and the code | a JPEG with signatures and identity numbers blacked out |
//!
//! Beside them: [`barcode`] finds the other kinds of codes, [`metadata`] names what a file tells of its maker, [`fingerprint`] says whether two files hold the same
//! photograph, [`thumbnails`] makes small copies for pages, and [`print`](mod@print) draws a sheet from counts.
//!
//! No file makes these functions panic, and what decoding will take is checked against the limits before memory is
//! spent. Nothing here reads or writes files. Fingerprints and thumbnails are the same bytes on every machine.
//!
//! ```
//! use model::{Counts, Election, Figure, StationCode};
//! use sheet::decode::{Limits, decode};
//! use sheet::print::{Sheet, print};
//! use sheet::qr::{Found, find};
//! use sheet::{Form, clean::clean, redact::redact};
//!
//! // The definition says how the text of the code is laid out, and what is blacked out in photographs.
//! let election: Election = model::document::parse(
//!     r#"
//!     id = "mayor"
//!     name = "Mayor 2026"
//!     date = "2026-05-10"
//!     origin = "example.org/mayor"
//!
//!     [[contests]]
//!     id = "mayor"
//!     name = "Mayor"
//!     options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
//!
//!     [sheet.code]
//!     layout = "{centre:3}.{table:2}!{boxes:,}!{null}"
//!     station = "{centre}.{table}"
//!     boxes = [{ option = "ana" }, { option = "luis" }]
//!
//!     [[sheet.redact]]
//!     name = "signatures"
//!     left = -150
//!     top = 120
//!     right = 250
//!     bottom = 220
//!     "#,
//! )?;
//! let form = Form::of(&election)?.expect("the definition has [sheet.code]");
//!
//! // From counts to a printed sheet.
//! let station: StationCode = "110.04".parse()?;
//! let mut counts = Counts { null: Figure::Read(3), ..Counts::default() };
//! counts.set_option("ana".parse()?, Figure::Read(42));
//! counts.set_option("luis".parse()?, Figure::Read(17));
//! let printed = print(&Sheet::of(&election, &form, &station, &[], &counts)?, 6)?;
//! let photograph = printed.png()?;
//!
//! // From its photograph back to the counts.
//! let limits = Limits::default();
//! let file = clean(&photograph)?;
//! let grey = decode(&file, &limits)?;
//! let Found::Wanted(code) = find(&grey, &form) else {
//!     panic!("the sheet's code is not found");
//! };
//! let reading = form.read(&code.payload).expect("only what the form reads is `Wanted`");
//! assert_eq!((reading.station, reading.counts), (station, counts));
//!
//! // The file to publish: the code's corners, settled, say where the signatures are.
//! let published = redact(&file, &[code.settled(&grey)], form.redact(), &limits)?;
//! assert!(decode(&published, &limits)? != grey);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod barcode;
mod chunks;
pub mod clean;
pub mod decode;
mod encode;
mod error;
mod exif;
pub mod fingerprint;
pub mod form;
pub mod format;
pub mod grammar;
pub mod grey;
pub mod metadata;
mod pdf;
pub mod print;
pub mod qr;
pub mod redact;
mod segments;
pub mod thumbnails;

pub use error::{FormError, ImageError, PrintError};
pub use exif::Orientation;
pub use form::{CodeReading, Form};
pub use grammar::{Fields, Grammar};
pub use grey::Grey;
