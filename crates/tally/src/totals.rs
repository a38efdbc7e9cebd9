//! Totals by area with their coverage.

use crate::Tally;
use crate::areas::AreaNumber;
use crate::readings::ContestNumber;
use crate::stations::StationNumber;
use crate::tally::View;
use model::stand_in::known_of;
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
    /// How much of it is of stations that are contested, or at which an option's figure is illegible or not given.
    pub open: u64,
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

    /// The sum of the stations of which nothing is open.
    pub fn settled(&self) -> u64 {
        self.sum - self.open
    }

    fn add(&mut self, figure: Figure, contested: bool, open: bool) {
        match figure {
            Figure::Read(n) => {
                self.sum += u64::from(n);
                self.read += 1;
                if contested {
                    self.contested += u64::from(n);
                }
                if open {
                    self.open += u64::from(n);
                }
            }
            Figure::Illegible => self.illegible += 1,
            Figure::NotOnForm => {}
        }
    }
}

/// The registered voters of some stations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Voters {
    /// The registered voters, as far as known.
    pub registered: u64,
    /// Stations whose registered voters are not known.
    pub without_registered: u64,
    /// The voters who voted there at the least: of each of these sheets the lesser of the stated ballots and what its
    /// votes come to.
    pub ballots: u64,
}

impl Voters {
    /// How many there are at the least.
    pub fn at_least(&self) -> u64 {
        self.registered + self.ballots
    }

    fn add(&mut self, more: &Voters) {
        self.registered += more.registered;
        self.without_registered += more.without_registered;
        self.ballots += more.ballots;
    }
}

/// The ballots cast at stations of which nothing is open: the stated ones, or else what may stand for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ballots {
    /// Their sum.
    pub sum: u64,
    /// Stations at which nothing may stand for them.
    pub unknown: u64,
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
    /// The voters who voted at these at the least.
    pub ballots_without_registered: u64,
    /// Covered stations that are not contested at which an option's figure is illegible or not given.
    pub partly_read_stations: u64,
    /// Of these.
    pub partly_read: Voters,
    /// Stations among them whose figures stand and are contested.
    pub contested_stations: u64,
    /// Of contested stations.
    pub contested: Voters,
    /// Of the stations that are neither.
    pub ballots: Ballots,
    /// Covered stations at which a figure rests on withheld documents alone.
    pub withheld_stations: u64,
    /// How many figures at these stations do: read in no document whose bytes are passed on.
    pub withheld_figures: u64,
}

/// What there is more of than is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MoreThanExpected {
    /// More stations are covered than the area has.
    pub stations: bool,
    /// The covered stations have more voters than the area has.
    pub voters: bool,
}

impl Coverage {
    /// The voters of the covered stations at the least: where they are not known those who voted.
    pub fn registered_at_least(&self) -> u64 {
        self.registered + self.ballots_without_registered
    }

    /// What more is covered of than there should be: then the expectation or the sheets are wrong, and nobody knows
    /// what is not covered. `None` where nothing is.
    pub fn more_than_expected(&self) -> Option<MoreThanExpected> {
        let more = MoreThanExpected {
            stations: self.of_stations.is_some_and(|of| self.stations > of),
            voters: self
                .of_registered
                .is_some_and(|of| self.registered_at_least() > of),
        };
        (more.stations || more.voters).then_some(more)
    }

    /// Stations that are not covered, where known.
    pub fn stations_missing(&self) -> Option<u64> {
        self.of_stations?.checked_sub(self.stations)
    }

    /// The most voters whose votes may still come to the totals, where that is known: those of the stations that are not
    /// covered, of stations with an option whose figure was not read, and of contested stations. Where all stations are
    /// covered, nobody is left at the others.
    pub fn voters_not_covered(&self) -> Option<u64> {
        let mut open = self.partly_read;
        open.add(&self.contested);
        self.voters_besides(open)
    }

    /// The most voters of the stations that are not covered and of contested ones, where known: those at which no sheet
    /// says anything that stands.
    pub fn voters_without_sheet(&self) -> Option<u64> {
        self.voters_besides(self.contested)
    }

    /// The most voters of stations that are not covered, and of these covered ones.
    fn voters_besides(&self, open: Voters) -> Option<u64> {
        if self.more_than_expected().is_some() {
            return None;
        }
        let all_in = self.of_stations == Some(self.stations) && open.without_registered == 0;
        let by_stations = all_in.then_some(open.registered);
        let settled = self.registered_at_least() - open.at_least();
        let by_voters = self.of_registered.map(|of| of - settled);
        by_stations.into_iter().chain(by_voters).min()
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
    /// Whether a voter may vote for several options.
    several_seats: bool,
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

fn read(figure: &Figure) -> Option<u64> {
    figure.read().map(u64::from)
}

impl Growing {
    fn new(tally: &Tally, contest: ContestNumber, area: Option<AreaNumber>) -> Growing {
        let sheet_figures = tally.election().sheet_figure_count();
        let total = Total {
            area,
            coverage: Coverage::default(),
            figures: vec![Sum::default(); sheet_figures + tally.contest(contest).options.len()],
            sheet_figures,
            several_seats: tally.contest(contest).has_several_seats(),
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
        let voters = match registered {
            Some(n) => Voters {
                registered: n.into(),
                ..Voters::default()
            },
            None => Voters {
                without_registered: 1,
                ballots: self.voted_at_least(figures),
                ..Voters::default()
            },
        };
        let several_seats = self.total.several_seats;
        let coverage = &mut self.total.coverage;
        coverage.registered += voters.registered;
        coverage.without_registered += voters.without_registered;
        coverage.ballots_without_registered += voters.ballots;
        let options = &figures[self.total.sheet_figures..];
        let partly_read = options.iter().any(|figure| figure.read().is_none());
        if contested {
            coverage.contested.add(&voters);
        } else if partly_read {
            coverage.partly_read_stations += 1;
            coverage.partly_read.add(&voters);
        } else {
            let votes = || (!several_seats).then(|| options.iter().filter_map(read).sum());
            match known_of(|field| figures[field as usize], votes, CountField::Ballots) {
                Some(ballots) => coverage.ballots.sum += ballots.number(),
                None => coverage.ballots.unknown += 1,
            }
        }
        for (sum, figure) in self.total.figures.iter_mut().zip(figures) {
            sum.add(*figure, contested, contested || partly_read);
        }
    }

    /// The voters who voted at a station at the least: the lesser of the stated ballots and what the votes come to. Where a
    /// voter may vote for several options, no more than the most that one option has.
    fn voted_at_least(&self, figures: &[Figure]) -> u64 {
        let votes = figures[self.total.sheet_figures..].iter().filter_map(read);
        let votes: u64 = match self.total.several_seats {
            true => votes.max().unwrap_or(0),
            false => votes.sum(),
        };
        let besides = [CountField::Null, CountField::Blank].map(|field| read(&figures[field as usize]));
        let shown = besides.into_iter().flatten().fold(votes, |sum, n| sum + n);
        read(&figures[CountField::Ballots as usize]).map_or(shown, |stated| stated.min(shown))
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
        coverage.ballots_without_registered += more.ballots_without_registered;
        coverage.partly_read_stations += more.partly_read_stations;
        coverage.partly_read.add(&more.partly_read);
        coverage.contested_stations += more.contested_stations;
        coverage.contested.add(&more.contested);
        coverage.ballots.sum += more.ballots.sum;
        coverage.ballots.unknown += more.ballots.unknown;
        coverage.withheld_stations += more.withheld_stations;
        coverage.withheld_figures += more.withheld_figures;
        for (sum, more) in self.total.figures.iter_mut().zip(&below.total.figures) {
            sum.sum += more.sum;
            sum.contested += more.contested;
            sum.open += more.open;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_all_stations_are_covered_nobody_is_left_and_where_more_are_nothing_is_known() {
        let coverage = |stations, registered| Coverage {
            stations,
            of_stations: Some(2),
            registered,
            of_registered: Some(1_000),
            ..Coverage::default()
        };
        assert_eq!(coverage(1, 300).voters_not_covered(), Some(700));
        assert_eq!(coverage(2, 900).voters_not_covered(), Some(0));
        let unknown = Coverage {
            without_registered: 2,
            ballots_without_registered: 900,
            ..coverage(2, 0)
        };
        assert_eq!(unknown.voters_not_covered(), Some(0));
        assert_eq!(
            (
                coverage(3, 900).voters_not_covered(),
                coverage(3, 900).stations_missing()
            ),
            (None, None)
        );
        assert_eq!(coverage(1, 1_001).voters_not_covered(), None);
        assert!(coverage(1, 1_001).more_than_expected().unwrap().voters);
        assert!(coverage(3, 900).more_than_expected().unwrap().stations);
        assert_eq!(coverage(2, 1_000).more_than_expected(), None);
    }

    #[test]
    fn who_voted_is_covered_where_no_register_says_how_many_could() {
        let coverage = Coverage {
            stations: 1,
            of_registered: Some(1_000),
            without_registered: 1,
            ballots_without_registered: 400,
            ..Coverage::default()
        };
        assert_eq!(
            (coverage.registered_at_least(), coverage.voters_not_covered()),
            (400, Some(600))
        );
        let contested = Coverage {
            contested: Voters {
                without_registered: 1,
                ballots: 400,
                ..Voters::default()
            },
            ..coverage
        };
        assert_eq!(contested.voters_not_covered(), Some(1_000));
    }

    #[test]
    fn voters_of_open_stations_are_not_covered_where_all_are_in() {
        let open = Voters {
            registered: 300,
            ..Voters::default()
        };
        let coverage = Coverage {
            stations: 2,
            of_stations: Some(2),
            registered: 500,
            partly_read: open,
            ..Coverage::default()
        };
        assert_eq!(coverage.voters_not_covered(), Some(300));
        assert_eq!(coverage.voters_without_sheet(), Some(0));
        let unknown = Coverage {
            partly_read: Voters {
                without_registered: 1,
                ..Voters::default()
            },
            ..coverage
        };
        assert_eq!(unknown.voters_not_covered(), None);
    }
}
