//! A grid moved to where it agrees better with the picture.

use super::grid::{Grid, PARAMETERS};
use super::layout::Layout;
use crate::grey::Levelled;

/// How well the modules that are the same in all codes of the version agree with the picture.
pub(super) fn score(layout: &Layout, grid: &Grid, levelled: &Levelled<'_>) -> f32 {
    let (mut sum, mut count) = (0.0, 0);
    for &(x, y, dark) in layout.known() {
        let [px, py] = grid.at(f32::from(x) + 0.5, f32::from(y) + 0.5);
        let value = levelled.at(px, py);
        sum += if dark { value } else { -value };
        count += 1;
    }
    sum / count as f32
}

/// How far from a module's middle its slope is taken, in modules: farther at first, to be led from farther away.
const SLOPES: [f32; 3] = [0.8, 0.5, 0.3];
/// So many steps are made at most with each.
const STEPS: usize = 6;
/// A module that agrees so well pulls no more.
const PLAIN: f32 = 1.2;

/// Moves corners and bow to where the known modules agree better, by Gauss and Newton's steps on the differences
/// between what they should be and are (Lucas and Kanade 1981), damped as Levenberg and Marquardt do.
pub(super) fn descend(
    layout: &Layout,
    mut grid: Grid,
    levelled: &Levelled<'_>,
    mut best: f32,
) -> (f32, Grid) {
    for slope in SLOPES {
        let mut damping = 0.02;
        for _ in 0..STEPS {
            let (matrix, pull) = normal_equations(layout, &grid, levelled, slope);
            let mut better = None;
            for _ in 0..2 {
                let step = solve_damped(&matrix, &pull, damping);
                let moved = step.and_then(|step| grid.stepped(&step));
                if let Some(moved) = moved {
                    let score = score(layout, &moved, levelled);
                    if score > best {
                        better = Some((score, moved));
                        break;
                    }
                }
                damping *= 16.0;
            }
            let Some((score, moved)) = better else { break };
            let gained = score - best;
            (best, grid) = (score, moved);
            damping /= 4.0;
            if gained < 0.002 {
                break;
            }
        }
    }
    (best, grid)
}

type Matrix = [[f32; PARAMETERS]; PARAMETERS];

/// What each parameter moves at a place: the corners by the nearness to them, then the bows along and down.
fn basis(u: f32, v: f32) -> [f32; 6] {
    [
        (1.0 - u) * (1.0 - v),
        u * (1.0 - v),
        u * v,
        (1.0 - u) * v,
        4.0 * u * (1.0 - u),
        4.0 * v * (1.0 - v),
    ]
}

/// The normal equations of the least squares between the known modules' values and what they should be, for
/// movements to the right (the first six) and downwards, in modules.
fn normal_equations(
    layout: &Layout,
    grid: &Grid,
    levelled: &Levelled<'_>,
    slope: f32,
) -> (Matrix, [f32; PARAMETERS]) {
    let (mut matrix, mut pull) = ([[0.0; PARAMETERS]; PARAMETERS], [0.0; PARAMETERS]);
    for &(x, y, dark) in layout.known() {
        let (x, y) = (f32::from(x) + 0.5, f32::from(y) + 0.5);
        let value = |x: f32, y: f32| {
            let [px, py] = grid.at(x, y);
            levelled.at(px, py)
        };
        let here = value(x, y);
        let lacks = if dark { PLAIN - here } else { -PLAIN - here };
        if (lacks > 0.0) != dark {
            continue;
        }
        let across = (value(x + slope, y) - value(x - slope, y)) / (2.0 * slope);
        let down = (value(x, y + slope) - value(x, y - slope)) / (2.0 * slope);
        let basis = basis(x / grid.side, y / grid.side);
        let mut row = [0.0; PARAMETERS];
        for (n, part) in basis.into_iter().enumerate() {
            row[n] = across * part;
            row[n + 6] = down * part;
        }
        for (n, own) in row.iter().enumerate() {
            pull[n] += own * lacks;
            for (sum, other) in matrix[n].iter_mut().zip(&row) {
                *sum += own * other;
            }
        }
    }
    (matrix, pull)
}

/// The step that the damped equations lead to, by Cholesky's method. None where they do not say.
fn solve_damped(matrix: &Matrix, pull: &[f32; PARAMETERS], damping: f32) -> Option<[f32; PARAMETERS]> {
    let mut lower = [[0f32; PARAMETERS]; PARAMETERS];
    for row in 0..PARAMETERS {
        for column in 0..=row {
            let known: f32 = (0..column).map(|n| lower[row][n] * lower[column][n]).sum();
            let own = matrix[row][column] - known;
            lower[row][column] = if row == column {
                let own = own + damping * matrix[row][row] + 1e-3;
                if own.is_nan() || own <= 0.0 {
                    return None;
                }
                own.sqrt()
            } else {
                own / lower[column][column]
            };
        }
    }
    let mut step = *pull;
    for row in 0..PARAMETERS {
        let known: f32 = (0..row).map(|n| lower[row][n] * step[n]).sum();
        step[row] = (step[row] - known) / lower[row][row];
    }
    for row in (0..PARAMETERS).rev() {
        let known: f32 = (row + 1..PARAMETERS).map(|n| lower[n][row] * step[n]).sum();
        step[row] = (step[row] - known) / lower[row][row];
    }
    Some(step)
}
