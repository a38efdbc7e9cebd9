//! A file for each entry of the log, so that whoever checks one needs it, some tiles of hashes, and no bundle.
//!
//! No list names them: the log's tree, which the manifest binds, fixes every byte of them.

use crate::files::read;
use crate::folder::{holds, make_folders, write};
use crate::{Error, Events};
use rayon::prelude::*;
use std::ops::Range;
use std::path::Path;
use tlog::{Bundle, FULL_WIDTH, LogFile, MAX_BUNDLE_BYTES};

/// How many bundles are unpacked between two signs of progress.
const BATCH: usize = 16;

/// Writes the entry files of a log of `size` entries whose bundles are in the folder `out`. Those that are there as they
/// should be are left alone.
pub(crate) fn write_entries(out: &Path, size: u64, events: &dyn Events) -> Result<(), Error> {
    let bundles: Vec<LogFile> = (0..)
        .map_while(|index| LogFile::entries_in_tree(index, size))
        .collect();
    let mut progress = events.begin("laying out entries", size);
    for (batch, at) in bundles.chunks(BATCH).zip(1u64..) {
        batch.par_iter().try_for_each(|file| unpack(out, *file))?;
        progress.at((at * BATCH as u64 * u64::from(FULL_WIDTH)).min(size));
    }
    Ok(())
}

/// Writes the entries of one bundle.
fn unpack(out: &Path, file: LogFile) -> Result<(), Error> {
    let path = out.join(layout::log_file(&file.path()));
    let bundle = Bundle::parse(file, read(&path, MAX_BUNDLE_BYTES)?.into())?;
    let paths: Vec<String> = entries_of(file).map(layout::entry).collect();
    make_folders(out, paths.iter().map(String::as_str))?;
    for (path, entry) in paths.iter().zip(bundle.iter()) {
        let path = out.join(path);
        if !holds(&path, entry) {
            write(&path, entry)?;
        }
    }
    Ok(())
}

/// The places in the log of the entries of a bundle.
pub(crate) fn entries_of(file: LogFile) -> Range<u64> {
    match file {
        LogFile::Entries { index, width } => {
            let first = index * u64::from(FULL_WIDTH);
            first..first + u64::from(width)
        }
        LogFile::Tile(_) => 0..0,
    }
}
