//! A percentage as somebody announced it, with the decimals it was given with.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A percentage with as many decimals as were announced: 51.2 and 51.20 are not the same, since the
/// second says more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "CompactString", into = "CompactString")]
pub struct Percent {
    units: u32,
    decimals: u8,
}

/// A text that is not a percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a percentage like \"51.20\" (0 to 100, up to four decimals, as text)")]
pub struct PercentError(String);

impl Percent {
    /// The value in units of the last announced decimal: 5120 for 51.20.
    pub fn units(self) -> u32 {
        self.units
    }

    /// How many decimals were announced, 0 to 4.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// How many units make the whole: 10,000 for two decimals.
    pub fn whole(self) -> u64 {
        100 * 10u64.pow(u32::from(self.decimals))
    }

    /// The votes that this percentage of a total would give, rounded half up.
    pub fn of(self, total: u64) -> u64 {
        let (part, whole) = (
            u128::from(total) * u128::from(self.units),
            u128::from(self.whole()),
        );
        ((2 * part + whole) / (2 * whole)) as u64
    }

    /// The percentage that `part` is of `total`, with that many decimals, rounded half up. `None` where
    /// the total is zero or the part is more than the whole.
    pub fn from_ratio(part: u64, total: u64, decimals: u8) -> Option<Percent> {
        if total == 0 || part > total {
            return None;
        }
        let decimals = decimals.min(4);
        let whole = 100 * 10u128.pow(u32::from(decimals));
        let (part, total) = (u128::from(part) * whole, u128::from(total));
        Some(Percent {
            units: ((2 * part + total) / (2 * total)) as u32,
            decimals,
        })
    }
}

/// The share that `part` is of `whole` as people are shown it, in hundredths of a percent: rounded half up, but a part of
/// the whole is never shown as all of it, something never as nothing, and more than the whole never as just the whole.
/// `None` where the whole is zero.
pub fn hundredths(part: u64, whole: u64) -> Option<u128> {
    const ALL: u128 = 10_000;
    let (part, whole) = (u128::from(part), u128::from(whole));
    let rounded = (2 * part * ALL + whole).checked_div(2 * whole)?;
    Some(match part.cmp(&whole) {
        _ if part == 0 => 0,
        Ordering::Less => rounded.clamp(1, ALL - 1),
        Ordering::Equal => ALL,
        Ordering::Greater => rounded.max(ALL + 1),
    })
}

impl FromStr for Percent {
    type Err = PercentError;
    fn from_str(text: &str) -> Result<Self, PercentError> {
        let wrong = || PercentError(text.to_owned());
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|c| c.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || fraction.len() > 4 || !digits(whole) || !digits(fraction) {
            return Err(wrong());
        }
        if text.ends_with('.') {
            return Err(wrong());
        }
        let units: u32 = format!("{whole}{fraction}").parse().map_err(|_| wrong())?;
        let percent = Percent {
            units,
            decimals: fraction.len() as u8,
        };
        if u64::from(units) > percent.whole() {
            Err(wrong())
        } else {
            Ok(percent)
        }
    }
}

impl TryFrom<CompactString> for Percent {
    type Error = PercentError;
    fn try_from(text: CompactString) -> Result<Self, PercentError> {
        text.parse()
    }
}

impl From<Percent> for CompactString {
    fn from(percent: Percent) -> Self {
        percent.to_string().into()
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10u32.pow(u32::from(self.decimals));
        let text = match self.decimals {
            0 => self.units.to_string(),
            d => format!(
                "{}.{:0w$}",
                self.units / scale,
                self.units % scale,
                w = usize::from(d)
            ),
        };
        f.pad(&text)
    }
}

impl fmt::Debug for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_decimals_are_kept() {
        for text in ["51.20", "44.2", "0.41", "100", "100.00", "0"] {
            assert_eq!(text.parse::<Percent>().unwrap().to_string(), text);
        }
        for text in ["", "101", "100.01", "1.23456", "51,20", "-1", ".5", "5."] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_percentage_of_a_total_is_rounded_half_up() {
        let percent: Percent = "51.20".parse().unwrap();
        assert_eq!(percent.of(10_058_774), 5_150_092);
        assert_eq!("50".parse::<Percent>().unwrap().of(3), 2);
        assert_eq!(
            Percent::from_ratio(5_326_104, 12_335_884, 2).unwrap().to_string(),
            "43.18"
        );
        assert_eq!(Percent::from_ratio(1, 0, 2), None);
    }

    #[test]
    fn a_part_is_never_shown_as_the_whole_nor_something_as_nothing() {
        assert_eq!(hundredths(30_025, 30_026), Some(9_999));
        assert_eq!(hundredths(1, 30_026), Some(1));
        assert_eq!(hundredths(30_027, 30_026), Some(10_001));
        assert_eq!(hundredths(u64::MAX - 1, u64::MAX), Some(9_999));
        assert_eq!(hundredths(0, 30_026), Some(0));
        assert_eq!(hundredths(30_026, 30_026), Some(10_000));
        assert_eq!((hundredths(2, 3), hundredths(1, 3)), (Some(6_667), Some(3_333)));
        assert_eq!(hundredths(4, 3), Some(13_333));
        assert_eq!(hundredths(0, 0), None);
    }

    proptest::proptest! {
        #[test]
        fn a_share_that_is_shown_is_off_by_less_than_a_hundredth(part in 0u64..5_000_000, whole in 1u64..3_000_000) {
            let shown = hundredths(part, whole).unwrap();
            let (part, whole) = (u128::from(part), u128::from(whole));
            proptest::prop_assert!((shown * whole).abs_diff(part * 10_000) < whole);
            proptest::prop_assert_eq!(shown == 0, part == 0);
            proptest::prop_assert_eq!(shown.cmp(&10_000), part.cmp(&whole));
        }
    }
}
