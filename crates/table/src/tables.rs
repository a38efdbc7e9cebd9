//! The tables that a tally is exported as: what each holds, column by column.
//!
//! Tables whose columns hang on a contest's options come once for each contest, its id in their name.

use crate::export::{Cell, Column, Table};
use model::{CountField, Figure};
use std::ops::ControlFlow;
use tally::compare::Comparison;
use tally::{AreaNumber, ContestNumber, Overview, StationNumber, Sum, Tally, Total, View};

type Each<'e> = &'e mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>;

/// A table whose rows a function streams.
struct Streamed<F> {
    name: String,
    columns: Vec<Column>,
    rows: F,
}

impl<F: Fn(Each<'_>) -> ControlFlow<()>> Table for Streamed<F> {
    fn name(&self) -> &str {
        &self.name
    }
    fn columns(&self) -> &[Column] {
        &self.columns
    }
    fn rows(&self, each: Each<'_>) -> ControlFlow<()> {
        (self.rows)(each)
    }
}

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

    fn view_name(&self, view: View) -> &str {
        match view {
            View::Accepted => "accepted",
            View::Account(account) => self.tally.account(account).as_str(),
        }
    }

    fn contest_name(&self, contest: ContestNumber) -> &str {
        self.tally.contest(contest).id.as_str()
    }

    /// `stations_<contest>`: each station, its state and the figures that stand.
    fn stations(&self, contest: ContestNumber) -> TallyTable<'_> {
        let tally = self.tally;
        let mut columns = vec![Column::text("station", "the station's code")];
        let level = |id: &model::LevelId| {
            Column::text(format!("area_{id}"), format!("the code of the station's {id}")).nullable()
        };
        columns.extend(tally.election().levels.iter().map(level));
        columns.extend([
            Column::integer(
                "registered",
                "registered voters by the register, or else the sheet; empty where not known",
            )
            .nullable(),
            Column::integer("listed", "1 where the station is on the register, otherwise 0"),
            Column::text("state", "missing, pending, accepted, disputed or ruled"),
            Column::integer(
                "readings",
                "readings of the station's sheet that count, corrected ones too",
            ),
        ]);
        columns.extend(self.figure_columns(contest, 1));
        let rows = move |each: Each<'_>| {
            let levels = tally.election().levels.len();
            let mut figures = Vec::new();
            let mut cells = Vec::new();
            for &station in &self.stations {
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
                cells.push(Cell::Integer(
                    tally.readings().of_station(contest, station).count() as i64,
                ));
                match stands {
                    true => cells.extend(figures[1..].iter().map(|f| optional(f.read()))),
                    false => cells.resize(cells.len() + tally.figure_names(contest).len() - 1, Cell::Empty),
                }
                each(&cells)?;
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: format!("stations_{}", self.contest_name(contest)),
            columns,
            rows,
        })
    }

    /// `readings_<contest>`: each reading that counts, with its figures and where it came from.
    fn readings(&self, contest: ContestNumber) -> TallyTable<'_> {
        let tally = self.tally;
        let mut columns = vec![
            Column::text("station", "the station's code"),
            Column::text("account", "whose telling of the result the reading belongs to"),
            Column::integer("entry", "its place in the log, counted from 0"),
            Column::text("hash", "the entry's hash, 64 hexadecimal digits"),
            Column::text(
                "document",
                "the capture or source document that it was taken from, by its hash",
            ),
            Column::integer("line", "the line of that document, counted from 1").nullable(),
            Column::text("method", "file, code, typed or message"),
            Column::text("signer", "the name of the key that signed it"),
            Column::text("at", "the hour in which it was written, UTC"),
            Column::integer("stands", "1 where it stands for its account, otherwise 0"),
            Column::integer(
                "corrected_by",
                "the entry that corrects it; empty where none does",
            )
            .nullable(),
            Column::text("illegible", "the figures that could not be read, by name").nullable(),
        ];
        columns.extend(self.figure_columns(contest, 0));
        let names: Vec<&str> = tally.figure_names(contest);
        let rows = move |each: Each<'_>| {
            let readings = tally.readings();
            let mut cells = Vec::new();
            for &station in &self.stations {
                for number in readings.of_station(contest, station) {
                    let row = readings.row(number);
                    let figures = readings.figures(number);
                    let (hash, document) = (row.hash.hex(), readings.document(number).to_string());
                    let illegible = illegible(&names, figures);
                    let stands = tally.standing(View::Account(row.account), contest, station) == Some(number);
                    let corrected = row.corrected_by().map(|by| readings.row(by).entry);
                    cells.clear();
                    cells.extend([
                        Cell::Text(tally.stations().code(station).as_str()),
                        Cell::Text(tally.account(row.account).as_str()),
                        Cell::Integer(row.entry as i64),
                        Cell::Text(&hash),
                        Cell::Text(&document),
                        optional(row.line),
                        Cell::Text(row.method.name()),
                        Cell::Text(tally.keys().key(row.signer).name().as_str()),
                        Cell::Text(readings.hour(number).as_str()),
                        Cell::Integer(stands.into()),
                        corrected.map_or(Cell::Empty, |entry| Cell::Integer(entry as i64)),
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
        Box::new(Streamed {
            name: format!("readings_{}", self.contest_name(contest)),
            columns,
            rows,
        })
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
        let empty = "empty where not read or not on the form";
        let fields = fields.map(|(name, what)| Column::integer(name, format!("{what}; {empty}")).nullable());
        let options = self.tally.contest(contest).options.iter().map(|option| {
            Column::integer(
                format!("votes_{}", option.id),
                format!("votes for {}; {empty}", option.name),
            )
            .nullable()
        });
        fields.chain(options).skip(from).collect()
    }

    fn area(&self, area: AreaNumber) -> Cell<'_> {
        Cell::Text(self.tally.areas().code(area).as_str())
    }

    fn optional_area(&self, area: Option<AreaNumber>) -> Cell<'_> {
        area.map_or(Cell::Empty, |area| self.area(area))
    }

    /// `totals_<contest>`: the totals of every area for every account and for the accepted readings.
    fn totals(&self, contest: ContestNumber) -> TallyTable<'_> {
        let tally = self.tally;
        let mut columns = vec![
            Column::text(
                "account",
                "whose readings are added up; `accepted` for those that the policy lets stand",
            ),
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
            Column::integer("illegible", "figures that could not be read"),
        ];
        columns.extend(self.figure_columns(contest, 0));
        let rows = move |each: Each<'_>| {
            let accounts = self.overview.accounts(contest).iter();
            let views = accounts.map(|account| View::Account(*account));
            for view in views.chain([View::Accepted]) {
                let totals = self.overview.totals(view, contest);
                each(&self.total(view, "country", &totals.country))?;
                if let Some(total) = &totals.no_area {
                    each(&self.total(view, "none", total))?;
                }
                for area in tally.areas().sorted() {
                    let level = usize::from(tally.areas().node(area).level);
                    let level = tally
                        .election()
                        .levels
                        .get(level)
                        .map_or("none", |level| level.as_str());
                    each(&self.total(view, level, &totals.areas[area as usize]))?;
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: format!("totals_{}", self.contest_name(contest)),
            columns,
            rows,
        })
    }

    fn total<'a>(&'a self, view: View, level: &'a str, total: &Total) -> Vec<Cell<'a>> {
        let coverage = &total.coverage;
        let name = total
            .area
            .map(|area| &self.tally.areas().node(area).name)
            .filter(|name| !name.is_empty());
        let mut cells = vec![
            Cell::Text(self.view_name(view)),
            Cell::Text(level),
            self.optional_area(total.area),
            name.map_or(Cell::Empty, |name| Cell::Text(name)),
            Cell::Integer(coverage.stations as i64),
            optional_large(coverage.of_stations),
            Cell::Integer(coverage.registered as i64),
            optional_large(coverage.of_registered),
            Cell::Integer(coverage.without_registered as i64),
            Cell::Integer(total.figures.iter().map(|sum| i64::from(sum.illegible)).sum()),
        ];
        let sum = |sum: &Sum| {
            if sum.read == 0 {
                Cell::Empty
            } else {
                Cell::Integer(sum.sum as i64)
            }
        };
        cells.extend(total.figures.iter().map(sum));
        cells
    }

    fn comparisons_of(&self) -> impl Iterator<Item = &Comparison> {
        let contests = 0..self.tally.election().contests.len() as ContestNumber;
        contests.flat_map(|contest| self.overview.comparisons(contest))
    }

    /// The cells that name a comparison.
    fn compared(&self, comparison: &Comparison) -> [Cell<'_>; 3] {
        [
            Cell::Text(self.contest_name(comparison.contest)),
            Cell::Text(self.view_name(comparison.first)),
            Cell::Text(self.view_name(comparison.second)),
        ]
    }

    fn compared_columns() -> Vec<Column> {
        vec![
            Column::text("contest", "the contest"),
            Column::text("first", "the first account"),
            Column::text("second", "the second account"),
        ]
    }

    /// `comparisons`: each two accounts side by side, by area of the topmost level.
    fn comparisons(&self) -> TallyTable<'_> {
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
                for area in &comparison.areas {
                    let [contest, first, second] = self.compared(comparison);
                    let count = |n: u64| Cell::Integer(n as i64);
                    each(&[
                        contest,
                        first,
                        second,
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
            columns,
            rows,
        })
    }

    /// `differences`: each figure in which two accounts differ at a station.
    fn differences(&self) -> TallyTable<'_> {
        let mut columns = Self::compared_columns();
        columns.extend([
            Column::text("station", "the station's code"),
            Column::text(
                "figure",
                "the figure that differs: registered, ballots, valid, blank, null or an option's id",
            ),
            Column::integer("first_number", "what the first account has"),
            Column::integer("second_number", "what the second account has"),
        ]);
        let rows = move |each: Each<'_>| {
            for comparison in self.comparisons_of() {
                let names = self.tally.figure_names(comparison.contest);
                for difference in &comparison.different {
                    for (figure, a, b) in &difference.figures {
                        let [contest, first, second] = self.compared(comparison);
                        each(&[
                            contest,
                            first,
                            second,
                            Cell::Text(self.tally.stations().code(difference.station).as_str()),
                            Cell::Text(names[*figure]),
                            Cell::Integer((*a).into()),
                            Cell::Integer((*b).into()),
                        ])?;
                    }
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: "differences".to_owned(),
            columns,
            rows,
        })
    }

    /// `one_only`: each station that only one of two accounts has.
    fn one_only(&self) -> TallyTable<'_> {
        let mut columns = Self::compared_columns();
        columns.extend([
            Column::text("only_in", "the account that has the station"),
            Column::text("station", "the station's code"),
        ]);
        let rows = move |each: Each<'_>| {
            for comparison in self.comparisons_of() {
                for (view, stations) in [
                    (comparison.first, &comparison.first_only),
                    (comparison.second, &comparison.second_only),
                ] {
                    for station in stations {
                        let [contest, first, second] = self.compared(comparison);
                        let code = self.tally.stations().code(*station).as_str();
                        each(&[
                            contest,
                            first,
                            second,
                            Cell::Text(self.view_name(view)),
                            Cell::Text(code),
                        ])?;
                    }
                }
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: "one_only".to_owned(),
            columns,
            rows,
        })
    }

    /// `findings`: each rule that a reading breaks.
    fn findings(&self) -> TallyTable<'_> {
        let tally = self.tally;
        let columns = vec![
            Column::text("contest", "the contest"),
            Column::text("station", "the station's code"),
            Column::text("account", "the account whose reading it is"),
            Column::text("rule", "the rule's code"),
            Column::text("severity", "error or warning"),
            Column::text("fields", "the fields concerned, apart by spaces").nullable(),
            Column::integer("entry", "the reading's place in the log"),
            Column::integer("other_entry", "the reading that it is held against").nullable(),
        ];
        let rows = move |each: Each<'_>| {
            for finding in tally.findings() {
                let fields = finding
                    .fields
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ");
                let entry = |number| Cell::Integer(tally.readings().row(number).entry as i64);
                each(&[
                    Cell::Text(self.contest_name(finding.contest)),
                    Cell::Text(tally.stations().code(finding.station).as_str()),
                    Cell::Text(tally.account(finding.account).as_str()),
                    Cell::Text(finding.rule.code()),
                    Cell::Text(finding.rule.severity().name()),
                    if fields.is_empty() {
                        Cell::Empty
                    } else {
                        Cell::Text(&fields)
                    },
                    entry(finding.reading),
                    finding.other.map_or(Cell::Empty, entry),
                ])?;
            }
            ControlFlow::Continue(())
        };
        Box::new(Streamed {
            name: "findings".to_owned(),
            columns,
            rows,
        })
    }

    /// `claims`: each announced figure and count.
    fn claims(&self) -> TallyTable<'_> {
        let columns = vec![
            Column::text("account", "whose telling it belongs to"),
            Column::text("claim", "the claim's own name"),
            Column::integer("entry", "its place in the log"),
            Column::text("who", "who said it").nullable(),
            Column::text("when", "the day on which it was said"),
            Column::text("where", "where it stands written").nullable(),
            Column::text("contest", "the contest; empty for counts of something else").nullable(),
            Column::text("area", "the area's code; empty for the whole country").nullable(),
            Column::text("of", "what is counted").nullable(),
            Column::integer("number", "the number announced").nullable(),
            Column::text("percent", "the percentage announced, with its decimals").nullable(),
            Column::text("bound", "exactly, at_least, more_than or about"),
        ];
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
        Box::new(Streamed {
            name: "claims".to_owned(),
            columns,
            rows,
        })
    }

    /// `refused`: the entries that count for nothing.
    fn refused(&self) -> TallyTable<'_> {
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

    /// `areas`: the tree of areas.
    fn areas(&self) -> TallyTable<'_> {
        let tally = self.tally;
        let columns = vec![
            Column::text("area", "the area's code"),
            Column::text("level", "its level"),
            Column::text("name", "its name").nullable(),
            Column::text("parent", "the area above it; empty for the topmost").nullable(),
        ];
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
        Box::new(Streamed {
            name: "areas".to_owned(),
            columns,
            rows,
        })
    }
}

fn optional(n: Option<u32>) -> Cell<'static> {
    n.map_or(Cell::Empty, |n| Cell::Integer(n.into()))
}

fn optional_large(n: Option<u64>) -> Cell<'static> {
    n.map_or(Cell::Empty, |n| Cell::Integer(n as i64))
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}

fn illegible(names: &[&str], figures: &[Figure]) -> String {
    let illegible = names
        .iter()
        .zip(figures)
        .filter(|(_, figure)| **figure == Figure::Illegible);
    illegible.map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}
