//! Where in a TOML document a value stands: by its keys and places in lists, and so by its line.

use super::line_and_column;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A step into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The value of a key.
    Key(String),
    /// A member of a list, counted from 0.
    Item(usize),
}

/// The way to a value: `contests[0].options[3].id`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place(Vec<Step>);

impl Place {
    /// The value of a key of the document.
    pub fn of(key: &str) -> Place {
        Place::default().key(key)
    }

    /// The value of a key of the table here.
    #[must_use]
    pub fn key(&self, key: &str) -> Place {
        self.then(Step::Key(key.to_owned()))
    }

    /// A member of the list here, counted from 0.
    #[must_use]
    pub fn item(&self, at: usize) -> Place {
        self.then(Step::Item(at))
    }

    fn then(&self, step: Step) -> Place {
        Place(self.0.iter().cloned().chain([step]).collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

/// A document's values with the places in its text at which they stand.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    table: Spanned<DeTable<'t>>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str, table: Spanned<DeTable<'t>>) -> Places<'t> {
        Places { text, table }
    }

    /// The line and column, counted from 1, at which a value or its key begins; of one that is not there, the nearest that it would
    /// stand in.
    pub fn find(&self, place: &Place) -> (usize, usize) {
        let [Step::Key(first), rest @ ..] = &place.0[..] else {
            return (1, 1);
        };
        let Some((key, mut value)) = self.table.get_ref().get_key_value(first.as_str()) else {
            return (1, 1);
        };
        let mut start = key.span().start;
        for step in rest {
            let inner = match (step, value.get_ref()) {
                (Step::Key(key), DeValue::Table(table)) => {
                    let found = table.get_key_value(key.as_str());
                    found.map(|(key, value)| (key.span().start, value))
                }
                (Step::Item(at), DeValue::Array(list)) => {
                    list.get(*at).map(|value| (value.span().start, value))
                }
                _ => None,
            };
            let Some((at, inner)) = inner else { break };
            (start, value) = (at, inner);
        }
        line_and_column(self.text, start)
    }
}
