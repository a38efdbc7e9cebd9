//! Findings: rules that a reading breaks, and disagreements.

use crate::accounts::AccountNumber;
use crate::readings::ContestNumber;
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use model::Rule;
use model::rules::Field;

/// A rule that a station's sheet breaks, in one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule; it knows its code, its severity and its words.
    pub rule: Rule,
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
