//! The fold itself: entries in the order of the log, one pass, memory in proportion to the stations.

use crate::areas::{AreaNumber, Areas};
use crate::finding::Finding;
use crate::keys::{Authorised, KeyNumber};
use crate::readings::{AccountNumber, ContestNumber, FigureOrder, MAX_READINGS_OF_ONE_KEY, Readings};
use crate::refusal::{Refusal, RefusedEntries};
use crate::state::ReadingNumber;
use crate::stations::{StationNumber, Stations};
use bytes::Bytes;
use indexmap::IndexSet;
use model::rules::Broken;
use model::{AccountId, Claim, Election, Expected, Severity, StationCode};
use record::{BlobHash, Body, EntryHash, Role};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Where the fold gets the blobs that it needs: the definition and the register.
pub trait Blobs: Sync {
    /// The blob's bytes, checked against its name.
    ///
    /// # Errors
    /// A sentence that names the blob and says why it cannot be had.
    fn get(&self, name: &BlobHash) -> Result<Bytes, String>;
}

/// An entry whose signatures and authority were checked.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) entry: u64,
    pub(crate) hash: EntryHash,
    pub(crate) outcome: Result<(Body, Vec<Authorised>), (String, Refusal)>,
}

/// A claim with its place in the log. A later one of the same account and id takes its place.
#[derive(Debug, Clone)]
pub struct ClaimRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// What was announced.
    pub claim: Claim,
}

/// A source document with its place in the log.
#[derive(Debug, Clone)]
pub struct SourceRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// The document.
    pub source: record::Source,
}

/// A ruling with its place in the log.
#[derive(Debug, Clone)]
pub struct RulingRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// The reading that stands, if any.
    pub stands: Option<ReadingNumber>,
    /// Why.
    pub reason: String,
}

/// The most accounts that a log may have.
pub const MAX_ACCOUNTS: usize = 256;
/// The most types that are remembered among those that this version does not know.
const MAX_UNKNOWN_TYPES: usize = 100;

/// Everything that the entries so far come to.
#[derive(Debug)]
pub(crate) struct Fold {
    pub(crate) election: Election,
    pub(crate) orders: Vec<FigureOrder>,
    pub(crate) expected: BTreeMap<String, Expected>,
    pub(crate) areas: Areas,
    pub(crate) stations: Stations,
    pub(crate) accounts: IndexSet<AccountId>,
    pub(crate) readings: Readings,
    pub(crate) broken: Vec<Finding>,
    pub(crate) rulings: HashMap<(ContestNumber, StationNumber), RulingRow>,
    pub(crate) claims: Vec<ClaimRow>,
    pub(crate) sources: Vec<SourceRow>,
    pub(crate) captures: u64,
    pub(crate) observations: u64,
    pub(crate) refused: RefusedEntries,
    pub(crate) unknown_types: BTreeMap<String, u64>,
    pub(crate) by_type: BTreeMap<&'static str, u64>,
    /// The blobs that the entries name as documents, captures or registers.
    pub(crate) blobs: BTreeSet<BlobHash>,
    seen: HashSet<EntryHash>,
}

impl Fold {
    pub(crate) fn new(election: Election) -> Fold {
        let orders: Vec<FigureOrder> = election.contests.iter().map(FigureOrder::of).collect();
        let expected = election
            .register
            .areas
            .iter()
            .map(|e| (e.area.to_string(), e.clone()))
            .collect();
        Fold {
            readings: Readings::new(&orders),
            orders,
            expected,
            election,
            areas: Areas::default(),
            stations: Stations::default(),
            accounts: IndexSet::new(),
            broken: Vec::new(),
            rulings: HashMap::new(),
            claims: Vec::new(),
            sources: Vec::new(),
            captures: 0,
            observations: 0,
            refused: RefusedEntries::default(),
            unknown_types: BTreeMap::new(),
            by_type: BTreeMap::new(),
            blobs: BTreeSet::new(),
            seen: HashSet::new(),
        }
    }

    pub(crate) fn apply(&mut self, checked: Checked, blobs: &dyn Blobs) {
        let Checked { entry, hash, outcome } = checked;
        let (kind, refusal) = match outcome {
            Err(refused) => refused,
            Ok((body, signers)) => {
                let kind = body.type_name();
                match self.fold_in(entry, hash, body, &signers, blobs) {
                    Ok(()) => {
                        *self.by_type.entry(kind).or_default() += 1;
                        return;
                    }
                    Err(refusal) => (kind.to_owned(), refusal),
                }
            }
        };
        self.refused.add(entry, &kind, refusal);
    }

    fn fold_in(
        &mut self,
        entry: u64,
        hash: EntryHash,
        body: Body,
        signers: &[Authorised],
        blobs: &dyn Blobs,
    ) -> Result<(), Refusal> {
        // A reading's replay is found among its station's readings; all other types are few.
        if !matches!(body, Body::Reading(_)) && !self.seen.insert(hash) {
            return Err(Refusal::Replay);
        }
        let in_area: Vec<Authorised>;
        let signers = match body.station() {
            Some(station) if signers.iter().any(|signer| signer.area.is_some()) => {
                let area = self.area_of(station);
                in_area = signers
                    .iter()
                    .filter(|s| self.may_write_about(s, area))
                    .cloned()
                    .collect();
                if in_area.is_empty() {
                    return Err(Refusal::WrongArea);
                }
                &in_area[..]
            }
            _ => signers,
        };
        match body {
            Body::Reading(reading) => self.reading(entry, hash, &reading, signers),
            Body::Register(register) => self.register(register, blobs),
            Body::Claim(body) => {
                self.account(&body.claim.account)?;
                let row = ClaimRow {
                    entry,
                    claim: body.claim,
                };
                let same = |old: &ClaimRow| {
                    (&old.claim.account, &old.claim.id) == (&row.claim.account, &row.claim.id)
                };
                match self.claims.iter().position(same) {
                    Some(at) => self.claims[at] = row,
                    None => self.claims.push(row),
                }
                Ok(())
            }
            Body::Source(source) => {
                self.blobs.insert(source.document);
                self.sources.push(SourceRow { entry, source });
                Ok(())
            }
            Body::Ruling(ruling) => self.ruling(entry, ruling),
            Body::Capture(capture) => {
                self.account(&capture.account)?;
                self.blobs.insert(capture.image);
                self.captures += 1;
                Ok(())
            }
            Body::Observation(_) => {
                self.observations += 1;
                Ok(())
            }
            Body::Unknown(header) => {
                if self.unknown_types.len() < MAX_UNKNOWN_TYPES || self.unknown_types.contains_key(&header) {
                    *self.unknown_types.entry(header).or_default() += 1;
                }
                Ok(())
            }
            Body::Election(_) if entry > 0 => Err(Refusal::SecondElection),
            // Keys and revocations were taken in by `Keys`, which runs ahead.
            Body::Election(body) => {
                self.blobs.insert(body.definition);
                Ok(())
            }
            Body::Key(_) | Body::Revoke(_) => Ok(()),
        }
    }

    fn area_of(&self, station: &StationCode) -> Option<AreaNumber> {
        self.stations
            .number(station.as_str())
            .and_then(|number| self.stations.row(number).area)
    }

    fn may_write_about(&self, signer: &Authorised, area: Option<AreaNumber>) -> bool {
        match &signer.area {
            None => true,
            Some(own) => self
                .areas
                .number(own.as_str())
                .is_some_and(|own| self.areas.within(area, own)),
        }
    }

    fn account(&mut self, id: &AccountId) -> Result<AccountNumber, Refusal> {
        if let Some(number) = self.accounts.get_index_of(id) {
            return Ok(number as AccountNumber);
        }
        if self.accounts.len() == MAX_ACCOUNTS {
            return Err(Refusal::TooManyAccounts);
        }
        Ok(self.accounts.insert_full(id.clone()).0 as AccountNumber)
    }

    fn contest(&self, id: &str) -> Result<ContestNumber, Refusal> {
        let position = self
            .election
            .contests
            .iter()
            .position(|contest| contest.id.as_str() == id);
        position
            .map(|n| n as ContestNumber)
            .ok_or_else(|| Refusal::UnknownContest(id.to_owned()))
    }

    fn register(&mut self, register: record::RegisterBody, blobs: &dyn Blobs) -> Result<(), Refusal> {
        let blob = blobs.get(&register.stations).map_err(Refusal::Blob)?;
        // Nothing of a register that turns out to be broken may count: it is read through first.
        record::register::read(&self.election, &blob, |_| {}).map_err(|e| Refusal::Blob(e.to_string()))?;
        let (stations, areas) = (&mut self.stations, &mut self.areas);
        record::register::read(&self.election, &blob, |station| stations.list(station, areas))
            .map_err(|e| Refusal::Blob(e.to_string()))?;
        self.blobs.insert(register.stations);
        for expected in register.expected {
            self.expected.insert(expected.area.to_string(), expected);
        }
        Ok(())
    }

    fn reading(
        &mut self,
        entry: u64,
        hash: EntryHash,
        reading: &record::Reading,
        signers: &[Authorised],
    ) -> Result<(), Refusal> {
        let contest = self.contest(reading.contest.as_str())?;
        if let Some(station) = self.stations.number(reading.station.as_str()) {
            let mut own = 0;
            for number in self.readings.of_station(contest, station) {
                let row = self.readings.row(number);
                if row.hash == hash {
                    return Err(Refusal::Replay);
                }
                own += usize::from(row.signer == signers[0].key);
            }
            if own >= MAX_READINGS_OF_ONE_KEY {
                return Err(Refusal::TooManyReadings);
            }
        }
        let corrected = match &reading.corrects {
            None => None,
            Some(correction) => Some(self.corrected(contest, reading, &correction.entry, signers)?),
        };
        let account = self.account(&reading.account)?;
        let station = self.stations.number_or_add(&reading.station);

        let definition = &self.election.contests[usize::from(contest)];
        let broken = model::rules::check(&reading.counts, definition, &self.election.rules);
        let errors = broken
            .iter()
            .any(|broken| broken.rule.severity() == Severity::Error);
        let keys: Vec<KeyNumber> = signers.iter().map(|signer| signer.key).collect();
        let order = &self.orders[usize::from(contest)];
        let place = (station, contest, account);
        let number = self
            .readings
            .add((entry, hash), place, reading, order, &keys, errors);
        if let Some(corrected) = corrected {
            self.readings.correct(corrected, number);
        }
        self.broken
            .extend(broken.into_iter().map(|Broken { rule, fields }| Finding {
                rule,
                station,
                contest,
                account,
                reading: number,
                fields,
                other: None,
            }));
        Ok(())
    }

    /// The reading that a correction names: of the same station, contest and account, not corrected
    /// already, and the signer's own unless a reviewer corrects it.
    fn corrected(
        &self,
        contest: ContestNumber,
        reading: &record::Reading,
        hash: &EntryHash,
        signers: &[Authorised],
    ) -> Result<ReadingNumber, Refusal> {
        let station = self
            .stations
            .number(reading.station.as_str())
            .ok_or(Refusal::NoSuchEntry)?;
        let number = self
            .readings
            .of_station(contest, station)
            .find(|number| self.readings.row(*number).hash == *hash)
            .ok_or(Refusal::NoSuchEntry)?;
        let row = self.readings.row(number);
        let same_account = self.accounts.get_index(usize::from(row.account)) == Some(&reading.account);
        let own = self.readings.signers(number);
        let may = signers
            .iter()
            .any(|signer| signer.role == Role::Reviewer || own.contains(&signer.key));
        if same_account && may && row.corrected_by().is_none() {
            Ok(number)
        } else {
            Err(Refusal::NoSuchEntry)
        }
    }

    fn ruling(&mut self, entry: u64, ruling: record::Ruling) -> Result<(), Refusal> {
        let contest = self.contest(ruling.contest.as_str())?;
        let station = self.stations.number(ruling.station.as_str());
        let stands = match ruling.stands {
            None => None,
            Some(hash) => Some(
                station
                    .and_then(|station| {
                        let mut of_station = self.readings.of_station(contest, station);
                        of_station.find(|number| self.readings.row(*number).hash == hash)
                    })
                    .ok_or(Refusal::NoSuchEntry)?,
            ),
        };
        let station = station.unwrap_or_else(|| self.stations.number_or_add(&ruling.station));
        self.rulings.insert(
            (contest, station),
            RulingRow {
                entry,
                stands,
                reason: ruling.reason,
            },
        );
        Ok(())
    }
}
