//! From the bytes of a log's entries to a tally: parse, verify, authorise and fold, window by window.
//!
//! Parsing and verifying a window runs on all cores while the window before it is folded in.

use crate::chunk::{Chunk, Definition};
use crate::fold::{Blobs, Fold};
use crate::keys::{Authorised, KeyNumber, Keys};
use crate::{Refusal, Tally};
use bytes::Bytes;
use model::Election;
use note::{BatchItem, NoteRef, VerifyingKey};
use rayon::prelude::*;
use record::{Body, ElectionBody, Entry, EntryHash};
use std::collections::HashMap;
use std::sync::Arc;

/// How many entries are parsed and verified together on one core.
const CHUNK: usize = note::RECOMMENDED_BATCH;

/// How many entries a window should hold.
pub const WINDOW: usize = 16 * CHUNK;

/// A log that does not begin as a record must.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no entry at all.
    #[error("the log is empty")]
    Empty,
    /// The first entry is not a definition.
    #[error("entry 0 is not the definition of an election: {0}")]
    NotAnElection(String),
    /// The first entry is not signed by the operator's key that it names.
    #[error("entry 0 is not signed by the operator's key that it names")]
    NotSigned,
    /// The definition's blob cannot be used.
    #[error("the election's definition: {0}")]
    Definition(String),
}

/// The first entry of a record, verified.
#[derive(Debug, Clone)]
pub struct Start {
    /// What the entry says.
    pub body: ElectionBody,
    /// The operator's key.
    pub operator: VerifyingKey,
    /// The log's key.
    pub log: VerifyingKey,
    /// The definition.
    pub election: Election,
}

impl Start {
    /// Reads the first entry and the definition that it names.
    ///
    /// # Errors
    /// Where it is not a definition signed by the operator's key that it names, or the blob is missing
    /// or wrong.
    pub fn read(first: &[u8], blobs: &dyn Blobs) -> Result<Start, StartError> {
        let entry = Entry::parse(first).map_err(|e| StartError::NotAnElection(e.to_string()))?;
        let Body::Election(body) = entry.body else {
            return Err(StartError::NotAnElection(format!(
                "its type is {}",
                entry.body.type_name()
            )));
        };
        let key = |text: &str| -> Result<VerifyingKey, StartError> {
            text.parse()
                .map_err(|e: note::Error| StartError::NotAnElection(e.to_string()))
        };
        let (operator, log) = (key(&body.operator)?, key(&body.log)?);
        match entry.note.verify(std::slice::from_ref(&operator)) {
            Ok(keys) if !keys.is_empty() => {}
            _ => return Err(StartError::NotSigned),
        }
        let blob = blobs.get(&body.definition).map_err(StartError::Definition)?;
        let election = record::json::definition(&blob).map_err(|e| StartError::Definition(e.to_string()))?;
        if election.id != body.election {
            return Err(StartError::Definition(format!(
                "it defines {}, not {}",
                election.id, body.election
            )));
        }
        if election.origin != log.name().as_str() {
            let reason = format!(
                "its origin is {:?}, the log's key is named {:?}",
                election.origin,
                log.name()
            );
            return Err(StartError::Definition(reason));
        }
        Ok(Start {
            body,
            operator,
            log,
            election,
        })
    }
}

/// Replays a log into a tally.
pub struct Replay<'b> {
    blobs: &'b dyn Blobs,
    definition: Arc<Definition>,
    keys: Keys,
    fold: Fold,
    next: u64,
    signatures: u64,
}

impl<'b> Replay<'b> {
    /// Begins a replay with the log's first entry, which [`Replay::run`] is given again.
    pub fn new(start: &Start, blobs: &'b dyn Blobs) -> Replay<'b> {
        let definition = Arc::new(Definition::new(start.election.clone()));
        Replay {
            blobs,
            keys: Keys::new(start.election.id.clone(), start.operator.clone()),
            fold: Fold::new(definition.clone()),
            definition,
            next: 0,
            signatures: 0,
        }
    }

    /// Folds in all windows that `window` gives, in the order of the log from entry 0 on, until it gives
    /// none. `hashes` is told the hashes of each window's entries as they come; it runs beside the
    /// preparation of the next window.
    ///
    /// # Errors
    /// The first error of `window` or `hashes`.
    pub fn run<E: Send>(
        &mut self,
        mut window: impl FnMut() -> Result<Option<Vec<Bytes>>, E> + Send,
        mut hashes: impl FnMut(u64, &[EntryHash]) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        let (fold, keys, blobs) = (&mut self.fold, &mut self.keys, self.blobs);
        let (definition, next, signatures) = (&*self.definition, &mut self.next, &mut self.signatures);
        let mut ready: Vec<Chunk> = Vec::new();
        loop {
            let (folded, prepared) = rayon::join(
                || {
                    let chunks = std::mem::take(&mut ready);
                    let window: Vec<_> = chunks.iter().flat_map(Chunk::hashes).collect();
                    if let Some(first) = chunks.first() {
                        hashes(first.first, &window)?;
                    }
                    chunks.into_iter().for_each(|chunk| fold.apply(chunk));
                    Ok(())
                },
                || {
                    let Some(entries) = window()? else { return Ok(None) };
                    let chunks = prepare((definition, blobs), keys, *next, &entries);
                    *next += entries.len() as u64;
                    *signatures += chunks.iter().map(|chunk| chunk.signatures).sum::<u64>();
                    Ok(Some(chunks))
                },
            );
            folded?;
            match prepared? {
                None => return Ok(()),
                Some(chunks) => ready = chunks,
            }
        }
    }

    /// How many signatures were verified in batches.
    pub fn signatures(&self) -> u64 {
        self.signatures
    }

    /// How many entries were folded in.
    pub fn entries(&self) -> u64 {
        self.next
    }

    /// Ends the replay: the tally of all entries so far.
    pub fn finish(self) -> Tally {
        Tally::of(self.fold, self.keys, self.next)
    }
}

/// The definition, and where blobs come from.
type Given<'a> = (&'a Definition, &'a dyn Blobs);

/// Parses, verifies and authorises a window's entries.
fn prepare(given: Given<'_>, keys: &mut Keys, first: u64, entries: &[Bytes]) -> Vec<Chunk> {
    // Keys and revocations first, one after the other: every other entry is judged by them.
    let mut outcomes: HashMap<u64, Refusal> = HashMap::new();
    for (bytes, number) in entries.iter().zip(first..) {
        if let Some("key" | "revoke") = record::stated_type(bytes)
            && let Ok(Entry { note, body }) = Entry::parse(bytes)
            && let Err(refusal) = keys.advance(number, EntryHash::of(bytes), &note, &body)
        {
            outcomes.insert(number, refusal);
        }
    }
    let keys = &*keys;
    let chunks = entries.par_chunks(CHUNK).enumerate();
    chunks
        .map(|(n, entries)| check(given, keys, &outcomes, first + (n * CHUNK) as u64, entries))
        .collect()
}

/// Parses some entries, verifies their signatures in one batch and authorises them.
fn check(
    given: Given<'_>,
    keys: &Keys,
    outcomes: &HashMap<u64, Refusal>,
    first: u64,
    entries: &[Bytes],
) -> Chunk {
    let parsed: Vec<_> = entries.iter().map(|bytes| Entry::parse(bytes)).collect();
    let mut items = Vec::with_capacity(parsed.len());
    let mut at = Vec::with_capacity(parsed.len());
    let mut bad: HashMap<usize, String> = HashMap::new();
    for ((place, entry), own) in parsed.iter().enumerate().zip(first..) {
        let Ok(Entry { note, body }) = entry else { continue };
        // `Keys::advance` has verified these.
        if matches!(body, Body::Key(_) | Body::Revoke(_)) {
            continue;
        }
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
        let Entry { note, body } = match entry {
            Ok(entry) => entry,
            Err(error) => {
                chunk.refuse(hash, "unreadable", Refusal::Malformed(error.to_string()));
                continue;
            }
        };
        let authorised = match (outcomes.get(&number), bad.remove(&place)) {
            (Some(refusal), _) => Err(refusal.clone()),
            (None, Some(name)) => Err(Refusal::BadSignature(name)),
            (None, None) => authorise(keys, number, &note, &body),
        };
        match authorised {
            Ok(signers) => chunk.add(given, hash, body, signers),
            Err(refusal) => chunk.refuse(hash, body.type_name(), refusal),
        }
    }
    chunk
}

fn authorise(keys: &Keys, entry: u64, note: &NoteRef<'_>, body: &Body) -> Result<Vec<Authorised>, Refusal> {
    // `Start::read` has verified the first entry, `Keys::advance` keys and revocations.
    if matches!(body, Body::Election(_) | Body::Key(_) | Body::Revoke(_)) {
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
