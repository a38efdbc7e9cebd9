//! Thumbnails and smaller copies of the photographs, for pages to show.

use crate::files::{FileError, read};
use crate::folder::{make_folders, write};
use crate::hash::hash_files;
use crate::pages::Named;
use crate::{Error, Events};
use rayon::prelude::*;
use record::BlobHash;
use sha2::{Digest, Sha256};
use sheet::decode::Limits;
use sheet::thumbnails::thumbnails;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// How many are made between two signs of progress.
const BATCH: usize = 64;

/// What was written, or was there.
#[derive(Default)]
pub(crate) struct Thumbnails {
    /// The files, with their hashes.
    pub(crate) named: Vec<Named>,
    /// The photographs that have thumbnails.
    pub(crate) images: HashSet<[u8; 32]>,
    /// How many photographs cannot have any.
    pub(crate) failed: u64,
}

/// The paths of a photograph's copies: the thumbnail and the one for looking at.
pub(crate) fn paths_of(image: &BlobHash) -> [String; 2] {
    [layout::thumbnail(image), layout::web_image(image)]
}

/// Writes the thumbnails that are not there: those that the folder's manifest does not name (`before`, by path) or that
/// are not what it says, since what was put there by others must not be signed. What is there is hashed once.
pub(crate) fn write_thumbnails(
    out: &Path,
    images: &[BlobHash],
    before: &BTreeMap<String, [u8; 32]>,
    events: &dyn Events,
) -> Result<Thumbnails, Error> {
    let known = images.iter().flat_map(paths_of);
    let known = known.filter(|path| before.contains_key(path));
    let there: HashMap<String, [u8; 32]> = hash_files(out, known)
        .into_iter()
        .filter_map(|(path, hash)| Some((path, hash.ok()?)))
        .filter(|(path, hash)| before.get(path) == Some(hash))
        .collect();
    let mut done = Thumbnails::default();
    let mut missing = Vec::new();
    for image in images {
        let paths = paths_of(image);
        let hashes: Vec<[u8; 32]> = paths.iter().filter_map(|path| there.get(path).copied()).collect();
        if hashes.len() == paths.len() {
            done.images.insert(image.0);
            done.named.extend(paths.into_iter().zip(hashes));
        } else {
            missing.push(image);
        }
    }
    let mut progress = events.begin("making small copies", missing.len() as u64);
    for (batch, at) in missing.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let made: Vec<Result<Option<[Named; 2]>, Error>> =
            batch.par_iter().map(|image| make(out, image)).collect();
        for (made, image) in made.into_iter().zip(batch) {
            match made? {
                Some(named) => {
                    done.named.extend(named);
                    done.images.insert(image.0);
                }
                None => done.failed += 1,
            }
        }
        progress.at(at + batch.len() as u64);
    }
    Ok(done)
}

/// Writes a photograph's thumbnails; `None` if the document cannot be decoded: a capture may name any document.
fn make(out: &Path, image: &BlobHash) -> Result<Option<[Named; 2]>, Error> {
    let limits = Limits::default();
    let bytes = match read(&out.join(layout::document(image)), limits.bytes) {
        Ok(bytes) => bytes,
        Err(FileError::TooLong { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let Ok(copies) = thumbnails(&bytes, &limits) else {
        return Ok(None);
    };
    let [thumbnail, web] = paths_of(image);
    make_folders(out, [thumbnail.as_str()])?;
    write(&out.join(&thumbnail), &copies.thumbnail)?;
    write(&out.join(&web), &copies.web)?;
    Ok(Some([
        (thumbnail, Sha256::digest(&copies.thumbnail).into()),
        (web, Sha256::digest(&copies.web).into()),
    ]))
}
