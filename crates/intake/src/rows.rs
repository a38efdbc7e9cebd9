//! `cotejo import`: takes in the rows of a result file as readings.

use crate::Outcome;
use crate::election::{Folder, now, read_text};
use crate::index;
use crate::output::{Output, number};
use crate::progress::{Progress, Seconds};
use crate::register::Additions;
use crate::verb::keys::own_key;
use anyhow::{Context, bail};
use bytes::Bytes;
use model::{AccountId, Election, Hour, Method};
use note::SigningKey;
use rayon::prelude::*;
use record::{BlobHash, Body, Reading, Role, Source};
use serde::Serialize;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;
use table::{Profile, ReadError, Row};
use tally::Tally;
use tlog::Writer;

/// Take in a result file: each row becomes a signed reading of the account.
///
/// A row that cannot be read is named with its line and the reason, and the rest goes on. An import that
/// was interrupted goes on where it stopped when it is run again; what was recorded before is not
/// recorded twice.
#[derive(clap::Args)]
#[command(after_help = "Example:
  cotejo import venezuela campaign_sheets.csv --profile profiles/ve2024-campaign.toml --account campaign

Exit codes: 0 all rows are recorded, 1 some rows could not be read, 2 nothing could be done.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The file: delimited or fixed width, plain, zip or gz.
    file: PathBuf,
    /// What its columns mean.
    #[arg(long, value_name = "PROFILE.toml")]
    profile: PathBuf,
    /// Whose telling of the result it is.
    #[arg(long, value_name = "ID")]
    account: AccountId,
    /// Who published the file; the account's name where it is left out.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The day on which it was published, such as 2024-08-05.
    #[arg(long, value_name = "DATE")]
    date: Option<model::Date>,
    /// How many readings are made durable at once.
    #[arg(long, value_name = "N", default_value_t = 16_384)]
    batch: usize,
}

/// A row that could not be read.
#[derive(Serialize)]
struct Failed {
    message: String,
}

/// What came of an import.
#[derive(Serialize)]
struct Imported<'a> {
    account: &'a AccountId,
    document: BlobHash,
    rows: u64,
    readings: u64,
    already_recorded: u64,
    failed: u64,
    failures: Vec<Failed>,
    stations_added: u64,
    size: u64,
    seconds: Seconds,
}

/// The most failed rows that are listed one by one; the rest are only counted.
const MAX_LISTED: usize = 1_000;

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    if args.batch == 0 {
        bail!("--batch 0: at least one reading at once");
    }
    let mut seconds = Seconds::default();
    let folder = Folder::open(&args.dir)?;
    let profile = read_profile(&args.profile)?;
    let document = read_document(&args.file, tlog::MAX_BLOB_BYTES)?;
    let (mut writer, folded) = seconds.time("fold", || folder.write())?;
    let tally = folded.tally;
    let election = tally.election().clone();
    profile
        .check(&election)
        .with_context(|| args.profile.display().to_string())?;
    let name = args
        .file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let hash = BlobHash::of(&document);
    let mut rows = table::read::from_reader(&name, std::io::Cursor::new(document.clone()), &profile)?;

    let mut intake = Intake::new(&folder, &tally, &election, args, hash)?;
    folder.wait(folder.blobs()?.put(document.clone()))?;
    if !tally.sources().iter().any(|row| row.source.document == hash) {
        intake.source(name, document.len() as u64)?;
    }
    let mut imported = Imported {
        account: &args.account,
        document: hash,
        rows: 0,
        readings: 0,
        already_recorded: 0,
        failed: 0,
        failures: Vec::new(),
        stations_added: 0,
        size: writer.size(),
        seconds,
    };
    let mut progress = Progress::new("reading rows", 0);
    let mut rest = Rest::More;
    let began = Instant::now();
    // While one batch is made durable the next one is read and signed.
    while matches!(rest, Rest::More) || !intake.entries.is_empty() {
        let signed = std::mem::take(&mut intake.entries);
        let mut append_seconds = Seconds::default();
        let (appended, next) = std::thread::scope(|threads| {
            // Not one of rayon's threads: those all sign while this one waits for the disk.
            let append = || append_seconds.time("append", || append(&folder, &mut writer, &signed, output));
            let appending = threads.spawn(append);
            let mut next = || -> anyhow::Result<()> {
                if matches!(rest, Rest::More) {
                    let (batch, left) = read_batch(&mut rows, &intake.recorded, &mut imported, args, output);
                    rest = left;
                    progress.at(imported.rows);
                    imported.stations_added += intake.stations(&batch)?;
                    imported.readings += batch.len() as u64;
                    imported.seconds.time("sign", || intake.readings(&batch))?;
                }
                Ok(())
            };
            let next = next();
            let appended = appending
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (appended, next)
        });
        imported.seconds.add_all(append_seconds);
        appended.and(next)?;
    }
    imported.seconds.add("read, sign and append", began.elapsed());
    index::extend(&folder)?;
    imported.size = writer.size();
    if let Rest::Stopped(error) = rest {
        let recorded = imported.readings + imported.already_recorded;
        return Err(anyhow::Error::new(error).context(format!(
            "the file could not be read to its end; the {} readings before are recorded",
            number(recorded)
        )));
    }
    output.result(&imported, |text| {
        text.line(format!(
            "{} readings of {} rows are recorded for {}.",
            number(imported.readings + imported.already_recorded),
            number(imported.rows),
            args.account
        ));
        if imported.already_recorded > 0 {
            text.line(format!(
                "{} of them were recorded before.",
                number(imported.already_recorded)
            ));
        }
        if imported.stations_added > 0 {
            text.line(format!(
                "{} stations were added to the register.",
                number(imported.stations_added)
            ));
        }
        if imported.failed > 0 {
            text.line(format!(
                "{} rows could not be read; they are named above.",
                number(imported.failed)
            ));
        }
        text.line(format!("The log has {} entries.", number(imported.size)));
    })?;
    Ok(if imported.failed > 0 {
        Outcome::Differs
    } else {
        Outcome::Agrees
    })
}

fn read_profile(path: &Path) -> anyhow::Result<Profile> {
    Profile::parse(&read_text(path)?).with_context(|| path.display().to_string())
}

/// Reads a document of 1 to `most` bytes.
pub(crate) fn read_document(path: &Path, most: usize) -> anyhow::Result<Bytes> {
    let cannot = || format!("cannot read {}", path.display());
    let found = std::fs::metadata(path).with_context(cannot)?;
    if found.is_dir() {
        bail!("{} is a folder, a file was expected", path.display());
    }
    if found.len() > most as u64 {
        bail!(
            "{} has {} bytes, at most {most} are kept as one document: split it",
            path.display(),
            found.len(),
        );
    }
    // A pipe or a device does not say how much there is.
    let mut bytes = Vec::with_capacity(found.len() as usize);
    let file = std::fs::File::open(path).with_context(cannot)?;
    file.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(cannot)?;
    if bytes.len() > most {
        bail!("{} has more than {most} bytes", path.display());
    }
    if bytes.is_empty() {
        bail!("{} is empty", path.display());
    }
    Ok(bytes.into())
}

/// Turns rows into signed entries.
struct Intake<'a> {
    election: &'a Election,
    args: &'a Args,
    document: BlobHash,
    importer: SigningKey,
    additions: Additions<'a>,
    at: Hour,
    /// The lines of this document that are recorded already.
    recorded: HashSet<u64>,
    entries: Vec<Vec<u8>>,
}

impl<'a> Intake<'a> {
    fn new(
        folder: &'a Folder,
        tally: &'a Tally,
        election: &'a Election,
        args: &'a Args,
        document: BlobHash,
    ) -> anyhow::Result<Intake<'a>> {
        let (importer, granted) = own_key(folder, tally, ("importer", Role::Importer), &args.account)?;
        let entries = Vec::from_iter(granted);
        let account = tally.account_number(args.account.as_str());
        let readings = tally.readings();
        let of_document = (0..)
            .zip(readings.rows())
            .filter(|(number, row)| Some(row.account) == account && *readings.document(*number) == document);
        let recorded = of_document
            .filter_map(|(_, row)| row.line)
            .map(u64::from)
            .collect();
        Ok(Intake {
            election,
            args,
            document,
            importer,
            at: now()?,
            recorded,
            additions: Additions::new(folder, tally)?,
            entries,
        })
    }

    /// Writes down the document itself.
    fn source(&mut self, title: String, bytes: u64) -> anyhow::Result<()> {
        let publisher = self.election.account_name(self.args.account.as_str()).to_owned();
        let body = Body::Source(Source {
            election: self.election.id.clone(),
            document: self.document,
            bytes,
            media: media_type(&title).to_owned(),
            title,
            publisher: self.args.publisher.clone().unwrap_or(publisher),
            date: self.args.date.clone(),
            at: self.at.clone(),
        });
        self.entries.push(record::sign(&body, &[&self.importer])?);
        Ok(())
    }

    /// Puts the rows' stations on the register where it lacks them. Gives how many are new.
    fn stations(&mut self, rows: &[Row]) -> anyhow::Result<u64> {
        let stations = rows.iter().map(|row| &row.station);
        let Some((entry, new)) = self.additions.entry(stations, Some(self.document), &self.at)? else {
            return Ok(0);
        };
        self.entries.push(entry);
        Ok(new)
    }

    /// Signs the rows as readings, on all cores.
    fn readings(&mut self, rows: &[Row]) -> anyhow::Result<()> {
        let sign = |row: &Row| -> anyhow::Result<Vec<u8>> {
            let body = Body::Reading(Reading {
                election: self.election.id.clone(),
                account: self.args.account.clone(),
                station: row.station.code.clone(),
                contest: row.contest.clone(),
                counts: row.counts.clone(),
                method: Method::File,
                of: self.document,
                line: Some(u32::try_from(row.line).context("the file has too many lines")?),
                corrects: None,
                at: self.at.clone(),
            });
            record::sign(&body, &[&self.importer]).with_context(|| format!("line {}", row.line))
        };
        let signed: Vec<Vec<u8>> = rows.par_iter().map(sign).collect::<anyhow::Result<_>>()?;
        self.entries.extend(signed);
        Ok(())
    }
}

/// What is left of a file after a batch.
enum Rest {
    /// More rows, perhaps.
    More,
    /// Nothing.
    End,
    /// The file could not be read any further.
    Stopped(table::FileError),
}

/// Reads the next rows that are not recorded yet, and names those that cannot be read.
fn read_batch(
    rows: &mut impl Iterator<Item = Result<Row, ReadError>>,
    recorded: &HashSet<u64>,
    imported: &mut Imported<'_>,
    args: &Args,
    output: &Output,
) -> (Vec<Row>, Rest) {
    let began = Instant::now();
    let mut batch: Vec<Row> = Vec::new();
    let mut rest = Rest::More;
    while batch.len() < args.batch {
        match rows.next() {
            None => {
                rest = Rest::End;
                break;
            }
            Some(Err(ReadError::File(error))) => {
                rest = Rest::Stopped(error);
                break;
            }
            Some(Ok(row)) if recorded.contains(&row.line) => imported.already_recorded += 1,
            Some(Ok(row)) => batch.push(row),
            Some(Err(ReadError::Row(error))) => {
                imported.failed += 1;
                if imported.failures.len() < MAX_LISTED {
                    let message = format!("{}: {error}", args.file.display());
                    output.note(&message);
                    imported.failures.push(Failed { message });
                }
            }
        }
        imported.rows += 1;
    }
    imported.seconds.add("read", began.elapsed());
    (batch, rest)
}

/// Appends signed entries; they are durable and in the tree when this returns.
fn append(folder: &Folder, writer: &mut Writer, entries: &[Vec<u8>], output: &Output) -> anyhow::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let checkpoint = folder.wait(writer.append(entries))?.checkpoint;
    output.note(&format!(
        "acknowledged: the log has {} entries, root {}",
        checkpoint.size(),
        checkpoint.root()
    ));
    Ok(())
}

/// The media type that a file name's ending stands for.
pub(crate) fn media_type(title: &str) -> &'static str {
    match title.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => "text/csv",
        Some("tsv") => "text/tab-separated-values",
        Some("txt") => "text/plain",
        Some("md") => "text/markdown",
        Some("html" | "htm") => "text/html",
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        Some("gz") => "application/gzip",
        _ => "application/octet-stream",
    }
}
