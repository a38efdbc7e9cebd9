//! Percent-first: are a claim's numbers only what its rounded percentages times the total would give.
//!
//! A count comes first and its percentage is rounded from it. Where it went the other way round, each
//! number is exactly a short percentage of the total. `docs/methods.md` has the method.

use super::share::{self, Denominator, Rounding, Share, denominator};
use model::{Claim, Contest, Percent, Subject};
use serde::Serialize;

/// A group is flagged where its numbers would fall on its percentages by chance once in so many times
/// or more seldom. A bulletin has at most three groups, so that a thousand bulletins whose percentages
/// were rounded from counts bring less than one flag.
pub const FLAGGED_ONE_IN: u64 = 10_000;

/// One figure that has both a number and a percentage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PercentFirstFigure {
    /// The figure.
    pub of: Subject,
    /// The number stated.
    pub number: u64,
    /// The percentage stated.
    pub percent: Percent,
    /// What that percentage of the total gives, rounded half up.
    pub gives: u64,
    /// Number less what the percentage gives.
    pub difference: i64,
    /// How the percentage gives the number, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<Rounding>,
    /// How many numbers have this percentage, rounded at the announced decimals; by chance the one
    /// that the percentage gives comes up once in so many times.
    pub width: u64,
    /// Whether the total fixes this number once the others are given, so that it says nothing more.
    pub fixed_by_sum: bool,
}

/// The figures that are shares of one total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PercentFirst {
    /// What they are shares of.
    pub over: Denominator,
    /// The total.
    pub total: u64,
    /// The figures, in the order of the claim.
    pub figures: Vec<PercentFirstFigure>,
    /// How the percentages give every number of the group, where they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<Rounding>,
    /// The fewest decimals with which the percentages give every number, where they do: 1 where the
    /// announced 51.20 may have been 51.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// All numbers match this well by chance once in so many times, at those fewest decimals; counted
    /// up to 2^62.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_in: Option<f64>,
    /// The same at the decimals announced figure by figure: never more than `one_in`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_in_as_announced: Option<f64>,
    /// Whether every number matches and `one_in_as_announced` is at least [`FLAGGED_ONE_IN`].
    pub flagged: bool,
}

/// Tests the figures of a claim that have both an exact number and an exact percentage, group by group
/// as they share a total: options over valid votes, parts over ballots, ballots over registered.
///
/// Percentages of 0 and 100 say nothing and are left out, as are groups without a figure.
pub fn percent_first(claim: &Claim, contest: &Contest) -> Vec<PercentFirst> {
    let mut groups: Vec<(Denominator, u64, Vec<Share>)> = Vec::new();
    for figure in &claim.figures {
        let known = !matches!(figure.of, Subject::Option(_)) || share::is_vote(&figure.of, contest);
        let Some(share) = share::share(claim, figure).filter(|_| known) else {
            continue;
        };
        let Some((over, total)) = denominator(claim, contest, &figure.of) else {
            continue;
        };
        let units = u64::from(share.percent.units());
        if units == 0 || units == share.percent.whole() {
            continue;
        }
        match groups.iter_mut().find(|group| group.0 == over) {
            Some(group) => group.2.push(share),
            None => groups.push((over, total, vec![share])),
        }
    }
    groups
        .into_iter()
        .map(|(over, total, shares)| group(over, total, shares))
        .collect()
}

fn group(over: Denominator, total: u64, shares: Vec<Share>) -> PercentFirst {
    let mut figures: Vec<PercentFirstFigure> = shares.into_iter().map(|share| figure(share, total)).collect();
    let sum: u128 = figures.iter().map(|figure| u128::from(figure.number)).sum();
    // Where the numbers make up the whole, one of them follows from the others: leave out the one whose
    // chance is smallest.
    if sum == u128::from(total)
        && let Some(widest) = (0..figures.len()).rev().max_by_key(|i| figures[*i].width)
    {
        figures[widest].fixed_by_sum = true;
    }
    let all = |matching: fn(Percent, u64) -> u64| {
        figures
            .iter()
            .all(|figure| matching(figure.percent, total) == figure.number)
    };
    let matches = if all(Percent::of) {
        Some(Rounding::HalfUp)
    } else if all(cut_off) {
        Some(Rounding::CutOff)
    } else {
        None
    };
    let decimals = matches.and_then(|_| figures.iter().map(|figure| fewest(figure.percent).1).max());
    let free = || figures.iter().filter(|figure| !figure.fixed_by_sum);
    let announced = product(free().map(|figure| figure.width));
    let coarse = decimals
        .map(|decimals| product(free().map(|figure| width(at(figure.percent, decimals), total).max(1))));
    // Cutting off is tried only where rounding fails: a match by it is "this or a match by rounding".
    let or_rounded = |one_in: u128| match matches {
        Some(Rounding::CutOff) => either(one_in, announced),
        _ => one_in,
    };
    let as_announced = matches.map(|_| or_rounded(announced));
    PercentFirst {
        over,
        total,
        matches,
        decimals,
        one_in: coarse.map(|one_in| or_rounded(one_in) as f64),
        one_in_as_announced: as_announced.map(|one_in| one_in as f64),
        flagged: as_announced.is_some_and(|one_in| one_in >= u128::from(FLAGGED_ONE_IN)),
        figures,
    }
}

fn figure(share: Share, total: u64) -> PercentFirstFigure {
    let gives = share.percent.of(total);
    let matches = if gives == share.number {
        Some(Rounding::HalfUp)
    } else if cut_off(share.percent, total) == share.number {
        Some(Rounding::CutOff)
    } else {
        None
    };
    PercentFirstFigure {
        difference: share.number as i64 - gives as i64,
        width: width(parts(share.percent), total).max(1),
        of: share.of,
        number: share.number,
        percent: share.percent,
        gives,
        matches,
        fixed_by_sum: false,
    }
}

/// A percentage as units and decimals.
type Parts = (u64, u8);

fn parts(percent: Percent) -> Parts {
    (percent.units().into(), percent.decimals())
}

/// The percentage without trailing zeros: 51.2 for 51.20.
fn fewest(percent: Percent) -> Parts {
    let (mut units, mut decimals) = parts(percent);
    while decimals > 0 && units % 10 == 0 {
        units /= 10;
        decimals -= 1;
    }
    (units, decimals)
}

/// The percentage with a number of decimals that is no less than it needs.
fn at(percent: Percent, decimals: u8) -> Parts {
    let (units, needed) = fewest(percent);
    let more = decimals.saturating_sub(needed);
    (units * 10u64.pow(more.into()), needed + more)
}

/// What a percentage of the total gives with the fraction cut off.
fn cut_off(percent: Percent, total: u64) -> u64 {
    (u128::from(total) * u128::from(percent.units()) / u128::from(percent.whole())) as u64
}

/// How many numbers from 0 to the total have this percentage of it, rounded half up: those n with
/// (2q − 1)·T ≤ 2·n·W < (2q + 1)·T, where q are the units and W those of the whole.
fn width((units, decimals): Parts, total: u64) -> u64 {
    let (units, total) = (u128::from(units), u128::from(total));
    let whole = 100 * 10u128.pow(decimals.into());
    let first = ((2 * units).saturating_sub(1) * total).div_ceil(2 * whole);
    let end = ((2 * units + 1) * total).div_ceil(2 * whole).min(total + 1);
    end.saturating_sub(first) as u64
}

/// The most that a "once in so many" is counted to.
const MOST: u128 = 1 << 62;

fn product(widths: impl Iterator<Item = u64>) -> u128 {
    widths.fold(1u128, |all, width| (all * u128::from(width)).min(MOST))
}

/// Once in so many for one thing or another, at most the two chances added up.
fn either(a: u128, b: u128) -> u128 {
    a * b / (a + b)
}

#[cfg(test)]
#[path = "percent_first_tests.rs"]
mod tests;
