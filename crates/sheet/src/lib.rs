//! From the photograph of a tally sheet to its counts.

mod chunks;
pub mod clean;
pub mod decode;
mod exif;
pub mod form;
pub mod format;
pub mod grammar;
pub mod grey;
pub mod qr;
mod segments;

pub use exif::Orientation;
pub use form::{CodeReading, Form, FormError};
pub use grammar::{Fields, Grammar, GrammarError};
pub use grey::Grey;
