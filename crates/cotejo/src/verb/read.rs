//! `cotejo read`: takes in photographs of tally sheets by the codes printed on them.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use crate::render::photograph;
use intake::photographs::{InputFiles, JOURNAL, JournalLine, Photograph, ReasonKind, check, take_in};
use model::{AccountId, StageId};
use std::path::PathBuf;

/// Take in photographs of tally sheets: the code on each is read, checked and recorded, and the picture kept as
/// evidence without what would tell of the person who took it.
///
/// Folders are walked to their ends. All sheets in a picture are read. What cannot be read is put into read.jsonl in the
/// election's folder with the reason, and the rest goes on. Pictures that were looked at before are passed over, and those
/// of them that were not read are told of until they are.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo read venezuela photographs/ --account campaign
  cotejo read venezuela --check photograph.jpg

Exit codes: 0 all were read, now or before, 1 some could not be read, 2 nothing could be done.")]
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
    /// Look again at the pictures that were not read before.
    #[arg(long, conflicts_with = "check")]
    retry: bool,
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
    let report = folder.wait(take_in(
        &folder,
        &files,
        whose,
        args.retry,
        &now()?,
        output,
        &mut each,
    ))?;
    printed?;
    output.lines(|text| {
        let put_aside: u64 = report.queued.values().sum();
        let waiting: u64 = report.waiting.values().sum();
        let waiting_words = match waiting {
            0 => String::new(),
            waiting => format!(", {} still waiting", number(waiting)),
        };
        text.line(format!(
            "{} pictures: {} read, {} read before, {} not{waiting_words}.",
            number(report.files),
            number(report.read),
            number(report.before),
            number(put_aside)
        ));
        if report.sheets > report.read {
            text.line(format!("Sheets recorded: {}.", number(report.sheets)));
        }
        let row = |when: &str, (reason, count): (&ReasonKind, &u64)| {
            let [words, remedy] = [reason.words(), reason.remedy()].map(str::to_owned);
            vec![words, when.to_owned(), number(*count), remedy]
        };
        let now = report.queued.iter().map(|one| row("now", one));
        let before = report.waiting.iter().map(|one| row("before", one));
        let rows: Vec<Vec<String>> = now.chain(before).collect();
        if !rows.is_empty() {
            text.table(&["reason", "since", "pictures", "what to do"], &rows);
            text.line(format!("Each is named in {}.", folder.file(JOURNAL).display()));
        }
        if waiting > 0 {
            text.line("Those since before were not looked at again: --retry does so.");
        }
    })?;
    let some = args.images.is_empty() || !files.is_empty();
    let all = report.queued.is_empty() && report.waiting.is_empty();
    Ok(outcome(some && all && problems.is_empty()))
}

fn outcome(all_are_read: bool) -> Outcome {
    if all_are_read {
        Outcome::Agrees
    } else {
        Outcome::Differs
    }
}
