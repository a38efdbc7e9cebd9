//! Reading the TOML files that people write: an error points at its line and offers the nearest key.

mod parse_all;
mod place;

pub use parse_all::{MAX_TOLD, Parsed, parse_all};
pub use place::{Place, Places};

use serde::de::DeserializeOwned;

/// A TOML file that is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct DocumentError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, and where one is near, the key that was probably meant.
    pub message: String,
}

/// The most bytes that such a file may have: 16 MiB.
pub const MAX_BYTES: usize = 16 << 20;

/// Parses a TOML document into a value.
///
/// # Errors
/// [`DocumentError`] with the place where the text is longer than [`MAX_BYTES`], is not TOML, or lacks what
/// the value needs.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, DocumentError> {
    match too_long(text) {
        Some(error) => Err(error),
        None => toml::from_str(text).map_err(|error| DocumentError::of(text, &error)),
    }
}

/// What is wrong with a text that is longer than [`MAX_BYTES`].
fn too_long(text: &str) -> Option<DocumentError> {
    (text.len() > MAX_BYTES).then(|| DocumentError {
        line: 1,
        column: 1,
        message: format!(
            "the file has {} bytes, at most {MAX_BYTES} are allowed",
            text.len()
        ),
    })
}

impl DocumentError {
    fn of(text: &str, error: &toml::de::Error) -> DocumentError {
        let (line, column) = line_and_column(text, error.span().map_or(0, |span| span.start));
        DocumentError {
            line,
            column,
            message: with_nearest_key(error.message()),
        }
    }
}

/// The line and column of a byte of a text, counted from 1.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    (
        before.matches('\n').count() + 1,
        before[start..].chars().count() + 1,
    )
}

/// Adds "did you mean" to serde's "unknown field `x`, expected one of `a`, `b`".
fn with_nearest_key(message: &str) -> String {
    let message = message.trim_end();
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (true, Some(unknown)) = (message.starts_with("unknown "), quoted.next()) else {
        return message.to_owned();
    };
    let nearest = quoted
        .map(|key| (strsim::damerau_levenshtein(unknown, key), key))
        .min();
    match nearest {
        Some((distance, key)) if distance <= 1 + unknown.chars().count() / 3 => {
            format!("{message}; did you mean `{key}`?")
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Election;
    use proptest::prelude::*;

    #[test]
    fn a_typo_is_pointed_at_and_the_nearest_key_offered() {
        let text =
            "id = \"e\"\nname = \"E\"\ndate = \"2026-05-10\"\norigin = \"o\"\n\n[acceptence]\nagree = 2\n";
        let error = parse::<Election>(text).unwrap_err();
        assert_eq!((error.line, error.column), (6, 2), "{error}");
        assert!(error.message.contains("did you mean `acceptance`?"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_pointed_at() {
        let error = parse::<Election>("id = \"e\"\nname = 7\n").unwrap_err();
        assert_eq!(error.line, 2);
        let error = parse::<Election>("id = \"e\"\ndate = \"2026-02-31\"\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.message.contains("2026-02-31"), "{error}");
    }

    #[test]
    fn all_mistakes_are_told_and_what_the_rest_says_is_read() {
        let text = "id = \"e\"\nnmae = 7\ndate = \"x\"\norigin = \"o\"\n[[contests]]\nid = 7\nname = \"M\"\noptions = [{ id = \"a\" }]\n";
        let parsed = parse_all::<Election>(text);
        let told: Vec<(usize, &str)> = (parsed.errors.iter())
            .map(|error| (error.line, error.message.split('`').next().unwrap().trim_end()))
            .collect();
        assert_eq!(
            told,
            [
                (1, "missing field"),
                (2, "unknown field"),
                (3, "\"x\" is not a date like 2024-07-28"),
                (6, "invalid type: integer"),
                (8, "missing field"),
            ]
        );
        let election = parsed.value.unwrap();
        assert_eq!((election.id.as_str(), election.contests.len()), ("e", 1));
        let places = parsed.places.unwrap();
        let option = Place::of("contests").item(0).key("options").item(0);
        assert_eq!(places.find(&option.key("id")), (8, 14));
        assert_eq!(places.find(&option.key("color")), (8, 12));
        assert_eq!(places.find(&Place::of("levels")), (1, 1));
        assert_eq!(option.to_string(), "contests[0].options[0]");
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused(text in "\\PC{0,200}") {
            let _ = parse::<Election>(&text);
        }

        #[test]
        fn mistakes_are_told_of_exactly_what_is_refused(
            keys in proptest::collection::vec(("(id|name|date|origin|levels|zeros|about|contests|rules|zz)", "(7|true|\"real\"|\"2026-05-10\"|\\[\\]|\\[7, \"a\"\\]|\\{ id = \"x\" \\}|\\[\\{ id = \"x\", zz = 1 \\}\\])"), 0..8)
        ) {
            let text: String = keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
            let parsed = parse_all::<Election>(&text);
            match parse::<Election>(&text) {
                Ok(value) => prop_assert!(parsed.errors.is_empty() && parsed.value == Some(value)),
                Err(first) => prop_assert!(parsed.errors.contains(&first), "{first} {:?}", parsed.errors),
            }
        }
    }
}
