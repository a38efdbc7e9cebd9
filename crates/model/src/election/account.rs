//! The accounts that are known beforehand, and the stages in which they tell the result.

use super::fault::Faults;
use super::law::AccountLaw;
use crate::document::Place;
use crate::{AccountId, Name, StageId};
use serde::Deserialize;

/// The most accounts that a record may have.
pub const MAX_ACCOUNTS: usize = 256;
/// The most stages that an account may have.
pub const MAX_STAGES: usize = 16;

/// An account: one party's telling of the result.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// Its name, for people.
    pub name: Name,
    /// Its stages in their order, such as preliminary and definitive: a later one's readings take the place of an earlier
    /// one's. None where it has none.
    #[serde(default)]
    pub stages: Option<Vec<StageId>>,
}

/// Notes what is wrong with the accounts.
pub(super) fn faults(accounts: &[AccountLaw], faults: &mut Faults) {
    let at = Place::of("accounts");
    faults.length(
        at.clone(),
        "accounts",
        accounts.len(),
        0..=MAX_ACCOUNTS,
        "0 to 256 accounts",
    );
    faults.distinct(
        &at,
        "accounts",
        accounts.iter().map(|account| account.id.as_str()),
    );
    for (place, account) in accounts.iter().enumerate() {
        let Some(stages) = &account.stages else { continue };
        let at = at.item(place).key("stages");
        let key = format!("stages of account {}", account.id);
        faults.length(at.clone(), &key, stages.len(), 1..=MAX_STAGES, "1 to 16 stages");
        faults.distinct(&at, &key, stages.iter().map(StageId::as_str));
    }
}
