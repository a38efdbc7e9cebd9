//! The accounts that a record has, with their stages: those of the definition in their order, and then those of `account`
//! entries. What is written for any other counts for nothing.

use crate::refusal::Refusal;
use indexmap::IndexMap;
use model::election::MAX_ACCOUNTS;
use model::names::Names;
use model::{AccountId, Election, StageId};
use record::AccountBody;

/// An account's number: its place among the record's accounts.
pub type AccountNumber = u16;
/// A stage's number among its account's, counted from 1; 0 for readings without a stage, which come before the first.
pub type StageNumber = u8;

/// Whose telling a reading belongs to: the account, and its stage.
pub(crate) type Whose = (AccountNumber, StageNumber);

/// The accounts, by their numbers.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    stages: IndexMap<AccountId, Vec<StageId>, foldhash::fast::RandomState>,
    names: Names,
}

impl Accounts {
    /// Those that the definition names.
    pub(crate) fn of(election: &Election) -> Accounts {
        let mut accounts = Accounts::default();
        for account in &election.accounts {
            accounts.add(&account.id, account.stages.iter().flatten());
        }
        accounts
    }

    fn add<'a>(&mut self, id: &AccountId, stages: impl Iterator<Item = &'a StageId>) {
        self.names.add(id.as_str());
        self.stages.insert(id.clone(), stages.cloned().collect());
    }

    /// Whether an `account` entry counts: it names an account that is not there, or one with further stages behind those
    /// that it has.
    pub(crate) fn check(&self, body: &AccountBody) -> Result<(), Refusal> {
        let mut own = Names::default();
        let own_names = body.stages.iter().flatten().try_for_each(|stage| {
            own.check(stage.as_str())?;
            own.add(stage.as_str());
            Ok(())
        });
        let all_names = self.names.check(body.account.as_str()).and(own_names);
        all_names.map_err(Refusal::MisleadingName)?;
        match self.stages.get(&body.account) {
            Some(before) => {
                let stages = body.stages.as_deref().unwrap_or_default();
                let adds = stages.len() > before.len() && stages.starts_with(before);
                adds.then_some(()).ok_or(Refusal::KnownAccount)
            }
            None if self.len() >= MAX_ACCOUNTS => Err(Refusal::TooManyAccounts),
            None => Ok(()),
        }
    }

    /// Takes in an `account` entry that [`check`](Self::check) lets pass.
    pub(crate) fn declare(&mut self, body: &AccountBody) {
        self.add(&body.account, body.stages.iter().flatten());
    }

    /// The number of an account that readings, captures and claims are written for.
    pub(crate) fn declared(&self, id: &AccountId) -> Result<AccountNumber, Refusal> {
        self.number(id.as_str())
            .ok_or_else(|| Refusal::UnknownAccount(id.to_string()))
    }

    /// The number of an account that readings are written for, and of its stage that they name, where it has stages.
    pub(crate) fn whose(&self, account: &AccountId, stage: Option<&StageId>) -> Result<Whose, Refusal> {
        let number = self.declared(account)?;
        let known = match stage {
            Some(stage) => self.stage_number(number, stage.as_str()),
            None => self.stages(number).is_empty().then_some(0),
        };
        let stage = known.ok_or_else(|| Refusal::UnknownStage(account.to_string()))?;
        Ok((number, stage))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.stages.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    /// Their ids, in the order of their numbers.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &AccountId> {
        self.stages.keys()
    }

    /// The account's id.
    pub fn id(&self, account: AccountNumber) -> &AccountId {
        self.stages
            .get_index(usize::from(account))
            .expect("an account is numbered when it is declared")
            .0
    }

    /// The number of the account of that id.
    pub fn number(&self, id: &str) -> Option<AccountNumber> {
        self.stages.get_index_of(id).map(|number| number as AccountNumber)
    }

    /// The account's stages, in their order.
    pub fn stages(&self, account: AccountNumber) -> &[StageId] {
        &self.stages[usize::from(account)]
    }

    /// The id of a stage; none for readings without one.
    pub fn stage(&self, account: AccountNumber, stage: StageNumber) -> Option<&StageId> {
        let before = usize::from(stage).checked_sub(1)?;
        self.stages(account).get(before)
    }

    /// The number of an account's stage of that id.
    pub fn stage_number(&self, account: AccountNumber, stage: &str) -> Option<StageNumber> {
        let mut stages = (1..).zip(self.stages(account));
        stages
            .find(|(_, own)| own.as_str() == stage)
            .map(|(number, _)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(account: &str, stages: &[&str]) -> AccountBody {
        AccountBody {
            election: "e".parse().unwrap(),
            account: account.parse().unwrap(),
            stages: (!stages.is_empty()).then(|| stages.iter().map(|stage| stage.parse().unwrap()).collect()),
            at: "2026-05-10T22Z".parse().unwrap(),
        }
    }

    #[test]
    fn an_account_is_named_again_with_more_stages_alone() {
        let mut accounts = Accounts::default();
        let mut declare = |account, stages: &[&str]| {
            let body = body(account, stages);
            let checked = accounts.check(&body).map_err(|refusal| refusal.code());
            if checked.is_ok() {
                accounts.declare(&body);
            }
            checked
        };
        assert_eq!(declare("a", &[]), Ok(()));
        assert_eq!(declare("a", &[]), Err("entry_known_account"));
        assert_eq!(declare("a", &["p", "d"]), Ok(()));
        for known in [&[][..], &["p"], &["p", "d"], &["d", "p", "x"], &["x", "p", "d"]] {
            assert_eq!(declare("a", known), Err("entry_known_account"), "{known:?}");
        }
        assert_eq!(declare("a", &["p", "d", "x"]), Ok(()));
        assert_eq!(declare("a", &["p", "d", "x", "X"]), Err("entry_misleading_name"));
        assert_eq!(
            declare("a", &["p", "d", "x", "all"]),
            Err("entry_misleading_name")
        );
        assert_eq!(declare("A", &["p"]), Err("entry_misleading_name"));
        assert_eq!(accounts.stages(0).len(), 3);
        assert_eq!(accounts.stage_number(0, "d"), Some(2));
        assert_eq!(accounts.stage(0, 2).unwrap().as_str(), "d");
        assert_eq!(accounts.stage(0, 0), None);
    }
}
