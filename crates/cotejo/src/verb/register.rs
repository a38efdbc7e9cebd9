//! `cotejo register`: additions to the register.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use intake::register_add::NewRegister;
use model::Minute;
use std::path::PathBuf;

/// Add to the register of stations, as the operator.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(clap::Subcommand)]
enum Step {
    Add(Add),
}

/// Add stations, say how many an area has, when polls close, or where a contest is held.
///
/// What is known of a station stands; what is missing is filled in. Numbers, closing times and a contest's areas replace
/// those that were said before. The file of --with has the same keys as the entry:
///
///   polls_close = "2026-05-10T23:00Z"
///   expected = [{ area = "0101", stations = 12, registered = 4000, polls_close = "2026-05-10T23:30Z" }]
///   contests = [{ contest = "mayor-0101", areas = ["0101"] }]
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
#[command(after_help = "Examples:
  cotejo register add my-election --stations more.csv
  cotejo register add my-election --polls-close 2026-05-10T23:00Z
  cotejo register add my-election --with changes.toml")]
struct Add {
    /// The election's folder.
    dir: PathBuf,
    /// The stations: a CSV table with the columns station, registered, and for each level its id and its id with _name.
    #[arg(long, value_name = "REGISTER.csv")]
    stations: Option<PathBuf>,
    /// When the polls close in the whole country, in UTC.
    #[arg(long, value_name = "MINUTE")]
    polls_close: Option<Minute>,
    /// Expected numbers, closing times of areas, and where contests are held.
    #[arg(long, value_name = "CHANGES.toml")]
    with: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let Step::Add(args) = &args.step;
    let folder = Folder::open(&args.dir)?;
    let register = NewRegister {
        stations: args.stations.clone(),
        with: args.with.clone(),
        polls_close: args.polls_close.clone(),
    };
    let added = folder.wait(register.add(&folder, &now()?, output))?;
    output.result(&added, |text| {
        text.line(format!(
            "The register is added to with entry {}, which lists {} stations.",
            number(added.recorded.entry),
            number(added.stations.into())
        ));
    })?;
    Ok(Outcome::Agrees)
}
