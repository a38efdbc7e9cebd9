//! Who may write what: by which grant a reading counts, and that the same answer is given before it is written.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use bytes::Bytes;
use model::{Counts, Election, Figure, Method};
use note::SigningKey;
use proptest::prelude::*;
use record::types::readings::{RowCorrection, RowCorrections};
use record::{
    BlobHash, Body, Capture, Correction, ElectionBody, Entry, KeyBody, Reading, ReadingName, Readings,
    RegisterBody, Revoke, Role, Rows, Ruling,
};
use std::collections::HashMap;
use tally::{FirstEntry, Refusal, Replay, Tally};

const ELECTION: &str = "id='e'\nname='E'\ndate='2026-05-10'\norigin='count.example/e'\nlevels=['state']\naccounts=[{id='campaign',name=''},{id='volunteers',name=''}]\n\
    [[contests]]\nid='mayor'\nname='Mayor'\noptions=[{id='ana',name='Ana'}]";

fn key(name: &str) -> SigningKey {
    let mut seed = [0; 32];
    seed[..name.len()].copy_from_slice(name.as_bytes());
    SigningKey::from_seed(name.parse().unwrap(), seed)
}

fn at(hour: u8) -> model::Hour {
    format!("2026-05-10T{hour:02}Z").parse().unwrap()
}

/// A log that grows entry by entry.
struct Log {
    election: Election,
    entries: Vec<Bytes>,
    blobs: HashMap<BlobHash, Bytes>,
}

impl Log {
    fn new() -> Log {
        let election: Election = model::document::parse(ELECTION).unwrap();
        let mut log = Log {
            election,
            entries: vec![],
            blobs: HashMap::new(),
        };
        let law = log.blob(record::json::write(&log.election.law()).unwrap());
        let words = log.blob(record::json::write(&log.election.words()).unwrap());
        let body = Body::Election(ElectionBody {
            election: log.election.id.clone(),
            law,
            words,
            operator: key("operator").verifying_key().to_string(),
            log: key("count.example/e").verifying_key().to_string(),
            recovery: None,
            at: at(10),
        });
        log.write(&body, &["operator"]);
        log
    }

    fn blob(&mut self, bytes: Vec<u8>) -> BlobHash {
        let name = BlobHash::of(&bytes);
        self.blobs.insert(name, bytes.into());
        name
    }

    /// Writes an entry and gives its place in the log.
    fn write(&mut self, body: &Body, signers: &[&str]) -> u64 {
        let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
        let keys: Vec<&SigningKey> = keys.iter().collect();
        self.entries.push(record::sign(body, &keys).unwrap().into());
        self.entries.len() as u64 - 1
    }

    fn grant(&mut self, name: &str, role: Role, area: Option<&str>) -> u64 {
        let body = grant(name, role, area, None, None);
        self.write(&body, &["operator"])
    }

    fn register(&mut self, rows: &str) {
        let stations = self.blob(format!("station,registered,state,state_name\n{rows}").into_bytes());
        let body = Body::Register(RegisterBody {
            election: self.election.id.clone(),
            stations,
            count: 1,
            of: None,
            expected: vec![],
            polls_close: None,
            contests: vec![],
            at: at(11),
        });
        self.write(&body, &["operator"]);
    }

    fn tally(&self) -> Tally {
        let first = FirstEntry::read(&self.entries[0]).unwrap();
        let start = first
            .start(&self.blobs[first.law()], &self.blobs[first.words()])
            .unwrap();
        let blob = |name: &BlobHash| self.blobs.get(name).cloned();
        Replay::new(&start)
            .push_with(self.entries.clone(), blob)
            .unwrap()
            .replay
            .finish()
    }
}

fn grant(name: &str, role: Role, area: Option<&str>, account: Option<&str>, until: Option<u8>) -> Body {
    let is_registrar = role == Role::Registrar;
    Body::Key(KeyBody {
        election: "e".parse().unwrap(),
        key: key(name).verifying_key().to_string(),
        role,
        area: area.map(|area| area.parse().unwrap()),
        account: account.map(|account| account.parse().unwrap()),
        stage: None,
        until: until.map(at),
        gives: is_registrar.then(|| vec![Role::Agent, Role::Importer]),
        keys: is_registrar.then_some(2),
        at: at(11),
    })
}

fn reading(station: &str, votes: u32, method: Method) -> Reading {
    let mut counts = Counts::default();
    counts.set_option("ana".parse().unwrap(), Figure::Read(votes));
    Reading {
        election: "e".parse().unwrap(),
        account: "campaign".parse().unwrap(),
        stage: None,
        station: station.parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        counts,
        method,
        of: vec![BlobHash::of(b"file")],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: at(12),
    }
}

fn grants(tally: &Tally) -> Vec<(u64, u64)> {
    let rows = tally.readings().rows().iter().zip(0..);
    rows.map(|(_, number)| (tally.readings().place(number).entry, tally.granted_by(number)))
        .collect()
}

#[test]
fn a_reviewer_that_becomes_an_importer_writes_readings_by_the_later_grant() {
    let mut log = Log::new();
    log.grant("k", Role::Reviewer, None);
    let importer = log.grant("k", Role::Importer, None);
    let read = log.write(&Body::Reading(reading("s1", 1, Method::File)), &["k"]);
    assert_eq!(grants(&log.tally()), [(read, importer)]);
}

#[test]
fn a_station_whose_area_becomes_known_later_was_read_by_the_grant_for_the_whole_country() {
    let mut log = Log::new();
    let area = log.grant("k", Role::Importer, Some("A"));
    let country = log.grant("k", Role::Importer, None);
    let before = log.write(&Body::Reading(reading("s1", 1, Method::File)), &["k"]);
    log.register("s1,100,A,North\ns2,100,B,South\n");
    let after = log.write(&Body::Reading(reading("s1", 2, Method::File)), &["k"]);
    let elsewhere = log.write(&Body::Reading(reading("s2", 3, Method::File)), &["k"]);
    assert_eq!(
        grants(&log.tally()),
        [(before, country), (after, area), (elsewhere, country)]
    );
}

#[test]
fn the_grant_is_the_first_signers_who_may_write_it_and_each_signer_is_named_once() {
    let mut log = Log::new();
    log.register("s1,100,A,North\n");
    log.grant("b", Role::Agent, Some("B"));
    let first = log.grant("a", Role::Agent, None);
    let second = log.grant("c", Role::Agent, None);
    log.grant("a", Role::Agent, Some("A"));
    let both = log.write(&Body::Reading(reading("s1", 1, Method::Typed)), &["b", "a", "c"]);
    let alone = log.write(&Body::Reading(reading("s1", 2, Method::Typed)), &["c", "b", "a"]);
    let tally = log.tally();
    assert_eq!(grants(&tally), [(both, first), (alone, second)]);
    let names = |number| -> Vec<String> {
        let signers = tally.readings().signers(number);
        signers
            .iter()
            .map(|signer| tally.keys().key(*signer).name().to_string())
            .collect()
    };
    assert_eq!(names(0), ["a", "c"]);
}

#[test]
fn a_key_that_is_given_its_role_in_the_same_breath_may_be_asked_about() {
    let log = Log::new();
    let tally = log.tally();
    let mut next = tally.next_entry();
    let (operator, importer) = (key("operator"), key("k"));
    let body = Body::Reading(reading("s1", 1, Method::File));
    assert_eq!(
        next.check(&body, &[importer.verifying_key()]),
        Err(Refusal::UnknownKey)
    );
    let given = grant("k", Role::Importer, None, Some("council"), None);
    assert_eq!(
        next.assume(&given, &[importer.verifying_key()]),
        Err(Refusal::UnknownKey)
    );
    next.assume(&given, &[operator.verifying_key()]).unwrap();
    assert_eq!(
        next.check(&body, &[importer.verifying_key()]),
        Err(Refusal::WrongAccount)
    );
    let given = grant("k", Role::Importer, None, None, Some(11));
    next.assume(&given, &[operator.verifying_key()]).unwrap();
    // The reason that came closest to a yes: the first grant's, whose time has not run out.
    assert_eq!(
        next.check(&body, &[importer.verifying_key()]),
        Err(Refusal::WrongAccount)
    );
    let given = grant("k", Role::Importer, None, None, None);
    next.assume(&given, &[operator.verifying_key()]).unwrap();
    assert_eq!(next.check(&body, &[importer.verifying_key()]), Ok(()));
}

#[test]
fn what_will_count_for_nothing_is_known_before_it_is_signed() {
    let mut log = Log::new();
    log.register("s1,100,A,North\ns2,100,B,South\n");
    log.write(&grant("typist", Role::Typist, None, None, None), &["operator"]);
    log.write(
        &grant("late", Role::Importer, None, None, Some(11)),
        &["operator"],
    );
    log.write(
        &grant("local", Role::Importer, Some("B"), None, None),
        &["operator"],
    );
    let tally = log.tally();
    let check = |body: &Body, name: &str| tally.next_entry().check(body, &[key(name).verifying_key()]);
    let body = Body::Reading(reading("s1", 1, Method::File));
    assert_eq!(check(&body, "typist"), Err(Refusal::WrongRole));
    assert_eq!(check(&body, "late"), Err(Refusal::ExpiredKey));
    assert_eq!(check(&body, "local"), Err(Refusal::WrongArea));
    assert_eq!(
        check(&Body::Reading(reading("s2", 1, Method::File)), "local"),
        Ok(())
    );
    let mut other = reading("s2", 1, Method::File);
    other.election = "f".parse().unwrap();
    assert_eq!(check(&Body::Reading(other), "local"), Err(Refusal::OtherElection));
    let mut unheard = reading("s2", 1, Method::File);
    unheard.contest = "council".parse().unwrap();
    let refusal = Refusal::UnknownContest("council".to_owned());
    assert_eq!(check(&Body::Reading(unheard), "local"), Err(refusal));
}

#[test]
fn the_areas_of_a_register_that_goes_before_may_be_told() {
    let mut log = Log::new();
    log.register("s1,100,A,North\n");
    log.grant("local", Role::Importer, Some("B"));
    let tally = log.tally();
    let (next, local) = (tally.next_entry(), key("local"));
    let check = |station: &str, area: &str| {
        let body = Body::Reading(reading(station, 1, Method::File));
        next.check_within(&body, &[local.verifying_key()], |own| own.as_str() == area)
    };
    assert_eq!(check("new", "B"), Ok(()));
    assert_eq!(check("new", "A"), Err(Refusal::WrongArea));
    // What the record knows stands.
    assert_eq!(check("s1", "B"), Err(Refusal::WrongArea));
}

/// An entry of any type, as a few small numbers choose it.
fn body(log: &Log, kind: u8, [a, b, c]: [u8; 3]) -> Body {
    let names = ["operator", "i", "a", "t", "r", "x"];
    let name = |n: u8| names[usize::from(n) % names.len()];
    let roles = Role::ALL;
    let station = format!("s{}", a % 3);
    let before = &log.entries[usize::from(b) % log.entries.len()];
    let before = ReadingName::from(Entry::parse(before).unwrap().name());
    match kind {
        0..=4 => {
            let methods = [Method::File, Method::Typed, Method::Code];
            let mut reading = reading(&station, u32::from(b % 3), methods[usize::from(c) % 3]);
            reading.account = ["campaign", "council"][usize::from(c / 3) % 2].parse().unwrap();
            if c > 120 {
                let reason = "why".to_owned();
                reading.corrects = Some(Correction {
                    reading: before,
                    reason,
                });
            }
            if c % 16 == 5 {
                reading.contest = "unheard".parse().unwrap();
            }
            Body::Reading(reading)
        }
        5 => Body::Ruling(Ruling {
            election: "e".parse().unwrap(),
            station: station.parse().unwrap(),
            contest: "mayor".parse().unwrap(),
            stands: (c % 3 > 0).then_some(before),
            reason: "clear".to_owned(),
            at: at(13),
        }),
        6 => Body::Revoke(Revoke {
            election: "e".parse().unwrap(),
            key: key(name(1 + a % 5)).verifying_key().to_string(),
            from: None,
            reason: "lost".to_owned(),
            at: at(13),
        }),
        7 => Body::Capture(Capture {
            election: "e".parse().unwrap(),
            account: "campaign".parse().unwrap(),
            station: Some(station.parse().unwrap()),
            contest: "mayor".parse().unwrap(),
            image: BlobHash::of(&[a]),
            media: "image/png".to_owned(),
            redacted_from: None,
            original: None,
            at: at(12),
        }),
        12.. => {
            let mut rows = Rows::default();
            for row in 0..1 + b % 3 {
                let station = format!("s{}", (a % 3 + row) % 3);
                rows.push(station.parse().unwrap(), None, [Figure::Read(u32::from(c % 2))]);
            }
            let reading = ReadingName {
                row: (c % 4).checked_sub(1),
                ..before
            };
            let all = (0..rows.len() as u8).map(|row| RowCorrection {
                row,
                reading: ReadingName {
                    row: reading.row.map(|first| first + row),
                    ..reading
                },
            });
            // A correction by a whole entry's name can be made once.
            let corrected = if c % 4 > 0 && c % 3 > 0 { rows.len() } else { 1 };
            Body::Readings(Readings {
                election: "e".parse().unwrap(),
                account: ["campaign", "council"][usize::from(c / 3) % 2].parse().unwrap(),
                stage: None,
                contest: ["mayor", "unheard"][usize::from(c % 16 == 5)].parse().unwrap(),
                of: BlobHash::of(b"file"),
                figures: vec![],
                options: vec!["ana".parse().unwrap()],
                corrects: (c > 120).then(|| RowCorrections {
                    reason: "why".to_owned(),
                    rows: all.take(corrected).collect(),
                }),
                rows,
                as_of: None,
                rows_as_of: None,
                at: at(12),
            })
        }
        _ => {
            let area = [None, None, Some("A"), Some("nowhere")][usize::from(c) % 4];
            let account = [None, None, Some("campaign")][usize::from(c / 4) % 3];
            let until = [None, Some(11)][usize::from(c / 12) % 2];
            grant(
                name(1 + a % 5),
                roles[usize::from(b) % roles.len()],
                area,
                account,
                until,
            )
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The taking-in side and the fold give the same answer to every entry, as long as it is not a replay of another
    /// type than a reading.
    #[test]
    fn an_entry_counts_if_and_only_if_it_was_said_before_that_it_would(
        drawn in proptest::collection::vec((0u8..15, any::<[u8; 3]>(), 0u8..6, 0u8..12), 1..40),
    ) {
        let mut log = Log::new();
        log.register("s0,100,A,North\ns1,100,B,South\n");
        for (name, role) in [("i", Role::Importer), ("a", Role::Agent), ("t", Role::Typist), ("r", Role::Reviewer)] {
            log.grant(name, role, None);
        }
        let names = ["operator", "i", "a", "t", "r", "x"];
        for (kind, numbers, first, second) in drawn {
            let body = body(&log, kind, numbers);
            let mut signers = vec![names[usize::from(first)]];
            signers.extend(names.get(usize::from(second)).filter(|name| **name != signers[0]));
            let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
            let keys: Vec<_> = keys.iter().map(SigningKey::verifying_key).collect();
            let before = log.tally();
            let said = before.next_entry().check(&body, &keys);
            let entry = log.write(&body, &signers);
            let tally = log.tally();
            let for_nothing = tally.refused().entries() > before.refused().entries();
            let mut refused = tally.refused().kept().iter().filter(|refused| refused.entry == entry);
            let refused = refused.next().map(|refused| refused.refusal.clone()).filter(|_| for_nothing);
            match (refused, &body) {
                (refused, Body::Reading(_) | Body::Readings(_)) => prop_assert_eq!(said.err(), refused),
                (Some(Refusal::Replay), _) => {}
                (refused, _) => prop_assert_eq!(said.err(), refused),
            }
        }
    }
}
