//! Totals by area with their coverage.

use crate::Tally;
use crate::areas::AreaNumber;
use crate::readings::ContestNumber;
use crate::stations::StationNumber;
use crate::tally::View;
use model::{AreaCode, CountField, Figure};

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
    /// How much of it is of contested stations.
    pub contested: u64,
    /// At how many stations it was read.
    pub read: u32,
    /// At how many it is illegible.
    pub illegible: u32,
}

impl Sum {
    /// The sum of what nothing contradicts.
    pub fn uncontested(&self) -> u64 {
        self.sum - self.contested
    }

    fn add(&mut self, figure: Figure, contested: bool) {
        match figure {
            Figure::Read(n) => {
                self.sum += u64::from(n);
                self.read += 1;
                if contested {
                    self.contested += u64::from(n);
                }
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
    /// Registered voters of covered stations that are not contested at which an option's figure is illegible or not on the
    /// form.
    pub partly_read_registered: u64,
    /// Stations among them whose figures stand and are contested.
    pub contested_stations: u64,
    /// Registered voters of contested stations, as far as known.
    pub contested_registered: u64,
    /// Covered stations at which a figure rests on withheld documents alone.
    pub withheld_stations: u64,
    /// How many figures at these stations do: read in no document whose bytes are passed on.
    pub withheld_figures: u64,
}

impl Coverage {
    /// Stations that are not covered, where known.
    pub fn stations_missing(&self) -> Option<u64> {
        self.of_stations.map(|of| of.saturating_sub(self.stations))
    }

    /// Registered voters of the stations that are not covered, where known. Voters of covered stations
    /// with unknown numbers, or with an option whose figure was not read, count as not covered, and so do those of contested
    /// stations, so that the number is never too small.
    pub fn voters_not_covered(&self) -> Option<u64> {
        let not = self.partly_read_registered + self.contested_registered;
        let read = self.registered.saturating_sub(not);
        self.of_registered.map(|of| of.saturating_sub(read))
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
    /// How many of them are not an option's.
    sheet_figures: usize,
}

impl Total {
    /// The sum of a figure that is one of the five.
    pub fn field(&self, field: CountField) -> Sum {
        self.figures[field as usize]
    }

    /// The options' sums in the order in which they are shown.
    pub fn options(&self) -> &[Sum] {
        &self.figures[self.sheet_figures..]
    }

    /// The sums of the further figures, in the order in which they are shown.
    pub fn further(&self) -> &[Sum] {
        &self.figures[CountField::ALL.len()..self.sheet_figures]
    }

    /// The sum of all options' votes.
    pub fn options_sum(&self) -> u64 {
        self.options().iter().map(|sum| sum.sum).sum()
    }
}

/// The totals of all areas of a contest, made in one pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// The whole country.
    pub country: Total,
    /// The stations in no area; none where every station is in one.
    pub no_area: Option<Total>,
    /// Every area, by its number.
    pub areas: Vec<Total>,
}

/// What stands at a station.
struct Standing<'a> {
    /// The registered voters that it covers, where they are known.
    registered: Option<u32>,
    figures: &'a [Figure],
    contested: bool,
    /// How many of the figures rest on withheld documents alone.
    withheld: u64,
}

/// A total that grows, with what the register lists of its area.
#[derive(Clone)]
struct Growing {
    total: Total,
    listed: Listed,
}

impl Growing {
    fn new(tally: &Tally, contest: ContestNumber, area: Option<AreaNumber>) -> Growing {
        let sheet_figures = tally.election().sheet_figure_count();
        let total = Total {
            area,
            coverage: Coverage::default(),
            figures: vec![Sum::default(); sheet_figures + tally.contest(contest).options.len()],
            sheet_figures,
        };
        Growing {
            total,
            listed: Listed::default(),
        }
    }

    /// Adds a station: its registered voters on the register, and what stands there.
    fn add(&mut self, listed: Option<u32>, standing: Option<Standing<'_>>) {
        self.listed.add(listed);
        let Some(Standing {
            registered,
            figures,
            contested,
            withheld,
        }) = standing
        else {
            return;
        };
        self.total.coverage.stations += 1;
        self.total.coverage.contested_stations += u64::from(contested);
        self.total.coverage.withheld_stations += u64::from(withheld > 0);
        self.total.coverage.withheld_figures += withheld;
        match registered {
            Some(n) => {
                self.total.coverage.registered += u64::from(n);
                let options = &figures[self.total.sheet_figures..];
                if contested {
                    self.total.coverage.contested_registered += u64::from(n);
                } else if options.iter().any(|figure| figure.read().is_none()) {
                    self.total.coverage.partly_read_registered += u64::from(n);
                }
            }
            None => self.total.coverage.without_registered += 1,
        }
        for (sum, figure) in self.total.figures.iter_mut().zip(figures) {
            sum.add(*figure, contested);
        }
    }

    /// Adds an area's total to that of the area above it.
    fn add_all(&mut self, below: &Growing) {
        self.listed.stations += below.listed.stations;
        self.listed.registered += below.listed.registered;
        self.listed.unknown += below.listed.unknown;
        let (coverage, more) = (&mut self.total.coverage, &below.total.coverage);
        coverage.stations += more.stations;
        coverage.registered += more.registered;
        coverage.without_registered += more.without_registered;
        coverage.partly_read_registered += more.partly_read_registered;
        coverage.contested_stations += more.contested_stations;
        coverage.contested_registered += more.contested_registered;
        coverage.withheld_stations += more.withheld_stations;
        coverage.withheld_figures += more.withheld_figures;
        for (sum, more) in self.total.figures.iter_mut().zip(&below.total.figures) {
            sum.sum += more.sum;
            sum.contested += more.contested;
            sum.read += more.read;
            sum.illegible += more.illegible;
        }
    }
}

impl Tally {
    /// Calls `each` with every station that counts and lies within `area` (any where there is none).
    fn each_station(
        &self,
        view: View,
        contest: ContestNumber,
        area: Option<AreaNumber>,
        mut each: impl FnMut(Option<AreaNumber>, Option<u32>, Option<Standing<'_>>),
    ) {
        let mut figures = Vec::new();
        for station in 0..self.stations().len() as StationNumber {
            let row = self.stations().row(station);
            if !self.counts(contest, station) || area.is_some_and(|area| !self.areas().within(row.area, area))
            {
                continue;
            }
            let stands = self.figures(view, contest, station, &mut figures);
            let standing = stands.then(|| Standing {
                registered: self.registered(station, &figures),
                figures: &figures,
                contested: self.is_contested(view, contest, station),
                withheld: self.withheld_figures(view, contest, station),
            });
            each(row.area, row.registered, standing);
        }
    }

    /// The totals of all areas of a contest as `view` has it.
    pub fn all_totals(&self, view: View, contest: ContestNumber) -> Totals {
        let mut country = Growing::new(self, contest, None);
        let mut no_area = Growing::new(self, contest, None);
        let mut areas: Vec<Growing> = (0..self.areas().len() as AreaNumber)
            .map(|area| Growing::new(self, contest, Some(area)))
            .collect();
        self.each_station(view, contest, None, |area, listed, standing| {
            let lowest = area.map_or(&mut no_area, |area| &mut areas[area as usize]);
            lowest.add(listed, standing);
        });
        // An area is always numbered after the one above it.
        for number in (0..areas.len()).rev() {
            let (above, below) = areas.split_at_mut(number);
            match self.areas().node(number as AreaNumber).parent {
                Some(parent) => above[parent as usize].add_all(&below[0]),
                None => country.add_all(&below[0]),
            }
        }
        country.add_all(&no_area);
        let finish = |growing: Growing, whole| {
            let Growing { mut total, listed } = growing;
            let extent = self.extent(contest, total.area, whole, listed);
            (total.coverage.of_stations, total.coverage.of_registered) = extent;
            total
        };
        Totals {
            country: finish(country, true),
            no_area: (no_area.listed.stations > 0).then(|| finish(no_area, false)),
            areas: areas.into_iter().map(|growing| finish(growing, false)).collect(),
        }
    }

    /// Totals of a contest as `view` has it, within `area` (the country where there is none). With
    /// [`Group::Level`] they come in the order of the areas' codes, the stations in no area first.
    pub fn totals(
        &self,
        view: View,
        contest: ContestNumber,
        area: Option<AreaNumber>,
        group: Group,
    ) -> Vec<Total> {
        match group {
            Group::Whole => {
                let mut whole = Growing::new(self, contest, area);
                self.each_station(view, contest, area, |_, listed, standing| {
                    whole.add(listed, standing);
                });
                let extent = self.extent(contest, area, area.is_none(), whole.listed);
                (
                    whole.total.coverage.of_stations,
                    whole.total.coverage.of_registered,
                ) = extent;
                vec![whole.total]
            }
            Group::Level(level) => self.totals_of_level(&self.all_totals(view, contest), area, level),
        }
    }

    /// Those of all totals that are of a level's areas within `area`, in the order of their codes; in the country the
    /// stations in no area first.
    pub(crate) fn totals_of_level(&self, totals: &Totals, area: Option<AreaNumber>, level: u8) -> Vec<Total> {
        let of_level = |number: AreaNumber| {
            let node = self.areas().node(number);
            node.level == level && area.is_none_or(|area| self.areas().within(Some(number), area))
        };
        let sorted = self
            .areas()
            .sorted()
            .into_iter()
            .filter(|number| of_level(*number));
        let no_area = totals.no_area.clone().filter(|_| area.is_none());
        no_area
            .into_iter()
            .chain(sorted.map(|number| totals.areas[number as usize].clone()))
            .collect()
    }

    /// How many stations and registered voters an area has in a contest. Where the contest is held in the whole area, as
    /// expected, or else, where the register is complete, as listed; else as many as those of the contest's areas that
    /// lie within it have together.
    fn extent(
        &self,
        contest: ContestNumber,
        area: Option<AreaNumber>,
        country: bool,
        listed: Listed,
    ) -> (Option<u64>, Option<u64>) {
        let register = &self.election().register;
        let of_area = |code: &AreaCode| {
            self.expected(code.as_str())
                .map_or((None, None), |e| (e.stations, e.registered))
        };
        let held = self.held(contest).filter(|held| !held.has(area));
        match (held, area) {
            (Some(held), _) if country || area.is_some() => {
                let parts = held.within(self.areas(), area);
                parts.fold((Some(0), Some(0)), |sum, (code, listed)| {
                    let part = self.or_listed(of_area(code), listed);
                    (add(sum.0, part.0), add(sum.1, part.1))
                })
            }
            (_, Some(area)) => self.or_listed(of_area(self.areas().code(area)), listed),
            (_, None) if country => self.or_listed((register.stations, register.registered), listed),
            (_, None) => self.or_listed((None, None), listed),
        }
    }

    /// What is expected, or else, where the register is complete, what is listed.
    fn or_listed(
        &self,
        (stations, registered): (Option<u64>, Option<u64>),
        listed: Listed,
    ) -> (Option<u64>, Option<u64>) {
        let complete = self.election().register.complete.then_some(listed);
        let known = complete.filter(|listed| listed.unknown == 0);
        (
            stations.or(complete.map(|listed| listed.stations)),
            registered.or(known.map(|listed| listed.registered)),
        )
    }
}

/// The sum where both are known.
fn add(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    Some(a?.saturating_add(b?))
}

/// What the register lists of an area.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Listed {
    stations: u64,
    registered: u64,
    unknown: u64,
}

impl Listed {
    pub(crate) fn add(&mut self, registered: Option<u32>) {
        self.stations += 1;
        match registered {
            Some(n) => self.registered += u64::from(n),
            None => self.unknown += 1,
        }
    }
}
