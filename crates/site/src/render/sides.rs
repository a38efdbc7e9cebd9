//! Accounts side by side: how many stations agree, and those that differ, figure by figure.

use super::more;
use crate::html::Html;
use crate::phrase::Value;
use crate::phrases::{page, result, terms};
use crate::summary::{Capped, ContestSummary, FIRST_OPTION, Sides, Summary};
use crate::table::Caption;
use crate::table::Column::{Named, Numbers, Words};
use model::CountField;
use tally::StationNumber;

pub(super) fn side_by_side(html: &mut Html, summary: &Summary<'_>, contest: &ContestSummary<'_>) {
    html.said("h3", result::SIDES);
    if contest.sides.shown.is_empty() {
        html.said("p", result::SIDES_ONE);
    }
    for sides in &contest.sides.shown {
        let first = summary.account_name(sides.first);
        let second = summary.account_name(sides.second);
        html.said_with(
            "h4",
            result::SIDES_OF,
            &[("first", Value::Theirs(first)), ("second", Value::Theirs(second))],
        );
        counts(html, sides, first, second);
        different(html, summary, contest, sides, first, second);
        only(html, summary, &sides.first_only, first);
        only(html, summary, &sides.second_only, second);
    }
    more(html, result::SIDES_MORE, contest.sides.more);
}

fn counts(html: &mut Html, sides: &Sides, first: &str, second: &str) {
    let columns = [Words(result::STATIONS), Numbers(page::HOW_MANY)];
    html.table(Caption::Heard(result::SIDES_TABLE, &[]), &columns, |html| {
        for (phrase, n) in [
            (result::BOTH, sides.both),
            (result::EQUAL, sides.equal),
            (result::DIFFERENT, sides.differ),
        ] {
            html.row(|html| html.say(phrase), |html| html.number_cell(n));
        }
        for (account, only) in [(first, &sides.first_only), (second, &sides.second_only)] {
            let heading =
                |html: &mut Html| html.say_with(result::ONLY_IN, &[("account", Value::Theirs(account))]);
            html.row(heading, |html| html.number_cell(total(only)));
        }
    });
}

fn total<T>(list: &Capped<T>) -> u64 {
    list.shown.len() as u64 + list.more
}

fn different(
    html: &mut Html,
    summary: &Summary<'_>,
    contest: &ContestSummary<'_>,
    sides: &Sides,
    first: &str,
    second: &str,
) {
    if sides.different.shown.is_empty() {
        return;
    }
    let columns = [
        Words(result::STATION),
        Words(result::FIGURE),
        Named(first),
        Named(second),
        Numbers(result::DIFFERENCE),
    ];
    let options = &contest.definition.options;
    html.table(Caption::Seen(result::DIFFERENT_TABLE, &[]), &columns, |html| {
        for difference in &sides.different.shown {
            let station = summary.tally.stations().code(difference.station);
            let rows = difference.figures.len().to_string();
            for (row, (figure, ours, theirs)) in difference.figures.iter().enumerate() {
                html.node("tr", &[], |html| {
                    if row == 0 {
                        let heading = [("scope", "rowgroup"), ("rowspan", rows.as_str())];
                        html.node("th", &heading, |html| html.theirs(station.as_str()));
                    }
                    html.node("td", &[], |html| match CountField::ALL.get(*figure) {
                        Some(field) => html.say(terms::field(*field)),
                        None => html.theirs(&options[figure - FIRST_OPTION].name),
                    });
                    html.number_cell((*ours).into());
                    html.number_cell((*theirs).into());
                    let by = html.language().signed(i128::from(*ours) - i128::from(*theirs));
                    html.amount_cell(&by);
                });
            }
        }
    });
    more(html, page::MORE, sides.different.more);
}

fn only(html: &mut Html, summary: &Summary<'_>, stations: &Capped<StationNumber>, account: &str) {
    if stations.shown.is_empty() {
        return;
    }
    html.node("details", &[], |html| {
        let values = [
            ("account", Value::Theirs(account)),
            ("n", Value::Number(total(stations))),
        ];
        html.said_with("summary", result::ONLY_LIST, &values);
        html.node("ul", &[("class", "codes")], |html| {
            for station in &stations.shown {
                html.node("li", &[], |html| {
                    html.theirs(summary.tally.stations().code(*station).as_str());
                });
            }
        });
        more(html, page::MORE, stations.more);
    });
}
