//! The chart of what was claimed of one thing: day after day on one scale, so that claims that differ stand out.
//!
//! The drawing is for the eye: the table below it has the same, so that it is hidden from screen readers.

use crate::text::{Html, escape};
use model::Bound;
use std::fmt::Write;

/// A number or a percentage that somebody claimed.
pub(crate) struct Mark {
    /// The day, in the language of the page.
    pub(crate) day: String,
    pub(crate) who: String,
    /// The number, or the percentage in any unit that all marks share.
    pub(crate) value: u64,
    /// The same as it was said.
    pub(crate) text: String,
    pub(crate) bound: Bound,
}

/// Where the scale begins and how long it is, in units of a narrow phone's pixels.
const LEFT: f64 = 8.0;
const WIDTH: f64 = 336.0;
/// The most letters of a name that fit beside its figure.
const LETTERS: usize = 34;

/// The drawing; none where there is nothing to lay side by side.
pub(crate) fn draw(marks: &[Mark]) -> Option<Html> {
    let most = marks.iter().map(|mark| mark.value).max()?.max(1);
    if marks.len() < 2 {
        return None;
    }
    let x = |value: u64| LEFT + WIDTH * value as f64 / most as f64;
    let mut drawn = String::new();
    let mut ends = Vec::new();
    let (mut y, mut day) = (4, "");
    for mark in marks {
        if mark.day != day {
            day = &mark.day;
            y += 16;
            let _ = write!(drawn, "<text class=\"day\" x=\"0\" y=\"{y}\">");
            escape(day, &mut drawn);
            drawn.push_str("</text>");
        }
        y += 15;
        let name: String = match mark.who.chars().count() > LETTERS {
            true => mark.who.chars().take(LETTERS - 1).chain(['…']).collect(),
            false => mark.who.clone(),
        };
        let _ = write!(drawn, "<text class=\"name\" x=\"{LEFT}\" y=\"{y}\">");
        escape(&name, &mut drawn);
        let _ = write!(drawn, "</text><text class=\"name tick\" x=\"356\" y=\"{y}\">");
        escape(&mark.text, &mut drawn);
        y += 10;
        let end = x(mark.value);
        let _ = write!(drawn, "</text><path class=\"grid\" d=\"M{LEFT} {y}H{end:.1}\"/>");
        let _ = match mark.bound {
            Bound::Exactly => write!(
                drawn,
                "<circle class=\"exact\" cx=\"{end:.1}\" cy=\"{y}\" r=\"4.5\"/>"
            ),
            Bound::About => write!(
                drawn,
                "<circle class=\"loose\" cx=\"{end:.1}\" cy=\"{y}\" r=\"4\"/>"
            ),
            // Open towards what may be more.
            Bound::AtLeast | Bound::MoreThan => {
                write!(
                    drawn,
                    "<path class=\"loose\" d=\"M{end:.1} {}v9m3-9l5 4.5l-5 4.5\"/>",
                    f64::from(y) - 4.5
                )
            }
        };
        ends.push((end, y));
        y += 6;
    }
    // Each mark's line goes on to the end, beside those of the later ones.
    let guides: String = ends
        .iter()
        .map(|(end, from)| format!("M{end:.1} {from}V{y}"))
        .collect();
    Some(Html(format!(
        "<svg class=\"chart claims\" viewBox=\"0 0 360 {}\" aria-hidden=\"true\" focusable=\"false\">\
         <path class=\"guide\" d=\"{guides}\"/>{drawn}</svg>",
        y + 2
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(day: &str, who: &str, value: u64, bound: Bound) -> Mark {
        Mark {
            day: day.to_owned(),
            who: who.to_owned(),
            value,
            text: value.to_string(),
            bound,
        }
    }

    #[test]
    fn claims_stand_on_one_scale_under_their_days() {
        let svg = draw(&[
            mark("Monday", "<b>", 50, Bound::Exactly),
            mark("Monday", &"x".repeat(60), 100, Bound::AtLeast),
            mark("Tuesday", "c", 25, Bound::About),
        ])
        .unwrap()
        .0;
        assert_eq!(svg.matches("Monday").count(), 1);
        assert!(svg.contains("cx=\"176.0\"") && svg.contains("M344.0 ") && svg.contains("cx=\"92.0\""));
        assert!(!svg.contains("<b>") && !svg.contains(&"x".repeat(34)), "{svg}");
        assert_eq!(svg.matches("class=\"exact\"").count(), 1);
    }

    #[test]
    fn a_single_claim_is_not_drawn_and_zeros_are_drawn() {
        assert!(draw(&[mark("d", "a", 7, Bound::Exactly)]).is_none());
        assert!(
            draw(&[
                mark("d", "a", 0, Bound::Exactly),
                mark("d", "b", 0, Bound::Exactly)
            ])
            .is_some()
        );
        assert!(draw(&[]).is_none());
    }
}
