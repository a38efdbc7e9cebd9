//! Cannot hold unless: how many published sheets would at least have to be false for a claim to hold.
//!
//! A claimed number is either below what the sheets already hold, or above what they and every voter
//! not covered could add up to, or in between; only the first two need a sheet to be false.

use super::share;
use model::{Bound, Claim, ClaimedFigure, Contest, Percent, Subject};
use serde::Serialize;
use std::cmp::Reverse;

/// The published sheets of the claim's area, one a station, numbered from 0 in the order of the
/// stations' codes.
#[derive(Debug, Clone, Copy)]
pub struct Sheets<V, R> {
    /// How many stations have a sheet.
    pub stations: usize,
    /// The votes of a station (first argument) for an option (second: its place in the contest); `None`
    /// where that figure could not be read or is not on the form.
    pub votes: V,
    /// The registered voters of a station; `None` where they are not known.
    pub registered: R,
}

impl<V, R> Sheets<V, R>
where
    V: Fn(usize, usize) -> Option<u32>,
    R: Fn(usize) -> Option<u32>,
{
    /// So many stations with their votes and registered voters. Nothing is copied: both functions are
    /// called a few times for each station and claimed figure.
    pub fn new(stations: usize, votes: V, registered: R) -> Self {
        Sheets {
            stations,
            votes,
            registered,
        }
    }
}

/// What the published sheets leave open of the claim's area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// All stations of the area, with a sheet or without.
    pub stations_expected: Option<u64>,
    /// Registered voters of the stations without a sheet.
    pub voters_not_covered: Option<u64>,
}

/// The stations that the claim says it left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StationsLeftOut {
    /// How many, at most: the announced share taken as exact, rounded up to whole stations.
    pub stations: u64,
    /// How many, at most, where the announced percentage was itself rounded.
    pub stations_if_rounded: u64,
}

/// On which side of what the sheets allow a claimed number lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Less than the sheets already hold.
    Below,
    /// Within what the sheets allow.
    Within,
    /// More than the sheets and every voter not covered add up to.
    Above,
}

/// Why no bound is given for a claimed number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unbounded {
    /// It was announced as "at least", "more than" or "around".
    NotExact,
    /// Only a percentage was announced.
    NoNumber,
    /// The contest has no such option.
    UnknownOption,
    /// It is not less than the sheets hold, and the number of voters not covered is not known.
    VotersNotCoveredUnknown,
    /// It is more than the sheets allow, and a station's number of registered voters is not known.
    RegisteredUnknown,
    /// It is more than all registered voters: it does not hold even if every sheet is false.
    OverRegistered,
}

/// What the sheets allow of one claimed number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionBound {
    /// The option, or all others together.
    pub of: Subject,
    /// The number claimed.
    pub claimed: Option<u64>,
    /// The votes that the published sheets hold.
    pub in_sheets: u64,
    /// The most votes there can be besides: voters not covered, and registered voters of the stations
    /// whose sheet does not show the figure.
    pub not_in_sheets: Option<u64>,
    /// On which side of what the sheets allow the number lies.
    pub side: Option<Side>,
    /// By how much it lies below or above.
    pub excess: u64,
    /// The least number of published sheets that must be false for the number to hold.
    pub sheets_false_at_least: Option<u64>,
    /// The same after allowing for the stations that the claim says it left out.
    pub after_left_out: Option<u64>,
    /// The same where the announced share of stations was itself rounded.
    pub after_left_out_if_rounded: Option<u64>,
    /// Why there is no bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unbounded: Option<Unbounded>,
    /// The stations that make up the bound, those that can account for most of the excess first, then
    /// by number. Not serialised: the caller knows their codes.
    #[serde(skip)]
    pub stations: Vec<usize>,
}

/// What the sheets allow of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CannotHold {
    /// Published sheets.
    pub sheets: u64,
    /// What they leave open.
    #[serde(flatten)]
    pub coverage: Coverage,
    /// The stations that the claim says it left out; `None` where it does not say or the number of
    /// stations is not known.
    pub left_out: Option<StationsLeftOut>,
    /// The least number of published sheets that must be false for the claim to hold: the largest of
    /// its options' numbers, 0 where none is known to need one.
    pub sheets_false_at_least: u64,
    /// The option that this number comes from.
    pub of: Option<Subject>,
    /// The same after allowing for the stations left out; `None` where they are not known.
    pub after_left_out: Option<u64>,
    /// The same where the announced share of stations was itself rounded.
    pub after_left_out_if_rounded: Option<u64>,
    /// Whether a number is more than all registered voters, so that no number of false sheets suffices.
    pub over_registered: bool,
    /// Option by option, in the order of the claim.
    pub options: Vec<OptionBound>,
}

/// Bounds the number of published sheets that must be false for a claim to hold.
///
/// `sheets` and `coverage` are those of the claim's area. Numbers that were not stated exactly are
/// listed without a bound.
pub fn cannot_hold<V, R>(
    claim: &Claim,
    contest: &Contest,
    sheets: &Sheets<V, R>,
    coverage: Coverage,
) -> CannotHold
where
    V: Fn(usize, usize) -> Option<u32>,
    R: Fn(usize) -> Option<u32>,
{
    let left_out = stations_left_out(claim, coverage.stations_expected);
    let options: Vec<OptionBound> = claim
        .figures
        .iter()
        .filter(|figure| matches!(figure.of, Subject::Option(_) | Subject::Others))
        .map(|figure| bound(claim, contest, figure, sheets, coverage, left_out))
        .collect();
    let largest = |of: fn(&OptionBound) -> Option<u64>| options.iter().filter_map(of).max();
    let sheets_false_at_least = largest(|option| option.sheets_false_at_least).unwrap_or(0);
    CannotHold {
        sheets: sheets.stations as u64,
        coverage,
        left_out,
        sheets_false_at_least,
        of: options
            .iter()
            .find(|option| option.sheets_false_at_least == Some(sheets_false_at_least))
            .filter(|_| sheets_false_at_least > 0)
            .map(|option| option.of.clone()),
        after_left_out: left_out.map(|_| largest(|option| option.after_left_out).unwrap_or(0)),
        after_left_out_if_rounded: left_out
            .map(|_| largest(|option| option.after_left_out_if_rounded).unwrap_or(0)),
        over_registered: options
            .iter()
            .any(|option| option.unbounded == Some(Unbounded::OverRegistered)),
        options,
    }
}

/// The stations that a claim says it left out, at most: from its number of stations, or else from its
/// percentage of the stations expected, q units of W: ⌈E·(W − q)/W⌉, and ⌈E·(W − q + ½)/W⌉ where the
/// percentage was rounded half up.
pub fn stations_left_out(claim: &Claim, stations_expected: Option<u64>) -> Option<StationsLeftOut> {
    let expected = stations_expected?;
    let figure = claim
        .figure(&Subject::Stations)
        .filter(|figure| figure.bound != Bound::About)?;
    if let Some(number) = figure.number {
        let stations = expected.saturating_sub(number);
        return Some(StationsLeftOut {
            stations,
            stations_if_rounded: stations,
        });
    }
    let percent: Percent = figure.percent?;
    let (expected, whole) = (u128::from(expected), u128::from(percent.whole()));
    let twice_rest = 2 * (whole - u128::from(percent.units()));
    let of_twice = |rest: u128| (expected * rest).div_ceil(2 * whole).min(expected) as u64;
    Some(StationsLeftOut {
        stations: of_twice(twice_rest),
        stations_if_rounded: of_twice(twice_rest + 1),
    })
}

/// Which options' votes a figure counts, as places in the contest.
fn counted(claim: &Claim, contest: &Contest, of: &Subject) -> Vec<usize> {
    let named = |id: &model::OptionId| claim.figure(&Subject::Option(id.clone())).is_some();
    match of {
        Subject::Option(id) => contest.position(id.as_str()).into_iter().collect(),
        Subject::Others => (0..contest.options.len())
            .filter(|place| !named(&contest.options[*place].id))
            .collect(),
        _ => Vec::new(),
    }
}

fn bound<V, R>(
    claim: &Claim,
    contest: &Contest,
    figure: &ClaimedFigure,
    sheets: &Sheets<V, R>,
    coverage: Coverage,
    left_out: Option<StationsLeftOut>,
) -> OptionBound
where
    V: Fn(usize, usize) -> Option<u32>,
    R: Fn(usize) -> Option<u32>,
{
    let places = counted(claim, contest, &figure.of);
    let mut found = OptionBound {
        of: figure.of.clone(),
        claimed: figure.number,
        in_sheets: 0,
        not_in_sheets: coverage.voters_not_covered,
        side: None,
        excess: 0,
        sheets_false_at_least: None,
        after_left_out: None,
        after_left_out_if_rounded: None,
        unbounded: None,
        stations: Vec::new(),
    };
    if !share::is_vote(&figure.of, contest) {
        found.unbounded = Some(Unbounded::UnknownOption);
        return found;
    }
    for station in 0..sheets.stations {
        let (votes, all_read) = shown(&sheets.votes, station, &places);
        found.in_sheets += votes;
        if !all_read {
            let more = (sheets.registered)(station).map(|n| u64::from(n).saturating_sub(votes));
            found.not_in_sheets = found.not_in_sheets.zip(more).map(|(sum, more)| sum + more);
        }
    }
    let claimed = match (figure.bound.is_exact(), figure.number) {
        (false, _) => Err(Unbounded::NotExact),
        (true, None) => Err(Unbounded::NoNumber),
        (true, Some(claimed)) => Ok(claimed),
    };
    match claimed {
        Ok(claimed) if claimed < found.in_sheets => below(&mut found, claimed, sheets, &places, left_out),
        Ok(claimed) => match (found.not_in_sheets, claimed - found.in_sheets) {
            (None, _) => found.unbounded = Some(Unbounded::VotersNotCoveredUnknown),
            (Some(open), more) if more <= open => {
                found.side = Some(Side::Within);
                settle(&mut found, 0, |_| 0, left_out);
            }
            (Some(open), more) => above(&mut found, more - open, sheets, &places, left_out),
        },
        Err(because) => found.unbounded = Some(because),
    }
    found
}

/// The votes that a station's sheet shows for some options together, and whether it shows them all.
fn shown<V: Fn(usize, usize) -> Option<u32>>(votes: &V, station: usize, places: &[usize]) -> (u64, bool) {
    places
        .iter()
        .fold((0, true), |(sum, all), place| match votes(station, *place) {
            Some(n) => (sum + u64::from(n), all),
            None => (sum, false),
        })
}

fn settle(found: &mut OptionBound, k: u64, less: impl Fn(u64) -> u64, left_out: Option<StationsLeftOut>) {
    found.sheets_false_at_least = Some(k);
    found.after_left_out = left_out.map(|left| less(left.stations));
    found.after_left_out_if_rounded = left_out.map(|left| less(left.stations_if_rounded));
}

/// The claim is below the sheets: a false sheet can take away at most the votes that it shows, and so
/// can a station left out.
fn below<V, R>(
    found: &mut OptionBound,
    claimed: u64,
    sheets: &Sheets<V, R>,
    places: &[usize],
    left_out: Option<StationsLeftOut>,
) where
    V: Fn(usize, usize) -> Option<u32>,
{
    found.side = Some(Side::Below);
    found.excess = found.in_sheets - claimed;
    let takes = (0..sheets.stations).map(|station| (shown(&sheets.votes, station, places).0, station));
    found.stations = fewest(takes, found.excess).unwrap_or_default();
    let k = found.stations.len() as u64;
    settle(found, k, |left| k.saturating_sub(left), left_out);
}

/// The claim is above the sheets: a false sheet can add at most the registered voters who are not
/// already among the votes that it shows. Stations left out add nothing.
fn above<V, R>(
    found: &mut OptionBound,
    excess: u64,
    sheets: &Sheets<V, R>,
    places: &[usize],
    left_out: Option<StationsLeftOut>,
) where
    V: Fn(usize, usize) -> Option<u32>,
    R: Fn(usize) -> Option<u32>,
{
    found.side = Some(Side::Above);
    found.excess = excess;
    let mut adds = Vec::with_capacity(sheets.stations);
    for station in 0..sheets.stations {
        let (votes, all_read) = shown(&sheets.votes, station, places);
        if !all_read {
            continue; // already among the votes not in the sheets
        }
        let Some(registered) = (sheets.registered)(station) else {
            found.unbounded = Some(Unbounded::RegisteredUnknown);
            return;
        };
        adds.push((u64::from(registered).saturating_sub(votes), station));
    }
    match fewest(adds.iter().copied(), excess) {
        Some(stations) => {
            let k = stations.len() as u64;
            found.stations = stations;
            settle(found, k, |_| k, left_out);
        }
        None => found.unbounded = Some(Unbounded::OverRegistered),
    }
}

/// The fewest stations whose weights add up to the excess: those of the largest weight, by number where
/// weights are equal. `None` where all of them together do not.
fn fewest(weights: impl Iterator<Item = (u64, usize)> + Clone, excess: u64) -> Option<Vec<usize>> {
    // The weights alone sort much faster than with their stations; most stations are then left aside.
    let mut largest: Vec<u64> = weights.clone().map(|(weight, _)| weight).collect();
    largest.sort_unstable_by_key(|weight| Reverse(*weight));
    let mut sum = 0;
    let k = 1 + largest.iter().position(|weight| {
        sum += weight;
        sum >= excess
    })?;
    let least = largest[k - 1];
    let mut chosen: Vec<(u64, usize)> = weights.filter(|(weight, _)| *weight >= least).collect();
    chosen.sort_by_key(|(weight, _)| Reverse(*weight));
    chosen.truncate(k);
    Some(chosen.into_iter().map(|(_, station)| station).collect())
}

#[cfg(test)]
#[path = "bound_tests.rs"]
mod tests;
