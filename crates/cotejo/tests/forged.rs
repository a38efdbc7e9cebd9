//! Entries that nobody had the right to write stay in the log, count for nothing, and are named.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use model::{Counts, Figure, Method};
use note::SigningKey;
use record::{BlobHash, Body, Entry, KeyBody, Reading, ReadingName, Revoke, Role, Ruling};
use serde_json::Value;
use workbench::{HEADER, Workbench};

fn reading(station: &str, account: &str, ana: u32) -> Reading {
    let mut counts = Counts {
        registered: Figure::Read(400),
        valid: Figure::Read(ana),
        ..Counts::default()
    };
    counts.set_option("ana".parse().unwrap(), Figure::Read(ana));
    counts.set_option("luis".parse().unwrap(), Figure::Read(0));
    Reading {
        election: "small".parse().unwrap(),
        account: account.parse().unwrap(),
        stage: None,
        station: station.parse().unwrap(),
        contest: "mayor".parse().unwrap(),
        counts,
        method: Method::File,
        of: vec![BlobHash::of(b"elsewhere")],
        salt: None,
        line: None,
        as_of: None,
        corrects: None,
        at: "2026-05-10T22Z".parse().unwrap(),
    }
}

fn key(name: &str) -> SigningKey {
    SigningKey::from_seed(name.parse().unwrap(), [42; 32])
}

/// Appends entries to the election's log as whoever holds the log's key could.
fn append(bench: &Workbench, entries: &[Vec<u8>]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let log = std::fs::read_to_string(bench.path("election/keys/log.key"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let store = tlog::local(bench.path("election/log")).unwrap();
    runtime.block_on(async {
        let mut writer = tlog::Writer::open(store, "", log).await.unwrap();
        writer.append(entries).await.unwrap();
    });
}

fn private(bench: &Workbench, name: &str) -> SigningKey {
    std::fs::read_to_string(bench.path(&format!("election/keys/{name}.key")))
        .unwrap()
        .trim()
        .parse()
        .unwrap()
}

fn entry(bench: &Workbench, index: u64) -> Vec<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let store = tlog::local(bench.path("election/log")).unwrap();
    runtime.block_on(async {
        tlog::Reader::open(store, "")
            .await
            .unwrap()
            .entry(index)
            .await
            .unwrap()
            .to_vec()
    })
}

#[test]
fn a_forged_entry_changes_no_total_and_is_named_by_tally_and_verify() {
    let bench = Workbench::new();
    bench.small();
    bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d2,400,310,5,110,200\n"),
        "campaign",
        0,
    );
    bench.run(
        &[
            "keys",
            "election",
            "add",
            "agent-1",
            "--role",
            "agent",
            "--area",
            "d1",
            "--account",
            "campaign",
        ],
        0,
    );
    bench.run(
        &[
            "keys",
            "election",
            "add",
            "late",
            "--role",
            "agent",
            "--until",
            "2026-05-10T20Z",
        ],
        0,
    );
    bench.run(&["keys", "election", "add", "gone", "--role", "agent"], 0);
    bench.run(&["keys", "election", "revoke", "gone", "--reason", "lost"], 0);
    let before = bench.json(&["tally", "election", "--account", "campaign"], 0);
    let accepted_before = bench.json(&["tally", "election"], 0);

    let sign = |body: Body, key: &SigningKey| record::sign(&body, &[key]).unwrap();
    let typed = |station: &str, account: &str| Reading {
        method: Method::Typed,
        ..reading(station, account, 400)
    };
    let importer = private(&bench, "importer-campaign");
    let agent = private(&bench, "agent-1");
    // The last of the import's entries holds the readings of both stations.
    let replayed = entry(&bench, 4);
    let original = ReadingName {
        entry: Entry::parse(&replayed).unwrap().name(),
        row: Some(1),
    };
    let mut tampered = String::from_utf8(replayed.clone()).unwrap();
    assert!(tampered.contains("\"s2\""), "{tampered}");
    tampered = tampered.replace(",110,", ",410,");
    let forged: Vec<(&str, Vec<u8>)> = vec![
        (
            "entry_unknown_key",
            sign(
                Body::Reading(reading("s3", "campaign", 400)),
                &key("importer-campaign"),
            ),
        ),
        (
            "entry_revoked_key",
            sign(Body::Reading(typed("s3", "campaign")), &private(&bench, "gone")),
        ),
        (
            "entry_expired_key",
            sign(Body::Reading(typed("s3", "campaign")), &private(&bench, "late")),
        ),
        (
            "entry_wrong_role",
            sign(Body::Reading(reading("s1", "campaign", 400)), &agent),
        ),
        (
            "entry_wrong_role",
            sign(
                Body::Key(KeyBody {
                    election: "small".parse().unwrap(),
                    key: key("mine").verifying_key().to_string(),
                    role: Role::Operator,
                    area: None,
                    account: None,
                    stage: None,
                    until: None,
                    gives: None,
                    keys: None,
                    at: "2026-05-10T22Z".parse().unwrap(),
                }),
                &importer,
            ),
        ),
        (
            "entry_wrong_role",
            sign(
                Body::Revoke(Revoke {
                    election: "small".parse().unwrap(),
                    key: importer.verifying_key().to_string(),
                    from: None,
                    reason: "mine".into(),
                    at: "2026-05-10T22Z".parse().unwrap(),
                }),
                &agent,
            ),
        ),
        (
            "entry_wrong_role",
            sign(
                Body::Ruling(Ruling {
                    election: "small".parse().unwrap(),
                    station: "s2".parse().unwrap(),
                    contest: "mayor".parse().unwrap(),
                    stands: None,
                    reason: "mine".into(),
                    at: "2026-05-10T22Z".parse().unwrap(),
                }),
                &importer,
            ),
        ),
        (
            "entry_wrong_area",
            sign(Body::Reading(typed("s2", "campaign")), &agent),
        ),
        (
            "entry_wrong_account",
            sign(Body::Reading(reading("s1", "council", 400)), &importer),
        ),
        (
            "entry_other_election",
            sign(
                Body::Reading(Reading {
                    election: "other".parse().unwrap(),
                    ..reading("s3", "campaign", 400)
                }),
                &importer,
            ),
        ),
        ("entry_replay", replayed),
        ("entry_bad_signature", tampered.into_bytes()),
        (
            "entry_no_such_entry",
            sign(
                Body::Reading(Reading {
                    corrects: Some(record::Correction {
                        reading: original,
                        reason: "mine".into(),
                    }),
                    ..typed("s2", "campaign")
                }),
                &{
                    // A key that may write for the account, and did not write the reading that it corrects.
                    bench.run(&["keys", "election", "add", "agent-2", "--role", "agent"], 0);
                    private(&bench, "agent-2")
                },
            ),
        ),
        ("entry_malformed", b"not a note".to_vec()),
        ("entry_malformed", {
            let text = "cotejo/v1 reading\n{\"election\":\"small\"}\n";
            note::Note::sign(text, &[&importer]).unwrap().to_bytes()
        }),
    ];
    let entries: Vec<Vec<u8>> = forged.iter().map(|(_, bytes)| bytes.clone()).collect();
    append(&bench, &entries);

    let after = bench.json(&["tally", "election", "--account", "campaign"], 1);
    let accepted_after = bench.json(&["tally", "election"], 1);
    assert_eq!(before["total"], after["total"]);
    assert_eq!(accepted_before["total"], accepted_after["total"]);
    assert_eq!(accepted_before["states"], accepted_after["states"]);
    let mut expected: std::collections::BTreeMap<&str, u64> = Default::default();
    forged
        .iter()
        .for_each(|(code, _)| *expected.entry(code).or_default() += 1);
    // Both rows of the entry that was sent again.
    *expected.entry("entry_replay").or_default() += 1;
    assert_eq!(after["refused"], serde_json::json!(expected));

    bench.run(&["publish", "election", "--to", "public"], 0);
    let verified: Value = bench.json(&["verify", "public"], 0);
    assert_eq!(verified["refused"], serde_json::json!(expected));
    let said = bench.run(&["verify", "public"], 0).stdout;
    assert!(
        said.contains("entries of the record, or rows of them, count for nothing"),
        "{said}"
    );
}

#[test]
fn an_entry_type_of_the_future_is_kept_and_ignored() {
    let bench = Workbench::new();
    bench.small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let text = "cotejo/v1 quickcount\n{\"n\":1.5}\n";
    append(
        &bench,
        &[note::Note::sign(text, &[&private(&bench, "operator")])
            .unwrap()
            .to_bytes()],
    );
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    assert_eq!(tally["unknown_types"]["cotejo/v1 quickcount"], 1);
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
}

#[test]
fn a_correction_by_its_own_signer_takes_the_place_of_the_reading() {
    let bench = Workbench::new();
    bench.small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let importer = private(&bench, "importer-campaign");
    let corrected = ReadingName {
        entry: Entry::parse(&entry(&bench, 4)).unwrap().name(),
        row: Some(0),
    };
    let body = Body::Reading(Reading {
        corrects: Some(record::Correction {
            reading: corrected,
            reason: "a digit was misread".into(),
        }),
        ..reading("s1", "campaign", 210)
    });
    append(&bench, &[record::sign(&body, &[&importer]).unwrap()]);
    // Nothing stands behind it, which is a finding.
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    assert_eq!(tally["findings"][0]["rule"], "no_evidence");
    assert_eq!(tally["total"]["options"][0]["votes"]["sum"], 210);
    let shown = bench.json(&["show", "election", "s1"], 1);
    assert_eq!(shown["contests"][0]["readings"][0]["corrected_by"]["entry"], 5);
}
