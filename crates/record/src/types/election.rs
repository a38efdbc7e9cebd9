//! `election`: the first entry: the law, the words, and the keys that everything else depends on.

use super::{ContentError, EntryType, signing_key};
use crate::BlobHash;
use model::{ElectionId, Hour};
use note::VerifyingKey;
use serde::{Deserialize, Serialize};

/// `election`: the law, the words, and the keys that everything else depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionBody {
    /// The election.
    pub election: ElectionId,
    /// The law, a blob: JSON of [`model::Law`].
    pub law: BlobHash,
    /// The words, a blob: JSON of [`model::Words`].
    pub words: BlobHash,
    /// The operator's key, as a vkey; it signs this entry.
    pub operator: String,
    /// The log's key, as a vkey; its name is the log's origin.
    pub log: String,
    /// The keys by which the two above can be replaced; never without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for ElectionBody {
    const NAME: &'static str = "election";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn check(&self) -> Result<(), ContentError> {
        let recovery = self.recovery.as_ref();
        recovery.map_or(Ok(()), |recovery| recovery.check([&self.operator, &self.log]))
    }
}

/// The keys whose holders together replace the operator's key or the log's. They never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recovery {
    /// The keys, as vkeys: 1 to 16.
    pub keys: Vec<String>,
    /// How many of them must sign.
    pub of: u32,
}

/// The most recovery keys: as many as an entry may have signatures.
const MAX_RECOVERY_KEYS: usize = crate::MAX_SIGNERS;

impl Recovery {
    /// The keys.
    ///
    /// # Errors
    /// [`ContentError::Keys`] where one is not the vkey of a key that signs notes.
    pub fn verifying_keys(&self) -> Result<Vec<VerifyingKey>, ContentError> {
        self.keys.iter().map(|key| signing_key(key)).collect()
    }

    /// Whether the keys are as many as they may be, enough, all different, and none of these others, which need not be
    /// vkeys.
    ///
    /// # Errors
    /// [`ContentError::Keys`] where they are not.
    pub fn check(&self, others: [&str; 2]) -> Result<(), ContentError> {
        let keys = self.verifying_keys()?;
        if keys.is_empty() || keys.len() > MAX_RECOVERY_KEYS {
            return Err(ContentError::Keys("there are 1 to 16 recovery keys"));
        }
        if self.of == 0 || self.of as usize > keys.len() {
            return Err(ContentError::Keys(
                "a recovery needs at least one key and at most all of them",
            ));
        }
        let mut seen: Vec<VerifyingKey> = others.iter().filter_map(|key| key.parse().ok()).collect();
        for key in keys {
            if seen
                .iter()
                .any(|other| other.is_named(key.name().as_str(), key.id()))
            {
                return Err(ContentError::Keys(
                    "a recovery key stands there twice, or is the operator's or the log's",
                ));
            }
            seen.push(key);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use note::SigningKey;

    fn vkey(name: &str) -> String {
        let key = SigningKey::from_seed(name.parse().unwrap(), [3; 32]);
        key.verifying_key().to_string()
    }

    #[test]
    fn recovery_keys_are_distinct_and_enough() {
        let check = |keys: &[String], of: u32| {
            let keys = keys.to_vec();
            let body = ElectionBody {
                election: "e".parse().unwrap(),
                law: BlobHash::of(b""),
                words: BlobHash::of(b"{}"),
                operator: vkey("operator"),
                log: vkey("log"),
                recovery: Some(Recovery { keys, of }),
                at: "2026-05-10T22Z".parse().unwrap(),
            };
            body.check()
        };
        let many: Vec<String> = (0..17).map(|n| vkey(&format!("r{n}"))).collect();
        for (keys, of) in [
            (&many[..1], 1),
            (&many[..3], 2),
            (&many[..3], 3),
            (&many[..16], 16),
        ] {
            check(keys, of).unwrap();
        }
        for (keys, of) in [(&many[..0], 0), (&many[..3], 0), (&many[..3], 4), (&many[..], 2)] {
            check(keys, of).unwrap_err();
        }
        for other in [
            vkey("operator"),
            vkey("log"),
            many[0].clone(),
            "no key".to_owned(),
        ] {
            check(&[many[0].clone(), other], 1).unwrap_err();
        }
    }
}
