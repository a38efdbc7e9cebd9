//! Writing SQLite: one file with all tables, and their columns' descriptions in a table `columns`.

use super::table::{Cell, Column, Kind, Table};
use super::write::{WriteError, columns_fault, for_each_row};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::path::Path;

/// The table that describes the others; no table given may bear its name.
pub(crate) const COLUMNS_TABLE: &str = "columns";
/// The most columns that SQLite takes as it is usually built (its limit SQLITE_MAX_COLUMN).
pub const MAX_SQLITE_COLUMNS: usize = 2_000;

/// The tables of SQLite that a table is: itself, and with more than [`MAX_SQLITE_COLUMNS`] columns `<name>/2`, `<name>/3` and so on
/// with those that are over, where a row has the same rowid. Gives their names and the places of their columns.
pub(crate) fn parts(table: &dyn Table) -> Vec<(String, Range<usize>)> {
    let columns = table.columns().len();
    let part = |(number, from): (usize, usize)| {
        let name = match number {
            1 => table.name().to_owned(),
            number => format!("{}/{number}", table.name()),
        };
        (name, from..columns.min(from + MAX_SQLITE_COLUMNS))
    };
    (1..)
        .zip((0..columns).step_by(MAX_SQLITE_COLUMNS))
        .map(part)
        .collect()
}

/// Writes tables into a new SQLite file; gives the number of rows of each.
///
/// The file must not exist, and is removed again on failure. The same tables give the same bytes with the same release of SQLite. The
/// file has a table `columns` besides, with the name, place, kind and description of each column.
/// A table with more than [`MAX_SQLITE_COLUMNS`] columns goes on in `<name>/2` and so on, a row with the same rowid.
///
/// # Errors
/// [`WriteError::Io`] when the file exists or cannot be made, [`WriteError::Shape`] when a row does not fit the
/// columns, [`WriteError::Sqlite`] when SQLite cannot write.
pub fn write_sqlite(tables: &[&dyn Table], path: &Path) -> Result<Vec<u64>, WriteError> {
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(|source| WriteError::Io {
            table: path.display().to_string(),
            source,
        })?;
    let written = write_tables(tables, path);
    if written.is_err() {
        // What is left of it is of no use, and would stand in the way of the next attempt.
        let _ = std::fs::remove_file(path);
    }
    written
}

fn write_tables(tables: &[&dyn Table], path: &Path) -> Result<Vec<u64>, WriteError> {
    let sqlite = |source| WriteError::Sqlite {
        file: path.display().to_string(),
        source,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    // A fresh file needs no journal: one that was not finished is removed.
    db.execute_batch(
        "PRAGMA page_size = 16384; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         PRAGMA locking_mode = EXCLUSIVE; PRAGMA auto_vacuum = NONE; PRAGMA cache_size = -65536; BEGIN;",
    )
    .map_err(sqlite)?;
    let descriptions = Descriptions::new(tables);
    let mut counts = Vec::new();
    for table in std::iter::once(&descriptions as &dyn Table).chain(tables.iter().copied()) {
        counts.push(write_table(&db, table, &sqlite)?);
    }
    db.execute_batch("COMMIT").map_err(sqlite)?;
    db.close().map_err(|(_, error)| sqlite(error))?;
    counts.remove(0);
    Ok(counts)
}

fn write_table(
    db: &Connection,
    table: &dyn Table,
    sqlite: &dyn Fn(rusqlite::Error) -> WriteError,
) -> Result<u64, WriteError> {
    if let Some(message) = columns_fault(&table.columns()) {
        return Err(WriteError::Shape {
            table: table.name().to_owned(),
            row: 0,
            message,
        });
    }
    let mut inserts = Vec::new();
    for (name, columns) in parts(table) {
        db.execute_batch(&create(&name, &table.columns()[columns.clone()]))
            .map_err(sqlite)?;
        let places = vec!["?"; columns.len()].join(",");
        let insert = format!("INSERT INTO {} VALUES ({places})", quoted(&name));
        inserts.push((db.prepare(&insert).map_err(sqlite)?, columns));
    }
    for_each_row(table, &mut |cells| {
        for (insert, columns) in &mut inserts {
            for (at, cell) in (1..).zip(&cells[columns.clone()]) {
                insert.raw_bind_parameter(at, Bound(cell)).map_err(sqlite)?;
            }
            insert.raw_execute().map_err(sqlite)?;
        }
        Ok(())
    })
}

fn create(name: &str, columns: &[Column]) -> String {
    let column = |column: &Column| {
        let kind = match column.kind {
            Kind::Text => "TEXT",
            Kind::Integer => "INTEGER",
        };
        let null = if column.nullable { "" } else { " NOT NULL" };
        format!("{} {kind}{null}", quoted(&column.name))
    };
    let columns: Vec<String> = columns.iter().map(column).collect();
    format!("CREATE TABLE {} ({})", quoted(name), columns.join(", "))
}

/// A name as SQL has it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A cell handed to SQLite without a copy of its text.
struct Bound<'a>(&'a Cell<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Integer(n) => ValueRef::Integer(*n),
            Cell::Empty => ValueRef::Null,
        }))
    }
}

/// The table `columns`.
pub(crate) struct Descriptions<'a> {
    tables: &'a [&'a dyn Table],
    columns: [Column; 5],
}

impl<'a> Descriptions<'a> {
    pub(crate) fn new(tables: &'a [&'a dyn Table]) -> Self {
        let columns = [
            Column::text("in_table", "the table"),
            Column::integer("place", "the column's place in it, counted from 1"),
            Column::text("name", "the column's name"),
            Column::text("kind", "what its cells hold: text or integer"),
            Column::text("description", "what it means"),
        ];
        Descriptions { tables, columns }
    }
}

impl Table for Descriptions<'_> {
    fn name(&self) -> &str {
        COLUMNS_TABLE
    }

    fn columns(&self) -> Cow<'_, [Column]> {
        Cow::Borrowed(&self.columns)
    }

    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        for table in self.tables {
            let all = table.columns();
            for (part, columns) in parts(*table) {
                for (place, column) in (1..).zip(&all[columns]) {
                    each(&[
                        Cell::Text(&part),
                        Cell::Integer(place),
                        Cell::Text(&column.name),
                        Cell::Text(column.kind.name()),
                        Cell::Text(&column.description),
                    ])?;
                }
            }
        }
        ControlFlow::Continue(())
    }
}
