//! The data files of an export or a publication: every table in every format asked for.

use crate::Error;
use crate::files::read;
use crate::folder::{self, Hashing};
use crate::hash::hash_all;
use crate::layout;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::str::FromStr;
use table::export::{FileSchema, TablesWriter, for_writers};
use table::tables::TallyTable;
use table::{CheckError, CheckSummary, Table, WriteError, export};

/// A format in which each table is a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// `.csv` (RFC 4180).
    Csv,
    /// `.jsonl`, a JSON object a line.
    JsonLines,
    /// `.parquet`.
    Parquet,
}

impl TableFormat {
    fn extension(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::JsonLines => "jsonl",
            TableFormat::Parquet => "parquet",
        }
    }
}

/// A format of data files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// One file a table.
    Table(TableFormat),
    /// One SQLite database, `tables.sqlite`, for all tables.
    Sqlite,
}

impl DataFormat {
    /// All formats.
    pub const ALL: [DataFormat; 4] = [
        DataFormat::Table(TableFormat::Csv),
        DataFormat::Table(TableFormat::JsonLines),
        DataFormat::Table(TableFormat::Parquet),
        DataFormat::Sqlite,
    ];

    /// The format's name, which is also the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            DataFormat::Table(format) => format.extension(),
            DataFormat::Sqlite => "sqlite",
        }
    }
}

/// A text that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no format of data files")]
pub struct UnknownFormat(String);

impl FromStr for DataFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<DataFormat, UnknownFormat> {
        let mut all = DataFormat::ALL.into_iter();
        all.find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// What a data file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contents {
    /// One of the tables, by its place among them.
    Table(TableFormat, usize),
    /// All tables, as a database.
    Database,
    /// What the columns of the CSV files hold.
    Schema,
}

/// A data file of some tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    name: String,
    contents: Contents,
}

/// A file that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How many bytes it has.
    pub bytes: u64,
    /// Their SHA-256.
    pub hash: [u8; 32],
}

/// The data files of these tables in these formats; with CSV files go their schema.
pub fn data_files(tables: &[TallyTable<'_>], formats: &[DataFormat]) -> Vec<DataFile> {
    let mut files = Vec::new();
    for format in formats {
        match *format {
            DataFormat::Sqlite => files.push(DataFile {
                name: layout::DATABASE.to_owned(),
                contents: Contents::Database,
            }),
            DataFormat::Table(format) => {
                files.extend(tables.iter().enumerate().map(|(at, table)| DataFile {
                    name: format!("{}.{}", layout::table_stem(table.name()), format.extension()),
                    contents: Contents::Table(format, at),
                }));
                if format == TableFormat::Csv {
                    files.push(DataFile {
                        name: layout::SCHEMA.to_owned(),
                        contents: Contents::Schema,
                    });
                }
            }
        }
    }
    files
}

/// The schema of the tables' CSV files.
fn csv_schema(tables: &[&dyn Table]) -> io::Result<Vec<u8>> {
    let stems: Vec<String> = tables
        .iter()
        .map(|table| layout::table_stem(table.name()))
        .collect();
    let columns: Vec<_> = tables.iter().map(|table| table.columns()).collect();
    let files = stems.iter().zip(tables).zip(&columns);
    let files = files.map(|((stem, table), columns)| FileSchema {
        stem,
        table: table.name(),
        columns,
    });
    Ok(export::schema(&files.collect::<Vec<_>>())?)
}

impl DataFile {
    /// Its name within the folder of the tables.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which of the tables it holds, by its place among them; none where it is of all of them.
    pub fn table(&self) -> Option<usize> {
        match self.contents {
            Contents::Table(_, at) => Some(at),
            Contents::Database | Contents::Schema => None,
        }
    }

    /// Whether both are of one format.
    fn is_like(&self, other: &DataFile) -> bool {
        match (self.contents, other.contents) {
            (Contents::Table(one, _), Contents::Table(other, _)) => one == other,
            (one, other) => one == other,
        }
    }

    /// Writes the file into a folder in one step. The tables are those that [`data_files`] was asked for.
    fn write(&self, tables: &[&dyn Table], folder: &Path) -> Result<Written, Error> {
        let path = folder.join(&self.name);
        let failed = |source: WriteError| Error::Table {
            path: path.display().to_string(),
            source,
        };
        match self.contents {
            Contents::Table(format, at) => {
                let table = tables[at];
                let mut out = BufWriter::with_capacity(1 << 20, Hashing::new(folder::begin(&path)?));
                match format {
                    TableFormat::Csv => export::write_csv(table, &mut out),
                    TableFormat::JsonLines => export::write_json_lines(table, &mut out),
                    TableFormat::Parquet => export::write_parquet(table, &mut out),
                }
                .map_err(failed)?;
                out.flush().map_err(Error::file("write", &path))?;
                let out = out
                    .into_inner()
                    .map_err(|error| Error::file("write", &path)(error.into_error()))?;
                let (hash, bytes, file) = out.finish();
                folder::persist(file, &path)?;
                Ok(Written { bytes, hash })
            }
            Contents::Database => {
                // SQLite writes here and there in its file, which is therefore read again to be hashed.
                let part = folder::begin_folder(folder)?;
                let made = part.path().join(&self.name);
                export::write_sqlite(tables, &made).map_err(failed)?;
                let read = File::open(&made).and_then(hash_all);
                let (hash, bytes) = read.map_err(Error::file("read", &made))?;
                std::fs::rename(&made, &path).map_err(Error::file("write", &path))?;
                Ok(Written { bytes, hash })
            }
            Contents::Schema => {
                let mut out = Hashing::new(folder::begin(&path)?);
                let json = csv_schema(tables).map_err(Error::file("write", &path))?;
                out.write_all(&json).map_err(Error::file("write", &path))?;
                let (hash, bytes, file) = out.finish();
                folder::persist(file, &path)?;
                Ok(Written { bytes, hash })
            }
        }
    }

    /// Compares the file in a folder with what the tables say; gives the number of rows compared.
    fn check(&self, tables: &[&dyn Table], folder: &Path) -> Result<u64, CheckError> {
        let path = folder.join(&self.name);
        let (format, table) = match self.contents {
            Contents::Table(format, at) => (format, tables[at]),
            Contents::Database => {
                let (checked, _) = export::check_sqlite(&path, tables)?;
                return Ok(checked.iter().map(|checked| checked.rows).sum());
            }
            Contents::Schema => {
                let expected = csv_schema(tables)?;
                let found = read(&path, expected.len()).map_err(io::Error::other)?;
                return match found == expected {
                    true => Ok(0),
                    false => Err(CheckError::Malformed {
                        place: "the schema".to_owned(),
                        message: "is not that of the tables".to_owned(),
                    }),
                };
            }
        };
        let file = File::open(&path)?;
        let buffered = |file| BufReader::with_capacity(1 << 20, file);
        let CheckSummary { rows, .. } = match format {
            TableFormat::Csv => export::check_csv(buffered(file), table)?,
            TableFormat::JsonLines => export::check_json_lines(buffered(file), table)?,
            TableFormat::Parquet => export::check_parquet(file, table)?,
        };
        Ok(rows)
    }
}

/// Does some work on files of tables, the formats side by side, while each row of the tables is made once; gives what
/// became of each file, in their order.
fn on_all<T: Send>(
    files: &[&DataFile],
    tables: &[TallyTable<'_>],
    work: impl Fn(&DataFile, &[&dyn Table]) -> T + Sync,
) -> Vec<T> {
    let mut formats: Vec<Vec<usize>> = Vec::new();
    for (at, file) in files.iter().enumerate() {
        match formats.iter_mut().find(|format| files[format[0]].is_like(file)) {
            Some(format) => format.push(at),
            None => formats.push(vec![at]),
        }
    }
    let work = &work;
    let writers = formats
        .into_iter()
        .map(|format| -> TablesWriter<'_, Vec<(usize, T)>> {
            Box::new(move |tables| {
                format
                    .into_iter()
                    .map(|at| (at, work(files[at], tables)))
                    .collect()
            })
        });
    let tables: Vec<&(dyn Table + Sync)> = tables
        .iter()
        .map(|table| -> &(dyn Table + Sync) { table.as_ref() })
        .collect();
    let mut done: Vec<(usize, T)> = for_writers(&tables, writers.collect())
        .into_iter()
        .flatten()
        .collect();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Compares data files in a folder with what the tables say, which blocks the calling thread; gives for each the number
/// of rows compared, or in what it differs or why it cannot be read.
pub fn check_all(
    files: &[&DataFile],
    tables: &[TallyTable<'_>],
    folder: &Path,
) -> Vec<Result<u64, CheckError>> {
    on_all(files, tables, |file, tables| file.check(tables, folder))
}

/// Writes all data files into a folder, each in one step, which blocks the calling thread; gives what became of each,
/// in their order. The tables are those that [`data_files`] was asked for.
///
/// # Errors
/// [`Error::File`] or [`Error::Table`].
pub fn write_all(
    files: &[DataFile],
    tables: &[TallyTable<'_>],
    folder: &Path,
) -> Result<Vec<Written>, Error> {
    folder::make_folder(folder)?;
    let files: Vec<&DataFile> = files.iter().collect();
    on_all(&files, tables, |file, tables| file.write(tables, folder))
        .into_iter()
        .collect()
}
