//! `revoke`: a key that may no longer act.

use super::EntryType;
use model::{ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `revoke`: this key may no longer act, from this entry on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// The election.
    pub election: ElectionId,
    /// The key, as a vkey.
    pub key: String,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Revoke {
    const NAME: &'static str = "revoke";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }
}
