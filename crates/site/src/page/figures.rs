//! Figures as pages show them: a view's votes with bars, its order, its coverage, and tables of parts.

use super::{Frame, part};
use crate::summary::ContestSummary;
use crate::text::Html;
use crate::words::Arg;
use askama::Template;
use model::rules::Field;
use model::{Color, Contest, CountField, OptionId};
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
    let hundredths = crate::format::hundredths(part, whole).unwrap_or(0).min(10_000);
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
    /// Votes and share; none where the figure is not on the form.
    pub(crate) votes: Option<(String, String)>,
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
    order: Option<(Html, Html, Html)>,
    covered: Vec<Covered>,
    without_registered: u64,
    /// Of contested stations: how many there are, and their votes of all options.
    contested: Option<Html>,
    withheld_stations: u64,
    figures: Vec<(Html, Option<(String, String)>)>,
    illegible: u64,
}
part!(Card);

impl<'a> Card<'a> {
    pub(crate) fn of(f: &Frame<'a>, contest: &ContestSummary<'_>, view: View, total: &Total) -> Card<'a> {
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
        let said_already = coverage.without_registered == coverage.stations && decided.second.is_some();
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
                    votes: (sum.read > 0).then(|| (f.number(sum.sum), f.share(sum.sum, all))),
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
            order: order(f, contest.definition, &decided, coverage),
            covered: covered(f, coverage),
            without_registered: if said_already {
                0
            } else {
                coverage.without_registered
            },
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

/// How far the first is ahead of the second, and whether that can still change: the sentence, the head and its
/// reason.
pub(crate) fn order(
    f: &Frame<'_>,
    contest: &Contest,
    decided: &stats::Decided,
    coverage: &Coverage,
) -> Option<(Html, Html, Html)> {
    let option = |id: &Option<OptionId>| {
        let place = contest.position(id.as_ref()?.as_str())?;
        Some(Arg::Theirs(f.in_language(&contest.options[place].name)))
    };
    let margin = decided.margin?;
    let names = [
        ("leader", option(&decided.leader)?),
        ("second", option(&decided.second)?),
        ("n", margin.into()),
    ];
    let unknown = coverage.without_registered;
    let (head, text, n) = match (decided.decided, decided.voters_not_covered) {
        (Some(true), Some(voters)) => ("result-decided", "result-decided-text", voters),
        (Some(false), Some(_)) if unknown > 0 => ("result-unsaid", "result-unsaid-registered", unknown),
        (Some(false), Some(voters)) => ("result-open", "result-open-text", voters),
        _ => ("result-unsaid", "result-unsaid-voters", 0),
    };
    let ahead = match margin {
        0 => f.w.with("result-level", &names[..2]),
        _ => f.w.with("result-margin", &names),
    };
    Some((ahead, f.w.t(head), f.w.n(text, n)))
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
    // Where no station's voters are known there is nothing to show: it is not that none are covered.
    if coverage.without_registered < coverage.stations {
        lines.push(line(
            coverage.registered,
            coverage.of_registered,
            "result-covered-voters",
            "result-covered-voters-open",
        ));
    }
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
        covered: crate::format::hundredths(coverage.stations, coverage.of_stations.unwrap_or(0)).unwrap_or(0),
        leading,
        share: crate::format::hundredths(votes(0), all).unwrap_or(0),
        margin: crate::format::hundredths(margin, all).unwrap_or(0),
        difference: f.share(margin, all),
    }
}
