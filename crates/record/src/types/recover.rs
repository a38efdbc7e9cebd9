//! `recover`: the holders of the recovery keys name another operator's key, or another key of the log.

use super::{ContentError, EntryType, check_number, signing_key};
use crate::EntryName;
use model::{ElectionId, Hour};
use serde::{Deserialize, Serialize};

/// The most entries that one `recover` keeps.
pub const MAX_KEPT: usize = 500;

/// `recover`: from here on that key is the chief operator's, or that one the log's; what the operators before wrote
/// from an entry on is void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recover {
    /// The election.
    pub election: ElectionId,
    /// The new chief operator's key, as a vkey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// The place in the log from which on the earlier chief operators' entries are void, at least 1; with `operator`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u64>,
    /// Entries from there on that are not void; with `operator`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keep: Vec<EntryName>,
    /// The log's new key, as a vkey; its name is the log's origin, as that of the key before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// Why.
    pub reason: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Recover {
    const NAME: &'static str = "recover";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn check(&self) -> Result<(), ContentError> {
        let wrong = |why| Err(ContentError::Keys(why));
        if self.operator.is_none() && self.log.is_none() {
            return wrong("it names neither an operator's key nor the log's");
        }
        if self.operator.is_some() != self.from.is_some() {
            return wrong("operator and from go together");
        }
        if self.operator.is_none() && !self.keep.is_empty() {
            return wrong("entries are kept where no operator is replaced");
        }
        if self.keep.len() > MAX_KEPT {
            return wrong("more than 500 entries are kept");
        }
        if self.from == Some(0) {
            return wrong("the first entry cannot be void");
        }
        check_number("from", self.from.unwrap_or_default())?;
        for key in [&self.operator, &self.log].into_iter().flatten() {
            signing_key(key)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Body, Entry, sign};
    use note::SigningKey;

    fn key(name: &str) -> SigningKey {
        SigningKey::from_seed(name.parse().unwrap(), [3; 32])
    }

    #[test]
    fn a_recovery_names_a_key_and_from_where_on_the_one_before_is_void() {
        let operator = key("new").verifying_key().to_string();
        let good = Recover {
            election: "e".parse().unwrap(),
            operator: Some(operator),
            from: Some(7),
            keep: vec![EntryName::of("kept")],
            log: Some(key("count.example/e").verifying_key().to_string()),
            reason: "stolen".to_owned(),
            at: "2026-05-10T22Z".parse().unwrap(),
        };
        let check = |change: fn(&mut Recover)| {
            let mut body = good.clone();
            change(&mut body);
            sign(&Body::Recover(body), &[&key("r1")])
        };
        let bytes = check(|_| {}).unwrap();
        assert_eq!(Entry::parse(&bytes).unwrap().body, Body::Recover(good.clone()));
        check(|body| body.keep.clear()).unwrap();
        check(|body| body.log = None).unwrap();
        check(|body| (body.operator, body.from, body.keep) = (None, None, vec![])).unwrap();
        check(|body| body.keep = vec![EntryName::of(""); MAX_KEPT]).unwrap();
        let wrong: [fn(&mut Recover); 8] = [
            |body| (body.operator, body.from, body.keep, body.log) = (None, None, vec![], None),
            |body| body.from = None,
            |body| (body.operator, body.keep) = (None, vec![]),
            |body| (body.operator, body.from) = (None, None),
            |body| body.from = Some(0),
            |body| body.from = Some(1 << 53),
            |body| body.keep = vec![EntryName::of(""); MAX_KEPT + 1],
            |body| body.log = Some("no key".to_owned()),
        ];
        for (number, change) in wrong.into_iter().enumerate() {
            check(change).expect_err(&format!("{number}"));
        }
        let cosigner = SigningKey::cosigner_from_seed("w".parse().unwrap(), [3; 32]);
        let body = Recover {
            operator: Some(cosigner.verifying_key().to_string()),
            ..good
        };
        sign(&Body::Recover(body), &[&key("r1")]).unwrap_err();
    }
}
