//! The fold itself: entries in the order of the log, one pass, memory in proportion to the stations.

use crate::areas::{AreaNumber, Areas};
use crate::chunk::{Chunk, Definition, Outcome, ReadyReading, ReadyRegister};
use crate::finding::Finding;
use crate::keys::{Authorised, KeyNumber};
use crate::readings::{AccountNumber, ContestNumber, MAX_READINGS_OF_ONE_KEY, NewReading, Readings};
use crate::refusal::{Refusal, RefusedEntries};
use crate::state::ReadingNumber;
use crate::stations::{StationNumber, Stations};
use indexmap::IndexSet;
use model::{AccountId, Claim, CompactString, Expected, Hour, StationCode};
use record::{BlobHash, Body, EntryHash, Role};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

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
    /// When it was written.
    pub at: Hour,
    /// Who signed it, the first of those who may rule.
    pub signer: KeyNumber,
    /// The reading that stands, if any.
    pub stands: Option<ReadingNumber>,
    /// Why.
    pub reason: String,
}

/// A photograph of a station's sheet with its place in the log.
#[derive(Debug, Clone)]
pub struct CaptureRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestNumber,
    /// Whose telling it belongs to.
    pub account: AccountNumber,
    /// The photograph.
    pub image: BlobHash,
    /// Its media type.
    pub media: CompactString,
    /// When it was written.
    pub at: Hour,
    /// Who signed it, the first of those who may write it.
    pub signer: KeyNumber,
}

/// The most accounts that a log may have.
pub const MAX_ACCOUNTS: usize = 256;
/// The most types that are remembered among those that this version does not know.
const MAX_UNKNOWN_TYPES: usize = 100;

/// Everything that the entries so far come to.
#[derive(Debug)]
pub(crate) struct Fold {
    pub(crate) definition: Arc<Definition>,
    pub(crate) expected: BTreeMap<String, Expected>,
    pub(crate) areas: Areas,
    pub(crate) stations: Stations,
    pub(crate) accounts: IndexSet<AccountId>,
    pub(crate) readings: Readings,
    pub(crate) broken: Vec<Finding>,
    pub(crate) rulings: HashMap<(ContestNumber, StationNumber), RulingRow>,
    pub(crate) claims: Vec<ClaimRow>,
    pub(crate) sources: Vec<SourceRow>,
    /// The photographs, in the order of the log; those of a contest that is not defined are left out.
    pub(crate) captures: Vec<CaptureRow>,
    /// The hour of the last entry that counts.
    pub(crate) last_hour: Option<Hour>,
    /// The blobs that captures name.
    pub(crate) images: BTreeSet<BlobHash>,
    pub(crate) observations: u64,
    pub(crate) refused: RefusedEntries,
    pub(crate) unknown_types: BTreeMap<String, u64>,
    pub(crate) by_type: BTreeMap<&'static str, u64>,
    /// The blobs that the entries name as documents, captures or registers.
    pub(crate) blobs: BTreeSet<BlobHash>,
    seen: HashSet<EntryHash>,
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
            expected,
            definition,
            areas: Areas::default(),
            stations: Stations::default(),
            accounts: IndexSet::new(),
            broken: Vec::new(),
            rulings: HashMap::new(),
            claims: Vec::new(),
            sources: Vec::new(),
            captures: Vec::new(),
            last_hour: None,
            images: BTreeSet::new(),
            observations: 0,
            refused: RefusedEntries::default(),
            unknown_types: BTreeMap::new(),
            by_type: BTreeMap::new(),
            blobs: BTreeSet::new(),
            seen: HashSet::new(),
        }
    }

    /// Folds in a chunk's entries, which follow those folded in before.
    pub(crate) fn apply(&mut self, mut chunk: Chunk) {
        let entries = std::mem::take(&mut chunk.entries);
        let known = chunk.known_stations(&entries, &self.stations);
        let mut names = Names::of(&chunk);
        let mut readings = 0;
        let mut last: Option<Last> = None;
        for ((entry, (hash, outcome)), station) in (chunk.first..).zip(entries).zip(known) {
            let (kind, folded) = match outcome {
                Outcome::Reading(reading) => {
                    let folded = self.reading((entry, hash), &chunk, &reading, station, &mut names);
                    if folded.is_ok() {
                        readings += 1;
                        last = Some(Last::Reading(reading.hour));
                        continue;
                    }
                    ("reading", folded)
                }
                Outcome::Register(ready) => {
                    let (body, ready) = *ready;
                    let at = body.at.clone();
                    let folded = self.once(hash).map(|()| self.register(body, ready));
                    (
                        "register",
                        folded.map(|()| {
                            *self.by_type.entry("register").or_default() += 1;
                            last = Some(Last::Other(at));
                        }),
                    )
                }
                Outcome::Other(other) => {
                    let (body, signers) = *other;
                    let kind = body.type_name();
                    let at = body.context().map(|(_, at)| at.clone());
                    let folded = self.once(hash).and_then(|()| self.other(entry, body, &signers));
                    let counted = folded.map(|()| {
                        *self.by_type.entry(kind).or_default() += 1;
                        last = at.map(Last::Other).or(last.take());
                    });
                    (kind, counted)
                }
                Outcome::Refused(refused) => {
                    let (kind, refusal) = *refused;
                    self.refused.add(entry, &kind, refusal);
                    continue;
                }
            };
            if let Err(refusal) = folded {
                self.refused.add(entry, kind, refusal);
            }
        }
        match last {
            Some(Last::Reading(hour)) => self.last_hour = Some(chunk.hours.value(hour).clone()),
            Some(Last::Other(hour)) => self.last_hour = Some(hour),
            None => {}
        }
        if readings > 0 {
            *self.by_type.entry("reading").or_default() += readings;
        }
    }

    /// Refuses a replay. A reading's is found among its station's readings; all other types are few.
    fn once(&mut self, hash: EntryHash) -> Result<(), Refusal> {
        if self.seen.insert(hash) {
            Ok(())
        } else {
            Err(Refusal::Replay)
        }
    }

    /// Folds in an entry that a chunk has not made ready.
    fn other(&mut self, entry: u64, body: Body, signers: &[Authorised]) -> Result<(), Refusal> {
        let signers = match body.station() {
            None => Cow::Borrowed(signers),
            Some(station) => {
                let area = self.area_of(self.stations.number(station.as_str()));
                self.within_area(signers, area)?
            }
        };
        match body {
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
            Body::Ruling(ruling) => self.ruling(entry, ruling, &signers),
            Body::Capture(capture) => {
                self.account(&capture.account)?;
                self.blobs.insert(capture.image);
                self.images.insert(capture.image);
                self.capture(entry, capture, &signers)
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
                let map = self.definition.election.map.as_ref();
                let document = map.and_then(|map| map.document.as_ref()?.parse::<BlobHash>().ok());
                self.blobs.extend(document);
                Ok(())
            }
            Body::Key(_) | Body::Revoke(_) => Ok(()),
            Body::Reading(_) | Body::Register(_) => unreachable!("a chunk keeps these apart"),
        }
    }

    fn area_of(&self, station: Option<StationNumber>) -> Option<AreaNumber> {
        station.and_then(|number| self.stations.row(number).area)
    }

    /// Those of the signers who may write about a station of this area.
    fn within_area<'s>(
        &self,
        signers: &'s [Authorised],
        area: Option<AreaNumber>,
    ) -> Result<Cow<'s, [Authorised]>, Refusal> {
        if signers.iter().all(|signer| signer.area.is_none()) {
            return Ok(Cow::Borrowed(signers));
        }
        let may = |signer: &&Authorised| match &signer.area {
            None => true,
            Some(own) => self
                .areas
                .number(own.as_str())
                .is_some_and(|own| self.areas.within(area, own)),
        };
        let own: Vec<_> = signers.iter().filter(may).cloned().collect();
        if own.is_empty() {
            Err(Refusal::WrongArea)
        } else {
            Ok(Cow::Owned(own))
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

    fn register(&mut self, register: record::RegisterBody, ready: ReadyRegister) {
        let paths: Vec<_> = ready.paths.iter().map(|path| self.areas.add(path)).collect();
        self.stations.reserve(ready.stations.len());
        for station in ready.stations {
            let area = paths[station.path as usize];
            self.stations.list(station, area);
        }
        self.blobs.insert(register.stations);
        for expected in register.expected {
            self.expected.insert(expected.area.to_string(), expected);
        }
    }

    fn reading(
        &mut self,
        (entry, hash): (u64, EntryHash),
        chunk: &Chunk,
        reading: &ReadyReading,
        known: Option<StationNumber>,
        names: &mut Names,
    ) -> Result<(), Refusal> {
        let contest = reading.contest;
        let code = chunk.station(reading);
        // An entry of the same chunk may have added it.
        let known = known.or_else(|| self.stations.number(code));
        let signers = chunk.signers(reading);
        let signers = self.within_area(signers, self.area_of(known))?;
        if let Some(station) = known {
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
        let account = chunk.accounts.value(reading.account);
        let corrected = match &reading.corrects {
            None => None,
            Some(corrects) => {
                let station = known.ok_or(Refusal::NoSuchEntry)?;
                Some(self.corrected((contest, station), account, corrects, &signers)?)
            }
        };
        let account = match &mut names.accounts[reading.account as usize] {
            Some(number) => *number,
            unnamed => *unnamed.insert(self.account(account)?),
        };
        let document = *names.documents[reading.document as usize].get_or_insert_with(|| {
            self.readings
                .document_number(chunk.documents.value(reading.document))
        });
        let hour = *names.hours[reading.hour as usize]
            .get_or_insert_with(|| self.readings.hour_number(chunk.hours.value(reading.hour)));
        let station = match known {
            Some(station) => station,
            None => self.stations.add(code),
        };
        let number = self.readings.add(NewReading {
            entry,
            hash,
            station,
            contest,
            account,
            document,
            hour,
            line: reading.line,
            method: reading.method,
            errors: reading.errors,
            figures: chunk.figures(reading),
            signers: &signers,
        });
        if let Some(corrected) = corrected {
            self.readings.correct(corrected, number);
        }
        let broken = chunk.broken(reading).iter().map(|broken| Finding {
            rule: broken.rule,
            station,
            contest,
            account,
            reading: number,
            fields: broken.fields.clone(),
            other: None,
        });
        self.broken.extend(broken);
        Ok(())
    }

    /// The reading that a correction names: of the same station, contest and account, not corrected
    /// already, and the signer's own unless a reviewer corrects it.
    fn corrected(
        &self,
        (contest, station): (ContestNumber, StationNumber),
        account: &AccountId,
        hash: &EntryHash,
        signers: &[Authorised],
    ) -> Result<ReadingNumber, Refusal> {
        let number = self
            .readings
            .of_station(contest, station)
            .find(|number| self.readings.row(*number).hash == *hash)
            .ok_or(Refusal::NoSuchEntry)?;
        let row = self.readings.row(number);
        let same_account = self.accounts.get_index(usize::from(row.account)) == Some(account);
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

    fn capture(
        &mut self,
        entry: u64,
        capture: record::Capture,
        signers: &[Authorised],
    ) -> Result<(), Refusal> {
        let account = self.account(&capture.account)?;
        if let (Ok(contest), Some(signer)) =
            (self.definition.contest(capture.contest.as_str()), signers.first())
        {
            self.captures.push(CaptureRow {
                entry,
                station: capture.station,
                contest,
                account,
                image: capture.image,
                media: capture.media.into(),
                at: capture.at,
                signer: signer.key,
            });
        }
        Ok(())
    }

    fn ruling(&mut self, entry: u64, ruling: record::Ruling, signers: &[Authorised]) -> Result<(), Refusal> {
        let contest = self.definition.contest(ruling.contest.as_str())?;
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
        let station = station.unwrap_or_else(|| self.stations.add(ruling.station.as_str()));
        self.rulings.insert(
            (contest, station),
            RulingRow {
                entry,
                at: ruling.at,
                signer: signers.first().ok_or(Refusal::WrongRole)?.key,
                stands,
                reason: ruling.reason,
            },
        );
        Ok(())
    }
}

/// The hour of an entry that counts.
enum Last {
    /// A reading's, by its number in the chunk.
    Reading(u32),
    /// Any other's.
    Other(Hour),
}

/// The fold's numbers of a chunk's names, as far as a reading that counts has used them.
struct Names {
    accounts: Vec<Option<AccountNumber>>,
    documents: Vec<Option<u32>>,
    hours: Vec<Option<u32>>,
}

impl Names {
    fn of(chunk: &Chunk) -> Names {
        Names {
            accounts: vec![None; chunk.accounts.len()],
            documents: vec![None; chunk.documents.len()],
            hours: vec![None; chunk.hours.len()],
        }
    }
}
