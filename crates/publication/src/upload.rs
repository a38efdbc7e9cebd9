//! A publication's way to an object store: what differs is sent, in such an order that a reader meanwhile finds all that
//! a manifest or a checkpoint speaks of; then what no longer belongs is deleted.
//!
//! What the store has is told by its listing: size and ETag, which most stores make of the MD5 of the bytes. Where a
//! store makes them otherwise, files that the manifest there names with the same hash are passed over, if the operator
//! has signed it.

mod bucket;
mod error;
mod object;

pub use bucket::Bucket;
pub use error::{StoreReason, UploadError};

use crate::Events;
use crate::blocking::blocking_telling;
use crate::files::read;
use crate::folder::walk;
use crate::layout::{self, Kind};
use crate::manifest::{ListError, MAX_LIST_BYTES, MAX_NOTE_BYTES, Manifest};
use crate::outdated::is_outdated;
use crate::verify::ProblemCode;
use futures::{StreamExt, TryStreamExt};
use note::VerifyingKey;
use object::{Outgoing, etag_of};
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::{Error as StoreError, ObjectStore, ObjectStoreExt};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;
use tlog::{Reader, SignedCheckpoint};

/// How many files are on their way at once.
const AT_ONCE: usize = 16;
/// How long a request may take that reads.
const READ: Duration = Duration::from_secs(30);
/// How long a request may take that writes at most some megabytes, over a bad line.
const WRITE: Duration = Duration::from_secs(300);

/// How a publication is uploaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct How {
    /// Every file, whatever the store has.
    pub all: bool,
    /// Compressed copies in place of what they hold.
    pub gzip: bool,
}

/// What was uploaded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Uploaded {
    /// Where it went: `s3://BUCKET/PREFIX`.
    pub to: String,
    /// How many files were sent.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// How many files were there.
    pub unchanged: u64,
    /// How many that no longer belong were deleted.
    pub deleted: u64,
}

/// An object as the store lists it.
struct There {
    size: u64,
    etag: Option<String>,
}

/// What is in a bucket before the upload.
pub struct Remote {
    bucket: Bucket,
    /// How to speak of it.
    place: String,
    operator: VerifyingKey,
    state: Arc<State>,
}

/// The bucket's files.
#[derive(Default)]
struct State {
    objects: BTreeMap<String, There>,
    /// The files that the manifest there names, where the operator has signed it.
    named: BTreeMap<String, [u8; 32]>,
    checkpoint: Option<SignedCheckpoint>,
    /// Whether the ETags are of MD5.
    by_md5: bool,
}

impl Remote {
    /// Looks at what is in the bucket. Nothing may be uploaded over a record of another origin, or over a later or
    /// another state of the log that `reader` has. The environment says where the bucket is and who asks (`AWS_…`).
    ///
    /// # Errors
    /// [`UploadError::CannotFollow`], [`UploadError::OtherRecord`], or those of reaching and reading the store.
    pub async fn open(
        bucket: &Bucket,
        reader: &Reader,
        operator: &VerifyingKey,
    ) -> Result<Remote, UploadError> {
        let (store, place) = bucket.connect(READ)?;
        let store = Arc::new(store);
        let unread = || UploadError::store("read", &place);
        let mut state = State {
            objects: list(&store, &bucket.prefix).await.map_err(unread())?,
            by_md5: true,
            ..State::default()
        };
        let log = object_path(bucket, layout::LOG);
        tlog::check_earlier(reader, store.clone(), log.as_ref())
            .await
            .map_err(|error| UploadError::CannotFollow {
                place: place.clone(),
                source: StoreReason::of_log(&error),
            })?;
        let read = async |name: &str, max: usize| -> Result<Option<Vec<u8>>, UploadError> {
            let max = max as u64;
            match state.objects.get(name) {
                None => Ok(None),
                Some(there) if there.size > max => Err(UploadError::TooLarge {
                    name: name.to_owned(),
                    place: place.clone(),
                    found: there.size,
                    max,
                }),
                Some(_) => {
                    let got = store.get(&object_path(bucket, name)).await.map_err(unread())?;
                    Ok(Some(got.bytes().await.map_err(unread())?.to_vec()))
                }
            }
        };
        let note = read(layout::MANIFEST, MAX_NOTE_BYTES).await?;
        let is_list = |path: &&String| Kind::of(path) == Kind::Manifest && *path != layout::MANIFEST;
        let lists = futures::stream::iter(state.objects.keys().filter(is_list))
            .map(async |path| Ok::<_, UploadError>((path.clone(), read(path, MAX_LIST_BYTES).await?)))
            .buffer_unordered(AT_ONCE)
            .try_collect::<BTreeMap<String, Option<Vec<u8>>>>()
            .await?;
        let checkpoint = read(layout::CHECKPOINT, tlog::MAX_CHECKPOINT_BYTES).await?;
        state.checkpoint = checkpoint.and_then(|bytes| SignedCheckpoint::parse(&bytes).ok());
        if let Some(note) = note {
            let there = state.objects.get(layout::MANIFEST);
            let etag = there.and_then(|there| there.etag.as_deref());
            state.by_md5 = etag == Some(etag_of(&note).as_str());
            let list = |path: &str| {
                lists.get(path).cloned().flatten().ok_or(ListError::Unread {
                    code: ProblemCode::Missing,
                    reason: "is missing".to_owned(),
                })
            };
            if let Ok(manifest) = Manifest::verify(&note, list, operator) {
                let origin = reader.checkpoint().checkpoint().origin();
                if manifest.origin() != origin {
                    return Err(UploadError::OtherRecord {
                        place,
                        found: manifest.origin().to_owned(),
                        origin: origin.to_owned(),
                    });
                }
                state.named = manifest.into_hashes();
            }
        }
        Ok(Remote {
            bucket: bucket.clone(),
            place,
            operator: operator.clone(),
            state: Arc::new(state),
        })
    }

    /// Brings the store to what a published folder holds.
    ///
    /// # Errors
    /// Those of reading the folder, which must be the operator's publication, and of writing to the store.
    pub async fn upload(
        &self,
        published: &FilePath,
        how: How,
        events: &dyn Events,
    ) -> Result<Uploaded, UploadError> {
        let (folder, operator, state) = (published.to_owned(), self.operator.clone(), self.state.clone());
        let plan = blocking_telling(events, move |_| Plan::of(&folder, &operator, &state, how)).await?;
        let mut uploaded = Uploaded {
            to: self.bucket.to_string(),
            files: plan.files().count() as u64,
            bytes: plan.files().map(|file| file.size).sum(),
            unchanged: plan.unchanged,
            deleted: 0,
        };
        let (store, _) = self.bucket.connect(WRITE)?;
        let mut progress = events.begin("uploading", uploaded.files);
        let mut done = 0;
        for step in &plan.steps {
            let (large, small): (Vec<&Outgoing>, Vec<&Outgoing>) =
                step.iter().partition(|file| file.is_large());
            for (files, at_once) in [(small, AT_ONCE), (large, 1)] {
                futures::stream::iter(files)
                    .map(|file| self.send(file, published, &store))
                    .buffer_unordered(at_once)
                    .try_for_each(|()| {
                        done += 1;
                        progress.at(done);
                        std::future::ready(Ok(()))
                    })
                    .await?;
            }
        }
        let outdated = self.state.objects.keys().filter(|path| {
            is_outdated(
                path,
                |path| plan.now.contains(path),
                |path| self.state.named.contains_key(path),
            )
        });
        let outdated = outdated.map(|path| object_path(&self.bucket, path)).collect();
        uploaded.deleted = self.delete(&store, outdated).await?;
        Ok(uploaded)
    }

    async fn send(&self, file: &Outgoing, published: &FilePath, store: &AmazonS3) -> Result<(), UploadError> {
        let to = object_path(&self.bucket, &file.path);
        file.send(published, store, &to, &self.place).await
    }

    async fn delete(&self, store: &AmazonS3, paths: Vec<Path>) -> Result<u64, UploadError> {
        let mut deleted = 0;
        let gone = store
            .delete_stream(futures::stream::iter(paths).map(Ok).boxed())
            .try_for_each(|_| {
                deleted += 1;
                std::future::ready(Ok(()))
            });
        match gone.await {
            Ok(()) | Err(StoreError::NotFound { .. }) => Ok(deleted),
            Err(error) => Err(UploadError::store("delete from", &self.place)(error)),
        }
    }
}

/// How many steps an upload has, one after the other.
const STEPS: usize = 6;

/// In which step a file is uploaded: what others refer to goes first.
fn step(path: &str) -> usize {
    match Kind::of(path) {
        Kind::Tile | Kind::Entries | Kind::Entry | Kind::Document | Kind::Image => 0,
        Kind::Data | Kind::Page | Kind::Archive => 1,
        Kind::Manifest if path == layout::MANIFEST => 3,
        Kind::Manifest => 2,
        // After the newest, so that it is never of a later state.
        Kind::Checkpoint if path == layout::COSIGNED => 5,
        Kind::Checkpoint => 4,
    }
}

/// What is to be sent.
struct Plan {
    steps: [Vec<Outgoing>; STEPS],
    /// All files of the publication.
    now: HashSet<String>,
    /// How many of them are there.
    unchanged: u64,
}

impl Plan {
    /// What of a folder the bucket does not have.
    fn of(folder: &FilePath, operator: &VerifyingKey, there: &State, how: How) -> Result<Plan, UploadError> {
        let note = read(&folder.join(layout::MANIFEST), MAX_NOTE_BYTES)?;
        let list = |path: &str| read(&folder.join(path), MAX_LIST_BYTES);
        let manifest = Manifest::verify(&note, list, operator)?;
        let archive = Some(layout::ARCHIVE).filter(|name| folder.join(name).is_file());
        let tree: Vec<String> = layout::tree_files(manifest.size()).collect();
        let cosigned = Some(layout::COSIGNED).filter(|name| folder.join(name).is_file());
        let unnamed = Manifest::UNNAMED.into_iter().chain(archive).chain(cosigned);
        let documents: Vec<String> = walk(&folder.join(layout::DOCUMENTS))
            .map(|(path, _)| format!("{}/{path}", layout::DOCUMENTS))
            .collect();
        let unnamed = unnamed.chain(tree.iter().chain(&documents).map(String::as_str));
        let paths: Vec<&str> = manifest.paths().chain(unnamed).collect();
        let looked_at: Vec<(Outgoing, bool)> = paths
            .par_iter()
            .map(|path| -> Result<_, UploadError> {
                let file = Outgoing::of(folder, path, how.gzip).map_err(UploadError::file(path))?;
                let is_there = !how.all && there.has(folder, &file, manifest.hash_of(path))?;
                Ok((file, is_there))
            })
            .collect::<Result<_, _>>()?;
        let mut plan = Plan {
            steps: Default::default(),
            now: paths.into_iter().map(str::to_owned).collect(),
            unchanged: 0,
        };
        for (file, is_there) in looked_at {
            match is_there {
                true => plan.unchanged += 1,
                false => plan.steps[step(&file.path)].push(file),
            }
        }
        Ok(plan)
    }

    fn files(&self) -> impl Iterator<Item = &Outgoing> {
        self.steps.iter().flatten()
    }
}

impl State {
    /// Whether the bucket has a file as it will be: the same size and ETag, or, where ETags are not made of MD5, the same
    /// hash in the signed manifest there. A checkpoint with more signature lines is as good: witnesses and mirrors add
    /// them.
    fn has(&self, folder: &FilePath, file: &Outgoing, hash: Option<&[u8; 32]>) -> Result<bool, UploadError> {
        let Some(there) = self.objects.get(&file.path) else {
            return Ok(false);
        };
        if file.path == layout::CHECKPOINT
            && let Some(checkpoint) = &self.checkpoint
        {
            let own = read(&folder.join(&file.path), tlog::MAX_CHECKPOINT_BYTES)?;
            return Ok(SignedCheckpoint::parse(&own).is_ok_and(|own| checkpoint.has_all_of(&own)));
        }
        if there.size != file.size {
            return Ok(false);
        }
        if !self.by_md5 {
            let known = hash.is_some() && self.named.get(&file.path) == hash;
            if known {
                return Ok(true);
            }
        }
        let etag = file.etag(folder).map_err(UploadError::file(&file.path))?;
        Ok(there.etag.as_ref() == Some(&etag))
    }
}

/// The path of an object.
fn object_path(bucket: &Bucket, path: &str) -> Path {
    let parts = path.split('/').map(Into::into);
    bucket.prefix.parts().chain(parts).collect()
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
