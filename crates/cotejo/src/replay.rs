//! From a log in a store to its tally.

use crate::progress::Progress;
use anyhow::Context;
use bytes::Bytes;
use futures::StreamExt;
use record::BlobHash;
use tally::{Replay, Start, WINDOW};
use tlog::{Blobs, Reader};
use tokio::runtime::Runtime;

pub(crate) use publication::replay::Folded;

/// A log's blobs, for the fold.
pub(crate) struct StoredBlobs<'a> {
    pub(crate) runtime: &'a Runtime,
    pub(crate) blobs: &'a Blobs,
}

impl tally::Blobs for StoredBlobs<'_> {
    fn get(&self, name: &BlobHash) -> Result<Bytes, String> {
        let blob = self.blobs.get(*name, tlog::MAX_BLOB_BYTES);
        self.runtime.block_on(blob).map_err(|error| error.to_string())
    }
}

/// Folds a whole log, checking that its checkpoint is signed by the key that its first entry names.
pub(crate) fn fold(runtime: &Runtime, reader: Reader, blobs: &Blobs) -> anyhow::Result<Folded> {
    if reader.size() == 0 {
        return Err(tally::StartError::Empty.into());
    }
    let blobs = StoredBlobs { runtime, blobs };
    let first = runtime.block_on(reader.entry(0))?;
    let start = Start::read(&first, &blobs)?;
    reader.checkpoint().verify(&start.log).context("the checkpoint")?;
    let mut replay = Replay::new(&start, &blobs);
    let mut progress = Progress::new("reading the log", reader.size());
    let mut bundles = reader.bundles_from(0);
    let window = || -> anyhow::Result<Option<Vec<Bytes>>> {
        let mut entries = Vec::new();
        while entries.len() < WINDOW {
            match runtime.block_on(bundles.next()) {
                None => break,
                Some(bundle) => {
                    let bundle = bundle?;
                    entries.extend((0..bundle.len()).filter_map(|at| bundle.entry(at)));
                }
            }
        }
        Ok((!entries.is_empty()).then_some(entries))
    };
    replay.run(window, |first, hashes| {
        progress.at(first + hashes.len() as u64);
        Ok(())
    })?;
    Ok(Folded {
        start,
        reader,
        tally: replay.finish(),
    })
}
