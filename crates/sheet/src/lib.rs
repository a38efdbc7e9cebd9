//! From the photograph of a tally sheet to its counts.

pub mod grey;
pub mod qr;

pub use grey::Grey;
