//! A publication's way to an object store: what differs is sent, in such an order that a reader meanwhile finds all that
//! a manifest or a checkpoint speaks of; then what no longer belongs is deleted.
//!
//! What the store has is told by its listing: size and ETag, which most stores make of the MD5 of the bytes. Where a
//! store makes them otherwise, files that the manifest there names with the same hash are passed over, if the operator
//! has signed it.

mod outgoing;
mod reason;
mod target;

pub(crate) use target::{Bucket, Target};

use super::LOG;
use super::archive::ARCHIVE;
use crate::election::Folder;
use crate::output::{Text, number};
use crate::progress::Progress;
use anyhow::{Context, bail};
use futures::{StreamExt, TryStreamExt};
use note::VerifyingKey;
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::{Error as StoreError, ObjectStore, ObjectStoreExt};
use outgoing::{Outgoing, etag_of};
use rayon::prelude::*;
use reason::{reason, reason_of_log};
use serde::Serialize;
use site::manifest::{LIST_FILE, Manifest, NOTE_FILE};
use std::collections::{BTreeMap, HashSet};
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;

/// How many files are on their way at once.
const AT_ONCE: usize = 16;
/// How long a request may take that reads.
const READ: Duration = Duration::from_secs(30);
/// How long a request may take that writes at most some megabytes, over a bad line.
const WRITE: Duration = Duration::from_secs(300);
/// The largest manifest that is read from a store.
const MAX_MANIFEST: u64 = 1 << 30;

/// How a publication is uploaded.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    /// Whatever the store has.
    pub(super) all: bool,
    /// Compressed copies in place of what they hold.
    pub(super) gzip: bool,
}

/// What was uploaded.
#[derive(Serialize)]
pub(super) struct Uploaded {
    to: String,
    files: u64,
    bytes: u64,
    unchanged: u64,
    deleted: u64,
}

impl Uploaded {
    /// Says it to people.
    pub(super) fn lines(&self, text: &mut Text) {
        text.line(format!(
            "{} files with {} bytes are uploaded to {}; {} were there, {} that no longer belong are deleted.",
            number(self.files),
            number(self.bytes),
            self.to,
            number(self.unchanged),
            number(self.deleted)
        ));
    }
}

/// An object as the store lists it.
struct There {
    size: u64,
    etag: Option<String>,
}

/// What is in the store before the upload.
pub(super) struct Remote<'b> {
    bucket: &'b Bucket,
    /// How to speak of it.
    shown: String,
    folder: Folder,
    operator: VerifyingKey,
    objects: BTreeMap<String, There>,
    /// The files that the manifest there names, where the operator has signed it.
    named: BTreeMap<String, [u8; 32]>,
    /// Whether the ETags are of MD5.
    by_md5: bool,
}

impl<'b> Remote<'b> {
    /// Looks at what is in the bucket. Nothing is uploaded over a record of another origin, or over a later or another
    /// state of this one.
    pub(super) fn open(bucket: &'b Bucket, election: &FilePath) -> anyhow::Result<Remote<'b>> {
        let folder = Folder::open(election)?;
        let operator = folder.operator()?.verifying_key().clone();
        let reader = folder.reader()?;
        let (store, shown) = bucket.connect(READ)?;
        let store = Arc::new(store);
        let mut remote = Remote {
            bucket,
            objects: folder
                .wait(list(&store, &bucket.prefix))
                .map_err(reason)
                .with_context(|| format!("cannot read {shown}"))?,
            shown,
            folder,
            operator,
            named: BTreeMap::new(),
            by_md5: true,
        };
        let log = remote.path(LOG);
        remote
            .folder
            .wait(tlog::check_earlier(&reader, store.clone(), log.as_ref()))
            .map_err(reason_of_log)
            .with_context(|| format!("{} cannot follow the log in {}", election.display(), remote.shown))?;
        remote.read_manifest(&store, reader.checkpoint().checkpoint().origin())?;
        Ok(remote)
    }

    /// Reads the manifest, and how ETags are made.
    fn read_manifest(&mut self, store: &AmazonS3, origin: &str) -> anyhow::Result<()> {
        let read = |name: &str| -> anyhow::Result<Option<Vec<u8>>> {
            let Some(there) = self.objects.get(name) else {
                return Ok(None);
            };
            if there.size > MAX_MANIFEST {
                bail!(
                    "{name} has {} bytes, at most {MAX_MANIFEST} are allowed",
                    there.size
                );
            }
            let path = self.path(name);
            let bytes = self
                .folder
                .wait(async { store.get(&path).await?.bytes().await })?;
            Ok(Some(bytes.to_vec()))
        };
        let unread = || format!("cannot read {}", self.shown);
        let (note, list) = (
            read(NOTE_FILE).with_context(unread)?,
            read(LIST_FILE).with_context(unread)?,
        );
        let (Some(note), Some(list)) = (note, list) else {
            return Ok(());
        };
        let etag = self
            .objects
            .get(NOTE_FILE)
            .and_then(|there| there.etag.as_deref());
        let by_md5 = etag == Some(etag_of(&note).as_str());
        if let Ok(manifest) = Manifest::verify(&note, &list, &self.operator) {
            if manifest.origin() != origin {
                bail!(
                    "{} holds the publication of {}, this is {origin}: choose another prefix",
                    self.shown,
                    manifest.origin()
                );
            }
            self.named = manifest.files().clone();
        }
        self.by_md5 = by_md5;
        Ok(())
    }

    /// The path of an object.
    fn path(&self, path: &str) -> Path {
        let parts = path.split('/').map(Into::into);
        self.bucket.prefix.parts().chain(parts).collect()
    }

    /// Brings the store to what a published folder holds.
    pub(super) fn upload(&self, published: &FilePath, how: How) -> anyhow::Result<Uploaded> {
        let read =
            |name: &str| std::fs::read(published.join(name)).with_context(|| format!("cannot read {name}"));
        let manifest = Manifest::verify(&read(NOTE_FILE)?, &read(LIST_FILE)?, &self.operator)?;
        let archive = Some(ARCHIVE).filter(|name| published.join(name).is_file());
        let paths: Vec<&str> = manifest
            .files()
            .keys()
            .map(String::as_str)
            .chain([NOTE_FILE, LIST_FILE])
            .chain(archive)
            .collect();
        let files: Vec<Outgoing> = paths
            .par_iter()
            .map(|path| {
                Outgoing::of(published, path, how.gzip).with_context(|| format!("cannot read {path}"))
            })
            .collect::<anyhow::Result<_>>()?;
        let mut uploaded = Uploaded {
            to: self.bucket.to_string(),
            files: 0,
            bytes: 0,
            unchanged: 0,
            deleted: 0,
        };
        let mut steps: [Vec<&Outgoing>; STEPS] = Default::default();
        for file in &files {
            if !how.all && self.has(file, manifest.files().get(&file.path)) {
                uploaded.unchanged += 1;
            } else {
                uploaded.files += 1;
                uploaded.bytes += file.size;
                steps[step(&file.path)].push(file);
            }
        }
        let (store, _) = self.bucket.connect(WRITE)?;
        let mut progress = Progress::new("uploading", uploaded.files);
        let mut done = 0;
        for step in steps {
            let (large, small): (Vec<&Outgoing>, Vec<&Outgoing>) =
                step.into_iter().partition(|file| file.is_large());
            for (files, at_once) in [(small, AT_ONCE), (large, 1)] {
                let sent = futures::stream::iter(files)
                    .map(|file| self.send(file, published, &store))
                    .buffer_unordered(at_once)
                    .try_for_each(|()| {
                        done += 1;
                        progress.at(done);
                        std::future::ready(Ok(()))
                    });
                self.folder.wait(sent)?;
            }
        }
        let now: HashSet<&str> = paths.into_iter().collect();
        let outdated = self.objects.keys().filter(|path| self.is_outdated(path, &now));
        uploaded.deleted = self.delete(&store, outdated.map(|path| self.path(path)).collect())?;
        Ok(uploaded)
    }

    /// Whether the store has a file as it will be.
    fn has(&self, file: &Outgoing, hash: Option<&[u8; 32]>) -> bool {
        let Some(there) = self
            .objects
            .get(&file.path)
            .filter(|there| there.size == file.size)
        else {
            return false;
        };
        there.etag.as_ref() == Some(&file.etag)
            || !self.by_md5 && hash.is_some() && self.named.get(&file.path) == hash
    }

    /// Whether an object no longer belongs to the publication: a partial tile whose full one is there now (tlog-tiles,
    /// *Partial Tiles*: until then, who has an earlier checkpoint asks for it), an archive, and what the operator has
    /// named before. What else lies there is not touched.
    fn is_outdated(&self, path: &str, now: &HashSet<&str>) -> bool {
        if now.contains(path) {
            return false;
        }
        match path.split_once(".p/").filter(|_| path.starts_with("log/tile/")) {
            Some((full, _)) => now.contains(full),
            None => path == ARCHIVE || self.named.contains_key(path),
        }
    }

    async fn send(&self, file: &Outgoing, published: &FilePath, store: &AmazonS3) -> anyhow::Result<()> {
        let sent = file.send(published, store, &self.path(&file.path)).await;
        sent.with_context(|| format!("cannot write {} to {}", file.path, self.shown))
    }

    fn delete(&self, store: &AmazonS3, paths: Vec<Path>) -> anyhow::Result<u64> {
        let mut deleted = 0;
        let gone = store
            .delete_stream(futures::stream::iter(paths).map(Ok).boxed())
            .try_for_each(|_| {
                deleted += 1;
                std::future::ready(Ok(()))
            });
        match self.folder.wait(gone) {
            Ok(()) | Err(StoreError::NotFound { .. }) => Ok(deleted),
            Err(error) => Err(reason(error)).with_context(|| format!("cannot delete from {}", self.shown)),
        }
    }
}

/// How many steps an upload has, one after the other.
const STEPS: usize = 5;

/// In which step a file is uploaded: what others refer to goes first.
fn step(path: &str) -> usize {
    match path {
        LIST_FILE => 2,
        NOTE_FILE => 3,
        "log/checkpoint" => 4,
        _ if path.starts_with("log/") || path.starts_with("image/") => 0,
        _ => 1,
    }
}

/// The objects below a prefix, by their paths from there.
async fn list(store: &AmazonS3, prefix: &Path) -> object_store::Result<BTreeMap<String, There>> {
    let objects = store.list(Some(prefix).filter(|prefix| !prefix.as_ref().is_empty()));
    objects
        .map_ok(|object| {
            let path = object
                .location
                .prefix_match(prefix)
                .map(|parts| parts.collect::<Path>().to_string());
            let there = There {
                size: object.size,
                etag: object.e_tag.map(|tag| tag.trim_matches('"').to_owned()),
            };
            (path.unwrap_or_default(), there)
        })
        .try_collect()
        .await
}
