//! From the photograph of a tally sheet to its counts.

pub mod form;
pub mod grammar;
pub mod grey;
pub mod qr;

pub use form::{CodeReading, Form, FormError};
pub use grammar::{Fields, Grammar, GrammarError};
pub use grey::Grey;
