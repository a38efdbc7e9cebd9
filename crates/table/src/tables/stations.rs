//! `stations_<contest>`: each station at which the contest is held or was read, its state and the figures that stand.

use super::cell::optional;
use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable, figure_columns};
use crate::export::{Cell, Column};
use model::{Contest, Election};
use std::ops::ControlFlow;
use tally::{ContestNumber, View};

/// The name and columns of `stations_<contest>`.
pub(super) fn shape(election: &Election, contest: &Contest) -> Shape {
    let mut columns = vec![Column::text("station", "the station's code")];
    let level = |id: &model::LevelId| {
        Column::text(format!("area_{id}"), format!("the code of the station's {id}")).nullable()
    };
    columns.extend(election.levels.iter().map(level));
    columns.extend([
        Column::integer(
            "registered",
            "registered voters by the register, or else the sheet; empty where not known",
        )
        .nullable(),
        Column::integer("listed", "1 where the station is on the register, otherwise 0"),
        Column::text(
            "state",
            "missing, pending, accepted, contested, disputed or ruled",
        ),
        Column::integer(
            "readings",
            "readings of the station's sheet that count, corrected ones too",
        ),
    ]);
    columns.extend(figure_columns(election, contest, 1));
    Shape::new(format!("stations_{}", contest.id), columns)
}

impl Tables<'_> {
    pub(super) fn stations(&self, contest: ContestNumber) -> TallyTable<'_> {
        let tally = self.tally;
        let rows = move |each: Each<'_>| {
            let levels = tally.election().levels.len();
            let mut figures = Vec::new();
            let mut cells = Vec::new();
            for &station in self.in_order(tally.stations_of(contest)).iter() {
                let readings = tally.readings().of_station(contest, station).count();
                let row = tally.stations().row(station);
                let stands = tally.figures(View::Accepted, contest, station, &mut figures);
                cells.clear();
                cells.push(Cell::Text(tally.stations().code(station).as_str()));
                let areas = cells.len();
                cells.resize(areas + levels, Cell::Empty);
                for area in tally.areas().upwards(row.area) {
                    cells[areas + usize::from(tally.areas().node(area).level)] = self.area(area);
                }
                cells.push(optional(tally.registered(station, &figures)));
                cells.push(Cell::Integer(row.listed.into()));
                cells.push(Cell::Text(tally.state(contest, station).name()));
                cells.push(Cell::Integer(readings as i64));
                match stands {
                    true => cells.extend(figures[1..].iter().map(|f| optional(f.read()))),
                    false => cells.resize(cells.len() + tally.figure_names(contest).len() - 1, Cell::Empty),
                }
                each(&cells)?;
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(
            move || shape(tally.election(), tally.contest(contest)),
            rows,
        ))
    }
}
