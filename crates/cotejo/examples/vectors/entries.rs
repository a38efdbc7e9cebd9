//! Entries, definitions, registers and the values in them, each with whether this code takes it.

use crate::notes::damaged;
use crate::{Draw, base64};
use model::{Date, Hour, Minute, OptionId, Percent, StationCode};
use note::{Note, SigningKey};
use record::{BlobHash, Entry, EntryName, LeafHash, ReadingName};
use serde_json::{Value, json};
use testing::json::{other_kinds, repeated_keys, unknown_keys};

pub(crate) const CLAIM: &str = r#"{"election":"e","claim":{"id":"b1","account":"c","who":"Council","when":"2026-05-10","where":"Bulletin","document":"sha256:87c5b48f2fe3aad285dae902153b2872c48b6b178d61ba48cd52b94b73650bef","words":"so","area":"01","contest":"mayor","figures":[{"of":"stations","percent":"80"},{"of":"ana","number":5150,"percent":"51.2"},{"of":"others","percent":"48.80","bound":"about"}],"counts":[{"of":"arrests","number":12,"bound":"at_least"}]},"at":"2026-05-10T22Z"}"#;
pub(crate) const READING: &str = r#"{"election":"e","account":"campaign","station":"01.1","contest":"mayor","counts":{"registered":400,"ballots":310,"valid":300,"blank":6,"null":"illegible","options":{"ana":200,"luis":100}},"method":"file","of":["sha256:87c5b48f2fe3aad285dae902153b2872c48b6b178d61ba48cd52b94b73650bef"],"line":2,"as_of":"2026-05-10T21:05Z","corrects":{"reading":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e","reason":"why"},"at":"2026-05-10T22Z"}"#;
const READINGS: &str = r#"{"election":"e","account":"campaign","contest":"mayor","of":"sha256:87c5b48f2fe3aad285dae902153b2872c48b6b178d61ba48cd52b94b73650bef","figures":["registered","null"],"options":["luis","ana"],"rows":[["01.1",2,400,"illegible",100,200],["02.1",0,"",3,"",4294967295]],"rows_as_of":["2026-05-10T21:05Z",""],"corrects":{"reason":"why","rows":[{"row":1,"reading":"db952c38a5f13e9ff5268d8cf85658e30fc2914e5c76af1075e64810d537551e/12"}]},"at":"2026-05-10T22Z"}"#;
const BLOB: &str = "sha256:87c5b48f2fe3aad285dae902153b2872c48b6b178d61ba48cd52b94b73650bef";

fn vkey(name: &str) -> String {
    let key = SigningKey::from_seed(name.parse().unwrap(), [2; 32]);
    key.verifying_key().to_string()
}

/// Lines that say of keys what cannot be, and some that can.
fn of_keys() -> Vec<(&'static str, String)> {
    let entry = |rest: String| format!(r#"{{"election":"e",{rest},"at":"2026-05-10T22Z"}}"#);
    let key = |rest: &str| ("key", entry(format!(r#""key":"k",{rest}"#)));
    let recover = |rest: String| ("recover", entry(format!(r#"{rest},"reason":"stolen""#)));
    let election = |keys: &[String], of: &str, operator: &str| {
        let keys: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
        let recovery = format!(r#""recovery":{{"keys":[{}],"of":{of}}}"#, keys.join(","));
        let rest = format!(r#""definition":"{BLOB}","operator":"{operator}","log":"l",{recovery}"#);
        ("election", entry(rest))
    };
    let many: Vec<String> = (0..17).map(|n| vkey(&format!("k{n}"))).collect();
    let cosigner = SigningKey::cosigner_from_seed("w".parse().unwrap(), [2; 32]);
    let cosigner = cosigner.verifying_key().to_string();
    let (operator, log, hash) = (vkey("o2"), vkey("l"), "ab".repeat(32));
    let keep = |count: usize| vec![format!("\"{hash}\""); count].join(",");
    let mut all = vec![
        key(r#""role":"registrar""#),
        key(r#""role":"registrar","gives":["agent"]"#),
        key(r#""role":"registrar","keys":1"#),
        key(r#""role":"registrar","gives":[],"keys":1"#),
        key(r#""role":"registrar","gives":["agent","agent"],"keys":1"#),
        key(r#""role":"registrar","gives":["agent","reviewer"],"keys":1"#),
        key(r#""role":"registrar","gives":["registrar"],"keys":1"#),
        key(r#""role":"registrar","gives":["operator"],"keys":1"#),
        key(r#""role":"registrar","gives":"agent","keys":1"#),
        key(r#""role":"registrar","gives":[{"agent":{}}],"keys":1"#),
        key(r#""role":"registrar","gives":["observer","agent","typist","importer"],"keys":100000"#),
        key(r#""role":"registrar","gives":["agent"],"keys":100001"#),
        key(r#""role":"registrar","gives":["agent"],"keys":0"#),
        key(r#""role":"agent","gives":["agent"],"keys":1"#),
        key(r#""role":"agent","gives":[]"#),
        key(r#""role":"operator","keys":1"#),
        ("revoke", entry(r#""key":"k","from":0,"reason":"r""#.to_owned())),
        (
            "revoke",
            entry(r#""key":"k","from":9007199254740991,"reason":"r""#.to_owned()),
        ),
        (
            "revoke",
            entry(r#""key":"k","from":9007199254740992,"reason":"r""#.to_owned()),
        ),
        recover(format!(r#""operator":"{operator}","from":1"#)),
        recover(format!(r#""operator":"{operator}","from":0"#)),
        recover(format!(r#""operator":"{operator}""#)),
        recover(format!(r#""operator":"{cosigner}","from":1"#)),
        recover(r#""operator":"o","from":1"#.to_owned()),
        recover(r#""from":1"#.to_owned()),
        recover(format!(r#""log":"{log}""#)),
        recover(format!(r#""log":"{log}","from":1"#)),
        recover(format!(r#""log":"{log}","keep":[]"#)),
        recover(format!(r#""log":"{log}","keep":["{hash}"]"#)),
        recover(format!(r#""log":"{cosigner}""#)),
        recover(format!(r#""operator":"{operator}","from":1,"keep":["ab"]"#)),
        recover(format!(r#""operator":"{operator}","from":1,"keep":[7]"#)),
        recover(format!(
            r#""operator":"{operator}","from":1,"keep":[{}]"#,
            keep(500)
        )),
        recover(format!(
            r#""operator":"{operator}","from":1,"keep":[{}]"#,
            keep(501)
        )),
        ("recover", entry(format!(r#""log":"{log}""#))),
    ];
    for (count, of) in [
        (0, "1"),
        (1, "1"),
        (3, "0"),
        (3, "3"),
        (3, "4"),
        (16, "16"),
        (17, "2"),
    ] {
        all.push(election(&many[..count], of, "o"));
    }
    for other in [&many[0], &cosigner, &"o".to_owned()] {
        all.push(election(&[many[0].clone(), other.clone()], "1", "o"));
    }
    all.push(election(&many[..2], "1", &many[1]));
    all
}

/// A good line of each type.
pub(crate) fn good() -> Vec<(&'static str, String)> {
    let entry =
        |rest: &str| format!(r#"{{"election":"e",{rest},"at":"2026-05-10T22Z"}}"#).replace("BLOB", BLOB);
    vec![
        (
            "election",
            entry(r#""definition":"BLOB","operator":"o","log":"l""#),
        ),
        (
            "register",
            entry(
                r#""stations":"BLOB","count":2,"of":"BLOB","expected":[{"area":"01","stations":1,"registered":4,"polls_close":"2026-05-10T22:30Z"},{"area":"02"}],"polls_close":"2026-05-10T23:00Z""#,
            ),
        ),
        (
            "key",
            entry(r#""key":"k","role":"agent","area":"01","account":"c","until":"2026-05-12T23Z""#),
        ),
        (
            "key",
            entry(r#""key":"k","role":"registrar","area":"01","gives":["agent","typist"],"keys":500"#),
        ),
        ("revoke", entry(r#""key":"k","reason":"lost""#)),
        ("revoke", entry(r#""key":"k","from":7,"reason":"stolen""#)),
        (
            "election",
            entry(&format!(
                r#""definition":"BLOB","operator":"o","log":"l","recovery":{{"keys":["{}","{}"],"of":2}}"#,
                vkey("k1"),
                vkey("k2")
            )),
        ),
        (
            "recover",
            entry(&format!(
                r#""operator":"{}","from":7,"keep":["{}"],"log":"{}","reason":"stolen""#,
                vkey("o2"),
                "ab".repeat(32),
                vkey("l")
            )),
        ),
        (
            "source",
            entry(
                r#""document":"BLOB","bytes":30,"media":"text/csv","title":"a.csv","publisher":"c","date":"2026-05-10""#,
            ),
        ),
        (
            "capture",
            entry(
                r#""account":"c","station":"01.1","contest":"mayor","image":"BLOB","media":"image/png","redacted_from":"BLOB""#,
            ),
        ),
        ("reading", READING.to_owned()),
        (
            "capture",
            entry(r#""account":"c","contest":"mayor","image":"BLOB","media":"image/png""#),
        ),
        (
            "reading",
            entry(&format!(
                r#""account":"c","station":"01.1","contest":"mayor","counts":{{"options":{{"ana":5}}}},"method":"typed","of":["BLOB","sha256:{0}"],"salt":"{0}""#,
                "ab".repeat(32)
            )),
        ),
        (
            "reading",
            entry(
                r#""account":"c","station":"01.1","contest":"mayor","counts":{"options":{"ana":5}},"method":"message""#,
            ),
        ),
        (
            "seal",
            entry(&format!(
                r#""contest":"mayor","image":"BLOB","reading":"{}""#,
                "ab".repeat(32)
            )),
        ),
        ("readings", READINGS.to_owned()),
        ("claim", CLAIM.to_owned()),
        (
            "ruling",
            entry(&format!(
                r#""station":"01.1","contest":"mayor","stands":"{}","reason":"clear""#,
                "ab".repeat(32)
            )),
        ),
        (
            "statement",
            entry(&format!(
                r#""kind":"observation","document":"BLOB","follows":"{}","station":"01.1","answers":{{"on time":"yes","calm":"no"}}"#,
                "ab".repeat(32)
            )),
        ),
        (
            "withhold",
            entry(&format!(
                r#""document":"BLOB","withheld":true,"instead":"sha256:{}","reason":"a face""#,
                "ab".repeat(32)
            )),
        ),
        ("close", entry(r#""reason":"all is in""#)),
        ("weather", "{\"rain\":0.5}".to_owned()),
    ]
}

/// What is put in the place of a value, a key or a mark.
const PIECES: [&str; 52] = [
    "null",
    "true",
    "0",
    "-0",
    "-1",
    "1.0",
    "1e3",
    "01",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "99999999999999999999",
    "\"\"",
    "\" \"",
    "\"a\"",
    "\"\\u00e9\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\\ud83d\"",
    "\"a\\u0000b\"",
    "\"\\x\"",
    "\"illegible\"",
    "\"100.0000\"",
    "\"100.1\"",
    "\"1.\"",
    "\"2024-02-29\"",
    "\"2023-02-29\"",
    "\"2024-02-29T24Z\"",
    "\"file\"",
    "{\"file\":null}",
    "{}",
    "[]",
    "[1]",
    "[\"a\"]",
    "[{}]",
    "[{\"of\":\"ana\",\"number\":1}]",
    "{\"ana\":1}",
    "{\"ana\":1,\"\\u0061na\":1}",
    "{\"ana\":null}",
    "[\"ana\",1]",
    "{\"options\":{}}",
    "[1,2,3,4,5,{}]",
    "\"a\u{a0}\"",
    "\"2024-02-29T23:59Z\"",
    "\"2024-02-29T23:60Z\"",
    "[\"ana\",\"luis\"]",
    "[\"ballots\",\"valid\"]",
    "[\"s\",1,2,3,4,5]",
    "[[\"s\",1,2,3,4,5]]",
    "[[\"s\",0,\"\",\"illegible\",0,1]]",
    "[[\"ana\"]]",
];

/// Changes one token of a JSON text: whole values for the most part, as somebody who means it would.
fn changed(json: &str, draw: &mut Draw) -> String {
    let mut starts = vec![];
    let mut inside = false;
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            b'"' => inside = !inside,
            b':' | b',' | b'[' | b'{' if !inside => starts.push(at + 1),
            _ => {}
        }
    }
    let start = *draw.pick(&starts);
    let rest = &json[start..];
    let end = start + value_length(rest);
    let piece = match draw.below(12) {
        0 => json[start..end].to_owned() + "," + &json[start..end],
        1 => String::new(),
        2..=4 => format!(" {} ", &json[start..end]),
        5 => json[start..end].replace('e', "\\u0065"),
        6 => format!("\"extra\":1,{}", &json[start..end]),
        _ => (*draw.pick(&PIECES)).to_owned(),
    };
    format!("{}{piece}{}", &json[..start], &json[end..])
}

/// How long the value (or the key with its value) is that a text begins with.
fn value_length(text: &str) -> usize {
    let (mut depth, mut inside) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => inside = !inside,
            _ if inside => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

pub(crate) fn vectors() -> Value {
    json!({
        "entries": entries(),
        "refused": refused(),
        "definitions": definitions(),
        "registers": registers(),
        "values": values(),
    })
}

fn entries() -> Vec<Value> {
    let mut draw = Draw::new(10);
    let key = SigningKey::from_seed("k".parse().unwrap(), [1; 32]);
    let sign = |text: String| Note::sign(text, &[&key]).unwrap().to_bytes();
    let mut all = vec![];
    for (kind, json) in good() {
        let line = |json: &str| format!("cotejo/v1 {kind}\n{json}\n");
        all.push(sign(line(&json)));
        for text in [
            format!("cotejo/v1 {kind}\n{json}\n{{}}\n"),
            format!("cotejo/v1 {kind}\n\n{json}\n"),
            format!("cotejo/v1 {kind} \n{json}\n"),
            format!("cotejo/v2 {kind}\n{json}\n"),
            format!("cotejo/v1 {kind}\n"),
            format!("{kind}\n{json}\n"),
            line(&format!(" {json} ")),
            line(&format!("\u{feff}{json}")),
            line(&format!("[{json}]")),
            line(&json.replace(":\"", " : \"")),
            line(&json.replace("\"e\"", "\"\\u0065\"")),
        ] {
            all.push(sign(text));
        }
        for _ in 0..220 {
            let mut text = changed(&json, &mut draw);
            if draw.once_in(6) {
                text = changed(&text, &mut draw);
            }
            // Whatever a note cannot hold cannot be signed.
            all.extend(Note::sign(line(&text), &[&key]).map(|note| note.to_bytes()));
        }
        for _ in 0..40 {
            all.push(damaged(&sign(line(&json)), &mut draw));
        }
    }
    for x in rooms() {
        for (kind, json) in good() {
            all.push(sign(format!("cotejo/v1 {kind}\n{}\n", with_room(&json, &x))));
        }
        // In an object that is not the outermost.
        let json = READING.replace(r#""valid":300"#, &format!(r#""valid":300,"x":{x}"#));
        all.push(sign(format!("cotejo/v1 reading\n{json}\n")));
    }
    all.extend(
        of_keys()
            .into_iter()
            .map(|(kind, json)| sign(format!("cotejo/v1 {kind}\n{json}\n"))),
    );
    all.extend(
        many_rows()
            .into_iter()
            .map(|json| sign(format!("cotejo/v1 readings\n{json}\n"))),
    );
    all.extend(
        statements()
            .into_iter()
            .map(|json| sign(format!("cotejo/v1 statement\n{json}\n"))),
    );
    all.extend(
        withholds()
            .into_iter()
            .map(|json| sign(format!("cotejo/v1 withhold\n{json}\n"))),
    );
    let options: Vec<String> = (0..2_001).map(|n| format!("\"{n}\":1")).collect();
    for count in [2_000, 2_001] {
        let json = READING.replace("\"ana\":200,\"luis\":100", &options[..count].join(","));
        all.push(sign(format!("cotejo/v1 reading\n{json}\n")));
    }
    all.push(
        Note::sign(format!("cotejo/v1 reading\n{READING}\n"), &[&key; 16])
            .unwrap()
            .to_bytes(),
    );
    all.push(
        Note::sign(format!("cotejo/v1 reading\n{READING}\n"), &[&key; 17])
            .unwrap()
            .to_bytes(),
    );
    let long = |n: usize| format!("cotejo/v1 weather\n{}\n", "x".repeat(n));
    let rest = sign(long(0)).len();
    all.push(sign(long(65_535 - rest)));
    all.push(sign(long(65_536 - rest)));
    let judged = all.iter().map(|bytes| {
        let entry = Entry::parse(bytes).ok();
        let name = entry.as_ref().map(|entry| entry.name().hex());
        let kind = entry.map(|entry| entry.body.type_name());
        json!({"bytes": base64(bytes), "type": kind, "leaf": LeafHash::of(bytes).hex(), "name": name})
    });
    judged.collect()
}

/// Statements on both sides of each limit: with nothing said, with little, with the most and with too much.
fn statements() -> Vec<String> {
    let statement = |kind: &str, rest: &str| {
        format!(r#"{{"election":"e","kind":"{kind}"{rest},"at":"2026-05-10T22Z"}}"#).replace("BLOB", BLOB)
    };
    let answers = |count: usize, question: usize, answer: usize| {
        let one = |n: usize| format!("\"{n:0question$}\":\"{}\"", "y".repeat(answer));
        let all: Vec<String> = (0..count).map(one).collect();
        format!(r#","answers":{{{}}}"#, all.join(","))
    };
    let follows = format!(r#","follows":"{}""#, "ab".repeat(32));
    let mut all: Vec<String> = [
        "",
        r#","station":"1""#,
        r#","answers":{}"#,
        r#","document":"BLOB""#,
        r#","document":"BLOB","answers":{}"#,
        follows.as_str(),
        r#","answers":{"a":"b\n"}"#,
        r#","answers":{"a":" b"}"#,
        r#","answers":{"a ":"b"}"#,
        r#","answers":{"":"b"}"#,
        r#","answers":{"a":"é ñ"}"#,
        r#","answers":{"a":"b"},"words":"a queue""#,
    ]
    .map(|rest| statement("look", rest))
    .into();
    for (count, question, answer) in [
        (64, 64, 64),
        (65, 2, 2),
        (1, 65, 1),
        (1, 1, 65),
        (1, 1, 0),
        (1, 64, 64),
    ] {
        all.push(statement("audit", &answers(count, question, answer)));
    }
    for kind in [
        "",
        " a",
        "a\\u0007",
        "anything else",
        "é",
        &"k".repeat(64),
        &"k".repeat(65),
    ] {
        all.push(statement(kind, &answers(1, 1, 1)));
    }
    all
}

/// Copies in place of a document that is withheld, of one that is not, and of themselves.
fn withholds() -> Vec<String> {
    let copy = format!("sha256:{}", "ab".repeat(32));
    let instead = [
        "".to_owned(),
        format!(r#","instead":"{copy}""#),
        format!(r#","instead":"{BLOB}""#),
    ];
    let withhold = |withheld: &str, instead: &str| {
        format!(
            r#"{{"election":"e","document":"{BLOB}","withheld":{withheld}{instead},"reason":"","at":"2026-05-10T22Z"}}"#
        )
    };
    let all = ["true", "false", "0", "\"true\""].into_iter();
    all.flat_map(|withheld| instead.iter().map(move |instead| withhold(withheld, instead)))
        .collect()
}

/// An object with `x` as its first key.
fn with_room(json: &str, x: &str) -> String {
    json.replacen('{', &format!(r#"{{"x":{x},"#), 1)
}

/// Values of the key `x`, those that may stand there and others.
fn rooms() -> Vec<String> {
    let own = [
        "{}",
        r#"{"a":1,"b":[true,false,"c",{"d":"\ud83d\ude00"}],"x":{"x":{}}}"#,
        r#"{"a":9007199254740991,"b":-9007199254740991}"#,
        r#"{"a":9007199254740992}"#,
        r#"{"a":-9007199254740992}"#,
        r#"{"a":18446744073709551616}"#,
        r#"{"a":-0}"#,
        r#"{"a":0.5}"#,
        r#"{"a":1e2}"#,
        r#"{"a":null}"#,
        r#"{"a":"\ud83d"}"#,
        r#"{"a":"\u0000"}"#,
        r#"{"a":1,"a":1}"#,
        r#"{"b":{"a":1,"\u0061":1}}"#,
        r#"{"":{}}"#,
        r#"{},"x":{}"#,
        r#"{},"\u0078":{}"#,
        "[]",
        "[{}]",
        "1",
        "true",
        "null",
        "\"\"",
    ];
    let nested = (6..12).flat_map(|levels| {
        let objects = |inner: &str| format!("{}{inner}{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
        let mixed = |inner: &str| {
            format!(
                "{}{inner}{}",
                r#"{"a":["#.repeat(levels / 2),
                "]}".repeat(levels / 2)
            )
        };
        [
            objects("1"),
            objects("[]"),
            objects("{}"),
            mixed("1"),
            mixed("{}"),
        ]
    });
    own.map(str::to_owned).into_iter().chain(nested).collect()
}

/// Texts of entries and definitions that are not read strictly by type: at every place a value of each other kind, at
/// every object each key twice, and keys that are not its own. All must be refused.
fn refused() -> Value {
    let changed = |good: &str| {
        let all = [other_kinds(good), repeated_keys(good), unknown_keys(good)].concat();
        assert!(all.len() > 40, "{good}");
        all
    };
    let key = SigningKey::from_seed("k".parse().unwrap(), [1; 32]);
    let known = good().into_iter().filter(|(kind, _)| *kind != "weather");
    let entries = known.flat_map(|(kind, json)| {
        // A figure of a row may be a number or "", so that of these one in the other's place is no fault.
        let json = json.replace(r#",0,"",3,"",4294967295]"#, ",0,1,3,2,4294967295]");
        let line = |json: &str| format!("cotejo/v1 {kind}\n{json}\n");
        let sign = |json: &str| Note::sign(line(json), &[&key]).unwrap().to_bytes();
        Entry::parse(&sign(&json)).unwrap();
        changed(&json)
            .into_iter()
            .map(|json| {
                let bytes = sign(&json);
                assert!(Entry::parse(&bytes).is_err(), "{kind} {json}");
                base64(&bytes)
            })
            .collect::<Vec<_>>()
    });
    let with_map = DEFINITION.replace(r#""levels""#, &format!(r#""map":{MAP},"levels""#));
    record::json::definition(with_map.as_bytes()).unwrap();
    let definitions = changed(&with_map);
    for text in &definitions {
        assert!(record::json::definition(text.as_bytes()).is_err(), "{text}");
    }
    json!({ "entries": entries.collect::<Vec<_>>(), "definitions": definitions })
}

const MAP: &str = r#"{"file":"m","property":"p","document":"sha256:87c5b48f2fe3aad285dae902153b2872c48b6b178d61ba48cd52b94b73650bef","areas":["01"]}"#;

pub(crate) const DEFINITION: &str = r#"{"id":"e","name":"Example","date":"2026-05-10","origin":"count.example/e","levels":["state","town"],"contests":[{"id":"mayor","name":"Mayor","options":[{"id":"ana","name":"Ana"},{"id":"luis","name":"Luis"}]}],"accounts":[{"id":"c","name":"C"}],"register":{"complete":true,"stations":9,"registered":99,"polls_close":"2026-05-10T23:00Z","areas":[{"area":"01","polls_close":"2026-05-10T22:30Z","stations":1}]},"acceptance":{"agree":2,"alone":[]},"rules":{"null_above_percent":15,"blank_above_percent":15,"turnout_above_percent":98,"turnout_below_percent":5,"shares_from":50,"identical_one_in":10000},"sheet":{"code":{"layout":"{a}","station":"{a}","boxes":[{"option":"ana","count":1}],"contest":"mayor"},"redact":[{"name":"n","left":-5,"top":0,"right":5,"bottom":9}]}}"#;

/// Lines of `readings` at their bounds, and with what contradicts itself.
fn many_rows() -> Vec<String> {
    let rows = r#"[["01.1",2,400,"illegible",100,200],["02.1",0,"",3,"",4294967295]]"#;
    let as_of = r#""rows_as_of":["2026-05-10T21:05Z",""],"#;
    let corrects = READINGS.find(r#""corrects""#).unwrap();
    let corrects = &READINGS[corrects..READINGS.find(r#""at""#).unwrap()];
    let plain = READINGS.replace(as_of, "").replace(corrects, "");
    let name = "ab".repeat(32);
    let with = |extra: &str| plain.replace(r#""at""#, &format!(r#"{extra},"at""#));
    let of_rows = |n: usize, row: &str| plain.replace(rows, &format!("[{}]", vec![row; n].join(",")));
    let mut lines = vec![
        of_rows(0, ""),
        of_rows(1, r#"["s",1,2,3,4,5]"#),
        of_rows(256, r#"["s",1,2,3,4,5]"#),
        of_rows(257, r#"["s",1,2,3,4,5]"#),
        of_rows(2, r#"["s",1,2,3,4]"#),
        of_rows(2, r#"["s",1,2,3,4,5,6]"#),
        of_rows(2, r#"["s",1]"#),
        of_rows(2, r#"["s"]"#),
        of_rows(2, "[]"),
        of_rows(2, r#"{"s":1}"#),
        of_rows(2, r#"[ "s" , 1 , 2 , 3 , 4 , 5 ]"#),
        of_rows(2, r#"["s",4294967295,2,3,4,5]"#),
        of_rows(2, r#"["s",4294967296,2,3,4,5]"#),
        of_rows(2, r#"["s","1",2,3,4,5]"#),
        of_rows(2, r#"["s",-1,2,3,4,5]"#),
        of_rows(2, r#"["s",1,2,3,4,null]"#),
        of_rows(2, r#"["s",1,2,3,4,true]"#),
        of_rows(2, r#"["s",1,2,3,4,[5]]"#),
        of_rows(2, r#"["s",1,2,3,4,4294967296]"#),
        of_rows(2, r#"["s",1,2,3,4,"5"]"#),
        of_rows(2, r#"["",1,2,3,4,5]"#),
        of_rows(2, r#"[1,1,2,3,4,5]"#),
        plain.replace(
            r#"["registered","null"],"options":["luis","ana"]"#,
            r#"[],"options":["a","b","c","d"]"#,
        ),
        plain.replace(
            r#"["registered","null"],"options":["luis","ana"]"#,
            r#"["valid","ballots","null","blank"],"options":[]"#,
        ),
        of_rows(2, r#"["s",1]"#).replace(
            r#"["registered","null"],"options":["luis","ana"]"#,
            r#"[],"options":[]"#,
        ),
        plain.replace(r#""ana"]"#, r#""luis"]"#),
        plain.replace(r#""null"]"#, r#""registered"]"#),
        plain.replace(r#""null"]"#, r#""options"]"#),
        plain.replace(r#""figures""#, r#""\u0066igures""#),
        plain.replace(r#""options""#, r#""opti\u006fns""#),
        plain.replace(r#""rows""#, r#""r\u006fws""#),
        plain.replace(r#""options":["luis","ana"],"#, ""),
        with(r#""method":"file""#),
        with(r#""station":"s""#),
        with(r#""as_of":"2026-05-10T21:05Z""#),
        with(r#""as_of":"2026-05-10T21Z""#),
        with(r#""as_of":"""#),
        with(r#""as_of":"2026-05-10T21:05Z","rows_as_of":["",""]"#),
        with(r#""rows_as_of":["","2026-05-10T21:05Z"]"#),
        with(r#""r\u006fws_as_of":["","2026-05-10T21:05Z"]"#),
        with(r#""rows_as_of":[""]"#),
        with(r#""rows_as_of":["","",""]"#),
        with(r#""rows_as_of":["","2026-05-10"]"#),
        with(r#""rows_as_of":[]"#),
        with(r#""corrects":{"reason":"r","rows":[]}"#),
        with(r#""corrects":{"reason":"r"}"#),
    ];
    for rows in [
        format!(r#"{{"row":0,"reading":"{name}"}}"#),
        format!(r#"{{"row":1,"reading":"{name}/255"}},{{"row":0,"reading":"{name}/0"}}"#),
        format!(r#"{{"row":1,"reading":"{name}/256"}}"#),
        format!(r#"{{"row":1,"reading":"{name}/01"}}"#),
        format!(r#"{{"row":2,"reading":"{name}"}}"#),
        format!(r#"{{"row":256,"reading":"{name}"}}"#),
        format!(r#"{{"row":0,"reading":"{name}"}},{{"row":0,"reading":"{name}/1"}}"#),
        format!(r#"{{"row":0,"reading":"{name}"}},{{"row":1,"reading":"{name}"}}"#),
        format!(r#"{{"row":"0","reading":"{name}"}}"#),
        format!(r#"[0,"{name}"]"#),
        format!(r#"{{"row":0,"reading":"{name}","reason":"r"}}"#),
    ] {
        lines.push(with(&format!(r#""corrects":{{"reason":"r","rows":[{rows}]}}"#)));
    }
    // The most bytes, and one more.
    let row = |station: &str| format!(r#"["{station}",1,2,3,4,5]"#);
    let long = vec![row(&"s".repeat(100)); 255].join(",");
    let with_last = |station: usize| plain.replace(rows, &format!("[{long},{}]", row(&"s".repeat(station))));
    let key = SigningKey::from_seed("k".parse().unwrap(), [1; 32]);
    let length = |json: &str| record::length(record::Kind::Readings, json.len(), &[key.verifying_key()]);
    let short = with_last(1);
    let spaces = |n: usize| short.replacen(r#""at""#, &format!(r#"{}"at""#, " ".repeat(n)), 1);
    let room = 32_768 - length(&short);
    lines.extend([spaces(room), spaces(room + 1)]);
    let options: Vec<String> = (0..2_001).map(|n| format!("\"{n}\"")).collect();
    for count in [2_000, 2_001] {
        let row = format!(r#"[["s",1{}]]"#, ",1".repeat(count + 2));
        let many = plain.replace(r#""luis","ana""#, &options[..count].join(","));
        lines.push(many.replace(rows, &row));
    }
    lines
}

fn definitions() -> Vec<Value> {
    let mut draw = Draw::new(11);
    let mut all = vec![DEFINITION.to_owned(), DEFINITION.replace(',', ",\n ")];
    for map in [
        r#"{}"#,
        r#"{"file":"m"}"#,
        r#"{"areas":["01","02"]}"#,
        r#"{"file":"m","property":"p","areas":[]}"#,
        r#"{"areas":["01","01"]}"#,
        r#"{"areas":[" 01"]}"#,
        r#"{"areas":"01"}"#,
        r#"{"file":1}"#,
    ] {
        all.push(DEFINITION.replace(r#""levels""#, &format!(r#""map":{map},"levels""#)));
    }
    for (from, to) in [
        (r#"{"id":"e""#, r#"{"id":"NEW""#),
        (r#""town""#, r#""NEW""#),
        (r#"{"id":"mayor""#, r#"{"id":"NEW""#),
        (r#"{"id":"luis""#, r#"{"id":"NEW""#),
        (r#"{"id":"c""#, r#"{"id":"NEW""#),
    ] {
        assert!(DEFINITION.contains(from), "{from}");
        for id in [
            "total", "Total", "TOTAL", "totals", "x", "State", "STATE", "ANA", "Ana", "ana", "Luis", "c",
            "C", ".", "a.", "a/b", "con", "CON.a", "com1", "com0", "Ñ",
        ] {
            all.push(DEFINITION.replace(from, &to.replace("NEW", id)));
        }
    }
    for (first, second) in [
        ("c", "C"),
        ("C", "c"),
        ("ñ", "Ñ"),
        ("c", "c "),
        ("c", "d"),
        ("c", "c"),
    ] {
        let accounts =
            format!(r#""accounts":[{{"id":"{first}","name":"1"}},{{"id":"{second}","name":"2"}}]"#);
        all.push(DEFINITION.replace(r#""accounts":[{"id":"c","name":"C"}]"#, &accounts));
        let contests = format!(
            r#""contests":[{{"id":"{first}","name":"1","options":[{{"id":"a","name":"A"}}]}},{{"id":"{second}","name":"2","options":[{{"id":"A","name":"A"}}]}}],"accounts""#
        );
        let (before, after) = DEFINITION.split_once(r#""contests""#).unwrap();
        let (_, after) = after.split_once(r#""accounts""#).unwrap();
        all.push(format!("{before}{contests}{after}"));
    }
    for x in rooms() {
        all.push(with_room(DEFINITION, &x));
        all.push(DEFINITION.replace(r#""agree""#, &format!(r#""x":{x},"agree""#)));
    }
    for _ in 0..900 {
        let mut text = changed(DEFINITION, &mut draw);
        if draw.once_in(4) {
            text = changed(&text, &mut draw);
        }
        all.push(text);
    }
    let judged = all.into_iter().map(|text| {
        let good = record::json::definition(text.as_bytes()).is_ok();
        json!({"text": text, "good": good})
    });
    judged.collect()
}

fn registers() -> Value {
    let mut draw = Draw::new(12);
    let election = record::json::definition(DEFINITION.as_bytes()).unwrap();
    let good = "station,registered,state,state_name,town,town_name\n01.1,400,01,\"North, the\",01.01,\n02.1,,02,South,02.01,\"a \"\"b\"\"\nc\"\n03,0,,,,\n";
    let header = good.split_inclusive('\n').next().unwrap();
    let mut all = vec![good.as_bytes().to_vec(), header.as_bytes().to_vec(), vec![]];
    for (from, to) in [
        ("\n", "\r\n"),
        ("\n", "\r"),
        ("\n", "\n\n"),
        ("400", "+400"),
        ("400", "0400"),
        ("400", "4294967296"),
        ("400", "-1"),
        ("station,", "\u{feff}station,"),
        ("01.1,", "\"01.1\"x,"),
        ("01.1,", "0\"1.1,"),
        ("03,0,,,,", "03,0,,,,x"),
        ("03,0,,,,\n", "03,0,,,,"),
        ("03,0,,,,\n", "03,0,,,"),
        ("03,0,,,,\n", "03,0,,,,\"a"),
        ("01.1", "01.1 "),
        ("01.01", "\u{7f}"),
    ] {
        all.push(good.replace(from, to).into_bytes());
    }
    for _ in 0..300 {
        all.push(damaged(good.as_bytes(), &mut draw));
    }
    let placed = "station,registered,state,state_name,town,town_name,latitude,longitude\n01.1,400,01,North,01.01,,-16.4957219,-068.1335\n02.1,,02,South,02.01,,,\n03,0,,,,,90,0.1\n";
    all.push(placed.as_bytes().to_vec());
    for (from, to) in [
        (",longitude", ""),
        ("latitude,longitude", "longitude,latitude"),
        ("90,", "90.0000009,"),
        ("90,", "90.000001,"),
        ("90,", "-0,"),
        ("90,", "-,"),
        ("90,", "+9,"),
        ("90,", "9e1,"),
        ("90,", "٩,"),
        ("90,", " 9,"),
        ("90,", ","),
        ("0.1", ""),
        ("0.1", "0.1234567890123456"),
        ("0.1", "0.123456789012345"),
        ("0.1", "1."),
        ("0.1", ".1"),
        ("0.1", "0,1"),
        ("0.1", "180.1"),
        ("0.1", "-180"),
        ("0.1", "0180"),
        (",,,\n03", ",,\n03"),
    ] {
        assert!(placed.contains(from));
        all.push(placed.replace(from, to).into_bytes());
    }
    for _ in 0..300 {
        all.push(damaged(placed.as_bytes(), &mut draw));
    }
    let judged = all.iter().map(|blob| {
        let mut stations = vec![];
        let read = record::register::read(&election, blob, |station| {
            let areas = station
                .areas
                .iter()
                .flat_map(|area| [area.code.as_str(), &area.name]);
            let areas: Vec<String> = areas.map(ToOwned::to_owned).collect();
            stations.push(json!({"code": station.code, "registered": station.registered, "areas": areas, "place": station.place}));
        });
        json!({"blob": base64(blob), "stations": read.is_ok().then_some(stations)})
    });
    json!({"levels": election.levels, "all": judged.collect::<Vec<_>>()})
}

fn values() -> Value {
    let judge = |texts: &[String], is: &dyn Fn(&str) -> bool| -> Vec<Value> {
        texts.iter().map(|text| json!([text, is(text)])).collect()
    };
    let own = |texts: &[&str]| -> Vec<String> { texts.iter().map(ToString::to_string).collect() };
    let mut dates = own(&[
        "",
        "2024-2-3",
        "2024-07-28T22Z",
        "+024-01-01",
        "0000-01-01",
        "２024-01-01",
        "2024-01-01\n",
    ]);
    for year in ["1900", "2000", "2023", "2024"] {
        for month in 0..14 {
            for day in [0, 1, 28, 29, 30, 31, 32] {
                dates.push(format!("{year}-{month:02}-{day:02}"));
            }
        }
    }
    let hours: Vec<String> = (0..30)
        .map(|hour| format!("2024-02-29T{hour:02}Z"))
        .chain(own(&[
            "2023-02-29T01Z",
            "2024-02-29T1Z",
            "2024-02-29T01z",
            "2024-02-29 01Z",
            "2024-02-29T01Z\n",
            "2024-02-29T-1Z",
        ]))
        .collect();
    let mut names = own(&[
        "",
        " ",
        "a",
        "a b",
        " a",
        "a ",
        "\u{feff}a",
        "a\u{200b}",
        "ñ",
        "😀",
        "\u{e000}",
    ]);
    for code in (0..0x20).chain(0x7e..0xa2).chain([
        0x1680, 0x180e, 0x2000, 0x200a, 0x200b, 0x2028, 0x202f, 0x205f, 0x2060, 0x3000, 0xfeff,
    ]) {
        let character = char::from_u32(code).unwrap();
        names.extend([format!("a{character}b"), format!("a{character}")]);
    }
    for n in [63, 64, 65, 99, 100, 101] {
        names.extend(["n".repeat(n), "é".repeat(n / 2), "😀".repeat(n / 4)]);
    }
    let percents = own(&[
        "0",
        "00",
        "000",
        "0000",
        "100",
        "100.0",
        "100.0001",
        "100.0000",
        "100.00000",
        "099.9",
        "101",
        "999",
        "1.",
        ".1",
        "1.2345",
        "1.23456",
        "+1",
        "-1",
        "1,5",
        "",
        "1.2.3",
        "٣",
        "1\n",
        "51.20",
        "51.2",
    ]);
    let hex = "ab".repeat(32);
    let hashes = own(&[
        &hex,
        &hex.to_uppercase(),
        &hex[1..],
        &format!("sha256:{hex}"),
        &format!("sha256:{hex}0"),
        "sha256:",
        &format!("SHA256:{hex}"),
        &format!("sha256:{}", hex.to_uppercase()),
        &format!("{hex}\n"),
        &format!("sha256:{hex}\n"),
    ]);
    let mut names_of_readings = hashes.clone();
    for row in [
        "/0", "/7", "/255", "/256", "/00", "/01", "/", "/-0", "/+1", "/1/2", "/1\n", "/ 1", "/x", "/٣",
    ] {
        names_of_readings.push(format!("{hex}{row}"));
    }
    let minutes: Vec<String> = [
        "00:00", "23:59", "24:00", "09:60", "9:05", "09:5", "09:05:00", "09-05", "09:0a",
    ]
    .map(|time| format!("2024-02-29T{time}Z"))
    .into_iter()
    .chain(own(&[
        "",
        "2023-02-29T09:05Z",
        "2024-02-29T09Z",
        "2024-02-29 09:05Z",
        "2024-02-29T09:05z",
        "2024-02-29T09:05Z\n",
        "2024-02-29T09:05",
        "2024-02-29T0é:5Z",
    ]))
    .collect();
    json!({
        "dates": judge(&dates, &|text| text.parse::<Date>().is_ok()),
        "hours": judge(&hours, &|text| text.parse::<Hour>().is_ok()),
        "ids": judge(&names, &|text| text.parse::<OptionId>().is_ok()),
        "stations": judge(&names, &|text| text.parse::<StationCode>().is_ok()),
        "percentages": judge(&percents, &|text| text.parse::<Percent>().is_ok()),
        "blobs": judge(&hashes, &|text| text.parse::<BlobHash>().is_ok()),
        "minutes": judge(&minutes, &|text| text.parse::<Minute>().is_ok()),
        "entry_names": judge(&names_of_readings, &|text| text.parse::<EntryName>().is_ok()),
        "reading_names": judge(&names_of_readings, &|text| text.parse::<ReadingName>().is_ok()),
    })
}
