//! Totals by area with their coverage.

use crate::Tally;
use crate::areas::AreaNumber;
use crate::readings::ContestNumber;
use crate::stations::StationNumber;
use crate::tally::View;
use model::{CountField, Figure};
use std::collections::BTreeMap;

/// Which areas totals are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// One total: of the country, or of the area that is asked for.
    Whole,
    /// One total for each area of a level, 0 for the topmost, and one for the stations in none.
    Level(u8),
}

/// One figure summed over stations. Missing is not zero: stations where the figure could not be read, or
/// whose form does not have it, are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The sum of the figures that were read.
    pub sum: u64,
    /// At how many stations it was read.
    pub read: u32,
    /// At how many it is illegible.
    pub illegible: u32,
}

impl Sum {
    fn add(&mut self, figure: Figure) {
        match figure {
            Figure::Read(n) => {
                self.sum += u64::from(n);
                self.read += 1;
            }
            Figure::Illegible => self.illegible += 1,
            Figure::NotOnForm => {}
        }
    }
}

/// How much of an area a total covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Stations with a standing reading.
    pub stations: u64,
    /// Stations in the area, where that is known.
    pub of_stations: Option<u64>,
    /// Registered voters of the covered stations, as far as known.
    pub registered: u64,
    /// Registered voters in the area, where that is known.
    pub of_registered: Option<u64>,
    /// Covered stations whose registered voters are not known.
    pub without_registered: u64,
}

impl Coverage {
    /// Stations that are not covered, where known.
    pub fn stations_missing(&self) -> Option<u64> {
        self.of_stations.map(|of| of.saturating_sub(self.stations))
    }

    /// Registered voters of the stations that are not covered, where known. Voters of covered stations
    /// with unknown numbers count as not covered, so that the number is never too small.
    pub fn voters_not_covered(&self) -> Option<u64> {
        self.of_registered.map(|of| of.saturating_sub(self.registered))
    }
}

/// The total of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The area; none for the whole country, or for the stations in no area.
    pub area: Option<AreaNumber>,
    /// How much of it is covered.
    pub coverage: Coverage,
    /// The figures' sums in the order of [`crate::Readings::figures`].
    pub figures: Vec<Sum>,
}

impl Total {
    /// The sum of a figure that is not an option's.
    pub fn field(&self, field: CountField) -> Sum {
        self.figures[field as usize]
    }

    /// The options' sums in the order in which they are shown.
    pub fn options(&self) -> &[Sum] {
        &self.figures[CountField::ALL.len()..]
    }

    /// The sum of all options' votes.
    pub fn options_sum(&self) -> u64 {
        self.options().iter().map(|sum| sum.sum).sum()
    }
}

impl Tally {
    /// Totals of a contest as `view` has it, within `area` (the country where there is none). With
    /// [`Group::Level`] they come in the order of the areas' codes, stations in no area first.
    pub fn totals(
        &self,
        view: View,
        contest: ContestNumber,
        area: Option<AreaNumber>,
        group: Group,
    ) -> Vec<Total> {
        let width = self.figure_names(contest).len();
        let empty = |area| Total {
            area,
            coverage: Coverage::default(),
            figures: vec![Sum::default(); width],
        };
        let mut totals: BTreeMap<Option<AreaNumber>, (Total, Listed)> = BTreeMap::new();
        if group == Group::Whole {
            totals.insert(area, (empty(area), Listed::default()));
        }
        let mut figures = Vec::with_capacity(width);
        for station in 0..self.stations().len() as StationNumber {
            let row = self.stations().row(station);
            if !self.counts(station) || area.is_some_and(|area| !self.areas().within(row.area, area)) {
                continue;
            }
            let of = match group {
                Group::Whole => area,
                Group::Level(level) => self.areas().at_level(row.area, level),
            };
            let (total, listed) = totals.entry(of).or_insert_with(|| (empty(of), Listed::default()));
            listed.add(row.registered);
            if self.figures(view, contest, station, &mut figures) {
                total.coverage.stations += 1;
                match self.registered(station, &figures) {
                    Some(n) => total.coverage.registered += u64::from(n),
                    None => total.coverage.without_registered += 1,
                }
                for (sum, figure) in total.figures.iter_mut().zip(&figures) {
                    sum.add(*figure);
                }
            }
        }
        let mut totals: Vec<Total> = totals
            .into_values()
            .map(|(mut total, listed)| {
                let whole = group == Group::Whole;
                (total.coverage.of_stations, total.coverage.of_registered) =
                    self.extent(total.area, whole && area.is_none(), listed);
                total
            })
            .collect();
        totals.sort_by(|a, b| {
            let code = |total: &Total| total.area.map(|area| self.areas().code(area));
            code(a).cmp(&code(b))
        });
        totals
    }

    /// How many stations and registered voters an area has: as expected, or else, where the register is
    /// complete, as listed.
    fn extent(&self, area: Option<AreaNumber>, country: bool, listed: Listed) -> (Option<u64>, Option<u64>) {
        let register = &self.election().register;
        let expected = match area {
            Some(area) => self
                .expected(self.areas().code(area).as_str())
                .map_or((None, None), |e| (e.stations, e.registered)),
            None if country => (register.stations, register.registered),
            None => (None, None),
        };
        let complete = register.complete.then_some(listed);
        (
            expected.0.or(complete.map(|listed| listed.stations)),
            expected.1.or(complete
                .filter(|listed| listed.unknown == 0)
                .map(|listed| listed.registered)),
        )
    }
}

/// What the register lists of an area.
#[derive(Debug, Clone, Copy, Default)]
struct Listed {
    stations: u64,
    registered: u64,
    unknown: u64,
}

impl Listed {
    fn add(&mut self, registered: Option<u32>) {
        self.stations += 1;
        match registered {
            Some(n) => self.registered += u64::from(n),
            None => self.unknown += 1,
        }
    }
}
