//! The accounts that are known beforehand, and the stages in which they tell the result.

use super::error::{ElectionError, distinct, within};
use super::law::AccountLaw;
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

impl AccountLaw {
    fn check(&self) -> Result<(), ElectionError> {
        let Some(stages) = &self.stages else { return Ok(()) };
        let key = format!("stages of account {}", self.id);
        within(&key, stages.len() as u64, 1..=MAX_STAGES as u64, "1 to 16 stages")?;
        distinct(&key, stages.iter().map(StageId::as_str))
    }
}

pub(super) fn check(accounts: &[AccountLaw]) -> Result<(), ElectionError> {
    let number = accounts.len() as u64;
    within("accounts", number, 0..=MAX_ACCOUNTS as u64, "0 to 256 accounts")?;
    distinct("accounts", accounts.iter().map(|account| account.id.as_str()))?;
    accounts.iter().try_for_each(AccountLaw::check)
}
