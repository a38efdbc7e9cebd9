//! Where each module of a code lies in the picture.

use super::descent::{descend, score};
use super::find::Triple;
use super::grid::{Grid, PARAMETERS};
use super::layout::Layout;
use super::mesh::{FARTHEST, Mesh};
use crate::grey::{Grey, Levelled};
use std::rc::Rc;
/// A code's grid with the picture under it.
pub(crate) struct Fit<'g> {
    pub(crate) layout: &'static Layout,
    grid: Grid,
    mesh: Option<Mesh>,
    levelled: Rc<Levelled<'g>>,
    /// How well the modules that are the same in all codes of the version agree: 1 where all do.
    pub(crate) agreement: f32,
}

/// A version whose grid agrees better than this is the one.
const CERTAIN: f32 = 0.8;
/// How many versions are laid, those whose timing patterns agree best.
const VERSIONS: usize = 2;
/// Where else the fourth corner is looked for, in modules to the right and below.
const ELSEWHERE: [(f32, f32); 4] = [(1.4, 0.0), (-1.4, 0.0), (0.0, 1.4), (0.0, -1.4)];
/// A grid that agrees less than this is none.
const LEAST: f32 = 0.25;
/// A fourth corner near its place that makes the grid agree so well need not be looked for farther away.
const NEAR_ENOUGH: f32 = 0.6;

/// The grids that three finder patterns may belong to, laid roughly, the best first.
pub(crate) fn fits_of<'g>(grey: &'g Grey, triple: &Triple) -> Vec<Fit<'g>> {
    let (c, r, b) = (triple.corner, triple.right, triple.below);
    let module = (c.module + r.module + b.module) / 3.0;
    let across = (r.x - c.x).hypot(r.y - c.y);
    let down = (b.x - c.x).hypot(b.y - c.y);
    let modules = (across + down) / 2.0 / module + 7.0;
    let guess = ((modules - 17.0) / 4.0).round() as i32;
    let fourth = [r.x + b.x - c.x, r.y + b.y - c.y];
    let points = [[c.x, c.y], [r.x, r.y], [b.x, b.y], fourth];
    let margin = 0.25 * (across + down) / 2.0 + 4.0 * module;
    let around = bounds(points, margin);
    if !Levelled::is_possible(grey, around) {
        return Vec::new();
    }
    let levelled = Rc::new(Levelled::new(grey, around, 4.0 * module));
    let mut flats: Vec<(f32, &'static Layout, Grid)> = (guess - 2..=guess + 2)
        .filter_map(|version| u8::try_from(version).ok().filter(|v| (1..=40).contains(v)))
        .filter_map(|version| {
            let layout = Layout::of(version);
            let n = layout.side as f32;
            let insets = [[3.5, 3.5], [n - 3.5, 3.5], [n - 3.5, n - 3.5], [3.5, n - 3.5]];
            let flat = Grid::of_points(layout.side, insets, [points[0], points[1], fourth, points[2]])?;
            Some((timing(&flat, &levelled), layout, flat))
        })
        .collect();
    flats.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut fits: Vec<Fit<'g>> = Vec::new();
    for (_, layout, flat) in flats.into_iter().take(VERSIONS) {
        let (agreement, grid) = lay(layout, &points, flat, &levelled);
        fits.push(Fit {
            layout,
            levelled: levelled.clone(),
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

/// How well the timing patterns agree, as straight lines or bowed by most of a module either way.
fn timing(flat: &Grid, levelled: &Levelled<'_>) -> f32 {
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
                    let value = levelled.at(x, y);
                    if at % 2 == 0 { value } else { -value }
                })
                .sum();
            best = best.max(sum / (side - 16) as f32);
        }
        best
    };
    line(0) + line(2)
}

/// The least rectangle around some points, and so much more each way.
fn bounds(points: [[f32; 2]; 4], margin: f32) -> [f32; 4] {
    let least = |n: usize| points.iter().map(|p| p[n]).fold(f32::MAX, f32::min) - margin;
    let most = |n: usize| points.iter().map(|p| p[n]).fold(f32::MIN, f32::max) + margin;
    [least(0), least(1), most(0), most(1)]
}

/// Lays a version's grid, which lies on three finder patterns and where they say that the fourth corner is, on
/// the alignment pattern in that corner, if it has one: near its place first, then ever farther away.
fn lay(layout: &Layout, points: &[[f32; 2]; 4], flat: Grid, levelled: &Levelled<'_>) -> (f32, Grid) {
    let n = flat.side;
    let mut best = (score(layout, &flat, levelled), flat.clone());
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
                let value = levelled.at(px, py);
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
                // The nearer the likelier.
                let likely = pattern(centre[0] + dx, centre[1] + dy) - 0.02 * dx.hypot(dy);
                hits.push((likely, [centre[0] + dx, centre[1] + dy]));
            }
        }
        hits.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, [x, y]) in hits.into_iter().take(4) {
            let places = [points[0], points[1], flat.at(x, y), points[2]];
            if let Some(grid) = Grid::of_points(layout.side, insets, places) {
                let score = score(layout, &grid, levelled);
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
    /// Where the corners lie: left above, right above, right below, left below; in pixels.
    pub(crate) fn corners(&self) -> [[f32; 2]; 4] {
        self.grid.corners
    }

    /// The pixels of a module, about.
    pub(crate) fn module(&self) -> f32 {
        self.grid.module()
    }

    /// The value at a place of the code, in modules.
    fn value(&self, x: f32, y: f32) -> f32 {
        let [dx, dy] = self.mesh.as_ref().map_or([0.0; 2], |mesh| mesh.at(x, y));
        let [px, py] = self.grid.at(x + dx, y + dy);
        self.levelled.at(px, py)
    }

    /// Fits the grid closely: moves its corners and its bow for as long as the modules that are known agree
    /// better. False where they hardly agree even then.
    pub(crate) fn draw_near(&mut self) -> bool {
        let (mut agreement, mut grid) =
            descend(self.layout, self.grid.clone(), &self.levelled, self.agreement);
        // The corner without a finder pattern may have been too far off to be led to its place.
        for (right, below) in ELSEWHERE {
            if !(LEAST..=CERTAIN).contains(&agreement) {
                break;
            }
            let mut step = [0.0; PARAMETERS];
            (step[2], step[8]) = (right, below);
            if let Some(moved) = grid.stepped(&step) {
                let before = score(self.layout, &moved, &self.levelled);
                let (other, closer) = descend(self.layout, moved, &self.levelled, before);
                if other > agreement {
                    (agreement, grid) = (other, closer);
                }
            }
        }
        let module = grid.module();
        let near = bounds(grid.corners, 2.0 * module);
        if !Levelled::is_possible(self.levelled.picture(), near) {
            return false;
        }
        let levelled = Levelled::new(self.levelled.picture(), near, 5.0 * module);
        (self.agreement, self.grid, self.levelled) = (agreement, grid, Rc::new(levelled));
        agreement > LEAST
    }

    /// Pushes parts of the grid aside to where its modules are darkest and lightest: in the middle of a
    /// module the paper is black or white, between two it is grey.
    pub(crate) fn settle(&mut self) {
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

    /// How well the modules around a point of the mesh agree, less what the mesh costs there.
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

    /// The modules, row by row, dark ones positive: each from five places, and less what its neighbours
    /// have shed on it, `sharpen` of their mean.
    pub(crate) fn soft(&self, sharpen: f32) -> Vec<f32> {
        let side = self.layout.side;
        let mut soft = Vec::with_capacity(side * side);
        for y in 0..side {
            for x in 0..side {
                let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
                let places = [
                    (0.0, 0.0, 2.0),
                    (0.22, 0.0, 1.0),
                    (-0.22, 0.0, 1.0),
                    (0.0, 0.22, 1.0),
                    (0.0, -0.22, 1.0),
                ];
                let sum: f32 = places
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
                // Beyond the edge it is light.
                let left = if x > 0 { at(x - 1, y) } else { -1.0 };
                let right = if x + 1 < side { at(x + 1, y) } else { -1.0 };
                let above = if y > 0 { at(x, y - 1) } else { -1.0 };
                let below = if y + 1 < side { at(x, y + 1) } else { -1.0 };
                at(x, y) - sharpen * (left + right + above + below) / 4.0
            })
            .collect()
    }
}
