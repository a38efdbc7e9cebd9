//! Other words: which stand, which count for nothing, and that counting does not rest on them.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use proptest::prelude::*;
use record::{Amend, BlobHash, Body, Close, Recover, Revoke, Role, Source, Withhold};
use tally::Tally;
use testing::{Record, counts, definition, key, revoke_body, vkey};

fn renamed(name: &str) -> String {
    definition(&[], "").replace("Example", name)
}

fn record() -> Record {
    let mut record = Record::with_recovery(&definition(&[], ""), &["keeper"], 1);
    record.grant("importer", Role::Importer);
    record.grant("reviewer", Role::Reviewer);
    record
}

fn amend_body(words: BlobHash) -> Body {
    Body::Amend(Amend {
        election: "e".parse().unwrap(),
        words,
        reason: "a name".to_owned(),
        at: "2026-05-10T22Z".parse().unwrap(),
    })
}

fn amend_with(record: &mut Record, words: &str) -> BlobHash {
    let words = record.blob(words.as_bytes().to_vec());
    record.sign(&amend_body(words), &[&key("operator")]);
    words
}

fn withhold(record: &mut Record, document: BlobHash) {
    let body = Body::Withhold(Withhold {
        election: "e".parse().unwrap(),
        document,
        withheld: true,
        instead: None,
        reason: "a face".to_owned(),
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    record.sign(&body, &[&key("operator"), &key("reviewer")]);
}

fn source(record: &mut Record, document: BlobHash) {
    let body = Body::Source(Source {
        election: "e".parse().unwrap(),
        document,
        bytes: 1,
        media: "text/plain".to_owned(),
        title: "t".to_owned(),
        publisher: "p".to_owned(),
        date: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    record.sign(&body, &[&key("operator")]);
}

fn name(tally: &Tally) -> &str {
    tally.election().name.as_str()
}

fn codes(tally: &Tally) -> Vec<&'static str> {
    let refused = tally.refused().kept().iter();
    refused.map(|refused| refused.refusal.code()).collect()
}

#[test]
fn the_last_words_that_count_stand() {
    let mut record = record();
    assert_eq!(name(&record.tally()), "Example");
    record.amend(&renamed("Second"));
    record.amend(&renamed("Third"));
    let tally = record.tally();
    assert_eq!(name(&tally), "Third");
    let row = tally.words().unwrap();
    assert_eq!((row.entry, row.reason.as_deref()), (4, Some("a name")));
    // All words that counted stay in what a publication must hold.
    assert_eq!(tally.blobs().len(), 4);
    assert_eq!(tally.entries_by_type()["amend"], 2);
    // The same text a second time is none.
    record.amend(&renamed("Second"));
    let tally = record.tally();
    assert_eq!((name(&tally), codes(&tally)), ("Third", vec!["entry_replay"]));
}

#[test]
fn words_that_are_missing_wrong_or_withheld_count_for_nothing() {
    let mut record = record();
    record.sign(&amend_body(BlobHash::of(b"nowhere")), &[&key("operator")]);
    amend_with(&mut record, r#"{"name":"a text"}"#);
    amend_with(&mut record, r#"{"id":"e"}"#);
    let hidden = record.blob(br#"{"name":{"und":"Hidden"}}"#.to_vec());
    let map = BlobHash::of(b"map");
    for document in [hidden, map] {
        source(&mut record, document);
        withhold(&mut record, document);
    }
    record.sign(&amend_body(hidden), &[&key("operator")]);
    amend_with(&mut record, &format!(r#"{{"map":{{"document":"{map}"}}}}"#));
    record.sign(&amend_body(hidden), &[&key("importer")]);
    let tally = record.tally();
    assert_eq!(name(&tally), "Example");
    let blob = ["entry_blob"; 5];
    assert_eq!(codes(&tally), [&blob[..], &["entry_wrong_role"]].concat());
}

#[test]
fn words_that_count_or_counted_are_never_withheld() {
    let mut record = record();
    let map = BlobHash::of(b"map");
    source(&mut record, map);
    let first = amend_with(&mut record, &format!(r#"{{"map":{{"document":"{map}"}}}}"#));
    let second = amend_with(&mut record, r#"{"name":{"und":"Second"}}"#);
    for needed in [first, second, map] {
        withhold(&mut record, needed);
    }
    assert_eq!(codes(&record.tally()), ["entry_no_such_document"; 3]);
}

#[test]
fn words_may_change_after_the_record_is_closed() {
    let mut record = record();
    let close = Body::Close(Close {
        election: "e".parse().unwrap(),
        reason: "all is in".to_owned(),
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    record.sign(&close, &[&key("operator")]);
    record.amend(&renamed("Second"));
    let tally = record.tally();
    assert_eq!((name(&tally), codes(&tally)), ("Second", vec![]));
}

#[test]
fn a_thiefs_words_fall_back_to_those_before() {
    let mut record = record();
    record.amend(&renamed("Second"));
    record.amend(&renamed("The thief's"));
    let recover = Body::Recover(Recover {
        election: "e".parse().unwrap(),
        operator: Some(vkey("operator-2")),
        from: Some(4),
        keep: vec![],
        log: None,
        reason: "stolen".to_owned(),
        at: "2026-05-10T22Z".parse().unwrap(),
    });
    record.sign(&recover, &[&key("keeper")]);
    let tally = record.tally();
    assert_eq!((name(&tally), codes(&tally)), ("Second", vec!["entry_void"]));
    // Another operator's, too.
    let words = record.blob(br#"{"name":{"und":"The second thief's"}}"#.to_vec());
    let grant = Body::Key(record::KeyBody {
        ..testing::key_body("second", Role::Operator)
    });
    record.sign(&grant, &[&key("operator-2")]);
    record.sign(&amend_body(words), &[&key("second")]);
    assert_eq!(name(&record.tally()), "The second thief's");
    let void = Revoke {
        ..revoke_body("second", Some(6))
    };
    record.sign(&Body::Revoke(void), &[&key("operator-2")]);
    assert_eq!(name(&record.tally()), "Second");
}

#[test]
fn the_blob_of_words_is_asked_for_where_they_may_count() {
    let mut record = record();
    record.amend(&renamed("Second"));
    record.sign(&amend_body(BlobHash::of(b"a stranger's")), &[&key("stranger")]);
    record.register(&[]);
    let first = tally::FirstEntry::read(&record.entries[0]).unwrap();
    let start = first
        .start(&record.blobs[first.law()], &record.blobs[first.words()])
        .unwrap();
    let mut asked = vec![];
    let pushed = tally::Replay::new(&start).push_with(record.entries.clone(), |name| {
        asked.push(*name);
        record.blobs.get(name).cloned()
    });
    pushed.unwrap();
    assert_eq!(asked.len(), 2);
}

proptest! {
    #[test]
    fn counting_does_not_rest_on_words(
        places in proptest::collection::vec(0usize..6, 0..4),
        names in proptest::collection::vec("[a-zñ ]{0,12}", 4),
    ) {
        let figures = |amended: &[usize]| {
            let mut record = record();
            for place in 0..6 {
                if amended.contains(&place) {
                    let name = &names[place % names.len()];
                    record.amend(&renamed(&format!("{name}{place}")));
                }
                let station = format!("s{}", place % 3);
                record.reading("council", &station, counts(9, 0, &[("ana", place as u32 / 3), ("luis", 1)]));
            }
            let tally = record.tally();
            let totals = tally.all_totals(tally::View::Accepted, 0);
            let account = tally.account_number("council").map(tally::View::Account);
            (totals, account.map(|view| tally.all_totals(view, 0)), tally.findings().len())
        };
        prop_assert_eq!(figures(&places), figures(&[]));
    }
}
