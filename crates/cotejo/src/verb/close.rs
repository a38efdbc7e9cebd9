//! `cotejo close`: the end of what is taken in.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use intake::statements;
use std::path::PathBuf;

/// Say, as the operator, that nothing more is taken in: no documents, photographs, readings, announcements and
/// observations that come afterwards count. Nothing undoes it.
///
/// Keys, registers, rulings, withheld documents and other statements still count.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo close my-election --reason 'all tally sheets are in'")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// Why; it stands in the record.
    #[arg(long)]
    reason: String,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let recorded = folder.wait(statements::close(&folder, &args.reason, &now()?, output))?;
    output.result(&recorded, |text| {
        text.line(format!(
            "The record is closed with entry {}: nothing more is taken in.",
            number(recorded.entry)
        ));
    })?;
    Ok(Outcome::Agrees)
}
