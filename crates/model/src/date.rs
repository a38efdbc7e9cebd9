//! Coarse times: days and hours in UTC, never finer, so that a record does not tell when exactly a
//! person stood at a station. Minutes are only those of public acts: what a published document states of itself, and
//! when polls close.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text that is not a day, an hour or a minute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {what}")]
pub struct DateError {
    text: String,
    what: &'static str,
}

fn is_day(text: &str) -> bool {
    let b = text.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        b[range].iter().try_fold(0u32, |n, c| {
            c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0'))
        })
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_hour(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 14
        && text.is_char_boundary(10)
        && is_day(&text[..10])
        && b[10] == b'T'
        && b[11].is_ascii_digit()
        && b[12].is_ascii_digit()
        && (b[11] - b'0') * 10 + (b[12] - b'0') < 24
        && b[13] == b'Z'
}

fn is_minute(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 17
        && text.is_char_boundary(13)
        && is_hour(&format!("{}Z", &text[..13]))
        && b[13] == b':'
        && b[14].is_ascii_digit()
        && b[15].is_ascii_digit()
        && b[14] < b'6'
        && b[16] == b'Z'
}

macro_rules! time {
    ($(#[$doc:meta])* $name:ident, $check:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "CompactString", into = "CompactString")]
        pub struct $name(CompactString);

        impl $name {
            /// The text as written; its order is the order in time.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl FromStr for $name {
            type Err = DateError;
            fn from_str(text: &str) -> Result<Self, DateError> {
                CompactString::from(text).try_into()
            }
        }
        impl TryFrom<CompactString> for $name {
            type Error = DateError;
            fn try_from(text: CompactString) -> Result<Self, DateError> {
                if $check(&text) { Ok(Self(text)) } else { Err(DateError { text: text.into(), what: $what }) }
            }
        }
        impl From<$name> for CompactString {
            fn from(time: $name) -> Self {
                time.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

time! {
    /// A day of the Gregorian calendar, `2024-07-28`.
    Date, is_day, "date like 2024-07-28"
}
time! {
    /// An hour in UTC, `2024-07-28T22Z`.
    Hour, is_hour, "hour like 2024-07-28T22Z"
}

time! {
    /// A minute in UTC, `2024-07-28T22:10Z`, as a document states it of its figures, or in which polls close.
    Minute, is_minute, "minute like 2024-07-28T22:10Z"
}

impl Hour {
    /// The hour in which a moment falls, in seconds since 1970-01-01T00:00Z.
    pub fn from_unix(seconds: u64) -> Hour {
        let (day, hour) = (civil_day(seconds), seconds % 86_400 / 3_600);
        Hour(format!("{day}T{hour:02}Z").into())
    }

    /// The minute in which the hour begins.
    pub fn begins(&self) -> Minute {
        Minute(format!("{}:00Z", &self.0[..13]).into())
    }
}

impl Minute {
    /// The minute in which a moment falls, in seconds since 1970-01-01T00:00Z.
    pub fn from_unix(seconds: u64) -> Minute {
        let (hour, minute) = (Hour::from_unix(seconds), seconds % 3_600 / 60);
        Minute(format!("{}:{minute:02}Z", &hour.0[..13]).into())
    }
}

/// The day in which a moment falls, in seconds since 1970-01-01T00:00Z
/// (days to civil date after H. Hinnant, "chrono-compatible low-level date algorithms").
fn civil_day(seconds: u64) -> String {
    let days = (seconds / 86_400) as i64 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-01",
            "28/07/2024",
            "",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!("2024-02-29".parse::<Date>().is_ok());
    }

    #[test]
    fn hours_carry_no_minutes() {
        assert!("2024-07-28T22Z".parse::<Hour>().is_ok());
        for text in [
            "2024-07-28T24Z",
            "2024-07-28T22:10Z",
            "2024-07-28",
            "2024-07-28T22",
            "2024-07-2éT22Z",
        ] {
            assert!(text.parse::<Hour>().is_err(), "{text}");
        }
    }

    #[test]
    fn minutes_have_one_spelling() {
        for text in ["2024-07-28T00:00Z", "2024-02-29T23:59Z"] {
            assert!(text.parse::<Minute>().is_ok(), "{text}");
        }
        for text in [
            "2024-07-28T22:60Z",
            "2024-07-28T24:00Z",
            "2023-02-29T22:10Z",
            "2024-07-28T22:1Z",
            "2024-07-28T22:10:00Z",
            "2024-07-28 22:10Z",
            "2024-07-28T22:10",
            "2024-07-28T22Z",
            "2024-07-28T2é:1Z",
        ] {
            assert!(text.parse::<Minute>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_falls_in_its_hour() {
        assert_eq!(Hour::from_unix(0).as_str(), "1970-01-01T00Z");
        assert_eq!(Hour::from_unix(1_722_207_599).as_str(), "2024-07-28T22Z");
        assert_eq!(Hour::from_unix(1_709_164_800).as_str(), "2024-02-29T00Z");
        assert_eq!(Minute::from_unix(1_722_207_599).as_str(), "2024-07-28T22:59Z");
        assert_eq!(Minute::from_unix(1_722_207_600).as_str(), "2024-07-28T23:00Z");
    }

    #[test]
    fn an_hour_begins_with_its_first_minute() {
        let hour: Hour = "2024-07-28T22Z".parse().unwrap();
        assert_eq!(hour.begins(), "2024-07-28T22:00Z".parse().unwrap());
    }
}
