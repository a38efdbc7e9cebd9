//! The register: the stations of a country, each with its areas and its registered voters.

use crate::{AreaCode, Location, StationCode};
use compact_str::CompactString;

/// An area on the way from the country down to a station.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Area {
    /// The area's code, unique in the country.
    pub code: AreaCode,
    /// Its name for people; may be empty.
    pub name: CompactString,
}

/// A station as the register has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// The station's code.
    pub code: StationCode,
    /// Its registered voters, where they are known.
    pub registered: Option<u32>,
    /// Its areas from the top down, one for each of the election's levels.
    pub areas: Vec<Area>,
    /// Where it is, where that is known.
    pub place: Option<Location>,
}
