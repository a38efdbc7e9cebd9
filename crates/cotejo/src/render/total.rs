//! Totals with their coverage: as tables and sentences, and as JSON.

use crate::output::{Text, number, share};
use serde::Serialize;
use serde_json::{Value, json};
use stats::Decided;
use std::collections::BTreeMap;
use tally::{Coverage, Sum, Tally, Total};

/// A figure's sum.
#[derive(Serialize)]
struct FigureSum {
    /// The sum of what was read; null where nothing was.
    sum: Option<u64>,
    /// How much of it is of contested stations.
    contested: u64,
    /// Stations at which it was read.
    read: u32,
    /// Stations at which it is illegible.
    illegible: u32,
}

impl From<&Sum> for FigureSum {
    fn from(sum: &Sum) -> Self {
        FigureSum {
            sum: (sum.read > 0).then_some(sum.sum),
            contested: sum.contested,
            read: sum.read,
            illegible: sum.illegible,
        }
    }
}

/// The JSON of a coverage.
fn coverage_json(coverage: &Coverage) -> Value {
    json!({
        "stations": coverage.stations,
        "of_stations": coverage.of_stations,
        "registered": coverage.registered,
        "of_registered": coverage.of_registered,
        "without_registered": coverage.without_registered,
        "voters_not_covered": coverage.voters_not_covered(),
        "contested_stations": coverage.contested_stations,
        "contested_registered": coverage.contested_registered,
        "withheld_stations": coverage.withheld_stations,
        "withheld_figures": coverage.withheld_figures,
    })
}

/// The sums of the figures that are not an option's, by name.
fn sheet_figures<'t>(
    tally: &'t Tally,
    contest: tally::ContestNumber,
    total: &'t Total,
) -> impl Iterator<Item = (&'t str, &'t Sum)> {
    let names = tally.figure_names(contest).into_iter().zip(total.figures());
    names.take(tally.election().sheet_figure_count())
}

/// The JSON of a total: its area, its coverage, its figures by name, its options by id.
pub(crate) fn total_json(tally: &Tally, contest: tally::ContestNumber, total: &Total) -> Value {
    let fields: BTreeMap<&str, FigureSum> = sheet_figures(tally, contest, total)
        .map(|(name, sum)| (name, sum.into()))
        .collect();
    let options = tally.contest(contest).options.iter().zip(total.options());
    let options: Vec<Value> = options
        .map(|(option, sum)| json!({ "option": option.id, "name": option.name.as_str(), "votes": FigureSum::from(sum) }))
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

/// An area's code and name.
pub(crate) fn area_name(tally: &Tally, area: tally::AreaNumber) -> String {
    let (code, name) = (tally.areas().code(area), &tally.areas().node(area).name);
    if name.is_empty() || **name == *code.as_str() {
        code.to_string()
    } else {
        format!("{code} {name}")
    }
}

/// Adds the options' votes and shares, and the sums of the other figures.
pub(crate) fn totals_table(text: &mut Text, tally: &Tally, contest: tally::ContestNumber, total: &Total) {
    let sum = total.options_sum();
    let options = tally.contest(contest).options.iter().zip(total.options());
    let is_contested = total.coverage.contested_stations > 0;
    let rows: Vec<Vec<String>> = options
        .map(|(option, votes)| {
            let mut row = vec![
                format!("{} {}", option.id, option.name),
                number(votes.sum),
                share(votes.sum, sum),
            ];
            row.extend(is_contested.then(|| number(votes.uncontested())));
            row
        })
        .collect();
    let header = ["option", "votes", "share", "without contested"];
    text.table(&header[..if is_contested { 4 } else { 3 }], &rows);
    text.gap();
    let mut rows = vec![vec!["sum of the options".to_owned(), number(sum), String::new()]];
    for (name, sum) in sheet_figures(tally, contest, total) {
        if u64::from(sum.read) + u64::from(sum.illegible) > 0 {
            let illegible = if sum.illegible > 0 {
                format!("{} illegible", sum.illegible)
            } else {
                String::new()
            };
            // Illegible wherever it stands: nobody knows the sum, and it is not zero.
            let known = if sum.read > 0 {
                number(sum.sum)
            } else {
                "–".to_owned()
            };
            rows.push(vec![name.to_owned(), known, illegible]);
        }
    }
    text.table(&["figure", "total", ""], &rows);
}

/// Adds a total's coverage.
pub(crate) fn coverage_lines(text: &mut Text, coverage: &Coverage) {
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
    if coverage.contested_stations > 0 {
        text.line(format!(
            "At {} covered stations a reading contradicts the figures that stand; they count in the totals, and their \
             voters count as not covered.",
            number(coverage.contested_stations)
        ));
    }
    if coverage.withheld_stations > 0 {
        text.line(format!(
            "At {} covered stations {} figures rest on withheld documents alone.",
            number(coverage.withheld_stations),
            number(coverage.withheld_figures)
        ));
    }
}

/// Adds whether the missing stations could still change the order of the options.
pub(crate) fn decided_line(text: &mut Text, decided: &Decided) {
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

/// Adds the totals of areas, a row each.
pub(crate) fn areas_table(text: &mut Text, tally: &Tally, contest: tally::ContestNumber, totals: &[Total]) {
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
