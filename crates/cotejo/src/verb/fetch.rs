//! `cotejo fetch`: a copy of a publication, checked, and the copy brought up to date.

use crate::Outcome;
use crate::election::runtime;
use crate::output::{Output, number};
use crate::verb::verify;
use anyhow::{Context, bail};
use note::VerifyingKey;
use object_store::ObjectStore;
use publication::fetch::fetch;
use std::path::PathBuf;
use std::sync::Arc;

/// Copy a publication from where it is served, or bring a copy up to date, and verify it.
///
/// Every file is held against what is signed before it is written. A copy that was interrupted goes on when it is run again; one
/// of which the publication there is no continuation is refused and left as it is. Anyone can serve the copy: it
/// is a publication like the first.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo fetch https://count.example/2026 2026 --key 'operator+2b6c…+AS…'
  cotejo fetch /media/stick/2026 2026

Exit codes: 0 the copy is there and everything agrees, 1 something differs, 2 it could not be copied.")]
pub(crate) struct Args {
    /// Where the publication is: a web address, or a folder.
    from: String,
    /// The folder of the copy.
    to: PathBuf,
    /// The operator's or the log's public key, as you got it from elsewhere.
    #[arg(long, value_name = "VKEY")]
    key: Option<VerifyingKey>,
    /// The logs and witnesses that are trusted, and how many of them (C2SP tlog-policy).
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let verify = verify::Args::of(args.to.clone(), args.key.clone(), args.policy.clone());
    // Before anything is written: a policy that cannot be read is no reason to have copied.
    let trust = verify.trust()?;
    let store = open(&args.from)?;
    let fetched = runtime()?
        .block_on(fetch(store, &args.to, output))
        .with_context(|| args.from.clone())?;
    output.note(&format!(
        "The copy in {} has {} entries: {} files were written, {} were there, {} of an earlier publication are removed.",
        args.to.display(),
        number(fetched.size),
        number(fetched.written),
        number(fetched.unchanged),
        number(fetched.removed),
    ));
    verify.run(&trust, output)
}

fn open(from: &str) -> anyhow::Result<Arc<dyn ObjectStore>> {
    match from.split_once("://") {
        None if std::path::Path::new(from).is_dir() => Ok(tlog::local(from)?),
        None => bail!("there is no folder {from}; a web address begins with https://"),
        Some(("http" | "https", _)) => web(from),
        Some((scheme, _)) => bail!("{scheme}:// cannot be copied from, only a folder, https:// or http://"),
    }
}

#[cfg(feature = "http")]
fn web(address: &str) -> anyhow::Result<Arc<dyn ObjectStore>> {
    publication::web::open(address).with_context(|| address.to_owned())
}

#[cfg(not(feature = "http"))]
fn web(address: &str) -> anyhow::Result<Arc<dyn ObjectStore>> {
    bail!("{address} cannot be read: this program was built without HTTP (cargo build --features http)")
}
