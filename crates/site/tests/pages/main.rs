//! The pages as readers and browsers see them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod area;
mod claims;
mod compare;
mod data;
mod further_figures;
mod glossary;
mod map;
mod result;
mod sections;
mod support;
mod whole;
