//! The result: each contest's votes, whoever tells them, with coverage and whether the order can still change.

use super::figures::{Card, Parts};
use super::pair::Pair;
use super::{Frame, NavLink, OnePage, Page};
use crate::map::MapView;
use crate::text::Html;
use crate::words::Arg;
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tally::{AreaNumber, StateKind};

pub(super) const PAGE: OnePage = OnePage {
    path: layout::page::RESULT,
    label: |_| Some("nav-result"),
    html: |f| ResultPage::of(f).render(),
};

#[derive(Template)]
#[template(path = "result.html")]
struct ResultPage<'a> {
    f: Frame<'a>,
    record: Vec<Html>,
    contests: Vec<ContestSection<'a>>,
    findings: Html,
    last: Option<String>,
    root_hash: String,
    unnamed: bool,
}

/// A contest's part of the page.
struct ContestSection<'a> {
    pub(crate) id: String,
    pub(crate) name: Html,
    pub(crate) cards: Vec<Card<'a>>,
    pub(crate) more_accounts: u64,
    pub(crate) states: Vec<(Html, String, Html)>,
    pub(crate) map: Option<MapView<'a>>,
    pub(crate) parts: Vec<Parts<'a>>,
    pub(crate) pairs: Vec<NavLink>,
}

impl<'a> ResultPage<'a> {
    fn of(f: Frame<'a>) -> ResultPage<'a> {
        let tally = f.site.tally;
        let record = [
            ("page-record-entries", tally.entries()),
            ("page-record-readings", tally.readings().rows().len() as u64),
            ("page-record-stations", tally.stations().len() as u64),
        ];
        ResultPage {
            record: record.iter().map(|(key, n)| f.w.n(key, *n)).collect(),
            contests: (0..f.site.contests.len()).map(|at| section(&f, at)).collect(),
            findings: findings_line(&f),
            last: tally.last_hour().map(|hour| f.language().hour(hour)),
            root_hash: STANDARD.encode(f.site.publication.root),
            unnamed: f.site.contests.len() + f.site.more_contests as usize == 1,
            f,
        }
    }
}

fn section<'a>(f: &Frame<'a>, at: usize) -> ContestSection<'a> {
    let contest = &f.site.contests[at];
    let parts: Vec<Option<AreaNumber>> = country_parts(f);
    ContestSection {
        id: format!("contest-{}", at + 1),
        name: f.name(&contest.definition.name),
        cards: contest
            .views
            .iter()
            .map(|view| {
                Card::of(
                    f,
                    contest,
                    view.view,
                    (&view.totals.country, view.zeros_within(None)),
                )
            })
            .collect(),
        more_accounts: contest.more_accounts,
        states: states(f, at),
        map: MapView::country(
            f,
            at,
            contest.chief(|view| contest.views[view].totals.country.coverage.stations),
        ),
        parts: (0..contest.views.len())
            .filter_map(|view| Parts::of(f, at, view, &parts, view == 0))
            .collect(),
        pairs: pair_links(f, at),
    }
}

/// The topmost areas, the stations in none first.
fn country_parts(f: &Frame<'_>) -> Vec<Option<AreaNumber>> {
    let tree = &f.site.tree;
    let none = (!tree.direct(None).is_empty()).then_some(None);
    none.into_iter()
        .chain(tree.top.iter().map(|area| Some(*area)))
        .collect()
}

fn states(f: &Frame<'_>, at: usize) -> Vec<(Html, String, Html)> {
    let contest = &f.site.contests[at];
    let mut rows = Vec::new();
    if let Some(unnamed) = contest.unnamed.filter(|n| *n > 0) {
        rows.push((
            f.w.t("result-unnamed"),
            f.number(unnamed),
            f.w.t("result-unnamed-means"),
        ));
    }
    for state in StateKind::ALL {
        let (key, means) = state_keys(state);
        rows.push((f.w.t(key), f.number(contest.in_state(state)), f.w.t(means)));
    }
    rows
}

/// A state's name and what it means.
pub(crate) fn state_keys(state: StateKind) -> (&'static str, &'static str) {
    match state {
        StateKind::Missing => ("terms-missing", "terms-missing-means"),
        StateKind::Pending => ("terms-pending", "terms-pending-means"),
        StateKind::Accepted => ("terms-accepted", "terms-accepted-means"),
        StateKind::Contested => ("terms-contested", "terms-contested-means"),
        StateKind::Disputed => ("terms-disputed", "terms-disputed-means"),
        StateKind::Ruled => ("terms-ruled", "terms-ruled-means"),
    }
}

/// The pairs of accounts that both have readings of a contest.
fn pair_links(f: &Frame<'_>, at: usize) -> Vec<NavLink> {
    let number = f.site.contests[at].number;
    let pairs = f.site.pairs.iter().enumerate();
    pairs
        .filter_map(|(place, pair)| {
            let compared = pair.compared.iter().find(|compared| compared.contest == number)?;
            let label = f.w.with(
                "compare-in-one-line",
                &[
                    ("first", Arg::Theirs(f.account_name(pair.first))),
                    ("second", Arg::Theirs(f.account_name(pair.second))),
                    ("n", compared.count(|area| area.both).into()),
                    ("differ", f.number(compared.count(|area| area.different)).into()),
                ],
            );
            Some(NavLink {
                href: f.link(&Pair { at: place, page: 0 }.path(f.site)),
                label,
                here: false,
            })
        })
        .take(15)
        .collect()
}

/// The findings in one line.
fn findings_line(f: &Frame<'_>) -> Html {
    let findings = f.site.tally.findings();
    let errors = findings.iter().filter(|finding| finding.severity.is_error());
    let errors = errors.count() as u64;
    let warnings = findings.len() as u64 - errors;
    match errors + warnings {
        0 => f.w.t("page-findings-none"),
        _ => f.w.with(
            "findings-line",
            &[("errors", errors.into()), ("warnings", warnings.into())],
        ),
    }
}
