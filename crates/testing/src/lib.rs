//! What the tests of many crates need: small elections, sheets, signed records, and logs of them in memory; made-up
//! result files, and the paths of real ones; JSON that must be refused.
//!
//! A dev-dependency only. Everything panics where it cannot be made: a test that cannot be set up has failed.
//!
//! ```
//! use tally::{Group, View};
//! use testing::{Record, counts, definition, station};
//!
//! let mut record = Record::with_importer(&definition(&["state"], "[acceptance]\nagree = 1"));
//! record.register(&[station("s1", &["1"], Some(400))]);
//! record.reading("council", "s1", counts(400, 3, &[("ana", 300), ("luis", 50)]));
//! let total = &record.tally().totals(View::Accepted, 0, None, Group::Whole)[0];
//! assert_eq!((total.coverage.stations, total.options_sum()), (1, 350));
//! ```

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod election;
mod files;
pub mod json;
mod key;
mod municipal;
mod signed;

pub use election::{ACCOUNTS, counts, definition, election, station};
pub use files::{not_run, real_data, sample};
pub use key::key;
pub use municipal::municipal;
pub use signed::{Record, fold, key_body, revoke_body, vkey};
