//! `reading`: the figures of a sheet, or a correction of an earlier reading of it.

use super::{Fold, nowhere};
use crate::finding::Finding;
use crate::keys::Authorised;
use crate::prepare::{Batch, PackedReading};
use crate::readings::{AccountNumber, ContestNumber, MAX_READINGS_OF_ONE_KEY, NewReading};
use crate::refusal::Refusal;
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use model::AccountId;
use record::{EntryHash, Reading, Role};

/// What decides whether a reading counts, packed or not.
struct Candidate<'a> {
    /// Its hash, where it is written already.
    hash: Option<EntryHash>,
    contest: ContestNumber,
    /// Where the register or an entry before has named it.
    station: Option<StationNumber>,
    account: &'a AccountId,
    corrects: Option<&'a EntryHash>,
}

impl Fold {
    pub(super) fn reading(
        &mut self,
        (entry, hash): (u64, EntryHash),
        batch: &Batch,
        reading: &PackedReading,
        known: Option<StationNumber>,
        names: &mut Numbers,
    ) -> Result<(), Refusal> {
        self.is_open_to(true)?;
        let contest = reading.contest;
        let code = batch.station(reading);
        // An entry of the same batch may have added it.
        let known = known.or_else(|| self.stations.number(code));
        let account = batch.accounts.value(reading.account);
        let candidate = Candidate {
            hash: Some(hash),
            contest,
            station: known,
            account,
            corrects: reading.corrects.as_deref(),
        };
        let signers = self.within_area(batch.signers(reading), self.area_of(known), &nowhere)?;
        let corrected = self.accept(&candidate, &signers)?;
        let account = match names.accounts[reading.account as usize] {
            Some(number) => number,
            None => {
                self.check_account(account)?;
                let number = self.account(account);
                names.accounts[reading.account as usize] = Some(number);
                number
            }
        };
        let document = *names.documents[reading.document as usize].get_or_insert_with(|| {
            self.readings
                .document_number(batch.documents.value(reading.document))
        });
        let hour = *names.hours[reading.hour as usize]
            .get_or_insert_with(|| self.readings.hour_number(batch.hours.value(reading.hour)));
        let station = match known {
            Some(station) => station,
            None => self.stations.add(code),
        };
        let number = self.readings.add(NewReading {
            entry,
            hash,
            station,
            contest,
            account,
            document,
            hour,
            line: reading.line,
            method: reading.method,
            errors: reading.errors,
            figures: batch.figures(reading),
            signers: &signers,
        });
        if let Some(corrected) = corrected {
            self.readings.correct(corrected, number);
        }
        let broken = batch.broken(reading).iter().map(|broken| Finding {
            rule: broken.rule,
            station,
            contest,
            account,
            reading: number,
            fields: broken.fields.clone(),
            other: None,
        });
        self.broken.extend(broken);
        Ok(())
    }

    /// Whether a reading would count if it were written now by these signers, who may write about its station.
    pub(super) fn check_reading(&self, reading: &Reading, signers: &[Authorised]) -> Result<(), Refusal> {
        let candidate = Candidate {
            hash: None,
            contest: self.definition.contest(reading.contest.as_str())?,
            station: self.stations.number(reading.station.as_str()),
            account: &reading.account,
            corrects: reading.corrects.as_ref().map(|corrects| &corrects.entry),
        };
        self.accept(&candidate, signers)?;
        self.check_account(&reading.account)
    }

    /// Whether a reading by these signers, of whom the first is the one that it is counted for, counts; gives the
    /// reading that it corrects.
    fn accept(
        &self,
        reading: &Candidate<'_>,
        signers: &[Authorised],
    ) -> Result<Option<ReadingNumber>, Refusal> {
        if let Some(station) = reading.station {
            let mut own = 0;
            for number in self.readings.of_station(reading.contest, station) {
                let row = self.readings.row(number);
                if Some(row.hash) == reading.hash {
                    return Err(Refusal::Replay);
                }
                own += usize::from(row.signer == signers[0].key);
            }
            if own >= MAX_READINGS_OF_ONE_KEY {
                return Err(Refusal::TooManyReadings);
            }
        }
        let corrected = reading
            .corrects
            .map(|hash| self.corrected(reading, hash, signers));
        corrected.transpose()
    }

    /// The reading that a correction names: of the same station, contest and account, not corrected
    /// already, and the signer's own unless a reviewer corrects it.
    fn corrected(
        &self,
        reading: &Candidate<'_>,
        hash: &EntryHash,
        signers: &[Authorised],
    ) -> Result<ReadingNumber, Refusal> {
        let station = reading.station.ok_or(Refusal::NoSuchEntry)?;
        let number = self
            .readings
            .find(reading.contest, station, hash)
            .ok_or(Refusal::NoSuchEntry)?;
        let row = self.readings.row(number);
        let same_account = self.accounts.get_index(usize::from(row.account)) == Some(reading.account);
        let own = self.readings.signers(number);
        let may = signers
            .iter()
            .any(|signer| signer.role == Role::Reviewer || own.contains(&signer.key));
        if same_account && may && row.corrected_by().is_none() {
            Ok(number)
        } else {
            Err(Refusal::NoSuchEntry)
        }
    }
}

/// The fold's numbers of a batch's names, as far as a reading that counts has used them.
pub(super) struct Numbers {
    accounts: Vec<Option<AccountNumber>>,
    documents: Vec<Option<u32>>,
    hours: Vec<Option<u32>>,
}

impl Numbers {
    pub(super) fn of(batch: &Batch) -> Numbers {
        Numbers {
            accounts: vec![None; batch.accounts.len()],
            documents: vec![None; batch.documents.len()],
            hours: vec![None; batch.hours.len()],
        }
    }
}
