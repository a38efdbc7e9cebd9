//! `ruling`: which reading of a station stands.

use super::EntryType;
use crate::ReadingName;
use model::{ContestId, ElectionId, Hour, StationCode};
use serde::{Deserialize, Serialize};

/// `ruling`: this reading stands for this station, or none does, because of a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// The election.
    pub election: ElectionId,
    /// The station.
    pub station: StationCode,
    /// The contest.
    pub contest: ContestId,
    /// The reading that stands; none where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<ReadingName>,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Ruling {
    const NAME: &'static str = "ruling";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn station(&self) -> Option<&StationCode> {
        Some(&self.station)
    }
}
