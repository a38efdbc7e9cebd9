//! The greatest and least of everything that the record bounds, and what lies one beyond: the one must be taken, the
//! other refused.

use crate::base64;
use crate::entries::{CLAIM, DEFINITION, READING, good};
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
    let election = of("election");
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

fn definitions() -> Vec<Judged> {
    let part = |from: &str, to: &str, values: &[Judged]| with(DEFINITION, from, to, values);
    let mut all = vec![
        part(r#"{"id":"e""#, r#"{"id":"N""#, &name(64)),
        part(r#""town""#, r#""N""#, &name(64)),
        part(r#"{"id":"mayor""#, r#"{"id":"N""#, &name(64)),
        part(r#"{"id":"ana""#, r#"{"id":"N""#, &name(64)),
        part(r#"{"id":"c""#, r#"{"id":"N""#, &name(64)),
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
        part(r#""count":1"#, r#""count":N"#, &number(0, U32)),
    ];
    for percent in ["null_above", "blank_above", "turnout_above", "turnout_below"] {
        let key = format!("\"{percent}_percent\":");
        let found = DEFINITION.split(&key).nth(1).unwrap();
        let digits: String = found.chars().take_while(char::is_ascii_digit).collect();
        all.push(part(
            &format!("{key}{digits}"),
            &format!("{key}N"),
            &number(0, 100),
        ));
    }
    let (least, most) = (i64::from(i32::MIN), i64::from(i32::MAX));
    let side = [(least, true), (most, true), (least - 1, false), (most + 1, false)];
    let side = side.map(|(n, taken)| (n.to_string(), taken));
    for (name, value) in [("left", -5), ("top", 0), ("right", 5), ("bottom", 9)] {
        all.push(part(
            &format!("\"{name}\":{value}"),
            &format!("\"{name}\":N"),
            &side,
        ));
    }
    let lists = |from: &str, to: &str, one: &str, counts: &[(usize, bool)]| {
        let values = counts.iter().map(|(count, taken)| (several(*count, one), *taken));
        let texts = values.map(|(list, taken)| (DEFINITION.replace(from, &to.replace("LIST", &list)), taken));
        assert!(DEFINITION.contains(from), "{from}");
        texts.collect::<Vec<Judged>>()
    };
    all.push(lists(
        r#"["state","town"]"#,
        "[LIST]",
        r#""levelN""#,
        &[(0, true), (1, true), (8, true), (9, false)],
    ));
    let options = r#"{"id":"ana","name":"Ana"},{"id":"luis","name":"Luis"}"#;
    all.push(lists(
        options,
        "LIST",
        r#"{"id":"oN","name":""}"#,
        &[(0, false), (1, true), (2_000, true), (2_001, false)],
    ));
    all.push(lists(
        &format!(r#"{{"id":"mayor","name":"Mayor","options":[{options}]}}"#),
        "LIST",
        r#"{"id":"cN","name":"","options":[{"id":"a","name":""}]}"#,
        &[(0, false), (1, true), (1_000, true), (1_001, false)],
    ));
    let alone = r#"{"method":"file","account":"c"}"#;
    all.push(lists(
        r#""alone":[]"#,
        r#""alone":[LIST]"#,
        alone,
        &[(0, true), (1, true), (256, true), (257, false)],
    ));
    let pairs = [
        (r#"{"method":"code","account":"c"}"#, true),
        (r#"{"account":"c","method":"typed"}"#, true),
        (r#"{"method":"message","account":"c"}"#, true),
        (r#"{"method":"machine","account":"c"}"#, false),
        (r#"{"method":"qr","account":"c"}"#, false),
        (r#"{"method":"file","account":"d"}"#, false),
        (r#"{"method":"file","account":"C"}"#, false),
        (r#"{"method":"file"}"#, false),
        (r#"{"account":"c"}"#, false),
        (r#"{"method":"file","account":"c","x":{}}"#, false),
        (r#"{"method":{"file":{}},"account":"c"}"#, false),
        (r#"["file","c"]"#, false),
        (r#""file""#, false),
    ];
    all.push(part(
        r#""alone":[]"#,
        r#""alone":[N]"#,
        &pairs.map(|(pair, taken)| (pair.to_owned(), taken)),
    ));
    // As many as anybody likes: no reader needs a bound there.
    all.push(lists(
        r#"{"id":"c","name":"C"}"#,
        "LIST",
        r#"{"id":"aN","name":""}"#,
        &[(0, true), (300, true)],
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
    let definitions = definitions();
    for (text, taken) in &definitions {
        let found = record::json::definition(text.as_bytes());
        assert_eq!(found.is_ok(), *taken, "{found:?} {text}");
    }
    let election = record::json::definition(DEFINITION.as_bytes()).unwrap();
    let registers = registers();
    for (text, taken) in &registers {
        let found = record::register::read(&election, text.as_bytes(), |_| {});
        assert_eq!(found.is_ok(), *taken, "{found:?} {text}");
    }
    json!({
        "entries": entries.collect::<Vec<_>>(),
        "definitions": definitions,
        "levels": election.levels,
        "registers": registers,
    })
}
