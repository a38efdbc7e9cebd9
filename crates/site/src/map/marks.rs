//! The marks of options on a map and in its legend: small ones differ by their shape, large ones by their pattern.

use crate::color::PATTERNS;
use model::Color;

/// The small marks, from the middle on. Those that have no area are strokes.
const MARKS: [(&str, Option<&str>); PATTERNS] = [
    ("h0", Some("stroke-width=\"4.4\" stroke-linecap=\"round\"")),
    ("m0-3l3 5h-6z", None),
    ("h0", Some("stroke-width=\"4\" stroke-linecap=\"square\"")),
    ("m-2-2l4 4m0-4l-4 4", Some("stroke-width=\"1.5\"")),
    ("m0-3.2l3.2 3.2l-3.2 3.2l-3.2-3.2z", None),
    ("m-2.5 0h5m-2.5-2.5v5", Some("stroke-width=\"1.7\"")),
    ("m0 3l3-5h-6z", None),
    ("m-3 0l5 3v-6z", None),
];

/// The small mark of an option, by its place: its path from the middle on, and what makes it visible. Where no option
/// leads it is a ring.
pub(super) fn mark(leading: Option<(usize, Color)>) -> (&'static str, String) {
    match leading {
        None => (
            "m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0",
            "class=\"ring\"".to_owned(),
        ),
        Some((place, color)) => match MARKS[place % PATTERNS] {
            (path, Some(stroke)) => (path, format!("fill=\"none\" stroke=\"{color}\" {stroke}")),
            (path, None) => (path, format!("fill=\"{color}\"")),
        },
    }
}

/// How a shape is filled: the option's colour and, over it, its pattern.
pub(super) fn fills(leading: Option<(usize, Color)>) -> Vec<String> {
    let Some((place, color)) = leading else {
        return vec!["class=\"none\"".to_owned()];
    };
    let mut fills = vec![format!("fill=\"{color}\"")];
    let pattern = place % PATTERNS;
    if pattern > 0 {
        fills.push(format!("fill=\"url(#p{pattern})\""));
    }
    fills
}
