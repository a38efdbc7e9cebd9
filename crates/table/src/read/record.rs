//! The rows of a file: the records after its header, with a cell for each column.

use super::error::{FileError, RowError};
use super::format::{Cells, Records};
use super::header::{Header, MAX_COLUMNS};
use super::profile::Profile;
use super::source::Source;

/// The rows of a file of any format.
pub(crate) struct RecordReader {
    records: Box<dyn Records>,
    pub(crate) header: Header,
    only: Vec<(usize, Vec<String>)>,
    /// Records skipped by the filter `only`.
    pub(crate) passed_over: u64,
}

/// A record with the columns that its cells belong to.
pub(crate) struct Record<'a> {
    /// The line on which it begins, counted from 1.
    pub(crate) line: u64,
    pub(crate) header: &'a Header,
    cells: Cells<'a>,
}

impl<'a> Record<'a> {
    /// A cell, without the blanks around it; empty where the record has no such cell.
    #[inline]
    pub(crate) fn cell(&self, place: usize) -> &'a str {
        cell(&self.cells, place)
    }
}

#[inline]
fn cell<'a>(cells: &Cells<'a>, place: usize) -> &'a str {
    let Some(range) = cells.ranges.get(place) else {
        return "";
    };
    let text = &cells.text[range.start..range.end];
    // Most cells have no blanks around them, which their first and last bytes tell.
    let inked = |byte: Option<&u8>| byte.is_some_and(|b| (b'!'..=b'~').contains(b));
    match text.as_bytes() {
        bytes if inked(bytes.first()) && inked(bytes.last()) => text,
        _ => text.trim(),
    }
}

impl RecordReader {
    /// Reads up to the header and finds the profile's columns in it.
    pub(crate) fn open(source: Source, profile: &Profile) -> Result<RecordReader, FileError> {
        let mut records = profile.file.format.reader().open(source, &profile.file)?;
        let header = if profile.has_header() {
            read_header(records.as_mut(), profile)?
        } else {
            Header::given(profile)
        };
        let only = profile.only.iter();
        let only = only
            .map(|(column, values)| (header.place(column), values.clone()))
            .collect();
        Ok(RecordReader {
            records,
            header,
            only,
            passed_over: 0,
        })
    }

    /// Reads the next record that the filter lets through. `None` at the end of the file.
    pub(crate) fn next_row<T>(
        &mut self,
        mut read: impl FnMut(&Record<'_>) -> Result<T, RowError>,
    ) -> Result<Option<Result<T, RowError>>, FileError> {
        loop {
            let cells = match self.records.next()? {
                None => return Ok(None),
                Some(Err(error)) => return Ok(Some(Err(error))),
                Some(Ok(cells)) => cells,
            };
            let record = Record {
                line: cells.line,
                header: &self.header,
                cells,
            };
            if let Err(error) = check_width(&record) {
                return Ok(Some(Err(error)));
            }
            let kept = |(place, values): &(usize, Vec<String>)| {
                values.iter().any(|value| value.trim() == record.cell(*place))
            };
            if !self.only.iter().all(kept) {
                self.passed_over += 1;
                continue;
            }
            return Ok(Some(read(&record)));
        }
    }
}

/// The columns that the first record names.
fn read_header(records: &mut dyn Records, profile: &Profile) -> Result<Header, FileError> {
    let file = records.name().to_owned();
    match records.next()? {
        None => Err(FileError::Empty { file }),
        Some(Err(error)) => Err(FileError::Header {
            file,
            line: error.line,
            message: format!("expected {}", error.expected),
        }),
        Some(Ok(cells)) => {
            let count = cells.ranges.len().min(MAX_COLUMNS + 1);
            let names = (0..count).map(|place| cell(&cells, place).to_owned());
            Header::read(names.collect(), profile, &file, cells.line)
        }
    }
}

/// A row has a cell for each column; more of them only if they are empty (a delimiter at the line's end).
fn check_width(record: &Record<'_>) -> Result<(), RowError> {
    let (columns, found) = (record.header.len(), record.cells.ranges.len());
    if found < columns || (columns..found).any(|place| !record.cell(place).is_empty()) {
        let expected = format!("{columns} cells, as in the header, but there are {found}");
        return Err(RowError::new(record.line, expected));
    }
    Ok(())
}
