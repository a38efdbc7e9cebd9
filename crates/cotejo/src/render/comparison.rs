//! Two accounts station by station: as tables, and as JSON.

use crate::output::{Text, number};
use crate::render::total::{area_name, total_json};
use serde_json::{Value, json};
use tally::compare::{ComparedArea, Comparison, Difference, OneOnly};
use tally::{AreaNumber, Group, Tally, Total};

/// The most stations that are listed for people; JSON has them all.
const MAX_LISTED: usize = 40;

fn codes<'a>(tally: &Tally, stations: impl IntoIterator<Item = &'a OneOnly>) -> Vec<String> {
    let codes = stations.into_iter();
    codes
        .map(|only| tally.stations().code(only.station).to_string())
        .collect()
}

/// The JSON of a comparison.
pub(crate) fn comparison_json(tally: &Tally, comparison: &Comparison, group: Group) -> Value {
    let names = tally.figure_names(comparison.contest);
    let area_json = |(compared, first, second): (ComparedArea, Total, Total)| {
        json!({
            "area": compared.area.map(|area| tally.areas().code(area)),
            "area_name": compared.area.map(|area| &tally.areas().node(area).name),
            "both": compared.both,
            "equal": compared.equal,
            "different": compared.different,
            "first_only": compared.first_only,
            "second_only": compared.second_only,
            "first_empty": compared.first_empty,
            "second_empty": compared.second_empty,
            "first": total_json(tally, comparison.contest, &first),
            "second": total_json(tally, comparison.contest, &second),
        })
    };
    let difference_json = |difference: &Difference| {
        let figures = tally.differing_figures(comparison, difference).into_iter();
        json!({
            "station": tally.stations().code(difference.station),
            "figures": figures.map(|(at, a, b)| json!({ "figure": names[at], "first": a, "second": b })).collect::<Vec<_>>(),
        })
    };
    let areas: Vec<Value> = match group {
        Group::Whole => Vec::new(),
        Group::Level(_) => with_totals(tally, comparison).map(area_json).collect(),
    };
    json!({
        "both": comparison.count(|area| area.both),
        "equal": comparison.count(|area| area.equal),
        "different": comparison.count(|area| area.different),
        "first_only": comparison.count(|area| area.first_only),
        "second_only": comparison.count(|area| area.second_only),
        "first_empty": comparison.count(|area| area.first_empty),
        "second_empty": comparison.count(|area| area.second_empty),
        "areas": areas,
        "differences": comparison.different.iter().map(difference_json).collect::<Vec<_>>(),
        "first_only_stations": codes(tally, &comparison.first_only),
        "second_only_stations": codes(tally, &comparison.second_only),
        "first_empty_stations": codes(tally, comparison.second_only.iter().filter(|only| only.other_empty)),
        "second_empty_stations": codes(tally, comparison.first_only.iter().filter(|only| only.other_empty)),
    })
}

/// Adds a comparison: how many stations agree, those that differ, and those that only one account has.
pub(crate) fn comparison_text(
    text: &mut Text,
    tally: &Tally,
    comparison: &Comparison,
    group: Group,
    (first, second): (&str, &str),
) {
    let count = |of: fn(&ComparedArea) -> u64| number(comparison.count(of));
    text.line(format!(
        "{}: {first} and {second}, station by station",
        tally.contest(comparison.contest).name
    ));
    text.gap();
    let mut rows = vec![
        vec!["in both".into(), count(|area| area.both)],
        vec!["  equal".into(), count(|area| area.equal)],
        vec!["  different".into(), count(|area| area.different)],
    ];
    for (of, other, only, empty) in [
        (
            first,
            second,
            comparison.count(|area| area.first_only),
            comparison.count(|area| area.second_empty),
        ),
        (
            second,
            first,
            comparison.count(|area| area.second_only),
            comparison.count(|area| area.first_empty),
        ),
    ] {
        rows.push(vec![format!("in {of} only"), number(only)]);
        if empty > 0 {
            rows.push(vec![format!("  zeros for all options in {other}"), number(empty)]);
        }
    }
    text.table(&["stations", "number"], &rows);
    if group != Group::Whole {
        text.gap();
        areas_table(text, tally, comparison, (first, second));
    }
    if !comparison.different.is_empty() {
        text.gap();
        let names = tally.figure_names(comparison.contest);
        let mut rows = Vec::new();
        for difference in comparison.different.iter().take(MAX_LISTED) {
            for (at, a, b) in tally.differing_figures(comparison, difference) {
                let by = i64::from(b) - i64::from(a);
                rows.push(vec![
                    tally.stations().code(difference.station).to_string(),
                    names[at].to_owned(),
                    number(a.into()),
                    number(b.into()),
                    format!("{by:+}"),
                ]);
            }
        }
        text.table(
            &["differing station", "figure", first, second, "differs by"],
            &rows,
        );
        more(text, comparison.different.len());
    }
    for (of, stations) in [(first, &comparison.first_only), (second, &comparison.second_only)] {
        if !stations.is_empty() {
            text.gap();
            let listed = codes(tally, &stations[..stations.len().min(MAX_LISTED)]);
            text.line(format!("In {of} only: {}", listed.join(" ")));
            more(text, stations.len());
        }
    }
}

fn more(text: &mut Text, of: usize) {
    if of > MAX_LISTED {
        text.line(format!(
            "… and {} more; --json lists them all.",
            number((of - MAX_LISTED) as u64)
        ));
    }
}

/// Every area that a comparison is about, with the totals of both views.
fn with_totals(tally: &Tally, comparison: &Comparison) -> impl Iterator<Item = (ComparedArea, Total, Total)> {
    let [first, second] = tally.compared_totals(comparison);
    let areas = tally.compared_areas(comparison).into_iter();
    let areas = areas.zip(first).zip(second);
    areas.map(|((area, first), second)| (area, first, second))
}

/// Each area's stations, and the votes of the options that lead in either account.
fn areas_table(text: &mut Text, tally: &Tally, comparison: &Comparison, (first, second): (&str, &str)) {
    let options = &tally.contest(comparison.contest).options;
    let areas: Vec<_> = with_totals(tally, comparison).collect();
    let votes = |at: usize| -> u64 {
        let both = |(_, first, second): &(ComparedArea, Total, Total)| {
            first.options()[at].sum + second.options()[at].sum
        };
        areas.iter().map(both).sum()
    };
    let mut leading: Vec<usize> = (0..options.len()).collect();
    leading.sort_by_key(|at| std::cmp::Reverse(votes(*at)));
    leading.truncate(2);
    let mut header = vec![
        "area".to_owned(),
        "both".into(),
        "equal".into(),
        "different".into(),
    ];
    header.extend([format!("{first} only"), format!("{second} only")]);
    for at in &leading {
        header.extend([
            format!("{} {first}", options[*at].id),
            format!("{} {second}", options[*at].id),
        ]);
    }
    let name =
        |area: Option<AreaNumber>| area.map_or_else(|| "(no area)".to_owned(), |area| area_name(tally, area));
    let rows: Vec<Vec<String>> = areas
        .iter()
        .map(|(area, ours, theirs)| {
            let counts = [
                area.both,
                area.equal,
                area.different,
                area.first_only,
                area.second_only,
            ]
            .map(number);
            let votes = leading
                .iter()
                .flat_map(|at| [ours.options()[*at].sum, theirs.options()[*at].sum].map(number));
            [name(area.area)].into_iter().chain(counts).chain(votes).collect()
        })
        .collect();
    text.table(&header.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
}
