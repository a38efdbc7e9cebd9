//! `cotejo new`: begins an election's record.

use crate::Outcome;
use crate::clock::now;
use crate::election::runtime;
use crate::output::{Output, number};
use anyhow::Context;
use intake::begin::Definition;
use serde_json::json;
use std::path::PathBuf;

/// Begin an election's record from its definition.
///
/// Makes the folder with the operator's and the log's private keys in keys/ (keep them safe and apart) and
/// the log, whose first entry names the definition's two parts: the law, which never changes, and the words, which
/// `cotejo amend` does.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo new venezuela --from examples/venezuela-2024/election.toml")]
pub(crate) struct Args {
    /// The folder to make.
    dir: PathBuf,
    /// The definition to begin from.
    #[arg(long, value_name = "ELECTION.toml")]
    from: PathBuf,
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

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let mut definition = Definition::read(&args.from, args.register.as_deref())?;
    if let Some(of) = args.recovery_of {
        let keys = args
            .recovery
            .iter()
            .map(|key| key.parse().with_context(|| format!("--recovery {key}")));
        definition = definition.with_recovery(&keys.collect::<anyhow::Result<Vec<_>>>()?, of)?;
    }
    let election = definition.election.clone();
    let begun = runtime()?.block_on(definition.begin(&args.dir, now()?))?;
    let (operator, log) = (begun.operator.to_string(), begun.log.to_string());
    let made = json!({
        "election": election.id,
        "origin": election.origin,
        "operator": operator,
        "log": log,
        "stations": begun.stations,
        "size": begun.size,
    });
    output.result(&made, |text| {
        text.line(format!("{} has begun in {}.", election.name, args.dir.display()));
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
    })?;
    Ok(Outcome::Agrees)
}
