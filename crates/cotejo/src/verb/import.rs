//! `cotejo import`: takes in the rows of a result file as readings, or shows first how they are understood.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, Text, number};
use intake::rows::{BATCH, Differing, Imported, Importer, Preview, Survey, UnderstoodRow};
use model::{AccountId, Minute, StageId};
use std::path::PathBuf;

/// Take in a result file: each row becomes a signed reading of the account.
///
/// The file is seen through first. Rows that cannot be read are named by column and reason, with their first lines, and
/// the rest goes on; so are the rows that the account's importer's key may not write. Where codes look like others', or a
/// row like a total, nothing is signed until --anyway says that it is meant so. Figures that differ from those that stand
/// for the account and stage are named and left, unless --correct or --beside says what to do. An import that was
/// interrupted goes on where it stopped when it is run again; what was recorded before is not recorded twice.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo import venezuela campaign_sheets.csv --profile profiles/ve2024-campaign.toml --account campaign
  cotejo import venezuela campaign_sheets.csv --profile my.toml --account campaign --try
  cotejo import bolivia 1940.zip --profile profiles/bo2019.toml --account authority --stage preliminary-1 \\
    --as-of 2019-10-20T23:40Z

Exit codes: 0 all rows are recorded, 1 some rows are not or no row was read, 2 nothing could be done.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The file: delimited or fixed width, plain, zip or gz.
    file: PathBuf,
    /// What its columns mean.
    #[arg(long, value_name = "PROFILE.toml")]
    profile: PathBuf,
    /// Whose telling of the result it is.
    #[arg(long, value_name = "ID")]
    account: AccountId,
    /// The stage of the account, where it has stages.
    #[arg(long, value_name = "ID")]
    stage: Option<StageId>,
    /// The minute which the figures refer to, UTC, such as 2019-10-20T23:40Z; of rows of which the profile reads none.
    #[arg(long, value_name = "MINUTE")]
    as_of: Option<Minute>,
    /// Who published the file; the account's name where it is left out.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The day on which it was published, such as 2024-08-05.
    #[arg(long, value_name = "DATE")]
    date: Option<model::Date>,
    /// Show how the first rows are understood, what is passed over and why, totals and findings, and write nothing.
    #[arg(long = "try", conflicts_with_all = ["correct", "beside", "anyway"])]
    preview: bool,
    /// Let rows take the place of figures that stand for the account and stage and differ, as corrections; why stands in the
    /// record.
    #[arg(long, value_name = "REASON")]
    correct: Option<String>,
    /// Record rows whose figures differ beside those that stand, as a finding.
    #[arg(long, conflicts_with = "correct")]
    beside: bool,
    /// Take the file in though codes in it look like others', or rows like totals.
    #[arg(long)]
    anyway: bool,
    /// How many readings are made durable at once.
    #[arg(long, value_name = "N", default_value_t = BATCH)]
    batch: usize,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let importer = Importer::new(&folder, &args.file, &args.profile, &args.account, now()?)
        .stage(args.stage.clone())
        .as_of(args.as_of.clone())
        .publisher(args.publisher.clone())
        .date(args.date.clone())
        .batch(args.batch)
        .differing(match &args.correct {
            Some(reason) => Differing::Correct(reason.clone()),
            None if args.beside => Differing::Add,
            None => Differing::Leave,
        })
        .anyway(args.anyway);
    if args.preview {
        let preview = folder.wait(importer.preview(output))?;
        return show(&preview, args, output);
    }
    let mut acknowledge = |checkpoint: &tlog::SignedCheckpoint| {
        output.note(&format!(
            "acknowledged: the log has {} entries, root {}",
            checkpoint.size(),
            checkpoint.root()
        ));
    };
    let imported = folder.wait(importer.run(output, &mut acknowledge))?;
    output.result(&imported, |text| told(text, &imported, args))?;
    Ok(outcome(&imported.survey, imported.asked, imported.corrected))
}

/// Whether every row is in the record, and there was one.
fn outcome(survey: &Survey, asked: bool, corrected: u64) -> Outcome {
    let differing = survey.differing > corrected;
    match asked || differing || survey.failed > 0 || survey.rows == 0 {
        true => Outcome::Differs,
        false => Outcome::Agrees,
    }
}

/// What came of an import, for people.
fn told(text: &mut Text, imported: &Imported, args: &Args) {
    let Imported { survey, .. } = imported;
    if imported.asked {
        text.line(format!(
            "Nothing is recorded of {} rows: what is named above has to be looked at first. Nobody could take it back.",
            number(survey.rows)
        ));
        return;
    }
    text.line(format!(
        "{} readings of {} rows are recorded for {}.",
        number(imported.readings + survey.already_recorded),
        number(survey.rows),
        args.account
    ));
    if imported.empty > 0 {
        text.line(format!(
            "{} of these rows are empty, all zeros or nothing: they hold no place, and later figures stand without more ado.",
            number(imported.empty)
        ));
    }
    if survey.filled > 0 {
        text.line(format!(
            "{} of these rows take the place of a row of nothing but zeros.",
            number(survey.filled)
        ));
    }
    if survey.already_recorded > 0 {
        text.line(format!(
            "{} of them were recorded before.",
            number(survey.already_recorded)
        ));
    }
    if imported.corrected > 0 {
        text.line(format!(
            "{} of them correct what was recorded before, which stays readable.",
            number(imported.corrected)
        ));
    }
    let left = survey.differing - imported.corrected;
    if left > 0 && args.beside {
        text.line(format!(
            "{} of them differ from what stands, and are findings beside it.",
            number(left)
        ));
    } else if left > 0 {
        text.line(format!(
            "{} rows differ from what stands for {} and are not recorded; --correct REASON or --beside says what to do.",
            number(left),
            args.account
        ));
    }
    if imported.stations_added > 0 {
        text.line(format!(
            "{} stations were added to the register.",
            number(imported.stations_added)
        ));
    }
    let unread = survey.failed - imported.refused;
    if unread > 0 {
        text.line(format!(
            "{} rows could not be read; they are named above.",
            number(unread)
        ));
    }
    if imported.refused > 0 {
        text.line(format!(
            "{} rows are not recorded, since they would count for nothing; they are named above.",
            number(imported.refused)
        ));
    }
    passed_over(text, survey);
    text.line(format!("The log has {} entries.", number(imported.size)));
    if imported.readings > 0 {
        let dir = args.dir.display();
        text.line(format!(
            "Next: `cotejo tally {dir} --account {}`, and `cotejo publish {dir} --to FOLDER`.",
            args.account
        ));
    }
}

/// What was passed over, by the reason.
fn passed_over(text: &mut Text, survey: &Survey) {
    for filter in &survey.passed_over.filters {
        text.line(format!(
            "{} rows are passed over by `{}` of the profile, the first on line {} with {:?} there.",
            number(filter.rows),
            filter.key,
            number(filter.line),
            filter.value
        ));
    }
    if survey.passed_over.headers > 0 {
        text.line(format!(
            "{} further headers are passed over.",
            number(survey.passed_over.headers)
        ));
    }
    if survey.rows == 0 {
        text.line("No row was read: the file has none, or the profile passes over all of them.");
    }
}

/// How a file is understood.
fn show(preview: &Preview, args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let survey = &preview.survey;
    survey.lines().iter().for_each(|line| output.note(line));
    output.result(preview, |text| {
        preview.first.iter().for_each(|row| understood(text, row));
        let left = survey.rows - survey.failed;
        text.line(format!(
            "{} of {} rows can be read for {}; {} are recorded already, {} differ from what stands.",
            number(left),
            number(survey.rows),
            args.account,
            number(survey.already_recorded),
            number(survey.differing)
        ));
        for sums in &survey.sums {
            let figures = sums.figures.iter();
            let figures: Vec<String> = figures
                .map(|(name, sum)| format!("{name} {}", number(*sum)))
                .collect();
            text.line(format!("In all, {}: {}.", sums.contest, figures.join(", ")));
        }
        passed_over(text, survey);
        if let Some(stopped) = &preview.stopped {
            text.line(format!("The file cannot be read to its end: {stopped}"));
        }
        text.line("Nothing is written; the same words without --try take the file in.");
    })?;
    let asked = survey.asks() || preview.stopped.is_some();
    Ok(outcome(survey, asked, 0))
}

/// A row as it is understood.
fn understood(text: &mut Text, row: &UnderstoodRow) {
    let areas: Vec<String> = row
        .areas
        .iter()
        .map(|area| format!("{} {}", area.code, area.name).trim_end().to_owned())
        .collect();
    let place = match areas.is_empty() {
        true => String::new(),
        false => format!(" in {}", areas.join(", ")),
    };
    let voters = row.registered.map_or_else(String::new, |n| {
        format!(", {} registered voters", number(n.into()))
    });
    text.line(format!(
        "line {}: station {}{place}{voters}: {}",
        row.line, row.station, row.contest
    ));
    let sheet = row.counts.sheet_figures();
    let sheet = sheet.map(|(which, figure)| format!("{} {figure}", which.name()));
    let options = row.counts.options.iter();
    let options = options.map(|(option, figure)| format!("{option} {figure}"));
    let figures: Vec<String> = sheet.chain(options).collect();
    text.line(format!("  {}", figures.join(", ")));
    if let Some(as_of) = &row.as_of {
        text.line(format!("  as of {as_of}"));
    }
}
