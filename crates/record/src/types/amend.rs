//! `amend`: other words.

use super::EntryType;
use crate::BlobHash;
use model::{ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `amend`: from here on, these words stand in the place of those before, as a whole. The law never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    /// The election.
    pub election: ElectionId,
    /// The words, a blob: JSON of [`model::Words`].
    pub words: BlobHash,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Amend {
    const NAME: &'static str = "amend";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }
}
