//! Reads rows, checks whether they will count, and signs them: batch by batch, on all cores.

use super::entries::{CountedRow, entries};
use super::lines::RefusedRows;
use super::recorded::{Recorded, Verdict};
use super::survey::Survey;
use super::{Differing, Imported, Importer};
use crate::codes::WrongCode;
use crate::error::{Error, Result};
use crate::keys::Signer;
use crate::register::Additions;
use bytes::Bytes;
use model::{AccountId, Contest, ContestId, Hour, Method, Minute, StageId};
use publication::blocking::blocking;
use publication::{Events, Seconds};
use rayon::prelude::*;
use record::{BlobHash, Body, ReadingName, Readings, Rows};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Instant;
use table::{FileError, FileReading, FileReadings, ReadError};
use tally::{NextRow, Tally};

/// Entries that are made durable together.
#[derive(Default)]
pub(super) struct Batch {
    /// The document, and the entries that go before all readings.
    pub(super) lead: Option<(Bytes, Vec<Vec<u8>>)>,
    /// The blob of the stations that are added to the register.
    pub(super) stations: Option<Bytes>,
    /// Signed entries.
    pub(super) entries: Vec<Vec<u8>>,
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

/// A row that is to be recorded.
struct NewRow {
    row: FileReading,
    /// The reading whose place it takes.
    corrects: Option<ReadingName>,
}

/// Turns rows into signed entries.
pub(super) struct RowSigner {
    rows: FileReadings,
    rest: Rest,
    tally: Arc<Tally>,
    signer: Signer,
    additions: Additions,
    file: String,
    /// How many rows were read again.
    pub(super) rows_read: u64,
    account: AccountId,
    stage: Option<StageId>,
    /// Of rows that state none.
    as_of: Option<Minute>,
    document: BlobHash,
    at: Hour,
    batch: usize,
    /// What is recorded already.
    recorded: Recorded,
    /// What becomes of rows that differ from it.
    differing: Differing,
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
        (survey, recorded): (Survey, Recorded),
        seconds: Seconds,
        events: &dyn Events,
    ) -> Result<RowSigner> {
        let document = recorded.document();
        let by_area = signer.is_limited_to_areas(&tally);
        let additions = Additions::new(importer.folder, tally.clone(), by_area, &importer.at, events)?;
        Ok(RowSigner {
            rows,
            rest: Rest::More,
            recorded,
            differing: importer.differing.clone(),
            rows_read: 0,
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
                survey,
                asked: false,
                readings: 0,
                corrected: 0,
                empty: 0,
                refused: 0,
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
        let rows = self.read();
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

    /// Reads the next rows that are to be recorded, each with the reading whose place it takes. Those that cannot be read
    /// were told before.
    fn read(&mut self) -> Vec<NewRow> {
        let mut rows: Vec<NewRow> = Vec::new();
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
                Some(Err(ReadError::Row(_))) => {}
                Some(Ok(row)) => rows.extend(self.new_row(row)),
            }
            self.rows_read += 1;
        }
        rows
    }

    /// A row as it is to be recorded; none where it is not.
    fn new_row(&self, row: FileReading) -> Option<NewRow> {
        WrongCode::check(self.tally.election(), &row.station.code).ok()?;
        let corrects = match (self.recorded.verdict(&self.tally, &row), &self.differing) {
            (Verdict::New | Verdict::Fills, _) => None,
            (Verdict::Recorded, _) => return None,
            (Verdict::Differs(number), Differing::Correct(_)) => Some(number),
            (Verdict::Differs(_) | Verdict::OtherStation(_), Differing::Add) => None,
            (Verdict::Differs(_) | Verdict::OtherStation(_), _) => return None,
        };
        let corrects = corrects.map(|number| self.tally.readings().name(number));
        Some(NewRow { row, corrects })
    }

    /// The entries of the rows that will count, each with its first line; their stations are remembered for the register.
    fn bodies(&mut self, rows: Vec<NewRow>) -> Result<Vec<(NonZeroU32, Body)>> {
        let mut by_contest: BTreeMap<usize, Vec<NewRow>> = BTreeMap::new();
        for row in rows {
            by_contest
                .entry(self.contest(&row.row.contest)?)
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
            let reason = self.differing.reason();
            for entry in entries(&head, contest, &counted, reason, self.signer.key()) {
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
    fn that_count(&mut self, head: &Readings, rows: Vec<NewRow>) -> Result<Vec<CountedRow>> {
        let next = self.signer.next_entry(&self.tally)?;
        let next = self.signer.rows(&next, head.clone())?;
        let mut counted = Vec::with_capacity(rows.len());
        for NewRow { row, corrects } in rows {
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
                corrects: corrects.as_ref(),
                before: usize::from(*written),
            };
            let within = |area: &model::AreaCode| self.additions.is_within(&station, area);
            match next.check_within(next_row, within) {
                Ok(()) => {
                    *written = written.saturating_add(1);
                    let empty = self.tally.election().is_empty_row(Method::File, &counts);
                    self.imported.empty += u64::from(empty);
                    self.imported.corrected += u64::from(corrects.is_some());
                    counted.push(CountedRow {
                        line: whole,
                        station: station.code.clone(),
                        counts,
                        as_of: as_of.or_else(|| self.as_of.clone()),
                        corrects,
                    });
                    self.additions.name(station);
                }
                Err(refusal) => {
                    let why = self.signer.row_would_not_count(refusal);
                    if why.is_general() {
                        return Err(why.into());
                    }
                    self.imported.survey.failed += 1;
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
