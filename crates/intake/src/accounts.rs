//! The accounts of a record: adding one, and asking for one before anything is written for it.

use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::Signer;
use crate::statements::{Recorded, record_one};
use model::{AccountId, Hour, StageId};
use publication::Events;
use publication::replay::Folded;
use record::{AccountBody, Body};
use tally::{AccountNumber, Tally};
use tlog::Writer;

/// Adds at `at`, as the operator, an account with these stages in their order, or these stages behind those of an account
/// that is there.
///
/// # Errors
/// [`Error::WouldNotCount`] with the fold's reason where it would not count, as where it adds nothing; [`Error::Entry`]
/// where there are too many stages. Nothing is written then.
pub async fn add(
    folder: &ElectionFolder,
    account: &AccountId,
    stages: &[StageId],
    at: &Hour,
    events: &dyn Events,
) -> Result<Recorded> {
    let operator = Signer::operator(folder)?;
    let body = |tally: &Tally| {
        let before = tally.account_number(account.as_str());
        let mut all: Vec<StageId> =
            before.map_or(Vec::new(), |before| tally.declared().stages(before).to_vec());
        for stage in stages {
            if !all.contains(stage) {
                all.push(stage.clone());
            }
        }
        Ok(Body::Account(AccountBody {
            election: tally.election().id.clone(),
            account: account.clone(),
            stages: (!all.is_empty()).then_some(all),
            at: at.clone(),
        }))
    };
    record_one(folder, &[&operator], body, Vec::new(), events).await
}

/// Opens the log to write for these accounts, each perhaps of a stage. Those that are not there yet are added, as the operator, at
/// `at`, and `events` are told.
///
/// # Errors
/// As [`add`] and [`ElectionFolder::writer`].
pub(crate) async fn writer(
    folder: &ElectionFolder,
    accounts: &[AccountStage<'_>],
    at: &Hour,
    events: &dyn Events,
) -> Result<(Writer, Folded)> {
    let opened = folder.writer(events).await?;
    let new = new(&opened.1.tally, accounts);
    if new.is_empty() {
        return Ok(opened);
    }
    drop(opened);
    add_new(folder, &new, at, events).await?;
    folder.writer(events).await
}

/// An account and a stage of it.
pub(crate) type AccountStage<'a> = (&'a AccountId, Option<&'a StageId>);

/// Those of the accounts that are to be added before anything is written for them: they are not there yet, and their ids are not nearly those
/// of some that are, since a mistyped one would stay in the record.
pub(crate) fn new<'a>(tally: &Tally, accounts: &[AccountStage<'a>]) -> Vec<AccountStage<'a>> {
    let mut new: Vec<_> = accounts.to_vec();
    new.retain(|(account, _)| {
        tally.account_number(account.as_str()).is_none() && !is_near_another(tally, account)
    });
    new.sort();
    new.dedup();
    new
}

/// Whether an id is nearly that of an account that is there: of four letters one is another, missing or too many.
fn is_near_another(tally: &Tally, account: &AccountId) -> bool {
    let own = account.as_str().to_lowercase();
    tally.accounts().iter().any(|(_, id)| {
        let id = id.as_str().to_lowercase();
        let length = own.chars().count().min(id.chars().count());
        strsim::damerau_levenshtein(&own, &id) <= length / 4
    })
}

/// Adds these accounts as the operator, and tells `events`.
pub(crate) async fn add_new(
    folder: &ElectionFolder,
    new: &[AccountStage<'_>],
    at: &Hour,
    events: &dyn Events,
) -> Result<()> {
    for (account, stage) in new {
        let stages: Vec<StageId> = stage.iter().copied().cloned().collect();
        let recorded = add(folder, account, &stages, at, events).await?;
        events.warn(&format!(
            "the record had no account {account}: entry {} names it, signed by the operator",
            recorded.entry
        ));
    }
    Ok(())
}

/// The number of an account that something is to be written for, whatever its stages.
///
/// # Errors
/// [`Error::NoAccount`] where the record has no such account.
pub(crate) fn check_any(
    folder: &ElectionFolder,
    tally: &Tally,
    account: &AccountId,
) -> Result<AccountNumber> {
    tally.account_number(account.as_str()).ok_or_else(|| {
        let known = tally.accounts().into_iter().map(|(_, id)| id.to_string());
        Error::NoAccount {
            account: account.clone(),
            known: known.collect::<Vec<_>>().join(", "),
            folder: folder.path().to_owned(),
        }
    })
}

/// Makes sure that readings may be written for an account and of a stage of it, as far as these are the record's.
///
/// # Errors
/// [`Error::NoAccount`]; [`Error::StageMissing`] where the account has stages and none is named, [`Error::NoStage`] where
/// it has not the one that is.
pub(crate) fn check(
    folder: &ElectionFolder,
    tally: &Tally,
    account: &AccountId,
    stage: Option<&StageId>,
) -> Result<()> {
    let number = check_any(folder, tally, account)?;
    let stages = tally.declared().stages(number);
    let known = || stages.iter().map(StageId::as_str).collect::<Vec<_>>().join(", ");
    match stage {
        None if !stages.is_empty() => Err(Error::StageMissing {
            account: account.clone(),
            stages: known(),
        }),
        Some(stage) if !stages.contains(stage) => Err(Error::NoStage {
            account: account.clone(),
            stage: stage.clone(),
            stages: known(),
            folder: folder.path().to_owned(),
        }),
        _ => Ok(()),
    }
}
