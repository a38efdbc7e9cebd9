//! What can be said of a claim from its own figures, and what the published sheets allow of it.
//!
//! Four questions, each a pure function over plain values: does the claim's own arithmetic agree
//! ([`own_arithmetic`]); are its votes only what rounded percentages of the total would give
//! ([`percent_first()`]); could the stations without a sheet still change the order of the options
//! ([`decided()`]); how many published sheets would at least have to be false for the claim to hold
//! ([`cannot_hold`]). `docs/methods.md` gives the formulas, what they assume and what they do not say.
//!
//! Beside them [`passages`] measures how much of one source's text stands word for word in another.
//!
//! The results are figures and never a verdict. They serialise with the vocabulary's words as keys.
//!
//! ```
//! use tally::analysis::{cannot_hold, decided, Coverage, Sheets};
//!
//! let contest = model::Contest {
//!     id: "mayor".parse()?,
//!     name: "Mayor".into(),
//!     options: ["ana", "luis"]
//!         .iter()
//!         .map(|id| Ok(model::ContestOption { id: id.parse()?, name: id.to_string(), color: None }))
//!         .collect::<Result<_, model::id::IdError>>()?,
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
//! let coverage = Coverage { stations_expected: Some(3), voters_not_covered: Some(0) };
//! let bound = cannot_hold(&claim.claims[0], &contest, &sheets, coverage);
//! assert_eq!(bound.options[0].excess, 140); // 290 in the sheets, 150 claimed
//! assert_eq!(bound.sheets_false_at_least, 2); // the largest sheet takes away 120 of the 140 at most
//!
//! let order = decided(contest.options.iter().map(|o| o.id.clone()).zip([290, 110]), Some(0));
//! assert_eq!((order.margin, order.decided), (Some(180), Some(true)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod arithmetic;
pub mod bound;
pub mod decided;
pub mod passages;
pub mod percent_first;
pub mod points;
pub mod share;
#[cfg(test)]
mod test_claims;

pub use arithmetic::{Amount, Check, CheckKind, LeftOut, LeftOutBecause, OwnArithmetic, own_arithmetic};
pub use bound::{CannotHold, Coverage, OptionBound, Sheets, Side, StationsLeftOut, Unbounded, cannot_hold};
pub use decided::{Decided, Pair, Standing, decided};
pub use passages::{InCommon, Passages};
pub use percent_first::{FLAGGED_ONE_IN, PercentFirst, PercentFirstFigure, percent_first};
pub use points::Points;
pub use share::{Denominator, Rounding};
