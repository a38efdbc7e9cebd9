//! Appending to a log, so that nothing acknowledged is ever lost and the log never forks.
//!
//! One step takes the log from size *n* to size *m*:
//!
//! 1. The new entries and the new signed checkpoint are written as one object, the commit record
//!    of *n*, with create-if-absent (see the module `commit`). All else is a function of it and of
//!    the tree of size *n*. This creation is the compare-and-swap that decides which writer
//!    appends at *n*; the loser has touched nothing.
//! 2. Bundles and tiles are written: full ones, and the partial ones of size *m*. Whoever writes
//!    them writes the same bytes, so that doing it twice does no harm.
//! 3. The commit record is replaced by a short one, which says that step 2 is done.
//! 4. `checkpoint` is replaced. Only now can readers see size *m*, and the entries are
//!    acknowledged.
//!
//! A writer that stops after any write, or halfway through step 2, leaves a log of size *n* that
//! readers can read, and [`Writer::open`] finishes what was begun: while there is a record for
//! the checkpoint's size it does steps 2 to 4 (only 4 when the record is short). A checkpoint that
//! was set back, by a slow writer or from a backup, is brought forward in the same way.
//!
//! Replacing `checkpoint` is itself conditional on stores that can do that. On those that cannot
//! (the local one), a writer looks after step 4 whether another has gone on from *m* and
//! publishes the newer checkpoint if so: a slow writer may put an older checkpoint there for a moment, but it
//! does not stay, and it is of the same history.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use note::{SigningKey, VerifyingKey};
use object_store::{ObjectStore, PutPayload};

use super::commit::{Commit, MAX_RECORD_BYTES, commit_path};
use super::files::{CHECKPOINT, Files};
use super::folder::Folder;
use super::reader::Reader;
use super::tree::Edge;
use crate::bundle::{put_entry, split_entry};
use crate::checkpoint::check_name;
use crate::tile::{MAX_LEVELS, level_width, tile_bytes};
use crate::{
    Checkpoint, Error, LogFile, MAX_CHECKPOINT_BYTES, MAX_COMMIT_BYTES, MAX_ENTRY_BYTES, Result,
    SignedCheckpoint, Tile, empty_root, leaf_hash,
};

/// How many entries are worth appending at once when there are many: the cost of a commit is
/// spread over them, and its memory (some three times the entries' bytes) stays small.
pub const RECOMMENDED_APPEND: usize = 65_536;
/// How often replacing the checkpoint is tried when others replace it at the same time.
const MAX_TRIES: usize = 1000;

/// The one that appends to a log. It holds the tree's right edge only, whatever the log's size.
#[derive(Debug)]
pub struct Writer {
    files: Files,
    key: SigningKey,
    /// Whose signatures it goes on from: its own, and those of the keys before it.
    keys: Vec<VerifyingKey>,
    state: State,
    /// Something failed half-way, so that the store may be ahead of `state`.
    stopped: bool,
}

/// What a writer knows of the log.
#[derive(Debug)]
struct State {
    checkpoint: SignedCheckpoint,
    edge: Edge,
    /// The contents of the partial bundle at the end; empty when there is none.
    tail: Bytes,
}

/// What was appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The index of the batch's first entry; the others follow without a gap.
    pub first: u64,
    /// The signed checkpoint of the tree that holds them all.
    pub checkpoint: SignedCheckpoint,
}

impl Writer {
    /// Starts a log in the folder `prefix` of `store` (`""` for the whole store): writes the
    /// checkpoint of the empty tree. The log's origin is the key's name.
    ///
    /// # Errors
    /// [`Error::LogExists`] when there is a log already; [`Error::WrongKey`] for a cosigner's
    /// key; [`Error::Store`].
    pub async fn create(store: Arc<dyn ObjectStore>, prefix: &str, key: SigningKey) -> Result<Self> {
        let files = Files::new(Folder::new(store, prefix)?);
        let empty = Checkpoint::new(key.name().as_str(), 0, empty_root())?;
        let checkpoint = SignedCheckpoint::sign(empty, &key)?;
        if files.folder.has(&commit_path(0)).await? {
            return Err(Error::LogExists { path: commit_path(0) });
        }
        if !files
            .folder
            .create(CHECKPOINT, checkpoint.to_bytes().into())
            .await?
        {
            return Err(Error::LogExists {
                path: CHECKPOINT.into(),
            });
        }
        let state = State {
            checkpoint,
            edge: Edge::empty(),
            tail: Bytes::new(),
        };
        let keys = vec![key.verifying_key().clone()];
        Ok(Self {
            files,
            key,
            keys,
            state,
            stopped: false,
        })
    }

    /// Opens a log to append to it, and finishes what a writer before may have left undone. Reads
    /// the partial tiles and the partial bundle only, and checks them against the root.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no log; [`Error::OtherOrigin`] or [`Error::Note`] when it
    /// is not this key's; an error that names the file when one is bad.
    pub async fn open(store: Arc<dyn ObjectStore>, prefix: &str, key: SigningKey) -> Result<Self> {
        Self::open_after(store, prefix, key, &[]).await
    }

    /// Opens a log whose checkpoint may be signed by one of the keys that it had before: what is appended is signed by
    /// the new one.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub async fn open_after(
        store: Arc<dyn ObjectStore>,
        prefix: &str,
        key: SigningKey,
        before: &[VerifyingKey],
    ) -> Result<Self> {
        let files = Files::new(Folder::new(store, prefix)?);
        let public = key.verifying_key().clone();
        let keys: Vec<VerifyingKey> = std::iter::once(&public).chain(before).cloned().collect();
        let found = match files.checkpoint().await {
            // Without a checkpoint, but with a first commit, the log can be told from the commits.
            Err(Error::Missing { .. }) if files.folder.has(&commit_path(0)).await? => None,
            found => Some(found?),
        };
        let empty =
            || SignedCheckpoint::sign(Checkpoint::new(public.name().as_str(), 0, empty_root())?, &key);
        let start = found.clone().map_or_else(empty, Ok)?;
        verify_any(&start, &keys)?;

        let mut latest = start.clone();
        let mut state = None;
        while let Some(commit) = read_commit(&files, latest.size(), &keys).await? {
            if commit.is_short() {
                state = None;
            } else {
                let before = match state.take() {
                    Some(state) => state,
                    None => State::load(&files, latest).await?,
                };
                let step = before.step(&commit.entries)?;
                if step.edge.size() != commit.checkpoint.size()
                    || step.edge.root() != commit.checkpoint.root()
                {
                    return Err(Error::HashDiffers { path: commit.path() });
                }
                state = Some(finish(&files, step, &commit).await?);
            }
            latest = commit.checkpoint;
        }
        let state = match state {
            Some(state) => state,
            None => State::load(&files, latest.clone()).await?,
        };
        if latest.size() > start.size() {
            // Never go on from a history that does not hold what was published.
            Reader::at(files.clone(), latest.clone())
                .await?
                .check_contains(&start)
                .await?;
        }
        if found.is_none_or(|found| found.size() < latest.size()) {
            publish(&files, &latest, &keys).await?;
        }
        Ok(Self {
            files,
            key,
            keys,
            state,
            stopped: false,
        })
    }

    /// Appends entries of 1 to 65,535 bytes. When this returns they are durable and part of the
    /// published tree. A batch of more than [`MAX_COMMIT_BYTES`] becomes several steps; of these,
    /// the first ones may have been taken when a later one fails. Nothing is done for an empty batch.
    ///
    /// # Errors
    /// [`Error::EntryLength`] for an entry that is empty or too long: nothing was appended.
    /// [`Error::AnotherWriter`] when the log has moved on. [`Error::Store`] when the store failed:
    /// the entries may then be appended or not, which [`open`](Self::open) will decide.
    /// [`Error::NotPublished`] when they are, but others kept replacing the checkpoint.
    /// After the last three the writer answers only [`Error::Stopped`]; open the log again.
    pub async fn append<E: AsRef<[u8]>>(&mut self, entries: &[E]) -> Result<Appended> {
        if self.stopped {
            return Err(Error::Stopped);
        }
        let first = self.size();
        for batch in encode(entries)? {
            // A caller that drops this future half-way must not go on with an old state.
            self.stopped = true;
            self.append_batch(batch).await?;
            self.stopped = false;
        }
        Ok(Appended {
            first,
            checkpoint: self.state.checkpoint.clone(),
        })
    }

    /// Publishes cosignatures on the current checkpoint (tlog-witness), beside those that it has.
    /// The caller has verified them. The checkpoints that [`append`](Self::append) gives have the
    /// log's signature only.
    ///
    /// # Errors
    /// [`Error::Note`] when there are too many; [`Error::Stopped`]; [`Error::Store`].
    pub async fn add_cosignatures(&mut self, signatures: &[note::Signature]) -> Result<&SignedCheckpoint> {
        if self.stopped {
            return Err(Error::Stopped);
        }
        let mut cosigned = self.state.checkpoint.clone();
        cosigned.add(signatures)?;
        publish(&self.files, &cosigned, &self.keys).await?;
        self.state.checkpoint = cosigned;
        Ok(&self.state.checkpoint)
    }

    /// The checkpoint of the log as this writer left it.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.state.checkpoint
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.state.edge.size()
    }

    async fn append_batch(&mut self, entries: Bytes) -> Result<()> {
        let step = self.state.step(&entries)?;
        let next = Checkpoint::new(self.key.name().as_str(), step.edge.size(), step.edge.root())?;
        let old_size = self.size();
        let commit = Commit {
            old_size,
            checkpoint: SignedCheckpoint::sign(next, &self.key)?,
            entries,
        };
        if !self
            .files
            .folder
            .create(&commit.path(), commit.to_payload())
            .await?
        {
            return Err(Error::AnotherWriter {
                expected_size: old_size,
            });
        }
        self.state = finish(&self.files, step, &commit).await?;
        publish(&self.files, &commit.checkpoint, &self.keys).await
    }
}

/// What the step from one size to the next makes of the tree.
struct Step {
    edge: Edge,
    tail: Bytes,
    files: Vec<(String, PutPayload)>,
}

impl State {
    /// Reads and checks what a writer has to know at this checkpoint.
    async fn load(files: &Files, checkpoint: SignedCheckpoint) -> Result<Self> {
        let (size, root) = (checkpoint.size(), checkpoint.root());
        let edge = files.edge(size, root).await?;
        let file = LogFile::entries_in_tree(size / 256, size);
        let tail = match file {
            None => Bytes::new(),
            Some(file) => {
                let bundle = files.bundle(file).await?;
                if bundle.leaf_hashes() != edge.level(0) {
                    return Err(Error::HashDiffers { path: file.path() });
                }
                bundle.bytes().clone()
            }
        };
        Ok(Self {
            checkpoint,
            edge,
            tail,
        })
    }

    /// Computes the tree and the files after appending `entries`, which are as in a bundle.
    fn step(&self, entries: &Bytes) -> Result<Step> {
        let old_size = self.edge.size();
        let mut edge = self.edge.clone();
        let mut files = Vec::new();
        let mut start = 0;
        let mut rest: &[u8] = entries;
        let mut tail = self.tail.clone();
        while !rest.is_empty() {
            let cut = || Error::malformed(commit_path(old_size), "an entry is cut short");
            let (entry, after) = split_entry(rest).ok_or_else(cut)?;
            rest = after;
            edge.push(leaf_hash(entry), |level, index, hashes| {
                files.push((Tile::full(level, index).path(), tile_bytes(hashes).into()));
            });
            if edge.size().is_multiple_of(256) {
                let end = entries.len() - rest.len();
                let parts = [std::mem::take(&mut tail), entries.slice(start..end)];
                let bundle = LogFile::Entries {
                    index: edge.size() / 256 - 1,
                    width: 256,
                };
                files.push((
                    bundle.path(),
                    parts.into_iter().filter(|part| !part.is_empty()).collect(),
                ));
                start = end;
            }
        }
        // The tail is copied, so that it does not hold on to the whole batch.
        let mut new_tail = BytesMut::with_capacity(tail.len() + entries.len() - start);
        new_tail.extend_from_slice(&tail);
        new_tail.extend_from_slice(&entries[start..]);
        let tail = new_tail.freeze();
        if let Some(bundle) = LogFile::entries_in_tree(edge.size() / 256, edge.size()) {
            files.push((bundle.path(), tail.clone().into()));
        }
        for level in 0..MAX_LEVELS {
            let width = level_width(level, edge.size());
            let tile = Tile::in_tree(level, width / 256, edge.size());
            if let Some(tile) = tile.filter(|_| width != level_width(level, old_size)) {
                files.push((tile.path(), tile_bytes(edge.level(level)).into()));
            }
        }
        Ok(Step { edge, tail, files })
    }
}

/// Steps 2 and 3: the files, and then the short record.
async fn finish(files: &Files, step: Step, commit: &Commit) -> Result<State> {
    files.folder.write_all(step.files).await?;
    files
        .folder
        .write(&commit.path(), commit.shortened().to_payload())
        .await?;
    Ok(State {
        checkpoint: commit.checkpoint.clone(),
        edge: step.edge,
        tail: step.tail,
    })
}

/// Step 4: makes `checkpoint` the published one, unless a later one is.
async fn publish(files: &Files, checkpoint: &SignedCheckpoint, keys: &[VerifyingKey]) -> Result<()> {
    let folder = &files.folder;
    let mut checkpoint = checkpoint.clone();
    for _ in 0..MAX_TRIES {
        let Some((bytes, version)) = folder.find(CHECKPOINT, MAX_CHECKPOINT_BYTES).await? else {
            if folder.create(CHECKPOINT, checkpoint.to_bytes().into()).await? {
                return Ok(());
            }
            continue;
        };
        let current = SignedCheckpoint::parse(&bytes)?;
        check_name(current.checkpoint().origin(), &keys[0])?;
        if current.size() > checkpoint.size() {
            return Ok(());
        }
        if current.size() == checkpoint.size() {
            if current.root() != checkpoint.root() {
                return Err(Error::Inconsistent {
                    old: current.size(),
                    new: checkpoint.size(),
                });
            }
            checkpoint.add(current.note().signatures())?;
            if checkpoint == current {
                return Ok(());
            }
        }
        let payload = || PutPayload::from(checkpoint.to_bytes());
        match folder.update(CHECKPOINT, payload(), version).await? {
            Some(true) => return Ok(()),
            Some(false) => continue,
            None => folder.write(CHECKPOINT, payload()).await?,
        }
        // The write may have put an older checkpoint in the place of a newer one.
        let written = checkpoint.size();
        while let Some(newer) = read_commit(files, checkpoint.size(), keys)
            .await?
            .filter(Commit::is_short)
        {
            checkpoint = newer.checkpoint;
        }
        if checkpoint.size() == written {
            return Ok(());
        }
    }
    Err(Error::NotPublished {
        size: checkpoint.size(),
    })
}

/// Checks that one of the keys has signed a checkpoint, of which the first is the log's present one.
fn verify_any(checkpoint: &SignedCheckpoint, keys: &[VerifyingKey]) -> Result<()> {
    match keys.iter().any(|key| checkpoint.verify(key).is_ok()) {
        true => Ok(()),
        false => checkpoint.verify(&keys[0]),
    }
}

/// The record of the step from `size`, if it was taken, signed by a key of the log.
async fn read_commit(files: &Files, size: u64, keys: &[VerifyingKey]) -> Result<Option<Commit>> {
    let Some((bytes, _)) = files.folder.find(&commit_path(size), MAX_RECORD_BYTES).await? else {
        return Ok(None);
    };
    let commit = Commit::parse(size, &bytes)?;
    verify_any(&commit.checkpoint, keys)?;
    Ok(Some(commit))
}

/// Encodes entries as bundles hold them, in batches of at most [`MAX_COMMIT_BYTES`].
fn encode<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<Bytes>> {
    let mut total = 0;
    for (index, entry) in entries.iter().enumerate() {
        let length = entry.as_ref().len();
        if length == 0 || length > MAX_ENTRY_BYTES {
            return Err(Error::EntryLength { index, length });
        }
        total += length + 2;
    }
    let mut batches = Vec::new();
    let mut batch = Vec::with_capacity(total.min(MAX_COMMIT_BYTES));
    for entry in entries {
        let entry = entry.as_ref();
        if batch.len() + entry.len() + 2 > MAX_COMMIT_BYTES {
            batches.push(Bytes::from(std::mem::take(&mut batch)));
        }
        put_entry(&mut batch, entry);
    }
    if !batch.is_empty() {
        batches.push(batch.into());
    }
    Ok(batches)
}
