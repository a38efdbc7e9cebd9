//! Who may write what.

use crate::Body;
use model::Method;
use serde::{Deserialize, Serialize};

/// The role in which a key acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Defines the election, keeps the register and gives and takes roles.
    Operator,
    /// Takes in data files and announcements.
    Importer,
    /// A party's polling agent: captures sheets and reads them.
    Agent,
    /// Types figures from a capture.
    Typist,
    /// Decides which reading stands, and corrects readings.
    Reviewer,
    /// Reports from a station.
    Observer,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 6] = [
        Role::Operator,
        Role::Importer,
        Role::Agent,
        Role::Typist,
        Role::Reviewer,
        Role::Observer,
    ];

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Importer => "importer",
            Role::Agent => "agent",
            Role::Typist => "typist",
            Role::Reviewer => "reviewer",
            Role::Observer => "observer",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether a key in this role may write readings taken so.
    pub fn may_read(self, method: Method) -> bool {
        match self {
            Role::Importer => method == Method::File,
            Role::Agent => method != Method::File,
            Role::Typist => method == Method::Typed,
            Role::Reviewer => true,
            Role::Operator | Role::Observer => false,
        }
    }

    /// Whether a key in this role may write such an entry. The first entry, which names the operator's
    /// key, is not written in a role.
    pub fn may_write(self, body: &Body) -> bool {
        match body {
            Body::Register(_) | Body::Key(_) | Body::Revoke(_) => self == Role::Operator,
            Body::Source(_) | Body::Claim(_) => matches!(self, Role::Operator | Role::Importer),
            Body::Capture(_) => self == Role::Agent,
            Body::Reading(reading) => {
                self.may_read(reading.method) && (self != Role::Reviewer || reading.corrects.is_some())
            }
            Body::Ruling(_) => self == Role::Reviewer,
            Body::Observation(_) => self == Role::Observer,
            Body::Election(_) | Body::Unknown(_) => false,
        }
    }
}
