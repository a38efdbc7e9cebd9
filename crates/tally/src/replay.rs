//! From the bytes of a log's entries to a tally: parse, verify, authorise and fold, window by window.
//!
//! Parsing and verifying a window runs on all cores while the window before it is folded in.

use crate::fold::{Blobs, Checked, Fold};
use crate::keys::{KeyNumber, Keys};
use crate::{Refusal, Tally};
use bytes::Bytes;
use model::Election;
use note::{BatchItem, NoteRef, VerifyingKey};
use rayon::prelude::*;
use record::{Body, ElectionBody, Entry, EntryHash};
use std::collections::HashMap;

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
        let election: Election =
            serde_json::from_slice(&blob).map_err(|e| StartError::Definition(e.to_string()))?;
        election
            .check()
            .map_err(|e| StartError::Definition(e.to_string()))?;
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
    keys: Keys,
    fold: Fold,
    next: u64,
    signatures: u64,
}

/// A window whose entries were parsed, verified and authorised.
struct Prepared {
    hashes: Vec<EntryHash>,
    checked: Vec<Checked>,
}

impl<'b> Replay<'b> {
    /// Begins a replay with the log's first entry, which [`Replay::run`] is given again.
    pub fn new(start: &Start, blobs: &'b dyn Blobs) -> Replay<'b> {
        let keys = Keys::new(start.election.id.clone(), start.operator.clone());
        Replay {
            blobs,
            keys,
            fold: Fold::new(start.election.clone()),
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
        let (next, signatures) = (&mut self.next, &mut self.signatures);
        let mut ready: Option<Prepared> = None;
        loop {
            let (folded, prepared) = rayon::join(
                || match ready.take() {
                    None => Ok(()),
                    Some(prepared) => {
                        let first = prepared.checked.first().map_or(0, |checked| checked.entry);
                        hashes(first, &prepared.hashes)?;
                        prepared
                            .checked
                            .into_iter()
                            .for_each(|checked| fold.apply(checked, blobs));
                        Ok(())
                    }
                },
                || match window()? {
                    None => Ok(None),
                    Some(entries) => {
                        let first = *next;
                        *next += entries.len() as u64;
                        Ok(Some(prepare(keys, first, &entries, signatures)))
                    }
                },
            );
            folded?;
            match prepared? {
                None => return Ok(()),
                Some(prepared) => ready = Some(prepared),
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

fn prepare(keys: &mut Keys, first: u64, entries: &[Bytes], signatures: &mut u64) -> Prepared {
    let parsed: Vec<(EntryHash, Result<Entry<'_>, Refusal>)> = entries
        .par_iter()
        .with_min_len(CHUNK / 16)
        .map(|bytes| {
            let entry = Entry::parse(bytes).map_err(|e| Refusal::Malformed(e.to_string()));
            (EntryHash::of(bytes), entry)
        })
        .collect();
    // Keys and revocations first, one after the other: every other entry is judged by them.
    let mut outcomes: HashMap<u64, Refusal> = HashMap::new();
    for ((hash, entry), number) in parsed.iter().zip(first..) {
        if let Ok(Entry {
            note,
            body: body @ (Body::Key(_) | Body::Revoke(_)),
        }) = entry
            && let Err(refusal) = keys.advance(number, *hash, note, body)
        {
            outcomes.insert(number, refusal);
        }
    }
    let keys = &*keys;
    let hashes = parsed.iter().map(|(hash, _)| *hash).collect();
    let numbered: Vec<_> = parsed.into_iter().zip(first..).collect();
    let chunks: Vec<(u64, Vec<Checked>)> = numbered
        .into_par_iter()
        .chunks(CHUNK)
        .map(|chunk| check(keys, &outcomes, chunk))
        .collect();
    let mut checked = Vec::with_capacity(entries.len());
    for (count, chunk) in chunks {
        *signatures += count;
        checked.extend(chunk);
    }
    Prepared { hashes, checked }
}

type Parsed<'a> = ((EntryHash, Result<Entry<'a>, Refusal>), u64);

/// Verifies the signatures of a chunk in one batch and authorises its entries.
fn check(keys: &Keys, outcomes: &HashMap<u64, Refusal>, chunk: Vec<Parsed<'_>>) -> (u64, Vec<Checked>) {
    let mut items = Vec::with_capacity(chunk.len());
    let mut at = Vec::with_capacity(chunk.len());
    let mut bad: Vec<Option<String>> = vec![None; chunk.len()];
    for (place, ((_, entry), _)) in chunk.iter().enumerate() {
        let Ok(Entry { note, body }) = entry else { continue };
        // `Keys::advance` has verified these.
        if matches!(body, Body::Key(_) | Body::Revoke(_)) {
            continue;
        }
        for signature in note.signatures() {
            let Some(number) = keys.number(signature.name(), signature.id()) else {
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
                None => bad[place] = Some(signature.name().to_owned()),
            }
        }
    }
    for failed in note::verify_batch(&items) {
        bad[at[failed]] = Some(items[failed].key.name().to_string());
    }
    let count = items.len() as u64;
    drop(items);
    let checked = chunk
        .into_iter()
        .zip(bad)
        .map(|(((hash, entry), number), bad)| {
            let outcome = match entry {
                Err(refusal) => Err(("unreadable".to_owned(), refusal)),
                Ok(Entry { note, body }) => match authorise(keys, outcomes, number, &note, &body, bad) {
                    Ok(signers) => Ok((body, signers)),
                    Err(refusal) => Err((body.type_name().to_owned(), refusal)),
                },
            };
            Checked {
                entry: number,
                hash,
                outcome,
            }
        })
        .collect();
    (count, checked)
}

fn authorise(
    keys: &Keys,
    outcomes: &HashMap<u64, Refusal>,
    entry: u64,
    note: &NoteRef<'_>,
    body: &Body,
    bad: Option<String>,
) -> Result<Vec<crate::keys::Authorised>, Refusal> {
    if let Some(refusal) = outcomes.get(&entry) {
        return Err(refusal.clone());
    }
    if let Some(name) = bad {
        return Err(Refusal::BadSignature(name));
    }
    match body {
        // `Start::read` has verified the first entry, `Keys::advance` keys and revocations.
        Body::Election(_) | Body::Key(_) | Body::Revoke(_) => Ok(Vec::new()),
        _ => {
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
    }
}
