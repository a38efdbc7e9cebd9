//! The entries of an election's public record, and which role may write which.
//!
//! An *entry* is the bytes of one leaf of the log: a C2SP signed note whose text is two lines, the type
//! and one JSON object. This crate makes and parses those bytes, says which role may write what, and
//! names blobs. It reads and writes no files and verifies no signatures by itself; see `docs/record.md`
//! for the format as such.
//!
//! ```
//! use record::{Body, Entry, Source};
//!
//! let key = note::SigningKey::from_seed("importer-campaign".parse()?, [7; 32]);
//! let body = Body::Source(Source {
//!     election: "example-2026".parse()?,
//!     document: record::BlobHash::of(b"the file's bytes"),
//!     bytes: 16,
//!     media: "text/csv".into(),
//!     title: "sheets.csv".into(),
//!     publisher: "Campaign".into(),
//!     date: None,
//!     at: "2026-05-10T22Z".parse()?,
//! });
//! let bytes = record::sign(&body, &[&key])?;
//!
//! let entry = Entry::parse(&bytes)?;
//! assert_eq!(entry.body, body);
//! assert_eq!(entry.note.signatures()[0].name(), "importer-campaign");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod entry;
pub mod json;
mod reading_name;
pub mod register;
pub mod role;
pub mod types;

pub use entry::{Entry, EntryError, MAX_ENTRY_BYTES, MAX_SIGNERS, length, name, sign, stated_type};
pub use note::digest::{BlobHash, Commitment, EntryName, HashError, LeafHash, Salt};
pub use reading_name::{ReadingName, ReadingNameError};
pub use role::Role;
pub use types::account::AccountBody;
pub use types::amend::Amend;
pub use types::capture::Capture;
pub use types::claim::ClaimBody;
pub use types::close::Close;
pub use types::election::{ElectionBody, Recovery};
pub use types::key::KeyBody;
pub use types::reading::{Correction, Reading};
pub use types::readings::{Readings, Rows};
pub use types::recover::{MAX_KEPT, Recover};
pub use types::register::RegisterBody;
pub use types::revoke::Revoke;
pub use types::ruling::Ruling;
pub use types::seal::{Seal, seal};
pub use types::source::Source;
pub use types::statement::{MAX_ANSWERS, Statement};
pub use types::withhold::Withhold;
pub use types::{Body, ContentError, EntryType, Kind};
