//! `cotejo read`: takes in photographs of tally sheets by the codes printed on them.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use crate::render::photograph;
use intake::photographs::{InputFiles, JOURNAL, JournalLine, Photograph, check, take_in};
use model::{AccountId, StageId};
use std::path::PathBuf;

/// Take in photographs of tally sheets: the code on each is read, checked and recorded, and the picture kept as
/// evidence without what would tell of the person who took it.
///
/// Folders are walked to their ends. What cannot be read is put into read.jsonl in the election's folder with the
/// reason, and the rest goes on. Pictures that were taken in before are passed over.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo read venezuela photographs/ --account campaign
  cotejo read venezuela --check photograph.jpg

Exit codes: 0 all were read, 1 some could not be read, 2 nothing could be done.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// Pictures, and folders of pictures.
    #[arg(required = true, value_name = "IMAGES")]
    images: Vec<PathBuf>,
    /// Whose telling of the result it is.
    #[arg(long, value_name = "ID", required_unless_present = "check")]
    account: Option<AccountId>,
    /// The stage of the account, where it has stages.
    #[arg(long, value_name = "ID", requires = "account")]
    stage: Option<StageId>,
    /// Show all that is seen in each picture, and record nothing.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let InputFiles { files, problems } = InputFiles::find(&args.images);
    // Names come from strangers: what steers a terminal is shown as it is written.
    for problem in &problems {
        output.note(&problem.to_string().escape_debug().to_string());
    }
    let Some(account) = args.account.as_ref().filter(|_| !args.check) else {
        let photographs = folder.wait(check(&folder, &files, output))?;
        for photograph in &photographs {
            output.json_line(&JournalLine::of(photograph))?;
            output.lines(|text| photograph::describe(text, photograph))?;
        }
        let all = photographs.iter().all(|photograph| photograph.reason().is_none());
        return Ok(outcome(all && problems.is_empty()));
    };
    let whose = (account, args.stage.as_ref());
    let mut printed = Ok(());
    let mut each = |photograph: &Photograph| {
        if printed.is_ok() {
            printed = output.json_line(&JournalLine::of(photograph));
        }
    };
    let report = folder.wait(take_in(&folder, &files, whose, &now()?, output, &mut each))?;
    printed?;
    output.lines(|text| {
        text.line(format!(
            "{} pictures: {} read, {} read before, {} not.",
            number(report.files),
            number(report.read),
            number(report.before),
            number(report.queued.values().sum())
        ));
        if !report.queued.is_empty() {
            let rows: Vec<Vec<String>> = report
                .queued
                .iter()
                .map(|(reason, count)| vec![reason.words().to_owned(), number(*count)])
                .collect();
            text.table(&["reason", "pictures"], &rows);
            text.line(format!("Each is named in {}.", folder.file(JOURNAL).display()));
        }
    })?;
    let some = args.images.is_empty() || !files.is_empty();
    Ok(outcome(some && report.queued.is_empty() && problems.is_empty()))
}

fn outcome(all_are_read: bool) -> Outcome {
    if all_are_read {
        Outcome::Agrees
    } else {
        Outcome::Differs
    }
}
