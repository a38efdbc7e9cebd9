//! `revoke`: a key that may no longer act.

use super::{ContentError, EntryType, check_number};
use model::{ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `revoke`: this key may no longer act, from this entry on or from an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// The election.
    pub election: ElectionId,
    /// The key, as a vkey.
    pub key: String,
    /// The place in the log from which on its entries are void, at least 1; the chief operator's alone to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u64>,
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

    fn check(&self) -> Result<(), ContentError> {
        if self.from == Some(0) {
            return Err(ContentError::Keys("the first entry cannot be void"));
        }
        check_number("from", self.from.unwrap_or_default())
    }
}
