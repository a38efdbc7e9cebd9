//! The tables' names and columns: shapes that follow from the definition, and names that need no quotes in SQL.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use rusqlite::Connection;
use std::collections::BTreeMap;
use table::export::{MAX_SQLITE_COLUMNS, Table, check_sqlite, write_sqlite};
use table::tables::{Tables, shapes};
use tally::{Overview, Tally};
use testing::{Record, counts, definition, station};

/// Words that PostgreSQL, DuckDB or the standard of SQL reserve and that could be a column's name.
const RESERVED: [&str; 35] = [
    "all", "and", "any", "as", "at", "both", "case", "check", "column", "columns", "current", "default",
    "desc", "end", "from", "group", "in", "is", "key", "leading", "limit", "not", "null", "on", "only", "or",
    "order", "select", "table", "then", "to", "union", "user", "when", "where",
];

fn tally() -> Tally {
    let mut record = Record::with_importer(&definition(&["state"], ""));
    record.register(&[station("s1", &["N"], Some(400)), station("s2", &["N"], Some(300))]);
    record.reading("campaign", "s1", counts(400, 3, &[("ana", 200), ("luis", 100)]));
    record.reading("campaign", "s2", counts(300, 4, &[("ana", 20), ("luis", 10)]));
    record.tally()
}

fn with_tables<T>(tally: &Tally, work: impl FnOnce(&[&dyn Table]) -> T) -> T {
    let overview = Overview::new(tally);
    let tables = Tables::new(&overview);
    let tables = tables.all();
    let tables: Vec<&dyn Table> = tables.iter().map(|table| -> &dyn Table { &**table }).collect();
    work(&tables)
}

#[test]
fn the_shapes_of_a_definition_are_those_of_its_tables() {
    let tally = tally();
    let shapes = shapes(tally.election());
    with_tables(&tally, |tables| {
        let made: Vec<(&str, Vec<table::Column>)> = tables
            .iter()
            .map(|table| (table.name(), table.columns().into_owned()))
            .collect();
        let expected: Vec<(&str, Vec<table::Column>)> = shapes
            .iter()
            .map(|shape| (shape.name.as_str(), shape.columns.clone()))
            .collect();
        assert_eq!(made, expected);
    });
}

#[test]
fn columns_need_no_quotes_in_sql() {
    let tally = tally();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tables.sqlite");
    with_tables(&tally, |tables| {
        write_sqlite(tables, &path).unwrap();
        let db = Connection::open(&path).unwrap();
        for table in tables {
            for column in table.columns().iter() {
                let name = &column.name;
                assert!(!RESERVED.contains(&name.as_str()), "{name} is reserved");
                let sql = format!(
                    "SELECT count({name}), count(\"{name}\"), sum({name}), sum(\"{name}\") FROM {}",
                    table.name()
                );
                let row = db.query_row(&sql, [], |row| {
                    let number = |at| row.get::<_, Option<f64>>(at);
                    Ok((number(0)?, number(1)?, number(2)?, number(3)?))
                });
                let (bare, quoted, sum, quoted_sum) = row.unwrap_or_else(|error| panic!("{sql}: {error}"));
                assert_eq!((bare, sum), (quoted, quoted_sum), "{sql}");
            }
        }
        let null = "SELECT sum(null_ballots) FROM stations_mayor";
        let stands: Option<i64> = db.query_row(null, [], |row| row.get(0)).unwrap();
        let every = "SELECT sum(null_ballots) FROM readings_mayor";
        assert_eq!(db.query_row::<i64, _, _>(every, [], |row| row.get(0)).unwrap(), 7);
        assert!(stands.is_none_or(|sum| sum == 7));
    });
}

#[test]
fn a_table_of_more_columns_than_sqlite_takes_goes_on_in_another_with_the_same_rows() {
    let options: Vec<String> = (0..2_000)
        .map(|n| format!("{{ id = \"o{n}\", name = \"Option {n}\" }}"))
        .collect();
    let definition = format!(
        "id = \"many\"\nname = \"Many\"\ndate = \"2026-05-10\"\norigin = \"count.example/many\"\n[[contests]]\nid = \"list\"\n\
         name = \"List\"\noptions = [{}]\n[[accounts]]\nid = \"campaign\"\nname = \"Campaign\"\n[acceptance]\nalone = [\"file\"]\n",
        options.join(", ")
    );
    let mut record = Record::with_importer(&definition);
    record.register(&[station("s1", &[], Some(400))]);
    let tally = record.tally();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tables.sqlite");
    with_tables(&tally, |tables| {
        write_sqlite(tables, &path).unwrap();
        let (checked, unknown) = check_sqlite(&path, tables).unwrap();
        assert_eq!((checked.len(), unknown), (tables.len(), Vec::new()));
        assert_eq!(checked[0].rows, 1);
        let db = Connection::open(&path).unwrap();
        let mut columns: BTreeMap<String, i64> = BTreeMap::new();
        for name in ["stations_list", "stations_list/2"] {
            let count = "SELECT count(*) FROM pragma_table_info(?)";
            columns.insert(
                name.to_owned(),
                db.query_row(count, [name], |row| row.get(0)).unwrap(),
            );
        }
        assert_eq!(columns["stations_list"], MAX_SQLITE_COLUMNS as i64);
        assert_eq!(columns.values().sum::<i64>(), tables[0].columns().len() as i64);
        let joined = "SELECT a.station FROM \"stations_list\" a JOIN \"stations_list/2\" b ON a.rowid = b.rowid \
                      WHERE b.votes_o1999 IS NULL";
        assert_eq!(
            db.query_row::<String, _, _>(joined, [], |row| row.get(0))
                .unwrap(),
            "s1"
        );
        // What somebody has changed in the second part is found.
        db.execute("UPDATE \"stations_list/2\" SET votes_o1999 = 7", [])
            .unwrap();
        drop(db);
        let error = check_sqlite(&path, tables).unwrap_err().to_string();
        assert!(
            error.contains("votes_o1999") && error.contains("found 7"),
            "{error}"
        );
    });
}
