//! Why a photograph is put aside for a person to look at.

use super::stages::{CoverError, PictureError};
use crate::allowed::WouldNotCount;
use crate::codes::WrongCode;
use serde::{Serialize, Serializer};

/// Why a photograph is put aside for a person to look at.
#[derive(Debug)]
pub enum Reason {
    /// The file cannot be read, or is not a picture that can be decoded.
    NotAPicture(PictureError),
    /// There is nothing that looks like a code.
    NoCode,
    /// There is something that looks like a code.
    Damaged,
    /// There is a code, of something else.
    OtherCode,
    /// What it says breaks a rule that is an error; it is recorded nevertheless.
    RuleBroken,
    /// The same picture was seen before: the very same, or one file of the photograph after another.
    Duplicate,
    /// What the definition wants covered cannot be.
    NotCovered(CoverError),
    /// Its station is not on the register; it is recorded nevertheless.
    UnknownStation,
    /// The code is an identifier alone: the picture is recorded, its figures are to be typed.
    NoFigures,
    /// Its station's code fits no mask of the law.
    WrongCode(WrongCode),
    /// The key may not write about its station.
    NotAllowed(WouldNotCount),
}

/// A reason without what is particular to one photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReasonKind {
    code: &'static str,
    words: &'static str,
}

impl ReasonKind {
    /// The name in files and JSON.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// What it means.
    pub fn words(self) -> &'static str {
        self.words
    }
}

/// The code of photographs that are to be looked at again when the key may do more.
pub(crate) const NOT_ALLOWED: &str = "not_allowed";

impl Reason {
    /// The reason by its code and its words.
    pub fn kind(&self) -> ReasonKind {
        let (code, words) = match self {
            Reason::NotAPicture(_) => ("not_a_picture", "not a picture that can be read"),
            Reason::NoCode => ("no_code", "no code found"),
            Reason::Damaged => ("damaged", "a code that cannot be read"),
            Reason::OtherCode => ("other_code", "a code of something else"),
            Reason::RuleBroken => ("rule_broken", "the figures break a rule (recorded)"),
            Reason::Duplicate => ("duplicate", "the same picture was taken in before"),
            Reason::NotCovered(_) => ("not_covered", "what must not be shown cannot be covered"),
            Reason::UnknownStation => ("unknown_station", "the station is not on the register (recorded)"),
            Reason::NoFigures => (
                "no_figures",
                "the code says no figures, they are to be typed (the picture is recorded)",
            ),
            Reason::WrongCode(_) => ("wrong_code", "the station's code fits no mask of the law"),
            Reason::NotAllowed(_) => (NOT_ALLOWED, "the key may not write about the station"),
        };
        ReasonKind { code, words }
    }

    /// What is wrong in particular.
    pub fn error(&self) -> Option<String> {
        match self {
            Reason::NotAPicture(error) => Some(error.to_string()),
            Reason::NotCovered(error) => Some(error.to_string()),
            Reason::WrongCode(error) => Some(error.to_string()),
            Reason::NotAllowed(error) => Some(error.to_string()),
            _ => None,
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.kind().code())
    }
}
