//! The fold itself: entries in the order of the log, one pass, memory in proportion to the stations.
//!
//! `ByType::of` is the one place that says how entries of each type are folded in; each type has a file of its own.

mod account;
pub(crate) mod amend;
pub(crate) mod capture;
pub(crate) mod claim;
pub(crate) mod close;
mod election;
mod key;
mod reading;
mod readings;
pub(crate) mod register;
pub(crate) mod ruling;
mod seal;
pub(crate) mod source;
pub(crate) mod statement;
mod unknown;
pub(crate) mod withhold;

pub use amend::WordsRow;
pub use capture::CaptureRow;
pub use claim::ClaimRow;
pub use close::CloseRow;
pub use ruling::RulingRow;
pub use source::SourceRow;
pub use statement::StatementRow;
pub use withhold::WithholdRow;

use crate::accounts::Accounts;
use crate::areas::{AreaNumber, Areas};
use crate::evidence::Evidence;
use crate::finding::Finding;
use crate::keys::Authorised;
use crate::prepare::{Batch, Definition, Prepared, PreparedOther};
use crate::readings::{ContestNumber, Readings};
use crate::refusal::{Refusal, RefusedEntries};
use crate::stations::{StationNumber, Stations};
use model::{AccountId, AreaCode, ClaimId, Expected, Hour, Minute, StationCode};
pub(crate) use reading::Unwritten;
use record::{BlobHash, Body, EntryName};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// An entry, by how it is folded in.
pub(crate) enum ByType {
    /// A reading, which is packed first: there are a million.
    Reading(record::Reading),
    /// Many of them.
    Readings(record::Readings),
    /// A register, whose blob is read through first.
    Register(record::RegisterBody),
    /// Other words, whose blob is read through first.
    Amend(record::Amend),
    /// An entry of any other type.
    Other(Box<dyn FoldIn>),
}

impl ByType {
    /// How an entry of each type is folded in.
    pub(crate) fn of(body: Body) -> ByType {
        match body {
            Body::Reading(body) => ByType::Reading(body),
            Body::Readings(body) => ByType::Readings(body),
            Body::Register(body) => ByType::Register(body),
            Body::Amend(body) => ByType::Amend(body),
            Body::Election(body) => ByType::Other(Box::new(body)),
            Body::Account(body) => ByType::Other(Box::new(body)),
            Body::Key(body) => ByType::Other(Box::new(body)),
            Body::Revoke(body) => ByType::Other(Box::new(body)),
            Body::Recover(body) => ByType::Other(Box::new(body)),
            Body::Source(body) => ByType::Other(Box::new(body)),
            Body::Capture(body) => ByType::Other(Box::new(body)),
            Body::Seal(body) => ByType::Other(Box::new(body)),
            Body::Claim(body) => ByType::Other(Box::new(body)),
            Body::Ruling(body) => ByType::Other(Box::new(body)),
            Body::Statement(body) => ByType::Other(Box::new(body)),
            Body::Withhold(body) => ByType::Other(Box::new(body)),
            Body::Close(body) => ByType::Other(Box::new(body)),
            Body::Unknown(header) => ByType::Other(Box::new(unknown::Unknown(header))),
        }
    }
}

/// How entries of one type are folded in.
pub(crate) trait FoldIn: std::fmt::Debug + Send {
    /// Whether the entry counts no more once the record is closed.
    fn ends_with_close(&self) -> bool {
        false
    }

    /// Whether the entry counts, where `signers` may write it: at least one, unless it is of a type that needs none.
    /// `entry` is its place in the log.
    fn check(&self, _fold: &Fold, _entry: u64, _signers: &[Authorised]) -> Result<(), Refusal> {
        Ok(())
    }

    /// Takes in an entry that counts.
    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, signers: &[Authorised]);
}

/// The state that the entries so far have led to.
#[derive(Debug)]
pub(crate) struct Fold {
    pub(crate) definition: Arc<Definition>,
    /// The words that stand; none before the first entry.
    pub(crate) words: Option<WordsRow>,
    pub(crate) expected: BTreeMap<String, Expected>,
    /// The documents that register entries were taken from, by the entries.
    pub(crate) register_documents: BTreeMap<u64, BlobHash>,
    /// For each contest, where it is held; everywhere where there are no areas.
    pub(crate) contest_areas: Vec<Vec<AreaCode>>,
    pub(crate) areas: Areas,
    pub(crate) stations: Stations,
    pub(crate) accounts: Accounts,
    pub(crate) readings: Readings,
    pub(crate) broken: Vec<Finding>,
    pub(crate) rulings: HashMap<(ContestNumber, StationNumber), RulingRow>,
    pub(crate) claims: Vec<ClaimRow>,
    /// The claims' places, by account and id.
    pub(crate) claims_by_name: HashMap<(AccountId, ClaimId), usize>,
    pub(crate) sources: Vec<SourceRow>,
    /// The photographs, in the order of the log; those of a contest that is not defined are left out.
    pub(crate) captures: Vec<CaptureRow>,
    pub(crate) evidence: Evidence,
    pub(crate) statements: Vec<StatementRow>,
    /// The last word on each document that was ever withheld.
    pub(crate) withheld: BTreeMap<BlobHash, WithholdRow>,
    pub(crate) closed: Option<CloseRow>,
    /// When the polls close in the whole country.
    pub(crate) polls_close: Option<Minute>,
    /// The hour of the last entry that counts.
    pub(crate) last_hour: Option<Hour>,
    /// The blobs that captures name.
    pub(crate) images: BTreeSet<BlobHash>,
    pub(crate) refused: RefusedEntries,
    pub(crate) unknown_types: BTreeMap<String, u64>,
    pub(crate) by_type: BTreeMap<&'static str, u64>,
    /// The blobs that the entries name as documents, captures or registers.
    pub(crate) blobs: BTreeSet<BlobHash>,
    /// The documents that may be withheld, unless they are needed.
    pub(crate) documents: HashSet<BlobHash>,
    /// The blobs that may not be withheld: the law, words, the documents of their maps, the registers' stations.
    pub(crate) needed: HashSet<BlobHash>,
    /// The places in the log of the entries that count, but for readings.
    pub(crate) seen: HashMap<EntryName, u64>,
}

impl Fold {
    pub(crate) fn new(definition: Arc<Definition>) -> Fold {
        let expected = definition
            .election
            .register
            .areas
            .iter()
            .map(|e| (e.area.to_string(), e.clone()))
            .collect();
        Fold {
            readings: Readings::new(&definition.orders),
            words: None,
            expected,
            register_documents: BTreeMap::new(),
            contest_areas: (definition.election.contests.iter())
                .map(|contest| contest.areas.clone())
                .collect(),
            areas: Areas::default(),
            stations: Stations::default(),
            accounts: Accounts::of(&definition.election),
            broken: Vec::new(),
            rulings: HashMap::new(),
            claims: Vec::new(),
            claims_by_name: HashMap::new(),
            sources: Vec::new(),
            captures: Vec::new(),
            evidence: Evidence::default(),
            statements: Vec::new(),
            withheld: BTreeMap::new(),
            closed: None,
            polls_close: definition.election.register.polls_close.clone(),
            last_hour: None,
            images: BTreeSet::new(),
            refused: RefusedEntries::default(),
            unknown_types: BTreeMap::new(),
            by_type: BTreeMap::new(),
            blobs: BTreeSet::new(),
            documents: HashSet::new(),
            needed: HashSet::new(),
            seen: HashMap::new(),
            definition,
        }
    }

    /// Folds in a batch of entries, which follow those folded in before.
    pub(crate) fn apply(&mut self, mut batch: Batch) {
        let entries = std::mem::take(&mut batch.entries);
        let known = batch.known_stations(&self.stations);
        let mut names = reading::Numbers::of(&batch);
        // Entries of one reading, and of many.
        let mut readings = [0; 2];
        let mut last: Option<LastHour> = None;
        for (entry, prepared) in (batch.first..).zip(entries) {
            let (kind, folded) = match prepared {
                Prepared::Readings(packed) => {
                    if self.readings(entry, (&batch, &packed), &known, &mut names) {
                        readings[usize::from(packed.many)] += 1;
                        last = Some(LastHour::OfReadings(packed.hour));
                    }
                    continue;
                }
                Prepared::Register(prepared) => {
                    let (name, body, stations) = *prepared;
                    let at = Some(body.at.clone());
                    let folded = self
                        .check_register(&body)
                        .and_then(|()| self.once(&name))
                        .map(|()| self.register(entry, body, stations));
                    let counted = folded.map(|()| self.count((entry, name), "register", at, &mut last));
                    ("register", counted)
                }
                Prepared::Amend(prepared) => {
                    let (name, body, words) = *prepared;
                    let at = Some(body.at.clone());
                    let folded = self
                        .check_amend(&body, Some(&words))
                        .and_then(|()| self.once(&name))
                        .map(|()| self.amend(entry, body, words));
                    let counted = folded.map(|()| self.count((entry, name), "amend", at, &mut last));
                    ("amend", counted)
                }
                Prepared::Other(prepared) => {
                    let (name, kind, at) = (prepared.name, prepared.kind, prepared.at.clone());
                    let folded = self
                        .is_open_to(prepared.entry.ends_with_close())
                        .and_then(|()| self.once(&name))
                        .and_then(|()| self.other(entry, *prepared));
                    (
                        kind,
                        folded.map(|()| self.count((entry, name), kind, at, &mut last)),
                    )
                }
                Prepared::Refused(refused) => {
                    let (kind, refusal) = *refused;
                    self.refused.add_entry(entry, &kind, refusal);
                    continue;
                }
            };
            if let Err(refusal) = folded {
                self.refused.add_entry(entry, kind, refusal);
            }
        }
        match last {
            Some(LastHour::OfReadings(hour)) => self.last_hour = Some(batch.hours.value(hour).clone()),
            Some(LastHour::OfOther(hour)) => self.last_hour = Some(hour),
            None => {}
        }
        for (kind, entries) in ["reading", "readings"].into_iter().zip(readings) {
            if entries > 0 {
                *self.by_type.entry(kind).or_default() += entries;
            }
        }
    }

    /// Refuses a replay: a text that counts already. A reading's is found among its station's readings; all other types
    /// are few. A text that was refused may come again, or whoever takes a signer's line from an entry and puts it in
    /// first would keep the whole one out.
    fn once(&self, name: &EntryName) -> Result<(), Refusal> {
        match self.seen.contains_key(name) {
            true => Err(Refusal::Replay),
            false => Ok(()),
        }
    }

    /// Refuses what counts no more once the record is closed.
    fn is_open_to(&self, ends_with_close: bool) -> Result<(), Refusal> {
        match ends_with_close && self.closed.is_some() {
            true => Err(Refusal::Closed),
            false => Ok(()),
        }
    }

    fn count(
        &mut self,
        (entry, name): (u64, EntryName),
        kind: &'static str,
        at: Option<Hour>,
        last: &mut Option<LastHour>,
    ) {
        self.seen.insert(name, entry);
        *self.by_type.entry(kind).or_default() += 1;
        if let Some(hour) = at {
            *last = Some(LastHour::OfOther(hour));
        }
    }

    /// Folds in an entry that is not packed.
    fn other(&mut self, entry: u64, prepared: PreparedOther) -> Result<(), Refusal> {
        let signers = self.may_write_about(&prepared.signers, prepared.station.as_ref(), &nowhere)?;
        prepared.entry.check(self, entry, &signers)?;
        prepared.entry.apply(self, entry, &signers);
        Ok(())
    }

    /// Whether an entry at this place of the log would count, where its signers may write it by its type.
    /// `is_within` says which areas a station is in that is in none yet.
    pub(crate) fn check(
        &self,
        entry: u64,
        body: &Body,
        signers: &[Authorised],
        is_within: &dyn Fn(&AreaCode) -> bool,
    ) -> Result<(), Refusal> {
        match body {
            Body::Reading(reading) => {
                return self.check_one(reading, record::name(body), signers, is_within);
            }
            Body::Readings(readings) => {
                return self.check_many(readings, record::name(body), signers, is_within);
            }
            _ => {}
        }
        let by_type = ByType::of(body.clone());
        if let ByType::Other(other) = &by_type {
            self.is_open_to(other.ends_with_close())?;
        }
        let signers = self.may_write_about(signers, body.station(), is_within)?;
        match by_type {
            ByType::Other(other) => other.check(self, entry, &signers),
            ByType::Register(register) => self.check_register(&register),
            ByType::Amend(amend) => self.check_amend(&amend, None),
            ByType::Reading(_) | ByType::Readings(_) => Ok(()),
        }
    }

    fn area_of(&self, station: Option<StationNumber>) -> Option<AreaNumber> {
        station.and_then(|number| self.stations.row(number).area)
    }

    /// Those of the signers who may write an entry about this station, or about none.
    fn may_write_about<'s>(
        &self,
        signers: &'s [Authorised],
        station: Option<&StationCode>,
        is_within: &dyn Fn(&AreaCode) -> bool,
    ) -> Result<Cow<'s, [Authorised]>, Refusal> {
        match station {
            None => Ok(Cow::Borrowed(signers)),
            Some(station) => {
                let number = self.stations.number(station.as_str());
                self.within_area(signers, self.area_of(number), is_within)
            }
        }
    }

    /// Those of the signers who may write about a station of this area (rule 7 of `docs/record.md`).
    fn within_area<'s>(
        &self,
        signers: &'s [Authorised],
        area: Option<AreaNumber>,
        is_within: &dyn Fn(&AreaCode) -> bool,
    ) -> Result<Cow<'s, [Authorised]>, Refusal> {
        if signers.iter().all(|signer| signer.areas().next().is_none()) {
            return Ok(Cow::Borrowed(signers));
        }
        let holds = |own: &AreaCode| match area {
            None => is_within(own),
            Some(_) => {
                let own = self.areas.number(own.as_str());
                own.is_some_and(|own| self.areas.within(area, own))
            }
        };
        let may = |signer: &&Authorised| signer.areas().all(holds);
        let own: Vec<_> = signers.iter().filter(may).cloned().collect();
        if own.is_empty() {
            Err(Refusal::WrongArea)
        } else {
            Ok(Cow::Owned(own))
        }
    }
}

/// A station in no known area lies in none.
fn nowhere(_: &AreaCode) -> bool {
    false
}

/// The hour of an entry that counts.
enum LastHour {
    /// That of an entry of readings, by its number in the batch.
    OfReadings(u32),
    /// Any other's.
    OfOther(Hour),
}
