//! The entry files: each holds the bytes of one entry of the log.

use super::{Check, Problem, ProblemCode};
use crate::entry_files::entries_of;
use crate::files::{FileError, read};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::time::Instant;
use tlog::{Bundle, LogFile, MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES};

impl Check {
    /// Checks the entry files of a log of `size` entries against the bundles in which nothing was found wrong. Those of the
    /// entries up to the manifest's size, `published`, must be there; the log beside it may have gone on without them, and a
    /// log without a manifest is no publication.
    pub(super) fn entry_files(&mut self, size: u64, published: u64) {
        let began = Instant::now();
        let at_fault: BTreeSet<&str> = self
            .problems
            .iter()
            .map(|problem| problem.file.as_str())
            .collect();
        let bundles: Vec<LogFile> = (0..)
            .map_while(|index| LogFile::entries_in_tree(index, size))
            .filter(|file| !at_fault.contains(layout::log_file(&file.path()).as_str()))
            .collect();
        let folder = self.folder.as_path();
        let differing = bundles
            .par_iter()
            .flat_map_iter(|file| differing(folder, *file, published));
        let differing: Vec<Problem> = differing.collect();
        self.problems.extend(differing);
        self.seconds.add("entries", began.elapsed());
    }
}

/// What is wrong with the entry files of a bundle.
fn differing(folder: &Path, file: LogFile, published: u64) -> Vec<Problem> {
    let bytes = read(&folder.join(layout::log_file(&file.path())), MAX_BUNDLE_BYTES);
    // One that cannot be read any more was read a moment ago.
    let bundle = bytes
        .ok()
        .and_then(|bytes| Bundle::parse(file, bytes.into()).ok());
    let Some(bundle) = bundle else { return vec![] };
    let problem = |(index, entry): (u64, &[u8])| {
        let path = layout::entry(index);
        let (code, reason) = match read(&folder.join(&path), MAX_ENTRY_BYTES) {
            Ok(bytes) if bytes == entry => return None,
            Ok(_) => (
                ProblemCode::DiffersFromTree,
                format!("it does not hold entry {index} of the log"),
            ),
            Err(FileError::Io { source, .. })
                if source.kind() == io::ErrorKind::NotFound && index >= published =>
            {
                return None;
            }
            Err(error) => ProblemCode::of_unread(error),
        };
        Some(Problem {
            file: path,
            code,
            reason,
        })
    };
    entries_of(file).zip(bundle.iter()).filter_map(problem).collect()
}
