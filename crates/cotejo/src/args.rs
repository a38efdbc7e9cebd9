//! Arguments that several verbs take.

pub(crate) mod scope;
