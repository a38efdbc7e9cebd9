//! Cannot hold unless: how many published sheets would at least have to be false for a claim to hold.
//!
//! A claimed number is either below what the sheets already hold, or above what they and every voter
//! not covered could add up to, or in between; only the first two need a sheet to be false. Percentages are held
//! against the sheets in [`super::share_bound`].

use super::share;
use super::share_bound::{ShareBound, share_bounds};
use model::{Bound, Claim, ClaimedFigure, Contest, CountField, Percent, SheetFigure, Subject};
use serde::Serialize;
use std::cmp::Reverse;

/// The published sheets of the claim's area, one a station, numbered from 0 in the order of the
/// stations' codes.
#[derive(Debug, Clone, Copy)]
pub struct Sheets<V, R, F = NoFigures> {
    /// How many stations have a sheet.
    pub stations: usize,
    /// The votes of a station (first argument) for an option (second: its place in the contest); `None`
    /// where that figure could not be read or is not given.
    pub votes: V,
    /// The registered voters of a station; `None` where they are not known.
    pub registered: R,
    /// A station's figure that is not an option's; `None` where it could not be read or is not given.
    pub figure: F,
}

/// Of sheets of which only the options' votes are known.
pub type NoFigures = fn(usize, &SheetFigure) -> Option<u32>;

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
            figure: |_, _| None,
        }
    }

    /// The same sheets with their other figures.
    pub fn with_figures<F: Fn(usize, &SheetFigure) -> Option<u32>>(self, figure: F) -> Sheets<V, R, F> {
        Sheets {
            stations: self.stations,
            votes: self.votes,
            registered: self.registered,
            figure,
        }
    }
}

/// The same as plain functions, for one claim's contest.
pub(super) struct Asked<'a> {
    pub(super) contest: &'a Contest,
    pub(super) stations: usize,
    pub(super) votes: &'a dyn Fn(usize, usize) -> Option<u32>,
    pub(super) registered: &'a dyn Fn(usize) -> Option<u32>,
    pub(super) figure: &'a dyn Fn(usize, &SheetFigure) -> Option<u32>,
}

/// What a sheet says of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// The figure, or where it is not given the least that it can be by the others.
    pub(super) at_least: u64,
    /// Whether it is given.
    pub(super) given: bool,
}

impl Asked<'_> {
    /// The registered voters of a station.
    pub(super) fn registered(&self, station: usize) -> Option<u64> {
        (self.registered)(station).map(u64::from)
    }

    /// What a station's sheet shows for some options together.
    pub(super) fn options(&self, station: usize, places: &[usize]) -> Shown {
        let all = Shown {
            at_least: 0,
            given: true,
        };
        places
            .iter()
            .fold(all, |sum, place| match (self.votes)(station, *place) {
                Some(n) => Shown {
                    at_least: sum.at_least + u64::from(n),
                    ..sum
                },
                None => Shown { given: false, ..sum },
            })
    }

    /// What a station's sheet shows for a figure. Valid votes and ballots that it does not give are at least what their
    /// parts come to, where no voter votes for several options.
    pub(super) fn shown(&self, station: usize, of: &Place) -> Shown {
        let figure = match of {
            Place::Options(places) => return self.options(station, places),
            Place::Figure(figure) => figure,
        };
        let read = |field: CountField| (self.figure)(station, &SheetFigure::Field(field)).map(u64::from);
        if let Some(n) = (self.figure)(station, figure) {
            return Shown {
                at_least: n.into(),
                given: true,
            };
        }
        let options = || match self.contest.has_several_seats() {
            true => 0,
            false => (0..self.contest.options.len())
                .filter_map(|place| (self.votes)(station, place).map(u64::from))
                .sum(),
        };
        let at_least = match figure {
            SheetFigure::Field(CountField::Valid) => options(),
            SheetFigure::Field(CountField::Ballots) => {
                let besides = [CountField::Null, CountField::Blank].map(read);
                let valid = read(CountField::Valid).unwrap_or_else(options);
                besides.into_iter().flatten().fold(valid, |sum, n| sum + n)
            }
            _ => 0,
        };
        Shown {
            at_least,
            given: false,
        }
    }
}

/// Which figures of a sheet a claimed figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Options' votes, by their places in the contest.
    Options(Vec<usize>),
    /// A figure that is not an option's.
    Figure(SheetFigure),
}

/// What the published sheets leave open of the claim's area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// All stations of the area, with a sheet or without.
    pub stations_expected: Option<u64>,
    /// Registered voters of the stations without a sheet.
    pub voters_not_covered: Option<u64>,
    /// All registered voters of the area.
    pub registered: Option<u64>,
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
    /// It is more stations than there are.
    OverStations,
    /// No sheet gives it, nor anything that it is the sum of.
    NotInSheets,
    /// It is more than the sheets give, and nothing says how much of it a sheet may have.
    NoCeiling,
    /// Registered voters are the register's, not the sheets'.
    OfTheRegister,
    /// The total that the percentage is a share of is not known, or there is none.
    TotalUnknown,
    /// It may be a share of the stations alone that the claim counts.
    SomeStations,
    /// A voter may vote for several options, so that their votes together have no bound.
    SeveralSeats,
}

/// What the sheets allow of one claimed number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureBound {
    /// The figure.
    pub of: Subject,
    /// The number claimed.
    pub claimed: Option<u64>,
    /// What the published sheets hold: where they do not give valid votes or ballots, what their parts come to.
    pub in_sheets: u64,
    /// The most there can be besides: voters not covered, and registered voters of the stations
    /// whose sheet does not give the figure.
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
    /// How much of the excess each of them can account for.
    #[serde(skip)]
    pub weights: Vec<u64>,
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
    /// its figures' numbers, 0 where none is known to need one.
    pub sheets_false_at_least: u64,
    /// The figure that this number comes from.
    pub of: Option<Subject>,
    /// Whether it is its percentage, not its number.
    pub of_share: bool,
    /// The same after allowing for the stations left out; `None` where they are not known.
    pub after_left_out: Option<u64>,
    /// The same where the announced share of stations was itself rounded.
    pub after_left_out_if_rounded: Option<u64>,
    /// Whether a number is more than all registered voters, so that no number of false sheets suffices.
    pub over_registered: bool,
    /// Whether it counts more stations than there are.
    pub over_stations: bool,
    /// The options' numbers, in the order of the claim.
    pub options: Vec<FigureBound>,
    /// The numbers of other figures, in the order of the claim.
    pub figures: Vec<FigureBound>,
    /// The percentages, in the order of the claim.
    pub shares: Vec<ShareBound>,
}

/// A claimed figure as it was tested, or why it could not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tested<'b> {
    /// The figure.
    pub of: &'b Subject,
    /// Whether its percentage is meant, not its number.
    pub share: bool,
    /// On which side of what the sheets allow it lies; why that cannot be said where it cannot.
    pub side: Result<Side, Unbounded>,
}

impl CannotHold {
    /// The claim's numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &FigureBound> {
        self.options.iter().chain(&self.figures)
    }

    /// Each number and percentage of the claim: as it was tested, or why it could not be.
    pub fn tested(&self) -> impl Iterator<Item = Tested<'_>> {
        let side = |side: Option<Side>, unbounded: Option<Unbounded>| match (side, unbounded) {
            (Some(side), _) => Ok(side),
            (None, because) => Err(because.unwrap_or(Unbounded::NotExact)),
        };
        let numbers = self.numbers().map(move |bound| Tested {
            of: &bound.of,
            share: false,
            side: side(bound.side, bound.unbounded),
        });
        let shares = self.shares.iter().map(move |bound| Tested {
            of: &bound.of,
            share: true,
            side: side(bound.side, bound.unbounded),
        });
        // One that has only a percentage is among the shares.
        numbers
            .filter(|tested| tested.side != Err(Unbounded::NoNumber))
            .chain(shares)
    }

    /// Whether nothing that could be tested contradicts the sheets.
    pub fn is_allowed(&self) -> bool {
        self.tested()
            .all(|tested| !matches!(tested.side, Ok(Side::Below | Side::Above)))
    }
}

/// Bounds the number of published sheets that must be false for a claim to hold.
///
/// `sheets` and `coverage` are those of the claim's area. Numbers that were not stated exactly are
/// listed without a bound.
pub fn cannot_hold<V, R, F>(
    claim: &Claim,
    contest: &Contest,
    sheets: &Sheets<V, R, F>,
    coverage: Coverage,
) -> CannotHold
where
    V: Fn(usize, usize) -> Option<u32>,
    R: Fn(usize) -> Option<u32>,
    F: Fn(usize, &SheetFigure) -> Option<u32>,
{
    let asked = Asked {
        contest,
        stations: sheets.stations,
        votes: &sheets.votes,
        registered: &sheets.registered,
        figure: &sheets.figure,
    };
    let left_out = stations_left_out(claim, coverage.stations_expected);
    let is_option = |figure: &&ClaimedFigure| matches!(figure.of, Subject::Option(_) | Subject::Others);
    let of_number = |figure: &ClaimedFigure| bound(claim, figure, &asked, coverage, left_out);
    let options: Vec<FigureBound> = claim.figures.iter().filter(is_option).map(of_number).collect();
    let others = claim
        .figures
        .iter()
        .filter(|figure| !is_option(figure) && figure.number.is_some());
    let figures: Vec<FigureBound> = others.map(of_number).collect();
    let shares = share_bounds(claim, &asked, coverage, left_out);
    // Each figure's least number of false sheets, with those left out allowed for, and whether it is a percentage.
    let numbers = options
        .iter()
        .chain(&figures)
        .map(|bound| (bound.least(), &bound.of, false));
    let percentages = shares.iter().map(|bound| (bound.least, &bound.of, true));
    let all: Vec<_> = numbers.chain(percentages).collect();
    let largest = |of: fn(&Least) -> Option<u64>| all.iter().filter_map(|(least, ..)| of(least)).max();
    let sheets_false_at_least = largest(|least| least.sheets).unwrap_or(0);
    let first = all
        .iter()
        .find(|(least, ..)| sheets_false_at_least > 0 && least.sheets == Some(sheets_false_at_least));
    let over = |because| {
        figures
            .iter()
            .chain(&options)
            .any(|bound| bound.unbounded == Some(because))
    };
    CannotHold {
        sheets: sheets.stations as u64,
        coverage,
        left_out,
        sheets_false_at_least,
        of: first.map(|(_, of, _)| (*of).clone()),
        of_share: first.is_some_and(|(.., share)| *share),
        after_left_out: left_out.map(|_| largest(|least| least.after_left_out).unwrap_or(0)),
        after_left_out_if_rounded: left_out
            .map(|_| largest(|least| least.after_left_out_if_rounded).unwrap_or(0)),
        over_registered: over(Unbounded::OverRegistered)
            || shares
                .iter()
                .any(|bound| bound.unbounded == Some(Unbounded::OverRegistered)),
        over_stations: over(Unbounded::OverStations),
        options,
        figures,
        shares,
    }
}

/// The least number of false sheets, also where those left out are allowed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Least {
    /// The least number of published sheets that must be false for the figure to hold.
    #[serde(rename = "sheets_false_at_least")]
    pub sheets: Option<u64>,
    /// The same after allowing for the stations that the claim says it left out.
    pub after_left_out: Option<u64>,
    /// The same where the announced share of stations was itself rounded.
    pub after_left_out_if_rounded: Option<u64>,
}

impl Least {
    /// So many sheets, of which the stations left out may be.
    pub(super) fn less_left_out(sheets: u64, left_out: Option<StationsLeftOut>) -> Least {
        Least {
            sheets: Some(sheets),
            after_left_out: left_out.map(|left| sheets.saturating_sub(left.stations)),
            after_left_out_if_rounded: left_out.map(|left| sheets.saturating_sub(left.stations_if_rounded)),
        }
    }

    /// So many sheets, whatever is left out.
    fn whatever_left_out(sheets: u64, left_out: Option<StationsLeftOut>) -> Least {
        Least {
            sheets: Some(sheets),
            after_left_out: left_out.map(|_| sheets),
            after_left_out_if_rounded: left_out.map(|_| sheets),
        }
    }
}

impl FigureBound {
    fn least(&self) -> Least {
        Least {
            sheets: self.sheets_false_at_least,
            after_left_out: self.after_left_out,
            after_left_out_if_rounded: self.after_left_out_if_rounded,
        }
    }

    /// The stations that make up the bound, each with its weight, which is a number of votes.
    fn made_of(&mut self, stations: Vec<(u128, usize)>) {
        let weight = |weight: u128| u64::try_from(weight).unwrap_or(u64::MAX);
        self.weights = stations.iter().map(|(own, _)| weight(*own)).collect();
        self.stations = stations.into_iter().map(|(_, station)| station).collect();
    }

    fn settle(&mut self, least: Least) {
        self.sheets_false_at_least = least.sheets;
        self.after_left_out = least.after_left_out;
        self.after_left_out_if_rounded = least.after_left_out_if_rounded;
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

/// Which figures of a sheet a subject counts; why it is not held against the sheets, where it is not.
pub(super) fn place(claim: &Claim, contest: &Contest, of: &Subject) -> Result<Place, Unbounded> {
    match of {
        Subject::Option(_) | Subject::Others if share::is_vote(of, contest) => {
            Ok(Place::Options(counted(claim, contest, of)))
        }
        Subject::Option(_) | Subject::Others => Err(Unbounded::UnknownOption),
        Subject::Field(CountField::Registered) => Err(Unbounded::OfTheRegister),
        Subject::Field(field) => Ok(Place::Figure(SheetFigure::Field(*field))),
        Subject::Further(id) => Ok(Place::Figure(SheetFigure::Further(id.clone()))),
        Subject::Turnout => Ok(Place::Figure(SheetFigure::Field(CountField::Ballots))),
        Subject::Stations => Err(Unbounded::TotalUnknown),
    }
}

fn bound(
    claim: &Claim,
    figure: &ClaimedFigure,
    asked: &Asked<'_>,
    coverage: Coverage,
    left_out: Option<StationsLeftOut>,
) -> FigureBound {
    let mut found = FigureBound {
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
        weights: Vec::new(),
    };
    if figure.of == Subject::Stations {
        stations(&mut found, figure, asked.stations, coverage, left_out);
        return found;
    }
    let place = match place(claim, asked.contest, &figure.of) {
        Ok(place) => place,
        Err(because) => {
            found.unbounded = Some(because);
            return found;
        }
    };
    let mut is_given = asked.stations == 0;
    for station in 0..asked.stations {
        let Shown { at_least, given } = asked.shown(station, &place);
        found.in_sheets += at_least;
        is_given |= given || at_least > 0;
        if !given {
            let more = asked.registered(station).map(|n| n.saturating_sub(at_least));
            found.not_in_sheets = found.not_in_sheets.zip(more).map(|(sum, more)| sum + more);
        }
    }
    let claimed = match (figure.bound.is_exact(), figure.number) {
        (false, _) => Err(Unbounded::NotExact),
        (true, None) => Err(Unbounded::NoNumber),
        (true, Some(_)) if !is_given && matches!(place, Place::Figure(_)) => Err(Unbounded::NotInSheets),
        (true, Some(claimed)) => Ok(claimed),
    };
    // Whether a station's registered voters are the most of it that there can be.
    let ceiling = match &place {
        Place::Figure(SheetFigure::Further(_)) => Err(Unbounded::NoCeiling),
        Place::Options(places) if places.len() > 1 && asked.contest.has_several_seats() => {
            Err(Unbounded::SeveralSeats)
        }
        _ => Ok(()),
    };
    match claimed {
        Ok(claimed) if claimed < found.in_sheets => below(&mut found, claimed, asked, &place, left_out),
        Ok(claimed) => match (ceiling, found.not_in_sheets, claimed - found.in_sheets) {
            (Err(because), ..) => found.unbounded = Some(because),
            (_, None, _) => found.unbounded = Some(Unbounded::VotersNotCoveredUnknown),
            (_, Some(open), more) if more <= open => {
                found.side = Some(Side::Within);
                found.settle(Least::whatever_left_out(0, left_out));
            }
            (_, Some(open), more) => above(&mut found, more - open, asked, &place, left_out),
        },
        Err(because) => found.unbounded = Some(because),
    }
    found
}

/// How many stations the claim counts: no more than there are.
fn stations(
    found: &mut FigureBound,
    figure: &ClaimedFigure,
    sheets: usize,
    coverage: Coverage,
    left_out: Option<StationsLeftOut>,
) {
    found.in_sheets = sheets as u64;
    found.not_in_sheets = coverage
        .stations_expected
        .and_then(|all| all.checked_sub(sheets as u64));
    match (figure.bound.is_exact(), figure.number, coverage.stations_expected) {
        (false, ..) => found.unbounded = Some(Unbounded::NotExact),
        (_, None, _) => found.unbounded = Some(Unbounded::NoNumber),
        (.., None) => found.unbounded = Some(Unbounded::TotalUnknown),
        (_, Some(claimed), Some(all)) if claimed > all => {
            found.side = Some(Side::Above);
            found.excess = claimed - all;
            found.unbounded = Some(Unbounded::OverStations);
        }
        _ => {
            found.side = Some(Side::Within);
            found.settle(Least::whatever_left_out(0, left_out));
        }
    }
}

/// The claim is below the sheets: a false sheet can take away at most what it shows, and so
/// can a station left out.
fn below(
    found: &mut FigureBound,
    claimed: u64,
    asked: &Asked<'_>,
    place: &Place,
    left_out: Option<StationsLeftOut>,
) {
    found.side = Some(Side::Below);
    found.excess = found.in_sheets - claimed;
    let takes: Vec<(u128, usize)> = (0..asked.stations)
        .map(|station| (asked.shown(station, place).at_least.into(), station))
        .collect();
    found.made_of(fewest(&takes, found.excess.into()).unwrap_or_default());
    found.settle(Least::less_left_out(found.stations.len() as u64, left_out));
}

/// The claim is above the sheets: a false sheet can add at most the registered voters who are not
/// already among what it shows. Stations left out add nothing.
fn above(
    found: &mut FigureBound,
    excess: u64,
    asked: &Asked<'_>,
    place: &Place,
    left_out: Option<StationsLeftOut>,
) {
    found.side = Some(Side::Above);
    found.excess = excess;
    let mut adds = Vec::with_capacity(asked.stations);
    for station in 0..asked.stations {
        let Shown { at_least, given } = asked.shown(station, place);
        if !given {
            continue; // already among what is not in the sheets
        }
        let Some(registered) = asked.registered(station) else {
            found.unbounded = Some(Unbounded::RegisteredUnknown);
            return;
        };
        adds.push((registered.saturating_sub(at_least).into(), station));
    }
    match fewest(&adds, excess.into()) {
        Some(stations) => {
            found.settle(Least::whatever_left_out(stations.len() as u64, left_out));
            found.made_of(stations);
        }
        None => found.unbounded = Some(Unbounded::OverRegistered),
    }
}

/// The fewest stations whose weights add up to the excess: those of the largest weight, by number where
/// weights are equal. `None` where all of them together do not.
pub(super) fn fewest(weights: &[(u128, usize)], excess: u128) -> Option<Vec<(u128, usize)>> {
    // The weights alone sort much faster than with their stations; most stations are then left aside.
    let mut largest: Vec<u128> = weights.iter().map(|(weight, _)| *weight).collect();
    largest.sort_unstable_by_key(|weight| Reverse(*weight));
    let mut sum = 0;
    let k = 1 + largest.iter().position(|weight| {
        sum += weight;
        sum >= excess
    })?;
    let least = largest[k - 1];
    let mut chosen: Vec<(u128, usize)> = weights
        .iter()
        .filter(|(weight, _)| *weight >= least)
        .copied()
        .collect();
    chosen.sort_by_key(|(weight, _)| Reverse(*weight));
    chosen.truncate(k);
    Some(chosen)
}

#[cfg(test)]
#[path = "bound_tests.rs"]
mod tests;
