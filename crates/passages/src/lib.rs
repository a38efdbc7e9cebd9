//! Text re-use: how much of one document stands word for word in another, by word shingles.
//!
//! Two news reports of which one repeats the other are not two sources. [`text_of`] takes the text out of a
//! document, [`Passages`] the set of its runs of five words (Broder's shingles), [`InCommon`] says how many two
//! texts share, and [`groups`] puts texts that share enough together. `docs/methods.md` has the method, what it
//! assumes and what it does not say.
//!
//! ```
//! use passages::Passages;
//!
//! let agency = "The council said on Sunday that counting went on all night in both towns.";
//! let paper = "<p>On Monday: the council said on Sunday that counting went on all night.</p>";
//! let first = Passages::of(agency).expect("it has words");
//! let second = Passages::of_document("text/html", paper.as_bytes()).expect("HTML is a text");
//! let in_common = first.in_common(&second);
//! assert_eq!((in_common.common, in_common.shorter(), in_common.repeats()), (7, 9, true));
//! ```

mod groups;
mod shingles;
mod text;

pub use groups::groups;
pub use shingles::{InCommon, MAX_KEPT, Passages, REPEATS_PASSAGES, REPEATS_PERCENT, SMALLEST_SAMPLE, WORDS};
pub use text::{MAX_BYTES, is_text, may_compare, text_of};

/// The most texts that are compared with one another, all pairs of them.
pub const MAX_TEXTS: usize = 500;
