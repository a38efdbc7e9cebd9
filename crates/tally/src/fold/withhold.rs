//! `withhold`: documents whose bytes are not passed on.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use crate::refusal::Refusal;
use record::{BlobHash, Role, Withhold};

/// The last entry that says whether a document is withheld.
#[derive(Debug, Clone)]
pub struct WithholdRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// What it says.
    pub withhold: Withhold,
}

impl Fold {
    /// Whether a document's bytes are withheld.
    pub(crate) fn is_withheld(&self, document: &BlobHash) -> bool {
        self.withheld
            .get(document)
            .is_some_and(|row| row.withhold.withheld)
    }
}

/// Whether an operator and a reviewer are among the signers, by keys of their own.
fn has_both(signers: &[Authorised]) -> bool {
    let of = |role: Role| signers.iter().filter(move |signer| signer.role == role);
    of(Role::Operator).any(|operator| of(Role::Reviewer).any(|reviewer| reviewer.key != operator.key))
}

impl FoldIn for Withhold {
    fn check(&self, fold: &Fold, _: u64, signers: &[Authorised]) -> Result<(), Refusal> {
        if !has_both(signers) {
            return Err(Refusal::NeedsTwo);
        }
        if !fold.documents.contains(&self.document) || fold.needed.contains(&self.document) {
            return Err(Refusal::NoSuchDocument);
        }
        Ok(())
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, _: &[Authorised]) {
        let withhold = *self;
        fold.withheld
            .insert(withhold.document, WithholdRow { entry, withhold });
    }
}
