//! `key`, `revoke` and `recover`: who may write. [`Keys`](crate::Keys) and [`Succession`](crate::Succession), which run
//! ahead of the fold, have taken them in.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use record::{KeyBody, Recover, Revoke};

impl FoldIn for KeyBody {
    fn apply(self: Box<Self>, _: &mut Fold, _: u64, _: &[Authorised]) {}
}

impl FoldIn for Revoke {
    fn apply(self: Box<Self>, _: &mut Fold, _: u64, _: &[Authorised]) {}
}

impl FoldIn for Recover {
    fn apply(self: Box<Self>, _: &mut Fold, _: u64, _: &[Authorised]) {}
}
