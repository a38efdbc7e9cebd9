//! `cotejo prove`: a station's entries with proofs that anyone can check offline.

use crate::Outcome;
use crate::election::Folder;
use crate::output::Output;
use anyhow::{Context, bail};
use intake::station_index;
use publication::Seconds;
use record::{Body, Entry};
use serde_json::json;
use std::path::PathBuf;
use tally::ReadingPlace;

/// Write a station's entries with their proofs of inclusion, to be checked offline.
///
/// The folder gets, for each entry, its bytes (N.entry) and a C2SP tlog-proof (N.tlog-proof), the documents
/// that are not large, and the policy by which any tlog-proof client can check them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo prove venezuela 110601011.04 --to proof
  cotejo prove venezuela --entry 1234 --to proof")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The station's code.
    #[arg(required_unless_present = "entry")]
    station: Option<String>,
    /// The entry of this place in the log instead, counted from 0.
    #[arg(long, value_name = "N", conflicts_with = "station")]
    entry: Option<u64>,
    /// The folder to write to.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let mut seconds = Seconds::default();
    let folder = Folder::open(&args.dir)?;
    let reader = seconds.time("open", || folder.reader())?;
    let before = reader.tiles_read();
    let entries = match (&args.station, args.entry) {
        (_, Some(entry)) if entry >= reader.size() => {
            bail!("there is no entry {entry}: the log has {}", reader.size())
        }
        (_, Some(entry)) => vec![entry],
        (Some(station), None) => seconds.time("search", || {
            folder.wait(station_index::entries_about(&folder, &reader, station, output))
        })?,
        (None, None) => bail!("which station, or which entry?"),
    };
    if entries.is_empty() {
        bail!(
            "no entry of the log is about the station {:?}",
            args.station.as_deref().unwrap_or_default()
        );
    }
    let proofs = seconds.time("prove", || {
        let prove = |entry: &u64| -> anyhow::Result<_> {
            let proof = folder
                .wait(reader.prove_entry(*entry))
                .with_context(|| format!("entry {entry}"))?;
            Ok((*entry, proof))
        };
        entries.iter().map(prove).collect::<anyhow::Result<Vec<_>>>()
    })?;
    let tiles_read = reader.tiles_read() - before;

    std::fs::create_dir_all(&args.to)
        .with_context(|| format!("cannot make the folder {}", args.to.display()))?;
    let write = |name: String, bytes: &[u8]| {
        std::fs::write(args.to.join(&name), bytes).with_context(|| format!("cannot write {name}"))
    };
    let first = folder.wait(reader.entry(0))?;
    let mut log = log_key(&first)?;
    if reader.checkpoint().verify(&log).is_err() {
        // A later entry names another key.
        log = folder
            .fold()?
            .tally
            .succession()
            .log_key_at(reader.size())
            .clone();
    }
    write(
        "policy".to_owned(),
        format!("log {log}\nquorum none\n").as_bytes(),
    )?;
    let mut places = Vec::new();
    for (entry, proof) in &proofs {
        let bytes = folder.wait(reader.entry(*entry))?;
        places.extend(places_of(*entry, &bytes, args.station.as_deref()));
        write(format!("{entry}.entry"), &bytes)?;
        write(format!("{entry}.tlog-proof"), proof.to_text().as_bytes())?;
    }
    let value = json!({
        "station": args.station,
        "entries": entries,
        "places": places,
        "log": log.to_string(),
        "size": reader.size(),
        "tiles_read": tiles_read,
        "seconds": seconds,
    });
    output.result(&value, |text| {
        let list: Vec<String> = places.iter().map(ToString::to_string).collect();
        text.line(format!(
            "{} entries with their proofs are in {}: {}.",
            entries.len(),
            args.to.display(),
            list.join(", ")
        ));
        text.line(format!(
            "{tiles_read} tiles were read. Any C2SP tlog-proof client checks them by the file policy."
        ));
    })?;
    Ok(Outcome::Agrees)
}

/// An entry's place or, where it has many rows, those of its rows that are about the station.
fn places_of(entry: u64, bytes: &[u8], station: Option<&str>) -> Vec<ReadingPlace> {
    match (Entry::parse(bytes).map(|entry| entry.body), station) {
        (Ok(Body::Readings(readings)), Some(station)) => (0..=u8::MAX)
            .zip(readings.rows.iter())
            .filter(|(_, row)| row.station.as_str() == station)
            .map(|(row, _)| ReadingPlace {
                entry,
                row: Some(row),
            })
            .collect(),
        _ => vec![ReadingPlace { entry, row: None }],
    }
}

fn log_key(first: &[u8]) -> anyhow::Result<note::VerifyingKey> {
    match Entry::parse(first).context("entry 0")?.body {
        Body::Election(body) => body.log.parse().context("the log's key in entry 0"),
        other => bail!(
            "entry 0 is of type {}, an election's first entry was expected",
            other.type_name()
        ),
    }
}
