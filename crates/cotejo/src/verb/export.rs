//! `cotejo export`: stations, readings, totals, comparisons and findings as data files.

use crate::Outcome;
use crate::args::format::FormatArg;
use crate::election::Folder;
use crate::output::Output;
use publication::Seconds;
use publication::data_files::{data_files, write_all};
use serde_json::json;
use std::path::PathBuf;
use table::tables::Tables;
use tally::Overview;

/// Write a record's tables as CSV, JSON lines, Parquet and SQLite.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo export venezuela --to tables
  cotejo export venezuela --to tables --format parquet,sqlite

The tables and their columns are documented in docs/tables.md.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The folder to write to.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
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
    seconds.time("write", || write_all(&files, &tables, &args.to))?;
    let names: Vec<&str> = files.iter().map(|file| file.name()).collect();
    output.result(&json!({ "files": names, "seconds": seconds }), |text| {
        text.line(format!("{} files are in {}:", names.len(), args.to.display()));
        names.iter().for_each(|name| text.line(format!("  {name}")));
    })?;
    Ok(Outcome::Agrees)
}
