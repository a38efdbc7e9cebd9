//! Small copies of the photographs beside the log, for pages to show: `image/<2 hex>/<64 hex>/thumb.jpg` and
//! `web.jpg`, by the photograph's hash.

use super::LOG;
use super::folder::{make_folders, put};
use crate::hash::hash_files;
use crate::progress::Progress;
use anyhow::Context;
use rayon::prelude::*;
use record::BlobHash;
use sheet::decode::Limits;
use sheet::thumbnails::thumbnails;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// How many are made between two signs of progress.
const BATCH: usize = 64;

/// What was written, or was there.
pub(super) struct Written {
    /// The copies' paths in the publication.
    pub(super) paths: Vec<String>,
    /// The photographs that have copies.
    pub(super) images: HashSet<[u8; 32]>,
    /// How many photographs cannot be copied.
    pub(super) failed: u64,
}

/// The paths of a photograph's copies in a publication: the thumbnail and the one for looking at.
fn paths_of(image: &BlobHash) -> [String; 2] {
    let hex = image.hex();
    ["thumb", "web"].map(|name| format!("image/{}/{hex}/{name}.jpg", &hex[..2]))
}

/// Writes the copies that are not there: those that the folder's manifest does not name (`named`, by path) or that are
/// not what it says, since what was put there by others must not be signed.
pub(super) fn write<'a>(
    out: &Path,
    images: impl Iterator<Item = &'a BlobHash>,
    named: &BTreeMap<String, [u8; 32]>,
) -> anyhow::Result<Written> {
    let images: Vec<&BlobHash> = images.collect();
    let known = images.iter().flat_map(|image| paths_of(image));
    let known = known.filter(|path| named.contains_key(path));
    let there: HashSet<String> = hash_files(out, known)
        .into_iter()
        .filter_map(|(path, hash)| (hash.ok().as_ref() == named.get(&path)).then_some(path))
        .collect();
    let (kept, missing): (Vec<&BlobHash>, Vec<&BlobHash>) = images
        .into_iter()
        .partition(|image| paths_of(image).iter().all(|path| there.contains(path)));
    let mut written = Written {
        images: kept.iter().map(|image| image.0).collect(),
        paths: kept.into_iter().flat_map(paths_of).collect(),
        failed: 0,
    };
    let mut progress = Progress::new("making small copies", missing.len() as u64);
    for (batch, at) in missing.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let made: Vec<anyhow::Result<Option<[String; 2]>>> =
            batch.par_iter().map(|image| make(out, image)).collect();
        for (made, image) in made.into_iter().zip(batch) {
            match made? {
                Some(paths) => {
                    written.paths.extend(paths);
                    written.images.insert(image.0);
                }
                None => written.failed += 1,
            }
        }
        progress.at(at + batch.len() as u64);
    }
    Ok(written)
}

/// Makes a photograph's copies; none where it is no picture that can be decoded: whoever may write captures can
/// name any blob.
fn make(out: &Path, image: &BlobHash) -> anyhow::Result<Option<[String; 2]>> {
    let blob = out.join(format!("{LOG}/{}", tlog::blob_path(image)));
    let context = || format!("cannot read {}", blob.display());
    let limits = Limits::default();
    if std::fs::metadata(&blob).with_context(context)?.len() > limits.bytes as u64 {
        return Ok(None);
    }
    let Ok(copies) = thumbnails(&std::fs::read(&blob).with_context(context)?, &limits) else {
        return Ok(None);
    };
    let paths = paths_of(image);
    make_folders(out, paths.iter().map(String::as_str))?;
    for (path, bytes) in paths.iter().zip([copies.thumbnail, copies.web]) {
        put(out, path, &bytes)?;
    }
    Ok(Some(paths))
}
