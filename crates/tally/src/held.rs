//! Where a contest is held: everywhere, or in areas that the law or a register names, by the register as it stands.

use crate::areas::{AreaNumber, Areas};
use crate::fold::Fold;
use crate::readings::ContestNumber;
use crate::stations::StationNumber;
use crate::totals::Listed;
use model::AreaCode;

/// The areas of a contest that is not held everywhere.
#[derive(Debug)]
pub(crate) struct Held {
    /// Those of them that lie in no other one.
    parts: Vec<Part>,
    /// Whether an area is one of them or lies in one, by its number.
    inside: Vec<bool>,
}

/// One of a contest's areas that lies in no other one.
#[derive(Debug)]
struct Part {
    code: AreaCode,
    /// Its number; none where no register has named it.
    number: Option<AreaNumber>,
    listed: Listed,
}

impl Held {
    /// Where a contest is held; none where it is held everywhere.
    pub(crate) fn of(fold: &Fold, contest: ContestNumber) -> Option<Held> {
        let codes = &fold.contest_areas[usize::from(contest)];
        if codes.is_empty() {
            return None;
        }
        let areas = &fold.areas;
        let mut named = vec![false; areas.len()];
        for number in codes.iter().filter_map(|code| areas.number(code.as_str())) {
            named[number as usize] = true;
        }
        // An area is always numbered after the one above it.
        let mut inside = named;
        let mut is_part = inside.clone();
        for number in 0..inside.len() {
            let above = areas.node(number as AreaNumber).parent;
            if above.is_some_and(|above| inside[above as usize]) {
                inside[number] = true;
                is_part[number] = false;
            }
        }
        let part = |code: &AreaCode| Part {
            code: code.clone(),
            number: areas.number(code.as_str()),
            listed: Listed::default(),
        };
        let parts = codes.iter().map(part);
        let lies_in_none = |part: &Part| part.number.is_none_or(|number| is_part[number as usize]);
        let mut held = Held {
            parts: parts.filter(lies_in_none).collect(),
            inside,
        };
        held.list(fold);
        Some(held)
    }

    /// Counts what the register lists of each part.
    fn list(&mut self, fold: &Fold) {
        let mut of_area = vec![None; fold.areas.len()];
        for (at, part) in self.parts.iter().enumerate() {
            if let Some(number) = part.number {
                of_area[number as usize] = Some(at);
            }
        }
        for station in 0..fold.stations.len() as StationNumber {
            let row = fold.stations.row(station);
            let mut above = fold.areas.upwards(row.area);
            if let Some(at) = above.find_map(|area| of_area[area as usize])
                && row.listed
            {
                self.parts[at].listed.add(row.registered);
            }
        }
    }

    /// Whether a station whose lowest area this is lies in one of them. One in no known area lies in none.
    pub(crate) fn has(&self, area: Option<AreaNumber>) -> bool {
        area.is_some_and(|area| self.inside[area as usize])
    }

    /// The parts that lie within an area (the country where there is none), each with its code and what is listed there.
    /// Those that no register has named lie in the country alone.
    pub(crate) fn within<'a>(
        &'a self,
        areas: &'a Areas,
        area: Option<AreaNumber>,
    ) -> impl Iterator<Item = (&'a AreaCode, Listed)> {
        let lies = move |part: &&Part| match area {
            None => true,
            Some(area) => part.number.is_some_and(|number| areas.within(Some(number), area)),
        };
        (self.parts.iter().filter(lies)).map(|part| (&part.code, part.listed))
    }
}
