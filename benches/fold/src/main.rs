//! Measures the fold alone, on the log in a folder: `fold LOG`, which prints JSON.
//!
//! The whole log is given to the replay as one window. It is then parsed, verified and authorised on all
//! cores first, and folded afterwards, on one: the time between the two is told apart by the call that
//! gives the entries' hashes.
#![allow(clippy::print_stdout)]

use anyhow::{Context, anyhow};
use bytes::Bytes;
use record::{BlobHash, EntryHash};
use std::path::{Path, PathBuf};
use std::time::Instant;
use tally::{Replay, Start};
use tlog::{Bundle, LogFile, SignedCheckpoint};

/// The blobs beside the tiles.
struct Folder(PathBuf);

impl tally::Blobs for Folder {
    fn get(&self, hash: &BlobHash) -> Result<Bytes, String> {
        let path = self.0.join(tlog::blob_path(hash));
        std::fs::read(&path)
            .map(Bytes::from)
            .map_err(|error| format!("{}: {error}", path.display()))
    }
}

fn entries(log: &Path) -> anyhow::Result<Vec<Bytes>> {
    let note = std::fs::read(log.join("checkpoint")).context("checkpoint")?;
    let size = SignedCheckpoint::parse(&note)?.size();
    let mut entries = Vec::new();
    for file in (0..).map_while(|n| LogFile::entries_in_tree(n, size)) {
        let bytes = std::fs::read(log.join(file.path())).with_context(|| file.path())?;
        let bundle = Bundle::parse(file, bytes.into())?;
        entries.extend((0..bundle.len()).filter_map(|at| bundle.entry(at)));
    }
    Ok(entries)
}

fn main() -> anyhow::Result<()> {
    let log = std::env::args_os().nth(1).context("usage: fold LOG")?;
    let blobs = Folder(log.into());
    let entries = entries(&blobs.0)?;
    let count = entries.len();
    let start = Start::read(entries.first().context("the log is empty")?, &blobs)?;

    let mut replay = Replay::new(&start, &blobs);
    let mut window = Some(entries);
    let began = Instant::now();
    let mut prepared = began;
    replay
        .run(
            || Ok::<_, std::convert::Infallible>(window.take()),
            |_: u64, _: &[EntryHash]| {
                prepared = Instant::now();
                Ok(())
            },
        )
        .map_err(|never| anyhow!("{never}"))?;
    let folded = Instant::now();
    let tally = replay.finish();
    let finished = folded.elapsed();
    let seconds = |from: Instant, to: Instant| to.duration_since(from).as_secs_f64();
    println!(
        "{}",
        serde_json::json!({
            "entries": count,
            "stations": tally.stations().len(),
            "seconds": {
                "prepare": seconds(began, prepared),
                "fold": seconds(prepared, folded),
                "finish": finished.as_secs_f64(),
            },
        })
    );
    Ok(())
}
