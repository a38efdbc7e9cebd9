//! The stations by area: which lie within each one, and what the register lists there. Made once of a finished record; no
//! contest changes it.

use crate::areas::{AreaNumber, Areas};
use crate::stations::{StationNumber, Stations};
use std::ops::Range;

/// What the register lists of an area, of the stations that count wherever a contest is held.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Listed {
    /// Stations.
    pub(crate) stations: u64,
    /// Their registered voters, as far as known.
    pub(crate) registered: u64,
    /// Stations whose registered voters are not known.
    pub(crate) unknown: u64,
}

impl Listed {
    fn add(&mut self, registered: Option<u32>) {
        self.stations += 1;
        match registered {
            Some(n) => self.registered += u64::from(n),
            None => self.unknown += 1,
        }
    }

    fn add_all(&mut self, other: Listed) {
        self.stations += other.stations;
        self.registered += other.registered;
        self.unknown += other.unknown;
    }
}

/// The areas in an order in which each stands right before those within it, and the stations in the order of their lowest
/// areas.
#[derive(Debug)]
pub(crate) struct ByArea {
    order: Vec<AreaNumber>,
    /// By an area's number: its place in `order`, up to that behind the last area within it.
    spans: Vec<Range<usize>>,
    /// The stations in the order of their lowest areas' places; those in no area stand behind all others.
    stations: Vec<StationNumber>,
    /// By place: where the stations begin whose lowest area stands there; and where those in no area do.
    begins: Vec<usize>,
    /// By an area's number.
    listed: Vec<Listed>,
    listed_in_none: Listed,
    listed_in_all: Listed,
}

impl ByArea {
    /// `only_listed` is whether stations count only where they are on the register.
    pub(crate) fn of(areas: &Areas, stations: &Stations, only_listed: bool) -> ByArea {
        let parent = |area: usize| areas.node(area as AreaNumber).parent;
        // An area is always numbered after the one above it.
        let mut sizes = vec![1; areas.len()];
        for area in (0..areas.len()).rev() {
            if let Some(above) = parent(area) {
                sizes[above as usize] += sizes[area];
            }
        }
        let mut order = vec![0; areas.len()];
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(areas.len());
        // Where the next area goes: within each area, and at the top.
        let (mut next, mut next_at_top) = (vec![0; areas.len()], 0);
        for area in 0..areas.len() {
            let free = match parent(area) {
                Some(above) => &mut next[above as usize],
                None => &mut next_at_top,
            };
            let place = *free;
            *free += sizes[area];
            next[area] = place + 1;
            order[place] = area as AreaNumber;
            spans.push(place..place + sizes[area]);
        }

        let numbers = 0..stations.len() as StationNumber;
        let place = |station: StationNumber| match stations.row(station).area {
            Some(area) => spans[area as usize].start,
            None => areas.len(),
        };
        let mut begins = vec![0; areas.len() + 2];
        for station in numbers.clone() {
            begins[place(station) + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let (mut free, mut sorted) = (begins.clone(), vec![0; stations.len()]);
        for station in numbers {
            let free = &mut free[place(station)];
            sorted[*free] = station;
            *free += 1;
        }
        begins.pop();

        let mut listed = vec![Listed::default(); areas.len()];
        let mut listed_in_none = Listed::default();
        for station in 0..stations.len() as StationNumber {
            let row = stations.row(station);
            if row.listed || !only_listed {
                let lowest = row.area.map(|area| &mut listed[area as usize]);
                lowest.unwrap_or(&mut listed_in_none).add(row.registered);
            }
        }
        let mut listed_in_all = listed_in_none;
        for area in (0..areas.len()).rev() {
            let own = listed[area];
            match parent(area) {
                Some(above) => listed[above as usize].add_all(own),
                None => listed_in_all.add_all(own),
            }
        }
        ByArea {
            order,
            spans,
            stations: sorted,
            begins,
            listed,
            listed_in_none,
            listed_in_all,
        }
    }

    /// The places of an area and of all within it.
    pub(crate) fn span(&self, area: AreaNumber) -> Range<usize> {
        self.spans[area as usize].clone()
    }

    /// An area and all within it.
    pub(crate) fn areas_within(&self, area: AreaNumber) -> &[AreaNumber] {
        &self.order[self.span(area)]
    }

    /// The stations within an area, on the register or not.
    pub(crate) fn stations_within(&self, area: AreaNumber) -> &[StationNumber] {
        let span = self.span(area);
        &self.stations[self.begins[span.start]..self.begins[span.end]]
    }

    /// What is listed within an area.
    pub(crate) fn listed(&self, area: AreaNumber) -> Listed {
        self.listed[area as usize]
    }

    /// What is listed in no area.
    pub(crate) fn listed_in_none(&self) -> Listed {
        self.listed_in_none
    }

    /// What is listed in the whole country.
    pub(crate) fn listed_in_all(&self) -> Listed {
        self.listed_in_all
    }
}
