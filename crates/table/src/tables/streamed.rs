//! A table whose rows a function streams.

use crate::export::{Cell, Column, Table};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// What is called with each row.
pub(super) type Each<'e> = &'e mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>;

/// A table whose rows a function streams.
pub(super) struct Streamed<C, F> {
    pub(super) name: String,
    /// Made each time they are asked for: those of thousands of contests would take more than their rows.
    pub(super) columns: C,
    pub(super) rows: F,
}

impl<C: Fn() -> Vec<Column>, F: Fn(Each<'_>) -> ControlFlow<()>> Table for Streamed<C, F> {
    fn name(&self) -> &str {
        &self.name
    }
    fn columns(&self) -> Cow<'_, [Column]> {
        Cow::Owned((self.columns)())
    }
    fn rows(&self, each: Each<'_>) -> ControlFlow<()> {
        (self.rows)(each)
    }
}
