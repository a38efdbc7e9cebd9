//! `close`: nothing more is taken in.

use super::EntryType;
use model::{ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `close`: from here on, no more sources, captures, readings, claims or observations count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The election.
    pub election: ElectionId,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Close {
    const NAME: &'static str = "close";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }
}
