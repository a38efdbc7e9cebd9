//! Checks of an announced result: against its own figures, and against the published sheets.
//!
//! Three questions: do the claim's own figures add up ([`own_arithmetic`]); are its votes only what rounded
//! percentages of the total would give ([`percent_first()`]); how many published sheets would at least have to be
//! false for the claim to hold ([`cannot_hold`]).

pub mod analysis;
pub mod arithmetic;
pub mod bound;
pub mod percent_first;
pub mod share;
pub mod share_bound;
#[cfg(test)]
mod test_claims;

pub use arithmetic::{Amount, Check, CheckKind, LeftOut, LeftOutBecause, OwnArithmetic, own_arithmetic};
pub use bound::{
    CannotHold, Coverage, FigureBound, Least, Sheets, Side, StationsLeftOut, Tested, Unbounded, cannot_hold,
};
pub use percent_first::{FLAGGED_ONE_IN, PercentFirst, PercentFirstFigure, percent_first};
pub use share::{Denominator, Rounding};
pub use share_bound::ShareBound;
