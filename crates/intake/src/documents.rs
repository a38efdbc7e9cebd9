//! Source documents, such as news reports and communiqués, and which earlier texts they repeat.

use crate::accounts;
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::{Signer, signer_for};
use crate::rows::{file_name, read_document};
use model::{AccountId, Date, Hour};
use passages::{InCommon, Passages};
use publication::blocking::blocking;
use publication::{Events, media, passages::of_source};
use record::{BlobHash, Body, Role, Source};
use serde::Serialize;
use std::path::{Path, PathBuf};
use tally::Tally;

/// The longest document that is taken in, in bytes: 64 MiB.
pub const MAX_DOCUMENT: usize = 64 << 20;
/// The longest title and name of a publisher, in bytes.
pub const MAX_NAME: usize = 1_000;

/// Documents to be taken in.
#[derive(Debug, Clone)]
pub struct NewDocuments {
    /// Their files.
    pub files: Vec<PathBuf>,
    /// Who published them.
    pub publisher: String,
    /// The one document's title; its file's name where there is none.
    pub title: Option<String>,
    /// The day on which they were published.
    pub date: Option<Date>,
    /// Their media type; by their names' endings where there is none.
    pub media: Option<String>,
    /// The account whose importer's key signs; the operator's where there is none.
    pub account: Option<AccountId>,
    /// What is done with metadata of pictures.
    pub metadata: Metadata,
}

/// What is done with a picture whose metadata may tell who made it, where, when and with what device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metadata {
    /// It is refused.
    Refuse,
    /// It is recorded without them.
    Remove,
    /// It is recorded with them.
    Keep,
}

/// What came of documents.
#[derive(Debug, Serialize)]
pub struct Added {
    /// Each of them.
    pub documents: Vec<AddedDocument>,
    /// How many were recorded now.
    pub recorded: u64,
    /// How many entries the log has.
    pub size: u64,
}

/// A document with what it was compared with.
#[derive(Debug, Serialize)]
pub struct AddedDocument {
    /// Its file.
    pub file: String,
    /// Its name in the record.
    pub document: BlobHash,
    /// Its title.
    pub title: String,
    /// Its media type.
    pub media: String,
    /// Its length.
    pub bytes: u64,
    /// Whether it was recorded now, not before.
    pub recorded: bool,
    /// How many distinct passages it has; none where it is not a text that could be compared.
    pub passages: Option<u64>,
    /// The earlier texts that it agrees with in many passages, the largest share first.
    pub near_duplicates: Vec<NearDuplicate>,
    #[serde(skip)]
    sketch: Option<Passages>,
}

/// A text that agrees with a document in many passages.
#[derive(Debug, Serialize)]
pub struct NearDuplicate {
    /// Its name in the record.
    pub document: BlobHash,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// How many passages both have.
    #[serde(flatten)]
    pub in_common: InCommon,
}

impl NewDocuments {
    /// Records the documents at `at`, each with its metadata. One that is recorded already is not recorded twice.
    ///
    /// # Errors
    /// Where a file, a title or a name cannot be used, the log not be written, or the key not write sources
    /// ([`Error::WouldNotCount`]). Nothing was written then: all files are looked at before any is kept.
    pub async fn add(&self, folder: &ElectionFolder, at: &Hour, events: &dyn Events) -> Result<Added> {
        let titles = self.titles()?;
        for file in &self.files {
            self.read(file).await?;
        }
        let accounts: Vec<_> = self.account.iter().map(|account| (account, None)).collect();
        let (mut writer, folded) = accounts::writer(folder, &accounts, at, events).await?;
        let tally = &folded.tally;
        let signer = match &self.account {
            None => Signer::operator(folder)?,
            Some(account) => {
                accounts::check_any(folder, tally, account)?;
                signer_for(folder, tally, Role::Importer, account, at)?
            }
        };
        let next = signer.next_entry(tally)?;
        let mut entries = Vec::new();
        let mut added: Vec<AddedDocument> = Vec::new();
        for (file, title) in self.files.iter().zip(titles) {
            let bytes = self.read(file).await?;
            let document = BlobHash::of(&bytes);
            let before = tally.sources().iter().find(|row| row.source.document == document);
            let in_this_run = added.iter().any(|added| added.document == document);
            let recorded = before.is_none() && !in_this_run;
            // Of a PDF that is one picture, without its metadata the picture is left.
            let by_name = || match media::by_name(&file_name(file)) {
                "application/pdf" => media::by_bytes(&bytes).to_owned(),
                by_name => by_name.to_owned(),
            };
            let source = match before {
                Some(row) => row.source.clone(),
                None => Source {
                    election: tally.election().id.clone(),
                    document,
                    bytes: bytes.len() as u64,
                    media: self.media.clone().unwrap_or_else(by_name),
                    title,
                    publisher: self.publisher.clone(),
                    date: self.date.clone(),
                    at: at.clone(),
                },
            };
            let (kind, text) = (source.media.clone(), bytes.clone());
            let sketch = blocking(move || Passages::of_document(&kind, &text)).await;
            if recorded {
                let body = Body::Source(source.clone());
                signer.check(&next, &body)?;
                let entry = signer.sign(&body, || file.display().to_string())?;
                folder.put(bytes).await?;
                entries.push(entry);
            }
            added.push(AddedDocument {
                file: file.display().to_string(),
                document,
                title: source.title,
                media: source.media,
                bytes: source.bytes,
                recorded,
                passages: sketch.as_ref().map(Passages::distinct),
                near_duplicates: Vec::new(),
                sketch,
            });
        }
        self.compare(folder, tally, &mut added).await?;
        let recorded = entries.len() as u64;
        if recorded > 0 {
            let grant = signer.grant().map(<[u8]>::to_vec);
            let entries: Vec<_> = grant.into_iter().chain(entries).collect();
            folder.append(&mut writer, &entries).await?;
        }
        Ok(Added {
            documents: added,
            recorded,
            size: writer.size(),
        })
    }

    /// A document as it is to be recorded.
    async fn read(&self, file: &Path) -> Result<bytes::Bytes> {
        let (file, metadata) = (file.to_owned(), self.metadata);
        blocking(move || {
            let bytes = read_document(&file, MAX_DOCUMENT)?;
            without_metadata(&file, bytes, metadata)
        })
        .await
    }

    /// The documents' titles, after a look at what was said of them.
    fn titles(&self) -> Result<Vec<String>> {
        if self.title.is_some() && self.files.len() > 1 {
            return Err(Error::OneTitle(self.files.len()));
        }
        one_line("--publisher", &self.publisher, "")?;
        if let Some(media) = self.media.as_ref().filter(|media| !is_media_type(media)) {
            return Err(Error::MediaType(media.clone()));
        }
        if let Some(title) = &self.title {
            one_line("--title", title, "")?;
        }
        let title = |file: &PathBuf| match &self.title {
            Some(title) => Ok(title.clone()),
            None => {
                let title = file_name(file);
                one_line("the file's name", &title, "; give it a title with --title")?;
                Ok(title)
            }
        };
        self.files.iter().map(title).collect()
    }

    /// Compares each document with the sources that came before it, and with those before it among these.
    async fn compare(
        &self,
        folder: &ElectionFolder,
        tally: &Tally,
        added: &mut [AddedDocument],
    ) -> Result<()> {
        if added.iter().all(|added| added.sketch.is_none()) {
            return Ok(());
        }
        for row in tally.sources() {
            let source = &row.source;
            let earlier = of_source(folder.blobs(), source).await;
            let Some(earlier) = earlier.map_err(|error| folder.log_error(error))? else {
                continue;
            };
            for added in added.iter_mut().filter(|added| added.document != source.document) {
                added.hold_against(source.document, &source.title, &source.publisher, &earlier);
            }
        }
        for at in 1..added.len() {
            let (before, rest) = added.split_at_mut(at);
            let added = &mut rest[0];
            let document = added.document;
            let new = |before: &&AddedDocument| before.recorded && before.document != document;
            for before in before.iter().filter(new) {
                if let Some(earlier) = &before.sketch {
                    added.hold_against(before.document, &before.title, &self.publisher, earlier);
                }
            }
        }
        for added in added {
            // The largest share first; level ones in the order of the log.
            added.near_duplicates.sort_by(|a, b| {
                let (a, b) = (&a.in_common, &b.in_common);
                (b.common * a.shorter()).cmp(&(a.common * b.shorter()))
            });
        }
        Ok(())
    }
}

impl AddedDocument {
    fn hold_against(&mut self, document: BlobHash, title: &str, publisher: &str, earlier: &Passages) {
        let in_common = self.sketch.as_ref().map(|sketch| sketch.in_common(earlier));
        if let Some(in_common) = in_common.filter(InCommon::repeats) {
            self.near_duplicates.push(NearDuplicate {
                document,
                title: title.to_owned(),
                publisher: publisher.to_owned(),
                in_common,
            });
        }
    }
}

/// The document, where its metadata are to be kept or it has none; else without them, or not at all.
fn without_metadata(file: &Path, bytes: bytes::Bytes, metadata: Metadata) -> Result<bytes::Bytes> {
    if metadata == Metadata::Keep {
        return Ok(bytes);
    }
    let unknown = |source| Error::MetadataUnknown {
        path: file.to_owned(),
        source,
    };
    let kinds = sheet::metadata::of(&bytes).map_err(unknown)?;
    match metadata {
        _ if kinds.is_empty() => Ok(bytes),
        Metadata::Remove => Ok(sheet::clean::clean(&bytes).map_err(unknown)?.into()),
        _ => Err(Error::Metadata {
            path: file.to_owned(),
            kinds: kinds.join(", "),
        }),
    }
}

/// Refuses what could not stand in a line.
fn one_line(what: &'static str, text: &str, remedy: &'static str) -> Result<()> {
    if text.trim().is_empty() || text.len() > MAX_NAME || text.chars().any(char::is_control) {
        return Err(Error::NotOneLine {
            what,
            text: text.to_owned(),
            most: MAX_NAME,
            remedy,
        });
    }
    Ok(())
}

/// Whether a text is a media type (RFC 6838 §4.2) without parameters.
fn is_media_type(text: &str) -> bool {
    let good = |name: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        (1..=127).contains(&name.len())
            && name.as_bytes()[0].is_ascii_alphanumeric()
            && name.bytes().all(known)
    };
    text.split_once('/')
        .is_some_and(|(kind, name)| good(kind) && good(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_two_names() {
        for good in ["text/plain", "application/vnd.ms-excel", "image/svg+xml"] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "",
            "text",
            "text/",
            "/plain",
            "text/plain; charset=utf-8",
            "text/a/b",
            "te\nxt/a",
            "-a/b",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
