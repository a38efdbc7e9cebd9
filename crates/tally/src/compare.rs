//! Comparing two accounts' readings, station by station.

use crate::areas::AreaNumber;
use crate::readings::ContestNumber;
use crate::stations::StationNumber;
use crate::tally::View;
use crate::totals::{Group, Total};
use crate::{Tally, state::ReadingNumber};
use model::Figure;
use std::collections::BTreeMap;

/// How many stations of an area two views have, and how many of them agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedArea {
    /// The area; none for the whole, or for the stations in no area.
    pub area: Option<AreaNumber>,
    /// Stations in both, but those at which one has zeros for all options and the other votes.
    pub both: u64,
    /// Stations in both whose figures agree wherever both were read.
    pub equal: u64,
    /// Stations in both that differ in a figure.
    pub different: u64,
    /// Stations at which only the first has figures, or votes.
    pub first_only: u64,
    /// Stations at which only the second has.
    pub second_only: u64,
    /// Those of `second_only` at which the first has zeros for all options, in a row that holds no place or in one that stands.
    pub first_empty: u64,
    /// Those of `first_only` at which the second has.
    pub second_empty: u64,
    /// The first's total of the area.
    pub first: Total,
    /// The second's total of the area.
    pub second: Total,
}

/// A station at which only one of two views has figures, or votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneOnly {
    /// The station.
    pub station: StationNumber,
    /// Whether the other has zeros for all options there.
    pub other_empty: bool,
}

/// A station that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The station.
    pub station: StationNumber,
    /// The first's reading.
    pub first: ReadingNumber,
    /// The second's reading.
    pub second: ReadingNumber,
    /// The figures that differ: the figure's number in the order of [`Tally::figure_names`], the first's
    /// and the second's.
    pub figures: Vec<(usize, u32, u32)>,
}

/// Two views of a contest side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The first view.
    pub first: View,
    /// The second view.
    pub second: View,
    /// The contest.
    pub contest: ContestNumber,
    /// The whole, or each area of a level in the order of the codes.
    pub areas: Vec<ComparedArea>,
    /// The stations that differ, in the order of their codes.
    pub different: Vec<Difference>,
    /// The stations in the first only, in the order of their codes.
    pub first_only: Vec<OneOnly>,
    /// The stations in the second only, in the order of their codes.
    pub second_only: Vec<OneOnly>,
}

impl Comparison {
    /// The sum of a number over the areas compared.
    pub fn count(&self, of: impl Fn(&ComparedArea) -> u64) -> u64 {
        self.areas.iter().map(of).sum()
    }

    /// Whether no station differs and none is in one view only.
    pub fn agrees(&self) -> bool {
        self.different.is_empty() && self.first_only.is_empty() && self.second_only.is_empty()
    }
}

impl Tally {
    /// Compares two views of a contest within `area` (the country where there is none).
    pub fn compare(
        &self,
        (first, second): (View, View),
        contest: ContestNumber,
        area: Option<AreaNumber>,
        group: Group,
    ) -> Comparison {
        let totals = [first, second].map(|view| self.totals(view, contest, area, group));
        self.compare_totals((first, second), contest, area, group, totals)
    }

    /// The same with the totals of both views, which the caller has.
    pub(crate) fn compare_totals(
        &self,
        (first, second): (View, View),
        contest: ContestNumber,
        area: Option<AreaNumber>,
        group: Group,
        [firsts, seconds]: [Vec<Total>; 2],
    ) -> Comparison {
        // Both lists hold every area of the group, in one order.
        let mut areas: Vec<ComparedArea> = firsts
            .into_iter()
            .zip(seconds)
            .map(|(first, second)| ComparedArea {
                area: first.area,
                both: 0,
                equal: 0,
                different: 0,
                first_only: 0,
                second_only: 0,
                first_empty: 0,
                second_empty: 0,
                first,
                second,
            })
            .collect();
        let places: BTreeMap<Option<AreaNumber>, usize> = areas
            .iter()
            .enumerate()
            .map(|(at, compared)| (compared.area, at))
            .collect();
        let (mut different, mut first_only, mut second_only) = (Vec::new(), Vec::new(), Vec::new());
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for station in 0..self.stations().len() as StationNumber {
            let row = self.stations().row(station);
            if !self.counts(contest, station) || area.is_some_and(|area| !self.areas().within(row.area, area))
            {
                continue;
            }
            let of = match group {
                Group::Whole => area,
                Group::Level(level) => self.areas().at_level(row.area, level),
            };
            let Some(compared) = places.get(&of).map(|at| &mut areas[*at]) else {
                continue;
            };
            let has_first = self.figures(first, contest, station, &mut ours);
            let has_second = self.figures(second, contest, station, &mut theirs);
            match (has_first, has_second) {
                (false, false) => {}
                (true, false) => {
                    let other_empty = self.has_empty_row(second, contest, station);
                    compared.first_only += 1;
                    compared.second_empty += u64::from(other_empty);
                    first_only.push(OneOnly { station, other_empty });
                }
                (false, true) => {
                    let other_empty = self.has_empty_row(first, contest, station);
                    compared.second_only += 1;
                    compared.first_empty += u64::from(other_empty);
                    second_only.push(OneOnly { station, other_empty });
                }
                (true, true) if self.no_votes(&theirs) && self.has_votes(&ours) => {
                    compared.first_only += 1;
                    compared.second_empty += 1;
                    first_only.push(OneOnly {
                        station,
                        other_empty: true,
                    });
                }
                (true, true) if self.no_votes(&ours) && self.has_votes(&theirs) => {
                    compared.second_only += 1;
                    compared.first_empty += 1;
                    second_only.push(OneOnly {
                        station,
                        other_empty: true,
                    });
                }
                (true, true) => {
                    compared.both += 1;
                    let figures = contradictions(&ours, &theirs);
                    if figures.is_empty() {
                        compared.equal += 1;
                    } else if let (Some(first), Some(second)) = (
                        self.standing(first, contest, station),
                        self.standing(second, contest, station),
                    ) {
                        compared.different += 1;
                        different.push(Difference {
                            station,
                            first,
                            second,
                            figures,
                        });
                    }
                }
            }
        }
        different.sort_by_key(|difference| self.stations().code(difference.station));
        first_only.sort_by_key(|only| self.stations().code(only.station));
        second_only.sort_by_key(|only| self.stations().code(only.station));
        Comparison {
            first,
            second,
            contest,
            areas,
            different,
            first_only,
            second_only,
        }
    }

    /// Whether the options that were read are all 0, and there are some.
    fn no_votes(&self, figures: &[Figure]) -> bool {
        let options = &figures[self.election().sheet_figure_count()..];
        let mut read = options
            .iter()
            .filter(|figure| **figure != Figure::NotOnForm)
            .peekable();
        read.peek().is_some() && read.all(|figure| *figure == Figure::Read(0))
    }

    fn has_votes(&self, figures: &[Figure]) -> bool {
        let options = &figures[self.election().sheet_figure_count()..];
        options
            .iter()
            .any(|figure| figure.read().is_some_and(|votes| votes > 0))
    }

    /// Whether an account, or the stage of it that a view is of, has an empty row of a station that nothing corrects.
    fn has_empty_row(&self, view: View, contest: ContestNumber, station: StationNumber) -> bool {
        let (account, stage) = match view {
            View::Accepted => return false,
            View::Account(account) => (account, None),
            View::Stage(account, stage) => (account, Some(stage)),
        };
        let mut of_station = self.readings().of_station(contest, station);
        of_station.any(|number| {
            let row = self.readings().row(number);
            row.empty
                && row.account == account
                && stage.is_none_or(|stage| row.stage == stage)
                && row.corrected_by().is_none()
        })
    }
}

fn contradictions(ours: &[Figure], theirs: &[Figure]) -> Vec<(usize, u32, u32)> {
    let pairs = ours.iter().zip(theirs).enumerate();
    pairs
        .filter_map(|(at, (a, b))| Some((at, a.read()?, b.read()?)).filter(|(_, a, b)| a != b))
        .collect()
}
