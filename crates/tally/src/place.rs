//! Which readings hold a place: those from which the state of a station and what stands for an account are decided.

use crate::readings::{ContestNumber, ReadingRow, Readings};
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use model::Method;

/// Whether a reading holds a place: no other one corrects it, and people or a file have read it, not a program alone.
pub(crate) fn holds_a_place(row: &ReadingRow) -> bool {
    row.corrected_by().is_none() && row.method != Method::Machine
}

/// The readings of a station and contest that hold a place, in the order of the log.
pub(crate) fn in_place(
    readings: &Readings,
    contest: ContestNumber,
    station: StationNumber,
) -> impl Iterator<Item = ReadingNumber> + '_ {
    readings
        .of_station(contest, station)
        .filter(|number| holds_a_place(readings.row(*number)))
}
