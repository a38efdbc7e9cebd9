//! `cotejo rule`: a reviewer's decision which reading of a station stands.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use intake::decisions::NewRuling;
use model::{ContestId, StationCode};
use record::ReadingName;
use std::path::PathBuf;

/// Rule which reading of a station stands, or that none does, as a reviewer.
///
/// The last ruling of a station and contest stands, whatever is read afterwards. Nothing is signed that would not count.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo show my-election 01.1 --json
  cotejo rule my-election --station 01.1 --stands a7fd…9a2c --key reviewer-1 --reason 'the photograph is clear'
  cotejo rule my-election --station 01.1 --none --key reviewer-1 --reason 'neither can be read'")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The station.
    #[arg(long, value_name = "CODE")]
    station: StationCode,
    /// The contest; may be left out where the election has one.
    #[arg(long, value_name = "ID")]
    contest: Option<ContestId>,
    /// The name of the reading that stands.
    #[arg(long, value_name = "NAME", required_unless_present = "none")]
    stands: Option<ReadingName>,
    /// None stands.
    #[arg(long, conflicts_with = "stands")]
    none: bool,
    /// Why; it stands in the record.
    #[arg(long)]
    reason: String,
    /// The reviewer's key: the name of its file in keys/.
    #[arg(long, value_name = "NAME")]
    key: String,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let ruling = NewRuling {
        station: args.station.clone(),
        contest: args.contest.clone(),
        stands: args.stands,
        reason: args.reason.clone(),
        key: args.key.clone(),
    };
    let recorded = folder.wait(ruling.add(&folder, &now()?, output))?;
    output.result(&recorded, |text| {
        text.line(format!(
            "The ruling is recorded as entry {}.",
            number(recorded.entry)
        ));
    })?;
    Ok(Outcome::Agrees)
}
