//! Making a publication's folder: from the log to the signed manifest, always in the same order.

use crate::blocking::blocking_telling;
use crate::data_files::{self, DataFormat, data_files};
use crate::documents::{copy_documents, withheld_files};
use crate::entry_files::write_entries;
use crate::files::read;
use crate::folder::{self, holds, make_folder};
use crate::manifest::{Hashes, MAX_LIST_BYTES, MAX_NOTE_BYTES, Manifest};
use crate::outdated::remove_outdated;
use crate::pages::{Named, Pages, write_pages};
use crate::replay::Folded;
use crate::thumbnails::write_thumbnails;
use crate::{Error, Events, Seconds, archive, number, passages};
use ::passages::{MAX_TEXTS, Passages};
use model::Minute;
use note::{SigningKey, VerifyingKey};
use record::BlobHash;
use site::{Download, Publication, TableColumns};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use table::tables::Tables;
use tally::{MAX_EXTENT, Overview, Tally};
use tlog::Blobs;

/// What a publication holds besides what every one does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The formats of the tables.
    pub formats: Vec<DataFormat>,
    /// Whether it has the zip of all files.
    pub archive: bool,
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Published {
    /// Where it stands in its log, by which keys it can be checked, and what it offers.
    pub publication: Publication,
    /// The pages and the data files of their scripts.
    pub pages: Pages,
    /// How many files it has: those that the manifest names, its own, the log's tree and checkpoint.
    pub files: u64,
    /// How many files were removed that belonged to an earlier one.
    pub removed: u64,
    /// How many documents of the record are not in it: it will not verify without them.
    pub lacking: u64,
    /// The size of the zip of all files in bytes, where one was asked for.
    pub archive: Option<u64>,
    /// How long its parts took.
    pub seconds: Seconds,
}

/// How many things a warning names.
const NAMED: usize = 5;

/// Writes the publication of a log and its tally into the folder `out`, signed by the operator. Documents come from
/// `blobs`. Whoever reads the folder meanwhile finds all that its checkpoint speaks of.
///
/// What lies in the folder already is not believed: documents are hashed, pages, tables and the log's files compared or
/// written anew, and thumbnails hashed and held against the operator's own manifest, before they are named. What is as it
/// should be is not written again.
///
/// # Errors
/// [`Error::TooWide`], [`Error::OtherOperator`] and, where polls are open at `now`, [`Error::PollsOpen`] before anything is written; else
/// those of reading and writing.
pub async fn build(
    folded: Arc<Folded>,
    blobs: &Blobs,
    operator: &SigningKey,
    out: &Path,
    options: &Options,
    now: &Minute,
    events: &dyn Events,
) -> Result<Published, Error> {
    if let Some(closing) = folded.tally.polls_close().filter(|closing| now < *closing) {
        let closing = closing.clone();
        return Err(Error::PollsOpen { closing });
    }
    let extent = folded.tally.extent();
    if extent > MAX_EXTENT {
        return Err(Error::TooWide { extent });
    }
    let named = folded.tally.succession().operator_at(folded.reader.size());
    if operator.verifying_key() != named {
        return Err(Error::OtherOperator {
            given: operator.verifying_key().to_string(),
            named: named.to_string(),
        });
    }
    make_folder(out)?;
    let mut seconds = Seconds::default();
    let mut timed = |part: &'static str, began: Instant| seconds.add(part, began.elapsed());
    let began = Instant::now();
    let documents = copy_documents(folded.tally.blobs(), blobs, out, events).await?;
    warn_of_documents(&documents, events);
    timed("blobs", began);
    let began = Instant::now();
    tlog::copy_log(&folded.reader, tlog::local(out.join(layout::LOG))?, "").await?;
    let (folder, size) = (out.to_owned(), folded.reader.size());
    blocking_telling(events, move |events| write_entries(&folder, size, events)).await?;
    timed("log", began);
    let began = Instant::now();
    let map = match map_document(&folded.tally)? {
        Some(document) if !documents.lacking.contains_key(&document) => {
            Some(blobs.get(document, tlog::MAX_BLOB_BYTES).await?.to_vec())
        }
        _ => None,
    };
    let passages = passages_of(blobs, &folded.tally).await?;
    timed("passages", began);
    let lacking: BTreeSet<BlobHash> = documents.lacking.into_keys().collect();
    let made = Making {
        folded,
        out: out.to_owned(),
        options: options.clone(),
        operator: operator.clone(),
        lacking,
        map,
        passages,
        documents: documents.named,
        named: Vec::new(),
    };
    let mut published = blocking_telling(events, move |events| made.make(events)).await?;
    published.seconds.add_all(seconds);
    Ok(published)
}

fn warn_of_documents(documents: &crate::documents::Documents, events: &dyn Events) {
    let some = |all: &mut dyn Iterator<Item = String>| {
        let mut some: Vec<String> = all.take(NAMED + 1).collect();
        if some.len() > NAMED {
            some[NAMED] = "…".to_owned();
        }
        some.join("; ")
    };
    if !documents.changed.is_empty() {
        events.warn(&format!(
            "{} documents in the publication had other bytes than their names say and were not taken as they were: {}",
            number(documents.changed.len() as u64),
            some(&mut documents.changed.iter().cloned())
        ));
    }
    if !documents.lacking.is_empty() {
        events.warn(&format!(
            "{} documents cannot be published, and the publication will not verify without them: {}. Put them back \
             beside the log and publish again.",
            number(documents.lacking.len() as u64),
            some(&mut documents.lacking.values().map(ToString::to_string))
        ));
    }
}

/// The document of the map that the words name.
fn map_document(tally: &Tally) -> Result<Option<BlobHash>, note::HashError> {
    let map = tally.election().map.as_ref();
    let document = map.and_then(|map| map.document.as_ref());
    document.map(|document| document.parse()).transpose()
}

/// The passages of the first texts among the sources that are not withheld, by their hashes.
async fn passages_of(blobs: &Blobs, tally: &Tally) -> Result<BTreeMap<[u8; 32], Passages>, Error> {
    let mut passages = BTreeMap::new();
    for row in tally.sources() {
        if passages.len() == MAX_TEXTS {
            break;
        }
        if tally.is_withheld(&row.source.document) {
            continue;
        }
        if let Some(of_source) = passages::of_source(blobs, &row.source).await? {
            passages.insert(row.source.document.0, of_source);
        }
    }
    Ok(passages)
}

/// What is made once the log and its documents are in the folder.
struct Making {
    folded: Arc<Folded>,
    out: PathBuf,
    options: Options,
    operator: SigningKey,
    lacking: BTreeSet<BlobHash>,
    map: Option<Vec<u8>>,
    passages: BTreeMap<[u8; 32], Passages>,
    /// The paths of the documents that are in the folder.
    documents: BTreeSet<String>,
    /// The other files that are in the folder so far, with their hashes.
    named: Vec<Named>,
}

impl Making {
    fn make(mut self, events: &dyn Events) -> Result<Published, Error> {
        let mut seconds = Seconds::default();
        let (folded, out) = (Arc::clone(&self.folded), self.out.clone());
        let (tally, out) = (&folded.tally, out.as_path());
        let before = named_before(out, self.operator.verifying_key());
        let images: Vec<BlobHash> = tally
            .images()
            .into_iter()
            .filter(|image| !self.lacking.contains(image))
            .collect();
        let thumbnails = seconds.time("copies", || write_thumbnails(out, &images, &before, events))?;
        if thumbnails.failed > 0 {
            events.warn(&format!(
                "{} photographs have no small copies: they cannot be decoded in colour.",
                number(thumbnails.failed)
            ));
        }
        self.named.extend(thumbnails.named);

        let overview = seconds.time("tables", || Overview::new(tally));
        let tables = Tables::new(&overview);
        let tables = tables.all();
        let files = data_files(&tables, &self.options.formats);
        let written = seconds.time("data", || {
            data_files::write_all(&files, &tables, &out.join(layout::DATA))
        })?;
        let mut downloads = Vec::new();
        for (file, written) in files.iter().zip(written) {
            let path = layout::data_file(file.name());
            self.named.push((path.clone(), written.hash));
            downloads.push(Download {
                path,
                bytes: written.bytes,
                table: file.table(),
            });
        }
        let (succession, size) = (tally.succession(), folded.reader.size());
        let publication = Publication {
            origin: tally.election().origin.clone(),
            size,
            root: folded.reader.checkpoint().root().0,
            operator: succession.operator_at(size).to_string(),
            log: succession.log_key_at(size).to_string(),
            recoveries: succession.recovered_by(),
            downloads,
            archive: self.options.archive.then(|| layout::ARCHIVE.to_owned()),
            tables: tables.iter().map(|table| columns(table.as_ref())).collect(),
            copies: thumbnails.images,
            map: self.map.take(),
            passages: std::mem::take(&mut self.passages),
        };
        let (pages, named) = seconds.time("pages", || write_pages(out, &overview, &publication, events))?;
        self.named.extend(named);
        let (manifest, removed) = seconds.time("manifest", || self.sign(&publication, &before))?;
        let archive = match self.options.archive {
            false => None,
            true => Some(seconds.time("zip", || {
                archive::write_archive(out, &tally.election().id, &manifest, &self.documents, events)
            })?),
        };
        Ok(Published {
            pages,
            files: (manifest.paths().count() + Manifest::UNNAMED.len()) as u64
                + u64::from(out.join(layout::COSIGNED).is_file())
                + self.documents.len() as u64
                + layout::tree_files(size).count() as u64,
            removed,
            lacking: self.lacking.len() as u64,
            archive,
            publication,
            seconds,
        })
    }

    /// Signs the manifest of all files, after what no longer belongs was removed.
    fn sign(&mut self, publication: &Publication, before: &Hashes) -> Result<(Manifest, u64), Error> {
        let named = std::mem::take(&mut self.named);
        let manifest = Manifest::new(&publication.origin, publication.size, publication.root, named)?;
        let tiles: BTreeSet<String> = layout::tile_files(publication.size).collect();
        let belongs = |path: &str| {
            manifest.hash_of(path).is_some()
                || tiles.contains(path)
                || self.documents.contains(path)
                || Manifest::UNNAMED.contains(&path)
                || publication.archive.as_deref() == Some(path)
        };
        // What is withheld goes, whoever put it there.
        let withheld = withheld_files(&self.folded.tally);
        let was_named = |path: &str| before.contains_key(path) || withheld.contains(path);
        let removed = remove_outdated(&self.out, belongs, was_named)?;
        let signed = manifest.sign(&self.operator)?;
        for (path, list) in &signed.lists {
            let path = self.out.join(path);
            if !holds(&path, list) {
                folder::write(&path, list)?;
            }
        }
        folder::write(&self.out.join(layout::MANIFEST), &signed.note)?;
        Ok((manifest, removed))
    }
}

/// The files that the folder's manifest names, and its lists, with their hashes, where it is the operator's.
fn named_before(out: &Path, operator: &VerifyingKey) -> Hashes {
    let Ok(note) = read(&out.join(layout::MANIFEST), MAX_NOTE_BYTES) else {
        return Hashes::new();
    };
    let list = |path: &str| read(&out.join(path), MAX_LIST_BYTES);
    Manifest::verify(&note, list, operator).map_or_else(|_| Hashes::new(), Manifest::into_hashes)
}

/// A table's columns, for the page that explains them.
fn columns(table: &dyn table::Table) -> TableColumns {
    let columns = table.columns();
    let columns = columns.iter();
    TableColumns {
        name: table.name().to_owned(),
        columns: columns
            .map(|column| {
                (
                    column.name.clone(),
                    column.kind.name(),
                    column.description.clone(),
                )
            })
            .collect(),
    }
}
