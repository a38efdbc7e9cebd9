//! `cotejo recover`: replaces the operator's key or the log's by the recovery keys.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::Output;
use anyhow::Context;
use intake::recover::{Recover, Signed, append, make_key, sign};
use record::EntryName;
use std::path::PathBuf;

/// Replace the operator's key or the log's, where it was stolen or lost, by the recovery keys.
///
/// As many holders of recovery keys as the record asks for sign one entry, each on a machine of their own; then it is put
/// in. What the operator before wrote from the entry named on is void.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo recover key keeper-1 --to keeper-1.key
  cotejo recover sign my-election recovery.txt --operator 'operator-2+2b6c…+AS…' --from 1234 --reason stolen --key keeper-1.key
  cotejo recover sign my-election recovery.txt --key keeper-2.key
  cotejo recover append my-election recovery.txt")]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(clap::Subcommand)]
enum Step {
    /// Make a private key: a recovery key, or a new operator's or log's.
    Key {
        /// The key's name: a pseudonym, since it stands in the public record; of a log's key the log's origin.
        name: String,
        /// The file to keep it in.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Sign the entry: make it, or add a signature to the file that holds it.
    Sign(Sign),
    /// Put the entry in, where it will count.
    Append {
        /// The election's folder, with the log's key in keys/: the new one, where the entry names one.
        dir: PathBuf,
        /// The file that holds the entry.
        file: PathBuf,
    },
}

#[derive(clap::Args)]
struct Sign {
    /// The election's folder, or a copy of it.
    dir: PathBuf,
    /// The file that holds the entry.
    file: PathBuf,
    /// The private key's file of who signs.
    #[arg(long = "key", value_name = "FILE", required = true)]
    keys: Vec<PathBuf>,
    /// The new operator's public key; makes the entry.
    #[arg(long, value_name = "VKEY", requires = "from")]
    operator: Option<String>,
    /// The entry from which on what the operator before wrote is void.
    #[arg(long, value_name = "N", requires = "operator")]
    from: Option<u64>,
    /// An entry from there on that stays, by its name.
    #[arg(long, value_name = "NAME", requires = "operator")]
    keep: Vec<EntryName>,
    /// The log's new public key; makes the entry.
    #[arg(long, value_name = "VKEY")]
    log: Option<String>,
    /// Why; it stands in the record.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    match &args.step {
        Step::Key { name, to } => {
            let key = make_key(to, name)?.to_string();
            output.result(&serde_json::json!({ "name": name, "key": key }), |text| {
                text.line(format!("The private key is in {}. Its public key:", to.display()));
                text.line(format!("  {key}"));
            })?;
            Ok(Outcome::Agrees)
        }
        Step::Sign(args) => {
            let folder = Folder::open(&args.dir)?;
            let what = what(args)?;
            let signed = sign(&folder, &args.file, what.as_ref(), &args.keys, now()?, output);
            let signed = folder.wait(signed)?;
            said(&signed, output, &format!("It is in {}.", args.file.display()))
        }
        Step::Append { dir, file } => {
            let folder = Folder::open(dir)?;
            let signed = folder.wait(append(&folder, file, output))?;
            said(&signed, output, "It is in the log.")
        }
    }
}

/// What the entry is to say; nothing where it is there already.
fn what(args: &Sign) -> anyhow::Result<Option<Recover>> {
    if args.operator.is_none() && args.log.is_none() {
        return Ok(None);
    }
    let key = |text: &Option<String>, of: &'static str| {
        let key = text.as_ref().map(|text| text.parse::<note::VerifyingKey>());
        key.transpose().context(of)
    };
    let operator = key(&args.operator, "--operator")?;
    Ok(Some(Recover {
        operator: operator.zip(args.from),
        keep: args.keep.clone(),
        log: key(&args.log, "--log")?,
        reason: args
            .reason
            .clone()
            .context("--reason is needed to make the entry")?,
    }))
}

fn said(signed: &Signed, output: &Output, done: &str) -> anyhow::Result<Outcome> {
    let refusal = signed.refusal.as_ref();
    let value = serde_json::json!({
        "signed_by": signed.by,
        "needed": signed.needed,
        "counts": refusal.is_none(),
        "refusal": refusal.map(|refusal| refusal.code()),
    });
    output.result(&value, |text| {
        let (count, needed) = (signed.by.len(), signed.needed);
        text.line(format!(
            "{done} {count} of {needed} recovery keys have signed it: {}.",
            signed.by.join(", ")
        ));
        if let Some(refusal) = refusal {
            text.line(format!("As it is it would count for nothing: {refusal}."));
        }
    })?;
    Ok(Outcome::Agrees)
}
