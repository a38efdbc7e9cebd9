//! Writing a text as a layout has it: the inverse of [`Grammar::parse`].

use super::{FIGURE_DIGITS, Fields, Grammar, Part};

/// What a layout cannot say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the field {field} of the code: {reason}")]
pub struct FieldError {
    field: String,
    reason: String,
}

impl Fields {
    /// Sets a field's digits.
    pub fn set(&mut self, name: &str, digits: &str) {
        self.fields.insert(name.to_owned(), digits.to_owned());
    }
}

impl Grammar {
    /// The text that says this. Digits of a given number are filled up with noughts in front.
    ///
    /// # Errors
    /// The field that is not given or does not fit, and what was expected.
    pub fn write(&self, fields: &Fields) -> Result<String, FieldError> {
        let wrong = |field: &str, reason: String| FieldError {
            field: field.to_owned(),
            reason,
        };
        let digits_of = |name: &str| match fields.field(name) {
            None => Err(wrong(name, "it is not given".into())),
            Some(text) if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) => {
                Err(wrong(name, format!("expected digits, not {text:?}")))
            }
            Some(text) => Ok(text),
        };
        let mut text = String::new();
        let push_figure = |text: &mut String, name: &str, digits: &str| {
            let trimmed = digits.trim_start_matches('0');
            if trimmed.len() > FIGURE_DIGITS {
                return Err(wrong(
                    name,
                    format!("expected at most {FIGURE_DIGITS} digits, not {digits}"),
                ));
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
                        let reason = format!("expected at most {count} digits, not {digits}");
                        return Err(wrong(name, reason));
                    }
                    text.extend(std::iter::repeat_n('0', count - digits.len()));
                    text.push_str(digits);
                }
                Part::Figure { name } => push_figure(&mut text, name, digits_of(name)?)?,
                Part::Boxes { between } => {
                    if fields.boxes.len() != self.boxes {
                        let reason = format!("expected {}, not {}", self.boxes, fields.boxes.len());
                        return Err(wrong("boxes", reason));
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

    /// The layout's fields but the boxes, and how many digits each has where that is given.
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
            (fields("12345", "1", "1", &[1, 2]), "field a"),
            (fields("1", "100000", "1", &[1, 2]), "field b"),
            (fields("1", "x", "1", &[1, 2]), "field b"),
            (fields("1", "", "1", &[1, 2]), "field b"),
            (fields("1", "1", "1", &[1]), "expected 2, not 1"),
            (fields("1", "1", "1", &[1, 100_000]), "field boxes"),
        ] {
            let error = grammar.write(&given).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let error = grammar.write(&Fields::default()).unwrap_err().to_string();
        assert!(error.contains("not given"), "{error}");
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
