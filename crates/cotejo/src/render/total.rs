//! Totals with their coverage: as tables and sentences, and as JSON.

use crate::output::{Text, counted, number, share, votes};
use model::OptionId;
use model::election::{ShareOf, Win};
use serde::Serialize;
use serde_json::{Value, json};
use stats::decided::{Change, First};
use stats::wins::WayState;
use stats::{Decided, WayResult};
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
    let more = coverage.more_than_expected().unwrap_or_default();
    let more = [
        ("stations", more.stations),
        ("registered", more.voters),
        ("known_stations", more.known),
        ("within", more.within),
    ];
    let more: Vec<&str> = more
        .iter()
        .filter(|(_, is_more)| *is_more)
        .map(|(what, _)| *what)
        .collect();
    json!({
        "stations": coverage.stations,
        "of_stations": coverage.of_stations,
        "registered": coverage.registered,
        "registered_at_least": coverage.registered_at_least(),
        "of_registered": coverage.of_registered,
        "without_registered": coverage.without_registered,
        "more_than_expected": more,
        "voters_not_covered": coverage.voters_not_covered(),
        "partly_read_stations": coverage.partly_read_stations,
        "contested_stations": coverage.contested_stations,
        "contested_registered": coverage.contested.registered,
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
        .map(|(option, own)| {
            let mut row = vec![
                format!("{} {}", option.id, option.name),
                number(own.sum),
                share(own.sum, sum),
            ];
            row.extend(is_contested.then(|| number(own.uncontested())));
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
    let of = |least: &str, part: u64, whole: Option<u64>, what: &str| match whole {
        Some(whole) => format!(
            "{least}{} of {} {what} ({least}{})",
            number(part),
            number(whole),
            share(part, whole)
        ),
        None => format!("{least}{} {what}, of a number that is not known", number(part)),
    };
    let least = match coverage.without_registered {
        0 => "",
        _ => "at least ",
    };
    text.line(format!(
        "Coverage: {} and {}.",
        of("", coverage.stations, coverage.of_stations, "stations"),
        of(
            least,
            coverage.registered_at_least(),
            coverage.of_registered,
            "registered voters"
        )
    ));
    if let Some(more) = coverage.more_than_expected() {
        let what = match (more.stations, more.voters, more.known) {
            (true, true, _) => "more stations and voters are covered than are expected",
            (true, false, _) => "more stations are covered than are expected",
            (false, true, _) => "more voters are covered than are expected",
            (false, false, true) => "the record knows more stations than are expected",
            (false, false, false) => "an area within it has more stations or voters than are expected of it",
        };
        text.line(format!(
            "Finding: {what}, so that the expectation or the sheets are wrong; how many voters are not covered is not known."
        ));
    }
    if coverage.without_registered > 0 {
        text.line(format!(
            "At {} the number of registered voters is not known; those who voted there are counted as covered.",
            counted(coverage.without_registered, "covered station")
        ));
    }
    if coverage.partly_read_stations > 0 {
        text.line(format!(
            "At {} an option's votes are illegible or not given; their voters count as not covered.",
            counted(coverage.partly_read_stations, "covered station")
        ));
    }
    if coverage.contested_stations > 0 {
        text.line(format!(
            "At {} a reading contradicts the figures that stand; they count in the totals, and their \
             voters count as not covered.",
            counted(coverage.contested_stations, "covered station")
        ));
    }
    if coverage.withheld_stations > 0 {
        let (rest, n) = (
            coverage.withheld_figures,
            counted(coverage.withheld_stations, "covered station"),
        );
        text.line(format!(
            "At {n} {} on withheld documents alone.",
            match rest {
                1 => "one figure rests".to_owned(),
                _ => format!("{} figures rest", number(rest)),
            }
        ));
    }
}

/// Ids in a sentence.
fn named(ids: &[OptionId]) -> String {
    let ids: Vec<&str> = ids.iter().map(OptionId::as_str).collect();
    match ids.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => ids.concat(),
    }
}

/// So many voters who are not covered, as a whole sentence begins with them.
fn not_covered(n: u64) -> String {
    match n {
        1 => "1 voter is not covered".to_owned(),
        _ => format!("{} voters are not covered", number(n)),
    }
}

/// Adds what the voters not covered can change: of the order of the options, and of the law's ways to win.
pub(crate) fn decided_lines(text: &mut Text, decided: &Decided) {
    if let Some(line) = order_line(decided) {
        text.line(line);
    }
    for way in &decided.ways {
        text.line(format!(
            "Wins with {}: {}.",
            win_words(&way.win),
            way_words(way, decided.voters_not_covered)
        ));
    }
}

fn order_line(decided: &Decided) -> Option<String> {
    let change = decided.change();
    let if_all = |n: u64| match n {
        1 => "even if the 1 voter not covered".to_owned(),
        _ => format!("even if all {} voters not covered", number(n)),
    };
    let not_known = "how many voters are not covered is not known";
    Some(match decided.first() {
        First::Alone => return None,
        First::NoSheets => "No sheet is in: nobody leads.".to_owned(),
        First::SeveralSeats => {
            "The contest is for several seats: the order of the votes does not say who has one.".to_owned()
        }
        First::Level(level) => {
            let level = format!("{} have the same number of votes", named(level));
            match change {
                Change::NobodyLeft => format!("{level}, and nobody is left who is not covered."),
                Change::NotKnown => format!("{level}; {not_known}."),
                Change::CanChange(n) | Change::OrderStays(n) | Change::FirstStays(n) => {
                    format!("The order can still change: {level}, and {}.", not_covered(n))
                }
            }
        }
        First::Ahead(leader, second, margin) => {
            let ahead = format!("{leader} is {} ahead of {second}", votes(margin));
            match change {
                Change::NobodyLeft => {
                    format!("The order can no longer change: {ahead}, and nobody is left who is not covered.")
                }
                Change::OrderStays(n) => format!(
                    "The order can no longer change: {ahead}; {} had voted for one option, it would stand.",
                    if_all(n)
                ),
                Change::FirstStays(n) => format!(
                    "The first place can no longer change: {ahead}; {} had voted for one other option, {leader} would be \
                     first. The order of the others can still change.",
                    if_all(n)
                ),
                Change::CanChange(n) => {
                    format!("The order can still change: {ahead}, and {}.", not_covered(n))
                }
                Change::NotKnown => {
                    format!("Whether the order can still change is not known: {ahead}; {not_known}.")
                }
            }
        }
    })
}

/// A way to win, as the law has it.
fn win_words(win: &Win) -> String {
    let of = match win.of.unwrap_or(ShareOf::Valid) {
        ShareOf::Valid => "the votes for all options",
        ShareOf::Cast => "the ballots cast",
        ShareOf::Registered => "the registered voters",
    };
    let percent = win
        .percent
        .map_or_else(|| "50".to_owned(), |percent| percent.to_string());
    let lead = win.lead.map_or_else(String::new, |lead| {
        format!(", {lead} percentage points before every other")
    });
    match (win.way.as_str(), win.seats) {
        ("most", None | Some(1)) => "the most votes".to_owned(),
        ("most", Some(seats)) => format!(
            "a place among the {} that have the most votes",
            number(seats.into())
        ),
        ("over", _) => format!("more than {percent}% of {of}{lead}"),
        ("at_least", _) => format!("{percent}% or more of {of}{lead}"),
        ("seats", Some(seats)) => {
            let formula = win
                .formula
                .as_ref()
                .map_or_else(String::new, |formula| format!(" by {formula}"));
            format!("one of {}{formula}", counted(seats.into(), "seat"))
        }
        (way, _) => format!("{way:?}"),
    }
}

fn way_words(way: &WayResult, open: Option<u64>) -> String {
    match way.state {
        WayState::NoSheets => return "no sheet is in".to_owned(),
        WayState::VotersNotCoveredUnknown => {
            return "not known, since how many voters are not covered is not known".to_owned();
        }
        WayState::TotalUnknown => return "not known, since what the share is of is not known".to_owned(),
        WayState::NotComputed => return "not computed".to_owned(),
        WayState::Computed => {}
    }
    let whatever = match open {
        Some(0) => "",
        _ => ", whatever the voters not covered do",
    };
    let mut parts = Vec::new();
    if !way.reached.is_empty() {
        parts.push(format!("reached by {}{whatever}", named(&way.reached)));
    }
    if !way.open.is_empty() {
        parts.push(format!("open for {}", named(&way.open)));
    }
    match (way.out_of_reach.is_empty(), parts.is_empty()) {
        (false, true) => parts.push(format!("reached by nobody{whatever}")),
        (false, false) => parts.push(format!("not reached by {}", named(&way.out_of_reach))),
        _ => {}
    }
    parts.join("; ")
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
