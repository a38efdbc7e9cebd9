//! A publication's folder is made: from the log to the signed manifest, in one way.

use super::packed::compressed;
use super::pages::{self, Written};
use super::{DATA, LOG, archive, copies, folder};
use crate::data::{self, Format};
use crate::election::Folder;
use crate::hash::hash_files;
use crate::output::{Output, number};
use crate::progress::{Progress, Seconds};
use ::passages::{MAX_TEXTS, Passages};
use ::publication::replay::Folded;
use anyhow::{Context, bail};
use site::manifest::{LIST_FILE, Manifest, NOTE_FILE};
use site::{Download, Publication, TableColumns};
use std::collections::BTreeMap;
use std::path::Path;
use table::tables::Tables;
use tally::Tally;
use tlog::{Blobs, LogFile, copy_log, expected_files};

/// What was published.
pub(crate) struct Published {
    pub(super) publication: Publication,
    /// The pages and the data files of their scripts.
    pub(crate) pages: Written,
    pub(super) files: u64,
    pub(super) removed: u64,
    /// How many documents of the record are not in it.
    pub(super) lacking: u64,
    /// The size of the archive, where one was asked for.
    pub(super) zip: Option<u64>,
    pub(super) seconds: Seconds,
}

impl Published {
    /// The log's size.
    pub(crate) fn size(&self) -> u64 {
        self.publication.size
    }
}

/// Writes the publication of an election's folder. Whoever reads it meanwhile finds all that its checkpoint speaks of.
pub(crate) fn publish(
    dir: &Path,
    out: &Path,
    format: &[Format],
    zip: bool,
    output: &Output,
) -> anyhow::Result<Published> {
    let mut seconds = Seconds::default();
    let folder = Folder::open(dir)?;
    let operator = folder.operator()?;
    let folded = seconds.time("fold", || folder.fold())?;
    let (tally, start, reader) = (&folded.tally, &folded.start, &folded.reader);
    if operator.verifying_key() != &start.operator {
        bail!("keys/operator.key is not the operator's key that the record names");
    }
    std::fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;

    let Record { mut paths, lacking } = record(&folder, &folded, out, &mut seconds)?;
    if !lacking.is_empty() {
        let some: Vec<String> = lacking.values().take(5).map(ToString::to_string).collect();
        output.note(&format!(
            "{} documents cannot be published, and the publication will not verify without them: {}{}. Put them back \
             in {} and publish again.",
            number(lacking.len() as u64),
            some.join("; "),
            if lacking.len() > some.len() { "; …" } else { "" },
            folder.path(LOG).display()
        ));
    }
    let before = folder::named(out, operator.verifying_key());
    let images = tally.images().filter(|image| !lacking.contains_key(&image.0));
    let copies = seconds.time("copies", || copies::write(out, images, &before))?;
    if copies.failed > 0 {
        output.note(&format!(
            "{} photographs have no small copies: they cannot be decoded in colour.",
            number(copies.failed)
        ));
    }
    paths.extend(copies.paths);

    let tables = seconds.time("tables", || Tables::new(tally));
    let tables = tables.all();
    let files = data::files(&tables, format);
    seconds.time("data", || data::write_all(&files, &tables, &out.join(DATA)))?;
    let mut downloads = Vec::new();
    for file in &files {
        let path = format!("{DATA}/{}", file.name);
        let bytes = std::fs::metadata(out.join(&path))
            .with_context(|| path.clone())?
            .len();
        downloads.push(Download {
            path: path.clone(),
            bytes,
            table: file.table,
        });
        paths.push(path);
    }
    let publication = Publication {
        origin: tally.election().origin.clone(),
        size: reader.size(),
        root: reader.checkpoint().root().0,
        operator: start.operator.to_string(),
        log: start.log.to_string(),
        downloads,
        archive: zip.then(|| archive::ARCHIVE.to_owned()),
        tables: tables.iter().map(|table| columns(table.as_ref())).collect(),
        copies: copies.images,
        map: match map_document(tally)? {
            Some(document) if !lacking.contains_key(&document.0) => Some(
                folder
                    .wait(folder.blobs()?.get(document, tlog::MAX_BLOB_BYTES))?
                    .to_vec(),
            ),
            _ => None,
        },
        passages: seconds.time("passages", || passages(&folder, tally))?,
    };
    let mut pages = seconds.time("pages", || pages::write(out, tally, &publication))?;
    let mut hashes = std::mem::take(&mut pages.hashes);
    seconds.time("hashes", || -> anyhow::Result<()> {
        for (path, hash) in hash_files(out, paths) {
            hashes.push((path.clone(), hash.context(path)?));
        }
        Ok(())
    })?;
    let (manifest, removed) = seconds.time("manifest", || -> anyhow::Result<_> {
        let manifest = Manifest::new(&publication.origin, publication.size, publication.root, hashes)?;
        let removed = remove_gone(out, &before, &manifest)?;
        let signed = manifest.sign(&operator)?;
        folder::put(out, LIST_FILE, &signed.list)?;
        folder::put(out, NOTE_FILE, &signed.note)?;
        Ok((manifest, removed))
    })?;
    let zip = match zip {
        true => Some(seconds.time("zip", || archive::write(out, &tally.election().id, &manifest))?),
        false => archive::remove(out).map(|()| None)?,
    };
    Ok(Published {
        publication,
        pages,
        files: manifest.files().len() as u64 + 2,
        removed,
        lacking: lacking.len() as u64,
        zip,
        seconds,
    })
}

/// What was copied of the record.
struct Record {
    /// The files' paths in the publication.
    paths: Vec<String>,
    /// The documents that are not in the election's folder as they should be, by their hashes, and why.
    lacking: BTreeMap<[u8; 32], tlog::Error>,
}

/// Copies the log and the documents that it names. Blobs go first and the checkpoint after the tiles, so that whoever
/// reads meanwhile finds all that the checkpoint speaks of.
fn record(folder: &Folder, folded: &Folded, out: &Path, seconds: &mut Seconds) -> anyhow::Result<Record> {
    let store = tlog::local(out.join(LOG))?;
    let (from, to) = (folder.blobs()?, Blobs::open(store.clone(), "")?);
    let mut progress = Progress::new("copying documents", folded.tally.blobs().len() as u64);
    let mut record = Record {
        paths: vec![format!("{LOG}/checkpoint")],
        lacking: BTreeMap::new(),
    };
    seconds.time("blobs", || -> anyhow::Result<()> {
        for (name, done) in folded.tally.blobs().zip(1..) {
            progress.at(done);
            if !folder.wait(to.has(*name))? {
                match folder.wait(from.get(*name, tlog::MAX_BLOB_BYTES)) {
                    Ok(bytes) => folder.wait(to.put(bytes))?,
                    Err(error @ (tlog::Error::Missing { .. } | tlog::Error::HashDiffers { .. })) => {
                        record.lacking.insert(name.0, error);
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                };
            }
            record.paths.push(format!("{LOG}/{}", tlog::blob_path(name)));
        }
        Ok(())
    })?;
    let reader = &folded.reader;
    seconds.time("log", || folder.wait(copy_log(reader, store, "")))?;
    let files = expected_files(reader.size()).map(|file: LogFile| format!("{LOG}/{}", file.path()));
    record.paths.extend(files);
    Ok(record)
}

/// Removes what was named before and no longer belongs to the publication; gives how many files were there.
fn remove_gone(out: &Path, before: &BTreeMap<String, [u8; 32]>, now: &Manifest) -> anyhow::Result<u64> {
    let mut removed = 0;
    for gone in before.keys().filter(|path| !now.files().contains_key(*path)) {
        removed += u64::from(folder::remove(out, gone)?);
        folder::remove(out, &compressed(gone))?;
    }
    Ok(removed)
}

/// The document of the map that the definition names.
fn map_document(tally: &Tally) -> anyhow::Result<Option<record::BlobHash>> {
    let map = tally.election().map.as_ref();
    let document = map.and_then(|map| map.document.as_ref());
    let name = document.map(|document| document.parse::<record::BlobHash>());
    name.transpose().map_err(anyhow::Error::from)
}

/// The passages of the first texts among the sources, by their hashes.
fn passages(folder: &Folder, tally: &Tally) -> anyhow::Result<BTreeMap<[u8; 32], Passages>> {
    let blobs = folder.blobs()?;
    let mut passages = BTreeMap::new();
    for row in tally.sources() {
        if passages.len() == MAX_TEXTS {
            break;
        }
        if let Some(of_source) = crate::passages::of_source(folder, &blobs, &row.source)? {
            passages.insert(row.source.document.0, of_source);
        }
    }
    Ok(passages)
}

/// A table's columns, for the page that explains them.
fn columns(table: &dyn table::Table) -> TableColumns {
    let columns = table.columns().iter();
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
