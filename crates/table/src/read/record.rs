//! The records of a file, each as text cut into cells.

use super::cells;
use super::encoding::decode;
use super::error::{FileError, RowError};
use super::framing::{Frames, Quoting};
use super::header::{Header, MAX_COLUMNS};
use super::profile::{Encoding, Format, Profile};
use super::source::Source;
use std::ops::Range;

/// The records of a file, after its header.
pub(crate) struct Records {
    frames: Frames,
    pub(crate) header: Header,
    cut: Cut,
    encoding: Encoding,
    only: Vec<(usize, Vec<String>)>,
    /// Records passed over because of `only`.
    pub(crate) passed_over: u64,
    decoded: String,
    unquoted: String,
    cells: Vec<Range<usize>>,
}

/// How a record is cut.
enum Cut {
    Delimited { delimiter: u8, quote: Option<u8> },
    Fixed(Vec<(usize, usize)>),
}

/// A record that was cut into cells.
pub(crate) struct Record<'a> {
    pub(crate) line: u64,
    pub(crate) header: &'a Header,
    text: &'a str,
    cells: &'a [Range<usize>],
}

impl<'a> Record<'a> {
    /// A cell, without the blanks around it.
    #[inline]
    pub(crate) fn cell(&self, place: usize) -> &'a str {
        let Some(range) = self.cells.get(place) else {
            return "";
        };
        let text = &self.text[range.start..range.end];
        // Most cells have no blanks around them, which their first and last bytes tell.
        let inked = |byte: Option<&u8>| byte.is_some_and(|b| (b'!'..=b'~').contains(b));
        match text.as_bytes() {
            bytes if inked(bytes.first()) && inked(bytes.last()) => text,
            _ => text.trim(),
        }
    }
}

impl Records {
    /// Reads up to the header and finds the profile's columns in it.
    pub(crate) fn open(source: Source, profile: &Profile) -> Result<Records, FileError> {
        // Profiles are checked to have ASCII here.
        let byte = |c: char| u8::try_from(c).unwrap_or(b',');
        let delimiter = byte(profile.file.delimiter);
        let quote = profile.file.quote.chars().next().map(byte);
        let (cut, quoting) = match profile.file.format {
            Format::Delimited => {
                let quoting = quote.map(|quote| Quoting { quote, delimiter });
                (Cut::Delimited { delimiter, quote }, quoting)
            }
            Format::FixedWidth => {
                let places = profile.file.fields.iter();
                (
                    Cut::Fixed(places.map(|field| (field.start - 1, field.width)).collect()),
                    None,
                )
            }
        };
        let mut frames = Frames::new(source, quoting);
        for _ in 0..profile.file.skip {
            if !frames.skip_line()? {
                return Err(FileError::Empty {
                    file: frames.name().to_owned(),
                });
            }
        }
        let mut records = Records {
            frames,
            header: Header::given(profile),
            cut,
            encoding: profile.file.encoding,
            only: Vec::new(),
            passed_over: 0,
            decoded: String::new(),
            unquoted: String::new(),
            cells: Vec::new(),
        };
        if profile.has_header() {
            records.read_header(profile)?;
        }
        let only = profile.only.iter();
        records.only = only
            .map(|(column, values)| (records.header.place(column), values.clone()))
            .collect();
        Ok(records)
    }

    fn read_header(&mut self, profile: &Profile) -> Result<(), FileError> {
        let line = self.frames.line();
        let names = self.next_with(false, |record| {
            let count = record.cells.len().min(MAX_COLUMNS + 1);
            Ok((0..count).map(|place| record.cell(place).to_owned()).collect())
        })?;
        let file = self.frames.name();
        match names {
            None => Err(FileError::Empty {
                file: file.to_owned(),
            }),
            Some(Err(error)) => Err(FileError::Header {
                file: file.to_owned(),
                line,
                message: format!("expected {}", error.expected),
            }),
            Some(Ok(names)) => {
                self.header = Header::read(names, profile, file, line)?;
                Ok(())
            }
        }
    }

    /// Reads the next record that is not passed over. `None` at the end of the file.
    pub(crate) fn next_row<T>(
        &mut self,
        read: impl FnMut(&Record<'_>) -> Result<T, RowError>,
    ) -> Result<Option<Result<T, RowError>>, FileError> {
        self.next_with(true, read)
    }

    fn next_with<T>(
        &mut self,
        row: bool,
        mut read: impl FnMut(&Record<'_>) -> Result<T, RowError>,
    ) -> Result<Option<Result<T, RowError>>, FileError> {
        loop {
            let Some(frame) = self.frames.next()? else {
                return Ok(None);
            };
            let bytes = self.frames.bytes(&frame);
            // An empty line is no record; editors leave them at the end.
            if bytes.is_empty() {
                continue;
            }
            if let Some(expected) = frame.fault {
                let text = String::from_utf8_lossy(&bytes[..bytes.len().min(240)]);
                return Ok(Some(Err(RowError::new(frame.line, expected).value(&text))));
            }
            let text = match decode(bytes, self.encoding, &mut self.decoded) {
                Ok(text) => text,
                Err(at) => {
                    let text =
                        String::from_utf8_lossy(&bytes[at.saturating_sub(20)..bytes.len().min(at + 20)]);
                    return Ok(Some(Err(RowError::new(frame.line, "UTF-8 text").value(&text))));
                }
            };
            let text = match &self.cut {
                Cut::Fixed(places) => {
                    cells::slice(text, places, &mut self.cells);
                    text
                }
                Cut::Delimited {
                    delimiter,
                    quote: Some(quote),
                } if frame.quoted => {
                    cells::unquote(text, *delimiter, *quote, &mut self.unquoted, &mut self.cells);
                    &self.unquoted
                }
                Cut::Delimited { delimiter, .. } => {
                    cells::split(text, *delimiter, &mut self.cells);
                    text
                }
            };
            let record = Record {
                line: frame.line,
                header: &self.header,
                text,
                cells: &self.cells,
            };
            if row {
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
            }
            return Ok(Some(read(&record)));
        }
    }
}

/// A row has a cell for each column; more of them only if they are empty (a delimiter at the line's end).
fn check_width(record: &Record<'_>) -> Result<(), RowError> {
    let (columns, found) = (record.header.len(), record.cells.len());
    if found < columns || (columns..found).any(|place| !record.cell(place).is_empty()) {
        let expected = format!("{columns} cells, as in the header, but there are {found}");
        return Err(RowError::new(record.line, expected));
    }
    Ok(())
}
