//! Entries and definitions are read strictly by type: a value of another kind is refused at every place, and so is a
//! key that stands twice or that the page of the format does not list.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use note::{Note, SigningKey};
use record::Entry;
use testing::json::{other_kinds, repeated_keys, unknown_keys};

const BLOB: &str = "sha256:87c5b48f2fe3aad285dae902153b2872c48b6b178d61ba48cd52b94b73650bef";
/// Lines of the types that have objects and lists in them.
const LINES: [(&str, &str); 12] = [
    (
        "register",
        r#"{"election":"e","stations":"BLOB","count":2,"of":"BLOB","expected":[{"area":"01","stations":1,"registered":4,"polls_close":"2026-05-10T22:30Z"}],"polls_close":"2026-05-10T23:00Z","at":"2026-05-10T22Z"}"#,
    ),
    (
        "reading",
        r#"{"election":"e","account":"c","station":"01.1","contest":"mayor","counts":{"registered":400,"null":"illegible","options":{"ana":200}},"method":"file","of":["BLOB"],"line":2,"corrects":{"reading":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e","reason":"why"},"at":"2026-05-10T22Z"}"#,
    ),
    (
        "reading",
        r#"{"election":"e","account":"c","station":"01.1","contest":"mayor","counts":{"options":{"ana":200}},"method":"typed","of":["BLOB","sha256:476271fa9cb675611a270d6d9cbaa6c57ece6d187d0c7fd67aa3bd56f7abb326"],"salt":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e","at":"2026-05-10T22Z"}"#,
    ),
    (
        "seal",
        r#"{"election":"e","contest":"mayor","image":"BLOB","reading":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e","at":"2026-05-10T22Z"}"#,
    ),
    (
        "readings",
        r#"{"election":"e","account":"c","contest":"mayor","of":"BLOB","figures":["registered","null"],"options":["ana"],"rows":[["01.1",2,400,"illegible",200],["02.1",0,3,1,4]],"rows_as_of":["2026-05-10T21:05Z","2026-05-10T21:06Z"],"corrects":{"reason":"why","rows":[{"row":1,"reading":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e/12"}]},"at":"2026-05-10T22Z"}"#,
    ),
    (
        "key",
        r#"{"election":"e","key":"KEY","role":"registrar","gives":["agent","typist"],"keys":3,"area":"01","account":"c","until":"2026-05-12T22Z","at":"2026-05-10T22Z"}"#,
    ),
    (
        "recover",
        r#"{"election":"e","operator":"KEY","from":3,"keep":["db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e"],"reason":"stolen","at":"2026-05-10T22Z"}"#,
    ),
    (
        "election",
        r#"{"election":"e","definition":"BLOB","operator":"KEY","log":"OTHER","recovery":{"keys":["THIRD"],"of":1},"at":"2026-05-10T22Z"}"#,
    ),
    (
        "claim",
        r#"{"election":"e","claim":{"id":"b1","account":"c","who":"Council","when":"2026-05-10","where":"Bulletin","document":"BLOB","words":"so","area":"01","contest":"mayor","figures":[{"of":"ana","number":51,"percent":"51.2","bound":"about"}],"counts":[{"of":"arrests","number":12,"bound":"at_least"}]},"at":"2026-05-10T22Z"}"#,
    ),
    (
        "statement",
        r#"{"election":"e","kind":"observation","document":"BLOB","follows":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e","station":"01.1","answers":{"calm":"no"},"at":"2026-05-10T22Z"}"#,
    ),
    (
        "withhold",
        r#"{"election":"e","document":"BLOB","withheld":true,"instead":"sha256:476271fa9cb675611a270d6d9cbaa6c57ece6d187d0c7fd67aa3bd56f7abb326","reason":"a face","at":"2026-05-10T22Z"}"#,
    ),
    (
        "close",
        r#"{"election":"e","reason":"all is in","at":"2026-05-10T22Z"}"#,
    ),
];
const DEFINITION: &str = r##"{"id":"e","name":"Example","date":"2026-05-10","origin":"o","levels":["state"],"contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana","color":"#1b6ca8"}]}],"accounts":[{"id":"c","name":"C"}],"register":{"complete":true,"stations":9,"registered":99,"polls_close":"2026-05-10T23:00Z","areas":[{"area":"01","stations":1,"polls_close":"2026-05-10T22:30Z"}]},"acceptance":{"agree":2,"alone":[{"method":"code","account":"c"}]},"rules":{"null_above_percent":15,"shares_from":50},"sheet":{"code":{"kind":"qr","layout":"{a}","station":"{a}","boxes":[{"option":"ana","count":1}],"contest":"mayor"},"redact":[{"name":"n","left":-5,"top":0,"right":5,"bottom":9}]},"map":{"file":"m","property":"p","document":"BLOB","areas":["01"]}}"##;

fn parses(kind: &str, json: &str) -> bool {
    let key = SigningKey::from_seed("k".parse().unwrap(), [1; 32]);
    let note = Note::sign(format!("cotejo/v1 {kind}\n{json}\n"), &[&key]).unwrap();
    Entry::parse(&note.to_bytes()).is_ok()
}

fn changed(good: &str) -> Vec<String> {
    [other_kinds(good), repeated_keys(good), unknown_keys(good)].concat()
}

#[test]
fn entries_are_read_strictly_by_type() {
    for (kind, line) in LINES {
        let vkey = |name: &str| testing::vkey(name);
        let keys = [("KEY", vkey("k")), ("OTHER", vkey("l")), ("THIRD", vkey("m"))];
        let good = keys.iter().fold(line.replace("BLOB", BLOB), |line, (mark, key)| {
            line.replace(mark, key)
        });
        assert!(parses(kind, &good), "{good}");
        for json in changed(&good) {
            assert!(!parses(kind, &json), "{kind} {json}");
        }
    }
}

#[test]
fn definitions_are_read_strictly_by_type() {
    let good = DEFINITION.replace("BLOB", BLOB);
    record::json::definition(good.as_bytes()).unwrap();
    for json in changed(&good) {
        assert!(record::json::definition(json.as_bytes()).is_err(), "{json}");
    }
}

/// A statement of 64 answers, the longest allowed.
fn full_statement(answers: usize, question: usize, answer: usize) -> String {
    let answers: Vec<String> = (0..answers)
        .map(|n| format!("\"{n:0question$}\":\"{}\"", "y".repeat(answer)))
        .collect();
    let answers = answers.join(",");
    format!(r#"{{"election":"e","kind":"audit","answers":{{{answers}}},"at":"2026-05-10T22Z"}}"#)
}

#[test]
fn a_statement_says_something_and_little() {
    assert!(parses("statement", &full_statement(64, 64, 64)));
    for (answers, question, answer) in [(65, 64, 64), (64, 65, 64), (64, 64, 65), (1, 1, 0)] {
        assert!(!parses("statement", &full_statement(answers, question, answer)));
    }
    let statement = |rest: &str| {
        let json = format!(r#"{{"election":"e","kind":"look",{rest}"at":"2026-05-10T22Z"}}"#);
        parses("statement", &json.replace("BLOB", BLOB))
    };
    for alone in [
        r#""document":"BLOB","#,
        r#""answers":{"sheet":"no"},"#,
        r#""follows":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e","#,
    ] {
        assert!(statement(alone), "{alone}");
    }
    for nothing in ["", r#""answers":{},"#, r#""station":"1","answers":{},"#] {
        assert!(!statement(nothing), "{nothing}");
    }
    for long in [
        r#""answers":{"sheet":"no\nyes"},"#,
        r#""answers":{" sheet":"no"},"#,
        r#""answers":{"":"no"},"#,
        r#""answers":{"sheet":true},"#,
    ] {
        assert!(!statement(long), "{long}");
    }
}

#[test]
fn a_reading_was_taken_from_as_many_documents_as_its_method_has_and_only_a_typed_one_opens_a_seal() {
    let reading = |method: &str, of: &str, salt: bool| {
        let salt = match salt {
            true => format!(r#""salt":"{}","#, "0".repeat(64)),
            false => String::new(),
        };
        let json = format!(
            r#"{{"election":"e","account":"c","station":"1","contest":"mayor","counts":{{"options":{{}}}},"method":"{method}",{of}{salt}"at":"2026-05-10T22Z"}}"#
        );
        parses("reading", &json)
    };
    let pages = |count: u32| {
        let pages: Vec<String> = (0..count)
            .map(|n| format!("\"{}\"", record::BlobHash::of(&n.to_be_bytes())))
            .collect();
        format!("\"of\":[{}],", pages.join(","))
    };
    let twice = format!(r#""of":["{BLOB}","{BLOB}"],"#);
    assert!(reading("file", &pages(1), false));
    assert!(!reading("file", &pages(2), false));
    assert!(!reading("file", "", false));
    for method in ["code", "typed", "machine"] {
        assert!(reading(method, &pages(1), false));
        assert!(reading(method, &pages(16), false));
        for wrong in ["", "\"of\":[],", &pages(17), &twice] {
            assert!(!reading(method, wrong, false), "{method} {wrong}");
        }
    }
    assert!(reading("message", "", false));
    assert!(!reading("message", "\"of\":[],", false));
    assert!(!reading("message", &pages(1), false));
    for (method, of) in [
        ("file", pages(1)),
        ("code", pages(1)),
        ("machine", pages(1)),
        ("message", String::new()),
    ] {
        assert!(!reading(method, &of, true), "{method}");
    }
    assert!(reading("typed", &pages(2), true));
}

#[test]
fn a_copy_stands_instead_of_a_withheld_document_and_of_no_other() {
    let withhold = |withheld: bool, instead: &str| {
        let json = format!(
            r#"{{"election":"e","document":"{BLOB}","withheld":{withheld}{instead},"reason":"a face","at":"2026-05-10T22Z"}}"#
        );
        parses("withhold", &json)
    };
    let copy = format!(r#","instead":"{}""#, record::BlobHash::of(b"covered"));
    assert!(withhold(true, ""));
    assert!(withhold(false, ""));
    assert!(withhold(true, &copy));
    assert!(!withhold(false, &copy));
    assert!(!withhold(true, &format!(r#","instead":"{BLOB}""#)));
}
