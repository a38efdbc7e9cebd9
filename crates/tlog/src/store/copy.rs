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
/// [`copy_log`] makes the copy complete once it is known by whom the new one is signed. Full files that are there never change
/// and are passed over.
///
/// # Errors
/// As for [`check_earlier`]; [`Error::HashDiffers`] with a file's path where `from` has not what its root vouches for; those of reading
/// and writing files.
pub async fn copy_verified(from: &Reader, to: Arc<dyn ObjectStore>, prefix: &str) -> Result<Copied> {
    let folder = Folder::new(to, prefix)?;
    check_folder(from, &folder).await?;
    let (written, unchanged) = (AtomicU64::new(0), AtomicU64::new(0));
    let copies = expected_files(from.size()).map(|file| {
        let (folder, written, unchanged) = (&folder, &written, &unchanged);
        async move {
            let path = file.path();
            if file.width() == FULL_WIDTH && folder.has(&path).await? {
                unchanged.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
            let bytes: Bytes = match file {
                LogFile::Tile(tile) => {
                    tile_bytes(from.tile(tile.level(), tile.index()).await?.hashes()).into()
                }
                LogFile::Entries { index, .. } => from.verified_bundle(index).await?.bytes().clone(),
            };
            match folder.find(&path, MAX_BUNDLE_BYTES).await {
                Ok(Some((there, _))) if there == bytes => unchanged.fetch_add(1, Ordering::Relaxed),
                Ok(_) | Err(Error::TooLong { .. }) => {
                    folder.write(&path, bytes.into()).await?;
                    written.fetch_add(1, Ordering::Relaxed)
                }
                Err(error) => return Err(error),
            };
            Ok(())
        }
    });
    run_all(futures::stream::iter(copies)).await?;
    Ok(Copied {
        written: written.into_inner(),
        unchanged: unchanged.into_inner(),
    })
}

async fn copy_files(
    from: &Reader,
    to: Arc<dyn ObjectStore>,
    prefix: &str,
    wanted: impl Fn(&LogFile) -> bool,
) -> Result<Copied> {
    let folder = Folder::new(to, prefix)?;
    check_folder(from, &folder).await?;
    let (written, unchanged) = (AtomicU64::new(0), AtomicU64::new(0));
    let put = async |path: &str, bytes: Bytes| {
        let there = match folder.find(path, MAX_BUNDLE_BYTES).await {
            Err(Error::TooLong { .. }) => None,
            found => found?,
        };
        if there.is_some_and(|(there, _)| there == bytes) {
            unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            folder.write(path, bytes.into()).await?;
            written.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    let copies = expected_files(from.size()).filter(wanted).map(|file| {
        let put = &put;
        async move {
            let bytes = match file {
                LogFile::Tile(tile) => tile_bytes(&from.files().tile(tile).await?).into(),
                LogFile::Entries { .. } => from.files().bundle(file).await?.bytes().clone(),
            };
            put(&file.path(), bytes).await
        }
    });
    run_all(futures::stream::iter(copies)).await?;
    let checkpoint = match folder.find(CHECKPOINT, MAX_CHECKPOINT_BYTES).await? {
        Some((there, _)) if SignedCheckpoint::parse(&there)?.has_all_of(from.checkpoint()) => there,
        _ => from.checkpoint().to_bytes().into(),
    };
    put(CHECKPOINT, checkpoint).await?;
    // After the newest, so that it is never of a later state.
    if let Some(cosigned) = last_cosigned(from, &folder).await? {
        put(COSIGNED, cosigned.to_bytes().into()).await?;
    }
    Ok(Copied {
        written: written.into_inner(),
        unchanged: unchanged.into_inner(),
    })
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
