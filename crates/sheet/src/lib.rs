//! From the photograph of a tally sheet to its counts.

mod chunks;
pub mod clean;
pub mod decode;
mod exif;
pub mod format;
pub mod grey;
pub mod qr;
mod segments;

pub use exif::Orientation;
pub use grey::Grey;
