//! `cotejo simulate`: a made-up country with known faults.

use crate::Outcome;
use crate::output::{Output, number};
use std::path::PathBuf;

/// Make up a country: its definition, its register, the result files of two accounts, their profile, claims
/// and the list of the faults that were planted.
#[derive(clap::Args)]
#[command(after_help = "Example:
  cotejo simulate country --stations 500 --seed 7
  cotejo new election --from country/election.toml --register country/register.csv
  cotejo import election country/council.csv --profile country/profile.toml --account council")]
pub(crate) struct Args {
    /// The folder to write to.
    out: PathBuf,
    /// How many stations the country has.
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    stations: u64,
    /// What decides everything else; the same seed gives the same bytes.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// Plant no faults.
    #[arg(long)]
    without_faults: bool,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let options = simulate::Options {
        stations: args.stations,
        seed: args.seed,
        with_faults: !args.without_faults,
    };
    let summary = simulate::simulate(&options, &args.out)?;
    output.result(&summary, |text| {
        text.line(format!(
            "{} stations with {} registered voters are in {} (seed {}).",
            number(summary.stations),
            number(summary.registered),
            args.out.display(),
            summary.seed
        ));
        if !summary.planted.is_empty() {
            text.gap();
            let rows: Vec<Vec<String>> = summary
                .planted
                .iter()
                .map(|(code, n)| vec![(*code).to_owned(), number(*n)])
                .collect();
            text.table(&["planted fault", "number"], &rows);
        }
    })?;
    Ok(Outcome::Agrees)
}
