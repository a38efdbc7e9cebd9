//! `election`: the first entry: the definition, and the keys that everything else depends on.

use super::EntryType;
use crate::BlobHash;
use model::{ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `election`: the definition, and the keys that everything else depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionBody {
    /// The election.
    pub election: ElectionId,
    /// The definition, a blob: JSON of [`model::Election`].
    pub definition: BlobHash,
    /// The operator's key, as a vkey; it signs this entry.
    pub operator: String,
    /// The log's key, as a vkey; its name is the log's origin.
    pub log: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for ElectionBody {
    const NAME: &'static str = "election";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }
}
