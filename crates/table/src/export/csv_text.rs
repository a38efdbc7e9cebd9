//! Cells in CSV (RFC 4180), guarded against formula injection.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and texts are
//! untrusted. Such a text is written with an apostrophe before it, which spreadsheets show as text;
//! so is a text that begins with an apostrophe, so that nothing is lost: a reader takes off one leading
//! apostrophe. Integers are written as they are. An empty cell is nothing at all; an empty text
//! is `""`.

use super::table::Cell;

/// Adds a cell.
#[inline]
pub(crate) fn push_cell(out: &mut Vec<u8>, cell: &Cell<'_>) {
    match cell {
        Cell::Empty => {}
        Cell::Integer(n) => out.extend_from_slice(itoa::Buffer::new().format(*n).as_bytes()),
        Cell::Text(text) => push_text(out, text),
    }
}

/// Adds a text.
#[inline]
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let guard = needs_apostrophe(text);
    // A text with a blank at its end is quoted, so that a blank alone can stand for an empty cell.
    let plain = !bytes.is_empty()
        && bytes[0] != b' '
        && bytes[bytes.len() - 1] != b' '
        && !bytes.iter().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r'));
    if plain {
        if guard {
            out.push(b'\'');
        }
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    if guard {
        out.push(b'\'');
    }
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

/// Whether a text is written with an apostrophe before it. The full-width signs are formulas to
/// spreadsheets in East Asian languages.
#[inline]
fn needs_apostrophe(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\'' | b'\t' | b'\r' | b'\n') => true,
        Some(0xef) => text.starts_with(['＝', '＋', '－', '＠']),
        _ => false,
    }
}

/// The text that was written.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}
