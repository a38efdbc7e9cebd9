//! `observation`: an observer's report from a station.

use super::EntryType;
use model::{ElectionId, Hour, StationCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `observation`: an observer reports from a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The election.
    pub election: ElectionId,
    /// The station.
    pub station: StationCode,
    /// Checklist answers by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    /// An incident, in the observer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Observation {
    const NAME: &'static str = "observation";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn station(&self) -> Option<&StationCode> {
        Some(&self.station)
    }
}
