//! Writes fields as a text of a layout: the inverse of [`Grammar::parse`].

use super::{FIGURE_DIGITS, Fields, Grammar, Part};

/// A field that does not fit the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) field: String,
    pub(crate) found: String,
    pub(crate) expected: String,
}

impl Fields {
    /// Sets a field's digits.
    pub(crate) fn set(&mut self, name: &str, digits: &str) {
        self.fields.insert(name.to_owned(), digits.to_owned());
    }
}

impl Grammar {
    /// The text with these fields. Fields of fixed length are padded with leading zeros.
    ///
    /// # Errors
    /// The first field that is missing or does not fit.
    pub(crate) fn write(&self, fields: &Fields) -> Result<String, Misfit> {
        let wrong = |field: &str, found: &str, expected: String| Misfit {
            field: field.to_owned(),
            found: found.to_owned(),
            expected,
        };
        let digits_of = |name: &str| match fields.field(name) {
            None => Err(wrong(name, "not given", "digits".to_owned())),
            Some(text) if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) => {
                Err(wrong(name, &format!("{text:?}"), "digits".to_owned()))
            }
            Some(text) => Ok(text),
        };
        let mut text = String::new();
        let push_figure = |text: &mut String, name: &str, digits: &str| {
            let trimmed = digits.trim_start_matches('0');
            if trimmed.len() > FIGURE_DIGITS {
                return Err(wrong(name, digits, format!("at most {FIGURE_DIGITS} digits")));
            }
            text.push_str(if trimmed.is_empty() { "0" } else { trimmed });
            Ok(())
        };
        for part in &self.parts {
            match part {
                Part::Byte(byte) => text.push(char::from(*byte)),
                Part::Digits { name, count } => {
                    let digits = digits_of(name)?;
                    if digits.len() > *count {
                        return Err(wrong(name, digits, format!("at most {count} digits")));
                    }
                    text.extend(std::iter::repeat_n('0', count - digits.len()));
                    text.push_str(digits);
                }
                Part::Figure { name } => push_figure(&mut text, name, digits_of(name)?)?,
                Part::Boxes { between } => {
                    if fields.boxes.len() != self.boxes {
                        let found = format!("{} figures", fields.boxes.len());
                        return Err(wrong("boxes", &found, format!("{} figures", self.boxes)));
                    }
                    for (at, votes) in fields.boxes.iter().enumerate() {
                        if at > 0 {
                            text.push(char::from(*between));
                        }
                        push_figure(&mut text, "boxes", &votes.to_string())?;
                    }
                }
            }
        }
        Ok(text)
    }

    /// The layout's fields without the boxes, and the number of digits of those of fixed length.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, Option<usize>)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Digits { name, count } => Some((name.as_str(), Some(*count))),
            Part::Figure { name } => Some((name.as_str(), None)),
            Part::Byte(_) | Part::Boxes { .. } => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LAYOUT: &str = "{a:4}.{b}!{boxes:-}!{c:2}";

    fn fields(a: &str, b: &str, c: &str, boxes: &[u32]) -> Fields {
        let mut fields = Fields::default();
        [("a", a), ("b", b), ("c", c)]
            .iter()
            .for_each(|(name, text)| fields.set(name, text));
        fields.boxes = boxes.to_vec();
        fields
    }

    #[test]
    fn what_does_not_fit_the_layout_names_its_field() {
        let grammar = Grammar::new(LAYOUT, 2).unwrap();
        for (given, said) in [
            (
                fields("12345", "1", "1", &[1, 2]),
                ["a", "12345", "at most 4 digits"],
            ),
            (
                fields("1", "100000", "1", &[1, 2]),
                ["b", "100000", "at most 5 digits"],
            ),
            (fields("1", "x", "1", &[1, 2]), ["b", "\"x\"", "digits"]),
            (fields("1", "", "1", &[1, 2]), ["b", "\"\"", "digits"]),
            (fields("1", "1", "1", &[1]), ["boxes", "1 figures", "2 figures"]),
            (
                fields("1", "1", "1", &[1, 100_000]),
                ["boxes", "100000", "at most 5 digits"],
            ),
            (Fields::default(), ["a", "not given", "digits"]),
        ] {
            let Misfit {
                field,
                found,
                expected,
            } = grammar.write(&given).unwrap_err();
            assert_eq!([field, found, expected], said);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_parsed_back(
            a in 0u32..10_000, b in 0u32..100_000, c in 0u32..100, boxes in proptest::collection::vec(0u32..100_000, 1..40),
        ) {
            let grammar = Grammar::new(LAYOUT, boxes.len()).unwrap();
            let given = fields(&a.to_string(), &b.to_string(), &c.to_string(), &boxes);
            let parsed = grammar.parse(grammar.write(&given).unwrap().as_bytes()).unwrap();
            prop_assert_eq!(&parsed.boxes, &boxes);
            for (name, number) in [("a", a), ("b", b), ("c", c)] {
                prop_assert_eq!(parsed.field(name).unwrap().parse::<u32>().unwrap(), number);
            }
        }
    }
}
