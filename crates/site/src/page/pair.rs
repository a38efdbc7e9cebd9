//! Two accounts side by side: where they agree, where they differ and by how much, what only one of them has, and
//! what one's sheets say to what the other claimed.

use super::claim::ClaimArticle;
use super::figures::{Order, field_name, order, view_name};
use super::{Frame, Page, Pager, SomePage, pages_of};
use crate::Site;
use crate::pairs::PairLine;
use crate::prepared::LINES;
use crate::text::Html;
use crate::words::Arg;
use askama::Template;
use model::rules::Field;
use std::sync::Arc;
use tally::{Comparison, View};

/// A page of a pair of accounts.
pub(super) struct Pair {
    /// The pair's place in the site's list.
    pub(super) at: usize,
    /// Which page of its list, counted from 0.
    pub(super) page: usize,
}

/// The pages of all pairs.
pub(super) fn pages(site: &Site<'_>) -> Vec<SomePage> {
    let pairs = site.pairs.iter().enumerate();
    pairs
        .flat_map(|(at, pair)| (0..pages_of(pair.len())).map(move |page| Pair { at, page }))
        .map(|page| Arc::new(page) as SomePage)
        .collect()
}

impl Page for Pair {
    fn path(&self, site: &Site<'_>) -> String {
        layout::page::numbered(&format!("compare/{}", site.pairs[self.at].name), self.page)
    }

    fn html(&self, frame: Frame<'_>) -> askama::Result<String> {
        PairPage::of(frame, self.at, self.page).render()
    }
}

/// The names of a pair's accounts.
pub(super) fn pair_name(f: &Frame<'_>, pair: usize) -> Html {
    let pair = &f.site.pairs[pair];
    f.w.with(
        "result-sides-of",
        &[
            ("first", Arg::Theirs(f.account_name(pair.first))),
            ("second", Arg::Theirs(f.account_name(pair.second))),
        ],
    )
}

/// The claims of a pair's accounts, as contests and places in their lists.
pub(super) fn claims_of(f: &Frame<'_>, pair: usize) -> Vec<(usize, usize)> {
    let pair = &f.site.pairs[pair];
    let own = [pair.first, pair.second].map(|account| f.site.tally.account(account));
    let contests = f.site.contests.iter().enumerate();
    contests
        .flat_map(|(contest, summary)| {
            let shown = summary.claims.shown.iter().enumerate();
            shown
                .filter(|(_, shown)| own.contains(&&shown.claim.account))
                .map(move |(at, _)| (contest, at))
        })
        .collect()
}

#[derive(Template)]
#[template(path = "pair.html")]
struct PairPage<'a> {
    f: Frame<'a>,
    title: String,
    name: Html,
    names: [Html; 2],
    first_page: bool,
    contests: Vec<Compared>,
    different: Vec<Different>,
    only: [Vec<Html>; 2],
    claims: Vec<ClaimArticle<'a>>,
    orders: Vec<ViewOrder>,
    pager: Option<Pager>,
    several: bool,
}

/// A contest in which both accounts have readings.
struct Compared {
    name: Html,
    counts: Vec<(Html, String)>,
    areas: Vec<(Html, [String; 5])>,
}

/// Whether an account's order can still change, and the two numbers by which.
struct ViewOrder {
    name: Html,
    order: Order,
    steps: Option<Html>,
}

/// A station that differs, with its figures: name, both numbers, the difference.
struct Different {
    station: Html,
    contest: Html,
    figures: Vec<(Html, String, String, String)>,
}

impl<'a> PairPage<'a> {
    fn of(f: Frame<'a>, at: usize, page: usize) -> PairPage<'a> {
        let site = f.site;
        let pair = &site.pairs[at];
        let names = [pair.first, pair.second].map(|account| Html::theirs(f.account_name(account)));
        let mut different = Vec::new();
        let mut only = [Vec::new(), Vec::new()];
        for line in pair.lines(page * LINES, LINES) {
            match line {
                PairLine::Different(compared, n) => {
                    different.push(difference(&f, pair.compared[compared], n))
                }
                PairLine::FirstOnly(compared, n) => {
                    only[0].push(f.station_link(pair.compared[compared].first_only[n].station));
                }
                PairLine::SecondOnly(compared, n) => {
                    only[1].push(f.station_link(pair.compared[compared].second_only[n].station));
                }
            }
        }
        let first_page = page == 0;
        let of_pair = |view: View| matches!(view, View::Account(account) if account == pair.first || account == pair.second);
        let claims = match first_page {
            true => claims_of(&f, at),
            false => Vec::new(),
        };
        let title = [pair.first, pair.second].map(|account| crate::text::plain(f.account_name(account)));
        PairPage {
            title: title.join(" – "),
            name: pair_name(&f, at),
            contests: match first_page {
                true => pair
                    .compared
                    .iter()
                    .map(|compared| contest(&f, compared, &names))
                    .collect(),
                false => Vec::new(),
            },
            claims: claims
                .into_iter()
                .map(|(contest, n)| {
                    let summary = &site.contests[contest];
                    let claim = &summary.claims.shown[n];
                    ClaimArticle::of(&f, summary.definition, claim, of_pair)
                })
                .collect(),
            orders: match first_page {
                true => orders(&f, of_pair),
                false => Vec::new(),
            },
            pager: Pager::of(&f, page, pages_of(pair.len()), |page| {
                Pair { at, page }.path(site)
            }),
            several: site.tally.election().contests.len() > 1,
            names,
            first_page,
            different,
            only,
            f,
        }
    }

    /// The stations in one account only, each list with its heading.
    fn only_lists(&self) -> Vec<(Html, &[Html])> {
        let words = |name: &Html| self.f.w.with("result-only-in", &[("account", name.into())]);
        let lists = self.names.iter().zip(&self.only);
        lists.map(|(name, list)| (words(name), list.as_slice())).collect()
    }
}

fn contest(f: &Frame<'_>, compared: &Comparison, names: &[Html; 2]) -> Compared {
    let count = |of: fn(&tally::compare::ComparedArea) -> u64| f.number(compared.count(of));
    let only = |side: usize| f.w.with("result-only-in", &[("account", (&names[side]).into())]);
    // Of the stations in one only those of which the other has a row of zeros, where there are any.
    let empty = |side: usize, of: fn(&tally::compare::ComparedArea) -> u64| {
        let words = || {
            f.w.with("result-only-zeros", &[("account", (&names[side]).into())])
        };
        (compared.count(of) > 0).then(|| (words(), count(of)))
    };
    let areas = f.site.tally.compared_areas(compared);
    let several = areas.len() > 1;
    let areas = areas
        .iter()
        .filter(|area| several && area.both + area.first_only + area.second_only > 0);
    Compared {
        name: f.name(&f.site.tally.contest(compared.contest).name),
        counts: [
            Some((f.w.t("result-both"), count(|area| area.both))),
            Some((f.w.t("result-equal"), count(|area| area.equal))),
            Some((f.w.t("result-different"), count(|area| area.different))),
            Some((only(0), count(|area| area.first_only))),
            empty(1, |area| area.second_empty),
            Some((only(1), count(|area| area.second_only))),
            empty(0, |area| area.first_empty),
        ]
        .into_iter()
        .flatten()
        .collect(),
        areas: areas
            .map(|area| {
                let numbers = [
                    area.both,
                    area.equal,
                    area.different,
                    area.first_only,
                    area.second_only,
                ];
                (f.area_link(area.area), numbers.map(|n| f.number(n)))
            })
            .collect(),
    }
}

fn difference(f: &Frame<'_>, compared: &Comparison, n: usize) -> Different {
    let difference = &compared.different[n];
    let contest = f.site.tally.contest(compared.contest);
    let fields: Vec<Field> = f.site.tally.fields(compared.contest).collect();
    let figures = f.site.tally.differing_figures(compared, difference);
    let figures = figures.into_iter().map(|(figure, ours, theirs)| {
        let field = fields.get(figure).expect("a figure of the contest");
        let name = field_name(f, contest, field);
        let by = f.language().signed(i128::from(ours) - i128::from(theirs));
        (name, f.number(u64::from(ours)), f.number(u64::from(theirs)), by)
    });
    Different {
        station: f.station_link(difference.station),
        contest: f.name(&contest.name),
        figures: figures.collect(),
    }
}

/// The order of the options in every contest and account that `of_pair` lets through.
fn orders(f: &Frame<'_>, of_pair: impl Fn(View) -> bool) -> Vec<ViewOrder> {
    let mut orders = Vec::new();
    for contest in &f.site.contests {
        for view in contest.views.iter().filter(|view| of_pair(view.view)) {
            let coverage = &view.totals.country.coverage;
            let decided = stats::decided::of_total(f.site.tally, contest.number, &view.totals.country);
            let Some(order) = order(f, contest.definition, &decided) else {
                continue;
            };
            // Where all stations are covered nobody is left, whatever number of voters was expected.
            let all = coverage
                .of_registered
                .filter(|_| coverage.stations_missing() != Some(0));
            let numbers = decided.margin.zip(all).zip(decided.voters_not_covered);
            orders.push(ViewOrder {
                name: view_name(f, view.view),
                order,
                steps: numbers.map(|((margin, all), open)| {
                    let values = [
                        ("all", all.into()),
                        ("covered", (all - open).into()),
                        ("open", open.into()),
                        ("margin", margin.into()),
                    ];
                    f.w.with("claims-paper-decided", &values)
                }),
            });
        }
    }
    orders
}
