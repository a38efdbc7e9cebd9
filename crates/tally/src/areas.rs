//! The country's tree of areas, as the register's stations name it.

use indexmap::IndexMap;
use model::{Area, AreaCode, CompactString};

/// An area's number.
pub type AreaNumber = u32;

/// A node of the tree.
#[derive(Debug, Clone)]
pub struct AreaNode {
    /// Its name for people; may be empty.
    pub name: CompactString,
    /// Its level, 0 for the topmost.
    pub level: u8,
    /// The area above it.
    pub parent: Option<AreaNumber>,
}

/// The areas of a station, as a register says them, in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StationAreas {
    /// The lowest.
    pub(crate) lowest: AreaNumber,
    /// Whether one of them stands at another place in the tree than the register says.
    pub(crate) elsewhere: bool,
}

/// The tree.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    nodes: IndexMap<AreaCode, AreaNode, foldhash::fast::RandomState>,
}

impl Areas {
    /// Adds the areas of a station, from the top down. A name that was empty is
    /// filled in; a code that already stands at another place keeps its place. None where there are no areas.
    pub(crate) fn add(&mut self, path: &[Area]) -> Option<StationAreas> {
        let mut above = None;
        let mut elsewhere = false;
        for (area, level) in path.iter().zip(0u8..) {
            let number = match self.nodes.get_full_mut(area.code.as_str()) {
                Some((number, _, node)) => {
                    elsewhere |= (node.parent, node.level) != (above, level);
                    if node.name.is_empty() {
                        node.name.clone_from(&area.name);
                    }
                    number
                }
                None => {
                    self.nodes
                        .insert_full(
                            area.code.clone(),
                            AreaNode {
                                name: area.name.clone(),
                                level,
                                parent: above,
                            },
                        )
                        .0
                }
            };
            above = Some(number as AreaNumber);
        }
        above.map(|lowest| StationAreas { lowest, elsewhere })
    }

    /// How many areas there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The number of the area of that code.
    pub fn number(&self, code: &str) -> Option<AreaNumber> {
        self.nodes.get_index_of(code).map(|n| n as AreaNumber)
    }

    /// The area's code.
    pub fn code(&self, number: AreaNumber) -> &AreaCode {
        self.nodes
            .get_index(number as usize)
            .expect("area numbers come from this tree")
            .0
    }

    /// The area itself.
    pub fn node(&self, number: AreaNumber) -> &AreaNode {
        &self.nodes[number as usize]
    }

    /// The area and those above it, from the lowest up.
    pub fn upwards(&self, from: Option<AreaNumber>) -> impl Iterator<Item = AreaNumber> + '_ {
        std::iter::successors(from, |number| self.node(*number).parent)
    }

    /// The area of that level on the way up from `from`.
    pub fn at_level(&self, from: Option<AreaNumber>, level: u8) -> Option<AreaNumber> {
        self.upwards(from)
            .find(|number| self.node(*number).level == level)
    }

    /// Whether `area` is `from` or stands above it.
    pub fn within(&self, from: Option<AreaNumber>, area: AreaNumber) -> bool {
        self.upwards(from).any(|number| number == area)
    }

    /// The numbers of all areas, in the order of their codes.
    pub fn sorted(&self) -> Vec<AreaNumber> {
        let mut numbers: Vec<AreaNumber> = (0..self.nodes.len() as AreaNumber).collect();
        numbers.sort_by(|a, b| self.code(*a).cmp(self.code(*b)));
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(codes: &[&str]) -> Vec<Area> {
        codes
            .iter()
            .map(|code| Area {
                code: code.parse().unwrap(),
                name: "".into(),
            })
            .collect()
    }

    #[test]
    fn areas_stand_in_a_tree() {
        let mut areas = Areas::default();
        let mut lowest = |codes: &[&str]| areas.add(&path(codes)).map(|areas| areas.lowest);
        let town = lowest(&["01", "0101"]);
        let other = lowest(&["01", "0102"]);
        assert_eq!(areas.len(), 3);
        assert_eq!(areas.at_level(town, 0), areas.at_level(other, 0));
        assert_ne!(areas.at_level(town, 1), areas.at_level(other, 1));
        assert!(areas.within(town, areas.number("01").unwrap()));
        assert!(!areas.within(town, other.unwrap()));
        assert!(!areas.within(None, other.unwrap()));
    }

    #[test]
    fn an_area_keeps_its_first_place_and_another_one_is_told() {
        let mut areas = Areas::default();
        let mut elsewhere = |codes: &[&str]| areas.add(&path(codes)).map(|areas| areas.elsewhere);
        assert_eq!(elsewhere(&["01", "0101"]), Some(false));
        assert_eq!(elsewhere(&["01", "0101"]), Some(false));
        assert_eq!(elsewhere(&["02", "0101"]), Some(true));
        assert_eq!(elsewhere(&["0101", "010101"]), Some(true));
        assert_eq!(elsewhere(&[]), None);
        let town = areas.number("0101");
        assert!(areas.within(town, areas.number("01").unwrap()));
    }
}
