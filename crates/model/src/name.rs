//! A name for people, in one language or in several.

use compact_str::CompactString;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The most languages of a name.
pub const MAX_LANGUAGES: usize = 64;

/// A language tag (BCP 47): 1 to 35 ASCII letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "CompactString", into = "CompactString")]
pub struct LanguageTag(CompactString);

/// A text that is no language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a language: 1 to 35 ASCII letters, digits and -, such as es or pt-BR, were expected")]
pub struct LanguageError(String);

impl LanguageTag {
    /// The tag of a text whose language is not said.
    pub const UNDETERMINED: LanguageTag = LanguageTag(CompactString::const_new("und"));

    /// The tag as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<CompactString> for LanguageTag {
    type Error = LanguageError;

    fn try_from(text: CompactString) -> Result<LanguageTag, LanguageError> {
        let good = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        match good && (1..=35).contains(&text.len()) {
            true => Ok(LanguageTag(text)),
            false => Err(LanguageError(text.chars().take(40).collect())),
        }
    }
}

impl FromStr for LanguageTag {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<LanguageTag, LanguageError> {
        LanguageTag::try_from(CompactString::from(text))
    }
}

impl From<LanguageTag> for CompactString {
    fn from(tag: LanguageTag) -> CompactString {
        tag.0
    }
}

/// A name for people: texts by language, at least one and at most [`MAX_LANGUAGES`].
///
/// In the record it is an object of languages and texts. In the files that people edit it may be a text alone, whose
/// language is not said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name(BTreeMap<LanguageTag, String>);

impl Name {
    /// The text in a reader's language; else the one of which no language is said, else the first by the tags' bytes.
    pub fn in_language(&self, tag: &str) -> &str {
        let of = |tag: &str| self.0.iter().find(|(own, _)| own.as_str() == tag);
        of(tag)
            .or_else(|| of(LanguageTag::UNDETERMINED.as_str()))
            .or_else(|| self.0.iter().next())
            .map_or("", |(_, text)| text)
    }

    /// The text for where the reader's language is not known.
    pub fn as_str(&self) -> &str {
        self.in_language(LanguageTag::UNDETERMINED.as_str())
    }

    /// The texts by their languages.
    pub fn texts(&self) -> &BTreeMap<LanguageTag, String> {
        &self.0
    }
}

impl From<&str> for Name {
    /// A text whose language is not said.
    fn from(text: &str) -> Name {
        Name(BTreeMap::from([(LanguageTag::UNDETERMINED, text.to_owned())]))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(names: D) -> Result<Name, D::Error> {
        // JSON holds to the object that is asked for; TOML gives whatever stands there.
        names.deserialize_map(ByLanguage)
    }
}

struct ByLanguage;

impl<'de> Visitor<'de> for ByLanguage {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name: a text, or texts by language such as { en = \"…\", es = \"…\" }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
        Ok(Name::from(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut texts: A) -> Result<Name, A::Error> {
        let mut name = BTreeMap::new();
        while let Some((tag, text)) = texts.next_entry::<LanguageTag, String>()? {
            name.insert(tag, text);
        }
        match name.len() {
            1..=MAX_LANGUAGES => Ok(Name(name)),
            found => Err(de::Error::custom(format_args!(
                "a name in {found} languages: 1 to {MAX_LANGUAGES} were expected"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Named {
        name: Name,
    }

    fn toml(text: &str) -> Result<Name, crate::document::DocumentError> {
        crate::document::parse::<Named>(text).map(|named| named.name)
    }

    #[test]
    fn a_reader_is_shown_their_language_or_the_one_not_said_or_the_first() {
        let name = toml("name = { es = \"Alcalde\", en = \"Mayor\" }").unwrap();
        assert_eq!(name.in_language("es"), "Alcalde");
        assert_eq!(name.in_language("pt"), "Mayor");
        assert_eq!(name.to_string(), "Mayor");
        let name = toml("name = { es = \"Alcalde\", und = \"Schultheiß\" }").unwrap();
        assert_eq!(name.in_language("pt"), "Schultheiß");
        assert_eq!(toml("name = \"Mayor\"").unwrap(), Name::from("Mayor"));
    }

    #[test]
    fn a_name_is_an_object_in_json_and_is_read_back_as_written() {
        let name = toml("name = { es = \"Alcalde\", en = \"Mayor\" }").unwrap();
        let json = serde_json::to_string(&name).unwrap();
        assert_eq!(json, r#"{"en":"Mayor","es":"Alcalde"}"#);
        assert_eq!(serde_json::from_str::<Name>(&json).unwrap(), name);
        serde_json::from_str::<Name>("\"Mayor\"").unwrap_err();
        serde_json::from_str::<Name>("{}").unwrap_err();
    }

    #[test]
    fn a_language_is_a_tag_and_there_are_at_most_so_many() {
        for good in ["es", "pt-BR", "und", "x", &"a".repeat(35)] {
            good.parse::<LanguageTag>().unwrap();
        }
        for bad in ["", "pt_BR", "español", "a b", &"a".repeat(36)] {
            bad.parse::<LanguageTag>().unwrap_err();
        }
        let error = toml("name = { \"pt_BR\" = \"A\" }").unwrap_err();
        assert!(error.message.contains("is not a language"), "{error}");
        let many = |n: usize| {
            let texts: Vec<_> = (0..n).map(|n| format!("l{n} = \"\"")).collect();
            toml(&format!("name = {{ {} }}", texts.join(", ")))
        };
        many(64).unwrap();
        many(65).unwrap_err();
        many(0).unwrap_err();
    }
}
