//! Cells of values that may be absent.

use crate::export::Cell;
use tally::ReadingPlace;

/// A number, or an empty cell.
pub(super) fn optional(n: Option<u32>) -> Cell<'static> {
    n.map_or(Cell::Empty, |n| Cell::Integer(n.into()))
}

/// A large number, or an empty cell.
pub(super) fn optional_large(n: Option<u64>) -> Cell<'static> {
    n.map_or(Cell::Empty, |n| Cell::Integer(n as i64))
}

/// The row of a reading, counted from 0, or an empty cell where its entry is one reading or there is none.
pub(super) fn row(place: Option<ReadingPlace>) -> Cell<'static> {
    optional(place.and_then(|place| place.row).map(u32::from))
}

/// A text, or an empty cell where it has no characters.
pub(super) fn text(text: &str) -> Cell<'_> {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}
