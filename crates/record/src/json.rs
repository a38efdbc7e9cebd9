//! Stricter JSON than serde's: what parsers could read differently is refused.
//!
//! The types are read with serde, which takes `null` for an optional value, `{"file": null}` for a word and a list
//! of values for an object. Other parsers refuse these, so that readers of one record would disagree.

use model::Election;
use serde_json::Value;

/// A definition that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DefinitionError {
    /// Not JSON, or not what a definition must say.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// JSON that readers could understand differently.
    #[error("{0}")]
    Loose(&'static str),
    /// It contradicts itself.
    #[error("{0}")]
    Election(#[from] model::ElectionError),
}

const NULL: &str = "null says nothing: what is optional is left out";
const LIST: &str = "a list stands where an object must";

/// Reads the blob of an election's definition.
///
/// # Errors
/// [`DefinitionError::Json`] where it is not JSON of a definition, [`DefinitionError::Election`] where it
/// contradicts itself, [`DefinitionError::Loose`] where readers could understand the JSON differently.
pub fn definition(blob: &[u8]) -> Result<Election, DefinitionError> {
    let election: Election = serde_json::from_slice(blob)?;
    election.check()?;
    check_value(&serde_json::from_slice(blob)?, false).map_err(DefinitionError::Loose)?;
    Ok(election)
}

/// Refuses `null`, and lists in place of objects; with `texts`, a list of strings is allowed.
fn check_value(value: &Value, texts: bool) -> Result<(), &'static str> {
    match value {
        Value::Null => Err(NULL),
        Value::Array(values) => values.iter().try_for_each(|value| match value {
            Value::Object(_) => check_value(value, false),
            Value::String(_) if texts => Ok(()),
            _ => Err(LIST),
        }),
        Value::Object(members) => members.iter().try_for_each(|(key, value)| {
            check_value(value, matches!(key.as_str(), "levels" | "alone" | "areas"))
        }),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

/// The same for the JSON of an entry, where all lists are of objects but those of the keys `lists_of_values`, whose
/// types take no list for an object. The text is JSON: the types were read from it.
pub(crate) fn check_line(json: &str, lists_of_values: &[&str]) -> Result<(), &'static str> {
    let mut bytes = json.bytes().enumerate();
    let mut after_bracket = false;
    let mut depth = 0;
    // Within a list of values, which closes at depth 1.
    let mut values = false;
    let mut last_text = "\"\"";
    while let Some((at, byte)) = bytes.next() {
        if after_bracket && !byte.is_ascii_whitespace() {
            if !matches!(byte, b'{' | b']') {
                return Err(LIST);
            }
            after_bracket = false;
        }
        match byte {
            // Outside of texts only `null` has an n.
            b'n' => return Err(NULL),
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'[' => {
                values |= depth == 1 && is_one_of(last_text, lists_of_values);
                after_bracket = !values;
                depth += 1;
            }
            b']' => {
                depth -= 1;
                values &= depth > 1;
            }
            b'"' => {
                let mut end = at + 1;
                while let Some((place, byte)) = bytes.next() {
                    end = place + 1;
                    match byte {
                        b'"' => break,
                        b'\\' => _ = bytes.next(),
                        _ => {}
                    }
                }
                last_text = &json[at..end];
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a text, as it stands in JSON, is one of these keys.
fn is_one_of(text: &str, keys: &[&str]) -> bool {
    !keys.is_empty() && serde_json::from_str::<String>(text).is_ok_and(|key| keys.contains(&key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"e","name":"E","date":"2026-05-10","origin":"o","levels":["state"],
        "contests":[{"id":"c","name":"C","options":[{"id":"a","name":"A"}]}],"acceptance":{"agree":1,"alone":["code"]}}"#;

    #[test]
    fn a_definition_has_objects_where_objects_belong_and_no_null() {
        definition(GOOD.as_bytes()).unwrap();
        let with_map = GOOD.replace(r#""levels""#, r#""map":{"areas":["01"]},"levels""#);
        definition(with_map.as_bytes()).unwrap();
        for (from, to) in [
            (r#"{"id":"a","name":"A"}"#, r#"["a","A"]"#),
            (r#"{"agree":1,"alone":["code"]}"#, r#"[1,["code"]]"#),
            (r#"["code"]"#, r#"[{"code":null}]"#),
            (r#""levels""#, r#""register":{"stations":null},"levels""#),
            (r#""levels""#, r#""register":{"areas":[["01"]]},"levels""#),
        ] {
            let changed = GOOD.replace(from, to);
            assert_ne!(changed, GOOD, "{from}");
            serde_json::from_str::<Election>(&changed).unwrap();
            let refused = definition(changed.as_bytes());
            assert!(matches!(refused, Err(DefinitionError::Loose(_))), "{changed}");
        }
    }

    #[test]
    fn texts_may_hold_whatever_they_like() {
        for good in [
            r#"{"a":"null ["}"#,
            r#"{"a":"\"n[\\"}"#,
            r#"{"a":[ {} ]}"#,
            r#"{"a":[]}"#,
            r#"{"list":["a",[1,"]"]],"a":[{}]}"#,
            r#"{"l\u0069st":[1]}"#,
        ] {
            check_line(good, &["list"]).unwrap();
        }
        for bad in [
            r#"{"a":null}"#,
            r#"{"a":"\\","b":null}"#,
            r#"{"a":[ 1]}"#,
            r#"["a"]"#,
            r#"{"a":[["b"]]}"#,
            r#"{"list":[1],"a":[1]}"#,
            r#"{"list":[[1]],"a":[1]}"#,
            r#"{"list":[null]}"#,
            r#"{"a":{"list":[1]}}"#,
            r#"{"list":[],"b":["list",[1]]}"#,
        ] {
            check_line(bad, &["list"]).unwrap_err();
        }
    }
}
