//! One figure of a sheet. Missing is not zero: a zero, a figure that nobody can read and a figure
//! that the form does not have are three things.

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// One figure as a reading has it.
///
/// In JSON a read figure is an integer from 0 to 4,294,967,295, an illegible one is the text
/// `"illegible"`, and one that is not on the form is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Figure {
    /// The figure stands on the sheet and was read, in votes or voters.
    Read(u32),
    /// The figure stands on the sheet and cannot be read.
    Illegible,
    /// The form, or the file that the reading was taken from, has no such figure.
    #[default]
    NotOnForm,
}

impl Figure {
    /// The number, where one was read.
    pub fn read(self) -> Option<u32> {
        match self {
            Figure::Read(n) => Some(n),
            Figure::Illegible | Figure::NotOnForm => None,
        }
    }

    /// Whether the form has no such figure.
    pub fn is_not_on_form(&self) -> bool {
        matches!(self, Figure::NotOnForm)
    }

    /// Whether two readings of one sheet contradict each other here: both read a number, and the
    /// numbers are not the same.
    pub fn contradicts(self, other: Figure) -> bool {
        matches!((self, other), (Figure::Read(a), Figure::Read(b)) if a != b)
    }

    /// The more telling of two figures that do not contradict each other: a number before an
    /// illegible figure, that before one that is not on the form.
    pub fn or(self, other: Figure) -> Figure {
        self.min(other)
    }
}

impl From<u32> for Figure {
    fn from(n: u32) -> Self {
        Figure::Read(n)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figure::Read(n) => n.fmt(f),
            Figure::Illegible => f.pad("illegible"),
            Figure::NotOnForm => f.pad("not on form"),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Figure::Read(n) => s.serialize_u32(*n),
            Figure::Illegible => s.serialize_str("illegible"),
            Figure::NotOnForm => s.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct FigureVisitor;
        impl Visitor<'_> for FigureVisitor {
            type Value = Figure;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer from 0 to 4294967295 or \"illegible\"")
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Figure, E> {
                u32::try_from(n)
                    .map(Figure::Read)
                    .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(n), &self))
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Figure, E> {
                u32::try_from(n)
                    .map(Figure::Read)
                    .map_err(|_| E::invalid_value(de::Unexpected::Signed(n), &self))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Figure, E> {
                match text {
                    "illegible" => Ok(Figure::Illegible),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }
        d.deserialize_any(FigureVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_illegible_and_absent_are_three_things() {
        assert_eq!(serde_json::from_str::<Figure>("0").unwrap(), Figure::Read(0));
        assert_eq!(
            serde_json::from_str::<Figure>("\"illegible\"").unwrap(),
            Figure::Illegible
        );
        assert!(serde_json::from_str::<Figure>("null").is_err());
        assert_eq!(Figure::default(), Figure::NotOnForm);
    }

    #[test]
    fn negative_fractional_and_huge_figures_are_refused() {
        for text in ["-1", "1.0", "1e3", "4294967296", "\"12\"", "-0"] {
            assert!(serde_json::from_str::<Figure>(text).is_err(), "{text}");
        }
        assert_eq!(
            serde_json::from_str::<Figure>("4294967295").unwrap(),
            Figure::Read(u32::MAX)
        );
    }

    #[test]
    fn only_two_numbers_can_contradict_each_other() {
        assert!(Figure::Read(1).contradicts(Figure::Read(2)));
        assert!(!Figure::Read(1).contradicts(Figure::Illegible));
        assert!(!Figure::Illegible.contradicts(Figure::NotOnForm));
        assert_eq!(Figure::Illegible.or(Figure::Read(7)), Figure::Read(7));
        assert_eq!(Figure::NotOnForm.or(Figure::Illegible), Figure::Illegible);
    }
}
