//! An append-only, tamper-evident log on any object store, after [C2SP tlog-tiles].
//!
//! A log is a list of entries (bytes), a Merkle tree over them, and a signed *checkpoint* that
//! states the tree's size and root. It lies in an object store as plain files, so that any file
//! server can publish it and anybody can check it. This crate knows nothing of elections.
//!
//! * [`Writer`] takes entries and gives, once they are durable *and* integrated, their indices and
//!   a checkpoint. Two writers on one store can never fork the log.
//! * [`Reader`] gives entries and proofs, reading a number of tiles logarithmic in the log's size,
//!   and checks each tile against the root.
//! * [`TreeCheck`] checks a whole log and says which files are wrong; [`copy_log`] mirrors one.
//! * [`Proof`], [`Policy`], [`verify_inclusion`], [`verify_consistency`] verify offline.
//! * [`Blobs`] keeps documents beside the tiles, named by their SHA-256.
//!
//! All waiting is on the store; it works under any executor, and a local store uses tokio's
//! blocking threads when there is a tokio runtime (without one it blocks the calling thread).
//!
//! ```
//! use std::sync::Arc;
//! use object_store::memory::InMemory;
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let store = Arc::new(InMemory::new()); // or tlog::local("my-election/log")?
//! let key = note::SigningKey::from_seed("example.org/log".parse()?, [7; 32]);
//!
//! let mut writer = tlog::Writer::create(store.clone(), "", key.clone()).await?;
//! let appended = writer.append(&["first entry", "second entry"]).await?;
//! assert_eq!(appended.first, 0);
//!
//! let reader = tlog::Reader::open(store, "").await?;
//! let proof = reader.prove_entry(1).await?; // a file that proves the second entry, offline
//! let policy = format!("log {}\nquorum none\n", key.verifying_key());
//! let policy = tlog::Policy::parse(policy.as_bytes())?;
//! let accepted = tlog::Proof::parse(proof.to_text().as_bytes())?.verify(b"second entry", &policy)?;
//! assert_eq!(accepted.size, 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```
//!
//! [C2SP tlog-tiles]: https://c2sp.org/tlog-tiles

mod blob;
mod bundle;
mod check;
mod checkpoint;
mod commit;
mod copy;
mod cosignature;
mod error;
mod files;
mod hash;
mod place;
mod policy;
mod proof;
mod reader;
mod tile;
mod tree;
mod verify;
mod writer;

pub use blob::{Blobs, MAX_BLOB_BYTES, blob_path};
pub use bundle::{Bundle, MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES};
pub use check::{BadFile, MAX_REPORTED_FILES, TreeCheck, TreeReport};
pub use checkpoint::{Checkpoint, MAX_CHECKPOINT_BYTES, SignedCheckpoint};
pub use commit::MAX_COMMIT_BYTES;
pub use copy::{Copied, check_earlier, copy_log, copy_log_telling};
pub use cosignature::{Cosigned, cosign, cosignatures};
pub use error::{Error, Result};
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use place::local;
pub use policy::{Accepted, Policy, PolicyLog, PolicyWitness};
pub use proof::{MAX_PROOF_BYTES, Proof};
pub use reader::Reader;
pub use tile::{FULL_WIDTH, LogFile, Tile, expected_files};
pub use verify::{MAX_PROOF_HASHES, verify_consistency, verify_inclusion};
pub use writer::{Appended, RECOMMENDED_APPEND, Writer};
