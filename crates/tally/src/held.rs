//! Where contests are held: everywhere, or in areas that the law or a register names, by the register as it stands.

use crate::areas::{AreaNumber, Areas};
use crate::by_area::ByArea;
use crate::fold::Fold;
use crate::readings::ContestNumber;
use crate::stations::StationNumber;
use model::AreaCode;

/// The areas of a contest that is not held everywhere.
#[derive(Debug)]
pub(crate) struct Held {
    /// Those of them that lie in no other one, in the order of [`ByArea`].
    parts: Vec<AreaNumber>,
    /// Those that no register has named.
    unknown: Vec<AreaCode>,
}

impl Held {
    /// Where a contest with these areas is held; none where it is held everywhere.
    pub(crate) fn of(codes: &[AreaCode], areas: &Areas, by_area: &ByArea) -> Option<Held> {
        if codes.is_empty() {
            return None;
        }
        let (mut named, mut unknown) = (Vec::new(), Vec::new());
        for code in codes {
            match areas.number(code.as_str()) {
                Some(number) => named.push(number),
                None => unknown.push(code.clone()),
            }
        }
        named.sort_by_key(|area| by_area.span(*area).start);
        let mut behind = 0;
        named.retain(|area| {
            let span = by_area.span(*area);
            let lies_in_none = span.start >= behind;
            behind = behind.max(span.end);
            lies_in_none
        });
        Some(Held {
            parts: named,
            unknown,
        })
    }

    /// Whether a station whose lowest area this is lies in one of them. One in no known area lies in none.
    pub(crate) fn has(&self, by_area: &ByArea, area: Option<AreaNumber>) -> bool {
        let Some(place) = area.map(|area| by_area.span(area).start) else {
            return false;
        };
        let before = self
            .parts
            .partition_point(|part| by_area.span(*part).start <= place);
        before > 0 && by_area.span(self.parts[before - 1]).contains(&place)
    }

    /// The parts that lie within an area, or in the country where there is none.
    pub(crate) fn within(&self, by_area: &ByArea, area: Option<AreaNumber>) -> &[AreaNumber] {
        let Some(span) = area.map(|area| by_area.span(area)) else {
            return &self.parts;
        };
        let before = |place: usize| {
            self.parts
                .partition_point(|part| by_area.span(*part).start < place)
        };
        &self.parts[before(span.start)..before(span.end)]
    }

    /// The areas that no register has named, which lie in the country alone.
    pub(crate) fn unknown(&self) -> &[AreaCode] {
        &self.unknown
    }

    /// The areas within its parts and above them, by their numbers.
    pub(crate) fn areas(&self, by_area: &ByArea, areas: &Areas) -> Vec<AreaNumber> {
        let within = self.parts.iter().flat_map(|part| by_area.areas_within(*part));
        let above = self
            .parts
            .iter()
            .flat_map(|part| areas.upwards(Some(*part)).skip(1));
        let mut all: Vec<AreaNumber> = within.copied().chain(above).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The contests of each station: those that are held there, and those of which the record says something there.
#[derive(Debug)]
pub(crate) struct ContestsAt {
    everywhere: Vec<ContestNumber>,
    /// By the parts of the others.
    by_part: Vec<(AreaNumber, ContestNumber)>,
    /// Of stations at which a contest is not held and of which there are readings, rulings or photographs.
    outside: Vec<(StationNumber, ContestNumber)>,
}

impl ContestsAt {
    /// `said` are stations and contests of which there are readings or rulings, some of them perhaps more than once.
    pub(crate) fn of(
        held: &[Option<Held>],
        fold: &Fold,
        by_area: &ByArea,
        said: impl Iterator<Item = (StationNumber, ContestNumber)>,
    ) -> ContestsAt {
        // Behind the last contest there may be no number.
        let contests = || held.iter().zip(0..);
        let everywhere = contests().filter(|(held, _)| held.is_none());
        let parts = contests().filter_map(|(held, contest)| Some((contest, held.as_ref()?)));
        let parts = parts.flat_map(|(contest, held)| held.parts.iter().map(move |part| (*part, contest)));
        let shown = fold.captures.iter().filter_map(|capture| {
            let station = fold.stations.number(capture.station.as_ref()?.as_str())?;
            Some((station, capture.contest))
        });
        let is_outside = |(station, contest): &(StationNumber, ContestNumber)| {
            let held = held[usize::from(*contest)].as_ref();
            held.is_some_and(|held| !held.has(by_area, fold.stations.row(*station).area))
        };
        let mut by_part: Vec<_> = parts.collect();
        by_part.sort_unstable();
        let mut outside: Vec<_> = said.chain(shown).filter(is_outside).collect();
        outside.sort_unstable();
        outside.dedup();
        ContestsAt {
            everywhere: everywhere.map(|(_, contest)| contest).collect(),
            by_part,
            outside,
        }
    }

    /// Those of a station whose lowest area is given, in the order of the law.
    pub(crate) fn of_station(
        &self,
        areas: &Areas,
        (station, area): (StationNumber, Option<AreaNumber>),
    ) -> Vec<ContestNumber> {
        let mut all = self.everywhere.clone();
        for area in areas.upwards(area) {
            all.extend(of_key(&self.by_part, area));
        }
        all.extend(of_key(&self.outside, station));
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The contests that stand beside a number in a sorted list.
fn of_key(sorted: &[(u32, ContestNumber)], key: u32) -> impl Iterator<Item = ContestNumber> + '_ {
    let from = sorted.partition_point(|(own, _)| *own < key);
    let own = sorted[from..].iter().take_while(move |(own, _)| *own == key);
    own.map(|(_, contest)| *contest)
}
