//! What is wrong with a definition, with the places in `election.toml` at which it is.

use super::error::ElectionError;
use crate::document::Place;
use crate::names::Names;
use std::collections::BTreeSet;

/// A mistake in a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands in `election.toml`.
    pub at: Place,
    /// What is wrong.
    pub error: ElectionError,
}

/// The mistakes that were found so far, in the order in which they are looked for.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn into_vec(self) -> Vec<Fault> {
        self.0
    }

    pub(crate) fn push(&mut self, at: Place, error: ElectionError) {
        self.0.push(Fault { at, error });
    }

    /// Notes a number out of its range.
    pub(crate) fn within(
        &mut self,
        at: Place,
        key: &str,
        found: u64,
        range: std::ops::RangeInclusive<u64>,
        expected: &'static str,
    ) {
        if !range.contains(&found) {
            let (key, found) = (key.to_owned(), found.to_string());
            self.push(at, ElectionError::Range { key, found, expected });
        }
    }

    /// Notes a list that is too long or too short.
    pub(crate) fn length(
        &mut self,
        at: Place,
        key: &str,
        found: usize,
        range: std::ops::RangeInclusive<usize>,
        expected: &'static str,
    ) {
        let range = *range.start() as u64..=*range.end() as u64;
        self.within(at, key, found as u64, range, expected);
    }

    /// Notes the ids of a list that stand there twice or could be taken for something else.
    pub(crate) fn distinct<'a>(&mut self, at: &Place, key: &str, ids: impl Iterator<Item = &'a str>) {
        let mut names = Names::default();
        for (place, id) in ids.enumerate() {
            // A member is the id itself, or a table that has it.
            let at = || at.item(place).key("id");
            if let Err(source) = names.check(id) {
                let key = key.to_owned();
                self.push(at(), ElectionError::Misleading { key, source });
            } else if !names.add(id) {
                self.push(at(), twice(key, id));
            }
        }
    }

    /// Notes what stands twice in a list.
    pub(crate) fn unique<'a>(&mut self, at: &Place, key: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (place, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.push(at.item(place), twice(key, id));
            }
        }
    }
}

fn twice(key: &str, id: &str) -> ElectionError {
    ElectionError::Twice {
        key: key.to_owned(),
        id: id.to_owned(),
    }
}
