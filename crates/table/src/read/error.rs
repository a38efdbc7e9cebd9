//! What can be wrong with a result file: as a whole, or in one of its rows.

use super::member::MemberError;
use crate::archive::{ArchiveError, WrongChecksum};
use std::{fmt, io};

/// A file that cannot be read, or is not what the profile describes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Opening or reading failed.
    #[error("{file}: cannot be read: {source}")]
    Io {
        /// The file.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A folder, a pipe or a device.
    #[error("{file}: expected a file, found {found}")]
    NotAFile {
        /// The path.
        file: String,
        /// What it is.
        found: &'static str,
    },
    /// Not one byte, or nothing but a byte order mark.
    #[error("{file}: the file is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// The archive is broken, encrypted, or has no one file to read.
    #[error("{file}: {fault}")]
    Archive {
        /// The file.
        file: String,
        /// What is wrong. The message says it, so it is not the error's source as well: a chain would say it twice.
        fault: UnpackError,
    },
    /// The decompressed file is larger than allowed.
    #[error("{file}: unpacks to more than {limit} bytes (`file.max_unpacked_bytes` of the profile)")]
    TooLarge {
        /// The file.
        file: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The compression ratio is so high that the file is taken for a zip bomb.
    #[error("{file}: unpacks to more than {limit} times its size, as no result file does")]
    Bomb {
        /// The file.
        file: String,
        /// The highest ratio, uncompressed bytes for each compressed byte.
        limit: u64,
    },
    /// A text in UTF-16, which profiles cannot name.
    #[error("{file}: the text is UTF-16; save it as UTF-8")]
    Utf16 {
        /// The file.
        file: String,
    },
    /// A record that is longer than allowed.
    #[error(
        "{file}, line {line}: the record has more than {limit} bytes without ending; is this the right kind of file?"
    )]
    RecordTooLong {
        /// The file.
        file: String,
        /// Line on which the record begins.
        line: u64,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The header has more columns than are allowed.
    #[error("{file}, line {line}: the header has more than {limit} columns")]
    TooManyColumns {
        /// The file.
        file: String,
        /// Line of the header.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// The header cannot be read as text or as a record.
    #[error("{file}, line {line}: the header is not readable: {message}")]
    Header {
        /// The file.
        file: String,
        /// Line of the header.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// Columns that the profile names are not in the header.
    #[error("{file}, line {line}: the header lacks {}{}", Near::list(.missing), Self::other_delimiter(.found))]
    MissingColumns {
        /// The file.
        file: String,
        /// Line of the header.
        line: u64,
        /// Each missing column, with the nearest one that is there.
        missing: Vec<Near>,
        /// The columns that there are.
        found: Vec<String>,
    },
    /// A column that the profile names stands in the header more than once.
    #[error("{file}, line {line}: the column {column:?} stands in the header twice")]
    ColumnTwice {
        /// The file.
        file: String,
        /// Line of the header.
        line: u64,
        /// The column.
        column: String,
    },
}

impl FileError {
    /// What to do about a header of one column, which most often has another delimiter.
    fn other_delimiter(found: &[String]) -> String {
        let [only] = found else { return String::new() };
        let delimiter = [';', '\t', '|', ','].into_iter().find(|c| only.contains(*c));
        delimiter.map_or_else(String::new, |delimiter| {
            format!(
                "; it is one column with {delimiter:?} in it: say `file.delimiter = {:?}` in the profile",
                delimiter.to_string()
            )
        })
    }
}

/// A zip or gz file that cannot be unpacked, or that holds no one file to read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnpackError {
    /// The zip archive is broken, encrypted, or packed by a method that is not supported.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// None of the zip archive's files is known to be the result file.
    #[error(transparent)]
    Member(#[from] MemberError),
    /// The member's CRC-32 differs: the zip archive is damaged.
    #[error(transparent)]
    Checksum(#[from] WrongChecksum),
    /// The compressed data is malformed.
    #[error("cannot be unpacked: {0}")]
    Unpacking(#[source] io::Error),
}

/// A name that is not there, and the nearest one that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The name that was looked for.
    pub name: String,
    /// The nearest name, where one is near.
    pub nearest: Option<String>,
}

impl Near {
    pub(crate) fn of<'a>(name: &str, among: impl Iterator<Item = &'a str>) -> Near {
        let nearest = among
            .map(|other| {
                (
                    strsim::damerau_levenshtein(&name.to_lowercase(), &other.to_lowercase()),
                    other,
                )
            })
            .min()
            .filter(|(distance, _)| *distance <= 1 + name.chars().count() / 3)
            .map(|(_, other)| other.to_owned());
        Near {
            name: name.to_owned(),
            nearest,
        }
    }

    fn list(all: &[Near]) -> String {
        all.iter().map(Near::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.name)?;
        match &self.nearest {
            Some(nearest) => write!(f, " (did you mean {nearest:?}?)"),
            None => Ok(()),
        }
    }
}

/// A row that cannot be read: where, what stands there, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: expected {expected}{}{}", Self::in_column(.column), Self::found(.value), Self::and(.remedy))]
pub struct RowError {
    /// Line of the unpacked file on which the record begins, counted from 1.
    pub line: u64,
    /// The column, where it is one column's fault.
    pub column: Option<Box<str>>,
    /// What stands there, shortened to 60 characters.
    pub value: Option<Box<str>>,
    /// What was expected.
    pub expected: Box<str>,
    /// What to do about it, by the key of the profile, where that is known.
    pub remedy: Option<Box<str>>,
}

impl RowError {
    pub(crate) fn new(line: u64, expected: impl Into<Box<str>>) -> RowError {
        RowError {
            line,
            column: None,
            value: None,
            expected: expected.into(),
            remedy: None,
        }
    }

    pub(crate) fn remedy(mut self, remedy: impl Into<Box<str>>) -> RowError {
        self.remedy = Some(remedy.into());
        self
    }

    pub(crate) fn column(mut self, column: &str) -> RowError {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn value(mut self, value: &str) -> RowError {
        self.value = Some(shortened(value).into());
        self
    }

    fn in_column(column: &Option<Box<str>>) -> String {
        column
            .as_ref()
            .map_or(String::new(), |name| format!(", column {name}"))
    }

    fn and(remedy: &Option<Box<str>>) -> String {
        remedy
            .as_ref()
            .map_or(String::new(), |remedy| format!("; {remedy}"))
    }

    fn found(value: &Option<Box<str>>) -> String {
        value
            .as_ref()
            .map_or(String::new(), |value| format!(", found {value:?}"))
    }
}

/// The most characters of a value that an error shows.
const SHOWN_CHARACTERS: usize = 60;

/// A value as an error shows it.
pub(crate) fn shortened(value: &str) -> String {
    match value.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// One step of reading that failed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// One row cannot be read; the rest goes on.
    #[error(transparent)]
    Row(#[from] RowError),
    /// The file cannot be read any further.
    #[error(transparent)]
    File(#[from] FileError),
}
