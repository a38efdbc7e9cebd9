//! Two accounts side by side: which stations differ, and which one of the two has zeros for alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use tally::compare::{ComparedArea, Comparison, OneOnly};
use tally::{Group, View};
use testing::{Record, counts, definition, station};

/// The figures of a station at an account, where it has any: null ballots, votes for ana and luis.
type Read = Option<(u32, u32, u32)>;

fn compared(stations: &[(Read, Read)], rest: &str) -> Comparison {
    let mut record = Record::with_importer(&format!("{rest}\n{}", definition(&[], "")));
    let listed: Vec<model::Station> = (0..stations.len())
        .map(|n| station(&format!("s{n}"), &[], Some(400)))
        .collect();
    record.register(&listed);
    for (n, (first, second)) in stations.iter().enumerate() {
        for (account, read) in [("campaign", first), ("council", second)] {
            if let Some((null, ana, luis)) = read {
                let counts = counts(400, *null, &[("ana", *ana), ("luis", *luis)]);
                record.reading(account, &format!("s{n}"), counts);
            }
        }
    }
    let tally = record.tally();
    let view = |id: &str| View::Account(tally.account_number(id).unwrap());
    tally.compare((view("campaign"), view("council")), 0, None, Group::Whole)
}

fn numbers(compared: &Comparison) -> [u64; 7] {
    let of: [fn(&ComparedArea) -> u64; 7] = [
        |area| area.both,
        |area| area.equal,
        |area| area.different,
        |area| area.first_only,
        |area| area.second_only,
        |area| area.first_empty,
        |area| area.second_empty,
    ];
    of.map(|number| compared.count(number))
}

#[test]
fn zeros_for_all_options_at_one_account_are_told_from_figures_that_differ() {
    let some = Some((3, 200, 100));
    let stations = [
        (some, some),
        (some, Some((3, 201, 100))),
        // An empty row, a row of zeros with null ballots, no row at all.
        (some, Some((0, 0, 0))),
        (some, Some((3, 0, 0))),
        (some, None),
        (Some((0, 0, 0)), some),
        (None, some),
        (Some((0, 0, 0)), Some((0, 0, 0))),
        (Some((2, 0, 0)), Some((2, 0, 0))),
    ];
    let found = compared(&stations, "");
    assert_eq!(numbers(&found), [3, 2, 1, 3, 2, 1, 2]);
    let empty = |list: &[OneOnly]| list.iter().map(|only| only.other_empty).collect::<Vec<bool>>();
    assert_eq!(empty(&found.first_only), [true, true, false]);
    assert_eq!(empty(&found.second_only), [true, false]);
    assert_eq!(found.different.len(), 1);
    assert!(!found.agrees());
    // The same where zeros are real: such rows stand, and still there are votes at one account alone.
    let found = compared(&stations, "zeros = \"real\"");
    assert_eq!(numbers(&found), [4, 3, 1, 3, 2, 1, 2]);
}
