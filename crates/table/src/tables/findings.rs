//! `findings`: each rule that a reading breaks.

use super::cell::{optional_large, row};
use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable};
use crate::export::{Cell, Column};
use std::ops::ControlFlow;

/// The name and columns of `findings`.
pub(super) fn shape() -> Shape {
    Shape::new(
        "findings",
        vec![
            Column::text("contest", "the contest"),
            Column::text("station", "the station's code"),
            Column::text("account", "the account whose reading it is"),
            Column::text("rule", "the rule's code"),
            Column::text("severity", "error or warning"),
            Column::text(
                "fields",
                "the fields concerned, apart by spaces; of a sum its parts and then itself",
            )
            .nullable(),
            Column::integer("entry", "the place of the reading's entry in the log"),
            Column::integer(
                "row",
                "its row in that entry, counted from 0; empty where the entry is one reading",
            )
            .nullable(),
            Column::integer("other_entry", "the entry of the reading that it is held against").nullable(),
            Column::integer("other_row", "its row in that entry").nullable(),
        ],
    )
}

impl Tables<'_> {
    pub(super) fn findings(&self) -> TallyTable<'_> {
        let tally = self.tally;
        let rows = move |each: Each<'_>| {
            for finding in tally.findings() {
                let fields = finding
                    .fields
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ");
                let place = tally.readings().place(finding.reading);
                let other = finding.other.map(|other| tally.readings().place(other));
                each(&[
                    Cell::Text(self.contest_name(finding.contest)),
                    Cell::Text(tally.stations().code(finding.station).as_str()),
                    Cell::Text(tally.account(finding.account).as_str()),
                    Cell::Text(finding.rule.code()),
                    Cell::Text(finding.severity.name()),
                    if fields.is_empty() {
                        Cell::Empty
                    } else {
                        Cell::Text(&fields)
                    },
                    Cell::Integer(place.entry as i64),
                    row(Some(place)),
                    optional_large(other.map(|other| other.entry)),
                    row(other),
                ])?;
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(shape, rows))
    }
}
