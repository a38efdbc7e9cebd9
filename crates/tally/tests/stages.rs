//! Accounts and their stages: what may be written for whom, which reading holds a place, and that each stage is counted
//! apart.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::{CountField, Figure, SheetFigure};
use proptest::prelude::*;
use record::types::readings::RowAsOf;
use record::{AccountBody, BlobHash, Body, KeyBody, Reading, Readings, Role, Rows};
use std::num::NonZeroU32;
use tally::{Group, StateKind, Tally, View};
use testing::{Record, counts, definition, key, key_body};

const STAGES: [&str; 3] = ["early", "late", "last"];

/// A record of one account with three stages and one without, whose importer may write for the first.
fn record(rest: &str) -> Record {
    let accounts = format!(
        "[[accounts]]\nid = 'authority'\nname = 'The authority'\nstages = {STAGES:?}\n\
         [[accounts]]\nid = 'campaign'\nname = 'A campaign'\n{rest}"
    );
    let mut record = Record::new(&definition(&[], &accounts));
    let body = KeyBody {
        account: Some("authority".parse().unwrap()),
        ..key_body("importer", Role::Importer)
    };
    record.sign(&Body::Key(body), &[&record.operator()]);
    record.grant("any", Role::Importer);
    record.grant("agent", Role::Agent);
    for document in ["", "early", "late", "last"] {
        record.source(document, "text/csv", document.as_bytes());
    }
    record
}

fn reading(account: &str, stage: Option<&str>, station: &str, ana: u32) -> Reading {
    Reading {
        election: "e".parse().unwrap(),
        account: account.parse().unwrap(),
        stage: stage.map(|stage| stage.parse().unwrap()),
        station: station.parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        counts: counts(400, 0, &[("ana", ana), ("luis", 0)]),
        method: model::Method::File,
        of: vec![BlobHash::of(stage.unwrap_or_default().as_bytes())],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    }
}

fn read(record: &mut Record, account: &str, stage: Option<&str>, station: &str, ana: u32) {
    let signer = if account == "authority" { "importer" } else { "any" };
    let body = Body::Reading(reading(account, stage, station, ana));
    record.sign(&body, &[&key(signer)]);
}

fn account(id: &str, stages: &[&str]) -> Body {
    let stages = stages.iter().map(|stage| stage.parse().unwrap());
    Body::Account(AccountBody {
        election: "e".parse().unwrap(),
        account: id.parse().unwrap(),
        stages: (stages.len() > 0).then(|| stages.collect()),
        at: "2026-05-10T22Z".parse().unwrap(),
    })
}

/// The votes for `ana`, and at how many stations they stand.
fn votes(tally: &Tally, view: View) -> (u64, u64) {
    let total = &tally.totals(view, 0, None, Group::Whole)[0];
    (total.options()[0].sum, total.coverage.stations)
}

fn refused(tally: &Tally) -> Vec<&'static str> {
    let kept = tally.refused().kept().iter();
    kept.map(|refused| refused.refusal.code()).collect()
}

#[test]
fn a_later_stage_takes_an_earlier_ones_place_and_each_is_counted_apart() {
    let mut record = record("[acceptance]\nagree = 1");
    for (station, stage, ana) in [
        ("s1", "early", 10),
        ("s2", "early", 20),
        ("s1", "last", 11),
        ("s3", "last", 33),
        ("s3", "late", 32),
        ("s1", "late", 12),
    ] {
        read(&mut record, "authority", Some(stage), station, ana);
    }
    let tally = record.tally();
    assert_eq!(votes(&tally, View::Account(0)), (11 + 20 + 33, 3));
    assert_eq!(votes(&tally, View::Accepted), (11 + 20 + 33, 3));
    assert_eq!(votes(&tally, View::Stage(0, 1)), (30, 2));
    assert_eq!(votes(&tally, View::Stage(0, 2)), (44, 2));
    assert_eq!(votes(&tally, View::Stage(0, 3)), (44, 2));
    assert_eq!(tally.stages_with_readings(0, 0), [1, 2, 3]);
    // What an earlier stage says is no second sheet of the station, and no dispute.
    assert!(
        tally
            .findings()
            .iter()
            .all(|found| found.rule != model::Rule::MoreThanOneSheet)
    );
    let compared = tally.compare((View::Stage(0, 1), View::Stage(0, 3)), 0, None, Group::Whole);
    assert_eq!(
        (
            compared.different.len(),
            compared.first_only.len(),
            compared.second_only.len()
        ),
        (1, 1, 1)
    );
    let overview = tally::Overview::new(&tally);
    let views: Vec<(View, View)> = (overview.stage_comparisons(0).iter())
        .map(|one| (one.first, one.second))
        .collect();
    assert_eq!(
        views,
        [
            (View::Stage(0, 1), View::Stage(0, 2)),
            (View::Stage(0, 2), View::Stage(0, 3))
        ]
    );
}

#[test]
fn what_is_written_for_an_account_or_a_stage_that_is_not_there_counts_for_nothing_and_is_known_before() {
    let mut record = record("");
    for (account, stage, signer, code) in [
        ("authority", Some("early"), "importer", None),
        ("authority", None, "importer", Some("entry_unknown_stage")),
        (
            "authority",
            Some("first"),
            "importer",
            Some("entry_unknown_stage"),
        ),
        ("authority", Some("early"), "any", Some("entry_wrong_stage")),
        ("authority", Some("early"), "agent", Some("entry_wrong_role")),
        ("campaign", None, "any", None),
        ("campaign", Some("early"), "any", Some("entry_wrong_stage")),
        ("campaign", None, "importer", Some("entry_wrong_account")),
        ("nobody", None, "any", Some("entry_unknown_account")),
        ("Campaign", None, "any", Some("entry_unknown_account")),
    ] {
        let before = record.tally();
        let body = Body::Reading(reading(account, stage, "s1", record.entries.len() as u32));
        let said = before.next_entry().check(&body, &[key(signer).verifying_key()]);
        record.sign(&body, &[&key(signer)]);
        let after = record.tally();
        let refused = refused(&after).split_off(before.refused().kept().len());
        assert_eq!(refused, Vec::from_iter(code), "{account} {stage:?} {signer}");
        assert_eq!(said.err().map(|refusal| refusal.code()), code);
    }
}

#[test]
fn an_account_entry_adds_accounts_and_stages_behind_those_that_are_there() {
    let mut record = record("");
    let operator = record.operator();
    for (id, stages, code) in [
        ("observers", &[][..], None),
        ("observers", &["first"], None),
        ("observers", &["first"], Some("entry_replay")),
        ("authority", &["early", "late"], Some("entry_known_account")),
        (
            "authority",
            &["late", "early", "last", "recount"],
            Some("entry_known_account"),
        ),
        ("authority", &["early", "late", "last", "recount"], None),
        ("Observers", &["x"], Some("entry_misleading_name")),
        ("press", &["total"], Some("entry_misleading_name")),
    ] {
        let before = record.tally();
        let body = account(id, stages);
        let said = before.next_entry().check(&body, &[operator.verifying_key()]);
        record.sign(&body, &[&operator]);
        let tally = record.tally();
        let refused = refused(&tally).split_off(before.refused().kept().len());
        assert_eq!(refused, Vec::from_iter(code), "{id} {stages:?}");
        if code != Some("entry_replay") {
            assert_eq!(said.err().map(|refusal| refusal.code()), code);
        }
    }
    record.sign(&account("late", &[]), &[&key("any")]);
    read(&mut record, "authority", Some("recount"), "s1", 5);
    let tally = record.tally();
    assert_eq!(refused(&tally).last(), Some(&"entry_wrong_role"));
    assert_eq!(votes(&tally, View::Stage(0, 4)), (5, 1));
    let ids: Vec<&str> = tally.declared().ids().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["authority", "campaign", "observers"]);
}

#[test]
fn a_reading_from_before_there_were_stages_is_of_one_before_the_first() {
    let mut record = record("");
    read(&mut record, "campaign", None, "s1", 1);
    read(&mut record, "campaign", None, "s2", 2);
    let operator = record.operator();
    record.sign(&account("campaign", &["only"]), &[&operator]);
    let body = KeyBody {
        account: Some("campaign".parse().unwrap()),
        ..key_body("any", Role::Importer)
    };
    record.sign(&Body::Key(body), &[&operator]);
    read(&mut record, "campaign", Some("only"), "s1", 3);
    let tally = record.tally();
    assert_eq!(refused(&tally), Vec::<&str>::new());
    assert_eq!(votes(&tally, View::Account(1)), (5, 2));
    assert_eq!(votes(&tally, View::Stage(1, 0)), (3, 2));
}

#[test]
fn a_row_of_nothing_but_zeros_holds_no_place_unless_the_definition_says_that_zeros_are_real() {
    let both = |rest: &str| {
        let mut record = record(rest);
        read(&mut record, "campaign", None, "s1", 0);
        read(&mut record, "campaign", None, "s2", 0);
        read(&mut record, "campaign", None, "s2", 30);
        let tally = record.tally();
        let states = ["s1", "s2"].map(|code| tally.state(0, tally.stations().number(code).unwrap()));
        (states, votes(&tally, View::Account(1)), tally)
    };
    let (states, total, tally) = both("[acceptance]\nagree = 1");
    assert_eq!(states, [StateKind::Missing, StateKind::Accepted]);
    assert_eq!(total, (30, 1));
    // The station that is still to come is told; the one that came is told of no more.
    let others = tally.findings().iter().filter(|found| found.reading != 2);
    let others: Vec<_> = others.map(|found| (found.reading, found.rule.code())).collect();
    assert_eq!(others, [(0, "all_zero")]);
    let rest = "zeros = 'real'\n";
    let real = definition(&[], "[acceptance]\nagree = 1").replacen("levels", &format!("{rest}levels"), 1);
    let mut record = Record::with_importer(&real);
    record.source("", "text/csv", b"");
    let mut zeros = reading("campaign", None, "s1", 0);
    record.sign(&Body::Reading(zeros.clone()), &[&key("importer")]);
    zeros.counts.set_option("ana".parse().unwrap(), Figure::Read(30));
    record.sign(&Body::Reading(zeros), &[&key("importer")]);
    let tally = record.tally();
    assert_eq!(tally.state(0, 0), StateKind::Disputed);
    assert_eq!(votes(&tally, View::Account(0)), (0, 1));
}

#[test]
fn the_minute_that_figures_refer_to_is_kept_row_by_row() {
    let mut record = record("");
    read(&mut record, "campaign", None, "s0", 1);
    let minute = |text: &str| text.parse().unwrap();
    let mut rows = Rows::default();
    for (station, line) in [("s1", 2), ("s2", 3), ("s3", 4)] {
        rows.push(
            station.parse().unwrap(),
            NonZeroU32::new(line),
            [Figure::Read(line)],
        );
    }
    let body = Readings {
        election: "e".parse().unwrap(),
        account: "campaign".parse().unwrap(),
        stage: None,
        contest: "mayor".parse().unwrap(),
        of: BlobHash::of(b"file"),
        figures: vec![SheetFigure::Field(CountField::Valid)],
        options: vec![],
        rows,
        as_of: None,
        rows_as_of: Some(vec![
            RowAsOf(Some(minute("2026-05-10T20:05Z"))),
            RowAsOf(None),
            RowAsOf(Some(minute("2026-05-10T20:07Z"))),
        ]),
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    };
    record.sign(&Body::Readings(body.clone()), &[&key("any")]);
    let whole = Readings {
        rows_as_of: None,
        as_of: Some(minute("2026-05-10T20:05Z")),
        ..body
    };
    record.sign(&Body::Readings(whole), &[&key("any")]);
    read(&mut record, "campaign", None, "s4", 1);
    let tally = record.tally();
    let minutes: Vec<Option<&str>> = (0..tally.readings().rows().len() as u32)
        .map(|number| tally.readings().as_of(number).map(|minute| minute.as_str()))
        .collect();
    let (five, seven) = (Some("2026-05-10T20:05Z"), Some("2026-05-10T20:07Z"));
    assert_eq!(minutes, [None, five, None, seven, five, five, five, None]);
}

/// A reading of the drawn logs: its station, its stage and its votes.
type Drawn = (u8, u8, u32);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Which reading stands is the first one of the latest stage of which one holds a place, by one look at all of them.
    #[test]
    fn the_first_reading_of_the_latest_stage_stands(drawn in prop::collection::vec((0u8..3, 0u8..3, 0u32..3), 0..24)) {
        let mut record = record("");
        for (at, (station, stage, ana)) in drawn.iter().enumerate() {
            // Texts differ; zeros are empty rows.
            let ana = if *ana == 0 { 0 } else { 100 * ana + at as u32 };
            let mut body = reading("authority", Some(STAGES[usize::from(*stage)]), &format!("s{station}"), ana);
            body.line = NonZeroU32::new(at as u32 + 1);
            record.sign(&Body::Reading(body), &[&key("importer")]);
        }
        let tally = record.tally();
        let holding = |station: u8| {
            let all = drawn.iter().enumerate();
            all.filter(move |(_, one): &(usize, &Drawn)| one.0 == station && one.2 > 0)
        };
        for station in 0..3 {
            let latest = holding(station).map(|(_, one)| one.1).max();
            let expected = holding(station).find(|(_, one)| Some(one.1) == latest).map(|(at, _)| at as u32);
            let number = tally.stations().number(&format!("s{station}"));
            let stands = |view| number.and_then(|number| tally.standing(view, 0, number));
            prop_assert_eq!(stands(View::Account(0)), expected);
            for stage in 0..3 {
                let first = holding(station).find(|(_, one)| one.1 == stage).map(|(at, _)| at as u32);
                prop_assert_eq!(stands(View::Stage(0, stage + 1)), first);
            }
        }
    }

    /// Whatever the order in which stages of a station come in, its account is at the same one, and the sums of all
    /// stages are the same.
    #[test]
    fn the_order_in_which_stages_come_in_changes_no_total(
        readings in prop::collection::btree_map((0u8..3, 0u8..3), 1u32..300, 0..9), seed: u64,
    ) {
        let mut drawn: Vec<_> = readings.into_iter().collect();
        let totals = |drawn: &[((u8, u8), u32)]| {
            let mut record = record("");
            for ((station, stage), ana) in drawn {
                read(&mut record, "authority", Some(STAGES[usize::from(*stage)]), &format!("s{station}"), *ana);
            }
            let tally = record.tally();
            let views = [View::Account(0), View::Stage(0, 1), View::Stage(0, 2), View::Stage(0, 3)];
            views.map(|view| votes(&tally, view))
        };
        let before = totals(&drawn);
        let len = drawn.len().max(1);
        drawn.rotate_left(seed as usize % len);
        drawn.reverse();
        prop_assert_eq!(totals(&drawn), before);
    }
}
