//! The passages of recorded documents, for telling which sources repeat one another.

use ::passages::{MAX_BYTES, Passages, may_compare};
use record::Source;
use tlog::Blobs;

/// The passages of a source; `None` where it is no text, is too long or is not kept here.
///
/// # Errors
/// [`tlog::Error::HashDiffers`] where the document is not what its name says, [`tlog::Error::Store`] where it
/// cannot be read.
pub async fn of_source(blobs: &Blobs, source: &Source) -> Result<Option<Passages>, tlog::Error> {
    if !may_compare(&source.media, source.bytes) {
        return Ok(None);
    }
    match blobs.get(source.document, MAX_BYTES).await {
        Ok(bytes) => Ok(Passages::of_document(&source.media, &bytes)),
        Err(tlog::Error::Missing { .. } | tlog::Error::TooLong { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
