//! Readings from result files, by profile.
//!
//! The pipeline: `source` opens a file and decompresses zip and gzip, its `format` splits it into records
//! and these into cells, `record` matches them with the header, and `wide` or `long` turn them into
//! readings as the `profile` says. Memory does not grow with the file's size, but for the long layout,
//! where it grows with the number of stations.

mod error;
mod figure_text;
mod format;
mod header;
mod long;
mod member;
mod profile;
mod profile_check;
mod record;
mod source;
mod station_code;
mod template;
mod wide;

pub use error::{FileError, Near, ReadError, RowError, UnpackError};
pub use format::framing::MAX_RECORD_BYTES;
pub use header::MAX_COLUMNS;
pub use member::{MemberError, MemberNames};
pub use profile::{
    AreaRule, CountRules, Encoding, FileFormat, FileRules, FixedColumn, Layout, MAX_SKIPPED_LINES,
    OptionRule, Profile, StationRule, VotesRule,
};
pub use profile_check::ProfileError;
pub use record::{Filtered, PassedOver};
pub use source::{MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FROM_BYTES};
pub use template::{Template, TemplateError};

use model::{ContestId, Counts, Minute, Station};
use std::io::{Read, Seek};
use std::path::Path;

/// One reading: what a row of the file (or in the long layout, the rows of a station) says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReading {
    /// Line of the unpacked file on which the record begins, counted from 1; the first one's in the
    /// long layout.
    pub line: u64,
    /// The station, with its areas (from the top down) where the profile has them.
    pub station: Station,
    /// The contest.
    pub contest: ContestId,
    /// The figures.
    pub counts: Counts,
    /// The minute which they refer to, where the row states one.
    pub as_of: Option<Minute>,
}

/// The readings of a file, in its order.
///
/// After a [`ReadError::Row`] the readings go on; after a [`ReadError::File`] there are no more.
#[must_use = "nothing is read until the readings are asked for"]
pub struct FileReadings(Inner);

enum Inner {
    Wide(Box<wide::WideReadings>),
    Long(Box<long::LongReadings>),
}

impl Iterator for FileReadings {
    type Item = Result<FileReading, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Inner::Wide(readings) => readings.next(),
            Inner::Long(readings) => readings.next(),
        }
    }
}

impl FileReadings {
    /// The records that were no rows to be read so far: what the profile's filters left out, and further headers.
    pub fn passed_over(&self) -> &PassedOver {
        match &self.0 {
            Inner::Wide(readings) => readings.passed_over(),
            Inner::Long(readings) => readings.passed_over(),
        }
    }
}

/// Opens a result file. Its header is read, and checked against the profile, before this returns.
///
/// # Errors
/// [`FileError::NotAFile`] or [`FileError::Io`] where the path cannot be opened; [`FileError::Archive`],
/// [`FileError::TooLarge`] or [`FileError::Bomb`] where it cannot be unpacked; [`FileError::Empty`],
/// [`FileError::Utf16`] or [`FileError::RecordTooLong`] where there are no records to read;
/// [`FileError::Header`], [`FileError::TooManyColumns`], [`FileError::MissingColumns`] or
/// [`FileError::ColumnTwice`] where the header does not fit the profile.
pub fn from_path(path: &Path, profile: &Profile) -> Result<FileReadings, FileError> {
    let (name, file) = source::open_path(path)?;
    readings(source::unpack(&name, file, profile)?, profile)
}

/// The same from an open file; `name` is what errors call it.
///
/// # Errors
/// Those of [`from_path`], but for [`FileError::NotAFile`].
pub fn from_reader(
    name: &str,
    file: impl Read + Seek + Send + 'static,
    profile: &Profile,
) -> Result<FileReadings, FileError> {
    readings(source::unpack(name, file, profile)?, profile)
}

fn readings(source: source::Source, profile: &Profile) -> Result<FileReadings, FileError> {
    let records = record::RecordReader::open(source, profile)?;
    Ok(FileReadings(match (profile.file.layout, &profile.option) {
        (Layout::Long, Some(option)) => {
            Inner::Long(Box::new(long::LongReadings::new(records, profile, option)))
        }
        _ => Inner::Wide(Box::new(wide::WideReadings::new(records, profile))),
    }))
}
