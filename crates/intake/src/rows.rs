//! Result files: each row becomes a reading of an account, hundreds of them in one signed entry.
//!
//! A row that cannot be read, or that the key may not write, is named with its line and the reason, and the rest goes
//! on. While one batch of readings is made durable the next one is read and signed. An import that was interrupted
//! goes on where it stopped when it is run again; what was recorded before is not recorded twice.

mod batch;
mod entries;
mod lines;

use crate::accounts;
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::{Signer, signer_for};
use crate::station_index;
use batch::{Batch, Rest, RowSigner};
use bytes::Bytes;
use model::{AccountId, Date, Hour, Minute, StageId};
use publication::blocking::blocking;
use publication::{Events, Seconds, media};
use record::{BlobHash, Body, Role, Source};
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use table::Profile;
use tally::Tally;
use tlog::{SignedCheckpoint, Writer};

/// How many readings are made durable at once, by default.
pub const BATCH: usize = 16_384;

/// Takes in a result file.
#[derive(Debug, Clone)]
pub struct Importer<'a> {
    folder: &'a ElectionFolder,
    file: &'a Path,
    profile: &'a Path,
    account: &'a AccountId,
    stage: Option<StageId>,
    as_of: Option<Minute>,
    at: Hour,
    publisher: Option<String>,
    date: Option<Date>,
    batch: usize,
}

/// A row that could not be read, or rows that the key may not write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The file, the line and the reason.
    pub message: String,
}

/// What came of an import.
#[derive(Debug, Clone, Serialize)]
pub struct Imported {
    /// The account that the readings belong to.
    pub account: AccountId,
    /// The file.
    pub document: BlobHash,
    /// How many rows it has, without those that the profile skips.
    pub rows: u64,
    /// How many readings were recorded now.
    pub readings: u64,
    /// How many of these are empty rows, which hold no place.
    pub empty: u64,
    /// How many of these are of stations that the account had listed with nothing but zeros, and take that place.
    pub after_zeros: u64,
    /// How many of its rows had been recorded before.
    pub already_recorded: u64,
    /// How many rows were not recorded: those that cannot be read and those that were refused.
    pub failed: u64,
    /// How many of these the key may not write.
    pub refused: u64,
    /// The first of them, one by one; those that were refused by their reasons.
    pub failures: Vec<Failed>,
    /// How many stations were added to the register.
    pub stations_added: u64,
    /// How many entries the log has now.
    pub size: u64,
    /// How long the parts of the work took.
    pub seconds: Seconds,
}

/// Reads the profile of a result file: what its columns mean.
///
/// # Errors
/// [`Error::Profile`], or where the file cannot be read.
pub fn read_profile(path: &Path) -> Result<Profile> {
    let text = publication::files::read_text(path, model::document::MAX_BYTES)?;
    Profile::parse(&text).map_err(|source| Error::Profile {
        path: path.to_owned(),
        source: Box::new(source),
    })
}

/// Calls back with the signed size and root of the log whenever readings are durable and in its tree.
pub type Acknowledge<'a> = dyn FnMut(&SignedCheckpoint) + Send + 'a;

impl<'a> Importer<'a> {
    /// Takes in `file`, whose columns mean what `profile` says, as readings of `account`, written at `at`.
    pub fn new(
        folder: &'a ElectionFolder,
        file: &'a Path,
        profile: &'a Path,
        account: &'a AccountId,
        at: Hour,
    ) -> Importer<'a> {
        Importer {
            folder,
            file,
            profile,
            account,
            stage: None,
            as_of: None,
            at,
            publisher: None,
            date: None,
            batch: BATCH,
        }
    }

    /// The stage of the account that the readings are of, where it has stages.
    pub fn stage(mut self, stage: Option<StageId>) -> Self {
        self.stage = stage;
        self
    }

    /// The minute which the figures refer to, of rows of which the profile reads none.
    pub fn as_of(mut self, as_of: Option<Minute>) -> Self {
        self.as_of = as_of;
        self
    }

    /// Who published the file; the account's name where nothing is said.
    pub fn publisher(mut self, publisher: Option<String>) -> Self {
        self.publisher = publisher;
        self
    }

    /// The day on which the file was published.
    pub fn date(mut self, date: Option<Date>) -> Self {
        self.date = date;
        self
    }

    /// How many readings are made durable at once; [`BATCH`] where nothing is said.
    pub fn batch(mut self, batch: usize) -> Self {
        self.batch = batch;
        self
    }

    /// Takes the file in.
    ///
    /// # Errors
    /// Where the file, its profile, a key or the log cannot be read or used; [`Error::NoAccount`], [`Error::NoStage`] or
    /// [`Error::StageMissing`] where the record has no such account and stage, [`Error::WouldNotCount`] where the key may
    /// write no reading of this account, and [`Error::NoRowCounts`] where it may write none of these rows: nothing was
    /// written then but the account, where the definition names none. [`Error::Stopped`] where the file breaks off; the readings before are recorded.
    pub async fn run(&self, events: &dyn Events, acknowledge: &mut Acknowledge<'_>) -> Result<Imported> {
        if self.batch == 0 {
            return Err(Error::EmptyBatch);
        }
        let mut seconds = Seconds::default();
        let profile = read_profile(self.profile)?;
        let path = self.file.to_owned();
        let document = blocking(move || read_document(&path, tlog::MAX_BLOB_BYTES)).await?;
        let began = Instant::now();
        let account = (self.account, self.stage.as_ref());
        let (mut writer, folded) = accounts::writer(self.folder, &[account], &self.at, events).await?;
        seconds.add("fold", began.elapsed());
        let tally = Arc::new(folded.tally);
        accounts::check(self.folder, &tally, self.account, self.stage.as_ref())?;
        let checked = profile.check(tally.election());
        checked.map_err(|source| Error::Profile {
            path: self.profile.to_owned(),
            source: Box::new(source),
        })?;
        let name = file_name(self.file);
        let rows = table::read::from_reader(&name, std::io::Cursor::new(document.clone()), &profile)?;
        let hash = BlobHash::of(&document);
        let signer = signer_for(self.folder, &tally, Role::Importer, self.account, &self.at)?;
        // What goes before the first reading: the key's role, and the document itself.
        let mut lead = Vec::from_iter(signer.grant().map(<[u8]>::to_vec));
        if !tally.sources().iter().any(|row| row.source.document == hash) {
            lead.push(self.source(&tally, &signer, name, &document)?);
        }
        let mut lead = Some((document, lead));
        let signer = RowSigner::new(self, rows, tally, signer, hash, seconds, events)?;

        let mut progress = events.begin("reading rows", 0);
        let began = Instant::now();
        let mut appending = Appending {
            folder: self.folder,
            writer: &mut writer,
            acknowledge,
            seconds: Seconds::default(),
        };
        let (mut signer, first) = signer.next().await;
        let mut next = first?;
        while let Some(mut batch) = next {
            batch.warnings.iter().for_each(|warning| events.warn(warning));
            progress.at(signer.imported.rows);
            if !batch.entries.is_empty() {
                batch.lead = lead.take();
            }
            let (appended, (back, following)) =
                futures::future::join(appending.append(batch), signer.next()).await;
            signer = back;
            appended?;
            next = following?;
        }
        drop(progress);
        let (mut imported, rest, refused) = signer.ended();
        let refusals: Vec<String> = refused.iter().map(|rows| rows.message(self.file)).collect();
        refusals.iter().for_each(|message| events.warn(message));
        imported
            .failures
            .extend(refusals.into_iter().map(|message| Failed { message }));
        let recorded = imported.readings + imported.already_recorded;
        if let Some(rows) = refused.into_iter().next().filter(|_| recorded == 0) {
            return Err(Error::NoRowCounts {
                rows: imported.rows,
                refused: imported.refused,
                source: Box::new(rows.why),
            });
        }
        if let Rest::Stopped(source) = rest {
            station_index::extend(self.folder, events).await?;
            return Err(Error::Stopped {
                recorded,
                source: Box::new(source),
            });
        }
        // A file without a row that can be read is a document all the same.
        let batch = Batch {
            lead: lead.take(),
            ..Batch::default()
        };
        appending.append(batch).await?;
        imported.seconds.add_all(appending.seconds);
        imported.seconds.add("read, sign and append", began.elapsed());
        station_index::extend(self.folder, events).await?;
        imported.size = writer.size();
        Ok(imported)
    }

    /// The signed entry of the document itself.
    fn source(&self, tally: &Tally, signer: &Signer, title: String, document: &Bytes) -> Result<Vec<u8>> {
        let publisher = tally.election().account_name(self.account.as_str());
        let body = Body::Source(Source {
            election: tally.election().id.clone(),
            document: BlobHash::of(document),
            bytes: document.len() as u64,
            media: media::by_name(&title).to_owned(),
            title,
            publisher: self.publisher.clone().unwrap_or_else(|| publisher.to_owned()),
            date: self.date.clone(),
            at: self.at.clone(),
        });
        signer.check(&signer.next_entry(tally)?, &body)?;
        signer.sign(&body, || self.file.display().to_string())
    }
}

/// Reads a document of 1 to `most` bytes.
pub(crate) fn read_document(path: &Path, most: usize) -> Result<Bytes> {
    match publication::files::read(path, most)? {
        empty if empty.is_empty() => Err(publication::files::FileError::Empty(path.to_owned()).into()),
        bytes => Ok(bytes.into()),
    }
}

/// The name of a file without its folder.
pub(crate) fn file_name(file: &Path) -> String {
    file.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Makes batches durable, one after the other.
struct Appending<'a, 'f> {
    folder: &'a ElectionFolder,
    writer: &'a mut Writer,
    acknowledge: &'a mut Acknowledge<'f>,
    seconds: Seconds,
}

impl Appending<'_, '_> {
    /// Stores the blobs that a batch's entries name, and appends these; they are durable and in the tree then.
    async fn append(&mut self, batch: Batch) -> Result<()> {
        let began = Instant::now();
        let mut entries = Vec::new();
        if let Some((document, lead)) = batch.lead {
            self.folder.put(document).await?;
            entries = lead;
        }
        if let Some(stations) = batch.stations {
            self.folder.put(stations).await?;
        }
        entries.extend(batch.entries);
        if !entries.is_empty() {
            self.folder.append(self.writer, &entries).await?;
            (self.acknowledge)(self.writer.checkpoint());
        }
        self.seconds.add("append", began.elapsed());
        Ok(())
    }
}
