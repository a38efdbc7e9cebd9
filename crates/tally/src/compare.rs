//! Comparing two accounts' readings, station by station.

use crate::areas::AreaNumber;
use crate::readings::ContestNumber;
use crate::stations::StationNumber;
use crate::tally::View;
use crate::totals::{Group, Total};
use crate::{Tally, state::ReadingNumber};
use model::Figure;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How many stations of an area two views have, and how many of them agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    within: Option<AreaNumber>,
    group: Group,
    /// The whole, or the areas of a level in which either has a station, in the order of the codes; the stations in no area
    /// first.
    areas: Vec<ComparedArea>,
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
        let mut comparison = Comparison {
            first,
            second,
            contest,
            within: area,
            group,
            areas: Vec::new(),
            different: Vec::new(),
            first_only: Vec::new(),
            second_only: Vec::new(),
        };
        let mut areas: BTreeMap<Option<AreaNumber>, ComparedArea> = BTreeMap::new();
        if group == Group::Whole {
            areas.insert(
                area,
                ComparedArea {
                    area,
                    ..ComparedArea::default()
                },
            );
        }
        let mut figures: [Vec<Figure>; 2] = Default::default();
        for (station, ours, theirs) in self.standing_in_either((first, second), contest) {
            let Some(area) = self.compared_area(&comparison, station) else {
                continue;
            };
            let compared = areas.entry(area).or_default();
            compared.area = area;
            // Whether only the first has figures or votes there, or only the second; and whether the other has zeros.
            let (is_first, other_empty) = match (ours, theirs) {
                (Some(first), Some(second)) => {
                    let differs = self.differs(&comparison, station, &mut figures);
                    let [ours, theirs] = &figures;
                    if self.no_votes(theirs) && self.has_votes(ours) {
                        (true, true)
                    } else if self.no_votes(ours) && self.has_votes(theirs) {
                        (false, true)
                    } else {
                        compared.both += 1;
                        if differs.is_empty() {
                            compared.equal += 1;
                        } else {
                            compared.different += 1;
                            comparison.different.push(Difference {
                                station,
                                first,
                                second,
                            });
                        }
                        continue;
                    }
                }
                (Some(_), None) => (true, self.has_empty_row(second, contest, station)),
                (None, _) => (false, self.has_empty_row(first, contest, station)),
            };
            let only = OneOnly { station, other_empty };
            if is_first {
                compared.first_only += 1;
                compared.second_empty += u64::from(other_empty);
                comparison.first_only.push(only);
            } else {
                compared.second_only += 1;
                compared.first_empty += u64::from(other_empty);
                comparison.second_only.push(only);
            }
        }
        comparison.areas = areas.into_values().collect();
        let code = |area: &ComparedArea| area.area.map(|area| self.areas().code(area));
        comparison.areas.sort_by(|a, b| code(a).cmp(&code(b)));
        let code = |station: StationNumber| self.stations().code(station);
        comparison
            .different
            .sort_by_key(|difference| code(difference.station));
        comparison.first_only.sort_by_key(|only| code(only.station));
        comparison.second_only.sort_by_key(|only| code(only.station));
        comparison
    }

    /// Every area that a comparison is about, also those in which neither view has a station, in the order of
    /// [`Comparison`].
    pub fn compared_areas(&self, comparison: &Comparison) -> Vec<ComparedArea> {
        let Group::Level(level) = comparison.group else {
            return comparison.areas.clone();
        };
        let (contest, within) = (comparison.contest, comparison.within);
        let areas = self.areas_of_level(contest, within, level).into_iter();
        let no_area = (within.is_none() && self.has_stations_in_no_area(contest)).then_some(None);
        let mut known = comparison.areas.iter().peekable();
        let all = no_area.into_iter().chain(areas.map(Some)).map(|area| {
            let known = known.next_if(|known| known.area == area);
            known.cloned().unwrap_or(ComparedArea {
                area,
                ..ComparedArea::default()
            })
        });
        all.collect()
    }

    /// The totals of both views in the areas that a comparison is about, as [`compared_areas`](Self::compared_areas) has
    /// them.
    pub fn compared_totals(&self, comparison: &Comparison) -> [Vec<Total>; 2] {
        let Comparison {
            contest,
            within,
            group,
            ..
        } = *comparison;
        [comparison.first, comparison.second].map(|view| self.totals(view, contest, within, group))
    }

    /// The figures in which two views differ at a station: the figure's number in the order of
    /// [`Tally::figure_names`], the first's and the second's.
    pub fn differing_figures(
        &self,
        comparison: &Comparison,
        difference: &Difference,
    ) -> Vec<(usize, u32, u32)> {
        self.differs(comparison, difference.station, &mut Default::default())
    }

    fn differs(
        &self,
        comparison: &Comparison,
        station: StationNumber,
        [ours, theirs]: &mut [Vec<Figure>; 2],
    ) -> Vec<(usize, u32, u32)> {
        self.figures(comparison.first, comparison.contest, station, ours);
        self.figures(comparison.second, comparison.contest, station, theirs);
        let pairs = ours.iter().zip(theirs.iter()).enumerate();
        pairs
            .filter_map(|(at, (a, b))| Some((at, a.read()?, b.read()?)).filter(|(_, a, b)| a != b))
            .collect()
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

    /// The area of a comparison that a station belongs to; none where it belongs to none of them.
    fn compared_area(&self, comparison: &Comparison, station: StationNumber) -> Option<Option<AreaNumber>> {
        let lowest = self.stations().row(station).area;
        if (comparison.within).is_some_and(|area| !self.areas().within(lowest, area)) {
            return None;
        }
        let Group::Level(level) = comparison.group else {
            return Some(comparison.within);
        };
        let within = comparison.within;
        match self.areas().at_level(lowest, level) {
            None => (within.is_none() && self.has_stations_in_no_area(comparison.contest)).then_some(None),
            Some(of) => {
                let is_part = within.is_none_or(|area| self.areas().within(Some(of), area));
                is_part.then_some(Some(of))
            }
        }
    }

    /// The stations that count and for which a reading stands in either view, each with the readings, in the order of
    /// their numbers.
    fn standing_in_either(
        &self,
        (first, second): (View, View),
        contest: ContestNumber,
    ) -> impl Iterator<Item = (StationNumber, Option<ReadingNumber>, Option<ReadingNumber>)> + '_ {
        let mut ours = self.all_standing(first, contest).peekable();
        let mut theirs = self.all_standing(second, contest).peekable();
        std::iter::from_fn(move || {
            let next = match (ours.peek(), theirs.peek()) {
                (Some(a), Some(b)) => a.0.cmp(&b.0),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return None,
            };
            let first = if next.is_le() { ours.next() } else { None };
            let second = if next.is_ge() { theirs.next() } else { None };
            let (station, _) = first.or(second)?;
            Some((station, first.map(|(_, n)| n), second.map(|(_, n)| n)))
        })
    }
}
