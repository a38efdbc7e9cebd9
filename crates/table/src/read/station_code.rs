//! Codes of stations that are not as they were published.

use model::Mask;

/// The months as spreadsheets in English abbreviate them.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// What a spreadsheet has made of a code, where it looks so: a number with an exponent or a date.
pub(crate) fn spoiled(code: &str) -> Option<&'static str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((number, exponent)) = code.split_once(['E', 'e'])
        && let Some(exponent) = exponent.strip_prefix(['+', '-'])
        && digits(exponent)
    {
        let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        if digits(whole) && digits(fraction) {
            return Some("a number with an exponent");
        }
    }
    let month = |text: &str| MONTHS.iter().any(|month| month.eq_ignore_ascii_case(text));
    let short = |text: &str| digits(text) && text.len() <= 2;
    if let Some((a, b)) = code.split_once('-')
        && (short(a) && month(b) || month(a) && short(b))
    {
        return Some("a day of a month");
    }
    None
}

/// The most masks that an error names.
const SHOWN: usize = 5;

/// What a code that fits no mask should be.
pub(crate) fn expected(masks: &[Mask]) -> String {
    let shown: Vec<&str> = masks.iter().take(SHOWN).map(Mask::as_str).collect();
    let more = if masks.len() > SHOWN {
        " or another mask"
    } else {
        ""
    };
    format!(
        "a station's code that fits {}{more} (9 is a digit, A a capital, * any character)",
        shown.join(" or ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_exponents_and_days_are_no_codes() {
        for code in [
            "1.1E+08", "2E+10", "1,20e+08", "5E-3", "1-Apr", "12-dec", "Mar-07",
        ] {
            assert!(spoiled(code).is_some(), "{code}");
        }
        for code in [
            "110000001",
            "1-4",
            "1E5",
            "E+08",
            "1.E+08",
            "1-April",
            "Apr-2026",
            "A-1",
            "mar-mar",
        ] {
            assert_eq!(spoiled(code), None, "{code}");
        }
    }
}
