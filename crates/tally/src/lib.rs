//! The fold: from a log's entries to the state of every station, totals by area for every account,
//! findings, and comparisons of accounts.
//!
//! It takes the bytes of the entries in the order of the log and the blobs that it asks for, and gives a
//! [`Tally`]. It does no I/O of its own. The same entries give the same tally on every machine.
//!
//! ```
//! use tally::{FirstEntry, Replay, View, totals::Group};
//! # use record::{Body, ElectionBody, BlobHash};
//! # let election: model::Election = model::document::parse(
//! #     "id='e'\nname='E'\ndate='2026-05-10'\norigin='count.example/e'\n[[contests]]\nid='c'\nname='C'\noptions=[{id='a',name='A'}]")?;
//! # let [law, words] = [record::json::write(&election.law())?, record::json::write(&election.words())?];
//! # let operator = note::SigningKey::from_seed("operator".parse()?, [1; 32]);
//! # let log = note::SigningKey::from_seed("count.example/e".parse()?, [2; 32]);
//! # let body = Body::Election(ElectionBody { election: "e".parse()?, law: BlobHash::of(&law), words: BlobHash::of(&words),
//! #     operator: operator.verifying_key().to_string(), log: log.verifying_key().to_string(), recovery: None, at: "2026-05-10T20Z".parse()? });
//! # let entries = vec![bytes::Bytes::from(record::sign(&body, &[&operator])?)];
//! # let blobs = std::collections::HashMap::from([law, words].map(|blob| (BlobHash::of(&blob), bytes::Bytes::from(blob))));
//! // `entries` are the log's entries, `blobs` holds the law, the words and the registers.
//! let first = FirstEntry::read(&entries[0])?;
//! let start = first.start(&blobs[first.law()], &blobs[first.words()])?;
//! let pushed = Replay::new(&start).push_with(entries, |name| blobs.get(name).cloned())?;
//! let tally = pushed.replay.finish();
//! assert_eq!(tally.totals(View::Accepted, 0, None, Group::Whole)[0].coverage.stations, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod acceptance;
pub mod accounts;
pub mod areas;
mod by_area;
pub mod compare;
mod evidence;
pub mod finding;
pub mod fold;
mod held;
pub mod keys;
pub mod next_entry;
pub mod overview;
mod packed;
mod place;
mod prepare;
pub mod readings;
pub mod refusal;
pub mod replay;
mod rules_across;
mod sides;
mod standing;
pub mod start;
pub mod state;
pub mod stations;
pub mod succession;
pub mod tally;
pub mod totals;

pub use accounts::{AccountNumber, Accounts, StageNumber};
pub use areas::{AreaNumber, Areas};
pub use compare::Comparison;
pub use finding::Finding;
pub use fold::{CaptureRow, ClaimRow, CloseRow, RulingRow, SourceRow, StatementRow, WithholdRow, WordsRow};
pub use keys::{Authorised, GrantNumber, KeyNumber, Keys};
pub use next_entry::{NextEntry, NextRow, NextRows};
pub use overview::Overview;
pub use readings::{ContestNumber, ReadingPlace, ReadingRow, Readings, Voice};
pub use refusal::{Refusal, Refused, RefusedEntries};
pub use replay::{Again, Pushed, Replay, Step, WINDOW, WINDOW_BYTES, Wanted};
pub use start::{FirstEntry, Start, StartError};
pub use state::{ReadingNumber, StateKind};
pub use stations::{StationNumber, Stations};
pub use succession::Succession;
pub use tally::{MAX_EXTENT, Tally, View};
pub use totals::{Ballots, Coverage, Group, MoreThanExpected, Sum, Total, Totals, Voters};
