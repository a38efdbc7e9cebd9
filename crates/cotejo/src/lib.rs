//! The command `cotejo`: the public record of an election, poll by poll, from the command line.
//!
//! [`run`] parses arguments, runs one verb and gives its exit code. The work itself is done by the other crates;
//! here are arguments, words and progress, a file for each verb.

mod args;
mod clock;
mod election;
mod output;
mod progress;
mod render;
mod verb;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Keeps the public record of an election, poll by poll: takes in tally sheets, adds them up, lays rival
/// accounts side by side, publishes everything tamper-evidently, and lets anyone do the count again.
///
/// Exit codes: 0 agrees or done, 1 differs or findings, 2 could not be read or was used wrongly.
#[derive(Parser)]
#[command(
    name = "cotejo",
    version,
    after_help = "Start with:\n  cotejo demo\n  cotejo new --example > election.toml\n  cotejo new my-election --from election.toml\n  cotejo status my-election"
)]
struct Cli {
    /// Print JSON for programs; the keys are documented in docs/json.md.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    New(verb::new::Args),
    Amend(verb::amend::Args),
    Register(verb::register::Args),
    Keys(verb::keys::Args),
    Recover(verb::recover::Args),
    Account(verb::account::Args),
    Import(verb::import::Args),
    Read(verb::read::Args),
    Claim(verb::claim::Args),
    Source(verb::source::Args),
    Observe(verb::observe::Args),
    Rule(verb::rule::Args),
    Correct(verb::correct::Args),
    Withhold(verb::withhold::Args),
    Close(verb::close::Args),
    Status(verb::status::Args),
    Tally(verb::tally::Args),
    Compare(verb::compare::Args),
    Show(verb::show::Args),
    Print(verb::print::Args),
    Prove(verb::prove::Args),
    Export(verb::export::Args),
    Publish(verb::publish::Args),
    Serve(verb::serve::Args),
    Verify(verb::verify::Args),
    Fetch(verb::fetch::Args),
    Simulate(verb::simulate::Args),
    Demo(verb::demo::Args),
}

impl Verb {
    fn run(self, output: &output::Output) -> anyhow::Result<Outcome> {
        match self {
            Verb::New(args) => verb::new::run(&args, output),
            Verb::Amend(args) => verb::amend::run(&args, output),
            Verb::Register(args) => verb::register::run(&args, output),
            Verb::Keys(args) => verb::keys::run(&args, output),
            Verb::Recover(args) => verb::recover::run(&args, output),
            Verb::Account(args) => verb::account::run(&args, output),
            Verb::Import(args) => verb::import::run(&args, output),
            Verb::Read(args) => verb::read::run(&args, output),
            Verb::Claim(args) => verb::claim::run(&args, output),
            Verb::Source(args) => verb::source::run(&args, output),
            Verb::Observe(args) => verb::observe::run(&args, output),
            Verb::Rule(args) => verb::rule::run(&args, output),
            Verb::Correct(args) => verb::correct::run(&args, output),
            Verb::Withhold(args) => verb::withhold::run(&args, output),
            Verb::Close(args) => verb::close::run(&args, output),
            Verb::Status(args) => verb::status::run(&args, output),
            Verb::Tally(args) => verb::tally::run(&args, output),
            Verb::Compare(args) => verb::compare::run(&args, output),
            Verb::Show(args) => verb::show::run(&args, output),
            Verb::Print(args) => verb::print::run(&args, output),
            Verb::Prove(args) => verb::prove::run(&args, output),
            Verb::Export(args) => verb::export::run(&args, output),
            Verb::Publish(args) => verb::publish::run(&args, output),
            Verb::Serve(args) => verb::serve::run(&args, output),
            Verb::Verify(args) => verb::verify::run(&args, output),
            Verb::Fetch(args) => verb::fetch::run(&args, output),
            Verb::Simulate(args) => verb::simulate::run(&args, output),
            Verb::Demo(args) => verb::demo::run(&args, output),
        }
    }
}

/// How a verb ended, as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done, or what was compared agrees.
    Agrees,
    /// Something differs, or there are findings.
    Differs,
}

/// The command with its verbs and arguments, as man pages and shell completions are made from it.
pub fn command() -> clap::Command {
    use clap::CommandFactory;
    Cli::command()
}

/// Runs the command with these words, of which the first is the program's name, and gives its exit code: 0 agrees or
/// done, 1 differs or findings, 2 could not be read or was used wrongly.
pub fn run(words: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        // Help and the version are no errors, and go to the standard output.
        Err(said) => {
            let code = if said.use_stderr() { 2 } else { 0 };
            // Nobody may be listening, and the exit code still says how it ended.
            let _ = said.print();
            return ExitCode::from(code);
        }
    };
    let output = output::Output::new(cli.json);
    match cli.verb.run(&output) {
        Ok(Outcome::Agrees) => ExitCode::SUCCESS,
        Ok(Outcome::Differs) => ExitCode::from(1),
        Err(error) => {
            output.error(&error);
            ExitCode::from(2)
        }
    }
}
