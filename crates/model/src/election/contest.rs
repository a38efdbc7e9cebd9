//! A contest and its options.

use super::error::{ElectionError, distinct, within};
use crate::counts::MAX_OPTIONS;
use crate::{Color, ContestId, OptionId};
use serde::{Deserialize, Serialize};

/// A contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// The contest's id.
    pub id: ContestId,
    /// Its name, for people.
    pub name: String,
    /// The options, in the order in which they are shown.
    pub options: Vec<ContestOption>,
}

/// An option of a contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestOption {
    /// The option's id.
    pub id: OptionId,
    /// Its name, for people.
    pub name: String,
    /// The colour in which it is drawn, where it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}

impl Contest {
    pub(super) fn check(&self) -> Result<(), ElectionError> {
        let key = format!("options of contest {}", self.id);
        distinct(&key, self.options.iter().map(|o| o.id.as_str()))?;
        if self.options.is_empty() {
            return Err(ElectionError::Empty { key });
        }
        let count = self.options.len() as u64;
        within(&key, count, 1..=MAX_OPTIONS as u64, "1 to 2000 options")
    }

    /// The place of an option in the order in which options are shown.
    pub fn position(&self, option: &str) -> Option<usize> {
        self.options.iter().position(|o| o.id.as_str() == option)
    }
}
