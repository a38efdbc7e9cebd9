//! `cotejo verify`: the whole count again, from the published files alone.

mod folder;
mod log;

use crate::Outcome;
use crate::election::runtime;
use crate::output::{Output, number};
use crate::progress::Seconds;
use crate::render::refused::refused_lines;
use crate::verb::publish::LOG;
use anyhow::{Context, bail};
use note::VerifyingKey;
use serde::Serialize;
use serde_json::json;
use site::manifest::NOTE_FILE;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tally::{Start, Tally};
use tlog::Policy;
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
    /// For programs: the same in every version and in the verifier of the pages.
    code: &'static str,
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
    compressed: u64,
    tables: u64,
    rows: u64,
}

/// What a check has found so far.
struct Check {
    out: PathBuf,
    runtime: Runtime,
    checked: Checked,
    problems: BTreeSet<Problem>,
    /// The documents that were hashed, by their paths.
    documents: BTreeMap<String, [u8; 32]>,
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
        Some(path) => Some(
            Policy::parse(publication::files::read_text(path, model::document::MAX_BYTES)?.as_bytes())
                .with_context(|| path.display().to_string())?,
        ),
    };
    let mut check = Check {
        out: args.out.clone(),
        runtime: runtime()?,
        checked: Checked::default(),
        problems: BTreeSet::new(),
        documents: BTreeMap::new(),
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
    fn problem(&mut self, file: impl Into<String>, code: &'static str, reason: impl ToString) {
        self.problems.insert(Problem {
            file: file.into(),
            code,
            reason: reason.to_string(),
        });
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
