//! `cotejo new`: begins an election's record.

use crate::Outcome;
use crate::clock::now;
use crate::election::{Folder, runtime};
use crate::output::{Output, number};
use crate::render::next::{next_json, next_lines, steps};
use anyhow::Context;
use intake::begin::Definition;
use serde_json::json;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Begin an election's record from its definition.
///
/// Makes the folder with the operator's and the log's private keys in keys/ (keep them safe and apart) and
/// the log, whose first entry names the definition's two parts: the law, which never changes, and the words, which
/// `cotejo amend` does.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo new --example > election.toml     # a definition with comments, to be edited
  cotejo new my-election --from election.toml
  cotejo new venezuela --from examples/venezuela-2024/election.toml

Every key of a definition is explained in docs/election.md.")]
pub(crate) struct Args {
    /// The folder to make; with --example the file to write, or the terminal without one.
    #[arg(required_unless_present = "example")]
    dir: Option<PathBuf>,
    /// The definition to begin from.
    #[arg(long, value_name = "ELECTION.toml", required_unless_present = "example")]
    from: Option<PathBuf>,
    /// Write a definition with comments, which can be begun from as it is.
    #[arg(long, conflicts_with_all = ["from", "register", "recovery"])]
    example: bool,
    /// The register of stations: a CSV table with the columns station, registered, and for each level its
    /// id and its id with _name.
    #[arg(long, value_name = "REGISTER.csv")]
    register: Option<PathBuf>,
    /// The public keys by which the operator's key and the log's can be replaced: 1 to 16, held by different people.
    /// `cotejo recover key` makes one.
    #[arg(long, value_name = "VKEY", num_args = 1.., requires = "recovery_of")]
    recovery: Vec<String>,
    /// How many of them must sign together.
    #[arg(long, value_name = "M", requires = "recovery")]
    recovery_of: Option<u32>,
}

/// The definition with comments.
const EXAMPLE: &str = include_str!("new/example.toml");

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    if args.example {
        return example(args.dir.as_deref(), output);
    }
    // They are required where no example is asked for.
    let (Some(dir), Some(from)) = (&args.dir, &args.from) else {
        anyhow::bail!("a folder and --from ELECTION.toml are needed");
    };
    let mut definition = Definition::read(from, args.register.as_deref())?;
    if let Some(of) = args.recovery_of {
        let keys = args
            .recovery
            .iter()
            .map(|key| key.parse().with_context(|| format!("--recovery {key}")));
        definition = definition.with_recovery(&keys.collect::<anyhow::Result<Vec<_>>>()?, of)?;
    }
    let election = definition.election.clone();
    let begun = runtime()?.block_on(definition.begin(dir, now()?))?;
    let folded = Folder::open(dir)?.fold()?;
    let steps = steps(&folded.tally, dir);
    let (operator, log) = (begun.operator.to_string(), begun.log.to_string());
    let made = json!({
        "election": election.id,
        "origin": election.origin,
        "operator": operator,
        "log": log,
        "stations": begun.stations,
        "size": begun.size,
        "next": next_json(&steps),
    });
    output.result(&made, |text| {
        text.line(format!("{} has begun in {}.", election.name, dir.display()));
        if begun.stations > 0 {
            text.line(format!(
                "{} stations are on the register.",
                number(begun.stations.into())
            ));
        }
        text.line("The operator's public key, for everyone to verify by:");
        text.line(format!("  {operator}"));
        text.line("The log's public key:");
        text.line(format!("  {log}"));
        if args.recovery_of.is_none() {
            text.line(
                "There are no recovery keys: neither of the two can be replaced if it is lost or stolen.",
            );
        }
        text.line(format!(
            "The private keys are in {}: keep them safe.",
            begun.folder.keys().display()
        ));
        text.gap();
        next_lines(text, &steps);
    })?;
    Ok(Outcome::Agrees)
}

/// Writes the definition with comments into a file that is not there, or prints it.
fn example(file: Option<&Path>, output: &Output) -> anyhow::Result<Outcome> {
    let Some(file) = file else {
        output.result(&json!({ "example": EXAMPLE }), |text| {
            EXAMPLE.lines().for_each(|line| text.line(line));
        })?;
        return Ok(Outcome::Agrees);
    };
    let written = File::create_new(file).and_then(|mut to| to.write_all(EXAMPLE.as_bytes()));
    written.with_context(|| format!("cannot write {}", file.display()))?;
    output.result(&json!({ "file": file }), |text| {
        text.line(format!(
            "{} is a definition with comments. Edit it, and begin with:",
            file.display()
        ));
        text.line(format!("  cotejo new FOLDER --from {}", file.display()));
    })?;
    Ok(Outcome::Agrees)
}
