//! How the readings came in: coverage and shares over time, the methods of the readings, disputes, findings, and the
//! entries that count for nothing.

use super::figures::view_name;
use super::finding::{Findings, rule_key, severity, weight_key};
use super::{Frame, OnePage, Page};
use crate::chart::{Line, lines};
use crate::text::Html;
use crate::words::Arg;
use askama::Template;
use model::{Hour, Method};
use std::collections::BTreeMap;
use tally::{AccountNumber, AreaNumber, StateKind, StationNumber};

/// The most rows of the table over time.
const HOURS: usize = 60;
/// The most options whose shares are drawn and listed over time.
const OPTIONS: usize = 6;
/// The most contested, disputed or ruled stations that are named.
const STATIONS: usize = 200;
/// The most refused entries of a code that are named by place.
const FIRST_REFUSED: usize = 5;

pub(super) const PAGE: OnePage = OnePage {
    path: "arrival.html",
    label: |_| Some("nav-arrival"),
    html: |f| ArrivalPage::of(f).render(),
};

#[derive(Template)]
#[template(path = "arrival.html")]
struct ArrivalPage<'a> {
    f: Frame<'a>,
    contests: Vec<InContest>,
    methods: Vec<(Html, [String; Method::ALL.len()])>,
    rules: Vec<(String, Html, Html, String)>,
    areas: Vec<(Html, String, String)>,
    refused: Vec<(Html, &'static str, String, String)>,
    unknown_types: u64,
    several: bool,
}

struct InContest {
    name: Html,
    view: Html,
    chart: Option<Html>,
    options: Vec<Html>,
    hours: Vec<(String, String, String, Vec<String>)>,
    contested: Vec<Html>,
    contested_count: u64,
    disputed: Vec<Html>,
    disputed_count: u64,
    ruled: Vec<(Html, Html)>,
    ruled_count: u64,
}

impl<'a> ArrivalPage<'a> {
    fn of(f: Frame<'a>) -> ArrivalPage<'a> {
        let tally = f.site.tally;
        let rules = f.site.findings.iter();
        let mut rules: Vec<_> = rules
            .map(|(rule, findings)| (severity(f.site, *rule), *rule, findings.len()))
            .collect();
        rules.sort();
        ArrivalPage {
            contests: (0..f.site.contests.len()).map(|at| in_contest(&f, at)).collect(),
            methods: methods(&f),
            rules: rules
                .into_iter()
                .map(|(severity, rule, count)| {
                    (
                        f.link(&Findings { rule, page: 0 }.path(f.site)),
                        f.w.t(&rule_key(rule)),
                        f.w.t(weight_key(severity)),
                        f.number(count as u64),
                    )
                })
                .collect(),
            areas: by_area(&f),
            refused: tally
                .refused()
                .counts()
                .iter()
                .map(|(code, count)| {
                    let all = tally.refused().kept().iter();
                    let places: Vec<String> = all
                        .filter(|refused| refused.refusal.code() == *code)
                        .take(FIRST_REFUSED)
                        .map(|refused| f.place(refused.place()))
                        .collect();
                    let more = if *count > places.len() as u64 { " …" } else { "" };
                    let places = format!("{}{more}", places.join("; "));
                    (f.w.t(&refusal_key(code)), *code, f.number(*count), places)
                })
                .collect(),
            unknown_types: tally.unknown_types().values().sum(),
            several: tally.election().contests.len() > 1,
            f,
        }
    }
}

/// What the code of a refused entry means.
pub(crate) fn refusal_key(code: &str) -> String {
    format!("terms-{}", code.replace('_', "-"))
}

/// Readings that count by account and method.
fn methods(f: &Frame<'_>) -> Vec<(Html, [String; Method::ALL.len()])> {
    let mut counts: BTreeMap<AccountNumber, [u64; Method::ALL.len()]> = BTreeMap::new();
    for row in f.site.tally.readings().rows() {
        counts.entry(row.account).or_default()[row.method as usize] += 1;
    }
    let accounts = f.site.tally.accounts().into_iter();
    accounts
        .filter_map(|(account, _)| {
            let counts = counts.get(&account)?;
            let name = Html::theirs(f.account_name(account));
            Some((name, Method::ALL.map(|method| f.number(counts[method as usize]))))
        })
        .collect()
}

/// Errors and warnings by topmost area.
fn by_area(f: &Frame<'_>) -> Vec<(Html, String, String)> {
    let tally = f.site.tally;
    if f.site.tree.top.is_empty() {
        return Vec::new();
    }
    let mut counts: BTreeMap<Option<AreaNumber>, [u64; 2]> = BTreeMap::new();
    for finding in tally.findings() {
        let area = tally.stations().row(finding.station).area;
        let top = tally.areas().upwards(area).last();
        let severity = usize::from(!finding.severity.is_error());
        counts.entry(top).or_default()[severity] += 1;
    }
    let top = f.site.tree.top.iter().map(|area| Some(*area)).chain([None]);
    top.filter_map(|area| {
        let [errors, warnings] = counts.get(&area)?;
        Some((f.area_link(area), f.number(*errors), f.number(*warnings)))
    })
    .collect()
}

fn in_contest(f: &Frame<'_>, at: usize) -> InContest {
    let tally = f.site.tally;
    let contest = &f.site.contests[at];
    let chief = contest.chief(|view| contest.views[view].totals.country.coverage.stations);
    let view = contest.views[chief].view;
    let total = &contest.views[chief].totals.country;
    let mut places: Vec<usize> = (0..contest.definition.options.len()).collect();
    places.sort_by_key(|place| (std::cmp::Reverse(total.options()[*place].sum), *place));
    places.truncate(OPTIONS);

    // What came in each hour: stations, votes of each option, and all votes.
    let mut hours: BTreeMap<&Hour, (u64, Vec<u64>)> = BTreeMap::new();
    let mut figures = Vec::new();
    let (mut contested, mut disputed, mut ruled) = (Vec::new(), Vec::new(), Vec::new());
    for station in 0..tally.stations().len() as StationNumber {
        if !tally.counts(contest.number, station) {
            continue;
        }
        if let Some(stands) = tally.standing(view, contest.number, station) {
            tally.figures(view, contest.number, station, &mut figures);
            let options = tally.options_of(&figures);
            let hour = hours
                .entry(tally.readings().hour(stands))
                .or_insert_with(|| (0, vec![0; options.len()]));
            hour.0 += 1;
            for (sum, figure) in hour.1.iter_mut().zip(options) {
                *sum += u64::from(figure.read().unwrap_or(0));
            }
        }
        match tally.state(contest.number, station) {
            StateKind::Contested => contested.push(station),
            StateKind::Disputed => disputed.push(station),
            StateKind::Ruled => ruled.push(station),
            _ => {}
        }
    }
    let [contested_count, disputed_count, ruled_count] =
        [&contested, &disputed, &ruled].map(|stations| stations.len() as u64);
    let by_code = |stations: &mut Vec<StationNumber>| {
        stations.sort_by(|a, b| tally.stations().code(*a).cmp(tally.stations().code(*b)));
        stations.truncate(STATIONS);
    };
    by_code(&mut contested);
    by_code(&mut disputed);
    by_code(&mut ruled);

    let mut sum = (0, vec![0u64; contest.definition.options.len()]);
    let sums: Vec<(&Hour, u64, Vec<u64>)> = hours
        .into_iter()
        .map(|(hour, (stations, votes))| {
            sum.0 += stations;
            for (sum, votes) in sum.1.iter_mut().zip(votes) {
                *sum += votes;
            }
            (hour, sum.0, sum.1.clone())
        })
        .collect();
    let step = sums.len().div_ceil(HOURS).max(1);
    let last = sums.len().saturating_sub(1);
    let shown: Vec<_> = sums
        .iter()
        .enumerate()
        .filter(|(at, _)| (last - at).is_multiple_of(step))
        .map(|(_, sum)| sum)
        .collect();
    let expected = total.coverage.of_stations.unwrap_or(sum.0);
    InContest {
        name: f.name(&contest.definition.name),
        view: view_name(f, view),
        chart: (sums.len() > 1).then(|| chart(f, at, &places, &sums, expected)),
        options: places
            .iter()
            .map(|place| f.name(&contest.definition.options[*place].name))
            .collect(),
        hours: shown
            .into_iter()
            .map(|(hour, stations, votes)| {
                let all = votes.iter().sum();
                (
                    f.language().hour(hour),
                    f.number(*stations),
                    f.share(*stations, expected),
                    places.iter().map(|place| f.share(votes[*place], all)).collect(),
                )
            })
            .collect(),
        contested: contested.iter().map(|station| f.station_link(*station)).collect(),
        contested_count,
        disputed: disputed.iter().map(|station| f.station_link(*station)).collect(),
        disputed_count,
        ruled: ruled
            .iter()
            .map(|station| {
                let reason = tally.ruling(contest.number, *station);
                let reason = reason.map_or_else(Html::default, |ruling| Html::theirs(&ruling.reason));
                (f.station_link(*station), reason)
            })
            .collect(),
        ruled_count,
    }
}

/// Coverage and shares, hour by hour.
fn chart(f: &Frame<'_>, at: usize, places: &[usize], sums: &[(&Hour, u64, Vec<u64>)], expected: u64) -> Html {
    let contest = f.site.contests[at].definition;
    let colors = crate::color::colors(contest);
    let share =
        |part: u64, whole: u64| model::percent::hundredths(part, whole).unwrap_or(0).min(10_000) as u32;
    let coverage = Line {
        color: None,
        place: 0,
        label: f.attr("arrival-coverage"),
        points: sums
            .iter()
            .map(|(_, stations, _)| share(*stations, expected))
            .collect(),
    };
    let options = places.iter().map(|place| Line {
        color: Some(colors[*place]),
        place: *place,
        label: crate::text::plain(f.in_language(&contest.options[*place].name)),
        points: sums
            .iter()
            .map(|(_, _, votes)| share(votes[*place], votes.iter().sum()))
            .collect(),
    });
    let hours: Vec<u64> = sums
        .iter()
        .map(|(hour, _, _)| crate::chart::hours(hour))
        .collect();
    let (first, last) = (sums[0].0, sums[sums.len() - 1].0);
    let ends = [first, last].map(|hour| f.language().hour(hour));
    let label = f.w.plain(
        "arrival-chart",
        &[
            ("from", Arg::from(ends[0].as_str())),
            ("to", ends[1].as_str().into()),
        ],
    );
    lines(
        &label,
        &ends,
        &hours,
        &std::iter::once(coverage).chain(options).collect::<Vec<_>>(),
    )
}
