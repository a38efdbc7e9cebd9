//! Refines a code's corners by the edges between its modules.
//!
//! Decoding needs a grid that is right to a fraction of a module; placing rectangles far from the code ([`crate::redact`])
//! needs more. Each edge between a dark and a light module measures the grid's error there, and the homography with the
//! least sum of squared errors is found by Gauss–Newton steps.

use super::grid::Homography;
use super::symbol::Code;
use crate::grey::{Grey, Normalised};

/// The number of Gauss–Newton steps.
const ROUNDS: usize = 5;
/// The least contrast of an edge between two modules, in standard deviations.
const CONTRAST: f32 = 1.2;
/// Edges with a larger error, in modules, are outliers: a fold, a stain, a neighbour's edge.
const FARTHEST: f64 = 0.4;
/// The least number of edges for a step.
const EDGES: usize = 60;
/// Corners that would move farther, in modules, are not refined.
const MOVED: f32 = 2.0;
/// Samples along an edge's profile.
const PLACES: usize = 8;

const SQUARE: [[f64; 2]; 4] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];

impl Code {
    /// The same code with its corners refined by the edges of its modules; unchanged where these are too few or the
    /// corners would move far. `grey` is the picture in which it was found.
    pub fn settled(self, grey: &Grey) -> Code {
        let modules = self.modules() as f32;
        let [a, _, c, _] = self.corners;
        let module = (c[0] - a[0]).hypot(c[1] - a[1]) / modules / std::f32::consts::SQRT_2;
        if !Normalised::is_possible(grey, around(self.corners, module)) {
            let halves = self.corners.map(|corner| corner.map(|value| value / 2.0));
            let half = Code {
                corners: halves,
                ..self
            };
            let code = half.settled(&grey.half());
            let corners = code.corners.map(|corner| corner.map(|value| 2.0 * value));
            return Code { corners, ..code };
        }
        let mut corners = self.corners;
        for _ in 0..ROUNDS {
            match improved(grey, corners, module, self.modules()) {
                Some(better) => corners = better,
                None => return self,
            }
        }
        let near = |(a, b): (&[f32; 2], &[f32; 2])| (a[0] - b[0]).hypot(a[1] - b[1]) < MOVED * module;
        if corners.iter().zip(&self.corners).all(near) {
            return Code { corners, ..self };
        }
        self
    }
}

/// The bounding box of the corners, with a margin of two modules.
fn around(corners: [[f32; 2]; 4], module: f32) -> [f32; 4] {
    let least = |n: usize| corners.iter().map(|p| p[n]).fold(f32::MAX, f32::min) - 2.0 * module;
    let most = |n: usize| corners.iter().map(|p| p[n]).fold(f32::MIN, f32::max) + 2.0 * module;
    [least(0), least(1), most(0), most(1)]
}

fn improved(grey: &Grey, corners: [[f32; 2]; 4], module: f32, modules: usize) -> Option<[[f32; 2]; 4]> {
    let bounds = around(corners, module);
    if !Normalised::is_possible(grey, bounds) {
        return None;
    }
    let normalised = Normalised::new(grey, bounds, 5.0 * module);
    let homography = Homography::of(corners);
    let side = modules as f32;
    let value = |x: f32, y: f32| {
        let [x, y] = homography.at(x / side, y / side);
        normalised.at(x, y)
    };
    let mut sums = [[0.0; 9]; 8];
    let mut edges = 0;
    for edge in 0..=modules {
        for line in 0..modules {
            let (at, middle) = (edge as f32, line as f32 + 0.5);
            for upright in [true, false] {
                let profile = |by: f32| match upright {
                    true => value(at + by, middle),
                    false => value(middle, at + by),
                };
                let Some(off) = off(profile) else {
                    continue;
                };
                let (u, v) = if upright { (at, middle) } else { (middle, at) };
                let place = [u, v].map(|value| f64::from(value / side));
                let terms = jacobian(place)[usize::from(!upright)];
                for (row, term) in sums.iter_mut().zip(terms) {
                    for (sum, other) in row.iter_mut().zip(terms) {
                        *sum += term * other;
                    }
                    row[8] += term * off / f64::from(side);
                }
                edges += 1;
            }
        }
    }
    if edges < EDGES {
        return None;
    }
    let by = solve(sums)?;
    Some(SQUARE.map(|[u, v]| {
        let [x, y] = jacobian([u, v]).map(|terms| terms.iter().zip(&by).map(|(a, b)| a * b).sum::<f64>());
        homography.at((u + x) as f32, (v + y) as f32)
    }))
}

/// The error of an edge's position, in modules; `None` where there is no edge. The profile goes from one module's centre
/// to the next's: its mean gives the edge's position however blurred it is.
fn off(profile: impl Fn(f32) -> f32) -> Option<f64> {
    let (before, after) = (profile(-0.5), profile(0.5));
    let contrast = after - before;
    if contrast.abs() < CONTRAST {
        return None;
    }
    let between = (1..PLACES).map(|place| profile(place as f32 / PLACES as f32 - 0.5));
    let mean = (between.sum::<f32>() + (before + after) / 2.0) / PLACES as f32;
    let off = f64::from(((before + after) / 2.0 - mean) / contrast);
    (off.abs() < FARTHEST).then_some(off)
}

/// The Jacobian of a homography near the identity at a point: the derivatives along the rows and down the columns by its
/// eight elements.
fn jacobian([u, v]: [f64; 2]) -> [[f64; 8]; 2] {
    [
        [1.0, u, v, 0.0, 0.0, 0.0, u * u, u * v],
        [0.0, 0.0, 0.0, 1.0, u, v, u * v, v * v],
    ]
}

/// Solves eight linear equations by Gaussian elimination with pivoting; `None` where they are singular.
fn solve(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for column in 0..8 {
        let pivot = (column..8).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let first = rows[column];
        if first[column].abs() < 1e-9 {
            return None;
        }
        for (n, row) in rows.iter_mut().enumerate() {
            if n != column {
                let times = row[column] / first[column];
                (column..9).for_each(|at| row[at] -= times * first[at]);
            }
        }
    }
    let numbers = std::array::from_fn(|n| rows[n][8] / rows[n][n]);
    numbers
        .iter()
        .all(|number: &f64| number.is_finite())
        .then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edges_place_is_told_however_blurred_it_is() {
        for blurred in [0.01f32, 0.2, 0.3] {
            for place in [-0.2f32, 0.0, 0.1] {
                let profile = |by: f32| ((by - place) / blurred).clamp(-1.0, 1.0);
                let found = off(profile).unwrap() as f32;
                assert!((found - place).abs() < 0.07, "{found} for {place}");
            }
        }
        // Blurred over the whole profile, the error is underestimated, which the next step mends.
        let far = off(|by| ((by - 0.2) / 0.5).clamp(-1.0, 1.0)).unwrap();
        assert!((0.08..0.2).contains(&far), "{far}");
        assert_eq!(off(|_| 1.0), None);
    }

    #[test]
    fn equations_are_solved() {
        let mut rows = [[0.0; 9]; 8];
        for (n, row) in rows.iter_mut().enumerate() {
            for at in 0..8 {
                row[at] = ((n * 5 + at * 3) % 11) as f64 + if n == at { 30.0 } else { 0.0 };
                row[8] += row[at] * (at + 1) as f64;
            }
        }
        for (n, number) in solve(rows).unwrap().iter().enumerate() {
            assert!((number - (n + 1) as f64).abs() < 1e-9);
        }
        assert_eq!(solve([[1.0; 9]; 8]), None);
    }
}
