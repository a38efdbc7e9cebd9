//! An election's folder as a verb uses it: here the command waits for what its store does.

use crate::output::Output;
use intake::ElectionFolder;
use publication::replay::Folded;
use std::ops::Deref;
use std::path::Path;
use tlog::Reader;
use tokio::runtime::Runtime;

/// An election's folder, and the runtime that waits for it.
pub(crate) struct Folder {
    folder: ElectionFolder,
    runtime: Runtime,
}

impl Folder {
    /// Opens an election's folder.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Folder> {
        Ok(Folder {
            folder: ElectionFolder::open(path)?,
            runtime: runtime()?,
        })
    }

    /// Waits for what the store does.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// The log, for reading.
    pub(crate) fn reader(&self) -> anyhow::Result<Reader> {
        Ok(self.wait(self.folder.reader())?)
    }

    /// The log's blobs.
    pub(crate) fn blobs(&self) -> anyhow::Result<tlog::Blobs> {
        Ok(self.folder.blobs().clone())
    }

    /// Folds the log.
    pub(crate) fn fold(&self) -> anyhow::Result<Folded> {
        Ok(self.wait(self.folder.fold(&Output::new(false)))?)
    }
}

impl Deref for Folder {
    type Target = ElectionFolder;

    fn deref(&self) -> &ElectionFolder {
        &self.folder
    }
}

/// A runtime for the store's work: its own threads are those that may block.
pub(crate) fn runtime() -> anyhow::Result<Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}
