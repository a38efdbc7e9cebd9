//! Findings: rules that a reading breaks, and disagreements.

use crate::accounts::AccountNumber;
use crate::readings::ContestNumber;
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use model::rules::Field;
use model::{Rule, Severity};

/// A rule that a station's sheet breaks, in one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule; it knows its code and its words.
    pub rule: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// The station.
    pub station: StationNumber,
    /// The contest.
    pub contest: ContestNumber,
    /// The account whose reading it is.
    pub account: AccountNumber,
    /// The reading.
    pub reading: ReadingNumber,
    /// The fields concerned.
    pub fields: Vec<Field>,
    /// Another reading that it is compared with: the one that stands, or that of another station.
    pub other: Option<ReadingNumber>,
}

impl Finding {
    /// Of a sum of the election, the figure that is not the sum of its parts.
    pub fn sum(&self) -> Option<&Field> {
        let sum = self.fields.last();
        sum.filter(|_| self.rule == Rule::SumDiffers)
    }
}
