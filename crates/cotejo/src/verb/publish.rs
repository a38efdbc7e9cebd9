//! `cotejo publish`: one folder with the log, its blobs, the tables and the pages.

mod target;

use crate::Outcome;
use crate::args::format::FormatArg;
use crate::clock::minute;
use crate::election::Folder;
use crate::output::{Output, number};
use anyhow::bail;
use clap::builder::{PathBufValueParser, TypedValueParser};
use publication::{Options, Published, layout};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use target::Target;

/// Write one folder that any static file server can publish and anyone can verify, or bring it to an object store.
///
/// It holds the log with its blobs, small copies of the photographs, the tables, pages in several languages, and a
/// manifest that the operator's key signs. The same log gives the same bytes. Pages that are in the
/// folder as they should be are not written again, and files that the folder's manifest names and that no longer
/// belong to the publication are removed, and so is what the record withholds.
///
/// Where the definition or the register says when polls close, nothing is published before the last of them does.
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
    format: Vec<FormatArg>,
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
    /// While polls are open: write the log's checkpoint and hashes alone, by which anyone can hold the record later to
    /// what it is now, and which tell nothing of what is in it.
    #[arg(long, conflicts_with_all = ["zip", "all", "gzip", "format"])]
    before_close: bool,
}

/// Writes the publication of an election's folder.
pub(crate) fn publish(
    dir: &Path,
    out: &Path,
    options: &Options,
    output: &Output,
) -> anyhow::Result<Published> {
    let folder = Folder::open(dir)?;
    let operator = folder.operator()?;
    let began = Instant::now();
    let folded = folder.fold()?;
    let fold = began.elapsed();
    if operator.verifying_key() != folded.tally.succession().operator_at(folded.reader.size()) {
        bail!("keys/operator.key is not the operator's key that the record names");
    }
    let blobs = folder.blobs()?;
    let now = minute()?;
    let built = publication::build(Arc::new(folded), &blobs, &operator, out, options, &now, output);
    let mut published = folder.wait(built)?;
    published.seconds.add("fold", fold);
    Ok(published)
}

/// Whether nothing was published since polls are open.
fn is_too_early(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<publication::Error>();
    matches!(error, Some(publication::Error::PollsOpen { .. }))
}

/// Writes what is published while polls are open.
fn publish_hashes(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let Some(out) = args.to.own_folder() else {
        bail!("--before-close writes to a folder: bring it to a store by other means");
    };
    let folder = Folder::open(&args.dir)?;
    let folded = folder.fold()?;
    let now = minute()?;
    let Some(closing) = folded.tally.polls_close().filter(|closing| now < **closing) else {
        bail!("no polls are open: publish without --before-close");
    };
    let files = folder.wait(publication::publish_hashes(&folded, out))?;
    let checkpoint = folded.reader.checkpoint();
    let value = json!({
        "files": files,
        "origin": checkpoint.checkpoint().origin(),
        "size": checkpoint.size(),
        "root": checkpoint.root().to_string(),
        "polls_close": closing,
    });
    output.result(&value, |text| {
        text.line(format!(
            "The checkpoint and the hashes of {} entries are in {}. The last polls close at {closing}.",
            number(checkpoint.size()),
            out.display()
        ));
    })?;
    Ok(Outcome::Agrees)
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    if args.before_close {
        return publish_hashes(args, output);
    }
    // Before all the work it is seen whether its result can be brought there.
    let remote = target::Remote::open(&args.to, &args.dir)?;
    if remote.is_none() && (args.all || args.gzip) {
        bail!("--all and --gzip are for --to s3://BUCKET/PREFIX");
    }
    let out = args.to.folder(&args.dir);
    let options = FormatArg::options(&args.format, args.zip);
    let mut published = match publish(&args.dir, &out, &options, output) {
        Err(error) if is_too_early(&error) => {
            output.error(&error);
            return Ok(Outcome::Differs);
        }
        published => published?,
    };
    let upload = match &remote {
        None => None,
        Some(remote) => {
            let began = Instant::now();
            let uploaded = remote.upload(&out, args, output)?;
            published.seconds.add("upload", began.elapsed());
            Some(uploaded)
        }
    };
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
        "lacking": published.lacking,
        "zip": published.archive,
        "upload": upload,
        "seconds": published.seconds,
    });
    output.result(&value, |text| {
        text.line(format!(
            "{} files are in {}. Look at {}.",
            number(published.files),
            out.display(),
            out.join(layout::INDEX).display()
        ));
        if let Some(bytes) = published.archive {
            text.line(format!(
                "All of them are in {}, too, which has {} bytes.",
                out.join(layout::ARCHIVE).display(),
                number(bytes)
            ));
        }
        if let Some(upload) = &upload {
            text.line(upload.in_words());
        }
        text.line("Anyone can check them with:");
        text.line(format!(
            "  cotejo verify {} --key '{}'",
            out.display(),
            publication.operator
        ));
    })?;
    Ok(match published.lacking {
        0 => Outcome::Agrees,
        _ => Outcome::Differs,
    })
}
