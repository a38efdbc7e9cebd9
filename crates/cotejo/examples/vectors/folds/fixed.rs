//! Logs in which nothing is drawn, each for one rule.

use super::{Drawn, key};
use record::BlobHash;
use serde_json::Value;
use tally::FirstEntry;

/// One text that several keys sign, together and apart: each is a voice once, and only the first may correct.
pub(super) fn voices() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["ana"]}],"acceptance":{"agree":2}}"#,
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
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["ana"]}]}"#,
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
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","options":["luis","ana"]}],"acceptance":{"agree":1}}"#,
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
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["ana"]}]}"#,
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
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","options":["ana"]}]}"#,
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
/// entry before that counts.
pub(super) fn misleading_accounts() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["ana"]}],"accounts":[{"id":"Council"}]}"#,
    );
    let accounts = [
        "accepted", "Accepted", "council", "COUNCIL", "campaign", "Campaign", "campaign", "con.a", "a/b",
        "Council", "council", "Ñ", "ñ", "x", "X",
    ];
    for account in accounts {
        fixed.say("account", &format!(r#""account":"{account}""#), 0);
    }
    fixed.vector()
}

/// The greatest figures on every sheet, the greatest numbers expected, and thresholds at one end of their range: what is
/// added up and compared stays exact in both languages.
pub(super) fn greatest_numbers(threshold: u32, percent: u32) -> Value {
    let (most, all) = (u32::MAX, (1u64 << 53) - 1);
    let mut fixed = Drawn::fixed(&format!(
        r#"{{"id":"e","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{{"id":"mayor","options":["ana","luis"]}}],"register":{{"stations":{all},"registered":{all},"areas":[{{"area":"A","stations":{all},"registered":{all}}}]}},"accounts":[{{"id":"campaign"}},{{"id":"council"}}],"acceptance":{{"agree":16,"alone":[{{"method":"file","account":"campaign"}},{{"method":"file","account":"council"}}]}},"rules":{{"null_above_percent":{percent},"blank_above_percent":{percent},"turnout_above_percent":{percent},"turnout_below_percent":{percent},"shares_from":{threshold},"identical_one_in":{threshold}}}}}"#
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

/// Figures beyond the five: of the election and not, illegible ones, contradictions, and sums that are an error, a warning or
/// in the place of a usual rule, where a method that suffices alone does so only without errors.
pub(super) fn further_figures() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["luis","ana"]}],"figures":["unused","challenged"],"zeros":"real","sums":[{"of":"ballots","parts":["options","null","challenged"]},{"of":"unused","parts":["challenged","blank"],"severity":"warning"},{"of":"valid","parts":["options","challenged"],"severity":"error"}],"acceptance":{"agree":3,"alone":[{"method":"file","account":"campaign"},{"method":"file","account":"council"}]}}"#,
    );
    fixed.give("importer", "");
    let stations = (0..13).chain([50, 51]).map(|n| format!("s{n:02},400\n"));
    let stations = format!("station,registered\n{}", stations.collect::<String>());
    let stations = fixed.blob(stations.into_bytes());
    fixed.say("register", &format!(r#""stations":"{stations}","count":15"#), 0);
    fixed.names("file");
    let of = BlobHash::of(b"file");
    let counts = [
        // All adds up by the election's sums, and by the usual ones it would not.
        r#""ballots":110,"valid":103,"null":7,"blank":1,"more":{"challenged":3,"unused":4},"options":{"ana":60,"luis":40}"#,
        // One sum after the other does not, and all three.
        r#""ballots":111,"valid":103,"null":7,"blank":1,"more":{"challenged":3,"unused":4},"options":{"ana":60,"luis":40}"#,
        r#""ballots":110,"valid":103,"null":7,"blank":1,"more":{"challenged":3,"unused":5},"options":{"ana":60,"luis":40}"#,
        r#""ballots":110,"valid":100,"null":7,"blank":1,"more":{"challenged":3,"unused":4},"options":{"ana":60,"luis":40}"#,
        r#""ballots":1,"valid":1,"null":7,"blank":1,"more":{"challenged":3,"unused":1},"options":{"ana":60,"luis":40}"#,
        // A part that is not on the form, and one that cannot be read: no sum is asked for.
        r#""ballots":1,"valid":1,"null":7,"blank":1,"more":{"unused":1},"options":{"ana":60,"luis":40}"#,
        r#""ballots":1,"valid":1,"null":7,"blank":1,"more":{"challenged":"illegible","unused":1},"options":{"ana":60}"#,
        r#""ballots":1,"valid":1,"blank":1,"more":{"challenged":3},"options":{"ana":"illegible","luis":40}"#,
        // Figures that the election lacks, with a known one, alone, illegible, and under the name of one of the five.
        r#""more":{"lost":3,"unused":4},"options":{"ana":60}"#,
        r#""more":{"Unused":3},"options":{"ana":60}"#,
        r#""more":{"lost":"illegible"},"options":{"ana":60}"#,
        r#""valid":60,"more":{"valid":3,"ana":9},"options":{"ana":60}"#,
        // Zeros are read, too.
        r#""ballots":0,"valid":0,"null":0,"blank":0,"more":{"challenged":0,"unused":0},"options":{"ana":0,"luis":0}"#,
    ];
    for (n, counts) in counts.iter().enumerate() {
        let rest = format!(
            r#""account":"campaign","station":"s{n:02}","contest":"mayor","counts":{{{counts}}},"method":"file","of":["{of}"]"#
        );
        fixed.say("reading", &rest, 1);
    }
    // Rows, with and without a figure; one contradicts the first reading of its account in a further figure alone.
    let rows = r#"["s00",2,3,4,5,60],["s50",3,"","illegible",5,60],["s51",4,9,9,"",60]"#;
    for account in ["campaign", "council"] {
        let rest = format!(
            r#""account":"{account}","contest":"mayor","of":"{of}","figures":["challenged","unused","lost"],"options":["ana"],"rows":[{}]"#,
            rows.replace("3,4,5", if account == "campaign" { "3,5,5" } else { "2,4,5" })
        );
        fixed.say("readings", &rest, 1);
    }
    let claim = r#""claim":{"id":"b1","account":"press","who":"w","when":"2026-05-10","where":"h","contest":"mayor","figures":[{"of":"challenged","number":3},{"of":"unused","percent":"4.0"},{"of":"lost","number":1}]}"#;
    fixed.say("claim", claim, 0);
    let vector = fixed.vector();
    let findings = vector["expected"]["findings"].as_array().unwrap();
    let of = |n: usize| -> Vec<String> {
        let place = (n + 4).to_string();
        let own = findings.iter().filter(|finding| finding[0] == place);
        own.map(|finding| format!("{} {} {}", finding[1], finding[2], finding[3]).replace('"', ""))
            .collect()
    };
    assert_eq!(of(0), Vec::<String>::new());
    assert_eq!(of(1), ["sum_differs error ballots"]);
    assert_eq!(of(2), ["sum_differs warning unused"]);
    assert_eq!(of(3), ["sum_differs error valid"]);
    assert_eq!(of(4).len(), 3);
    assert_eq!(of(5), Vec::<String>::new());
    assert_eq!(of(6), ["illegible_figure warning null"]);
    assert_eq!(of(8), ["unknown_figure error null"]);
    assert_eq!(
        of(10),
        ["unknown_figure error null", "illegible_figure warning null"]
    );
    assert_eq!(of(12), ["all_zero warning null"]);
    vector
}

/// Every way in which a sheet's figures may be read, illegible or not on the form: what stands for the ballots shows in the
/// rules that ask for them.
pub(super) fn missing_figures() -> Value {
    let mut fixed = Drawn::fixed(
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["luis","ana"]}],"accounts":[{"id":"a50"},{"id":"a115"},{"id":"a130"}],"rules":{"shares_from":0,"null_above_percent":4,"turnout_above_percent":60}}"#,
    );
    fixed.give("importer", "");
    fixed.names("file");
    let of = BlobHash::of(b"file");
    for registered in [50, 115, 130] {
        let mut rows = vec![];
        for n in 0..3usize.pow(5) {
            let figure = |place: u32, number: u32| match n / 3usize.pow(place) % 3 {
                0 => number.to_string(),
                1 => "\"illegible\"".to_owned(),
                _ => "\"\"".to_owned(),
            };
            let [ballots, valid, null, blank, ana] =
                [(0, 116), (1, 101), (2, 5), (3, 9), (4, 60)].map(|(place, number)| figure(place, number));
            rows.push(format!(
                r#"["s{n}",1,{registered},{ballots},{valid},{null},{blank},{ana},40]"#
            ));
        }
        let rest = format!(
            r#""account":"a{registered}","contest":"mayor","of":"{of}","figures":["registered","ballots","valid","null","blank"],"options":["ana","luis"],"rows":[{}]"#,
            rows.join(",")
        );
        fixed.say("readings", &rest, 1);
    }
    fixed.vector()
}

/// Who withholds what: with one role of both, with both by one key or by two, documents of every type of entry, what is
/// needed to count, what nobody has named yet; the last word, copies that are withheld, readings on what is withheld, a
/// register of it.
pub(super) fn withholding() -> Value {
    let words = format!(r#"{{"map":{{"document":"{}"}}}}"#, BlobHash::of(b"map"));
    let mut fixed = Drawn::fixed_with((super::law::LAW, &words), &["operator", "k"], &[]);
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
    let first = FirstEntry::read(&fixed.entries[0]).unwrap();
    let (law, words) = (*first.law(), *first.words());
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
        law,
        words,
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
    for needed in [law, words, stations] {
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
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["ana"]}]}"#,
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
        r#""claim":{"id":"c","account":"council","who":"w","when":"2026-05-10","where":"h","counts":[{"of":"arrests","number":3}]}"#,
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
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","options":["ana"]}],"register":{"polls_close":"2026-05-10T22:00Z","areas":[{"area":"A","polls_close":"2026-05-10T23:59Z"}]}}"#,
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
        r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["ana"]}]}"#,
    );
    fixed.give("importer", "");
    for votes in 0..65 {
        fixed.read("s1", votes);
    }
    fixed.read("s2", 1);
    // Those of the definition are the first.
    for n in super::ACCOUNTS.len()..=256 {
        fixed.say("account", &format!(r#""account":"account {n}""#), 0);
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
        (
            r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{"id":"mayor","options":["ana"]}],"acceptance":{"agree":1}}"#,
            super::WORDS,
        ),
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
