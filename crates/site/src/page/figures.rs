//! Figures as pages show them: a view's votes with bars, its order, its coverage, and tables of parts.

use super::{Frame, part};
use crate::summary::ContestSummary;
use crate::text::Html;
use crate::words::Arg;
use askama::Template;
use model::election::{ShareOf, Win};
use model::rules::Field;
use model::{Color, Contest, CountField, OptionId};
use stats::WayResult;
use stats::decided::{Change, First};
use stats::wins::WayState;
use std::cmp::Reverse;
use tally::{AreaNumber, Coverage, Total, View};

/// The most options of a contest that have a row each.
const OPTIONS: usize = 100;

/// The name of a view for people.
pub(crate) fn view_name(f: &Frame<'_>, view: View) -> Html {
    match view {
        View::Accepted => f.w.t("result-accepted"),
        View::Account(account) => Html::theirs(f.account_name(account)),
        View::Stage(account, stage) => Html::theirs(&f.stage_name(account, stage)),
    }
}

/// The same within a sentence.
pub(crate) fn view_name_within(f: &Frame<'_>, view: View) -> Html {
    match view {
        View::Accepted => f.w.t("result-the-accepted"),
        View::Account(account) => Html::theirs(f.account_name(account)),
        View::Stage(account, stage) => Html::theirs(&f.stage_name(account, stage)),
    }
}

/// A figure of a sheet: ours for one of the five, a stranger's for another one.
pub(crate) fn field_name(f: &Frame<'_>, contest: &Contest, field: &Field) -> Html {
    match field {
        Field::Count(field) => f.w.t(field_key(*field)),
        Field::Further(id) => Html::theirs(f.figure_name(id.as_str())),
        Field::Options => f.w.t("terms-options"),
        Field::Option(id) => Html::theirs(match contest.position(id.as_str()) {
            Some(place) => f.in_language(&contest.options[place].name),
            None => id.as_str(),
        }),
    }
}

/// A sheet's field.
pub(crate) fn field_key(field: CountField) -> &'static str {
    match field {
        CountField::Registered => "terms-registered",
        CountField::Ballots => "terms-ballots",
        CountField::Valid => "terms-valid",
        CountField::Blank => "terms-blank",
        CountField::Null => "terms-null",
    }
}

/// A bar as long as `part` is of `whole`, for the eye only: the number stands beside it. The pattern is that of an
/// option, by its place.
pub(crate) fn bar(part: u64, whole: u64, fill: Option<(Color, usize)>) -> Html {
    let hundredths = model::percent::hundredths(part, whole).unwrap_or(0).min(10_000);
    let width = format!("{}.{:02}%", hundredths / 100, hundredths % 100);
    let mut svg = "<svg class=\"bar\" width=\"100%\" height=\"9\" aria-hidden=\"true\" focusable=\"false\">\
                   <rect class=\"all\" width=\"100%\" height=\"9\"/>"
        .to_owned();
    match fill {
        _ if hundredths == 0 => {}
        None => svg.push_str(&format!("<rect class=\"part\" width=\"{width}\" height=\"9\"/>")),
        Some((color, place)) => {
            svg.push_str(&format!(
                "<rect fill=\"{color}\" width=\"{width}\" height=\"9\"/>"
            ));
            let pattern = place % crate::color::PATTERNS;
            if pattern > 0 {
                svg.push_str(&format!(
                    "<rect fill=\"url(#p{pattern})\" width=\"{width}\" height=\"9\"/>"
                ));
            }
        }
    }
    svg.push_str("</svg>");
    Html(svg)
}

/// A line of a view's votes.
pub(crate) struct OptionRow {
    pub(crate) name: Html,
    pub(crate) bar: Html,
    /// Votes and share; where none were read, why.
    pub(crate) votes: Result<(String, String), Html>,
}

/// A line of how much is covered.
pub(crate) struct Covered {
    pub(crate) words: Html,
    pub(crate) bar: Option<Html>,
}

/// One view of a contest's result in an area.
#[derive(Template)]
#[template(path = "card.html")]
pub(crate) struct Card<'a> {
    f: Frame<'a>,
    name: Html,
    note: Html,
    empty: bool,
    options: Vec<OptionRow>,
    rest: Option<(Html, String, String)>,
    all: (String, String),
    order: Option<Order>,
    covered: Vec<Covered>,
    /// Whether more is covered than is expected.
    is_more: bool,
    without_registered: u64,
    partly_read: u64,
    /// Stations that are listed with nothing but zeros.
    zeros: u64,
    /// Of contested stations: how many there are, and their votes of all options.
    contested: Option<Html>,
    withheld_stations: u64,
    figures: Vec<(Html, Option<(String, String)>)>,
    illegible: u64,
}
part!(Card);

impl<'a> Card<'a> {
    pub(crate) fn of(
        f: &Frame<'a>,
        contest: &ContestSummary<'_>,
        view: View,
        (total, zeros): (&Total, u64),
    ) -> Card<'a> {
        let colors = crate::color::colors(contest.definition);
        let all = total.options_sum();
        let options = || {
            contest
                .definition
                .options
                .iter()
                .zip(total.options())
                .zip(&colors)
                .enumerate()
        };
        let rest = options().len().saturating_sub(OPTIONS) as u64;
        let rest_votes: u64 = total.options().iter().skip(OPTIONS).map(|sum| sum.sum).sum();
        let coverage = &total.coverage;
        let decided = stats::decided::of_total(f.site.tally, contest.number, total);
        Card {
            name: view_name(f, view),
            note: f.w.t(match view {
                View::Accepted => "result-accepted-note",
                View::Account(_) | View::Stage(..) => "result-account-note",
            }),
            empty: coverage.stations == 0,
            options: options()
                .take(OPTIONS)
                .map(|(place, ((option, sum), color))| OptionRow {
                    name: f.name(&option.name),
                    bar: bar(sum.sum, all, Some((*color, place))),
                    votes: match (sum.read, sum.illegible) {
                        (0, 0) => Err(f.w.t("result-not-on-form")),
                        (0, _) => Err(f.w.t("result-illegible")),
                        _ => Ok((f.number(sum.sum), f.share(sum.sum, all))),
                    },
                })
                .collect(),
            rest: (rest > 0).then(|| {
                (
                    f.w.n("result-rest", rest),
                    f.number(rest_votes),
                    f.share(rest_votes, all),
                )
            }),
            all: (f.number(all), f.share(all, all)),
            order: order(f, contest.definition, &decided),
            covered: covered(f, coverage),
            is_more: coverage.more_than_expected().is_some(),
            without_registered: coverage.without_registered,
            partly_read: coverage.partly_read_stations,
            zeros,
            contested: (coverage.contested_stations > 0).then(|| {
                let votes: u64 = total.options().iter().map(|sum| sum.contested).sum();
                let numbers = [("n", coverage.contested_stations.into()), ("votes", votes.into())];
                f.w.with("result-contested", &numbers)
            }),
            withheld_stations: coverage.withheld_stations,
            figures: f
                .site
                .tally
                .fields(contest.number)
                .zip(total.figures())
                .take(f.site.tally.election().sheet_figure_count())
                .map(|(field, sum)| {
                    let on_form = sum.read > 0 || sum.illegible > 0;
                    let cells = on_form.then(|| {
                        // Illegible wherever it stands: nobody knows the sum, and it is not zero.
                        let known = if sum.read > 0 {
                            f.number(sum.sum)
                        } else {
                            "–".to_owned()
                        };
                        (known, f.number(u64::from(sum.read)))
                    });
                    (field_name(f, contest.definition, &field), cells)
                })
                .collect(),
            illegible: total.figures().iter().map(|sum| u64::from(sum.illegible)).sum(),
            f: f.clone(),
        }
    }

    fn label(&self, key: &str) -> Html {
        self.f.w.with(key, &[("account", (&self.name).into())])
    }
}

/// Who is ahead and whether that can still change, and the law's ways to win.
pub(crate) struct Order {
    pub(crate) ahead: Html,
    /// The head and its reason; none where the order says nothing.
    pub(crate) change: Option<(Html, Html)>,
    pub(crate) ways: Vec<Html>,
}

/// What can be said of the order of a contest's options; none where no sheet is in or there is one option alone.
pub(crate) fn order(f: &Frame<'_>, contest: &Contest, decided: &stats::Decided) -> Option<Order> {
    let name = |id: &OptionId| {
        let place = contest.position(id.as_str());
        place.map_or("", |place| f.in_language(&contest.options[place].name))
    };
    let ahead = match decided.first() {
        First::NoSheets | First::Alone => return None,
        First::SeveralSeats => f.w.t("result-several-seats"),
        First::Level([leader, second]) => {
            let names = [
                ("leader", Arg::Theirs(name(leader))),
                ("second", Arg::Theirs(name(second))),
            ];
            f.w.with("result-level", &names)
        }
        First::Level(level) => {
            let options = named(f, contest, level);
            f.w.with("result-level-many", &[("options", (&options).into())])
        }
        First::Ahead(leader, second, margin) => f.w.with(
            "result-margin",
            &[
                ("leader", Arg::Theirs(name(leader))),
                ("second", Arg::Theirs(name(second))),
                ("n", margin.into()),
            ],
        ),
    };
    let change = match decided.change() {
        Change::NobodyLeft => (f.w.t("result-decided"), f.w.t("result-nobody-left")),
        Change::OrderStays(n) => (f.w.t("result-decided"), f.w.n("result-decided-text", n)),
        Change::FirstStays(n) => (f.w.t("result-first-stays"), f.w.n("result-first-stays-text", n)),
        Change::CanChange(n) => (f.w.t("result-open"), f.w.n("result-open-text", n)),
        Change::NotKnown => (f.w.t("result-unsaid"), f.w.t("result-unsaid-voters")),
    };
    let ways = decided.ways.iter();
    Some(Order {
        ahead,
        change: (!decided.several_seats).then_some(change),
        ways: ways
            .map(|way| way_line(f, contest, way, decided.voters_not_covered))
            .collect(),
    })
}

/// Options by their names, with commas between them.
fn named(f: &Frame<'_>, contest: &Contest, ids: &[OptionId]) -> Html {
    let names: Vec<Html> = ids
        .iter()
        .map(|id| field_name(f, contest, &Field::Option(id.clone())))
        .collect();
    Html::join(&names, ", ")
}

/// A way to win, and whether it is reached.
fn way_line(f: &Frame<'_>, contest: &Contest, way: &WayResult, open: Option<u64>) -> Html {
    let some = |key: &str, ids: &[OptionId]| f.w.with(key, &[("options", (&named(f, contest, ids)).into())]);
    let all_in = open == Some(0);
    let mut parts = Vec::new();
    match way.state {
        WayState::NoSheets => parts.push(f.w.t("result-no-readings")),
        WayState::VotersNotCoveredUnknown => parts.push(f.w.t("result-way-voters-unknown")),
        WayState::TotalUnknown => parts.push(f.w.t("result-way-total-unknown")),
        WayState::NotComputed => parts.push(f.w.t("result-way-not-computed")),
        WayState::Computed => {
            if !way.reached.is_empty() {
                let key = if all_in {
                    "result-way-reached"
                } else {
                    "result-way-reached-whatever"
                };
                parts.push(some(key, &way.reached));
            }
            if !way.open.is_empty() {
                parts.push(some("result-way-open", &way.open));
            }
            if !way.out_of_reach.is_empty() {
                parts.push(match (parts.is_empty(), all_in) {
                    (false, _) => some("result-way-not-reached", &way.out_of_reach),
                    (true, true) => f.w.t("result-way-nobody"),
                    (true, false) => f.w.t("result-way-nobody-whatever"),
                });
            }
        }
    }
    let values = [
        ("way", win_words(f, &way.win)),
        ("parts", Html::join(&parts, "; ")),
    ];
    f.w.with(
        "result-wins",
        &[
            (values[0].0, (&values[0].1).into()),
            (values[1].0, (&values[1].1).into()),
        ],
    )
}

/// A way to win, as the law has it.
fn win_words(f: &Frame<'_>, win: &Win) -> Html {
    let of = f.w.t(match win.of.unwrap_or(ShareOf::Valid) {
        ShareOf::Valid => "result-way-of-valid",
        ShareOf::Cast => "result-way-of-cast",
        ShareOf::Registered => "result-way-of-registered",
    });
    let percent = win
        .percent
        .map_or_else(|| "50".to_owned(), |percent| percent.to_string());
    let percent = f.language().percent(&percent);
    let share = |key: &str| {
        let way =
            f.w.with(key, &[("percent", percent.clone().into()), ("of", (&of).into())]);
        match win.lead {
            None => way,
            Some(lead) => {
                let lead = f.language().decimal(&lead.to_string());
                f.w.with(
                    "result-way-lead",
                    &[("way", (&way).into()), ("lead", lead.into())],
                )
            }
        }
    };
    match (win.way.as_str(), win.seats) {
        ("most", None | Some(1)) => f.w.t("result-way-most"),
        ("most", Some(seats)) => f.w.n("result-way-most-seats", u64::from(seats)),
        ("over", _) => share("result-way-over"),
        ("at_least", _) => share("result-way-at-least"),
        ("seats", Some(seats)) => {
            let formula = win.formula.as_ref().map_or("–", |formula| formula.as_str());
            let values = [("n", u64::from(seats).into()), ("formula", Arg::Theirs(formula))];
            f.w.with("result-way-seats", &values)
        }
        (way, _) => Html::theirs(way),
    }
}

/// The stations and the voters that are covered, in words and as bars.
pub(crate) fn covered(f: &Frame<'_>, coverage: &Coverage) -> Vec<Covered> {
    let line = |part: u64, whole: Option<u64>, known: &str, open: &str| match whole {
        Some(whole) => Covered {
            words: f.w.with(
                known,
                &[
                    ("part", part.into()),
                    ("n", whole.into()),
                    ("share", f.share(part, whole).into()),
                ],
            ),
            bar: Some(bar(part, whole, None)),
        },
        None => Covered {
            words: f.w.n(open, part),
            bar: None,
        },
    };
    let mut lines = vec![line(
        coverage.stations,
        coverage.of_stations,
        "result-covered-stations",
        "result-covered-stations-open",
    )];
    let (known, open) = match coverage.without_registered {
        0 => ("result-covered-voters", "result-covered-voters-open"),
        _ => ("result-covered-voters-least", "result-covered-voters-least-open"),
    };
    lines.push(line(
        coverage.registered_at_least(),
        coverage.of_registered,
        known,
        open,
    ));
    lines
}

/// The areas below one, with the leading two options of each.
#[derive(Template)]
#[template(path = "parts.html")]
pub(crate) struct Parts<'a> {
    f: Frame<'a>,
    account: Html,
    rows: Vec<PartRow>,
    more: u64,
    open: bool,
}
part!(Parts);

/// A line of a table of areas.
pub(crate) struct PartRow {
    link: Html,
    stations: Html,
    /// What the line is sorted by: stations covered, in hundredths of a percent.
    covered: u128,
    /// The name, and votes with their share, of the first and the second option.
    leading: [Option<(Html, String)>; 2],
    /// The first's share and the difference to the second, in hundredths of a percent.
    share: u128,
    margin: u128,
    difference: String,
}

/// The most areas of one table.
const PARTS: usize = 3_000;

impl<'a> Parts<'a> {
    /// A table for the view with that number; none where nothing is covered or there are no parts.
    pub(crate) fn of(
        f: &Frame<'a>,
        contest: usize,
        view: usize,
        parts: &[Option<AreaNumber>],
        open: bool,
    ) -> Option<Parts<'a>> {
        let summary = &f.site.contests[contest];
        let totals = || parts.iter().filter_map(|part| f.site.total(contest, view, *part));
        if !totals().any(|total| total.coverage.stations > 0) {
            return None;
        }
        let rows: Vec<PartRow> = totals()
            .take(PARTS)
            .map(|total| part_row(f, summary, &total))
            .collect();
        Some(Parts {
            account: view_name(f, summary.views[view].view),
            more: totals().count().saturating_sub(PARTS) as u64,
            rows,
            open,
            f: f.clone(),
        })
    }

    fn caption(&self) -> Html {
        self.f
            .w
            .with("result-areas-of", &[("account", (&self.account).into())])
    }
}

fn part_row(f: &Frame<'_>, contest: &ContestSummary<'_>, total: &Total) -> PartRow {
    let coverage = &total.coverage;
    let stations = match coverage.of_stations {
        Some(of) => f.w.with(
            "result-of-stations",
            &[("part", coverage.stations.into()), ("n", of.into())],
        ),
        None => f.w.n("result-stations-n", coverage.stations),
    };
    let all = total.options_sum();
    let mut places: Vec<(usize, u64)> = total.options().iter().map(|sum| sum.sum).enumerate().collect();
    places.sort_by_key(|(place, votes)| (Reverse(*votes), *place));
    let leading = [0, 1].map(|rank: usize| {
        let (place, votes) = places.get(rank).copied().filter(|(_, votes)| *votes > 0)?;
        let share = f.share(votes, all);
        let name = f.name(&contest.definition.options[place].name);
        Some((name, format!("{} ({share})", f.number(votes))))
    });
    let votes = |rank: usize| places.get(rank).map_or(0, |(_, votes)| *votes);
    let margin = votes(0) - votes(1);
    PartRow {
        link: f.area_link(total.area),
        stations,
        covered: model::percent::hundredths(coverage.stations, coverage.of_stations.unwrap_or(0))
            .unwrap_or(0),
        leading,
        share: model::percent::hundredths(votes(0), all).unwrap_or(0),
        margin: model::percent::hundredths(margin, all).unwrap_or(0),
        difference: f.share(margin, all),
    }
}
