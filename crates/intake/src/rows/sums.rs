//! Rows of totals among the rows of stations: each figure is the sum of the rows above, of those since the last such row, or
//! of all other rows.

use model::Figure;
use std::collections::HashMap;
use tally::ContestNumber;

/// So many figures of a row of totals are not zero: a single one is too easily a sum by chance.
const FIGURES: usize = 2;
/// Of so many rows that are not empty it is the sum.
const ROWS: u64 = 2;

/// Looks for rows of totals of one file.
#[derive(Debug, Default)]
pub(super) struct Sums(HashMap<ContestNumber, OfContest>);

#[derive(Debug, Default)]
struct OfContest {
    /// The sum of all rows but totals, and of those since the last row of totals.
    all: Sum,
    group: Sum,
    /// The first row, with its line.
    first: Option<(u64, Vec<Figure>)>,
}

#[derive(Debug, Clone, Default)]
struct Sum {
    figures: Vec<u64>,
    /// How many rows it is of, without empty ones.
    rows: u64,
}

impl Sum {
    fn add(&mut self, figures: &[Figure]) {
        self.figures.resize(figures.len(), 0);
        for (sum, figure) in self.figures.iter_mut().zip(figures) {
            *sum += u64::from(figure.read().unwrap_or(0));
        }
        self.rows += u64::from(figures.iter().any(|figure| figure.read().is_some_and(|n| n > 0)));
    }

    /// Whether each figure of a row is this sum, without `but`.
    fn is(&self, figures: &[Figure], but: Option<&[Figure]>) -> bool {
        let of = |at: usize, figures: &[Figure]| u64::from(figures[at].read().unwrap_or(0));
        let rows = self.rows.saturating_sub(but.is_some().into());
        let read = || (0..figures.len()).filter(|at| figures[*at].read().is_some());
        rows >= ROWS
            && read().filter(|at| of(*at, figures) > 0).count() >= FIGURES
            && read().all(|at| {
                let but = but.map_or(0, |but| of(at, but));
                of(at, figures) + but == self.figures[at]
            })
    }
}

impl Sums {
    /// Adds a row; whether it is the sum of rows above.
    pub(super) fn add(&mut self, contest: ContestNumber, line: u64, figures: &[Figure]) -> bool {
        let own = self.0.entry(contest).or_default();
        if own.group.is(figures, None) || own.all.is(figures, None) {
            own.group = Sum::default();
            return true;
        }
        if own.first.is_none() {
            own.first = Some((line, figures.to_vec()));
        }
        own.all.add(figures);
        own.group.add(figures);
        false
    }

    /// The sums of all rows but totals, by contest, with their number and the line of a first row that is the sum of
    /// all others.
    pub(super) fn ended(self) -> impl Iterator<Item = (ContestNumber, Vec<u64>, Option<u64>)> {
        let mut all: Vec<_> = self.0.into_iter().collect();
        all.sort_by_key(|(contest, _)| *contest);
        all.into_iter().map(|(contest, own)| {
            let OfContest { all, first, .. } = own;
            let total = first.filter(|(_, figures)| all.is(figures, Some(figures)));
            (contest, all.figures, total.map(|(line, _)| line))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(rows: &[[u32; 3]]) -> Vec<u64> {
        let mut sums = Sums::default();
        let mut found = Vec::new();
        for (line, row) in (2..).zip(rows) {
            if sums.add(0, line, &row.map(Figure::Read)) {
                found.push(line);
            }
        }
        found.extend(sums.ended().filter_map(|(_, _, line)| line));
        found
    }

    #[test]
    fn a_row_that_is_the_sum_of_others_is_found_wherever_it_stands() {
        assert_eq!(totals(&[[3, 1, 2], [5, 2, 3], [8, 3, 5]]), [4]);
        assert_eq!(totals(&[[8, 3, 5], [3, 1, 2], [5, 2, 3]]), [2]);
        // Two districts, each with its total, and the country's.
        let districts = [
            [3, 1, 2],
            [5, 2, 3],
            [8, 3, 5],
            [7, 3, 4],
            [2, 1, 1],
            [9, 4, 5],
            [17, 7, 10],
        ];
        assert_eq!(totals(&districts), [4, 7, 8]);
    }

    #[test]
    fn rows_that_are_sums_by_chance_are_not() {
        assert!(totals(&[[3, 1, 2], [5, 2, 3], [8, 3, 4]]).is_empty());
        // One figure alone, one row alone, and zeros.
        assert!(totals(&[[3, 0, 0], [5, 0, 0], [8, 0, 0]]).is_empty());
        assert!(totals(&[[3, 1, 2], [3, 1, 2]]).is_empty());
        assert!(totals(&[[0, 0, 0], [3, 1, 2], [3, 1, 2]]).is_empty());
        assert!(totals(&[[0, 0, 0], [0, 0, 0], [0, 0, 0]]).is_empty());
    }
}
