//! The law of an election: what counting rests on, never changed once the record has begun.

use super::account;
use super::error::ElectionError;
use super::fault::{Fault, Faults};
use super::sum::{self, SumRule};
use super::win::{MAX_WAYS, Win};
use super::{Acceptance, Contest, Register, Zeros};
use crate::counts::MAX_OPTIONS;
use crate::document::Place;
use crate::names;
use crate::{
    AccountId, AreaCode, ContestId, Date, ElectionId, FigureId, LevelId, Mask, OptionId, StageId, Thresholds,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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
    /// The first of [`Law::faults`].
    pub fn check(&self) -> Result<(), ElectionError> {
        self.faults()
            .into_iter()
            .next()
            .map_or(Ok(()), |fault| Err(fault.error))
    }

    /// All that the types alone let pass: [`ElectionError::Twice`] or [`ElectionError::Misleading`] for an id,
    /// [`ElectionError::Empty`] for a list that needs a member, [`ElectionError::Range`] for a value out of its range, and
    /// what is named and not there.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        if let Err(source) = names::check(self.id.as_str()) {
            let key = "id".to_owned();
            faults.push(Place::of("id"), ElectionError::Misleading { key, source });
        }
        let at = Place::of("levels");
        faults.distinct(&at, "levels", self.levels.iter().map(LevelId::as_str));
        faults.length(at, "levels", self.levels.len(), 0..=MAX_LEVELS, "0 to 8 levels");
        account::faults(&self.accounts, &mut faults);
        let at = Place::of("contests");
        faults.distinct(&at, "contests", self.contests.iter().map(|c| c.id.as_str()));
        let contests = self.contests.len();
        faults.length(
            at.clone(),
            "contests",
            contests,
            0..=MAX_CONTESTS,
            "1 to 65535 contests",
        );
        if self.contests.is_empty() {
            let key = "contests".to_owned();
            faults.push(at.clone(), ElectionError::Empty { key });
        }
        let together = |of: fn(&ContestLaw) -> usize| self.contests.iter().map(of).sum();
        faults.length(
            at.clone(),
            "options of all contests",
            together(|contest| contest.options.len()),
            0..=MAX_ALL_OPTIONS,
            "at most 1000000 options in all contests together",
        );
        faults.length(
            at.clone(),
            "areas of all contests",
            together(|contest| contest.areas.len()),
            0..=MAX_ALL_CONTEST_AREAS,
            "at most 1000000 areas in all contests together",
        );
        let at_codes = Place::of("codes");
        faults.length(
            at_codes,
            "codes",
            self.codes.len(),
            0..=MAX_CODES,
            "0 to 64 masks",
        );
        for (place, contest) in self.contests.iter().enumerate() {
            contest.faults(&at.item(place), &mut faults);
        }
        self.register.faults(&mut faults);
        self.figure_faults(&mut faults);
        let accounts: Vec<&AccountId> = self.accounts.iter().map(|account| &account.id).collect();
        self.acceptance.faults(&accounts, &mut faults);
        self.rules.faults(&mut faults);
        faults.into_vec()
    }

    fn figure_faults(&self, faults: &mut Faults) {
        let at = Place::of("figures");
        faults.distinct(&at, "figures", self.figures.iter().map(FigureId::as_str));
        faults.length(
            at.clone(),
            "figures",
            self.figures.len(),
            0..=MAX_FIGURES,
            "0 to 16 figures",
        );
        let options: BTreeSet<&str> = self
            .contests
            .iter()
            .flat_map(|contest| &contest.options)
            .map(OptionId::as_str)
            .collect();
        for (place, id) in self.figures.iter().enumerate() {
            if options.contains(id.as_str()) {
                let id = id.to_string();
                faults.push(at.item(place), ElectionError::FigureIsOption { id });
            }
        }
        sum::faults(&self.sums, &self.figures, faults);
    }
}

impl ContestLaw {
    fn faults(&self, at: &Place, faults: &mut Faults) {
        let (key, options) = (format!("options of contest {}", self.id), at.key("options"));
        faults.distinct(&options, &key, self.options.iter().map(OptionId::as_str));
        let length = self.options.len();
        faults.length(
            options.clone(),
            &key,
            length,
            0..=MAX_OPTIONS,
            "1 to 2000 options",
        );
        if self.options.is_empty() {
            faults.push(options, ElectionError::Empty { key });
        }
        let (key, areas) = (format!("areas of contest {}", self.id), at.key("areas"));
        faults.unique(&areas, &key, self.areas.iter().map(AreaCode::as_str));
        let length = self.areas.len();
        faults.length(areas, &key, length, 0..=MAX_CONTEST_AREAS, "0 to 1000 areas");
        let (key, wins) = (format!("wins of contest {}", self.id), at.key("wins"));
        faults.length(wins.clone(), &key, self.wins.len(), 0..=MAX_WAYS, "0 to 8 ways");
        for (place, win) in self.wins.iter().enumerate() {
            win.faults(&wins.item(place), &key, faults);
        }
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
