//! What stands in a contest: the outcome of each of its stations, and which reading stands for each account and stage.
//! Whatever is kept is in proportion to the readings and rulings of the contest, not to the stations of the country.

use crate::fold::Fold;
use crate::place::in_place;
use crate::readings::ContestNumber;
use crate::sides::{OfStation, Outcome, Policy};
use crate::state::{ReadingNumber, StateKind};
use crate::stations::StationNumber;
use crate::tally::View;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Values of some stations, in the order of the stations' numbers.
#[derive(Debug)]
struct ByStation<T>(Vec<(StationNumber, T)>);

impl<T: Copy> ByStation<T> {
    fn get(&self, station: StationNumber) -> Option<T> {
        // Where every station has a value, as most often, it stands at the station's number.
        if let Some((own, value)) = self.0.get(station as usize)
            && *own == station
        {
            return Some(*value);
        }
        let place = self.0.binary_search_by_key(&station, |(own, _)| *own);
        place.ok().map(|place| self.0[place].1)
    }
}

/// What stands in one contest.
#[derive(Debug)]
pub(crate) struct Standing {
    outcomes: ByStation<Outcome>,
    /// The readings that stand, by account, and by account and stage.
    readings: BTreeMap<View, ByStation<ReadingNumber>>,
}

impl Standing {
    /// `ruled` are the stations with a ruling, some of them perhaps more than once.
    pub(crate) fn of(
        fold: &Fold,
        policy: &Policy,
        contest: ContestNumber,
        ruled: &[StationNumber],
    ) -> Standing {
        let mut stations: Vec<StationNumber> = fold.readings.stations(contest).collect();
        stations.extend(ruled);
        stations.sort_unstable();
        stations.dedup();
        let outcome = |station: &StationNumber| {
            let outcome = match fold.rulings.get(&(contest, *station)) {
                Some(ruling) => Outcome {
                    state: StateKind::Ruled,
                    stands: ruling.stands,
                },
                None => OfStation::new(&fold.readings, policy, contest, *station).outcome(),
            };
            (*station, outcome)
        };
        Standing {
            readings: readings(fold, contest, &stations),
            outcomes: ByStation(stations.par_iter().with_min_len(1_024).map(outcome).collect()),
        }
    }

    /// The outcome of a station.
    pub(crate) fn outcome(&self, station: StationNumber) -> Outcome {
        self.outcomes.get(station).unwrap_or_default()
    }

    /// The stations with readings or a ruling, each with its outcome, in the order of their numbers.
    pub(crate) fn outcomes(&self) -> &[(StationNumber, Outcome)] {
        &self.outcomes.0
    }

    /// The reading that stands for a station.
    pub(crate) fn reading(&self, view: View, station: StationNumber) -> Option<ReadingNumber> {
        match view {
            View::Accepted => self.outcome(station).stands,
            View::Account(_) | View::Stage(..) => self.readings.get(&view)?.get(station),
        }
    }

    /// The stations for which a reading stands, each with that reading, in the order of their numbers.
    pub(crate) fn readings(&self, view: View) -> impl Iterator<Item = (StationNumber, ReadingNumber)> + '_ {
        let (accepted, of_view): (&[_], &[_]) = match view {
            View::Accepted => (self.outcomes(), &[]),
            View::Account(_) | View::Stage(..) => {
                (&[], self.readings.get(&view).map_or(&[], |own| own.0.as_slice()))
            }
        };
        let accepted = accepted
            .iter()
            .filter_map(|(station, outcome)| Some((*station, outcome.stands?)));
        accepted.chain(of_view.iter().copied())
    }

    /// The accounts, and the stages of accounts, of which a reading stands, in their order.
    pub(crate) fn views(&self) -> impl Iterator<Item = View> + '_ {
        self.readings.keys().copied()
    }

    /// Whether a reading of this account, or of this stage of it, stands anywhere.
    pub(crate) fn has(&self, view: View) -> bool {
        self.readings.contains_key(&view)
    }
}

/// For each account, the reading that stands for it at each station: the one of its own that a ruling lets stand, or the
/// first in the log of those in place. For each stage, the first that holds a place.
fn readings(
    fold: &Fold,
    contest: ContestNumber,
    stations: &[StationNumber],
) -> BTreeMap<View, ByStation<ReadingNumber>> {
    let mut standing: BTreeMap<View, ByStation<ReadingNumber>> = BTreeMap::new();
    let mut set = |view: View, number: ReadingNumber, ruled: bool| {
        let station = fold.readings.row(number).station;
        let ByStation(own) = standing.entry(view).or_insert_with(|| ByStation(Vec::new()));
        match own.last_mut() {
            Some((last, standing)) if *last == station => {
                if ruled {
                    *standing = number;
                }
            }
            _ => own.push((station, number)),
        }
    };
    for station in stations {
        for number in in_place(&fold.readings, contest, *station) {
            set(View::Account(fold.readings.row(number).account), number, false);
        }
        for number in fold.readings.of_station(contest, *station) {
            let row = fold.readings.row(number);
            if row.holds_place() && !fold.accounts.stages(row.account).is_empty() {
                set(View::Stage(row.account, row.stage), number, false);
            }
        }
        let ruling = fold.rulings.get(&(contest, *station));
        if let Some(number) = ruling.and_then(|ruling| ruling.stands) {
            set(View::Account(fold.readings.row(number).account), number, true);
        }
    }
    standing
}
