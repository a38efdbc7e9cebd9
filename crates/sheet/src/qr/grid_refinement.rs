//! Refines a grid by damped Gauss–Newton steps (Levenberg–Marquardt) on the function patterns.

use super::grid::{Grid, PARAMETERS};
use super::layout::Layout;
use crate::grey::Normalised;

/// The agreement of the function patterns' modules with the picture.
pub(super) fn score(layout: &Layout, grid: &Grid, normalised: &Normalised<'_>) -> f32 {
    let (mut sum, mut count) = (0.0, 0);
    for &(x, y, dark) in layout.known() {
        let [px, py] = grid.at(f32::from(x) + 0.5, f32::from(y) + 0.5);
        let value = normalised.at(px, py);
        sum += if dark { value } else { -value };
        count += 1;
    }
    sum / count as f32
}

/// The reach of the finite differences, in modules: long first, for a larger region of convergence.
const SLOPES: [f32; 3] = [0.8, 0.5, 0.3];
/// The most steps with each.
const STEPS: usize = 6;
/// The target value of a module; one beyond it has no residual.
const PLAIN: f32 = 1.2;

/// Maximises the agreement of the function patterns over corners and bow, by Gauss–Newton steps on the residuals of their
/// modules (Lucas and Kanade 1981), with Levenberg–Marquardt damping.
pub(super) fn descend(
    layout: &Layout,
    mut grid: Grid,
    normalised: &Normalised<'_>,
    mut best: f32,
) -> (f32, Grid) {
    for slope in SLOPES {
        let mut damping = 0.02;
        for _ in 0..STEPS {
            let (matrix, gradient) = normal_equations(layout, &grid, normalised, slope);
            let mut better = None;
            for _ in 0..2 {
                let step = solve_damped(&matrix, &gradient, damping);
                let moved = step.and_then(|step| grid.stepped(&step));
                if let Some(moved) = moved {
                    let score = score(layout, &moved, normalised);
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

/// The basis functions of the parameters at a point: bilinear for the corners, then the bows along and down.
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

/// The normal equations of the least squares of the function patterns' residuals, for displacements to the right (the
/// first six) and downwards, in modules.
fn normal_equations(
    layout: &Layout,
    grid: &Grid,
    normalised: &Normalised<'_>,
    slope: f32,
) -> (Matrix, [f32; PARAMETERS]) {
    let (mut matrix, mut gradient) = ([[0.0; PARAMETERS]; PARAMETERS], [0.0; PARAMETERS]);
    for &(x, y, dark) in layout.known() {
        let (x, y) = (f32::from(x) + 0.5, f32::from(y) + 0.5);
        let value = |x: f32, y: f32| {
            let [px, py] = grid.at(x, y);
            normalised.at(px, py)
        };
        let here = value(x, y);
        let residual = if dark { PLAIN - here } else { -PLAIN - here };
        if (residual > 0.0) != dark {
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
            gradient[n] += own * residual;
            for (sum, other) in matrix[n].iter_mut().zip(&row) {
                *sum += own * other;
            }
        }
    }
    (matrix, gradient)
}

/// Solves the damped normal equations by Cholesky decomposition. `None` where they are singular.
fn solve_damped(matrix: &Matrix, gradient: &[f32; PARAMETERS], damping: f32) -> Option<[f32; PARAMETERS]> {
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
    let mut step = *gradient;
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
