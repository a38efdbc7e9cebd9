//! Registration of two pictures: the similarity transform (rotation, scale, translation) from one to the other.

/// A similarity transform: takes the point (x, y) of one picture to (a x − b y + u, b x + a y + v) of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Similarity {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) u: f32,
    pub(super) v: f32,
}

impl Similarity {
    pub(super) fn at(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [self.a * x - self.b * y + self.u, self.b * x + self.a * y + self.v]
    }

    /// The square of the scale.
    pub(super) fn square(&self) -> f32 {
        self.a * self.a + self.b * self.b
    }

    /// The least-squares similarity for pairs of points; `None` where all points are one.
    pub(super) fn fitted(pairs: impl Iterator<Item = ([f32; 2], [f32; 2])> + Clone) -> Option<Similarity> {
        let (mut count, mut from, mut to) = (0.0, [0.0; 2], [0.0; 2]);
        for (p, q) in pairs.clone() {
            count += 1.0;
            from = [from[0] + p[0], from[1] + p[1]];
            to = [to[0] + q[0], to[1] + q[1]];
        }
        let (from, to) = (from.map(|n| n / count), to.map(|n| n / count));
        let (mut square, mut same, mut across) = (0.0, 0.0, 0.0);
        for (p, q) in pairs {
            let (p, q) = ([p[0] - from[0], p[1] - from[1]], [q[0] - to[0], q[1] - to[1]]);
            square += p[0] * p[0] + p[1] * p[1];
            same += p[0] * q[0] + p[1] * q[1];
            across += p[0] * q[1] - p[1] * q[0];
        }
        if square.is_nan() || square <= 1e-9 {
            return None;
        }
        let (a, b) = (same / square, across / square);
        let (u, v) = (
            to[0] - a * from[0] + b * from[1],
            to[1] - b * from[0] - a * from[1],
        );
        Some(Similarity { a, b, u, v })
    }
}

/// Solves four linear equations by Gaussian elimination with pivoting: rows of four coefficients and the right-hand side.
/// `None` where they are singular.
pub(super) fn solve(mut rows: [[f64; 5]; 4]) -> Option<[f64; 4]> {
    for column in 0..4 {
        let pivot = (column..4).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let first = rows[column];
        if first[column].is_nan() || first[column].abs() <= 1e-9 {
            return None;
        }
        for (n, row) in rows.iter_mut().enumerate() {
            if n != column {
                let times = row[column] / first[column];
                (column..5).for_each(|at| row[at] -= times * first[at]);
            }
        }
    }
    Some(std::array::from_fn(|n| rows[n][4] / rows[n][n]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_is_found_again() {
        let (a, b, u, v) = (0.6, -0.7, 3.0, -2.0);
        let similarity = Similarity { a, b, u, v };
        let places = [[0.0, 0.0], [1.0, 0.2], [0.4, 2.0], [-1.0, 1.0]];
        let fitted = Similarity::fitted(places.iter().map(|p| (*p, similarity.at(*p)))).unwrap();
        for place in places {
            let (there, expected) = (fitted.at(place), similarity.at(place));
            let near = |n: usize| (there[n] - expected[n]).abs() < 1e-5;
            assert!(near(0) && near(1), "{there:?} {expected:?}");
        }
        assert_eq!(Similarity::fitted([([1.0, 1.0], [2.0, 2.0])].into_iter()), None);
    }

    #[test]
    fn equations_are_solved_where_they_can_be() {
        let rows = [
            [0.0, 2.0, 0.0, 0.0, 4.0],
            [1.0, 0.0, 1.0, 0.0, 4.0],
            [0.0, 0.0, 2.0, 1.0, 10.0],
            [0.0, 0.0, 0.0, 1.0, 4.0],
        ];
        assert_eq!(solve(rows), Some([1.0, 2.0, 3.0, 4.0]));
        assert_eq!(solve([[1.0; 5]; 4]), None);
    }
}
