//! The colours and patterns in which options are drawn.
//!
//! Not everybody sees colours: each option has a pattern too, and its name and number stand beside whatever is drawn.

use model::{Color, Contest};

/// The colours of options that have none of their own, in turn. Each has a contrast of 3 to 1 or more to a light and
/// to a dark page (WCAG 2.2, 1.4.11).
const DEFAULTS: [[u8; 3]; 12] = [
    [0x2f, 0x7a, 0xb8],
    [0xc2, 0x5a, 0x1c],
    [0x3b, 0x8a, 0x4e],
    [0xa0, 0x57, 0xb5],
    [0x8a, 0x77, 0x1e],
    [0xc4, 0x4a, 0x6b],
    [0x2e, 0x86, 0x8c],
    [0x8c, 0x6b, 0x50],
    [0x6b, 0x70, 0xc8],
    [0xb0, 0x5f, 0x5f],
    [0x66, 0x82, 0x2a],
    [0x75, 0x75, 0x75],
];

/// How many patterns there are; the first is plain.
pub(crate) const PATTERNS: usize = 8;

/// The colours of a contest's options, in their order.
pub(crate) fn colors(contest: &Contest) -> Vec<Color> {
    let mut defaults = (0..).map(|n: usize| Color {
        channels: DEFAULTS[n % DEFAULTS.len()],
    });
    contest
        .options
        .iter()
        .map(|option| {
            option.color.or_else(|| defaults.next()).unwrap_or(Color {
                channels: DEFAULTS[0],
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_ours_can_be_told_from_a_light_and_a_dark_page() {
        let luminance = |text: &str| text.parse::<Color>().unwrap().luminance();
        let contrast = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05);
        for channels in DEFAULTS {
            let own = Color { channels }.luminance();
            for page in ["#fdfcf8", "#e3dfd3", "#161614", "#34322d"] {
                // Against the bar's track they need less: the bar ends where the number says.
                let least = if ["#fdfcf8", "#161614"].contains(&page) {
                    3.0
                } else {
                    2.0
                };
                assert!(contrast(own, luminance(page)) >= least, "{channels:?} on {page}");
            }
        }
    }
}
