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
            check_value(
                value,
                matches!(
                    key.as_str(),
                    "levels" | "alone" | "areas" | "gives" | "keep" | "keys"
                ),
            )
        }),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

/// The same for the JSON of an entry. The text is JSON: the types were read from it. Where all lists are of objects,
/// as in a reading, one look at the bytes suffices.
pub(crate) fn check_line(json: &str, lists_of_texts: bool) -> Result<(), &'static str> {
    if lists_of_texts {
        let value = serde_json::from_str(json).map_err(|_| "it is not JSON")?;
        return check_value(&value, false);
    }
    let mut bytes = json.bytes();
    let mut after_bracket = false;
    while let Some(byte) = bytes.next() {
        if after_bracket && !byte.is_ascii_whitespace() {
            if !matches!(byte, b'{' | b']') {
                return Err(LIST);
            }
            after_bracket = false;
        }
        match byte {
            // Outside of texts only `null` has an n.
            b'n' => return Err(NULL),
            b'[' => after_bracket = true,
            b'"' => {
                while let Some(byte) = bytes.next().filter(|byte| *byte != b'"') {
                    if byte == b'\\' {
                        bytes.next();
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
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
        ] {
            check_line(good, false).unwrap();
        }
        check_line(r#"{"gives":["agent"],"keep":[]}"#, true).unwrap();
        for bad in [
            r#"{"gives":["agent",null]}"#,
            r#"{"gives":[["agent"]]}"#,
            r#"{"others":["agent"]}"#,
            r#"{"keep":["null"],"a":null}"#,
        ] {
            check_line(bad, true).unwrap_err();
        }
        for bad in [
            r#"{"a":null}"#,
            r#"{"a":"\\","b":null}"#,
            r#"{"a":[ 1]}"#,
            r#"["a"]"#,
            r#"{"a":[["b"]]}"#,
        ] {
            check_line(bad, false).unwrap_err();
        }
    }
}
