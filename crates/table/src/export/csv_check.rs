//! Comparing a CSV file with its table.

use super::check::{CheckError, CheckSummary, MAX_CHECKED_COLUMNS, Match, for_each_expected, shown_text};
use super::csv_text::{push_cell, unguarded};
use super::lines::{Lines, record_end};
use super::table::{Cell, Column, Kind, Table};
use std::io::Read;

/// Compares a CSV file with its table, cell by cell.
///
/// The file may have other columns in between and its own quoting; a text's leading apostrophe is taken
/// off, as [`write_csv`](super::write_csv) puts it there. Memory is bounded by the longest line,
/// [`MAX_LINE_BYTES`](super::MAX_LINE_BYTES) at most.
///
/// # Errors
/// [`CheckError::Differs`], [`CheckError::TooFewRows`], [`CheckError::TooManyRows`] or
/// [`CheckError::MissingColumn`] where the file differs from the table; [`CheckError::Malformed`] or
/// [`CheckError::Io`] where it cannot be read as CSV; [`CheckError::Table`] where the table is not what its
/// columns say.
pub fn check_csv(file: impl Read, table: &dyn Table) -> Result<CheckSummary, CheckError> {
    let columns = table.columns();
    let mut lines = Lines::new(file);
    let mut cells = Vec::new();
    let header = match lines.next_record(|| "header".to_owned(), record_end)? {
        Some(record) => cells_of(record, 0, &mut cells)?,
        None => return Err(CheckError::malformed("header", "the file is empty")),
    };
    let names: Vec<String> = header
        .iter()
        .map(|cell| unguarded(&cell.text).to_owned())
        .collect();
    let matched = Match::new(&columns, &names)?;
    let same = matched.is_same();
    let mut line = Vec::new();
    let rows = for_each_expected(table, &mut |row, expected| {
        if same {
            line.clear();
            for (at, cell) in expected.iter().enumerate() {
                if at > 0 {
                    line.push(b',');
                }
                push_cell(&mut line, cell);
            }
            if expected.len() == 1 && expected[0] == Cell::Empty {
                line.push(b' ');
            }
            line.push(b'\n');
            if lines.take_exactly(&line)? {
                return Ok(());
            }
        }
        let record = lines.next_record(|| format!("row {row}"), record_end)?;
        let record = record.ok_or(CheckError::TooFewRows { row })?;
        let found = cells_of(record, row, &mut cells)?;
        if found.len() != names.len() {
            let message = format!("{} cells for {} columns", found.len(), names.len());
            return Err(CheckError::malformed(format!("row {row}"), message));
        }
        for (cell, place) in found.iter().zip(&matched.of_file) {
            if let Some(place) = *place {
                compare(row, &columns[place], &expected[place], cell, found.len() == 1)?;
            }
        }
        Ok(())
    })?;
    if !lines.is_at_end()? {
        return Err(CheckError::TooManyRows { row: rows + 1 });
    }
    Ok(matched.into_summary(rows))
}

/// A cell of the file.
#[derive(Debug, Default)]
struct Found {
    text: String,
    quoted: bool,
}

fn compare(
    row: u64,
    column: &Column,
    expected: &Cell<'_>,
    found: &Found,
    alone: bool,
) -> Result<(), CheckError> {
    // A lone empty cell is written as a blank, since an empty line would be no row.
    let empty = !found.quoted && (found.text.is_empty() || (alone && found.text == " "));
    let same = match expected {
        Cell::Empty => empty,
        Cell::Integer(n) => found.text.parse() == Ok(*n),
        Cell::Text(text) => !empty && unguarded(&found.text) == *text,
    };
    if same {
        return Ok(());
    }
    let shown = match column.kind {
        _ if empty => "nothing".to_owned(),
        Kind::Integer if found.text.parse::<i64>().is_ok() => found.text.clone(),
        Kind::Integer => shown_text(&found.text),
        Kind::Text => shown_text(unguarded(&found.text)),
    };
    Err(CheckError::differs(row, column, expected, shown))
}

/// Cuts a record into cells; the buffer's texts are used again.
fn cells_of<'a>(record: &[u8], row: u64, cells: &'a mut Vec<Found>) -> Result<&'a [Found], CheckError> {
    let wrong = |message: &str| CheckError::malformed(format!("row {row}"), message);
    let mut rest = std::str::from_utf8(record).map_err(|_| wrong("not UTF-8"))?;
    if row == 0 {
        rest = rest.strip_prefix('\u{feff}').unwrap_or(rest);
    }
    let mut count = 0;
    loop {
        if count == MAX_CHECKED_COLUMNS {
            return Err(wrong("too many cells"));
        }
        if count == cells.len() {
            cells.push(Found::default());
        }
        let cell = &mut cells[count];
        count += 1;
        cell.text.clear();
        cell.quoted = rest.starts_with('"');
        if cell.quoted {
            rest = &rest[1..];
            loop {
                let end = rest.find('"').ok_or_else(|| wrong("a quote is not closed"))?;
                cell.text.push_str(&rest[..end]);
                rest = &rest[end + 1..];
                match rest.strip_prefix('"') {
                    Some(after) => {
                        cell.text.push('"');
                        rest = after;
                    }
                    None => break,
                }
            }
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            cell.text.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Ok(&cells[..count]),
            None => return Err(wrong("something stands after a closing quote")),
        }
    }
}
