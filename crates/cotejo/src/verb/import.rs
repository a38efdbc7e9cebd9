//! `cotejo import`: takes in the rows of a result file as readings.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use intake::rows::{BATCH, Importer};
use model::{AccountId, Minute, StageId};
use std::path::PathBuf;

/// Take in a result file: each row becomes a signed reading of the account.
///
/// A row that cannot be read is named with its line and the reason, and the rest goes on; so are the rows that the
/// account's importer's key may not write. An import that was interrupted goes on where it stopped when it is run
/// again; what was recorded before is not recorded twice.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo import venezuela campaign_sheets.csv --profile profiles/ve2024-campaign.toml --account campaign
  cotejo import bolivia 1940.zip --profile profiles/bo2019.toml --account authority --stage preliminary-1 \\
    --as-of 2019-10-20T23:40Z

Exit codes: 0 all rows are recorded, 1 some rows are not, 2 nothing could be done.")]
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
        .batch(args.batch);
    let mut acknowledge = |checkpoint: &tlog::SignedCheckpoint| {
        output.note(&format!(
            "acknowledged: the log has {} entries, root {}",
            checkpoint.size(),
            checkpoint.root()
        ));
    };
    let imported = folder.wait(importer.run(output, &mut acknowledge))?;
    output.result(&imported, |text| {
        text.line(format!(
            "{} readings of {} rows are recorded for {}.",
            number(imported.readings + imported.already_recorded),
            number(imported.rows),
            args.account
        ));
        if imported.empty > 0 {
            text.line(format!(
                "{} of these rows are empty, all zeros or nothing: they hold no place, and later figures stand without more ado.",
                number(imported.empty)
            ));
        }
        if imported.after_zeros > 0 {
            text.line(format!(
                "{} of these rows take the place of a row of nothing but zeros.",
                number(imported.after_zeros)
            ));
        }
        if imported.already_recorded > 0 {
            text.line(format!(
                "{} of them were recorded before.",
                number(imported.already_recorded)
            ));
        }
        if imported.stations_added > 0 {
            text.line(format!(
                "{} stations were added to the register.",
                number(imported.stations_added)
            ));
        }
        let unread = imported.failed - imported.refused;
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
        text.line(format!("The log has {} entries.", number(imported.size)));
    })?;
    Ok(if imported.failed > 0 {
        Outcome::Differs
    } else {
        Outcome::Agrees
    })
}
