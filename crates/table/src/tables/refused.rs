//! `refused`: the entries that count for nothing.

use super::cell::text;
use super::streamed::{Each, Streamed};
use super::{Tables, TallyTable};
use crate::export::{Cell, Column};
use std::ops::ControlFlow;

impl Tables<'_> {
    pub(super) fn refused(&self) -> TallyTable<'_> {
        let columns = vec![
            Column::integer("entry", "the entry's place in the log"),
            Column::text("type", "its type, as far as it could be read"),
            Column::text("code", "why it counts for nothing"),
            Column::text("reason", "the same in words"),
        ];
        let rows = move |each: Each<'_>| {
            for refused in self.tally.refused().kept() {
                let reason = refused.refusal.to_string();
                each(&[
                    Cell::Integer(refused.entry as i64),
                    text(&refused.kind),
                    Cell::Text(refused.refusal.code()),
                    text(&reason),
                ])?;
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: "refused".to_owned(),
            columns,
            rows,
        })
    }
}
