//! The stations that the register or a reading names.

use crate::areas::{AreaNumber, StationAreas};
use crate::fold::register::RegisterStation;
use indexmap::IndexMap;
use model::{Location, StationCode};

/// A station's number in the order in which stations were first named.
pub type StationNumber = u32;

/// What is known of a station.
#[derive(Debug, Clone, Default)]
pub struct StationRow {
    /// Its lowest area.
    pub area: Option<AreaNumber>,
    /// Its registered voters, by the first register entry that gives them.
    pub registered: Option<u32>,
    /// That entry's place in the log.
    pub registered_from: Option<u64>,
    /// Whether it is on the register.
    pub listed: bool,
    /// Whether two registers gave other numbers of registered voters; the first stands.
    pub registered_differs: bool,
    /// Whether two registers put it into other areas; the first stands.
    pub area_differs: bool,
    /// Where it is, by the register.
    pub place: Option<Location>,
}

/// All stations.
#[derive(Debug, Clone, Default)]
pub struct Stations {
    rows: IndexMap<StationCode, StationRow, foldhash::fast::RandomState>,
    listed: u64,
}

impl Stations {
    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.rows.reserve(more);
    }

    /// Puts a station on the register, as an entry lists it, with its areas.
    pub(crate) fn list(&mut self, entry: u64, listed: RegisterStation, areas: Option<StationAreas>) {
        let RegisterStation {
            code,
            registered,
            place,
            ..
        } = listed;
        let row = self.rows.entry(code).or_default();
        if !row.listed {
            self.listed += 1;
            row.listed = true;
        }
        if let Some(StationAreas { lowest, elsewhere }) = areas {
            row.area_differs |= elsewhere || row.area.is_some_and(|first| first != lowest);
            row.area.get_or_insert(lowest);
        }
        row.place = row.place.or(place);
        match (row.registered, registered) {
            (Some(old), Some(new)) if old != new => row.registered_differs = true,
            (None, Some(new)) => {
                row.registered = Some(new);
                row.registered_from = Some(entry);
            }
            _ => {}
        }
    }

    /// Adds a station that the register lacks, by the code that an entry names.
    pub(crate) fn add(&mut self, code: &str) -> StationNumber {
        let code = code.parse().expect("an entry's station code is well-formed");
        self.rows.insert_full(code, StationRow::default()).0 as StationNumber
    }

    /// The number of a station.
    pub fn number(&self, code: &str) -> Option<StationNumber> {
        self.rows.get_index_of(code).map(|n| n as StationNumber)
    }

    /// The station's code.
    pub fn code(&self, number: StationNumber) -> &StationCode {
        self.rows
            .get_index(number as usize)
            .expect("station numbers come from this list")
            .0
    }

    /// What is known of it.
    pub fn row(&self, number: StationNumber) -> &StationRow {
        &self.rows[number as usize]
    }

    /// How many there are, on the register or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many are on the register.
    pub fn listed(&self) -> u64 {
        self.listed
    }
}
