//! `reading`: the figures of a sheet, or of a row of a file.

use super::{ContentError, EntryType};
use crate::{BlobHash, ReadingName, Salt};
use model::{AccountId, ContestId, Counts, ElectionId, Hour, Method, Minute, StationCode};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::num::NonZeroU32;

/// The most photographs that one reading was taken from: the pages of a sheet.
pub const MAX_PAGES: usize = 16;

/// `reading`: this sheet, or this row of a file, reads so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The election.
    pub election: ElectionId,
    /// The account that it belongs to.
    pub account: AccountId,
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestId,
    /// The figures.
    pub counts: Counts,
    /// How it was taken.
    pub method: Method,
    /// What it was taken from: a source's document, or the images of captures, the pages of the sheet in their order;
    /// nothing for a message.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "at_least_one"
    )]
    pub of: Vec<BlobHash>,
    /// What hides its figures in the `seal` that it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Salt>,
    /// The line of that document, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<NonZeroU32>,
    /// The minute which the figures refer to, as the document states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Minute>,
    /// The earlier reading that this one corrects, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Correction>,
    /// When it was written.
    pub at: Hour,
}

/// A list that is not there rather than empty.
fn at_least_one<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<BlobHash>, D::Error> {
    let of = Vec::deserialize(d)?;
    match of.is_empty() {
        true => Err(D::Error::invalid_length(0, &"at least one blob's name")),
        false => Ok(of),
    }
}

/// What is wrong with the content of a `reading`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingError {
    /// Another number of documents than its method has.
    #[error("a reading by {method} has {expected} in of, not {found}", method = .method.name())]
    Documents {
        /// The method.
        method: Method,
        /// How many it has.
        expected: &'static str,
        /// How many there are.
        found: usize,
    },
    /// A page that stands there twice.
    #[error("of names {0} twice")]
    PageTwice(BlobHash),
    /// A salt where no seal can be opened.
    #[error("a reading by {} opens no seal, so that it has no salt", .0.name())]
    Salt(Method),
}

impl Reading {
    fn check_content(&self) -> Result<(), ReadingError> {
        let (fits, expected) = match self.method {
            Method::File => (self.of.len() == 1, "one document"),
            Method::Message => (self.of.is_empty(), "nothing"),
            Method::Code | Method::Typed | Method::Machine => {
                ((1..=MAX_PAGES).contains(&self.of.len()), "1 to 16 photographs")
            }
        };
        if !fits {
            let (method, found) = (self.method, self.of.len());
            return Err(ReadingError::Documents {
                method,
                expected,
                found,
            });
        }
        let twice = |(at, page): &(usize, &BlobHash)| self.of[..*at].contains(page);
        if let Some((_, page)) = self.of.iter().enumerate().find(twice) {
            return Err(ReadingError::PageTwice(*page));
        }
        match self.salt.is_some() && self.method != Method::Typed {
            true => Err(ReadingError::Salt(self.method)),
            false => Ok(()),
        }
    }
}

/// Which reading another one corrects, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The reading that is corrected; it stays in the log.
    pub reading: ReadingName,
    /// Why.
    pub reason: String,
}

impl EntryType for Reading {
    const NAME: &'static str = "reading";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn account(&self) -> Option<&AccountId> {
        Some(&self.account)
    }

    fn station(&self) -> Option<&StationCode> {
        Some(&self.station)
    }

    fn check(&self) -> Result<(), ContentError> {
        Ok(self.check_content()?)
    }
}
