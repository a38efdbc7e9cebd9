//! An append-only, tamper-evident log on any object store, after [C2SP tlog-tiles].
//!
//! A log is a list of entries (bytes), a Merkle tree over them, and a signed *checkpoint* that
//! states the tree's size and root. It lies in an object store as plain files, so that any file
//! server can publish it and anybody can check it. This crate knows nothing of elections.
//!
//! It has two halves. **Formats, proofs and policies** do no input or output: bytes in, values out.
//!
//! * [`Checkpoint`] and [`SignedCheckpoint`], [`Tile`] and [`LogFile`], [`Bundle`], [`entry_path`], [`blob_path`]: what the files of a
//!   log are called and what they hold.
//! * [`Proof`], [`verify_inclusion`], [`verify_consistency`]: proofs, verified offline.
//! * [`Policy`], [`cosign`], [`cosignatures`]: which logs are trusted, and which witnesses must have cosigned.
//!
//! ```
//! # use std::str::FromStr as _;
//! let key = note::SigningKey::from_seed("example.org/log".parse()?, [7; 32]);
//! let entry = b"the only entry";
//!
//! // What a log signs of its one entry, and what somebody who trusts its key makes of the file.
//! let checkpoint = tlog::Checkpoint::new("example.org/log", 1, tlog::leaf_hash(entry))?;
//! let file = tlog::SignedCheckpoint::sign(checkpoint, &key)?.to_bytes();
//! let signed = tlog::SignedCheckpoint::parse(&file)?;
//! signed.verify(key.verifying_key())?;
//! tlog::verify_inclusion(&tlog::leaf_hash(entry), 0, signed.size(), &[], &signed.root())?;
//!
//! assert_eq!(tlog::LogFile::entries_in_tree(0, signed.size()).unwrap().path(), "tile/entries/000.p/1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **[`store`]** (the feature of that name, on by default) reads and writes a log in an object store.
//!
//! * [`Writer`] takes entries and gives, once they are durable *and* integrated, their indices and
//!   a checkpoint. Two writers on one store can never fork the log.
//! * [`Reader`] gives entries and proofs, reading a number of tiles logarithmic in the log's size,
//!   and checks each tile against the root.
//! * [`TreeCheck`] checks a whole log and says which files are wrong; [`copy_log`] mirrors one.
//! * [`Blobs`] keeps documents beside the tiles, named by their SHA-256.
//!
//! All waiting is on the store; it works under any executor, and a local store uses tokio's
//! blocking threads when there is a tokio runtime (without one it blocks the calling thread).
//!
#![cfg_attr(feature = "store", doc = "```")]
#![cfg_attr(not(feature = "store"), doc = "```ignore")]
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

mod blob_path;
mod bundle;
mod checkpoint;
mod cosignature;
mod entry_path;
mod error;
mod hash;
mod policy;
mod proof;
#[cfg(feature = "store")]
pub mod store;
mod tile;
mod verify;
mod witness_key;

pub use blob_path::{MAX_BLOB_BYTES, blob_path};
pub use bundle::{Bundle, MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES};
pub use checkpoint::{Checkpoint, MAX_CHECKPOINT_BYTES, SignedCheckpoint};
pub use cosignature::{Cosigned, cosign, cosignatures};
pub use entry_path::{entry_index, entry_path};
pub use error::{Error, Fault, Result};
pub use hash::{Hash, NotAHash, empty_root, leaf_hash, node_hash};
pub use policy::{Accepted, Policy, PolicyLog, PolicyWitness};
pub use proof::{MAX_PROOF_BYTES, Proof};
#[cfg(feature = "store")]
pub use store::{
    Appended, BadFile, Blobs, COSIGNED, Copied, MAX_COMMIT_BYTES, MAX_REPORTED_FILES, RECOMMENDED_APPEND,
    Reader, TreeCheck, TreeReport, Writer, check_earlier, copy_checkpoints, copy_hashes, copy_log,
    copy_verified, local,
};
pub use tile::{FULL_WIDTH, LogFile, Tile, expected_files, tile_bytes};
pub use verify::{MAX_PROOF_HASHES, verify_consistency, verify_inclusion};
pub use witness_key::{MAX_WITNESS_KEY_BYTES, MlDsa44Key, MlDsa44SigningKey, WitnessKey};
