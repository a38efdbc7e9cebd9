//! Mirroring: exactly the files that a log's checkpoint needs, to another store.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use object_store::ObjectStore;

use super::files::{CHECKPOINT, COSIGNED};
use super::folder::{Folder, run_all};
use crate::tile::tile_bytes;
use crate::{
    Error, FULL_WIDTH, LogFile, MAX_BUNDLE_BYTES, MAX_CHECKPOINT_BYTES, Reader, Result, SignedCheckpoint,
    expected_files,
};

/// What a copy did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// How many files were written, the checkpoint included.
    pub written: u64,
    /// How many were there already with the same bytes.
    pub unchanged: u64,
}

/// Checks that the log in the folder `prefix` of `to`, if there is one, is an earlier state of `from` or the same: that
/// `from` may be copied there.
///
/// # Errors
/// [`Error::Shrunk`] or [`Error::OtherOrigin`] when the checkpoint there is a larger or another
/// one, or [`Error::RootDiffers`] when it is of another history; those of reading files.
pub async fn check_earlier(from: &Reader, to: Arc<dyn ObjectStore>, prefix: &str) -> Result<()> {
    check_folder(from, &Folder::new(to, prefix)?).await
}

async fn check_folder(from: &Reader, folder: &Folder) -> Result<()> {
    let Some((bytes, _)) = folder.find(CHECKPOINT, MAX_CHECKPOINT_BYTES).await? else {
        return Ok(());
    };
    let checkpoint = from.checkpoint();
    let there = SignedCheckpoint::parse(&bytes)?;
    let (expected, found) = (checkpoint.checkpoint().origin(), there.checkpoint().origin());
    if expected != found {
        return Err(Error::OtherOrigin {
            expected: expected.into(),
            found: found.into(),
        });
    }
    if there.size() > checkpoint.size() {
        return Err(Error::Shrunk {
            known: there.size(),
            found: checkpoint.size(),
        });
    }
    from.check_contains(&there).await
}

/// Copies the log as `from` has it to the folder `prefix` of `to`: the bundles and tiles of its
/// size ([`expected_files`]), and last the checkpoint. Blobs and commit records are not copied.
/// Files that are there with the same bytes are left alone, so that a copy can be
/// taken up again or brought up to date; so is the checkpoint where the one there has all of
/// these signature lines and more, which witnesses or mirrors have added. Of the two folders' last
/// cosigned checkpoints ([`COSIGNED`]) the copy keeps the later one.
///
/// Files are not checked against the tree; see [`TreeCheck`](crate::TreeCheck).
///
/// # Errors
/// As for [`check_earlier`], and those of reading and writing files.
pub async fn copy_log(from: &Reader, to: Arc<dyn ObjectStore>, prefix: &str) -> Result<Copied> {
    copy_files(from, to, prefix, |_| true).await
}

/// Copies the checkpoint and the tiles of hashes as [`copy_log`] does, and none of the entries: what fixes a log without
/// telling what stands in it.
///
/// # Errors
/// As for [`copy_log`].
pub async fn copy_hashes(from: &Reader, to: Arc<dyn ObjectStore>, prefix: &str) -> Result<Copied> {
    let is_tile = |file: &LogFile| matches!(file, LogFile::Tile(_));
    copy_files(from, to, prefix, is_tile).await
}

/// Copies the bundles and tiles of the log as `from` has it to the folder `prefix` of `to`, each held against the root before it is
/// written, and no checkpoint: whoever goes by the one that is there finds all that it speaks of, and
/// [`copy_checkpoints`] makes the copy complete once it is known by whom the new one is signed. Full files that are there never change
/// and are passed over.
///
/// # Errors
/// As for [`check_earlier`]; [`Error::HashDiffers`] with a file's path where `from` has not what its root vouches for; those of reading
/// and writing files.
pub async fn copy_verified(from: &Reader, to: Arc<dyn ObjectStore>, prefix: &str) -> Result<Copied> {
    let copying = Copying::begin(from, to, prefix).await?;
    let copies = expected_files(from.size()).map(|file| {
        let copying = &copying;
        async move {
            let path = file.path();
            if file.width() == FULL_WIDTH && copying.folder.has(&path).await? {
                copying.unchanged.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
            let bytes = match file {
                LogFile::Tile(tile) => {
                    tile_bytes(from.tile(tile.level(), tile.index()).await?.hashes()).into()
                }
                LogFile::Entries { index, .. } => from.verified_bundle(index).await?.bytes().clone(),
            };
            copying.put(&path, bytes).await
        }
    });
    run_all(futures::stream::iter(copies)).await?;
    Ok(copying.ended())
}

/// Copies the checkpoint that `from` goes by, and the last cosigned one, as [`copy_log`] does once all that they speak of is there.
///
/// # Errors
/// As for [`check_earlier`], and those of reading and writing files.
pub async fn copy_checkpoints(from: &Reader, to: Arc<dyn ObjectStore>, prefix: &str) -> Result<Copied> {
    let copying = Copying::begin(from, to, prefix).await?;
    copying.checkpoints(from).await?;
    Ok(copying.ended())
}

async fn copy_files(
    from: &Reader,
    to: Arc<dyn ObjectStore>,
    prefix: &str,
    wanted: impl Fn(&LogFile) -> bool,
) -> Result<Copied> {
    let copying = Copying::begin(from, to, prefix).await?;
    let copies = expected_files(from.size()).filter(wanted).map(|file| {
        let copying = &copying;
        async move {
            let bytes = match file {
                LogFile::Tile(tile) => tile_bytes(&from.files().tile(tile).await?).into(),
                LogFile::Entries { .. } => from.files().bundle(file).await?.bytes().clone(),
            };
            copying.put(&file.path(), bytes).await
        }
    });
    run_all(futures::stream::iter(copies)).await?;
    copying.checkpoints(from).await?;
    Ok(copying.ended())
}

/// A copy under way.
struct Copying {
    folder: Folder,
    written: AtomicU64,
    unchanged: AtomicU64,
}

impl Copying {
    /// Begins a copy of a log that what is there is an earlier state of.
    async fn begin(from: &Reader, to: Arc<dyn ObjectStore>, prefix: &str) -> Result<Copying> {
        let folder = Folder::new(to, prefix)?;
        check_folder(from, &folder).await?;
        Ok(Copying {
            folder,
            written: AtomicU64::new(0),
            unchanged: AtomicU64::new(0),
        })
    }

    /// Writes a file unless it is there with these bytes.
    async fn put(&self, path: &str, bytes: Bytes) -> Result<()> {
        let there = match self.folder.find(path, MAX_BUNDLE_BYTES).await {
            Err(Error::TooLong { .. }) => None,
            found => found?,
        };
        if there.is_some_and(|(there, _)| there == bytes) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            self.folder.write(path, bytes.into()).await?;
            self.written.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    async fn checkpoints(&self, from: &Reader) -> Result<()> {
        let checkpoint = match self.folder.find(CHECKPOINT, MAX_CHECKPOINT_BYTES).await? {
            Some((there, _)) if SignedCheckpoint::parse(&there)?.has_all_of(from.checkpoint()) => there,
            _ => from.checkpoint().to_bytes().into(),
        };
        self.put(CHECKPOINT, checkpoint).await?;
        // After the newest, so that it is never of a later state.
        if let Some(cosigned) = last_cosigned(from, &self.folder).await? {
            self.put(COSIGNED, cosigned.to_bytes().into()).await?;
        }
        Ok(())
    }

    fn ended(self) -> Copied {
        Copied {
            written: self.written.into_inner(),
            unchanged: self.unchanged.into_inner(),
        }
    }
}

/// The last cosigned checkpoint that either of the folders has, of those that the log goes on from.
async fn last_cosigned(from: &Reader, to: &Folder) -> Result<Option<SignedCheckpoint>> {
    let mut last: Option<SignedCheckpoint> = None;
    for folder in [&from.files().folder, to] {
        let bytes = match folder.find(COSIGNED, MAX_CHECKPOINT_BYTES).await {
            Err(Error::TooLong { .. }) => None,
            found => found?,
        };
        let found = bytes.and_then(|(bytes, _)| SignedCheckpoint::parse(&bytes).ok());
        let Some(found) = found else { continue };
        let is_of_log = found.checkpoint().origin() == from.checkpoint().checkpoint().origin();
        if !is_of_log || from.check_contains(&found).await.is_err() {
            continue;
        }
        last = match last {
            Some(last) if last.size() > found.size() || last.has_all_of(&found) => Some(last),
            _ => Some(found),
        };
    }
    Ok(last)
}
