//! Contests that are not held everywhere: what counts, what is a finding, and how many stations and voters there are.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::{ContestAreas, Expected};
use proptest::prelude::*;
use record::{Body, RegisterBody};
use tally::{Coverage, Group, Tally, View};
use testing::{Record, counts, definition, key, station};

const LEVELS: [&str; 2] = ["state", "town"];

fn in_areas(areas: &[&str], rest: &str) -> Record {
    let held = format!("name = \"Mayor\"\nareas = {areas:?}");
    let text = definition(&LEVELS, &format!("[acceptance]\nagree = 1\n{rest}"));
    Record::with_importer(&text.replace("name = \"Mayor\"", &held))
}

/// Stations `s1` in the town A.1, `s2` in A.2, `s3` in B.1; `s4` in no area; each with a reading of ten votes.
fn with_stations(mut record: Record) -> Record {
    record.register(&[
        station("s1", &["A", "A.1"], Some(100)),
        station("s2", &["A", "A.2"], Some(200)),
        station("s3", &["B", "B.1"], Some(400)),
        station("s4", &[], Some(800)),
    ]);
    for number in 1..=4 {
        let sheet = counts(50, 0, &[("ana", 6), ("luis", number)]);
        record.reading("council", &format!("s{number}"), sheet);
    }
    record
}

/// A register without stations that says this.
fn said(record: &mut Record, expected: Vec<Expected>, contests: Vec<ContestAreas>) {
    let stations = record.blob(record::register::write(&record.election, &[]).unwrap());
    let body = Body::Register(RegisterBody {
        election: "e".parse().unwrap(),
        stations,
        count: 0,
        of: None,
        expected,
        polls_close: None,
        contests,
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    record.sign(&body, &[&key("operator")]);
}

fn held(contest: &str, areas: &[&str]) -> ContestAreas {
    ContestAreas {
        contest: contest.parse().unwrap(),
        areas: areas.iter().map(|area| area.parse().unwrap()).collect(),
    }
}

fn coverage(tally: &Tally, area: Option<&str>) -> Coverage {
    let area = area.map(|code| tally.area_number(code).unwrap());
    tally.totals(View::Accepted, 0, area, Group::Whole)[0].coverage
}

fn outside(tally: &Tally) -> Vec<String> {
    let findings = tally.findings().iter();
    let outside = findings.filter(|finding| finding.rule.code() == "outside_contest");
    outside
        .map(|finding| tally.stations().code(finding.station).to_string())
        .collect()
}

/// Stations covered and there are, and registered voters there are.
fn extent(tally: &Tally, area: Option<&str>) -> (u64, Option<u64>, Option<u64>) {
    let coverage = coverage(tally, area);
    (coverage.stations, coverage.of_stations, coverage.of_registered)
}

#[test]
fn a_reading_outside_is_a_finding_and_counts_in_no_total() {
    let tally = with_stations(in_areas(&["A"], "[register]\ncomplete = true")).tally();
    assert_eq!(outside(&tally), ["s3", "s4"]);
    assert_eq!(extent(&tally, None), (2, Some(2), Some(300)));
    assert_eq!(extent(&tally, Some("A")), (2, Some(2), Some(300)));
    assert_eq!(extent(&tally, Some("A.2")), (1, Some(1), Some(200)));
    assert_eq!(extent(&tally, Some("B")), (0, Some(0), Some(0)));
    let council = View::Account(tally.account_number("council").unwrap());
    for view in [View::Accepted, council] {
        let totals = tally.all_totals(view, 0);
        assert_eq!(totals.country.options_sum(), 6 + 1 + 6 + 2);
        assert_eq!(totals.no_area, None);
        let outside = tally.stations().number("s3").unwrap();
        assert_eq!(tally.standing(view, 0, outside), None);
    }
    // Its state is told all the same.
    assert_eq!(tally.states(0, None).iter().sum::<u64>(), 2);
}

#[test]
fn a_contest_is_where_the_last_register_says_by_the_register_as_it_stands_at_the_end() {
    let mut record = in_areas(&["A"], "");
    // Before anybody knows where it is.
    record.reading("campaign", "s1", counts(50, 0, &[("ana", 6), ("luis", 1)]));
    assert_eq!(outside(&record.tally()), ["s1"]);
    let mut record = with_stations(record);
    assert_eq!(outside(&record.tally()), ["s3", "s4"]);
    said(&mut record, vec![], vec![held("mayor", &["B.1", "C"])]);
    // Each of a station's readings is a finding.
    assert_eq!(outside(&record.tally()), ["s1", "s1", "s2", "s4"]);
    said(&mut record, vec![], vec![held("mayors", &["A"])]);
    assert_eq!(outside(&record.tally()).len(), 4);
    said(
        &mut record,
        vec![],
        vec![held("mayor", &["A"]), held("mayor", &[])],
    );
    let tally = record.tally();
    assert!(outside(&tally).is_empty());
    assert_eq!(coverage(&tally, None).stations, 4);
    assert!(tally.contest_areas(0).is_empty());
}

#[test]
fn the_extent_of_a_contest_is_that_of_its_areas() {
    let expected = "[register]\nstations = 99\nregistered = 9900\nareas = [{ area = 'A', stations = 5, registered = 1000 }, \
                    { area = 'B.1', stations = 2, registered = 900 }, { area = 'nowhere', stations = 3, registered = 30 }]";
    let extents = |areas: &[&str]| {
        let tally = with_stations(in_areas(areas, expected)).tally();
        [None, Some("A"), Some("A.1"), Some("B")].map(|area| extent(&tally, area))
    };
    // Areas within another one of the list are counted once.
    assert_eq!(
        extents(&["A", "A.1", "B.1"]),
        [
            (3, Some(7), Some(1900)),
            (2, Some(5), Some(1000)),
            (1, None, None),
            (1, Some(2), Some(900)),
        ]
    );
    // One that no register names is of the country alone.
    assert_eq!(
        extents(&["B.1", "nowhere"]),
        [
            (1, Some(5), Some(930)),
            (0, Some(0), Some(0)),
            (0, Some(0), Some(0)),
            (1, Some(2), Some(900)),
        ]
    );
    // Where that of one is not known, the sum is not.
    assert_eq!(extents(&["A.1", "B.1"])[0], (2, None, None));
    assert_eq!(extents(&[])[0], (4, Some(99), Some(9900)));
}

proptest! {
    #[test]
    fn the_country_is_the_sum_of_its_areas_in_every_contest(
        areas in proptest::sample::subsequence(vec!["A", "A.1", "A.2", "B", "B.1", "nowhere"], 0..=6),
        complete: bool,
    ) {
        let record = in_areas(&areas, &format!("[register]\ncomplete = {complete}"));
        let tally = with_stations(record).tally();
        let totals = tally.all_totals(View::Accepted, 0);
        let parts = tally.totals(View::Accepted, 0, None, Group::Level(0));
        prop_assert_eq!(parts.iter().map(|total| total.options_sum()).sum::<u64>(), totals.country.options_sum());
        let stations = parts.iter().map(|total| total.coverage.stations).sum::<u64>();
        prop_assert_eq!(stations, totals.country.coverage.stations);
        prop_assert_eq!(stations + outside(&tally).len() as u64, 4);
        if complete {
            let listed = parts.iter().map(|total| total.coverage.of_stations.unwrap()).sum::<u64>();
            prop_assert_eq!(Some(listed), totals.country.coverage.of_stations);
            prop_assert_eq!(listed, stations);
        }
        for area in 0..tally.areas().len() as u32 {
            let own = tally.totals(View::Accepted, 0, Some(area), Group::Whole).remove(0);
            match tally.area_total(&totals, area) {
                Some(total) => prop_assert_eq!(&own, &*total),
                None => prop_assert_eq!(own.coverage.of_stations, Some(0)),
            }
        }
        prop_assert_eq!(&tally.totals(View::Accepted, 0, None, Group::Whole)[0], &totals.country);
    }
}
