//! The formats of data files, as an argument.

use publication::Options;
use publication::data_files::{self, TableFormat};

/// A format of data files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// One .csv file a table (RFC 4180).
    Csv,
    /// One .jsonl file a table, a JSON object a line.
    Jsonl,
    /// One .parquet file a table.
    Parquet,
    /// One file, tables.sqlite, for all tables.
    Sqlite,
}

impl Format {
    /// What a publication holds, with its tables in these formats.
    pub(crate) fn options(formats: &[Format], archive: bool) -> Options {
        Options {
            formats: formats.iter().map(|format| (*format).into()).collect(),
            archive,
        }
    }
}

impl From<Format> for data_files::Format {
    fn from(format: Format) -> data_files::Format {
        match format {
            Format::Csv => data_files::Format::Table(TableFormat::Csv),
            Format::Jsonl => data_files::Format::Table(TableFormat::JsonLines),
            Format::Parquet => data_files::Format::Table(TableFormat::Parquet),
            Format::Sqlite => data_files::Format::Sqlite,
        }
    }
}
