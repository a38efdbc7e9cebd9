//! From a made-up country to photographs of its sheets, and from these back to its figures: what was planted is
//! found, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use workbench::Workbench;

/// A country with photographs that can all be read.
fn country(bench: &Workbench) {
    let words = "simulate country --stations 400 --seed 3 --photos 60 --photos-level 1-2";
    bench.run(&words.split(' ').collect::<Vec<_>>(), 0);
}

/// An election of it with the campaign's file taken in. Some of its rows are planted to be unreadable.
fn begin(bench: &Workbench, election: &str) {
    let words = "--from country/election.toml --register country/register.csv";
    bench.run(
        &["new", election]
            .into_iter()
            .chain(words.split(' '))
            .collect::<Vec<_>>(),
        0,
    );
    let words = "country/campaign.csv --profile country/profile.toml --account campaign";
    let words: Vec<&str> = ["import", election].into_iter().chain(words.split(' ')).collect();
    let run = bench.command(&words).output().unwrap();
    assert!(matches!(run.status.code(), Some(0 | 1)), "{run:?}");
}

/// Takes in the photographs, and gives what became of each by its name.
fn read(bench: &Workbench, election: &str, account: &str) -> BTreeMap<String, String> {
    let run = bench.run(
        &["read", election, "country/photos", "--account", account, "--json"],
        1,
    );
    let outcome = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let name = text("file").rsplit('/').next().unwrap().to_owned();
        (name, text("outcome") + &text("reason"))
    };
    run.stdout.lines().map(outcome).collect()
}

/// The faults of these kinds: station and detail.
fn planted(bench: &Workbench, kinds: &[&str]) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(bench.path("country/planted.json")).unwrap();
    let planted: Value = serde_json::from_str(&text).unwrap();
    let faults = planted["faults"].as_array().unwrap().iter();
    let wanted = faults.filter(|fault| kinds.contains(&fault["what"].as_str().unwrap()));
    let text = |fault: &Value, key: &str| fault[key].as_str().unwrap().to_owned();
    wanted
        .map(|fault| (text(fault, "station"), text(fault, "detail")))
        .collect()
}

/// The stations that were read more than once, and not alike.
fn unsettled(bench: &Workbench, election: &str) -> BTreeSet<String> {
    let tables = format!("{election}-tables");
    let words = [
        "export",
        election,
        "--to",
        &tables,
        "--format",
        "csv",
        "--overwrite",
    ];
    bench.run(&words, 0);
    let text = std::fs::read_to_string(bench.path(&tables).join("stations_president.csv")).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let column = |name: &str| rows[0].iter().position(|own| *own == name).unwrap();
    let (station, state, readings) = (column("station"), column("state"), column("readings"));
    let unsettled = rows[1..].iter().filter(|row| {
        let several = row[readings].parse::<u32>().unwrap() > 1;
        several && row[state] != "accepted"
    });
    unsettled.map(|row| row[station].to_owned()).collect()
}

/// The stations that have become so. Those that were stay so: where the file has two sheets of one station.
fn newly(before: &BTreeSet<String>, now: BTreeSet<String>) -> BTreeSet<String> {
    assert!(before.is_subset(&now), "{before:?} {now:?}");
    &now - before
}

#[test]
fn a_file_and_the_photographs_of_its_sheets_differ_where_that_was_planted_and_nowhere_else() {
    let bench = Workbench::new();
    country(&bench);
    begin(&bench, "election");
    let before = unsettled(&bench, "election");
    let outcomes = read(&bench, "election", "volunteers");
    assert_eq!(outcomes.len(), 60);
    let unread = planted(&bench, &["no_code", "other_code"]);
    let resent = planted(&bench, &["resent"]);
    assert!(!resent.is_empty());
    // A fault's detail begins with the photograph's name.
    let is_one_of = |faults: &[(String, String)], name: &str| {
        let mut details = faults.iter().map(|(_, detail)| detail);
        details.any(|detail| detail.split(' ').next() == Some(name))
    };
    for (name, outcome) in &outcomes {
        let is_duplicate = is_one_of(&resent, name);
        let is_queued = is_duplicate || is_one_of(&unread, name);
        assert_eq!(outcome.starts_with("queued"), is_queued, "{name}: {outcome}");
        assert_eq!(outcome == "queuedduplicate", is_duplicate, "{name}: {outcome}");
    }

    let compared = bench.json(&["compare", "election", "campaign", "volunteers"], 1);
    let stations = &compared["stations"];
    let found: BTreeMap<String, String> = stations["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|difference| {
            let figures = difference["figures"].as_array().unwrap();
            assert_eq!(figures.len(), 1, "{difference}");
            let figure = &figures[0];
            // The campaign's figure is the one that was changed.
            let said = format!(
                "{}: {} to {}",
                figure["figure"].as_str().unwrap(),
                figure["second"],
                figure["first"]
            );
            (difference["station"].as_str().unwrap().to_owned(), said)
        })
        .collect();
    let expected: BTreeMap<String, String> = planted(&bench, &["file_differs"]).into_iter().collect();
    assert_eq!(found, expected);
    // Sixty photographs, of which four show a sheet that another one shows, too, and four have no code to read.
    assert_eq!(stations["both"], 52);
    assert_eq!(stations["equal"].as_u64().unwrap() as usize, 52 - expected.len());
    assert_eq!(stations["second_only"], 0);
    assert_eq!(
        newly(&before, unsettled(&bench, "election")),
        expected.into_keys().collect()
    );
}

#[test]
fn a_second_independent_reading_of_the_same_account_is_accepted_but_for_just_the_stations_that_differ() {
    let bench = Workbench::new();
    country(&bench);
    begin(&bench, "election");
    let before = unsettled(&bench, "election");
    read(&bench, "election", "campaign");
    let expected = planted(&bench, &["file_differs"])
        .into_iter()
        .map(|(station, _)| station);
    assert_eq!(newly(&before, unsettled(&bench, "election")), expected.collect());
    let states = &bench.json(&["tally", "election"], 1)["states"];
    assert_eq!(states["accepted"], 50, "{states}");
}

#[test]
fn a_photograph_that_is_there_twice_counts_once() {
    let bench = Workbench::new();
    bench.run(
        &[
            "simulate",
            "country",
            "--stations",
            "60",
            "--photos",
            "3",
            "--photos-level",
            "1",
        ],
        0,
    );
    let first = bench.path("country/photos/photo-000001.jpg");
    std::fs::copy(first, bench.path("country/photos/same.jpg")).unwrap();
    begin(&bench, "election");
    let outcomes = read(&bench, "election", "volunteers");
    assert_eq!(outcomes.len(), 4);
    assert_eq!(outcomes["same.jpg"], "queuedduplicate");
    let compared = bench.json(&["compare", "election", "campaign", "volunteers"], 1);
    assert_eq!(compared["stations"]["both"], 3);
    assert_eq!(compared["stations"]["different"], 0);
}

#[test]
fn the_photographs_of_one_account_are_read_for_another_one() {
    let bench = Workbench::new();
    let words = "simulate country --stations 60 --photos 3 --photos-level 1";
    bench.run(&words.split(' ').collect::<Vec<_>>(), 0);
    begin(&bench, "election");
    let words = "read election country/photos --account volunteers";
    bench.run(&words.split(' ').collect::<Vec<_>>(), 0);
    bench.run(&["account", "election", "add", "observers"], 0);
    let words = "read election country/photos --account observers";
    let again = bench.run(&words.split(' ').collect::<Vec<_>>(), 0);
    assert!(
        again.stdout.contains("3 pictures: 3 read, 0 read before, 0 not"),
        "{}",
        again.stdout
    );
    let compared = bench.json(&["compare", "election", "volunteers", "observers"], 0);
    assert_eq!(compared["stations"]["both"], 3);
    assert_eq!(compared["stations"]["equal"], 3);
    let again = bench.run(&words.split(' ').collect::<Vec<_>>(), 0);
    assert!(
        again.stdout.contains("3 pictures: 0 read, 3 read before, 0 not"),
        "{}",
        again.stdout
    );
}
