//! Whether an entry would count if it were written now: what is asked before an entry is signed.

use crate::fold::Fold;
use crate::keys::{KeyNumber, Keys};
use crate::refusal::Refusal;
use crate::succession::Succession;
use model::AreaCode;
use note::VerifyingKey;
use record::Body;
use std::borrow::Cow;

/// The place in the log after the last entry, and who may write there.
///
/// The same functions answer here by which the fold judges an entry that stands in the log, so that whoever takes
/// entries in never hands out a receipt for one that counts for nothing.
#[derive(Debug)]
pub struct NextEntry<'t> {
    fold: &'t Fold,
    /// Copied only where they differ from those of the log.
    keys: Cow<'t, Keys>,
    succession: &'t Succession,
    entry: u64,
}

impl<'t> NextEntry<'t> {
    pub(crate) fn new(
        fold: &'t Fold,
        keys: &'t Keys,
        succession: &'t Succession,
        entry: u64,
    ) -> NextEntry<'t> {
        NextEntry {
            fold,
            keys: Cow::Borrowed(keys),
            succession,
            entry,
        }
    }

    /// Whether an entry that says this, signed by these keys in this order, would count.
    ///
    /// Two things are known only later: whether its bytes stand in the log already, and whether a register's blob
    /// can be used.
    ///
    /// # Errors
    /// The [`Refusal`] with which the fold would count it for nothing.
    pub fn check(&self, body: &Body, signers: &[&VerifyingKey]) -> Result<(), Refusal> {
        self.check_within(body, signers, |_| false)
    }

    /// The same, where a register that is written before will say in which areas a station is that is in none yet.
    ///
    /// # Errors
    /// Those of [`check`](Self::check).
    pub fn check_within(
        &self,
        body: &Body,
        signers: &[&VerifyingKey],
        is_within: impl Fn(&AreaCode) -> bool,
    ) -> Result<(), Refusal> {
        if matches!(body, Body::Election(_)) {
            return Err(Refusal::SecondElection);
        }
        if let Body::Recover(body) = body {
            return self.succession.check(self.entry, body, signers);
        }
        let mut numbers: Vec<KeyNumber> = Vec::with_capacity(signers.len());
        for key in signers {
            let (name, id) = (key.name().as_str(), key.id());
            if !self.keys.looks_at(self.entry, body, name, id) {
                continue;
            }
            match self.keys.number(name, id) {
                // The line of another key of that name and id does not verify.
                Some(number) if self.keys.key(number) != *key => {
                    return Err(Refusal::BadSignature(key.name().to_string()));
                }
                Some(number) if !numbers.contains(&number) => numbers.push(number),
                _ => {}
            }
        }
        let authorised = self
            .keys
            .authorise(self.entry, None, body, &numbers)
            .map_err(|refusal| {
                let lines = signers.iter().map(|key| (key.name().as_str(), key.id()));
                self.keys.void_or(refusal, self.entry, lines)
            })?;
        self.keys.check(self.entry, body, &authorised)?;
        self.fold.check(self.entry, body, &authorised, &is_within)
    }

    /// Takes an entry for granted that will be written before those that are asked about next. Only what `key` entries
    /// and `revoke` entries without `from` say is taken in; after a register, and after an entry that makes others
    /// void, fold the log again.
    ///
    /// # Errors
    /// Those of [`check`](Self::check); nothing is taken in then.
    pub fn assume(&mut self, body: &Body, signers: &[&VerifyingKey]) -> Result<(), Refusal> {
        self.check(body, signers)?;
        let numbers: Vec<KeyNumber> = signers
            .iter()
            .filter_map(|key| self.keys.number_of(key))
            .collect();
        self.keys.to_mut().assume(self.entry, body, &numbers)?;
        self.entry += 1;
        Ok(())
    }
}
