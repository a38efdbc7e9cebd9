//! The example elections: their definitions, and the checks of their claims against figures known from elsewhere.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use model::{Claim, Claims, Contest, Election};
use stats::claim::{Coverage, Sheets, cannot_hold, own_arithmetic, percent_first};
use stats::decided::decided;
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let path = root().join("examples").join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    model::document::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn venezuela() -> (Contest, Claim, Claim) {
    let election: Election = read("venezuela-2024/election.toml");
    let claims: Claims = read("venezuela-2024/claims.toml");
    let claim = |id: &str| {
        claims
            .claims
            .iter()
            .find(|c| c.id.as_str() == id)
            .unwrap()
            .clone()
    };
    (
        election.contests[0].clone(),
        claim("cne-first-bulletin"),
        claim("cne-second-bulletin"),
    )
}

/// A file of real sheets beside the project; `None`, with a printed line, where it is not there.
fn real_sheets(path: &str) -> Option<String> {
    let path = root().join("../shared/data").join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: there is no {}", path.display());
    }
    text
}

#[test]
fn every_example_is_an_election_without_contradictions() {
    let mut found = 0;
    for folder in std::fs::read_dir(root().join("examples")).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.join("election.toml").exists() {
            continue;
        }
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let election: Election = read(&format!("{name}/election.toml"));
        election.check().unwrap_or_else(|error| panic!("{name}: {error}"));
        found += 1;
        if !folder.join("claims.toml").exists() {
            continue;
        }
        let claims: Claims = read(&format!("{name}/claims.toml"));
        let mut ids = std::collections::BTreeSet::new();
        for claim in &claims.claims {
            claim.check().unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(
                ids.insert(claim.id.clone()),
                "{name}: {} stands there twice",
                claim.id
            );
            assert!(
                election
                    .accounts
                    .iter()
                    .any(|account| account.id == claim.account),
                "{name}: claim {} is of an account that election.toml does not name",
                claim.id
            );
        }
    }
    assert!(found >= 2);
}

#[test]
fn the_first_bulletin_is_flagged_percent_first_and_the_second_is_not() {
    let (contest, first, second) = venezuela();
    let groups = percent_first(&first, &contest);
    assert_eq!(groups.len(), 1);
    assert!(groups[0].flagged);
    assert_eq!(groups[0].decimals, Some(1));
    let one_in = groups[0].one_in.unwrap();
    assert!((1.0e8..1.1e8).contains(&one_in), "{one_in}");

    let groups = percent_first(&second, &contest);
    assert!(groups.iter().all(|group| !group.flagged));
    let null = groups.iter().find(|g| g.figures[0].of.name() == "null").unwrap();
    assert!((null.one_in.unwrap() - 1239.0).abs() <= 1.0, "{:?}", null.one_in);
}

#[test]
fn the_turnout_of_the_second_bulletin_is_one_of_the_counted_stations() {
    let (contest, _, second) = venezuela();
    let differ: Vec<String> = own_arithmetic(&second, &contest, Some(30_026))
        .checks
        .iter()
        .filter(|check| !check.agrees)
        .map(|check| serde_json::to_string(check).unwrap())
        .collect();
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert!(
        differ[0].contains(r#""of":"turnout","over":"registered""#),
        "{differ:?}"
    );
    assert!(differ[0].contains(r#""difference":"1.88""#), "{differ:?}");
}

#[test]
fn the_second_bulletin_cannot_hold_unless_thousands_of_published_sheets_are_false() {
    let Some(text) = real_sheets("ve2024/campaign_sheets.csv") else {
        return;
    };
    let (contest, _, second) = venezuela();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    // Counted from the end of the line: the names of areas, which may hold a comma, come before.
    let from_end = |name: &str| head.len() - head.iter().position(|h| *h == name).unwrap();
    let columns: Vec<usize> = contest.options.iter().map(|o| from_end(o.id.as_str())).collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let number = |row: &[&str], from_end: usize| row[row.len() - from_end].parse::<u32>().ok();
    let registered = from_end("RE");

    let voters: u64 = rows
        .iter()
        .map(|row| u64::from(number(row, registered).unwrap()))
        .sum();
    let coverage = Coverage {
        stations_expected: Some(30_026),
        voters_not_covered: Some(21_321_805 - voters),
    };
    let sheets = Sheets::new(
        rows.len(),
        |station, option| number(&rows[station], columns[option]),
        |station| number(&rows[station], registered),
    );
    let found = cannot_hold(&second, &contest, &sheets, coverage);
    assert_eq!(found.sheets, 24_532);
    assert_eq!(found.of.as_ref().unwrap().name(), "EG");
    let option = found.options.iter().find(|o| o.of.name() == "EG").unwrap();
    assert_eq!((option.in_sheets, option.excess), (7_156_462, 1_830_358));
    assert_eq!(found.left_out.unwrap().stations, 940);
    assert_eq!(found.sheets_false_at_least, 4_217);
    assert_eq!(found.after_left_out, Some(3_277));
    println!("{}", serde_json::to_string_pretty(&found).unwrap());

    let votes = |place: usize| {
        (0..rows.len())
            .map(|s| u64::from(number(&rows[s], columns[place]).unwrap()))
            .sum()
    };
    let order = decided(
        contest
            .options
            .iter()
            .enumerate()
            .map(|(place, o)| (o.id.clone(), votes(place))),
        coverage.voters_not_covered,
    );
    assert_eq!(order.voters_not_covered, Some(3_576_566));
    assert_eq!((order.margin, order.decided), (Some(3_915_001), Some(true)));
}
