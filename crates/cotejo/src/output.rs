//! What a verb prints: sentences and tables for people, one JSON value for programs.

use crate::progress::Progress;
use publication::Events;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// Where a verb's results go.
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Output {
        Output { json }
    }

    /// Prints the result: `value` as JSON, or else what `people` makes of it.
    pub(crate) fn result(
        &self,
        value: &impl Serialize,
        people: impl FnOnce(&mut Text),
    ) -> anyhow::Result<()> {
        if !self.json {
            return self.lines(people);
        }
        print(&json_lines(serde_json::to_string_pretty(value)?))
    }

    /// Prints lines for people, and nothing for programs.
    pub(crate) fn lines(&self, people: impl FnOnce(&mut Text)) -> anyhow::Result<()> {
        let mut text = Text(String::new());
        if !self.json {
            people(&mut text);
        }
        print(&text.0)
    }

    /// Prints one of many results as a line of JSON for programs, and nothing for people.
    pub(crate) fn json_line(&self, value: &impl Serialize) -> anyhow::Result<()> {
        if !self.json {
            return Ok(());
        }
        print(&json_lines(serde_json::to_string(value)?))
    }

    /// Prints a line about the work as it goes on, apart from the result.
    pub(crate) fn note(&self, line: &str) {
        // Nobody may be listening there either, and the work goes on.
        let _ = writeln!(std::io::stderr().lock(), "{}", shown(line));
    }

    /// Prints why a verb could not do its work. What an error lists goes on lines of its own, set in: so none that a stranger's
    /// newline begins can be taken for a sentence of the program's.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        let text = format!("cotejo: {}", with_causes(error));
        let mut lines = text.split("\n  ");
        self.note(lines.next().unwrap_or_default());
        lines.for_each(|line| self.note(&format!("  {line}")));
    }
}

/// An error and its causes, each said once: many errors say their cause themselves.
fn with_causes(error: &anyhow::Error) -> String {
    let mut text = String::new();
    let mut last = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text.push_str(&cause);
        } else if !last.ends_with(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
        last = cause;
    }
    text
}

impl Events for Output {
    fn begin(&self, what: &'static str, steps: u64) -> Box<dyn publication::Progress> {
        Box::new(Progress::new(what, steps))
    }

    fn warn(&self, warning: &str) {
        self.note(warning);
    }
}

fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        // Whoever reads has seen enough, as in `cotejo tally DIR | head`.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Text for people, put together line by line. Whatever strangers have written goes out through here and through
/// [`Output::note`], so that it is made harmless here: see [`shown`].
pub(crate) struct Text(String);

#[cfg(test)]
impl Text {
    /// What these add to a text.
    pub(crate) fn of(people: impl FnOnce(&mut Text)) -> String {
        let mut text = Text(String::new());
        people(&mut text);
        text.0
    }
}

impl Text {
    /// Adds a line: one, whatever is in it.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(&shown(line.as_ref()));
        self.0.push('\n');
    }

    /// Adds an empty line.
    pub(crate) fn gap(&mut self) {
        self.0.push('\n');
    }

    /// Adds a table: the first column to the left, the others to the right. Columns are as wide as a terminal shows
    /// their cells: two columns for a Chinese character, none for a combining accent.
    pub(crate) fn table(&mut self, header: &[&str], rows: &[Vec<String>]) {
        let rows = rows
            .iter()
            .map(|row| row.iter().map(|cell| shown(cell)).collect());
        let rows: Vec<Vec<Cow<'_, str>>> = rows.collect();
        let width = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(AsRef::as_ref);
            cells
                .chain([header[at]])
                .map(UnicodeWidthStr::width)
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..header.len()).map(width).collect();
        let mut line = |cells: Vec<&str>| {
            let mut text = String::new();
            for (at, (cell, width)) in cells.iter().zip(&widths).enumerate() {
                let space = " ".repeat(width - cell.width());
                match at {
                    0 => text.push_str(&format!("{cell}{space}")),
                    _ => text.push_str(&format!("  {space}{cell}")),
                }
            }
            self.0.push_str(text.trim_end());
            self.0.push('\n');
        };
        line(header.to_vec());
        for row in &rows {
            line(row.iter().map(AsRef::as_ref).collect());
        }
    }
}

pub(crate) use publication::number;

/// So many votes.
pub(crate) fn votes(n: u64) -> String {
    counted(n, "vote")
}

/// So many of something whose name takes an s.
pub(crate) fn counted(n: u64, what: &str) -> String {
    format!("{} {what}{}", number(n), if n == 1 { "" } else { "s" })
}

/// A number that may not be known.
pub(crate) fn number_or_unknown(n: Option<u64>) -> String {
    n.map_or_else(|| "an unknown number".to_owned(), number)
}

/// A share with two decimals: 67.14%.
pub(crate) fn share(part: u64, whole: u64) -> String {
    match model::percent::hundredths(part, whole) {
        Some(hundredths) => format!("{}.{:02}%", hundredths / 100, hundredths % 100),
        None => "-".to_owned(),
    }
}

/// Whether a terminal obeys a character, or shows what stands around it as something else: control characters, those that begin or end
/// another direction of writing, line and paragraph separators, and those that nobody sees. Joiners and the marks of one direction stay:
/// Persian, Hindi and Arabic are written with them.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A text as one line of a terminal, in which what [`misleads`] is written out: `\u{1b}`.
fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(misleads) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match misleads(c) {
            true => shown.extend(c.escape_unicode()),
            false => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// JSON as it is printed, with a newline at its end. What [`misleads`] stands in its texts alone and is escaped there; the
/// newlines between its parts stay.
fn json_lines(json: String) -> String {
    let mut text = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        match c != '\n' && misleads(c) {
            true => c
                .encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| text.push_str(&format!("\\u{unit:04x}"))),
            false => text.push(c),
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_is_said_once() {
        for file in ["the file: no disk", "the file"] {
            let error = anyhow::anyhow!("no disk").context(file).context("cannot go on");
            assert_eq!(with_causes(&error), "cannot go on: the file: no disk");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_shown() {
        let wanted = "a\u{1b}[2J\nb\u{202e}c\u{9b}d\u{200b}e";
        let shown = r"a\u{1b}[2J\u{a}b\u{202e}c\u{9b}d\u{200b}e";
        let mut text = Text(String::new());
        text.line(wanted);
        text.table(&["name"], &[vec![wanted.to_owned()]]);
        assert_eq!(text.0, format!("{shown}\nname\n{shown}\n"));
        let json = json_lines(serde_json::to_string_pretty(&[wanted, "\u{e0041}"]).unwrap());
        assert!(
            json.starts_with("[\n") && !json.contains(|c| c != '\n' && misleads(c)),
            "{json}"
        );
        let back: Vec<String> = serde_json::from_str(&json).unwrap();
        assert_eq!(back, [wanted, "\u{e0041}"]);
    }

    #[test]
    fn names_of_all_languages_are_shown_as_they_are() {
        for name in [
            "Ñuñoa",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "\u{5d0}\u{200f}1",
            "選挙",
        ] {
            assert_eq!(shown(name), name);
        }
    }

    #[test]
    fn shares_have_two_decimals() {
        assert_eq!(share(1, 3), "33.33%");
        assert_eq!(share(0, 0), "-");
        assert_eq!(share(30_025, 30_026), "99.99%");
        assert_eq!(share(4, 3), "133.33%");
    }

    #[test]
    fn a_table_has_its_figures_to_the_right() {
        let mut text = Text(String::new());
        text.table(
            &["option", "votes"],
            &[
                vec!["Ana".into(), "12".into()],
                vec!["Luís".into(), "1,000".into()],
            ],
        );
        assert_eq!(text.0, "option  votes\nAna        12\nLuís    1,000\n");
    }

    #[test]
    fn columns_are_as_wide_as_a_terminal_shows_their_cells() {
        let mut text = Text(String::new());
        // Four columns of two characters, and three of four: the accent stands on the n.
        text.table(
            &["o", "votes"],
            &[
                vec!["選挙".into(), "1".into()],
                vec!["an\u{303}o".into(), "23".into()],
            ],
        );
        assert_eq!(text.0, "o     votes\n選挙      1\nan\u{303}o      23\n");
    }
}
