//! The name of a reading: its entry's name, and the row where the entry has many.

use note::digest::{EntryName, HashError};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The name of a reading. Of a `reading` it is the entry's name; of a row of a `readings` the entry's name, `/` and the
/// row's number, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReadingName {
    /// The entry's name.
    pub entry: EntryName,
    /// The row's number, of an entry that has many.
    pub row: Option<u8>,
}

/// A text that is not the name of a reading.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingNameError {
    /// The entry's part is not an entry's name.
    #[error(transparent)]
    Entry(#[from] HashError),
    /// What follows the entry's name is not a row's number.
    #[error("{0:?} is not a row's number from 0 to 255 without leading zeros")]
    Row(String),
}

const EXPECTED: &str = "a reading's name: an entry's name, and perhaps / and the row's number";

impl From<EntryName> for ReadingName {
    fn from(entry: EntryName) -> ReadingName {
        ReadingName { entry, row: None }
    }
}

impl FromStr for ReadingName {
    type Err = ReadingNameError;

    fn from_str(text: &str) -> Result<Self, ReadingNameError> {
        let Some((entry, digits)) = text.split_once('/') else {
            return Ok(ReadingName::from(text.parse::<EntryName>()?));
        };
        let entry = entry.parse()?;
        let row: Option<u8> = digits.parse().ok();
        // What is written as the number is: no sign and no leading zero.
        match row.filter(|row| row.to_string() == digits) {
            None => Err(ReadingNameError::Row(digits.chars().take(80).collect())),
            row => Ok(ReadingName { entry, row }),
        }
    }
}

impl fmt::Display for ReadingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entry.fmt(f)?;
        match self.row {
            Some(row) => write!(f, "/{row}"),
            None => Ok(()),
        }
    }
}

impl Serialize for ReadingName {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReadingName {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = ReadingName;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<ReadingName, E> {
                text.parse().map_err(E::custom)
            }
        }
        d.deserialize_str(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_named_by_its_entry_and_row_in_one_spelling() {
        let entry = EntryName::of("cotejo/v1 reading\n{}\n");
        let hex = entry.to_string();
        for (text, row) in [
            (hex.clone(), None),
            (format!("{hex}/0"), Some(0)),
            (format!("{hex}/255"), Some(255)),
        ] {
            let name: ReadingName = text.parse().unwrap();
            assert_eq!(name, ReadingName { entry, row });
            assert_eq!(name.to_string(), text);
            assert_eq!(serde_json::to_value(name).unwrap(), text);
        }
        for wrong in [
            "/", "/256", "/00", "/01", "/-0", "/+1", "/1/2", "/ 1", "/1\n", "/x",
        ] {
            let text = format!("{hex}{wrong}");
            assert!(text.parse::<ReadingName>().is_err(), "{text}");
        }
        assert!("/1".parse::<ReadingName>().is_err());
        assert!(hex.to_uppercase().parse::<ReadingName>().is_err());
    }
}
