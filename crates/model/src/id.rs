//! Identifiers: short codes that people choose and that files, entries and pages carry unchanged.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An identifier that its type does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text has no characters at all.
    #[error("{kind} is empty")]
    Empty {
        /// What the identifier names, such as "station code".
        kind: &'static str,
    },
    /// The text is longer than identifiers of this kind may be.
    #[error("{kind} has {found} bytes, at most {limit} are allowed")]
    TooLong {
        /// What the identifier names.
        kind: &'static str,
        /// Length found, in bytes.
        found: usize,
        /// Longest allowed, in bytes.
        limit: usize,
    },
    /// A control character, or a space at either end.
    #[error("{kind} {text:?} holds {what}")]
    Character {
        /// What the identifier names.
        kind: &'static str,
        /// The text refused.
        text: String,
        /// What stands there that may not.
        what: &'static str,
    },
}

fn check(kind: &'static str, text: &str, limit: usize) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty { kind });
    }
    if text.len() > limit {
        return Err(IdError::TooLong {
            kind,
            found: text.len(),
            limit,
        });
    }
    // Nearly all identifiers: letters, digits and marks of ASCII.
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    let fault = if text.chars().any(char::is_control) {
        Some("a control character")
    } else if text.trim().len() != text.len() {
        Some("a space at one end")
    } else {
        None
    };
    match fault {
        Some(what) => Err(IdError::Character {
            kind,
            text: text.to_owned(),
            what,
        }),
        None => Ok(()),
    }
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $limit:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "CompactString", into = "CompactString")]
        pub struct $name(CompactString);

        impl $name {
            /// The text as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<CompactString> for $name {
            type Error = IdError;
            fn try_from(text: CompactString) -> Result<Self, IdError> {
                check($kind, &text, $limit)?;
                Ok(Self(text))
            }
        }
        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                check($kind, text, $limit)?;
                Ok(Self(text.into()))
            }
        }
        impl From<$name> for CompactString {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

identifier! {
    /// An election, such as `ve2024-president`. Every entry of a log names it, so that an entry
    /// signed for one election cannot be replayed in another.
    ElectionId, "election id", 64
}
identifier! {
    /// A contest within an election, such as `president`.
    ContestId, "contest id", 64
}
identifier! {
    /// An option of a contest: a candidate, a list, yes or no.
    OptionId, "option id", 64
}
identifier! {
    /// An account: one party's telling of the result, such as `campaign`.
    AccountId, "account id", 64
}
identifier! {
    /// A stage of an account's telling, such as `preliminary`.
    StageId, "stage id", 64
}
identifier! {
    /// A level of the area tree, such as `state`.
    LevelId, "level id", 64
}
identifier! {
    /// A way to win a contest, such as `most`.
    WayToWin, "way to win", 64
}
identifier! {
    /// A formula by which seats are shared out, such as `dhondt`.
    Formula, "formula", 64
}
identifier! {
    /// An area's code, unique in the whole country whatever its level.
    AreaCode, "area code", 300
}
identifier! {
    /// A further figure of the sheets, besides the five that all have, such as `challenged`.
    FigureId, "figure id", 64
}
identifier! {
    /// A station's code, unique in the whole country.
    StationCode, "station code", 100
}
identifier! {
    /// A claim's own name, unique in the election, such as `cne-second-bulletin`.
    ClaimId, "claim id", 64
}
identifier! {
    /// What a statement is of, such as `observation`.
    StatementKind, "kind of statement", 64
}
identifier! {
    /// A short question that a statement answers, such as `opened on time`.
    Question, "question", 64
}
identifier! {
    /// The short answer to one, such as `yes`.
    Answer, "answer", 64
}

/// Whether a text has the form of a blob's name, `sha256:` and 64 lower-case hexadecimal digits.
pub(crate) fn is_blob_name(text: &str) -> bool {
    let digits = text.strip_prefix("sha256:").unwrap_or("");
    let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    digits.len() == 64 && digits.bytes().all(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_kept_as_written() {
        let code: StationCode = "010113042.01".parse().unwrap();
        assert_eq!(code.as_str(), "010113042.01");
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"010113042.01\"");
    }

    #[test]
    fn empty_long_and_unprintable_identifiers_are_refused() {
        assert!("".parse::<OptionId>().is_err());
        assert!("x".repeat(65).parse::<OptionId>().is_err());
        assert!("x".repeat(64).parse::<OptionId>().is_ok());
        assert!("a\nb".parse::<OptionId>().is_err());
        assert!(" a".parse::<OptionId>().is_err());
        assert!(serde_json::from_str::<OptionId>("\"a\\u0000\"").is_err());
    }
}
