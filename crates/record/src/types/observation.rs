//! `observation`: an observer's report from a station.

use super::EntryType;
use model::{ElectionId, Hour, StationCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `observation`: an observer reports from a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The election.
    pub election: ElectionId,
    /// The station.
    pub station: StationCode,
    /// Checklist answers by question.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "answers"
    )]
    pub answers: BTreeMap<String, String>,
    /// An incident, in the observer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When it was written.
    pub at: Hour,
}

impl EntryType for Observation {
    const NAME: &'static str = "observation";

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn station(&self) -> Option<&StationCode> {
        Some(&self.station)
    }
}

/// Checklist answers, each question at most once.
fn answers<'de, D: serde::Deserializer<'de>>(d: D) -> Result<BTreeMap<String, String>, D::Error> {
    struct Answers;
    impl<'de> serde::de::Visitor<'de> for Answers {
        type Value = BTreeMap<String, String>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of questions and answers")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut answers = BTreeMap::new();
            while let Some((question, answer)) = map.next_entry::<String, String>()? {
                if answers.contains_key(&question) {
                    return Err(serde::de::Error::custom(format!(
                        "duplicate question {question:?}"
                    )));
                }
                answers.insert(question, answer);
            }
            Ok(answers)
        }
    }
    d.deserialize_map(Answers)
}
