//! `cotejo claim`: takes in announcements.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use crate::render::next::{next_json, next_lines, steps};
use intake::claims;
use serde_json::json;
use std::path::PathBuf;

/// Take in what was announced: figures without their stations, and other counts.
///
/// A claim that is recorded already with the same words and figures is not recorded twice; one with other
/// figures under the same id takes its place, and the earlier one can still be read in the log.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo claim venezuela examples/venezuela-2024/claims.toml")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The claims.
    claims: PathBuf,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let done = folder.wait(claims::add(&folder, &args.claims, &now()?, output))?;
    let steps = steps(&folder.fold()?.tally, &args.dir);
    let value = json!({ "claims": done.claims, "recorded": done.recorded, "next": next_json(&steps) });
    output.result(&value, |text| {
        text.line(format!(
            "{} claims are recorded, {} of them now.",
            number(done.claims),
            number(done.recorded)
        ));
        text.gap();
        next_lines(text, &steps);
    })?;
    Ok(Outcome::Agrees)
}
