//! The record's documents in a publication's folder: each is checked against its name.

use crate::blocking::blocking_telling;
use crate::hash::hash_files;
use crate::{Error, Events, thumbnails};
use record::BlobHash;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tally::Tally;
use tlog::Blobs;

/// What was copied.
#[derive(Default)]
pub(crate) struct Documents {
    /// The paths of the documents that are in the folder: their names are their hashes.
    pub(crate) named: BTreeSet<String>,
    /// The documents that cannot be published, by their names, and why.
    pub(crate) lacking: BTreeMap<BlobHash, tlog::Error>,
    /// The paths of documents that were there with other bytes than their names say.
    pub(crate) changed: BTreeSet<String>,
}

/// The files that are not passed on of a record's withheld documents: themselves and their small copies.
pub(crate) fn withheld_files(tally: &Tally) -> BTreeSet<String> {
    let documents = tally.withheld().map(|row| &row.withhold.document);
    let files = documents.flat_map(|name| {
        let [thumbnail, web] = thumbnails::paths_of(name);
        [layout::document(name), thumbnail, web]
    });
    files.collect()
}

/// Copies the documents of these names that are not there. Every one that is there is hashed: whoever can write to the
/// folder could have changed it, and what its name does not say must not be published. Such a file is replaced by the right
/// bytes.
pub(crate) async fn copy_documents(
    names: BTreeSet<BlobHash>,
    from: &Blobs,
    out: &Path,
    events: &dyn Events,
) -> Result<Documents, Error> {
    let to = Blobs::open(tlog::local(out.join(layout::LOG))?, "")?;
    let (folder, hashed) = (out.to_owned(), names.clone());
    let there: BTreeMap<String, [u8; 32]> = blocking_telling(events, move |_| {
        let paths = hashed.iter().map(layout::document);
        let read = hash_files(&folder, paths).into_iter();
        read.filter_map(|(path, hash)| Some((path, hash.ok()?))).collect()
    })
    .await;
    let mut done = Documents::default();
    let mut progress = events.begin("copying documents", names.len() as u64);
    for (name, number) in names.into_iter().zip(1..) {
        let path = layout::document(&name);
        let found = there.get(&path);
        if found != Some(&name.0) {
            if found.is_some() {
                done.changed.insert(path.clone());
            }
            match from.get(name, tlog::MAX_BLOB_BYTES).await {
                Ok(bytes) => to.put(bytes).await?,
                Err(error @ (tlog::Error::Missing { .. } | tlog::Error::HashDiffers { .. })) => {
                    done.lacking.insert(name, error);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
        }
        done.named.insert(path);
        progress.at(number);
    }
    Ok(done)
}
