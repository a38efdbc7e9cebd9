//! From the photograph of a tally sheet to its counts, and from counts to a printed sheet.

pub mod barcode;
mod chunks;
pub mod clean;
pub mod copies;
pub mod decode;
mod exif;
pub mod form;
pub mod format;
pub mod grammar;
pub mod grey;
mod jpeg;
pub mod likeness;
pub mod pdf;
pub mod print;
pub mod qr;
pub mod redact;
mod segments;

pub use exif::Orientation;
pub use form::{CodeReading, Form, FormError, WriteError};
pub use grammar::{FieldError, Fields, Grammar, GrammarError};
pub use grey::Grey;
pub use jpeg::JpegError;
