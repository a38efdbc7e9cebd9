//! Cutting the text of a record into cells.

use std::ops::Range;

/// Cuts at every delimiter; for text without quotes.
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

/// Cuts at delimiters outside quotes, and takes the quotes off; the ranges are into `out`. The record's
/// quotes are known to be in order.
pub(crate) fn unquote(text: &str, delimiter: u8, quote: u8, out: &mut String, cells: &mut Vec<Range<usize>>) {
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

/// Cuts at fixed places, given as (first character, characters); what lies beyond the line's end is empty.
pub(crate) fn slice(text: &str, fields: &[(usize, usize)], cells: &mut Vec<Range<usize>>) {
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

    #[test]
    fn fixed_places_are_characters_and_short_lines_have_empty_cells() {
        let mut found = Vec::new();
        slice("ñandú12", &[(0, 5), (5, 2), (7, 3)], &mut found);
        let text = |range: &Range<usize>| "ñandú12"[range.clone()].to_owned();
        assert_eq!(found.iter().map(text).collect::<Vec<_>>(), ["ñandú", "12", ""]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_loss_of_place(text in "[a,\"\n é]{0,40}") {
            let mut found = Vec::new();
            split(&text, b',', &mut found);
            prop_assert_eq!(found.len(), text.matches(',').count() + 1);
            cells(&text);
            slice(&text, &[(0, 3), (2, 5), (39, 10)], &mut found);
            prop_assert_eq!(found.len(), 3);
        }
    }
}
