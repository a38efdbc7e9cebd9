//! Claims: results or counts that somebody announced, for an area without its stations.

use crate::{
    AccountId, AreaCode, ClaimId, ContestId, CountField, Date, Election, FigureId, OptionId, Percent,
};
use serde::{Deserialize, Serialize};

/// How an announced number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Exactly so many.
    #[default]
    Exactly,
    /// So many or more.
    AtLeast,
    /// More than so many.
    MoreThan,
    /// Around so many.
    About,
}

impl Bound {
    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Bound::Exactly => "exactly",
            Bound::AtLeast => "at_least",
            Bound::MoreThan => "more_than",
            Bound::About => "about",
        }
    }

    /// Whether the number is exact, the only case that arithmetic can be done on.
    pub fn is_exact(&self) -> bool {
        *self == Bound::Exactly
    }
}

/// What a claimed figure counts.
///
/// In files: `registered`, `ballots`, `valid`, `blank`, `null`, `turnout` (ballots as a share of the
/// registered), `stations` (stations counted, of all stations), `others` (all options that the claim
/// does not name, together), an option's id or that of a further figure. Which of the two an id is, the election says
/// ([`Claim::of_election`]); a claim that was only read takes it for an option's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "OptionId", into = "String")]
pub enum Subject {
    /// A figure of the sheet that is not an option's.
    Field(CountField),
    /// Ballots as a share of the registered voters; a percentage only.
    Turnout,
    /// Stations counted.
    Stations,
    /// All options that the claim does not name, together.
    Others,
    /// One option.
    Option(OptionId),
    /// A further figure of the sheet.
    Further(FigureId),
}

impl Subject {
    /// The name in files and JSON.
    pub fn name(&self) -> &str {
        match self {
            Subject::Field(field) => field.name(),
            Subject::Turnout => "turnout",
            Subject::Stations => "stations",
            Subject::Others => "others",
            Subject::Option(id) => id.as_str(),
            Subject::Further(id) => id.as_str(),
        }
    }
}

impl From<OptionId> for Subject {
    fn from(id: OptionId) -> Self {
        match (id.as_str(), CountField::from_name(id.as_str())) {
            (_, Some(field)) => Subject::Field(field),
            ("turnout", _) => Subject::Turnout,
            ("stations", _) => Subject::Stations,
            ("others", _) => Subject::Others,
            _ => Subject::Option(id),
        }
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        subject.name().to_owned()
    }
}

/// One figure of a claim: a number, a percentage or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedFigure {
    /// What is counted.
    pub of: Subject,
    /// Votes, voters or stations; at most 2^53 − 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// The percentage, as announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// How the number or the percentage is meant.
    #[serde(default, skip_serializing_if = "Bound::is_exact")]
    pub bound: Bound,
}

/// A count of something else that was announced: people arrested, people killed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedCount {
    /// What was counted, in a few words, such as `deaths`.
    pub of: String,
    /// How many; at most 2^53 − 1.
    pub number: u64,
    /// How the number is meant.
    #[serde(default, skip_serializing_if = "Bound::is_exact")]
    pub bound: Bound,
}

/// A claim: what was announced, by whom, when, where it stands written, in what words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The claim's own name.
    pub id: ClaimId,
    /// Whose telling of the result it belongs to.
    pub account: AccountId,
    /// Who said it: an office or an organisation.
    pub who: String,
    /// The day on which it was said.
    pub when: Date,
    /// Where it stands written.
    #[serde(rename = "where")]
    pub where_: String,
    /// The document in which it stands, as the name of a blob, where the record has it as a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// In what words, where they matter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The area it speaks of; the whole country where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The contest it speaks of; needed where there are figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<ContestId>,
    /// Figures of the result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<ClaimedFigure>,
    /// Other counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<ClaimedCount>,
}

/// A file of claims: `claims.toml`, one `[[claims]]` table a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// The claims, in the order of the file.
    pub claims: Vec<Claim>,
}

/// The largest number that a claim may carry: 2^53 − 1, the largest that every JSON parser keeps.
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

/// A claim whose figures do not make sense as such.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// A figure with neither a number nor a percentage.
    #[error("claim {claim}: the figure of {of:?} has neither a number nor a percentage")]
    EmptyFigure {
        /// The claim.
        claim: ClaimId,
        /// What the figure counts.
        of: String,
    },
    /// Two figures of one thing.
    #[error("claim {claim}: {of:?} is given twice")]
    Twice {
        /// The claim.
        claim: ClaimId,
        /// What is given twice.
        of: String,
    },
    /// A number over 2^53 − 1.
    #[error("claim {claim}: {number} for {of:?} is over 9007199254740991")]
    TooLarge {
        /// The claim.
        claim: ClaimId,
        /// What the figure counts.
        of: String,
        /// The number refused.
        number: u64,
    },
    /// A document that is no name of a blob.
    #[error("claim {claim}: document {found:?} is not the name of a blob, sha256: and 64 hexadecimal digits")]
    Document {
        /// The claim.
        claim: ClaimId,
        /// What stands there.
        found: String,
    },
    /// Nothing is claimed.
    #[error("claim {claim}: there are no figures and no counts")]
    Nothing {
        /// The claim.
        claim: ClaimId,
    },
    /// Figures of a result without the contest they belong to.
    #[error("claim {claim}: figures need `contest`")]
    NoContest {
        /// The claim.
        claim: ClaimId,
    },
}

impl Claim {
    /// Checks what the types alone do not: every figure says something, once, within bounds.
    ///
    /// # Errors
    /// The first contradiction found: [`ClaimError::Nothing`] without figures and counts;
    /// [`ClaimError::NoContest`] for figures without a contest; [`ClaimError::Document`] where `document` is
    /// no blob's name; [`ClaimError::EmptyFigure`], [`ClaimError::TooLarge`] or [`ClaimError::Twice`] of a
    /// figure or count.
    pub fn check(&self) -> Result<(), ClaimError> {
        let claim = || self.id.clone();
        if self.figures.is_empty() && self.counts.is_empty() {
            return Err(ClaimError::Nothing { claim: claim() });
        }
        if !self.figures.is_empty() && self.contest.is_none() {
            return Err(ClaimError::NoContest { claim: claim() });
        }
        if let Some(document) = self
            .document
            .as_ref()
            .filter(|name| !crate::id::is_blob_name(name))
        {
            return Err(ClaimError::Document {
                claim: claim(),
                found: document.chars().take(80).collect(),
            });
        }
        let mut seen = std::collections::BTreeSet::new();
        let figures = self
            .figures
            .iter()
            .map(|figure| (figure.of.name(), figure.number, figure.percent));
        let counts = self
            .counts
            .iter()
            .map(|count| (count.of.as_str(), Some(count.number), None));
        for (of, number, percent) in figures.chain(counts) {
            if number.is_none() && percent.is_none() {
                return Err(ClaimError::EmptyFigure {
                    claim: claim(),
                    of: of.to_owned(),
                });
            }
            if let Some(number) = number.filter(|n| *n > MAX_NUMBER) {
                return Err(ClaimError::TooLarge {
                    claim: claim(),
                    of: of.to_owned(),
                    number,
                });
            }
            if !seen.insert(of) {
                return Err(ClaimError::Twice {
                    claim: claim(),
                    of: of.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// The claim with its further figures told from its options. No figure has the id of an option.
    #[must_use]
    pub fn of_election(mut self, election: &Election) -> Claim {
        for figure in &mut self.figures {
            if let Subject::Option(id) = &figure.of
                && let Some(id) = election
                    .figures
                    .iter()
                    .find(|further| further.as_str() == id.as_str())
            {
                figure.of = Subject::Further(id.clone());
            }
        }
        self
    }

    /// The figure of a subject.
    pub fn figure(&self, of: &Subject) -> Option<&ClaimedFigure> {
        self.figures.iter().find(|figure| figure.of == *of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIM: &str = r#"{"id":"b1","account":"cne","who":"CNE","when":"2024-07-29","where":"bulletin",
        "contest":"president","figures":[{"of":"NM","number":5150092,"percent":"51.20"},{"of":"others","percent":"4.6"}]}"#;

    #[test]
    fn a_claim_keeps_who_when_and_where() {
        let claim: Claim = serde_json::from_str(CLAIM).unwrap();
        claim.check().unwrap();
        assert_eq!(claim.figures[0].of, Subject::Option("NM".parse().unwrap()));
        assert_eq!(claim.figures[1].of, Subject::Others);
        assert_eq!(claim.where_, "bulletin");
    }

    #[test]
    fn no_option_has_the_name_of_another_subject() {
        for subject in [Subject::Turnout, Subject::Stations, Subject::Others] {
            crate::names::check(subject.name()).unwrap_err();
        }
        for field in CountField::ALL {
            crate::names::check(field.name()).unwrap_err();
        }
    }

    #[test]
    fn figures_that_say_nothing_or_too_much_are_refused() {
        let broken = |from: &str, to: &str| {
            serde_json::from_str::<Claim>(&CLAIM.replace(from, to))
                .unwrap()
                .check()
                .unwrap_err()
                .to_string()
        };
        assert!(broken(r#","percent":"4.6""#, "").contains("neither a number nor a percentage"));
        assert!(broken("others", "NM").contains("given twice"));
        assert!(
            broken(r#""contest""#, r#""document":"sha256:00","contest""#).contains("not the name of a blob")
        );
        assert!(broken("5150092", "9007199254740992").contains("over 9007199254740991"));
        assert!(broken(r#""contest":"president","#, "").contains("contest"));
    }
}
