//! The log: its checkpoint, its entries, its tree.

use super::Check;
use crate::progress::Progress;
use crate::verb::publish::LOG;
use anyhow::Context;
use bytes::Bytes;
use futures::StreamExt;
use futures::future::ready;
use note::VerifyingKey;
use object_store::{ObjectStore, ObjectStoreExt};
use publication::replay::Leaves;
use record::{BlobHash, EntryHash};
use std::pin::pin;
use std::sync::Arc;
use tally::{FirstEntry, Start, Tally};
use tlog::{Blobs, Bundle, LogFile, Policy, SignedCheckpoint, TreeCheck};

/// Why a file of the log could not be read.
struct Unread {
    code: &'static str,
    reason: String,
}

impl Unread {
    fn new(code: &'static str, reason: impl ToString) -> Unread {
        let reason = reason.to_string();
        Unread { code, reason }
    }

    /// The same as an error of the log.
    fn of(self, path: String) -> tlog::Error {
        match self.code {
            "missing" => tlog::Error::Missing { path },
            "too_large" => tlog::Error::TooLong {
                path,
                max: tlog::MAX_BUNDLE_BYTES as u64,
            },
            _ => tlog::Error::Malformed {
                path,
                why: self.reason,
            },
        }
    }
}

impl From<&tlog::Error> for Unread {
    fn from(error: &tlog::Error) -> Unread {
        Unread::new(error.code(), error)
    }
}

async fn read_file(store: &Arc<dyn ObjectStore>, path: &str) -> Result<Bytes, Unread> {
    let path = object_store::path::Path::parse(path).map_err(|error| Unread::new("unreadable", error))?;
    let found = store.get(&path).await.map_err(|error| match error {
        object_store::Error::NotFound { .. } => Unread::new("missing", "is missing"),
        other => Unread::new("unreadable", other),
    })?;
    if found.meta.size > tlog::MAX_BUNDLE_BYTES as u64 {
        let reason = format!("has {} bytes, too many", found.meta.size);
        return Err(Unread::new("too_large", reason));
    }
    found
        .bytes()
        .await
        .map_err(|error| Unread::new("unreadable", error))
}

async fn read_bundle(store: &Arc<dyn ObjectStore>, file: LogFile) -> Result<Bundle, Unread> {
    let bytes = read_file(store, &file.path()).await?;
    Bundle::parse(file, bytes).map_err(|error| Unread::from(&error))
}

/// The tree above the entries, checked while they are folded.
struct CheckedLeaves {
    tree: TreeCheck,
    progress: Progress,
}

impl Leaves<anyhow::Error> for CheckedLeaves {
    async fn window(&mut self, first: u64, hashes: Vec<EntryHash>) -> anyhow::Result<()> {
        for leaves in hashes.chunks(usize::from(tlog::FULL_WIDTH)) {
            let leaves: Vec<tlog::Hash> = leaves.iter().copied().map(tlog::Hash::from).collect();
            self.tree.push(&leaves).await?;
        }
        self.progress.at(first + hashes.len() as u64);
        Ok(())
    }
}

/// How many bundles are read ahead.
const READ_AHEAD: usize = 16;

impl Check {
    /// Checks the log and folds it. `None` where it cannot be folded; the reason is a problem then.
    pub(super) fn log(
        &mut self,
        key: Option<&VerifyingKey>,
        policy: Option<&Policy>,
    ) -> anyhow::Result<Option<(Start, Tally)>> {
        let path = self.out.join(LOG);
        if !path.is_dir() {
            self.problem(LOG, "missing", "the folder is missing");
            return Ok(None);
        }
        let store = tlog::local(&path)?;
        let checkpoint = match self
            .runtime
            .block_on(read_file(&store, "checkpoint"))
            .and_then(|bytes| SignedCheckpoint::parse(&bytes).map_err(|error| Unread::from(&error)))
        {
            Ok(checkpoint) => checkpoint,
            Err(Unread { code, reason }) => {
                self.problem(format!("{LOG}/checkpoint"), code, reason);
                return Ok(None);
            }
        };
        let blobs = Blobs::open(store.clone(), "")?;
        let first = LogFile::entries_in_tree(0, checkpoint.size()).context("the log is empty")?;
        let bundle = match self.runtime.block_on(read_bundle(&store, first)) {
            Ok(bundle) => bundle,
            Err(Unread { code, reason }) => {
                self.problem(format!("{LOG}/{}", first.path()), code, reason);
                return Ok(None);
            }
        };
        let first_entry = match FirstEntry::read(bundle.get(0).unwrap_or_default()) {
            Ok(first_entry) => first_entry,
            Err(error) => {
                let code = match error {
                    tally::StartError::NotSigned => "not_signed",
                    _ => "not_a_record",
                };
                self.problem(format!("{LOG}/{}", first.path()), code, error);
                return Ok(None);
            }
        };
        let definition = format!("{LOG}/{}", tlog::blob_path(first_entry.definition()));
        let blob = blobs.get(*first_entry.definition(), tlog::MAX_BLOB_BYTES);
        let started = match self.runtime.block_on(blob) {
            Ok(blob) => first_entry.start(&blob).map_err(|error| error.to_string()),
            Err(error) => Err(format!("the election's definition: {error}")),
        };
        let start = match started {
            Ok(start) => start,
            Err(reason) => {
                self.problem(definition, "definition", reason);
                return Ok(None);
            }
        };
        self.trust(&start, &checkpoint, key, policy);
        let began = std::time::Instant::now();
        let (tally, signatures) = match self.replay(&store, &blobs, &start, &checkpoint) {
            Ok(replayed) => replayed,
            Err(error) => return Err(error.context("the log")),
        };
        self.seconds.add("log", began.elapsed());
        self.checked.entries = tally.entries();
        self.checked.signatures = signatures;
        self.documents(&tally);
        Ok(Some((start, tally)))
    }

    /// Checks the checkpoint's signatures, and the keys that the record names against those given.
    fn trust(
        &mut self,
        start: &Start,
        checkpoint: &SignedCheckpoint,
        key: Option<&VerifyingKey>,
        policy: Option<&Policy>,
    ) {
        let file = || format!("{LOG}/checkpoint");
        if let Err(error) = checkpoint.verify(&start.log) {
            self.problem(file(), error.code(), error);
        }
        if checkpoint.checkpoint().origin() != start.election.origin {
            let reason = format!(
                "it is of the log {:?}, the record's is {:?}",
                checkpoint.checkpoint().origin(),
                start.election.origin
            );
            self.problem(file(), "other_origin", reason);
        }
        match key {
            Some(key) if *key == start.operator || *key == start.log => {}
            Some(key) => {
                let reason = format!(
                    "the record names the operator's key {} and the log's key {}, not the key given, {key}",
                    start.operator, start.log
                );
                self.problem(format!("{LOG}/tile/entries/000"), "other_key", reason);
            }
            None if policy.is_none() => self.notes.push(format!(
                "No key was given: the folder was checked against the key that it names itself, {}. Compare it with one from elsewhere.",
                start.operator
            )),
            None => {}
        }
        if let Some(policy) = policy {
            match policy.check(checkpoint) {
                Ok(accepted) if accepted.witnesses.is_empty() => {
                    self.notes
                        .push("The policy holds; it asks for no witness.".to_owned());
                }
                Ok(accepted) => {
                    let names: Vec<_> = accepted.witnesses.iter().map(|(name, _)| name.as_str()).collect();
                    self.notes
                        .push(format!("The policy holds: cosigned by {}.", names.join(", ")));
                }
                Err(error) => self.problem(file(), error.code(), error),
            }
        }
    }

    /// Folds the log while its tree is checked.
    fn replay(
        &mut self,
        store: &Arc<dyn ObjectStore>,
        blobs: &Blobs,
        start: &Start,
        checkpoint: &SignedCheckpoint,
    ) -> anyhow::Result<(Tally, u64)> {
        let mut leaves = CheckedLeaves {
            tree: TreeCheck::open(store.clone(), "", checkpoint)?,
            progress: Progress::new("checking the log", checkpoint.size()),
        };
        let size = checkpoint.size();
        let files = (0..).map_while(|n| LogFile::entries_in_tree(n, size));
        let bundles = futures::stream::iter(files.map(|file| read_bundle(store, file))).buffered(READ_AHEAD);
        // A bundle that cannot be read ends the fold, not the check of the tree.
        let entries = bundles
            .take_while(|bundle| ready(bundle.is_ok()))
            .filter_map(|bundle| ready(bundle.ok()))
            .map(|bundle| Ok((0..bundle.len()).filter_map(|at| bundle.entry(at)).collect()));
        let blob = move |name: BlobHash| async move { Ok(blobs.get(name, tlog::MAX_BLOB_BYTES).await) };
        let replay = self.runtime.block_on(publication::replay::replay(
            start,
            pin!(entries),
            blob,
            &mut leaves,
        ))?;
        let mut tree = leaves.tree;
        let signatures = replay.signatures();
        let tally = replay.finish();
        // What is left after a broken bundle.
        while let Some(file) = tree.next_bundle() {
            let pushed = match self.runtime.block_on(read_bundle(store, file)) {
                Ok(bundle) => self.runtime.block_on(tree.push(&bundle.leaf_hashes())),
                Err(unread) => {
                    let error = unread.of(file.path());
                    self.runtime.block_on(tree.push_unreadable(&error))
                }
            };
            pushed?;
        }
        let report = self.runtime.block_on(tree.finish())?;
        self.checked.tiles = tlog::expected_files(size)
            .filter(|file| matches!(file, LogFile::Tile(_)))
            .count() as u64;
        for bad in report.bad {
            self.problem(format!("{LOG}/{}", bad.path), bad.code, bad.reason);
        }
        if !report.root_agrees {
            self.problem(
                format!("{LOG}/checkpoint"),
                "root_differs",
                "the root that it states is not the root of the entries and tiles that are there",
            );
        }
        Ok((tally, signatures))
    }
}
