//! `cotejo export`: stations, readings, totals, comparisons and findings as data files.

use crate::Outcome;
use crate::args::format::FormatArg;
use crate::election::Folder;
use crate::output::Output;
use publication::Seconds;
use publication::data_files::{DataFile, data_files, write_all};
use serde_json::json;
use std::path::{Path, PathBuf};
use table::tables::Tables;
use tally::Overview;

/// Write a record's tables as CSV, JSON lines, Parquet and SQLite.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo export venezuela --to tables
  cotejo export venezuela --to tables --format parquet,sqlite
  cotejo export venezuela --to tables --overwrite

The tables and their columns are documented in docs/tables.md.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The folder to write to.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Replace files of these names that are there already.
    #[arg(long)]
    overwrite: bool,
    /// The formats.
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        default_value = "csv,jsonl,parquet,sqlite"
    )]
    format: Vec<FormatArg>,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let mut seconds = Seconds::default();
    let folder = Folder::open(&args.dir)?;
    let folded = seconds.time("fold", || folder.fold())?;
    let overview = seconds.time("tables", || Overview::new(&folded.tally));
    let tables = Tables::new(&overview);
    let tables = tables.all();
    let files = data_files(&tables, &FormatArg::options(&args.format, false).formats);
    if !args.overwrite {
        refuse_to_overwrite(&files, &args.to)?;
    }
    seconds.time("write", || write_all(&files, &tables, &args.to))?;
    let names: Vec<&str> = files.iter().map(|file| file.name()).collect();
    output.result(&json!({ "files": names, "seconds": seconds }), |text| {
        text.line(format!("{} files are in {}:", names.len(), args.to.display()));
        names.iter().for_each(|name| text.line(format!("  {name}")));
    })?;
    Ok(Outcome::Agrees)
}

/// Refuses where a file would be written over.
fn refuse_to_overwrite(files: &[DataFile], folder: &Path) -> anyhow::Result<()> {
    let there: Vec<&str> = files
        .iter()
        .map(DataFile::name)
        .filter(|name| folder.join(name).exists())
        .collect();
    if let Some(first) = there.first() {
        anyhow::bail!(
            "{} is there already, and {} of the other files; give --overwrite to replace them, or another folder",
            folder.join(first).display(),
            there.len() - 1
        );
    }
    Ok(())
}
