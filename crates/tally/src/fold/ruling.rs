//! `ruling`: which reading of a station stands, or that none does.

use super::{Fold, FoldIn};
use crate::keys::{Authorised, KeyNumber};
use crate::readings::ContestNumber;
use crate::refusal::Refusal;
use crate::state::ReadingNumber;
use model::Hour;
use record::{ReadingName, Ruling};

/// A ruling with its place in the log.
#[derive(Debug, Clone)]
pub struct RulingRow {
    /// The entry's place in the log.
    pub entry: u64,
    /// When it was written.
    pub at: Hour,
    /// Who signed it, the first of those who may rule.
    pub signer: KeyNumber,
    /// The reading that stands, if any.
    pub stands: Option<ReadingNumber>,
    /// Why.
    pub reason: String,
}

/// The reading of the ruling's station and contest that has this name.
fn find(fold: &Fold, contest: ContestNumber, ruling: &Ruling, name: &ReadingName) -> Option<ReadingNumber> {
    let station = fold.stations.number(ruling.station.as_str())?;
    fold.readings.find(contest, station, name)
}

impl FoldIn for Ruling {
    fn check(&self, fold: &Fold, _: u64, _: &[Authorised]) -> Result<(), Refusal> {
        let contest = fold.definition.contest(self.contest.as_str())?;
        match &self.stands {
            Some(name) if find(fold, contest, self, name).is_none() => Err(Refusal::NoSuchEntry),
            _ => Ok(()),
        }
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, signers: &[Authorised]) {
        let contest = fold.definition.contest(self.contest.as_str());
        let (Ok(contest), Some(signer)) = (contest, signers.first()) else {
            return;
        };
        let stands = self.stands.and_then(|name| find(fold, contest, &self, &name));
        let station = match fold.stations.number(self.station.as_str()) {
            Some(station) => station,
            None => fold.stations.add(self.station.as_str()),
        };
        let row = RulingRow {
            entry,
            at: self.at,
            signer: signer.key,
            stands,
            reason: self.reason,
        };
        fold.rulings.insert((contest, station), row);
    }
}
