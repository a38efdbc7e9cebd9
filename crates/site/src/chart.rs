//! Charts, drawn as SVG when a publication is made. Whatever they show stands in a table beside them.

use crate::text::{Html, escape};
use model::{Color, Hour};

/// A line of a chart: a share at each hour, in hundredths of a percent.
pub(crate) struct Line {
    /// The colour; the text's own where there is none.
    pub(crate) color: Option<Color>,
    /// Its dash pattern, so that lines differ not in colour alone.
    pub(crate) place: usize,
    pub(crate) label: String,
    pub(crate) points: Vec<u32>,
}

/// The dashes of lines, by place.
const DASHES: [&str; 6] = ["", "7 3", "2 3", "9 3 2 3", "4 4", "12 4"];
/// The plot, in units of a narrow phone's pixels.
const LEFT: u32 = 36;
const TOP: u32 = 8;
const WIDTH: u32 = 300;
const HEIGHT: u32 = 180;

/// An hour as a number of hours, for distances.
pub(crate) fn hours(hour: &Hour) -> u64 {
    let number = |range: std::ops::Range<usize>| -> u64 {
        hour.as_str()
            .get(range)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0)
    };
    // Days from civil (Hinnant), for years after Christ.
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year.saturating_sub(1), month + 9)
    };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    24 * days + number(11..13)
}

/// Shares over time as lines with steps.
pub(crate) fn lines(label: &str, ends: &[String; 2], hours: &[u64], all: &[Line]) -> Html {
    let mut svg = String::from("<svg class=\"chart\" viewBox=\"0 0 360 ");
    let legend = TOP + HEIGHT + 34;
    svg.push_str(&(legend + 16 * all.len() as u32).to_string());
    svg.push_str("\" role=\"img\" aria-label=\"");
    escape(label, &mut svg);
    svg.push_str("\">");
    for quarter in 0..=4u32 {
        let y = TOP + HEIGHT - quarter * HEIGHT / 4;
        svg.push_str(&format!(
            "<path class=\"grid\" d=\"M{LEFT} {y}H{}\"/><text class=\"tick\" x=\"{}\" y=\"{}\">{}</text>",
            LEFT + WIDTH,
            LEFT - 4,
            y + 4,
            quarter * 25
        ));
    }
    for (end, x, anchor) in [(&ends[0], LEFT, "start"), (&ends[1], LEFT + WIDTH, "end")] {
        let y = TOP + HEIGHT + if anchor == "start" { 14 } else { 27 };
        svg.push_str(&format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">"));
        escape(end, &mut svg);
        svg.push_str("</text>");
    }
    let (first, last) = (
        hours.first().copied().unwrap_or(0),
        hours.last().copied().unwrap_or(0),
    );
    let span = (last - first).max(1);
    let x = |hour: u64| LEFT as f64 + WIDTH as f64 * (hour - first) as f64 / span as f64;
    let y = |share: u32| f64::from(TOP) + f64::from(HEIGHT) * (1.0 - f64::from(share) / 10_000.0);
    for (n, line) in (0u32..).zip(all) {
        let mut path = String::new();
        for (hour, share) in hours.iter().zip(&line.points) {
            let (x, y) = (x(*hour), y(*share));
            match path.is_empty() {
                true => path = format!("M{x:.1} {y:.1}"),
                false => path.push_str(&format!("H{x:.1}V{y:.1}")),
            }
        }
        let stroke = line
            .color
            .map_or_else(|| "currentColor".to_owned(), |color| color.to_string());
        let width = if line.color.is_some() { "2" } else { "3" };
        let dash = DASHES[line.place % DASHES.len()];
        let dash = match dash {
            "" => String::new(),
            dash => format!(" stroke-dasharray=\"{dash}\""),
        };
        let at = legend + 16 * n + 4;
        for path in [path, format!("M4 {at}H30")] {
            svg.push_str(&format!(
                "<path class=\"line\" stroke=\"{stroke}\" stroke-width=\"{width}\"{dash} d=\"{path}\"/>"
            ));
        }
        svg.push_str(&format!("<text class=\"name\" x=\"{LEFT}\" y=\"{}\">", at + 4));
        escape(&line.label.chars().take(40).collect::<String>(), &mut svg);
        svg.push_str("</text>");
    }
    svg.push_str("</svg>");
    Html(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_counted_over_months_and_leap_days() {
        let at = |text: &str| hours(&text.parse().unwrap());
        assert_eq!(at("2024-07-29T01Z") - at("2024-07-28T22Z"), 3);
        assert_eq!(at("2024-03-01T00Z") - at("2024-02-28T00Z"), 48);
        assert_eq!(at("2025-01-01T00Z") - at("2024-01-01T00Z"), 366 * 24);
    }

    #[test]
    fn a_line_is_told_by_more_than_its_colour_and_its_name_stays_text() {
        let line = |place| Line {
            color: Some("#2f7ab8".parse().unwrap()),
            place,
            label: "<b>\"".into(),
            points: vec![0, 10_000],
        };
        let svg = lines("<", &["a".into(), "b".into()], &[0, 5], &[line(0), line(1)]).0;
        assert_eq!(svg.matches("stroke-dasharray").count(), 2);
        assert!(!svg.contains("<b>") && !svg.contains("style"));
        assert!(svg.contains("M36.0 188.0H336.0V8.0"));
    }
}
