//! `reading`: the figures of a sheet, or of a row of a file.

use super::EntryType;
use crate::{BlobHash, ReadingName};
use model::{AccountId, ContestId, Counts, ElectionId, Hour, Method, Minute, StageId, StationCode};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// `reading`: this sheet, or this row of a file, reads so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The election.
    pub election: ElectionId,
    /// The account that it belongs to.
    pub account: AccountId,
    /// The account's stage, where it has stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestId,
    /// The figures.
    pub counts: Counts,
    /// How it was taken.
    pub method: Method,
    /// What it was taken from: a capture's image or a source's document.
    pub of: BlobHash,
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
}
