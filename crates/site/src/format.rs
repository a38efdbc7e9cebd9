//! How each language writes numbers, shares, sizes and dates, as its catalogue says.

use crate::language::Language;
use crate::words::{Args, Words};
use model::percent::hundredths;
use model::{Date, Hour};

/// A language's name, and how it writes numbers and dates.
#[derive(Debug)]
pub(crate) struct LocaleFormat {
    /// The language's name in itself.
    pub(crate) name: String,
    /// The thousands separator.
    thousands: String,
    /// The decimal separator.
    decimal: String,
    /// What stands before and after the number of a percentage.
    percent: (String, String),
    /// The months' names, January first.
    pub(crate) months: Vec<String>,
}

impl LocaleFormat {
    /// What the messages of a catalogue say, of which `message` gives the text.
    pub(crate) fn read(message: impl Fn(&str, Args<'_>) -> String) -> LocaleFormat {
        let percent = message("language-percent", &[("number", "0".into())]);
        let (before, after) = percent.split_once('0').unwrap_or_default();
        let months = message("language-months", &[]);
        LocaleFormat {
            name: message("language-name", &[]),
            thousands: message("language-thousands", &[]),
            decimal: message("language-decimal", &[]),
            percent: (before.to_owned(), after.to_owned()),
            months: months.split(' ').map(str::to_owned).collect(),
        }
    }
}

impl Language {
    /// A whole number in groups of three: 7,156,462 or 7.156.462.
    pub fn number(self, n: u64) -> String {
        let format = Words::of(self).format();
        let digits = n.to_string();
        let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(&format.thousands);
            }
            text.push(digit);
        }
        text
    }

    /// A whole number with its sign; the minus is U+2212, which screen readers read.
    pub fn signed(self, n: i128) -> String {
        let size = u64::try_from(n.unsigned_abs()).unwrap_or(u64::MAX);
        let sign = match n {
            0 => "",
            1.. => "+",
            _ => "\u{2212}",
        };
        format!("{sign}{}", self.number(size))
    }

    /// A plain decimal number, such as a percentage without its sign, with the language's decimal sign.
    pub fn decimal(self, text: &str) -> String {
        let text = text.replace('-', "\u{2212}");
        text.replace('.', &Words::of(self).format().decimal)
    }

    /// A percentage: `67.14%`, `67,14 %` in Spanish.
    pub fn percent(self, text: &str) -> String {
        let (before, after) = &Words::of(self).format().percent;
        format!("{before}{}{after}", self.decimal(text))
    }

    /// What `part` is of `whole` as a percentage with two decimals. `None` where the whole is zero.
    pub fn share(self, part: u64, whole: u64) -> Option<String> {
        let hundredths = hundredths(part, whole)?;
        Some(self.percent(&format!("{}.{:02}", hundredths / 100, hundredths % 100)))
    }

    /// A size in bytes, with one decimal from a kilobyte (1,000 bytes) on.
    pub fn bytes(self, bytes: u64) -> String {
        let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
        let tenths = |unit: u64| (u128::from(bytes) * 20 + u128::from(unit)) / (2 * u128::from(unit));
        match units.into_iter().find(|(_, unit)| bytes >= *unit) {
            None => format!("{bytes}\u{a0}B"),
            Some((name, unit)) => {
                let tenths = tenths(unit);
                let whole = self.number(u64::try_from(tenths / 10).unwrap_or(u64::MAX));
                let decimal = &Words::of(self).format().decimal;
                format!("{whole}{decimal}{}\u{a0}{name}", tenths % 10)
            }
        }
    }

    /// A day: `28 July 2024`, `28 de julio de 2024`.
    pub fn date(self, date: &Date) -> String {
        let mut parts = date.as_str().splitn(3, '-');
        let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
        let (Some(year), Some(month), Some(day)) = (number(), number(), number()) else {
            return date.to_string();
        };
        let words = Words::of(self);
        let Some(month) = words.format().months.get(month.wrapping_sub(1)) else {
            return date.to_string();
        };
        let (day, year) = (day.to_string(), year.to_string());
        let parts = [
            ("day", day.into()),
            ("month", month.as_str().into()),
            ("year", year.into()),
        ];
        words.plain("language-date", &parts)
    }

    /// An hour of the record, which is of UTC: `28 July 2024, 22 h UTC`.
    pub fn hour(self, hour: &Hour) -> String {
        let (day, rest) = hour.as_str().split_at_checked(10).unwrap_or((hour.as_str(), ""));
        let of_day = rest.trim_matches(['T', 'Z']);
        match day.parse::<Date>() {
            Ok(date) => format!("{}, {of_day}\u{a0}h UTC", self.date(&date)),
            Err(_) => hour.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(code: &str) -> Language {
        Language::from_code(code).unwrap()
    }

    #[test]
    fn numbers_are_grouped_in_the_language_s_manner() {
        assert_eq!(language("en").number(7_156_462), "7,156,462");
        assert_eq!(language("es").number(7_156_462), "7.156.462");
        assert_eq!(language("pt").number(7_156_462), "7.156.462");
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345, "12,345")] {
            assert_eq!(language("en").number(n), text);
        }
        assert_eq!(language("en").number(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(language("pt").signed(-1_830_358), "\u{2212}1.830.358");
        assert_eq!(language("en").signed(7), "+7");
        assert_eq!(language("en").signed(0), "0");
    }

    #[test]
    fn shares_have_two_decimals_rounded_half_up() {
        assert_eq!(language("en").share(7_156_462, 10_659_128).unwrap(), "67.14%");
        assert_eq!(language("es").share(1, 3).unwrap(), "33,33\u{a0}%");
        assert_eq!(language("pt").share(2, 3).unwrap(), "66,67%");
        assert_eq!(language("en").share(1, 20_000).unwrap(), "0.01%"); // 0.005
        assert_eq!(language("en").share(1, 30_026).unwrap(), "0.01%");
        assert_eq!(language("es").share(30_025, 30_026).unwrap(), "99,99\u{a0}%");
        assert_eq!(language("en").share(5, 5).unwrap(), "100.00%");
        assert_eq!(language("en").share(u64::MAX, u64::MAX).unwrap(), "100.00%");
        assert_eq!(language("en").share(1, 0), None);
    }

    #[test]
    fn dates_and_sizes_are_written_out() {
        let date: Date = "2024-07-28".parse().unwrap();
        assert_eq!(language("en").date(&date), "28 July 2024");
        assert_eq!(language("es").date(&date), "28 de julio de 2024");
        assert_eq!(language("pt").date(&date), "28 de julho de 2024");
        let hour: Hour = "2024-07-28T22Z".parse().unwrap();
        assert_eq!(language("es").hour(&hour), "28 de julio de 2024, 22\u{a0}h UTC");
        assert_eq!(language("en").bytes(999), "999\u{a0}B");
        assert_eq!(language("en").bytes(1_250), "1.3\u{a0}kB");
        assert_eq!(language("es").bytes(12_300_000), "12,3\u{a0}MB");
    }
}
