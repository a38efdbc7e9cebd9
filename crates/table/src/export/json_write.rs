//! Writing JSON lines: one object a row, its keys in the order of the columns, `null` for empty cells.

use super::csv_write::BLOCK_BYTES;
use super::table::{Cell, Table};
use super::write::{WriteError, for_each_row};
use std::io::Write;

/// Writes a table as JSON lines; gives the number of rows.
///
/// Integers are written in full; those beyond ±(2^53 − 1) are not kept by every JSON reader.
///
/// # Errors
/// [`WriteError::Shape`] when a row does not fit the columns, [`WriteError::Io`] when writing fails.
pub fn write_json_lines(table: &dyn Table, mut out: impl Write) -> Result<u64, WriteError> {
    let keys = keys(table);
    let mut block = Vec::with_capacity(BLOCK_BYTES + 4096);
    let rows = for_each_row(table, &mut |cells| {
        push_row(&mut block, &keys, cells);
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

/// What stands before each value: `{"name":` or `,"name":`.
pub(crate) fn keys(table: &dyn Table) -> Vec<Vec<u8>> {
    let columns = table.columns();
    let columns = columns.iter().enumerate();
    let key = |(at, name): (usize, &str)| {
        let mut key = vec![if at == 0 { b'{' } else { b',' }];
        push_string(&mut key, name);
        key.push(b':');
        key
    };
    columns
        .map(|(at, column)| key((at, column.name.as_str())))
        .collect()
}

/// Adds a row with its line break.
#[inline]
pub(crate) fn push_row(out: &mut Vec<u8>, keys: &[Vec<u8>], cells: &[Cell<'_>]) {
    for (key, cell) in keys.iter().zip(cells) {
        out.extend_from_slice(key);
        match cell {
            Cell::Empty => out.extend_from_slice(b"null"),
            Cell::Integer(n) => out.extend_from_slice(itoa::Buffer::new().format(*n).as_bytes()),
            Cell::Text(text) => push_string(out, text),
        }
    }
    out.extend_from_slice(b"}\n");
}

/// Adds a JSON string: quotes, backslashes and control characters escaped, the rest as it is.
fn push_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f)) {
        out.extend_from_slice(&rest[..at]);
        match rest[at] {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.push(HEX[usize::from(control >> 4)]);
                out.push(HEX[usize::from(control & 15)]);
            }
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}
