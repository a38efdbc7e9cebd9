//! The result of a contest: totals with shares and coverage, whether the order can still change, the
//! states of the stations, the topmost areas.

use super::{announced, more, sides};
use crate::html::Html;
use crate::phrase::{Phrase, Value};
use crate::phrases::{page, result, terms};
use crate::summary::{AreaSummary, ContestSummary, Summary, ViewSummary};
use crate::table::Caption;
use crate::table::Column::{Numbers, Words};
use model::{Contest, CountField, OptionId};
use tally::{StateKind, View};

/// The most options of a contest that have a row each.
const OPTIONS: usize = 100;

/// A contest's section.
pub(super) fn contest(
    html: &mut Html,
    summary: &Summary<'_>,
    contest: &ContestSummary<'_>,
    number: usize,
    several: bool,
) {
    let id = format!("contest-{number}");
    let heading = format!("{id}-title");
    html.node("section", &[("id", &id), ("aria-labelledby", &heading)], |html| {
        html.node("h2", &[("id", &heading)], |html| {
            html.theirs(&contest.definition.name);
            if !several {
                html.text(": ");
                html.node("span", &[("class", "soft")], |html| html.say(result::RESULT));
            }
        });
        html.node("div", &[("class", "views")], |html| {
            for view in &contest.views.shown {
                html.node("article", &[("class", "view")], |html| {
                    view_card(html, summary, contest.definition, view);
                });
            }
        });
        more(html, result::MORE_ACCOUNTS, contest.views.more);
        states(html, contest);
        areas(html, summary, contest);
        sides::side_by_side(html, summary, contest);
        announced::announcements(html, summary, contest);
    });
}

/// The name of a view for people; ours for the accepted readings, a stranger's for an account.
pub(super) fn view_name<'a>(html: &Html, summary: &'a Summary<'_>, view: View) -> Value<'a> {
    match view {
        View::Accepted => Value::Ours(result::ACCEPTED.text(html.language())),
        View::Account(account) => Value::Theirs(summary.account_name(account)),
    }
}

/// Writes a name.
pub(super) fn name(html: &mut Html, name: Value<'_>) {
    match name {
        Value::Ours(text) => html.text(text),
        Value::Theirs(text) => html.theirs(text),
        Value::Number(n) => html.text(&html.language().number(n)),
    }
}

fn view_card(html: &mut Html, summary: &Summary<'_>, contest: &Contest, view: &ViewSummary) {
    let account = view_name(html, summary, view.view);
    html.node("h3", &[], |html| name(html, account));
    html.node("p", &[("class", "note")], |html| {
        html.say(match view.view {
            View::Accepted => result::ACCEPTED_NOTE,
            View::Account(_) => result::ACCOUNT_NOTE,
        });
    });
    if view.country.coverage.stations == 0 {
        html.said("p", result::NO_READINGS);
        return;
    }
    votes(html, contest, view, account);
    order(html, contest, view);
    coverage(html, view);
    figures(html, view, account);
}

fn votes(html: &mut Html, contest: &Contest, view: &ViewSummary, account: Value<'_>) {
    let all = view.country.options_sum();
    let options = || contest.options.iter().zip(view.country.options());
    let cells = |html: &mut Html, votes: u64| {
        html.number_cell(votes);
        let share = html.language().share(votes, all);
        html.amount_cell(share.as_deref().unwrap_or("–"));
    };
    let columns = [
        Words(result::OPTION),
        Numbers(result::VOTES),
        Numbers(result::SHARE),
    ];
    let of = [("account", account)];
    html.table(Caption::Heard(result::VOTES_BY_OPTION, &of), &columns, |html| {
        for (option, sum) in options().take(OPTIONS) {
            let heading = |html: &mut Html| {
                html.theirs(&option.name);
                html.bar(sum.sum, all);
            };
            html.row(heading, |html| match sum.read {
                0 => {
                    html.node("td", &[("colspan", "2"), ("class", "n")], |html| {
                        html.say(result::NOT_ON_FORM);
                    });
                }
                _ => cells(html, sum.sum),
            });
        }
        let rest = contest.options.len().saturating_sub(OPTIONS) as u64;
        if rest > 0 {
            let votes = options().skip(OPTIONS).map(|(_, sum)| sum.sum).sum();
            let heading = |html: &mut Html| html.say_with(result::REST, &[("n", Value::Number(rest))]);
            html.row(heading, |html| cells(html, votes));
        }
        html.node("tr", &[("class", "sum")], |html| {
            html.node("th", &[("scope", "row")], |html| html.say(result::ALL_OPTIONS));
            cells(html, all);
        });
    });
}

/// How far the first is ahead of the second, and whether that can still change.
fn order(html: &mut Html, contest: &Contest, view: &ViewSummary) {
    let decided = &view.decided;
    let option = |id: &Option<OptionId>| {
        let place = contest.position(id.as_ref()?.as_str())?;
        Some(Value::Theirs(&contest.options[place].name))
    };
    let (Some(leader), Some(second), Some(margin)) =
        (option(&decided.leader), option(&decided.second), decided.margin)
    else {
        return;
    };
    let names = [
        ("leader", leader),
        ("second", second),
        ("n", Value::Number(margin)),
    ];
    let unknown = view.country.coverage.without_registered;
    let (head, text, n) = match (decided.decided, decided.voters_not_covered) {
        (Some(true), Some(voters)) => (result::DECIDED, result::DECIDED_TEXT, voters),
        (Some(false), Some(_)) if unknown > 0 => (result::UNSAID, result::UNSAID_REGISTERED, unknown),
        (Some(false), Some(voters)) => (result::OPEN, result::OPEN_TEXT, voters),
        _ => (result::UNSAID, result::UNSAID_VOTERS, 0),
    };
    html.node("div", &[("class", "order")], |html| {
        html.node("p", &[], |html| match margin {
            0 => html.say_with(result::LEVEL, &names[..2]),
            _ => html.say_with(result::MARGIN, &names),
        });
        html.node("p", &[], |html| {
            html.node("strong", &[], |html| {
                html.say(head);
                html.text(".");
            });
            html.text(" ");
            html.say_with(text, &[("n", Value::Number(n))]);
        });
    });
}

fn coverage(html: &mut Html, view: &ViewSummary) {
    let coverage = &view.country.coverage;
    let language = html.language();
    html.said("h4", result::COVERAGE);
    let mut line = |part: u64, whole: Option<u64>, known: Phrase, open: Phrase| match whole {
        Some(whole) => {
            let (part_text, share) = (language.number(part), language.share(part, whole));
            let values = [
                ("part", Value::Ours(&part_text)),
                ("n", Value::Number(whole)),
                ("share", Value::Ours(share.as_deref().unwrap_or("–"))),
            ];
            html.node("p", &[("class", "covered")], |html| {
                html.say_with(known, &values);
                html.bar(part, whole);
            });
        }
        None => html.said_with("p", open, &[("n", Value::Number(part))]),
    };
    line(
        coverage.stations,
        coverage.of_stations,
        result::COVERED_STATIONS,
        result::COVERED_STATIONS_OPEN,
    );
    // Where no station's voters are known there is nothing to show: it is not that none are covered.
    if coverage.without_registered < coverage.stations {
        line(
            coverage.registered,
            coverage.of_registered,
            result::COVERED_VOTERS,
            result::COVERED_VOTERS_OPEN,
        );
    }
    let said_already = coverage.without_registered == coverage.stations && view.decided.second.is_some();
    if coverage.without_registered > 0 && !said_already {
        html.node("p", &[("class", "note")], |html| {
            html.say_with(
                result::WITHOUT_REGISTERED,
                &[("n", Value::Number(coverage.without_registered))],
            );
        });
    }
}

/// The figures of the sheets that are not an option's.
fn figures(html: &mut Html, view: &ViewSummary, account: Value<'_>) {
    let columns = [
        Words(result::FIGURE),
        Numbers(result::SUM),
        Numbers(result::READ_AT),
    ];
    let of = [("account", account)];
    html.said("h4", result::OTHER);
    html.table(Caption::Heard(result::OTHER_FIGURES, &of), &columns, |html| {
        for field in CountField::ALL {
            let sum = view.country.field(field);
            let heading = |html: &mut Html| html.say(terms::field(field));
            html.row(heading, |html| match sum.read {
                0 if sum.illegible == 0 => {
                    html.node("td", &[("class", "n"), ("colspan", "2")], |html| {
                        html.say(result::NOT_ON_FORM);
                    });
                }
                read => {
                    html.number_cell(sum.sum);
                    html.number_cell(read.into());
                }
            });
        }
    });
    let illegible: u64 = view
        .country
        .figures
        .iter()
        .map(|sum| u64::from(sum.illegible))
        .sum();
    more(html, result::ILLEGIBLE_AT, illegible);
}

fn states(html: &mut Html, contest: &ContestSummary<'_>) {
    html.said("h3", result::STATES);
    let columns = [
        Words(result::STATE),
        Numbers(result::STATIONS),
        Words(result::MEANS),
    ];
    html.table(Caption::Heard(result::STATES, &[]), &columns, |html| {
        let mut line = |(state, means): (Phrase, Phrase), n: u64| {
            html.row(
                |html| html.say(state),
                |html| {
                    html.number_cell(n);
                    html.said("td", means);
                },
            );
        };
        if let Some(unnamed) = contest.unnamed.filter(|n| *n > 0) {
            line((result::UNNAMED, result::UNNAMED_MEANS), unnamed);
        }
        for (state, n) in StateKind::ALL.into_iter().zip(contest.states) {
            line(terms::state(state), n);
        }
    });
}

fn areas(html: &mut Html, summary: &Summary<'_>, contest: &ContestSummary<'_>) {
    if contest.views.shown.iter().all(|view| view.areas.shown.is_empty()) {
        return;
    }
    html.said("h3", result::AREAS);
    for (number, view) in contest.views.shown.iter().enumerate() {
        if view.areas.shown.is_empty() {
            continue;
        }
        let account = view_name(html, summary, view.view);
        let attributes: &[_] = if number == 0 { &[("open", "")] } else { &[] };
        html.node("details", attributes, |html| {
            html.node("summary", &[], |html| name(html, account));
            let columns = [Words(result::AREA), Words(result::FIRST), Words(result::SECOND)];
            html.table(
                Caption::Heard(result::AREAS_OF, &[("account", account)]),
                &columns,
                |html| {
                    for area in &view.areas.shown {
                        area_row(html, summary, contest.definition, area);
                    }
                },
            );
            more(html, page::MORE, view.areas.more);
        });
    }
}

fn area_row(html: &mut Html, summary: &Summary<'_>, contest: &Contest, area: &AreaSummary) {
    let language = html.language();
    let heading = |html: &mut Html| {
        match area.area {
            Some(area) => html.theirs(summary.area_name(area)),
            None => html.say(result::NO_AREA),
        }
        html.under(|html| {
            let n = Value::Number(area.coverage.of_stations.unwrap_or(area.coverage.stations));
            let part = language.number(area.coverage.stations);
            match area.coverage.of_stations {
                Some(_) => html.say_with(result::OF_STATIONS, &[("part", Value::Ours(&part)), ("n", n)]),
                None => html.say_with(result::STATIONS_N, &[("n", n)]),
            }
        });
    };
    html.row(heading, |html| {
        for leading in area.leading {
            html.node("td", &[], |html| match leading {
                Some((place, votes)) => {
                    html.theirs(&contest.options[place].name);
                    html.under(|html| {
                        html.text(&language.number(votes));
                        if let Some(share) = language.share(votes, area.votes) {
                            html.text(&format!(" ({share})"));
                        }
                    });
                }
                None => html.text("–"),
            });
        }
    });
}
