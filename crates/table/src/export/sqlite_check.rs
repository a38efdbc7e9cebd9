//! Comparing a SQLite file with its tables.

use super::check::{CheckError, CheckSummary, MAX_CHECKED_COLUMNS, Match, for_each_expected, shown_text};
use super::sqlite::{COLUMNS_TABLE, quoted};
use super::table::{Cell, Table};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// The largest text or row that is read from a SQLite file, in bytes.
const MAX_VALUE_BYTES: i32 = 16 << 20;

/// Compares a SQLite file with its tables, cell by cell, in the order of the rows' ids.
///
/// The result has the tables in the order given, then the names of tables in the file that were not
/// compared; the descriptions in `columns` are not. Views, virtual tables and computed columns are
/// refused, so that no SQL of an untrusted file is run.
///
/// # Errors
/// [`CheckError::MissingTable`] where a table is not in the file; [`CheckError::InTable`] with what differs
/// in one that is; [`CheckError::Malformed`] or [`CheckError::Sqlite`] where the file cannot be read, or
/// holds anything but plain tables.
pub fn check_sqlite(
    path: &Path,
    tables: &[&dyn Table],
) -> Result<(Vec<CheckSummary>, Vec<String>), CheckError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    db.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384;")?;
    let names = plain_tables(&db)?;
    let mut checked = Vec::new();
    for table in tables {
        let name = table.name();
        if !names.iter().any(|found| found == name) {
            return Err(CheckError::MissingTable {
                table: name.to_owned(),
            });
        }
        let done = check_table(&db, *table).map_err(|source| CheckError::InTable {
            table: name.to_owned(),
            source: Box::new(source),
        })?;
        checked.push(done);
    }
    let known = |name: &String| name == COLUMNS_TABLE || tables.iter().any(|table| table.name() == name);
    let unknown = names.into_iter().filter(|name| !known(name)).collect();
    Ok((checked, unknown))
}

/// The names of the tables, sorted; anything else in the file is refused.
fn plain_tables(db: &Connection) -> Result<Vec<String>, CheckError> {
    let mut query = db.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY name LIMIT 10001")?;
    let mut rows = query.query([])?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
        let sql: Option<String> = row.get(2)?;
        let create = sql.unwrap_or_default().trim_start().to_ascii_uppercase();
        let plain = kind == "index" || (kind == "table" && create.starts_with("CREATE TABLE"));
        if !plain || names.len() == 10_000 {
            let message = format!(
                "expected nothing but plain tables, found a {kind} {}",
                shown_text(&name)
            );
            return Err(CheckError::malformed("schema", message));
        }
        if kind == "table" {
            names.push(name);
        }
    }
    Ok(names)
}

fn check_table(db: &Connection, table: &dyn Table) -> Result<CheckSummary, CheckError> {
    let columns = table.columns();
    let names = column_names(db, table.name())?;
    let matched = Match::new(&columns, &names)?;
    let places: Vec<usize> = matched.of_file.iter().flatten().copied().collect();
    let wanted: Vec<String> = places.iter().map(|place| quoted(&columns[*place].name)).collect();
    if wanted.is_empty() {
        return Err(CheckError::malformed("columns", "none is known"));
    }
    let select = format!(
        "SELECT {} FROM {} ORDER BY rowid",
        wanted.join(", "),
        quoted(table.name())
    );
    let mut query = db.prepare(&select)?;
    let mut found = query.query([])?;
    let rows = for_each_expected(table, &mut |row, expected| {
        let cells = found.next()?.ok_or(CheckError::TooFewRows { row })?;
        for (at, place) in places.iter().enumerate() {
            let value = cells.get_ref(at)?;
            let same = match (&expected[*place], value) {
                (Cell::Text(a), ValueRef::Text(b)) => a.as_bytes() == b,
                (Cell::Integer(a), ValueRef::Integer(b)) => *a == b,
                (Cell::Empty, ValueRef::Null) => true,
                _ => false,
            };
            if !same {
                return Err(CheckError::differs(
                    row,
                    &columns[*place],
                    &expected[*place],
                    shown(value),
                ));
            }
        }
        Ok(())
    })?;
    if found.next()?.is_some() {
        return Err(CheckError::TooManyRows { row: rows + 1 });
    }
    Ok(matched.into_summary(rows))
}

fn column_names(db: &Connection, table: &str) -> Result<Vec<String>, CheckError> {
    let mut query = db.prepare("SELECT name, hidden FROM pragma_table_xinfo(?)")?;
    let mut rows = query.query([table])?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, hidden): (String, i64) = (row.get(0)?, row.get(1)?);
        if hidden != 0 || names.len() == MAX_CHECKED_COLUMNS {
            let message = format!("{} is not a plain column", shown_text(&name));
            return Err(CheckError::malformed("columns", message));
        }
        names.push(name);
    }
    Ok(names)
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "nothing".to_owned(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(_) => "a fraction".to_owned(),
        ValueRef::Text(text) => shown_text(&String::from_utf8_lossy(&text[..text.len().min(240)])),
        ValueRef::Blob(_) => "a blob".to_owned(),
    }
}
