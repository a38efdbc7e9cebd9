//! The columns' names and places.

use super::error::{FileError, Near};
use super::profile::Profile;
use rustc_hash::FxHashMap;

/// The most columns that a file may have.
pub const MAX_COLUMNS: usize = 4096;

/// The columns of a file, in the order of its cells.
#[derive(Debug)]
pub(crate) struct Header {
    names: Vec<String>,
    places: FxHashMap<String, usize>,
}

impl Header {
    /// From the profile, which has been checked to name each column once.
    pub(crate) fn given(profile: &Profile) -> Header {
        Header::new(profile.given_columns().into_iter().map(str::to_owned).collect())
    }

    fn new(names: Vec<String>) -> Header {
        let mut places = FxHashMap::default();
        for (place, name) in names.iter().enumerate() {
            places.entry(name.clone()).or_insert(place);
        }
        Header { names, places }
    }

    /// From the file's first record: every column that the profile names is there, once, but for those that the
    /// file may lack.
    pub(crate) fn read(
        names: Vec<String>,
        profile: &Profile,
        file: &str,
        line: u64,
    ) -> Result<Header, FileError> {
        let file = || file.to_owned();
        if names.len() > MAX_COLUMNS {
            return Err(FileError::TooManyColumns {
                file: file(),
                line,
                limit: MAX_COLUMNS,
            });
        }
        let header = Header::new(names);
        let wanted = profile.columns();
        let missing: Vec<Near> = wanted
            .iter()
            .filter(|column| !header.places.contains_key(**column))
            .filter(|column| !profile.file.may_lack.iter().any(|may| may == *column))
            .map(|column| Near::of(column, header.names.iter().map(String::as_str)))
            .collect();
        if !missing.is_empty() {
            return Err(FileError::MissingColumns {
                file: file(),
                line,
                missing,
            });
        }
        let twice = wanted
            .into_iter()
            .find(|column| header.names.iter().filter(|name| name == column).count() > 1);
        match twice {
            Some(column) => Err(FileError::ColumnTwice {
                file: file(),
                line,
                column: column.to_owned(),
            }),
            None => Ok(header),
        }
    }

    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// A column's name.
    pub(crate) fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }

    /// A column's index; out of range where the file lacks it.
    pub(crate) fn place(&self, name: &str) -> usize {
        self.places.get(name).copied().unwrap_or(usize::MAX)
    }
}
