//! Parsing figures: thousands separators, and the profile's words for illegible and absent ones.

use super::profile::Profile;
use model::Figure;

/// How a file writes its figures.
#[derive(Debug, Clone)]
pub(crate) struct FigureText {
    illegible: Vec<String>,
    not_on_form: Vec<String>,
    thousands: Option<char>,
    expected: String,
}

impl FigureText {
    pub(crate) fn new(profile: &Profile) -> FigureText {
        let mut expected = "a whole number from 0 to 4294967295".to_owned();
        let words = |list: &[String]| {
            list.iter()
                .map(|text| format!("{text:?}"))
                .collect::<Vec<_>>()
                .join(" or ")
        };
        if !profile.illegible.is_empty() {
            expected += &format!(", or {} for an illegible figure", words(&profile.illegible));
        }
        if !profile.not_on_form.is_empty() {
            expected += &format!(
                ", or {} for a figure that is not on the form",
                words(&profile.not_on_form)
            );
        }
        FigureText {
            illegible: profile.illegible.clone(),
            not_on_form: profile.not_on_form.clone(),
            thousands: profile.thousands,
            expected,
        }
    }

    /// What a figure may look like, for errors.
    pub(crate) fn expected(&self) -> &str {
        &self.expected
    }

    /// What to do about a text that is no figure, by the key of the profile.
    pub(crate) fn remedy(&self, text: &str) -> Option<String> {
        let separator = text.chars().find(|c| !c.is_ascii_digit());
        let grouped = separator.filter(|c| {
            let thousands = FigureText {
                thousands: Some(*c),
                ..self.clone()
            };
            thousands.with_thousands(text).is_some()
        });
        if let Some(separator) = grouped {
            return Some(format!(
                "where {separator:?} stands between thousands, say `thousands = {:?}`",
                separator.to_string()
            ));
        }
        let has_digit = text.chars().any(char::is_numeric);
        (!has_digit).then(|| {
            format!(
                "where the form has no such figure then, add {text:?} to `not_on_form`; where it could not be read, to \
                 `illegible`"
            )
        })
    }

    /// The figure; `None` where the text is not one.
    #[inline]
    pub(crate) fn parse(&self, text: &str) -> Option<Figure> {
        if let Some(n) = number(text) {
            return Some(Figure::Read(n));
        }
        let is = |list: &[String]| list.iter().any(|word| word.trim() == text);
        if is(&self.illegible) {
            return Some(Figure::Illegible);
        }
        if is(&self.not_on_form) {
            return Some(Figure::NotOnForm);
        }
        self.with_thousands(text).map(Figure::Read)
    }

    /// One to three digits, then groups of three.
    fn with_thousands(&self, text: &str) -> Option<u32> {
        let separator = self.thousands?;
        let mut digits = String::with_capacity(text.len().min(16));
        for (at, group) in text.split(separator).enumerate() {
            let whole = group.len() == 3 || (at == 0 && (1..3).contains(&group.len()));
            if !whole || digits.len() > 10 {
                return None;
            }
            digits.push_str(group);
        }
        number(&digits)
    }
}

/// Digits alone: no sign, no point, no blanks.
#[inline]
fn number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let mut n: u32 = 0;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        n = n.checked_mul(10)?.checked_add(digit.into())?;
    }
    Some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figures(thousands: Option<char>) -> FigureText {
        FigureText {
            illegible: vec!["?".into()],
            not_on_form: vec!["-".into(), String::new()],
            thousands,
            expected: String::new(),
        }
    }

    #[test]
    fn signs_fractions_words_and_huge_numbers_are_not_figures() {
        for text in [
            "-3",
            "+3",
            "1.5",
            "1e3",
            "12a",
            "4294967296",
            "99999999999999999999",
            "٣",
            "1 2",
        ] {
            assert_eq!(figures(None).parse(text), None, "{text}");
        }
        assert_eq!(figures(None).parse("4294967295"), Some(Figure::Read(u32::MAX)));
        assert_eq!(figures(None).parse("007"), Some(Figure::Read(7)));
    }

    #[test]
    fn nought_illegible_and_not_on_form_stay_apart() {
        let read = |text| figures(None).parse(text);
        assert_eq!(read("0"), Some(Figure::Read(0)));
        assert_eq!(read("?"), Some(Figure::Illegible));
        assert_eq!(read(""), Some(Figure::NotOnForm));
    }

    #[test]
    fn thousands_come_in_threes() {
        let read = |text| figures(Some('.')).parse(text);
        assert_eq!(read("1.234.567"), Some(Figure::Read(1_234_567)));
        assert_eq!(read("12"), Some(Figure::Read(12)));
        for text in ["1.23", "1234.567", ".123", "1..234", "1.5"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_figure_is_read_as_it_is_written(n: u32) {
            prop_assert_eq!(figures(None).parse(&n.to_string()), Some(Figure::Read(n)));
        }
    }
}
