//! The words of an election: what people read, and counting does not rest on.

use super::error::ElectionError;
use super::fault::{Fault, Faults};
use super::{Contest, Map};
use crate::document::Place;
use crate::id::{FigureId, StageId};
use crate::{AccountId, Answer, Color, ContestId, LevelId, Name, OptionId, Question, Sheet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most questions, and the most answers to choose from for one.
pub const MAX_QUESTIONS: usize = 64;

/// The words, in the record a blob: JSON. All of them may be left out; what has no name is called by its id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// The election's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// The levels' names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<LevelId, Name>,
    /// The accounts' names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub accounts: BTreeMap<AccountId, Name>,
    /// The stages' names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub stages: BTreeMap<StageId, Name>,
    /// The further figures' names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<FigureId, Name>,
    /// What is said of the contests.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub contests: BTreeMap<ContestId, ContestWords>,
    /// What observers are asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Asked>,
    /// What this record is, who keeps it, how they are reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Name>,
    /// Under what terms the record may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What the sheets look like.
    #[serde(skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
    /// How maps are drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<Map>,
}

/// What is said of a contest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContestWords {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// What is said of its options.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<OptionId, OptionWords>,
}

/// What is said of an option.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OptionWords {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// The colour in which it is drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    /// Whether it stands no more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withdrew: bool,
}

/// A question that observers are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The question's id, as in `statement` entries.
    pub id: Question,
    /// The question as people read it.
    pub text: Name,
    /// The answers to choose from, as people read them; any where there are none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Answer, Name>,
}

/// Names of what has none beside its id in `election.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// Of levels.
    pub levels: BTreeMap<LevelId, Name>,
    /// Of accounts that the law does not name and entries have added.
    pub accounts: BTreeMap<AccountId, Name>,
    /// Of stages.
    pub stages: BTreeMap<StageId, Name>,
    /// Of further figures.
    pub figures: BTreeMap<FigureId, Name>,
}

impl Words {
    /// Checks what the types alone do not.
    ///
    /// # Errors
    /// The first of [`Words::faults`].
    pub fn check(&self) -> Result<(), ElectionError> {
        self.faults()
            .into_iter()
            .next()
            .map_or(Ok(()), |fault| Err(fault.error))
    }

    /// All that the types alone let pass: ids that stand twice in a list, lists that are too long, a map's document that is no
    /// blob's name.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let at = Place::of("questions");
        faults.unique(
            &at,
            "questions",
            self.questions.iter().map(|asked| asked.id.as_str()),
        );
        let questions = self.questions.len();
        faults.length(
            at.clone(),
            "questions",
            questions,
            0..=MAX_QUESTIONS,
            "0 to 64 questions",
        );
        for (place, asked) in self.questions.iter().enumerate() {
            let key = format!("answers of question {}", asked.id);
            let at = at.item(place).key("answers");
            faults.length(
                at,
                &key,
                asked.answers.len(),
                0..=MAX_QUESTIONS,
                "0 to 64 answers",
            );
        }
        if let Some(map) = &self.map {
            map.faults(&mut faults);
        }
        faults.into_vec()
    }
}

impl From<&Contest> for ContestWords {
    fn from(contest: &Contest) -> ContestWords {
        let options = contest.options.iter().map(|option| {
            let words = OptionWords {
                name: Some(option.name.clone()),
                color: option.color,
                withdrew: option.withdrew,
            };
            (option.id.clone(), words)
        });
        ContestWords {
            name: Some(contest.name.clone()),
            options: options.collect(),
        }
    }
}
