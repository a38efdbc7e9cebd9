//! Result files: each row becomes a reading of an account, hundreds of them in one signed entry.
//!
//! The file is seen through before anything is signed ([`Survey`]): rows that cannot be read are told by column and reason,
//! and so is what is remarkable; what looks like a mistake that nobody could take back is asked. A row that cannot be read,
//! or that the key may not write, does not stop the rest. While one batch of readings is made durable the next one is read and signed. An import that was interrupted
//! goes on where it stopped when it is run again; what was recorded before is not recorded twice.

mod batch;
mod entries;
mod failures;
mod lines;
mod recorded;
mod remarks;
mod sums;
mod survey;

pub use failures::{Failed, SHOWN};
pub use remarks::{RemarkKind, Remarks};
pub use survey::{ContestSums, Survey, UnderstoodRow};

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
use recorded::Recorded;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use survey::Surveyed;
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
    differing: Differing,
    anyway: bool,
}

/// What becomes of rows whose figures differ from those that stand for the account and stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Differing {
    /// They are told and not recorded.
    #[default]
    Leave,
    /// They take the place of what stands, as corrections, for this reason.
    Correct(String),
    /// They are recorded beside what stands, as a finding, and the first stands.
    Add,
}

impl Differing {
    fn reason(&self) -> &str {
        match self {
            Differing::Correct(reason) => reason,
            Differing::Leave | Differing::Add => "",
        }
    }
}

/// A file as an import would understand it.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// The account that the readings would belong to.
    pub account: AccountId,
    /// The file.
    pub document: BlobHash,
    /// What is known of it.
    #[serde(flatten)]
    pub survey: Survey,
    /// Its first rows.
    pub first: Vec<UnderstoodRow>,
    /// Why it cannot be read to its end.
    pub stopped: Option<String>,
}

/// What came of an import.
#[derive(Debug, Serialize)]
pub struct Imported {
    /// The account that the readings belong to.
    pub account: AccountId,
    /// The file.
    pub document: BlobHash,
    /// What is known of it.
    #[serde(flatten)]
    pub survey: Survey,
    /// Whether nothing was signed, since the file looks as if something were wrong with it that somebody has to look at.
    pub asked: bool,
    /// How many readings were recorded now.
    pub readings: u64,
    /// How many of these take the place of earlier ones, as corrections.
    pub corrected: u64,
    /// How many of these are empty rows, which hold no place.
    pub empty: u64,
    /// How many rows the key may not write.
    pub refused: u64,
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
            differing: Differing::default(),
            anyway: false,
        }
    }

    /// What becomes of rows whose figures differ from those that stand for the account and stage.
    pub fn differing(mut self, differing: Differing) -> Self {
        self.differing = differing;
        self
    }

    /// Whether the file is taken in though something looks wrong that would else be asked ([`Survey::asks`]).
    pub fn anyway(mut self, anyway: bool) -> Self {
        self.anyway = anyway;
        self
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

    /// Shows how the file is understood, and writes nothing.
    ///
    /// # Errors
    /// Where the file, its profile or the log cannot be read or used; [`Error::NoAccount`], [`Error::NoStage`] or
    /// [`Error::StageMissing`] as for [`run`](Self::run).
    pub async fn preview(&self, events: &dyn Events) -> Result<Preview> {
        let input = self.input().await?;
        let tally = Arc::new(self.folder.fold(events).await?.tally);
        let surveyed = self.survey(&input, &tally).await?;
        Ok(Preview {
            account: self.account.clone(),
            document: input.hash,
            survey: surveyed.survey,
            first: surveyed.first,
            stopped: surveyed.stopped.map(|error| error.to_string()),
        })
    }

    /// Takes the file in, after it was seen through. Where something looks wrong that nobody could take back
    /// ([`Survey::asks`]), nothing is written, unless [`anyway`](Self::anyway).
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
        let input = self.input().await?;
        let began = Instant::now();
        let (mut writer, folded) = self.folder.writer(events).await?;
        let mut tally = Arc::new(folded.tally);
        seconds.add("fold", began.elapsed());
        let began = Instant::now();
        let surveyed = self.survey(&input, &tally).await?;
        seconds.add("survey", began.elapsed());
        let Surveyed { survey, recorded, .. } = surveyed;
        survey.lines().iter().for_each(|line| events.warn(line));
        if survey.asks() && !self.anyway {
            return Ok(Imported {
                account: self.account.clone(),
                document: input.hash,
                survey,
                asked: true,
                readings: 0,
                corrected: 0,
                empty: 0,
                refused: 0,
                stations_added: 0,
                size: writer.size(),
                seconds,
            });
        }
        let own = [(self.account, self.stage.as_ref())];
        let new = accounts::new(&tally, &own);
        if !new.is_empty() {
            drop(writer);
            accounts::add_new(self.folder, &new, &self.at, events).await?;
            let opened = self.folder.writer(events).await?;
            (writer, tally) = (opened.0, Arc::new(opened.1.tally));
        }
        accounts::check(self.folder, &tally, self.account, self.stage.as_ref())?;
        let Input {
            profile,
            document,
            hash,
            name,
        } = input;
        let rows = table::read::from_reader(&name, std::io::Cursor::new(document.clone()), &profile)?;
        let signer = signer_for(self.folder, &tally, Role::Importer, self.account, &self.at)?;
        // What goes before the first reading: the key's role, and the document itself.
        let mut lead = Vec::from_iter(signer.grant().map(<[u8]>::to_vec));
        if !tally.sources().iter().any(|row| row.source.document == hash) {
            lead.push(self.source(&tally, &signer, name, &document)?);
        }
        let mut lead = Some((document, lead));
        let signer = RowSigner::new(self, rows, tally, signer, (survey, recorded), seconds, events)?;

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
            progress.at(signer.rows_read);
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
        for rows in &refused {
            let failed = rows.failed(self.file);
            events.warn(&failed.message);
            imported.survey.failures.push(failed);
        }
        let recorded = imported.readings + imported.survey.already_recorded;
        if let Some(rows) = refused.into_iter().next().filter(|_| recorded == 0) {
            return Err(Error::NoRowCounts {
                rows: imported.survey.rows,
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

    /// The file and its profile.
    async fn input(&self) -> Result<Input> {
        let profile = read_profile(self.profile)?;
        let path = self.file.to_owned();
        let document = blocking(move || read_document(&path, tlog::MAX_BLOB_BYTES)).await?;
        Ok(Input {
            profile,
            hash: BlobHash::of(&document),
            document,
            name: file_name(self.file),
        })
    }

    /// Sees the file through, on a thread of its own.
    async fn survey(&self, input: &Input, tally: &Arc<Tally>) -> Result<Surveyed> {
        let document = std::io::Cursor::new(input.document.clone());
        let rows = table::read::from_reader(&input.name, document, &input.profile)?;
        if accounts::new(tally, &[(self.account, self.stage.as_ref())]).is_empty() {
            accounts::check(self.folder, tally, self.account, self.stage.as_ref())?;
        }
        let checked = input.profile.check(tally.election());
        checked.map_err(|source| Error::Profile {
            path: self.profile.to_owned(),
            source: Box::new(source),
        })?;
        let recorded = Recorded::of(tally, self.account, self.stage.as_ref(), input.hash);
        let (tally, file) = (tally.clone(), self.file.display().to_string());
        Ok(blocking(move || survey::survey(rows, file, tally, recorded)).await)
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

/// A file to be taken in.
struct Input {
    profile: Profile,
    document: Bytes,
    hash: BlobHash,
    /// Its name without its folder.
    name: String,
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
