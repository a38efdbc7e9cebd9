//! Which readings hold a place (`docs/record.md`, *Which readings hold a place*): those that no other one corrects and
//! that are no empty rows, and that people or a file have read, not a program alone. Of each account those of the latest of its stages count at a station.

use crate::accounts::StageNumber;
use crate::readings::{ContestNumber, ReadingRow, Readings};
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use model::Method;
use model::election::MAX_ACCOUNTS;

impl ReadingRow {
    /// Whether the reading holds a place.
    pub fn holds_place(&self) -> bool {
        self.corrected_by().is_none() && !self.empty && self.method != Method::Machine
    }
}

/// A station's readings that hold a place and are of the stage that their account is at there, in the order of the log.
pub(crate) fn in_place(
    readings: &Readings,
    contest: ContestNumber,
    station: StationNumber,
) -> impl Iterator<Item = ReadingNumber> + '_ {
    let holding = || {
        let all = readings.of_station(contest, station);
        all.filter(|number| readings.row(*number).holds_place())
    };
    let mut at: [StageNumber; MAX_ACCOUNTS] = [0; MAX_ACCOUNTS];
    for row in holding().map(|number| readings.row(number)) {
        let at = &mut at[usize::from(row.account)];
        *at = row.stage.max(*at);
    }
    holding().filter(move |number| {
        let row = readings.row(*number);
        row.stage == at[usize::from(row.account)]
    })
}
