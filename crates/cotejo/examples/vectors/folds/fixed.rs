//! Logs in which nothing is drawn, each for one rule.

use super::{Drawn, key};
use record::BlobHash;
use serde_json::Value;
use tally::FirstEntry;

/// One text that several keys sign, together and apart: each is a voice once, and only the first may correct.
pub(super) fn voices() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","name":"Voices","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}],"acceptance":{"agree":2}}"#,
    );
    fixed.keys.extend(["k2", "k3", "stranger"].map(key));
    for who in [1, 2, 3] {
        fixed.give_to(who, "agent", "");
    }
    for image in ["x", "y"] {
        fixed.shows(1, image, "");
    }
    let typed = |station: &str, of: &str, votes: u32, corrects: &str| {
        let of = BlobHash::of(of.as_bytes());
        format!(
            r#""account":"campaign","station":"{station}","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"typed","of":["{of}"]{corrects}"#
        )
    };
    // The same text by one key, by it again, by it and a stranger, by another, by both and a third.
    for signers in [&[1][..], &[1], &[1, 4], &[2], &[4], &[2, 1, 3], &[3]] {
        fixed.say_all("reading", &typed("s1", "x", 10, ""), signers);
    }
    // A second photograph by a key that has signed the first only together with others.
    fixed.say_all("reading", &typed("s1", "y", 10, ""), &[1]);
    // What two keys signed together counts for one of them.
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
pub(super) fn a_crowd_of_voices() -> Value {
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
pub(super) fn rows() -> Value {
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
    fixed.names("file");
    fixed.shows(4, "photograph", "");
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
        r#""account":"campaign","station":"s1","contest":"mayor","counts":{{"options":{{"ana":53}}}},"method":"typed","of":["{of}"],"corrects":{{"reading":"{last}/0","reason":"why"}}"#
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
pub(super) fn two_roles() -> Value {
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
pub(super) fn a_wider_area() -> Value {
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
pub(super) fn misleading_accounts() -> Value {
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
            r#""account":"{account}","station":"s1","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"file","of":["{of}"]"#
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
pub(super) fn greatest_numbers(threshold: u32, percent: u32) -> Value {
    let (most, all) = (u32::MAX, (1u64 << 53) - 1);
    let mut fixed = Drawn::fixed(&format!(
        r#"{{"id":"e","name":"Numbers","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{{"id":"mayor","name":"Mayor","options":[{{"id":"ana","name":"Ana"}},{{"id":"luis","name":"Luis"}}]}}],"register":{{"stations":{all},"registered":{all},"areas":[{{"area":"A","stations":{all},"registered":{all}}}]}},"accounts":[{{"id":"campaign","name":"A"}},{{"id":"council","name":"B"}}],"acceptance":{{"agree":16,"alone":[{{"method":"file","account":"campaign"}},{{"method":"file","account":"council"}}]}},"rules":{{"null_above_percent":{percent},"blank_above_percent":{percent},"turnout_above_percent":{percent},"turnout_below_percent":{percent},"shares_from":{threshold},"identical_one_in":{threshold}}}}}"#
    ));
    fixed.give("importer", "");
    fixed.names("file");
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
                r#""account":"{account}","station":"s{n}","contest":"mayor",{counts},"method":"file","of":["{of}"],"line":{most}"#
            );
            fixed.say("reading", &rest, 1);
        }
    }
    fixed.vector()
}

/// Who withholds what: with one role of both, with both by one key or by two, documents of every type of entry, what is
/// needed to count, what nobody has named yet; the last word, copies that are withheld, readings on what is withheld, a
/// register of it.
pub(super) fn withholding() -> Value {
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
            r#""account":"{account}","station":"s1","contest":"mayor","counts":{{"null":3,"options":{{{options}}}}},"method":"{method}","of":["{of}"]"#
        )
    };
    fixed.say(
        "reading",
        &reading("volunteers", "typed", c, r#""ana":5,"luis":7"#),
        AGENT,
    );
    fixed.say(
        "reading",
        &reading("council", "file", d, r#""ana":5,"luis":7"#).replace(r#""null":3"#, r#""null":"illegible""#),
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
pub(super) fn closing() -> Value {
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
            r#""account":"campaign","station":"s1","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"file","of":["{of}"]"#
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
pub(super) fn polls_closing() -> Value {
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
pub(super) fn as_many_as_may_be() -> Value {
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
pub(super) fn a_stolen_key() -> Value {
    let mut fixed = Drawn::fixed_with(
        r#"{"id":"e","name":"A stolen key","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"}]}],"acceptance":{"agree":1}}"#,
        &["operator", "k", "thief", "operator-2", "k1", "k2", "k3"],
        &[4, 5, 6],
    );
    fixed.give("importer", "");
    fixed.names("file");
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

/// An election of one contest and this policy, with three accounts; the operator's key and others, each an agent but the
/// last three: an importer, and two gateways.
fn of_sides(name: &str, acceptance: &str) -> Drawn {
    let mut fixed = Drawn::fixed(&format!(
        r#"{{"id":"e","name":"{name}","date":"2026-05-10","origin":"count.example/e","contests":[{{"id":"mayor","name":"Mayor","options":[{{"id":"ana","name":"Ana"}},{{"id":"luis","name":"Luis"}}]}},{{"id":"council","name":"Council","options":[{{"id":"yes","name":"Yes"}}]}}],"accounts":[{{"id":"council","name":"C"}},{{"id":"campaign","name":"D"}},{{"id":"volunteers","name":"V"}}],"acceptance":{acceptance}}}"#
    ));
    fixed.keys.extend(["a2", "a3", "a4", "i", "g1", "g2"].map(key));
    for agent in 1..=4 {
        fixed.give_to(agent, "agent", "");
    }
    fixed.give_to(IMPORTS, "importer", "");
    fixed.give_to(GATEWAYS[0], "gateway", "");
    fixed.give_to(GATEWAYS[1], "gateway", r#","account":"campaign""#);
    fixed
}

const IMPORTS: usize = 5;
const GATEWAYS: [usize; 2] = [6, 7];

/// What follows the account and the station in a reading.
fn by(method: &str, of: &[&str], counts: &str) -> String {
    let of: Vec<String> = of
        .iter()
        .map(|of| format!("\"{}\"", BlobHash::of(of.as_bytes())))
        .collect();
    let of = match of.is_empty() {
        true => String::new(),
        false => format!(r#","of":[{}]"#, of.join(",")),
    };
    format!(r#""contest":"mayor","counts":{counts},"method":"{method}"{of}"#)
}

impl Drawn {
    /// A source of this document, by the operator.
    fn names(&mut self, document: &str) {
        let document = BlobHash::of(document.as_bytes());
        let rest = format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#);
        self.say("source", &rest, 0);
    }

    /// A capture of this photograph in the first contest.
    fn shows(&mut self, signer: usize, image: &str, station: &str) {
        self.shows_of(signer, "mayor", image, station);
    }

    fn shows_of(&mut self, signer: usize, contest: &str, image: &str, station: &str) {
        let image = BlobHash::of(image.as_bytes());
        let station = match station {
            "" => String::new(),
            station => format!(r#""station":"{station}","#),
        };
        let rest = format!(
            r#""account":"campaign",{station}"contest":"{contest}","image":"{image}","media":"image/png""#
        );
        self.say("capture", &rest, signer);
    }

    fn reads(&mut self, signers: &[usize], account: &str, station: &str, rest: &str) {
        let rest = format!(r#""account":"{account}","station":"{station}",{rest}"#);
        self.say_all("reading", &rest, signers);
    }
}

/// Readings by every method behind which something stands, and behind which nothing does, or too late, or of another
/// station or contest; several pages of which one is missing.
pub(super) fn evidence() -> Value {
    let mut fixed = of_sides("Evidence", r#"{"agree":1}"#);
    let votes = r#"{"options":{"ana":5,"luis":3}}"#;
    let stations = |n: usize| format!("s{n}");
    for (n, (method, of)) in [
        ("file", &["file"][..]),
        ("file", &["late file"]),
        ("typed", &["x"]),
        ("code", &["late x"]),
        ("machine", &["x"]),
        ("machine", &["nothing"]),
        ("typed", &["x", "y"]),
        ("typed", &["x", "nothing"]),
        ("typed", &["of s8"]),
        ("typed", &["of s8", "x"]),
        ("typed", &["of the council"]),
        ("typed", &["file"]),
        ("file", &["x"]),
        ("message", &[]),
    ]
    .into_iter()
    .enumerate()
    {
        if n == 0 {
            fixed.names("file");
            fixed.shows(1, "x", "");
            fixed.shows(2, "y", "");
            fixed.shows(2, "of s8", "s8");
            fixed.shows_of(2, "council", "of the council", "");
            // Who may not capture.
            fixed.shows(IMPORTS, "nothing", "");
        }
        let signer = if method == "file" { IMPORTS } else { 1 };
        fixed.reads(&[signer], "volunteers", &stations(n), &by(method, of, votes));
    }
    fixed.names("late file");
    fixed.shows(1, "late x", "");
    // Messages: by a gateway, by a person and a gateway, by one that may not write for the account, and afterwards.
    let message = by("message", &[], votes);
    let [free, bound] = GATEWAYS;
    for (n, (account, signers)) in [
        ("volunteers", &[free][..]),
        ("volunteers", &[1, free]),
        ("campaign", &[1, bound]),
        ("volunteers", &[1, bound]),
        ("volunteers", &[bound]),
    ]
    .into_iter()
    .enumerate()
    {
        fixed.reads(signers, account, &stations(20 + n), &message);
    }
    for signers in [&[1][..], &[free], &[2, free], &[free]] {
        fixed.reads(signers, "volunteers", "s30", &message);
    }
    // What a role may not write, and what no reading is.
    fixed.reads(&[free], "volunteers", "s31", &by("typed", &["x"], votes));
    fixed.reads(&[1], "volunteers", "s31", &by("message", &["x"], votes));
    fixed.reads(&[1], "volunteers", "s31", &by("typed", &[], votes));
    fixed.reads(&[1], "volunteers", "s31", &by("typed", &["x", "x"], votes));
    fixed.vector()
}

/// Sides that suffice or do not, alone, by the policy, with what contradicts them; the same keys, accounts, documents and
/// gateways more than once.
pub(super) fn sides() -> Value {
    let alone = r#"[{"method":"code","account":"volunteers"},{"method":"file","account":"council"},{"method":"typed","account":"council"}]"#;
    let mut fixed = of_sides("Sides", &format!(r#"{{"agree":2,"alone":{alone}}}"#));
    for file in ["file", "other file"] {
        fixed.names(file);
    }
    for image in ["x", "y", "z"] {
        fixed.shows(1, image, "");
    }
    let votes = |ana: u32| format!(r#"{{"options":{{"ana":{ana},"luis":3}}}}"#);
    let [five, six] = [votes(5), votes(6)];
    let file = |of: &str, counts: &str| by("file", &[of], counts);
    let typed = |of: &str, counts: &str| by("typed", &[of], counts);
    let mut station = 0;
    let mut next = |fixed: &mut Drawn, readings: &[(&[usize], &str, String)]| {
        for (signers, account, rest) in readings {
            fixed.reads(signers, account, &format!("s{station:02}"), rest);
        }
        station += 1;
    };
    let i = &[IMPORTS][..];
    // One by a method and account that suffices, of the method alone, of the account alone, with an error.
    next(&mut fixed, &[(&[1], "volunteers", by("code", &["x"], &five))]);
    next(&mut fixed, &[(&[1], "campaign", by("code", &["x"], &five))]);
    next(&mut fixed, &[(&[1], "volunteers", typed("x", &five))]);
    let wrong = r#"{"valid":9,"options":{"ana":5,"luis":3}}"#;
    next(&mut fixed, &[(&[1], "volunteers", by("code", &["x"], wrong))]);
    // Two that suffice alone and differ; one of them and enough others.
    next(
        &mut fixed,
        &[
            (&[1], "volunteers", by("code", &["x"], &five)),
            (i, "council", file("file", &six)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "council", file("file", &six)),
            (&[1], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &five)),
        ],
    );
    // Enough: with one that contradicts, before and after; with several that agree on something else.
    for contrary in [0, 1, 2] {
        let mut all = vec![
            (&[1][..], "campaign", typed("x", &five)),
            (&[2][..], "volunteers", typed("y", &five)),
        ];
        all.insert(contrary, (&[3][..], "campaign", typed("z", &six)));
        next(&mut fixed, &all);
        all.push((&[4], "campaign", typed("y", &six)));
        next(&mut fixed, &all);
    }
    // The same key, the same photograph, keys that sign together, one who signs what another has signed.
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[1], "volunteers", typed("y", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[2], "volunteers", typed("x", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &five)),
            (&[1, 2], "campaign", typed("z", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1, 2], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[2], "campaign", typed("x", &five)),
            (&[1, 2], "campaign", typed("x", &five)),
        ],
    );
    // Files: of two accounts by one key, of one account by two documents, of two by one document and by two keys.
    fixed.give_to(4, "importer", "");
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (i, "volunteers", file("other file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "campaign", file("other file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "volunteers", file("file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "volunteers", file("other file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "campaign", typed("x", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[4], "campaign", file("file", &five)),
            (&[4], "volunteers", typed("x", &five)),
        ],
    );
    // Messages: of one gateway, of two, of a gateway and who sent one of them.
    let message = by("message", &[], &five);
    let [g, h] = GATEWAYS;
    next(
        &mut fixed,
        &[
            (&[1, g], "campaign", message.clone()),
            (&[2, g], "volunteers", message.clone()),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1, g], "volunteers", message.clone()),
            (&[2, h], "campaign", message.clone()),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1, g], "campaign", message.clone()),
            (&[1], "volunteers", typed("x", &five)),
        ],
    );
    // Figures that are not of the same side: an illegible one, one that is left out, none at all.
    let partly = |luis: &str| format!(r#"{{"options":{{"ana":5{luis}}}}}"#);
    let illegible = partly(r#","luis":"illegible""#);
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &illegible)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &illegible)),
            (&[2], "campaign", typed("y", &illegible)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &partly(""))),
            (&[2], "campaign", typed("y", &partly(""))),
        ],
    );
    let none = r#"{"null":4,"options":{"ana":"illegible"}}"#;
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", none)),
            (&[2], "campaign", typed("y", none)),
        ],
    );
    next(&mut fixed, &[(&[1], "council", typed("x", none))]);
    // Other figures: read by one, by all alike, otherwise by one, by enough one way and by others another way.
    let null = |null: &str| format!(r#"{{"null":{null},"options":{{"ana":5,"luis":3}}}}"#);
    for nulls in [
        &["4", ""][..],
        &["4", "4"],
        &["\"illegible\"", ""],
        &["\"illegible\"", "4"],
        &["4", "7"],
        &["4", "7", "4"],
        &["4", "7", "4", "7"],
    ] {
        let readings: Vec<_> = (nulls.iter().zip(["x", "y", "z", "x"]).zip(1..))
            .map(|((number, of), who)| {
                let counts = if number.is_empty() {
                    five.clone()
                } else {
                    null(number)
                };
                (vec![who], "campaign", typed(of, &counts))
            })
            .collect();
        let readings: Vec<_> = readings
            .iter()
            .map(|(who, account, rest)| (&who[..], *account, rest.clone()))
            .collect();
        next(&mut fixed, &readings);
    }
    fixed.vector()
}

/// Photographs that several have typed: sealed and not, opened by whom and in which order, before and after others' figures
/// were shown; seals that nobody opens, of another photograph or contest, by another key, and more than one of one key.
pub(super) fn seals() -> Value {
    let mut fixed = of_sides("Seals", r#"{"agree":2}"#);
    for image in ["x", "y"] {
        fixed.shows(1, image, "");
        fixed.shows_of(1, "council", image, "");
    }
    let salted = |n: usize, account: &str, station: &str, ana: u32, of: &str| {
        let counts = format!(r#"{{"options":{{"ana":{ana},"luis":3}}}}"#);
        let salt = BlobHash::of(&[n as u8]).hex();
        let rest = by("typed", &of.split(' ').collect::<Vec<_>>(), &counts);
        format!(r#""account":"{account}","station":"{station}",{rest},"salt":"{salt}""#)
    };
    let name = |rest: &str| {
        let text = format!("cotejo/v1 reading\n{{\"election\":\"e\",{rest},\"at\":\"2026-05-10T22Z\"}}\n");
        record::EntryName::of(&text)
    };
    let seal = |contest: &str, image: &str, rest: &str| {
        let (image, reading) = (BlobHash::of(image.as_bytes()), name(rest));
        format!(r#""contest":"{contest}","image":"{image}","reading":"{reading}""#)
    };
    // So many stations have one photograph each: of two keys or three, which are sealed, and what is read before.
    let cases: [(&[bool], Option<u32>); 8] = [
        (&[false, false], None),
        (&[true, true], None),
        (&[false, true], None),
        (&[true, false], None),
        (&[true, true], Some(5)),
        (&[true, true], Some(6)),
        (&[true, true, true], None),
        (&[true, false, true], None),
    ];
    for (n, (sealed, before)) in cases.into_iter().enumerate() {
        let (station, image) = (format!("s{n}"), format!("of s{n}"));
        fixed.shows(1, &image, "");
        if let Some(ana) = before {
            fixed.say_all("reading", &salted(0, "council", &station, ana, &image), &[4]);
        }
        let readings: Vec<(usize, String)> = (1..=sealed.len())
            .map(|who| (who, salted(10 * n + who, "campaign", &station, 5, &image)))
            .collect();
        for ((who, rest), _) in readings.iter().zip(sealed).filter(|(_, sealed)| **sealed) {
            fixed.say_all("seal", &seal("mayor", &image, rest), &[*who]);
        }
        for (who, rest) in &readings {
            fixed.say_all("reading", rest, &[*who]);
        }
    }
    // The second of a key, of the same photograph and of another contest; by others together, whose first is asked.
    let [a, b, c] = [100, 101, 102].map(|n| salted(n, "volunteers", "s20", 5, "x"));
    for (contest, rest, signers) in [
        ("mayor", &a, &[1][..]),
        ("mayor", &b, &[1]),
        ("council", &b, &[1]),
        ("mayor", &b, &[1, 2]),
        ("mayor", &b, &[2, 1]),
        ("mayor", &c, &[3, 1]),
        ("unheard", &c, &[4]),
        ("mayor", &c, &[IMPORTS]),
        ("mayor", &a, &[1]),
    ] {
        fixed.say_all("seal", &seal(contest, "x", rest), signers);
    }
    fixed.say_all("reading", &a, &[2]);
    fixed.say_all("reading", &a, &[1]);
    fixed.say_all("reading", &b, &[1, 2]);
    fixed.say_all("reading", &c, &[3]);
    // A seal of another photograph than the reading's first, and of another contest.
    let [d, e, f] =
        [("x y", 103), ("y x", 104), ("y", 105)].map(|(of, n)| salted(n, "volunteers", "s21", 5, of));
    fixed.say_all("seal", &seal("mayor", "y", &d), &[2]);
    fixed.say_all("seal", &seal("mayor", "y", &e), &[3]);
    fixed.say_all("seal", &seal("council", "y", &f), &[4]);
    for (rest, who) in [(&d, 2), (&e, 3), (&f, 4)] {
        fixed.say_all("reading", rest, &[who]);
    }
    // After the record is closed.
    fixed.say("close", r#""reason":"all is in""#, 0);
    fixed.say_all("seal", &seal("council", "x", &a), &[4]);
    fixed.vector()
}
