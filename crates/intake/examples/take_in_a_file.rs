//! Begins an election's record and takes in a result file: each row becomes a signed reading of an account.
//!
//! ```text
//! cotejo simulate country --stations 500
//! cargo run -p cotejo-intake --example take_in_a_file -- country council my-election
//! ```

#![allow(clippy::print_stdout, reason = "what came of it is shown")]

use intake::ElectionFolder;
use intake::begin::Definition;
use intake::rows::Importer;
use publication::Silent;
use std::path::PathBuf;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [country, account, folder] = &words[..] else {
        return Err("usage: take_in_a_file COUNTRY ACCOUNT FOLDER".into());
    };
    let of_country = |name: &str| PathBuf::from(country).join(name);
    // Everything that is written says in which hour; a program with a clock asks that.
    let at: model::Hour = "2026-05-10T22Z".parse()?;
    let definition = Definition::read(&of_country("election.toml"), Some(&of_country("register.csv")))?;
    definition.begin(folder.as_ref(), at.clone()).await?;

    let folder = ElectionFolder::open(folder.as_ref())?;
    let (file, profile) = (of_country(&format!("{account}.csv")), of_country("profile.toml"));
    let account = account.parse()?;
    let importer = Importer::new(&folder, &file, &profile, &account, at);
    let imported = importer.run(&Silent, &mut |_checkpoint| ()).await?;
    for failed in &imported.survey.failures {
        println!("not recorded: {}", failed.message);
    }
    println!(
        "{} of {} rows are recorded",
        imported.readings, imported.survey.rows
    );
    let tally = folder.fold(&Silent).await?.tally;
    println!(
        "the log has {} entries, {} count for nothing",
        tally.entries(),
        tally.refused().total()
    );
    Ok(())
}
