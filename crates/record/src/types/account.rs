//! `account`: an account that the definition does not name, or further stages of one.

use super::{ContentError, EntryType};
use model::election::MAX_STAGES;
use model::{AccountId, ElectionId, Hour, StageId};
use serde::{Deserialize, Serialize};

/// `account`: this account tells the result, in these stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountBody {
    /// The election.
    pub election: ElectionId,
    /// The account.
    pub account: AccountId,
    /// Its stages in their order; of one that is there already, those that it has and then others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stages: Option<Vec<StageId>>,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for AccountBody {
    const NAME: &'static str = "account";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn check(&self) -> Result<(), ContentError> {
        let Some(stages) = &self.stages else { return Ok(()) };
        let repeated = |(at, stage): (usize, &StageId)| stages[..at].contains(stage);
        match stages.is_empty() || stages.len() > MAX_STAGES || stages.iter().enumerate().any(repeated) {
            true => Err(ContentError::Stages),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Entry;
    use note::{Note, SigningKey};

    #[test]
    fn an_account_has_one_to_sixteen_stages_each_once_or_none() {
        let key = SigningKey::from_seed("o".parse().unwrap(), [3; 32]);
        let parse = |rest: &str| {
            let text = format!(
                "cotejo/v1 account\n{{\"election\":\"e\",\"account\":\"a\"{rest},\"at\":\"2026-05-10T22Z\"}}\n"
            );
            let bytes = Note::sign(text, &[&key]).unwrap().to_bytes();
            Entry::parse(&bytes)
                .map(|_| ())
                .map_err(|error| error.to_string())
        };
        let many = |count: usize| {
            let ids: Vec<String> = (0..count).map(|n| format!("\"s{n}\"")).collect();
            format!(",\"stages\":[{}]", ids.join(","))
        };
        for good in [String::new(), many(1), many(16)] {
            parse(&good).unwrap();
        }
        for bad in [
            many(0),
            many(17),
            ",\"stages\":[\"a\",\"a\"]".to_owned(),
            ",\"stages\":\"a\"".to_owned(),
        ] {
            parse(&bad).expect_err(&bad);
        }
    }
}
