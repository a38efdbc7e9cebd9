//! Statements, documents that are withheld, and the end of what is taken in.

use crate::codes::WrongCode;
use crate::documents::MAX_DOCUMENT;
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::Signer;
use crate::rows::read_document;
use bytes::Bytes;
use model::{Answer, Hour, Question, StatementKind, StationCode};
use publication::Events;
use publication::blocking::blocking;
use record::{BlobHash, Body, Close, Entry, EntryName, Role, Statement, Withhold};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tally::Tally;
use tlog::Writer;

/// A statement to be recorded.
#[derive(Debug, Clone)]
pub struct NewStatement {
    /// What it is of.
    pub kind: StatementKind,
    /// The station.
    pub station: Option<StationCode>,
    /// The earlier statement that it follows.
    pub follows: Option<EntryName>,
    /// Short answers by question.
    pub answers: BTreeMap<Question, Answer>,
    /// The file of what it says at length.
    pub document: Option<PathBuf>,
    /// The role in which it is written.
    pub role: Role,
    /// The name in `keys/` of the key that signs it.
    pub key: String,
}

/// A document to be withheld, or to be passed on again.
#[derive(Debug, Clone)]
pub struct NewWithhold {
    /// The document.
    pub document: BlobHash,
    /// Whether it is withheld from here on.
    pub withheld: bool,
    /// The file of a copy with parts covered, which is passed on in its place.
    pub instead: Option<PathBuf>,
    /// Why.
    pub reason: String,
    /// The name in `keys/` of the reviewer's key, which signs with the operator's.
    pub reviewer: String,
}

/// An entry that was recorded.
#[derive(Debug, Clone, Serialize)]
pub struct Recorded {
    /// Its place in the log.
    pub entry: u64,
    /// Its name.
    pub name: EntryName,
    /// The document that was stored with it, by its name; of several the last.
    pub document: Option<BlobHash>,
}

impl NewStatement {
    /// Records the statement at `at`, with its document.
    ///
    /// # Errors
    /// [`WouldNotCount`](crate::Error::WouldNotCount) with the fold's reason where it would not count,
    /// [`Entry`](crate::Error::Entry) where it says nothing or too much, [`NoKey`](crate::Error::NoKey), or where the
    /// document cannot be read or the log not be written. Nothing is written then.
    pub async fn add(&self, folder: &ElectionFolder, at: &Hour, events: &dyn Events) -> Result<Recorded> {
        let document = optional_document(self.document.as_deref()).await?;
        let documents = document.iter().cloned().collect();
        let signer = Signer::named(folder, &self.key, self.role)?;
        let body = |tally: &Tally| {
            Ok(Body::Statement(Statement {
                election: tally.election().id.clone(),
                kind: self.kind.clone(),
                document: document.as_deref().map(BlobHash::of),
                follows: self.follows,
                station: self.station.clone(),
                answers: self.answers.clone(),
                at: at.clone(),
            }))
        };
        record_one(folder, &[&signer], body, documents, events).await
    }
}

impl NewWithhold {
    /// Records at `at` that the document is withheld, or no longer, signed by the operator and the reviewer.
    ///
    /// # Errors
    /// As for [`NewStatement::add`].
    pub async fn add(&self, folder: &ElectionFolder, at: &Hour, events: &dyn Events) -> Result<Recorded> {
        let copy = optional_document(self.instead.as_deref()).await?;
        let operator = Signer::operator(folder)?;
        let reviewer = Signer::named(folder, &self.reviewer, Role::Reviewer)?;
        let body = |tally: &Tally| {
            Ok(Body::Withhold(Withhold {
                election: tally.election().id.clone(),
                document: self.document,
                withheld: self.withheld,
                instead: copy.as_deref().map(BlobHash::of),
                reason: self.reason.clone(),
                at: at.clone(),
            }))
        };
        let documents = copy.iter().cloned().collect();
        record_one(folder, &[&reviewer, &operator], body, documents, events).await
    }
}

/// Records at `at`, as the operator, that nothing more is taken in. Nothing undoes it.
///
/// # Errors
/// As for [`NewStatement::add`].
pub async fn close(
    folder: &ElectionFolder,
    reason: &str,
    at: &Hour,
    events: &dyn Events,
) -> Result<Recorded> {
    let operator = Signer::operator(folder)?;
    let body = |tally: &Tally| {
        Ok(Body::Close(Close {
            election: tally.election().id.clone(),
            reason: reason.to_owned(),
            at: at.clone(),
        }))
    };
    record_one(folder, &[&operator], body, Vec::new(), events).await
}

/// The bytes of a document, where there is one.
async fn optional_document(file: Option<&Path>) -> Result<Option<Bytes>> {
    let Some(file) = file.map(Path::to_owned) else {
        return Ok(None);
    };
    let read = blocking(move || read_document(&file, MAX_DOCUMENT)).await;
    read.map(Some)
}

/// Records one entry that these keys sign together, with the documents that it brings, once it is seen that it will
/// count. `body` makes it of the tally before.
pub(crate) async fn record_one(
    folder: &ElectionFolder,
    signers: &[&Signer],
    body: impl FnOnce(&Tally) -> Result<Body>,
    documents: Vec<Bytes>,
    events: &dyn Events,
) -> Result<Recorded> {
    let (mut writer, folded) = folder.writer(events).await?;
    let body = body(&folded.tally)?;
    append_one(folder, &mut writer, &folded.tally, signers, &body, documents).await
}

/// The same, where the log is open for writing and was folded.
pub(crate) async fn append_one(
    folder: &ElectionFolder,
    writer: &mut Writer,
    tally: &Tally,
    signers: &[&Signer],
    body: &Body,
    documents: Vec<Bytes>,
) -> Result<Recorded> {
    if let Some(station) = body.station() {
        WrongCode::check(tally.election(), station).map_err(Error::WrongCode)?;
    }
    Signer::check_together(signers, &tally.next_entry(), body)?;
    let of = || format!("the {} entry", body.type_name());
    let entry = Signer::sign_together(signers, body, of)?;
    let name = Entry::parse(&entry)
        .map_err(|source| Error::Entry { of: of(), source })?
        .name();
    let place = writer.size();
    let mut document = None;
    for bytes in documents {
        document = Some(folder.put(bytes).await?);
    }
    folder.append(writer, &[entry]).await?;
    Ok(Recorded {
        entry: place,
        name,
        document,
    })
}
