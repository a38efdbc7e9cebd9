//! `key`: a role that a key is given.

use super::{ContentError, EntryType};
use crate::Role;
use model::{AccountId, AreaCode, ElectionId, Hour, StageId};
use serde::{Deserialize, Serialize};

/// The most keys that one grant of a registrar gives roles to.
pub const MAX_KEYS_GIVEN: u32 = 100_000;

/// `key`: this key may act in this role, in this area, for this account, until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyBody {
    /// The election.
    pub election: ElectionId,
    /// The key, as a vkey.
    pub key: String,
    /// Its role.
    pub role: Role,
    /// The only area that it may write about; the whole country where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The only account that it may write for; any where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The only stage of that account whose readings it may write; any where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// The last hour in which it may act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Hour>,
    /// The roles that a registrar may give; of no other role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gives: Option<Vec<Role>>,
    /// How many distinct keys a registrar may give roles to, ever: 1 to [`MAX_KEYS_GIVEN`]; of no other role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<u32>,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for KeyBody {
    const NAME: &'static str = "key";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn check(&self) -> Result<(), ContentError> {
        let wrong = |why| Err(ContentError::Keys(why));
        if self.stage.is_some() && self.account.is_none() {
            return wrong("stage is that of an account");
        }
        let (gives, keys) = match (self.role, &self.gives, self.keys) {
            (Role::Registrar, Some(gives), Some(keys)) => (gives, keys),
            (Role::Registrar, ..) => return wrong("a registrar has gives and keys"),
            (_, None, None) => return Ok(()),
            _ => return wrong("gives and keys are a registrar's"),
        };
        let repeated = |(at, role): (usize, &Role)| gives[..at].contains(role);
        if gives.is_empty() || gives.iter().enumerate().any(repeated) {
            return wrong("gives has one to four roles, each once");
        }
        if !gives.iter().all(|role| Role::GIVEN_BY_REGISTRARS.contains(role)) {
            return wrong("a registrar gives the roles of importers, agents, typists and observers alone");
        }
        if keys == 0 || keys > MAX_KEYS_GIVEN {
            return wrong("keys is 1 to 100000");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::Entry;
    use note::{Note, SigningKey};

    #[test]
    fn a_registrar_has_bounds_that_no_other_role_has() {
        let key = SigningKey::from_seed("r".parse().unwrap(), [3; 32]);
        let parse = |rest: &str| {
            let vkey = key.verifying_key();
            let text = format!(
                "cotejo/v1 key\n{{\"election\":\"e\",\"key\":\"{vkey}\",{rest},\"at\":\"2026-05-10T22Z\"}}\n"
            );
            let bytes = Note::sign(text, &[&key]).unwrap().to_bytes();
            Entry::parse(&bytes)
                .map(|_| ())
                .map_err(|error| error.to_string())
        };
        for good in [
            r#""role":"registrar","gives":["agent"],"keys":1"#,
            r#""role":"registrar","gives":["observer","typist","agent","importer"],"keys":100000,"area":"A""#,
            r#""role":"agent""#,
            r#""role":"importer","account":"a","stage":"s""#,
            r#""role":"registrar","gives":["importer"],"keys":1,"account":"a","stage":"s""#,
        ] {
            parse(good).unwrap();
        }
        for bad in [
            r#""role":"registrar""#,
            r#""role":"registrar","gives":["agent"]"#,
            r#""role":"registrar","keys":1"#,
            r#""role":"registrar","gives":[],"keys":1"#,
            r#""role":"registrar","gives":["agent","agent"],"keys":1"#,
            r#""role":"registrar","gives":["reviewer"],"keys":1"#,
            r#""role":"registrar","gives":["registrar"],"keys":1"#,
            r#""role":"registrar","gives":["operator"],"keys":1"#,
            r#""role":"registrar","gives":["agent"],"keys":0"#,
            r#""role":"registrar","gives":["agent"],"keys":100001"#,
            r#""role":"registrar","gives":[{"agent":null}],"keys":1"#,
            r#""role":"agent","gives":["agent"],"keys":1"#,
            r#""role":"agent","keys":1"#,
            r#""role":"agent","gives":[]"#,
            r#""role":"importer","stage":"s""#,
        ] {
            parse(bad).expect_err(bad);
        }
    }
}
