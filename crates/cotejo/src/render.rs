//! Words and tables for people, and their JSON, that several verbs print.

pub(crate) mod claim;
pub(crate) mod photograph;
