//! Verifying a published folder.

mod problem;

pub use problem::{Problem, ProblemCode};
