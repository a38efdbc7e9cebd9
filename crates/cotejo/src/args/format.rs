//! The formats of data files, as an argument.

use publication::Options;
use publication::data_files::{self, TableFormat};

/// A format of data files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FormatArg {
    /// One .csv file a table (RFC 4180).
    Csv,
    /// One .jsonl file a table, a JSON object a line.
    Jsonl,
    /// One .parquet file a table.
    Parquet,
    /// One file, tables.sqlite, for all tables.
    Sqlite,
}

impl FormatArg {
    /// What a publication holds, with its tables in these formats.
    pub(crate) fn options(formats: &[FormatArg], archive: bool) -> Options {
        Options {
            formats: formats.iter().map(|format| (*format).into()).collect(),
            archive,
        }
    }
}

impl From<FormatArg> for data_files::DataFormat {
    fn from(format: FormatArg) -> data_files::DataFormat {
        match format {
            FormatArg::Csv => data_files::DataFormat::Table(TableFormat::Csv),
            FormatArg::Jsonl => data_files::DataFormat::Table(TableFormat::JsonLines),
            FormatArg::Parquet => data_files::DataFormat::Table(TableFormat::Parquet),
            FormatArg::Sqlite => data_files::DataFormat::Sqlite,
        }
    }
}
