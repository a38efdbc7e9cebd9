//! Templates: `{CENTRO|pad 9}.{MESA|pad 2}`, text with the values of columns in it.

use model::lookalike::is_invisible;
use serde::Deserialize;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A text with columns' values in it.
///
/// `{column}` is the value of a column, without the blanks around it; `{{` and `}}` are braces. A value
/// can be changed on its way by filters, from left to right: `{CENTRO|pad 9|slice 0 2}`.
///
/// | filter | gives |
/// |---|---|
/// | `pad N` | the value with leading zeros, padded to N characters |
/// | `slice FROM TO` | the characters from the one numbered FROM (the first is 0) to the one before TO |
/// | `split SEPARATOR N` | the part numbered N (the first is 0) between separators |
/// | `replace OLD NEW` | every OLD replaced by NEW |
/// | `trim` | the value without blanks at its ends |
/// | `visible` | the value without characters that are not seen: without width, or directing the writing |
/// | `nfc` | the value with each accent in its one short form (Unicode NFC) |
/// | `upper`, `lower` | the value in capitals, in small letters |
///
/// Arguments stand between single or double quotes where they hold blanks, bars or braces.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    pub(crate) parts: Vec<Part<String>>,
    text: String,
}

/// A piece of a template; `C` is how it names its column: by name, or by position once the header is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part<C> {
    Text(String),
    Value { column: C, filters: Vec<Filter> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filter {
    Pad(usize),
    Slice(usize, usize),
    Split(String, usize),
    Replace(String, String),
    Trim,
    Visible,
    Nfc,
    Upper,
    Lower,
}

const FILTERS: &str =
    "pad N, slice FROM TO, split SEPARATOR N, replace OLD NEW, trim, visible, nfc, upper or lower";

/// The longest that `pad` makes a value.
const MAX_PAD: usize = 100;

/// A text that is not a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("in the template {template:?}: {message}")]
pub struct TemplateError {
    /// The template.
    pub template: String,
    /// What is wrong.
    pub message: String,
}

impl TryFrom<String> for Template {
    type Error = TemplateError;

    fn try_from(text: String) -> Result<Template, TemplateError> {
        match parse(&text) {
            Ok(parts) => Ok(Template { parts, text }),
            Err(message) => Err(TemplateError {
                template: text,
                message,
            }),
        }
    }
}

impl std::str::FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Template, TemplateError> {
        Template::try_from(text.to_owned())
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Template {
    /// The columns that it takes values from.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Value { column, .. } => Some(column.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text, where it takes no values.
    pub fn constant(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Text(text)] => Some(text),
            [] => Some(""),
            _ => None,
        }
    }
}

fn parse(template: &str) -> Result<Vec<Part<String>>, String> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        let after = &rest[at + 1..];
        if let Some(after) = after.strip_prefix(brace) {
            text.push_str(brace);
            rest = after;
        } else if brace == "}" {
            return Err("a `}` without its `{`; write `}}` for a brace".to_owned());
        } else {
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            let (column, filters, after) = placeholder(after)?;
            parts.push(Part::Value { column, filters });
            rest = after;
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    Ok(parts)
}

/// What stands between the braces, and the text after them.
fn placeholder(text: &str) -> Result<(String, Vec<Filter>, &str), String> {
    let open = || "a `{` without its `}`".to_owned();
    let end = text.find(['|', '}', '{']).ok_or_else(open)?;
    let column = text[..end].trim().to_owned();
    if column.is_empty() {
        return Err("a column's name is empty; write `{{` for a brace".to_owned());
    }
    let mut filters = Vec::new();
    let mut rest = &text[end..];
    while let Some(after) = rest.strip_prefix('|') {
        let (words, left) = filter_words(after)?;
        filters.push(filter(&words)?);
        rest = left;
    }
    let after = rest.strip_prefix('}').ok_or_else(open)?;
    Ok((column, filters, after))
}

/// A filter's words, up to the next bar or the brace.
fn filter_words(text: &str) -> Result<(Vec<String>, &str), String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let Some(first) = rest.chars().next() else {
            return Err("a `{` without its `}`".to_owned());
        };
        match first {
            '|' | '}' => return Ok((words, rest)),
            '\'' | '"' => {
                let Some(end) = rest[1..].find(first) else {
                    return Err(format!("a quoted argument without its closing {first}"));
                };
                words.push(rest[1..=end].to_owned());
                rest = rest[end + 2..].trim_start();
            }
            _ => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || c == '|' || c == '}')
                    .unwrap_or(rest.len());
                words.push(rest[..end].to_owned());
                rest = rest[end..].trim_start();
            }
        }
    }
}

fn filter(words: &[String]) -> Result<Filter, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let number = |text: &str| {
        text.parse::<usize>()
            .map_err(|_| format!("expected a whole number, found {text:?}"))
    };
    match words.as_slice() {
        ["pad", n] => match number(n)? {
            n if n <= MAX_PAD => Ok(Filter::Pad(n)),
            _ => Err(format!("`pad` goes up to {MAX_PAD}")),
        },
        ["slice", from, to] => match (number(from)?, number(to)?) {
            (from, to) if from < to => Ok(Filter::Slice(from, to)),
            _ => Err("`slice FROM TO` needs FROM below TO".to_owned()),
        },
        ["split", separator, n] if !separator.is_empty() => {
            Ok(Filter::Split((*separator).to_owned(), number(n)?))
        }
        ["replace", old, new] if !old.is_empty() => Ok(Filter::Replace((*old).to_owned(), (*new).to_owned())),
        ["trim"] => Ok(Filter::Trim),
        ["visible"] => Ok(Filter::Visible),
        ["nfc"] => Ok(Filter::Nfc),
        ["upper"] => Ok(Filter::Upper),
        ["lower"] => Ok(Filter::Lower),
        _ => Err(format!(
            "expected a filter ({FILTERS}), found {:?}",
            words.join(" ")
        )),
    }
}

/// A template whose columns are positions in a record.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    parts: Vec<Part<usize>>,
}

/// Why a value could not be made: the column's position, its value, what was expected.
#[derive(Debug)]
pub(crate) struct Mismatch {
    pub(crate) column: usize,
    pub(crate) value: String,
    pub(crate) expected: String,
}

impl Compiled {
    /// Finds the position of each column; the header has been checked to hold them all.
    pub(crate) fn new(template: &Template, position: impl Fn(&str) -> usize) -> Compiled {
        let parts = template
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => Part::Text(text.clone()),
                Part::Value { column, filters } => Part::Value {
                    column: position(column),
                    filters: filters.clone(),
                },
            })
            .collect();
        Compiled { parts }
    }

    /// The column whose bare value this is.
    pub(crate) fn bare(&self) -> Option<usize> {
        match self.parts.as_slice() {
            [Part::Value { column, filters }] if filters.is_empty() => Some(*column),
            _ => None,
        }
    }

    /// The first column that it takes a value from.
    pub(crate) fn first_column(&self) -> Option<usize> {
        self.parts.iter().find_map(|part| match part {
            Part::Value { column, .. } => Some(*column),
            Part::Text(_) => None,
        })
    }

    /// Writes the text for one record. Where a code is wanted, an empty value is a mismatch: it would
    /// be padded into somebody else's code.
    pub(crate) fn write<'a>(
        &self,
        cell: impl Fn(usize) -> &'a str,
        code: bool,
        out: &mut String,
        scratch: &mut String,
    ) -> Result<(), Mismatch> {
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Value { column, filters } => {
                    let value = cell(*column);
                    let mismatch = |expected: String| Mismatch {
                        column: *column,
                        value: value.to_owned(),
                        expected,
                    };
                    if value.is_empty() {
                        if code {
                            return Err(mismatch("a value".to_owned()));
                        }
                        continue;
                    }
                    let start = out.len();
                    apply(filters, value, out, scratch).map_err(&mismatch)?;
                    if code && out.len() == start {
                        return Err(mismatch(
                            "a value that the profile's filters leave something of".to_owned(),
                        ));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Adds the filtered value to `out`.
fn apply(filters: &[Filter], value: &str, out: &mut String, scratch: &mut String) -> Result<(), String> {
    let start = out.len();
    match filters {
        [] => {
            out.push_str(value);
            return Ok(());
        }
        // The common cases need no second buffer.
        [Filter::Pad(n)] => {
            pad(value, *n, out);
            return Ok(());
        }
        [Filter::Pad(n), Filter::Slice(from, to)] if value.is_ascii() => {
            pad(value, *n, out);
            let padded = out.len() - start;
            if padded < *to {
                out.truncate(start);
                return Err(format!("at least {to} characters"));
            }
            out.truncate(start + to);
            out.replace_range(start..start + from, "");
            return Ok(());
        }
        _ => out.push_str(value),
    }
    for filter in filters {
        scratch.clear();
        scratch.push_str(&out[start..]);
        out.truncate(start);
        match filter {
            Filter::Pad(n) => pad(scratch, *n, out),
            Filter::Slice(from, to) => {
                if scratch.chars().count() < *to {
                    return Err(format!("at least {to} characters"));
                }
                out.extend(scratch.chars().skip(*from).take(to - from));
            }
            Filter::Split(separator, n) => match scratch.split(separator.as_str()).nth(*n) {
                Some(part) => out.push_str(part),
                None => {
                    return Err(format!(
                        "at least {} parts, with {separator:?} between them",
                        n + 1
                    ));
                }
            },
            Filter::Replace(old, new) => {
                let mut pieces = scratch.split(old.as_str());
                out.push_str(pieces.next().unwrap_or_default());
                for piece in pieces {
                    out.push_str(new);
                    out.push_str(piece);
                    if out.len() - start > super::MAX_RECORD_BYTES {
                        return Err("a shorter value".to_owned());
                    }
                }
            }
            Filter::Trim => out.push_str(scratch.trim()),
            Filter::Visible => out.extend(scratch.chars().filter(|c| !is_invisible(*c))),
            Filter::Nfc => out.extend(scratch.nfc()),
            Filter::Upper => out.extend(scratch.chars().flat_map(char::to_uppercase)),
            Filter::Lower => out.extend(scratch.chars().flat_map(char::to_lowercase)),
        }
    }
    Ok(())
}

fn pad(value: &str, to: usize, out: &mut String) {
    let has = if value.is_ascii() {
        value.len()
    } else {
        value.chars().count()
    };
    out.extend(std::iter::repeat_n('0', to.saturating_sub(has)));
    out.push_str(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn made(template: &str, value: &str) -> Result<String, String> {
        let compiled = Compiled::new(&template.parse().unwrap(), |_| 0);
        let mut out = String::new();
        match compiled.write(|_| value, true, &mut out, &mut String::new()) {
            Ok(()) => Ok(out),
            Err(mismatch) => Err(mismatch.expected),
        }
    }

    #[test]
    fn filters_are_applied_from_left_to_right() {
        assert_eq!(made("{c|pad 9}.x", "10113042").unwrap(), "010113042.x");
        assert_eq!(made("{c|pad 9|slice 0 2}", "10113042").unwrap(), "01");
        assert_eq!(made("{c|split . 1|pad 3}", "a.7.b").unwrap(), "007");
        assert_eq!(made("{c|split '|' 1}", "a|b").unwrap(), "b");
        assert_eq!(made("{c|replace ' ' ''|upper}", "a b").unwrap(), "AB");
        assert_eq!(made("{c|slice 1 3}", "ñandú").unwrap(), "an");
        assert_eq!(made("{{{c}}}", "x").unwrap(), "{x}");
        assert_eq!(made("{c|split - 1|trim}", "a - b").unwrap(), "b");
        assert_eq!(made("{c|visible}", "0\u{200b}1\u{feff}").unwrap(), "01");
        assert_eq!(made("{c|nfc}", "Potosi\u{301}").unwrap(), "Potosí");
    }

    #[test]
    fn a_value_that_is_empty_or_too_short_for_a_code_is_a_mismatch() {
        assert_eq!(made("{c|pad 9}", "").unwrap_err(), "a value");
        assert_eq!(made("{c|slice 0 4}", "abc").unwrap_err(), "at least 4 characters");
        assert!(made("{c|split . 3}", "a.b").unwrap_err().contains("4 parts"));
    }

    #[test]
    fn a_broken_template_says_what_is_wrong() {
        let wrong = |text: &str| text.parse::<Template>().unwrap_err().to_string();
        assert!(wrong("{a").contains("without its `}`"));
        assert!(wrong("a}").contains("without its `{`"));
        assert!(wrong("{}").contains("name is empty"));
        assert!(wrong("{a|pda 3}").contains("found \"pda 3\""));
        assert!(wrong("{a|pad x}").contains("whole number"));
        assert!(wrong("{a|pad 1000000}").contains("up to 100"));
        assert!(wrong("{a|slice 3 3}").contains("FROM below TO"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_template_or_refused(text in "[{}|'\"a-c 0-9]{0,40}", value in "\\PC{0,20}") {
            if let Ok(template) = text.parse::<Template>() {
                let compiled = Compiled::new(&template, |_| 0);
                let _ = compiled.write(|_| value.as_str(), false, &mut String::new(), &mut String::new());
            }
        }
    }
}
