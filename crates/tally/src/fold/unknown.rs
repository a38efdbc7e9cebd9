//! Entries of types that this version does not know: kept and ignored.

use super::{Fold, FoldIn};
use crate::keys::Authorised;

/// The most types that are remembered among those that this version does not know.
const MAX_TYPES: usize = 100;

/// An entry of an unknown type, by its first line.
#[derive(Debug)]
pub(super) struct Unknown(pub(super) String);

impl FoldIn for Unknown {
    fn apply(self: Box<Self>, fold: &mut Fold, _: u64, _: &[Authorised]) {
        let types = &mut fold.unknown_types;
        if types.len() < MAX_TYPES || types.contains_key(&self.0) {
            *types.entry(self.0).or_default() += 1;
        }
    }
}
