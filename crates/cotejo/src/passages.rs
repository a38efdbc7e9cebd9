//! The passages of recorded documents, for telling which sources repeat one another.

use crate::election::Folder;
use record::Source;
use tally::analysis::Passages;
use tally::analysis::passages::{MAX_BYTES, is_text, text_of};
use tlog::Blobs;

/// The passages of a source; `None` where it is no text, is too long or is not kept here.
pub(crate) fn of_source(folder: &Folder, blobs: &Blobs, source: &Source) -> anyhow::Result<Option<Passages>> {
    if !is_text(&source.media) || source.bytes > MAX_BYTES as u64 {
        return Ok(None);
    }
    match folder.wait(blobs.get(source.document, MAX_BYTES)) {
        Ok(bytes) => Ok(text_of(&source.media, &bytes).as_deref().and_then(Passages::of)),
        Err(tlog::Error::Missing { .. } | tlog::Error::TooLong { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
