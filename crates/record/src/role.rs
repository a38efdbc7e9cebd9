//! Who may write what.

use crate::{Body, Kind, Statement as StatementBody};
use model::Method;
use serde::{Deserialize, Serialize};

/// The role in which a key acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Defines the election, keeps the register, grants and revokes roles.
    Operator,
    /// Gives roles to keys, within the bounds that the operator set.
    Registrar,
    /// Takes in data files and announcements.
    Importer,
    /// A party's polling agent: captures sheets, looks at them and reads them.
    Agent,
    /// Passes on messages of people at stations.
    Gateway,
    /// Types figures from a capture.
    Typist,
    /// Decides which reading stands, and corrects readings.
    Reviewer,
    /// Reports from stations.
    Observer,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 8] = [
        Role::Operator,
        Role::Registrar,
        Role::Importer,
        Role::Agent,
        Role::Gateway,
        Role::Typist,
        Role::Reviewer,
        Role::Observer,
    ];

    /// The roles that a registrar may be let give.
    pub const GIVEN_BY_REGISTRARS: [Role; 4] = [Role::Importer, Role::Agent, Role::Typist, Role::Observer];

    /// What a key in this role may write: the table *Who may write what* of `docs/record.md`.
    const fn may(self) -> May {
        use Kind::*;
        use Method::*;
        let (name, writes, reads): (_, &[Kind], &[Method]) = match self {
            Role::Operator => (
                "operator",
                &[
                    Account, Amend, Register, Key, Revoke, Source, Claim, Statement, Withhold, Close,
                ],
                &[],
            ),
            Role::Registrar => ("registrar", &[Key, Revoke], &[]),
            Role::Importer => ("importer", &[Source, Claim, Reading, Readings], &[File]),
            Role::Agent => (
                "agent",
                &[Capture, Seal, Reading, Statement],
                &[Code, Typed, Message, Machine],
            ),
            Role::Gateway => ("gateway", &[Reading], &[Message]),
            Role::Typist => ("typist", &[Seal, Reading, Statement], &[Typed]),
            Role::Reviewer => (
                "reviewer",
                &[Reading, Readings, Ruling, Statement, Withhold],
                &Method::ALL,
            ),
            Role::Observer => ("observer", &[Statement], &[]),
        };
        May { name, writes, reads }
    }

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        self.may().name
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether a key in this role may write readings taken by this method.
    pub fn may_read(self, method: Method) -> bool {
        self.may().reads.contains(&method)
    }

    /// Whether a key in this role may write such an entry. The first entry, which names the operator's key, is not
    /// written in a role, nor are a `recover` entry, which recovery keys sign, and one of an unknown type.
    pub fn may_write(self, body: &Body) -> bool {
        let may = self.may();
        match body {
            Body::Reading(reading) => {
                may.reads.contains(&reading.method) && (self != Role::Reviewer || reading.corrects.is_some())
            }
            Body::Readings(readings) => {
                may.reads.contains(&Method::File) && (self != Role::Reviewer || readings.corrects_all())
            }
            Body::Statement(statement) if matches!(self, Role::Agent | Role::Typist) => {
                may.writes.contains(&Kind::Statement) && statement.kind.as_str() == StatementBody::LOOK
            }
            _ => body.kind().is_some_and(|kind| may.writes.contains(&kind)),
        }
    }
}

/// What a key in one role may write.
struct May {
    name: &'static str,
    writes: &'static [Kind],
    /// By which methods its readings may be taken. A reviewer's must correct another one besides.
    reads: &'static [Method],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_but_the_first_entry_and_a_recovery_may_be_written_in_some_role() {
        for kind in Kind::ALL {
            let written = Role::ALL.iter().any(|role| role.may().writes.contains(&kind));
            assert_eq!(
                written,
                !matches!(kind, Kind::Election | Kind::Recover),
                "{}",
                kind.name()
            );
        }
    }

    #[test]
    fn a_role_has_the_same_name_in_json_as_elsewhere() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
            assert_eq!(Role::from_name(role.name()), Some(role));
            let reads = role.may().writes.contains(&Kind::Reading);
            assert_eq!(reads, !role.may().reads.is_empty());
        }
    }
}
