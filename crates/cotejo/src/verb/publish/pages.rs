//! The pages and the data files of their scripts: made side by side, each written as it comes.

use crate::progress::Progress;
use anyhow::Context;
use rayon::prelude::*;
use site::{Publication, Site};
use std::collections::BTreeSet;
use std::path::Path;
use tally::Tally;

/// How many are made between two signs of progress.
const BATCH: usize = 1_024;

/// What was written, or was there.
pub(super) struct Written {
    /// The files' paths in the publication.
    pub(super) paths: Vec<String>,
    /// How many there are.
    pub(super) files: u64,
    /// How many bytes they have.
    pub(super) bytes: u64,
    /// How many of them were not in the folder as they should be.
    pub(super) written: u64,
}

/// Writes the pages that are not in the folder as they should be.
pub(super) fn write(out: &Path, tally: &Tally, publication: &Publication) -> anyhow::Result<Written> {
    let site = Site::new(tally, publication);
    let files = site.files();
    let folders: BTreeSet<&Path> = files
        .iter()
        .filter_map(|file| Path::new(file.path()).parent())
        .collect();
    for folder in folders {
        let folder = out.join(folder);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let mut done = Written {
        paths: files.iter().map(|file| file.path().to_owned()).collect(),
        files: files.len() as u64,
        bytes: 0,
        written: 0,
    };
    let mut progress = Progress::new("making pages", done.files);
    for (batch, at) in files.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let made: Vec<anyhow::Result<(u64, bool)>> = batch
            .par_iter()
            .map(|file| {
                let bytes = file.render();
                let written = put(&out.join(file.path()), &bytes)
                    .with_context(|| format!("cannot write {}", file.path()))?;
                Ok((bytes.len() as u64, written))
            })
            .collect();
        for made in made {
            let (bytes, written) = made?;
            done.bytes += bytes;
            done.written += u64::from(written);
        }
        progress.at(at + batch.len() as u64);
    }
    Ok(done)
}

/// Writes a file unless it holds these bytes already; gives whether it was written.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    let same_length =
        std::fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == bytes.len() as u64);
    if same_length && std::fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(false);
    }
    std::fs::write(path, bytes).map(|()| true)
}

/// Removes files of an earlier publication, which its manifest named; gives how many were there. Paths of a manifest
/// stay within the folder.
pub(super) fn remove(out: &Path, paths: &[&String]) -> anyhow::Result<u64> {
    let mut removed = 0;
    for path in paths {
        match std::fs::remove_file(out.join(path)) {
            Ok(()) => removed += 1,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot remove {path}")),
        }
    }
    Ok(removed)
}
