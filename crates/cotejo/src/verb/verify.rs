//! `cotejo verify`: the whole count again, from the published files alone.

use crate::Outcome;
use crate::election::runtime;
use crate::output::{Output, number};
use crate::render::refused::refused_lines;
use anyhow::{Context, bail};
use note::VerifyingKey;
use publication::verify::{Report, Trust, verify_telling};
use serde_json::json;
use std::path::PathBuf;
use tally::Tally;
use tlog::Policy;

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

/// The most problems that are shown.
const MAX_SHOWN: usize = 50;

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    if !args.out.is_dir() {
        bail!("there is no folder {}", args.out.display());
    }
    args.run(&args.trust()?, output)
}

impl Args {
    /// The check of a folder by what its reader has from elsewhere.
    pub(crate) fn of(out: PathBuf, key: Option<VerifyingKey>, policy: Option<PathBuf>) -> Args {
        Args { out, key, policy }
    }

    /// By what the folder is judged.
    pub(crate) fn trust(&self) -> anyhow::Result<Trust> {
        let policy = match &self.policy {
            None => None,
            Some(path) => Some(
                Policy::parse(publication::files::read_text(path, model::document::MAX_BYTES)?.as_bytes())
                    .with_context(|| path.display().to_string())?,
            ),
        };
        Ok(Trust {
            key: self.key.clone(),
            policy,
        })
    }

    /// Checks the folder and prints what was found.
    pub(crate) fn run(&self, trust: &Trust, output: &Output) -> anyhow::Result<Outcome> {
        let report = runtime()?.block_on(verify_telling(&self.out, trust, output))?;
        show(self, &report, output)?;
        Ok(match report.is_verified() {
            true => Outcome::Agrees,
            false => Outcome::Differs,
        })
    }
}

fn show(args: &Args, report: &Report, output: &Output) -> anyhow::Result<()> {
    let (start, tally) = (report.start.as_ref(), report.tally.as_deref());
    let notes: Vec<String> = report.remarks.iter().map(ToString::to_string).collect();
    let value = json!({
        "verified": report.is_verified(),
        "election": start.map(|start| &start.law.id),
        "operator": start.map(|start| start.operator.to_string()),
        "log": start.map(|start| start.log.to_string()),
        "checked": report.checked,
        "problems": report.problems,
        "notes": notes,
        "refused": tally.map(|tally| tally.refused().counts()),
        "unknown_types": tally.map(Tally::unknown_types),
        "seconds": report.seconds,
    });
    output.result(&value, |text| {
        let c = &report.checked;
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
            report.seconds.total()
        ));
        if let Some(tally) = tally {
            refused_lines(text, tally);
        }
        notes.iter().for_each(|note| text.line(note));
        if report.is_verified() {
            text.line("Everything agrees.");
            return;
        }
        text.line(format!("{} files are not as they should be:", number(report.problems.len() as u64)));
        for problem in report.problems.iter().take(MAX_SHOWN) {
            text.line(format!("  {}: {}", problem.file, problem.reason));
        }
        if report.problems.len() > MAX_SHOWN {
            text.line(format!("  … and {} more; --json lists them all.", report.problems.len() - MAX_SHOWN));
        }
    })
}
