//! Comparing a JSON-lines file with its table.

use super::check::{CheckError, CheckSummary, MAX_CHECKED_COLUMNS, Match, for_each_expected, shown_text};
use super::json_write::{keys, push_row};
use super::lines::{Lines, line_end};
use super::table::{Cell, Table};
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;

/// Compares a JSON-lines file with its table, cell by cell.
///
/// The file may order its keys in its own way and have others; a key that a row lacks is a missing
/// column, not a null, unless the column is optional. Memory is bounded by the longest line,
/// [`MAX_LINE_BYTES`](super::MAX_LINE_BYTES) at most.
///
/// # Errors
/// [`CheckError::Differs`], [`CheckError::TooFewRows`], [`CheckError::TooManyRows`] or
/// [`CheckError::MissingColumn`] where the file differs from the table; [`CheckError::Malformed`] or
/// [`CheckError::Io`] where it cannot be read as JSON lines; [`CheckError::Table`] where the table is not
/// what its columns say.
pub fn check_json_lines(file: impl Read, table: &dyn Table) -> Result<CheckSummary, CheckError> {
    let columns = table.columns();
    let keys = keys(table);
    let mut lines = Lines::new(file);
    let mut unknown = BTreeSet::new();
    let mut absent = BTreeSet::new();
    let mut line = Vec::new();
    let rows = for_each_expected(table, &mut |row, expected| {
        line.clear();
        push_row(&mut line, &keys, expected);
        if lines.take_exactly(&line)? {
            return Ok(());
        }
        let record = lines.next_record(|| format!("row {row}"), line_end)?;
        let record = record.ok_or(CheckError::TooFewRows { row })?;
        let mut json = serde_json::Deserializer::from_slice(record);
        let found = json
            .deserialize_map(RowVisitor)
            .and_then(|found| json.end().map(|()| found))
            .map_err(|error| CheckError::malformed(format!("row {row}"), error.to_string()))?;
        let names: Vec<&str> = found.iter().map(|(name, _)| &**name).collect();
        let matched = Match::new(&columns, &names)?;
        for ((_, value), place) in found.iter().zip(&matched.of_file) {
            let Some(place) = *place else { continue };
            let same = match (&expected[place], value) {
                (Cell::Text(a), Value::Text(b)) => a == b,
                (Cell::Integer(a), Value::Integer(b)) => a == b,
                (Cell::Empty, Value::Null) => true,
                _ => false,
            };
            if !same {
                return Err(CheckError::differs(
                    row,
                    &columns[place],
                    &expected[place],
                    value.shown(),
                ));
            }
        }
        unknown.extend(matched.unknown);
        absent.extend(matched.absent);
        if unknown.len() > MAX_CHECKED_COLUMNS {
            return Err(CheckError::malformed(
                format!("row {row}"),
                "too many unknown keys",
            ));
        }
        Ok(())
    })?;
    if !lines.is_at_end()? {
        return Err(CheckError::TooManyRows { row: rows + 1 });
    }
    Ok(CheckSummary {
        rows,
        unknown: unknown.into_iter().collect(),
        absent: absent.into_iter().collect(),
    })
}

/// A value of the file.
enum Value<'a> {
    Text(Cow<'a, str>),
    Integer(i64),
    Null,
    Other(&'static str),
}

impl Value<'_> {
    fn shown(&self) -> String {
        match self {
            Value::Text(text) => shown_text(text),
            Value::Integer(n) => n.to_string(),
            Value::Null => "nothing".to_owned(),
            Value::Other(what) => (*what).to_owned(),
        }
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Vec<(Cow<'de, str>, Value<'de>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(Value::Text(name)) = map.next_key_seed(ValueSeed)? {
            if found.len() == MAX_CHECKED_COLUMNS {
                return Err(de::Error::custom("too many keys"));
            }
            found.push((name, map.next_value_seed(ValueSeed)?));
        }
        Ok(found)
    }
}

struct ValueSeed;

impl<'de> de::DeserializeSeed<'de> for ValueSeed {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Value<'de>, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, an integer or null")
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_i64<E>(self, n: i64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(n))
    }
    fn visit_u64<E>(self, n: u64) -> Result<Value<'de>, E> {
        Ok(i64::try_from(n).map_or(
            Value::Other("an integer over 9223372036854775807"),
            Value::Integer,
        ))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Value<'de>, E> {
        Ok(Value::Other("a fraction"))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
        Ok(Value::Other("a truth value"))
    }
    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Value<'de>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other("a list"))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an object"))
    }
}
