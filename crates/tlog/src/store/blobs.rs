//! Documents beside the log, each named by the SHA-256 of its bytes and never changed (see [`blob_path`]).

use std::sync::Arc;

use bytes::Bytes;
use note::BlobHash;
use object_store::ObjectStore;

use super::folder::Folder;
use crate::{Error, MAX_BLOB_BYTES, Result, blob_path};

/// The blobs of a log's folder.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: Folder,
}

impl Blobs {
    /// The blobs of the log in the folder `prefix` of `store` (`""` for the whole store).
    ///
    /// # Errors
    /// [`Error::Malformed`] when `prefix` is no path.
    pub fn open(store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self> {
        Ok(Self {
            folder: Folder::new(store, prefix)?,
        })
    }

    /// Stores a blob and gives its name. It is durable then.
    ///
    /// One that is there already is read and compared: where its bytes are others than its name says, somebody has
    /// changed them, and they are replaced. That costs one reading of the blob, from a store over a network its
    /// transfer; who only wants to know that there is one asks [`has`](Self::has).
    ///
    /// # Errors
    /// [`Error::TooLong`] above [`MAX_BLOB_BYTES`]; [`Error::Store`].
    pub async fn put(&self, bytes: Bytes) -> Result<BlobHash> {
        let name = BlobHash::of(&bytes);
        let path = blob_path(&name);
        if bytes.len() > MAX_BLOB_BYTES {
            return Err(Error::TooLong {
                path,
                max: MAX_BLOB_BYTES as u64,
            });
        }
        match self.folder.find(&path, bytes.len()).await {
            Ok(Some((there, _))) if there == bytes => {}
            // Somebody else may be storing the same bytes at this moment.
            Ok(None) => drop(self.folder.create(&path, bytes.into()).await?),
            Ok(Some(_)) | Err(Error::TooLong { .. }) => self.folder.write(&path, bytes.into()).await?,
            Err(error) => return Err(error),
        }
        Ok(name)
    }

    /// Reads a blob of at most `max` bytes and checks that it is the one that its name says.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::TooLong`], [`Error::HashDiffers`] or [`Error::Store`].
    pub async fn get(&self, name: BlobHash, max: usize) -> Result<Bytes> {
        let bytes = self.folder.read(&blob_path(&name), max).await?;
        if BlobHash::of(&bytes) == name {
            Ok(bytes)
        } else {
            Err(Error::HashDiffers {
                path: blob_path(&name),
            })
        }
    }

    /// Whether there is a blob of this name; its bytes are not looked at.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn has(&self, name: BlobHash) -> Result<bool> {
        self.folder.has(&blob_path(&name)).await
    }
}
