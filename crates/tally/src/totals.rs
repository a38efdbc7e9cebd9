//! Totals by area with their coverage. Those of areas where nothing stands are not kept: they say how many stations there
//! are, and nothing else.

use crate::Tally;
use crate::areas::AreaNumber;
use crate::by_area::Listed;
use crate::readings::ContestNumber;
use crate::tally::View;
use model::election::MAX_FIGURES;
use model::stand_in::known_of;
use model::{CountField, Figure, MAX_OPTIONS};
use std::borrow::Cow;
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

    fn add_all(&mut self, more: &Sum) {
        self.sum += more.sum;
        self.contested += more.contested;
        self.open += more.open;
        self.read += more.read;
        self.illegible += more.illegible;
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
    /// Stations of the area that the record knows and that count, covered or not.
    pub known_stations: u64,
    /// Whether an area within it has more than is expected of it.
    pub more_within: bool,
}

/// What there is more of than is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MoreThanExpected {
    /// More stations are covered than the area has.
    pub stations: bool,
    /// The covered stations have more voters than the area has.
    pub voters: bool,
    /// More stations are known than the area has.
    pub known: bool,
    /// An area within it has more of one of these.
    pub within: bool,
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
            known: self.of_stations.is_some_and(|of| self.known_stations > of),
            within: self.more_within,
        };
        (more != MoreThanExpected::default()).then_some(more)
    }

    /// Stations that are not covered, where known.
    pub fn stations_missing(&self) -> Option<u64> {
        match self.more_than_expected() {
            Some(_) => None,
            None => self.of_stations?.checked_sub(self.stations),
        }
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

impl Coverage {
    fn add_all(&mut self, more: &Coverage) {
        self.stations += more.stations;
        self.registered += more.registered;
        self.without_registered += more.without_registered;
        self.ballots_without_registered += more.ballots_without_registered;
        self.partly_read_stations += more.partly_read_stations;
        self.partly_read.add(&more.partly_read);
        self.contested_stations += more.contested_stations;
        self.contested.add(&more.contested);
        self.ballots.sum += more.ballots.sum;
        self.ballots.unknown += more.ballots.unknown;
        self.withheld_stations += more.withheld_stations;
        self.withheld_figures += more.withheld_figures;
        self.more_within |= more.more_than_expected().is_some();
    }
}

/// The sums of as many figures as a contest may have, where nothing stands.
static NOTHING: [Sum; CountField::ALL.len() + MAX_FIGURES + MAX_OPTIONS] = [Sum {
    sum: 0,
    contested: 0,
    open: 0,
    read: 0,
    illegible: 0,
};
    CountField::ALL.len() + MAX_FIGURES + MAX_OPTIONS];

/// The total of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The area; none for the whole country, or for the stations in no area.
    pub area: Option<AreaNumber>,
    /// How much of it is covered.
    pub coverage: Coverage,
    /// The figures' sums; none where nothing stands.
    sums: Vec<Sum>,
    /// How many figures there are.
    width: usize,
    /// How many of them are not an option's.
    sheet_figures: usize,
    /// Whether a voter may vote for several options.
    several_seats: bool,
}

impl Total {
    /// The figures' sums in the order of [`crate::Readings::figures`].
    pub fn figures(&self) -> &[Sum] {
        match self.sums.as_slice() {
            [] => &NOTHING[..self.width],
            sums => sums,
        }
    }

    /// The sum of a figure that is one of the five.
    pub fn field(&self, field: CountField) -> Sum {
        self.figures()[field as usize]
    }

    /// The options' sums in the order in which they are shown.
    pub fn options(&self) -> &[Sum] {
        &self.figures()[self.sheet_figures..]
    }

    /// The sums of the further figures, in the order in which they are shown.
    pub fn further(&self) -> &[Sum] {
        &self.figures()[CountField::ALL.len()..self.sheet_figures]
    }

    /// The sum of all options' votes.
    pub fn options_sum(&self) -> u64 {
        self.options().iter().map(|sum| sum.sum).sum()
    }

    /// Adds what stands at a station.
    fn add(&mut self, standing: &Standing<'_>) {
        let Standing {
            registered,
            figures,
            contested,
            withheld,
        } = *standing;
        self.coverage.stations += 1;
        self.coverage.contested_stations += u64::from(contested);
        self.coverage.withheld_stations += u64::from(withheld > 0);
        self.coverage.withheld_figures += withheld;
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
        let several_seats = self.several_seats;
        let coverage = &mut self.coverage;
        coverage.registered += voters.registered;
        coverage.without_registered += voters.without_registered;
        coverage.ballots_without_registered += voters.ballots;
        let options = &figures[self.sheet_figures..];
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
        self.sums.resize(self.width, Sum::default());
        for (sum, figure) in self.sums.iter_mut().zip(figures) {
            sum.add(*figure, contested, contested || partly_read);
        }
    }

    /// The voters who voted at a station at the least: the lesser of the stated ballots and what the votes come to. Where a
    /// voter may vote for several options, no more than the most that one option has.
    fn voted_at_least(&self, figures: &[Figure]) -> u64 {
        let votes = figures[self.sheet_figures..].iter().filter_map(read);
        let votes: u64 = match self.several_seats {
            true => votes.max().unwrap_or(0),
            false => votes.sum(),
        };
        let besides = [CountField::Null, CountField::Blank].map(|field| read(&figures[field as usize]));
        let shown = besides.into_iter().flatten().fold(votes, |sum, n| sum + n);
        read(&figures[CountField::Ballots as usize]).map_or(shown, |stated| stated.min(shown))
    }

    /// Adds the total of a part.
    fn add_all(&mut self, part: &Total) {
        self.coverage.add_all(&part.coverage);
        if !part.sums.is_empty() {
            self.sums.resize(self.width, Sum::default());
        }
        for (sum, more) in self.sums.iter_mut().zip(&part.sums) {
            sum.add_all(more);
        }
    }
}

/// The totals of a contest as one view has it, made in one pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    contest: ContestNumber,
    /// The whole country.
    pub country: Total,
    /// The stations in no area; none where every station is in one, or where the contest is not held everywhere.
    pub no_area: Option<Total>,
    /// The areas where something stands, by their numbers.
    areas: Vec<Total>,
}

impl Totals {
    /// How many sums are kept.
    pub(crate) fn kept_sums(&self) -> usize {
        let none = self.no_area.iter();
        let all = self.areas.iter().chain(none).chain([&self.country]);
        all.map(|total| total.sums.len()).sum()
    }
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

fn read(figure: &Figure) -> Option<u64> {
    figure.read().map(u64::from)
}

impl Tally {
    /// Calls `each` with every station that counts and for which a reading stands, by its lowest area.
    fn each_standing(
        &self,
        view: View,
        contest: ContestNumber,
        mut each: impl FnMut(Option<AreaNumber>, &Standing<'_>),
    ) {
        let mut figures = Vec::new();
        for (station, stands) in self.all_standing(view, contest) {
            self.figures_of((view, contest, station), stands, &mut figures);
            let standing = Standing {
                registered: self.registered(station, &figures),
                figures: &figures,
                contested: self.is_contested(view, contest, station),
                withheld: self.withheld_figures(view, contest, station),
            };
            each(self.stations().row(station).area, &standing);
        }
    }

    /// The total of an area where nothing stands, without its extent.
    fn empty_total(&self, contest: ContestNumber, area: Option<AreaNumber>) -> Total {
        let sheet_figures = self.election().sheet_figure_count();
        Total {
            area,
            coverage: Coverage::default(),
            sums: Vec::new(),
            width: sheet_figures + self.contest(contest).options.len(),
            sheet_figures,
            several_seats: self.contest(contest).has_several_seats(),
        }
    }

    /// The totals of a contest as `view` has it.
    pub fn all_totals(&self, view: View, contest: ContestNumber) -> Totals {
        let mut country = self.empty_total(contest, None);
        let mut no_area = self.empty_total(contest, None);
        let mut growing: BTreeMap<AreaNumber, Total> = BTreeMap::new();
        self.each_standing(view, contest, |area, standing| {
            let lowest = area.map(|area| {
                let empty = || self.empty_total(contest, Some(area));
                growing.entry(area).or_insert_with(empty)
            });
            lowest.unwrap_or(&mut no_area).add(standing);
        });
        // Those above an area of which more is known than is expected must say so, whether anything stands in it or not.
        for area in self.expected_areas(contest) {
            growing
                .entry(area)
                .or_insert_with(|| self.empty_total(contest, Some(area)));
        }
        let mut areas = Vec::new();
        // An area is always numbered after the one above it.
        while let Some((number, mut total)) = growing.pop_last() {
            let above = self.areas().node(number).parent.map(|above| {
                let empty = || self.empty_total(contest, Some(above));
                growing.entry(above).or_insert_with(empty)
            });
            self.set_extent(contest, &mut total, false);
            above.unwrap_or(&mut country).add_all(&total);
            areas.push(total);
        }
        areas.reverse();
        country.add_all(&no_area);
        self.set_extent(contest, &mut country, true);
        self.set_extent(contest, &mut no_area, false);
        let has_none = self.has_stations_in_no_area(contest);
        Totals {
            contest,
            country,
            no_area: has_none.then_some(no_area),
            areas,
        }
    }

    /// The areas of which the law or a register says how many stations they have and that have more, and in which the contest is held.
    fn expected_areas(&self, contest: ContestNumber) -> impl Iterator<Item = AreaNumber> + '_ {
        self.all_expected().filter_map(move |expected| {
            let area = self.areas().number(expected.area.as_str())?;
            let has_more = (expected.stations).is_some_and(|of| self.by_area().listed(area).stations > of);
            (has_more && self.is_held_in(contest, Some(area))).then_some(area)
        })
    }

    /// Whether a contest is held at stations in no area.
    pub(crate) fn has_stations_in_no_area(&self, contest: ContestNumber) -> bool {
        self.held(contest).is_none() && self.by_area().listed_in_none().stations > 0
    }

    /// The total of an area; none where the contest is held in no part of it.
    pub fn area_total<'t>(&self, totals: &'t Totals, area: AreaNumber) -> Option<Cow<'t, Total>> {
        let place = totals.areas.binary_search_by_key(&Some(area), |total| total.area);
        if let Ok(place) = place {
            return Some(Cow::Borrowed(&totals.areas[place]));
        }
        self.is_held_in(totals.contest, Some(area)).then(|| {
            let mut total = self.empty_total(totals.contest, Some(area));
            self.set_extent(totals.contest, &mut total, false);
            Cow::Owned(total)
        })
    }

    /// The totals of a contest as `view` has it, within `area` (the country where there is none). With
    /// [`Group::Level`] they come in the order of the areas' codes, the stations in no area first; areas in no part of
    /// which the contest is held are left out.
    pub fn totals(
        &self,
        view: View,
        contest: ContestNumber,
        area: Option<AreaNumber>,
        group: Group,
    ) -> Vec<Total> {
        match group {
            Group::Whole => {
                let totals = self.all_totals(view, contest);
                let Some(area) = area else {
                    return vec![totals.country];
                };
                let own = self.area_total(&totals, area).map(Cow::into_owned);
                vec![own.unwrap_or_else(|| {
                    let mut none = self.empty_total(contest, Some(area));
                    self.set_extent(contest, &mut none, false);
                    none
                })]
            }
            Group::Level(level) => {
                let totals = self.all_totals(view, contest);
                let areas = self.areas_of_level(contest, area, level).into_iter();
                let of_level = areas.filter_map(|area| self.area_total(&totals, area));
                let of_level: Vec<Total> = of_level.map(Cow::into_owned).collect();
                let no_area = totals.no_area.filter(|_| area.is_none());
                no_area.into_iter().chain(of_level).collect()
            }
        }
    }

    /// A level's areas within `area` (the country where there is none) in which the contest is held, or in a part of
    /// which it is, in the order of their codes.
    pub fn areas_of_level(
        &self,
        contest: ContestNumber,
        area: Option<AreaNumber>,
        level: u8,
    ) -> Vec<AreaNumber> {
        let mut areas = self.areas_of(contest);
        areas.retain(|number| {
            let is_within = area.is_none_or(|area| self.areas().within(Some(*number), area));
            self.areas().node(*number).level == level && is_within
        });
        areas
    }

    /// Sets how many stations and registered voters a total's area has in a contest. Where the contest is held in the whole
    /// area, as expected, or else, where the register is complete, as listed; else as many as those of the contest's areas
    /// that lie within it have together. Without an area it is `country`'s total, or that of the stations in no area.
    fn set_extent(&self, contest: ContestNumber, total: &mut Total, country: bool) {
        let register = &self.election().register;
        let expected = |code: &str, listed: Listed| {
            let expected = self.expected(code);
            let expected = expected.map_or((None, None), |e| (e.stations, e.registered));
            self.or_listed(expected, listed)
        };
        let of_area =
            |area: AreaNumber| expected(self.areas().code(area).as_str(), self.by_area().listed(area));
        let area = total.area;
        let held = self.held(contest);
        let extent = match (held.filter(|held| !held.has(self.by_area(), area)), area) {
            (Some(held), _) if country || area.is_some() => {
                let parts = held
                    .within(self.by_area(), area)
                    .iter()
                    .map(|part| of_area(*part));
                let unknown = held.unknown().iter().filter(|_| area.is_none());
                let unknown = unknown.map(|code| expected(code.as_str(), Listed::default()));
                parts.chain(unknown).fold((Some(0), Some(0)), |sum, part| {
                    (add(sum.0, part.0), add(sum.1, part.1))
                })
            }
            (_, Some(area)) => of_area(area),
            (_, None) if country => {
                let expected = (register.stations, register.registered);
                self.or_listed(expected, self.by_area().listed_in_all())
            }
            (_, None) => self.or_listed((None, None), self.by_area().listed_in_none()),
        };
        (total.coverage.of_stations, total.coverage.of_registered) = extent;
        total.coverage.known_stations = match country || area.is_some() {
            true => self.known_stations(contest, area),
            false => self.by_area().listed_in_none().stations,
        };
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
