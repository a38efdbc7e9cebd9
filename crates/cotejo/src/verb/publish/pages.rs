//! The pages and the data files of their scripts: made side by side, each written as it comes, the longer ones
//! compressed as well.

use crate::progress::Progress;
use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use site::{Publication, Site};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use tally::Tally;

/// How many are made between two signs of progress.
const BATCH: usize = 1_024;
/// Shorter files fit into one packet of the network as they are.
const LEAST_COMPRESSED: usize = 1_200;

/// What was written, or was there.
pub(crate) struct Written {
    /// The files' paths in the publication.
    pub(super) paths: Vec<String>,
    /// How many there are.
    pub(crate) files: u64,
    /// How many bytes they have.
    pub(crate) bytes: u64,
    /// How many of them were not in the folder as they should be.
    pub(crate) written: u64,
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
        paths: Vec::with_capacity(2 * files.len()),
        files: files.len() as u64,
        bytes: 0,
        written: 0,
    };
    let mut progress = Progress::new("making pages", done.files);
    for (batch, at) in files.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let made: Vec<anyhow::Result<Made>> = batch
            .par_iter()
            .map(|file| {
                make(out, file.path(), &file.render())
                    .with_context(|| format!("cannot write {}", file.path()))
            })
            .collect();
        for (made, file) in made.into_iter().zip(batch) {
            let made = made?;
            done.bytes += made.bytes;
            done.written += u64::from(made.written);
            done.paths.push(file.path().to_owned());
            if made.compressed {
                done.paths.push(compressed(file.path()));
            }
        }
        progress.at(at + batch.len() as u64);
    }
    Ok(done)
}

/// What became of a file.
struct Made {
    bytes: u64,
    written: bool,
    compressed: bool,
}

/// The path of a file's compressed copy: where servers of static files look for it.
fn compressed(path: &str) -> String {
    format!("{path}.gz")
}

/// Writes a file unless it is there, and its compressed copy where that is worth it.
fn make(out: &Path, path: &str, bytes: &[u8]) -> std::io::Result<Made> {
    let (whole, packed) = (out.join(path), out.join(compressed(path)));
    let written = !holds(&whole, bytes);
    let is_compressed = bytes.len() >= LEAST_COMPRESSED;
    if is_compressed && (written || !packed.is_file()) {
        // Level 6 of zlib; the header names no file and no time, so that the same page gives the same bytes.
        let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(6));
        encoder.write_all(bytes)?;
        put(&packed, &encoder.finish()?)?;
    }
    if written {
        put(&whole, bytes)?;
    }
    Ok(Made {
        bytes: bytes.len() as u64,
        written,
        compressed: is_compressed,
    })
}

/// Whether a file has these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_length =
        std::fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == bytes.len() as u64);
    same_length && std::fs::read(path).is_ok_and(|there| there == bytes)
}

/// Writes a file in one step: who reads meanwhile has the old one or the new one.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    std::fs::write(&part, bytes)?;
    std::fs::rename(&part, path)
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
