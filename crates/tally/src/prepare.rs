//! The order-independent half of folding: parse, verify, authorise, check figures against the rules of a sheet, pack
//! them; runs on all cores.
//!
//! Nearly all entries are readings, so that a batch keeps these packed: one list of rows, one of figures, one text of
//! station codes, and names that most of them share written once. Folding one in then allocates nothing.

use crate::fold::amend::read_words;
use crate::fold::register::RegisterStations;
use crate::fold::{ByType, FoldIn};
use crate::keys::{Authorised, KeyNumber, Keys, lines};
use crate::packed::{FigureOrder, FiguresAt, PackedFigures};
use crate::readings::{ContestNumber, Interned};
use crate::refusal::Refusal;
use crate::stations::{StationNumber, Stations};
use bytes::Bytes;
use model::rules::{Broken, check};
use model::{AccountId, ContestId, Counts, Election, Hour, Law, Method, Minute, StageId, StationCode, Words};
use note::{BatchItem, NoteRef};
use record::{Amend, BlobHash, Body, Entry, EntryName, LeafHash, ReadingName, RegisterBody};
use std::collections::HashMap;
use std::num::NonZeroU32;

/// The law, and the words that the record begins with, with what the fold derives from the law. Nothing that is folded in
/// is judged by the words.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) election: Election,
    /// For each contest, where its figures stand.
    pub(crate) orders: Vec<FigureOrder>,
    numbers: HashMap<ContestId, ContestNumber>,
}

impl Definition {
    pub(crate) fn new(law: Law, words: Words) -> Definition {
        let election = Election::of(law, words);
        let contests = election.contests.iter();
        let orders = contests
            .map(|contest| FigureOrder::of(&election, contest))
            .collect();
        let contests = election.contests.iter().map(|contest| contest.id.clone());
        let numbers = contests.zip(0..).collect();
        Definition {
            election,
            orders,
            numbers,
        }
    }

    pub(crate) fn contest(&self, id: &str) -> Result<ContestNumber, Refusal> {
        let number = self.numbers.get(id).copied();
        number.ok_or_else(|| Refusal::UnknownContest(id.to_owned()))
    }
}

/// An entry, prepared to be folded in.
#[derive(Debug)]
pub(crate) enum Prepared {
    /// An entry of one reading or of many, which its signers may write.
    Readings(PackedReadings),
    /// Stations for the register: the entry's name, the entry, and the blob that it names, read through.
    Register(Box<(EntryName, RegisterBody, RegisterStations)>),
    /// Other words: the entry's name, the entry, and the blob that it names, read through.
    Amend(Box<(EntryName, Amend, Words)>),
    /// An entry of another type that its signers may write.
    Other(Box<PreparedOther>),
    /// It counts for nothing: its type and why.
    Refused(Box<(String, Refusal)>),
}

/// An entry of a type that is not packed.
#[derive(Debug)]
pub(crate) struct PreparedOther {
    pub(crate) name: EntryName,
    /// Its type.
    pub(crate) kind: &'static str,
    /// When it was written; none for an unknown type.
    pub(crate) at: Option<Hour>,
    /// The station that it is about.
    pub(crate) station: Option<StationCode>,
    /// Those of its signers who may write it, by its type.
    pub(crate) signers: Vec<Authorised>,
    pub(crate) entry: Box<dyn FoldIn>,
}

/// A part of one of a batch's lists.
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

/// A `reading` or `readings`; its account, stage, documents and hour are indices into the batch's.
#[derive(Debug)]
pub(crate) struct PackedReadings {
    pub(crate) name: EntryName,
    rows: Span,
    signers: Span,
    of: Span,
    pub(crate) account: u32,
    pub(crate) stage: Option<u32>,
    pub(crate) hour: u32,
    pub(crate) contest: ContestNumber,
    pub(crate) method: Method,
    /// Whether its readings are rows, named by their numbers.
    pub(crate) many: bool,
    /// Whether it may open a seal.
    pub(crate) salted: bool,
}

impl PackedReadings {
    /// The entry's type.
    pub(crate) fn kind(&self) -> &'static str {
        if self.many { "readings" } else { "reading" }
    }

    /// The part of a list about all rows of the batch that is about its rows.
    pub(crate) fn of_rows<'l, T>(&self, list: &'l [T]) -> &'l [T] {
        self.rows.of(list)
    }
}

/// A reading whose figures are packed and checked against the rules.
#[derive(Debug)]
pub(crate) struct PackedRow {
    station: Span,
    figures: FiguresAt,
    broken: Span,
    pub(crate) line: Option<NonZeroU32>,
    pub(crate) errors: bool,
    pub(crate) empty: bool,
    /// An index into the batch's minutes.
    pub(crate) as_of: Option<u32>,
    pub(crate) corrects: Option<Box<ReadingName>>,
}

/// Some entries that follow each other in the log, prepared.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The first entry's place in the log.
    pub(crate) first: u64,
    /// How many signatures were verified in a batch.
    pub(crate) signatures: u64,
    pub(crate) entries: Vec<Prepared>,
    leaves: Vec<LeafHash>,
    pub(crate) accounts: Interned<AccountId>,
    pub(crate) stages: Interned<StageId>,
    pub(crate) documents: Interned<BlobHash>,
    pub(crate) hours: Interned<Hour>,
    pub(crate) minutes: Interned<Minute>,
    rows: Vec<PackedRow>,
    codes: String,
    figures: PackedFigures,
    signers: Vec<Authorised>,
    /// What entries of readings were taken from.
    of: Vec<u32>,
    broken: Vec<Broken>,
}

/// An entry that was decided about before its window was divided among the cores, because others are judged by it.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    pub(crate) name: EntryName,
    pub(crate) body: Body,
    pub(crate) refusal: Option<Refusal>,
}

/// The blob of a register or amend entry, or why it cannot be had.
#[derive(Debug)]
pub(crate) struct GivenBlob {
    /// The entry's place in the log.
    pub(crate) entry: u64,
    pub(crate) blob: Result<Bytes, String>,
}

/// What entries are prepared by.
pub(crate) struct Preparing<'a> {
    pub(crate) definition: &'a Definition,
    /// They have run ahead of these entries.
    pub(crate) keys: &'a Keys,
    pub(crate) decided: &'a HashMap<u64, Decided>,
    /// The blob of the only entry among them that needs one.
    pub(crate) given: Option<&'a GivenBlob>,
}

impl Preparing<'_> {
    /// Parses some entries, verifies their signatures in one batch and authorises them.
    pub(crate) fn batch(&self, first: u64, entries: &[Bytes]) -> Batch {
        let parsed: Vec<_> = (entries.iter().zip(first..))
            .map(|(bytes, number)| (!self.decided.contains_key(&number)).then(|| Entry::parse(bytes)))
            .collect();
        let mut items = Vec::with_capacity(parsed.len());
        let mut at = Vec::with_capacity(parsed.len());
        let mut bad: HashMap<usize, String> = HashMap::new();
        for ((place, entry), own) in parsed.iter().enumerate().zip(first..) {
            let Some(Ok(Entry { note, .. })) = entry else {
                continue;
            };
            for signature in note.signatures() {
                // `Keys` has run ahead: a key of a later entry is not known yet, so that its line is ignored.
                let number = self.keys.number(signature.name(), signature.id());
                let Some(number) = number.filter(|number| self.keys.known_at(*number, own)) else {
                    continue;
                };
                match signature.ed25519() {
                    Some(bytes) => {
                        let message = note.text().as_bytes();
                        items.push(BatchItem {
                            key: self.keys.key(number),
                            message,
                            signature: bytes,
                        });
                        at.push(place);
                    }
                    None => {
                        bad.insert(place, signature.name().to_owned());
                    }
                }
            }
        }
        for failed in note::verify_batch(&items) {
            bad.insert(at[failed], items[failed].key.name().to_string());
        }
        let mut batch = Batch::new(first, parsed.len());
        batch.signatures = items.len() as u64;
        drop(items);
        for ((place, (entry, bytes)), number) in parsed.into_iter().zip(entries).enumerate().zip(first..) {
            batch.leaves.push(LeafHash::of(bytes));
            let (name, body, authorised) = match entry {
                Some(Ok(entry)) => {
                    let name = entry.name();
                    let Entry { note, body } = entry;
                    let authorised = match bad.remove(&place) {
                        Some(name) => Err(Refusal::BadSignature(name)),
                        None => authorise(self.keys, (number, &name), &note, &body),
                    };
                    (name, body, authorised)
                }
                Some(Err(error)) => {
                    let refusal = Refusal::Malformed(error.to_string());
                    batch.refuse("unreadable", refusal);
                    continue;
                }
                None => {
                    let Decided { name, body, refusal } = self.decided[&number].clone();
                    (name, body, refusal.map_or(Ok(Vec::new()), Err))
                }
            };
            match authorised {
                Ok(signers) => self.add(&mut batch, (number, name), body, signers),
                Err(refusal) => batch.refuse(body.type_name(), refusal),
            }
        }
        batch
    }

    /// Adds an entry that these signers may write.
    fn add(&self, batch: &mut Batch, (number, name): (u64, EntryName), body: Body, signers: Vec<Authorised>) {
        let kind = body.type_name();
        let at = body.context().map(|(_, at)| at.clone());
        let station = body.station().cloned();
        let prepared = match ByType::of(body) {
            ByType::Reading(reading) => match self.definition.contest(reading.contest.as_str()) {
                Ok(contest) => {
                    Prepared::Readings(batch.pack_one(self.definition, contest, name, reading, signers))
                }
                Err(refusal) => return batch.refuse(kind, refusal),
            },
            ByType::Readings(readings) => match self.definition.contest(readings.contest.as_str()) {
                Ok(contest) => {
                    Prepared::Readings(batch.pack_many(self.definition, contest, name, &readings, signers))
                }
                Err(refusal) => return batch.refuse(kind, refusal),
            },
            ByType::Register(body) => {
                match RegisterStations::read(&self.definition.election, self.blob(number)) {
                    Ok(stations) => Prepared::Register(Box::new((name, body, stations))),
                    Err(refusal) => return batch.refuse(kind, refusal),
                }
            }
            ByType::Amend(body) => match read_words(self.blob(number)) {
                Ok(words) => Prepared::Amend(Box::new((name, body, words))),
                Err(refusal) => return batch.refuse(kind, refusal),
            },
            ByType::Other(entry) => Prepared::Other(Box::new(PreparedOther {
                name,
                kind,
                at,
                station,
                signers,
                entry,
            })),
        };
        batch.entries.push(prepared);
    }

    /// The blob that was given for an entry, or why it cannot be had.
    fn blob(&self, entry: u64) -> Option<&Result<Bytes, String>> {
        let given = self.given.filter(|given| given.entry == entry);
        given.map(|given| &given.blob)
    }
}

/// Those of an entry's signers who may write it; their signatures are not verified here.
pub(crate) fn authorise(
    keys: &Keys,
    (entry, name): (u64, &EntryName),
    note: &NoteRef<'_>,
    body: &Body,
) -> Result<Vec<Authorised>, Refusal> {
    // `FirstEntry::read` has verified the first entry.
    if matches!(body, Body::Election(_)) {
        return Ok(Vec::new());
    }
    let mut signers: Vec<KeyNumber> = Vec::with_capacity(note.signatures().len());
    for signature in note.signatures() {
        if let Some(number) = keys.number(signature.name(), signature.id())
            && !signers.contains(&number)
        {
            signers.push(number);
        }
    }
    keys.authorise(entry, Some(name), body, &signers)
        .map_err(|refusal| keys.void_or(refusal, entry, lines(note)))
}

/// Appends to a list.
fn append<T>(list: &mut Vec<T>, new: impl IntoIterator<Item = T>) -> Span {
    let start = list.len() as u32;
    list.extend(new);
    let len = list.len() as u32 - start;
    Span { start, len }
}

/// What a row says, whichever type its entry is of.
struct NewRow<'a> {
    station: &'a StationCode,
    counts: &'a Counts,
    method: Method,
    line: Option<NonZeroU32>,
    as_of: Option<&'a Minute>,
    corrects: Option<ReadingName>,
}

impl Batch {
    fn new(first: u64, entries: usize) -> Batch {
        Batch {
            first,
            entries: Vec::with_capacity(entries),
            leaves: Vec::with_capacity(entries),
            rows: Vec::with_capacity(entries),
            signers: Vec::with_capacity(entries),
            ..Batch::default()
        }
    }

    /// Adds an entry that counts for nothing.
    fn refuse(&mut self, kind: &str, refusal: Refusal) {
        let prepared = Prepared::Refused(Box::new((kind.to_owned(), refusal)));
        self.entries.push(prepared);
    }

    fn pack_one(
        &mut self,
        definition: &Definition,
        contest: ContestNumber,
        name: EntryName,
        reading: record::Reading,
        signers: Vec<Authorised>,
    ) -> PackedReadings {
        let row = NewRow {
            station: &reading.station,
            counts: &reading.counts,
            method: reading.method,
            line: reading.line,
            as_of: reading.as_of.as_ref(),
            corrects: reading.corrects.map(|corrects| corrects.reading),
        };
        let row = self.pack_row(definition, contest, &row);
        let documents = &mut self.documents;
        let of = append(&mut self.of, reading.of.iter().map(|of| documents.number(of)));
        PackedReadings {
            name,
            rows: append(&mut self.rows, [row]),
            signers: append(&mut self.signers, signers),
            of,
            account: self.accounts.number(&reading.account),
            stage: reading.stage.as_ref().map(|stage| self.stages.number(stage)),
            hour: self.hours.number(&reading.at),
            contest,
            method: reading.method,
            many: false,
            salted: reading.salt.is_some(),
        }
    }

    fn pack_many(
        &mut self,
        definition: &Definition,
        contest: ContestNumber,
        name: EntryName,
        readings: &record::Readings,
        signers: Vec<Authorised>,
    ) -> PackedReadings {
        let start = self.rows.len() as u32;
        for ((number, row), corrects) in readings.rows.iter().enumerate().zip(readings.corrected()) {
            let row = NewRow {
                station: row.station,
                counts: &readings.counts(&row),
                method: Method::File,
                line: row.line,
                as_of: readings.as_of(number),
                corrects,
            };
            let row = self.pack_row(definition, contest, &row);
            self.rows.push(row);
        }
        PackedReadings {
            name,
            rows: Span {
                start,
                len: readings.rows.len() as u32,
            },
            signers: append(&mut self.signers, signers),
            of: append(&mut self.of, [self.documents.number(&readings.of)]),
            account: self.accounts.number(&readings.account),
            stage: readings.stage.as_ref().map(|stage| self.stages.number(stage)),
            hour: self.hours.number(&readings.at),
            contest,
            method: Method::File,
            many: true,
            salted: false,
        }
    }

    fn pack_row(&mut self, definition: &Definition, contest: ContestNumber, row: &NewRow<'_>) -> PackedRow {
        let number = usize::from(contest);
        let election = &definition.election;
        let broken = check(row.counts, &election.contests[number], election);
        let errors = broken.iter().any(|broken| broken.severity.is_error());
        let figures = self.figures.push(&definition.orders[number], row.counts);
        let station = Span {
            start: self.codes.len() as u32,
            len: row.station.as_str().len() as u32,
        };
        self.codes.push_str(row.station.as_str());
        PackedRow {
            station,
            figures,
            broken: append(&mut self.broken, broken),
            line: row.line,
            errors,
            empty: election.is_empty_row(row.method, row.counts),
            as_of: row.as_of.map(|minute| self.minutes.number(minute)),
            corrects: row.corrects.map(Box::new),
        }
    }

    /// The entries' leaves in the log's tree, in their order.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = LeafHash> + '_ {
        self.leaves.iter().copied()
    }

    /// The rows of an entry, in their order.
    pub(crate) fn rows(&self, readings: &PackedReadings) -> &[PackedRow] {
        readings.rows.of(&self.rows)
    }

    /// The code of the station that a row names.
    pub(crate) fn station(&self, row: &PackedRow) -> &str {
        let Span { start, len } = row.station;
        &self.codes[start as usize..][..len as usize]
    }

    /// A row's figures.
    pub(crate) fn figures(&self, row: &PackedRow) -> (&PackedFigures, FiguresAt) {
        (&self.figures, row.figures)
    }

    pub(crate) fn signers(&self, readings: &PackedReadings) -> &[Authorised] {
        readings.signers.of(&self.signers)
    }

    /// What an entry of readings was taken from, as numbers of the batch's documents.
    pub(crate) fn of(&self, readings: &PackedReadings) -> &[u32] {
        readings.of.of(&self.of)
    }

    /// The rules that a reading breaks.
    pub(crate) fn broken(&self, row: &PackedRow) -> &[Broken] {
        row.broken.of(&self.broken)
    }

    /// The numbers of the stations that the batch's rows name, as far as they are known already. Looking them up one
    /// right after the other lets the processor wait for many places in memory at once.
    pub(crate) fn known_stations(&self, stations: &Stations) -> Vec<Option<StationNumber>> {
        let rows = self.rows.iter();
        rows.map(|row| stations.number(self.station(row))).collect()
    }
}
