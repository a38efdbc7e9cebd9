//! The JSON of entries, laws and words: stricter than serde's, so that no two parsers can read a text differently.

mod room;
mod strict;

use model::{Law, Words};
use serde::de::DeserializeOwned;
use std::fmt;

/// A text that is not JSON of what it must say.
#[derive(Debug)]
pub struct JsonError {
    /// The keys on the way to the fault, such as `counts.options.ana`; empty for the outermost object.
    place: String,
    source: serde_json::Error,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => self.source.fmt(f),
            place => write!(f, "{place}: {}", self.source),
        }
    }
}

impl std::error::Error for JsonError {}

impl From<serde_json::Error> for JsonError {
    fn from(source: serde_json::Error) -> JsonError {
        let place = String::new();
        JsonError { place, source }
    }
}

/// The most bytes of the blob of a law, or of words: 64 MiB.
pub const MAX_DEFINITION_BYTES: usize = 64 << 20;

/// A law or words that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DefinitionError {
    /// More bytes than [`MAX_DEFINITION_BYTES`].
    #[error("it has {found} bytes, at most {MAX_DEFINITION_BYTES} are allowed")]
    TooLong {
        /// How many it has.
        found: usize,
    },
    /// Not JSON, or not what a law or words must say.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// It contradicts itself.
    #[error("{0}")]
    Election(#[from] model::ElectionError),
}

/// Reads the blob of an election's law.
///
/// # Errors
/// [`DefinitionError::TooLong`] where it has too many bytes, [`DefinitionError::Json`] where it is not JSON of a law,
/// [`DefinitionError::Election`] where it contradicts itself.
pub fn law(blob: &[u8]) -> Result<Law, DefinitionError> {
    let law: Law = read_definition(blob)?;
    law.check()?;
    Ok(law)
}

/// Reads the blob of an election's words.
///
/// # Errors
/// [`DefinitionError::TooLong`] where it has too many bytes, [`DefinitionError::Json`] where it is not JSON of words,
/// [`DefinitionError::Election`] where they contradict themselves.
pub fn words(blob: &[u8]) -> Result<Words, DefinitionError> {
    let words: Words = read_definition(blob)?;
    words.check()?;
    Ok(words)
}

fn read_definition<T: DeserializeOwned>(blob: &[u8]) -> Result<T, DefinitionError> {
    match blob.len() {
        found if found > MAX_DEFINITION_BYTES => Err(DefinitionError::TooLong { found }),
        _ => Ok(read(blob)?),
    }
}

/// Writes a law or words as the bytes of their blob.
///
/// # Errors
/// An error of serde where they have more than [`MAX_DEFINITION_BYTES`].
pub fn write(law_or_words: &impl serde::Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let blob = serde_json::to_vec(law_or_words)?;
    match blob.len() {
        found if found > MAX_DEFINITION_BYTES => {
            Err(serde::ser::Error::custom(DefinitionError::TooLong { found }))
        }
        _ => Ok(blob),
    }
}

/// Reads one object with nothing but white space around it. It may have the key `x`, whose value is dropped.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonError> {
    let place = strict::Place::default();
    let mut json = serde_json::Deserializer::from_slice(text);
    let value = T::deserialize(strict::Strict::outermost(&mut json, &place));
    let whole = value.and_then(|value| json.end().map(|()| value));
    whole.map_err(|source| JsonError {
        place: place.path(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reading, RegisterBody, Statement};
    use serde::Deserialize;
    use std::collections::BTreeMap;

    const LAW: &str = r#"{"id":"e","date":"2026-05-10","origin":"o","levels":["state"],
        "contests":[{"id":"c","options":["a"]}],"accounts":[{"id":"c"}],"acceptance":{"agree":1,"alone":[{"method":"code","account":"c"}]}}"#;
    const WORDS: &str = r#"{"name":{"und":"E"},"levels":{"state":{"es":"Estado"}},"contests":{"c":{"name":{"und":"C"},"options":{"a":{"withdrew":true}}}}}"#;
    const READING: &str = r#"{"election":"e","account":"campaign","station":"1","contest":"mayor","counts":{"valid":3,"null":"illegible","options":{"ana":3}},"method":"file","of":["sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],"line":2,"at":"2026-05-10T22Z"}"#;
    const REGISTER: &str = r#"{"election":"e","stations":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","count":1,"expected":[{"area":"01","stations":1}],"at":"2026-05-10T22Z"}"#;
    const STATEMENT: &str = r#"{"election":"e","kind":"observation","station":"1","answers":{"calm":"yes"},"at":"2026-05-10T22Z"}"#;

    /// Why a text is refused after one change.
    fn refused<T: DeserializeOwned + fmt::Debug>(good: &str, from: &str, to: &str) -> String {
        read::<T>(good.as_bytes()).unwrap();
        let changed = good.replacen(from, to, 1);
        assert_ne!(changed, good, "{from}");
        read::<T>(changed.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn an_error_names_the_place_and_what_belongs_there() {
        let of_a_reading = |from: &str, to: &str| refused::<Reading>(READING, from, to);
        assert_eq!(
            of_a_reading(r#"{"ana":3}"#, "[]"),
            "counts.options: invalid type: sequence, expected an object at line 1 column 118"
        );
        assert!(of_a_reading(r#""ana":3"#, r#""ana":3.0"#).starts_with("counts.options.ana: invalid type"));
        assert!(
            of_a_reading(r#""file""#, r#"{"file":null}"#)
                .starts_with("method: invalid type: map, expected a text")
        );
        assert!(of_a_reading(r#""line":2"#, r#""line":null"#).starts_with("line: invalid type: null"));
        assert!(of_a_reading(r#""line":2"#, r#""lime":2"#).starts_with("unknown field `lime`"));
        assert!(
            of_a_reading(r#""mayor""#, r#"" mayor""#)
                .starts_with("contest: contest id \" mayor\" holds a space")
        );
        let of_a_register = |from: &str, to: &str| refused::<RegisterBody>(REGISTER, from, to);
        assert!(of_a_register(r#""01""#, "1").starts_with("expected[0].area: invalid type: integer"));
        assert!(of_a_register(r#"{"area":"01","stations":1}"#, r#"["01"]"#).starts_with("expected[0]: "));
        assert!(of_a_register(r#"[{"area":"01","stations":1}]"#, "{}").starts_with("expected: "));
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_in_structs_and_maps() {
        let twice = |to: &str| refused::<Statement>(STATEMENT, r#""calm":"yes""#, to);
        assert!(twice(r#""calm":"yes","calm":"yes""#).starts_with("answers: duplicate key \"calm\""));
        assert!(twice(r#""calm":"yes","on time":"no","\u0063alm":"no""#).contains("duplicate key"));
        let twice = |from: &str, to: &str| refused::<Reading>(READING, from, to);
        assert!(twice(r#""valid":3"#, r#""valid":3,"valid":3"#).starts_with("counts: duplicate field"));
        assert!(twice(r#""ana":3"#, r#""ana":3,"ana":3"#).starts_with("counts.options: duplicate"));
    }

    #[test]
    fn what_a_type_asks_for_is_all_that_it_gets() {
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        struct Inner {
            _number: u32,
        }
        #[derive(Debug, Deserialize)]
        enum Choice {
            One,
        }
        #[derive(Debug, Deserialize)]
        struct Wide {
            _inner: Inner,
            _list: Vec<Inner>,
            _map: BTreeMap<String, Option<i32>>,
            _choice: Choice,
            _flag: bool,
            _pair: (u8, String),
            _any: serde::de::IgnoredAny,
        }
        let good = r#"{"_inner":{},"_list":[{}],"_map":{"a":-1},"_choice":"One","_flag":true,"_pair":[1,"a"],"_any":[true,-1,{"a":"b"}]}"#;
        for (from, to) in [
            (r#""_inner":{}"#, r#""_inner":[]"#),
            ("[{}]", "[[]]"),
            ("[{}]", "{}"),
            (r#"{"a":-1}"#, "[]"),
            (r#"{"a":-1}"#, r#"{"a":null}"#),
            (r#"{"a":-1}"#, r#"{"a":-0}"#),
            (r#""One""#, r#"{"One":null}"#),
            ("true", "null"),
            (r#"[1,"a"]"#, r#"{"0":1,"1":"a"}"#),
            (r#"{"a":"b"}"#, "null"),
            (r#"{"a":"b"}"#, "1.0"),
            (r#"{"a":"b"}"#, r#""\ud800""#),
            (r#"{"a":"b"}"#, r#"{"a":1,"a":1}"#),
        ] {
            refused::<Wide>(good, from, to);
        }
    }

    #[test]
    fn nothing_stands_around_the_object() {
        read::<Statement>(format!(" {STATEMENT}\r\n\t").as_bytes()).unwrap();
        for text in [
            format!("[{STATEMENT}]"),
            format!("{STATEMENT}{{}}"),
            format!("\u{feff}{STATEMENT}"),
            format!("{STATEMENT}\u{a0}"),
            String::new(),
        ] {
            read::<Statement>(text.as_bytes()).unwrap_err();
        }
    }

    /// So many objects within each other.
    fn nested(levels: usize) -> String {
        format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels))
    }

    #[test]
    fn an_object_for_later_versions_is_looked_through_and_dropped() {
        let with = |x: &str| STATEMENT.replacen('{', &format!(r#"{{"x":{x},"#), 1);
        let plain: Statement = read(STATEMENT.as_bytes()).unwrap();
        for x in [
            "{}",
            r#"{"a":[true,-9007199254740991,9007199254740991,"\u0000",[],{}],"x":{"x":{}}}"#,
            &nested(8),
            &nested(8).replace('1', r#""a""#),
            &nested(7).replace('1', "[1]"),
        ] {
            assert_eq!(read::<Statement>(with(x).as_bytes()).unwrap(), plain, "{x}");
            let last = STATEMENT.replace("Z\"}", &format!(r#"Z","\u0078":{x}}}"#));
            assert_eq!(read::<Statement>(last.as_bytes()).unwrap(), plain, "{x}");
        }
        for x in [
            "1",
            "[]",
            "null",
            r#""a""#,
            r#"{"a":null}"#,
            r#"{"a":1.0}"#,
            r#"{"a":-0}"#,
            r#"{"a":9007199254740992}"#,
            r#"{"a":-9007199254740992}"#,
            r#"{"a":99999999999999999999}"#,
            r#"{"a":"\ud800"}"#,
            r#"{"a":{"b":1,"b":2}}"#,
            r#"{},"x":{}"#,
            &nested(9),
            &nested(8).replace('1', "[]"),
            &nested(4_000),
        ] {
            read::<Statement>(with(x).as_bytes()).unwrap_err();
        }
        let error = read::<Statement>(with(r#"{"a":[{"b":1.5}]}"#).as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with("x.a[0].b: invalid type"), "{error}");
        let error = read::<Statement>(with(&nested(9)).as_bytes()).unwrap_err();
        assert!(
            error.to_string().contains("nested more than 8 levels deep"),
            "{error}"
        );
    }

    #[test]
    fn only_the_outermost_object_has_room() {
        refused::<Reading>(READING, r#""valid":3"#, r#""valid":3,"x":{}"#);
        refused::<Statement>(STATEMENT, r#""calm":"yes""#, r#""calm":"yes","x":{}"#);
        let with_x = LAW.replacen('{', r#"{"x":{"a":1},"#, 1);
        let plain = law(LAW.as_bytes()).unwrap();
        assert_eq!(law(with_x.as_bytes()).unwrap(), plain);
        let deeper = LAW.replace(r#""agree":1"#, r#""agree":1,"x":{}"#);
        law(deeper.as_bytes()).unwrap_err();
        let with_x = WORDS.replacen('{', r#"{"x":{"a":1},"#, 1);
        let plain = words(WORDS.as_bytes()).unwrap();
        assert_eq!(words(with_x.as_bytes()).unwrap(), plain);
        let deeper = WORDS.replace(r#""withdrew":true"#, r#""withdrew":true,"x":{}"#);
        words(deeper.as_bytes()).unwrap_err();
    }

    #[test]
    fn a_law_is_read_as_strictly_and_checked() {
        law(LAW.as_bytes()).unwrap();
        law(LAW.replace(r#","account":"c""#, "").as_bytes()).unwrap();
        for (from, to) in [
            (r#"{"id":"c","options":["a"]}"#, r#"["c",["a"]]"#),
            (r#"["a"]"#, r#"[{"id":"a"}]"#),
            (r#""id":"e""#, r#""id":"e","name":{"und":"E"}"#),
            (r#"{"agree":1,"alone":[{"method":"code","account":"c"}]}"#, "[]"),
            (r#"{"method":"code","account":"c"}"#, r#""code""#),
            (r#"{"method":"code","account":"c"}"#, r#"["code","c"]"#),
            (r#"{"method":"code","account":"c"}"#, r#"{"account":"c"}"#),
            (
                r#"{"method":"code","account":"c"}"#,
                r#"{"method":{"code":null},"account":"c"}"#,
            ),
            (r#""levels""#, r#""register":{"stations":null},"levels""#),
            (r#""levels""#, r#""register":{"areas":[["01"]]},"levels""#),
            (r#""levels""#, r#""register":[],"levels""#),
            (r#""levels""#, r#""zeros":"read","levels""#),
            (r#""levels""#, r#""codes":[""],"levels""#),
            (r#"["a"]}"#, r#"["a"],"wins":[{"way":"over","percent":50}]}"#),
        ] {
            let changed = LAW.replacen(from, to, 1);
            assert_ne!(changed, LAW, "{from}");
            let refused = law(changed.as_bytes());
            assert!(matches!(refused, Err(DefinitionError::Json(_))), "{changed}");
        }
        let none = LAW.replace(r#"["a"]"#, "[]");
        let refused = law(none.as_bytes());
        assert!(matches!(refused, Err(DefinitionError::Election(_))), "{none}");
    }

    #[test]
    fn words_are_read_as_strictly_and_checked() {
        words(WORDS.as_bytes()).unwrap();
        words(b"{}").unwrap();
        for (from, to) in [
            (r#"{"und":"E"}"#, r#""E""#),
            (r#"{"und":"E"}"#, "{}"),
            (r#"{"und":"E"}"#, r#"{"und":"E","und":"F"}"#),
            (r#"{"und":"E"}"#, r#"{"u_d":"E"}"#),
            (r#"{"und":"E"}"#, r#"{"und":null}"#),
            (r#"{"state":{"es":"Estado"}}"#, r#"["state"]"#),
            (r#"{"state""#, r#"{"""#),
            (r#"true"#, r#""true""#),
            (r#"true"#, r#"true,"color":"red""#),
            (r#""levels""#, r#""id":"e","levels""#),
            (
                r#""levels""#,
                r#""sheet":[{"layout":"l","station":"s"}],"levels""#,
            ),
        ] {
            let changed = WORDS.replacen(from, to, 1);
            assert_ne!(changed, WORDS, "{from}");
            let refused = words(changed.as_bytes());
            assert!(matches!(refused, Err(DefinitionError::Json(_))), "{changed}");
        }
        let twice = WORDS.replacen(
            '{',
            r#"{"questions":[{"id":"q","text":{"und":""}},{"id":"q","text":{"und":""}}],"#,
            1,
        );
        let refused = words(twice.as_bytes());
        assert!(matches!(refused, Err(DefinitionError::Election(_))), "{twice}");
    }
}
