//! From the bytes of a log's entries to a tally: parse, verify, authorise and fold, window by window.
//!
//! There is no I/O here: the caller pushes windows of entries into a [`Replay`] and is asked for the blobs of
//! the register and amend entries that count. Parsing and verifying a window runs on all cores while the window before
//! it is folded in.

use crate::Tally;
use crate::fold::Fold;
use crate::keys::Keys;
use crate::prepare::{Batch, Decided, Definition, GivenBlob, Preparing, authorise};
use crate::start::Start;
use crate::succession::Succession;
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
    /// It has looked at all entries that were pushed, and perhaps at more.
    succession: Succession,
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
    /// The blob of a register, or of words, is needed first.
    Blob(Box<Wanted>),
    /// The window makes void what was folded in before it: the fold begins again from the log's first entry.
    Again(Box<Again>),
}

/// A fold that begins again, since an entry makes earlier ones void.
///
/// What there is of the log behind that entry may be shown to it first, so that one more pass suffices however many
/// such entries there are.
#[derive(Debug, thiserror::Error)]
#[error("an entry makes earlier ones void: the log is to be folded again from its first entry on")]
pub struct Again {
    definition: Arc<Definition>,
    succession: Succession,
    looked: u64,
}

impl Again {
    /// Looks at the entries that follow those that were pushed and looked at before.
    pub fn look(&mut self, entries: &[Bytes]) {
        self.succession.look(self.looked, entries);
        self.looked += entries.len() as u64;
    }

    /// The replay that begins again: the same entries are pushed from the log's first one on.
    pub fn replay(self) -> Replay {
        Replay::of(self.definition, self.succession)
    }
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

/// A window of entries that waits for the blob of a register or amend entry that counts.
///
/// One blob is asked for at a time, so that a window never holds more than one.
#[derive(Debug)]
pub struct Wanted {
    replay: Replay,
    window: Window,
    needed: NeededBlob,
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
    needed: VecDeque<NeededBlob>,
}

/// A blob that is needed: the signers of the entry that names it may write that.
#[derive(Debug)]
struct NeededBlob {
    /// The entry's place in the log.
    entry: u64,
    blob: BlobHash,
}

impl Replay {
    /// Begins a replay; the log's first entry is pushed as the others are.
    pub fn new(start: &Start) -> Replay {
        let definition = Arc::new(Definition::new(start.law.clone(), start.words.clone()));
        Replay::of(definition, Succession::new(start))
    }

    fn of(definition: Arc<Definition>, succession: Succession) -> Replay {
        Replay {
            keys: Keys::new(Arc::new(succession.clone())),
            fold: Fold::new(definition.clone()),
            succession,
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
        if self.succession.look(first, &entries) {
            if first > 0 {
                return Step::Again(Box::new(Again {
                    looked: first + entries.len() as u64,
                    definition: self.definition,
                    succession: self.succession,
                }));
            }
            self.keys = Keys::new(Arc::new(self.succession.clone()));
        }
        let mut window = Window {
            first,
            leaves: Vec::with_capacity(entries.len()),
            entries,
            done: 0,
            decided: HashMap::new(),
            needed: VecDeque::new(),
        };
        // Keys and revocations first, one after the other: every other entry is judged by them. Registers
        // and amendments with them, because their blobs must be asked for.
        for (bytes, number) in window.entries.iter().zip(first..) {
            if let Some("key" | "revoke" | "recover" | "register" | "amend") = record::stated_type(bytes)
                && let Ok(Entry { note, body }) = Entry::parse(bytes)
            {
                let name = EntryName::of(note.text());
                let blob = match &body {
                    Body::Register(register) => Some(register.stations),
                    Body::Amend(amend) => Some(amend.words),
                    _ => None,
                };
                if let Some(blob) = blob {
                    if self.may_write((number, &name), &note, &body) {
                        let entry = number;
                        window.needed.push_back(NeededBlob { entry, blob });
                    }
                    continue;
                }
                let taken_in = match body {
                    Body::Recover(_) => self.succession.verdict(number),
                    _ => self.keys.advance(number, name, &note, &body),
                };
                if self.succession.names_chief(number) {
                    self.keys.recovered(number);
                }
                let refusal = taken_in.err();
                window.decided.insert(number, Decided { name, body, refusal });
            }
        }
        match window.needed.pop_front() {
            None => self.prepare(window, None),
            Some(needed) => self.want(window, needed),
        }
    }

    /// Takes in entries whose registers' and words' blobs are at hand. A blob that `blobs` does not give is missing, and
    /// the entry that names it counts for nothing.
    ///
    /// # Errors
    /// [`Again`] where the window makes void what was folded in before it; never for the log's first window.
    pub fn push_with(
        self,
        entries: Vec<Bytes>,
        mut blobs: impl FnMut(&BlobHash) -> Option<Bytes>,
    ) -> Result<Pushed, Box<Again>> {
        let mut step = self.push(entries);
        loop {
            step = match step {
                Step::Ready(pushed) => return Ok(*pushed),
                Step::Again(again) => return Err(again),
                Step::Blob(wanted) => match blobs(wanted.name()) {
                    Some(blob) => wanted.give(blob),
                    None => wanted.missing("it is missing"),
                },
            }
        }
    }

    /// Whether the signatures of known keys verify and one of them may write the entry.
    fn may_write(&self, (entry, name): (u64, &EntryName), note: &NoteRef<'_>, body: &Body) -> bool {
        let holds = note.signatures().iter().all(|signature| {
            let number = self.keys.number(signature.name(), signature.id());
            let number = number.filter(|number| self.keys.known_at(*number, entry));
            number.is_none_or(|number| {
                let bytes = signature.ed25519();
                bytes.is_some_and(|bytes| self.keys.key(number).verify(note.text().as_bytes(), bytes))
            })
        });
        holds && authorise(&self.keys, (entry, name), note, body).is_ok()
    }

    fn want(self, window: Window, needed: NeededBlob) -> Step {
        Step::Blob(Box::new(Wanted {
            replay: self,
            window,
            needed,
        }))
    }

    /// Prepares a window's entries up to the next one that needs a blob.
    fn prepare(mut self, mut window: Window, given: Option<GivenBlob>) -> Step {
        let next = window.needed.pop_front();
        let end = match &next {
            Some(needed) => (needed.entry - window.first) as usize,
            None => window.entries.len(),
        };
        let entries = &window.entries[window.done..end];
        let preparing = Preparing {
            definition: &self.definition,
            keys: &self.keys,
            decided: &window.decided,
            given: given.as_ref(),
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
            Some(needed) => self.want(window, needed),
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
        Tally::of(self.fold, self.keys, self.succession, self.next)
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
        &self.needed.blob
    }

    /// Goes on with the blob's bytes. Where they are not those that the name stands for, the entry counts
    /// for nothing.
    pub fn give(self: Box<Self>, blob: Bytes) -> Step {
        let blob = if BlobHash::of(&blob) == *self.name() {
            Ok(blob)
        } else {
            Err(format!("{} is not the hash of its bytes", self.name()))
        };
        self.go_on(blob)
    }

    /// Goes on without the blob: the entry counts for nothing. `reason` is a sentence that names the blob
    /// and says why it cannot be had; it is published with the entry.
    pub fn missing(self: Box<Self>, reason: impl ToString) -> Step {
        let reason = reason.to_string();
        self.go_on(Err(reason))
    }

    fn go_on(self: Box<Self>, blob: Result<Bytes, String>) -> Step {
        let Wanted {
            replay,
            window,
            needed,
        } = *self;
        let entry = needed.entry;
        replay.prepare(window, Some(GivenBlob { entry, blob }))
    }
}
