//! `cotejo account`: who tells the result, and in which stages.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use model::{AccountId, StageId};
use std::path::PathBuf;

/// List the accounts of a record, or add one.
///
/// What is written for an account that neither election.toml nor an entry names counts for nothing. An account may have
/// stages, such as preliminary and definitive: a later one's readings take the place of an earlier one's, and each is
/// counted apart, too.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo account my-election
  cotejo account my-election add observers
  cotejo account my-election add authority --stage preliminary --stage definitive
  cotejo account my-election add authority --stage recount")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(clap::Subcommand)]
enum Change {
    /// Add an account, or stages behind those of one that is there.
    Add {
        /// The account's id.
        account: AccountId,
        /// A stage; once for each, in their order.
        #[arg(long = "stage", value_name = "ID", value_delimiter = ',')]
        stages: Vec<StageId>,
    },
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    match &args.change {
        None => list(&folder, output),
        Some(Change::Add { account, stages }) => {
            let at = now()?;
            let recorded = folder.wait(intake::accounts::add(&folder, account, stages, &at, output))?;
            output.result(&recorded, |text| {
                text.line(format!(
                    "Entry {} names the account {account}: it may be written for from now on.",
                    number(recorded.entry)
                ));
            })?;
            Ok(Outcome::Agrees)
        }
    }
}

fn list(folder: &Folder, output: &Output) -> anyhow::Result<Outcome> {
    let folded = folder.fold()?;
    let tally = &folded.tally;
    let accounts = tally.accounts();
    let stages = |account| tally.declared().stages(account);
    let value = accounts.iter().map(|(account, id)| {
        let name = tally.election().account_name(id.as_str());
        serde_json::json!({ "account": id, "name": name, "stages": stages(*account) })
    });
    let value = serde_json::json!({ "accounts": value.collect::<Vec<_>>() });
    output.result(&value, |text| {
        let rows: Vec<Vec<String>> = accounts
            .iter()
            .map(|(account, id)| {
                let stages = stages(*account).iter().map(StageId::as_str);
                vec![
                    id.to_string(),
                    tally.election().account_name(id.as_str()).to_owned(),
                    stages.collect::<Vec<_>>().join(", "),
                ]
            })
            .collect();
        text.table(&["account", "name", "stages"], &rows);
    })?;
    Ok(Outcome::Agrees)
}
