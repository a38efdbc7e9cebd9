//! A table whose rows a function streams.

use super::Shape;
use crate::export::{Cell, Column, Table};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// What is called with each row.
pub(super) type Each<'e> = &'e mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>;

/// A table whose rows a function streams.
pub(super) struct Streamed<S, F> {
    name: String,
    /// Its shape, made each time the columns are asked for: those of thousands of contests would take more than their rows.
    shape: S,
    rows: F,
}

impl<S: Fn() -> Shape, F: Fn(Each<'_>) -> ControlFlow<()>> Streamed<S, F> {
    pub(super) fn new(shape: S, rows: F) -> Streamed<S, F> {
        let name = shape().name;
        Streamed { name, shape, rows }
    }
}

impl<S: Fn() -> Shape, F: Fn(Each<'_>) -> ControlFlow<()>> Table for Streamed<S, F> {
    fn name(&self) -> &str {
        &self.name
    }
    fn columns(&self) -> Cow<'_, [Column]> {
        Cow::Owned((self.shape)().columns)
    }
    fn rows(&self, each: Each<'_>) -> ControlFlow<()> {
        (self.rows)(each)
    }
}
