//! Statistics of a record: what announced figures say of themselves, what the published sheets allow of them, and
//! whether a result is decided.
//!
//! Every method is a pure function over plain values ([`claim`], [`decided`]); [`ClaimAnalysis`] asks the same of a
//! [`tally::Tally`]. `docs/methods.md` gives the formulas, what they assume and what they do not say. The results
//! are figures and never a verdict. They serialise with the vocabulary's words as keys.
//!
//! ```
//! use stats::claim::{Coverage, Sheets, cannot_hold};
//! use stats::decided::decided;
//!
//! let contest = model::Contest {
//!     id: "mayor".parse()?,
//!     name: "Mayor".into(),
//!     options: ["ana", "luis"]
//!         .iter()
//!         .map(|id| Ok(model::ContestOption { id: id.parse()?, name: (*id).into(), color: None, withdrew: false }))
//!         .collect::<Result<_, model::id::IdError>>()?,
//!     areas: vec![],
//!     wins: vec![],
//! };
//! let sheets = [[120u32, 30], [90, 60], [80, 20]]; // three stations
//! let claim: model::Claims = model::document::parse(
//!     r#"
//!     [[claims]]
//!     id = "bulletin"
//!     account = "council"
//!     who = "the council"
//!     when = "2026-05-11"
//!     where = "its first bulletin"
//!     contest = "mayor"
//!     figures = [{ of = "ana", number = 150 }, { of = "luis", number = 110 }]
//!     "#,
//! )?;
//!
//! let sheets = Sheets::new(3, |station, option| Some(sheets[station][option]), |_| Some(200));
//! let coverage = Coverage { stations_expected: Some(3), voters_not_covered: Some(0), registered: Some(600) };
//! let bound = cannot_hold(&claim.claims[0], &contest, &sheets, coverage);
//! assert_eq!(bound.options[0].excess, 140); // 290 in the sheets, 150 claimed
//! assert_eq!(bound.sheets_false_at_least, 2); // the largest sheet takes away 120 of the 140 at most
//!
//! let order = decided(contest.options.iter().map(|o| o.id.clone()).zip([290, 110]), Some(0));
//! assert_eq!((order.margin, order.decided), (Some(180), Some(true)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod claim;
pub mod decided;
pub mod points;
pub mod wins;

pub use claim::analysis::{BoundBySheets, ClaimAnalysis};
pub use decided::Decided;
pub use points::Points;
pub use wins::WayResult;
