//! What is published while polls are open: the log's checkpoint and its tiles of hashes, which fix the log, and nothing that
//! tells what stands in it.

use crate::Error;
use crate::folder::make_folder;
use crate::layout::{self, LOG, MANIFEST};
use crate::replay::Folded;
use std::path::Path;

/// Brings the checkpoint and the tiles of hashes of a log into the folder `out`, which readers and witnesses can hold the
/// log to later; gives how many files there are.
///
/// # Errors
/// [`Error::TellsEntries`] where the folder holds more than that; those of reading and writing.
pub async fn publish_hashes(folded: &Folded, out: &Path) -> Result<u64, Error> {
    let telling = [
        layout::log_file("tile/entries"),
        layout::log_file("entry"),
        layout::log_file("blob"),
        MANIFEST.to_owned(),
    ];
    if let Some(path) = telling.into_iter().find(|path| out.join(path).exists()) {
        return Err(Error::TellsEntries { path });
    }
    make_folder(out)?;
    let copied = tlog::copy_hashes(&folded.reader, tlog::local(out.join(LOG))?, "").await?;
    Ok(copied.written + copied.unchanged)
}
