//! Keeps a picture as soon as it is read, so that those that wait for their entries take no memory.

use super::image::Image;
use crate::election::Folder;
use anyhow::Context;
use record::BlobHash;
use std::io::ErrorKind;

impl Image {
    /// Stores what is to be kept of the picture. Until an entry names it, that is part of no record.
    pub(super) fn kept(mut self, folder: &Folder) -> anyhow::Result<Image> {
        if let Some(clean) = self.clean.take() {
            self.blob = Some(BlobHash::of(&clean));
            folder.wait(folder.blobs()?.put(clean.into()))?;
        }
        Ok(self)
    }

    /// The same picture when nothing is to be kept of it.
    pub(super) fn not_kept(mut self) -> Image {
        self.clean = None;
        self
    }
}

/// Removes what was stored of a picture that no entry is to name.
pub(super) fn forget(folder: &Folder, blob: BlobHash) -> anyhow::Result<()> {
    let path = folder.path("log").join(tlog::blob_path(&blob));
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
    .with_context(|| format!("cannot remove {}", path.display()))
}
