//! A contest and its options.

use super::law::ContestLaw;
use super::win::Win;
use super::words::ContestWords;
use crate::{AreaCode, Color, ContestId, Name, OptionId};
use serde::Deserialize;

/// A contest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// The contest's id.
    pub id: ContestId,
    /// Its name, for people.
    pub name: Name,
    /// The options, in the order in which they are shown.
    pub options: Vec<ContestOption>,
    /// The areas in which it is held by the law; everywhere where there are none. A register may say otherwise later.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// The ways in which it is won; not said where there are none.
    #[serde(default)]
    pub wins: Vec<Win>,
}

/// An option of a contest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestOption {
    /// The option's id.
    pub id: OptionId,
    /// Its name, for people.
    pub name: Name,
    /// The colour in which it is drawn, where it has one of its own.
    #[serde(default)]
    pub color: Option<Color>,
    /// Whether it stands no more.
    #[serde(default)]
    pub withdrew: bool,
}

impl Contest {
    /// The contest that a law and words make together.
    pub(super) fn of(law: ContestLaw, mut words: ContestWords) -> Contest {
        let options = law.options.into_iter().map(|id| {
            let words = words.options.remove(&id).unwrap_or_default();
            ContestOption {
                name: words.name.unwrap_or_else(|| id.as_str().into()),
                id,
                color: words.color,
                withdrew: words.withdrew,
            }
        });
        let options = options.collect();
        Contest {
            name: words.name.unwrap_or_else(|| law.id.as_str().into()),
            id: law.id,
            options,
            areas: law.areas,
            wins: law.wins,
        }
    }

    /// Whether several of its options can win together: it is for several seats, or shares them out among lists.
    pub fn has_several_seats(&self) -> bool {
        let several = |win: &Win| win.way.as_str() == "seats" || win.seats.is_some_and(|seats| seats > 1);
        self.wins.iter().any(several)
    }

    /// The place of an option in the order in which options are shown.
    pub fn position(&self, option: &str) -> Option<usize> {
        self.options.iter().position(|o| o.id.as_str() == option)
    }
}
