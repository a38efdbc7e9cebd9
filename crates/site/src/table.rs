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

/// A table's caption.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Caption<'a> {
    /// For everybody.
    Seen(Phrase, Values<'a>),
    /// For screen readers only, where a heading above says the same to the eye.
    Heard(Phrase, Values<'a>),
}

impl Html {
    /// A table. One of more than three columns can be scrolled sideways on a narrow screen.
    pub(crate) fn table(
        &mut self,
        caption: Caption<'_>,
        columns: &[Column<'_>],
        rows: impl FnOnce(&mut Html),
    ) {
        let (class, caption, values) = match caption {
            Caption::Seen(caption, values) => ("seen", caption, values),
            Caption::Heard(caption, values) => ("heard", caption, values),
        };
        let label = caption.fill(self.language(), values);
        let scroll = [
            ("class", "scroll"),
            ("role", "group"),
            ("aria-label", &label),
            ("tabindex", "0"),
        ];
        let words = columns
            .iter()
            .skip(1)
            .any(|column| matches!(column, Column::Words(_)));
        let attributes = match (columns.len() > 3, words) {
            (true, _) => &scroll[..],
            (false, true) => &scroll[..1],
            (false, false) => &[("class", "scroll narrow")],
        };
        self.node("div", attributes, |html| {
            html.node("table", &[], |html| {
                html.node("caption", &[("class", class)], |html| {
                    html.say_with(caption, values);
                });
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

    /// A line under what a cell says first.
    pub(crate) fn under(&mut self, inside: impl FnOnce(&mut Html)) {
        self.text(" ");
        self.node("span", &[("class", "under")], inside);
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
