//! A folder of an object store: reading within bounds, creating, conditional replacement.

use std::path::Path as FilePath;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    Error as StoreError, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload, UpdateVersion,
};

use crate::{Error, Result};

/// How many files are read or written at once, so that their waiting overlaps.
pub(crate) const CONCURRENCY: usize = 64;

/// A folder on this machine as a store. It is made if it is not there. Each file that is written
/// is flushed to the disk with its folder (`fsync`) before it counts as written.
///
/// # Errors
/// [`Error::Store`] when the folder cannot be made or opened.
pub fn local(folder: impl AsRef<FilePath>) -> Result<Arc<dyn ObjectStore>> {
    let folder = folder.as_ref();
    let failed = |source| Error::Store {
        doing: "open the folder",
        path: folder.display().to_string(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        failed(StoreError::Generic {
            store: "LocalFileSystem",
            source: error.into(),
        })
    })?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(failed)?;
    Ok(Arc::new(store.with_fsync(true)))
}

/// A folder of a store. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl Folder {
    /// The folder `prefix` (`""` for the whole store) of `store`.
    pub(crate) fn new(store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self> {
        let prefix = Path::parse(prefix).map_err(|error| Error::malformed(prefix, error.to_string()))?;
        Ok(Self { store, prefix })
    }

    fn path(&self, path: &str) -> Path {
        path.split('/')
            .fold(self.prefix.clone(), |folder, part| folder.join(part))
    }

    /// The whole of a file of at most `max` bytes; `None` when it is not there.
    pub(crate) async fn find(&self, path: &str, max: usize) -> Result<Option<(Bytes, UpdateVersion)>> {
        let failed = |source| Error::Store {
            doing: "read",
            path: path.to_owned(),
            source,
        };
        let found = match self.store.get(&self.path(path)).await {
            Ok(found) => found,
            Err(StoreError::NotFound { .. }) => return Ok(None),
            Err(source) => return Err(failed(source)),
        };
        if found.meta.size > max as u64 {
            return Err(Error::TooLong {
                path: path.to_owned(),
                max: max as u64,
            });
        }
        let version = UpdateVersion {
            e_tag: found.meta.e_tag.clone(),
            version: found.meta.version.clone(),
        };
        let mut parts = found.into_stream();
        let first = parts.try_next().await.map_err(failed)?.unwrap_or_default();
        let mut rest = BytesMut::new();
        while let Some(part) = parts.try_next().await.map_err(failed)? {
            if rest.is_empty() {
                rest.extend_from_slice(&first);
            }
            rest.extend_from_slice(&part);
            if rest.len() > max {
                return Err(Error::TooLong {
                    path: path.to_owned(),
                    max: max as u64,
                });
            }
        }
        let bytes = if rest.is_empty() { first } else { rest.freeze() };
        Ok(Some((bytes, version)))
    }

    /// The whole of a file that must be there.
    pub(crate) async fn read(&self, path: &str, max: usize) -> Result<Bytes> {
        match self.find(path, max).await? {
            Some((bytes, _)) => Ok(bytes),
            None => Err(Error::Missing {
                path: path.to_owned(),
            }),
        }
    }

    /// Whether a file is there.
    pub(crate) async fn has(&self, path: &str) -> Result<bool> {
        match self.store.head(&self.path(path)).await {
            Ok(_) => Ok(true),
            Err(StoreError::NotFound { .. }) => Ok(false),
            Err(source) => Err(Error::Store {
                doing: "read",
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Writes a file, whether it was there or not.
    pub(crate) async fn write(&self, path: &str, payload: PutPayload) -> Result<()> {
        self.put(path, payload, PutMode::Overwrite)
            .await
            .map_err(failed_write(path))
    }

    /// Writes a file unless it is there; gives whether it was written.
    pub(crate) async fn create(&self, path: &str, payload: PutPayload) -> Result<bool> {
        match self.put(path, payload, PutMode::Create).await {
            Ok(()) => Ok(true),
            Err(StoreError::AlreadyExists { .. } | StoreError::Precondition { .. }) => Ok(false),
            Err(source) => Err(failed_write(path)(source)),
        }
    }

    /// Writes a file if it is still the version that was read. `None` when the store cannot do
    /// that, else whether it was written.
    pub(crate) async fn update(
        &self,
        path: &str,
        payload: PutPayload,
        version: UpdateVersion,
    ) -> Result<Option<bool>> {
        match self.put(path, payload, PutMode::Update(version)).await {
            Ok(()) => Ok(Some(true)),
            Err(StoreError::Precondition { .. } | StoreError::NotFound { .. }) => Ok(Some(false)),
            Err(StoreError::NotImplemented { .. } | StoreError::NotSupported { .. }) => Ok(None),
            Err(source) => Err(failed_write(path)(source)),
        }
    }

    async fn put(&self, path: &str, payload: PutPayload, mode: PutMode) -> Result<(), StoreError> {
        self.store
            .put_opts(&self.path(path), payload, PutOptions::from(mode))
            .await
            .map(|_| ())
    }

    /// Writes files, many at once, in no certain order.
    pub(crate) async fn write_all(&self, files: Vec<(String, PutPayload)>) -> Result<()> {
        let writes = files
            .into_iter()
            .map(|(path, payload)| async move { self.write(&path, payload).await });
        run_all(futures::stream::iter(writes)).await
    }
}

fn failed_write(path: &str) -> impl FnOnce(StoreError) -> Error {
    move |source| Error::Store {
        doing: "write",
        path: path.to_owned(),
        source,
    }
}

/// Drives many small tasks at once, up to [`CONCURRENCY`], and stops at the first error.
pub(crate) async fn run_all<F: Future<Output = Result<()>>>(tasks: impl Stream<Item = F>) -> Result<()> {
    tasks.buffer_unordered(CONCURRENCY).try_collect().await
}
