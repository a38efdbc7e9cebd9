//! `cotejo publish`: one folder with the log, its blobs, the tables and the pages.

mod copies;
mod folder;
mod pages;

use crate::Outcome;
use crate::data::{self, Format};
use crate::election::Folder;
use crate::hash::hash_files;
use crate::output::{Output, number};
use crate::progress::{Progress, Seconds};
use anyhow::{Context, bail};
use pages::Written;
use serde_json::json;
use site::manifest::{LIST_FILE, Manifest, NOTE_FILE};
use site::{Download, Publication, TableColumns};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use table::tables::Tables;
use tally::Tally;
use tally::analysis::Passages;
use tally::analysis::passages::MAX_TEXTS;
use tlog::{Blobs, LogFile, copy_log, expected_files};

/// Write one folder that any static file server can publish and anyone can verify.
///
/// It holds the log with its blobs, small copies of the photographs, the tables, pages in English, Spanish and
/// Portuguese, and a manifest that the operator's key signs. The same log gives the same bytes. Pages that are in the
/// folder as they should be are not written again, and files that the folder's manifest names and that no longer
/// belong to the publication are removed.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo publish venezuela --to public\n  cotejo verify public")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The folder to write to.
    #[arg(long, value_name = "OUT")]
    to: PathBuf,
    /// The formats of the tables.
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        default_value = "csv,jsonl,parquet,sqlite"
    )]
    format: Vec<Format>,
}

/// The folder of the log in a publication.
pub(crate) const LOG: &str = "log";
/// The folder of the tables in a publication.
pub(crate) const DATA: &str = "data";

/// What was published.
pub(crate) struct Published {
    publication: Publication,
    /// The pages and the data files of their scripts.
    pub(crate) pages: Written,
    files: u64,
    removed: u64,
    seconds: Seconds,
}

impl Published {
    /// The log's size.
    pub(crate) fn size(&self) -> u64 {
        self.publication.size
    }
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let published = publish(&args.dir, &args.to, &args.format, output)?;
    let (publication, pages) = (&published.publication, &published.pages);
    let value = json!({
        "files": published.files,
        "origin": publication.origin,
        "size": publication.size,
        "root": tlog::Hash(publication.root).to_string(),
        "operator": publication.operator,
        "log": publication.log,
        "pages": { "files": pages.files, "bytes": pages.bytes, "written": pages.written },
        "removed": published.removed,
        "seconds": published.seconds,
    });
    output.result(&value, |text| {
        text.line(format!(
            "{} files are in {}. Look at {}.",
            number(published.files),
            args.to.display(),
            args.to.join("index.html").display()
        ));
        text.line("Anyone can check them with:");
        text.line(format!(
            "  cotejo verify {} --key '{}'",
            args.to.display(),
            publication.operator
        ));
    })?;
    Ok(Outcome::Agrees)
}

/// Writes the publication of an election's folder. Whoever reads it meanwhile finds all that its checkpoint speaks of.
pub(crate) fn publish(
    dir: &Path,
    out: &Path,
    format: &[Format],
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

    // Blobs first and the checkpoint after the tiles, so that whoever reads meanwhile finds all that the
    // checkpoint speaks of.
    let log = out.join(LOG);
    let store = tlog::local(&log)?;
    let (from, to) = (folder.blobs()?, Blobs::open(store.clone(), "")?);
    let mut progress = Progress::new("copying documents", tally.blobs().len() as u64);
    let mut paths = vec![format!("{LOG}/checkpoint")];
    seconds.time("blobs", || -> anyhow::Result<()> {
        for (name, done) in tally.blobs().zip(1..) {
            let name = tlog::BlobHash(name.0);
            if !folder.wait(to.has(name))? {
                folder.wait(async { to.put(from.get(name, tlog::MAX_BLOB_BYTES).await?).await })?;
            }
            paths.push(format!("{LOG}/{}", name.path()));
            progress.at(done);
        }
        Ok(())
    })?;
    seconds.time("log", || folder.wait(copy_log(reader, store, "")))?;
    paths.extend(expected_files(reader.size()).map(|file: LogFile| format!("{LOG}/{}", file.path())));

    let before = folder::named(out, operator.verifying_key());
    let copies = seconds.time("copies", || copies::write(out, tally.images(), &before))?;
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
            description: file.description(&tables),
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
        tables: tables.iter().map(|table| columns(table.as_ref())).collect(),
        copies: copies.images,
        map: match &tally.election().map {
            Some(model::Map {
                document: Some(document),
                ..
            }) => {
                let name = tlog::BlobHash(document.parse::<record::BlobHash>()?.0);
                Some(folder.wait(from.get(name, tlog::MAX_BLOB_BYTES))?.to_vec())
            }
            _ => None,
        },
        passages: seconds.time("passages", || passages(&folder, &from, tally))?,
    };
    let mut pages = seconds.time("pages", || pages::write(out, tally, &publication))?;
    let mut hashes = std::mem::take(&mut pages.hashes);
    seconds.time("hashes", || -> anyhow::Result<()> {
        for (path, hash) in hash_files(out, paths) {
            hashes.push((path.clone(), hash.context(path)?));
        }
        Ok(())
    })?;
    let count = hashes.len() as u64;
    let now: HashSet<&str> = hashes.iter().map(|(path, _)| path.as_str()).collect();
    let mut removed = 0;
    for gone in before.keys().filter(|path| !now.contains(path.as_str())) {
        removed += u64::from(folder::remove(out, gone)?);
        folder::remove(out, &folder::compressed(gone))?;
    }
    seconds.time("manifest", || -> anyhow::Result<()> {
        let manifest = Manifest::new(&publication.origin, publication.size, publication.root, hashes)?;
        let signed = manifest.sign(&operator)?;
        folder::put(out, LIST_FILE, &signed.list)?;
        folder::put(out, NOTE_FILE, &signed.note)
    })?;
    Ok(Published {
        publication,
        pages,
        files: count + 2,
        removed,
        seconds,
    })
}

/// The passages of the first texts among the sources, by their hashes.
fn passages(folder: &Folder, blobs: &Blobs, tally: &Tally) -> anyhow::Result<BTreeMap<[u8; 32], Passages>> {
    let mut passages = BTreeMap::new();
    for row in tally.sources() {
        if passages.len() == MAX_TEXTS {
            break;
        }
        if let Some(of_source) = crate::passages::of_source(folder, blobs, &row.source)? {
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
