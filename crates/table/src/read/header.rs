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
    /// Columns that a template names and the file lacks. Their places follow on those of the columns, and no cell is there.
    lacking: Vec<String>,
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
        Header {
            names,
            lacking: Vec::new(),
            places,
        }
    }

    fn lack(&mut self, column: &str) {
        let place = self.names.len() + self.lacking.len();
        self.places.insert(column.to_owned(), place);
        self.lacking.push(column.to_owned());
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
        let mut header = Header::new(names);
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
                found: header.names,
            });
        }
        let twice = wanted
            .into_iter()
            .find(|column| header.names.iter().filter(|name| name == column).count() > 1);
        if let Some(column) = twice {
            return Err(FileError::ColumnTwice {
                file: file(),
                line,
                column: column.to_owned(),
            });
        }
        for column in profile.columns() {
            if !header.places.contains_key(column) {
                header.lack(column);
            }
        }
        Ok(header)
    }

    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// A column's name, also of one that the file lacks.
    pub(crate) fn name(&self, place: usize) -> &str {
        let name = self.names.iter().chain(&self.lacking).nth(place);
        name.map_or("", String::as_str)
    }

    /// Whether a record is the header once more, as where files were joined.
    pub(crate) fn is_again<'a>(&self, cells: impl ExactSizeIterator<Item = &'a str>) -> bool {
        cells.len() == self.names.len() && self.names.iter().map(String::as_str).eq(cells)
    }

    /// Whether the file lacks the column of that place.
    pub(crate) fn lacks(&self, place: usize) -> bool {
        place >= self.names.len()
    }

    /// A column's place; after all cells where the file lacks it.
    pub(crate) fn place(&self, name: &str) -> usize {
        self.places.get(name).copied().unwrap_or(usize::MAX)
    }
}
