//! A claimed percentage against the shares that the sheets allow: from the least share to the largest that the voters not
//! covered can make of the sheets', and how many sheets must be false where the percentage lies outside.
//!
//! A percentage of q units of W (2, 100·10^decimals) stands for any share from (q − ½)/W, which it may be rounded from, up
//! to (q + 1)/W, from which it may be cut off. A share x/y lies on one side of p exactly where x − p·y does of 0, and each
//! sheet adds its own x − p·y: so the sheets that can change that most are the fewest that must be false.

use super::bound::{Asked, Coverage, Least, Place, Shown, Side, StationsLeftOut, Unbounded, fewest, place};
use super::share::Denominator;
use crate::Points;
use model::percent::hundredths;
use model::{Claim, ClaimedFigure, CountField, Percent, SheetFigure, Subject};
use serde::Serialize;

/// What the sheets allow of one claimed percentage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShareBound {
    /// The figure.
    pub of: Subject,
    /// What it is taken to be a share of; `None` where that is not known.
    pub over: Option<Denominator>,
    /// The percentage claimed.
    pub claimed: Percent,
    /// The sheets' own share, two decimals; `None` where they give none.
    pub in_sheets: Option<Points>,
    /// The least share that those not covered can make of it, rounded down.
    pub at_least: Option<Points>,
    /// The largest, rounded up.
    pub at_most: Option<Points>,
    /// On which side of these the percentage lies.
    pub side: Option<Side>,
    /// How many sheets must be false for it.
    #[serde(flatten)]
    pub least: Least,
    /// Why it is not tested, or has no bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unbounded: Option<Unbounded>,
}

/// The claim's percentages, each held against the sheets' share.
pub(super) fn share_bounds(
    claim: &Claim,
    asked: &Asked<'_>,
    coverage: Coverage,
    left_out: Option<StationsLeftOut>,
) -> Vec<ShareBound> {
    let with_percent = claim
        .figures
        .iter()
        .filter_map(|figure| Some((figure, figure.percent?)));
    with_percent
        .map(|(figure, percent)| {
            let mut found = ShareBound {
                of: figure.of.clone(),
                over: None,
                claimed: percent,
                in_sheets: None,
                at_least: None,
                at_most: None,
                side: None,
                least: Least::default(),
                unbounded: None,
            };
            if let Err(because) = found.hold_against(claim, figure, (asked, coverage), left_out) {
                found.unbounded = Some(because);
            }
            found
        })
        .collect()
}

/// What the sheets' shares are of.
enum Whole {
    /// A figure of the sheets.
    Of(Place),
    /// A number that is known.
    Fixed(u64),
}

/// What a false sheet has of the part and the whole, or the sheets have together.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    part: u64,
    whole: u64,
}

impl ShareBound {
    fn hold_against(
        &mut self,
        claim: &Claim,
        figure: &ClaimedFigure,
        (asked, coverage): (&Asked<'_>, Coverage),
        left_out: Option<StationsLeftOut>,
    ) -> Result<(), Unbounded> {
        if figure.of == Subject::Stations {
            self.over = Some(Denominator::Stations);
            return self.of_stations(asked, figure, coverage, left_out);
        }
        let part = place(claim, asked.contest, &figure.of)?;
        let whole = self.whole(asked, &part, coverage, left_out)?;
        let (sheets, open, all) = read(asked, (&part, &whole), coverage)?;
        self.in_sheets = hundredths(sheets.part, sheets.whole).map(Points::hundredths);
        if !figure.bound.is_exact() {
            return Err(Unbounded::NotExact);
        }
        let open = open.ok_or(Unbounded::VotersNotCoveredUnknown)?;
        let grown = match whole {
            Whole::Of(_) => sheets.whole + open,
            Whole::Fixed(whole) => whole,
        };
        if grown == 0 {
            return Err(Unbounded::TotalUnknown);
        }
        self.at_least = Some(Points::cut_off(sheets.part, grown, 2));
        self.at_most = Some(Points::rounded_up(sheets.part + open, grown, 2));
        self.test(sheets, (open, grown), (&whole, &all), left_out)
    }

    /// What it is a share of.
    fn whole(
        &mut self,
        asked: &Asked<'_>,
        part: &Place,
        coverage: Coverage,
        left_out: Option<StationsLeftOut>,
    ) -> Result<Whole, Unbounded> {
        match part {
            Place::Options(_) => {
                self.over = Some(Denominator::Options);
                let all = (0..asked.contest.options.len()).collect();
                match asked.contest.has_several_seats() {
                    true => Err(Unbounded::SeveralSeats),
                    false => Ok(Whole::Of(Place::Options(all))),
                }
            }
            Place::Figure(SheetFigure::Field(CountField::Ballots)) => {
                self.over = Some(Denominator::Registered);
                if left_out.is_some_and(|left| left.stations > 0) {
                    return Err(Unbounded::SomeStations);
                }
                let registered = coverage.registered.filter(|registered| *registered > 0);
                registered.map(Whole::Fixed).ok_or(Unbounded::TotalUnknown)
            }
            Place::Figure(SheetFigure::Field(_)) => {
                self.over = Some(Denominator::Ballots);
                Ok(Whole::Of(Place::Figure(SheetFigure::Field(CountField::Ballots))))
            }
            Place::Figure(SheetFigure::Further(_)) => Err(Unbounded::TotalUnknown),
        }
    }

    /// A share of the stations is no more than all of them.
    fn of_stations(
        &mut self,
        asked: &Asked<'_>,
        figure: &ClaimedFigure,
        coverage: Coverage,
        left_out: Option<StationsLeftOut>,
    ) -> Result<(), Unbounded> {
        let all = coverage.stations_expected.filter(|all| *all > 0);
        let all = all.ok_or(Unbounded::TotalUnknown)?;
        self.in_sheets = hundredths(asked.stations as u64, all).map(Points::hundredths);
        if !figure.bound.is_exact() {
            return Err(Unbounded::NotExact);
        }
        self.side = Some(Side::Within);
        self.least = Least::less_left_out(0, left_out);
        Ok(())
    }

    /// Whether a share from (q − ½)/W up to (q + 1)/W can be the sheets' and those not covered's, and how many sheets
    /// must be false where it cannot.
    fn test(
        &mut self,
        sheets: Share,
        (open, grown): (u64, u64),
        (whole, all): (&Whole, &[Sheet]),
        left_out: Option<StationsLeftOut>,
    ) -> Result<(), Unbounded> {
        let (units, per_whole) = (i128::from(self.claimed.units()), i128::from(self.claimed.whole()));
        // 2·W·x − p·y, with p twice the units of the least share that is meant, or of the first that is too large.
        let value = |p: i128, part: u64, whole: u64| 2 * per_whole * i128::from(part) - p * i128::from(whole);
        let (from, to) = (2 * units - 1, 2 * units + 2);
        let missing = -value(from, sheets.part + open, grown);
        let beyond = value(to, sheets.part, grown);
        let registered = |registered: Option<u64>| registered.ok_or(Unbounded::RegisteredUnknown);
        let is_fixed = matches!(whole, Whole::Fixed(_));
        let gain = |gain: i128| u128::try_from(gain).unwrap_or(0);
        let mut weights = Vec::with_capacity(all.len());
        let excess = if missing > 0 {
            self.side = Some(Side::Above);
            // What a sheet does not give is open already.
            for (station, Sheet { share, voters, .. }) in
                all.iter().enumerate().filter(|(_, sheet)| sheet.given)
            {
                let voters = registered(*voters)?;
                let best = value(from, voters, if is_fixed { share.whole } else { voters });
                weights.push((gain(best - value(from, share.part, share.whole)), station));
            }
            missing
        } else if beyond >= 0 {
            self.side = Some(Side::Below);
            for (station, Sheet { share, voters, .. }) in all.iter().enumerate() {
                let worst = match is_fixed {
                    true => value(to, 0, share.whole),
                    false => value(to, 0, registered(*voters)?),
                };
                weights.push((gain(value(to, share.part, share.whole) - worst), station));
            }
            beyond + 1
        } else {
            self.side = Some(Side::Within);
            self.least = Least::less_left_out(0, left_out);
            return Ok(());
        };
        let stations = fewest(&weights, gain(excess)).ok_or(Unbounded::OverRegistered)?;
        self.least = Least::less_left_out(stations.len() as u64, left_out);
        Ok(())
    }
}

/// What a sheet gives of the part and the whole.
struct Sheet {
    share: Share,
    /// Its registered voters.
    voters: Option<u64>,
    /// Whether it gives the part itself, not only the least that it can be.
    given: bool,
}

/// What the sheets give: their sums, how many voters are open besides, where known, and the sheets themselves. Of a share of
/// a figure of the sheets, one that does not give both leaves all its voters open.
type Read = (Share, Option<u64>, Vec<Sheet>);

fn read(asked: &Asked<'_>, (part, whole): (&Place, &Whole), coverage: Coverage) -> Result<Read, Unbounded> {
    let (mut sums, mut open, mut sheets) = (Share::default(), coverage.voters_not_covered, Vec::new());
    for station in 0..asked.stations {
        let voters = asked.registered(station);
        let Shown { at_least, given } = asked.shown(station, part);
        let more = |known: u64| voters.map(|voters| voters.saturating_sub(known));
        let whole = match whole {
            Whole::Of(place) => {
                let whole = asked.shown(station, place);
                if !given || !whole.given {
                    open = open.zip(more(0)).map(|(open, more)| open + more);
                    continue;
                }
                whole.at_least
            }
            Whole::Fixed(_) => {
                if !given {
                    open = open.zip(more(at_least)).map(|(open, more)| open + more);
                }
                0
            }
        };
        let share = Share {
            part: at_least,
            whole,
        };
        sums.part += share.part;
        sums.whole += share.whole;
        sheets.push(Sheet { share, voters, given });
    }
    if !sheets.iter().any(|sheet| sheet.given || sheet.share.part > 0) {
        return Err(Unbounded::NotInSheets);
    }
    if let Whole::Fixed(whole) = whole {
        sums.whole = *whole;
    }
    Ok((sums, open, sheets))
}
