//! `source`: a document that exists.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use record::Source;

/// A source document with its place in the log.
#[derive(Debug, Clone)]
pub struct SourceRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// The document.
    pub source: Source,
}

impl FoldIn for Source {
    fn ends_with_close(&self) -> bool {
        true
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, _: &[Authorised]) {
        fold.evidence.add_source(self.document);
        fold.documents.insert(self.document);
        fold.blobs.insert(self.document);
        fold.sources.push(SourceRow { entry, source: *self });
    }
}
