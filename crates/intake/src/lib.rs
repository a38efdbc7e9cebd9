//! Intake: an election's folder on disk, and how files become signed entries of its record.
//!
//! * [`ElectionFolder`] is the folder: the definition, the private keys, the log and its documents.
//! * [`begin`] makes one from a definition, [`amend`] changes its words, [`accounts`] adds accounts, [`register_add`] stations;
//!   [`keys`] says who may do what.
//! * [`rows`] takes in result files, [`photographs`] photographs of tally sheets, [`documents`] news reports and
//!   communiqués, [`claims`] announcements.
//! * [`statements`] records observations, what is withheld, and that nothing more is taken in.
//! * [`station_index`] finds a station's entries without reading the whole log.
//!
//! Before anything is signed the tally is asked whether it will count ([`WouldNotCount`]): what the fold would refuse is
//! refused here, with the fold's own reason, and is not written.
//!
//! Nothing here prints, reads a clock, or makes a runtime: I/O is asynchronous, on any tokio runtime, whose blocking
//! threads do the long work; the hour comes in as an argument; progress and warnings go to
//! [`Events`](publication::Events). The example `take_in_a_file` takes in a result file by what is public here.

pub mod accounts;
mod allowed;
pub mod amend;
pub mod begin;
pub mod claims;
mod codes;
pub mod decisions;
pub mod documents;
mod error;
mod folder;
pub mod keys;
mod mistakes;
pub mod photographs;
pub mod recover;
mod register;
pub mod register_add;
pub mod rows;
pub mod statements;
pub mod station_index;

pub use allowed::WouldNotCount;
pub use codes::WrongCode;
pub use error::{Error, Result};
pub use folder::{DEFINITION, ElectionFolder, LOG_KEY, OPERATOR_KEY};
pub use mistakes::Mistakes;
