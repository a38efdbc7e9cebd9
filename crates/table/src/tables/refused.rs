//! `refused`: the entries and rows that count for nothing.

use super::cell::{optional, text};
use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable};
use crate::export::{Cell, Column};
use std::ops::ControlFlow;

/// The name and columns of `refused`.
pub(super) fn shape() -> Shape {
    Shape::new(
        "refused",
        vec![
            Column::integer("entry", "the entry's place in the log"),
            Column::integer(
                "row",
                "its row, counted from 0; empty where the whole entry counts for nothing",
            )
            .nullable(),
            Column::text("type", "its type, as far as it could be read"),
            Column::text("code", "why it counts for nothing"),
            Column::text("reason", "the same in words"),
        ],
    )
}

impl Tables<'_> {
    pub(super) fn refused(&self) -> TallyTable<'_> {
        let rows = move |each: Each<'_>| {
            for refused in self.tally.refused().kept() {
                let reason = refused.refusal.to_string();
                each(&[
                    Cell::Integer(refused.entry as i64),
                    optional(refused.row.map(u32::from)),
                    text(&refused.kind),
                    Cell::Text(refused.refusal.code()),
                    text(&reason),
                ])?;
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(shape, rows))
    }
}
