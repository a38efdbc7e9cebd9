//! What a table is: a name, columns, and rows that are streamed.

use std::borrow::Cow;
use std::ops::ControlFlow;

/// A table whose rows come one at a time, in the same order every time.
pub trait Table {
    /// The table's name, in SQLite and in file names.
    fn name(&self) -> &str;

    /// The columns, one or more, each with a name of its own. There may be thousands of tables: who makes their columns anew
    /// each time need not keep them.
    fn columns(&self) -> Cow<'_, [Column]>;

    /// Calls `each` with one row after the other, a cell for each column, until it breaks.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use std::ops::ControlFlow;
    /// use table::{Cell, Column, Table};
    ///
    /// struct Squares(Vec<Column>);
    ///
    /// impl Table for Squares {
    ///     fn name(&self) -> &str {
    ///         "squares"
    ///     }
    ///     fn columns(&self) -> Cow<'_, [Column]> {
    ///         Cow::Borrowed(&self.0)
    ///     }
    ///     fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
    ///         for n in 0..3 {
    ///             each(&[Cell::Integer(n), Cell::Integer(n * n)])?;
    ///         }
    ///         ControlFlow::Continue(())
    ///     }
    /// }
    ///
    /// let squares = Squares(vec![Column::integer("n", "a number"), Column::integer("square", "its square")]);
    /// let mut csv = Vec::new();
    /// assert_eq!(table::export::write_csv(&squares, &mut csv)?, 3);
    /// assert_eq!(csv, b"n,square\n0,0\n1,1\n2,4\n");
    /// assert_eq!(table::export::check_csv(csv.as_slice(), &squares)?.rows, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()>;
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, as a header, a JSON key and a column of SQLite and Parquet. SQLite
    /// compares names without regard to case, so two names may not differ in case alone.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether cells may be empty.
    pub nullable: bool,
    /// Whether a file that lacks the column fails its check; not so for columns that files written by
    /// an earlier version lack.
    pub required: bool,
    /// What it means, for people: units, and what an empty cell says.
    pub description: String,
}

impl Column {
    /// A required column of texts, not nullable.
    pub fn text(name: impl Into<String>, description: impl Into<String>) -> Column {
        Column {
            name: name.into(),
            kind: Kind::Text,
            nullable: false,
            required: true,
            description: description.into(),
        }
    }

    /// A required column of integers, not nullable.
    pub fn integer(name: impl Into<String>, description: impl Into<String>) -> Column {
        Column {
            kind: Kind::Integer,
            ..Column::text(name, description)
        }
    }

    /// The same column, whose cells may be empty.
    #[must_use]
    pub fn nullable(self) -> Column {
        Column {
            nullable: true,
            ..self
        }
    }

    /// The same column, which files of earlier versions may lack.
    #[must_use]
    pub fn optional(self) -> Column {
        Column {
            required: false,
            ..self
        }
    }
}

/// What a column's cells hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Unicode text.
    Text,
    /// Whole numbers from −2^63 to 2^63 − 1.
    Integer,
}

impl Kind {
    /// The name in errors and in SQLite's table of columns.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
        }
    }
}

/// One cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// A text, which may be empty.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// No value (null). Never the same as zero or an empty text.
    Empty,
}

impl From<u32> for Cell<'_> {
    fn from(n: u32) -> Self {
        Cell::Integer(n.into())
    }
}

impl From<i64> for Cell<'_> {
    fn from(n: i64) -> Self {
        Cell::Integer(n)
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(text)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}
