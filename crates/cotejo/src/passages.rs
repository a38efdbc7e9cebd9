//! The passages of recorded documents, for telling which sources repeat one another.

use crate::election::Folder;
use ::passages::Passages;
use record::Source;
use tlog::Blobs;

/// The passages of a source; `None` where it is no text, is too long or is not kept here.
pub(crate) fn of_source(folder: &Folder, blobs: &Blobs, source: &Source) -> anyhow::Result<Option<Passages>> {
    Ok(folder.wait(publication::source_passages::of_source(blobs, source))?)
}
