//! The passages of recorded documents, for telling which sources repeat one another.

use record::Source;
use tally::analysis::Passages;
use tally::analysis::passages::{MAX_BYTES, is_text, text_of};
use tlog::Blobs;

/// The passages of a source; `None` where it is no text, is too long or is not kept here.
///
/// # Errors
/// Where the document cannot be read or is not what its name says.
pub async fn of_source(blobs: &Blobs, source: &Source) -> Result<Option<Passages>, tlog::Error> {
    if !is_text(&source.media) || source.bytes > MAX_BYTES as u64 {
        return Ok(None);
    }
    match blobs.get(source.document, MAX_BYTES).await {
        Ok(bytes) => Ok(text_of(&source.media, &bytes).as_deref().and_then(Passages::of)),
        Err(tlog::Error::Missing { .. } | tlog::Error::TooLong { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
