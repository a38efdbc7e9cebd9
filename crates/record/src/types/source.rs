//! `source`: a document that exists.

use super::{ContentError, EntryType, check_number};
use crate::BlobHash;
use model::{Date, ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `source`: this document exists, with this hash, from this publisher and date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The election.
    pub election: ElectionId,
    /// The document, a blob where the operator may pass it on.
    pub document: BlobHash,
    /// Its length in bytes; at most 2^53 − 1.
    pub bytes: u64,
    /// Its media type (RFC 6838).
    pub media: String,
    /// Its title or file name.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When it was published, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When it was written down here.
    pub at: Hour,
}

impl EntryType for Source {
    const NAME: &'static str = "source";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn check(&self) -> Result<(), ContentError> {
        check_number("bytes", self.bytes)
    }
}
