//! Which of a claim's figures are shares of which total.

use model::{Claim, ClaimedFigure, Contest, CountField, Percent, SheetFigure, Subject, Summand};
use serde::Serialize;

/// What a percentage is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// The valid votes that the claim states.
    Valid,
    /// The votes of all options that the claim states, added up; where it states no valid votes.
    Options,
    /// The ballots that the claim states.
    Ballots,
    /// The registered voters that the claim states.
    Registered,
    /// The registered voters that the claim states times the share of stations that it counts. Takes
    /// the counted stations to be of average size.
    RegisteredCounted,
    /// The stations expected in the area.
    Stations,
}

impl Denominator {
    /// What it is, in words for people.
    pub fn words(self) -> &'static str {
        match self {
            Denominator::Valid => "valid votes",
            Denominator::Options => "votes of all options",
            Denominator::Ballots => "ballots",
            Denominator::Registered => "registered voters",
            Denominator::RegisteredCounted => "registered voters of the share of stations counted",
            Denominator::Stations => "stations",
        }
    }
}

/// How a number was turned into the one stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest, halves upwards.
    HalfUp,
    /// Further decimals cut off.
    CutOff,
}

/// One figure of a claim with its number and its percentage, both stated exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) of: Subject,
    pub(super) number: u64,
    pub(super) percent: Percent,
}

/// The number of a subject, where the claim states it exactly.
pub(super) fn number(claim: &Claim, of: &Subject) -> Option<u64> {
    claim
        .figure(of)
        .filter(|figure| figure.bound.is_exact())
        .and_then(|figure| figure.number)
}

/// The number of a figure in a sum, where the claim states it exactly.
pub(super) fn summand(claim: &Claim, contest: &Contest, of: &Summand) -> Option<u64> {
    match of {
        Summand::Sheet(SheetFigure::Field(what)) => field(claim, *what),
        Summand::Sheet(SheetFigure::Further(id)) => number(claim, &Subject::Further(id.clone())),
        Summand::Options => options_sum(claim, contest),
    }
}

/// The number of a field of the sheet, where the claim states it exactly.
pub(super) fn field(claim: &Claim, field: CountField) -> Option<u64> {
    number(claim, &Subject::Field(field))
}

/// Whether a subject is an option that the contest has, or all others together.
pub(super) fn is_vote(of: &Subject, contest: &Contest) -> bool {
    match of {
        Subject::Option(id) => contest.position(id.as_str()).is_some(),
        Subject::Others => true,
        _ => false,
    }
}

/// The figures of options and of all others together.
pub(super) fn votes<'a>(
    claim: &'a Claim,
    contest: &'a Contest,
) -> impl Iterator<Item = &'a ClaimedFigure> + Clone {
    claim.figures.iter().filter(|figure| is_vote(&figure.of, contest))
}

/// Whether the claim speaks of every option: each by name, or the rest as `others`.
pub(super) fn names_all(claim: &Claim, contest: &Contest) -> bool {
    claim.figure(&Subject::Others).is_some()
        || contest
            .options
            .iter()
            .all(|option| claim.figure(&Subject::Option(option.id.clone())).is_some())
}

/// The votes of all options together, where the claim states every one of them exactly.
pub(super) fn options_sum(claim: &Claim, contest: &Contest) -> Option<u64> {
    if !names_all(claim, contest) {
        return None;
    }
    votes(claim, contest).try_fold(0u64, |sum, figure| {
        figure
            .number
            .filter(|_| figure.bound.is_exact())
            .and_then(|n| sum.checked_add(n))
    })
}

/// What the options' percentages are shares of: the valid votes, or else the sum of all options.
pub(super) fn votes_total(claim: &Claim, contest: &Contest) -> Option<(Denominator, u64)> {
    match field(claim, CountField::Valid) {
        Some(valid) => Some((Denominator::Valid, valid)),
        None => options_sum(claim, contest).map(|sum| (Denominator::Options, sum)),
    }
}

/// What the percentage of a subject is a share of; `None` where the claim does not state it or it is
/// zero.
pub(super) fn denominator(claim: &Claim, contest: &Contest, of: &Subject) -> Option<(Denominator, u64)> {
    let stated = |over, what| field(claim, what).map(|total| (over, total));
    match of {
        Subject::Option(_) | Subject::Others => votes_total(claim, contest),
        Subject::Field(CountField::Valid | CountField::Null | CountField::Blank) => {
            stated(Denominator::Ballots, CountField::Ballots)
        }
        Subject::Turnout | Subject::Field(CountField::Ballots) => {
            stated(Denominator::Registered, CountField::Registered)
        }
        Subject::Stations | Subject::Field(CountField::Registered) | Subject::Further(_) => None,
    }
    .filter(|(_, total)| *total > 0)
}

/// The number that belongs to a subject's percentage: its own, and for turnout that of the ballots.
pub(super) fn share(claim: &Claim, figure: &ClaimedFigure) -> Option<Share> {
    let percent = figure.percent.filter(|_| figure.bound.is_exact())?;
    let number = match figure.of {
        Subject::Turnout => field(claim, CountField::Ballots),
        _ => figure.number,
    }?;
    Some(Share {
        of: figure.of.clone(),
        number,
        percent,
    })
}
