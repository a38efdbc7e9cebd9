//! `cotejo withhold`: documents whose bytes are not passed on.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use intake::statements::NewWithhold;
use record::BlobHash;
use std::path::PathBuf;

/// Withhold a document that the record names, as an operator and a reviewer together, or pass it on again.
///
/// What was read from it goes on counting, and totals say how many figures rest on withheld documents. The next
/// `cotejo publish` leaves its bytes out, removes them from the folder or the store where it published them before, and
/// puts the covered copy there, where there is one. Copies that others made are not called back, and the record's own
/// folder keeps the bytes.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo withhold my-election sha256:0811…2ca1 --reviewer reviewer-1 --reason 'shows a face' --instead covered.jpg
  cotejo withhold my-election sha256:0811…2ca1 --reviewer reviewer-1 --reason 'nobody is seen' --undo")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The document, by its name in the record.
    document: BlobHash,
    /// The reviewer's key: the name of its file in keys/. It signs together with the operator's.
    #[arg(long, value_name = "NAME")]
    reviewer: String,
    /// Why; it stands in the record.
    #[arg(long)]
    reason: String,
    /// A copy with parts covered, which is published in its place.
    #[arg(long, value_name = "FILE", conflicts_with = "undo")]
    instead: Option<PathBuf>,
    /// Pass it on again.
    #[arg(long)]
    undo: bool,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let withhold = NewWithhold {
        document: args.document,
        withheld: !args.undo,
        instead: args.instead.clone(),
        reason: args.reason.clone(),
        reviewer: args.reviewer.clone(),
    };
    let recorded = folder.wait(withhold.add(&folder, &now()?, output))?;
    output.result(&recorded, |text| {
        let so = if args.undo { "passed on again" } else { "withheld" };
        text.line(format!(
            "The document is {so} from entry {} on. Publish again to bring it about.",
            number(recorded.entry)
        ));
    })?;
    Ok(Outcome::Agrees)
}
