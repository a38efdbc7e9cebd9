//! `election`: the law and the words, which only the first entry names together.

use super::amend::{WordsRow, map_document};
use super::{Fold, FoldIn};
use crate::keys::Authorised;
use crate::refusal::Refusal;
use record::ElectionBody;

impl FoldIn for ElectionBody {
    fn check(&self, _: &Fold, entry: u64, _: &[Authorised]) -> Result<(), Refusal> {
        if entry > 0 {
            return Err(Refusal::SecondElection);
        }
        Ok(())
    }

    fn apply(self: Box<Self>, fold: &mut Fold, entry: u64, _: &[Authorised]) {
        let words = fold.definition.election.words();
        fold.needs(self.law);
        fold.needs(self.words);
        if let Some(map) = map_document(&words) {
            fold.needs(map);
        }
        fold.words = Some(WordsRow {
            entry,
            blob: self.words,
            reason: None,
            words,
        });
    }
}
