//! The formats of result files: which keys of a profile fit each, and how its records are read.
//!
//! A format is a file here with a [`FormatReader`], and a line in [`FileFormat::reader`]. It splits its files into
//! records of [`Cells`]; what they mean is not its business.

pub(crate) mod delimited;
mod encoding;
pub(crate) mod fixed;
pub(crate) mod framing;
mod text_lines;

use super::error::{FileError, RowError};
use super::profile::{FileFormat, FileRules};
use super::profile_check::ProfileError;
use super::source::Source;
use std::ops::Range;

/// A format: its checks of a profile, and how a file of it is opened.
pub(crate) trait FormatReader: Sync {
    /// Refuses keys that do not fit the format or each other.
    fn check(&self, rules: &FileRules) -> Result<(), ProfileError>;

    /// Whether the first record names the columns.
    fn has_header(&self, rules: &FileRules) -> bool;

    /// The columns' names where the profile gives them, in the order of the cells.
    fn given_columns<'p>(&self, rules: &'p FileRules) -> Vec<&'p str>;

    /// The profile's key that gives them.
    fn columns_key(&self) -> &'static str;

    /// Opens a file, past the lines that the profile skips.
    fn open(&self, source: Source, rules: &FileRules) -> Result<Box<dyn Records>, FileError>;
}

/// The records of a file, its header among them.
pub(crate) trait Records: Send {
    /// What errors call the file.
    fn name(&self) -> &str;

    /// The next record; `None` at the end of the file. One that cannot be read fails alone.
    fn next(&mut self) -> Result<Option<Result<Cells<'_>, RowError>>, FileError>;

    /// Goes back to the second of the lines of the record that was read last, where quotes made them one record.
    fn back_to_second_line(&mut self) {}
}

/// A record cut into cells.
pub(crate) struct Cells<'a> {
    /// The line on which it begins, counted from 1; in a format without lines, the number of the record.
    pub(crate) line: u64,
    /// What the cells are parts of.
    pub(crate) text: &'a str,
    /// Where each cell stands in the text.
    pub(crate) ranges: &'a [Range<usize>],
    /// Of a record of several lines, what stands between the cells of a line.
    pub(crate) lines_apart_by: Option<u8>,
}

impl FileFormat {
    /// How files of the format are read.
    pub(crate) fn reader(self) -> &'static dyn FormatReader {
        match self {
            FileFormat::Delimited => &delimited::Delimited,
            FileFormat::FixedWidth => &fixed::FixedWidth,
        }
    }
}
