//! Entries of many rows, and texts that are signed more than once: what counts, once, and by whom.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use bytes::Bytes;
use model::{CountField, Counts, Figure, Method};
use note::{Note, SigningKey};
use record::types::readings::{RowCorrection, RowCorrections};
use record::{
    BlobHash, Body, Capture, Correction, Entry, Reading, ReadingName, Readings, Role, Rows, Ruling,
};
use std::num::NonZeroU32;
use tally::{NextRow, ReadingNumber, Refusal, StateKind, Tally, View};
use testing::{Record, definition, key, station};

/// Three stations of two states; two importers, one of them of the state 0 alone, and two agents.
fn record(agree: u32) -> Record {
    let mut record = Record::new(&definition(&["state"], &format!("[acceptance]\nagree = {agree}")));
    record.register(&[
        station("s1", &["0"], Some(300)),
        station("s2", &["1"], Some(300)),
        station("s3", &["0"], Some(300)),
    ]);
    record.grant("importer", Role::Importer);
    record.grant_in("local", Role::Importer, "0");
    record.grant("a", Role::Agent);
    record.grant("b", Role::Agent);
    record.grant("reviewer", Role::Reviewer);
    record.source("sheets.csv", "text/csv", b"file");
    for image in [b"x", b"y"] {
        let capture = Body::Capture(Capture {
            election: "e".parse().unwrap(),
            account: "campaign".parse().unwrap(),
            station: None,
            contest: "mayor".parse().unwrap(),
            image: BlobHash::of(image),
            media: "image/jpeg".to_owned(),
            redacted_from: None,
            at: "2026-05-10T22Z".parse().unwrap(),
        });
        record.sign(&capture, &[&key("a")]);
    }
    assert_eq!(record.entries.len() as u64, BEGINNING);
    record
}

/// How many entries all records begin with.
const BEGINNING: u64 = 10;

/// A row each of these stations, with this number of null ballots; one option is not on the form, one is illegible.
fn readings(rows: &[(&str, u32)]) -> Readings {
    let mut made = Rows::default();
    for (line, (station, null)) in (2..).zip(rows) {
        let figures = [Figure::Read(*null), Figure::NotOnForm, Figure::Illegible];
        made.push(station.parse().unwrap(), NonZeroU32::new(line), figures);
    }
    Readings {
        election: "e".parse().unwrap(),
        account: "campaign".parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        of: BlobHash::of(b"file"),
        figures: vec![CountField::Null],
        options: vec!["ana".parse().unwrap(), "luis".parse().unwrap()],
        rows: made,
        as_of: None,
        rows_as_of: None,
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    }
}

fn typed(station: &str, of: &str, votes: u32) -> Reading {
    let mut counts = Counts::default();
    counts.set_option("ana".parse().unwrap(), Figure::Read(votes));
    Reading {
        election: "e".parse().unwrap(),
        account: "campaign".parse().unwrap(),
        station: station.parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        counts,
        method: Method::Typed,
        of: vec![BlobHash::of(of.as_bytes())],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    }
}

fn write(record: &mut Record, body: &Body, signers: &[&str]) -> ReadingName {
    let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
    record.sign(body, &keys.iter().collect::<Vec<_>>());
    Entry::parse(record.entries.last().unwrap())
        .unwrap()
        .name()
        .into()
}

/// Where the readings that count stand, without the entries that all records begin with.
fn places(tally: &Tally) -> Vec<String> {
    let numbers = 0..tally.readings().rows().len() as ReadingNumber;
    let places = numbers.map(|number| {
        let place = tally.readings().place(number);
        let row = place.row.map_or_else(String::new, |row| format!("/{row}"));
        format!("{}{row}", place.entry - BEGINNING)
    });
    places.collect()
}

fn refused(tally: &Tally) -> Vec<String> {
    let refused = tally.refused().kept().iter();
    let said = refused.map(|refused| {
        let row = refused.row.map_or_else(String::new, |row| format!("/{row}"));
        format!("{}{row} {}", refused.entry - BEGINNING, refused.refusal.code())
    });
    said.collect()
}

#[test]
fn each_row_is_a_reading_of_its_own_with_its_line_and_name() {
    let mut record = record(1);
    let name = write(
        &mut record,
        &Body::Readings(readings(&[("s1", 7), ("s2", 8), ("s1", 9)])),
        &["importer"],
    );
    let tally = record.tally();
    assert_eq!(places(&tally), ["0/0", "0/1", "0/2"]);
    assert!(tally.refused().kept().is_empty());
    assert_eq!(tally.entries_by_type()["readings"], 1);
    let all = tally.readings();
    assert_eq!(all.name(1), ReadingName { row: Some(1), ..name });
    assert_eq!(all.row(1).line, NonZeroU32::new(3));
    assert_eq!(all.row(1).method, Method::File);
    // The five fields, then luis and ana in the contest's order.
    let ana = tally.contest(0).position("ana").unwrap();
    assert_eq!(all.figures(1)[4], Figure::Read(8));
    assert_eq!(all.figures(1)[5 + ana], Figure::NotOnForm);
    assert_eq!(all.figures(1)[5 + (1 - ana)], Figure::Illegible);
    // Two rows of one station are two readings; without a number for an option they agree with nobody.
    let s1 = tally.stations().number("s1").unwrap();
    assert_eq!(tally.state(0, s1), StateKind::Pending);
    assert_eq!(all.of_station(0, s1).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn rows_outside_the_area_are_refused_one_by_one_and_an_entry_without_a_row_that_counts_is_not_counted() {
    let mut record = record(1);
    write(
        &mut record,
        &Body::Readings(readings(&[("s1", 7), ("s2", 8), ("s9", 1)])),
        &["local"],
    );
    write(
        &mut record,
        &Body::Readings(readings(&[("s2", 8), ("s9", 1)])),
        &["local"],
    );
    let tally = record.tally();
    assert_eq!(places(&tally), ["0/0"]);
    let expected = ["0/1", "0/2", "1/0", "1/1"].map(|place| format!("{place} entry_wrong_area"));
    assert_eq!(refused(&tally), expected);
    assert_eq!((tally.refused().total(), tally.refused().entries()), (4, 1));
    assert_eq!(tally.entries_by_type()["readings"], 1);
}

#[test]
fn what_holds_for_the_whole_entry_refuses_it_without_a_row() {
    let mut record = record(1);
    let mut unheard = readings(&[("s1", 7), ("s3", 8)]);
    unheard.contest = "council".parse().unwrap();
    write(&mut record, &Body::Readings(unheard), &["importer"]);
    write(
        &mut record,
        &Body::Readings(readings(&[("s1", 7), ("s3", 8)])),
        &["a"],
    );
    // With the captures' account these are 256.
    for n in 0..255 {
        let mut account = readings(&[(&format!("t{n}"), 7)]);
        account.account = format!("account-{n}").parse().unwrap();
        write(&mut record, &Body::Readings(account), &["importer"]);
    }
    let mut one_more = readings(&[("s1", 7), ("s2", 7)]);
    one_more.account = "one-more".parse().unwrap();
    write(&mut record, &Body::Readings(one_more), &["importer"]);
    let tally = record.tally();
    let only = tally
        .refused()
        .kept()
        .iter()
        .filter(|refused| refused.entry < BEGINNING + 2 || refused.entry > 200);
    let codes: Vec<_> = only
        .map(|refused| (refused.row, refused.refusal.code()))
        .collect();
    assert_eq!(
        codes,
        [
            (None, "entry_unknown_contest"),
            (None, "entry_wrong_role"),
            (None, "entry_too_many_accounts"),
        ]
    );
}

#[test]
fn a_row_corrects_an_earlier_reading_and_never_one_of_its_own_entry() {
    let mut record = record(1);
    let first = write(
        &mut record,
        &Body::Readings(readings(&[("s1", 7), ("s2", 8)])),
        &["importer"],
    );
    let mut later = readings(&[("s2", 9), ("s1", 5)]);
    let row = |row: u8| ReadingName {
        row: Some(row),
        ..first
    };
    later.corrects = Some(RowCorrections {
        reason: "a slip".to_owned(),
        rows: vec![
            RowCorrection {
                row: 0,
                reading: row(1),
            },
            // The whole entry is no reading.
            RowCorrection {
                row: 1,
                reading: first,
            },
        ],
    });
    write(&mut record, &Body::Readings(later.clone()), &["importer"]);
    // What is corrected already is not corrected again.
    later.of = BlobHash::of(b"another file");
    later.corrects.as_mut().unwrap().rows[1].reading = row(0);
    write(&mut record, &Body::Readings(later), &["importer"]);
    let tally = record.tally();
    assert_eq!(places(&tally), ["0/0", "0/1", "1/0", "2/1"]);
    assert_eq!(
        refused(&tally),
        ["1/1 entry_no_such_entry", "2/0 entry_no_such_entry"]
    );
    assert_eq!(tally.readings().row(1).corrected_by(), Some(2));
    assert_eq!(tally.readings().row(0).corrected_by(), Some(3));
}

#[test]
fn a_reviewer_writes_rows_only_where_each_corrects_a_reading() {
    let mut record = record(1);
    let first = write(
        &mut record,
        &Body::Readings(readings(&[("s1", 7), ("s2", 8)])),
        &["importer"],
    );
    let mut by_reviewer = readings(&[("s1", 5), ("s3", 4)]);
    by_reviewer.corrects = Some(RowCorrections {
        reason: "a slip".to_owned(),
        rows: vec![RowCorrection {
            row: 0,
            reading: ReadingName {
                row: Some(0),
                ..first
            },
        }],
    });
    write(&mut record, &Body::Readings(by_reviewer.clone()), &["reviewer"]);
    let mut rows = readings(&[("s1", 5)]);
    rows.corrects = by_reviewer.corrects;
    write(&mut record, &Body::Readings(rows), &["reviewer"]);
    let tally = record.tally();
    assert_eq!(refused(&tally), ["1 entry_wrong_role"]);
    assert_eq!(places(&tally), ["0/0", "0/1", "2/0"]);
    assert_eq!(tally.readings().row(0).corrected_by(), Some(2));
}

#[test]
fn a_ruling_names_a_row() {
    let mut record = record(1);
    let first = write(
        &mut record,
        &Body::Readings(readings(&[("s1", 7), ("s1", 8)])),
        &["importer"],
    );
    let ruling = |row: Option<u8>, station: &str| {
        Body::Ruling(Ruling {
            election: "e".parse().unwrap(),
            station: station.parse().unwrap(),
            contest: "mayor".parse().unwrap(),
            stands: Some(ReadingName { row, ..first }),
            reason: "clear".to_owned(),
            at: "2026-05-10T22Z".parse().unwrap(),
        })
    };
    write(&mut record, &ruling(Some(1), "s1"), &["reviewer"]);
    write(&mut record, &ruling(None, "s1"), &["reviewer"]);
    write(&mut record, &ruling(Some(2), "s1"), &["reviewer"]);
    write(&mut record, &ruling(Some(1), "s2"), &["reviewer"]);
    let tally = record.tally();
    let s1 = tally.stations().number("s1").unwrap();
    assert_eq!(tally.standing(View::Accepted, 0, s1), Some(1));
    let codes = ["2", "3", "4"].map(|entry| format!("{entry} entry_no_such_entry"));
    assert_eq!(refused(&tally), codes);
}

#[test]
fn one_line_more_of_whoever_may_not_write_it_makes_no_new_reading() {
    let mut record = record(1);
    let body = Body::Readings(readings(&[("s1", 7), ("s2", 8)]));
    write(&mut record, &body, &["importer"]);
    let bytes = record.entries.last().unwrap().clone();
    let with = |name: &str| -> Bytes {
        let mut note = Note::parse(&bytes).unwrap();
        note.add(key(name).sign_text(note.text()).unwrap()).unwrap();
        note.to_bytes().into()
    };
    for name in ["stranger", "reviewer", "a", "operator"] {
        record.entries.push(with(name));
    }
    let reading = Body::Reading(typed("s3", "x", 5));
    write(&mut record, &reading, &["a"]);
    write(&mut record, &reading, &["a", "stranger"]);
    write(&mut record, &reading, &["importer", "a"]);
    let tally = record.tally();
    assert_eq!(places(&tally), ["0/0", "0/1", "5"]);
    let mut expected = Vec::new();
    for entry in 1..5 {
        expected.extend([0, 1].map(|row| format!("{entry}/{row} entry_replay")));
    }
    expected.extend(["6 entry_replay".to_owned(), "7 entry_replay".to_owned()]);
    assert_eq!(refused(&tally), expected);
    assert!((0..3).all(|number| tally.readings().further_voices(number).is_empty()));
}

#[test]
fn a_text_of_another_type_counts_once_whoever_signs_it() {
    let mut record = record(1);
    let ruling = Body::Ruling(Ruling {
        election: "e".parse().unwrap(),
        station: "s1".parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        stands: None,
        reason: "unclear".to_owned(),
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    write(&mut record, &ruling, &["stranger"]);
    write(&mut record, &ruling, &["reviewer"]);
    write(&mut record, &ruling, &["reviewer", "a"]);
    record.grant("second", Role::Reviewer);
    write(&mut record, &ruling, &["second"]);
    let tally = record.tally();
    assert_eq!(
        refused(&tally),
        ["0 entry_unknown_key", "2 entry_replay", "4 entry_replay"]
    );
}

#[test]
fn the_same_text_by_others_is_a_further_voice_and_no_new_reading() {
    let mut record = record(2);
    let x = Body::Reading(typed("s1", "x", 5));
    write(&mut record, &x, &["a"]);
    write(&mut record, &x, &["b"]);
    write(&mut record, &x, &["b", "a"]);
    let state = |record: &Record| {
        let tally = record.tally();
        tally.state(0, tally.stations().number("s1").unwrap())
    };
    let tally = record.tally();
    assert_eq!(places(&tally), ["0"]);
    let voices = tally.readings().further_voices(0);
    let b = tally.keys().number_of(key("b").verifying_key()).unwrap();
    assert_eq!(
        (voices.len(), voices[0].entry, &voices[0].signers[..]),
        (1, BEGINNING + 1, &[b][..])
    );
    assert_eq!(tally.entries_by_type()["reading"], 2);
    assert_eq!(refused(&tally), ["2 entry_replay"]);
    // One photograph is one reading's, however many have typed it.
    assert_eq!(state(&record), StateKind::Pending);
    // Another photograph by the first: the other's voice stands for the first one.
    write(&mut record, &Body::Reading(typed("s1", "y", 5)), &["a"]);
    assert_eq!(state(&record), StateKind::Accepted);
}

#[test]
fn what_keys_sign_together_counts_for_one_of_them_and_takes_away_nothing_that_they_signed_apart() {
    let state = |entries: &[(&str, &[&str])]| {
        let mut record = record(2);
        for (image, signers) in entries {
            write(&mut record, &Body::Reading(typed("s1", image, 5)), signers);
        }
        let tally = record.tally();
        tally.state(0, tally.stations().number("s1").unwrap())
    };
    assert_eq!(state(&[("x", &["a", "b"])]), StateKind::Pending);
    assert_eq!(state(&[("x", &["a"]), ("y", &["a"])]), StateKind::Pending);
    assert_eq!(state(&[("x", &["a"]), ("y", &["b"])]), StateKind::Accepted);
    let together: &[&str] = &["a", "b"];
    assert_eq!(
        state(&[("x", &["a"]), ("y", &["b"]), ("y", together)]),
        StateKind::Accepted
    );
    assert_eq!(state(&[("x", together), ("y", &["b"])]), StateKind::Accepted);
}

#[test]
fn a_further_voice_owns_no_reading_and_may_join_its_correction() {
    let mut record = record(1);
    let x = typed("s1", "x", 5);
    let first = write(&mut record, &Body::Reading(x.clone()), &["a"]);
    write(&mut record, &Body::Reading(x), &["b"]);
    let correction = Body::Reading(Reading {
        corrects: Some(Correction {
            reading: first,
            reason: "a slip".to_owned(),
        }),
        ..typed("s1", "x", 6)
    });
    let said = |record: &Record, name: &str| {
        let tally = record.tally();
        tally
            .next_entry()
            .check(&correction, &[key(name).verifying_key()])
    };
    assert_eq!(said(&record, "b"), Err(Refusal::NoSuchEntry));
    write(&mut record, &correction, &["b"]);
    assert_eq!(said(&record, "a"), Ok(()));
    write(&mut record, &correction, &["a"]);
    assert_eq!(said(&record, "a"), Err(Refusal::Replay));
    assert_eq!(said(&record, "b"), Ok(()));
    write(&mut record, &correction, &["b"]);
    let tally = record.tally();
    assert_eq!(refused(&tally), ["2 entry_no_such_entry"]);
    assert_eq!(places(&tally), ["0", "3"]);
    assert_eq!(tally.readings().row(0).corrected_by(), Some(1));
    assert_eq!(tally.readings().further_voices(1).len(), 1);
}

#[test]
fn a_voice_counts_towards_the_readings_of_its_key() {
    let mut record = record(1);
    for n in 0..64 {
        let body = Body::Reading(typed("s1", &format!("x{n}"), 5));
        write(&mut record, &body, &["a"]);
        write(&mut record, &body, &["b"]);
    }
    let sixty_fifth = Body::Reading(typed("s1", "y", 5));
    write(&mut record, &sixty_fifth, &["b"]);
    write(&mut record, &sixty_fifth, &["reviewer", "a"]);
    write(&mut record, &Body::Reading(typed("s2", "y", 5)), &["b"]);
    let tally = record.tally();
    assert_eq!(
        refused(&tally),
        ["128 entry_too_many_readings", "129 entry_too_many_readings"]
    );
}

#[test]
fn rows_are_judged_before_they_are_signed_as_the_fold_will() {
    let mut record = record(1);
    let name = write(
        &mut record,
        &Body::Readings(readings(&[("s1", 7)])),
        &["importer"],
    );
    let tally = record.tally();
    let next = tally.next_entry();
    let head = readings(&[]);
    let refusal = |name: &str| next.rows(head.clone(), &[key(name).verifying_key()]).err();
    assert_eq!(refusal("stranger"), Some(Refusal::UnknownKey));
    assert_eq!(refusal("a"), Some(Refusal::WrongRole));
    let local = key("local");
    let rows = next.rows(head.clone(), &[local.verifying_key()]).unwrap();
    let check = |station: &str, corrects: Option<&ReadingName>, before: usize| {
        let station = station.parse().unwrap();
        rows.check(NextRow {
            station: &station,
            corrects,
            before,
        })
    };
    assert_eq!(check("s1", None, 0), Ok(()));
    assert_eq!(check("s1", None, 63), Ok(()));
    assert_eq!(check("s1", None, 64), Err(Refusal::TooManyReadings));
    assert_eq!(check("s2", None, 0), Err(Refusal::WrongArea));
    let row = ReadingName { row: Some(0), ..name };
    assert_eq!(check("s1", Some(&row), 0), Err(Refusal::NoSuchEntry));
    let importer = key("importer");
    let rows = next.rows(head, &[importer.verifying_key()]).unwrap();
    let station = "s1".parse().unwrap();
    let own = NextRow {
        station: &station,
        corrects: Some(&row),
        before: 0,
    };
    assert_eq!(rows.check(own), Ok(()));
}
