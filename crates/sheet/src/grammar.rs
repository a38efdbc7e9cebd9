//! Layouts: the grammar of the text in a sheet's code, with its parser and its automaton for soft decoding.
//!
//! ```
//! let layout = "{centre:9}.{table:2}.{n:1}.{serial:4}!{boxes:,}!{null}!{blank}";
//! let grammar = sheet::Grammar::new(layout, 3)?;
//! let read = grammar.parse(b"110601011.04.1.0001!122,8,406!0!1").unwrap();
//! assert_eq!(read.field("table"), Some("04"));
//! assert_eq!(read.boxes, [122, 8, 406]);
//! assert_eq!(read.field("blank"), Some("1"));
//! assert!(grammar.parse(b"110601011.04.1.0001!122,8!0!1").is_none());
//! # Ok::<(), sheet::FormError>(())
//! ```

mod write;

use crate::error::FormError;
use crate::qr::{Automaton, Wanted};
use std::collections::BTreeMap;

/// The most digits of a figure of variable length: 99,999 votes on one sheet.
const FIGURE_DIGITS: usize = 5;
/// The most digits of a field of fixed length.
const MAX_DIGITS: usize = 40;
/// The most ballot boxes of a sheet.
pub const MAX_BOXES: usize = 2_000;

/// A part of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// A literal byte.
    Byte(u8),
    /// A fixed number of digits.
    Digits { name: String, count: usize },
    /// A figure of variable length without leading zeros.
    Figure { name: String },
    /// The ballot boxes' figures, separated by this byte.
    Boxes { between: u8 },
}

/// The layout of a sheet's code.
///
/// Text in a layout is literal, and fields are in braces. `{name:9}` is a field of nine digits, `{name}` a figure without
/// leading zeros, and `{boxes:,}` the figures of all ballot boxes in the order of the ballot, separated by commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grammar {
    parts: Vec<Part>,
    boxes: usize,
    automaton: Automaton,
}

/// The values of a code's fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    fields: BTreeMap<String, String>,
    /// The figure of each ballot box, in votes, in the order of the ballot.
    pub boxes: Vec<u32>,
}

impl Fields {
    /// A field's digits.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

impl Grammar {
    /// Parses a layout; `boxes` is the number of ballot boxes.
    ///
    /// # Errors
    /// [`FormError::Layout`] with the byte, counted from 0, what stands there and what was expected.
    pub fn new(layout: &str, boxes: usize) -> Result<Grammar, FormError> {
        let wrong = |at: usize, found: &str, expected: &str| FormError::Layout {
            layout: layout.to_owned(),
            at,
            found: found.to_owned(),
            expected: expected.to_owned(),
        };
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = layout;
        while let Some(first) = rest.bytes().next() {
            let at = layout.len() - rest.len();
            if first != b'{' {
                if !first.is_ascii_graphic() || first == b'}' {
                    let found = format!("{:?}", rest.chars().next().unwrap_or_default());
                    return Err(wrong(
                        at,
                        &found,
                        "a visible ASCII character, or a field in braces",
                    ));
                }
                parts.push(Part::Byte(first));
                rest = &rest[1..];
                continue;
            }
            let end = rest
                .find('}')
                .ok_or_else(|| wrong(at, "a brace that is not closed", "a field in braces"))?;
            let inside = &rest[1..end];
            rest = &rest[end + 1..];
            let (name, kind) = match inside.split_once(':') {
                None => (inside, None),
                Some((name, kind)) => (name, Some(kind)),
            };
            let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            if !good {
                let found = format!("the name {name:?}");
                return Err(wrong(at, &found, "a field's name of letters, digits and _"));
            }
            let taken = |part: &Part| match part {
                Part::Digits { name: own, .. } | Part::Figure { name: own } => own == name,
                Part::Boxes { .. } => name == "boxes",
                Part::Byte(_) => false,
            };
            if parts.iter().any(taken) {
                let found = format!("the field {name} again");
                return Err(wrong(at, &found, "every field once"));
            }
            parts.push(match (name, kind) {
                ("boxes", Some(kind)) if kind.len() == 1 && !kind.as_bytes()[0].is_ascii_digit() => {
                    Part::Boxes {
                        between: kind.as_bytes()[0],
                    }
                }
                ("boxes", _) => {
                    let expected = "{boxes:,} with the character between the figures, not a digit";
                    return Err(wrong(at, &format!("{{{inside}}}"), expected));
                }
                (name, None) => Part::Figure {
                    name: name.to_owned(),
                },
                (name, Some(count)) => match count.parse() {
                    Ok(count @ 1..=MAX_DIGITS) => Part::Digits {
                        name: name.to_owned(),
                        count,
                    },
                    _ => {
                        let expected = format!("a number of digits, 1 to {MAX_DIGITS}");
                        return Err(wrong(at, &format!("{count:?}"), &expected));
                    }
                },
            });
        }
        let has_boxes = parts.iter().any(|part| matches!(part, Part::Boxes { .. }));
        if boxes > MAX_BOXES || has_boxes != (boxes > 0) {
            let found = format!("{boxes} ballot boxes");
            let expected =
                format!("at most {MAX_BOXES}, and {{boxes:,}} in the layout just where there are any");
            return Err(wrong(0, &found, &expected));
        }
        if parts.is_empty() {
            return Err(wrong(0, "nothing", "fields and the text between them"));
        }
        let open = |part: &Part| matches!(part, Part::Figure { .. } | Part::Boxes { .. });
        let digit = |part: &Part| !matches!(part, Part::Byte(b) if !b.is_ascii_digit());
        if parts.windows(2).any(|pair| open(&pair[0]) && digit(&pair[1])) {
            let expected = "after it the text's end or a character that is not a digit";
            return Err(wrong(0, "a figure of any length before digits", expected));
        }
        Ok(Grammar {
            automaton: automaton(&parts, boxes),
            parts,
            boxes,
        })
    }

    /// Whether the layout has a field of that name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Digits { name: own, .. } | Part::Figure { name: own } => own == name,
            Part::Byte(_) | Part::Boxes { .. } => false,
        })
    }

    /// Parses a text; `None` where it does not follow the layout.
    pub fn parse(&self, payload: &[u8]) -> Option<Fields> {
        let mut rest = std::str::from_utf8(payload).ok()?;
        let mut fields = Fields::default();
        for part in &self.parts {
            match part {
                Part::Byte(byte) => rest = rest.strip_prefix(char::from(*byte))?,
                Part::Digits { name, count } => {
                    let (digits, after) = rest.split_at_checked(*count)?;
                    if !digits.bytes().all(|b| b.is_ascii_digit()) {
                        return None;
                    }
                    fields.fields.insert(name.clone(), digits.to_owned());
                    rest = after;
                }
                Part::Figure { name } => {
                    let (figure, after) = figure(rest)?;
                    fields.fields.insert(name.clone(), figure.to_string());
                    rest = after;
                }
                Part::Boxes { between } => {
                    for number in 0..self.boxes {
                        if number > 0 {
                            rest = rest.strip_prefix(char::from(*between))?;
                        }
                        let (votes, after) = figure(rest)?;
                        fields.boxes.push(votes);
                        rest = after;
                    }
                }
            }
        }
        rest.is_empty().then_some(fields)
    }
}

impl Wanted for Grammar {
    fn prior(&self) -> Option<&Automaton> {
        Some(&self.automaton)
    }

    fn accepts(&self, payload: &[u8]) -> bool {
        self.parse(payload).is_some()
    }
}

/// Parses a figure at the beginning of a text; returns it and the rest.
fn figure(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(digits);
    if digits.is_empty() || digits.len() > FIGURE_DIGITS || digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

/// The automaton that accepts exactly the texts of a layout.
fn automaton(parts: &[Part], boxes: usize) -> Automaton {
    let mut automaton = Automaton::default();
    // The states in which the next part may begin.
    let mut open = vec![automaton.add()];
    let byte = |automaton: &mut Automaton, open: &mut Vec<u16>, byte: u8| {
        let to = automaton.add();
        for from in open.drain(..) {
            automaton.lead(from, &[byte], to);
        }
        open.push(to);
    };
    let figure = |automaton: &mut Automaton, open: &mut Vec<u16>| {
        let zero = automaton.add();
        let mut last = automaton.add();
        for from in open.drain(..) {
            automaton.lead(from, b"0", zero);
            automaton.lead(from, b"123456789", last);
        }
        open.extend([zero, last]);
        for _ in 1..FIGURE_DIGITS {
            let next = automaton.add();
            automaton.lead(last, b"0123456789", next);
            open.push(next);
            last = next;
        }
    };
    for part in parts {
        match part {
            Part::Byte(own) => byte(&mut automaton, &mut open, *own),
            Part::Digits { count, .. } => {
                for _ in 0..*count {
                    let to = automaton.add();
                    for from in open.drain(..) {
                        automaton.lead(from, b"0123456789", to);
                    }
                    open.push(to);
                }
            }
            Part::Figure { .. } => figure(&mut automaton, &mut open),
            Part::Boxes { between } => {
                for number in 0..boxes {
                    if number > 0 {
                        byte(&mut automaton, &mut open, *between);
                    }
                    figure(&mut automaton, &mut open);
                }
            }
        }
    }
    open.into_iter().for_each(|state| automaton.end(state));
    automaton
}

#[cfg(test)]
mod tests {
    use super::*;

    fn venezuela() -> Grammar {
        Grammar::new(
            "{centre:9}.{table:2}.{n:1}.{serial:4}!{boxes:,}!{null}!{blank}",
            3,
        )
        .unwrap()
    }

    #[test]
    fn a_text_is_parsed_or_refused() {
        let grammar = venezuela();
        let read = grammar.parse(b"110601011.04.1.0001!0,22,406!10!0").unwrap();
        assert_eq!(read.field("centre"), Some("110601011"));
        assert_eq!(read.field("null"), Some("10"));
        assert_eq!(read.boxes, [0, 22, 406]);
        for text in [
            "110601011.04.1.0001!0,22,406!10!",
            "110601011.04.1.0001!0,22,406!10!0 ",
            "110601011.04.1.0001!0,022,406!10!0",
            "110601011.04.1.0001!0,22!10!0",
            "110601011.04.1.0001!0,22,406,1!10!0",
            "11060101x.04.1.0001!0,22,406!10!0",
            "110601011.04.1.0001!0,22,4060001!10!0",
            "<script>",
            "",
        ] {
            assert_eq!(grammar.parse(text.as_bytes()), None, "{text}");
        }
        assert_eq!(grammar.parse(&[0xff; 40]), None);
    }

    #[test]
    fn a_layout_that_cannot_be_used_says_where_and_why() {
        for (layout, boxes, reason) in [
            ("{a:9", 0, "not closed"),
            ("{a:x}", 0, "a number of digits"),
            ("{a:0}", 0, "a number of digits"),
            ("{a}{b}", 0, "not a digit"),
            ("{a}.{a}", 0, "the field a again"),
            ("{a b}", 0, "the name \"a b\""),
            ("{boxes}", 2, "boxes:,"),
            ("{boxes:,}", 0, "just where there are any"),
            ("{a:2}", 2, "just where there are any"),
            ("á", 0, "visible ASCII"),
            ("", 0, "found nothing"),
        ] {
            let error = Grammar::new(layout, boxes).unwrap_err().to_string();
            assert!(error.contains(reason), "{layout}: {error}");
        }
    }
}
