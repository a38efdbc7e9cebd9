//! `cotejo amend`: other words.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use intake::amend::amend;
use std::path::PathBuf;

/// Change, as the operator, what people read: names, colours, questions, what this record is, how sheets and maps look.
///
/// Edit election.toml in the election's folder and run this: the words that it has now stand from here on in the place of
/// those before, as a whole, which stay in the record. It counts after `cotejo close`, too. The law (ids, rules, accounts,
/// where the contests are held, what wins) never changes: where the file has another one, this says where, and writes
/// nothing.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo amend my-election --reason \"Ana's name was spelt wrong\"
  cotejo amend my-election --reason 'Luis has withdrawn'     # after `withdrew = true` beside his name")]
pub(crate) struct Args {
    /// The election's folder, with the edited election.toml.
    dir: PathBuf,
    /// Why; it stands in the record.
    #[arg(long)]
    reason: String,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let amended = folder.wait(amend(&folder, &args.reason, &now()?, output))?;
    output.result(&amended, |text| match &amended.recorded {
        None => text.line("The words are those of the record: nothing was written."),
        Some(recorded) => {
            for change in &amended.changes {
                text.line(change);
            }
            text.line(format!(
                "These words stand from entry {} on. Publish again to show them.",
                number(recorded.entry)
            ));
        }
    })?;
    Ok(Outcome::Agrees)
}
