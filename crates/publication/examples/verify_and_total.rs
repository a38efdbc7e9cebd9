//! Verifies a publication, trusting nobody, and prints its totals: by public interfaces alone.
//!
//! ```text
//! cargo run -p cotejo-publication --example verify_and_total -- FOLDER [OPERATOR'S-OR-LOG'S-PUBLIC-KEY]
//! ```

#![allow(clippy::print_stdout, reason = "what came of it is shown")]

use publication::{Trust, verify};
use tally::{Group, View};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().ok_or("usage: verify_and_total FOLDER [KEY]")?;
    let key = words.next().map(|key| key.parse()).transpose()?;
    let report = verify(folder.as_ref(), &Trust { key, policy: None }).await?;
    for problem in &report.problems {
        println!("{}: {}", problem.file, problem.reason);
    }
    let (Some(tally), true) = (&report.tally, report.is_verified()) else {
        return Err("the publication is not as it should be".into());
    };
    println!(
        "{} entries and {} files agree.",
        report.checked.entries, report.checked.files
    );
    for (number, contest) in (0..).zip(&tally.election().contests) {
        let Some(total) = tally.totals(View::Accepted, number, None, Group::Whole).pop() else {
            continue;
        };
        println!("{}: {} stations", contest.name, total.coverage.stations);
        for (option, votes) in contest.options.iter().zip(total.options()) {
            println!("  {}: {}", option.name, votes.sum);
        }
    }
    Ok(())
}
