//! `cotejo source`: takes in documents, and says which earlier ones they repeat.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number, share};
use intake::documents::{Metadata, NewDocuments};
use model::AccountId;
use std::path::PathBuf;

/// Take in source documents, such as news reports and communiqués.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    Add(AddArgs),
}

/// Take in documents with their metadata, and say which earlier texts they repeat.
///
/// A document is published whole. Of pictures that would be the place, the time and the device, too: those with such metadata
/// are refused, unless --clean removes them. One that is recorded already is not recorded twice. Texts (plain, HTML, at
/// most 4 MiB) are compared by their passages of five words: two that agree in a tenth of the shorter one's are
/// named, since they may not be independent of one another.
#[derive(clap::Args)]
#[command(after_help = "Example:
  cotejo source add venezuela report.txt --publisher 'A newspaper' --title 'Its report' --date 2024-08-05

Exit codes: 0 all documents are recorded, 2 none of them was.")]
struct AddArgs {
    /// The election's folder.
    dir: PathBuf,
    /// The documents, of at most 64 MiB each.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Who published them.
    #[arg(long, value_name = "NAME")]
    publisher: String,
    /// The document's title; its file name where it is left out.
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The day on which they were published, such as 2024-08-05.
    #[arg(long, value_name = "DATE")]
    date: Option<model::Date>,
    /// Their media type, such as text/plain; by the file name's ending where it is left out.
    #[arg(long, value_name = "TYPE")]
    media: Option<String>,
    /// Record pictures without the metadata that may tell who made them, where, when and with what device.
    #[arg(long, conflicts_with = "keep_metadata")]
    clean: bool,
    /// Record pictures with such metadata as they are.
    #[arg(long)]
    keep_metadata: bool,
    /// Sign with the importer's key of this account, not with the operator's.
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    match &args.verb {
        Verb::Add(args) => add(args, output),
    }
}

fn add(args: &AddArgs, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let documents = NewDocuments {
        files: args.files.clone(),
        publisher: args.publisher.clone(),
        title: args.title.clone(),
        date: args.date.clone(),
        media: args.media.clone(),
        account: args.account.clone(),
        metadata: match (args.clean, args.keep_metadata) {
            (true, _) => Metadata::Remove,
            (_, true) => Metadata::Keep,
            _ => Metadata::Refuse,
        },
    };
    let added = folder.wait(documents.add(&folder, &now()?, output))?;
    output.result(&added, |text| {
        for document in &added.documents {
            text.line(format!(
                "{}: {}{}.",
                document.file,
                if document.recorded { "recorded" } else { "recorded before" },
                match document.passages {
                    Some(_) => "",
                    None => "; not compared, as it is no text of at most 4 MiB",
                }
            ));
            for near in &document.near_duplicates {
                let common = &near.in_common;
                text.line(format!(
                    "  agrees word for word in {} of the shorter one's passages with {} ({}): {} of {}, {} in both together{}",
                    share(common.common, common.shorter()),
                    near.title,
                    near.publisher,
                    number(common.common),
                    number(common.shorter()),
                    number(common.together()),
                    if common.sampled { ", in a sample" } else { "" },
                ));
            }
        }
        text.line(format!(
            "Documents: {}, recorded now: {}. The log has {} entries.",
            number(added.documents.len() as u64),
            number(added.recorded),
            number(added.size)
        ));
    })?;
    Ok(Outcome::Agrees)
}
