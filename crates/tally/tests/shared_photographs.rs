//! One photograph that was read for two stations.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::{Method, Rule};
use record::{BlobHash, Body, Reading, Role};
use testing::{Record, counts, definition, key, station};

fn read(record: &mut Record, account: &str, station: &str, method: Method, photograph: &[u8], votes: u32) {
    let body = Body::Reading(Reading {
        election: record.election.id.clone(),
        account: account.parse().unwrap(),
        stage: None,
        station: station.parse().unwrap(),
        contest: record.election.contests[0].id.clone(),
        counts: counts(400, 3, &[("ana", votes), ("luis", 50)]),
        method,
        of: vec![BlobHash::of(photograph)],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    record.sign(&body, &[&key("a")]);
}

#[test]
fn readings_of_one_photograph_for_two_stations_are_named_whatever_their_accounts_and_rows_of_a_file_are_not()
{
    let mut record = Record::with_importer(&definition(&["state"], ""));
    record.register(&["s1", "s2", "s3", "s4"].map(|code| station(code, &["1"], Some(400))));
    record.grant("a", Role::Agent);
    record.grant("a", Role::Importer);
    read(&mut record, "council", "s1", Method::Code, b"one", 200);
    read(&mut record, "campaign", "s2", Method::Code, b"one", 210);
    read(&mut record, "council", "s3", Method::Code, b"two", 220);
    // Twice for the same station.
    read(&mut record, "campaign", "s3", Method::Code, b"two", 220);
    read(&mut record, "council", "s3", Method::File, b"table", 220);
    read(&mut record, "council", "s4", Method::File, b"table", 230);
    let tally = record.tally();
    let found: Vec<(&str, Option<&str>)> = tally
        .findings()
        .iter()
        .filter(|finding| finding.rule == Rule::SharedPhotograph)
        .map(|finding| {
            let other = finding.other.map(|other| tally.readings().row(other).station);
            let code = |station| tally.stations().code(station).as_str();
            (code(finding.station), other.map(code))
        })
        .collect();
    assert_eq!(found, [("s1", Some("s2")), ("s2", Some("s1"))]);
}
