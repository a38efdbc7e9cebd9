//! `cotejo tally`: the totals with their coverage, and what the missing part could still change.

use crate::Outcome;
use crate::args::scope::Scope;
use crate::election::Folder;
use crate::output::{Output, Text, number};
use crate::render::refused::refused_lines;
use crate::render::total::{area_name, areas_table, coverage_lines, decided_lines, total_json, totals_table};
use model::{Rule, Severity};
use record::Withhold;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tally::{AreaNumber, ContestNumber, Finding, Group, StateKind, Tally, View};

/// Add up the readings of an account, or those that the acceptance policy lets stand.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo tally venezuela --account campaign
  cotejo tally bolivia --account authority/definitive
  cotejo tally venezuela --account campaign --area 01
  cotejo tally venezuela --by state --json

Exit codes: 0 no sheet breaks a rule that is an error and every entry counts, 1 otherwise, 2 not readable.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The account, or ID/STAGE for one of its stages; the accepted readings where it is left out.
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    #[command(flatten)]
    scope: Scope,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let folded = folder.fold()?;
    let tally = &folded.tally;
    let (contest, area, group) = args.scope.resolve(tally)?;
    let view = match &args.account {
        None => View::Accepted,
        Some(id) => crate::args::scope::view(tally, id)?,
    };
    let total = tally.totals(view, contest, area, Group::Whole).remove(0);
    let decided = stats::decided::of_total(tally, contest, &total);
    let by_area = if group == Group::Whole {
        Vec::new()
    } else {
        tally.totals(view, contest, area, group)
    };
    let states: BTreeMap<&str, u64> = StateKind::ALL
        .iter()
        .map(|kind| kind.name())
        .zip(tally.states(contest, area))
        .collect();
    let findings = findings(tally, view, (contest, area));
    let zeros = tally.listed_with_zeros(view, contest);
    let zeros = zeros
        .into_iter()
        .filter(|station| tally.is_within(*station, area));
    let zeros: Vec<_> = zeros.map(|station| tally.stations().code(station)).collect();
    let is_more = total.coverage.more_than_expected().is_some();
    let refused = tally.refused();
    let errors: u64 = findings
        .iter()
        .filter(|(_, severity, _)| severity.is_error())
        .map(|(_, _, n)| n)
        .sum();

    let value = json!({
        "election": tally.election().id,
        "contest": tally.contest(contest).id,
        "account": args.account.as_deref().unwrap_or("accepted"),
        "total": total_json(tally, contest, &total),
        "decided": decided,
        "areas": by_area.iter().map(|total| total_json(tally, contest, total)).collect::<Vec<_>>(),
        "area": area.map(|area| tally.areas().code(area)),
        "listed_with_zeros": zeros,
        "states": states,
        "findings": findings.iter().map(|(rule, severity, n)| json!({ "rule": rule, "severity": severity, "number": n })).collect::<Vec<_>>(),
        "refused": refused.counts(),
        "unknown_types": tally.unknown_types(),
        "withheld": withheld_json(tally),
        "closed": tally.closed().map(|closed| json!({ "entry": closed.entry, "at": closed.at, "reason": closed.reason })),
        "polls_close": tally.polls_close(),
        "entries": tally.entries(),
    });
    output.result(&value, |text| {
        let whose = match &args.account {
            None => "Accepted readings".to_owned(),
            Some(id) => {
                let account = id.split_once('/').map_or(id.as_str(), |(account, _)| account);
                format!("Account {id} ({})", tally.election().account_name(account))
            }
        };
        let place = area.map_or_else(String::new, |area| format!(", {}", area_name(tally, area)));
        text.line(format!("{}{place}: {}", tally.contest(contest).name, whose));
        text.gap();
        totals_table(text, tally, contest, &total);
        text.gap();
        coverage_lines(text, &total.coverage);
        decided_lines(text, &decided);
        zeros_line(text, zeros.len() as u64);
        if group != Group::Whole {
            text.gap();
            areas_table(text, tally, contest, &by_area);
        }
        text.gap();
        let states = states
            .iter()
            .filter(|(_, n)| **n > 0)
            .map(|(state, n)| format!("{} {state}", number(*n)));
        let states = states.collect::<Vec<_>>().join(", ");
        // The states are those of the accepted readings, whoever's totals these are.
        let whose = match view {
            View::Accepted => "",
            _ => " by the accepted readings",
        };
        let states = if states.is_empty() {
            "none named".to_owned()
        } else {
            states
        };
        text.line(format!("Stations{whose}: {states}."));
        findings_lines(text, &findings);
        refused_lines(text, tally);
        end_lines(text, tally);
    })?;
    Ok(if errors > 0 || is_more || refused.total() > 0 {
        Outcome::Differs
    } else {
        Outcome::Agrees
    })
}

/// The documents that are withheld, each with the entry that says so.
fn withheld_json(tally: &Tally) -> Vec<Value> {
    let row = |row: &tally::WithholdRow| {
        let Withhold {
            document,
            instead,
            reason,
            ..
        } = &row.withhold;
        json!({ "document": document, "entry": row.entry, "instead": instead, "reason": reason })
    };
    tally.withheld().map(row).collect()
}

/// Adds what is withheld, and that the record is closed.
fn end_lines(text: &mut Text, tally: &Tally) {
    let withheld = tally.withheld().count() as u64;
    if withheld > 0 {
        text.line(format!("Documents withheld: {}.", number(withheld)));
    }
    if let Some(closed) = tally.closed() {
        text.line(format!(
            "The record is closed since entry {}: {}",
            number(closed.entry),
            closed.reason
        ));
    }
}

/// The findings of a view's readings within an area, in the country where there is none.
fn of_view(
    tally: &Tally,
    view: View,
    (contest, area): (ContestNumber, Option<AreaNumber>),
) -> impl Iterator<Item = &Finding> {
    let is_of_view = move |finding: &&Finding| match view {
        View::Accepted => true,
        View::Account(account) => finding.account == account,
        View::Stage(account, stage) => {
            finding.account == account && tally.readings().row(finding.reading).stage == stage
        }
    };
    let findings = tally.findings().iter().filter(is_of_view);
    findings.filter(move |finding| finding.contest == contest && tally.is_within(finding.station, area))
}

/// How many findings of each rule and weight there are.
fn findings(
    tally: &Tally,
    view: View,
    scope: (ContestNumber, Option<AreaNumber>),
) -> Vec<(Rule, Severity, u64)> {
    let mut counts: BTreeMap<(Rule, Severity), u64> = BTreeMap::new();
    for finding in of_view(tally, view, scope) {
        *counts.entry((finding.rule, finding.severity)).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts.map(|((rule, severity), n)| (rule, severity, n)).collect()
}

fn zeros_line(text: &mut Text, zeros: u64) {
    match zeros {
        0 => {}
        1 => text.line("1 station is listed with nothing but zeros: it counts as not covered (all_zero)."),
        _ => text.line(format!(
            "{} stations are listed with nothing but zeros: they count as not covered (all_zero).",
            number(zeros)
        )),
    }
}

fn findings_lines(text: &mut Text, findings: &[(Rule, Severity, u64)]) {
    if findings.is_empty() {
        text.line("No sheet breaks a rule.");
        return;
    }
    text.gap();
    let rows: Vec<Vec<String>> = findings
        .iter()
        .map(|(rule, severity, n)| vec![format!("{} ({})", rule.code(), severity.name()), number(*n)])
        .collect();
    text.table(&["rule", "sheets"], &rows);
}
