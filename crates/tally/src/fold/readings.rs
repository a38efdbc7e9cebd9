//! `reading` and `readings`: an entry of one reading or of many, judged row by row in the order of the rows.

use super::Fold;
use super::reading::{Folding, Numbers, Unwritten};
use crate::keys::Authorised;
use crate::prepare::{Batch, PackedReadings};
use crate::readings::ContestNumber;
use crate::refusal::Refusal;
use crate::stations::StationNumber;
use model::{AccountId, AreaCode, Method};
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
        let open = self.is_open_to(true);
        let checked = open.and_then(|()| match names.accounts[packed.account as usize] {
            Some(_) => Ok(()),
            None => self.check_account(batch.accounts.value(packed.account)),
        });
        if let Err(refusal) = checked {
            self.refused.add_entry(entry, packed.kind(), refusal);
            return false;
        }
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

    /// What an entry of readings of this contest and account needs, whatever its rows: the contest's number.
    pub(crate) fn check_readings(
        &self,
        contest: &str,
        account: &AccountId,
    ) -> Result<ContestNumber, Refusal> {
        let contest = self.definition.contest(contest)?;
        self.is_open_to(true)?;
        self.check_account(account)?;
        Ok(contest)
    }

    /// Whether a `reading` of this name would count if it were written now.
    pub(super) fn check_one(
        &self,
        reading: &Reading,
        name: Option<EntryName>,
        signers: &[Authorised],
        is_within: &dyn Fn(&AreaCode) -> bool,
    ) -> Result<(), Refusal> {
        let contest = self.check_readings(reading.contest.as_str(), &reading.account)?;
        let unwritten = Unwritten {
            contest,
            account: &reading.account,
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
        let contest = self.check_readings(readings.contest.as_str(), &readings.account)?;
        let corrected = readings.corrected();
        let mut first = None;
        for (number, (row, corrects)) in (0..=u8::MAX).zip(readings.rows.iter().zip(&corrected)) {
            let unwritten = Unwritten {
                contest,
                account: &readings.account,
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
