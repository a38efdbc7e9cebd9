//! Percentages that need not lie between 0 and 100: sums, differences, shares cut off or rounded up.

use model::Percent;
use serde::{Serialize, Serializer};
use std::fmt;

/// Percentage points as an exact decimal number, such as `-1.88`; written as text, like [`Percent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// The value in units of the last decimal: −188 for −1.88.
    pub units: i128,
    /// Decimals, 0 to 6.
    pub decimals: u8,
}

impl Points {
    /// `part` of `total` as a percentage, rounded half up. The total may not be zero.
    pub(crate) fn rounded(part: u64, total: u64, decimals: u8) -> Points {
        let (part, total) = scaled(part, total, decimals);
        let units = (2 * part + total).div_euclid(2 * total);
        Points { units, decimals }
    }

    /// A percentage of two decimals.
    pub(crate) fn hundredths(hundredths: u128) -> Points {
        Points {
            units: hundredths.try_into().unwrap_or(i128::MAX),
            decimals: 2,
        }
    }

    /// `part` of `total` as a percentage, further decimals cut off. The total may not be zero.
    pub(crate) fn cut_off(part: u64, total: u64, decimals: u8) -> Points {
        let (part, total) = scaled(part, total, decimals);
        let units = part.div_euclid(total);
        Points { units, decimals }
    }

    /// `part` of `total` as a percentage, rounded up. The total may not be zero.
    pub(crate) fn rounded_up(part: u64, total: u64, decimals: u8) -> Points {
        let (part, total) = scaled(part, total, decimals);
        let units = (part + total - 1).div_euclid(total);
        Points { units, decimals }
    }

    /// This less another of the same number of decimals.
    pub(crate) fn minus(self, other: Points) -> Points {
        debug_assert_eq!(self.decimals, other.decimals);
        Points {
            units: self.units - other.units,
            decimals: self.decimals,
        }
    }
}

fn scaled(part: u64, total: u64, decimals: u8) -> (i128, i128) {
    let whole = 100 * 10i128.pow(u32::from(decimals));
    (i128::from(part) * whole, i128::from(total))
}

impl From<Percent> for Points {
    fn from(percent: Percent) -> Self {
        Points {
            units: percent.units().into(),
            decimals: percent.decimals(),
        }
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10u128.pow(u32::from(self.decimals));
        let sign = if self.units < 0 { "-" } else { "" };
        let units = self.units.unsigned_abs();
        let width = usize::from(self.decimals);
        let text = match width {
            0 => format!("{sign}{units}"),
            _ => format!("{sign}{}.{:0width$}", units / scale, units % scale),
        };
        f.pad(&text)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_with_their_sign_and_decimals() {
        let text = |units, decimals| Points { units, decimals }.to_string();
        assert_eq!(text(-5, 2), "-0.05");
        assert_eq!(text(10_010, 2), "100.10");
        assert_eq!(text(7, 0), "7");
        assert_eq!(
            serde_json::to_string(&Points {
                units: 188,
                decimals: 2
            })
            .unwrap(),
            "\"1.88\""
        );
    }

    #[test]
    fn a_share_is_rounded_half_up_cut_off_or_rounded_up() {
        assert_eq!(Points::rounded(1, 8, 0).units, 13); // 12.5
        assert_eq!(Points::cut_off(1, 8, 0).units, 12);
        assert_eq!(Points::rounded_up(1, 8, 0).units, 13);
        assert_eq!(Points::rounded_up(1, 4, 0).units, 25);
        assert_eq!(Points::rounded(3, 2, 0).units, 150);
    }
}
