//! `cotejo serve`: a publication over HTTP, written anew as its log grows.

use crate::Outcome;
use crate::args::format::FormatArg;
use crate::output::{Output, number};
use crate::verb;
use anyhow::{Context, bail};
use publication::layout;
use serde_json::json;
use server::Limits;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Serve a publication's folder over HTTP; with an election, write the folder first and again whenever its log has
/// grown.
///
/// For a reader's own machine, a newsroom's network, or behind a proxy that speaks TLS. Any other server of static
/// files does as well: the folder needs nothing of this one.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo serve public
  cotejo serve public --election venezuela --listen 0.0.0.0:8000

It runs until it is interrupted.")]
pub(crate) struct Args {
    /// The publication's folder.
    public: PathBuf,
    /// The election's folder that it is written from.
    #[arg(long, value_name = "DIR")]
    election: Option<PathBuf>,
    /// The address and port to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8000")]
    listen: SocketAddr,
    /// How often to look whether the log has grown, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    every: u64,
    /// The formats of the tables, where the folder is written.
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        default_value = "csv,jsonl,parquet,sqlite"
    )]
    format: Vec<FormatArg>,
    /// Write everything.zip, too, where the folder is written.
    #[arg(long)]
    zip: bool,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let mut last = None;
    if let Some(election) = &args.election {
        last = Some(checkpoint(election)?);
        publish(args, election, output)?;
    } else if !args.public.join(layout::MANIFEST).is_file() {
        bail!(
            "{} holds no publication: it has no file {}; `cotejo publish DIR --to {}` writes one",
            args.public.display(),
            layout::MANIFEST,
            args.public.display()
        );
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(args.listen))
        .with_context(|| format!("cannot listen on {}", args.listen))?;
    let address = format!("http://{}/", listener.local_addr()?);
    output.result(&json!({ "address": address }), |text| {
        text.line(format!(
            "{} is served at {address} until this is interrupted.",
            args.public.display()
        ));
    })?;
    std::thread::scope(|scope| {
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        if let Some(election) = &args.election {
            scope.spawn(move || {
                let every = Duration::from_secs(args.every);
                while let Err(std::sync::mpsc::RecvTimeoutError::Timeout) = stopped.recv_timeout(every) {
                    follow(args, election, &mut last, output);
                }
            });
        }
        let interrupted = async {
            // Where the system cannot tell of it, the server is ended with the process.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let served = runtime.block_on(server::serve(
            listener,
            args.public.clone(),
            Limits::default(),
            interrupted,
        ));
        drop(stop);
        served
    })?;
    Ok(Outcome::Agrees)
}

/// Writes the publication of the election's folder.
fn publish(args: &Args, election: &Path, output: &Output) -> anyhow::Result<publication::Published> {
    let options = FormatArg::options(&args.format, args.zip);
    verb::publish::publish(election, &args.public, &options, output)
}

/// Writes the folder again where the log has grown. What fails is said and tried again: readers have the folder as it was.
fn follow(args: &Args, election: &Path, last: &mut Option<Vec<u8>>, output: &Output) {
    let published = checkpoint(election).and_then(|now| {
        if last.as_ref() == Some(&now) {
            return Ok(None);
        }
        let published = publish(args, election, output)?;
        *last = Some(now);
        Ok(Some(published))
    });
    match published {
        Ok(None) => {}
        Ok(Some(published)) => output.note(&format!(
            "{} entries: {} pages were written.",
            number(published.publication.size),
            number(published.pages.written)
        )),
        Err(error) => output.error(&error),
    }
}

/// The log's checkpoint, which changes whenever it grows.
fn checkpoint(election: &Path) -> anyhow::Result<Vec<u8>> {
    let path = election.join(layout::CHECKPOINT);
    std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}
