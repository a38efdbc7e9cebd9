//! `cotejo status`: where a record stands.

use crate::Outcome;
use crate::election::Folder;
use crate::output::{Output, Text, number};
use crate::render::next::{next_json, next_lines, steps};
use intake::photographs::waiting;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tally::{AccountNumber, ContestNumber, Group, StateKind, Tally, View};

/// Say where a record stands: entries, register, accounts and what came in from each, what waits, what is next.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo status my-election")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
}

/// What came in from an account of a contest.
struct CameIn {
    contest: ContestNumber,
    /// Readings that count, corrected ones too.
    readings: u64,
    /// Rows among them of nothing but zeros, which hold no place.
    empty: u64,
    /// Stations with figures that stand for the account.
    stations: u64,
    /// Stations at which the contest is held, where that is known.
    of_stations: Option<u64>,
}

/// What came in from an account.
struct Account<'t> {
    id: &'t str,
    name: &'t str,
    contests: Vec<CameIn>,
    photographs: u64,
    claims: u64,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let folded = folder.fold()?;
    let tally = &folded.tally;
    let came_in = came_in(tally);
    let accounts: Vec<Account<'_>> = tally
        .accounts()
        .into_iter()
        .map(|(number, id)| account(tally, &came_in, number, id.as_str()))
        .collect();
    let pictures = waiting(&folder)?;
    let steps = steps(tally, &args.dir);
    let register = &tally.election().register;
    let value = json!({
        "election": tally.election().id,
        "name": tally.election().name,
        "origin": tally.election().origin,
        "entries": tally.entries(),
        "last_hour": tally.last_hour(),
        "closed": tally.closed().map(|closed| closed.entry),
        "polls_close": tally.polls_close(),
        "register": {
            "stations": tally.stations().listed(),
            "complete": register.complete,
            "expected_stations": register.stations,
            "expected_registered": register.registered,
        },
        "accounts": accounts.iter().map(|account| account.json(tally)).collect::<Vec<_>>(),
        "contests": (0..contests(tally)).map(|contest| states_json(tally, contest)).collect::<Vec<_>>(),
        "pictures_waiting": pictures,
        "refused": tally.refused().counts(),
        "next": next_json(&steps),
    });
    output.result(&value, |text| {
        text.line(format!("{} ({})", tally.election().name, tally.election().id));
        text.line(format!(
            "The log {} has {} entries{}.",
            tally.election().origin,
            number(tally.entries()),
            tally
                .last_hour()
                .map_or_else(String::new, |hour| format!(", the last of {}", hour.as_str())),
        ));
        if let Some(closed) = tally.closed() {
            text.line(format!(
                "It is closed since entry {}: nothing more is taken in.",
                number(closed.entry)
            ));
        }
        register_line(text, tally);
        text.gap();
        accounts_table(text, tally, &accounts);
        waiting_lines(text, tally, &pictures);
        text.gap();
        next_lines(text, &steps);
    })?;
    Ok(Outcome::Agrees)
}

/// How many contests there are.
fn contests(tally: &Tally) -> ContestNumber {
    tally.election().contests.len() as ContestNumber
}

/// How many readings came in from each account of each contest, and how many of them are empty rows.
type Readings = BTreeMap<(AccountNumber, ContestNumber), (u64, u64)>;

fn came_in(tally: &Tally) -> Readings {
    let mut came_in = Readings::new();
    for row in tally.readings().rows() {
        let (readings, empty) = came_in.entry((row.account, row.contest)).or_default();
        *readings += 1;
        *empty += u64::from(row.empty);
    }
    came_in
}

fn account<'t>(tally: &'t Tally, came_in: &Readings, account: AccountNumber, id: &'t str) -> Account<'t> {
    let contests = came_in.range((account, 0)..=(account, ContestNumber::MAX)).map(
        |((_, contest), (readings, empty))| {
            let total = tally.totals(View::Account(account), *contest, None, Group::Whole);
            let coverage = total.into_iter().next().map(|total| total.coverage);
            CameIn {
                contest: *contest,
                readings: *readings,
                empty: *empty,
                stations: coverage.as_ref().map_or(0, |coverage| coverage.stations),
                of_stations: coverage.and_then(|coverage| coverage.of_stations),
            }
        },
    );
    Account {
        id,
        name: tally.election().account_name(id),
        contests: contests.collect(),
        photographs: tally
            .captures()
            .iter()
            .filter(|row| row.account == account)
            .count() as u64,
        claims: tally
            .claims()
            .iter()
            .filter(|row| row.claim.account.as_str() == id)
            .count() as u64,
    }
}

impl Account<'_> {
    fn json(&self, tally: &Tally) -> Value {
        let contest = |came_in: &CameIn| {
            json!({
                "contest": tally.contest(came_in.contest).id,
                "readings": came_in.readings,
                "empty": came_in.empty,
                "stations": came_in.stations,
                "of_stations": came_in.of_stations,
            })
        };
        json!({
            "account": self.id,
            "name": self.name,
            "contests": self.contests.iter().map(contest).collect::<Vec<_>>(),
            "photographs": self.photographs,
            "claims": self.claims,
        })
    }
}

fn states_json(tally: &Tally, contest: ContestNumber) -> Value {
    let names = StateKind::ALL.iter().map(|state| state.name());
    let states: BTreeMap<&str, u64> = names.zip(tally.states(contest, None)).collect();
    json!({ "contest": tally.contest(contest).id, "states": states })
}

fn register_line(text: &mut Text, tally: &Tally) {
    let listed = tally.stations().listed();
    let register = &tally.election().register;
    let stations = match (listed, register.complete) {
        (0, _) => "No stations are on the register".to_owned(),
        (listed, true) => format!(
            "{} stations are on the register, which is complete",
            number(listed)
        ),
        (listed, false) => format!(
            "{} stations are on the register, which may lack some",
            number(listed)
        ),
    };
    let expected = match register.stations {
        Some(expected) => format!("; {} are expected", number(expected)),
        None => String::new(),
    };
    text.line(format!("{stations}{expected}."));
}

/// A line for each account and contest of which something came in, and one for each account without.
fn accounts_table(text: &mut Text, tally: &Tally, accounts: &[Account<'_>]) {
    if accounts.is_empty() {
        text.line("There is no account yet.");
        return;
    }
    let mut rows = Vec::new();
    for account in accounts {
        let own = [account.photographs, account.claims].map(number);
        if account.contests.is_empty() {
            let none = ["", "0", "0", "0"].map(str::to_owned);
            rows.push([&[account.id.to_owned()], &none[..], &own].concat());
        }
        for came_in in &account.contests {
            let of = came_in.of_stations.map_or_else(|| "?".to_owned(), number);
            let cells = [
                tally.contest(came_in.contest).id.to_string(),
                number(came_in.readings),
                format!("{} of {of}", number(came_in.stations)),
                number(came_in.empty),
            ];
            rows.push([&[account.id.to_owned()], &cells[..], &own].concat());
        }
    }
    text.table(
        &[
            "account",
            "contest",
            "readings",
            "stations",
            "all zeros",
            "photographs",
            "claims",
        ],
        &rows,
    );
}

/// What waits for somebody: stations by state, pictures that were not read, entries that count for nothing.
fn waiting_lines(text: &mut Text, tally: &Tally, pictures: &BTreeMap<String, u64>) {
    let mut lines = Vec::new();
    let waits = [
        (StateKind::Missing, "missing"),
        (StateKind::Pending, "pending"),
        (StateKind::Disputed, "disputed"),
        (StateKind::Contested, "contested"),
    ];
    for contest in 0..contests(tally) {
        let states = tally.states(contest, None);
        let some: Vec<String> = waits
            .iter()
            .map(|(state, word)| (states[*state as usize], word))
            .filter(|(stations, _)| *stations > 0)
            .map(|(stations, word)| format!("{} {word}", number(stations)))
            .collect();
        if !some.is_empty() {
            lines.push(format!(
                "  {}: stations {}",
                tally.contest(contest).id,
                some.join(", ")
            ));
        }
    }
    if !pictures.is_empty() {
        let reasons = pictures
            .iter()
            .map(|(reason, n)| format!("{} {reason}", number(*n)));
        lines.push(format!(
            "  pictures that were not read: {}",
            reasons.collect::<Vec<_>>().join(", ")
        ));
    }
    let refused = tally.refused();
    if refused.total() > 0 {
        let codes = refused
            .counts()
            .iter()
            .map(|(code, n)| format!("{} {code}", number(*n)));
        lines.push(format!(
            "  entries and rows that count for nothing: {}",
            codes.collect::<Vec<_>>().join(", ")
        ));
    }
    if !lines.is_empty() {
        text.gap();
        text.line("Waiting:");
        lines.iter().for_each(|line| text.line(line));
    }
}
