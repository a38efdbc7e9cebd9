//! `capture`: a photograph of a sheet, or of a page of one.

use super::EntryType;
use crate::{BlobHash, Commitment};
use model::{AccountId, ContestId, ElectionId, Hour, StationCode};
use serde::{Deserialize, Serialize};

/// `capture`: this photograph shows a sheet, of this station where it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// The election.
    pub election: ElectionId,
    /// The account that it belongs to.
    pub account: AccountId,
    /// The station; none where it was not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<StationCode>,
    /// The contest.
    pub contest: ContestId,
    /// The photograph, a blob without metadata.
    pub image: BlobHash,
    /// Its media type.
    pub media: String,
    /// Where parts of the photograph are covered: the SHA-256 of the photograph without metadata before they were.
    /// It is no blob of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted_from: Option<BlobHash>,
    /// The commitment to the file as the photographer gave it, metadata and all. Who keeps that and the salt can show
    /// that the photograph comes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Commitment>,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Capture {
    const NAME: &'static str = "capture";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn account(&self) -> Option<&AccountId> {
        Some(&self.account)
    }

    fn station(&self) -> Option<&StationCode> {
        self.station.as_ref()
    }
}
