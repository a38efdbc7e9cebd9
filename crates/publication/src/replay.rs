//! From a log in a store to its tally.

use crate::Events;
use bytes::Bytes;
use futures::StreamExt;
use futures::executor::block_on;
use record::BlobHash;
use tally::{Replay, Start, Tally, WINDOW};
use tlog::{Blobs, Reader};

/// Why a log cannot be folded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FoldError {
    /// There is no entry at all.
    #[error("the log is empty")]
    Empty,
    /// A file of the log is missing or wrong.
    #[error(transparent)]
    Log(#[from] tlog::Error),
    /// The log does not begin as a record must.
    #[error(transparent)]
    Start(#[from] tally::StartError),
    /// The checkpoint is not signed by the key that the first entry names.
    #[error("the checkpoint")]
    Checkpoint(#[source] tlog::Error),
}

/// A log and its tally.
#[derive(Debug)]
pub struct Folded {
    /// The first entry: the definition and the keys.
    pub start: Start,
    /// The log.
    pub reader: Reader,
    /// The tally of all its entries.
    pub tally: Tally,
}

struct Stored(Blobs);

impl tally::Blobs for Stored {
    fn get(&self, name: &BlobHash) -> Result<Bytes, String> {
        block_on(self.0.get(*name, tlog::MAX_BLOB_BYTES)).map_err(|error| error.to_string())
    }
}

/// Folds a whole log.
///
/// # Errors
/// Where the log is empty, does not begin as a record must, or a file of it cannot be read.
pub async fn fold(reader: Reader, blobs: &Blobs, events: &dyn Events) -> Result<Folded, FoldError> {
    if reader.size() == 0 {
        return Err(FoldError::Empty);
    }
    let _progress = events.begin("reading the log", reader.size());
    let blobs = blobs.clone();
    let work = move || {
        let blobs = Stored(blobs);
        let first = block_on(reader.entry(0))?;
        let start = Start::read(&first, &blobs)?;
        reader
            .checkpoint()
            .verify(&start.log)
            .map_err(FoldError::Checkpoint)?;
        let mut replay = Replay::new(&start, &blobs);
        let mut bundles = reader.bundles_from(0);
        let window = || -> Result<Option<Vec<Bytes>>, FoldError> {
            let mut entries = Vec::new();
            while entries.len() < WINDOW {
                match block_on(bundles.next()) {
                    None => break,
                    Some(bundle) => {
                        let bundle = bundle?;
                        entries.extend((0..bundle.len()).filter_map(|at| bundle.entry(at)));
                    }
                }
            }
            Ok((!entries.is_empty()).then_some(entries))
        };
        replay.run(window, |_, _| Ok(()))?;
        let tally = replay.finish();
        Ok(Folded { start, reader, tally })
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
