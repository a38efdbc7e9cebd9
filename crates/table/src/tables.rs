//! The tables that a tally is exported as: a file here for each noun says what its tables hold, column by column.
//!
//! Tables whose columns depend on a contest's options come once for each contest, its id in their name.

mod areas;
mod cell;
mod claims;
mod comparisons;
mod findings;
mod readings;
mod refused;
mod stations;
mod streamed;
mod totals;

use crate::export::{Cell, Column, Table};
use model::{Contest, CountField, Election};
use std::borrow::Cow;
use tally::{AreaNumber, ContestNumber, Overview, StationNumber, Tally, View};

/// A table of a tally.
pub type TallyTable<'t> = Box<dyn Table + Sync + Send + 't>;

/// A table's name and columns, which follow from the definition alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The table's name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

impl Shape {
    fn new(name: impl Into<String>, columns: Vec<Column>) -> Shape {
        let name = name.into();
        Shape { name, columns }
    }
}

/// The shapes of all tables of a record with that definition, in the order of [`Tables::all`].
pub fn shapes(election: &Election) -> Vec<Shape> {
    let contests = || election.contests.iter();
    let mut shapes: Vec<Shape> = Vec::new();
    shapes.extend(contests().map(|contest| stations::shape(election, contest)));
    shapes.extend(contests().map(|contest| readings::shape(election, contest)));
    shapes.extend(contests().map(|contest| totals::shape(election, contest)));
    shapes.extend([
        comparisons::shape(),
        comparisons::differences_shape(),
        comparisons::one_only_shape(),
        findings::shape(),
        claims::shape(),
        refused::shape(),
        areas::shape(),
    ]);
    shapes
}

/// The columns of a contest's figures from the `from`th on.
fn figure_columns(election: &Election, contest: &Contest, from: usize) -> Vec<Column> {
    let fields = CountField::ALL.iter().map(|field| match field {
        CountField::Registered => ("registered", "registered voters, as the sheet states them"),
        CountField::Ballots => ("ballots", "ballots cast, as the sheet states them"),
        CountField::Valid => ("valid", "valid votes, as the sheet states them"),
        CountField::Blank => ("blank", "blank ballots"),
        // `null` is a word of SQL: unquoted it would be no column, and its sum nothing.
        CountField::Null => ("null_ballots", "null ballots"),
    });
    let empty = "empty where not read or not given";
    let fields = fields.map(|(name, what)| Column::integer(name, format!("{what}; {empty}")).nullable());
    let options = contest.options.iter().map(|option| {
        Column::integer(
            format!("votes_{}", option.id),
            format!("votes for {}; {empty}", option.name),
        )
        .nullable()
    });
    let further = election.figures.iter().map(|id| {
        let name = election.figure_name(id.as_str());
        Column::integer(
            format!("more_{id}"),
            format!("the sheet's figure {name}; {empty}"),
        )
        .nullable()
    });
    fields.chain(further).chain(options).skip(from).collect()
}

/// The tables of a tally.
pub struct Tables<'t> {
    tally: &'t Tally,
    overview: &'t Overview<'t>,
    /// All stations, in the order of their codes.
    stations: Vec<StationNumber>,
    /// By a station's number, its place in that order.
    ranks: Vec<u32>,
}

impl<'t> Tables<'t> {
    /// The tables of a tally, of which the totals and comparisons are computed.
    pub fn new(overview: &'t Overview<'t>) -> Tables<'t> {
        let tally = overview.tally();
        let stations = tally.stations_sorted();
        let mut ranks = vec![0; stations.len()];
        for (station, rank) in stations.iter().zip(0..) {
            ranks[*station as usize] = rank;
        }
        Tables {
            tally,
            overview,
            stations,
            ranks,
        }
    }

    /// All tables, in the order in which they are documented.
    pub fn all(&self) -> Vec<TallyTable<'_>> {
        let contests = || 0..self.tally.election().contests.len() as ContestNumber;
        let mut tables: Vec<TallyTable<'_>> = Vec::new();
        tables.extend(contests().map(|contest| self.stations(contest)));
        tables.extend(contests().map(|contest| self.readings(contest)));
        tables.extend(contests().map(|contest| self.totals(contest)));
        tables.push(self.comparisons());
        tables.push(self.differences());
        tables.push(self.one_only());
        tables.push(self.findings());
        tables.push(self.claims());
        tables.push(self.refused());
        tables.push(self.areas());
        tables
    }

    /// Stations in the order of their codes.
    fn in_order<'s>(&'s self, stations: Vec<StationNumber>) -> Cow<'s, [StationNumber]> {
        // A list has each station once.
        if stations.len() == self.stations.len() {
            return Cow::Borrowed(&self.stations);
        }
        let mut stations = stations;
        stations.sort_unstable_by_key(|station| self.ranks[*station as usize]);
        Cow::Owned(stations)
    }

    /// An account's id, with `/` and a stage's where a view is of that alone; no id has a `/`.
    fn view_name(&self, view: View) -> Cow<'_, str> {
        match view {
            View::Accepted => Cow::Borrowed("accepted"),
            View::Account(account) => Cow::Borrowed(self.tally.account(account).as_str()),
            View::Stage(account, stage) => {
                let stage = self.tally.declared().stage(account, stage);
                let stage = stage.map_or("", |stage| stage.as_str());
                Cow::Owned(format!("{}/{stage}", self.tally.account(account)))
            }
        }
    }

    fn contest_name(&self, contest: ContestNumber) -> &str {
        self.tally.contest(contest).id.as_str()
    }

    fn area(&self, area: AreaNumber) -> Cell<'_> {
        Cell::Text(self.tally.areas().code(area).as_str())
    }

    fn optional_area(&self, area: Option<AreaNumber>) -> Cell<'_> {
        area.map_or(Cell::Empty, |area| self.area(area))
    }
}
