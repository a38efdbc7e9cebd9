//! `cotejo observe`: an observer's report from a station.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use anyhow::{Context, bail};
use intake::statements::NewStatement;
use model::{Answer, Question, StationCode};
use record::{EntryName, Role, Statement};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Record what an observer reports from a station: short answers to short questions, and a document with all that
/// takes more words.
///
/// Answers stand in the record for ever. What may have to be withheld later, such as what names a person, belongs into
/// the document.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo keys my-election add observer-4 --role observer
  cotejo observe my-election --station 01.1 --key observer-4 --answer 'opened on time=yes' --document report.txt")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The station.
    #[arg(long, value_name = "CODE")]
    station: StationCode,
    /// The observer's key: the name of its file in keys/.
    #[arg(long, value_name = "NAME")]
    key: String,
    /// A question and its answer, of at most 64 bytes each; may be given again.
    #[arg(long = "answer", value_name = "QUESTION=ANSWER", value_parser = answer)]
    answers: Vec<(Question, Answer)>,
    /// The report at length, of at most 64 MiB; it is published whole.
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// The name of the earlier statement that this one follows.
    #[arg(long, value_name = "NAME")]
    follows: Option<EntryName>,
}

fn answer(text: &str) -> Result<(Question, Answer), String> {
    let (question, answer) = text.split_once('=').ok_or("expected QUESTION=ANSWER")?;
    let question = question
        .parse()
        .map_err(|error: model::IdError| error.to_string())?;
    let answer = answer
        .parse()
        .map_err(|error: model::IdError| error.to_string())?;
    Ok((question, answer))
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let mut answers = BTreeMap::new();
    for (question, answer) in args.answers.clone() {
        if answers.insert(question.clone(), answer).is_some() {
            bail!("--answer: {question} is answered twice");
        }
    }
    let folder = Folder::open(&args.dir)?;
    let statement = NewStatement {
        kind: Statement::OBSERVATION.parse().context("the kind of statement")?,
        station: Some(args.station.clone()),
        follows: args.follows,
        answers,
        document: args.document.clone(),
        role: Role::Observer,
        key: args.key.clone(),
    };
    let recorded = folder.wait(statement.add(&folder, &now()?, output))?;
    output.result(&recorded, |text| {
        text.line(format!(
            "The observation is recorded as entry {}, {}.",
            number(recorded.entry),
            recorded.name
        ));
    })?;
    Ok(Outcome::Agrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_what_follows_the_first_sign() {
        let both =
            |text: &str| answer(text).map(|(question, answer)| (question.to_string(), answer.to_string()));
        assert_eq!(both("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        for wrong in ["a", "=b", "a=", "a= b", "a=b\n"] {
            assert!(answer(wrong).is_err(), "{wrong}");
        }
    }
}
