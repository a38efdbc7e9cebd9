//! How a contest is won, as data: whoever tells who has won computes the ways that it knows, and says of others that
//! they are not computed.

use super::fault::Faults;
use crate::Percent;
use crate::document::Place;
use crate::id::{Formula, WayToWin};
use serde::{Deserialize, Serialize};

/// The most ways to win of a contest.
pub const MAX_WAYS: usize = 8;

/// What shares are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    /// The votes for all options.
    Valid,
    /// The ballots cast.
    Cast,
    /// The registered voters.
    Registered,
}

/// A way to win; an option wins where one of the contest's ways holds for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Win {
    /// Which: `most`, `over`, `at_least`, `seats`, or one that this version does not know.
    pub way: WayToWin,
    /// What the percentages are of; the valid votes without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<ShareOf>,
    /// The share that is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// By how many percentage points an option must be ahead of every other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Percent>,
    /// How many seats there are: 1 to 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// By what the seats are shared out: `dhondt`, `sainte_lague`, `hare`, `droop`, or another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
}

impl Win {
    pub(super) fn faults(&self, at: &Place, key: &str, faults: &mut Faults) {
        let seats = u64::from(self.seats.unwrap_or(1));
        faults.within(at.key("seats"), key, seats, 1..=10_000, "1 to 10000 seats");
    }
}
