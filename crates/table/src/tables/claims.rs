//! `claims`: each announced figure and count.

use super::cell::{optional_large, text};
use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable};
use crate::export::{Cell, Column};
use std::ops::ControlFlow;

/// The name and columns of `claims`.
pub(super) fn shape() -> Shape {
    Shape::new(
        "claims",
        vec![
            Column::text("account", "whose telling it belongs to"),
            Column::text("claim", "the claim's own name"),
            Column::integer("entry", "its place in the log"),
            Column::text("who", "who said it").nullable(),
            Column::text("said_on", "the day on which it was said"),
            Column::text("stated_in", "where it stands written").nullable(),
            Column::text("contest", "the contest; empty for counts of something else").nullable(),
            Column::text("area", "the area's code; empty for the whole country").nullable(),
            Column::text("subject", "what is counted").nullable(),
            Column::integer("number", "the number announced").nullable(),
            Column::text("percent", "the percentage announced, with its decimals").nullable(),
            Column::text("bound", "exactly, at_least, more_than or about"),
        ],
    )
}

impl Tables<'_> {
    pub(super) fn claims(&self) -> TallyTable<'_> {
        let rows = move |each: Each<'_>| {
            for row in self.tally.claims() {
                let claim = &row.claim;
                let figures = claim
                    .figures
                    .iter()
                    .map(|figure| (figure.of.name(), figure.number, figure.percent, figure.bound));
                let counts = claim
                    .counts
                    .iter()
                    .map(|count| (count.of.as_str(), Some(count.number), None, count.bound));
                for (of, number, percent, bound) in figures.chain(counts) {
                    let percent = percent.map(|percent| percent.to_string());
                    each(&[
                        Cell::Text(claim.account.as_str()),
                        Cell::Text(claim.id.as_str()),
                        Cell::Integer(row.entry as i64),
                        text(&claim.who),
                        Cell::Text(claim.when.as_str()),
                        text(&claim.where_),
                        claim
                            .contest
                            .as_ref()
                            .map_or(Cell::Empty, |contest| Cell::Text(contest.as_str())),
                        claim
                            .area
                            .as_ref()
                            .map_or(Cell::Empty, |area| Cell::Text(area.as_str())),
                        text(of),
                        optional_large(number),
                        percent.as_deref().map_or(Cell::Empty, Cell::Text),
                        Cell::Text(bound.name()),
                    ])?;
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(shape, rows))
    }
}
