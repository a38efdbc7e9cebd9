//! Claims, which readers know as announcements: those about a contest with what the sheets allow of them, and other
//! counts.

use crate::summary::{Capped, ViewSummary};
use model::{Claim, ClaimedCount, Subject};
use stats::claim::{CannotHold, OwnArithmetic, PercentFirst, Side};
use stats::{BoundBySheets, ClaimAnalysis};
use std::collections::BTreeMap;
use tally::{ContestNumber, StationNumber, Tally, View};

/// The most claims about a contest on the pages.
const CLAIMS: usize = 50;
/// The most claimed counts of one thing.
const COUNTS: usize = 100;
/// The most things counted.
const SUBJECTS: usize = 60;
/// The most stations of a bound that are named.
const LARGEST: usize = 5;

/// A claim with the answers to its questions.
#[derive(Debug)]
pub(crate) struct ClaimSummary<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) own: Option<OwnArithmetic>,
    pub(crate) percent_first: Vec<PercentFirst>,
    /// What the sheets of each view allow; `None` where the record does not know the claim's area.
    pub(crate) allowed: Option<Vec<Allowed>>,
}

/// What a view's sheets allow of a claim, with the stations that make up the largest bound.
#[derive(Debug)]
pub(crate) struct Allowed {
    pub(crate) view: View,
    pub(crate) bound: CannotHold,
    pub(crate) largest: Option<Largest>,
}

/// The stations that account for most of what must be false, so that the bound can be redone on paper.
#[derive(Debug)]
pub(crate) struct Largest {
    pub(crate) of: Subject,
    pub(crate) side: Side,
    pub(crate) excess: u64,
    /// How many stations make up the bound, and their sum with and without the last of them.
    pub(crate) stations: u64,
    pub(crate) sum: u64,
    pub(crate) sum_without_last: u64,
    /// The first of them, with what each can account for.
    pub(crate) first: Vec<(StationNumber, u64)>,
}

/// Other counts, by what was counted, each in the order of the days.
pub(crate) type OtherCounts<'a> = Capped<(&'a str, Capped<(&'a Claim, &'a ClaimedCount)>)>;

/// A contest's claims, each compared with every view that has readings.
pub(crate) fn of_contest<'a>(
    tally: &'a Tally,
    contest: ContestNumber,
    views: &[ViewSummary],
) -> Capped<ClaimSummary<'a>> {
    let id = &tally.contest(contest).id;
    let about = |claim: &&Claim| claim.contest.as_ref() == Some(id) && !claim.figures.is_empty();
    let claims = Capped::new(by_day(tally).into_iter().filter(about), CLAIMS);
    let answered = claims.shown.into_iter().map(|claim| ClaimSummary {
        claim,
        own: tally.own_arithmetic(claim),
        percent_first: tally.percent_first(claim),
        allowed: tally.claim_area(claim).map(|_| {
            let with_sheets = views
                .iter()
                .filter(|view| view.totals.country.coverage.stations > 0 && has_exact_figures(claim));
            with_sheets
                .filter_map(|view| {
                    let sheets = tally.bound_by_sheets(claim, view.view)?;
                    Some(Allowed {
                        view: view.view,
                        largest: largest(&sheets),
                        bound: sheets.cannot_hold,
                    })
                })
                .collect()
        }),
    });
    Capped {
        shown: answered.collect(),
        more: claims.more,
    }
}

/// The stations of the number whose bound is the largest; none where that is a percentage's.
fn largest(sheets: &BoundBySheets) -> Option<Largest> {
    let bound = &sheets.cannot_hold;
    let of = bound.of.as_ref().filter(|_| !bound.of_share)?;
    let figure = bound.numbers().find(|figure| figure.of == *of)?;
    let stations = figure.stations.iter().zip(&figure.weights);
    let stations: Vec<(StationNumber, u64)> = stations
        .map(|(at, weight)| (sheets.stations[*at], *weight))
        .collect();
    let sum: u64 = stations.iter().map(|(_, weight)| weight).sum();
    let last = stations.last().map_or(0, |(_, weight)| *weight);
    Some(Largest {
        of: of.clone(),
        side: figure.side?,
        excess: figure.excess,
        stations: stations.len() as u64,
        sum,
        sum_without_last: sum - last,
        first: stations.into_iter().take(LARGEST).collect(),
    })
}

/// The counts of other things than votes.
pub(crate) fn other_counts(tally: &Tally) -> OtherCounts<'_> {
    let mut subjects: BTreeMap<&str, Vec<(&Claim, &ClaimedCount)>> = BTreeMap::new();
    for claim in by_day(tally) {
        for count in &claim.counts {
            subjects.entry(&count.of).or_default().push((claim, count));
        }
    }
    Capped::new(
        subjects
            .into_iter()
            .map(|(of, counts)| (of, Capped::new(counts, COUNTS))),
        SUBJECTS,
    )
}

/// All claims by day, those of one day by account and id.
pub(crate) fn by_day(tally: &Tally) -> Vec<&Claim> {
    let mut claims: Vec<&Claim> = tally.claims().iter().map(|row| &row.claim).collect();
    claims.sort_by(|a, b| (&a.when, &a.account, &a.id).cmp(&(&b.when, &b.account, &b.id)));
    claims
}

/// Whether a claim gives an exact number or percentage, which alone can be compared with sheets.
pub(crate) fn has_exact_figures(claim: &Claim) -> bool {
    claim.figures.iter().any(|figure| figure.bound.is_exact())
}
