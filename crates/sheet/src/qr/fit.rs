//! Fits a code's module grid to the picture, coarsely and then closely, and samples its modules.

use super::finder_patterns::Triple;
use super::grid::{Grid, PARAMETERS};
use super::grid_refinement::{descend, score};
use super::layout::Layout;
use super::mesh::{FARTHEST, Mesh};
use crate::grey::{Grey, Normalised};
use std::rc::Rc;

/// A code's grid fitted to the picture.
pub(crate) struct Fit<'g> {
    pub(crate) layout: &'static Layout,
    grid: Grid,
    mesh: Option<Mesh>,
    normalised: Rc<Normalised<'g>>,
    /// The agreement of the function patterns: 1 where all of their modules agree.
    pub(crate) agreement: f32,
}

/// From this agreement on a version is taken as certain.
const CERTAIN: f32 = 0.8;
/// How many versions are fitted, those whose timing patterns agree best.
const VERSIONS: usize = 2;
/// Other starting points of the fourth corner, in modules to the right and below.
const ELSEWHERE: [(f32, f32); 4] = [(1.4, 0.0), (-1.4, 0.0), (0.0, 1.4), (0.0, -1.4)];
/// The least agreement of a grid.
const LEAST: f32 = 0.25;
/// From this agreement on the alignment pattern is not searched farther away.
const NEAR_ENOUGH: f32 = 0.6;

/// The coarse fits of grids to three finder patterns, the best first.
pub(crate) fn fits_of<'g>(grey: &'g Grey, triple: &Triple) -> Vec<Fit<'g>> {
    let (c, r, b) = (triple.corner, triple.right, triple.below);
    let module = (c.module + r.module + b.module) / 3.0;
    let across = (r.x - c.x).hypot(r.y - c.y);
    let down = (b.x - c.x).hypot(b.y - c.y);
    let guess = ((triple.modules + 7.0 - 17.0) / 4.0).round() as i32;
    let fourth = triple.fourth;
    let points = [[c.x, c.y], [r.x, r.y], [b.x, b.y], fourth];
    let margin = 0.25 * (across + down) / 2.0 + 4.0 * module;
    let around = bounds(points, margin);
    if !Normalised::is_possible(grey, around) {
        return Vec::new();
    }
    let normalised = Rc::new(Normalised::new(grey, around, 4.0 * module));
    let mut flats: Vec<(f32, &'static Layout, Grid)> = (guess - 2..=guess + 2)
        .filter_map(|version| u8::try_from(version).ok().filter(|v| (1..=40).contains(v)))
        .filter_map(|version| {
            let layout = Layout::of(version);
            let n = layout.side as f32;
            let insets = [[3.5, 3.5], [n - 3.5, 3.5], [n - 3.5, n - 3.5], [3.5, n - 3.5]];
            let flat = Grid::of_points(layout.side, insets, [points[0], points[1], fourth, points[2]])?;
            Some((timing(&flat, &normalised), layout, flat))
        })
        .collect();
    flats.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut fits: Vec<Fit<'g>> = Vec::new();
    for (_, layout, flat) in flats.into_iter().take(VERSIONS) {
        let (agreement, grid) = fourth_corner(layout, &points, flat, &normalised);
        fits.push(Fit {
            layout,
            normalised: normalised.clone(),
            grid,
            mesh: None,
            agreement,
        });
        if agreement > CERTAIN {
            break;
        }
    }
    fits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
    fits
}

/// The agreement of the timing patterns, as straight lines or bowed by 0.8 modules either way.
fn timing(flat: &Grid, normalised: &Normalised<'_>) -> f32 {
    let side = flat.side as usize;
    let line = |bow: usize| {
        let mut grid = flat.clone();
        let mut best = f32::MIN;
        for by in [0.0, -0.8, 0.8] {
            grid.bow[bow] = by;
            let sum: f32 = (8..side - 8)
                .map(|at| {
                    let (along, across) = (at as f32 + 0.5, 6.5);
                    let [x, y] = if bow == 2 {
                        grid.at(along, across)
                    } else {
                        grid.at(across, along)
                    };
                    let value = normalised.at(x, y);
                    if at % 2 == 0 { value } else { -value }
                })
                .sum();
            best = best.max(sum / (side - 16) as f32);
        }
        best
    };
    line(0) + line(2)
}

/// The bounding box of some points, with a margin.
fn bounds(points: [[f32; 2]; 4], margin: f32) -> [f32; 4] {
    let least = |n: usize| points.iter().map(|p| p[n]).fold(f32::MAX, f32::min) - margin;
    let most = |n: usize| points.iter().map(|p| p[n]).fold(f32::MIN, f32::max) + margin;
    [least(0), least(1), most(0), most(1)]
}

/// Corrects the fourth corner of a version's grid, which the three finder patterns only estimate, by the alignment
/// pattern near that corner, if the version has one: searched near its expected position first, then farther away.
fn fourth_corner(
    layout: &Layout,
    points: &[[f32; 2]; 4],
    flat: Grid,
    normalised: &Normalised<'_>,
) -> (f32, Grid) {
    let n = flat.side;
    let mut best = (score(layout, &flat, normalised), flat.clone());
    if layout.alignment.is_empty() {
        return best;
    }
    let centre = [n - 6.5, n - 6.5];
    let insets = [[3.5, 3.5], [n - 3.5, 3.5], centre, [3.5, n - 3.5]];
    let pattern = |x: f32, y: f32| {
        let mut sum = 0.0;
        for j in -2i32..=2 {
            for i in -2i32..=2 {
                let [px, py] = flat.at(x + i as f32, y + j as f32);
                let value = normalised.at(px, py);
                sum += if i.abs().max(j.abs()) == 1 { -value } else { value };
            }
        }
        sum / 25.0
    };
    for (reach, step) in [(2.5, 0.5), (4.0 + 0.06 * n, 0.8)] {
        let steps = (reach / step) as i32;
        let mut hits: Vec<(f32, [f32; 2])> = Vec::new();
        for dy in -steps..=steps {
            for dx in -steps..=steps {
                let (dx, dy) = (dx as f32 * step, dy as f32 * step);
                // Nearer positions are likelier.
                let likely = pattern(centre[0] + dx, centre[1] + dy) - 0.02 * dx.hypot(dy);
                hits.push((likely, [centre[0] + dx, centre[1] + dy]));
            }
        }
        hits.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, [x, y]) in hits.into_iter().take(4) {
            let places = [points[0], points[1], flat.at(x, y), points[2]];
            if let Some(grid) = Grid::of_points(layout.side, insets, places) {
                let score = score(layout, &grid, normalised);
                if score > best.0 {
                    best = (score, grid);
                }
            }
        }
        if best.0 > NEAR_ENOUGH {
            break;
        }
    }
    best
}

impl<'g> Fit<'g> {
    /// The corners in pixels: upper left, upper right, lower right, lower left.
    pub(crate) fn corners(&self) -> [[f32; 2]; 4] {
        self.grid.corners
    }

    /// The size of a module in pixels, about.
    pub(crate) fn module(&self) -> f32 {
        self.grid.module()
    }

    /// The normalised value at a point of the code, in modules.
    fn value(&self, x: f32, y: f32) -> f32 {
        let [dx, dy] = self.mesh.as_ref().map_or([0.0; 2], |mesh| mesh.at(x, y));
        let [px, py] = self.grid.at(x + dx, y + dy);
        self.normalised.at(px, py)
    }

    /// Refines the grid's corners and bow by the function patterns. False where they hardly agree even then.
    pub(crate) fn refine(&mut self) -> bool {
        let (mut agreement, mut grid) =
            descend(self.layout, self.grid.clone(), &self.normalised, self.agreement);
        // The corner without a finder pattern may have been too far off for the descent to reach its position.
        for (right, below) in ELSEWHERE {
            if !(LEAST..=CERTAIN).contains(&agreement) {
                break;
            }
            let mut step = [0.0; PARAMETERS];
            (step[2], step[8]) = (right, below);
            if let Some(moved) = grid.stepped(&step) {
                let before = score(self.layout, &moved, &self.normalised);
                let (other, closer) = descend(self.layout, moved, &self.normalised, before);
                if other > agreement {
                    (agreement, grid) = (other, closer);
                }
            }
        }
        let module = grid.module();
        let near = bounds(grid.corners, 2.0 * module);
        if !Normalised::is_possible(self.normalised.picture(), near) {
            return false;
        }
        let normalised = Normalised::new(self.normalised.picture(), near, 5.0 * module);
        (self.agreement, self.grid, self.normalised) = (agreement, grid, Rc::new(normalised));
        agreement > LEAST
    }

    /// Fits a mesh of local displacements that maximises the contrast of the modules: at a module's centre the paper is
    /// black or white, between two modules it is grey.
    pub(crate) fn fit_mesh(&mut self) {
        let side = self.layout.side;
        let mut fixed = vec![0i8; side * side];
        for &(x, y, dark) in self.layout.known() {
            fixed[usize::from(y) * side + usize::from(x)] = if dark { 1 } else { -1 };
        }
        self.mesh = Some(Mesh::new(side));
        for step in [0.4, 0.2, 0.4, 0.2, 0.1] {
            let points = self.mesh.as_ref().map_or(0, |mesh| mesh.points);
            for point in 0..points * points {
                let (i, j) = (point % points, point / points);
                let mut best = self.around(i, j, &fixed);
                for (axis, by) in [(0, step), (0, -step), (1, step), (1, -step)] {
                    let Some(mesh) = &mut self.mesh else { return };
                    let before = mesh.by[point][axis];
                    if (before + by).abs() > FARTHEST {
                        continue;
                    }
                    mesh.by[point][axis] = before + by;
                    let score = self.around(i, j, &fixed);
                    if score > best {
                        best = score;
                    } else if let Some(mesh) = &mut self.mesh {
                        mesh.by[point][axis] = before;
                    }
                }
            }
        }
    }

    /// The objective around a point of the mesh: the agreement of the modules there less the mesh's stiffness.
    fn around(&self, i: usize, j: usize, fixed: &[i8]) -> f32 {
        let Some(mesh) = &self.mesh else { return 0.0 };
        let side = self.layout.side;
        let range = |point: usize| {
            let middle = point as f32 * mesh.apart;
            let first = (middle - mesh.apart).max(0.0) as usize;
            first..((middle + mesh.apart).ceil() as usize).min(side)
        };
        let mut sum = -mesh.cost(i, j);
        for y in range(j) {
            for x in range(i) {
                let value = self.value(x as f32 + 0.5, y as f32 + 0.5);
                sum += match fixed[y * side + x] {
                    1 => value,
                    -1 => -value,
                    _ => value.abs(),
                };
            }
        }
        sum
    }

    /// The soft modules, row by row, positive for dark: each the weighted mean of five samples, less `sharpen` times the
    /// mean of its neighbours, which undoes blur.
    pub(crate) fn soft_modules(&self, sharpen: f32) -> Vec<f32> {
        let side = self.layout.side;
        let mut soft = Vec::with_capacity(side * side);
        for y in 0..side {
            for x in 0..side {
                let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
                let samples = [
                    (0.0, 0.0, 2.0),
                    (0.22, 0.0, 1.0),
                    (-0.22, 0.0, 1.0),
                    (0.0, 0.22, 1.0),
                    (0.0, -0.22, 1.0),
                ];
                let sum: f32 = samples
                    .into_iter()
                    .map(|(dx, dy, weight)| weight * self.value(x + dx, y + dy))
                    .sum();
                soft.push(sum / 6.0);
            }
        }
        if sharpen == 0.0 {
            return soft;
        }
        let at = |x: usize, y: usize| soft[y * side + x];
        (0..side * side)
            .map(|n| {
                let (x, y) = (n % side, n / side);
                // The quiet zone is light.
                let left = if x > 0 { at(x - 1, y) } else { -1.0 };
                let right = if x + 1 < side { at(x + 1, y) } else { -1.0 };
                let above = if y > 0 { at(x, y - 1) } else { -1.0 };
                let below = if y + 1 < side { at(x, y + 1) } else { -1.0 };
                at(x, y) - sharpen * (left + right + above + below) / 4.0
            })
            .collect()
    }
}
