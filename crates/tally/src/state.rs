//! The state of one station and contest: Missing → Pending → Accepted → Disputed → Ruled.
//!
//! Each state is a type of its own and each transition consumes it, so that a ruling cannot be undone by
//! a late reading, nor a dispute by one more that agrees with one side.

use crate::acceptance::{self, Seen};
use model::Acceptance;

/// A reading's number in the order in which readings were folded in.
pub type ReadingNumber = u32;

/// No reading yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing;
/// Readings that do not contradict each other and do not suffice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending(Vec<Seen>);
/// Readings that suffice and do not contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted(Vec<Seen>);
/// Readings that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed(Vec<Seen>);
/// A reviewer has decided which reading stands, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruled(Option<ReadingNumber>);

/// The state of a station and contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// No reading yet.
    Missing(Missing),
    /// Readings that do not suffice.
    Pending(Pending),
    /// Readings that suffice.
    Accepted(Accepted),
    /// Readings that contradict each other.
    Disputed(Disputed),
    /// A ruling stands.
    Ruled(Ruled),
}

/// The kind of a state alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    /// No reading yet.
    #[default]
    Missing,
    /// Readings that do not suffice.
    Pending,
    /// Readings that suffice.
    Accepted,
    /// Readings that contradict each other.
    Disputed,
    /// A ruling stands.
    Ruled,
}

impl StateKind {
    /// All of them, in the order in which a station passes through them.
    pub const ALL: [StateKind; 5] = [
        StateKind::Missing,
        StateKind::Pending,
        StateKind::Accepted,
        StateKind::Disputed,
        StateKind::Ruled,
    ];

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            StateKind::Missing => "missing",
            StateKind::Pending => "pending",
            StateKind::Accepted => "accepted",
            StateKind::Disputed => "disputed",
            StateKind::Ruled => "ruled",
        }
    }
}

impl Missing {
    /// The first reading comes in.
    pub fn reading(self, seen: Seen, policy: &Acceptance) -> State {
        settle(vec![seen], policy)
    }

    /// A reviewer rules.
    pub fn ruling(self, stands: Option<ReadingNumber>) -> Ruled {
        Ruled(stands)
    }
}

impl Pending {
    /// Another reading comes in; `agrees` where it contradicts none of those before.
    pub fn reading(self, seen: Seen, agrees: bool, policy: &Acceptance) -> State {
        let all = with(self.0, seen);
        if agrees {
            settle(all, policy)
        } else {
            State::Disputed(Disputed(all))
        }
    }

    /// A reviewer rules.
    pub fn ruling(self, stands: Option<ReadingNumber>) -> Ruled {
        Ruled(stands)
    }
}

impl Accepted {
    /// Another reading comes in; `agrees` where it contradicts none of those before.
    pub fn reading(self, seen: Seen, agrees: bool) -> State {
        let all = with(self.0, seen);
        if agrees {
            State::Accepted(Accepted(all))
        } else {
            State::Disputed(Disputed(all))
        }
    }

    /// A reviewer rules.
    pub fn ruling(self, stands: Option<ReadingNumber>) -> Ruled {
        Ruled(stands)
    }
}

impl Disputed {
    /// Another reading comes in; it settles nothing.
    pub fn reading(self, seen: Seen) -> Disputed {
        Disputed(with(self.0, seen))
    }

    /// A reviewer rules.
    pub fn ruling(self, stands: Option<ReadingNumber>) -> Ruled {
        Ruled(stands)
    }
}

impl Ruled {
    /// Another reading comes in; the ruling stands.
    pub fn reading(self) -> Ruled {
        self
    }

    /// A later ruling replaces this one.
    pub fn ruling(self, stands: Option<ReadingNumber>) -> Ruled {
        Ruled(stands)
    }

    /// The reading that stands.
    pub fn stands(&self) -> Option<ReadingNumber> {
        self.0
    }
}

impl Default for State {
    fn default() -> Self {
        State::Missing(Missing)
    }
}

impl State {
    /// Another reading comes in; `agrees` where it contradicts none of those before.
    pub fn reading(self, seen: Seen, agrees: bool, policy: &Acceptance) -> State {
        match self {
            State::Missing(state) => state.reading(seen, policy),
            State::Pending(state) => state.reading(seen, agrees, policy),
            State::Accepted(state) => state.reading(seen, agrees),
            State::Disputed(state) => State::Disputed(state.reading(seen)),
            State::Ruled(state) => State::Ruled(state.reading()),
        }
    }

    /// A reviewer rules.
    pub fn ruling(self, stands: Option<ReadingNumber>) -> State {
        State::Ruled(match self {
            State::Missing(state) => state.ruling(stands),
            State::Pending(state) => state.ruling(stands),
            State::Accepted(state) => state.ruling(stands),
            State::Disputed(state) => state.ruling(stands),
            State::Ruled(state) => state.ruling(stands),
        })
    }

    /// The kind alone.
    pub fn kind(&self) -> StateKind {
        match self {
            State::Missing(_) => StateKind::Missing,
            State::Pending(_) => StateKind::Pending,
            State::Accepted(_) => StateKind::Accepted,
            State::Disputed(_) => StateKind::Disputed,
            State::Ruled(_) => StateKind::Ruled,
        }
    }
}

fn with(mut all: Vec<Seen>, seen: Seen) -> Vec<Seen> {
    all.push(seen);
    all
}

fn settle(all: Vec<Seen>, policy: &Acceptance) -> State {
    if acceptance::suffice(&all, policy) {
        State::Accepted(Accepted(all))
    } else {
        State::Pending(Pending(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acceptance::tests::seen;

    fn policy(agree: u32) -> Acceptance {
        Acceptance { agree, alone: vec![] }
    }

    #[test]
    fn two_independent_readings_that_agree_are_accepted() {
        let state = State::default().reading(seen(0, &[1], 1), true, &policy(2));
        assert_eq!(state.kind(), StateKind::Pending);
        let same_signer = state.clone().reading(seen(1, &[1], 2), true, &policy(2));
        assert_eq!(same_signer.kind(), StateKind::Pending);
        let same_capture = state.clone().reading(seen(1, &[2], 1), true, &policy(2));
        assert_eq!(same_capture.kind(), StateKind::Pending);
        assert_eq!(
            state.reading(seen(1, &[2], 2), true, &policy(2)).kind(),
            StateKind::Accepted
        );
    }

    #[test]
    fn a_contradiction_disputes_until_a_ruling_and_a_ruling_stays() {
        let policy = policy(1);
        let state = State::default().reading(seen(0, &[1], 1), true, &policy);
        let state = state.reading(seen(1, &[2], 2), false, &policy);
        assert_eq!(state.kind(), StateKind::Disputed);
        let state = state.reading(seen(2, &[3], 3), true, &policy);
        assert_eq!(state.kind(), StateKind::Disputed);
        let state = state.ruling(Some(1)).reading(seen(3, &[4], 4), false, &policy);
        assert!(matches!(state, State::Ruled(ruled) if ruled.stands() == Some(1)));
    }

    #[test]
    fn a_method_that_suffices_alone_needs_no_second_reading() {
        let alone = Seen {
            suffices: true,
            ..seen(0, &[1], 1)
        };
        assert_eq!(
            State::default().reading(alone, true, &policy(2)).kind(),
            StateKind::Accepted
        );
    }
}
