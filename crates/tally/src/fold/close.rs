//! `close`: the end of what is taken in.

use super::{Fold, FoldIn};
use crate::keys::{Authorised, KeyNumber};
use model::Hour;
use record::Close;

/// The entry after which nothing more is taken in.
#[derive(Debug, Clone)]
pub struct CloseRow {
    /// Its place in the log.
    pub entry: u64,
    /// When it was written.
    pub at: Hour,
    /// Who signed it, the first of those who may close.
    pub signer: KeyNumber,
    /// Why.
    pub reason: String,
}

impl FoldIn for Close {
    fn ends_with_close(&self) -> bool {
        true
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, signers: &[Authorised]) {
        fold.closed = signers.first().map(|signer| CloseRow {
            entry,
            at: self.at,
            signer: signer.key,
            reason: self.reason,
        });
    }
}
