//! `cotejo demo`: the main job from end to end on a made-up country.

use crate::Outcome;
use crate::output::Output;
use anyhow::{Context, bail};
use clap::Parser;
use std::path::{Path, PathBuf};

/// Show the main job on a made-up country: photographs of sheets are read, two accounts with planted faults are
/// taken in, added up, compared, published and verified.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo demo --to demo-site")]
pub(crate) struct Args {
    /// How many stations the country has.
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    stations: u64,
    /// What decides everything else.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// Where to publish to; made anew.
    #[arg(long, value_name = "FOLDER", default_value = "demo-site")]
    to: PathBuf,
}

/// How many of a country's sheets are photographed: a tenth, and at most so many that the demo stays short.
const PHOTOGRAPHS: u64 = 200;

/// A verb, as it would be typed.
#[derive(Parser)]
struct Typed {
    #[command(subcommand)]
    verb: crate::Verb,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    if args.to.exists() {
        if !args.to.join(publication::layout::MANIFEST).exists() {
            bail!(
                "{} is there and was not made by a demo: choose another folder with --to",
                args.to.display()
            );
        }
        std::fs::remove_dir_all(&args.to)
            .with_context(|| format!("cannot make {} anew", args.to.display()))?;
    }
    let work = args.to.with_extension("work");
    if work.exists() {
        std::fs::remove_dir_all(&work).with_context(|| format!("cannot make {} anew", work.display()))?;
    }
    let (country, election) = (work.join("country"), work.join("election"));
    let path = |path: &Path| path.display().to_string();
    let file = |name: &str| path(&country.join(name));
    let (stations, seed) = (args.stations.to_string(), args.seed.to_string());
    let import = |account: &str| {
        let (table, profile) = (file(&format!("{account}.csv")), file("profile.toml"));
        vec![
            "import".to_owned(),
            path(&election),
            table,
            "--profile".into(),
            profile,
            "--account".into(),
            account.into(),
        ]
    };
    let photographs = (args.stations / 10).min(PHOTOGRAPHS).to_string();
    let typed = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<String>>();
    let steps = [
        typed(&[
            "simulate",
            &path(&country),
            "--stations",
            &stations,
            "--seed",
            &seed,
            "--photos",
            &photographs,
        ]),
        typed(&[
            "new",
            &path(&election),
            "--from",
            &file("election.toml"),
            "--register",
            &file("register.csv"),
        ]),
        typed(&[
            "read",
            &path(&election),
            &file("photos"),
            "--account",
            "volunteers",
        ]),
        import("council"),
        import("campaign"),
        typed(&["claim", &path(&election), &file("claims.toml")]),
        typed(&["tally", &path(&election), "--account", "campaign"]),
        typed(&["compare", &path(&election), "council", "campaign"]),
        typed(&["compare", &path(&election), "campaign", "volunteers"]),
        typed(&["publish", &path(&election), "--to", &path(&args.to)]),
        typed(&["verify", &path(&args.to)]),
    ];
    for words in steps {
        output.note("");
        output.note(&format!("$ cotejo {}", words.join(" ")));
        let typed = Typed::try_parse_from(std::iter::once("cotejo".to_owned()).chain(words))?;
        // The planted faults are findings, so that a step may end with "differs".
        typed.verb.run(output)?;
    }
    output.note("");
    output.note(&format!(
        "The record is in {}, the files it was made from in {}.",
        election.display(),
        country.display()
    ));
    let index = args.to.join(publication::layout::INDEX);
    output.note(&format!("Look at {} in a browser.", index.display()));
    Ok(Outcome::Agrees)
}
