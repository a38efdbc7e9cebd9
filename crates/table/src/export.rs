//! Exporting tables as CSV, JSON lines, Parquet and SQLite, and checking such files against their tables.
//!
//! A [`Table`] has named columns and streams its rows; it is never in memory as a whole. The same table gives the
//! same bytes in every format (for SQLite, with the same release of its library). Missing is not zero:
//! an empty cell is nothing at all in CSV, `null` in JSON, NULL in Parquet and SQLite, and never an
//! empty text.
//!
//! The checkers take untrusted files: none makes them panic, or allocate by a size that the file merely states.

mod check;
mod csv_check;
mod csv_text;
mod csv_write;
mod json_check;
mod json_write;
mod lines;
mod once;
mod parquet_check;
mod parquet_format;
mod parquet_page;
mod parquet_write;
mod schema;
mod sqlite;
mod sqlite_check;
mod table;
mod thrift;
mod write;

pub use check::{CheckError, CheckSummary, MAX_CHECKED_COLUMNS};
pub use csv_check::check_csv;
pub use csv_write::write_csv;
pub use json_check::check_json_lines;
pub use json_write::write_json_lines;
pub use lines::MAX_LINE_BYTES;
pub use once::{TablesWriter, for_writers};
pub use parquet_check::{MAX_PAGE_BYTES, MAX_PARQUET_FOOTER_BYTES, MAX_PARQUET_MEMORY_BYTES, check_parquet};
pub use parquet_write::{ROW_GROUP_ROWS, write_parquet};
pub use schema::{FileSchema, schema};
pub use sqlite::{MAX_SQLITE_COLUMNS, write_sqlite};
pub use sqlite_check::check_sqlite;
pub use table::{Cell, Column, Kind, Table};
pub use write::{MAX_TEXT_BYTES, WriteError};
