//! The lines of rows that were refused for one reason.

use crate::allowed::WouldNotCount;
use std::fmt::Write;
use std::path::Path;

/// Rows that the key may not write, for one reason.
pub(crate) struct RefusedRows {
    /// Why the first of them would not count.
    pub(crate) why: WouldNotCount,
    /// Their lines, as first and last of those that follow each other.
    ranges: Vec<(u64, u64)>,
    rows: u64,
}

/// So many ranges of lines are named; the other rows are counted.
const MAX_RANGES: usize = 100;

impl RefusedRows {
    pub(crate) fn new(why: WouldNotCount) -> RefusedRows {
        RefusedRows {
            why,
            ranges: Vec::new(),
            rows: 0,
        }
    }

    /// Adds a row by its line.
    pub(crate) fn add(&mut self, line: u64) {
        self.rows += 1;
        let more = self.ranges.len() < MAX_RANGES;
        match self.ranges.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ if more => self.ranges.push((line, line)),
            _ => {}
        }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// The lines of the first so many.
    pub(crate) fn first_lines(&self, most: usize) -> Vec<u64> {
        let lines = self.ranges.iter().flat_map(|(first, last)| *first..=*last);
        lines.take(most).collect()
    }

    /// The file, the lines, and why they are not recorded.
    pub(crate) fn message(&self, file: &Path) -> String {
        let mut lines = String::new();
        let mut named = 0;
        for (first, last) in &self.ranges {
            let comma = if lines.is_empty() { "" } else { ", " };
            named += last - first + 1;
            // Writing into a string does not fail.
            let _ = match first == last {
                true => write!(lines, "{comma}{first}"),
                false => write!(lines, "{comma}{first}-{last}"),
            };
        }
        let more = match self.rows - named {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let word = if self.rows == 1 { "line" } else { "lines" };
        format!("{}: {word} {lines}{more}: {}", file.display(), self.why)
    }
}
