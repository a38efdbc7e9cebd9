//! tally
pub mod analysis;
