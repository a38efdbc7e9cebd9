//! The country's areas as a tree, and the stations in each, in the order in which pages list them.

use crate::prepared::LINES;
use rayon::prelude::*;
use std::ops::Range;
use tally::{AreaNumber, StationNumber, Tally};

/// The most stations of an area that is a section of a page of several pages.
const SMALL: usize = 24;

/// The country's areas and the stations in each, in the order in which pages list them.
pub(crate) struct Tree {
    /// The areas directly below each.
    pub(crate) children: Vec<Vec<AreaNumber>>,
    /// The topmost areas.
    pub(crate) top: Vec<AreaNumber>,
    /// All areas in preorder, those of one parent by code.
    pub(crate) preorder: Vec<AreaNumber>,
    /// Each area's index in that list.
    pub(crate) place: Vec<u32>,
    /// The stations that count, those of one area together.
    stations: Vec<StationNumber>,
    /// Where the stations directly in each area stand.
    direct: Vec<Range<usize>>,
    /// Where those in no area stand.
    without_area: Range<usize>,
    /// How many stations are in each area, at any depth.
    pub(crate) within: Vec<usize>,
    /// Of each area that is a section of its parent's page: how many stations the parent lists before it.
    pub(crate) section: Vec<Option<usize>>,
}

impl Tree {
    /// The tree of a tally's areas, with the stations that count.
    pub(crate) fn of(tally: &Tally) -> Tree {
        let areas = tally.areas();
        let mut children: Vec<Vec<AreaNumber>> = vec![Vec::new(); areas.len()];
        let mut top = Vec::new();
        for area in areas.sorted() {
            match areas.node(area).parent {
                Some(parent) => children[parent as usize].push(area),
                None => top.push(area),
            }
        }
        let mut preorder = Vec::with_capacity(areas.len());
        let mut rest: Vec<AreaNumber> = top.iter().rev().copied().collect();
        while let Some(area) = rest.pop() {
            preorder.push(area);
            rest.extend(children[area as usize].iter().rev());
        }
        let mut place = vec![0u32; areas.len()];
        for (at, area) in (0u32..).zip(&preorder) {
            place[*area as usize] = at;
        }
        let counted =
            (0..tally.stations().len() as StationNumber).filter(|station| tally.may_count(*station));
        let mut keyed: Vec<(u32, StationNumber)> = counted
            .map(|station| {
                let area = tally.stations().row(station).area;
                (area.map_or(u32::MAX, |area| place[area as usize]), station)
            })
            .collect();
        let code = |station: &StationNumber| tally.stations().code(*station);
        keyed.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| code(&a.1).cmp(code(&b.1))));
        let mut direct = vec![0..0; areas.len()];
        let mut without_area = keyed.len()..keyed.len();
        let mut start = 0;
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            let range = start..start + group.len();
            start = range.end;
            match preorder.get(group[0].0 as usize) {
                Some(area) => direct[*area as usize] = range,
                None => without_area = range,
            }
        }
        let mut within: Vec<usize> = direct.iter().map(Range::len).collect();
        for area in preorder.iter().rev() {
            if let Some(parent) = areas.node(*area).parent {
                within[parent as usize] += within[*area as usize];
            }
        }
        // An area without areas below it is a section of its parent's where both are small, or where it is so small
        // that a page of its own would say little.
        let mut section = vec![None; areas.len()];
        for (parent, below) in children.iter().enumerate() {
            let mut line = direct[parent].len();
            for child in below.iter().map(|child| *child as usize) {
                let lowest = children[child].is_empty();
                if lowest && (within[parent] <= LINES || within[child] <= SMALL) {
                    section[child] = Some(line);
                    line += within[child];
                }
            }
        }
        Tree {
            section,
            children,
            top,
            preorder,
            place,
            stations: keyed.into_iter().map(|(_, station)| station).collect(),
            direct,
            without_area,
            within,
        }
    }

    /// An area and all those below it.
    pub(crate) fn below<'t>(
        &'t self,
        tally: &'t Tally,
        area: AreaNumber,
    ) -> impl Iterator<Item = AreaNumber> + 't {
        let level = |area: AreaNumber| tally.areas().node(area).level;
        let rest = self.preorder[self.place[area as usize] as usize + 1..]
            .iter()
            .copied();
        std::iter::once(area).chain(rest.take_while(move |other| level(*other) > level(area)))
    }

    /// The stations directly in an area, or those in none, by code.
    pub(crate) fn direct(&self, area: Option<AreaNumber>) -> &[StationNumber] {
        match area {
            Some(area) => &self.stations[self.direct[area as usize].clone()],
            None => &self.stations[self.without_area.clone()],
        }
    }
}
