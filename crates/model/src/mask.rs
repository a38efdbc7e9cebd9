//! A mask that a station's code fits: whoever takes in asks it, so that a mistyped code is caught where it comes in.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A mask, 1 to 100 bytes: `9` stands for an ASCII digit, `A` for one of `A` to `Z`, `*` for any one character, every
/// other character for itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "CompactString", into = "CompactString")]
pub struct Mask(CompactString);

/// A text that is no mask.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a mask has {0} bytes; 1 to 100 are allowed")]
pub struct MaskError(usize);

impl Mask {
    /// Whether a code fits.
    pub fn fits(&self, code: &str) -> bool {
        let mut found = code.chars();
        let each = self.0.chars().all(|expected| match (expected, found.next()) {
            (_, None) => false,
            ('9', Some(found)) => found.is_ascii_digit(),
            ('A', Some(found)) => found.is_ascii_uppercase(),
            ('*', Some(_)) => true,
            (expected, Some(found)) => expected == found,
        });
        each && found.next().is_none()
    }

    /// The mask as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<CompactString> for Mask {
    type Error = MaskError;

    fn try_from(text: CompactString) -> Result<Mask, MaskError> {
        match text.len() {
            1..=100 => Ok(Mask(text)),
            found => Err(MaskError(found)),
        }
    }
}

impl FromStr for Mask {
    type Err = MaskError;

    fn from_str(text: &str) -> Result<Mask, MaskError> {
        Mask::try_from(CompactString::from(text))
    }
}

impl From<Mask> for CompactString {
    fn from(mask: Mask) -> CompactString {
        mask.0
    }
}

impl fmt::Display for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_fits_a_mask_character_by_character() {
        let fits = |mask: &str, code: &str| mask.parse::<Mask>().unwrap().fits(code);
        assert!(fits("999999999.99", "010113042.01"));
        assert!(!fits("999999999.99", "010113042.1"));
        assert!(!fits("999999999.99", "010113042.011"));
        assert!(!fits("999999999.99", "010113042-01"));
        assert!(!fits("99", "٣٤"));
        assert!(fits("A-9*", "Q-7ñ"));
        assert!(!fits("A", "q") && !fits("A", "Ñ") && !fits("*", ""));
        "".parse::<Mask>().unwrap_err();
        "9".repeat(101).parse::<Mask>().unwrap_err();
    }

    proptest! {
        #[test]
        fn a_code_without_9_and_a_and_star_fits_itself_alone(code in "[b-z0-8ñ.]{1,20}", other in "[b-z0-8ñ.]{1,20}") {
            let mask: Mask = code.parse().unwrap();
            prop_assert!(mask.fits(&code));
            prop_assert_eq!(mask.fits(&other), code == other);
        }
    }
}
