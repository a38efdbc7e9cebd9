//! A good JSON object changed at every place, in ways that a strict reader must refuse.

use serde_json::{Map, Value, json};

/// What stands in for the piece of text that is put in; no good object holds it.
const MARK: &str = "\u{1a}";

/// The objects that have, in the place of one value, each value of another kind: whatever serde or another parser could
/// take for the right one among them.
pub fn other_kinds(good: &str) -> Vec<String> {
    let good: Value = serde_json::from_str(good).unwrap();
    let mut changed = vec![];
    for pointer in pointers(&good) {
        let own = good.pointer(&pointer).unwrap();
        let pieces = others(own).into_iter();
        changed.extend(pieces.map(|piece| {
            let mut object = good.clone();
            *object.pointer_mut(&pointer).unwrap() = MARK.into();
            filled(&object, &Value::from(MARK).to_string(), &piece)
        }));
    }
    changed
}

/// The objects in one of whose objects a key stands twice, with the same value or another, plainly or with an escape.
pub fn repeated_keys(good: &str) -> Vec<String> {
    with_members(good, |members| {
        let again = members.iter().flat_map(|(key, value)| {
            let key_text = Value::from(key.as_str()).to_string();
            let escaped: String = key.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            [
                format!("{key_text}:{value}"),
                format!("{key_text}:0"),
                format!("\"{escaped}\":{value}"),
            ]
        });
        again.collect()
    })
}

/// The objects in one of whose objects with named keys a key stands that is none of them. An object of options, of
/// further figures or of answers has no such key.
pub fn unknown_keys(good: &str) -> Vec<String> {
    with_members(good, |members| {
        let free = members
            .keys()
            .any(|key| ["ana", "challenged", "calm"].contains(&key.as_str()));
        let unknown = ["\"extra\":1", "\"\":{}", "\"X\":{}"];
        unknown.map(str::to_owned).into_iter().filter(|_| !free).collect()
    })
}

fn with_members(good: &str, added: impl Fn(&Map<String, Value>) -> Vec<String>) -> Vec<String> {
    let good: Value = serde_json::from_str(good).unwrap();
    let mut changed = vec![];
    for pointer in pointers(&good) {
        let Some(members) = good.pointer(&pointer).unwrap().as_object() else {
            continue;
        };
        changed.extend(added(members).into_iter().map(|member| {
            let mut object = good.clone();
            let members = object.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
            members.insert(MARK.to_owned(), Value::from(0));
            filled(&object, &format!("{}:0", Value::from(MARK)), &member)
        }));
    }
    changed
}

fn filled(object: &Value, mark: &str, piece: &str) -> String {
    let text = object.to_string();
    assert_eq!(text.matches(mark).count(), 1);
    text.replacen(mark, piece, 1)
}

/// The JSON pointers (RFC 6901) of all values, the outermost first.
fn pointers(value: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut add = |step: String, inner: &Value| {
        let inner = pointers(inner).into_iter();
        all.extend(inner.map(|rest| format!("/{step}{rest}")));
    };
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                add(key.replace('~', "~0").replace('/', "~1"), inner);
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                add(at.to_string(), inner);
            }
        }
        _ => {}
    }
    all
}

/// Values of other kinds than this one.
fn others(own: &Value) -> Vec<String> {
    let mut all = vec![Value::Null, json!([own]), json!([null]), json!({ "a": own })];
    if !own.is_boolean() {
        all.push(true.into());
    }
    // A figure is a number or this word.
    if !own.is_number() && own != "illegible" {
        all.extend([json!(7), json!("7"), json!(0)]);
    }
    match own {
        Value::Null | Value::Bool(_) => all.extend([json!([]), json!({}), json!("true")]),
        Value::Number(_) => {
            all.extend([json!([]), json!({}), json!("a text"), json!(own.to_string())]);
            all.extend([json!(1.5), json!(-1.0)]);
        }
        Value::String(text) => {
            all.extend([json!([]), json!({}), json!({ text.as_str(): null })]);
        }
        Value::Array(items) => {
            all.extend([
                json!({}),
                json!("a text"),
                json!(""),
                json!({ "0": items.first() }),
            ]);
        }
        Value::Object(members) => {
            let values: Vec<&Value> = members.values().collect();
            let pairs: Vec<Value> = members.iter().map(|pair| json!(pair)).collect();
            all.extend([
                json!([]),
                json!([{}]),
                json!(values),
                json!(pairs),
                json!("a text"),
                json!(""),
            ]);
        }
    }
    // A text in the place of a text is of the same kind.
    all.retain(|other| !(own.is_string() && other.is_string()));
    let mut texts: Vec<String> = all.iter().map(Value::to_string).collect();
    if own.is_number() {
        texts.extend(["-0", "1e0", "01", "+1", "NaN", "0x1"].map(str::to_owned));
    }
    texts.sort_unstable();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_changed_to_every_other_kind() {
        let changed = other_kinds(r#"{"a":[1],"b":{"calm":"t"}}"#);
        for text in [
            "[]",
            "null",
            r#"{"a":{},"b":{"calm":"t"}}"#,
            r#"{"a":[null],"b":{"calm":"t"}}"#,
            r#"{"a":["a text"],"b":{"calm":"t"}}"#,
            r#"{"a":[1],"b":[]}"#,
            r#"{"a":[1],"b":["t"]}"#,
            r#"{"a":[1],"b":{"calm":{"t":null}}}"#,
        ] {
            assert!(changed.iter().any(|one| one == text), "{text}: {changed:#?}");
        }
    }

    #[test]
    fn every_object_gets_every_key_twice() {
        let changed = repeated_keys(r#"{"a":1,"b":[{"c":2}]}"#);
        assert_eq!(changed.len(), 9);
        for text in [
            r#"{"a":1,"a":1,"b":[{"c":2}]}"#,
            r#"{"b":0,"a":1,"b":[{"c":2}]}"#,
            r#"{"a":1,"b":[{"c":2,"c":2}]}"#,
            r#"{"a":1,"b":[{"c":0,"c":2}]}"#,
            r#"{"a":1,"b":[{"\u0063":2,"c":2}]}"#,
        ] {
            assert!(changed.iter().any(|one| one == text), "{text}: {changed:#?}");
        }
    }

    #[test]
    fn named_objects_get_a_key_that_is_not_theirs() {
        let changed = unknown_keys(r#"{"a":{"ana":1}}"#);
        assert_eq!(changed.len(), 3);
        assert!(changed.iter().all(|one| one.contains(r#"{"ana":1}"#)));
    }
}
