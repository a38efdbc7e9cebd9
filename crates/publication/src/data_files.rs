//! The data files of an export or a publication: every table in every format asked for.

use anyhow::Context;
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use table::tables::TallyTable;
use table::{CheckError, Checked, Table, export};

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
    fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
            Format::Parquet => "parquet",
            Format::Sqlite => "sqlite",
        }
    }
}

/// A data file: its name, what it holds, and which of the tables (all of them in SQLite).
pub(crate) struct DataFile {
    pub(crate) name: String,
    pub(crate) format: Format,
    pub(crate) table: Option<usize>,
}

/// The data files of these tables in these formats.
pub(crate) fn files(tables: &[TallyTable<'_>], formats: &[Format]) -> Vec<DataFile> {
    let mut files = Vec::new();
    for &format in formats {
        match format {
            Format::Sqlite => files.push(DataFile {
                name: "tables.sqlite".to_owned(),
                format,
                table: None,
            }),
            _ => files.extend(tables.iter().enumerate().map(|(at, table)| DataFile {
                name: format!("{}.{}", file_stem(table.name()), format.extension()),
                format,
                table: Some(at),
            })),
        }
    }
    files
}

/// A table's name as a file name that every system and URL allows.
fn file_stem(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
            c
        } else {
            '-'
        }
    };
    name.chars().map(plain).collect()
}

/// All tables as those that SQLite's functions take.
fn all<'t>(tables: &'t [TallyTable<'_>]) -> Vec<&'t dyn Table> {
    tables
        .iter()
        .map(|table| -> &dyn Table { table.as_ref() })
        .collect()
}

impl DataFile {
    /// Writes the file into a folder.
    pub(crate) fn write(&self, tables: &[TallyTable<'_>], folder: &Path) -> anyhow::Result<()> {
        let path = folder.join(&self.name);
        let context = || format!("cannot write {}", path.display());
        let Some(table) = self.table.map(|at| &tables[at]) else {
            if path.exists() {
                std::fs::remove_file(&path).with_context(context)?;
            }
            export::write_sqlite(&all(tables), &path).with_context(context)?;
            return Ok(());
        };
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&path).with_context(context)?);
        match self.format {
            Format::Csv => export::write_csv(table.as_ref(), &mut out),
            Format::Jsonl => export::write_json_lines(table.as_ref(), &mut out),
            Format::Parquet | Format::Sqlite => export::write_parquet(table.as_ref(), &mut out),
        }
        .with_context(context)?;
        out.flush().with_context(context)
    }

    /// Compares the file in a folder with what the tables say; gives the rows compared.
    pub(crate) fn check(&self, tables: &[TallyTable<'_>], folder: &Path) -> Result<u64, CheckError> {
        let path = folder.join(&self.name);
        let Some(table) = self.table.map(|at| &tables[at]) else {
            let (checked, _) = export::check_sqlite(&path, &all(tables))?;
            return Ok(checked.iter().map(|checked| checked.rows).sum());
        };
        let file = File::open(&path)?;
        let Checked { rows, .. } = match self.format {
            Format::Csv => export::check_csv(BufReader::with_capacity(1 << 20, file), table.as_ref())?,
            Format::Jsonl => {
                export::check_json_lines(BufReader::with_capacity(1 << 20, file), table.as_ref())?
            }
            Format::Parquet | Format::Sqlite => export::check_parquet(file, table.as_ref())?,
        };
        Ok(rows)
    }
}

/// Writes all data files into a folder, several at once.
pub(crate) fn write_all(files: &[DataFile], tables: &[TallyTable<'_>], folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    files.par_iter().try_for_each(|file| file.write(tables, folder))
}
