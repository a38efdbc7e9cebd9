//! What to do next with a record: the commands, each with what it is for.

use crate::output::Text;
use serde_json::{Value, json};
use std::path::Path;
use tally::{StateKind, Tally};

/// A command, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    command: String,
    what: &'static str,
}

/// A path as a word of a command.
fn word(path: &Path) -> String {
    let path = path.display().to_string();
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+' | ',' | ':' | '@' | '%');
    match !path.is_empty() && path.chars().all(plain) {
        true => path,
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

/// What to do next with the record in `dir`, the most urgent first.
pub(crate) fn steps(tally: &Tally, dir: &Path) -> Vec<Step> {
    let dir = word(dir);
    let mut steps = Vec::new();
    let mut add = |command: String, what| steps.push(Step { command, what });
    let contests = || 0..tally.election().contests.len();
    let disputed: u64 = contests()
        .map(|contest| tally.states(contest as tally::ContestNumber, None))
        .map(|states| states[StateKind::Disputed as usize])
        .sum();
    if tally.closed().is_none() {
        if tally.stations().listed() == 0 {
            add(
                format!("cotejo register add {dir} --stations REGISTER.csv"),
                "the stations, where a list of them is known (docs/election.md)",
            );
        }
        let accounts = tally.accounts();
        let without: Vec<&str> = accounts
            .iter()
            .filter(|(account, _)| !contests().any(|contest| tally.has_readings(*account, contest as _)))
            .filter(|(_, id)| !tally.claims().iter().any(|row| row.claim.account == **id))
            .map(|(_, id)| id.as_str())
            .collect();
        let account = match (without.first(), accounts.is_empty()) {
            (Some(account), _) => Some((*account).to_owned()),
            (None, true) => Some("ACCOUNT".to_owned()),
            (None, false) => None,
        };
        if let Some(account) = account {
            add(
                format!("cotejo import {dir} FILE --profile PROFILE.toml --account {account}"),
                "a file of results (docs/profiles.md)",
            );
            if tally.election().sheet.code.is_some() {
                add(
                    format!("cotejo read {dir} PICTURES… --account {account}"),
                    "photographs of sheets with their codes",
                );
            }
        }
    }
    if disputed > 0 {
        add(
            format!("cotejo rule {dir} --help"),
            "stations whose readings contradict each other: a reviewer may say which stands",
        );
    }
    if !tally.readings().rows().is_empty() {
        add(format!("cotejo tally {dir}"), "the totals");
    }
    if let [(_, first), (_, second), ..] = &tally.accounts()[..]
        && !(tally.readings().rows().is_empty() && tally.claims().is_empty())
    {
        add(
            format!("cotejo compare {dir} {first} {second}"),
            "two accounts side by side",
        );
    }
    if tally.entries() > 1 {
        add(
            format!("cotejo publish {dir} --to FOLDER"),
            "pages and tables that anyone can verify",
        );
    }
    steps
}

/// Adds the steps, a line each.
pub(crate) fn next_lines(text: &mut Text, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    text.line("Next:");
    for Step { command, what } in steps {
        text.line(format!("  {command}"));
        text.line(format!("      {what}"));
    }
}

/// The steps as JSON.
pub(crate) fn next_json(steps: &[Step]) -> Value {
    let step = |step: &Step| json!({ "command": step.command, "what": step.what });
    steps.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_of_a_command() {
        assert_eq!(word(Path::new("elections/e-1")), "elections/e-1");
        assert_eq!(word(Path::new("my election")), "'my election'");
        assert_eq!(word(Path::new("it's")), r"'it'\''s'");
    }
}
