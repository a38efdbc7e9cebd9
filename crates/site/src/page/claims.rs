//! An announcement: who said what and when, its own arithmetic, percent-first, what the sheets allow, each with the
//! steps by which a reader can redo it on paper.

use super::figures::{view_name, view_name_within};
use super::{Frame, part};
use crate::announcements::{Allowed, Announcement, Largest, has_exact_votes};
use crate::text::Html;
use crate::words::Arg;
use askama::Template;
use model::{Bound, Contest, Subject};
use stats::claim::{
    Amount, CannotHold, Check, CheckKind, Denominator, OptionBound, PercentFirst, Rounding, Side,
};
use tally::View;

/// The most rows of a table about one announcement.
const ROWS: usize = 40;

#[derive(Template)]
#[template(path = "claim.html")]
pub(crate) struct ClaimArticle<'a> {
    f: Frame<'a>,
    who: Html,
    when: String,
    day: String,
    source: Html,
    words: Option<Html>,
    area: Option<Html>,
    figures: Vec<(Html, String, String)>,
    more_figures: u64,
    own: Option<Own>,
    groups: Vec<Group>,
    nothing: bool,
    unknown_area: bool,
    bounds: Vec<BoundLine>,
    table: Option<BoundTable>,
    paper: Option<Paper>,
}
part!(ClaimArticle);

struct Own {
    words: Html,
    rows: Vec<CheckRow>,
    more: u64,
}

struct CheckRow {
    what: Html,
    verdict: Html,
    steps: Html,
    stated: String,
    computed: String,
}

struct Group {
    flagged: bool,
    words: Html,
    also: Option<Html>,
    rows: Vec<(Html, String, String, String)>,
    steps: Option<Html>,
}

struct BoundLine {
    flagged: bool,
    against: Html,
    over: Option<Html>,
    unless: Option<Html>,
    rest: Vec<Html>,
    other: Option<Html>,
}

struct BoundTable {
    caption: Html,
    rows: Vec<(Html, Html, String, String, String)>,
    more: u64,
}

/// The bound, step by step.
struct Paper {
    steps: Vec<Html>,
    stations: Vec<(Html, String)>,
}

impl<'a> ClaimArticle<'a> {
    /// The article of an announcement, held against the views that `against` lets through.
    pub(crate) fn of(
        f: &Frame<'a>,
        contest: &Contest,
        announcement: &Announcement<'_>,
        against: impl Fn(View) -> bool,
    ) -> ClaimArticle<'a> {
        let claim = announcement.claim;
        let checks = announcement.own.iter().map(|own| own.checks.len()).sum::<usize>();
        let exact = has_exact_votes(claim);
        let allowed = announcement.allowed.iter().flatten();
        let views: Vec<&Allowed> = allowed.filter(|allowed| against(allowed.view)).collect();
        // Each option against the readings that come first and need the most sheets to be false.
        let most = views
            .iter()
            .rev()
            .max_by_key(|allowed| allowed.bound.sheets_false_at_least)
            .filter(|allowed| allowed.bound.sheets_false_at_least > 0);
        ClaimArticle {
            who: Html::theirs(&claim.who),
            when: f.language().date(&claim.when),
            day: claim.when.to_string(),
            source: f.written(claim),
            words: (!claim.words.is_empty()).then(|| Html::theirs(&claim.words)),
            area: claim
                .area
                .as_ref()
                .map(|code| match f.site.tally.area_number(code.as_str()) {
                    Some(area) => f.area_link(Some(area)),
                    None => Html::theirs(code.as_str()),
                }),
            figures: claim
                .figures
                .iter()
                .take(ROWS)
                .map(|figure| {
                    let number = figure.number.map(|n| f.language().number(n));
                    let percent = figure
                        .percent
                        .map(|percent| f.language().percent(&percent.to_string()));
                    let text = |text: Option<String>| match text {
                        Some(text) => bounded(f, figure.bound, &text),
                        None => "–".to_owned(),
                    };
                    (subject(f, contest, &figure.of), text(number), text(percent))
                })
                .collect(),
            more_figures: claim.figures.len().saturating_sub(ROWS) as u64,
            own: announcement
                .own
                .as_ref()
                .filter(|own| !own.checks.is_empty())
                .map(|own| Own {
                    words: match own.differ {
                        0 => f.w.n("claims-own-all", own.agree as u64),
                        differ => f.w.with(
                            "claims-own-some",
                            &[
                                ("n", (own.agree as u64).into()),
                                ("differ", (differ as u64).into()),
                            ],
                        ),
                    },
                    rows: own
                        .checks
                        .iter()
                        .take(ROWS)
                        .map(|check| check_row(f, contest, check))
                        .collect(),
                    more: own.checks.len().saturating_sub(ROWS) as u64,
                }),
            groups: announcement
                .percent_first
                .iter()
                .map(|group| shares(f, contest, group))
                .collect(),
            nothing: checks == 0 && announcement.percent_first.is_empty() && !exact,
            unknown_area: exact && announcement.allowed.is_none(),
            bounds: match exact {
                true => views.iter().map(|allowed| bound_line(f, allowed)).collect(),
                false => Vec::new(),
            },
            table: most.map(|allowed| BoundTable {
                caption: f.w.with(
                    "claims-bound-table",
                    &[("account", (&view_name(f, allowed.view)).into())],
                ),
                rows: allowed
                    .bound
                    .options
                    .iter()
                    .take(ROWS)
                    .map(|option| option_row(f, contest, option))
                    .collect(),
                more: allowed.bound.options.len().saturating_sub(ROWS) as u64,
            }),
            paper: most.and_then(|allowed| Some(paper(f, contest, allowed, allowed.largest.as_ref()?))),
            f: f.clone(),
        }
    }
}

/// What a figure counts: ours for the fields of a sheet, a stranger's for an option.
pub(crate) fn subject(f: &Frame<'_>, contest: &Contest, of: &Subject) -> Html {
    match of {
        Subject::Field(field) => f.w.t(super::figures::field_key(*field)),
        Subject::Turnout => f.w.t("terms-turnout"),
        Subject::Stations => f.w.t("terms-stations"),
        Subject::Others => f.w.t("terms-others"),
        Subject::Option(id) => Html::theirs(match contest.position(id.as_str()) {
            Some(place) => &contest.options[place].name,
            None => id.as_str(),
        }),
    }
}

/// A number as it was announced: exactly, at least, more than, around.
pub(crate) fn bounded(f: &Frame<'_>, bound: Bound, number: &str) -> String {
    let key = match bound {
        Bound::Exactly => return number.to_owned(),
        Bound::AtLeast => "claims-at-least",
        Bound::MoreThan => "claims-more-than",
        Bound::About => "claims-about",
    };
    f.w.plain(key, &[("number", number.into())])
}

/// What a percentage is a share of.
fn denominator(over: Denominator) -> &'static str {
    match over {
        Denominator::Valid => "terms-valid",
        Denominator::Options => "terms-options",
        Denominator::Ballots => "terms-ballots",
        Denominator::Registered => "terms-registered",
        Denominator::RegisteredCounted => "terms-registered-counted",
        Denominator::Stations => "terms-all-stations",
    }
}

fn check_row(f: &Frame<'_>, contest: &Contest, check: &Check) -> CheckRow {
    let total = check
        .over
        .map_or_else(Html::default, |over| f.w.t(denominator(over)));
    let of = subject(f, contest, &check.of);
    let what = match check.check {
        CheckKind::OptionsSum => f.w.t("claims-check-options-sum"),
        CheckKind::BallotsSum => f.w.t("claims-check-ballots-sum"),
        CheckKind::BallotsWithinRegistered => f.w.t("claims-check-within"),
        CheckKind::Percent => f.w.with(
            "claims-check-percent",
            &[("what", (&of).into()), ("total", (&total).into())],
        ),
        CheckKind::PercentsSum => {
            f.w.with("claims-check-percents-sum", &[("total", (&total).into())])
        }
    };
    let by: Arg<'_> = amount(f, check.difference, true).into();
    let steps = match (check.number, check.total, check.unrounded) {
        (Some(number), Some(total), Some(unrounded)) => f.w.with(
            "claims-steps-percent",
            &[
                ("number", number.into()),
                ("total", total.into()),
                ("share", f.language().percent(&unrounded.to_string()).into()),
            ],
        ),
        _ => Html::default(),
    };
    CheckRow {
        what,
        verdict: match (check.agrees, check.rounding) {
            (true, _) => f.w.t("claims-agrees"),
            (false, Some(Rounding::CutOff)) => f.w.with("claims-differs-cut-off", &[("by", by)]),
            (false, _) => f.w.with("claims-differs-by", &[("by", by)]),
        },
        steps,
        stated: amount(f, check.stated, false),
        computed: amount(f, check.computed, false),
    }
}

fn amount(f: &Frame<'_>, amount: Amount, signed: bool) -> String {
    let language = f.language();
    match amount {
        Amount::Number(n) if signed || n < 0 => language.signed(n),
        Amount::Number(n) => language.number(u64::try_from(n).unwrap_or(u64::MAX)),
        Amount::Percent(points) => {
            let sign = if signed && points.units > 0 { "+" } else { "" };
            language.percent(&format!("{sign}{points}"))
        }
    }
}

/// A chance once in so many times, to two figures; it is never said more exactly than it is known.
fn once_in(times: f64) -> u64 {
    let times = times as u64; // saturates
    let scale = 10u64.pow(times.max(1).ilog10().saturating_sub(1));
    times / scale * scale
}

fn shares(f: &Frame<'_>, contest: &Contest, group: &PercentFirst) -> Group {
    let language = f.language();
    let total = f.w.t(denominator(group.over));
    let of = [
        ("total", Arg::from(&total)),
        ("sum", language.number(group.total).into()),
    ];
    let with = |times: f64| [of[0].clone(), of[1].clone(), ("n", once_in(times).into())];
    let mut also = None;
    let words = match (group.flagged, group.matches, group.one_in_as_announced) {
        (true, _, Some(times)) => {
            if let (Some(fewest), Some(decimals)) = (group.one_in, group.decimals)
                && once_in(fewest) != once_in(times)
            {
                let values = [
                    ("decimals", decimals.to_string().into()),
                    ("n", once_in(fewest).into()),
                ];
                also = Some(f.w.with("claims-first-at-least", &values));
            }
            f.w.with("claims-first-flagged", &with(times))
        }
        (false, Some(_), Some(times)) if times < 100.0 => f.w.with("claims-first-often", &of),
        (false, Some(_), Some(times)) => f.w.with("claims-first-matches", &with(times)),
        _ => f.w.with("claims-first-not", &of),
    };
    let steps = group.figures.first().map(|figure| {
        f.w.with(
            "claims-steps-first",
            &[
                ("percent", language.percent(&figure.percent.to_string()).into()),
                ("sum", language.number(group.total).into()),
                ("gives", figure.gives.into()),
                ("number", figure.number.into()),
            ],
        )
    });
    Group {
        flagged: group.flagged,
        words,
        also,
        rows: group
            .figures
            .iter()
            .take(ROWS)
            .map(|figure| {
                (
                    subject(f, contest, &figure.of),
                    language.percent(&figure.percent.to_string()),
                    f.number(figure.gives),
                    f.number(figure.number),
                )
            })
            .collect(),
        steps,
    }
}

fn bound_line(f: &Frame<'_>, allowed: &Allowed) -> BoundLine {
    let bound = &allowed.bound;
    let sheets = f.w.n("claims-sheets-n", bound.sheets);
    let mut line = BoundLine {
        flagged: bound.sheets_false_at_least > 0,
        against: f.w.with(
            "claims-bound-against",
            &[
                ("account", (&view_name_within(f, allowed.view)).into()),
                ("sheets", (&sheets).into()),
            ],
        ),
        over: bound.over_registered.then(|| f.w.t("claims-bound-over")),
        unless: None,
        rest: Vec::new(),
        other: None,
    };
    if bound.sheets_false_at_least > 0 {
        line.unless = Some(f.w.n("claims-bound-unless", bound.sheets_false_at_least));
        line.rest = left_out(f, bound);
    } else if !bound.over_registered {
        let known = bound
            .options
            .iter()
            .any(|option| option.sheets_false_at_least.is_some());
        line.other = Some(f.w.t(match known {
            true => "claims-bound-within",
            false => "claims-bound-unknown",
        }));
    }
    line
}

/// The bound once the stations that the announcement leaves out are allowed for.
fn left_out(f: &Frame<'_>, bound: &CannotHold) -> Vec<Html> {
    let mut rest = Vec::new();
    if let (Some(after), Some(left)) = (bound.after_left_out, bound.left_out) {
        let values = [("n", after.into()), ("left", f.number(left.stations).into())];
        rest.push(f.w.with("claims-bound-after", &values));
        if let Some(rounded) = bound
            .after_left_out_if_rounded
            .filter(|rounded| *rounded != after)
        {
            rest.push(f.w.n("claims-bound-if-rounded", rounded));
        }
    }
    rest
}

fn option_row(
    f: &Frame<'_>,
    contest: &Contest,
    option: &OptionBound,
) -> (Html, Html, String, String, String) {
    let side = match option.side {
        Some(Side::Below) => f.w.n("claims-side-below", option.excess),
        Some(Side::Above) => f.w.n("claims-side-above", option.excess),
        Some(Side::Within) => f.w.t("claims-side-within"),
        None => f.w.t("claims-side-unknown"),
    };
    let number = |n: Option<u64>| n.map_or("–".to_owned(), |n| f.number(n));
    (
        subject(f, contest, &option.of),
        side,
        number(option.claimed),
        f.number(option.in_sheets),
        number(option.sheets_false_at_least),
    )
}

/// The bound spelled out: the difference, the stations that can account for most of it, and how many of them it
/// takes.
fn paper(f: &Frame<'_>, contest: &Contest, allowed: &Allowed, largest: &Largest) -> Paper {
    let of = subject(f, contest, &largest.of);
    let option = allowed
        .bound
        .options
        .iter()
        .find(|option| option.of == largest.of);
    let mut steps = Vec::new();
    if let Some(option) = option {
        let values = [
            ("what", (&of).into()),
            ("sheets", option.in_sheets.into()),
            ("claimed", option.claimed.unwrap_or(0).into()),
            ("excess", largest.excess.into()),
            ("open", option.not_in_sheets.unwrap_or(0).into()),
        ];
        steps.push(match largest.side {
            Side::Below => f.w.with("claims-paper-below", &values[..4]),
            _ => f.w.with("claims-paper-above", &values),
        });
    }
    steps.push(f.w.with(
        match largest.side {
            Side::Below => "claims-paper-weight-below",
            _ => "claims-paper-weight-above",
        },
        &[("what", (&of).into())],
    ));
    steps.push(f.w.with(
        "claims-paper-sum",
        &[
            ("n", largest.stations.into()),
            ("sum", largest.sum.into()),
            ("excess", largest.excess.into()),
            ("fewer", (largest.stations.saturating_sub(1)).into()),
            ("less", largest.sum_without_last.into()),
        ],
    ));
    let stations = largest.first.iter();
    Paper {
        steps,
        stations: stations
            .map(|(station, weight)| (f.station_link(*station), f.number(*weight)))
            .collect(),
    }
}
