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
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [country, account, folder] = &words[..] else {
        return Err("usage: take_in_a_file COUNTRY ACCOUNT FOLDER".into());
    };
    let (country, folder): (PathBuf, &Path) = (country.into(), folder.as_ref());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(take_in(&country, account, folder))
}

async fn take_in(country: &Path, account: &str, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    // Everything that is written says in which hour; a program with a clock asks that.
    let at: model::Hour = "2026-05-10T22Z".parse()?;
    let register = country.join("register.csv");
    let definition = Definition::read(&country.join("election.toml"), Some(&register))?;
    definition.begin(path, at.clone()).await?;

    let folder = ElectionFolder::open(path)?;
    let (file, profile) = (
        country.join(format!("{account}.csv")),
        country.join("profile.toml"),
    );
    let account = account.parse()?;
    let importer = Importer::new(&folder, &file, &profile, &account, at);
    let imported = importer
        .run(&Silent, &mut |checkpoint| {
            println!("{} entries are durable", checkpoint.size())
        })
        .await?;
    for failed in &imported.failures {
        println!("not recorded: {}", failed.message);
    }
    println!("{} of {} rows are recorded", imported.readings, imported.rows);

    let tally = folder.fold(&Silent).await?.tally;
    println!(
        "the log has {} entries, {} count for nothing",
        tally.entries(),
        tally.refused().total()
    );
    Ok(())
}
