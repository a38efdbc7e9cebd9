//! The fold: from a log's entries to the state of every station, totals by area for every account,
//! findings, and accounts laid side by side.
//!
//! It takes the bytes of the entries in the order of the log and a way to get blobs, and gives a
//! [`Tally`]. It does no I/O of its own. The same entries give the same tally on every machine.
//!
//! ```
//! use tally::{Replay, Start, View, totals::Group};
//! # use record::{Body, ElectionBody, BlobHash};
//! # struct One(Vec<u8>);
//! # impl tally::Blobs for One {
//! #     fn get(&self, _: &BlobHash) -> Result<bytes::Bytes, String> { Ok(self.0.clone().into()) }
//! # }
//! # let election: model::Election = model::document::parse(
//! #     "id='e'\nname='E'\ndate='2026-05-10'\norigin='count.example/e'\n[[contests]]\nid='c'\nname='C'\noptions=[{id='a',name='A'}]")?;
//! # let blobs = One(serde_json::to_vec(&election)?);
//! # let operator = note::SigningKey::from_seed("operator".parse()?, [1; 32]);
//! # let log = note::SigningKey::from_seed("count.example/e".parse()?, [2; 32]);
//! # let body = Body::Election(ElectionBody { election: "e".parse()?, definition: BlobHash::of(&blobs.0),
//! #     operator: operator.verifying_key().to_string(), log: log.verifying_key().to_string(), at: "2026-05-10T20Z".parse()? });
//! # let entries = vec![bytes::Bytes::from(record::sign(&body, &[&operator])?)];
//! // `entries` are the log's entries, `blobs` gives the definition and the register.
//! let start = Start::read(&entries[0], &blobs)?;
//! let mut replay = Replay::new(&start, &blobs);
//! let mut windows = Some(entries).into_iter();
//! replay.run(|| Ok::<_, ()>(windows.next()), |_first, _hashes| Ok(())).expect("no errors of ours");
//! let tally = replay.finish();
//! assert_eq!(tally.totals(View::Accepted, 0, None, Group::Whole)[0].coverage.stations, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod areas;
mod chunk;
pub mod compare;
pub mod finding;
pub mod fold;
pub mod keys;
pub mod readings;
pub mod refusal;
pub mod replay;
pub mod state;
pub mod stations;
mod sweep;
pub mod tally;
pub mod totals;

pub use areas::{AreaNumber, Areas};
pub use compare::Comparison;
pub use finding::Finding;
pub use fold::{Blobs, CaptureRow, ClaimRow, RulingRow, SourceRow};
pub use keys::Keys;
pub use readings::{AccountNumber, ContestNumber, ReadingRow, Readings};
pub use refusal::{Refusal, Refused, RefusedEntries};
pub use replay::{Replay, Start, StartError, WINDOW};
pub use state::{ReadingNumber, StateKind};
pub use stations::{StationNumber, Stations};
pub use tally::{Tally, View};
pub use totals::{Coverage, Group, Sum, Total, Totals};
