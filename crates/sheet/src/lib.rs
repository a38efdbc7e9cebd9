//! From the photograph of a tally sheet to its counts.

pub mod grammar;
pub mod grey;
pub mod qr;

pub use grammar::{Fields, Grammar, GrammarError};
pub use grey::Grey;
