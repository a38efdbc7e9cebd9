//! `cotejo compare`: two accounts side by side.

use crate::Outcome;
use crate::args::scope::{Scope, view};
use crate::election::Folder;
use crate::output::Output;
use crate::render::claim;
use crate::render::comparison::{comparison_json, comparison_text};
use serde_json::json;
use std::path::PathBuf;
use tally::View;

/// Lay two accounts side by side.
///
/// Where both have readings: station by station. Where one has only claims: what the other's sheets say to
/// each of them, whether its own figures agree with each other, whether its votes are only what rounded
/// percentages would give, and how many sheets would at least have to be false for it to hold. `accepted`
/// stands for the readings that the acceptance policy lets stand, and ID/STAGE for one stage of an account.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo compare venezuela campaign volunteers
  cotejo compare venezuela cne campaign
  cotejo compare bolivia authority/preliminary-2 authority/definitive --by department

Exit codes: 0 they agree, 1 they differ, 2 could not be compared.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The first account.
    first: String,
    /// The second account.
    second: String,
    #[command(flatten)]
    scope: Scope,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let folded = folder.fold()?;
    let tally = &folded.tally;
    let (contest, area, group) = args.scope.resolve(tally)?;
    let (first, second) = (view(tally, &args.first)?, view(tally, &args.second)?);
    let has = |view: View| match view {
        View::Accepted => true,
        View::Account(account) => tally.has_readings(account, contest),
        View::Stage(account, stage) => tally.stages_with_readings(account, contest).contains(&stage),
    };
    let comparison =
        (has(first) && has(second)).then(|| tally.compare((first, second), contest, area, group));
    // The claims of each are held against the sheets of the other, where it has any.
    let mut answers = Vec::new();
    for (of, against, id) in [(first, second, &args.second), (second, first, &args.first)] {
        if let (View::Account(of), true) = (of, has(against)) {
            answers.extend(claim::answers(tally, of, (against, id), (contest, area)));
        }
    }
    if comparison.is_none() && answers.is_empty() {
        anyhow::bail!(
            "{} and {} cannot be compared: at least one needs readings of this contest, and the other readings or claims about this area",
            args.first,
            args.second
        );
    }
    let value = json!({
        "election": tally.election().id,
        "contest": tally.contest(contest).id,
        "first": args.first,
        "second": args.second,
        "stations": comparison.as_ref().map(|comparison| comparison_json(tally, comparison, group)),
        "claims": answers.iter().map(|answer| answer.json(tally)).collect::<Vec<_>>(),
    });
    output.result(&value, |text| {
        if let Some(comparison) = &comparison {
            comparison_text(text, tally, comparison, group, (&args.first, &args.second));
        }
        for answer in &answers {
            text.gap();
            answer.text(text, tally);
        }
    })?;
    let agrees =
        comparison.is_none_or(|comparison| comparison.agrees()) && answers.iter().all(claim::Answer::agrees);
    Ok(if agrees { Outcome::Agrees } else { Outcome::Differs })
}
