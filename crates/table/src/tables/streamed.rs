//! A table whose rows a function streams.

use super::Shape;
use crate::export::{Cell, Column, Table};
use std::ops::ControlFlow;

/// What is called with each row.
pub(super) type Each<'e> = &'e mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>;

/// A table whose rows a function streams.
pub(super) struct Streamed<F> {
    pub(super) shape: Shape,
    pub(super) rows: F,
}

impl<F: Fn(Each<'_>) -> ControlFlow<()>> Table for Streamed<F> {
    fn name(&self) -> &str {
        &self.shape.name
    }
    fn columns(&self) -> &[Column] {
        &self.shape.columns
    }
    fn rows(&self, each: Each<'_>) -> ControlFlow<()> {
        (self.rows)(each)
    }
}
