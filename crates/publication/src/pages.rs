//! The pages and the data files of their scripts: made side by side, each written as it comes, the longer ones
//! compressed as well.

use crate::folder::{holds, make_folders, remove, write};
use crate::{Error, Events, gzip};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use site::{Publication, Site};
use std::path::Path;
use tally::Tally;

/// How many are made between two signs of progress.
const BATCH: usize = 1_024;
/// Shorter files fit into one packet of the network as they are.
const LEAST_COMPRESSED: usize = 1_200;

/// What was written, or was there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pages {
    /// How many files there are.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// How many of them were not in the folder as they should be.
    pub written: u64,
}

/// A file's path in the publication, and its SHA-256.
pub(crate) type Named = (String, [u8; 32]);

/// Writes the pages that are not in the folder as they should be.
pub(crate) fn write_pages(
    out: &Path,
    tally: &Tally,
    publication: &Publication,
    events: &dyn Events,
) -> Result<(Pages, Vec<Named>), Error> {
    let site = Site::new(tally, publication);
    let files = site.files();
    make_folders(out, files.iter().map(|file| file.path()))?;
    let mut pages = Pages {
        files: files.len() as u64,
        ..Pages::default()
    };
    let mut named = Vec::with_capacity(files.len());
    let mut progress = events.begin("making pages", pages.files);
    for (batch, at) in files.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let made: Vec<Result<Made, Error>> = batch
            .par_iter()
            .map(|file| make(out, file.path(), &file.render()))
            .collect();
        for (made, file) in made.into_iter().zip(batch) {
            let made = made?;
            pages.bytes += made.bytes;
            pages.written += u64::from(made.written);
            named.push((file.path().to_owned(), made.hash));
        }
        progress.at(at + batch.len() as u64);
    }
    Ok((pages, named))
}

/// What became of a file.
struct Made {
    bytes: u64,
    written: bool,
    hash: [u8; 32],
}

/// Writes a file unless it is there, and its compressed copy where that is worth it.
fn make(out: &Path, path: &str, bytes: &[u8]) -> Result<Made, Error> {
    let (whole, copy) = (out.join(path), out.join(layout::gzip(path)));
    let written = !holds(&whole, bytes);
    if bytes.len() < LEAST_COMPRESSED {
        remove(&copy)?;
    } else if written || !copy.is_file() {
        let compressed = gzip::compress(bytes).map_err(Error::file("write", &copy))?;
        write(&copy, &compressed)?;
    }
    if written {
        write(&whole, bytes)?;
    }
    Ok(Made {
        bytes: bytes.len() as u64,
        written,
        hash: Sha256::digest(bytes).into(),
    })
}
