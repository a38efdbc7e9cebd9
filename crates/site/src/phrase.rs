//! The pages' own words: one phrase in every language, with places for numbers and names.
//!
//! The tables under [`crate::phrases`] hold a phrase in English, Spanish and Portuguese beside each
//! other. A place is written `{name}`. A phrase of two forms, divided by `|`, has one for a single
//! `{n}` and one for any other number.

use crate::html::Html;
use crate::language::Language;

/// A phrase in all languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) english: &'static str,
    pub(crate) spanish: &'static str,
    pub(crate) portuguese: &'static str,
}

/// What is put in a place of a phrase.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// A whole number, grouped in the language's manner.
    Number(u64),
    /// A text of ours.
    Ours(&'a str),
    /// A stranger's text: a name, an announcement's words.
    Theirs(&'a str),
}

/// The values of a phrase's places.
pub(crate) type Values<'a> = &'a [(&'static str, Value<'a>)];

impl Phrase {
    /// The phrase in a language, with its forms and places.
    pub(crate) fn text(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Spanish => self.spanish,
            Language::Portuguese => self.portuguese,
        }
    }

    /// The form for so many.
    pub(crate) fn form(self, language: Language, n: Option<u64>) -> &'static str {
        match self.text(language).split_once('|') {
            Some((one, _)) if n == Some(1) => one,
            Some((_, other)) => other,
            None => self.text(language),
        }
    }

    /// The phrase as plain text, for attributes and titles.
    pub(crate) fn fill(self, language: Language, values: Values<'_>) -> String {
        let mut text = String::new();
        for part in parts(self.form(language, count(values))) {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Place(name) => match value(values, name) {
                    Some(Value::Number(n)) => text.push_str(&language.number(n)),
                    Some(Value::Ours(ours)) => text.push_str(ours),
                    Some(Value::Theirs(theirs)) => text.push_str(&crate::html::plain(theirs)),
                    None => {}
                },
            }
        }
        text
    }
}

impl Html {
    /// Writes a phrase without places.
    pub(crate) fn say(&mut self, phrase: Phrase) {
        self.say_with(phrase, &[]);
    }

    /// Writes a phrase with its values.
    pub(crate) fn say_with(&mut self, phrase: Phrase, values: Values<'_>) {
        let language = self.language();
        for part in parts(phrase.form(language, count(values))) {
            match part {
                Part::Text(text) => self.text(text),
                Part::Place(name) => match value(values, name) {
                    Some(Value::Number(n)) => self.text(&language.number(n)),
                    Some(Value::Ours(ours)) => self.text(ours),
                    Some(Value::Theirs(theirs)) => self.theirs(theirs),
                    None => {}
                },
            }
        }
    }

    /// An element that holds a phrase without places.
    pub(crate) fn said(&mut self, name: &'static str, phrase: Phrase) {
        self.node(name, &[], |html| html.say(phrase));
    }

    /// An element that holds a phrase with its values.
    pub(crate) fn said_with(&mut self, name: &'static str, phrase: Phrase, values: Values<'_>) {
        self.node(name, &[], |html| html.say_with(phrase, values));
    }
}

/// A piece of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Text(&'static str),
    Place(&'static str),
}

/// A phrase's text and places in their order.
pub(crate) fn parts(text: &'static str) -> impl Iterator<Item = Part> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            rest = after;
            return Some(Part::Place(name));
        }
        let next = rest.char_indices().skip(1).find(|(_, c)| *c == '{');
        let end = next.map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Part::Text(text))
    })
}

fn value<'a>(values: Values<'a>, name: &str) -> Option<Value<'a>> {
    let found = values.iter().find(|(place, _)| *place == name);
    debug_assert!(found.is_some(), "no value for the place {name:?}");
    found.map(|(_, value)| *value)
}

fn count(values: Values<'_>) -> Option<u64> {
    values.iter().find_map(|(name, value)| match value {
        Value::Number(n) if *name == "n" => Some(*n),
        _ => None,
    })
}

/// A table of phrases: a constant each, and `ALL` of them with their names. The compiler refuses a
/// phrase that lacks a language.
macro_rules! phrases {
    ($($key:ident { $english:literal $spanish:literal $portuguese:literal })*) => {
        $(
            #[allow(missing_docs)]
            pub(crate) const $key: crate::phrase::Phrase = crate::phrase::Phrase {
                english: $english,
                spanish: $spanish,
                portuguese: $portuguese,
            };
        )*
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, crate::phrase::Phrase)] = &[$((stringify!($key), $key)),*];
    };
}
pub(crate) use phrases;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases;
    use std::collections::BTreeSet;

    fn all() -> impl Iterator<Item = &'static (&'static str, Phrase)> {
        [
            phrases::page::ALL,
            phrases::result::ALL,
            phrases::claims::ALL,
            phrases::terms::ALL,
        ]
        .into_iter()
        .flatten()
    }

    fn places(text: &'static str) -> BTreeSet<&'static str> {
        parts(text)
            .filter_map(|part| match part {
                Part::Place(name) => Some(name),
                Part::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn every_phrase_has_words_and_the_same_places_in_every_language() {
        for (name, phrase) in all() {
            let english = places(phrase.english);
            for language in Language::ALL {
                let text = phrase.text(language);
                assert!(
                    !text.is_empty() && text.trim() == text,
                    "{name} in {}",
                    language.name()
                );
                let forms: Vec<_> = text.split('|').collect();
                assert!(forms.len() <= 2, "{name} in {}", language.name());
                for form in forms {
                    assert!(!form.is_empty(), "{name} in {}", language.name());
                    assert_eq!(places(form), english, "{name} in {}", language.name());
                }
            }
        }
    }

    #[test]
    fn only_one_phrase_is_the_same_in_english_and_spanish() {
        let same: Vec<_> = all()
            .filter(|(_, phrase)| phrase.english == phrase.spanish)
            .map(|(name, _)| *name)
            .collect();
        assert_eq!(same, ["ERROR"]);
    }

    #[test]
    fn no_phrase_gives_a_verdict() {
        for (name, phrase) in all() {
            for text in [phrase.english, phrase.spanish, phrase.portuguese] {
                let text = text.to_lowercase();
                for word in [
                    "fraud", "stolen", "rigged", "manipula", "tampered", "robo ", "roubo",
                ] {
                    assert!(!text.contains(word), "{name}: {word}");
                }
            }
        }
    }

    #[test]
    fn one_has_a_form_of_its_own() {
        let phrase = Phrase {
            english: "{n} entry|{n} entries",
            spanish: "{n} asiento|{n} asientos",
            portuguese: "{n} lançamento|{n} lançamentos",
        };
        let text = |language, n| phrase.fill(language, &[("n", Value::Number(n))]);
        assert_eq!(text(Language::English, 1), "1 entry");
        assert_eq!(text(Language::English, 0), "0 entries");
        assert_eq!(text(Language::Spanish, 2_000), "2.000 asientos");
    }
}
