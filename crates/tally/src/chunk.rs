//! Entries made ready to be folded in: whatever of them does not depend on the entries before.
//!
//! Nearly all entries are readings, so that a chunk keeps these packed: one list of figures, one text of
//! station codes, and names that most of them share written once. Folding one in then allocates nothing.

use crate::keys::Authorised;
use crate::readings::{ContestNumber, FigureOrder, Interned};
use crate::refusal::Refusal;
use crate::stations::{StationNumber, Stations};
use bytes::Bytes;
use model::rules::{Broken, check};
use model::{AccountId, Area, Election, Figure, Hour, Method, Place, Severity, StationCode};
use record::{BlobHash, Body, EntryHash, RegisterBody};

/// The election's definition with what the fold derives from it.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) election: Election,
    /// For each contest, where its figures stand.
    pub(crate) orders: Vec<FigureOrder>,
}

impl Definition {
    pub(crate) fn new(election: Election) -> Definition {
        let orders = election.contests.iter().map(FigureOrder::of).collect();
        Definition { election, orders }
    }

    pub(crate) fn contest(&self, id: &str) -> Result<ContestNumber, Refusal> {
        let contests = &self.election.contests;
        let position = contests.iter().position(|contest| contest.id.as_str() == id);
        position
            .map(|n| n as ContestNumber)
            .ok_or_else(|| Refusal::UnknownContest(id.to_owned()))
    }
}

/// What is to be done with an entry.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A reading to be folded in.
    Reading(ReadyReading),
    /// Stations for the register: the entry, and the blob that it names, read through.
    Register(Box<(RegisterBody, ReadyRegister)>),
    /// An entry of another type, with those of its signers who may write it.
    Other(Box<(Body, Vec<Authorised>)>),
    /// It changes nothing: its type and why.
    Refused(Box<(String, Refusal)>),
}

/// The stations of a register's blob, which has no fault.
#[derive(Debug, Default)]
pub(crate) struct ReadyRegister {
    pub(crate) stations: Vec<ReadyStation>,
    /// The areas of a station from the top down; many stations share one path.
    pub(crate) paths: Interned<Vec<Area>>,
}

/// A station of a register's blob.
#[derive(Debug)]
pub(crate) struct ReadyStation {
    pub(crate) code: StationCode,
    pub(crate) registered: Option<u32>,
    pub(crate) place: Option<Place>,
    /// The number of its path.
    pub(crate) path: u32,
}

impl ReadyRegister {
    /// Nothing of a register that turns out to be broken may count: it is read to its end before it does.
    fn read(election: &Election, blob: &[u8]) -> Result<ReadyRegister, Refusal> {
        let mut ready = ReadyRegister::default();
        let read = record::register::read(election, blob, |station| {
            let path = ready.paths.number(&station.areas);
            ready.stations.push(ReadyStation {
                code: station.code.clone(),
                registered: station.registered,
                place: station.place,
                path,
            });
        });
        read.map_err(|e| Refusal::Blob(e.to_string()))?;
        Ok(ready)
    }
}

/// Where something stands in one of a chunk's lists.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.start as usize..][..self.len as usize]
    }
}

/// A reading whose figures are packed and held against the rules; its names are numbers of the chunk's.
#[derive(Debug)]
pub(crate) struct ReadyReading {
    station: Span,
    figures: Span,
    signers: Span,
    broken: Span,
    pub(crate) account: u32,
    pub(crate) document: u32,
    pub(crate) hour: u32,
    pub(crate) contest: ContestNumber,
    pub(crate) line: Option<u32>,
    pub(crate) method: Method,
    pub(crate) errors: bool,
    pub(crate) corrects: Option<Box<EntryHash>>,
}

/// Some entries that follow each other in the log.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// The first entry's place in the log.
    pub(crate) first: u64,
    /// How many signatures were verified in a batch.
    pub(crate) signatures: u64,
    pub(crate) entries: Vec<(EntryHash, Outcome)>,
    pub(crate) accounts: Interned<AccountId>,
    pub(crate) documents: Interned<BlobHash>,
    pub(crate) hours: Interned<Hour>,
    codes: String,
    figures: Vec<Figure>,
    signers: Vec<Authorised>,
    broken: Vec<Broken>,
}

impl Chunk {
    pub(crate) fn with_capacity(first: u64, entries: usize) -> Chunk {
        Chunk {
            first,
            entries: Vec::with_capacity(entries),
            signers: Vec::with_capacity(entries),
            ..Chunk::default()
        }
    }

    /// Adds an entry that may be written by these signers.
    pub(crate) fn add(
        &mut self,
        definition: &Definition,
        hash: EntryHash,
        body: Body,
        signers: Vec<Authorised>,
    ) {
        let outcome = match body {
            Body::Reading(reading) => match definition.contest(reading.contest.as_str()) {
                Ok(contest) => Outcome::Reading(self.reading(definition, contest, &reading, signers)),
                Err(refusal) => return self.refuse(hash, "reading", refusal),
            },
            body => Outcome::Other(Box::new((body, signers))),
        };
        self.entries.push((hash, outcome));
    }

    /// Adds a register entry that may be written, with its blob or the reason why that cannot be had.
    pub(crate) fn register(
        &mut self,
        definition: &Definition,
        hash: EntryHash,
        body: &RegisterBody,
        blob: &Result<Bytes, String>,
    ) {
        let blob = blob.as_ref().map_err(|reason| Refusal::Blob(reason.clone()));
        match blob.and_then(|blob| ReadyRegister::read(&definition.election, blob)) {
            Ok(ready) => {
                let outcome = Outcome::Register(Box::new((body.clone(), ready)));
                self.entries.push((hash, outcome));
            }
            Err(refusal) => self.refuse(hash, "register", refusal),
        }
    }

    /// Adds an entry that changes nothing.
    pub(crate) fn refuse(&mut self, hash: EntryHash, kind: &str, refusal: Refusal) {
        let outcome = Outcome::Refused(Box::new((kind.to_owned(), refusal)));
        self.entries.push((hash, outcome));
    }

    fn reading(
        &mut self,
        definition: &Definition,
        contest: ContestNumber,
        reading: &record::Reading,
        signers: Vec<Authorised>,
    ) -> ReadyReading {
        fn append<T>(list: &mut Vec<T>, new: impl IntoIterator<Item = T>) -> Span {
            let start = list.len() as u32;
            list.extend(new);
            let len = list.len() as u32 - start;
            Span { start, len }
        }
        let number = usize::from(contest);
        let election = &definition.election;
        let broken = check(&reading.counts, &election.contests[number], &election.rules);
        let errors = broken.iter().any(|b| b.rule.severity() == Severity::Error);
        let figures = Span {
            start: self.figures.len() as u32,
            len: definition.orders[number].len() as u32,
        };
        definition.orders[number].pack(&reading.counts, &mut self.figures);
        let station = Span {
            start: self.codes.len() as u32,
            len: reading.station.as_str().len() as u32,
        };
        self.codes.push_str(reading.station.as_str());
        ReadyReading {
            station,
            figures,
            signers: append(&mut self.signers, signers),
            broken: append(&mut self.broken, broken),
            account: self.accounts.number(&reading.account),
            document: self.documents.number(&reading.of),
            hour: self.hours.number(&reading.at),
            contest,
            line: reading.line,
            method: reading.method,
            errors,
            corrects: reading.corrects.as_ref().map(|c| Box::new(c.entry)),
        }
    }

    /// The entries' hashes, in their order.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = EntryHash> + '_ {
        self.entries.iter().map(|(hash, _)| *hash)
    }

    /// The code of the station that a reading names.
    pub(crate) fn station(&self, reading: &ReadyReading) -> &str {
        let Span { start, len } = reading.station;
        &self.codes[start as usize..][..len as usize]
    }

    pub(crate) fn figures(&self, reading: &ReadyReading) -> &[Figure] {
        reading.figures.of(&self.figures)
    }

    pub(crate) fn signers(&self, reading: &ReadyReading) -> &[Authorised] {
        reading.signers.of(&self.signers)
    }

    /// The rules that a reading breaks.
    pub(crate) fn broken(&self, reading: &ReadyReading) -> &[Broken] {
        reading.broken.of(&self.broken)
    }

    /// The numbers of the stations that the readings name, as far as they are known already: an entry
    /// each, and none for other types. Looking them up one right after the other lets the processor wait
    /// for many places in memory at once.
    pub(crate) fn known_stations(
        &self,
        entries: &[(EntryHash, Outcome)],
        stations: &Stations,
    ) -> Vec<Option<StationNumber>> {
        let number = |(_, outcome): &(EntryHash, Outcome)| match outcome {
            Outcome::Reading(reading) => stations.number(self.station(reading)),
            Outcome::Register(_) | Outcome::Other(_) | Outcome::Refused(_) => None,
        };
        entries.iter().map(number).collect()
    }
}
