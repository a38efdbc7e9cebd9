//! `key` and `revoke`: who may write. [`Keys`](crate::Keys), which runs ahead of the fold, has taken them in.

use super::{Fold, FoldIn};
use crate::keys::Authorised;
use record::{KeyBody, Revoke};

impl FoldIn for KeyBody {
    fn apply(self: Box<Self>, _: &mut Fold, _: u64, _: &[Authorised]) {}
}

impl FoldIn for Revoke {
    fn apply(self: Box<Self>, _: &mut Fold, _: u64, _: &[Authorised]) {}
}
