//! The languages of the pages, and how each writes numbers, shares and dates.

use model::{Date, Hour};

/// A language that the pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
}

impl Language {
    /// All of them, in the order of the links between them.
    pub const ALL: [Language; 3] = [Language::English, Language::Spanish, Language::Portuguese];

    /// The language's code (BCP 47), as in the page's name and its `lang` attribute.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
            Language::Portuguese => "pt",
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Spanish => "Español",
            Language::Portuguese => "Português",
        }
    }

    /// The language of that code.
    pub fn from_code(code: &str) -> Option<Language> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The path of the language's result page in the publication.
    pub fn page(self) -> String {
        layout::in_language(self.code(), layout::page::RESULT)
    }

    fn grouping(self) -> char {
        match self {
            Language::English => ',',
            Language::Spanish | Language::Portuguese => '.',
        }
    }

    fn decimal_sign(self) -> char {
        match self {
            Language::English => '.',
            Language::Spanish | Language::Portuguese => ',',
        }
    }

    /// A whole number in groups of three: 7,156,462 or 7.156.462.
    pub fn number(self, n: u64) -> String {
        let digits = n.to_string();
        let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(self.grouping());
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
        let sign = self.decimal_sign();
        text.chars()
            .map(|c| match c {
                '.' => sign,
                '-' => '\u{2212}',
                other => other,
            })
            .collect()
    }

    /// A percentage: `67.14%`, `67,14 %` in Spanish, `67,14%` in Portuguese.
    pub fn percent(self, text: &str) -> String {
        let number = self.decimal(text);
        match self {
            Language::English | Language::Portuguese => format!("{number}%"),
            Language::Spanish => format!("{number}\u{a0}%"),
        }
    }

    /// What `part` is of `whole` as a percentage with two decimals, rounded half up in whole numbers.
    /// `None` where the whole is nought.
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
                format!("{whole}{}{}\u{a0}{name}", self.decimal_sign(), tenths % 10)
            }
        }
    }

    /// A day: `28 July 2024`, `28 de julio de 2024`, `28 de julho de 2024`.
    pub fn date(self, date: &Date) -> String {
        let mut parts = date.as_str().splitn(3, '-');
        let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
        let (Some(year), Some(month), Some(day)) = (number(), number(), number()) else {
            return date.to_string();
        };
        let Some(month) = self.months().get(month.wrapping_sub(1)) else {
            return date.to_string();
        };
        match self {
            Language::English => format!("{day} {month} {year}"),
            Language::Spanish | Language::Portuguese => format!("{day} de {month} de {year}"),
        }
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

    fn months(self) -> &'static [&'static str; 12] {
        match self {
            Language::English => &[
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
            Language::Spanish => &[
                "enero",
                "febrero",
                "marzo",
                "abril",
                "mayo",
                "junio",
                "julio",
                "agosto",
                "septiembre",
                "octubre",
                "noviembre",
                "diciembre",
            ],
            Language::Portuguese => &[
                "janeiro",
                "fevereiro",
                "março",
                "abril",
                "maio",
                "junho",
                "julho",
                "agosto",
                "setembro",
                "outubro",
                "novembro",
                "dezembro",
            ],
        }
    }
}

/// What `part` is of `whole` in hundredths of a percent, rounded half up.
pub(crate) fn hundredths(part: u64, whole: u64) -> Option<u128> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    (whole > 0).then(|| (2 * part * 10_000 + whole) / (2 * whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_the_language_s_manner() {
        assert_eq!(Language::English.number(7_156_462), "7,156,462");
        assert_eq!(Language::Spanish.number(7_156_462), "7.156.462");
        assert_eq!(Language::Portuguese.number(7_156_462), "7.156.462");
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345, "12,345")] {
            assert_eq!(Language::English.number(n), text);
        }
        assert_eq!(Language::English.number(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(Language::Portuguese.signed(-1_830_358), "\u{2212}1.830.358");
        assert_eq!(Language::English.signed(7), "+7");
        assert_eq!(Language::English.signed(0), "0");
    }

    #[test]
    fn shares_have_two_decimals_rounded_half_up() {
        assert_eq!(Language::English.share(7_156_462, 10_659_128).unwrap(), "67.14%");
        assert_eq!(Language::Spanish.share(1, 3).unwrap(), "33,33\u{a0}%");
        assert_eq!(Language::Portuguese.share(2, 3).unwrap(), "66,67%");
        assert_eq!(Language::English.share(1, 20_000).unwrap(), "0.01%"); // 0.005
        assert_eq!(Language::English.share(1, 20_001).unwrap(), "0.00%");
        assert_eq!(Language::English.share(5, 5).unwrap(), "100.00%");
        assert_eq!(Language::English.share(u64::MAX, u64::MAX).unwrap(), "100.00%");
        assert_eq!(Language::English.share(1, 0), None);
    }

    #[test]
    fn dates_and_sizes_are_written_out() {
        let date: Date = "2024-07-28".parse().unwrap();
        assert_eq!(Language::English.date(&date), "28 July 2024");
        assert_eq!(Language::Spanish.date(&date), "28 de julio de 2024");
        assert_eq!(Language::Portuguese.date(&date), "28 de julho de 2024");
        let hour: Hour = "2024-07-28T22Z".parse().unwrap();
        assert_eq!(
            Language::Spanish.hour(&hour),
            "28 de julio de 2024, 22\u{a0}h UTC"
        );
        assert_eq!(Language::English.bytes(999), "999\u{a0}B");
        assert_eq!(Language::English.bytes(1_250), "1.3\u{a0}kB");
        assert_eq!(Language::Spanish.bytes(12_300_000), "12,3\u{a0}MB");
    }

    #[test]
    fn a_language_is_known_by_its_code() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("xx"), None);
    }
}
