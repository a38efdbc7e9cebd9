//! The state of one station and contest.

/// A reading's number in the order in which readings were folded in.
pub type ReadingNumber = u32;

/// The state of a station and contest (`docs/record.md`, *States*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    /// No reading holds a place.
    #[default]
    Missing,
    /// There are readings, and no side of them suffices.
    Pending,
    /// One side suffices, and nothing contradicts it.
    Accepted,
    /// One side suffices and stands, and a reading contradicts it.
    Contested,
    /// Several sides suffice, and none stands.
    Disputed,
    /// A ruling stands.
    Ruled,
}

impl StateKind {
    /// All of them, in the order in which a station may pass through them.
    pub const ALL: [StateKind; 6] = [
        StateKind::Missing,
        StateKind::Pending,
        StateKind::Accepted,
        StateKind::Contested,
        StateKind::Disputed,
        StateKind::Ruled,
    ];

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            StateKind::Missing => "missing",
            StateKind::Pending => "pending",
            StateKind::Accepted => "accepted",
            StateKind::Contested => "contested",
            StateKind::Disputed => "disputed",
            StateKind::Ruled => "ruled",
        }
    }
}
