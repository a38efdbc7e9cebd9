//! `election`: the definition, which only the first entry may be.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use crate::refusal::Refusal;
use record::{BlobHash, ElectionBody};

impl FoldIn for ElectionBody {
    fn check(&self, _: &Fold, entry: u64, _: &[Authorised]) -> Result<(), Refusal> {
        if entry > 0 {
            return Err(Refusal::SecondElection);
        }
        Ok(())
    }

    fn apply(self: Box<Self>, fold: &mut Fold, _: u64, _: &[Authorised]) {
        fold.needed.insert(self.definition);
        let map = fold.definition.election.map.as_ref();
        let document = map.and_then(|map| map.document.as_ref()?.parse::<BlobHash>().ok());
        fold.needed.extend(document);
        fold.blobs.extend(&fold.needed);
    }
}
