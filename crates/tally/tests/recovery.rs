//! A stolen key and what makes it good: `recover`, and `revoke` with `from`.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use bytes::Bytes;
use model::{Hour, Method};
use note::SigningKey;
use proptest::prelude::*;
use record::{
    BlobHash, Body, Correction, Entry, EntryName, KeyBody, Reading, ReadingName, Recover, RegisterBody,
    Revoke, Role, Ruling,
};
use tally::{FirstEntry, Group, Refusal, Replay, StateKind, Tally, View};
use testing::{Record, counts, definition, fold, key, key_body, revoke_body, station, vkey};

const RECOVERY: [&str; 3] = ["keeper-1", "keeper-2", "keeper-3"];

fn at() -> Hour {
    "2026-05-10T22Z".parse().unwrap()
}

fn begun() -> Record {
    let rest = "[register]\ncomplete = true\n[acceptance]\nagree = 1";
    let mut record = Record::with_recovery(&definition(&["state"], rest), &RECOVERY, 2);
    let codes = ["s1", "s2", "s3", "s4"];
    record.register(&codes.map(|code| station(code, &["A"], Some(400))));
    record.source("sheets.csv", "text/csv", b"file");
    record
}

/// Writes an entry by the keys of these names and gives its place in the log.
fn write(record: &mut Record, body: &Body, signers: &[&str]) -> u64 {
    let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
    record.sign(body, &keys.iter().collect::<Vec<_>>());
    record.entries.len() as u64 - 1
}

fn name_of(entry: &[u8]) -> EntryName {
    Entry::parse(entry).unwrap().name()
}

fn next(record: &Record) -> u64 {
    record.entries.len() as u64
}

fn grant(name: &str, role: Role) -> Body {
    Body::Key(key_body(name, role))
}

fn revoke(name: &str, from: Option<u64>) -> Body {
    Body::Revoke(revoke_body(name, from))
}

fn reading_of(station: &str, votes: u32) -> Reading {
    Reading {
        election: "e".parse().unwrap(),
        account: "campaign".parse().unwrap(),
        stage: None,
        station: station.parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        counts: counts(400, 3, &[("ana", votes), ("luis", 100)]),
        method: Method::File,
        of: vec![BlobHash::of(b"file")],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: at(),
    }
}

fn reading(station: &str, votes: u32) -> Body {
    Body::Reading(reading_of(station, votes))
}

fn ruling(station: &str, stands: Option<ReadingName>) -> Body {
    Body::Ruling(Ruling {
        election: "e".parse().unwrap(),
        station: station.parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        stands,
        reason: "clear".to_owned(),
        at: at(),
    })
}

fn recover(operator: &str, from: u64) -> Recover {
    Recover {
        election: "e".parse().unwrap(),
        operator: Some(vkey(operator)),
        from: Some(from),
        keep: vec![],
        log: None,
        reason: "stolen".to_owned(),
        at: at(),
    }
}

/// The code and text by which an entry was refused; empty where it counts.
fn refusal(tally: &Tally, entry: u64) -> Option<Refusal> {
    let mut refused = tally.refused().kept().iter();
    refused
        .find(|refused| refused.entry == entry)
        .map(|refused| refused.refusal.clone())
}

/// What is said before and after of an entry that these keys sign.
fn judged(record: &mut Record, body: &Body, signers: &[&str]) -> Option<Refusal> {
    let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
    let public: Vec<_> = keys.iter().map(SigningKey::verifying_key).collect();
    let said = record.tally().next_entry().check(body, &public).err();
    let entry = write(record, body, signers);
    let refused = refusal(&record.tally(), entry);
    if refused != Some(Refusal::Replay) {
        assert_eq!(said, refused);
    }
    refused
}

/// Stations that count, votes for Ana and for Luis.
fn result(tally: &Tally) -> (u64, u64, u64) {
    let total = &tally.totals(View::Accepted, 0, None, Group::Whole)[0];
    let votes: Vec<u64> = total.figures()[5..].iter().map(|sum| sum.sum).collect();
    (total.coverage.stations, votes[0], votes[1])
}

#[test]
fn a_stolen_operators_key_is_replaced_and_what_the_thief_did_counts_for_nothing() {
    let mut record = begun();
    record.grant("importer", Role::Importer);
    record.grant("reviewer", Role::Reviewer);
    record.grant("agent", Role::Agent);
    let honest = write(&mut record, &reading("s1", 200), &["importer"]);
    let honest_name = name_of(&record.entries[honest as usize]);
    assert_eq!(result(&record.tally()), (1, 200, 100));

    // The thief has the operator's key from here on.
    let stolen = next(&record);
    let thief_importer = write(&mut record, &grant("thief", Role::Importer), &["operator"]);
    let thief_operator = write(&mut record, &grant("thief-2", Role::Operator), &["operator"]);
    let thief_reviewer = write(&mut record, &grant("thief-3", Role::Reviewer), &["thief-2"]);
    let false_reading = write(&mut record, &reading("s2", 9), &["thief"]);
    let correction = Reading {
        corrects: Some(Correction {
            reading: honest_name.into(),
            reason: "no".to_owned(),
        }),
        method: Method::File,
        ..reading_of("s1", 7)
    };
    let correction = write(&mut record, &Body::Reading(correction), &["thief-3"]);
    let shut_out = write(&mut record, &ruling("s3", None), &["thief-3"]);
    let revoked = write(&mut record, &revoke("importer", None), &["operator"]);
    let voided = write(&mut record, &revoke("importer", Some(1)), &["operator"]);
    let stations = record.blob(b"station,registered,state,state_name\ns9,400,A,\n".to_vec());
    let register = Body::Register(RegisterBody {
        election: "e".parse().unwrap(),
        stations,
        count: 1,
        of: None,
        expected: vec![],
        polls_close: None,
        contests: vec![],
        at: at(),
    });
    let register = write(&mut record, &register, &["operator"]);
    // The honest go on, some of them without knowing that they were revoked.
    let unheard = write(&mut record, &reading("s2", 201), &["importer"]);
    let together = write(&mut record, &reading("s3", 202), &["thief", "agent", "importer"]);
    // What the thief has made of the election.
    let tally = record.tally();
    assert_eq!(result(&tally), (1, 9, 100));
    assert_eq!(tally.stations().listed(), 5);
    assert_eq!(refusal(&tally, honest), Some(Refusal::Void(voided)));
    assert_eq!(refusal(&tally, unheard), Some(Refusal::RevokedKey));
    // With an importer's signature the thief's own counts for it, and the ruling lets nothing stand.
    assert_eq!(
        tally.state(0, tally.stations().number("s3").unwrap()),
        StateKind::Ruled
    );

    // Two of three take the key from the thief, who still has the old one.
    let by = write(
        &mut record,
        &Body::Recover(recover("operator-2", stolen)),
        &RECOVERY[1..],
    );
    let late = write(&mut record, &grant("thief-4", Role::Importer), &["operator"]);
    let by_late = write(&mut record, &reading("s4", 1), &["thief-4"]);
    write(&mut record, &grant("typist", Role::Typist), &["operator-2"]);
    let after = write(&mut record, &reading("s4", 203), &["importer"]);

    let tally = record.tally();
    let void = [
        thief_importer,
        thief_operator,
        thief_reviewer,
        false_reading,
        correction,
        shut_out,
        revoked,
        voided,
        register,
    ];
    for entry in void {
        assert_eq!(refusal(&tally, entry), Some(Refusal::Void(by)), "entry {entry}");
    }
    for entry in [honest, unheard, together, by, after] {
        assert_eq!(refusal(&tally, entry), None, "entry {entry}");
    }
    assert_eq!(refusal(&tally, late), Some(Refusal::RevokedKey));
    assert_eq!(refusal(&tally, by_late), Some(Refusal::UnknownKey));
    assert_eq!(tally.refused().total(), void.len() as u64 + 2);
    assert_eq!(tally.stations().listed(), 4);
    // Each figure: four stations, 200 + 201 + 202 + 203 for Ana, 100 each for Luis.
    assert_eq!(result(&tally), (4, 806, 400));
    for (code, votes) in [("s1", 200), ("s2", 201), ("s3", 202), ("s4", 203)] {
        let station = tally.stations().number(code).unwrap();
        assert_eq!(tally.state(0, station), StateKind::Accepted, "{code}");
        let stands = tally.standing(View::Accepted, 0, station).unwrap();
        assert_eq!(tally.readings().figures(stands)[5].read(), Some(votes), "{code}");
    }
    let signers = |entry: u64| -> Vec<String> {
        let number = (0..).find(|number| tally.readings().place(*number).entry == entry);
        let signers = tally.readings().signers(number.unwrap()).iter();
        signers
            .map(|signer| tally.keys().key(*signer).name().to_string())
            .collect()
    };
    assert_eq!(signers(together), ["importer"]);
    let succession = tally.succession();
    assert_eq!(succession.operator_at(by).to_string(), vkey("operator"));
    assert_eq!(succession.operator_at(by + 1).to_string(), vkey("operator-2"));
}

#[test]
fn what_the_operator_did_itself_after_the_theft_can_be_kept() {
    let mut record = begun();
    let stolen = next(&record);
    let honest = write(&mut record, &grant("importer", Role::Importer), &["operator"]);
    let lost = write(&mut record, &revoke("importer", None), &["operator"]);
    let before = write(&mut record, &grant("importer-2", Role::Importer), &["operator"]);
    let read = write(&mut record, &reading("s1", 200), &["importer-2"]);
    let keep = [honest, before].map(|entry| name_of(&record.entries[entry as usize]));
    let body = Recover {
        keep: keep.into(),
        ..recover("operator-2", stolen)
    };
    let by = write(&mut record, &Body::Recover(body), &RECOVERY[..2]);
    let tally = record.tally();
    assert_eq!(refusal(&tally, lost), Some(Refusal::Void(by)));
    for entry in [honest, before, read] {
        assert_eq!(refusal(&tally, entry), None);
    }
    assert_eq!(result(&tally), (1, 200, 100));
}

#[test]
fn a_recovery_needs_enough_keys_a_new_one_and_a_place_before_it() {
    let mut record = begun();
    record.grant("importer", Role::Importer);
    let good = || Body::Recover(recover("operator-2", 2));
    let few = Some(Refusal::TooFew);
    for signers in [
        &["keeper-1"][..],
        &["operator"],
        &["operator", "keeper-1", "operator-2", "importer"],
        &["stranger", "stranger-2"],
    ] {
        assert_eq!(judged(&mut record, &good(), signers), few, "{signers:?}");
    }
    // One key that signs twice is one key.
    let twice = write(&mut record, &good(), &["keeper-1", "keeper-1"]);
    assert_eq!(refusal(&record.tally(), twice), few);
    let forged = forge(
        &mut record,
        &good(),
        &["keeper-1", "keeper-2", "keeper-3"],
        "keeper-3",
    );
    assert_eq!(
        refusal(&record.tally(), forged),
        Some(Refusal::BadSignature("keeper-3".to_owned()))
    );
    let mut other = recover("operator-2", 2);
    other.election = "f".parse().unwrap();
    let other = judged(&mut record, &Body::Recover(other), &RECOVERY);
    assert_eq!(other, Some(Refusal::OtherElection));
    let place = next(&record);
    let ahead = judged(
        &mut record,
        &Body::Recover(recover("operator-2", place + 1)),
        &RECOVERY,
    );
    assert_eq!(ahead, Some(Refusal::NoSuchEntry));
    for taken in ["operator", "keeper-1", "count.example/e"] {
        let body = Body::Recover(recover(taken, 2));
        assert_eq!(
            judged(&mut record, &body, &RECOVERY),
            Some(Refusal::KeyTaken),
            "{taken}"
        );
    }
    let log = |name: &str| {
        let (operator, from) = (None, None);
        Body::Recover(Recover {
            log: Some(vkey(name)),
            operator,
            from,
            ..recover("operator-2", 1)
        })
    };
    let same = judged(&mut record, &log("count.example/e"), &RECOVERY);
    assert_eq!(same, Some(Refusal::KeyTaken));
    let named = judged(&mut record, &log("count.example/f"), &RECOVERY);
    assert!(matches!(named, Some(Refusal::Malformed(_))), "{named:?}");
    // Nothing of all that has changed anything: the operator still gives roles. A line of another key says nothing.
    assert_eq!(
        judged(&mut record, &grant("agent", Role::Agent), &["operator"]),
        None
    );
    let forged = forge(
        &mut record,
        &good(),
        &["keeper-1", "keeper-2", "importer"],
        "importer",
    );
    assert_eq!(refusal(&record.tally(), forged), None);
    // Signed by others it is the same; in other words it names the same operator again.
    let again = write(&mut record, &good(), &["keeper-2", "keeper-3"]);
    assert_eq!(refusal(&record.tally(), again), Some(Refusal::Replay));
    let again = judged(&mut record, &Body::Recover(recover("operator-2", 3)), &RECOVERY);
    assert_eq!(again, Some(Refusal::KeyTaken));
    let replayed = next(&record);
    record.entries.push(record.entries[forged as usize].clone());
    assert_eq!(refusal(&record.tally(), replayed), Some(Refusal::Replay));
}

#[test]
fn a_role_that_was_taken_is_not_given_again_by_the_same_words_and_one_line_more() {
    let mut record = begun();
    let words = grant("importer", Role::Importer);
    write(&mut record, &words, &["operator"]);
    write(&mut record, &revoke("importer", None), &["operator"]);
    let again = write(&mut record, &words, &["operator", "stranger"]);
    assert_eq!(refusal(&record.tally(), again), Some(Refusal::Replay));
    let read = write(&mut record, &reading("s1", 9), &["importer"]);
    assert_eq!(refusal(&record.tally(), read), Some(Refusal::RevokedKey));
}

#[test]
fn an_election_without_recovery_keys_is_never_recovered() {
    let mut record = Record::new(&definition(&[], ""));
    let body = Body::Recover(recover("operator-2", 1));
    assert_eq!(judged(&mut record, &body, &["operator"]), Some(Refusal::TooFew));
}

/// An entry by these keys, of which one's line does not verify.
fn forge(record: &mut Record, body: &Body, signers: &[&str], forged: &str) -> u64 {
    let entry = write(record, body, signers);
    let text = String::from_utf8(record.entries[entry as usize].to_vec()).unwrap();
    let other = String::from_utf8({
        let mut reason = body.clone();
        if let Body::Recover(body) = &mut reason {
            body.reason.push('!');
        }
        record::sign(&reason, &[&key(forged)]).unwrap()
    })
    .unwrap();
    let line = |text: &str| {
        let start = format!("— {forged} ");
        text.lines()
            .find(|line| line.starts_with(&start))
            .unwrap()
            .to_owned()
    };
    let text = text.replace(&line(&text), &line(&other));
    record.entries[entry as usize] = Bytes::from(text);
    entry
}

#[test]
fn a_second_recovery_corrects_the_first() {
    let mut record = begun();
    record.grant("importer", Role::Importer);
    let stolen = next(&record);
    let early = write(&mut record, &grant("thief", Role::Importer), &["operator"]);
    let after = next(&record);
    // They thought that it was stolen later than it was.
    write(
        &mut record,
        &Body::Recover(recover("operator-2", after)),
        &RECOVERY[..2],
    );
    let read = write(&mut record, &reading("s1", 9), &["thief"]);
    assert_eq!(refusal(&record.tally(), read), None);
    let kept = write(&mut record, &grant("agent", Role::Agent), &["operator-2"]);
    let undone = write(&mut record, &grant("agent-2", Role::Agent), &["operator-2"]);
    for (name, wrong) in [("operator", Refusal::KeyTaken), ("operator-2", Refusal::KeyTaken)] {
        let body = Body::Recover(recover(name, stolen));
        assert_eq!(judged(&mut record, &body, &RECOVERY), Some(wrong));
    }
    let keep = vec![name_of(&record.entries[kept as usize])];
    let body = Recover {
        keep,
        ..recover("operator-3", stolen)
    };
    let by = write(&mut record, &Body::Recover(body), &RECOVERY[1..]);
    let tally = record.tally();
    for entry in [early, read, undone] {
        assert_eq!(refusal(&tally, entry), Some(Refusal::Void(by)), "{entry}");
    }
    assert_eq!(refusal(&tally, kept), None);
    assert_eq!(
        judged(&mut record, &grant("a", Role::Agent), &["operator-2"]),
        Some(Refusal::RevokedKey)
    );
    assert_eq!(
        judged(&mut record, &grant("a", Role::Agent), &["operator-3"]),
        None
    );
}

#[test]
fn a_thief_cannot_stand_in_the_way_of_a_recovery() {
    let mut record = begun();
    let stolen = next(&record);
    // The next operator's key has become known: the thief gives it a role and revokes it, and does the same to the
    // recovery's keys and the log's.
    write(&mut record, &grant("operator-2", Role::Agent), &["operator"]);
    write(&mut record, &revoke("operator-2", Some(1)), &["operator"]);
    for name in RECOVERY.iter().chain(&["count.example/e"]) {
        assert_eq!(
            judged(&mut record, &grant(name, Role::Observer), &["operator"]),
            Some(Refusal::KeyTaken)
        );
        assert_eq!(
            judged(&mut record, &revoke(name, None), &["operator"]),
            Some(Refusal::NoSuchEntry)
        );
    }
    let by = write(
        &mut record,
        &Body::Recover(recover("operator-2", stolen)),
        &RECOVERY[..2],
    );
    assert_eq!(refusal(&record.tally(), by), None);
    assert_eq!(
        judged(&mut record, &grant("agent", Role::Agent), &["operator-2"]),
        None
    );
    // The same where the operator's power is used by one whom it was given to before.
    let mut record = begun();
    record.grant("helper", Role::Operator);
    for (body, refused) in [
        (revoke("operator", None), Refusal::NoSuchEntry),
        (revoke("operator", Some(1)), Refusal::UnknownKey),
        (revoke("helper", Some(1)), Refusal::UnknownKey),
    ] {
        assert_eq!(judged(&mut record, &body, &["helper"]), Some(refused));
    }
    // Nor does the chief operator end its own power.
    for from in [None, Some(1)] {
        let Body::Revoke(own) = revoke("operator", from) else {
            unreachable!()
        };
        let reason = "its own".to_owned();
        let own = judged(
            &mut record,
            &Body::Revoke(Revoke { reason, ..own }),
            &["operator"],
        );
        assert_eq!(own, Some(Refusal::NoSuchEntry));
    }
    assert_eq!(
        judged(&mut record, &revoke("helper", Some(1)), &["operator"]),
        None
    );
}

#[test]
fn what_a_key_wrote_is_void_from_a_place_on_and_may_be_given_its_role_again() {
    let mut record = begun();
    record.grant("importer", Role::Importer);
    let before = write(&mut record, &reading("s1", 200), &["importer"]);
    let during = write(&mut record, &reading("s2", 9), &["importer"]);
    let place = next(&record);
    assert_eq!(
        judged(&mut record, &revoke("importer", Some(place + 1)), &["operator"]),
        Some(Refusal::NoSuchEntry)
    );
    assert_eq!(
        judged(&mut record, &revoke("nobody", Some(2)), &["operator"]),
        Some(Refusal::NoSuchEntry)
    );
    let by = write(&mut record, &revoke("importer", Some(during)), &["operator"]);
    let revoked = write(&mut record, &reading("s3", 9), &["importer"]);
    let Body::Key(again) = grant("importer", Role::Importer) else {
        unreachable!()
    };
    let again = KeyBody {
        until: Some("2026-05-11T22Z".parse().unwrap()),
        ..again
    };
    write(&mut record, &Body::Key(again), &["operator"]);
    let again = write(&mut record, &reading("s4", 203), &["importer"]);
    // The same again takes nothing from what was given since, nor with one more line.
    write(
        &mut record,
        &revoke("importer", Some(during)),
        &["operator", "stranger"],
    );
    let tally = record.tally();
    assert_eq!(refusal(&tally, during), Some(Refusal::Void(by)));
    assert_eq!(refusal(&tally, revoked), Some(Refusal::RevokedKey));
    assert_eq!(refusal(&tally, next(&record) - 1), Some(Refusal::Replay));
    for entry in [before, again] {
        assert_eq!(refusal(&tally, entry), None);
    }
    assert_eq!(result(&tally), (2, 403, 200));
    // Wider, and then narrower: the widest holds.
    let wide = write(&mut record, &revoke("importer", Some(before)), &["operator"]);
    write(&mut record, &revoke("importer", Some(again)), &["operator"]);
    let tally = record.tally();
    for entry in [before, during, again] {
        assert_eq!(refusal(&tally, entry), Some(Refusal::Void(wide)), "{entry}");
    }
    assert_eq!(refusal(&tally, revoked), Some(Refusal::RevokedKey));
    assert_eq!(result(&tally), (0, 0, 0));
}

#[test]
fn the_log_has_a_new_key_from_the_entry_on_that_names_it() {
    let mut record = begun();
    let other = SigningKey::from_seed("count.example/e".parse().unwrap(), [77; 32]);
    let body = Recover {
        operator: None,
        from: None,
        log: Some(other.verifying_key().to_string()),
        ..recover("operator-2", 1)
    };
    let by = write(&mut record, &Body::Recover(body), &RECOVERY[..2]);
    assert_eq!(
        judged(&mut record, &grant("agent", Role::Agent), &["operator"]),
        None
    );
    let tally = record.tally();
    let key_at = |size| tally.succession().log_key_at(size);
    assert_eq!(key_at(by).to_string(), vkey("count.example/e"));
    assert_eq!(key_at(by + 1), other.verifying_key());
    assert_eq!(key_at(by + 100), other.verifying_key());
}

/// An entry as a few small numbers choose it.
fn drawn(record: &Record, kind: u8, [a, b, c]: [u8; 3]) -> Body {
    let names = [
        "importer",
        "importer-2",
        "helper",
        "registrar",
        "given",
        "reviewer",
        "operator-2",
    ];
    let name = names[usize::from(a) % names.len()];
    let (place, size) = (u64::from(b) % next(record).max(2), next(record));
    let before = name_of(&record.entries[place as usize]);
    match kind {
        0..=3 => {
            let mut reading = reading_of(&format!("s{}", a % 4 + 1), u32::from(b % 3));
            if c > 200 {
                reading.corrects = Some(Correction {
                    reading: before.into(),
                    reason: "why".to_owned(),
                });
            }
            Body::Reading(reading)
        }
        4 => ruling(&format!("s{}", a % 4 + 1), (c % 2 == 0).then_some(before.into())),
        5 => revoke(name, None),
        6 | 7 => revoke(name, Some(1 + place.min(size))),
        8 => {
            let operator = format!("operator-{}", 2 + c % 4);
            let mut body = recover(&operator, 1 + place);
            body.keep = (c > 128).then_some(before).into_iter().collect();
            Body::Recover(body)
        }
        _ => {
            let role = Role::ALL[usize::from(c) % 7];
            let Body::Key(mut body) = grant(name, role) else {
                unreachable!()
            };
            if role == Role::Registrar {
                body.gives = Some(Role::GIVEN_BY_REGISTRARS.into());
                body.keys = Some(u32::from(b % 3) + 1);
            }
            Body::Key(body)
        }
    }
}

/// A drawn record.
fn record_of(entries: &[(u8, [u8; 3], u8, u8)]) -> Record {
    let mut record = begun();
    for (name, role) in [
        ("importer", Role::Importer),
        ("helper", Role::Operator),
        ("reviewer", Role::Reviewer),
    ] {
        record.grant(name, role);
    }
    let signers = [
        "operator",
        "operator",
        "helper",
        "importer",
        "importer-2",
        "registrar",
        "given",
        "reviewer",
        "operator-2",
        "operator-3",
    ];
    for (kind, numbers, first, second) in entries {
        let body = drawn(&record, *kind, *numbers);
        let mut names = vec![signers[usize::from(*first) % signers.len()]];
        if *kind == 8 {
            names.splice(.., RECOVERY.into_iter().take(1 + usize::from(first % 3)));
        }
        if let Some(name) = signers
            .get(usize::from(*second))
            .filter(|name| !names.contains(name))
        {
            names.push(name);
        }
        write(&mut record, &body, &names);
    }
    record
}

fn entries() -> impl Strategy<Value = Vec<(u8, [u8; 3], u8, u8)>> {
    proptest::collection::vec((0u8..14, any::<[u8; 3]>(), 0u8..10, 0u8..20), 1..60)
}

/// What a tally says, without its refusals.
fn said(tally: &Tally) -> Vec<String> {
    let stations = tally.stations_sorted().into_iter().map(|number| {
        let stands = tally.standing(View::Accepted, 0, number);
        let entry = stands.map(|stands| tally.readings().place(stands).entry);
        format!(
            "{} {} {entry:?}",
            tally.stations().code(number),
            tally.state(0, number).name()
        )
    });
    let granted =
        (0..tally.readings().rows().len() as u32).map(|number| format!("{}", tally.granted_by(number)));
    let readings = tally.readings().rows().iter().zip(0..).map(|(row, number)| {
        let place = tally.readings().place(number);
        format!("{place:?} {:?}", row.corrected_by())
    });
    stations.chain(granted).chain(readings).collect()
}

fn in_windows(record: &Record, window: usize, looks: bool) -> (Tally, u32) {
    let first = FirstEntry::read(&record.entries[0]).unwrap();
    let start = first
        .start(&record.blobs[first.law()], &record.blobs[first.words()])
        .unwrap();
    let (mut replay, mut again) = (Replay::new(&start), 0);
    'fold: loop {
        let mut windows = record.entries.chunks(window);
        while let Some(entries) = windows.next() {
            match replay.push_with(entries.to_vec(), |name| record.blobs.get(name).cloned()) {
                Ok(pushed) => replay = pushed.replay,
                Err(mut begun) => {
                    again += 1;
                    if looks {
                        windows.for_each(|entries| begun.look(entries));
                    }
                    replay = begun.replay();
                    continue 'fold;
                }
            }
        }
        return (replay.finish(), again);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However the log comes, the result is the same; who looks ahead begins again once at most.
    #[test]
    fn the_result_is_the_same_whatever_the_windows(drawn in entries(), window in 1usize..30, looks: bool) {
        let record = record_of(&drawn);
        let whole = record.tally();
        let (tally, again) = in_windows(&record, window, looks);
        prop_assert_eq!(said(&tally), said(&whole));
        prop_assert_eq!(tally.refused().kept(), whole.refused().kept());
        prop_assert!(!looks || again <= 1);
    }

    /// What is void says nothing: a log in which those entries are replaced by others that say nothing gives the same.
    #[test]
    fn void_entries_change_nothing(drawn in entries()) {
        let mut record = record_of(&drawn);
        let tally = record.tally();
        let void = tally.refused().kept().iter().filter(|refused| matches!(refused.refusal, Refusal::Void(_)));
        let void: Vec<u64> = void.map(|refused| refused.entry).collect();
        for entry in &void {
            let text = format!("cotejo/v1 nothing\n{{\"n\":{entry}}}\n");
            let note = note::Note::sign(text, &[&key("stranger")]).unwrap();
            record.entries[*entry as usize] = note.to_bytes().into();
        }
        let without = fold(&record.entries, &record.blobs);
        prop_assert_eq!(said(&tally), said(&without));
        let rest: Vec<_> = tally.refused().kept().iter().filter(|refused| !void.contains(&refused.entry)).collect();
        prop_assert_eq!(rest, without.refused().kept().iter().collect::<Vec<_>>());
    }

    /// What is asked before an entry is signed is what the fold says of it.
    #[test]
    fn an_entry_counts_if_and_only_if_it_was_said_before(drawn in entries()) {
        let record = record_of(&drawn);
        let entries = record.entries.clone();
        let last = entries.len() - 1;
        let before = fold(&entries[..last], &record.blobs);
        let entry = record::Entry::parse(&entries[last]).unwrap();
        let all = ["operator", "helper", "importer", "importer-2", "registrar", "given", "reviewer", "operator-2",
            "operator-3", "keeper-1", "keeper-2", "keeper-3"].map(key);
        let signers: Vec<_> = entry.note.signatures().iter()
            .filter_map(|line| all.iter().find(|key| key.name().as_str() == line.name()))
            .map(SigningKey::verifying_key).collect();
        let said = before.next_entry().check(&entry.body, &signers).err();
        let refused = refusal(&record.tally(), last as u64);
        if refused != Some(Refusal::Replay) {
            prop_assert_eq!(said, refused);
        }
    }
}
