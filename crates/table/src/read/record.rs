//! The rows of a file: the records after its header, with a cell for each column.

use super::error::{FileError, RowError, shortened};
use super::format::delimited::split;
use super::format::{Cells, Records};
use super::header::{Header, MAX_COLUMNS};
use super::profile::Profile;
use super::source::Source;

/// The rows of a file of any format.
pub(crate) struct RecordReader {
    records: Box<dyn Records>,
    pub(crate) header: Header,
    filters: Vec<Filter>,
    has_header: bool,
    pub(crate) passed_over: PassedOver,
}

/// The records that were no rows to be read, by the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct PassedOver {
    /// By the profile's filters `only` and `except`, each column apart.
    pub filters: Vec<Filtered>,
    /// Further copies of the header, as in files that were joined.
    pub headers: u64,
}

/// What one column of a filter has passed over.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Filtered {
    /// The filter and its column, such as `only.contest`.
    pub key: String,
    /// How many records.
    pub rows: u64,
    /// The line of the first of them.
    pub line: u64,
    /// What stands there in the column, shortened to 60 characters.
    pub value: String,
}

impl PassedOver {
    /// How many records there are in all.
    pub fn rows(&self) -> u64 {
        self.headers + self.filters.iter().map(|filter| filter.rows).sum::<u64>()
    }

    fn add(&mut self, filter: &Filter, line: u64, value: &str) {
        match self.filters.iter_mut().find(|known| known.key == filter.key) {
            Some(known) => known.rows += 1,
            None => self.filters.push(Filtered {
                key: filter.key.clone(),
                rows: 1,
                line,
                value: shortened(value),
            }),
        }
    }
}

/// A column of `only` or `except`.
struct Filter {
    key: String,
    place: usize,
    values: Vec<String>,
    /// Whether a row is kept that has one of the values, or one that has none of them.
    keeps: bool,
}

impl Filter {
    fn passes(&self, cell: &str) -> bool {
        self.values.iter().any(|value| value.trim() == cell) == self.keeps
    }
}

/// What a record is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be taken.
    Take,
    /// To see whether it is a row, and nothing is kept of it.
    Look,
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

    fn is_header(&self) -> bool {
        let count = self.cells.ranges.len();
        self.header.is_again((0..count).map(|place| self.cell(place)))
    }

    /// What a template that found no value says of that.
    pub(crate) fn mismatch(&self, place: usize, expected: impl Into<Box<str>>, value: &str) -> RowError {
        let error = RowError::new(self.line, expected).column(self.header.name(place));
        match self.header.lacks(place) {
            true => error.remedy("the file has no such column (`file.may_lack`)"),
            false => error.value(value),
        }
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
        let only = profile.only.iter().map(|filter| ("only", true, filter));
        let except = profile.except.iter().map(|filter| ("except", false, filter));
        let filters = only.chain(except).map(|(name, keeps, (column, values))| Filter {
            key: format!("{name}.{column}"),
            place: header.place(column),
            values: values.clone(),
            keeps,
        });
        Ok(RecordReader {
            records,
            filters: filters.collect(),
            header,
            has_header: profile.has_header(),
            passed_over: PassedOver::default(),
        })
    }

    /// Reads the next record that the filters let through. `None` at the end of the file.
    pub(crate) fn next_row<T>(
        &mut self,
        mut read: impl FnMut(&Record<'_>, Purpose) -> Result<T, RowError>,
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
            if let Some(error) = swallowed(&record, |row| read(row, Purpose::Look).is_ok()) {
                self.records.back_to_second_line();
                return Ok(Some(Err(error)));
            }
            if let Err(error) = check_width(&record) {
                return Ok(Some(Err(error)));
            }
            if self.has_header && record.is_header() {
                self.passed_over.headers += 1;
                continue;
            }
            let stops = |filter: &&Filter| !filter.passes(record.cell(filter.place));
            if let Some(filter) = self.filters.iter().find(stops) {
                self.passed_over
                    .add(filter, record.line, record.cell(filter.place));
                continue;
            }
            return Ok(Some(read(&record, Purpose::Take)));
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

/// The error of a record that holds other rows: a quote that does not belong there and one further down make one cell of
/// all that stands between them. It is told by a line of the cell that `is_row` by itself.
fn swallowed(record: &Record<'_>, mut is_row: impl FnMut(&Record<'_>) -> bool) -> Option<RowError> {
    let delimiter = record.cells.lines_apart_by?;
    let mut ranges = Vec::new();
    for range in record.cells.ranges {
        let cell = &record.cells.text[range.clone()];
        let lines = cell.split('\n').map(|line| line.trim_end_matches('\r'));
        for line in lines.clone().skip(1) {
            split(line, delimiter, &mut ranges);
            let cells = Cells {
                line: record.line,
                text: line,
                ranges: &ranges,
                lines_apart_by: None,
            };
            let row = Record {
                line: record.line,
                header: record.header,
                cells,
            };
            if check_width(&row).is_ok() && is_row(&row) {
                let last = record.line + lines.count() as u64 - 1;
                let expected = format!(
                    "no line break within quotes, but those of this line go on to line {last}, and what is between them \
                     looks like rows"
                );
                let remedy = "where quotes mean nothing in this file, say `file.quote = \"\"` in the profile; the lines \
                              below are read as rows of their own";
                return Some(RowError::new(record.line, expected).value(line).remedy(remedy));
            }
        }
    }
    None
}

/// A row has a cell for each column; more of them only if they are empty (a delimiter at the line's end).
fn check_width(record: &Record<'_>) -> Result<(), RowError> {
    let (columns, found) = (record.header.len(), record.cells.ranges.len());
    if found < columns || (columns..found).any(|place| !record.cell(place).is_empty()) {
        let expected = format!("{columns} cells, as in the header, but there are {found}");
        let error = RowError::new(record.line, expected);
        let remedy = "a cell with the delimiter in it needs quotes (`file.quote`); lines above the header are passed over by \
                      `file.skip`";
        return Err(match found {
            1 => error.remedy("the profile says what stands between cells by `file.delimiter`"),
            _ if found > columns => error.remedy(remedy),
            _ => error,
        });
    }
    Ok(())
}
