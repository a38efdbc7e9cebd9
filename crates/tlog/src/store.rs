//! The half of this crate that reads and writes: a log in an object store.
//!
//! [`Writer`], [`Reader`], [`Blobs`], [`TreeCheck`] and [`copy_log`] wait on a store and on nothing else. What the
//! files say, how proofs are verified and what a policy accepts is for the other half, at the crate's root, which
//! knows no store. This half is the feature `store`, on by default.

mod blobs;
mod check;
mod commit;
mod copy;
mod files;
mod folder;
mod reader;
mod tree;
mod writer;

pub use blobs::Blobs;
pub use check::{BadFile, MAX_REPORTED_FILES, TreeCheck, TreeReport};
pub use commit::MAX_COMMIT_BYTES;
pub use copy::{Copied, check_earlier, copy_checkpoints, copy_hashes, copy_log, copy_verified};
pub use files::COSIGNED;
pub use folder::local;
pub use reader::Reader;
pub use writer::{Appended, RECOMMENDED_APPEND, Writer};
