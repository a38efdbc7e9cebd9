//! The law of an election: what counting rests on, never changed once the record has begun.

use super::account;
use super::error::{ElectionError, distinct, unique, within};
use super::sum::{self, SumRule};
use super::win::{MAX_WAYS, Win};
use super::{Acceptance, Contest, Register, Zeros};
use crate::counts::MAX_OPTIONS;
use crate::{
    AccountId, AreaCode, ContestId, Date, ElectionId, FigureId, LevelId, Mask, OptionId, StageId, Thresholds,
};
use serde::{Deserialize, Serialize};

/// The most levels that an area tree may have.
pub const MAX_LEVELS: usize = 8;
/// The most contests that an election may have: as many as have numbers of 16 bits. The 35,000 communes of France fit, and
/// the 5,570 municipalities of Brazil twice.
pub const MAX_CONTESTS: usize = 65_535;
/// The most options that all contests may have together: twice the candidates of Brazil's municipal elections.
pub const MAX_ALL_OPTIONS: usize = 1_000_000;
/// The most areas that a contest's law or a register may name for it.
pub const MAX_CONTEST_AREAS: usize = 1_000;
/// The most areas that the law may name for all contests together.
pub const MAX_ALL_CONTEST_AREAS: usize = 1_000_000;
/// The most further figures that an election may have.
pub const MAX_FIGURES: usize = 16;
/// The most masks of stations' codes.
pub const MAX_CODES: usize = 64;

/// The law, in the record a blob: JSON. What each field is stands at [`Election`](super::Election).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "they stand at the election's own fields")]
pub struct Law {
    pub id: ElectionId,
    pub date: Date,
    pub origin: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelId>,
    pub contests: Vec<ContestLaw>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<AccountLaw>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<SumRule>,
    #[serde(default)]
    pub register: Register,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Mask>,
    #[serde(default)]
    pub acceptance: Acceptance,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zeros: Option<Zeros>,
    #[serde(default)]
    pub rules: Thresholds,
}

/// What the law says of a contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "they stand at the contest's own fields")]
pub struct ContestLaw {
    pub id: ContestId,
    pub options: Vec<OptionId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wins: Vec<Win>,
}

/// What the law says of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "they stand at the account's own fields")]
pub struct AccountLaw {
    pub id: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stages: Option<Vec<StageId>>,
}

impl Law {
    /// Checks what the types alone do not.
    ///
    /// # Errors
    /// The first contradiction found: [`ElectionError::Twice`] or [`ElectionError::Misleading`] for an id,
    /// [`ElectionError::Empty`] for a list that needs a member, [`ElectionError::Range`] for a value out of
    /// its range.
    pub fn check(&self) -> Result<(), ElectionError> {
        distinct("id", [self.id.as_str()].into_iter())?;
        distinct("levels", self.levels.iter().map(LevelId::as_str))?;
        account::check(&self.accounts)?;
        distinct("contests", self.contests.iter().map(|c| c.id.as_str()))?;
        at_most("levels", self.levels.len(), MAX_LEVELS, "0 to 8 levels")?;
        at_most(
            "contests",
            self.contests.len(),
            MAX_CONTESTS,
            "1 to 65535 contests",
        )?;
        at_most("codes", self.codes.len(), MAX_CODES, "0 to 64 masks")?;
        if self.contests.is_empty() {
            let key = "contests".to_owned();
            return Err(ElectionError::Empty { key });
        }
        let together = |of: fn(&ContestLaw) -> usize| self.contests.iter().map(of).sum();
        at_most(
            "options of all contests",
            together(|contest| contest.options.len()),
            MAX_ALL_OPTIONS,
            "at most 1000000 options in all contests together",
        )?;
        at_most(
            "areas of all contests",
            together(|contest| contest.areas.len()),
            MAX_ALL_CONTEST_AREAS,
            "at most 1000000 areas in all contests together",
        )?;
        self.contests.iter().try_for_each(ContestLaw::check)?;
        self.register.check()?;
        self.check_figures()?;
        self.acceptance
            .check(self.accounts.iter().map(|account| &account.id))?;
        self.rules.check()
    }

    fn check_figures(&self) -> Result<(), ElectionError> {
        distinct("figures", self.figures.iter().map(FigureId::as_str))?;
        at_most("figures", self.figures.len(), MAX_FIGURES, "0 to 16 figures")?;
        let mut options = self.contests.iter().flat_map(|contest| &contest.options);
        if let Some(id) = options.find(|option| self.figures.iter().any(|id| id.as_str() == option.as_str()))
        {
            return Err(ElectionError::FigureIsOption { id: id.to_string() });
        }
        sum::check(&self.sums, &self.figures)
    }
}

fn at_most(key: &str, found: usize, most: usize, expected: &'static str) -> Result<(), ElectionError> {
    within(key, found as u64, 0..=most as u64, expected)
}

impl ContestLaw {
    fn check(&self) -> Result<(), ElectionError> {
        let key = format!("options of contest {}", self.id);
        distinct(&key, self.options.iter().map(OptionId::as_str))?;
        if self.options.is_empty() {
            return Err(ElectionError::Empty { key });
        }
        at_most(&key, self.options.len(), MAX_OPTIONS, "1 to 2000 options")?;
        let key = format!("areas of contest {}", self.id);
        unique(&key, self.areas.iter().map(AreaCode::as_str))?;
        at_most(&key, self.areas.len(), MAX_CONTEST_AREAS, "0 to 1000 areas")?;
        let key = format!("wins of contest {}", self.id);
        at_most(&key, self.wins.len(), MAX_WAYS, "0 to 8 ways")?;
        self.wins.iter().try_for_each(|win| win.check(&key))
    }
}

impl From<&Contest> for ContestLaw {
    fn from(contest: &Contest) -> ContestLaw {
        ContestLaw {
            id: contest.id.clone(),
            options: contest.options.iter().map(|option| option.id.clone()).collect(),
            areas: contest.areas.clone(),
            wins: contest.wins.clone(),
        }
    }
}
