//! The published folder of an election's record: what lies in it, how it is made from a log, and how anyone checks it.

pub mod events;
pub mod files;
pub mod replay;
pub mod seconds;

pub use events::{Events, Progress, Silent};
pub use seconds::Seconds;
