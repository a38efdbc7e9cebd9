//! `key`: a role that a key is given.

use super::EntryType;
use crate::Role;
use model::{AccountId, AreaCode, ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// `key`: this key may act in this role, in this area, for this account, until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyBody {
    /// The election.
    pub election: ElectionId,
    /// The key, as a vkey.
    pub key: String,
    /// Its role.
    pub role: Role,
    /// The only area that it may write about; the whole country where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The only account that it may write for; any where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The last hour in which it may act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Hour>,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for KeyBody {
    const NAME: &'static str = "key";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }
}
