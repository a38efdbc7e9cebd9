//! From the bytes of a log's entries to a tally: parse, verify, authorise and fold, window by window.
//!
//! There is no I/O here: the caller pushes windows of entries into a [`Replay`] and is asked for the blobs of
//! the register entries that count. Parsing and verifying a window runs on all cores while the window before
//! it is folded in.

use crate::chunk::{Chunk, Definition};
use crate::fold::Fold;
use crate::keys::{Authorised, KeyNumber, Keys};
use crate::start::Start;
use crate::{Refusal, Tally};
use bytes::Bytes;
use note::{BatchItem, NoteRef};
use rayon::prelude::*;
use record::{BlobHash, Body, Entry, EntryHash, RegisterBody};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// How many entries are parsed and verified together on one core.
const CHUNK: usize = note::RECOMMENDED_BATCH;

/// How many entries a window should hold.
pub const WINDOW: usize = 16 * CHUNK;

/// A log that is being folded into a tally.
///
/// It is owned and can be moved to the thread that does the work, so that an asynchronous caller blocks
/// none of its own.
#[derive(Debug)]
pub struct Replay {
    definition: Arc<Definition>,
    keys: Keys,
    fold: Fold,
    /// Prepared, and folded in while the entries after them are prepared.
    ready: Vec<Chunk>,
    next: u64,
    signatures: u64,
}

/// How a window of entries goes on.
#[derive(Debug)]
pub enum Step {
    /// All of it is prepared.
    Ready(Pushed),
    /// A register's blob is needed first.
    Blob(Box<Wanted>),
}

/// A window of entries that was taken in.
#[derive(Debug)]
pub struct Pushed {
    /// The replay, ready for the next window.
    pub replay: Replay,
    /// The first entry's place in the log.
    pub first: u64,
    /// The hashes of the window's entries, in their order.
    pub hashes: Vec<EntryHash>,
}

/// A window of entries that waits for the blob of a register entry that counts.
///
/// One blob is asked for at a time, so that a window never holds more than one.
#[derive(Debug)]
pub struct Wanted {
    replay: Replay,
    window: Window,
    register: Register,
}

/// A window's entries that are not prepared yet.
#[derive(Debug)]
struct Window {
    first: u64,
    entries: Vec<Bytes>,
    /// How many of them are prepared.
    done: usize,
    hashes: Vec<EntryHash>,
    decided: HashMap<u64, Decided>,
    registers: VecDeque<Register>,
}

/// A register entry that counts, as far as its signers go.
#[derive(Debug)]
struct Register {
    entry: u64,
    body: RegisterBody,
}

/// What was decided about an entry before its window was divided among the cores: all that every other entry
/// is judged by, and that nothing else is to wait for.
#[derive(Debug, Clone)]
struct Decided {
    kind: &'static str,
    entry: Result<(Body, Vec<Authorised>), Refusal>,
}

/// The blob of the one register entry among some entries that are prepared together.
struct GivenRegister {
    register: Register,
    blob: Result<Bytes, String>,
}

impl Replay {
    /// Begins a replay; the log's first entry is pushed as the others are.
    pub fn new(start: &Start) -> Replay {
        let definition = Arc::new(Definition::new(start.election.clone()));
        Replay {
            keys: Keys::new(start.election.id.clone(), start.operator.clone()),
            fold: Fold::new(definition.clone()),
            definition,
            ready: Vec::new(),
            next: 0,
            signatures: 0,
        }
    }

    /// Takes in the entries that follow those pushed before: prepares them on all cores while the window
    /// before them is folded in. [`WINDOW`] says how many entries a window should hold.
    pub fn push(mut self, entries: Vec<Bytes>) -> Step {
        let first = self.next;
        let mut window = Window {
            first,
            hashes: Vec::with_capacity(entries.len()),
            entries,
            done: 0,
            decided: HashMap::new(),
            registers: VecDeque::new(),
        };
        // Keys and revocations first, one after the other: every other entry is judged by them. Registers
        // with them, because their blobs must be asked for.
        for (bytes, number) in window.entries.iter().zip(first..) {
            if let Some("key" | "revoke" | "register") = record::stated_type(bytes)
                && let Ok(Entry { note, body }) = Entry::parse(bytes)
            {
                let kind = body.type_name();
                let entry = match body {
                    Body::Register(body) => match self.register(number, &note, body) {
                        Ok(body) => {
                            window.registers.push_back(Register { entry: number, body });
                            continue;
                        }
                        Err(refusal) => Err(refusal),
                    },
                    body => self
                        .keys
                        .advance(number, EntryHash::of(bytes), &note, &body)
                        .map(|()| (body, Vec::new())),
                };
                window.decided.insert(number, Decided { kind, entry });
            }
        }
        match window.registers.pop_front() {
            None => self.prepare(window, None),
            Some(register) => self.want(window, register),
        }
    }

    /// Takes in entries whose registers' blobs are at hand. A blob that `blobs` does not give is missing, and
    /// the register that names it counts for nothing.
    pub fn push_with(self, entries: Vec<Bytes>, mut blobs: impl FnMut(&BlobHash) -> Option<Bytes>) -> Pushed {
        let mut step = self.push(entries);
        loop {
            step = match step {
                Step::Ready(pushed) => return pushed,
                Step::Blob(wanted) => match blobs(wanted.name()) {
                    Some(blob) => wanted.give(blob),
                    None => wanted.missing("it is missing"),
                },
            }
        }
    }

    /// A register entry, if its signers may write it.
    fn register(&self, entry: u64, note: &NoteRef<'_>, body: RegisterBody) -> Result<RegisterBody, Refusal> {
        let mut bad = None;
        for signature in note.signatures() {
            let Some(number) = self.keys.number(signature.name(), signature.id()) else {
                continue;
            };
            match signature.ed25519() {
                Some(bytes) if self.keys.key(number).verify(note.text().as_bytes(), bytes) => {}
                // Of several, the last is named, and one of Ed25519 before any other.
                Some(_) => bad = Some((true, signature.name())),
                None if matches!(bad, Some((true, _))) => {}
                None => bad = Some((false, signature.name())),
            }
        }
        if let Some((_, name)) = bad {
            return Err(Refusal::BadSignature(name.to_owned()));
        }
        let body = Body::Register(body);
        authorise(&self.keys, entry, note, &body)?;
        match body {
            Body::Register(body) => Ok(body),
            _ => unreachable!("it is a register"),
        }
    }

    fn want(self, window: Window, register: Register) -> Step {
        Step::Blob(Box::new(Wanted {
            replay: self,
            window,
            register,
        }))
    }

    /// Prepares a window's entries up to the next register that needs a blob.
    fn prepare(mut self, mut window: Window, given: Option<GivenRegister>) -> Step {
        let next = window.registers.pop_front();
        let end = match &next {
            Some(register) => (register.entry - window.first) as usize,
            None => window.entries.len(),
        };
        let entries = &window.entries[window.done..end];
        let (fold, definition, keys) = (&mut self.fold, &*self.definition, &self.keys);
        let (ready, first) = (std::mem::take(&mut self.ready), self.next);
        let ((), chunks) = rayon::join(
            || ready.into_iter().for_each(|chunk| fold.apply(chunk)),
            || -> Vec<Chunk> {
                let chunks = entries.par_chunks(CHUNK).enumerate();
                chunks
                    .map(|(n, entries)| {
                        let first = first + (n * CHUNK) as u64;
                        let prepared = (&window.decided, given.as_ref());
                        check(definition, keys, prepared, first, entries)
                    })
                    .collect()
            },
        );
        self.next += entries.len() as u64;
        self.signatures += chunks.iter().map(|chunk| chunk.signatures).sum::<u64>();
        window.hashes.extend(chunks.iter().flat_map(Chunk::hashes));
        window.done = end;
        self.ready = chunks;
        match next {
            Some(register) => self.want(window, register),
            None => Step::Ready(Pushed {
                replay: self,
                first: window.first,
                hashes: window.hashes,
            }),
        }
    }

    /// How many signatures were verified in batches.
    pub fn signatures(&self) -> u64 {
        self.signatures
    }

    /// How many entries were pushed.
    pub fn entries(&self) -> u64 {
        self.next
    }

    /// Ends the replay: the tally of all entries pushed.
    pub fn finish(mut self) -> Tally {
        for chunk in std::mem::take(&mut self.ready) {
            self.fold.apply(chunk);
        }
        Tally::of(self.fold, self.keys, self.next)
    }
}

impl Wanted {
    /// The name of the blob that is needed.
    pub fn name(&self) -> &BlobHash {
        &self.register.body.stations
    }

    /// Goes on with the blob's bytes. Where they are not those that the name stands for, the register counts
    /// for nothing.
    pub fn give(self: Box<Self>, blob: Bytes) -> Step {
        let blob = if BlobHash::of(&blob) == *self.name() {
            Ok(blob)
        } else {
            Err(format!("{} is not the hash of its bytes", self.name()))
        };
        self.go_on(blob)
    }

    /// Goes on without the blob: the register counts for nothing. `reason` is a sentence that names the blob
    /// and says why it cannot be had; it is published with the entry.
    pub fn missing(self: Box<Self>, reason: impl ToString) -> Step {
        let reason = reason.to_string();
        self.go_on(Err(reason))
    }

    fn go_on(self: Box<Self>, blob: Result<Bytes, String>) -> Step {
        let Wanted {
            replay,
            window,
            register,
        } = *self;
        replay.prepare(window, Some(GivenRegister { register, blob }))
    }
}

/// Parses some entries, verifies their signatures in one batch and authorises them.
fn check(
    definition: &Definition,
    keys: &Keys,
    (decided, given): (&HashMap<u64, Decided>, Option<&GivenRegister>),
    first: u64,
    entries: &[Bytes],
) -> Chunk {
    let given = |number: u64| given.filter(|given| given.register.entry == number);
    let early = |number: u64| decided.contains_key(&number) || given(number).is_some();
    let parsed: Vec<_> = (entries.iter().zip(first..))
        .map(|(bytes, number)| (!early(number)).then(|| Entry::parse(bytes)))
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
            let number = keys.number(signature.name(), signature.id());
            let Some(number) = number.filter(|number| keys.known_at(*number, own)) else {
                continue;
            };
            match signature.ed25519() {
                Some(bytes) => {
                    let message = note.text().as_bytes();
                    items.push(BatchItem {
                        key: keys.key(number),
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
    let mut chunk = Chunk::with_capacity(first, parsed.len());
    chunk.signatures = items.len() as u64;
    drop(items);
    for ((place, (entry, bytes)), number) in parsed.into_iter().zip(entries).enumerate().zip(first..) {
        let hash = EntryHash::of(bytes);
        let entry = match (entry, given(number)) {
            (Some(entry), _) => entry,
            (None, Some(given)) => {
                chunk.register(definition, hash, &given.register.body, &given.blob);
                continue;
            }
            (None, None) => {
                let Decided { kind, entry } = decided[&number].clone();
                match entry {
                    Ok((body, signers)) => chunk.add(definition, hash, body, signers),
                    Err(refusal) => chunk.refuse(hash, kind, refusal),
                }
                continue;
            }
        };
        let Entry { note, body } = match entry {
            Ok(entry) => entry,
            Err(error) => {
                chunk.refuse(hash, "unreadable", Refusal::Malformed(error.to_string()));
                continue;
            }
        };
        let authorised = match bad.remove(&place) {
            Some(name) => Err(Refusal::BadSignature(name)),
            None => authorise(keys, number, &note, &body),
        };
        match authorised {
            Ok(signers) => chunk.add(definition, hash, body, signers),
            Err(refusal) => chunk.refuse(hash, body.type_name(), refusal),
        }
    }
    chunk
}

fn authorise(keys: &Keys, entry: u64, note: &NoteRef<'_>, body: &Body) -> Result<Vec<Authorised>, Refusal> {
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
    keys.authorise(entry, body, &signers)
}
