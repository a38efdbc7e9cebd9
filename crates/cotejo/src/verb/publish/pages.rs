//! The pages and the data files of their scripts: made side by side, each written as it comes, the longer ones
//! compressed as well.

use super::folder::{holds, make_folders, put, remove};
use super::packed::compressed;
use crate::progress::Progress;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use site::{Publication, Site};
use std::io::Write;
use std::path::Path;
use tally::Overview;

/// How many are made between two signs of progress.
const BATCH: usize = 1_024;
/// Shorter files fit into one packet of the network as they are.
const LEAST_COMPRESSED: usize = 1_200;

/// What was written, or was there.
#[derive(Default)]
pub(crate) struct Written {
    /// The files' paths in the publication, and their hashes.
    pub(super) hashes: Vec<(String, [u8; 32])>,
    /// How many there are.
    pub(crate) files: u64,
    /// How many bytes they have.
    pub(crate) bytes: u64,
    /// How many of them were not in the folder as they should be.
    pub(crate) written: u64,
}

/// Writes the pages that are not in the folder as they should be.
pub(super) fn write(
    out: &Path,
    overview: &Overview<'_>,
    publication: &Publication,
) -> anyhow::Result<Written> {
    let site = Site::new(overview, publication);
    let files = site.files();
    make_folders(out, files.iter().map(|file| file.path()))?;
    let mut done = Written {
        hashes: Vec::with_capacity(files.len()),
        files: files.len() as u64,
        ..Written::default()
    };
    let mut progress = Progress::new("making pages", done.files);
    for (batch, at) in files.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let made: Vec<anyhow::Result<Made>> = batch
            .par_iter()
            .map(|file| make(out, file.path(), &file.render()))
            .collect();
        for (made, file) in made.into_iter().zip(batch) {
            let made = made?;
            done.bytes += made.bytes;
            done.written += u64::from(made.written);
            done.hashes.push((file.path().to_owned(), made.hash));
        }
        progress.at(at + batch.len() as u64);
    }
    Ok(done)
}

/// What became of a file.
struct Made {
    bytes: u64,
    written: bool,
    hash: [u8; 32],
}

/// Writes a file unless it is there, and its compressed copy where that is worth it.
fn make(out: &Path, path: &str, bytes: &[u8]) -> anyhow::Result<Made> {
    let packed = compressed(path);
    let written = !holds(out, path, bytes);
    if bytes.len() < LEAST_COMPRESSED {
        remove(out, &packed)?;
    } else if written || !out.join(&packed).is_file() {
        // Level 6 of zlib; the header names no file and no time, so that the same page gives the same bytes.
        let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(6));
        encoder.write_all(bytes)?;
        put(out, &packed, &encoder.finish()?)?;
    }
    if written {
        put(out, path, bytes)?;
    }
    Ok(Made {
        bytes: bytes.len() as u64,
        written,
        hash: Sha256::digest(bytes).into(),
    })
}
