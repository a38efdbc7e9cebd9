//! The passages of recorded documents, for telling which sources repeat one another.

use crate::election::Folder;
use ::passages::{MAX_BYTES, Passages, may_compare};
use record::Source;
use tlog::Blobs;

/// The passages of a source; `None` where it is no text, is too long or is not kept here.
pub(crate) fn of_source(folder: &Folder, blobs: &Blobs, source: &Source) -> anyhow::Result<Option<Passages>> {
    if !may_compare(&source.media, source.bytes) {
        return Ok(None);
    }
    match folder.wait(blobs.get(source.document, MAX_BYTES)) {
        Ok(bytes) => Ok(Passages::of_document(&source.media, &bytes)),
        Err(tlog::Error::Missing { .. } | tlog::Error::TooLong { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
