//! Writing CSV: RFC 4180 with a header, lines ended by LF, UTF-8 without a byte order mark.

use super::csv_text::{push_cell, push_text};
use super::table::Table;
use super::write::{WriteError, for_each_row};
use std::io::Write;

/// The size of the write buffer, in bytes.
pub(crate) const BLOCK_BYTES: usize = 256 << 10;

/// Writes a table as CSV; gives the number of rows.
///
/// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
/// line break), or that begins with an apostrophe, is written with an apostrophe before it; readers
/// who want the text itself take off one leading apostrophe. An empty cell is nothing at all, an empty
/// text is `""`.
///
/// # Errors
/// [`WriteError::Shape`] when a row does not fit the columns, [`WriteError::Io`] when writing fails.
pub fn write_csv(table: &dyn Table, mut out: impl Write) -> Result<u64, WriteError> {
    let mut block = Vec::with_capacity(BLOCK_BYTES + 4096);
    for (at, column) in table.columns().iter().enumerate() {
        if at > 0 {
            block.push(b',');
        }
        push_text(&mut block, &column.name);
    }
    block.push(b'\n');
    let rows = for_each_row(table, &mut |cells| {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                block.push(b',');
            }
            push_cell(&mut block, cell);
        }
        // A lone empty cell would be an empty line, which readers pass over.
        if cells.len() == 1 && cells[0] == super::Cell::Empty {
            block.extend_from_slice(b" ");
        }
        block.push(b'\n');
        if block.len() >= BLOCK_BYTES {
            out.write_all(&block).map_err(WriteError::io(table))?;
            block.clear();
        }
        Ok(())
    })?;
    out.write_all(&block).map_err(WriteError::io(table))?;
    out.flush().map_err(WriteError::io(table))?;
    Ok(rows)
}
