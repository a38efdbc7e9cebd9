//! The accounts compared, two at a time, and the stages of an account with the next one: `comparisons`, `differences` and `one_only`.

use super::streamed::{Each, Streamed};
use super::{Tables, TallyTable};
use crate::export::{Cell, Column};
use std::borrow::Cow;
use std::ops::ControlFlow;
use tally::ContestNumber;
use tally::compare::Comparison;

impl Tables<'_> {
    /// `comparisons`: each two accounts side by side, by area of the topmost level.
    pub(super) fn comparisons(&self) -> TallyTable<'_> {
        let mut columns = Self::compared_columns();
        columns.extend([
            Column::text(
                "area",
                "the area's code; empty for the stations in no area, or where there are no levels",
            )
            .nullable(),
            Column::integer("both", "stations in both accounts"),
            Column::integer(
                "equal",
                "stations in both whose figures agree wherever both were read",
            ),
            Column::integer("different", "stations in both that differ in a figure"),
            Column::integer("first_only", "stations in the first account only"),
            Column::integer("second_only", "stations in the second account only"),
        ]);
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
                    ])?;
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: "comparisons".to_owned(),
            columns: move || columns.clone(),
            rows,
        })
    }

    /// `differences`: each figure in which two accounts differ at a station.
    pub(super) fn differences(&self) -> TallyTable<'_> {
        let mut columns = Self::compared_columns();
        columns.extend([
            Column::text("station", "the station's code"),
            Column::text(
                "figure",
                "the figure that differs: registered, ballots, valid, blank, null, a further figure's id or an option's",
            ),
            Column::integer("first_number", "what the first account has"),
            Column::integer("second_number", "what the second account has"),
        ]);
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
        Box::new(Streamed {
            name: "differences".to_owned(),
            columns: move || columns.clone(),
            rows,
        })
    }

    /// `one_only`: each station that only one of two accounts has.
    pub(super) fn one_only(&self) -> TallyTable<'_> {
        let mut columns = Self::compared_columns();
        columns.extend([
            Column::text("only_in", "the account that has the station"),
            Column::text("station", "the station's code"),
        ]);
        let rows = move |each: Each<'_>| {
            for comparison in self.comparisons_of() {
                let (contest, [first, second]) = self.compared(comparison);
                for (only_in, stations) in [
                    (&first, &comparison.first_only),
                    (&second, &comparison.second_only),
                ] {
                    for station in stations {
                        let code = self.tally.stations().code(*station).as_str();
                        each(&[
                            Cell::Text(contest),
                            Cell::Text(&first),
                            Cell::Text(&second),
                            Cell::Text(only_in),
                            Cell::Text(code),
                        ])?;
                    }
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: "one_only".to_owned(),
            columns: move || columns.clone(),
            rows,
        })
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
}
