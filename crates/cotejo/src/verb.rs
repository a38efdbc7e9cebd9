//! The verbs, one module each.

pub(crate) mod account;
pub(crate) mod amend;
pub(crate) mod claim;
pub(crate) mod close;
pub(crate) mod compare;
pub(crate) mod correct;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod new;
pub(crate) mod observe;
pub(crate) mod print;
pub(crate) mod prove;
pub(crate) mod publish;
pub(crate) mod read;
pub(crate) mod recover;
pub(crate) mod register;
pub(crate) mod rule;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod simulate;
pub(crate) mod source;
pub(crate) mod tally;
pub(crate) mod verify;
pub(crate) mod withhold;
