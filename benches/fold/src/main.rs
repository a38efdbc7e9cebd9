//! Measures the fold alone, on the log in a folder: `fold LOG`, which prints JSON.
//!
//! The whole log is given to the replay as one window. It is then parsed, verified and authorised on all
//! cores first, and folded afterwards, on one.
#![allow(clippy::print_stdout)]

use anyhow::Context;
use bytes::Bytes;
use record::BlobHash;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tally::{FirstEntry, Replay};
use tlog::{Bundle, LogFile, SignedCheckpoint};

/// A blob beside the tiles.
fn blob(log: &Path, name: &BlobHash) -> std::io::Result<Bytes> {
    std::fs::read(log.join(tlog::blob_path(name))).map(Bytes::from)
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
    let log = PathBuf::from(std::env::args_os().nth(1).context("usage: fold LOG")?);
    let entries = entries(&log)?;
    let count = entries.len();
    let first = FirstEntry::read(entries.first().context("the log is empty")?)?;
    let law = blob(&log, first.law()).context("the law")?;
    let words = blob(&log, first.words()).context("the words")?;
    let start = first.start(&law, &words)?;

    let replay = Replay::new(&start);
    let began = Instant::now();
    let replay = replay.push_with(entries, |name| blob(&log, name).ok())?.replay;
    let prepared = Instant::now();
    // A window is folded in when the one after it is pushed.
    let replay = replay.push_with(Vec::new(), |_| None)?.replay;
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
