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
use model::CountField;
use std::borrow::Cow;
use tally::{AreaNumber, ContestNumber, Overview, StationNumber, Tally, View};

/// A table of a tally.
pub type TallyTable<'t> = Box<dyn Table + Sync + Send + 't>;

/// The tables of a tally.
pub struct Tables<'t> {
    tally: &'t Tally,
    overview: &'t Overview<'t>,
    stations: Vec<StationNumber>,
}

impl<'t> Tables<'t> {
    /// The tables of a tally, of which the totals and comparisons are computed.
    pub fn new(overview: &'t Overview<'t>) -> Tables<'t> {
        let tally = overview.tally();
        Tables {
            tally,
            overview,
            stations: tally.stations_sorted(),
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

    /// The columns of a contest's figures from the `from`th on.
    fn figure_columns(&self, contest: ContestNumber, from: usize) -> Vec<Column> {
        let fields = CountField::ALL.iter().map(|field| match field {
            CountField::Registered => ("registered", "registered voters, as the sheet states them"),
            CountField::Ballots => ("ballots", "ballots cast, as the sheet states them"),
            CountField::Valid => ("valid", "valid votes, as the sheet states them"),
            CountField::Blank => ("blank", "blank ballots"),
            CountField::Null => ("null", "null ballots"),
        });
        let empty = "empty where not read or not given";
        let fields = fields.map(|(name, what)| Column::integer(name, format!("{what}; {empty}")).nullable());
        let options = self.tally.contest(contest).options.iter().map(|option| {
            Column::integer(
                format!("votes_{}", option.id),
                format!("votes for {}; {empty}", option.name),
            )
            .nullable()
        });
        let further = self.tally.election().figures.iter().map(|id| {
            let name = self.tally.election().figure_name(id.as_str());
            Column::integer(
                format!("more_{id}"),
                format!("the sheet's figure {name}; {empty}"),
            )
            .nullable()
        });
        fields.chain(further).chain(options).skip(from).collect()
    }

    fn area(&self, area: AreaNumber) -> Cell<'_> {
        Cell::Text(self.tally.areas().code(area).as_str())
    }

    fn optional_area(&self, area: Option<AreaNumber>) -> Cell<'_> {
        area.map_or(Cell::Empty, |area| self.area(area))
    }
}
