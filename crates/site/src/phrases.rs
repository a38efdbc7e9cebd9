//! The tables of phrases, by what they speak of.

pub(crate) mod claims;
pub(crate) mod page;
pub(crate) mod result;
pub(crate) mod terms;
