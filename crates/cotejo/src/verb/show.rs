//! `cotejo show`: everything that the record has about one station.

use crate::Outcome;
use crate::args::scope::station;
use crate::election::Folder;
use crate::output::Output;
use crate::render::station::{station_json, station_text};
use std::path::PathBuf;

/// Show every reading of a station, where it came from, its findings and its place in the log.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo show venezuela 110601011.04")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The station's code.
    station: String,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let folded = folder.fold()?;
    let tally = &folded.tally;
    let station = station(tally, &args.station)?;
    let value = station_json(tally, station);
    let contests = value["contests"].as_array().into_iter().flatten();
    let found = contests
        .flat_map(|contest| contest["findings"].as_array())
        .any(|findings| !findings.is_empty());
    output.result(&value, |text| station_text(text, tally, station, &value))?;
    Ok(if found { Outcome::Differs } else { Outcome::Agrees })
}
