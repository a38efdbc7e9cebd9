//! `reading` and `readings`: an entry of one reading or of many, judged row by row in the order of the rows.

use super::Fold;
use super::reading::{Folding, Numbers, Unwritten};
use crate::accounts::Whose;
use crate::keys::Authorised;
use crate::prepare::{Batch, PackedReadings};
use crate::readings::ContestNumber;
use crate::refusal::Refusal;
use crate::stations::StationNumber;
use model::{AccountId, AreaCode, Method, StageId};
use record::{EntryName, Reading, ReadingName, Readings};

impl Fold {
    /// Folds in an entry; gives whether it counts, which it does where a row of it counts. `known` has the numbers of the
    /// stations of all rows of the batch, as far as they are known.
    pub(super) fn readings(
        &mut self,
        entry: u64,
        (batch, packed): (&Batch, &PackedReadings),
        known: &[Option<StationNumber>],
        names: &mut Numbers,
    ) -> bool {
        let account = batch.accounts.value(packed.account);
        let stage = packed.stage.map(|stage| batch.stages.value(stage));
        let whose = match self
            .is_open_to(true)
            .and_then(|()| self.accounts.whose(account, stage))
        {
            Ok(whose) => whose,
            Err(refusal) => {
                self.refused.add_entry(entry, packed.kind(), refusal);
                return false;
            }
        };
        let mut documents = batch
            .of(packed)
            .iter()
            .map(|number| batch.documents.value(*number));
        let has_source =
            packed.method == Method::File && documents.all(|document| self.evidence.has_source(document));
        let mut folding = Folding {
            entry,
            batch,
            packed,
            whose,
            names,
            number: None,
            has_source,
        };
        let mut counts = false;
        for (row, (packed_row, known)) in
            (0..=u8::MAX).zip(batch.rows(packed).iter().zip(packed.of_rows(known)))
        {
            let row = packed.many.then_some(row);
            match self.reading(&mut folding, (row, packed_row), *known) {
                Ok(()) => counts = true,
                Err(refusal) => self.refused.add_row(entry, row, packed.kind(), refusal),
            }
        }
        if !counts {
            self.refused.no_row_counts();
        }
        counts
    }

    /// What an entry of readings of this contest, account and stage needs, whatever its rows: their numbers.
    pub(crate) fn check_readings(
        &self,
        contest: &str,
        account: &AccountId,
        stage: Option<&StageId>,
    ) -> Result<(ContestNumber, Whose), Refusal> {
        let contest = self.definition.contest(contest)?;
        self.is_open_to(true)?;
        Ok((contest, self.accounts.whose(account, stage)?))
    }

    /// Whether a `reading` of this name would count if it were written now.
    pub(super) fn check_one(
        &self,
        reading: &Reading,
        name: Option<EntryName>,
        signers: &[Authorised],
        is_within: &dyn Fn(&AreaCode) -> bool,
    ) -> Result<(), Refusal> {
        let (contest, whose) =
            self.check_readings(reading.contest.as_str(), &reading.account, reading.stage.as_ref())?;
        let unwritten = Unwritten {
            contest,
            whose,
            station: &reading.station,
            name: name.map(ReadingName::from),
            corrects: reading.corrects.as_ref().map(|corrects| &corrects.reading),
            before: 0,
        };
        self.check_reading(&unwritten, signers, is_within)
    }

    /// Whether any row of a `readings` of this name would count if it were written now; where none would, why the first
    /// would not.
    pub(super) fn check_many(
        &self,
        readings: &Readings,
        name: Option<EntryName>,
        signers: &[Authorised],
        is_within: &dyn Fn(&AreaCode) -> bool,
    ) -> Result<(), Refusal> {
        let (contest, whose) = self.check_readings(
            readings.contest.as_str(),
            &readings.account,
            readings.stage.as_ref(),
        )?;
        let corrected = readings.corrected();
        let mut first = None;
        for (number, (row, corrects)) in (0..=u8::MAX).zip(readings.rows.iter().zip(&corrected)) {
            let unwritten = Unwritten {
                contest,
                whose,
                station: row.station,
                name: name.map(|entry| ReadingName {
                    entry,
                    row: Some(number),
                }),
                corrects: corrects.as_ref(),
                before: 0,
            };
            match self.check_reading(&unwritten, signers, is_within) {
                Ok(()) => return Ok(()),
                Err(refusal) => first = first.or(Some(refusal)),
            }
        }
        first.map_or(Ok(()), Err)
    }
}
