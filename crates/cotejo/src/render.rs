//! Words and tables for people, and their JSON, that verbs print.

pub(crate) mod claim;
pub(crate) mod comparison;
pub(crate) mod next;
pub(crate) mod photograph;
pub(crate) mod refused;
pub(crate) mod station;
pub(crate) mod total;

#[cfg(test)]
mod reader_tests;
