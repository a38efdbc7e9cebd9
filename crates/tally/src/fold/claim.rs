//! `claim`: figures that somebody announced.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use crate::refusal::Refusal;
use model::Claim;
use record::ClaimBody;

/// A claim with its place in the log. A later one of the same account and id takes its place.
#[derive(Debug, Clone)]
pub struct ClaimRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// What was announced.
    pub claim: Claim,
}

impl FoldIn for ClaimBody {
    fn ends_with_close(&self) -> bool {
        true
    }

    fn check(&self, fold: &Fold, _: u64, _: &[Authorised]) -> Result<(), Refusal> {
        fold.accounts.declared(&self.claim.account).map(|_| ())
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, _: &[Authorised]) {
        let claim = self.claim.of_election(&fold.definition.election);
        let name = (claim.account.clone(), claim.id.clone());
        let at = *fold.claims_by_name.entry(name).or_insert(fold.claims.len());
        let row = ClaimRow { entry, claim };
        match fold.claims.get_mut(at) {
            Some(before) => *before = row,
            None => fold.claims.push(row),
        }
    }
}
