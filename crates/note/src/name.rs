//! The name of a key (signed-note, *Format*).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::{Error, Result};

/// The longest key name, in bytes. The specification sets no limit; cosignatures of other kinds
/// (tlog-cosignature) hold a name's length in one byte.
pub const MAX_KEY_NAME_BYTES: usize = 255;

/// A key's name: not empty, no Unicode space, no `+`, at most [`MAX_KEY_NAME_BYTES`] bytes, and no
/// control character (it must stand in a note). Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(Arc<str>);

impl KeyName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says what is wrong with a would-be key name, if anything is.
pub(crate) fn check_name(name: &str) -> std::result::Result<(), &'static str> {
    if name.is_empty() {
        return Err("is empty");
    }
    if name.len() > MAX_KEY_NAME_BYTES {
        return Err("is longer than 255 bytes");
    }
    let plain = |b: &u8| matches!(b, 0x21..=0x7e) && *b != b'+';
    if name.as_bytes().iter().all(plain) {
        return Ok(());
    }
    for character in name.chars() {
        if character == '+' {
            return Err("has a plus");
        }
        if character.is_whitespace() {
            return Err("has a space");
        }
        if character < ' ' {
            return Err("has a control character");
        }
    }
    Ok(())
}

impl FromStr for KeyName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match check_name(name) {
            Ok(()) => Ok(Self(name.into())),
            Err(why) => {
                let shown = name.chars().take(MAX_KEY_NAME_BYTES).collect();
                Err(Error::MalformedName(shown, why))
            }
        }
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl AsRef<str> for KeyName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_any_text_without_spaces_and_pluses() {
        for good in ["a", "example.org/log", "mesa-0012", "señal", "日本", "a=b\"<"] {
            assert_eq!(good.parse::<KeyName>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "a b",
            "a+b",
            "a\u{a0}b",
            "a\u{2003}b",
            "a\nb",
            "a\tb",
            "a\u{1}b",
            "\u{3000}",
        ] {
            assert!(bad.parse::<KeyName>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_name_is_bounded() {
        assert!("n".repeat(255).parse::<KeyName>().is_ok());
        assert!("n".repeat(256).parse::<KeyName>().is_err());
    }
}
