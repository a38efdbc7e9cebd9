//! `claim`: figures that somebody announced.

use super::{ContentError, EntryType};
use model::{AccountId, Claim, ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `claim`: so-and-so announced these figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimBody {
    /// The election.
    pub election: ElectionId,
    /// What was announced.
    pub claim: Claim,
    /// When it was written down here.
    pub at: Hour,
}

impl EntryType for ClaimBody {
    const NAME: &'static str = "claim";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn account(&self) -> Option<&AccountId> {
        Some(&self.claim.account)
    }

    fn check(&self) -> Result<(), ContentError> {
        Ok(self.claim.check()?)
    }
}
