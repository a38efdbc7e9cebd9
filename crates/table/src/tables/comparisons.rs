//! The accounts compared, two at a time, and the stages of an account with the next one: `comparisons`, `differences` and `one_only`.

use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable};
use crate::export::{Cell, Column};
use std::borrow::Cow;
use std::ops::ControlFlow;
use tally::ContestNumber;
use tally::compare::Comparison;

/// What names a comparison: its contest, and what is compared.
fn compared_columns() -> Vec<Column> {
    vec![
        Column::text("contest", "the contest"),
        Column::text(
            "first",
            "the first account; with `/` and a stage, that stage of the account",
        ),
        Column::text("second", "the second account, or the account's next stage"),
    ]
}

/// The name and columns of `comparisons`.
pub(super) fn shape() -> Shape {
    let mut columns = compared_columns();
    columns.extend([
        Column::text(
            "area",
            "the area's code; empty for the stations in no area, or where there are no levels",
        )
        .nullable(),
        Column::integer(
            "in_both",
            "stations in both accounts, but those at which one has zeros for all options and the other votes",
        ),
        Column::integer(
            "equal",
            "stations in both whose figures agree wherever both were read",
        ),
        Column::integer("different", "stations in both that differ in a figure"),
        Column::integer(
            "first_only",
            "stations at which the first account alone has figures, or votes",
        ),
        Column::integer(
            "second_only",
            "stations at which the second account alone has figures, or votes",
        ),
        Column::integer(
            "second_empty",
            "stations among first_only at which the second account has zeros for all options",
        ),
        Column::integer(
            "first_empty",
            "stations among second_only at which the first account has zeros for all options",
        ),
    ]);
    Shape::new("comparisons", columns)
}

/// The name and columns of `differences`.
pub(super) fn differences_shape() -> Shape {
    let mut columns = compared_columns();
    columns.extend([
        Column::text("station", "the station's code"),
        Column::text(
            "figure",
            "the figure that differs: registered, ballots, valid, blank, null, a further figure's id or an option's",
        ),
        Column::integer("first_number", "what the first account has"),
        Column::integer("second_number", "what the second account has"),
    ]);
    Shape::new("differences", columns)
}

/// The name and columns of `one_only`.
pub(super) fn one_only_shape() -> Shape {
    let mut columns = compared_columns();
    columns.extend([
        Column::text("only_in", "the account that has the station"),
        Column::text("station", "the station's code"),
        Column::integer(
            "other_empty",
            "1 where the other account has zeros for all options there, otherwise 0",
        ),
    ]);
    Shape::new("one_only", columns)
}

impl Tables<'_> {
    /// `comparisons`: each two accounts side by side, by area of the topmost level.
    pub(super) fn comparisons(&self) -> TallyTable<'_> {
        let rows = move |each: Each<'_>| {
            for comparison in self.comparisons_of() {
                let (contest, [first, second]) = self.compared(comparison);
                for area in self.tally.compared_areas(comparison) {
                    let count = |n: u64| Cell::Integer(n as i64);
                    each(&[
                        Cell::Text(contest),
                        Cell::Text(&first),
                        Cell::Text(&second),
                        self.optional_area(area.area),
                        count(area.both),
                        count(area.equal),
                        count(area.different),
                        count(area.first_only),
                        count(area.second_only),
                        count(area.second_empty),
                        count(area.first_empty),
                    ])?;
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(shape, rows))
    }

    /// `differences`: each figure in which two accounts differ at a station.
    pub(super) fn differences(&self) -> TallyTable<'_> {
        let rows = move |each: Each<'_>| {
            for comparison in self.comparisons_of() {
                let names = self.tally.figure_names(comparison.contest);
                let (contest, [first, second]) = self.compared(comparison);
                for difference in &comparison.different {
                    for (figure, a, b) in self.tally.differing_figures(comparison, difference) {
                        each(&[
                            Cell::Text(contest),
                            Cell::Text(&first),
                            Cell::Text(&second),
                            Cell::Text(self.tally.stations().code(difference.station).as_str()),
                            Cell::Text(names[figure]),
                            Cell::Integer(a.into()),
                            Cell::Integer(b.into()),
                        ])?;
                    }
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(differences_shape, rows))
    }

    /// `one_only`: each station that only one of two accounts has.
    pub(super) fn one_only(&self) -> TallyTable<'_> {
        let rows = move |each: Each<'_>| {
            for comparison in self.comparisons_of() {
                let (contest, [first, second]) = self.compared(comparison);
                for (only_in, stations) in [
                    (&first, &comparison.first_only),
                    (&second, &comparison.second_only),
                ] {
                    for only in stations {
                        let code = self.tally.stations().code(only.station).as_str();
                        each(&[
                            Cell::Text(contest),
                            Cell::Text(&first),
                            Cell::Text(&second),
                            Cell::Text(only_in),
                            Cell::Text(code),
                            Cell::Integer(only.other_empty.into()),
                        ])?;
                    }
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(one_only_shape, rows))
    }

    fn comparisons_of(&self) -> impl Iterator<Item = &Comparison> {
        let contests = 0..self.tally.election().contests.len() as ContestNumber;
        contests.flat_map(|contest| {
            let stages = self.overview.stage_comparisons(contest);
            self.overview.comparisons(contest).iter().chain(stages)
        })
    }

    /// What names a comparison: its contest, and what is compared.
    fn compared(&self, comparison: &Comparison) -> (&str, [Cow<'_, str>; 2]) {
        let views = [comparison.first, comparison.second];
        (
            self.contest_name(comparison.contest),
            views.map(|view| self.view_name(view)),
        )
    }
}
