//! Tables that can be read on paper, on a phone and aloud: a caption, headings with their scope,
//! numbers set to the right.

use crate::html::Html;
use crate::phrase::{Phrase, Values};

/// A column's heading.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column<'a> {
    /// Words.
    Words(Phrase),
    /// Numbers, set to the right.
    Numbers(Phrase),
    /// Numbers under a stranger's name.
    Named(&'a str),
}

impl Html {
    /// A table. `caption` may be hidden from the eye where a heading above says the same; a wide one
    /// scrolls sideways by itself on a narrow screen.
    pub(crate) fn table(
        &mut self,
        (caption, values): (Phrase, Values<'_>),
        columns: &[Column<'_>],
        rows: impl FnOnce(&mut Html),
    ) {
        let label = caption.fill(self.language(), values);
        let scroll = [
            ("class", "scroll"),
            ("role", "group"),
            ("aria-label", &label),
            ("tabindex", "0"),
        ];
        let attributes = if columns.len() > 3 {
            &scroll[..]
        } else {
            &scroll[..1]
        };
        self.node("div", attributes, |html| {
            html.node("table", &[], |html| {
                html.said_with("caption", caption, values);
                html.node("thead", &[], |html| {
                    html.node("tr", &[], |html| {
                        for column in columns {
                            html.column(*column);
                        }
                    });
                });
                html.node("tbody", &[], rows);
            });
        });
    }

    fn column(&mut self, column: Column<'_>) {
        let words = [("scope", "col")];
        let numbers = [("scope", "col"), ("class", "n")];
        match column {
            Column::Words(phrase) => self.node("th", &words, |html| html.say(phrase)),
            Column::Numbers(phrase) => self.node("th", &numbers, |html| html.say(phrase)),
            Column::Named(name) => self.node("th", &numbers, |html| html.theirs(name)),
        }
    }

    /// A row that begins with its heading.
    pub(crate) fn row(&mut self, heading: impl FnOnce(&mut Html), cells: impl FnOnce(&mut Html)) {
        self.node("tr", &[], |html| {
            html.node("th", &[("scope", "row")], heading);
            cells(html);
        });
    }

    /// A cell with a whole number.
    pub(crate) fn number_cell(&mut self, n: u64) {
        let text = self.language().number(n);
        self.amount_cell(&text);
    }

    /// A cell with a number that is written already.
    pub(crate) fn amount_cell(&mut self, text: &str) {
        self.leaf("td", &[("class", "n")], text);
    }

    /// A bar as long as `part` is of `whole`, for the eye only: the number stands beside it.
    pub(crate) fn bar(&mut self, part: u64, whole: u64) {
        let hundredths = crate::language::hundredths(part, whole).unwrap_or(0).min(10_000);
        let width = hundredths.to_string();
        let frame = [
            ("class", "bar"),
            ("viewBox", "0 0 10000 10"),
            ("preserveAspectRatio", "none"),
            ("aria-hidden", "true"),
            ("focusable", "false"),
        ];
        self.node("svg", &frame, |html| {
            html.node(
                "rect",
                &[("class", "all"), ("width", "10000"), ("height", "10")],
                |_| {},
            );
            html.node(
                "rect",
                &[("class", "part"), ("width", &width), ("height", "10")],
                |_| {},
            );
        });
    }
}
