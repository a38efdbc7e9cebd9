//! The greatest and least of everything that the record bounds, and what lies one beyond: the one must be taken, the
//! other refused.

use crate::base64;
use crate::entries::{CLAIM, LAW, READING, WORDS, election, good};
use note::{Note, SigningKey};
use record::{BlobHash, Entry};
use serde_json::{Value, json};

const U32: u64 = u32::MAX as u64;
const INTEGER: u64 = (1 << 53) - 1;

/// A text, and whether it must be taken.
type Judged = (String, bool);

/// A text that has, in the place of `from`, `to` with each of these values for `N`.
fn with(good: &str, from: &str, to: &str, values: &[(String, bool)]) -> Vec<Judged> {
    assert_eq!(good.matches(from).count(), 1, "{from}");
    let changed = values.iter();
    changed
        .map(|(value, taken)| (good.replace(from, &to.replace('N', value)), *taken))
        .collect()
}

/// A number within bounds.
fn number(least: u64, most: u64) -> Vec<Judged> {
    let mut values = vec![(least.to_string(), true), (most.to_string(), true)];
    values.push((u128::from(most).saturating_add(1).to_string(), false));
    values.push(match least {
        0 => ("-1".to_owned(), false),
        least => ((least - 1).to_string(), false),
    });
    values
}

/// A name of so many bytes at most: letters of one byte and of two.
fn name(most: usize) -> Vec<Judged> {
    vec![
        ("n".to_owned(), true),
        (String::new(), false),
        ("n".repeat(most), true),
        ("n".repeat(most + 1), false),
        ("é".repeat(most / 2), true),
        ("é".repeat(most / 2 + 1), false),
    ]
}

fn percentage() -> Vec<Judged> {
    let judged = [
        ("0", true),
        ("100", true),
        ("100.0000", true),
        ("100.0001", false),
        ("101", false),
        ("100.00000", false),
        ("99.9999", true),
    ];
    judged.map(|(text, taken)| (text.to_owned(), taken)).into()
}

/// `count` of these, each with its number for `N`, separated by commas.
fn several(count: usize, one: &str) -> String {
    let all: Vec<String> = (0..count).map(|n| one.replace('N', &n.to_string())).collect();
    all.join(",")
}

fn entries() -> Vec<(&'static str, Judged)> {
    let of = |kind: &str| good().into_iter().find(|(own, _)| *own == kind).unwrap().1;
    let (register, key, source) = (of("register"), of("key"), of("source"));
    let (capture, ruling, statement) = (of("capture"), of("ruling"), of("statement"));
    let (election, account) = (of("election"), of("account"));
    let figures = ["registered", "ballots", "valid", "blank", "ana"].map(|field| {
        let from = READING.split(&format!("\"{field}\":")).nth(1).unwrap();
        let digits: String = from.chars().take_while(char::is_ascii_digit).collect();
        let (from, to) = (format!("\"{field}\":{digits}"), format!("\"{field}\":N"));
        ("reading", with(READING, &from, &to, &number(0, U32)))
    });
    let id = r#""election":"e""#;
    let mut all: Vec<(&'static str, Vec<Judged>)> = vec![
        ("election", with(&election, id, r#""election":"N""#, &name(64))),
        (
            "register",
            with(&register, r#""count":2"#, r#""count":N"#, &number(0, U32)),
        ),
        (
            "register",
            with(
                &register,
                r#""stations":1"#,
                r#""stations":N"#,
                &number(0, INTEGER),
            ),
        ),
        (
            "register",
            with(
                &register,
                r#""registered":4"#,
                r#""registered":N"#,
                &number(0, INTEGER),
            ),
        ),
        (
            "register",
            with(&register, r#""area":"01""#, r#""area":"N""#, &name(300)),
        ),
        ("key", with(&key, r#""area":"01""#, r#""area":"N""#, &name(300))),
        (
            "key",
            with(&key, r#""account":"c""#, r#""account":"N""#, &name(64)),
        ),
        ("key", with(&key, r#""stage":"s""#, r#""stage":"N""#, &name(64))),
        (
            "account",
            with(&account, r#""account":"c""#, r#""account":"N""#, &name(64)),
        ),
        ("account", with(&account, r#""early""#, r#""N""#, &name(64))),
        (
            "reading",
            with(READING, r#""stage":"late""#, r#""stage":"N""#, &name(64)),
        ),
        (
            "source",
            with(&source, r#""bytes":30"#, r#""bytes":N"#, &number(0, INTEGER)),
        ),
        (
            "capture",
            with(&capture, r#""station":"01.1""#, r#""station":"N""#, &name(100)),
        ),
        (
            "capture",
            with(&capture, r#""contest":"mayor""#, r#""contest":"N""#, &name(64)),
        ),
        (
            "ruling",
            with(&ruling, r#""station":"01.1""#, r#""station":"N""#, &name(100)),
        ),
        (
            "statement",
            with(&statement, r#""station":"01.1""#, r#""station":"N""#, &name(100)),
        ),
        (
            "statement",
            with(&statement, r#""kind":"observation""#, r#""kind":"N""#, &name(64)),
        ),
        (
            "statement",
            with(&statement, r#""on time":"#, r#""N":"#, &name(64)),
        ),
        (
            "statement",
            with(&statement, r#""calm":"no""#, r#""calm":"N""#, &name(64)),
        ),
        (
            "reading",
            with(READING, r#""account":"campaign""#, r#""account":"N""#, &name(64)),
        ),
        (
            "reading",
            with(READING, r#""station":"01.1""#, r#""station":"N""#, &name(100)),
        ),
        ("reading", with(READING, r#""luis":100"#, r#""N":100"#, &name(64))),
        ("claim", with(CLAIM, r#""id":"b1""#, r#""id":"N""#, &name(64))),
        (
            "claim",
            with(CLAIM, r#""area":"01""#, r#""area":"N""#, &name(300)),
        ),
        ("claim", with(CLAIM, r#""of":"ana""#, r#""of":"N""#, &name(64))),
        (
            "claim",
            with(CLAIM, r#""number":5150"#, r#""number":N"#, &number(0, INTEGER)),
        ),
        (
            "claim",
            with(CLAIM, r#""number":12"#, r#""number":N"#, &number(0, INTEGER)),
        ),
        (
            "claim",
            with(CLAIM, r#""percent":"51.2""#, r#""percent":"N""#, &percentage()),
        ),
    ];
    all.extend(figures);
    for count in [0, 1, 1_999, 2_000, 2_001] {
        let options = several(count, r#""N":1"#);
        let text = READING.replace(r#""ana":200,"luis":100"#, &options);
        all.push(("reading", vec![(text, count <= 2_000)]));
    }
    for count in [0, 1, 16, 17] {
        let stages = several(count, r#""sN""#);
        let text = account.replace(r#""early","late""#, &stages);
        all.push(("account", vec![(text, (1..=16).contains(&count))]));
    }
    for count in [0, 1, 64, 65] {
        let more = several(count, r#""fN":1"#);
        let text = READING.replace(r#""challenged":3,"unused":"illegible""#, &more);
        all.push(("reading", vec![(text, (1..=64).contains(&count))]));
    }
    all.push((
        "reading",
        with(READING, r#""challenged":3"#, r#""challenged":N"#, &number(0, U32)),
    ));
    all.push(("reading", with(READING, r#""unused":"#, r#""N":"#, &name(64))));
    for count in [0, 1, 1_000, 1_001] {
        let areas = format!(r#""areas":[{}]"#, several(count, r#""N""#));
        let text = register.replace(r#""areas":["01","02"]"#, &areas);
        all.push(("register", vec![(text, count <= 1_000)]));
    }
    for count in [0, 1, 63, 64, 65] {
        let answers = several(count, r#""N":"yes""#);
        let text = statement.replace(r#""on time":"yes","calm":"no""#, &answers);
        all.push(("statement", vec![(text, count <= 64)]));
    }
    let judged = all.into_iter();
    judged
        .flat_map(|(kind, texts)| texts.into_iter().map(move |text| (kind, text)))
        .collect()
}

/// Lists of these lengths, in the place of `from`.
fn lists(good: &str, from: &str, to: &str, one: &str, counts: &[(usize, bool)]) -> Vec<Judged> {
    assert!(good.contains(from), "{from}");
    let values = counts.iter().map(|(count, taken)| (several(*count, one), *taken));
    values
        .map(|(list, taken)| (good.replace(from, &to.replace("LIST", &list)), taken))
        .collect()
}

/// The law, of which no account's readings suffice alone, so that its accounts can be others.
fn alone_of_none() -> String {
    LAW.replace(r#"{"method":"code","account":"c"}"#, "")
}

fn laws() -> Vec<Judged> {
    let part = |from: &str, to: &str, values: &[Judged]| with(LAW, from, to, values);
    let mut all = vec![
        part(r#"{"id":"e""#, r#"{"id":"N""#, &name(64)),
        part(r#""town""#, r#""N""#, &name(64)),
        part(r#"{"id":"mayor""#, r#"{"id":"N""#, &name(64)),
        part(r#""unused""#, r#""N""#, &name(64)),
        part(r#""ana""#, r#""N""#, &name(64)),
        part(r#"{"way":"most"}"#, r#"{"way":"N"}"#, &name(64)),
        part(r#""hare""#, r#""N""#, &name(64)),
        part(r#""seats":7"#, r#""seats":N"#, &number(1, 10_000)),
        part(r#""percent":"40""#, r#""percent":"N""#, &percentage()),
        part(r#""lead":"10.5""#, r#""lead":"N""#, &percentage()),
        part(r#"["02","03"]"#, r#"["N"]"#, &name(300)),
        part(
            r#""A*""#,
            r#""N""#,
            &[
                ("9".repeat(100), true),
                ("9".repeat(101), false),
                ("é".repeat(50), true),
                ("é".repeat(51), false),
                (String::new(), false),
            ],
        ),
        with(&alone_of_none(), r#"{"id":"c""#, r#"{"id":"N""#, &name(64)),
        part(r#""area":"01""#, r#""area":"N""#, &name(300)),
        part(r#""stations":9"#, r#""stations":N"#, &number(0, INTEGER)),
        part(r#""registered":99"#, r#""registered":N"#, &number(0, INTEGER)),
        part(r#""stations":1}"#, r#""stations":N}"#, &number(0, INTEGER)),
        part(r#""stations":1}"#, r#""registered":N}"#, &number(0, INTEGER)),
        part(r#""agree":2"#, r#""agree":N"#, &number(1, 16)),
        part(r#""shares_from":50"#, r#""shares_from":N"#, &number(0, U32)),
        part(
            r#""identical_one_in":10000"#,
            r#""identical_one_in":N"#,
            &number(0, U32),
        ),
    ];
    for percent in ["null_above", "blank_above", "turnout_above", "turnout_below"] {
        let key = format!("\"{percent}_percent\":");
        let found = LAW.split(&key).nth(1).unwrap();
        let digits: String = found.chars().take_while(char::is_ascii_digit).collect();
        all.push(part(
            &format!("{key}{digits}"),
            &format!("{key}N"),
            &number(0, 100),
        ));
    }
    all.push(lists(
        LAW,
        r#"["state","town"]"#,
        "[LIST]",
        r#""levelN""#,
        &[(0, true), (1, true), (8, true), (9, false)],
    ));
    let options = r#""ana","luis""#;
    all.push(lists(
        LAW,
        options,
        "LIST",
        r#""oN""#,
        &[(0, false), (1, true), (2_000, true), (2_001, false)],
    ));
    let contests = LAW.find(r#"{"id":"mayor""#).unwrap()..LAW.find(r#"],"accounts""#).unwrap();
    all.push(lists(
        LAW,
        &LAW[contests],
        "LIST",
        r#"{"id":"cN","options":["a"]}"#,
        &[(0, false), (1, true), (65_535, true), (65_536, false)],
    ));
    let pairs = [
        (r#"{"method":"code","account":"c"}"#, true),
        (r#"{"account":"c","method":"typed"}"#, true),
        (r#"{"method":"message","account":"c"}"#, true),
        (r#"{"method":"machine","account":"c"}"#, false),
        (r#"{"method":"qr","account":"c"}"#, false),
        (r#"{"method":"file","account":"d"}"#, false),
        (r#"{"method":"file","account":"C"}"#, false),
        (r#"{"method":"file"}"#, true),
        (r#"{"account":"c"}"#, false),
        (r#"{"method":"file","account":"c","x":{}}"#, false),
        (r#"{"method":{"file":{}},"account":"c"}"#, false),
        (r#"["file","c"]"#, false),
        (r#""file""#, false),
    ];
    all.push(with(
        &alone_of_none(),
        r#""alone":[]"#,
        r#""alone":[N]"#,
        &pairs.map(|(pair, taken)| (pair.to_owned(), taken)),
    ));
    all.push(lists(
        LAW,
        r#"["challenged","unused"]"#,
        r#"["challenged",LIST]"#,
        r#""fN""#,
        &[(1, true), (15, true), (16, false)],
    ));
    let sum = r#"{"of":"valid","parts":["options","challenged"],"severity":"warning"}"#;
    let of_figures: Vec<String> = (0..16).map(|n| format!("\"f{n}\"")).collect();
    for (count, taken) in [(0, true), (1, true), (16, true), (17, false)] {
        let sums = several(count, r#"{"of":"fN","parts":["options","valid"]}"#).replace("f16", "ballots");
        let text = LAW.replace(sum, &sums);
        let figures = format!("[{}]", of_figures.join(","));
        all.push(vec![(
            text.replace(r#"["challenged","unused"]"#, &figures),
            taken,
        )]);
    }
    for (count, taken) in [(1, false), (2, true), (16, true), (17, false)] {
        let parts = several(count, r#""fN""#).replace("f16", "ballots");
        let text = LAW.replace(r#"["options","challenged"]"#, &format!("[{parts}]"));
        let figures = format!("[{}]", of_figures.join(","));
        all.push(vec![(
            text.replace(r#"["challenged","unused"]"#, &figures),
            taken,
        )]);
    }
    all.push(lists(
        LAW,
        r#""early","late""#,
        "LIST",
        r#""sN""#,
        &[(0, false), (1, true), (16, true), (17, false)],
    ));
    let alone = r#"{"method":"code","account":"c"}"#;
    all.push(lists(
        LAW,
        alone,
        "LIST",
        r#"{"method":"file","account":"c"}"#,
        &[(0, true), (1, true), (256, true), (257, false)],
    ));
    all.push(lists(
        &alone_of_none(),
        r#"{"id":"c","stages":["early","late"]}"#,
        "LIST",
        r#"{"id":"aN"}"#,
        &[(0, true), (256, true), (257, false)],
    ));
    all.push(lists(
        LAW,
        r#""02","03""#,
        "LIST",
        r#""aN""#,
        &[(0, true), (1_000, true), (1_001, false)],
    ));
    let ways = LAW.find(r#"{"way":"most""#).unwrap()..LAW.find(r#"]}],"accounts""#).unwrap();
    all.push(lists(
        LAW,
        &LAW[ways],
        "LIST",
        r#"{"way":"wN"}"#,
        &[(0, true), (8, true), (9, false)],
    ));
    all.push(lists(
        LAW,
        r#""99.9","A*""#,
        "LIST",
        r#""N""#,
        &[(0, true), (64, true), (65, false)],
    ));
    all.into_iter().flatten().collect()
}

/// A law by its sizes, where its text would be long: so many contests, each with so many options and areas, one group after
/// the other, and spaces behind it up to so many bytes.
#[derive(serde::Serialize)]
struct Sizes {
    groups: Vec<(usize, usize, usize)>,
    bytes: usize,
    taken: bool,
}

impl Sizes {
    /// The text that these sizes stand for; web/test makes the same.
    fn text(&self) -> String {
        let groups = self.groups.iter();
        let contests = groups
            .flat_map(|group| std::iter::repeat_n(group, group.0))
            .enumerate();
        let contests: Vec<String> = contests
            .map(|(number, (_, options, areas))| {
                let (options, areas) = (several(*options, r#""oN""#), several(*areas, r#""aN""#));
                format!(r#"{{"id":"c{number}","options":[{options}],"areas":[{areas}]}}"#)
            })
            .collect();
        let text = format!(
            r#"{{"id":"e","date":"2026-05-10","origin":"o","contests":[{}]}}"#,
            contests.join(",")
        );
        let spaces = self.bytes.saturating_sub(text.len());
        text + &" ".repeat(spaces)
    }
}

fn law_sizes() -> Vec<Sizes> {
    let (together, most) = (1_000_000, record::json::MAX_DEFINITION_BYTES);
    let of = |groups: &[(usize, usize, usize)], bytes, taken| Sizes {
        groups: groups.to_vec(),
        bytes,
        taken,
    };
    vec![
        of(&[(together / 2_000, 2_000, 0)], 0, true),
        of(&[(together / 2_000, 2_000, 0), (1, 1, 0)], 0, false),
        of(&[(together / 1_000, 1, 1_000)], 0, true),
        of(&[(together / 1_000, 1, 1_000), (1, 1, 1)], 0, false),
        of(&[(1, 1, 0)], most, true),
        of(&[(1, 1, 0)], most + 1, false),
    ]
}

fn words() -> Vec<Judged> {
    let good = WORDS.replace("BLOB", &BlobHash::of(b"map").to_string());
    let (least, most) = (i64::from(i32::MIN), i64::from(i32::MAX));
    let side = [(least, true), (most, true), (least - 1, false), (most + 1, false)];
    let side = side.map(|(n, taken)| (n.to_string(), taken));
    let mut all = vec![with(&good, r#""count":1"#, r#""count":N"#, &number(0, U32))];
    for (name, value) in [("left", -5), ("top", 0), ("right", 5), ("bottom", 9)] {
        let (from, to) = (format!("\"{name}\":{value}"), format!("\"{name}\":N"));
        all.push(with(&good, &from, &to, &side));
    }
    for id in ["state", "first", "extra", "calm"] {
        let (from, to) = (format!("\"{id}\":{{"), "\"N\":{".to_owned());
        all.push(with(&good, &from, &to, &name(64)));
    }
    all.push(lists(
        &good,
        r#""und":"Example","es":"Ejemplo""#,
        "LIST",
        r#""lN":"""#,
        &[(0, false), (1, true), (64, true), (65, false)],
    ));
    all.push(lists(
        &good,
        r#""calm":{"en":"Yes"}"#,
        "LIST",
        r#""aN":{"en":""}"#,
        &[(0, true), (64, true), (65, false)],
    ));
    let questions = good.find(r#"{"id":"calm?""#).unwrap()..good.find(r#"],"about""#).unwrap();
    all.push(lists(
        &good,
        &good[questions],
        "LIST",
        r#"{"id":"qN","text":{"en":""}}"#,
        &[(0, true), (64, true), (65, false)],
    ));
    all.into_iter().flatten().collect()
}

fn registers() -> Vec<Judged> {
    let good = "station,registered,state,state_name,town,town_name\n01,400,A,North,A1,\n";
    [
        with(good, "400", "N", &number(0, U32)),
        with(good, "\n01,", "\nN,", &name(100)),
        with(good, ",A,", ",N,", &name(300)),
        with(good, ",A1,", ",N,", &name(300)),
    ]
    .concat()
}

pub(crate) fn vectors() -> Value {
    let key = SigningKey::from_seed("k".parse().unwrap(), [1; 32]);
    let sign = |kind: &str, json: &str| {
        let text = format!("cotejo/v1 {kind}\n{json}\n");
        Note::sign(text, &[&key]).unwrap().to_bytes()
    };
    let mut judged: Vec<(Vec<u8>, bool)> = entries()
        .iter()
        .map(|(kind, (json, taken))| (sign(kind, json), *taken))
        .collect();
    // An entry of a known type that fills a log's bundle, and one that does not fit.
    let document = BlobHash::of(b"");
    let source = |title: &str| {
        let json = format!(
            r#"{{"election":"e","document":"{document}","bytes":0,"media":"m","title":"{title}","publisher":"p","at":"2026-05-10T22Z"}}"#
        );
        sign("source", &json)
    };
    let rest = record::MAX_ENTRY_BYTES - source("").len();
    judged.extend([
        (source(&"t".repeat(rest)), true),
        (source(&"t".repeat(rest + 1)), false),
    ]);
    for (bytes, taken) in &judged {
        assert_eq!(
            Entry::parse(bytes).is_ok(),
            *taken,
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
    let entries = judged.iter().map(|(bytes, taken)| json!([base64(bytes), taken]));
    let (laws, words) = (laws(), words());
    for (text, taken) in &laws {
        let found = record::json::law(text.as_bytes());
        assert_eq!(found.is_ok(), *taken, "{found:?} {text}");
    }
    let law_sizes = law_sizes();
    for sizes in &law_sizes {
        let found = record::json::law(sizes.text().as_bytes());
        assert_eq!(found.is_ok(), sizes.taken, "{:?}", sizes.groups);
    }
    for (text, taken) in &words {
        let found = record::json::words(text.as_bytes());
        assert_eq!(found.is_ok(), *taken, "{found:?} {text}");
    }
    let election = election();
    let registers = registers();
    for (text, taken) in &registers {
        let found = record::register::read(&election, text.as_bytes(), |_| {});
        assert_eq!(found.is_ok(), *taken, "{found:?} {text}");
    }
    json!({
        "entries": entries.collect::<Vec<_>>(),
        "laws": laws,
        "law_sizes": law_sizes,
        "extent": tally::MAX_EXTENT,
        "words": words,
        "levels": election.levels,
        "registers": registers,
    })
}
