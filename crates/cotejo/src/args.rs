//! Arguments that several verbs take.

pub(crate) mod format;
pub(crate) mod scope;
