//! `readings_<contest>`: each reading that counts, with its figures and where it came from.

use super::cell::{optional, optional_large, row as row_of};
use super::streamed::{Each, Streamed};
use super::{Shape, Tables, TallyTable, figure_columns};
use crate::export::{Cell, Column};
use model::{Contest, Election, Figure};
use std::num::NonZeroU32;
use std::ops::ControlFlow;
use tally::{ContestNumber, View};

/// The name and columns of `readings_<contest>`.
pub(super) fn shape(election: &Election, contest: &Contest) -> Shape {
    let mut columns = vec![
        Column::text("station", "the station's code"),
        Column::text("account", "whose telling of the result the reading belongs to"),
        Column::text("stage", "the account's stage; empty where it has none").nullable(),
        Column::integer("entry", "its entry's place in the log, counted from 0"),
        Column::integer(
            "row",
            "its row in that entry, counted from 0; empty where the entry is one reading",
        )
        .nullable(),
        Column::text(
            "name",
            "its name: the entry's, 64 hexadecimal digits, and / and the row where there are many",
        ),
        Column::text(
            "document",
            "the captures or the source document that it was taken from, by their hashes, apart by spaces; empty for a \
             message",
        )
        .nullable(),
        Column::integer("line", "the line of that document, counted from 1").nullable(),
        Column::text("method", "file, code, typed, message or machine"),
        Column::integer(
            "evidence",
            "1 where a document, photographs or a gateway stood behind it, otherwise 0",
        ),
        Column::text("signer", "the name of the key that signed it"),
        Column::text("written_at", "the hour in which it was written, UTC"),
        Column::text(
            "as_of",
            "the minute that its figures refer to, UTC; empty where its document states none",
        )
        .nullable(),
        Column::integer(
            "empty",
            "1 where it is a row of nothing but zeros, which holds no place, otherwise 0",
        ),
        Column::integer("stands", "1 where it stands for its account, otherwise 0"),
        Column::integer(
            "corrected_by",
            "the entry of the reading that corrects it; empty where none does",
        )
        .nullable(),
        Column::integer("corrected_by_row", "the row of that reading").nullable(),
        Column::text("illegible", "the figures that could not be read, by name").nullable(),
    ];
    columns.extend(figure_columns(election, contest, 0));
    Shape::new(format!("readings_{}", contest.id), columns)
}

impl Tables<'_> {
    pub(super) fn readings(&self, contest: ContestNumber) -> TallyTable<'_> {
        let tally = self.tally;
        let rows = move |each: Each<'_>| {
            let names: Vec<&str> = tally.figure_names(contest);
            let readings = tally.readings();
            let mut cells = Vec::new();
            for &station in self.in_order(tally.stations_with_readings(contest)).iter() {
                for number in readings.of_station(contest, station) {
                    let row = readings.row(number);
                    let figures = readings.figures(number);
                    let place = readings.place(number);
                    let name = readings.name(number).to_string();
                    let documents: Vec<String> =
                        readings.documents(number).map(ToString::to_string).collect();
                    let documents = documents.join(" ");
                    let illegible = illegible(&names, &figures);
                    let stands = tally.standing(View::Account(row.account), contest, station) == Some(number);
                    let stage = tally.declared().stage(row.account, row.stage);
                    let as_of = readings.as_of(number);
                    let corrected = row.corrected_by().map(|by| readings.place(by));
                    cells.clear();
                    cells.extend([
                        Cell::Text(tally.stations().code(station).as_str()),
                        Cell::Text(tally.account(row.account).as_str()),
                        stage.map_or(Cell::Empty, |stage| Cell::Text(stage.as_str())),
                        Cell::Integer(place.entry as i64),
                        row_of(Some(place)),
                        Cell::Text(&name),
                        match documents.as_str() {
                            "" => Cell::Empty,
                            documents => Cell::Text(documents),
                        },
                        optional(row.line.map(NonZeroU32::get)),
                        Cell::Text(row.method.name()),
                        Cell::Integer(row.evidence.into()),
                        Cell::Text(tally.keys().key(row.signer).name().as_str()),
                        Cell::Text(readings.hour(number).as_str()),
                        as_of.map_or(Cell::Empty, |minute| Cell::Text(minute.as_str())),
                        Cell::Integer(row.empty.into()),
                        Cell::Integer(stands.into()),
                        optional_large(corrected.map(|by| by.entry)),
                        row_of(corrected),
                        if illegible.is_empty() {
                            Cell::Empty
                        } else {
                            Cell::Text(&illegible)
                        },
                    ]);
                    cells.extend(figures.iter().map(|figure| optional(figure.read())));
                    each(&cells)?;
                    // The cells borrow what this turn of the loop made.
                    cells = Vec::new();
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed::new(
            move || shape(tally.election(), tally.contest(contest)),
            rows,
        ))
    }
}

/// The names of the figures that could not be read, apart by spaces.
fn illegible(names: &[&str], figures: &[Figure]) -> String {
    let illegible = names
        .iter()
        .zip(figures)
        .filter(|(_, figure)| **figure == Figure::Illegible);
    illegible.map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}
