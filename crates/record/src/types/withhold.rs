//! `withhold`: a document whose bytes are not passed on any more, or are again.

use super::{ContentError, EntryType};
use crate::BlobHash;
use model::{ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `withhold`: the bytes of this document are withheld from here on, or no longer, because of a reason. An operator and
/// a reviewer sign it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withhold {
    /// The election.
    pub election: ElectionId,
    /// The document, a blob.
    pub document: BlobHash,
    /// Whether its bytes are withheld.
    pub withheld: bool,
    /// A copy with parts covered, a blob, that is passed on in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<BlobHash>,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Withhold {
    const NAME: &'static str = "withhold";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn check(&self) -> Result<(), ContentError> {
        match &self.instead {
            Some(_) if !self.withheld => Err(ContentError::InsteadOfNothing),
            Some(instead) if *instead == self.document => Err(ContentError::InsteadOfItself),
            _ => Ok(()),
        }
    }
}
