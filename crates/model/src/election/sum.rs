//! Sums between the figures of a sheet, which the election makes rules of.

use super::error::{ElectionError, unique, within};
use crate::{CountField, FigureId, Severity, SheetFigure};
use serde::{Deserialize, Serialize};

/// A rule of a sheet: a figure is the sum of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SumRule {
    /// The sum.
    pub of: Summand,
    /// What it is made up of.
    pub parts: Vec<Summand>,
    /// How much it weighs where they are not equal.
    #[serde(
        default = "SumRule::usual_severity",
        skip_serializing_if = "Severity::is_error"
    )]
    pub severity: Severity,
}

/// A figure in a sum: of the sheet, or the options' sum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "FigureId", into = "FigureId")]
pub enum Summand {
    /// A figure that is not an option's.
    Sheet(SheetFigure),
    /// The sum of the options.
    Options,
}

/// The name of the options' sum.
const OPTIONS: &str = "options";

impl Summand {
    /// The name in files.
    pub fn name(&self) -> &str {
        match self {
            Summand::Sheet(figure) => figure.name(),
            Summand::Options => OPTIONS,
        }
    }

    /// Whether it is this one of the five.
    pub fn is(&self, field: CountField) -> bool {
        *self == Summand::Sheet(SheetFigure::Field(field))
    }
}

impl From<FigureId> for Summand {
    fn from(id: FigureId) -> Self {
        match id.as_str() {
            OPTIONS => Summand::Options,
            _ => Summand::Sheet(id.into()),
        }
    }
}

impl From<Summand> for FigureId {
    fn from(summand: Summand) -> Self {
        match summand {
            Summand::Sheet(figure) => figure.into(),
            Summand::Options => OPTIONS.parse().expect("a word is an id"),
        }
    }
}

/// The most sums that an election may have.
const MAX_SUMS: usize = 16;
/// The most parts of a sum.
const MAX_PARTS: usize = 16;

impl SumRule {
    fn usual_severity() -> Severity {
        Severity::Error
    }

    fn check(&self, further: &[FigureId]) -> Result<(), ElectionError> {
        let key = format!("parts of the sum {:?}", self.of.name());
        let parts = self.parts.len() as u64;
        within(&key, parts, 2..=MAX_PARTS as u64, "2 to 16 parts")?;
        unique(&key, self.parts.iter().map(Summand::name))?;
        for summand in [&self.of].into_iter().chain(&self.parts) {
            if let Summand::Sheet(SheetFigure::Further(id)) = summand
                && !further.contains(id)
            {
                return Err(ElectionError::NoSuchFigure {
                    key: "sums".to_owned(),
                    id: id.to_string(),
                });
            }
        }
        match self.parts.contains(&self.of) {
            true => Err(ElectionError::PartOfItself {
                of: self.of.name().to_owned(),
            }),
            false => Ok(()),
        }
    }
}

/// Checks the sums of an election that has these further figures.
pub(super) fn check(sums: &[SumRule], further: &[FigureId]) -> Result<(), ElectionError> {
    within("sums", sums.len() as u64, 0..=MAX_SUMS as u64, "0 to 16 sums")?;
    unique("sums", sums.iter().map(|sum| sum.of.name()))?;
    sums.iter().try_for_each(|sum| sum.check(further))
}
