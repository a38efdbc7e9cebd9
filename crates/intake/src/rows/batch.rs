//! Reads rows, checks whether they will count, and signs them: batch by batch, on all cores.

use super::lines::RefusedRows;
use super::{Failed, Imported, Importer};
use crate::error::{Error, Result};
use crate::keys::Signer;
use crate::register::Additions;
use bytes::Bytes;
use model::{AccountId, Hour, Method};
use publication::blocking::blocking;
use publication::{Events, Seconds};
use rayon::prelude::*;
use record::{BlobHash, Body, Reading};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Instant;
use table::{FileError, FileReading, FileReadings, ReadError};
use tally::Tally;

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
    document: BlobHash,
    at: Hour,
    batch: usize,
    /// The lines of this document that are recorded already.
    recorded: HashSet<u64>,
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
            recorded: recorded(&tally, importer.account, &document),
            tally,
            signer,
            additions,
            file: importer.file.display().to_string(),
            account: importer.account.clone(),
            document,
            at: importer.at.clone(),
            batch: importer.batch,
            refused: BTreeMap::new(),
            imported: Imported {
                account: importer.account.clone(),
                document,
                rows: 0,
                readings: 0,
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
        let bodies = self.that_count(rows)?;
        if let Some(addition) = self.additions.take(Some(self.document), &self.at)? {
            batch.stations = Some(addition.blob);
            batch.entries.push(addition.entry);
            self.imported.stations_added += addition.new;
        }
        self.imported.readings += bodies.len() as u64;
        let sign = |(line, body): (u64, Body)| self.signer.sign(&body, || format!("line {line}"));
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
                Some(Ok(row)) => rows.push(row),
                Some(Err(ReadError::Row(error))) => {
                    imported.failed += 1;
                    if imported.failures.len() < MAX_LISTED {
                        let message = format!("{}: {error}", self.file);
                        warnings.push(message.clone());
                        imported.failures.push(Failed { message });
                    }
                }
            }
            imported.rows += 1;
        }
        rows
    }

    /// The readings that will count, with their lines; their stations are remembered for the register.
    fn that_count(&mut self, rows: Vec<FileReading>) -> Result<Vec<(u64, Body)>> {
        let next = self.signer.next_entry(&self.tally)?;
        let mut bodies = Vec::with_capacity(rows.len());
        for row in rows {
            let FileReading {
                line,
                station,
                contest,
                counts,
            } = row;
            let body = Body::Reading(Reading {
                election: self.tally.election().id.clone(),
                account: self.account.clone(),
                station: station.code.clone(),
                contest,
                counts,
                method: Method::File,
                of: self.document,
                line: Some(u32::try_from(line).map_err(|_| Error::TooManyLines(self.file.clone()))?),
                corrects: None,
                at: self.at.clone(),
            });
            let within = |area: &model::AreaCode| self.additions.is_within(&station, area);
            match self.signer.check_within(&next, &self.tally, &body, within) {
                Ok(()) => {
                    self.additions.name(station);
                    bodies.push((line, body));
                }
                Err(why) if why.is_general() => return Err(why.into()),
                Err(why) => {
                    self.imported.failed += 1;
                    self.imported.refused += 1;
                    let code = why.refusal.code();
                    let refused = self.refused.entry(code).or_insert_with(|| RefusedRows::new(why));
                    refused.add(line);
                }
            }
        }
        Ok(bodies)
    }
}

/// The lines of a document that an account's readings were taken from.
fn recorded(tally: &Tally, account: &AccountId, document: &BlobHash) -> HashSet<u64> {
    let account = tally.account_number(account.as_str());
    let readings = tally.readings();
    let of_document = (0..)
        .zip(readings.rows())
        .filter(|(number, row)| Some(row.account) == account && readings.document(*number) == document);
    of_document
        .filter_map(|(_, row)| row.line)
        .map(u64::from)
        .collect()
}
