//! Whether an entry would count if it were written now: what is asked before an entry is signed.

use crate::accounts::Whose;
use crate::fold::{Fold, Unwritten};
use crate::keys::{Authorised, KeyNumber, Keys};
use crate::readings::ContestNumber;
use crate::refusal::Refusal;
use crate::succession::Succession;
use model::{AreaCode, Method, StationCode};
use note::VerifyingKey;
use record::{Body, Reading, ReadingName, Readings, Role};
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
    /// Two things are known only later: whether the text of an entry other than a reading stands in the log already,
    /// and whether the blob of a register or of words can be used. Of a `readings` one row must count; [`rows`](Self::rows) tells of each.
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
        let authorised = self.authorise(body, signers)?;
        self.keys.check(self.entry, body, &authorised)?;
        self.fold.check(self.entry, body, &authorised, &is_within)
    }

    /// Which rows of a `readings` would count that says this of them, signed by these keys: the rows that it has already
    /// are not looked at, but that a reviewer's must all correct a reading.
    ///
    /// # Errors
    /// The [`Refusal`] of the whole entry, whatever its rows.
    pub fn rows(&self, readings: Readings, signers: &[&VerifyingKey]) -> Result<NextRows<'_>, Refusal> {
        let (contest, account, stage) = (
            readings.contest.clone(),
            readings.account.clone(),
            readings.stage.clone(),
        );
        let signers = self.authorise(&Body::Readings(readings), signers)?;
        let (contest, whose) = self
            .fold
            .check_readings(contest.as_str(), &account, stage.as_ref())?;
        Ok(NextRows {
            contest,
            fold: self.fold,
            whose,
            signers,
        })
    }

    /// Whether a reading that these keys sign will have evidence, where it counts.
    pub fn has_evidence(&self, reading: &Reading, signers: &[&VerifyingKey]) -> bool {
        let evidence = &self.fold.evidence;
        match reading.method {
            Method::File => reading.of.iter().all(|document| evidence.has_source(document)),
            Method::Code | Method::Typed | Method::Machine => {
                let contest = self.fold.definition.contest(reading.contest.as_str());
                let shows = |image| {
                    contest
                        .as_ref()
                        .is_ok_and(|contest| evidence.has_image(image, *contest, &reading.station))
                };
                reading.of.iter().all(shows)
            }
            Method::Message => {
                let authorised = self.authorise(&Body::Reading(reading.clone()), signers);
                authorised.is_ok_and(|signers| signers.iter().any(|signer| signer.role == Role::Gateway))
            }
        }
    }

    /// Which of these keys may write an entry by rules 1 to 6, and by which grants.
    fn authorise(&self, body: &Body, signers: &[&VerifyingKey]) -> Result<Vec<Authorised>, Refusal> {
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
        self.keys
            .authorise(self.entry, None, body, &numbers)
            .map_err(|refusal| {
                let lines = signers.iter().map(|key| (key.name().as_str(), key.id()));
                self.keys.void_or(refusal, self.entry, lines)
            })
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

/// The rows of a `readings` that is to be written, judged one by one.
#[derive(Debug)]
pub struct NextRows<'t> {
    fold: &'t Fold,
    contest: ContestNumber,
    whose: Whose,
    signers: Vec<Authorised>,
}

/// What decides whether a row of a `readings` would count.
#[derive(Debug, Clone, Copy)]
pub struct NextRow<'a> {
    /// The station.
    pub station: &'a StationCode,
    /// The reading that it replaces.
    pub corrects: Option<&'a ReadingName>,
    /// How many readings of the station and contest the signer writes before this one that are not in the log yet.
    pub before: usize,
}

impl NextRows<'_> {
    /// Whether a row would count.
    ///
    /// # Errors
    /// The [`Refusal`] with which the fold would count the row for nothing.
    pub fn check(&self, row: NextRow<'_>) -> Result<(), Refusal> {
        self.check_within(row, |_| false)
    }

    /// The same, where a register that is written before will say in which areas the station is that is in none yet.
    ///
    /// # Errors
    /// Those of [`check`](Self::check).
    pub fn check_within(
        &self,
        row: NextRow<'_>,
        is_within: impl Fn(&AreaCode) -> bool,
    ) -> Result<(), Refusal> {
        let unwritten = Unwritten {
            contest: self.contest,
            whose: self.whose,
            station: row.station,
            name: None,
            corrects: row.corrects,
            before: row.before,
        };
        self.fold.check_reading(&unwritten, &self.signers, &is_within)
    }
}
