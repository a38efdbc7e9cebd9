//! A colour in which an option is drawn.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A colour of 24 bits, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color {
    /// Red, green and blue of sRGB, each from 0 to 255.
    pub channels: [u8; 3],
}

/// A text that is not a colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a colour like \"#1b6ca8\" (a number sign and six hexadecimal digits)")]
pub struct ColorError(String);

impl FromStr for Color {
    type Err = ColorError;

    fn from_str(text: &str) -> Result<Color, ColorError> {
        let refused = || ColorError(text.chars().take(40).collect());
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = u32::from_str_radix(digits.ok_or_else(refused)?, 16).map_err(|_| refused())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Color {
            channels: [red, green, blue],
        })
    }
}

impl TryFrom<String> for Color {
    type Error = ColorError;

    fn try_from(text: String) -> Result<Color, ColorError> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(color: Color) -> String {
        color.to_string()
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Color {
    /// The relative luminance by WCAG 2.2, from 0 for black to 1 for white.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            match value <= 0.040_45 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        };
        let [red, green, blue] = self.channels.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_back_as_written() {
        let color: Color = "#1B6ca8".parse().unwrap();
        assert_eq!(color.channels, [0x1b, 0x6c, 0xa8]);
        assert_eq!(color.to_string(), "#1b6ca8");
        assert_eq!(serde_json::from_str::<Color>("\"#1b6ca8\"").unwrap(), color);
    }

    #[test]
    fn whatever_is_no_colour_is_refused() {
        for text in [
            "", "red", "1b6ca8", "#1b6ca", "#1b6ca80", "#1b6cg8", "#+b6ca8", "#1b6cñ", "url(#x)",
        ] {
            assert!(text.parse::<Color>().is_err(), "{text}");
        }
    }

    #[test]
    fn luminance_goes_from_black_to_white() {
        let luminance = |text: &str| text.parse::<Color>().unwrap().luminance();
        assert_eq!(luminance("#000000"), 0.0);
        assert!((luminance("#ffffff") - 1.0).abs() < 1e-9);
        assert!((luminance("#777777") - 0.184).abs() < 0.001);
    }
}
