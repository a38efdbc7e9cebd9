//! Reads rows, checks whether they will count, and signs them: batch by batch, on all cores.

use super::entries::{CountedRow, entries};
use super::lines::RefusedRows;
use super::{Failed, Imported, Importer};
use crate::codes::WrongCode;
use crate::error::{Error, Result};
use crate::keys::Signer;
use crate::register::Additions;
use bytes::Bytes;
use model::{AccountId, Contest, ContestId, Hour, Method, Minute, StageId};
use publication::blocking::blocking;
use publication::{Events, Seconds};
use rayon::prelude::*;
use record::{BlobHash, Body, Readings, Rows};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Instant;
use table::{FileError, FileReading, FileReadings, ReadError};
use tally::{ContestNumber, NextRow, ReadingRow, StationNumber, Tally, View};

/// Entries that are made durable together.
#[derive(Default)]
pub(super) struct Batch {
    /// The document, and the entries that go before all readings.
    pub(super) lead: Option<(Bytes, Vec<Vec<u8>>)>,
    /// The blob of the stations that are added to the register.
    pub(super) stations: Option<Bytes>,
    /// Signed entries.
    pub(super) entries: Vec<Vec<u8>>,
    /// The rows that could not be read.
    pub(super) warnings: Vec<String>,
}

/// What is left of a file.
pub(super) enum Rest {
    /// More rows, perhaps.
    More,
    /// Nothing.
    End,
    /// The file could not be read any further.
    Stopped(FileError),
}

/// The most failed rows that are listed one by one; the rest are only counted.
const MAX_LISTED: usize = 1_000;

/// Turns rows into signed entries.
pub(super) struct RowSigner {
    rows: FileReadings,
    rest: Rest,
    tally: Arc<Tally>,
    signer: Signer,
    additions: Additions,
    file: String,
    account: AccountId,
    stage: Option<StageId>,
    /// Of rows that state none.
    as_of: Option<Minute>,
    document: BlobHash,
    at: Hour,
    batch: usize,
    /// By contest, the stations that the account has listed with nothing but zeros so far.
    zeros: Vec<BTreeSet<StationNumber>>,
    /// The lines of this document that are recorded already.
    recorded: HashSet<u64>,
    /// How many rows of a station and contest are to be recorded, by the hash of both: a key may write some only.
    written: HashMap<u64, u8>,
    hasher: RandomState,
    /// The rows that the key may not write, by the code of the reason.
    refused: BTreeMap<&'static str, RefusedRows>,
    /// What came of the rows so far.
    pub(super) imported: Imported,
}

impl RowSigner {
    pub(super) fn new(
        importer: &Importer<'_>,
        rows: FileReadings,
        tally: Arc<Tally>,
        signer: Signer,
        document: BlobHash,
        seconds: Seconds,
        events: &dyn Events,
    ) -> Result<RowSigner> {
        let by_area = signer.is_limited_to_areas(&tally);
        let additions = Additions::new(importer.folder, tally.clone(), by_area, &importer.at, events)?;
        Ok(RowSigner {
            rows,
            rest: Rest::More,
            recorded: recorded(&tally, importer, &document),
            zeros: zeros(&tally, importer.account),
            tally,
            signer,
            additions,
            file: importer.file.display().to_string(),
            account: importer.account.clone(),
            stage: importer.stage.clone(),
            as_of: importer.as_of.clone(),
            document,
            at: importer.at.clone(),
            batch: importer.batch,
            written: HashMap::new(),
            hasher: RandomState::new(),
            refused: BTreeMap::new(),
            imported: Imported {
                account: importer.account.clone(),
                document,
                rows: 0,
                readings: 0,
                empty: 0,
                after_zeros: 0,
                already_recorded: 0,
                failed: 0,
                refused: 0,
                failures: Vec::new(),
                stations_added: 0,
                size: 0,
                seconds,
            },
        })
    }

    /// The next batch, on a thread of its own; none at the end of the file.
    pub(super) async fn next(mut self) -> (RowSigner, Result<Option<Batch>>) {
        if !matches!(self.rest, Rest::More) {
            return (self, Ok(None));
        }
        let work = move || {
            let batch = self.read_and_sign();
            (self, batch.map(Some))
        };
        blocking(work).await
    }

    /// What came of all rows, what is left of the file, and the rows that the key may not write.
    pub(super) fn ended(self) -> (Imported, Rest, Vec<RefusedRows>) {
        (self.imported, self.rest, self.refused.into_values().collect())
    }

    fn read_and_sign(&mut self) -> Result<Batch> {
        let began = Instant::now();
        let mut batch = Batch::default();
        let rows = self.read(&mut batch.warnings);
        self.imported.seconds.add("read", began.elapsed());
        let began = Instant::now();
        let bodies = self.bodies(rows)?;
        if let Some(addition) = self.additions.take(Some(self.document), &self.at)? {
            batch.stations = Some(addition.blob);
            batch.entries.push(addition.entry);
            self.imported.stations_added += addition.new;
        }
        let sign = |(line, body): (NonZeroU32, Body)| self.signer.sign(&body, || format!("line {line}"));
        let signed: Vec<Vec<u8>> = bodies.into_par_iter().map(sign).collect::<Result<_>>()?;
        batch.entries.extend(signed);
        self.imported.seconds.add("sign", began.elapsed());
        Ok(batch)
    }

    /// Reads the next rows that are not recorded yet, and names those that cannot be read.
    fn read(&mut self, warnings: &mut Vec<String>) -> Vec<FileReading> {
        let mut rows: Vec<FileReading> = Vec::new();
        let imported = &mut self.imported;
        while rows.len() < self.batch {
            match self.rows.next() {
                None => {
                    self.rest = Rest::End;
                    break;
                }
                Some(Err(ReadError::File(error))) => {
                    self.rest = Rest::Stopped(error);
                    break;
                }
                Some(Ok(row)) if self.recorded.contains(&row.line) => imported.already_recorded += 1,
                Some(Ok(row)) => match WrongCode::check(self.tally.election(), &row.station.code) {
                    Ok(()) => rows.push(row),
                    Err(wrong) => {
                        let message = format!("{}: line {}: {wrong}", self.file, row.line);
                        failed(imported, warnings, message);
                    }
                },
                Some(Err(ReadError::Row(error))) => {
                    failed(imported, warnings, format!("{}: {error}", self.file));
                }
            }
            imported.rows += 1;
        }
        rows
    }

    /// The entries of the rows that will count, each with its first line; their stations are remembered for the register.
    fn bodies(&mut self, rows: Vec<FileReading>) -> Result<Vec<(NonZeroU32, Body)>> {
        let mut by_contest: BTreeMap<usize, Vec<FileReading>> = BTreeMap::new();
        for row in rows {
            by_contest
                .entry(self.contest(&row.contest)?)
                .or_default()
                .push(row);
        }
        let mut bodies = Vec::new();
        for (contest, rows) in by_contest {
            let tally = self.tally.clone();
            let contest = &tally.election().contests[contest];
            let head = self.head(contest);
            let counted = self.that_count(&head, rows)?;
            self.imported.readings += counted.len() as u64;
            for entry in entries(&head, contest, &counted, self.signer.key()) {
                let line = entry
                    .rows
                    .iter()
                    .find_map(|row| row.line)
                    .unwrap_or(NonZeroU32::MIN);
                bodies.push((line, Body::Readings(entry)));
            }
        }
        Ok(bodies)
    }

    /// The place of a contest in the definition, which the profile was checked against.
    fn contest(&self, id: &ContestId) -> Result<usize> {
        let contests = &self.tally.election().contests;
        let place = contests.iter().position(|contest| contest.id == *id);
        place.ok_or_else(|| {
            let refusal = tally::Refusal::UnknownContest(id.to_string());
            self.signer.row_would_not_count(refusal).into()
        })
    }

    /// What all rows of a contest share.
    fn head(&self, contest: &Contest) -> Readings {
        Readings {
            election: self.tally.election().id.clone(),
            account: self.account.clone(),
            stage: self.stage.clone(),
            contest: contest.id.clone(),
            of: self.document,
            figures: Vec::new(),
            options: Vec::new(),
            rows: Rows::default(),
            as_of: None,
            rows_as_of: None,
            corrects: None,
            at: self.at.clone(),
        }
    }

    /// The rows of a contest that will count.
    fn that_count(&mut self, head: &Readings, rows: Vec<FileReading>) -> Result<Vec<CountedRow>> {
        let next = self.signer.next_entry(&self.tally)?;
        let next = self.signer.rows(&next, head.clone())?;
        let place = self.contest(&head.contest)?;
        let mut counted = Vec::with_capacity(rows.len());
        for row in rows {
            let FileReading {
                line,
                station,
                contest,
                counts,
                as_of,
            } = row;
            let whole = u32::try_from(line).ok().and_then(NonZeroU32::new);
            let whole = whole.ok_or_else(|| Error::TooManyLines(self.file.clone()))?;
            let sheet = self.hasher.hash_one((&contest, &station.code));
            let written = self.written.entry(sheet).or_default();
            let next_row = NextRow {
                station: &station.code,
                corrects: None,
                before: usize::from(*written),
            };
            let within = |area: &model::AreaCode| self.additions.is_within(&station, area);
            match next.check_within(next_row, within) {
                Ok(()) => {
                    *written = written.saturating_add(1);
                    let empty = self.tally.election().is_empty_row(Method::File, &counts);
                    self.imported.empty += u64::from(empty);
                    let number = self.tally.stations().number(station.code.as_str());
                    let zeros = &mut self.zeros[place];
                    if !empty && number.is_some_and(|number| zeros.remove(&number)) {
                        self.imported.after_zeros += 1;
                    }
                    counted.push(CountedRow {
                        line: whole,
                        station: station.code.clone(),
                        counts,
                        as_of: as_of.or_else(|| self.as_of.clone()),
                    });
                    self.additions.name(station);
                }
                Err(refusal) => {
                    let why = self.signer.row_would_not_count(refusal);
                    if why.is_general() {
                        return Err(why.into());
                    }
                    self.imported.failed += 1;
                    self.imported.refused += 1;
                    let code = why.refusal.code();
                    let refused = self.refused.entry(code).or_insert_with(|| RefusedRows::new(why));
                    refused.add(line);
                }
            }
        }
        Ok(counted)
    }
}

/// By contest, the stations that an account has listed with nothing but zeros.
fn zeros(tally: &Tally, account: &AccountId) -> Vec<BTreeSet<StationNumber>> {
    let number = tally.account_number(account.as_str());
    let of_contest = |contest| {
        number.map_or_else(BTreeSet::new, |number| {
            tally.listed_with_zeros(View::Account(number), contest)
        })
    };
    (0..tally.election().contests.len() as ContestNumber)
        .map(of_contest)
        .collect()
}

/// Notes a row that cannot be recorded whatever the key may write.
fn failed(imported: &mut Imported, warnings: &mut Vec<String>, message: String) {
    imported.failed += 1;
    if imported.failures.len() < MAX_LISTED {
        warnings.push(message.clone());
        imported.failures.push(Failed { message });
    }
}

/// The lines of a document that an account's readings of the stage were taken from.
fn recorded(tally: &Tally, importer: &Importer<'_>, document: &BlobHash) -> HashSet<u64> {
    let account = tally.account_number(importer.account.as_str());
    let is_of_stage =
        |row: &ReadingRow| tally.declared().stage(row.account, row.stage) == importer.stage.as_ref();
    let readings = tally.readings();
    let of_document = (0..).zip(readings.rows()).filter(|(number, row)| {
        Some(row.account) == account
            && is_of_stage(row)
            && readings.documents(*number).any(|of| of == document)
    });
    of_document
        .filter_map(|(_, row)| row.line)
        .map(|line| u64::from(line.get()))
        .collect()
}
