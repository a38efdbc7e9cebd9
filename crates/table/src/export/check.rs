//! The result of checking an exported file against its table.

use super::table::{Cell, Column, Table};
use std::collections::BTreeMap;

/// The most columns that a checked file may have.
pub const MAX_CHECKED_COLUMNS: usize = 16_384;

/// A file that agrees with the table, and what of it was not compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckSummary {
    /// How many rows were compared.
    pub rows: u64,
    /// Columns of the file that the table does not have: nothing is known of them, and nobody should
    /// rely on them.
    pub unknown: Vec<String>,
    /// Optional columns of the table that the file lacks.
    pub absent: Vec<String>,
}

/// A file that does not agree with the table, or is not what it should be.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// A cell differs.
    #[error("row {row}, column {column}: expected {expected}, found {found}")]
    Differs {
        /// The row, counted from 1, the header left out.
        row: u64,
        /// The column.
        column: String,
        /// The table's cell, shortened.
        expected: String,
        /// The file's cell, shortened.
        found: String,
    },
    /// The file ends before the table does.
    #[error("row {row}: the file ends, expected more rows")]
    TooFewRows {
        /// The first row that is missing.
        row: u64,
    },
    /// The file goes on after the table's last row.
    #[error("row {row}: expected the end of the file, found more rows")]
    TooManyRows {
        /// The first row that is too many.
        row: u64,
    },
    /// A column of the table is not in the file.
    #[error("the column {column:?} is missing")]
    MissingColumn {
        /// The column.
        column: String,
    },
    /// A table is not in the file.
    #[error("the table {table:?} is missing")]
    MissingTable {
        /// The table.
        table: String,
    },
    /// The file is malformed, or exceeds a limit.
    #[error("{place}: {message}")]
    Malformed {
        /// Where: a line, a row, a row group, a page.
        place: String,
        /// What is wrong there.
        message: String,
    },
    /// Reading failed.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// SQLite cannot read the file.
    #[error("cannot be read as SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The table itself is not what its columns say.
    #[error("the table to compare with, row {row}: {message}")]
    Table {
        /// The row, counted from 1; 0 for the columns.
        row: u64,
        /// What is wrong.
        message: String,
    },
    /// Within a file of several tables.
    #[error("table {table}: {source}")]
    InTable {
        /// The table.
        table: String,
        /// What is wrong.
        source: Box<CheckError>,
    },
}

impl CheckError {
    pub(crate) fn malformed(place: impl Into<String>, message: impl Into<String>) -> CheckError {
        CheckError::Malformed {
            place: place.into(),
            message: message.into(),
        }
    }

    pub(crate) fn differs(
        row: u64,
        column: &Column,
        expected: &Cell<'_>,
        found: impl Into<String>,
    ) -> CheckError {
        CheckError::Differs {
            row,
            column: column.name.clone(),
            expected: shown(expected),
            found: found.into(),
        }
    }
}

/// A cell as an error shows it.
pub(crate) fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => shown_text(text),
        Cell::Integer(n) => n.to_string(),
        Cell::Empty => "nothing".to_owned(),
    }
}

/// A text as an error shows it: at most 60 characters.
pub(crate) fn shown_text(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

/// Which of the file's columns is which of the table's.
#[derive(Debug)]
pub(crate) struct Match {
    /// For each column of the file, the table's column.
    pub(crate) of_file: Vec<Option<usize>>,
    pub(crate) unknown: Vec<String>,
    pub(crate) absent: Vec<String>,
}

impl Match {
    /// Finds the table's columns among the file's.
    pub(crate) fn new(columns: &[Column], file: &[impl AsRef<str>]) -> Result<Match, CheckError> {
        let places: BTreeMap<&str, usize> = columns
            .iter()
            .enumerate()
            .map(|(at, c)| (c.name.as_str(), at))
            .collect();
        let mut found = vec![false; columns.len()];
        let mut unknown = Vec::new();
        let mut of_file = Vec::with_capacity(file.len());
        for name in file {
            let name = name.as_ref();
            let place = places.get(name).copied();
            match place {
                Some(place) if std::mem::replace(&mut found[place], true) => {
                    return Err(CheckError::malformed(
                        "columns",
                        format!("{name:?} is there twice"),
                    ));
                }
                Some(_) => {}
                None => unknown.push(name.to_owned()),
            }
            of_file.push(place);
        }
        let absent = columns
            .iter()
            .zip(found)
            .filter(|(_, found)| !found)
            .map(|(column, _)| column);
        let absent: Vec<&Column> = absent.collect();
        if let Some(column) = absent.iter().find(|column| column.required) {
            return Err(CheckError::MissingColumn {
                column: column.name.clone(),
            });
        }
        Ok(Match {
            of_file,
            unknown,
            absent: absent.into_iter().map(|column| column.name.clone()).collect(),
        })
    }

    /// Whether the file has the table's columns, all and in their order.
    pub(crate) fn is_same(&self) -> bool {
        self.absent.is_empty()
            && self
                .of_file
                .iter()
                .enumerate()
                .all(|(at, place)| *place == Some(at))
    }

    pub(crate) fn into_summary(self, rows: u64) -> CheckSummary {
        CheckSummary {
            rows,
            unknown: self.unknown,
            absent: self.absent,
        }
    }
}

/// What is done with a row, given its number and cells.
pub(crate) type EachExpected<'a> = dyn FnMut(u64, &[Cell<'_>]) -> Result<(), CheckError> + 'a;

/// Calls `each` with every row's number and cells; gives the number of rows.
pub(crate) fn for_each_expected(table: &dyn Table, each: &mut EachExpected<'_>) -> Result<u64, CheckError> {
    use std::ops::ControlFlow;
    let columns = table.columns();
    if let Some(message) = super::write::columns_fault(&columns) {
        return Err(CheckError::Table { row: 0, message });
    }
    let mut rows = 0;
    let mut failed = None;
    let _ = table.rows(&mut |cells| {
        rows += 1;
        let done = match super::write::row_fault(&columns, cells) {
            Some(message) => Err(CheckError::Table { row: rows, message }),
            None => each(rows, cells),
        };
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    failed.map_or(Ok(rows), Err)
}
