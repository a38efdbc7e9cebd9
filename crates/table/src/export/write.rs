//! What every writer does with a table: check its shape and go through its rows.

use super::table::{Cell, Column, Kind, Table};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// The longest text that a cell may hold: 1 MiB.
pub const MAX_TEXT_BYTES: usize = 1 << 20;

/// A table that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// Writing failed.
    #[error("table {table}: cannot be written: {source}")]
    Io {
        /// The table.
        table: String,
        /// Why.
        source: std::io::Error,
    },
    /// The Parquet library refused.
    #[error("table {table}: cannot be written as Parquet: {source}")]
    Parquet {
        /// The table.
        table: String,
        /// Why.
        source: parquet::errors::ParquetError,
    },
    /// SQLite refused.
    #[error("{file}: cannot be written by SQLite: {source}")]
    Sqlite {
        /// The file.
        file: String,
        /// Why.
        source: rusqlite::Error,
    },
    /// The table is not what its columns say.
    #[error("table {table}, row {row}: {message}")]
    Shape {
        /// The table.
        table: String,
        /// The row, counted from 1; 0 for the columns themselves.
        row: u64,
        /// What is wrong.
        message: String,
    },
}

impl WriteError {
    pub(crate) fn io(table: &dyn Table) -> impl FnOnce(std::io::Error) -> WriteError {
        let table = table.name().to_owned();
        move |source| WriteError::Io { table, source }
    }
}

/// Why a table's columns do not make a table.
pub(crate) fn columns_fault(columns: &[Column]) -> Option<String> {
    if columns.is_empty() {
        return Some("there are no columns".to_owned());
    }
    let mut names = BTreeSet::new();
    for column in columns {
        if column.name.is_empty() || column.name.chars().any(char::is_control) {
            return Some(format!("{:?} cannot be a column's name", column.name));
        }
        if !names.insert(column.name.to_lowercase()) {
            return Some(format!("the column {:?} is there twice", column.name));
        }
    }
    None
}

/// Why a row does not fit the columns.
#[inline]
pub(crate) fn row_fault(columns: &[Column], cells: &[Cell<'_>]) -> Option<String> {
    if cells.len() != columns.len() {
        return Some(format!("{} cells for {} columns", cells.len(), columns.len()));
    }
    let wrong = columns.iter().zip(cells).find(|(column, cell)| match cell {
        Cell::Text(text) => column.kind != Kind::Text || text.len() > MAX_TEXT_BYTES,
        Cell::Integer(_) => column.kind != Kind::Integer,
        Cell::Empty => !column.nullable,
    });
    wrong.map(|(column, cell)| {
        let shown = super::check::shown(cell);
        format!(
            "column {:?} ({}) cannot hold {shown}",
            column.name,
            column.kind.name()
        )
    })
}

/// Calls `each` with every row that fits the columns; gives the number of rows.
pub(crate) fn for_each_row(
    table: &dyn Table,
    each: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), WriteError>,
) -> Result<u64, WriteError> {
    let columns = table.columns();
    let shape = |row, message| WriteError::Shape {
        table: table.name().to_owned(),
        row,
        message,
    };
    if let Some(message) = columns_fault(&columns) {
        return Err(shape(0, message));
    }
    let mut rows = 0;
    let mut failed = None;
    let _ = table.rows(&mut |cells| {
        rows += 1;
        let done = match row_fault(&columns, cells) {
            Some(message) => Err(shape(rows, message)),
            None => each(cells),
        };
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(rows),
    }
}
