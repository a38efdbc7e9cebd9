//! Delimited files (RFC 4180, any delimiter and quote): CSV, TSV and the like.

use super::framing::Quoting;
use super::text_lines::TextLines;
use super::{Cells, FormatReader, Records};
use crate::read::error::{FileError, RowError};
use crate::read::profile::FileRules;
use crate::read::profile_check::{ProfileError, key};
use crate::read::source::Source;
use std::ops::Range;

/// The format.
pub(crate) struct Delimited;

impl FormatReader for Delimited {
    fn check(&self, rules: &FileRules) -> Result<(), ProfileError> {
        if !rules.fields.is_empty() {
            return Err(key(
                "file.fields",
                "only a fixed-width file has fields; use `columns`",
            ));
        }
        if rules.header == Some(true) && !rules.columns.is_empty() {
            return Err(key(
                "file.columns",
                "the columns are named by the header; leave one of the two out",
            ));
        }
        if rules.header == Some(false) && rules.columns.is_empty() {
            return Err(key("file.columns", "needed where the file has no header"));
        }
        Ok(())
    }

    fn has_header(&self, rules: &FileRules) -> bool {
        rules.header.unwrap_or(rules.columns.is_empty())
    }

    fn given_columns<'p>(&self, rules: &'p FileRules) -> Vec<&'p str> {
        rules.columns.iter().map(String::as_str).collect()
    }

    fn columns_key(&self) -> &'static str {
        "file.columns"
    }

    fn open(&self, source: Source, rules: &FileRules) -> Result<Box<dyn Records>, FileError> {
        // Profiles are checked to have ASCII here.
        let byte = |c: char| u8::try_from(c).unwrap_or(b',');
        let delimiter = byte(rules.delimiter);
        let quote = rules.quote.chars().next().map(byte);
        let quoting = quote.map(|quote| Quoting { quote, delimiter });
        Ok(Box::new(DelimitedRecords {
            lines: TextLines::open(source, rules, quoting)?,
            delimiter,
            quote,
            unquoted: String::new(),
            ranges: Vec::new(),
        }))
    }
}

struct DelimitedRecords {
    lines: TextLines,
    delimiter: u8,
    quote: Option<u8>,
    unquoted: String,
    ranges: Vec<Range<usize>>,
}

impl Records for DelimitedRecords {
    fn name(&self) -> &str {
        self.lines.name()
    }

    fn next(&mut self) -> Result<Option<Result<Cells<'_>, RowError>>, FileError> {
        let line = match self.lines.next()? {
            None => return Ok(None),
            Some(Err(error)) => return Ok(Some(Err(error))),
            Some(Ok(line)) => line,
        };
        let text = match self.quote.filter(|_| line.quoted) {
            Some(quote) => {
                unquote(
                    line.text,
                    self.delimiter,
                    quote,
                    &mut self.unquoted,
                    &mut self.ranges,
                );
                &self.unquoted
            }
            None => {
                split(line.text, self.delimiter, &mut self.ranges);
                line.text
            }
        };
        Ok(Some(Ok(Cells {
            line: line.number,
            text,
            ranges: &self.ranges,
            lines_apart_by: line.text.contains('\n').then_some(self.delimiter),
        })))
    }

    fn back_to_second_line(&mut self) {
        self.lines.back_to_second_line();
    }
}

/// Splits at every delimiter; for text without quotes.
pub(crate) fn split(text: &str, delimiter: u8, cells: &mut Vec<Range<usize>>) {
    cells.clear();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == delimiter {
            cells.push(start..at);
            start = at + 1;
        }
    }
    cells.push(start..text.len());
}

/// Splits at delimiters outside quotes, and unquotes; the ranges are into `out`. The record's quotes are
/// known to be balanced.
fn unquote(text: &str, delimiter: u8, quote: u8, out: &mut String, cells: &mut Vec<Range<usize>>) {
    cells.clear();
    out.clear();
    let (delimiter, quote) = (char::from(delimiter), char::from(quote));
    let mut rest = text;
    loop {
        let start = out.len();
        if let Some(mut quoted) = rest.strip_prefix(quote) {
            loop {
                let end = quoted.find(quote).unwrap_or(quoted.len());
                out.push_str(&quoted[..end]);
                quoted = quoted[end..].strip_prefix(quote).unwrap_or_default();
                match quoted.strip_prefix(quote) {
                    Some(after) => {
                        out.push(quote);
                        quoted = after;
                    }
                    None => break,
                }
            }
            rest = quoted;
        } else {
            let end = rest.find(delimiter).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        cells.push(start..out.len());
        match rest.strip_prefix(delimiter) {
            Some(after) => rest = after,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str) -> Vec<String> {
        let (mut out, mut cells) = (String::new(), Vec::new());
        unquote(text, b',', b'"', &mut out, &mut cells);
        cells.into_iter().map(|cell| out[cell].to_owned()).collect()
    }

    #[test]
    fn quotes_are_taken_off_and_doubled_quotes_halved() {
        assert_eq!(cells(r#"a,"b,c","d""e",,"""#), ["a", "b,c", "d\"e", "", ""]);
        assert_eq!(cells("\"x\ny\","), ["x\ny", ""]);
        assert_eq!(cells("a\"b,c"), ["a\"b", "c"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_loss_of_place(text in "[a,\"\n é]{0,40}") {
            let mut found = Vec::new();
            split(&text, b',', &mut found);
            prop_assert_eq!(found.len(), text.matches(',').count() + 1);
            cells(&text);
        }
    }
}
