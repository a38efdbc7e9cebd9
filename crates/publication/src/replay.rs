//! From a log in a store to its tally.

use tally::{Start, Tally};
use tlog::Reader;

/// A log and its tally.
#[derive(Debug)]
pub struct Folded {
    /// The first entry: the definition and the keys.
    pub start: Start,
    /// The log.
    pub reader: Reader,
    /// The tally of all its entries.
    pub tally: Tally,
}
