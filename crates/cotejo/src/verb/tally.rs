//! `cotejo tally`: the totals with their coverage, and what the missing part could still change.

use crate::Outcome;
use crate::args::scope::Scope;
use crate::election::Folder;
use crate::output::{Output, Text, number, share};
use model::{CountField, Rule, Severity};
use serde::Serialize;
use serde_json::{Value, json};
use stats::Decided;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tally::{Coverage, Group, StateKind, Sum, Tally, Total, View};

/// Add up the readings of an account, or those that the acceptance policy lets stand.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo tally venezuela --account campaign
  cotejo tally venezuela --account campaign --area 01
  cotejo tally venezuela --by state --json

Exit codes: 0 no sheet breaks a rule that is an error and every entry counts, 1 otherwise, 2 not readable.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The account; the accepted readings where it is left out.
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    #[command(flatten)]
    scope: Scope,
}

/// A figure's sum.
#[derive(Serialize)]
pub(crate) struct FigureSum {
    /// The sum of what was read; null where nothing was.
    sum: Option<u64>,
    /// Stations at which it was read.
    read: u32,
    /// Stations at which it is illegible.
    illegible: u32,
}

impl From<&Sum> for FigureSum {
    fn from(sum: &Sum) -> Self {
        FigureSum {
            sum: (sum.read > 0).then_some(sum.sum),
            read: sum.read,
            illegible: sum.illegible,
        }
    }
}

/// The JSON of a coverage.
pub(crate) fn coverage_json(coverage: &Coverage) -> Value {
    json!({
        "stations": coverage.stations,
        "of_stations": coverage.of_stations,
        "registered": coverage.registered,
        "of_registered": coverage.of_registered,
        "without_registered": coverage.without_registered,
        "voters_not_covered": coverage.voters_not_covered(),
    })
}

/// The JSON of a total: its area, its coverage, its figures by name, its options by id.
pub(crate) fn total_json(tally: &Tally, contest: tally::ContestNumber, total: &Total) -> Value {
    let fields: BTreeMap<&str, FigureSum> = CountField::ALL
        .iter()
        .map(|field| (field.name(), (&total.field(*field)).into()))
        .collect();
    let options = tally.contest(contest).options.iter().zip(total.options());
    let options: Vec<Value> = options
        .map(|(option, sum)| json!({ "option": option.id, "name": option.name, "votes": FigureSum::from(sum) }))
        .collect();
    json!({
        "area": total.area.map(|area| tally.areas().code(area)),
        "area_name": total.area.map(|area| &tally.areas().node(area).name),
        "coverage": coverage_json(&total.coverage),
        "figures": fields,
        "options": options,
        "options_sum": total.options_sum(),
    })
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let folded = folder.fold()?;
    let tally = &folded.tally;
    let (contest, area, group) = args.scope.resolve(tally)?;
    let view = match &args.account {
        None => View::Accepted,
        Some(id) => View::Account(crate::args::scope::account(tally, id)?),
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
        .zip(tally.states(contest))
        .collect();
    let findings = findings(tally, view, contest);
    let refused = tally.refused();
    let errors: u64 = findings
        .iter()
        .filter(|(rule, _)| rule.severity() == Severity::Error)
        .map(|(_, n)| n)
        .sum();

    let value = json!({
        "election": tally.election().id,
        "contest": tally.contest(contest).id,
        "account": args.account.as_deref().unwrap_or("accepted"),
        "total": total_json(tally, contest, &total),
        "decided": decided,
        "areas": by_area.iter().map(|total| total_json(tally, contest, total)).collect::<Vec<_>>(),
        "states": states,
        "findings": findings.iter().map(|(rule, n)| json!({ "rule": rule, "severity": rule.severity(), "number": n })).collect::<Vec<_>>(),
        "refused": refused.counts(),
        "unknown_types": tally.unknown_types(),
        "entries": tally.entries(),
    });
    output.result(&value, |text| {
        let whose = match &args.account {
            None => "Accepted readings".to_owned(),
            Some(id) => format!("Account {} ({})", id, tally.election().account_name(id)),
        };
        let place = area.map_or_else(String::new, |area| format!(", {}", area_name(tally, area)));
        text.line(format!("{}{place}: {}", tally.contest(contest).name, whose));
        text.gap();
        totals_table(text, tally, contest, &total);
        text.gap();
        coverage_lines(text, &total.coverage);
        decided_line(text, &decided);
        if group != Group::Whole {
            text.gap();
            areas_table(text, tally, contest, &by_area);
        }
        text.gap();
        let states = states
            .iter()
            .filter(|(_, n)| **n > 0)
            .map(|(state, n)| format!("{} {state}", number(*n)));
        text.line(format!("Stations: {}.", states.collect::<Vec<_>>().join(", ")));
        findings_lines(text, &findings);
        refused_lines(text, tally);
    })?;
    Ok(if errors > 0 || refused.total() > 0 {
        Outcome::Differs
    } else {
        Outcome::Agrees
    })
}

/// How many findings of each rule a view's readings have.
pub(crate) fn findings(tally: &Tally, view: View, contest: tally::ContestNumber) -> Vec<(Rule, u64)> {
    let mut counts: BTreeMap<Rule, u64> = BTreeMap::new();
    for finding in tally.findings() {
        let of_view = match view {
            View::Accepted => true,
            View::Account(account) => finding.account == account,
        };
        if of_view && finding.contest == contest {
            *counts.entry(finding.rule).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

/// An area's code and name.
pub(crate) fn area_name(tally: &Tally, area: tally::AreaNumber) -> String {
    let (code, name) = (tally.areas().code(area), &tally.areas().node(area).name);
    if name.is_empty() || **name == *code.as_str() {
        code.to_string()
    } else {
        format!("{code} {name}")
    }
}

fn totals_table(text: &mut Text, tally: &Tally, contest: tally::ContestNumber, total: &Total) {
    let sum = total.options_sum();
    let options = tally.contest(contest).options.iter().zip(total.options());
    let rows: Vec<Vec<String>> = options
        .map(|(option, votes)| {
            vec![
                format!("{} {}", option.id, option.name),
                number(votes.sum),
                share(votes.sum, sum),
            ]
        })
        .collect();
    text.table(&["option", "votes", "share"], &rows);
    text.gap();
    let mut rows = vec![vec!["sum of the options".to_owned(), number(sum), String::new()]];
    for field in CountField::ALL {
        let sum = total.field(field);
        if u64::from(sum.read) + u64::from(sum.illegible) > 0 {
            let illegible = if sum.illegible > 0 {
                format!("{} illegible", sum.illegible)
            } else {
                String::new()
            };
            rows.push(vec![field.name().to_owned(), number(sum.sum), illegible]);
        }
    }
    text.table(&["figure", "total", ""], &rows);
}

fn coverage_lines(text: &mut Text, coverage: &Coverage) {
    let of = |part: u64, whole: Option<u64>, what: &str| match whole {
        Some(whole) => format!(
            "{} of {} {what} ({})",
            number(part),
            number(whole),
            share(part, whole)
        ),
        None => format!("{} {what}, of a number that is not known", number(part)),
    };
    text.line(format!(
        "Coverage: {} and {}.",
        of(coverage.stations, coverage.of_stations, "stations"),
        of(coverage.registered, coverage.of_registered, "registered voters")
    ));
    if coverage.without_registered > 0 {
        let n = number(coverage.without_registered);
        text.line(format!(
            "At {n} covered stations the number of registered voters is not known; they count as not covered."
        ));
    }
}

fn decided_line(text: &mut Text, decided: &Decided) {
    let (Some(leader), Some(second), Some(margin)) = (&decided.leader, &decided.second, decided.margin)
    else {
        return;
    };
    text.line(match (decided.decided, decided.voters_not_covered) {
        (Some(true), Some(voters)) => format!(
            "Decided: {leader} is {} votes ahead of {second}; even if all {} voters not covered had voted for {second}, the order would stand.",
            number(margin), number(voters)
        ),
        (Some(false), Some(voters)) => format!(
            "Not decided: {leader} is {} votes ahead of {second}, and {} voters are not covered.",
            number(margin), number(voters)
        ),
        _ => format!("{leader} is {} votes ahead of {second}; how many voters are not covered is not known.", number(margin)),
    });
}

fn areas_table(text: &mut Text, tally: &Tally, contest: tally::ContestNumber, totals: &[Total]) {
    let mut header = vec!["area", "stations", "of"];
    let options = &tally.contest(contest).options;
    header.extend(options.iter().map(|option| option.id.as_str()));
    let rows: Vec<Vec<String>> = totals
        .iter()
        .map(|total| {
            let area = total
                .area
                .map_or_else(|| "(no area)".to_owned(), |area| area_name(tally, area));
            let of = total.coverage.of_stations.map_or_else(|| "?".to_owned(), number);
            let votes = total.options().iter().map(|sum| number(sum.sum));
            [area, number(total.coverage.stations), of]
                .into_iter()
                .chain(votes)
                .collect()
        })
        .collect();
    text.table(&header, &rows);
}

fn findings_lines(text: &mut Text, findings: &[(Rule, u64)]) {
    if findings.is_empty() {
        text.line("No sheet breaks a rule.");
        return;
    }
    text.gap();
    let rows: Vec<Vec<String>> = findings
        .iter()
        .map(|(rule, n)| {
            vec![
                format!("{} ({})", rule.code(), rule.severity().name()),
                number(*n),
                rule.words().to_owned(),
            ]
        })
        .collect();
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| vec![row[0].clone(), row[1].clone()])
        .collect();
    text.table(&["rule", "sheets"], &rows);
}

/// The entries that count for nothing, by reason.
pub(crate) fn refused_lines(text: &mut Text, tally: &Tally) {
    let refused = tally.refused();
    if refused.total() > 0 {
        text.gap();
        text.line(format!(
            "{} entries of the log count for nothing:",
            number(refused.total())
        ));
        for (code, n) in refused.counts() {
            let first = refused
                .kept()
                .iter()
                .find(|refused| refused.refusal.code() == *code);
            let example = first.map_or_else(String::new, |first| {
                format!(", first entry {}: {}", first.entry, first.refusal)
            });
            text.line(format!("  {code}: {}{example}", number(*n)));
        }
    }
    for (kind, n) in tally.unknown_types() {
        text.line(format!(
            "{} entries of the type {kind:?}, which this version does not know, are kept and ignored.",
            number(*n)
        ));
    }
}
