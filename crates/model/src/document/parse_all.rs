//! Telling all mistakes of a TOML document at once, where serde stops at the first.
//!
//! After each mistake the document is tried again with that value left out, or with another in its place that is of the
//! kind that is asked for: whatever else is wrong then shows.

use super::place::Places;
use super::{DocumentError, parse, too_long};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// The most mistakes that are told of one document.
pub const MAX_TOLD: usize = 50;

/// Of longer documents the first mistake alone is told: each one costs some readings of the whole.
const MAX_TRIED_BYTES: usize = 1 << 20;

/// A document as far as it can be read.
#[derive(Debug)]
pub struct Parsed<'t, T> {
    /// What it says; of a document with mistakes what the rest says, where that can be told.
    pub value: Option<T>,
    /// Its mistakes, in the order of their lines.
    pub errors: Vec<DocumentError>,
    /// Where its values stand; none where it is no TOML.
    pub places: Option<Places<'t>>,
}

/// Parses a TOML document into a value, and tells all its mistakes, at most [`MAX_TOLD`]; of one that is no TOML, or is longer than
/// 1 MiB, the first.
pub fn parse_all<T: DeserializeOwned>(text: &str) -> Parsed<'_, T> {
    let failed = |errors| Parsed {
        value: None,
        errors,
        places: None,
    };
    if let Some(error) = too_long(text) {
        return failed(vec![error]);
    }
    // Of what is no TOML the first mistake alone is told: others may only follow from it.
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => return failed(vec![DocumentError::of(text, &error)]),
    };
    let places = Some(Places::new(text, table.clone()));
    let mut errors = Vec::new();
    let mut table = table;
    let value = loop {
        let error = match try_value::<T>(&table) {
            Ok(value) => break Some(value),
            Err(error) => error,
        };
        let at = error.span().unwrap_or_default();
        errors.push(DocumentError::of(text, &error));
        if errors.len() == MAX_TOLD || text.len() > MAX_TRIED_BYTES {
            break None;
        }
        match mended::<T>(&table, error.message(), &at) {
            Some(mended) => table = mended,
            None => break None,
        }
    };
    errors.sort_by_key(|error| (error.line, error.column));
    // A document without mistakes is what `parse` says, whatever is tried here.
    let value = match errors.is_empty() {
        true => parse(text).ok(),
        false => value,
    };
    Parsed {
        value,
        errors,
        places,
    }
}

fn try_value<T: DeserializeOwned>(table: &Spanned<DeTable<'_>>) -> Result<T, toml::de::Error> {
    T::deserialize(Deserializer::from(table.clone()))
}

/// The document with the mistake at `at` out of the way; none where nothing helps.
fn mended<'t, T: DeserializeOwned>(
    table: &Spanned<DeTable<'t>>,
    message: &str,
    at: &Range<usize>,
) -> Option<Spanned<DeTable<'t>>> {
    let unknown = message.starts_with("unknown field ");
    let missing = message.strip_prefix("missing field `");
    let missing = missing.and_then(|rest| rest.split('`').next());
    let with = |value: Option<DeValue<'static>>| {
        let mut other = table.clone();
        let changed = match (value, missing) {
            (None, _) => remove(other.get_mut(), at),
            (Some(value), Some(key)) => insert(&mut other, at, key, value),
            (Some(value), None) => replace_in_table(other.get_mut(), at, &value),
        };
        changed.then_some(other)
    };
    if unknown {
        return with(None);
    }
    stand_ins(message).into_iter().find_map(|value| {
        let other = with(Some(value))?;
        match try_value::<T>(&other) {
            Ok(_) => Some(other),
            // The next mistake is elsewhere: this one is out of the way.
            Err(next) => {
                let same_place = next.span().unwrap_or_default() == *at;
                let stands = match missing {
                    Some(_) => next.message() == message || next.span() == Some(STAND_IN),
                    None => same_place,
                };
                (!stands).then_some(other)
            }
        }
    })
}

/// Where values stand that no document has.
const STAND_IN: Range<usize> = 0..0;

/// Values of the kinds that documents ask for: words that the message offers, ids, days, minutes, colours, numbers, lists.
fn stand_ins(message: &str) -> Vec<DeValue<'static>> {
    let offered = message.split('`').skip(3).step_by(2).map(str::to_owned);
    let texts = ["stand-in", "1", "2026-01-01", "2026-01-01T00:00Z", "#000000"];
    let texts = offered.chain(texts.map(str::to_owned));
    let texts = texts.map(|text| DeValue::String(Cow::Owned(text)));
    let number = DeTable::parse("n = 1").ok();
    let number = number.and_then(|table| Some(table.into_inner().remove("n")?.into_inner()));
    let others = [
        DeValue::Boolean(true),
        DeValue::Array(DeArray::new()),
        DeValue::Table(DeTable::new()),
    ];
    texts.chain(number).chain(others).collect()
}

/// Removes the entry whose key stands at `at`.
fn remove(table: &mut DeTable<'_>, at: &Range<usize>) -> bool {
    let own = table.keys().find(|key| key.span() == *at).cloned();
    if let Some(key) = own {
        return table.remove(&key).is_some();
    }
    table
        .iter_mut()
        .any(|(_, value)| inner_tables(value, &mut |table| remove(table, at)))
}

/// Calls `each` with the tables directly within a value until it says that it has found something.
fn inner_tables<'t>(
    value: &mut Spanned<DeValue<'t>>,
    each: &mut dyn FnMut(&mut DeTable<'t>) -> bool,
) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => each(table),
        DeValue::Array(list) => list.iter_mut().any(|value| inner_tables(value, each)),
        _ => false,
    }
}

/// Adds a key to the table that stands at `at`.
fn insert(
    document: &mut Spanned<DeTable<'_>>,
    at: &Range<usize>,
    key: &str,
    value: DeValue<'static>,
) -> bool {
    let entry = |table: &mut DeTable<'_>| {
        let key = Spanned::new(STAND_IN, Cow::Owned(key.to_owned()));
        table.insert(key, Spanned::new(STAND_IN, value.clone()));
        true
    };
    fn within(
        value: &mut Spanned<DeValue<'_>>,
        at: &Range<usize>,
        entry: &dyn Fn(&mut DeTable<'_>) -> bool,
    ) -> bool {
        let here = value.span() == *at;
        match value.get_mut() {
            DeValue::Table(table) if here => entry(table),
            DeValue::Table(table) => table.iter_mut().any(|(_, value)| within(value, at, entry)),
            DeValue::Array(list) => list.iter_mut().any(|value| within(value, at, entry)),
            _ => false,
        }
    }
    let inner = document.get_mut().iter_mut();
    let mut inner = inner.map(|(_, value)| within(value, at, &entry));
    inner.any(|found| found) || entry(document.get_mut())
}

/// Puts a value in the place of the innermost one that holds `at`.
fn replace_in_table(table: &mut DeTable<'_>, at: &Range<usize>, with: &DeValue<'static>) -> bool {
    table.iter_mut().any(|(key, value)| {
        // An id that is a key: the whole entry is set aside.
        key.span() != *at && replace(value, at, with)
    }) || remove(table, at)
}

fn replace(value: &mut Spanned<DeValue<'_>>, at: &Range<usize>, with: &DeValue<'static>) -> bool {
    let span = value.span();
    let inner = match value.get_mut() {
        DeValue::Table(table) => replace_in_table(table, at, with),
        DeValue::Array(list) => list.iter_mut().any(|value| replace(value, at, with)),
        _ => false,
    };
    if inner {
        return true;
    }
    let here = span == *at;
    if here {
        *value.get_mut() = with.clone();
    }
    here
}
