//! `cotejo claim`: takes in announcements.

use crate::Outcome;
use crate::election::{Folder, now, read_text};
use crate::output::{Output, number};
use anyhow::{Context, bail};
use model::{Claim, Claims, Election, Subject};
use record::{Body, ClaimBody};
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
    let place = || args.claims.display().to_string();
    let Claims { claims } = model::document::parse(&read_text(&args.claims)?).with_context(place)?;
    let (mut writer, folded) = folder.write()?;
    let tally = &folded.tally;
    for claim in &claims {
        claim.check().with_context(place)?;
        check(claim, tally.election()).with_context(place)?;
    }
    let operator = folder.operator()?;
    let at = now()?;
    let mut entries = Vec::new();
    for claim in &claims {
        if tally.claims().iter().any(|row| row.claim == *claim) {
            continue;
        }
        let body = ClaimBody {
            election: tally.election().id.clone(),
            claim: claim.clone(),
            at: at.clone(),
        };
        let entry =
            record::sign(&Body::Claim(body), &[&operator]).with_context(|| format!("claim {}", claim.id))?;
        entries.push(entry);
    }
    let new = entries.len() as u64;
    if new > 0 {
        folder.wait(writer.append(&entries))?;
    }
    output.result(&json!({ "claims": claims.len(), "recorded": new }), |text| {
        text.line(format!(
            "{} claims are recorded, {} of them now.",
            number(claims.len() as u64),
            number(new)
        ));
    })?;
    Ok(Outcome::Agrees)
}

/// Whether the contest and the options that a claim names are defined.
fn check(claim: &Claim, election: &Election) -> anyhow::Result<()> {
    let Some(id) = &claim.contest else { return Ok(()) };
    let Some(contest) = election.contest(id.as_str()) else {
        bail!(
            "claim {}: the contest {id:?} is not defined in election.toml",
            claim.id
        );
    };
    for figure in &claim.figures {
        if let Subject::Option(option) = &figure.of
            && contest.position(option.as_str()).is_none()
        {
            let known: Vec<_> = contest.options.iter().map(|option| option.id.as_str()).collect();
            bail!(
                "claim {}: the contest {id} has no option {option:?}; it has {}",
                claim.id,
                known.join(", ")
            );
        }
    }
    Ok(())
}
