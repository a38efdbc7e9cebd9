//! `observation`: an observer's report from a station.

use super::{Fold, FoldIn};
use crate::keys::{Authorised, KeyNumber};
use record::Observation;

/// An observer's report with its place in the log.
#[derive(Debug, Clone)]
pub struct ObservationRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// Who signed it, the first of those who may write it.
    pub signer: KeyNumber,
    /// What it says.
    pub observation: Observation,
}

impl FoldIn for Observation {
    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, signers: &[Authorised]) {
        if let Some(signer) = signers.first() {
            fold.observations.push(ObservationRow {
                entry,
                signer: signer.key,
                observation: *self,
            });
        }
    }
}
