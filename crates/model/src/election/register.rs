//! What the law knows of the register of stations: whether it is complete, and expected numbers.

use super::fault::Faults;
use crate::claim::MAX_NUMBER;
use crate::document::Place;
use crate::{AreaCode, ContestId, Minute};
use serde::{Deserialize, Serialize};

/// What is known of the register before the stations themselves are written down.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Whether every station of the country is on the register. Where it is, a station that is not
    /// on it counts for nothing; where it is not, stations are added as files name them.
    #[serde(default)]
    pub complete: bool,
    /// Stations in the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stations: Option<u64>,
    /// Registered voters in the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<u64>,
    /// When the polls close in the whole country: nothing of the log but its hashes is published before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polls_close: Option<Minute>,
    /// Expected numbers by area, where they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Expected>,
}

impl Register {
    pub(super) fn faults(&self, faults: &mut Faults) {
        let at = Place::of("register");
        let areas = at.key("areas");
        faults.unique(
            &areas,
            "register.areas",
            self.areas.iter().map(|e| e.area.as_str()),
        );
        let mut number = |at: Place, number: Option<u64>| {
            let expected = "0 to 9007199254740991";
            faults.within(at, "register", number.unwrap_or(0), 0..=MAX_NUMBER, expected);
        };
        number(at.key("stations"), self.stations);
        number(at.key("registered"), self.registered);
        for (place, expected) in self.areas.iter().enumerate() {
            number(areas.item(place).key("stations"), expected.stations);
            number(areas.item(place).key("registered"), expected.registered);
        }
    }
}

/// What is expected of an area whose stations are not all known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The area.
    pub area: AreaCode,
    /// Its stations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stations: Option<u64>,
    /// Its registered voters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<u64>,
    /// When its polls close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polls_close: Option<Minute>,
}

/// Where a contest is held; replaces all that was said of that before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestAreas {
    /// The contest.
    pub contest: ContestId,
    /// Its areas, at most [`MAX_CONTEST_AREAS`](super::MAX_CONTEST_AREAS), all different; everywhere where there are
    /// none.
    pub areas: Vec<AreaCode>,
}
