//! The vocabulary of an election count and the rules that a tally sheet must satisfy.
//!
//! This crate is values only: no files, no clock, no randomness, no signatures. It takes the text of
//! an election's definition and the figures of a sheet, and gives typed values and the list of rules
//! that a sheet breaks.
//!
//! ```
//! use model::{Counts, Election, Figure, Rule};
//!
//! let election: Election = model::document::parse(
//!     r#"
//!     id = "example-2026"
//!     name = "Example"
//!     date = "2026-05-10"
//!     origin = "count.example/2026"
//!     levels = ["district"]
//!
//!     [[contests]]
//!     id = "mayor"
//!     name = "Mayor"
//!     options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
//!     "#,
//! )?;
//! let mut counts = Counts::default();
//! counts.valid = Figure::Read(301);
//! counts.set_option("ana".parse()?, Figure::Read(200));
//! counts.set_option("luis".parse()?, Figure::Read(100));
//!
//! let broken = model::rules::check(&counts, &election.contests[0], &election);
//! assert_eq!(broken[0].rule, Rule::SumNotValid); // 200 + 100 is not 301
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod claim;
pub mod color;
pub mod counts;
pub mod date;
pub mod document;
pub mod election;
pub mod figure;
pub mod id;
pub mod location;
pub mod lookalike;
pub mod mask;
pub mod name;
pub mod names;
pub mod percent;
pub mod register;
pub mod rules;
pub mod sheet;
pub mod stand_in;

pub use claim::{Bound, Claim, ClaimedCount, ClaimedFigure, Claims, Subject};
pub use color::Color;
pub use compact_str::CompactString;
pub use counts::{
    CountField, Counts, FigureKey, FiguresById, Further, MAX_FURTHER_FIGURES, MAX_OPTIONS, SheetFigure,
};
pub use date::{Date, Hour, Minute};
pub use election::{
    Acceptance, Account, Alone, Contest, ContestAreas, ContestOption, Election, ElectionError, Expected, Law,
    Map, Method, Register, SumRule, Summand, Win, Words, Zeros,
};
pub use figure::Figure;
pub use id::{
    AccountId, Answer, AreaCode, ClaimId, ContestId, ElectionId, FigureId, Formula, IdError, LevelId,
    OptionId, Question, StageId, StatementKind, StationCode, WayToWin,
};
pub use location::{Degrees, Location, LocationError};
pub use mask::Mask;
pub use name::{LanguageTag, Name};
pub use percent::Percent;
pub use register::{Area, Station};
pub use rules::{Broken, Rule, Severity, Thresholds};
pub use sheet::{Boxes, CodeKind, Redact, Sheet, SheetCode};
pub use stand_in::Known;
