//! `totals_<contest>`: the totals of every area in which the contest is held or in part of which it is, for every account and for the accepted readings.

use super::cell::optional_large;
use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable, figure_columns};
use crate::export::{Cell, Column};
use model::{Contest, Election};
use std::ops::ControlFlow;
use tally::{ContestNumber, Sum, Total, View};

/// The name and columns of `totals_<contest>`.
pub(super) fn shape(election: &Election, contest: &Contest) -> Shape {
    let mut columns = vec![
        Column::text(
            "account",
            "whose readings are added up; `accepted` for those that the policy lets stand",
        ),
        Column::text(
            "stage",
            "the only stage whose readings are added up; empty where at each station the latest is",
        )
        .nullable(),
        Column::text(
            "level",
            "the area's level; `country` for the whole, `none` for stations in no area",
        ),
        Column::text("area", "the area's code").nullable(),
        Column::text("area_name", "the area's name").nullable(),
        Column::integer("stations", "stations with a standing reading"),
        Column::integer("of_stations", "stations in the area; empty where not known").nullable(),
        Column::integer(
            "covered_registered",
            "registered voters of the covered stations, as far as known",
        ),
        Column::integer(
            "of_registered",
            "registered voters in the area; empty where not known",
        )
        .nullable(),
        Column::integer(
            "without_registered",
            "covered stations whose registered voters are not known",
        ),
        Column::integer(
            "contested_stations",
            "stations among them whose figures stand and are contested",
        ),
        Column::integer(
            "contested_votes",
            "votes of all options that are those of contested stations",
        ),
        Column::integer(
            "withheld_stations",
            "covered stations with a figure that rests on withheld documents alone",
        ),
        Column::integer("withheld_figures", "how many figures do"),
        Column::integer("illegible", "figures that could not be read"),
    ];
    columns.extend(figure_columns(election, contest, 0));
    Shape::new(format!("totals_{}", contest.id), columns)
}

impl Tables<'_> {
    pub(super) fn totals(&self, contest: ContestNumber) -> TallyTable<'_> {
        let tally = self.tally;
        let rows = move |each: Each<'_>| {
            let areas = tally.areas_of(contest);
            let accounts = self.overview.accounts(contest).iter();
            let views = accounts.map(|account| View::Account(*account));
            let stages = self.overview.stages(contest).iter();
            let stages = stages.map(|(account, stage)| View::Stage(*account, *stage));
            for view in views.chain(stages).chain([View::Accepted]) {
                let totals = self.overview.totals(view, contest);
                each(&self.total(view, "country", &totals.country))?;
                if let Some(total) = &totals.no_area {
                    each(&self.total(view, "none", total))?;
                }
                for &area in &areas {
                    let Some(total) = tally.area_total(&totals, area) else {
                        continue;
                    };
                    let level = usize::from(tally.areas().node(area).level);
                    let level = tally
                        .election()
                        .levels
                        .get(level)
                        .map_or("none", |level| level.as_str());
                    each(&self.total(view, level, &total))?;
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(
            move || shape(tally.election(), tally.contest(contest)),
            rows,
        ))
    }

    fn total<'a>(&'a self, view: View, level: &'a str, total: &Total) -> Vec<Cell<'a>> {
        let coverage = &total.coverage;
        let name = total
            .area
            .map(|area| &self.tally.areas().node(area).name)
            .filter(|name| !name.is_empty());
        let (account, stage) = match view {
            View::Accepted => ("accepted", None),
            View::Account(account) => (self.tally.account(account).as_str(), None),
            View::Stage(account, stage) => (
                self.tally.account(account).as_str(),
                self.tally.declared().stage(account, stage),
            ),
        };
        let mut cells = vec![
            Cell::Text(account),
            stage.map_or(Cell::Empty, |stage| Cell::Text(stage.as_str())),
            Cell::Text(level),
            self.optional_area(total.area),
            name.map_or(Cell::Empty, |name| Cell::Text(name)),
            Cell::Integer(coverage.stations as i64),
            optional_large(coverage.of_stations),
            Cell::Integer(coverage.registered as i64),
            optional_large(coverage.of_registered),
            Cell::Integer(coverage.without_registered as i64),
            Cell::Integer(coverage.contested_stations as i64),
            Cell::Integer(total.options().iter().map(|sum| sum.contested as i64).sum()),
            Cell::Integer(coverage.withheld_stations as i64),
            Cell::Integer(coverage.withheld_figures as i64),
            Cell::Integer(total.figures().iter().map(|sum| i64::from(sum.illegible)).sum()),
        ];
        let sum = |sum: &Sum| {
            if sum.read == 0 {
                Cell::Empty
            } else {
                Cell::Integer(sum.sum as i64)
            }
        };
        cells.extend(total.figures().iter().map(sum));
        cells
    }
}
