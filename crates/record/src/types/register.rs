//! `register`: stations of the register.

use super::{ContentError, EntryType, check_number};
use crate::BlobHash;
use model::{ElectionId, Expected, Hour, Minute};
use serde::{Deserialize, Serialize};

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
            .try_for_each(|number| check_number("expected", number))
    }
}
