//! The log: its checkpoint, its entries, its tree.

use super::{Check, ProblemCode, Remark, Trust};
use crate::blocking::blocking_telling;
use crate::layout::{self, CHECKPOINT, COSIGNED};
use crate::replay::{Leaves, replay};
use crate::{Error, Events, Progress};
use bytes::Bytes;
use futures::Stream;
use futures::stream::{self, StreamExt};
use object_store::{ObjectStore, ObjectStoreExt};
use record::{BlobHash, LeafHash};
use std::sync::Arc;
use std::time::Instant;
use tally::{FirstEntry, Replay, Start, StartError, Succession, Tally};
use tlog::{Blobs, Bundle, FULL_WIDTH, LogFile, Reader, SignedCheckpoint, TreeCheck};

/// How many bundles are read ahead.
const READ_AHEAD: usize = 16;

/// A log that could be folded.
pub(super) struct Log {
    store: Arc<dyn ObjectStore>,
    pub(super) checkpoint: SignedCheckpoint,
    pub(super) start: Start,
    pub(super) tally: Arc<Tally>,
}

impl Log {
    /// The root of the tree of the first `size` entries, from tiles that the checkpoint vouches for.
    pub(super) async fn root_at(&self, size: u64) -> Result<tlog::Hash, Error> {
        if size == self.checkpoint.size() {
            return Ok(self.checkpoint.root());
        }
        let reader = Reader::open_at(self.store.clone(), "", self.checkpoint.clone()).await?;
        Ok(reader.root_at(size).await?)
    }

    /// The tally of the first `size` entries.
    pub(super) async fn tally_at(&self, size: u64, events: &dyn Events) -> Result<Tally, Error> {
        let mut counted = Counted(events.begin("counting as of the manifest", size));
        let folded = fold(
            &self.store,
            &self.start,
            (self.checkpoint.size(), size),
            &mut counted,
        )
        .await?;
        Ok(blocking_telling(events, move |_| folded.finish()).await)
    }
}

/// Entries that are counted, without a look at the tree.
struct Counted(Box<dyn Progress>);

impl Leaves<Error> for Counted {
    async fn window(&mut self, first: u64, hashes: Vec<LeafHash>) -> Result<(), Error> {
        self.0.at(first + hashes.len() as u64);
        Ok(())
    }
}

/// The tree above the entries, checked while they are folded.
struct CheckedLeaves {
    tree: TreeCheck,
    progress: Box<dyn Progress>,
}

impl Leaves<Error> for CheckedLeaves {
    async fn window(&mut self, first: u64, hashes: Vec<LeafHash>) -> Result<(), Error> {
        for leaves in hashes.chunks(usize::from(FULL_WIDTH)) {
            let leaves: Vec<tlog::Hash> = leaves.iter().copied().map(tlog::Hash::from).collect();
            self.tree.push(&leaves).await?;
        }
        self.progress.at(first + hashes.len() as u64);
        Ok(())
    }
}

/// Why a file of the log could not be read.
struct Unread {
    code: ProblemCode,
    reason: String,
}

impl Unread {
    fn new(code: ProblemCode, reason: impl ToString) -> Unread {
        let reason = reason.to_string();
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
        Unread::new(error.fault().into(), error)
    }
}

impl Check {
    /// Checks the log and folds it. `None` where it cannot be folded; the reason is a problem then.
    pub(super) async fn log(&mut self, trust: &Trust, events: &dyn Events) -> Result<Option<Log>, Error> {
        let path = self.folder.join(layout::LOG);
        if !path.is_dir() {
            self.problem(layout::LOG, ProblemCode::Missing, "the folder is missing");
            return Ok(None);
        }
        let store = tlog::local(&path)?;
        let read = read(&store, "checkpoint").await;
        let parsed =
            read.and_then(|bytes| SignedCheckpoint::parse(&bytes).map_err(|error| Unread::from(&error)));
        let checkpoint = match parsed {
            Ok(checkpoint) => checkpoint,
            Err(Unread { code, reason }) => {
                self.problem(CHECKPOINT, code, reason);
                return Ok(None);
            }
        };
        let Some(first) = LogFile::entries_in_tree(0, checkpoint.size()) else {
            self.problem(CHECKPOINT, ProblemCode::NotARecord, "the log is empty");
            return Ok(None);
        };
        let first_path = layout::log_file(&first.path());
        let bundle = match bundle(&store, first).await {
            Ok(bundle) => bundle,
            Err(Unread { code, reason }) => {
                self.problem(first_path, code, reason);
                return Ok(None);
            }
        };
        let Some(start) = self
            .start(&store, &first_path, bundle.get(0).unwrap_or_default())
            .await?
        else {
            return Ok(None);
        };
        let began = Instant::now();
        let tally = self.replay(&store, &start, &checkpoint, events).await?;
        self.seconds.add("log", began.elapsed());
        // Which key is the log's at this size, its entries say.
        let succession = tally.succession();
        self.log_key(CHECKPOINT, &checkpoint, succession);
        let cosigned = self.cosigned(&store, &checkpoint, succession).await?;
        self.trust(succession, &checkpoint, cosigned.as_ref(), trust);
        self.checked.entries = tally.entries();
        Ok(Some(Log {
            store,
            checkpoint,
            start,
            tally: Arc::new(tally),
        }))
    }

    /// Reads the first entry, and the law and the words that it names; `None` where one of them is wrong, which is a problem then.
    async fn start(
        &mut self,
        store: &Arc<dyn ObjectStore>,
        first_path: &str,
        first: &[u8],
    ) -> Result<Option<Start>, Error> {
        let entry = match FirstEntry::read(first) {
            Ok(entry) => entry,
            Err(error) => {
                let code = match error {
                    StartError::NotSigned => ProblemCode::NotSigned,
                    _ => ProblemCode::NotARecord,
                };
                self.problem(first_path, code, error);
                return Ok(None);
            }
        };
        let blobs = Blobs::open(store.clone(), "")?;
        let mut parts = Vec::new();
        for (part, name) in [("law", entry.law()), ("words", entry.words())] {
            match blobs.get(*name, tlog::MAX_BLOB_BYTES).await {
                Ok(bytes) => parts.push(bytes),
                Err(error) => {
                    let reason = format!("the election's {part}: {error}");
                    self.problem(layout::document(name), ProblemCode::Definition, reason);
                    return Ok(None);
                }
            }
        }
        match entry.start(&parts[0], &parts[1]) {
            Ok(start) => Ok(Some(start)),
            Err(error) => {
                let part = if error.is_of_words() {
                    entry.words()
                } else {
                    entry.law()
                };
                self.problem(layout::document(part), ProblemCode::Definition, error);
                Ok(None)
            }
        }
    }

    /// Checks that the key which is the log's at its size has signed a checkpoint.
    fn log_key(&mut self, file: &str, checkpoint: &SignedCheckpoint, succession: &Succession) {
        let log = succession.log_key_at(checkpoint.size());
        if let Err(error) = checkpoint.verify(log) {
            let mut others = succession.log_keys().iter().filter(|(_, key)| key != log);
            match others.find(|(_, key)| checkpoint.verify(key).is_ok()) {
                Some((_, other)) => {
                    let size = checkpoint.size();
                    let reason =
                        format!("with {size} entries the log's key is {log}, and {other} has signed it");
                    self.problem(file, ProblemCode::CheckpointKey, reason);
                }
                None => self.problem(file, error.fault(), error),
            }
        }
        let origin = log.name().as_str();
        if checkpoint.checkpoint().origin() != origin {
            let found = checkpoint.checkpoint().origin();
            let reason = format!("it is of the log {found:?}, the record's is {origin:?}");
            self.problem(file, ProblemCode::OtherOrigin, reason);
        }
    }

    /// Checks the last checkpoint that was kept as cosigned, where there is one: the log's key has signed it, and the log
    /// goes on from it. None where it is not so.
    async fn cosigned(
        &mut self,
        store: &Arc<dyn ObjectStore>,
        newest: &SignedCheckpoint,
        succession: &Succession,
    ) -> Result<Option<SignedCheckpoint>, Error> {
        let parsed = match read(store, tlog::COSIGNED).await {
            Err(Unread {
                code: ProblemCode::Missing,
                ..
            }) => return Ok(None),
            read => {
                read.and_then(|bytes| SignedCheckpoint::parse(&bytes).map_err(|error| Unread::from(&error)))
            }
        };
        let cosigned = match parsed {
            Ok(cosigned) => cosigned,
            Err(Unread { code, reason }) => {
                self.problem(COSIGNED, code, reason);
                return Ok(None);
            }
        };
        let is_whole = self.is_whole();
        let before = self.problems.len();
        let (of, size) = (cosigned.size(), newest.size());
        self.log_key(COSIGNED, &cosigned, succession);
        if of > size {
            let reason = format!("it is of the log with {of} entries, the newest one beside it of {size}");
            self.problem(COSIGNED, ProblemCode::CheckpointAhead, reason);
        } else if is_whole {
            let reader = Reader::open_at(store.clone(), "", newest.clone()).await?;
            if reader.root_at(of).await? != cosigned.root() {
                let reason = format!("it states another root than the log has with {of} entries");
                self.problem(COSIGNED, ProblemCode::RootDiffers, reason);
            }
        }
        if self.problems.len() > before {
            return Ok(None);
        }
        self.remarks.push(Remark::Cosigned {
            cosigned: of,
            log: size,
        });
        Ok(Some(cosigned))
    }

    /// Checks the cosignatures of the newest checkpoint, or of the last one that was kept as cosigned, as the policy asks.
    fn trust(
        &mut self,
        succession: &Succession,
        checkpoint: &SignedCheckpoint,
        cosigned: Option<&SignedCheckpoint>,
        trust: &Trust,
    ) {
        if trust.key.is_none() && trust.policy.is_none() {
            self.remarks.push(Remark::NoKey {
                operator: succession.operator_at(0).to_string(),
            });
        }
        let Some(policy) = &trust.policy else { return };
        let names = |accepted: tlog::Accepted| accepted.witnesses.into_iter().map(|(name, _)| name).collect();
        let fails = match policy.check(checkpoint) {
            Ok(accepted) => {
                let witnesses = names(accepted);
                self.remarks.push(Remark::PolicyHolds { witnesses });
                return;
            }
            Err(error) => error,
        };
        // Witnesses need some time: the newest one may wait for them.
        let earlier = cosigned.filter(|_| matches!(fails, tlog::Error::PolicyFails(_)));
        match earlier.map(|cosigned| (cosigned, policy.check(cosigned))) {
            Some((cosigned, Ok(accepted))) => self.remarks.push(Remark::PolicyHeld {
                witnesses: names(accepted),
                cosigned: cosigned.size(),
                log: checkpoint.size(),
            }),
            Some((_, Err(error))) if !matches!(error, tlog::Error::PolicyFails(_)) => {
                self.problem(COSIGNED, error.fault(), error);
                self.problem(CHECKPOINT, fails.fault(), fails);
            }
            _ => self.problem(CHECKPOINT, fails.fault(), fails),
        }
    }

    /// Checks the key that the reader trusts: it signed the first entry, the checkpoint or the manifest, which was made
    /// when the log had `published` entries, where there is one.
    pub(super) fn trusted_key(&mut self, log: &Log, published: Option<u64>, trust: &Trust) {
        let Some(key) = &trust.key else { return };
        let succession = log.tally.succession();
        let size = log.checkpoint.size();
        let mut known = vec![&log.start.operator, &log.start.log, succession.log_key_at(size)];
        known.extend(published.map(|size| succession.operator_at(size)));
        if !known.contains(&key) {
            let (operator, own) = (succession.operator_at(size), succession.log_key_at(size));
            let reason = format!(
                "the record names the operator's key {operator} and the log's key {own}, not the key given, {key}"
            );
            let bundles = layout::log_file("tile/entries/000");
            self.problem(bundles, ProblemCode::OtherKey, reason);
        }
    }

    /// Folds the log while its tree is checked.
    async fn replay(
        &mut self,
        store: &Arc<dyn ObjectStore>,
        start: &Start,
        checkpoint: &SignedCheckpoint,
        events: &dyn Events,
    ) -> Result<Tally, Error> {
        let size = checkpoint.size();
        let mut leaves = CheckedLeaves {
            tree: TreeCheck::open(store.clone(), "", checkpoint)?,
            progress: events.begin("checking the log", size),
        };
        let folded = fold(store, start, (size, size), &mut leaves).await?;
        let CheckedLeaves { mut tree, .. } = leaves;
        self.checked.signatures = folded.signatures();
        let tally = blocking_telling(events, move |_| folded.finish()).await;
        // What is left after a bundle that cannot be read.
        while let Some(file) = tree.next_bundle() {
            match bundle(store, file).await {
                Ok(bundle) => tree.push(&bundle.leaf_hashes()).await?,
                Err(unread) => {
                    let error = unread.of(file.path());
                    tree.push_unreadable(&error).await?;
                }
            }
        }
        let report = tree.finish().await?;
        let files = tlog::expected_files(size);
        self.checked.tiles = files.filter(|file| matches!(file, LogFile::Tile(_))).count() as u64;
        for bad in report.bad {
            self.problem(layout::log_file(&bad.path), bad.fault, bad.reason);
        }
        if !report.root_agrees {
            self.problem(
                CHECKPOINT,
                ProblemCode::RootDiffers,
                "the root that it states is not the root of the entries and tiles that are there",
            );
        }
        Ok(tally)
    }
}

/// Folds the first `upto` entries of a log of `size`. A bundle that cannot be read ends the fold. A blob that cannot be
/// read makes the register that names it count for nothing: the check of the documents says so, too.
async fn fold(
    store: &Arc<dyn ObjectStore>,
    start: &Start,
    (size, upto): (u64, u64),
    leaves: &mut impl Leaves<Error>,
) -> Result<Replay, Error> {
    let blobs = Blobs::open(store.clone(), "")?;
    let blob = |name: BlobHash| {
        let blobs = &blobs;
        async move { Ok(blobs.get(name, tlog::MAX_BLOB_BYTES).await) }
    };
    replay(start, || entries(store, size, upto), blob, leaves).await
}

/// The first `upto` entries of a log of `size`, bundle by bundle, up to one that cannot be read.
fn entries(
    store: &Arc<dyn ObjectStore>,
    size: u64,
    upto: u64,
) -> impl Stream<Item = Result<Vec<Bytes>, Error>> + Send + Unpin + use<> {
    let width = u64::from(FULL_WIDTH);
    let store = store.clone();
    let reads = (0..upto.div_ceil(width)).map(move |index| {
        let store = store.clone();
        async move {
            let bundle = bundle(&store, LogFile::entries_in_tree(index, size)?)
                .await
                .ok()?;
            let count = (bundle.len() as u64).min(upto - index * width) as usize;
            Some((0..count).filter_map(|at| bundle.entry(at)).collect())
        }
    });
    let bundles = stream::iter(reads).buffered(READ_AHEAD);
    let readable = bundles.take_while(|bundle: &Option<Vec<Bytes>>| std::future::ready(bundle.is_some()));
    Box::pin(readable.map(|bundle| Ok(bundle.unwrap_or_default())))
}

async fn bundle(store: &Arc<dyn ObjectStore>, file: LogFile) -> Result<Bundle, Unread> {
    let bytes = read(store, &file.path()).await?;
    Bundle::parse(file, bytes).map_err(|error| Unread::from(&error))
}

/// Reads a file of the log, bounded.
async fn read(store: &Arc<dyn ObjectStore>, path: &str) -> Result<Bytes, Unread> {
    let unreadable = |error: &dyn std::fmt::Display| Unread::new(ProblemCode::Unreadable, error);
    let path = object_store::path::Path::parse(path).map_err(|error| unreadable(&error))?;
    let found = store.get(&path).await.map_err(|error| match error {
        object_store::Error::NotFound { .. } => Unread::new(ProblemCode::Missing, "is missing"),
        other => unreadable(&other),
    })?;
    if found.meta.size > tlog::MAX_BUNDLE_BYTES as u64 {
        let reason = format!("has {} bytes, too many", found.meta.size);
        return Err(Unread::new(ProblemCode::TooLarge, reason));
    }
    found.bytes().await.map_err(|error| unreadable(&error))
}
