//! Where stations are, and areas by them.

use crate::Site;
use crate::map::Map;
use crate::tree::Tree;
use tally::{AreaNumber, StationNumber, Tally};

/// A longitude and a latitude in degrees.
pub(crate) type Position = (f64, f64);

/// The sum of some stations' places.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    count: u32,
    east: f64,
    north: f64,
}

/// What is known of the places of each area's stations, those that count.
#[derive(Debug, Default)]
pub(crate) struct StationPlaces {
    sums: Vec<Sum>,
}

impl StationPlaces {
    pub(crate) fn of(tally: &Tally, tree: &Tree, map: &Map) -> StationPlaces {
        let mut sums = vec![Sum::default(); tally.areas().len()];
        for area in tree.preorder.iter().rev() {
            let mut sum = sums[*area as usize];
            for (east, north) in tree
                .direct(Some(*area))
                .iter()
                .filter_map(|station| of(tally, map, *station))
            {
                sum.count += 1;
                (sum.east, sum.north) = (sum.east + east, sum.north + north);
            }
            sums[*area as usize] = sum;
            if let Some(above) = tally.areas().node(*area).parent {
                let above = &mut sums[above as usize];
                above.count += sum.count;
                (above.east, above.north) = (above.east + sum.east, above.north + sum.north);
            }
        }
        StationPlaces { sums }
    }

    /// How many stations of an area have a place.
    pub(super) fn count(&self, area: AreaNumber) -> usize {
        self.sums[area as usize].count as usize
    }

    /// The mean place of an area's stations.
    pub(super) fn mean(&self, area: AreaNumber) -> Option<Position> {
        let Sum { count, east, north } = self.sums[area as usize];
        (count > 0).then(|| (east / f64::from(count), north / f64::from(count)))
    }
}

fn of(tally: &Tally, map: &Map, station: StationNumber) -> Option<Position> {
    match tally.stations().row(station).place {
        Some(place) => Some((place.longitude().degrees(), place.latitude().degrees())),
        None => map.place(tally.stations().code(station).as_str()),
    }
}

impl Site<'_> {
    /// Where a station is, by the register or else by the map's document.
    pub(crate) fn place(&self, station: StationNumber) -> Option<Position> {
        of(self.tally, &self.map, station)
    }
}
