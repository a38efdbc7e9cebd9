//! One station of which very much is written: what holds for few readings holds for many, and time does not grow with the
//! square of their number.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use bytes::Bytes;
use model::{CountField, Figure, SheetFigure};
use note::SigningKey;
use record::types::readings::{RowCorrection, RowCorrections};
use record::{BlobHash, Body, ReadingName, Readings, Role, Rows};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};
use tally::Tally;
use testing::{Record, definition, key, station};

/// The most readings of a station and contest that a key may write.
const MOST: u32 = 64;

fn record(importers: &[String], agree: u32) -> Record {
    let mut record = Record::new(&definition(&["state"], &format!("[acceptance]\nagree = {agree}")));
    record.register(&[station("s1", &["0"], Some(300))]);
    for importer in importers {
        record.grant(importer, Role::Importer);
    }
    record.grant("reviewer", Role::Reviewer);
    record.source("sheets.csv", "text/csv", b"file");
    record
}

/// Rows of one station with these null ballots and these votes.
fn rows(null: impl Iterator<Item = u32>, votes: u32) -> Readings {
    let mut rows = Rows::default();
    for (line, null) in (2..).zip(null) {
        let figures = [null, votes, 1].map(Figure::Read);
        rows.push("s1".parse().unwrap(), NonZeroU32::new(line), figures);
    }
    Readings {
        election: "e".parse().unwrap(),
        account: "campaign".parse().unwrap(),
        stage: None,
        contest: "mayor".parse().unwrap(),
        of: BlobHash::of(b"file"),
        figures: vec![SheetFigure::Field(CountField::Null)],
        options: vec!["ana".parse().unwrap(), "luis".parse().unwrap()],
        rows,
        as_of: None,
        rows_as_of: None,
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    }
}

fn write(record: &mut Record, readings: &Readings, signers: &[&str]) -> ReadingName {
    let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
    let body = Body::Readings(readings.clone());
    record.sign(&body, &keys.iter().collect::<Vec<_>>());
    let last: &Bytes = record.entries.last().unwrap();
    ReadingName {
        entry: record::Entry::parse(last).unwrap().name(),
        row: Some(0),
    }
}

fn refused(tally: &Tally) -> Vec<String> {
    let kept = tally.refused().kept().iter();
    kept.map(|refused| format!("{} {}", refused.place(), refused.refusal.code()))
        .collect()
}

#[test]
fn a_crowd_of_readings_is_judged_as_a_few_are() {
    let names = ["a", "b", "c"].map(str::to_owned);
    let mut record = record(&names, 2);
    let beginning = record.entries.len();
    let by_a = rows(0..MOST, 5);
    let first = write(&mut record, &by_a, &["a"]);
    write(&mut record, &rows(MOST..MOST + 60, 5), &["b"]);
    // The 65th of a key, and one that is there already.
    write(&mut record, &rows(500..501, 5), &["a"]);
    write(&mut record, &by_a, &["a"]);
    // A further voice, once; of b only as many as are left of its 64.
    write(&mut record, &by_a, &["c"]);
    write(&mut record, &by_a, &["c"]);
    write(&mut record, &by_a, &["b"]);
    // A correction is found among them, and is made once.
    let mut correction = rows(900..901, 5);
    for reason in ["a slip", "another slip"] {
        correction.corrects = Some(RowCorrections {
            reason: reason.to_owned(),
            rows: vec![RowCorrection {
                row: 0,
                reading: first,
            }],
        });
        write(&mut record, &correction, &["reviewer"]);
    }

    let tally = record.tally();
    let place = |entry: usize, row: u32| format!("{}/{row}", beginning + entry);
    let all = |entry, code: &str| {
        (0..MOST)
            .map(|row| format!("{} {code}", place(entry, row)))
            .collect::<Vec<_>>()
    };
    let mut expected = vec![format!("{} entry_too_many_readings", place(2, 0))];
    expected.extend(all(3, "entry_replay"));
    expected.extend(all(5, "entry_replay"));
    expected.extend(all(6, "entry_too_many_readings").into_iter().skip(4));
    expected.push(format!("{} entry_no_such_entry", place(8, 0)));
    assert_eq!(refused(&tally), expected);
    let readings = tally.readings();
    assert_eq!(readings.of_station(0, 0).count() as u32, MOST + 60 + 1);
    assert_eq!(readings.row(0).corrected_by(), Some(MOST + 60));
    let voices: Vec<usize> = (0..6)
        .map(|number| readings.further_voices(number).len())
        .collect();
    assert_eq!(voices, [2, 2, 2, 2, 1, 1]);
}

#[test]
fn sixty_thousand_readings_of_one_station_take_seconds() {
    let importers: Vec<String> = (0..1_000).map(|n| format!("importer{n}")).collect();
    let mut record = record(&importers, 16);
    for (importer, n) in importers.iter().zip(0..) {
        write(&mut record, &rows(0..MOST, n), &[importer]);
    }
    let began = Instant::now();
    let tally = record.tally();
    let took = began.elapsed();
    println!("{took:?}");
    assert_eq!(tally.readings().rows().len() as u32, 1_000 * MOST);
    assert_eq!(tally.refused().total(), 0);
    assert!(took < Duration::from_secs(10), "{took:?}");
}
