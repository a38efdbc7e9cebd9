//! `cotejo verify`: the whole count again, from the published files alone.

use crate::Outcome;
use crate::data::{self, Format};
use crate::election::{read_text, runtime};
use crate::output::{Output, number};
use crate::progress::{Progress, Seconds};
use crate::replay::StoredBlobs;
use crate::verb::publish::{DATA, LOG, hash_file};
use crate::verb::tally::refused_lines;
use anyhow::{Context, bail};
use bytes::Bytes;
use note::VerifyingKey;
use object_store::{ObjectStore, ObjectStoreExt};
use rayon::prelude::*;
use record::EntryHash;
use serde::Serialize;
use serde_json::json;
use site::manifest::{LIST_FILE, Manifest, NOTE_FILE};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use table::tables::Tables;
use tally::{Replay, Start, Tally, WINDOW};
use tlog::{Blobs, Bundle, LogFile, Policy, SignedCheckpoint, TreeCheck};
use tokio::runtime::Runtime;

/// Check a published folder, trusting nobody: every hash, signature, authorisation, tile and document, every
/// total again, and the tables against them.
///
/// By which key? Give the operator's or the log's public key, or a C2SP tlog-policy, as you got it from
/// elsewhere. Without either the folder is checked against the key that it names itself, which shows that
/// it is whole, not whose it is.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo verify public --key 'operator+2b6c…+AS…'
  cotejo verify public --policy policy.txt

Exit codes: 0 everything agrees, 1 something differs, 2 it could not be read.")]
pub(crate) struct Args {
    /// The published folder, or any copy of it.
    out: PathBuf,
    /// The operator's or the log's public key.
    #[arg(long, value_name = "VKEY")]
    key: Option<VerifyingKey>,
    /// The logs and witnesses that are trusted, and how many of them.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

/// A file that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Problem {
    file: String,
    reason: String,
}

/// What was checked, in numbers.
#[derive(Default, Serialize)]
struct Checked {
    entries: u64,
    signatures: u64,
    tiles: u64,
    documents: u64,
    files: u64,
    tables: u64,
    rows: u64,
}

/// What a check has found so far.
struct Check {
    out: PathBuf,
    runtime: Runtime,
    checked: Checked,
    problems: BTreeSet<Problem>,
    notes: Vec<String>,
    seconds: Seconds,
}

/// The most problems that are shown.
const MAX_SHOWN: usize = 50;

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    if !args.out.is_dir() {
        bail!("there is no folder {}", args.out.display());
    }
    if !args.out.join(LOG).is_dir() && !args.out.join(NOTE_FILE).is_file() {
        bail!(
            "{} is not a published folder: it has neither {LOG}/ nor {NOTE_FILE}",
            args.out.display()
        );
    }
    let policy = match &args.policy {
        None => None,
        Some(path) => {
            Some(Policy::parse(read_text(path)?.as_bytes()).with_context(|| path.display().to_string())?)
        }
    };
    let mut check = Check {
        out: args.out.clone(),
        runtime: runtime()?,
        checked: Checked::default(),
        problems: BTreeSet::new(),
        notes: Vec::new(),
        seconds: Seconds::default(),
    };
    let folded = check.log(args.key.as_ref(), policy.as_ref())?;
    let operator = folded
        .as_ref()
        .map(|(start, _)| start.operator.clone())
        .or_else(|| args.key.clone());
    let tally = folded.as_ref().map(|(_, tally)| tally);
    check.manifest(operator.as_ref(), tally);
    if let Some(tally) = tally {
        check.tables(tally);
    }
    check.report(args, folded.as_ref(), output)
}

impl Check {
    fn problem(&mut self, file: impl Into<String>, reason: impl ToString) {
        self.problems.insert(Problem {
            file: file.into(),
            reason: reason.to_string(),
        });
    }

    /// Checks the log and folds it. `None` where it cannot be folded; the reason is a problem then.
    fn log(
        &mut self,
        key: Option<&VerifyingKey>,
        policy: Option<&Policy>,
    ) -> anyhow::Result<Option<(Start, Tally)>> {
        let path = self.out.join(LOG);
        if !path.is_dir() {
            self.problem(LOG, "the folder is missing");
            return Ok(None);
        }
        let store = tlog::local(&path)?;
        let checkpoint = match self
            .read(&store, "checkpoint")
            .and_then(|bytes| SignedCheckpoint::parse(&bytes).map_err(|error| error.to_string()))
        {
            Ok(checkpoint) => checkpoint,
            Err(reason) => {
                self.problem(format!("{LOG}/checkpoint"), reason);
                return Ok(None);
            }
        };
        let blobs = Blobs::open(store.clone(), "")?;
        let first = LogFile::entries_in_tree(0, checkpoint.size()).context("the log is empty")?;
        let bundle = match self.bundle(&store, first) {
            Ok(bundle) => bundle,
            Err(reason) => {
                self.problem(format!("{LOG}/{}", first.path()), reason);
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
                let file = match &error {
                    tally::StartError::Definition(_) => self.definition_file(&bundle),
                    _ => format!("{LOG}/{}", first.path()),
                };
                self.problem(file, error);
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
            Ok(record::Body::Election(body)) => format!("{LOG}/{}", tlog::BlobHash(body.definition.0).path()),
            _ => format!("{LOG}/tile/entries/000"),
        }
    }

    fn read(&self, store: &Arc<dyn ObjectStore>, path: &str) -> Result<Bytes, String> {
        let path = object_store::path::Path::parse(path).map_err(|error| error.to_string())?;
        self.runtime.block_on(async {
            let found = store.get(&path).await.map_err(|error| match error {
                object_store::Error::NotFound { .. } => "is missing".to_owned(),
                other => other.to_string(),
            })?;
            if found.meta.size > tlog::MAX_BUNDLE_BYTES as u64 {
                return Err(format!("has {} bytes, too many", found.meta.size));
            }
            found.bytes().await.map_err(|error| error.to_string())
        })
    }

    fn bundle(&self, store: &Arc<dyn ObjectStore>, file: LogFile) -> Result<Bundle, String> {
        let bytes = self.read(store, &file.path())?;
        Bundle::parse(file, bytes).map_err(|error| error.to_string())
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
            self.problem(file(), error);
        }
        if checkpoint.checkpoint().origin() != start.election.origin {
            let reason = format!(
                "it is of the log {:?}, the record's is {:?}",
                checkpoint.checkpoint().origin(),
                start.election.origin
            );
            self.problem(file(), reason);
        }
        match key {
            Some(key) if *key == start.operator || *key == start.log => {}
            Some(key) => {
                let reason = format!(
                    "the record names the operator's key {} and the log's key {}, not the key given, {key}",
                    start.operator, start.log
                );
                self.problem(format!("{LOG}/tile/entries/000"), reason);
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
                Err(error) => self.problem(file(), error),
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
        let mut broken: Option<String> = None;
        let window = || -> anyhow::Result<Option<Vec<Bytes>>> {
            let mut entries = Vec::new();
            while entries.len() < WINDOW && broken.is_none() {
                let Some(file) = LogFile::entries_in_tree(next, size) else {
                    break;
                };
                match self.bundle(store, file) {
                    Ok(bundle) => entries.extend((0..bundle.len()).filter_map(|at| bundle.entry(at))),
                    Err(reason) => broken = Some(reason),
                }
                next += 1;
            }
            Ok((!entries.is_empty()).then_some(entries))
        };
        let hashes = |first: u64, hashes: &[EntryHash]| -> anyhow::Result<()> {
            for leaves in hashes.chunks(usize::from(tlog::FULL_WIDTH)) {
                let leaves: Vec<tlog::Hash> = leaves.iter().map(|hash| tlog::Hash(hash.0)).collect();
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
                Err(reason) => {
                    let error = tlog::Error::Malformed {
                        path: file.path(),
                        why: reason,
                    };
                    self.runtime.block_on(tree.push_unreadable(&error))
                }
            };
            pushed?;
        }
        let report = self.runtime.block_on(tree.finish())?;
        self.checked.tiles = tlog::expected_files(size)
            .filter(|file| matches!(file, LogFile::Tile(_)))
            .count() as u64;
        let good = report.is_good();
        for bad in report.bad {
            self.problem(format!("{LOG}/{}", bad.path), bad.reason);
        }
        if !good {
            self.problem(
                format!("{LOG}/checkpoint"),
                "the root that it states is not the root of the entries and tiles that are there",
            );
        }
        Ok((tally, signatures))
    }

    /// Checks every document that the record names.
    fn documents(&mut self, tally: &Tally) {
        let names: Vec<_> = tally.blobs().copied().collect();
        self.checked.documents = names.len() as u64;
        for name in names {
            let path = tlog::BlobHash(name.0).path();
            match hash_file(&self.out.join(LOG).join(&path)) {
                Ok(hash) if hash == name.0 => {}
                Ok(_) => self.problem(
                    format!("{LOG}/{path}"),
                    "its bytes are not those that its name says",
                ),
                Err(error) => self.problem(format!("{LOG}/{path}"), read_error(&error)),
            }
        }
    }

    /// Checks the manifest and the files that it names. Where the log was found whole, its tiles are not
    /// hashed again: the tree fixes every byte of them.
    fn manifest(&mut self, operator: Option<&VerifyingKey>, tally: Option<&Tally>) {
        let began = std::time::Instant::now();
        let mut read = |name: &str| match read_bounded(&self.out.join(name)) {
            Ok(bytes) => bytes,
            Err(reason) => {
                self.problems.insert(Problem {
                    file: name.to_owned(),
                    reason,
                });
                Vec::new()
            }
        };
        let (note, list) = (read(NOTE_FILE), read(LIST_FILE));
        let verified = match operator {
            Some(operator) => Manifest::verify(&note, &list, operator),
            None => Manifest::parse(&note, &list).map(|(manifest, _)| manifest),
        };
        let files: BTreeMap<String, [u8; 32]> = match verified {
            Ok(manifest) => manifest.files().clone(),
            Err(error) => {
                let file = error.file().unwrap_or(NOTE_FILE);
                self.problem(file, &error);
                // Unsigned, it still helps to find which file is wrong.
                site::manifest::read_list(&list).unwrap_or_default()
            }
        };
        let whole = self.problems.is_empty() && tally.is_some();
        let fixed_by_tree = |path: &str| whole && path.starts_with("log/tile/");
        let bad: Vec<Problem> = files
            .par_iter()
            .filter(|(path, _)| !fixed_by_tree(path))
            .filter_map(|(path, hash)| {
                let reason = match hash_file(&self.out.join(path)) {
                    Ok(found) if found == *hash => return None,
                    Ok(_) => "its bytes are not those that the manifest names".to_owned(),
                    Err(error) => read_error(&error),
                };
                Some(Problem {
                    file: path.clone(),
                    reason,
                })
            })
            .collect();
        self.problems.extend(bad);
        self.checked.files = files.len() as u64;
        let extra = self.extra(&files);
        if !extra.is_empty() {
            let some: Vec<_> = extra.iter().take(5).map(String::as_str).collect();
            self.notes.push(format!(
                "{} files are not in the manifest and were not checked, such as {}.",
                number(extra.len() as u64),
                some.join(", ")
            ));
        }
        self.seconds.add("manifest", began.elapsed());
    }

    /// The files of the folder that the manifest does not name.
    fn extra(&self, named: &BTreeMap<String, [u8; 32]>) -> Vec<String> {
        let mut extra = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(self.out.join(&folder)) else {
                continue;
            };
            for entry in entries.flatten() {
                let path = folder.join(entry.file_name());
                if entry.path().is_dir() {
                    folders.push(path);
                    continue;
                }
                let path = path
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("/");
                if !named.contains_key(&path) && path != NOTE_FILE && path != LIST_FILE {
                    extra.push(path);
                }
            }
        }
        extra.sort();
        extra
    }

    /// Compares the figures of the tables with those computed anew.
    fn tables(&mut self, tally: &Tally) {
        let began = std::time::Instant::now();
        let tables = Tables::new(tally);
        let tables = tables.all();
        let folder = self.out.join(DATA);
        let files = data::files(
            &tables,
            &[Format::Csv, Format::Jsonl, Format::Parquet, Format::Sqlite],
        );
        let there: Vec<_> = files
            .iter()
            .filter(|file| folder.join(&file.name).exists())
            .collect();
        let results: Vec<_> = there
            .par_iter()
            .map(|file| (&file.name, file.check(&tables, &folder)))
            .collect();
        for (name, result) in results {
            self.checked.tables += 1;
            match result {
                Ok(rows) => self.checked.rows += rows,
                Err(error) => self.problem(format!("{DATA}/{name}"), error),
            }
        }
        self.seconds.add("tables", began.elapsed());
    }

    fn report(
        &self,
        args: &Args,
        folded: Option<&(Start, Tally)>,
        output: &Output,
    ) -> anyhow::Result<Outcome> {
        let (start, tally) = (folded.map(|(start, _)| start), folded.map(|(_, tally)| tally));
        let value = json!({
            "verified": self.problems.is_empty(),
            "election": start.map(|start| &start.election.id),
            "operator": start.map(|start| start.operator.to_string()),
            "log": start.map(|start| start.log.to_string()),
            "checked": self.checked,
            "problems": self.problems,
            "notes": self.notes,
            "refused": tally.map(|tally| tally.refused().counts()),
            "unknown_types": tally.map(Tally::unknown_types),
            "seconds": self.seconds,
        });
        output.result(&value, |text| {
            let c = &self.checked;
            text.line(format!(
                "Checked {}: {} entries, {} signatures, {} tiles, {} documents, {} files, {} tables with {} rows, in {:.2} s.",
                args.out.display(),
                number(c.entries),
                number(c.signatures),
                number(c.tiles),
                number(c.documents),
                number(c.files),
                number(c.tables),
                number(c.rows),
                self.seconds.total()
            ));
            if let Some(tally) = tally {
                refused_lines(text, tally);
            }
            self.notes.iter().for_each(|note| text.line(note));
            if self.problems.is_empty() {
                text.line("Everything agrees.");
                return;
            }
            text.line(format!("{} files are not as they should be:", number(self.problems.len() as u64)));
            for problem in self.problems.iter().take(MAX_SHOWN) {
                text.line(format!("  {}: {}", problem.file, problem.reason));
            }
            if self.problems.len() > MAX_SHOWN {
                text.line(format!("  … and {} more; --json lists them all.", self.problems.len() - MAX_SHOWN));
            }
        })?;
        Ok(if self.problems.is_empty() {
            Outcome::Agrees
        } else {
            Outcome::Differs
        })
    }
}

fn read_error(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "is missing".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads one of the manifest's files, bounded.
fn read_bounded(path: &Path) -> Result<Vec<u8>, String> {
    const MOST: u64 = 1 << 30;
    let found = std::fs::metadata(path).map_err(|error| read_error(&error))?;
    if found.len() > MOST {
        return Err(format!("has {} bytes, at most {MOST} are allowed", found.len()));
    }
    std::fs::read(path).map_err(|error| read_error(&error))
}
