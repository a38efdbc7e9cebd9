//! The log: its checkpoint, its entries, its tree.

use super::Check;
use crate::progress::Progress;
use crate::replay::StoredBlobs;
use anyhow::Context;
use bytes::Bytes;
use note::VerifyingKey;
use object_store::{ObjectStore, ObjectStoreExt};
use publication::layout::LOG;
use publication::verify::ProblemCode;
use record::EntryHash;
use std::sync::Arc;
use tally::{Replay, Start, Tally, WINDOW};
use tlog::{Blobs, Bundle, LogFile, Policy, SignedCheckpoint, TreeCheck};

/// Why a file of the log could not be read.
struct Unread {
    code: ProblemCode,
    reason: String,
}

impl Unread {
    fn new(code: impl Into<ProblemCode>, reason: impl ToString) -> Unread {
        let reason = reason.to_string();
        let code = code.into();
        Unread { code, reason }
    }

    /// The same as an error of the log.
    fn of(self, path: String) -> tlog::Error {
        match self.code {
            ProblemCode::Missing => tlog::Error::Missing { path },
            ProblemCode::TooLarge => tlog::Error::TooLong {
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
        Unread::new(error.fault(), error)
    }
}

impl Check {
    /// Checks the log and folds it. `None` where it cannot be folded; the reason is a problem then.
    pub(super) fn log(
        &mut self,
        key: Option<&VerifyingKey>,
        policy: Option<&Policy>,
    ) -> anyhow::Result<Option<(Start, Tally)>> {
        let path = self.out.join(LOG);
        if !path.is_dir() {
            self.problem(LOG, ProblemCode::Missing, "the folder is missing");
            return Ok(None);
        }
        let store = tlog::local(&path)?;
        let checkpoint = match self
            .read(&store, "checkpoint")
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
        let bundle = match self.bundle(&store, first) {
            Ok(bundle) => bundle,
            Err(Unread { code, reason }) => {
                self.problem(format!("{LOG}/{}", first.path()), code, reason);
                return Ok(None);
            }
        };
        let started = {
            let stored = StoredBlobs {
                runtime: &self.runtime,
                blobs: &blobs,
            };
            Start::read(bundle.get(0).unwrap_or_default(), &stored)
        };
        let start = match started {
            Ok(start) => start,
            Err(error) => {
                let of_entry = || format!("{LOG}/{}", first.path());
                let (file, code) = match &error {
                    tally::StartError::Definition(_) => {
                        (self.definition_file(&bundle), ProblemCode::Definition)
                    }
                    tally::StartError::NotSigned => (of_entry(), ProblemCode::NotSigned),
                    tally::StartError::Empty | tally::StartError::NotAnElection(_) => {
                        (of_entry(), ProblemCode::NotARecord)
                    }
                };
                self.problem(file, code, error);
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

    /// The path of the definition that the first entry names.
    fn definition_file(&self, bundle: &Bundle) -> String {
        match record::Entry::parse(bundle.get(0).unwrap_or_default()).map(|entry| entry.body) {
            Ok(record::Body::Election(body)) => format!("{LOG}/{}", tlog::blob_path(&body.definition)),
            _ => format!("{LOG}/tile/entries/000"),
        }
    }

    fn read(&self, store: &Arc<dyn ObjectStore>, path: &str) -> Result<Bytes, Unread> {
        let path = object_store::path::Path::parse(path)
            .map_err(|error| Unread::new(ProblemCode::Unreadable, error))?;
        self.runtime.block_on(async {
            let found = store.get(&path).await.map_err(|error| match error {
                object_store::Error::NotFound { .. } => Unread::new(ProblemCode::Missing, "is missing"),
                other => Unread::new(ProblemCode::Unreadable, other),
            })?;
            if found.meta.size > tlog::MAX_BUNDLE_BYTES as u64 {
                let reason = format!("has {} bytes, too many", found.meta.size);
                return Err(Unread::new(ProblemCode::TooLarge, reason));
            }
            found
                .bytes()
                .await
                .map_err(|error| Unread::new(ProblemCode::Unreadable, error))
        })
    }

    fn bundle(&self, store: &Arc<dyn ObjectStore>, file: LogFile) -> Result<Bundle, Unread> {
        let bytes = self.read(store, &file.path())?;
        Bundle::parse(file, bytes).map_err(|error| Unread::from(&error))
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
            self.problem(file(), error.fault(), error);
        }
        if checkpoint.checkpoint().origin() != start.election.origin {
            let reason = format!(
                "it is of the log {:?}, the record's is {:?}",
                checkpoint.checkpoint().origin(),
                start.election.origin
            );
            self.problem(file(), ProblemCode::OtherOrigin, reason);
        }
        match key {
            Some(key) if *key == start.operator || *key == start.log => {}
            Some(key) => {
                let reason = format!(
                    "the record names the operator's key {} and the log's key {}, not the key given, {key}",
                    start.operator, start.log
                );
                self.problem(format!("{LOG}/tile/entries/000"), ProblemCode::OtherKey, reason);
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
                Err(error) => self.problem(file(), error.fault(), error),
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
        let mut tree = TreeCheck::open(store.clone(), "", checkpoint)?;
        let stored = StoredBlobs {
            runtime: &self.runtime,
            blobs,
        };
        let mut replay = Replay::new(start, &stored);
        let mut progress = Progress::new("checking the log", checkpoint.size());
        let size = checkpoint.size();
        let mut next = 0;
        // A bundle that cannot be read ends the fold, not the check of the tree.
        let mut broken = false;
        let window = || -> anyhow::Result<Option<Vec<Bytes>>> {
            let mut entries = Vec::new();
            while entries.len() < WINDOW && !broken {
                let Some(file) = LogFile::entries_in_tree(next, size) else {
                    break;
                };
                match self.bundle(store, file) {
                    Ok(bundle) => entries.extend((0..bundle.len()).filter_map(|at| bundle.entry(at))),
                    Err(_) => broken = true,
                }
                next += 1;
            }
            Ok((!entries.is_empty()).then_some(entries))
        };
        let hashes = |first: u64, hashes: &[EntryHash]| -> anyhow::Result<()> {
            for leaves in hashes.chunks(usize::from(tlog::FULL_WIDTH)) {
                let leaves: Vec<tlog::Hash> = leaves.iter().copied().map(tlog::Hash::from).collect();
                self.runtime.block_on(tree.push(&leaves))?;
            }
            progress.at(first + hashes.len() as u64);
            Ok(())
        };
        replay.run(window, hashes)?;
        let signatures = replay.signatures();
        let tally = replay.finish();
        // What is left after a broken bundle.
        while let Some(file) = tree.next_bundle() {
            let pushed = match self.bundle(store, file) {
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
            self.problem(format!("{LOG}/{}", bad.path), bad.fault, bad.reason);
        }
        if !report.root_agrees {
            self.problem(
                format!("{LOG}/checkpoint"),
                ProblemCode::RootDiffers,
                "the root that it states is not the root of the entries and tiles that are there",
            );
        }
        Ok((tally, signatures))
    }
}
