//! A reading: the figures of a sheet or of a row, perhaps a correction of an earlier reading. What is decided here is
//! decided alike of a `reading`, of each row of a `readings`, and of both before they are written.

use super::{Fold, nowhere};
use crate::accounts::Whose;
use crate::finding::Finding;
use crate::keys::Authorised;
use crate::prepare::{Batch, PackedReadings, PackedRow};
use crate::readings::{ContestNumber, MAX_READINGS_OF_ONE_KEY, NewReading, Voice};
use crate::refusal::Refusal;
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use model::{AreaCode, Method, StationCode};
use record::{ReadingName, Role};
use std::borrow::Cow;

/// What decides whether a reading counts, packed or not.
struct Candidate<'a> {
    /// Its name, where its text is known.
    name: Option<ReadingName>,
    contest: ContestNumber,
    /// Where the register or an entry before has named it.
    station: Option<StationNumber>,
    whose: Whose,
    corrects: Option<&'a ReadingName>,
    /// How many readings of the station and contest by its first signer are still to be written before it.
    before: usize,
}

/// A reading that is to be written.
pub(crate) struct Unwritten<'a> {
    pub(crate) contest: ContestNumber,
    pub(crate) whose: Whose,
    pub(crate) station: &'a StationCode,
    /// Its name, where its whole text is known.
    pub(crate) name: Option<ReadingName>,
    pub(crate) corrects: Option<&'a ReadingName>,
    /// How many readings of the station and contest its first signer writes before it.
    pub(crate) before: usize,
}

/// As what a reading counts.
enum Counts {
    /// As a new one, which corrects this one.
    Reading(Option<ReadingNumber>),
    /// As a further voice of this one.
    Voice(ReadingNumber),
}

/// A packed entry of readings that is being folded in.
pub(super) struct Folding<'b> {
    /// Its place in the log.
    pub(super) entry: u64,
    pub(super) batch: &'b Batch,
    pub(super) packed: &'b PackedReadings,
    pub(super) whose: Whose,
    pub(super) names: &'b mut Numbers,
    /// Its number among the entries of readings, once a row of it counts.
    pub(super) number: Option<u32>,
    /// Whether it was taken from a file that a source before names.
    pub(super) has_source: bool,
}

impl Fold {
    /// Folds in a row of an entry, or its only reading.
    pub(super) fn reading(
        &mut self,
        folding: &mut Folding<'_>,
        (row, packed_row): (Option<u8>, &PackedRow),
        known: Option<StationNumber>,
    ) -> Result<(), Refusal> {
        let Folding {
            entry,
            batch,
            packed,
            whose,
            names,
            number: entry_number,
            has_source,
        } = folding;
        let contest = packed.contest;
        let code = batch.station(packed_row);
        // A row before may have added it.
        let known = known.or_else(|| self.stations.number(code));
        let whose @ (account, stage) = *whose;
        let name = ReadingName {
            entry: packed.name,
            row,
        };
        let candidate = Candidate {
            name: Some(name),
            contest,
            station: known,
            whose,
            corrects: packed_row.corrects.as_deref(),
            before: 0,
        };
        let signers = self.within_area(batch.signers(packed), self.area_of(known), &nowhere)?;
        let (counts, signers) = self.accept(&candidate, signers)?;
        let corrected = match counts {
            Counts::Reading(corrected) => corrected,
            Counts::Voice(reading) => {
                self.readings.add_voice(reading, Voice::of(*entry, &signers));
                self.vouch(reading, (batch, packed), &signers);
                return Ok(());
            }
        };
        let mut pages = Vec::new();
        let mut document = |number: u32| {
            let readings = &mut self.readings;
            *names.documents[number as usize]
                .get_or_insert_with(|| readings.document_number(batch.documents.value(number)))
        };
        let one;
        let of = match batch.of(packed) {
            [number] => {
                one = document(*number);
                std::slice::from_ref(&one)
            }
            several => {
                pages.extend(several.iter().map(|number| document(*number)));
                &pages[..]
            }
        };
        let hour = *names.hours[packed.hour as usize]
            .get_or_insert_with(|| self.readings.hour_number(batch.hours.value(packed.hour)));
        let as_of = packed_row.as_of.map(|minute| {
            let number = &mut names.minutes[minute as usize];
            *number.get_or_insert_with(|| self.readings.minute_number(batch.minutes.value(minute)))
        });
        let station = match known {
            Some(station) => station,
            None => self.stations.add(code),
        };
        let evidence = match packed.method {
            Method::File => *has_source,
            Method::Code | Method::Typed | Method::Machine => self.has_images((batch, packed), station),
            // A gateway gives it evidence.
            Method::Message => false,
        };
        let entry = *entry_number.get_or_insert_with(|| self.readings.add_entry(*entry, packed.name));
        let number = self.readings.add(NewReading {
            entry,
            row,
            station,
            contest,
            account,
            stage,
            of,
            hour,
            as_of,
            line: packed_row.line,
            method: packed.method,
            errors: packed_row.errors,
            evidence,
            empty: packed_row.empty,
            figures: batch.figures(packed_row),
            signers: &signers,
        });
        self.vouch(number, (batch, packed), &signers);
        if let Some(corrected) = corrected {
            self.readings.correct(corrected, number);
        }
        let broken = batch.broken(packed_row).iter().map(|broken| Finding {
            rule: broken.rule,
            severity: broken.severity,
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

    /// Whether captures so far show every photograph that an entry was taken from as one of the station's sheet.
    fn has_images(&self, (batch, packed): (&Batch, &PackedReadings), station: StationNumber) -> bool {
        let code = self.stations.code(station);
        let mut images = batch
            .of(packed)
            .iter()
            .map(|number| batch.documents.value(*number));
        images.all(|image| self.evidence.has_image(image, packed.contest, code))
    }

    /// Takes in what signers by whom a reading counts say for it besides its text: as gateways, or by a seal that it opens.
    fn vouch(
        &mut self,
        reading: ReadingNumber,
        (batch, packed): (&Batch, &PackedReadings),
        signers: &[Authorised],
    ) {
        if packed.method == Method::Message {
            let gateways = signers.iter().filter(|signer| signer.role == Role::Gateway);
            self.readings.pass_on(reading, gateways.map(|signer| signer.key));
        }
        if let ([first, ..], true) = (batch.of(packed), packed.salted) {
            let image = batch.documents.value(*first);
            let opened = (&packed.name, packed.contest, image);
            // A text that everybody can read is sealed by nobody any more.
            let own = self.readings.place(reading).entry;
            let seal = self.evidence.sealed_at(opened, signers);
            if let Some(seal) = seal.filter(|seal| *seal < own) {
                self.readings.opens(reading, seal);
            }
        }
    }

    /// Whether a reading that is to be written would count by the rules that hold row by row, where `signers` may write
    /// it by rules 1 to 6.
    pub(crate) fn check_reading(
        &self,
        reading: &Unwritten<'_>,
        signers: &[Authorised],
        is_within: &dyn Fn(&AreaCode) -> bool,
    ) -> Result<(), Refusal> {
        let station = self.stations.number(reading.station.as_str());
        let signers = self.within_area(signers, self.area_of(station), is_within)?;
        let candidate = Candidate {
            name: reading.name,
            contest: reading.contest,
            station,
            whose: reading.whose,
            corrects: reading.corrects,
            before: reading.before,
        };
        self.accept(&candidate, signers).map(|_| ())
    }

    /// Whether a reading by these signers, who may write about its station, counts, as what and by whom: the first of
    /// them is the one that it is counted for.
    fn accept<'s>(
        &self,
        reading: &Candidate<'_>,
        mut signers: Cow<'s, [Authorised]>,
    ) -> Result<(Counts, Cow<'s, [Authorised]>), Refusal> {
        let mut same = None;
        let mut own = reading.before;
        if let Some(station) = reading.station {
            if let Some(name) = &reading.name {
                same = self.readings.find(reading.contest, station, name);
            }
            if let Some(same) = same {
                let counts_by = |key| self.readings.counts_by(same, key);
                if signers.iter().any(|signer| counts_by(signer.key)) {
                    signers.to_mut().retain(|signer| !counts_by(signer.key));
                }
            }
            let Some(first) = signers.first() else {
                return Err(Refusal::Replay);
            };
            own += self.readings.led_by(reading.contest, station, first.key);
        }
        if own >= MAX_READINGS_OF_ONE_KEY {
            return Err(Refusal::TooManyReadings);
        }
        let counts = match (same, reading.corrects) {
            // What it corrects, it has corrected.
            (Some(same), _) => Counts::Voice(same),
            (None, Some(name)) => Counts::Reading(Some(self.corrected(reading, name, &signers)?)),
            (None, None) => Counts::Reading(None),
        };
        Ok((counts, signers))
    }

    /// The reading that a correction names: of the same station, contest, account and stage, not corrected already, and the
    /// signer's own unless a reviewer corrects it. Whoever gave it only a further voice does not own it, or they could
    /// take away what others have signed.
    fn corrected(
        &self,
        reading: &Candidate<'_>,
        name: &ReadingName,
        signers: &[Authorised],
    ) -> Result<ReadingNumber, Refusal> {
        let station = reading.station.ok_or(Refusal::NoSuchEntry)?;
        let number = self
            .readings
            .find(reading.contest, station, name)
            .ok_or(Refusal::NoSuchEntry)?;
        let row = self.readings.row(number);
        let own = self.readings.signers(number);
        let may = signers
            .iter()
            .any(|signer| signer.role == Role::Reviewer || own.contains(&signer.key));
        if (row.account, row.stage) == reading.whose && may && row.corrected_by().is_none() {
            Ok(number)
        } else {
            Err(Refusal::NoSuchEntry)
        }
    }
}

/// The fold's numbers of a batch's names, as far as a reading that counts has used them.
pub(super) struct Numbers {
    documents: Vec<Option<u32>>,
    hours: Vec<Option<u32>>,
    minutes: Vec<Option<u32>>,
}

impl Numbers {
    pub(super) fn of(batch: &Batch) -> Numbers {
        Numbers {
            documents: vec![None; batch.documents.len()],
            hours: vec![None; batch.hours.len()],
            minutes: vec![None; batch.minutes.len()],
        }
    }
}
