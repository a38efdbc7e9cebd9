//! Copying a publication from where it is served, and bringing a copy up to date.
//!
//! Everything is held against what is signed before it is written: tiles and bundles against the checkpoint's root, the
//! checkpoint against the log's key, documents against their names, all other files against the operator's manifest. What a
//! reader of the copy goes by, the manifest and the checkpoint, is replaced last, so that a copy that breaks off is the
//! earlier one still, and goes on when it is begun again.

use crate::blocking::blocking;
use crate::documents::{copy_documents, withheld_files};
use crate::entry_files::write_entries;
use crate::files::read;
use crate::folder::{holds, make_folder, make_folders, write};
use crate::hash::hash_files;
use crate::layout::{LOG, MANIFEST, MANIFEST_LIST};
use crate::manifest::{
    self, Checked, Hashes, ListError, MAX_FILES, MAX_LIST_BYTES, MAX_NOTE_BYTES, Manifest, ManifestError,
    list_names,
};
use crate::outdated::remove_outdated;
use crate::replay::{FoldError, Folded, fold};
use crate::verify::ProblemCode;
use crate::{Error, Events};
use bytes::{Bytes, BytesMut};
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path as StorePath;
use object_store::{ObjectStore, ObjectStoreExt};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use tally::Tally;
use tlog::{Blobs, Reader};

/// How many files are asked for at once.
const AT_ONCE: usize = 16;

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fetched {
    /// How many entries the log has.
    pub size: u64,
    /// How many files of the log, documents and other files were written.
    pub written: u64,
    /// How many were there already as they should be.
    pub unchanged: u64,
    /// How many files of an earlier publication were removed.
    pub removed: u64,
}

/// Why a publication could not be copied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// A file cannot be read there.
    #[error("cannot read {path}")]
    Store {
        /// The file.
        path: String,
        /// Why not.
        source: object_store::Error,
    },
    /// A file that must be there is not.
    #[error("{0} is not there")]
    Missing(String),
    /// A file is longer than it may be.
    #[error("{path} has more than {most} bytes")]
    TooLong {
        /// The file.
        path: String,
        /// The most bytes that it may have.
        most: usize,
    },
    /// A file has other bytes than the manifest says.
    #[error(
        "{0} has other bytes than the manifest names: if the publication has been written anew meanwhile, fetch again"
    )]
    Differs(String),
    /// The manifest, or a list of it, is not as it should be.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The manifest is of a later log than the one beside it, or of another one.
    #[error("the manifest is not of the log beside it: if it has been written anew meanwhile, fetch again")]
    OtherLog,
    /// The log cannot be read or folded, or does not go on from the copy's.
    #[error(transparent)]
    Log(#[from] FoldError),
    /// Documents of the record are not there.
    #[error("{documents} documents of the record are not there, among them")]
    Lacking {
        /// How many.
        documents: usize,
        /// One of them.
        source: tlog::Error,
    },
    /// The copy cannot be written.
    #[error(transparent)]
    Copy(#[from] Error),
}

impl From<tlog::Error> for FetchError {
    fn from(error: tlog::Error) -> FetchError {
        FetchError::Log(error.into())
    }
}

/// Copies the publication that `from` has to the folder `out`, or brings the copy that is there up to date. Compressed copies and the
/// zip of all files are not copied. By whose keys the record is signed is for [`verify`](fn@crate::verify) to ask.
///
/// # Errors
/// [`FetchError`]. Where the log there does not go on from that of the copy, nothing is written.
pub async fn fetch(
    from: Arc<dyn ObjectStore>,
    out: &Path,
    events: &dyn Events,
) -> Result<Fetched, FetchError> {
    // Before the log, which may go on meanwhile.
    let note = get(&from, MANIFEST, MAX_NOTE_BYTES).await?;
    let note = note.ok_or_else(|| FetchError::Missing(MANIFEST.to_owned()))?;
    let reader = Reader::open(Arc::clone(&from), LOG).await?;
    make_folder(out)?;
    let log = tlog::local(out.join(LOG))?;
    let copied = tlog::copy_verified(&reader, Arc::clone(&log), "").await?;
    let there = Reader::open_at(Arc::clone(&log), "", reader.checkpoint().clone()).await?;
    let blobs = Blobs::open(Arc::clone(&from), LOG)?;
    let Folded {
        reader: there, tally, ..
    } = fold(there, &blobs, events).await?;
    let size = there.size();
    let folder = out.to_owned();
    let documents = copy_documents(tally.blobs(), &blobs, out, events).await?;
    let lacking = documents.lacking.len();
    if let Some((_, source)) = documents.lacking.into_iter().next() {
        return Err(FetchError::Lacking {
            documents: lacking,
            source,
        });
    }
    let manifest = ListedFiles::get(&from, &note, &tally).await?;
    let stated = manifest.checked.stated.as_ref().ok_or(FetchError::OtherLog)?;
    if stated.size > size || there.root_at(stated.size).await?.0 != stated.root {
        return Err(FetchError::OtherLog);
    }
    let (written, unchanged) = manifest.copy(&from, out, &withheld_files(&tally), events).await?;
    blocking(move || write_entries(&folder, size, &crate::Silent)).await?;
    let removed = manifest.replace(out, &note, &documents.named, size)?;
    // Only now does the copy speak of the new state.
    tlog::copy_checkpoints(&reader, log, "").await?;
    Ok(Fetched {
        size,
        written: written + copied.written,
        unchanged: unchanged + copied.unchanged,
        removed,
    })
}

/// A manifest with the bytes of its lists.
struct ListedFiles {
    checked: Checked,
    lists: BTreeMap<String, Bytes>,
}

impl ListedFiles {
    /// Reads the lists, and holds them against the note and that against the operator's key at its size.
    async fn get(from: &Arc<dyn ObjectStore>, note: &[u8], tally: &Tally) -> Result<ListedFiles, FetchError> {
        let mut lists: BTreeMap<String, Bytes> = BTreeMap::new();
        let mut lines = 0;
        let mut folders = vec![String::new()];
        while !folders.is_empty() {
            let reads = futures::stream::iter(folders.drain(..)).map(|folder| async move {
                let path = format!("{folder}{MANIFEST_LIST}");
                let list = get(from, &path, MAX_LIST_BYTES).await?;
                Ok::<_, FetchError>((folder, list.ok_or(FetchError::Missing(path))?))
            });
            let read: Vec<(String, Bytes)> = reads.buffer_unordered(AT_ONCE).try_collect().await?;
            for (folder, list) in read {
                let path = format!("{folder}{MANIFEST_LIST}");
                let names =
                    list_names(&folder, &list, MAX_FILES - lines).map_err(|why| ManifestError::List {
                        list: path.clone(),
                        why,
                    })?;
                lines += names.len();
                let below = names.iter().filter_map(|name| name.split_once('/'));
                folders.extend(below.map(|(below, _)| format!("{folder}{below}/")));
                lists.insert(path, list);
            }
        }
        let operator = tally
            .succession()
            .operator_at(manifest::stated_size(note).unwrap_or_default());
        let read = |path: &str| {
            let list = lists.get(path).map(|list| list.to_vec());
            list.ok_or_else(|| ListError::Unread {
                code: ProblemCode::Missing,
                reason: "it was not read".to_owned(),
            })
        };
        let mut checked = manifest::check(note, Some(operator), read);
        match checked.errors.is_empty() {
            true => Ok(ListedFiles { checked, lists }),
            false => Err(checked.errors.swap_remove(0).into()),
        }
    }

    /// Copies the files that the lists name and that are not there as they should be; those of withheld documents may be
    /// missing. Gives how many were written, and how many were there.
    async fn copy(
        &self,
        from: &Arc<dyn ObjectStore>,
        out: &Path,
        may_be_missing: &BTreeSet<String>,
        events: &dyn Events,
    ) -> Result<(u64, u64), FetchError> {
        let files = &self.checked.named.files;
        let (folder, paths) = (out.to_owned(), files.keys().cloned().collect::<Vec<_>>());
        let there = blocking(move || {
            let hashed = hash_files(&folder, paths).into_iter();
            let read = hashed.filter_map(|(path, hash)| Some((path, hash.ok()?)));
            read.collect::<Hashes>()
        })
        .await;
        let wanted: Vec<(&String, &[u8; 32])> = files
            .iter()
            .filter(|(path, hash)| there.get(*path) != Some(*hash))
            .collect();
        make_folders(out, wanted.iter().map(|(path, _)| path.as_str()))?;
        let mut progress = events.begin("fetching files", wanted.len() as u64);
        let unchanged = (files.len() - wanted.len()) as u64;
        let copies = futures::stream::iter(wanted).map(|(path, hash)| async move {
            let Some(bytes) = get(from, path, tlog::MAX_BLOB_BYTES).await? else {
                return match may_be_missing.contains(path) {
                    true => Ok(0),
                    false => Err(FetchError::Missing(path.clone())),
                };
            };
            if <[u8; 32]>::from(Sha256::digest(&bytes)) != *hash {
                return Err(FetchError::Differs(path.clone()));
            }
            let file = out.join(path);
            blocking(move || write(&file, &bytes)).await?;
            Ok(1)
        });
        let mut copies = copies.buffer_unordered(AT_ONCE);
        let (mut done, mut written) = (0, 0);
        while let Some(copied) = copies.try_next().await? {
            (done, written) = (done + 1, written + copied);
            progress.at(done);
        }
        Ok((written, unchanged))
    }

    /// Puts the lists and the note in their places, and removes what only the manifest before has named, as publishing does.
    fn replace(
        &self,
        out: &Path,
        note: &[u8],
        documents: &BTreeSet<String>,
        size: u64,
    ) -> Result<u64, Error> {
        let before = match read(&out.join(MANIFEST), MAX_NOTE_BYTES) {
            Ok(_) => manifest::walk(None, |path: &str| read(&out.join(path), MAX_LIST_BYTES)),
            Err(_) => manifest::Named::default(),
        };
        for (path, list) in &self.lists {
            let path = out.join(path);
            if !holds(&path, list) {
                write(&path, list)?;
            }
        }
        write(&out.join(MANIFEST), note)?;
        let tiles: BTreeSet<String> = layout::tile_files(size).collect();
        let belongs = |path: &str| {
            self.checked.named.has(path)
                || tiles.contains(path)
                || documents.contains(path)
                || Manifest::UNNAMED.contains(&path)
        };
        remove_outdated(out, belongs, |path| before.has(path))
    }
}

/// The whole of a file of at most `most` bytes; none where it is not there.
async fn get(from: &Arc<dyn ObjectStore>, path: &str, most: usize) -> Result<Option<Bytes>, FetchError> {
    let failed = |source| FetchError::Store {
        path: path.to_owned(),
        source,
    };
    let place = StorePath::parse(path).map_err(|source| failed(source.into()))?;
    let found = match from.get(&place).await {
        Ok(found) => found,
        Err(object_store::Error::NotFound { .. }) => return Ok(None),
        Err(source) => return Err(failed(source)),
    };
    // What a server says of a length is not believed.
    let mut parts = found.into_stream();
    let mut bytes = BytesMut::new();
    while let Some(part) = parts.try_next().await.map_err(failed)? {
        if bytes.len() + part.len() > most {
            return Err(FetchError::TooLong {
                path: path.to_owned(),
                most,
            });
        }
        bytes.extend_from_slice(&part);
    }
    Ok(Some(bytes.freeze()))
}
