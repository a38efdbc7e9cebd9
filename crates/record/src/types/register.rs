//! `register`: stations of the register.

use super::{ContentError, EntryType, check_number};
use crate::BlobHash;
use model::election::MAX_CONTEST_AREAS;
use model::{AreaCode, ContestAreas, ElectionId, Expected, Hour, Minute};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// `register`: stations of the register, and what is expected where it is incomplete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterBody {
    /// The election.
    pub election: ElectionId,
    /// The stations, a blob; see [`crate::register`].
    pub stations: BlobHash,
    /// How many stations the blob holds.
    pub count: u32,
    /// The document that the stations were taken from, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<BlobHash>,
    /// Expected numbers and closing times by area; they replace what was given before for the same area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<Expected>,
    /// When the polls close in the whole country; replaces what was said of that before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polls_close: Option<Minute>,
    /// Where contests are held; replaces what was said of the same contest before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contests: Vec<ContestAreas>,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for RegisterBody {
    const NAME: &'static str = "register";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn check(&self) -> Result<(), ContentError> {
        let numbers = self
            .expected
            .iter()
            .flat_map(|area| [area.stations, area.registered]);
        numbers
            .flatten()
            .try_for_each(|number| check_number("expected", number))?;
        self.contests.iter().try_for_each(check_areas)
    }
}

/// Checks that the areas of a contest are not too many and all different.
fn check_areas(contest: &ContestAreas) -> Result<(), ContentError> {
    let distinct: BTreeSet<_> = contest.areas.iter().map(AreaCode::as_str).collect();
    match distinct.len() == contest.areas.len() && distinct.len() <= MAX_CONTEST_AREAS {
        true => Ok(()),
        false => Err(ContentError::ContestAreas(contest.contest.to_string())),
    }
}
