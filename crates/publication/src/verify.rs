//! Verifying a published folder, trusting nobody: every hash, signature, authorisation, tile and document, the whole
//! count again, and the tables against it.
//!
//! ```no_run
//! # async fn example() -> Result<(), publication::Error> {
//! let trust = publication::verify::Trust::default();
//! let report = publication::verify("public".as_ref(), &trust).await?;
//! for problem in &report.problems {
//!     println!("{}: {}", problem.file, problem.reason);
//! }
//! # Ok(())
//! # }
//! ```

mod entries;
mod files;
mod log;
mod problem;
mod remark;

pub use problem::{Problem, ProblemCode};
pub use remark::Remark;

use crate::blocking::blocking_telling;
use crate::layout;
use crate::manifest::{Named, Stated};
use crate::{Error, Events, Seconds, Silent};
use log::Log;
use note::VerifyingKey;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tally::{MAX_EXTENT, Start, Tally};
use tlog::Policy;

/// By what a publication is judged: as much of it as its reader has from elsewhere. Without a key and a policy a folder is
/// checked against the key that it names itself, which shows that it is whole, not whose it is.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// The operator's or the log's public key.
    pub key: Option<VerifyingKey>,
    /// The logs and witnesses that are trusted, and how many of them (C2SP tlog-policy).
    pub policy: Option<Policy>,
}

/// What was checked, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Checks {
    /// Entries of the log.
    pub entries: u64,
    /// Signatures of entries.
    pub signatures: u64,
    /// Tiles of the log.
    pub tiles: u64,
    /// Documents that entries name.
    pub documents: u64,
    /// Files that the manifest names.
    pub files: u64,
    /// Compressed copies of them.
    pub compressed: u64,
    /// Data files.
    pub tables: u64,
    /// Their rows.
    pub rows: u64,
}

/// What a check has found.
#[derive(Debug)]
pub struct Report {
    /// What was checked.
    pub checked: Checks,
    /// The files that are not as they should be.
    pub problems: BTreeSet<Problem>,
    /// What a reader should know besides.
    pub remarks: Vec<Remark>,
    /// What the record begins with: the election and the keys that it names. None where the log cannot be read.
    pub start: Option<Start>,
    /// The count done anew, of all entries of the log. None where the log cannot be read.
    pub tally: Option<Arc<Tally>>,
    /// How long the parts of the check took.
    pub seconds: Seconds,
}

impl Report {
    /// Whether everything agrees.
    pub fn is_verified(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Checks a published folder, or any copy of one. What is wrong with it stands in the report.
///
/// # Errors
/// [`Error::NotPublished`] where there is no published folder at all, and what fails of this machine.
pub async fn verify(folder: &Path, trust: &Trust) -> Result<Report, Error> {
    verify_telling(folder, trust, &Silent).await
}

/// Checks a published folder as [`verify`](fn@verify) does, with its progress told to `events`.
///
/// # Errors
/// Those of [`verify`](fn@verify).
pub async fn verify_telling(folder: &Path, trust: &Trust, events: &dyn Events) -> Result<Report, Error> {
    if !folder.join(layout::LOG).is_dir() && !folder.join(layout::MANIFEST).is_file() {
        return Err(Error::NotPublished(folder.display().to_string()));
    }
    let mut check = Check {
        folder: folder.to_owned(),
        checked: Checks::default(),
        problems: BTreeSet::new(),
        documents: BTreeSet::new(),
        named: Named::default(),
        withheld: BTreeSet::new(),
        remarks: Vec::new(),
        seconds: Seconds::default(),
    };
    let log = check.log(trust, events).await?;
    let tally = log.as_ref().map(|log| Arc::clone(&log.tally));
    let (mut check, manifest) = {
        let tally = tally.clone();
        let key = trust.key.clone();
        let read = move |mut check: Check| {
            if let Some(tally) = &tally {
                check.documents(tally);
            }
            let manifest = check.manifest(|size| match &tally {
                Some(tally) => Some(tally.succession().operator_at(size)),
                None => key.as_ref(),
            });
            (check, manifest)
        };
        blocking_telling(events, move |_| read(check)).await
    };
    if let Some(log) = &log {
        check.trusted_key(log, manifest.as_ref().map(|stated| stated.size), trust);
    }
    let as_of = match (&log, &manifest) {
        (Some(log), Some(manifest)) => check.compare(log, manifest, events).await?,
        _ => tally.clone(),
    };
    let size = log.as_ref().map(|log| log.checkpoint.size());
    let check = blocking_telling(events, move |_| {
        let published = manifest.map(|stated| stated.size);
        check.named_files(size);
        if let Some(size) = size {
            check.entry_files(size, published.unwrap_or_default());
        }
        if let Some(tally) = as_of {
            match tally.extent() {
                extent if extent > MAX_EXTENT => check.too_wide(extent),
                _ => check.tables(&tally),
            }
        }
        check
    })
    .await;
    Ok(Report {
        checked: check.checked,
        problems: check.problems,
        remarks: check.remarks,
        start: log.map(|log| log.start),
        tally,
        seconds: check.seconds,
    })
}

/// What a check has found so far.
struct Check {
    folder: PathBuf,
    checked: Checks,
    problems: BTreeSet<Problem>,
    /// The paths of the documents that were hashed.
    documents: BTreeSet<String>,
    /// What the manifest's lists name.
    named: Named,
    /// The files of withheld documents, which may be missing.
    withheld: BTreeSet<String>,
    remarks: Vec<Remark>,
    seconds: Seconds,
}

impl Check {
    fn problem(&mut self, file: impl Into<String>, code: impl Into<ProblemCode>, reason: impl ToString) {
        self.problems.insert(Problem {
            file: file.into(),
            code: code.into(),
            reason: reason.to_string(),
        });
    }

    /// Tables and data files would have a line for each station and area of each contest: they are not compared.
    fn too_wide(&mut self, extent: u64) {
        let reason = format!(
            "its contests reach {extent} stations and areas, counted for each contest; tables and pages of at most {MAX_EXTENT} are compared"
        );
        self.problem(layout::CHECKPOINT, ProblemCode::TooWide, reason);
    }

    /// Whether nothing was found wrong so far.
    fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }

    /// Compares what the manifest states of the log with the log, where nothing was found wrong so far: the manifest
    /// may be of an earlier state, whose root the log's hashes give. Gives the count that pages and tables must show.
    async fn compare(
        &mut self,
        log: &Log,
        manifest: &Stated,
        events: &dyn Events,
    ) -> Result<Option<Arc<Tally>>, Error> {
        let (of, size) = (manifest.size, log.checkpoint.size());
        if !self.is_whole() {
            return Ok(Some(Arc::clone(&log.tally)));
        }
        if of > size {
            let reason = format!("it is of the log with {of} entries, the log beside it has {size}");
            self.problem(layout::MANIFEST, ProblemCode::ManifestAhead, reason);
            return Ok(Some(Arc::clone(&log.tally)));
        }
        if log.root_at(of).await?.0 != manifest.root {
            let reason = format!("it states another root than the log has with {of} entries");
            self.problem(layout::MANIFEST, ProblemCode::ManifestRoot, reason);
            return Ok(Some(Arc::clone(&log.tally)));
        }
        if of == size {
            return Ok(Some(Arc::clone(&log.tally)));
        }
        self.remarks.push(Remark::AsOf {
            manifest: of,
            log: size,
        });
        let began = std::time::Instant::now();
        let tally = log.tally_at(of, events).await?;
        self.seconds.add("log", began.elapsed());
        Ok(Some(Arc::new(tally)))
    }
}
