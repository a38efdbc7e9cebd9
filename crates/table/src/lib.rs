//! From the world's result files to readings, and from tallies to CSV, JSON lines, Parquet and SQLite.
//!
//! [`read`](mod@read) takes a result file (delimited or fixed width, one row a station or one row an
//! option, plain, zip or gz) and a **profile**, a TOML text that says which columns mean what, and
//! gives one [`FileReading`] a station. A row that cannot be read is reported by its line and the rest goes on.
//!
//! [`export`] takes a [`Table`], whose rows are streamed, and writes it as CSV, JSON lines, Parquet or
//! SQLite: the same table gives the same bytes. The checkers read such files back and compare them
//! with the table, cell by cell.
//!
//! ```
//! use model::Figure;
//! use std::io::Cursor;
//! use table::{Profile, read};
//!
//! let profile = Profile::parse(
//!     r#"
//!     name = "Example"
//!     contest = "mayor"
//!     [station]
//!     code = "{centre|pad 4}.{table|pad 2}"
//!     [counts]
//!     valid = "{valid}"
//!     [options]
//!     ana = "{Ana}"
//!     luis = "{Luis}"
//!     "#,
//! )?;
//! let file = "centre,table,valid,Ana,Luis\n17,1,301,200,101\n17,2,-3,1,2\n";
//! let mut readings = read::from_reader("example.csv", Cursor::new(file), &profile)?;
//!
//! let reading = readings.next().unwrap()?;
//! assert_eq!(reading.station.code.as_str(), "0017.01");
//! assert_eq!(reading.counts.option("ana"), Figure::Read(200));
//!
//! let error = readings.next().unwrap().unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "line 3, column valid: expected a whole number from 0 to 4294967295, found \"-3\""
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod archive;
pub mod export;
pub mod read;
pub mod tables;

pub use export::{Cell, CheckError, CheckSummary, Column, Kind, Table, WriteError};
pub use read::{FileError, FileReading, FileReadings, Profile, ProfileError, ReadError, RowError};
