//! `cotejo simulate`: a made-up country with known faults.

use crate::Outcome;
use crate::output::{Output, number};
use crate::progress::Progress;
use std::path::PathBuf;

/// Make up a country: its definition, its register, the result files of two accounts, their profile, claims
/// and the list of the faults that were planted; with --photos photographs of sheets, too.
#[derive(clap::Args)]
#[command(after_help = "Example:
  cotejo simulate country --stations 500 --seed 7
  cotejo new election --from country/election.toml --register country/register.csv
  cotejo import election country/council.csv --profile country/profile.toml --account council

With 200 photographs of sheets, photos.csv saying what each of them shows:
  cotejo simulate country --photos 200
  cotejo read election country/photos --account volunteers")]
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
    /// So many photographs of printed sheets, in the folder photos; 50 or more with faults among them.
    #[arg(long, value_name = "N")]
    photos: Option<u64>,
    /// How hard to read the photographs are, 1 to 5, or from one level to another, such as 1-3.
    #[arg(long, value_name = "LEVEL", default_value = "1-5", requires = "photos")]
    photos_level: simulate::Levels,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let options = simulate::Options {
        stations: args.stations,
        seed: args.seed,
        with_faults: !args.without_faults,
        photos: args.photos.map(|count| simulate::Photos {
            count,
            levels: args.photos_level,
        }),
    };
    let mut progress = Progress::new("taking photographs", args.photos.unwrap_or(0));
    let summary = simulate::simulate_showing(&options, &args.out, &mut |made, _| progress.at(made))?;
    drop(progress);
    output.result(&summary, |text| {
        text.line(format!(
            "{} stations with {} registered voters are in {} (seed {}).",
            number(summary.stations),
            number(summary.registered),
            args.out.display(),
            summary.seed
        ));
        if let Some(photographs) = summary.photographs {
            text.line(format!(
                "{} photographs of sheets are in photos.",
                number(photographs)
            ));
        }
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
