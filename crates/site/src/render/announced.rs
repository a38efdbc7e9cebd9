//! Announcements: who said what and when, its own arithmetic, percent-first, what the sheets allow.

use super::result::view_name;
use super::{more, section};
use crate::announcements::{Announcement, has_exact_votes};
use crate::html::Html;
use crate::language::Language;
use crate::phrase::{Phrase, Value};
use crate::phrases::{claims, page, result, terms};
use crate::summary::{ContestSummary, Summary};
use crate::table::Caption;
use crate::table::Column::{Numbers, Words};
use model::{Bound, Contest, Subject};
use tally::View;
use tally::analysis::{Amount, CannotHold, Check, CheckKind, OptionBound, PercentFirst, Rounding, Side};

/// The most rows of a table about one announcement.
const ROWS: usize = 40;

pub(super) fn announcements(html: &mut Html, summary: &Summary<'_>, contest: &ContestSummary<'_>) {
    let all = &contest.announcements;
    if all.shown.is_empty() {
        return;
    }
    html.said("h3", claims::CLAIMS);
    html.said("p", claims::CLAIMS_INTRO);
    for announcement in &all.shown {
        html.node("article", &[("class", "claim")], |html| {
            one(html, summary, contest.definition, announcement);
        });
    }
    more(html, page::MORE, all.more);
}

fn one(html: &mut Html, summary: &Summary<'_>, contest: &Contest, announcement: &Announcement<'_>) {
    let claim = announcement.claim;
    let date = html.language().date(&claim.when);
    html.node("h4", &[], |html| {
        html.theirs(&claim.who);
        html.text(", ");
        html.leaf("time", &[("datetime", claim.when.as_str())], &date);
    });
    html.node("p", &[("class", "note")], |html| {
        html.say(claims::STANDS_WRITTEN);
        html.text(" ");
        html.theirs(&claim.where_);
        if !claim.words.is_empty() {
            html.text(". ");
            html.say(claims::IN_WORDS);
            html.text(" ");
            html.node("q", &[], |html| html.theirs(&claim.words));
        }
        if let Some(area) = &claim.area {
            html.text(". ");
            html.say(claims::SPEAKS_OF);
            html.text(" ");
            match summary.tally.area_number(area.as_str()) {
                Some(area) => html.theirs(summary.area_name(area)),
                None => html.theirs(area.as_str()),
            }
        }
        html.text(".");
    });
    figures(html, contest, announcement);
    own_arithmetic(html, contest, announcement);
    percent_first(html, contest, announcement);
    let checks = announcement.own.iter().map(|own| own.checks.len()).sum::<usize>();
    if checks == 0 && announcement.percent_first.is_empty() && !has_exact_votes(announcement.claim) {
        html.node("p", &[("class", "note")], |html| {
            html.say(claims::NOTHING_TO_COMPUTE);
        });
    }
    allowed(html, summary, contest, announcement);
}

/// What a figure counts: ours for the fields of a sheet, a stranger's for an option.
fn subject<'a>(language: Language, contest: &'a Contest, of: &'a Subject) -> Value<'a> {
    let ours = |phrase: Phrase| Value::Ours(phrase.text(language));
    match of {
        Subject::Field(field) => ours(terms::field(*field)),
        Subject::Turnout => ours(terms::TURNOUT),
        Subject::Stations => ours(terms::STATIONS),
        Subject::Others => ours(terms::OTHERS),
        Subject::Option(id) => Value::Theirs(match contest.position(id.as_str()) {
            Some(place) => &contest.options[place].name,
            None => id.as_str(),
        }),
    }
}

fn say_subject(html: &mut Html, contest: &Contest, of: &Subject) {
    let subject = subject(html.language(), contest, of);
    super::result::name(html, subject);
}

/// A number as it was announced: exactly, at least, more than, around.
fn bounded(language: Language, bound: Bound, number: &str) -> String {
    let phrase = match bound {
        Bound::Exactly => return number.to_owned(),
        Bound::AtLeast => claims::AT_LEAST,
        Bound::MoreThan => claims::MORE_THAN,
        Bound::About => claims::ABOUT,
    };
    phrase.fill(language, &[("number", Value::Ours(number))])
}

fn figures(html: &mut Html, contest: &Contest, announcement: &Announcement<'_>) {
    let language = html.language();
    let columns = [
        Words(claims::WHAT),
        Numbers(claims::NUMBER),
        Numbers(claims::PERCENT),
    ];
    let figures = &announcement.claim.figures;
    html.table(Caption::Heard(claims::ANNOUNCED_TABLE, &[]), &columns, |html| {
        for figure in figures.iter().take(ROWS) {
            html.row(
                |html| say_subject(html, contest, &figure.of),
                |html| {
                    let number = figure.number.map(|n| language.number(n));
                    let percent = figure
                        .percent
                        .map(|percent| language.percent(&percent.to_string()));
                    for text in [number, percent] {
                        let text = text.map(|text| bounded(language, figure.bound, &text));
                        html.amount_cell(text.as_deref().unwrap_or("–"));
                    }
                },
            );
        }
    });
    more(html, page::MORE, figures.len().saturating_sub(ROWS) as u64);
}

fn own_arithmetic(html: &mut Html, contest: &Contest, announcement: &Announcement<'_>) {
    let Some(own) = &announcement.own else { return };
    if own.checks.is_empty() {
        return;
    }
    html.said("h5", claims::OWN);
    let agree = own.agree as u64;
    let differ = html.language().number(own.differ as u64);
    match own.differ {
        0 => html.said_with("p", claims::OWN_ALL, &[("n", Value::Number(agree))]),
        _ => html.said_with(
            "p",
            claims::OWN_SOME,
            &[("n", Value::Number(agree)), ("differ", Value::Ours(&differ))],
        ),
    }
    let columns = [
        Words(claims::CHECK),
        Numbers(claims::STATED),
        Numbers(claims::COMPUTED),
    ];
    html.table(Caption::Heard(claims::OWN_TABLE, &[]), &columns, |html| {
        for check in own.checks.iter().take(ROWS) {
            check_row(html, contest, check);
        }
    });
    more(html, page::MORE, own.checks.len().saturating_sub(ROWS) as u64);
}

fn check_row(html: &mut Html, contest: &Contest, check: &Check) {
    let language = html.language();
    let heading = |html: &mut Html| {
        let total = check
            .over
            .map_or("", |over| terms::denominator(over).text(language));
        let of = subject(language, contest, &check.of);
        let total = ("total", Value::Ours(total));
        match check.check {
            CheckKind::OptionsSum => html.say(claims::CHECK_OPTIONS_SUM),
            CheckKind::BallotsSum => html.say(claims::CHECK_BALLOTS_SUM),
            CheckKind::BallotsWithinRegistered => html.say(claims::CHECK_WITHIN),
            CheckKind::Percent => html.say_with(claims::CHECK_PERCENT, &[("what", of), total]),
            CheckKind::PercentsSum => html.say_with(claims::CHECK_PERCENTS_SUM, &[total]),
        }
        let by = amount(language, check.difference, true);
        let by = [("by", Value::Ours(by.as_str()))];
        html.under(|html| match (check.agrees, check.rounding) {
            (true, _) => html.say(claims::AGREES),
            (false, Some(Rounding::CutOff)) => html.say_with(claims::DIFFERS_CUT_OFF, &by),
            (false, _) => html.say_with(claims::DIFFERS_BY, &by),
        });
    };
    html.row(heading, |html| {
        html.amount_cell(&amount(language, check.stated, false));
        html.amount_cell(&amount(language, check.computed, false));
    });
}

fn amount(language: Language, amount: Amount, signed: bool) -> String {
    match amount {
        Amount::Number(n) if signed => language.signed(n),
        Amount::Number(n) if n < 0 => language.signed(n),
        Amount::Number(n) => language.number(u64::try_from(n).unwrap_or(u64::MAX)),
        Amount::Percent(points) => {
            let sign = if signed && points.units > 0 { "+" } else { "" };
            language.percent(&format!("{sign}{points}"))
        }
    }
}

fn percent_first(html: &mut Html, contest: &Contest, announcement: &Announcement<'_>) {
    if !announcement.percent_first.is_empty() {
        html.said("h5", claims::FIRST);
    }
    for group in &announcement.percent_first {
        group_of_shares(html, contest, group);
    }
}

/// A chance once in so many times, to two figures; it is never said more exactly than it is known.
fn once_in(times: f64) -> u64 {
    let times = times as u64; // saturates
    let scale = 10u64.pow(times.max(1).ilog10().saturating_sub(1));
    times / scale * scale
}

fn group_of_shares(html: &mut Html, contest: &Contest, group: &PercentFirst) {
    let language = html.language();
    let total = terms::denominator(group.over).text(language);
    let sum = language.number(group.total);
    let of = [("total", Value::Ours(total)), ("sum", Value::Ours(&sum))];
    let with = |times: f64| [of[0], of[1], ("n", Value::Number(once_in(times)))];
    match (group.flagged, group.matches, group.one_in_as_announced) {
        (true, _, Some(times)) => {
            html.node("p", &[("class", "flag")], |html| {
                html.say_with(claims::FIRST_FLAGGED, &with(times));
                if let (Some(fewest), Some(decimals)) = (group.one_in, group.decimals)
                    && once_in(fewest) != once_in(times)
                {
                    html.text(" ");
                    let decimals = decimals.to_string();
                    let values = [
                        ("decimals", Value::Ours(decimals.as_str())),
                        ("n", Value::Number(once_in(fewest))),
                    ];
                    html.say_with(claims::FIRST_AT_LEAST, &values);
                }
            });
        }
        (false, Some(_), Some(times)) if times < 100.0 => html.said_with("p", claims::FIRST_OFTEN, &of),
        (false, Some(_), Some(times)) => html.said_with("p", claims::FIRST_MATCHES, &with(times)),
        _ => html.said_with("p", claims::FIRST_NOT, &of),
    }
    let columns = [
        Words(claims::WHAT),
        Numbers(claims::PERCENT),
        Numbers(claims::GIVES),
        Numbers(claims::STATED),
    ];
    html.table(Caption::Heard(claims::FIRST_TABLE, &[]), &columns, |html| {
        for figure in group.figures.iter().take(ROWS) {
            html.row(
                |html| say_subject(html, contest, &figure.of),
                |html| {
                    html.amount_cell(&language.percent(&figure.percent.to_string()));
                    html.number_cell(figure.gives);
                    html.number_cell(figure.number);
                },
            );
        }
    });
}

fn allowed(html: &mut Html, summary: &Summary<'_>, contest: &Contest, announcement: &Announcement<'_>) {
    if !has_exact_votes(announcement.claim) {
        return;
    }
    html.said("h5", claims::BOUND);
    let Some(views) = &announcement.allowed else {
        html.said("p", claims::BOUND_AREA);
        return;
    };
    let language = html.language();
    for (view, bound) in views {
        let account = match *view {
            View::Accepted => Value::Ours(result::THE_ACCEPTED.text(language)),
            View::Account(account) => Value::Theirs(summary.account_name(account)),
        };
        let sheets = claims::SHEETS_N.fill(language, &[("n", Value::Number(bound.sheets))]);
        html.node(
            "p",
            &[(
                "class",
                if bound.sheets_false_at_least > 0 {
                    "flag"
                } else {
                    "note"
                },
            )],
            |html| {
                let values = [("account", account), ("sheets", Value::Ours(&sheets))];
                html.say_with(claims::BOUND_AGAINST, &values);
                html.text(" ");
                bound_sentence(html, bound);
            },
        );
    }
    // Each option against the readings that come first and need the most sheets to be false.
    if let Some((view, bound)) = views
        .iter()
        .rev()
        .max_by_key(|(_, bound)| bound.sheets_false_at_least)
        .filter(|(_, bound)| bound.sheets_false_at_least > 0)
    {
        let account = view_name(html, summary, *view);
        let columns = [
            Words(claims::WHAT),
            Numbers(claims::CLAIMED),
            Numbers(claims::IN_SHEETS),
            Numbers(claims::FALSE_AT_LEAST),
        ];
        html.table(
            Caption::Seen(claims::BOUND_TABLE, &[("account", account)]),
            &columns,
            |html| {
                for option in bound.options.iter().take(ROWS) {
                    option_row(html, contest, option);
                }
            },
        );
        more(html, page::MORE, bound.options.len().saturating_sub(ROWS) as u64);
    }
}

fn bound_sentence(html: &mut Html, bound: &CannotHold) {
    let n = |n: u64| ("n", Value::Number(n));
    if bound.over_registered {
        html.say(claims::BOUND_OVER);
        html.text(" ");
    }
    let known = bound
        .options
        .iter()
        .any(|option| option.sheets_false_at_least.is_some());
    if bound.sheets_false_at_least > 0 {
        html.node("strong", &[], |html| {
            html.say_with(claims::BOUND_UNLESS, &[n(bound.sheets_false_at_least)]);
        });
        if let (Some(after), Some(left)) = (bound.after_left_out, bound.left_out) {
            let stations = html.language().number(left.stations);
            html.text("; ");
            html.say_with(claims::BOUND_AFTER, &[n(after), ("left", Value::Ours(&stations))]);
            if let Some(rounded) = bound
                .after_left_out_if_rounded
                .filter(|rounded| *rounded != after)
            {
                html.text("; ");
                html.say_with(claims::BOUND_IF_ROUNDED, &[n(rounded)]);
            }
        }
        html.text(".");
    } else if !bound.over_registered {
        html.say(match known {
            true => claims::BOUND_WITHIN,
            false => claims::BOUND_UNKNOWN,
        });
    }
}

fn option_row(html: &mut Html, contest: &Contest, option: &OptionBound) {
    let language = html.language();
    let heading = |html: &mut Html| {
        say_subject(html, contest, &option.of);
        let excess = [("n", Value::Number(option.excess))];
        html.under(|html| match option.side {
            Some(Side::Below) => html.say_with(claims::SIDE_BELOW, &excess),
            Some(Side::Above) => html.say_with(claims::SIDE_ABOVE, &excess),
            Some(Side::Within) => html.say(claims::SIDE_WITHIN),
            None => html.say(claims::SIDE_UNKNOWN),
        });
    };
    html.row(heading, |html| {
        let number = |n: Option<u64>| n.map_or("–".to_owned(), |n| language.number(n));
        html.amount_cell(&number(option.claimed));
        html.number_cell(option.in_sheets);
        html.amount_cell(&number(option.sheets_false_at_least));
    });
}

/// Counts of other things, each as it was said.
pub(super) fn other_counts(html: &mut Html, summary: &Summary<'_>) {
    if summary.other_counts.shown.is_empty() {
        return;
    }
    section(html, "counts", claims::COUNTS, |html| {
        html.said("p", claims::COUNTS_INTRO);
        let language = html.language();
        for (of, counts) in &summary.other_counts.shown {
            html.node("h3", &[], |html| html.theirs(of));
            let columns = [
                Words(claims::NUMBER),
                Words(claims::WHO),
                Words(claims::WHEN),
                Words(claims::WHERE),
            ];
            html.table(
                Caption::Heard(claims::COUNTS_TABLE, &[("what", Value::Theirs(of))]),
                &columns,
                |html| {
                    for (claim, count) in &counts.shown {
                        let number = bounded(language, count.bound, &language.number(count.number));
                        html.row(
                            |html| html.text(&number),
                            |html| {
                                html.node("td", &[], |html| html.theirs(&claim.who));
                                html.node("td", &[], |html| {
                                    let date = language.date(&claim.when);
                                    html.leaf("time", &[("datetime", claim.when.as_str())], &date);
                                });
                                html.node("td", &[], |html| {
                                    html.theirs(&claim.where_);
                                    if !claim.words.is_empty() {
                                        html.text(": ");
                                        html.node("q", &[], |html| html.theirs(&claim.words));
                                    }
                                });
                            },
                        );
                    }
                },
            );
            more(html, page::MORE, counts.more);
        }
        more(html, page::MORE, summary.other_counts.more);
    });
}
