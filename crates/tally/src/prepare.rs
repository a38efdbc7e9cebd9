//! The order-independent half of folding: parse, verify, authorise, check figures against the rules of a sheet, pack
//! them; runs on all cores.
//!
//! Nearly all entries are readings, so that a batch keeps these packed: one list of figures, one text of
//! station codes, and names that most of them share written once. Folding one in then allocates nothing.

use crate::fold::register::RegisterStations;
use crate::fold::{ByType, FoldIn};
use crate::keys::{Authorised, KeyNumber, Keys, lines};
use crate::readings::{ContestNumber, FigureOrder, Interned};
use crate::refusal::Refusal;
use crate::stations::{StationNumber, Stations};
use bytes::Bytes;
use model::rules::{Broken, check};
use model::{AccountId, Election, Figure, Hour, Method, Severity, StationCode};
use note::{BatchItem, NoteRef};
use record::{BlobHash, Body, Entry, EntryHash, RegisterBody};
use std::collections::HashMap;

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

/// An entry, prepared to be folded in.
#[derive(Debug)]
pub(crate) enum Prepared {
    /// A reading that its signers may write.
    Reading(PackedReading),
    /// Stations for the register: the entry, and the blob that it names, read through.
    Register(Box<(RegisterBody, RegisterStations)>),
    /// An entry of another type that its signers may write.
    Other(Box<PreparedOther>),
    /// It counts for nothing: its type and why.
    Refused(Box<(String, Refusal)>),
}

/// An entry of a type that is not packed.
#[derive(Debug)]
pub(crate) struct PreparedOther {
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

/// A reading whose figures are packed and checked against the rules; its names are indices into the batch's.
#[derive(Debug)]
pub(crate) struct PackedReading {
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

/// Some entries that follow each other in the log, prepared.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The first entry's place in the log.
    pub(crate) first: u64,
    /// How many signatures were verified in a batch.
    pub(crate) signatures: u64,
    pub(crate) entries: Vec<(EntryHash, Prepared)>,
    pub(crate) accounts: Interned<AccountId>,
    pub(crate) documents: Interned<BlobHash>,
    pub(crate) hours: Interned<Hour>,
    codes: String,
    figures: Vec<Figure>,
    signers: Vec<Authorised>,
    broken: Vec<Broken>,
}

/// An entry that was decided about before its window was divided among the cores, because others are judged by it.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    pub(crate) body: Body,
    pub(crate) refusal: Option<Refusal>,
}

/// The blob of a register entry, or why it cannot be had.
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
    /// The blob of the only register among them that counts.
    pub(crate) register: Option<&'a GivenBlob>,
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
        let mut batch = Batch::with_capacity(first, parsed.len());
        batch.signatures = items.len() as u64;
        drop(items);
        for ((place, (entry, bytes)), number) in parsed.into_iter().zip(entries).enumerate().zip(first..) {
            let hash = EntryHash::of(bytes);
            let (body, authorised) = match entry {
                Some(Ok(Entry { note, body })) => {
                    let authorised = match bad.remove(&place) {
                        Some(name) => Err(Refusal::BadSignature(name)),
                        None => authorise(self.keys, (number, &hash), &note, &body),
                    };
                    (body, authorised)
                }
                Some(Err(error)) => {
                    let refusal = Refusal::Malformed(error.to_string());
                    batch.refuse(hash, "unreadable", refusal);
                    continue;
                }
                None => {
                    let Decided { body, refusal } = self.decided[&number].clone();
                    (body, refusal.map_or(Ok(Vec::new()), Err))
                }
            };
            match authorised {
                Ok(signers) => self.add(&mut batch, (number, hash), body, signers),
                Err(refusal) => batch.refuse(hash, body.type_name(), refusal),
            }
        }
        batch
    }

    /// Adds an entry that these signers may write.
    fn add(&self, batch: &mut Batch, (number, hash): (u64, EntryHash), body: Body, signers: Vec<Authorised>) {
        let kind = body.type_name();
        let at = body.context().map(|(_, at)| at.clone());
        let station = body.station().cloned();
        let prepared = match ByType::of(body) {
            ByType::Reading(reading) => match self.definition.contest(reading.contest.as_str()) {
                Ok(contest) => Prepared::Reading(batch.pack(self.definition, contest, &reading, signers)),
                Err(refusal) => return batch.refuse(hash, kind, refusal),
            },
            ByType::Register(body) => {
                let given = self.register.filter(|given| given.entry == number);
                match RegisterStations::read(&self.definition.election, given.map(|given| &given.blob)) {
                    Ok(stations) => Prepared::Register(Box::new((body, stations))),
                    Err(refusal) => return batch.refuse(hash, kind, refusal),
                }
            }
            ByType::Other(entry) => Prepared::Other(Box::new(PreparedOther {
                kind,
                at,
                station,
                signers,
                entry,
            })),
        };
        batch.entries.push((hash, prepared));
    }
}

/// Those of an entry's signers who may write it; their signatures are not verified here.
pub(crate) fn authorise(
    keys: &Keys,
    (entry, hash): (u64, &EntryHash),
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
    keys.authorise(entry, Some(hash), body, &signers)
        .map_err(|refusal| keys.void_or(refusal, entry, lines(note)))
}

impl Batch {
    fn with_capacity(first: u64, entries: usize) -> Batch {
        Batch {
            first,
            entries: Vec::with_capacity(entries),
            signers: Vec::with_capacity(entries),
            ..Batch::default()
        }
    }

    /// Adds an entry that counts for nothing.
    fn refuse(&mut self, hash: EntryHash, kind: &str, refusal: Refusal) {
        let prepared = Prepared::Refused(Box::new((kind.to_owned(), refusal)));
        self.entries.push((hash, prepared));
    }

    fn pack(
        &mut self,
        definition: &Definition,
        contest: ContestNumber,
        reading: &record::Reading,
        signers: Vec<Authorised>,
    ) -> PackedReading {
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
        PackedReading {
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
    pub(crate) fn station(&self, reading: &PackedReading) -> &str {
        let Span { start, len } = reading.station;
        &self.codes[start as usize..][..len as usize]
    }

    pub(crate) fn figures(&self, reading: &PackedReading) -> &[Figure] {
        reading.figures.of(&self.figures)
    }

    pub(crate) fn signers(&self, reading: &PackedReading) -> &[Authorised] {
        reading.signers.of(&self.signers)
    }

    /// The rules that a reading breaks.
    pub(crate) fn broken(&self, reading: &PackedReading) -> &[Broken] {
        reading.broken.of(&self.broken)
    }

    /// The numbers of the stations that the readings name, as far as they are known already: an entry
    /// each, and none for other types. Looking them up one right after the other lets the processor wait
    /// for many places in memory at once.
    pub(crate) fn known_stations(
        &self,
        entries: &[(EntryHash, Prepared)],
        stations: &Stations,
    ) -> Vec<Option<StationNumber>> {
        let number = |(_, prepared): &(EntryHash, Prepared)| match prepared {
            Prepared::Reading(reading) => stations.number(self.station(reading)),
            Prepared::Register(_) | Prepared::Other(_) | Prepared::Refused(_) => None,
        };
        entries.iter().map(number).collect()
    }
}
