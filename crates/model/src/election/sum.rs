//! Sums between the figures of a sheet, which the election makes rules of.

use super::error::ElectionError;
use super::fault::Faults;
use crate::document::Place;
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

    fn faults(&self, at: &Place, further: &[FigureId], faults: &mut Faults) {
        let (own, parts) = (at.key("of"), at.key("parts"));
        let key = format!("parts of the sum {:?}", self.of.name());
        faults.length(
            parts.clone(),
            &key,
            self.parts.len(),
            2..=MAX_PARTS,
            "2 to 16 parts",
        );
        faults.unique(&parts, &key, self.parts.iter().map(Summand::name));
        let places = (0..).map(|place| parts.item(place));
        let summands = [(own.clone(), &self.of)]
            .into_iter()
            .chain(places.zip(&self.parts));
        for (at, summand) in summands {
            if let Summand::Sheet(SheetFigure::Further(id)) = summand
                && !further.contains(id)
            {
                let error = ElectionError::NoSuchFigure {
                    key: "sums".to_owned(),
                    id: id.to_string(),
                };
                faults.push(at, error);
            }
        }
        if self.parts.contains(&self.of) {
            let of = self.of.name().to_owned();
            faults.push(own, ElectionError::PartOfItself { of });
        }
    }
}

/// Notes what is wrong with the sums of an election that has these further figures.
pub(super) fn faults(sums: &[SumRule], further: &[FigureId], faults: &mut Faults) {
    let at = Place::of("sums");
    faults.length(at.clone(), "sums", sums.len(), 0..=MAX_SUMS, "0 to 16 sums");
    faults.unique(&at, "sums", sums.iter().map(|sum| sum.of.name()));
    for (place, sum) in sums.iter().enumerate() {
        sum.faults(&at.item(place), further, faults);
    }
}
