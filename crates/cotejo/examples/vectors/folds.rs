//! Whole logs, drawn at random with all that can be wrong in them, each with what the fold makes of it.

use crate::{Draw, base64};
use bytes::Bytes;
use note::{Note, SigningKey};
use record::{BlobHash, Body, Entry, EntryName, ReadingName};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tally::{FirstEntry, ReadingPlace, Replay, Tally, Total, View};

/// So many, and one more with more readings and accounts than count.
const LOGS: u64 = 24;
const ENTRIES: usize = 450;
const STATIONS: usize = 14;
const AREAS: [&str; 6] = ["A", "B", "A.1", "A.2", "B.1", "nowhere"];
const ACCOUNTS: [&str; 3] = ["council", "campaign", "volunteers"];
const CONTESTS: [&str; 3] = ["mayor", "council", "unheard"];

fn key(name: &str) -> SigningKey {
    let mut seed = [0; 32];
    seed[..name.len()].copy_from_slice(name.as_bytes());
    SigningKey::from_seed(name.parse().unwrap(), seed)
}

/// A log that is being drawn.
struct Drawn {
    draw: Draw,
    keys: Vec<SigningKey>,
    entries: Vec<Bytes>,
    blobs: BTreeMap<BlobHash, Bytes>,
}

pub(crate) fn vectors() -> Value {
    let drawn = (0..=LOGS).map(log);
    drawn
        .chain([
            two_roles(),
            a_wider_area(),
            misleading_accounts(),
            greatest_numbers(u32::MAX, 100),
            greatest_numbers(0, 0),
            as_many_as_may_be(),
            withholding(),
            closing(),
            polls_closing(),
            voices(),
            a_crowd_of_voices(),
            rows(),
            a_stolen_key(),
        ])
        .collect()
}

fn log(seed: u64) -> Value {
    let mut drawn = Drawn {
        draw: Draw::new(100 + seed),
        keys: [
            "operator", "o2", "i1", "i2", "a1", "a2", "a3", "t1", "t2", "r1", "r2", "b1", "x1", "g1", "n1",
            "n2", "n3", "k1", "k2", "k3", "f1", "f2", "f3", "f4", "f5", "f6",
        ]
        .map(key)
        .into(),
        entries: vec![],
        blobs: BTreeMap::new(),
    };
    drawn.begin();
    if seed == LOGS {
        drawn.crowd();
    }
    while drawn.entries.len() < ENTRIES {
        drawn.entry();
    }
    drawn.vector()
}

/// One text that several keys sign, together and apart: each is a voice once, and only the first may correct.
fn voices() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Voices","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}],"acceptance":{"agree":2}}"#,
    );
    fixed.keys.extend(["k2", "k3", "stranger"].map(key));
    for who in [1, 2, 3] {
        fixed.give_to(who, "agent", "");
    }
    let typed = |station: &str, of: &str, votes: u32, corrects: &str| {
        let of = BlobHash::of(of.as_bytes());
        format!(
            r#""account":"campaign","station":"{station}","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"typed","of":"{of}"{corrects}"#
        )
    };
    // The same text by one key, by it again, by it and a stranger, by another, by both and a third.
    for signers in [&[1][..], &[1], &[1, 4], &[2], &[4], &[2, 1, 3], &[3]] {
        fixed.say_all("reading", &typed("s1", "x", 10, ""), signers);
    }
    // A second photograph by a key that has signed the first only together with others.
    fixed.say_all("reading", &typed("s1", "y", 10, ""), &[1]);
    // Two keys that signed together are one; apart they are two.
    fixed.say_all("reading", &typed("s2", "x", 10, ""), &[1, 2]);
    fixed.say_all("reading", &typed("s2", "y", 10, ""), &[2]);
    fixed.say_all("reading", &typed("s3", "x", 10, ""), &[1]);
    fixed.say_all("reading", &typed("s3", "y", 10, ""), &[1]);
    fixed.say_all("reading", &typed("s3", "y", 10, ""), &[2]);
    // A voice does not own the reading: its signer may not correct it, the first one's may, and others may join that.
    let first = fixed.name(fixed.entries.len() - 2);
    let corrects = format!(r#","corrects":{{"reading":"{first}","reason":"why"}}"#);
    for who in [2, 1, 3, 1] {
        fixed.say_all("reading", &typed("s3", "y", 11, &corrects), &[who]);
    }
    fixed.vector()
}

/// More voices of one key than count.
fn a_crowd_of_voices() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"A crowd","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}]}"#,
    );
    fixed.keys.push(key("k2"));
    fixed.give_to(1, "importer", "");
    fixed.give_to(2, "importer", "");
    for n in 0..70 {
        let of = BlobHash::of(b"crowd");
        let rest = format!(
            r#""account":"campaign","contest":"mayor","of":"{of}","figures":[],"options":["ana"],"rows":[["s1",{},5],["s2",{},5]]"#,
            2 * n + 1,
            2 * n + 2
        );
        fixed.say_all("readings", &rest, &[if n % 2 == 0 { 1 } else { 2 }]);
        fixed.say_all("readings", &rest, &[1]);
    }
    fixed.vector()
}

/// Entries of many rows: each is judged by itself, at its place.
fn rows() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Rows","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","name":"Mayor","options":[{"id":"luis","name":"Luis"},{"id":"ana","name":"Ana"}]}],"acceptance":{"agree":1}}"#,
    );
    let stations = fixed.blob(
        b"station,registered,state,state_name
s1,100,A,North
s2,100,B,South
s3,100,A,North
"
        .to_vec(),
    );
    fixed.say("register", &format!(r#""stations":"{stations}","count":3"#), 0);
    fixed.keys.extend(["local", "reviewer", "agent"].map(key));
    fixed.give_to(1, "importer", "");
    fixed.give_to(2, "importer", r#","area":"A""#);
    fixed.give_to(3, "reviewer", "");
    fixed.give_to(4, "agent", "");
    let say = |contest: &str, rows: &str, extra: &str| {
        let of = BlobHash::of(b"file");
        format!(
            r#""account":"campaign","contest":"{contest}","of":"{of}","figures":["null","valid"],"options":["ana","luis","nobody"],"rows":[{rows}]{extra}"#
        )
    };
    // A station that stands twice; rows that contradict each other, and one of which is out of the signer's area.
    let three = r#"["s1",2,1,90,50,40,""],["s2",3,"illegible","",50,"",7],["s1",4,1,90,51,39,0]"#;
    fixed.say_all("readings", &say("mayor", three, ""), &[2]);
    let first = fixed.name(fixed.entries.len() - 1);
    // The rest of its rows by a key that may write all: the row that counts already by another is a voice of it.
    fixed.say_all("readings", &say("mayor", three, ""), &[1]);
    // Who may write none of it, and what is of no contest.
    fixed.say_all("readings", &say("mayor", r#"["s1",1,1,1,1,1,1]"#, ""), &[4]);
    fixed.say_all(
        "readings",
        &say("unheard", r#"["s1",1,1,1,1,1,1],["s2",1,1,1,1,1,1]"#, ""),
        &[1],
    );
    // No row is in the area.
    fixed.say_all(
        "readings",
        &say("mayor", r#"["s2",8,1,1,1,1,1],["s9",9,1,1,1,1,1]"#, ""),
        &[2],
    );
    let corrects = |pairs: &[(u8, String)]| {
        let rows = pairs
            .iter()
            .map(|(row, reading)| format!(r#"{{"row":{row},"reading":"{reading}"}}"#));
        let rows: Vec<String> = rows.collect();
        format!(r#","corrects":{{"reason":"why","rows":[{}]}}"#, rows.join(","))
    };
    // Corrections by a key that did not write them, by the one that did, and a reviewer's, which must correct with
    // every row.
    let two = r#"["s1",2,1,90,52,38,""],["s2",3,5,"",50,"",7]"#;
    let of_both = corrects(&[(0, format!("{first}/0")), (1, format!("{first}/1"))]);
    let of_one = corrects(&[(0, format!("{first}/2"))]);
    fixed.say_all("readings", &say("mayor", two, &of_both), &[2]);
    fixed.say_all("readings", &say("mayor", two, &of_one), &[3]);
    fixed.say_all("readings", &say("mayor", two, &of_both), &[3]);
    let one = r#"["s1",2,1,90,53,37,""]"#;
    fixed.say_all("readings", &say("mayor", one, &of_one), &[3]);
    // A correction of a row that is none, of the whole entry, and a `reading` that corrects a row.
    fixed.say_all(
        "readings",
        &say(
            "mayor",
            r#"["s1",6,1,1,1,1,1]"#,
            &corrects(&[(0, format!("{first}/3"))]),
        ),
        &[3],
    );
    fixed.say_all(
        "readings",
        &say("mayor", r#"["s1",7,1,1,1,1,1]"#, &corrects(&[(0, first.clone())])),
        &[3],
    );
    let last = fixed.name(fixed.entries.len() - 3);
    let of = BlobHash::of(b"photograph");
    let typed = format!(
        r#""account":"campaign","station":"s1","contest":"mayor","counts":{{"options":{{"ana":53}}}},"method":"typed","of":"{of}","corrects":{{"reading":"{last}/0","reason":"why"}}"#
    );
    fixed.say_all("reading", &typed, &[3]);
    // Rulings by names of rows.
    for stands in [format!("{first}/1"), format!("{first}/0"), first] {
        fixed.say_all(
            "ruling",
            &format!(r#""station":"s2","contest":"mayor","stands":"{stands}","reason":"clear""#),
            &[3],
        );
    }
    fixed.vector()
}

/// A key that is a reviewer first and an importer afterwards: its readings are written by the later grant.
fn two_roles() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Two roles","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}]}"#,
    );
    fixed.give("reviewer", "");
    fixed.read("s1", 10);
    fixed.give("importer", "");
    fixed.read("s2", 20);
    fixed.vector()
}

/// A key of one area that is given the whole country, and a station that gets its area from a register entry after
/// its reading: the reading is written by the later grant, and those after it by the earlier one.
fn a_wider_area() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"A wider area","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}]}"#,
    );
    fixed.give("importer", r#","area":"A""#);
    fixed.read("s1", 10);
    fixed.give("importer", "");
    fixed.read("s1", 11);
    let stations =
        fixed.blob(b"station,registered,state,state_name\ns1,100,A,North\ns2,100,B,South\n".to_vec());
    fixed.say("register", &format!(r#""stations":"{stations}","count":2"#), 0);
    fixed.read("s1", 12);
    fixed.read("s2", 13);
    fixed.vector()
}

/// Accounts that could be taken for a word of the record, for a file or for another account, of the definition or of an
/// entry before that counts; and the same of claims and captures.
fn misleading_accounts() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Names","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}],"accounts":[{"id":"Council","name":"The council"}]}"#,
    );
    fixed.give("importer", "");
    fixed.give("agent", "");
    let of = BlobHash::of(b"file");
    let accounts = [
        "accepted", "Accepted", "council", "COUNCIL", "campaign", "Campaign", "campaign", "con.a", "a/b",
        "Council", "council", "Ñ", "ñ", "x", "X",
    ];
    for (account, votes) in accounts.into_iter().zip(1..) {
        let rest = format!(
            r#""account":"{account}","station":"s1","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"file","of":"{of}""#
        );
        fixed.say("reading", &rest, 1);
    }
    for account in ["press", "Press", "total", "Campaign", "..", "campaign"] {
        let claim = format!(
            r#""claim":{{"id":"c","account":"{account}","who":"w","when":"2026-05-10","where":"h","counts":[{{"of":"arrests","number":3}}]}}"#
        );
        fixed.say("claim", &claim, 1);
    }
    for account in ["observers", "Observers", "PRESS", "of", "observers"] {
        let capture = format!(
            r#""account":"{account}","station":"s1","contest":"mayor","image":"{of}","media":"image/png""#
        );
        fixed.say("capture", &capture, 1);
    }
    fixed.vector()
}

/// The greatest figures on every sheet, the greatest numbers expected, and thresholds at one end of their range: what is
/// added up and compared stays exact in both languages.
fn greatest_numbers(threshold: u32, percent: u32) -> Value {
    let (most, all) = (u32::MAX, (1u64 << 53) - 1);
    let mut fixed = Drawn::fixed(&format!(
        r#"{{"id":"e","name":"Numbers","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{{"id":"mayor","name":"Mayor","options":[{{"id":"ana","name":"Ana"}},{{"id":"luis","name":"Luis"}}]}}],"register":{{"stations":{all},"registered":{all},"areas":[{{"area":"A","stations":{all},"registered":{all}}}]}},"acceptance":{{"agree":16,"alone":["file"]}},"rules":{{"null_above_percent":{percent},"blank_above_percent":{percent},"turnout_above_percent":{percent},"turnout_below_percent":{percent},"shares_from":{threshold},"identical_one_in":{threshold}}}}}"#
    ));
    fixed.give("importer", "");
    let csv = (0..5).map(|n| format!("s{n},{most},{}\n", if n < 4 { "A," } else { "B," }));
    let csv = format!("station,registered,state,state_name\n{}", csv.collect::<String>());
    let stations = fixed.blob(csv.into_bytes());
    let expected = format!(r#"{{"area":"B","stations":{all},"registered":{all}}}"#);
    fixed.say(
        "register",
        &format!(r#""stations":"{stations}","count":{most},"expected":[{expected}]"#),
        0,
    );
    let of = BlobHash::of(b"file");
    let sheets = [
        [most; 7],
        [most, most, most, 0, 0, most, 0],
        [most, most, most, 0, 0, most, 0],
        [most, 0, 0, 0, 0, 0, 0],
        [most, most - 1, 0, most, most, 1, most],
    ];
    for (n, [registered, ballots, valid, blank, null, ana, luis]) in sheets.into_iter().enumerate() {
        for account in ["campaign", "council"] {
            let counts = format!(
                r#""counts":{{"registered":{registered},"ballots":{ballots},"valid":{valid},"blank":{blank},"null":{null},"options":{{"ana":{ana},"luis":{luis}}}}}"#
            );
            let rest = format!(
                r#""account":"{account}","station":"s{n}","contest":"mayor",{counts},"method":"file","of":"{of}","line":{most}"#
            );
            fixed.say("reading", &rest, 1);
        }
    }
    fixed.vector()
}

/// Who withholds what: with one role of both, with both by one key or by two, documents of every type of entry, what is
/// needed to count, what nobody has named yet; the last word, copies that are withheld, readings on what is withheld, a
/// register of it.
fn withholding() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Withheld","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"},{"id":"luis","name":"Luis"}]}],"map":{"document":"MAP"}}"#
            .replace("MAP", &BlobHash::of(b"map").to_string())
            .as_str(),
    );
    const OPERATOR: usize = 0;
    const STRANGER: usize = 1;
    const IMPORTER: usize = 2;
    const AGENT: usize = 3;
    const REVIEWER: usize = 4;
    const OBSERVER: usize = 5;
    const BOTH: usize = 6;
    fixed
        .keys
        .extend(["importer", "agent", "reviewer", "observer", "both"].map(key));
    for (who, role) in [
        (IMPORTER, "importer"),
        (AGENT, "agent"),
        (REVIEWER, "reviewer"),
        (OBSERVER, "observer"),
        (BOTH, "operator"),
        (BOTH, "reviewer"),
    ] {
        let key = fixed.keys[who].verifying_key().to_string();
        fixed.say("key", &format!(r#""key":"{key}","role":"{role}""#), OPERATOR);
    }
    let register = b"station,registered,state,state_name\ns1,100,A,North\n".to_vec();
    let stations = fixed.blob(register);
    let other = fixed.blob(b"station,registered,state,state_name\ns2,200,B,South\n".to_vec());
    let definition = *FirstEntry::read(&fixed.entries[0]).unwrap().definition();
    let [d, c, s, of, copy] = ["d", "c", "s", "of", "copy"].map(|text| BlobHash::of(text.as_bytes()));
    let withhold =
        |document: BlobHash| format!(r#""document":"{document}","withheld":true,"reason":"a face""#);
    let instead = |document: BlobHash, copy: BlobHash| {
        format!(r#""document":"{document}","withheld":true,"instead":"{copy}","reason":"a face""#)
    };
    let shown = |document: BlobHash| format!(r#""document":"{document}","withheld":false,"reason":"nobody""#);
    let source = |document: BlobHash| {
        format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#)
    };
    let two = [OPERATOR, REVIEWER];
    fixed.say_all("withhold", &withhold(d), &two);
    fixed.say("source", &source(d), IMPORTER);
    fixed.say(
        "capture",
        &format!(
            r#""account":"volunteers","station":"s1","contest":"mayor","image":"{c}","media":"image/png""#
        ),
        AGENT,
    );
    fixed.say(
        "statement",
        &format!(r#""kind":"observation","document":"{s}""#),
        OBSERVER,
    );
    fixed.say(
        "register",
        &format!(r#""stations":"{stations}","count":1,"of":"{of}""#),
        OPERATOR,
    );
    let reading = |account: &str, method: &str, of: BlobHash, options: &str| {
        format!(
            r#""account":"{account}","station":"s1","contest":"mayor","counts":{{"options":{{{options}}}}},"method":"{method}","of":"{of}""#
        )
    };
    fixed.say(
        "reading",
        &reading("volunteers", "typed", c, r#""ana":5,"luis":7"#),
        AGENT,
    );
    fixed.say(
        "reading",
        &reading("council", "file", d, r#""ana":5,"luis":"illegible""#),
        IMPORTER,
    );
    for signers in [
        &[OPERATOR][..],
        &[REVIEWER],
        &[BOTH],
        &[OPERATOR, BOTH],
        &[BOTH, REVIEWER],
        &[OPERATOR, OBSERVER],
        &[REVIEWER, STRANGER],
        &[OBSERVER],
        &[STRANGER],
    ] {
        fixed.say_all("withhold", &withhold(d), signers);
        fixed.say_all("withhold", &shown(d), &two);
    }
    for document in [
        c,
        s,
        of,
        definition,
        stations,
        BlobHash::of(b"map"),
        copy,
        BlobHash::of(b"never"),
    ] {
        fixed.say_all("withhold", &withhold(document), &two);
    }
    // A register of what is withheld counts for nothing, whether its bytes are there or not.
    fixed.say("source", &source(other), IMPORTER);
    fixed.say_all("withhold", &withhold(other), &two);
    fixed.say(
        "register",
        &format!(r#""stations":"{other}","count":1"#),
        OPERATOR,
    );
    for needed in [definition, stations] {
        fixed.say("source", &source(needed), IMPORTER);
        fixed.say_all("withhold", &withhold(needed), &two);
    }
    // Copies: of which one is withheld itself, and two in place of each other.
    fixed.say_all("withhold", &instead(c, copy), &two);
    fixed.say_all("withhold", &withhold(copy), &two);
    fixed.say_all("withhold", &instead(d, s), &two);
    fixed.say_all("withhold", &instead(s, d), &two);
    fixed.say_all("withhold", &instead(of, d), &two);
    fixed.say("source", &source(d), OPERATOR);
    fixed.say_all(
        "withhold",
        &format!(r#""document":"{d}","withheld":false,"instead":"{copy}","reason":"w""#),
        &two,
    );
    fixed.say_all("withhold", &instead(d, d), &two);
    fixed.vector()
}

/// What counts after the record is closed, and what does not; who may close it, and that it is closed once.
fn closing() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Closed","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}]}"#,
    );
    for role in ["importer", "agent", "reviewer", "observer"] {
        fixed.give(role, "");
    }
    let of = BlobHash::of(b"file");
    let source = format!(r#""document":"{of}","bytes":1,"media":"m","title":"t","publisher":"p""#);
    let reading = |votes: u32| {
        format!(
            r#""account":"campaign","station":"s1","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"file","of":"{of}""#
        )
    };
    let close = r#""reason":"all is in""#;
    fixed.say("source", &source, 1);
    fixed.say("reading", &reading(1), 1);
    let first = record::Entry::parse(fixed.entries.last().unwrap())
        .unwrap()
        .name();
    fixed.say("close", close, 1);
    fixed.say("close", close, 0);
    let again = fixed.entries[fixed.entries.len() - 3..].to_vec();
    fixed.entries.extend(again);
    fixed.say("close", r#""reason":"once more""#, 0);
    fixed.say("source", &source.replace("\"t\"", "\"later\""), 1);
    fixed.say("reading", &reading(2), 1);
    fixed.say("reading", &reading(3).replace("mayor", "unheard"), 1);
    let correction = format!(
        r#"{},"corrects":{{"entry":"{first}","reason":"a slip"}}"#,
        reading(4)
    );
    fixed.say("reading", &correction, 1);
    fixed.say("reading", &reading(5), 0);
    fixed.say(
        "capture",
        &format!(
            r#""account":"campaign","station":"s1","contest":"mayor","image":"{of}","media":"image/png""#
        ),
        1,
    );
    fixed.say(
        "claim",
        r#""claim":{"id":"c","account":"press","who":"w","when":"2026-05-10","where":"h","counts":[{"of":"arrests","number":3}]}"#,
        1,
    );
    for kind in ["observation", "look", "audit", "Observation"] {
        fixed.say(
            "statement",
            &format!(r#""kind":"{kind}","answers":{{"calm":"yes"}}"#),
            1,
        );
    }
    fixed.say_all(
        "withhold",
        &format!(r#""document":"{of}","withheld":true,"reason":"a name""#),
        &[0, 1],
    );
    fixed.say(
        "ruling",
        &format!(r#""station":"s1","contest":"mayor","stands":"{first}","reason":"clear""#),
        1,
    );
    let stations = fixed.blob(b"station,registered\ns1,100\n".to_vec());
    fixed.say("register", &format!(r#""stations":"{stations}","count":1"#), 0);
    fixed.give("importer", "");
    let key = fixed.keys[1].verifying_key().to_string();
    fixed.say("revoke", &format!(r#""key":"{key}","reason":"lost""#), 0);
    fixed.vector()
}

/// Closing times of the country and of areas, moved by later entries.
fn polls_closing() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Closing times","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}],"register":{"polls_close":"2026-05-10T22:00Z","areas":[{"area":"A","polls_close":"2026-05-10T23:59Z"}]}}"#,
    );
    let stations = fixed.blob(b"station,registered,state,state_name\ns1,100,A,North\n".to_vec());
    for rest in [
        r#","polls_close":"2026-05-10T23:15Z""#,
        r#","expected":[{"area":"A","stations":1}]"#,
        r#","polls_close":"2026-05-10T23:60Z""#,
        r#","polls_close":"2026-05-10T23Z""#,
        r#","expected":[{"area":"B","polls_close":"2026-05-10T22:45Z"}]"#,
    ] {
        fixed.say(
            "register",
            &format!(r#""stations":"{stations}","count":1{rest}"#),
            0,
        );
    }
    fixed.vector()
}

/// As many readings of one station by one key, and as many accounts, as count, and one more of each.
fn as_many_as_may_be() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Many","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}]}"#,
    );
    fixed.give("importer", "");
    for votes in 0..65 {
        fixed.read("s1", votes);
    }
    fixed.read("s2", 1);
    // The readings' account is the first.
    for n in 2..=257 {
        let claim = format!(
            r#""claim":{{"id":"c","account":"account {n}","who":"w","when":"2026-05-10","where":"h","counts":[{{"of":"arrests","number":3}}]}}"#
        );
        fixed.say("claim", &claim, 1);
    }
    let vector = fixed.vector();
    let codes = vector["expected"]["refused"].as_array().unwrap();
    let codes: Vec<_> = codes.iter().map(|refused| &refused[1]).collect();
    assert_eq!(codes, ["entry_too_many_readings", "entry_too_many_accounts"]);
    vector
}

/// The operator's key is stolen in the middle of a count: the thief gives roles, reads, shuts an importer out and makes
/// its readings void. Two of three recovery keys name another operator, and it is as if the thief had done nothing.
fn a_stolen_key() -> Value {
    let mut fixed = Drawn::fixed_with(
        r#"{"id":"e","name":"A stolen key","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}],"acceptance":{"agree":1}}"#,
        &["operator", "k", "thief", "operator-2", "k1", "k2", "k3"],
        &[4, 5, 6],
    );
    fixed.give("importer", "");
    fixed.read("s1", 200);
    let stolen = fixed.entries.len();
    let vkey = |fixed: &Drawn, at: usize| fixed.keys[at].verifying_key().to_string();
    let (honest, thief, next) = (vkey(&fixed, 1), vkey(&fixed, 2), vkey(&fixed, 3));
    fixed.say("key", &format!(r#""key":"{thief}","role":"importer""#), 0);
    fixed.say("key", &format!(r#""key":"{thief}","role":"operator""#), 0);
    fixed.say("key", &format!(r#""key":"{next}","role":"agent""#), 2);
    fixed.read_by(2, "s2", 9);
    fixed.say(
        "revoke",
        &format!(r#""key":"{honest}","from":1,"reason":"no""#),
        0,
    );
    fixed.read("s2", 201);
    let kept = fixed.entries.len();
    fixed.say(
        "source",
        &format!(
            r#""document":"{}","bytes":1,"media":"m","title":"t","publisher":"p""#,
            BlobHash::of(b"")
        ),
        0,
    );
    let keep = record::Entry::parse(&fixed.entries[kept]).unwrap().name();
    let recover = format!(r#""operator":"{next}","from":{stolen},"keep":["{keep}"],"reason":"stolen""#);
    fixed.say_all("recover", &recover, &[4]);
    fixed.say_all("recover", &recover, &[4, 6]);
    fixed.say("key", &format!(r#""key":"{thief}","role":"importer""#), 0);
    fixed.read_by(2, "s3", 9);
    fixed.read("s3", 202);
    fixed.vector()
}

fn fold(entries: &[Bytes], blobs: &BTreeMap<BlobHash, Bytes>) -> Tally {
    let first = FirstEntry::read(&entries[0]).unwrap();
    let start = first.start(&blobs[first.definition()]).unwrap();
    let pushed = Replay::new(&start).push_with(entries.to_vec(), |name| blobs.get(name).cloned());
    pushed.unwrap().replay.finish()
}

impl Drawn {
    /// A log in which nothing is drawn, with this definition and two keys: the operator's and another one.
    fn fixed(definition: &str) -> Drawn {
        Drawn::fixed_with(definition, &["operator", "k"], &[])
    }

    /// The same with these keys, of which some may recover it, two together.
    fn fixed_with(definition: &str, names: &[&str], recovery: &[usize]) -> Drawn {
        let mut fixed = Drawn {
            draw: Draw::new(0),
            keys: names.iter().map(|name| key(name)).collect(),
            entries: vec![],
            blobs: BTreeMap::new(),
        };
        let definition = fixed.blob(definition.as_bytes().to_vec());
        let (operator, log) = (fixed.keys[0].verifying_key(), key("count.example/e"));
        let rest = format!(
            r#""definition":"{definition}","operator":"{operator}","log":"{}"{}"#,
            log.verifying_key(),
            fixed.recovery(recovery)
        );
        fixed.say("election", &rest, 0);
        fixed
    }

    /// What the first entry says of the recovery keys.
    fn recovery(&self, keys: &[usize]) -> String {
        if keys.is_empty() {
            return String::new();
        }
        let keys: Vec<_> = keys
            .iter()
            .map(|at| format!("\"{}\"", self.keys[*at].verifying_key()))
            .collect();
        format!(r#","recovery":{{"keys":[{}],"of":2}}"#, keys.join(","))
    }

    /// An entry as it is said.
    fn say(&mut self, kind: &str, rest: &str, signer: usize) {
        self.say_all(kind, rest, &[signer]);
    }

    fn say_all(&mut self, kind: &str, rest: &str, signers: &[usize]) {
        let text = format!("cotejo/v1 {kind}\n{{\"election\":\"e\",{rest},\"at\":\"2026-05-10T22Z\"}}\n");
        let signers: Vec<&SigningKey> = signers.iter().map(|at| &self.keys[*at]).collect();
        let note = Note::sign(text, &signers).unwrap();
        self.entries.push(note.to_bytes().into());
    }

    /// The name of the entry at this place.
    fn name(&self, at: usize) -> String {
        Entry::parse(&self.entries[at]).unwrap().name().hex()
    }

    fn give(&mut self, role: &str, bound: &str) {
        self.give_to(1, role, bound);
    }

    fn give_to(&mut self, who: usize, role: &str, bound: &str) {
        let key = self.keys[who].verifying_key();
        self.say("key", &format!(r#""key":"{key}","role":"{role}"{bound}"#), 0);
    }

    fn read(&mut self, station: &str, votes: u32) {
        self.read_by(1, station, votes);
    }

    fn read_by(&mut self, signer: usize, station: &str, votes: u32) {
        let of = BlobHash::of(b"file");
        let rest = format!(
            r#""account":"campaign","station":"{station}","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"file","of":"{of}""#
        );
        self.say("reading", &rest, signer);
    }

    fn vector(&self) -> Value {
        let tally = fold(&self.entries, &self.blobs);
        let readings = 0..tally.readings().rows().len() as tally::ReadingNumber;
        json!({
            "entries": self.entries.iter().map(|entry| base64(entry)).collect::<Vec<_>>(),
            "blobs": self.blobs.values().map(|blob| base64(blob)).collect::<Vec<_>>(),
            // Of each reading that counts, its place, its name and the entry of the grant that it was written by, then of each
            // further voice its entry, its signers and the entry of its grant.
            "readings": readings.map(|number| reading(&tally, number)).collect::<Vec<_>>(),
            "expected": expected(&tally),
        })
    }

    fn blob(&mut self, bytes: Vec<u8>) -> BlobHash {
        let name = BlobHash::of(&bytes);
        self.blobs.insert(name, bytes.into());
        name
    }

    /// The definition, and roles for the first keys.
    fn begin(&mut self) {
        let complete = !self.draw.once_in(3);
        let agree = 1 + self.draw.below(3);
        let alone = *self.draw.pick(&["[]", "[\"code\"]", "[\"file\",\"message\"]"]);
        let definition = format!(
            r#"{{"id":"e","name":"Drawn","date":"2026-05-10","origin":"count.example/e","levels":["state","town"],"contests":[{{"id":"mayor","name":"Mayor","options":[{{"id":"luis","name":"Luis"}},{{"id":"ana","name":"Ana"}},{{"id":"zoe","name":"Zoe"}}]}},{{"id":"council","name":"Council","options":[{{"id":"yes","name":"Yes"}},{{"id":"no","name":"No"}}]}}],"register":{{"complete":{complete},"areas":[{{"area":"A","stations":9}}]}},"acceptance":{{"agree":{agree},"alone":{alone}}},"rules":{{"identical_one_in":{}}}}}"#,
            self.draw.pick(&[2, 100, 10_000])
        );
        let definition = self.blob(definition.into_bytes());
        let vkey = |key: &SigningKey| key.verifying_key().to_string();
        let (operator, log) = (vkey(&self.keys[0]), vkey(&key("count.example/e")));
        let recovery = self.recovery(&[17, 18, 19]);
        let rest = format!(r#""definition":"{definition}","operator":"{operator}","log":"{log}"{recovery}"#);
        self.sign("election", &rest, &[0]);
        self.register(&[0]);
        for (who, role, bound) in [
            (2, "importer", r#","account":"council""#),
            (3, "importer", ""),
            (4, "agent", r#","area":"A""#),
            (5, "agent", r#","area":"A.1","account":"volunteers""#),
            (7, "typist", ""),
            (9, "reviewer", ""),
            (11, "observer", r#","until":"2026-05-11T03Z""#),
            (
                13,
                "registrar",
                r#","gives":["agent","importer"],"keys":2,"area":"A""#,
            ),
        ] {
            self.grant(who, role, bound, &[0]);
        }
    }

    fn sign(&mut self, kind: &str, rest: &str, signers: &[usize]) {
        let first = self.entries.is_empty();
        let election = if self.draw.once_in(60) && !first {
            "other"
        } else {
            "e"
        };
        let at = format!("2026-05-1{}T{:02}Z", self.draw.below(3), self.draw.below(24));
        let text = format!("cotejo/v1 {kind}\n{{\"election\":\"{election}\",{rest},\"at\":\"{at}\"}}\n");
        self.sign_text(text, signers);
    }

    fn sign_text(&mut self, text: String, signers: &[usize]) {
        let keys: Vec<&SigningKey> = signers.iter().map(|at| &self.keys[*at]).collect();
        let mut bytes = Note::sign(text, &keys).unwrap().to_bytes();
        // The first entry must hold.
        if !self.entries.is_empty() && self.draw.once_in(25) {
            bytes = crate::notes::damaged(&bytes, &mut self.draw);
        }
        if bytes.is_empty() || bytes.len() > record::MAX_ENTRY_BYTES {
            return;
        }
        self.entries.push(bytes.into());
    }

    /// More readings of one station by one key, and more accounts, than a log may have.
    fn crowd(&mut self) {
        let of = BlobHash::of(b"crowd");
        for n in 0..80 {
            let rest = format!(
                r#""account":"council","station":"s1","contest":"mayor","counts":{{"options":{{"ana":{n}}}}},"method":"file","of":"{of}""#
            );
            self.sign("reading", &rest, &[2]);
        }
        for n in 0..290 {
            let rest = format!(
                r#""claim":{{"id":"c","account":"account {n}","who":"w","when":"2026-05-10","where":"h","counts":[{{"of":"arrests","number":3}}]}}"#
            );
            self.sign("claim", &rest, &[0]);
        }
    }

    fn signers(&mut self, mostly: &[usize]) -> Vec<usize> {
        let mut signers = vec![if self.draw.once_in(8) {
            self.draw.below(self.keys.len())
        } else {
            *self.draw.pick(mostly)
        }];
        while self.draw.once_in(5) {
            signers.push(self.draw.below(self.keys.len()));
        }
        signers
    }

    fn grant(&mut self, who: usize, role: &str, bound: &str, signers: &[usize]) {
        let key = self.keys[who].verifying_key().to_string();
        self.sign(
            "key",
            &format!(r#""key":"{key}","role":"{role}"{bound}"#),
            signers,
        );
    }

    fn register(&mut self, signers: &[usize]) {
        let places = self.draw.once_in(2);
        let mut csv = "station,registered,state,state_name,town,town_name".to_owned();
        csv += if places { ",latitude,longitude\n" } else { "\n" };
        for station in 0..STATIONS {
            if self.draw.once_in(4) {
                continue;
            }
            let registered = match self.draw.below(8) {
                0 => String::new(),
                1 => "500".to_owned(),
                _ => (100 + 10 * station).to_string(),
            };
            let areas = match self.draw.below(9) {
                0 => ",,,",
                1 => "B,South,B.1,",
                n if n % 2 == 0 => "A,,A.1,First",
                _ => "A,North,A.2,",
            };
            let place = match self.draw.below(4) {
                _ if !places => String::new(),
                0 => ",,".to_owned(),
                n => format!(",-{n}.5,{station}.25"),
            };
            csv += &format!("s{station},{registered},{areas}{place}\n");
        }
        if self.draw.once_in(8) {
            csv += if places {
                "s1,many,,,,,,\n"
            } else {
                "s1,many,,,,\n"
            };
        }
        let stations = self.blob(csv.into_bytes());
        if self.draw.once_in(10) {
            self.blobs.remove(&stations);
        }
        let expected = match self.draw.below(5) {
            0 | 1 => {
                r#","expected":[{"area":"B","stations":4,"registered":900},{"area":"A.1","registered":77}]"#
            }
            2 => {
                r#","expected":[{"area":"B","polls_close":"2026-05-10T22:30Z"}],"polls_close":"2026-05-10T21:00Z""#
            }
            _ => "",
        };
        self.sign(
            "register",
            &format!(r#""stations":"{stations}","count":9{expected}"#),
            signers,
        );
    }

    fn sheet(&mut self) -> String {
        format!(
            r#""account":"{}","station":"s{}","contest":"{}""#,
            self.draw.pick(&ACCOUNTS),
            self.draw.below(STATIONS + 2),
            CONTESTS[[0, 0, 0, 0, 0, 0, 1, 1, 1, 2][self.draw.below(10)]],
        )
    }

    fn figure(&mut self, like: usize) -> String {
        match self.draw.below(24) {
            0 | 1 => "\"illegible\"".to_owned(),
            2 | 3 => (like + 1).to_string(),
            4 => "0".to_owned(),
            5 => (9 * like).to_string(),
            _ => like.to_string(),
        }
    }

    fn counts(&mut self, contest: &str) -> String {
        let zero = self.draw.once_in(12);
        let mut parts = vec![];
        for (field, like) in [
            ("registered", 120),
            ("ballots", 103),
            ("valid", 90),
            ("blank", 6),
            ("null", 7),
        ] {
            if !self.draw.once_in(3) {
                let figure = self.figure(if zero { 0 } else { like });
                parts.push(format!("\"{field}\":{figure}"));
            }
        }
        let options: &[(&str, usize)] = match contest {
            "council" => &[("yes", 50), ("no", 40)],
            _ => &[("ana", 50), ("luis", 30), ("zoe", 10), ("nobody", 1)],
        };
        let mut votes = vec![];
        for (option, like) in options {
            let once = if *option == "nobody" { 2 } else { 9 };
            if self.draw.once_in(once) == (*option == "nobody") && self.draw.once_in(2)
                || *option != "nobody" && !self.draw.once_in(9)
            {
                let figure = self.figure(if zero { 0 } else { *like });
                votes.push(format!("\"{option}\":{figure}"));
            }
        }
        parts.push(format!("\"options\":{{{}}}", votes.join(",")));
        format!("{{{}}}", parts.join(","))
    }

    /// The name of an earlier entry, whether it is a reading or not.
    fn earlier(&mut self) -> ReadingName {
        let at = self.draw.below(self.entries.len());
        let window = self.entries.len().saturating_sub(60);
        let entry = &self.entries[at.max(window.min(self.entries.len() - 1))];
        let name = Entry::parse(entry).map_or(EntryName([7; 32]), |entry| entry.name());
        ReadingName {
            entry: name,
            row: self.draw.once_in(4).then_some(0),
        }
    }

    /// An earlier reading of the log, as its text names it.
    fn earlier_reading(&mut self) -> Option<(ReadingName, String)> {
        for _ in 0..20 {
            let at = self.draw.below(self.entries.len());
            let bytes = self.entries[at].clone();
            let Ok(entry) = Entry::parse(&bytes) else { continue };
            let name = entry.name();
            let (row, account, station, contest) = match entry.body {
                Body::Reading(reading) => (None, reading.account, reading.station, reading.contest),
                Body::Readings(readings) => {
                    let at = self.draw.below(readings.rows.len());
                    let station = readings.rows.iter().nth(at).unwrap().station.clone();
                    (Some(at as u8), readings.account, station, readings.contest)
                }
                _ => continue,
            };
            let sheet = format!(r#""account":"{account}","station":"{station}","contest":"{contest}""#);
            return Some((ReadingName { entry: name, row }, sheet));
        }
        None
    }

    fn reading(&mut self) {
        let image = BlobHash::of(&[self.draw.below(4) as u8]);
        let (mut sheet, mut rest) = (self.sheet(), String::new());
        if self.draw.once_in(5)
            && let Some((name, same)) = self.earlier_reading()
        {
            if !self.draw.once_in(6) {
                sheet = same;
            }
            rest = format!(r#","corrects":{{"reading":"{name}","reason":"why"}}"#);
        }
        let contest = if sheet.contains("\"council\"}") || sheet.ends_with("\"council\"") {
            "council"
        } else {
            "mayor"
        };
        let counts = self.counts(contest);
        let method = *self.draw.pick(&["file", "file", "code", "typed", "message"]);
        let signers = match method {
            "file" => self.signers(&[2, 3]),
            "typed" => self.signers(&[4, 5, 7, 8, 9]),
            _ => self.signers(&[4, 5, 6]),
        };
        let rest = format!(r#"{sheet},"counts":{counts},"method":"{method}","of":"{image}"{rest}"#);
        self.sign("reading", &rest, &signers);
    }

    /// An entry of several rows; sometimes they correct earlier readings.
    fn rows(&mut self) {
        let of = BlobHash::of(&[self.draw.below(4) as u8]);
        let account = *self.draw.pick(&ACCOUNTS);
        let contest = CONTESTS[[0, 0, 0, 0, 0, 0, 0, 1, 1, 2][self.draw.below(10)]];
        let options: &[(&str, usize)] = match contest {
            "council" => &[("no", 40), ("yes", 50)],
            _ => &[("luis", 30), ("ana", 50), ("nobody", 1), ("zoe", 10)],
        };
        let fields = [
            ("valid", 90),
            ("registered", 120),
            ("null", 7),
            ("blank", 6),
            ("ballots", 103),
        ];
        let mut columns: Vec<(&str, usize)> = vec![];
        for field in fields {
            if self.draw.once_in(2) {
                columns.push(field);
            }
        }
        let figures: Vec<String> = columns.iter().map(|(field, _)| format!("\"{field}\"")).collect();
        columns.extend(options);
        let named: Vec<String> = options
            .iter()
            .map(|(option, _)| format!("\"{option}\""))
            .collect();
        let (mut rows, mut corrects) = (vec![], vec![]);
        let all_correct = self.draw.once_in(4);
        for row in 0..1 + self.draw.below(6) {
            let mut station = format!("s{}", self.draw.below(STATIONS + 2));
            if (all_correct || self.draw.once_in(5))
                && let Some((name, sheet)) = self.earlier_reading()
                && !corrects
                    .iter()
                    .any(|other: &String| other.contains(&name.to_string()))
            {
                if !self.draw.once_in(6) {
                    station = sheet.split('"').nth(7).unwrap().to_owned();
                }
                corrects.push(format!(r#"{{"row":{row},"reading":"{name}"}}"#));
            }
            let mut cells = vec![format!("\"{station}\""), self.draw.below(3).to_string()];
            for (_, like) in &columns {
                cells.push(match self.draw.below(9) {
                    0 => "\"\"".to_owned(),
                    _ => self.figure(*like),
                });
            }
            rows.push(format!("[{}]", cells.join(",")));
        }
        let mut rest = format!(
            r#""account":"{account}","contest":"{contest}","of":"{of}","figures":[{}],"options":[{}],"rows":[{}]"#,
            figures.join(","),
            named.join(","),
            rows.join(",")
        );
        if !corrects.is_empty() {
            rest += &format!(
                r#","corrects":{{"reason":"why","rows":[{}]}}"#,
                corrects.join(",")
            );
        }
        let signers = match corrects.is_empty() {
            true => self.signers(&[2, 3]),
            false => self.signers(&[2, 3, 9]),
        };
        self.sign("readings", &rest, &signers);
    }

    /// The text of an earlier entry, signed by others or with one line more.
    fn said_again(&mut self) {
        let at = self.draw.below(self.entries.len());
        let Ok(mut note) = Note::parse(&self.entries[at]) else {
            return;
        };
        let signers = self.signers(&[2, 3, 4, 5, 7, 9, 12]);
        if self.draw.once_in(2) {
            note = Note::sign(note.text(), &[&self.keys[signers[0]]]).unwrap();
        }
        for signer in signers {
            let signature = self.keys[signer].sign_text(note.text()).unwrap();
            note.add(signature).unwrap();
        }
        self.entries.push(note.to_bytes().into());
    }

    fn statement(&mut self) {
        let kind = *self.draw.pick(&["observation", "look", "audit"]);
        let signers = self.signers(&[0, 4, 7, 9, 11, 11]);
        let mut rest = format!(r#""kind":"{kind}","answers":{{"calm":"yes"}}"#);
        if self.draw.once_in(2) {
            rest += &format!(r#","station":"s{}""#, self.draw.below(STATIONS + 2));
        }
        if self.draw.once_in(3) {
            rest += &format!(r#","document":"{}""#, BlobHash::of(&[self.draw.below(6) as u8]));
        }
        if self.draw.once_in(3) {
            let statement = (self.entries.iter().rev())
                .filter(|entry| record::stated_type(entry) == Some("statement"))
                .find_map(|entry| record::Entry::parse(entry).ok().map(|entry| entry.name()));
            let follows = statement.unwrap_or_else(|| self.earlier().entry);
            rest += &format!(r#","follows":"{follows}""#);
        }
        self.sign("statement", &rest, &signers);
    }

    /// Of a document that captures, readings, sources and statements name, or of a register.
    fn withhold(&mut self) {
        let signers = match self.draw.below(6) {
            0 => self.signers(&[0, 9]),
            _ => vec![0, 9],
        };
        let document = match self.draw.below(8) {
            0 => {
                let at = self.draw.below(self.blobs.len());
                *self.blobs.keys().nth(at).unwrap()
            }
            _ => BlobHash::of(&[self.draw.below(6) as u8]),
        };
        let rest = match self.draw.below(4) {
            0 => r#""withheld":false"#.to_owned(),
            1 => r#""withheld":true"#.to_owned(),
            _ => format!(
                r#""withheld":true,"instead":"{}""#,
                BlobHash::of(&[3 + self.draw.below(6) as u8])
            ),
        };
        self.sign(
            "withhold",
            &format!(r#""document":"{document}",{rest},"reason":"a face""#),
            &signers,
        );
    }

    fn entry(&mut self) {
        match self.draw.below(120) {
            0..60 => self.reading(),
            100..112 => self.rows(),
            112..120 => self.said_again(),
            60..66 => {
                let (sheet, image) = (self.sheet(), BlobHash::of(&[self.draw.below(4) as u8]));
                let signers = self.signers(&[4, 5, 6]);
                self.sign(
                    "capture",
                    &format!(r#"{sheet},"image":"{image}","media":"image/png""#),
                    &signers,
                );
            }
            66..74 => {
                let (name, mut sheet) = match self.earlier_reading() {
                    Some((name, same)) if !self.draw.once_in(6) => (name, same),
                    _ => (self.earlier(), self.sheet()),
                };
                sheet = sheet
                    .split_once(',')
                    .map(|(_, rest)| rest.to_owned())
                    .unwrap_or(sheet);
                let stands = if self.draw.once_in(4) {
                    String::new()
                } else {
                    format!(r#","stands":"{name}""#)
                };
                let signers = self.signers(&[9, 10]);
                self.sign(
                    "ruling",
                    &format!(r#"{sheet}{stands},"reason":"clear""#),
                    &signers,
                );
            }
            // A registrar gives what it may, as long as it may.
            74..80 if self.draw.once_in(4) => {
                let (who, role) = (20 + self.draw.below(6), *self.draw.pick(&["agent", "importer"]));
                self.grant(who, role, r#","area":"A.1""#, &[13]);
            }
            74..80 => {
                let who = self.draw.below(self.keys.len());
                let role = *self.draw.pick(&[
                    "operator",
                    "importer",
                    "agent",
                    "agent",
                    "typist",
                    "reviewer",
                    "observer",
                    "registrar",
                ]);
                let mut bound = String::new();
                if role == "registrar" {
                    bound += &format!(r#","gives":["typist","agent"],"keys":{}"#, 1 + self.draw.below(4));
                }
                if self.draw.once_in(3) {
                    bound += &format!(r#","area":"{}""#, self.draw.pick(&AREAS));
                }
                if self.draw.once_in(4) {
                    bound += &format!(r#","account":"{}""#, self.draw.pick(&ACCOUNTS));
                }
                if self.draw.once_in(4) {
                    bound += &format!(r#","until":"2026-05-1{}T12Z""#, self.draw.below(3));
                }
                let signers = self.signers(&[0, 0, 1, 13, 13, 14]);
                self.grant(who, role, &bound, &signers);
            }
            80..83 => {
                // Seldom the operator, or nothing counts any more.
                let who = 1 + self.draw.below(self.keys.len() - 1);
                let key = match self.draw.below(10) {
                    0 => "no key".to_owned(),
                    1 => key("never").verifying_key().to_string(),
                    _ => self.keys[who].verifying_key().to_string(),
                };
                let signers = self.signers(&[0, 0, 1, 13, 14]);
                let from = match self.draw.below(3) {
                    0 => format!(r#","from":{}"#, self.late_place()),
                    _ => String::new(),
                };
                self.sign(
                    "revoke",
                    &format!(r#""key":"{key}"{from},"reason":"lost""#),
                    &signers,
                );
            }
            83..86 => {
                let signers = self.signers(&[0, 1, 14, 15]);
                self.register(&signers);
            }
            86..88 => {
                let signers = self.signers(&[0, 2, 3]);
                let document = BlobHash::of(&[self.draw.below(4) as u8]);
                let rest =
                    format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#);
                self.sign("source", &rest, &signers);
            }
            88..91 => {
                let signers = self.signers(&[0, 2, 3]);
                let account = *self.draw.pick(&ACCOUNTS);
                let rest = format!(
                    r#""claim":{{"id":"c","account":"{account}","who":"w","when":"2026-05-10","where":"h","counts":[{{"of":"arrests","number":3}}]}}"#
                );
                self.sign("claim", &rest, &signers);
            }
            91..93 => self.statement(),
            93..95 => {
                let (kind, signers) = (self.draw.below(3), self.signers(&[0, 12]));
                self.sign_text(format!("cotejo/v1 weather{kind}\n{{\"rain\":0.5}}\n"), &signers);
            }
            95..96 => {
                let signers = self.signers(&[0]);
                let (operator, blob) = (self.keys[0].verifying_key().to_string(), BlobHash::of(b""));
                self.sign(
                    "election",
                    &format!(r#""definition":"{blob}","operator":"{operator}","log":"l""#),
                    &signers,
                );
            }
            96 => self.recover(),
            97..=98 => self.withhold(),
            _ => {
                let at = self.draw.below(self.entries.len());
                self.entries.push(self.entries[at].clone());
            }
        }
    }

    /// A place of the log, mostly near its end, and seldom behind it.
    fn late_place(&mut self) -> usize {
        let back = self.draw.below(40);
        (self.entries.len() + 1).saturating_sub(back).max(1)
    }

    /// Another operator or log key, by enough recovery keys or not.
    fn recover(&mut self) {
        let mut signers = vec![17, 18, 19];
        if self.draw.once_in(3) {
            signers.truncate(1);
        }
        if self.draw.once_in(3) {
            signers.push(self.draw.below(self.keys.len()));
        }
        let mut rest = String::new();
        if !self.draw.once_in(6) {
            let next = [14, 15, 16, 14, 15, 16, 0, 18][self.draw.below(8)];
            let (key, from) = (self.keys[next].verifying_key().to_string(), self.late_place());
            rest += &format!(r#""operator":"{key}","from":{from},"#);
            if self.draw.once_in(2) {
                let keep: Vec<_> = (0..3).map(|_| format!("\"{}\"", self.earlier())).collect();
                rest += &format!(r#""keep":[{}],"#, keep.join(","));
            }
        }
        if rest.is_empty() || self.draw.once_in(4) {
            let log =
                SigningKey::from_seed("count.example/e".parse().unwrap(), [self.draw.below(4) as u8; 32]);
            rest += &format!(r#""log":"{}","#, log.verifying_key());
        }
        self.sign("recover", &format!(r#"{rest}"reason":"stolen""#), &signers);
    }
}

fn total(tally: &Tally, total: &Total) -> Value {
    let coverage = &total.coverage;
    let sums = total
        .figures
        .iter()
        .map(|sum| json!([sum.sum, sum.read, sum.illegible]));
    json!({
        "area": total.area.map(|area| tally.areas().code(area)),
        "coverage": [
            Some(coverage.stations),
            coverage.of_stations,
            Some(coverage.registered),
            coverage.of_registered,
            Some(coverage.without_registered),
            Some(coverage.partly_read_registered),
            Some(coverage.withheld_stations),
            Some(coverage.withheld_figures),
        ],
        "figures": sums.collect::<Vec<_>>(),
    })
}

/// A place, as `12` or `12/3`.
fn place(place: ReadingPlace) -> String {
    place.to_string()
}

fn reading(tally: &Tally, number: tally::ReadingNumber) -> Value {
    let readings = tally.readings();
    let name = |key: &tally::KeyNumber| tally.keys().key(*key).name().to_string();
    let voices = readings.further_voices(number).iter().map(|voice| {
        let signers: Vec<String> = voice.signers.iter().map(name).collect();
        json!([voice.entry, signers, tally.keys().from_entry(voice.grant)])
    });
    let place = place(readings.place(number));
    json!([
        place,
        readings.name(number).to_string(),
        tally.granted_by(number),
        voices.collect::<Vec<_>>()
    ])
}

fn expected(tally: &Tally) -> Value {
    let readings = tally.readings();
    let place_of = |number| place(readings.place(number));
    let stations = tally.stations_sorted();
    let contests = (0..tally.election().contests.len() as u16).map(|contest| {
        let accounts = tally.accounts();
        let with_readings = accounts.iter().filter(|(account, _)| tally.has_readings(*account, contest));
        let views = [("", View::Accepted)]
            .into_iter()
            .chain(with_readings.map(|(number, id)| (id.as_str(), View::Account(*number))));
        let views = views.map(|(name, view)| {
            let totals = tally.all_totals(view, contest);
            let mut areas: Vec<&Total> = totals.areas.iter().collect();
            areas.sort_by_key(|total| total.area.map(|area| tally.areas().code(area)));
            let standing = stations.iter().map(|station| tally.standing(view, contest, *station).map(place_of));
            json!({
                "view": name,
                "standing": standing.collect::<Vec<_>>(),
                "country": total(tally, &totals.country),
                "no_area": totals.no_area.as_ref().map(|none| total(tally, none)),
                "areas": areas.into_iter().map(|area| total(tally, area)).collect::<Vec<_>>(),
            })
        });
        json!({
            "states": stations.iter().map(|station| tally.state(contest, *station).name()).collect::<Vec<_>>(),
            "views": views.collect::<Vec<_>>(),
        })
    });
    let rows = stations.iter().map(|station| {
        let row = tally.stations().row(*station);
        json!({
            "code": tally.stations().code(*station),
            "listed": row.listed,
            "registered": row.registered,
            "area": row.area.map(|area| tally.areas().code(area)),
            "place": row.place,
        })
    });
    let refused = tally
        .refused()
        .kept()
        .iter()
        .map(|refused| json!([place(refused.place()), refused.refusal.code()]));
    let succession = tally.succession();
    let named = |keys: &[(u64, note::VerifyingKey)]| -> Vec<Value> {
        keys.iter()
            .map(|(entry, key)| json!([entry, key.to_string()]))
            .collect()
    };
    let withheld = tally
        .withheld()
        .map(|row| json!([row.withhold.document, row.withhold.instead]));
    let findings = tally
        .findings()
        .iter()
        .map(|finding| json!([place_of(finding.reading), finding.rule.code()]));
    json!({
        "refused": refused.collect::<Vec<_>>(),
        "operators": named(succession.chief_operators()),
        "log_keys": named(succession.log_keys()),
        "unknown_types": tally.unknown_types(),
        "blobs": tally.blobs().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "withheld": withheld.collect::<Vec<_>>(),
        "closed": tally.closed().map(|closed| closed.entry),
        "polls_close": tally.polls_close(),
        "statements": tally.statements().len(),
        "stations": rows.collect::<Vec<_>>(),
        "contests": contests.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
    })
}
