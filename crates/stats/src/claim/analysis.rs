//! Claim analysis: the checks of a claim, asked of a tally that knows its contest, area and sheets.

use super::{CannotHold, Coverage, OwnArithmetic, PercentFirst, Sheets, bound, percent_first};
use model::{Claim, CountField, SheetFigure};
use tally::{AreaNumber, Group, StationNumber, Tally, Total, View};

/// What the sheets of one view allow of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundBySheets {
    /// How many sheets would at least have to be false, option by option.
    pub cannot_hold: CannotHold,
    /// The stations that the bounds' station numbers stand for.
    pub stations: Vec<StationNumber>,
    /// The sheets' own total of the claim's area.
    pub total: Total,
}

/// The checks of a claim against a tally.
pub trait ClaimAnalysis {
    /// The area that a claim speaks of. `None` where the record does not know it; `Some(None)` is the
    /// whole country.
    fn claim_area(&self, claim: &Claim) -> Option<Option<AreaNumber>>;

    /// Whether a claim's own figures agree with each other. `None` for one without a known contest.
    fn own_arithmetic(&self, claim: &Claim) -> Option<OwnArithmetic>;

    /// Whether a claim's votes are only what rounded percentages would give.
    fn percent_first(&self, claim: &Claim) -> Vec<PercentFirst>;

    /// What the sheets of `view` allow of a claim. `None` for a claim without a known contest and area.
    fn bound_by_sheets(&self, claim: &Claim, view: View) -> Option<BoundBySheets>;
}

impl ClaimAnalysis for Tally {
    fn claim_area(&self, claim: &Claim) -> Option<Option<AreaNumber>> {
        match &claim.area {
            None => Some(None),
            Some(code) => self.area_number(code.as_str()).map(Some),
        }
    }

    fn own_arithmetic(&self, claim: &Claim) -> Option<OwnArithmetic> {
        let contest = self.contest_number(claim.contest.as_ref()?.as_str())?;
        let in_area = |area| self.totals(View::Accepted, contest, area, Group::Whole).pop();
        let total = self.claim_area(claim).and_then(in_area);
        Some(super::own_arithmetic(
            claim,
            self.contest(contest),
            &self.election().sums,
            total.and_then(|total| total.coverage.of_stations),
        ))
    }

    fn percent_first(&self, claim: &Claim) -> Vec<PercentFirst> {
        let contest = claim
            .contest
            .as_ref()
            .and_then(|id| self.contest_number(id.as_str()));
        contest.map_or_else(Vec::new, |contest| {
            percent_first::percent_first(claim, self.contest(contest))
        })
    }

    fn bound_by_sheets(&self, claim: &Claim, view: View) -> Option<BoundBySheets> {
        let contest = self.contest_number(claim.contest.as_ref()?.as_str())?;
        let area = self.claim_area(claim)?;
        let total = self.totals(view, contest, area, Group::Whole).pop()?;
        let (mut stations, mut read, mut registered) = (Vec::new(), Vec::new(), Vec::new());
        let mut figures = Vec::new();
        for station in self.stations_sorted() {
            if !self.is_within(station, area)
                || self.is_contested(view, contest, station)
                || !self.figures(view, contest, station, &mut figures)
            {
                continue;
            }
            stations.push(station);
            read.extend(figures.iter().map(|figure| figure.read()));
            registered.push(self.registered(station, &figures));
        }
        let (width, options) = (total.figures().len(), self.election().sheet_figure_count());
        let further = &self.election().figures;
        let place = |figure: &SheetFigure| match figure {
            SheetFigure::Field(field) => Some(*field as usize),
            SheetFigure::Further(id) => {
                let place = further.iter().position(|further| further == id)?;
                Some(CountField::ALL.len() + place)
            }
        };
        let sheets = Sheets::new(
            stations.len(),
            |station: usize, option: usize| read[station * width + options + option],
            |station: usize| registered[station],
        );
        let sheets = sheets.with_figures(|station: usize, figure: &SheetFigure| {
            place(figure).and_then(|place| read[station * width + place])
        });
        let coverage = Coverage {
            stations_expected: total.coverage.of_stations,
            // It adds the voters behind illegible figures itself, figure by figure.
            voters_not_covered: total.coverage.voters_without_sheet(),
            registered: total.coverage.of_registered,
        };
        let cannot_hold = bound::cannot_hold(claim, self.contest(contest), &sheets, coverage);
        Some(BoundBySheets {
            cannot_hold,
            stations,
            total,
        })
    }
}
