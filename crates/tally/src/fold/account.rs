//! `account`: an account that the definition does not name, or further stages of one.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use crate::refusal::Refusal;
use record::AccountBody;

impl FoldIn for AccountBody {
    fn check(&self, fold: &Fold, _: u64, _: &[Authorised]) -> Result<(), Refusal> {
        fold.accounts.check(self)
    }

    fn apply(self: Box<Self>, fold: &mut Fold, _: u64, _: &[Authorised]) {
        fold.accounts.declare(&self);
    }
}
