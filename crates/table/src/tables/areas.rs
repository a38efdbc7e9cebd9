//! `areas`: the tree of areas.

use super::cell::text;
use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable};
use crate::export::{Cell, Column};
use std::ops::ControlFlow;

/// The name and columns of `areas`.
pub(super) fn shape() -> Shape {
    Shape::new(
        "areas",
        vec![
            Column::text("area", "the area's code"),
            Column::text("level", "its level"),
            Column::text("name", "its name").nullable(),
            Column::text("parent", "the area above it; empty for the topmost").nullable(),
        ],
    )
}

impl Tables<'_> {
    pub(super) fn areas(&self) -> TallyTable<'_> {
        let tally = self.tally;
        let rows = move |each: Each<'_>| {
            for area in tally.areas().sorted() {
                let node = tally.areas().node(area);
                let level = tally.election().levels.get(usize::from(node.level));
                each(&[
                    self.area(area),
                    Cell::Text(level.map_or("none", |level| level.as_str())),
                    text(&node.name),
                    self.optional_area(node.parent),
                ])?;
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(shape, rows))
    }
}
