//! Signed notes and their keys, after [C2SP signed-note].
//!
//! A *note* is text followed by the signatures of one or more keys. It is the one signing format
//! here: entries, checkpoints and cosignatures are all notes. This crate knows nothing of elections
//! or of logs.
//!
//! It takes bytes from strangers and gives a [`Note`] (or a [`NoteRef`], which borrows them), and
//! says which of the keys that the caller knows have signed it. Signatures are Ed25519, and what
//! counts as a valid one is defined by [ZIP 215], so that checking one by one and checking in
//! batches ([`verify_batch`]) agree on every input. It has no clock and no randomness: seeds and
//! times come in as arguments.
//!
//! ```
//! use note::{Note, SigningKey};
//!
//! let key = SigningKey::from_seed("example.org/ana".parse()?, [7; 32]);
//! let bytes = Note::sign("station 12: 310 votes\n", &[&key])?.to_bytes();
//!
//! let note = Note::parse(&bytes)?;
//! let public = key.verifying_key().to_string(); // "example.org/ana+…+AZ…"
//! let known = [public.parse()?];
//! assert_eq!(note.verify(&known)?[0].name().as_str(), "example.org/ana");
//!
//! let forged = String::from_utf8(bytes)?.replace("310", "910");
//! assert!(Note::parse(forged.as_bytes())?.verify(&known).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [C2SP signed-note]: https://c2sp.org/signed-note
//! [ZIP 215]: https://zips.z.cash/zip-0215

mod batch;
mod cosignature;
pub mod digest;
mod error;
mod key;
mod name;
mod parse;
mod signature;
mod text;

pub use batch::{BatchItem, RECOMMENDED_BATCH, verify_batch};
pub use cosignature::cosignature_message;
pub use digest::{BlobHash, EntryName, HashError, LeafHash};
pub use error::{Error, Result};
pub use key::{KeyId, KeyKind, SigningKey, VerifyingKey, split_any_key};
pub use name::{KeyName, MAX_KEY_NAME_BYTES};
pub use parse::{MAX_NOTE_BYTES, MAX_SIGNATURES, NoteRef, SignatureRef};
pub use signature::Signature;
pub use text::Note;
