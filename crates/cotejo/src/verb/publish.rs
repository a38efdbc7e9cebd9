//! `cotejo publish`: one folder with the log, its blobs, the tables and the pages.

pub(crate) mod archive;
mod copies;
mod folder;
mod packed;
mod pages;
mod upload;

use crate::Outcome;
use crate::data::{self, Format};
use crate::election::Folder;
use crate::hash::hash_files;
use crate::output::{Output, number};
use crate::progress::{Progress, Seconds};
use anyhow::{Context, bail};
use clap::builder::{PathBufValueParser, TypedValueParser};
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
use upload::{How, Remote, Target};

/// Write one folder that any static file server can publish and anyone can verify, or bring it to an object store.
///
/// It holds the log with its blobs, small copies of the photographs, the tables, pages in English, Spanish and
/// Portuguese, and a manifest that the operator's key signs. The same log gives the same bytes. Pages that are in the
/// folder as they should be are not written again, and files that the folder's manifest names and that no longer
/// belong to the publication are removed.
///
/// For an S3-compatible store the environment says where it is and who asks: AWS_ACCESS_KEY_ID,
/// AWS_SECRET_ACCESS_KEY, AWS_REGION, and AWS_ENDPOINT_URL where it is not Amazon's. Only what the store does not have
/// is uploaded; an upload that was interrupted goes on when it is run again.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo publish venezuela --to public
  cotejo verify public
  AWS_ENDPOINT_URL=https://s3.example cotejo publish venezuela --to s3://bucket/2026 --zip")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The folder to write to, or s3://BUCKET/PREFIX.
    #[arg(long, value_name = "OUT", value_parser = PathBufValueParser::new().try_map(Target::read))]
    to: Target,
    /// The formats of the tables.
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        default_value = "csv,jsonl,parquet,sqlite"
    )]
    format: Vec<Format>,
    /// Also write everything.zip, which holds all the rest for reading without a network.
    #[arg(long)]
    zip: bool,
    /// To a store: upload all files, whatever it has.
    #[arg(long)]
    all: bool,
    /// To a store: keep pages and scripts compressed there, for readers over bad lines where nothing before the store
    /// compresses. What is downloaded must then be unpacked before it can be verified.
    #[arg(long)]
    gzip: bool,
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
    /// The size of the archive, where one was asked for.
    zip: Option<u64>,
    seconds: Seconds,
}

impl Published {
    /// The log's size.
    pub(crate) fn size(&self) -> u64 {
        self.publication.size
    }
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    // Before all the work it is seen whether its result can be brought there.
    let remote = match &args.to {
        Target::Bucket(bucket) => Some(Remote::open(bucket, &args.dir)?),
        Target::Folder(_) if args.all || args.gzip => {
            bail!("--all and --gzip are for --to s3://BUCKET/PREFIX")
        }
        Target::Folder(_) => None,
    };
    let out = args.to.folder(&args.dir);
    let mut published = publish(&args.dir, &out, &args.format, args.zip, output)?;
    let how = How {
        all: args.all,
        gzip: args.gzip,
    };
    let upload = remote.map(|remote| published.seconds.time("upload", || remote.upload(&out, how)));
    let upload = upload.transpose()?;
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
        "zip": published.zip,
        "upload": upload,
        "seconds": published.seconds,
    });
    output.result(&value, |text| {
        text.line(format!(
            "{} files are in {}. Look at {}.",
            number(published.files),
            out.display(),
            out.join("index.html").display()
        ));
        if let Some(bytes) = published.zip {
            text.line(format!(
                "All of them are in {}, too, which has {} bytes.",
                out.join(archive::ARCHIVE).display(),
                number(bytes)
            ));
        }
        if let Some(upload) = &upload {
            upload.lines(text);
        }
        text.line("Anyone can check them with:");
        text.line(format!(
            "  cotejo verify {} --key '{}'",
            out.display(),
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
    let manifest = seconds.time("manifest", || -> anyhow::Result<Manifest> {
        let manifest = Manifest::new(&publication.origin, publication.size, publication.root, hashes)?;
        let signed = manifest.sign(&operator)?;
        folder::put(out, LIST_FILE, &signed.list)?;
        folder::put(out, NOTE_FILE, &signed.note)?;
        Ok(manifest)
    })?;
    let zip = match zip {
        true => Some(seconds.time("zip", || archive::write(out, &tally.election().id, &manifest))?),
        false => archive::remove(out).map(|()| None)?,
    };
    Ok(Published {
        publication,
        pages,
        files: count + 2,
        removed,
        zip,
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
