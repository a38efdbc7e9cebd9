//! `statement`: what the fold need not understand, but authorises and puts in order.

use super::{ContentError, EntryType};
use crate::{BlobHash, EntryName};
use model::{Answer, ElectionId, Hour, Question, StatementKind, StationCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most answers of one statement.
pub const MAX_ANSWERS: usize = 64;

/// `statement`: an observation, a look at a photograph, a step of an audit, or anything else that somebody states.
///
/// What people write at length lies in a document, so that it can be withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The election.
    pub election: ElectionId,
    /// What it is of.
    pub kind: StatementKind,
    /// What it says at length, a blob.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<BlobHash>,
    /// The earlier statement that it follows or answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<EntryName>,
    /// The station.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<StationCode>,
    /// Short answers by question; at most [`MAX_ANSWERS`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Question, Answer>,
    /// When it was written.
    pub at: Hour,
}

impl Statement {
    /// The kind of what observers report from stations.
    pub const OBSERVATION: &'static str = "observation";
    /// The kind of what somebody sees who looks at a photograph.
    pub const LOOK: &'static str = "look";
}

impl EntryType for Statement {
    const NAME: &'static str = "statement";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn station(&self) -> Option<&StationCode> {
        self.station.as_ref()
    }

    fn check(&self) -> Result<(), ContentError> {
        if self.document.is_none() && self.follows.is_none() && self.answers.is_empty() {
            return Err(ContentError::SaysNothing);
        }
        if self.answers.len() > MAX_ANSWERS {
            return Err(ContentError::TooManyAnswers(self.answers.len()));
        }
        Ok(())
    }
}
