//! Cells of values that may be absent.

use crate::export::Cell;

/// A number, or an empty cell.
pub(super) fn optional(n: Option<u32>) -> Cell<'static> {
    n.map_or(Cell::Empty, |n| Cell::Integer(n.into()))
}

/// A large number, or an empty cell.
pub(super) fn optional_large(n: Option<u64>) -> Cell<'static> {
    n.map_or(Cell::Empty, |n| Cell::Integer(n as i64))
}

/// A text, or an empty cell where it has no characters.
pub(super) fn text(text: &str) -> Cell<'_> {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}
