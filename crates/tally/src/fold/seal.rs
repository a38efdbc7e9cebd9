//! `seal`: figures that were typed and are shown later.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use crate::refusal::Refusal;
use record::Seal;

impl FoldIn for Seal {
    fn ends_with_close(&self) -> bool {
        true
    }

    fn check(&self, fold: &Fold, _: u64, signers: &[Authorised]) -> Result<(), Refusal> {
        let contest = fold.definition.contest(self.contest.as_str())?;
        // Or one key could type a photograph many times over, and open whichever others agree with.
        let before = |signer: &Authorised| fold.evidence.has_sealed(signer.key, self.image, contest);
        match signers.first().is_some_and(before) {
            true => Err(Refusal::SecondSeal),
            false => Ok(()),
        }
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, signers: &[Authorised]) {
        if let Ok(contest) = fold.definition.contest(self.contest.as_str()) {
            let sealed = (self.reading, contest, self.image);
            fold.evidence.add_seal(entry, sealed, signers);
        }
    }
}
