//! Fixed-width files: each column at its place in the line.

use super::text_lines::TextLines;
use super::{Cells, FormatReader, Records};
use crate::read::error::{FileError, RowError};
use crate::read::profile::FileRules;
use crate::read::profile_check::{ProfileError, key};
use crate::read::source::Source;
use std::ops::Range;

/// The format.
pub(crate) struct FixedWidth;

impl FormatReader for FixedWidth {
    fn check(&self, rules: &FileRules) -> Result<(), ProfileError> {
        if rules.fields.is_empty() {
            return Err(key("file.fields", "needed for a fixed-width file"));
        }
        if !rules.columns.is_empty() {
            return Err(key(
                "file.columns",
                "a fixed-width file has `fields`, with their places",
            ));
        }
        if rules.header == Some(true) {
            return Err(key(
                "file.header",
                "a fixed-width file names its fields here; use `skip` to pass over a heading",
            ));
        }
        Ok(())
    }

    fn has_header(&self, _: &FileRules) -> bool {
        false
    }

    fn given_columns<'p>(&self, rules: &'p FileRules) -> Vec<&'p str> {
        rules.fields.iter().map(|field| field.name.as_str()).collect()
    }

    fn columns_key(&self) -> &'static str {
        "file.fields"
    }

    fn open(&self, source: Source, rules: &FileRules) -> Result<Box<dyn Records>, FileError> {
        let fields = rules.fields.iter();
        Ok(Box::new(FixedRecords {
            lines: TextLines::open(source, rules, None)?,
            fields: fields.map(|field| (field.start - 1, field.width)).collect(),
            ranges: Vec::new(),
        }))
    }
}

struct FixedRecords {
    lines: TextLines,
    /// The first character and the number of characters of each column.
    fields: Vec<(usize, usize)>,
    ranges: Vec<Range<usize>>,
}

impl Records for FixedRecords {
    fn name(&self) -> &str {
        self.lines.name()
    }

    fn next(&mut self) -> Result<Option<Result<Cells<'_>, RowError>>, FileError> {
        let line = match self.lines.next()? {
            None => return Ok(None),
            Some(Err(error)) => return Ok(Some(Err(error))),
            Some(Ok(line)) => line,
        };
        slice(line.text, &self.fields, &mut self.ranges);
        Ok(Some(Ok(Cells {
            line: line.number,
            text: line.text,
            ranges: &self.ranges,
            lines_apart_by: None,
        })))
    }
}

/// Cuts at fixed places, given as (first character, characters); what lies beyond the line's end is empty.
fn slice(text: &str, fields: &[(usize, usize)], cells: &mut Vec<Range<usize>>) {
    cells.clear();
    if text.is_ascii() {
        let within = |at: usize| at.min(text.len());
        cells.extend(
            fields
                .iter()
                .map(|(start, width)| within(*start)..within(start + width)),
        );
        return;
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let byte = |character: usize| starts.get(character).copied().unwrap_or(text.len());
    cells.extend(
        fields
            .iter()
            .map(|(start, width)| byte(*start)..byte(start + width)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fixed_places_are_characters_and_short_lines_have_empty_cells() {
        let mut found = Vec::new();
        slice("ñandú12", &[(0, 5), (5, 2), (7, 3)], &mut found);
        let text = |range: &Range<usize>| "ñandú12"[range.clone()].to_owned();
        assert_eq!(found.iter().map(text).collect::<Vec<_>>(), ["ñandú", "12", ""]);
    }

    proptest! {
        #[test]
        fn any_text_has_a_cell_for_each_field(text in "[a,\"\n é]{0,40}") {
            let mut found = Vec::new();
            slice(&text, &[(0, 3), (2, 5), (39, 10)], &mut found);
            prop_assert_eq!(found.len(), 3);
            prop_assert!(found.iter().all(|range| text.get(range.clone()).is_some()));
        }
    }
}
