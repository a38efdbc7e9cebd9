//! From the bytes of a log's entries to a tally: parse, verify, authorise and fold, window by window.
//!
//! There is no I/O here: the caller pushes windows of entries into a [`Replay`] and is asked for the blobs of
//! the register entries that count. Parsing and verifying a window runs on all cores while the window before
//! it is folded in.

use crate::Tally;
use crate::fold::Fold;
use crate::keys::Keys;
use crate::prepare::{Batch, Decided, Definition, GivenBlob, Preparing, authorise};
use crate::start::Start;
use bytes::Bytes;
use note::NoteRef;
use rayon::prelude::*;
use record::{BlobHash, Body, Entry, EntryName, LeafHash};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// The most entries that are prepared together on one core.
const BATCH: usize = note::RECOMMENDED_BATCH;

/// And so many bytes of entries or one entry more: one may hold hundreds of rows.
const BATCH_BYTES: usize = 2 << 20;

/// How many entries a window should hold at most.
pub const WINDOW: usize = 16 * BATCH;

/// From how many bytes of entries on a window should be pushed, even where it holds fewer entries.
pub const WINDOW_BYTES: usize = 16 * BATCH_BYTES;

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
    ready: Vec<Batch>,
    next: u64,
    signatures: u64,
}

/// How a window of entries goes on.
#[derive(Debug)]
pub enum Step {
    /// All of it is prepared.
    Ready(Box<Pushed>),
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
    /// The leaves of the window's entries in the log's tree, in their order.
    pub leaves: Vec<LeafHash>,
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
    leaves: Vec<LeafHash>,
    decided: HashMap<u64, Decided>,
    registers: VecDeque<Register>,
}

/// A register entry whose blob is needed: its signers may write it.
#[derive(Debug)]
struct Register {
    /// Its place in the log.
    entry: u64,
    blob: BlobHash,
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
    /// before them is folded in. [`WINDOW`] and [`WINDOW_BYTES`] say how much a window should hold.
    pub fn push(mut self, entries: Vec<Bytes>) -> Step {
        let first = self.next;
        let mut window = Window {
            first,
            leaves: Vec::with_capacity(entries.len()),
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
                if let Body::Register(register) = &body {
                    if self.may_write(number, &note, &body) {
                        window.registers.push_back(Register {
                            entry: number,
                            blob: register.stations,
                        });
                    }
                    continue;
                }
                let name = EntryName::of(note.text());
                let refusal = self.keys.advance(number, name, &note, &body).err();
                window.decided.insert(number, Decided { name, body, refusal });
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
                Step::Ready(pushed) => return *pushed,
                Step::Blob(wanted) => match blobs(wanted.name()) {
                    Some(blob) => wanted.give(blob),
                    None => wanted.missing("it is missing"),
                },
            }
        }
    }

    /// Whether the signatures of known keys verify and one of them may write the entry.
    fn may_write(&self, entry: u64, note: &NoteRef<'_>, body: &Body) -> bool {
        let holds = note.signatures().iter().all(|signature| {
            let number = self.keys.number(signature.name(), signature.id());
            number.is_none_or(|number| {
                let bytes = signature.ed25519();
                bytes.is_some_and(|bytes| self.keys.key(number).verify(note.text().as_bytes(), bytes))
            })
        });
        holds && authorise(&self.keys, entry, note, body).is_ok()
    }

    fn want(self, window: Window, register: Register) -> Step {
        Step::Blob(Box::new(Wanted {
            replay: self,
            window,
            register,
        }))
    }

    /// Prepares a window's entries up to the next register that needs a blob.
    fn prepare(mut self, mut window: Window, given: Option<GivenBlob>) -> Step {
        let next = window.registers.pop_front();
        let end = match &next {
            Some(register) => (register.entry - window.first) as usize,
            None => window.entries.len(),
        };
        let entries = &window.entries[window.done..end];
        let preparing = Preparing {
            definition: &self.definition,
            keys: &self.keys,
            decided: &window.decided,
            register: given.as_ref(),
        };
        let (fold, first) = (&mut self.fold, self.next);
        let ready = std::mem::take(&mut self.ready);
        let ((), prepared) = rayon::join(
            || ready.into_iter().for_each(|batch| fold.apply(batch)),
            || -> Vec<Batch> {
                let prepare = |(start, entries)| preparing.batch(first + start as u64, entries);
                batches(entries).into_par_iter().map(prepare).collect()
            },
        );
        self.next += entries.len() as u64;
        self.signatures += prepared.iter().map(|batch| batch.signatures).sum::<u64>();
        window.leaves.extend(prepared.iter().flat_map(Batch::leaves));
        window.done = end;
        self.ready = prepared;
        match next {
            Some(register) => self.want(window, register),
            None => Step::Ready(Box::new(Pushed {
                replay: self,
                first: window.first,
                leaves: window.leaves,
            })),
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
        for batch in std::mem::take(&mut self.ready) {
            self.fold.apply(batch);
        }
        Tally::of(self.fold, self.keys, self.next)
    }
}

/// Divides entries into those that are prepared together, each part with the place of its first entry.
fn batches(entries: &[Bytes]) -> Vec<(usize, &[Bytes])> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        bytes += entry.len();
        if bytes >= BATCH_BYTES || at + 1 - start == BATCH || at + 1 == entries.len() {
            batches.push((start, &entries[start..=at]));
            (start, bytes) = (at + 1, 0);
        }
    }
    batches
}

impl Wanted {
    /// The name of the blob that is needed.
    pub fn name(&self) -> &BlobHash {
        &self.register.blob
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
        let entry = register.entry;
        replay.prepare(window, Some(GivenBlob { entry, blob }))
    }
}
