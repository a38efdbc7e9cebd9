//! Rows that are not recorded, grouped by column and reason: a thousand equal ones are told in a few lines.

use super::lines::RefusedRows;
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;
use table::RowError;

/// So many rows of a group are named one by one.
pub const SHOWN: usize = 5;
/// So many groups are kept apart; what fails otherwise is counted together.
const MAX_GROUPS: usize = 200;

/// Rows that are not recorded, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The file, the line and the reason, of the first of them; of refused rows their lines.
    pub message: String,
    /// The column, where it is one column's fault.
    pub column: Option<String>,
    /// How many rows there are.
    pub rows: u64,
    /// The lines of the first five.
    pub lines: Vec<u64>,
    /// What is said of them: the first five one by one, and how many more there are.
    #[serde(skip)]
    pub said: Vec<String>,
}

/// The rows that cannot be read.
#[derive(Debug, Default)]
pub(super) struct Failures {
    groups: Vec<(Failed, u64)>,
    places: HashMap<(Option<Box<str>>, Box<str>), usize>,
}

impl Failures {
    /// Adds a row of the file.
    pub(super) fn add(&mut self, file: &str, error: RowError) {
        let message = format!("{file}: {error}");
        let RowError {
            line,
            column,
            expected,
            ..
        } = error;
        // The last group is of all that has none of its own.
        let next = self.groups.len().min(MAX_GROUPS);
        let place = *self.places.entry((column.clone(), expected)).or_insert(next);
        if place == self.groups.len() {
            let group = Failed {
                message: message.clone(),
                column: column.map(String::from),
                rows: 0,
                lines: Vec::new(),
                said: Vec::new(),
            };
            self.groups.push((group, line));
        }
        let (group, last) = &mut self.groups[place];
        group.rows += 1;
        *last = line;
        if group.lines.len() < SHOWN {
            group.lines.push(line);
            group.said.push(message);
        }
    }

    /// The groups in the order of their first rows.
    pub(super) fn ended(self, file: &str) -> Vec<Failed> {
        let ended = self.groups.into_iter().map(|(mut group, last)| {
            let more = group.rows - group.lines.len() as u64;
            if more > 0 {
                let rows = publication::number(more);
                group.said.push(format!(
                    "{file}: {rows} more rows like these, the last on line {last}"
                ));
            }
            group
        });
        ended.collect()
    }
}

impl RefusedRows {
    /// The rows as what is not recorded.
    pub(super) fn failed(&self, file: &Path) -> Failed {
        let message = self.message(file);
        Failed {
            column: None,
            rows: self.rows(),
            lines: self.first_lines(SHOWN),
            said: vec![message.clone()],
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(line: u64, column: &str, expected: &str) -> RowError {
        RowError {
            line,
            column: Some(column.into()),
            value: None,
            expected: expected.into(),
            remedy: None,
        }
    }

    #[test]
    fn a_thousand_equal_failures_are_told_in_six_lines() {
        let mut failures = Failures::default();
        for line in 2..1_002 {
            failures.add("f.csv", error(line, "valid", "a number"));
        }
        failures.add("f.csv", error(2_000, "null", "a number"));
        let groups = failures.ended("f.csv");
        assert_eq!(groups.len(), 2);
        assert_eq!(
            (groups[0].rows, &groups[0].lines[..]),
            (1_000, &[2, 3, 4, 5, 6][..])
        );
        assert_eq!(groups[0].said.len(), 6);
        assert_eq!(
            groups[0].said[5],
            "f.csv: 995 more rows like these, the last on line 1001"
        );
        assert_eq!(
            groups[1].said,
            ["f.csv: line 2000, column null: expected a number"]
        );
    }

    #[test]
    fn reasons_without_end_are_counted_together() {
        let mut failures = Failures::default();
        for line in 1..=1_000 {
            failures.add("f.csv", error(line, "valid", &format!("{line} cells")));
        }
        let groups = failures.ended("f.csv");
        assert_eq!(groups.len(), MAX_GROUPS + 1);
        assert_eq!(groups.iter().map(|group| group.rows).sum::<u64>(), 1_000);
    }
}
