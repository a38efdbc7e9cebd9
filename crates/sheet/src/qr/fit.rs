//! Where each module of a code lies in the picture.

use super::find::Triple;
use super::layout::Layout;
use crate::grey::{Grey, Levelled};
use std::rc::Rc;

/// A code's grid laid over the picture: a plane seen in perspective, and bowed.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// Where the corners lie: left above, right above, right below, left below; in pixels.
    corners: [[f32; 2]; 4],
    /// How far the middles of lines are pushed aside, in modules: columns to the right along the height and
    /// along the width, rows downwards along the width and along the height.
    bow: [f32; 4],
    plane: Plane,
    side: f32,
}

/// A projective map of the unit square.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plane(pub(crate) [f32; 8]);

impl Plane {
    /// The map that takes the unit square's corners, clockwise from the origin, to these (Heckbert 1989,
    /// section 2.2.3).
    pub(crate) fn of([a, b, c, d]: [[f32; 2]; 4]) -> Plane {
        let sum = [a[0] - b[0] + c[0] - d[0], a[1] - b[1] + c[1] - d[1]];
        let (u, v) = ([b[0] - c[0], b[1] - c[1]], [d[0] - c[0], d[1] - c[1]]);
        let below = u[0] * v[1] - v[0] * u[1];
        let g = (sum[0] * v[1] - v[0] * sum[1]) / below;
        let h = (u[0] * sum[1] - sum[0] * u[1]) / below;
        Plane([
            b[0] - a[0] + g * b[0],
            d[0] - a[0] + h * d[0],
            a[0],
            b[1] - a[1] + g * b[1],
            d[1] - a[1] + h * d[1],
            a[1],
            g,
            h,
        ])
    }

    pub(crate) fn at(&self, u: f32, v: f32) -> [f32; 2] {
        let [a, b, c, d, e, f, g, h] = self.0;
        let below = g * u + h * v + 1.0;
        [(a * u + b * v + c) / below, (d * u + e * v + f) / below]
    }
}

impl Grid {
    /// The grid whose four inner points, at `inset` modules from the sides, lie there.
    fn of_points(side: usize, insets: [[f32; 2]; 4], points: [[f32; 2]; 4]) -> Option<Grid> {
        // The inner points, as parts of the side, make a plane; that of the picture is laid upon it.
        let side = side as f32;
        let inner = solve(insets.map(|p| [p[0] / side, p[1] / side]), points)?;
        let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(|[u, v]| inner.at(u, v));
        Grid::new(corners, [0.0; 4], side)
    }

    fn new(corners: [[f32; 2]; 4], bow: [f32; 4], side: f32) -> Option<Grid> {
        // The corners must go round clockwise, none of them turned in.
        for at in 0..4 {
            let [a, b, c] = [0, 1, 2].map(|n| corners[(at + n) % 4]);
            let turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
            if turn.is_nan() || turn <= side {
                return None;
            }
        }
        Some(Grid {
            plane: Plane::of(corners),
            corners,
            bow,
            side,
        })
    }

    /// Where a place of the code, in modules, lies in the picture.
    pub(crate) fn at(&self, x: f32, y: f32) -> [f32; 2] {
        let (u, v) = (x / self.side, y / self.side);
        let (along, down) = (4.0 * u * (1.0 - u), 4.0 * v * (1.0 - v));
        let x = x + self.bow[0] * down + self.bow[1] * along;
        let y = y + self.bow[2] * along + self.bow[3] * down;
        self.plane_at(x, y)
    }

    /// Where it would lie were the grid not bowed.
    fn plane_at(&self, x: f32, y: f32) -> [f32; 2] {
        self.plane.at(x / self.side, y / self.side)
    }

    /// The pixels of a module, about.
    pub(crate) fn module(&self) -> f32 {
        let [a, b, c, d] = self.corners;
        let length = |p: [f32; 2], q: [f32; 2]| (p[0] - q[0]).hypot(p[1] - q[1]);
        (length(a, b) + length(b, c) + length(c, d) + length(d, a)) / 4.0 / self.side
    }

    /// The grid with its corners moved and bowed so, in modules: to the right, then downwards, each the four
    /// corners and the bows along and down.
    fn stepped(&self, step: &[f32; PARAMETERS]) -> Option<Grid> {
        let mut corners = self.corners;
        let places = [[0.0, 0.0], [self.side, 0.0], [self.side; 2], [0.0, self.side]];
        for (n, (corner, [x, y])) in corners.iter_mut().zip(places).enumerate() {
            let right = [self.plane_at(x - 0.5, y), self.plane_at(x + 0.5, y)];
            let below = [self.plane_at(x, y - 0.5), self.plane_at(x, y + 0.5)];
            // No corner jumps farther than this at once.
            let (a, b) = (step[n].clamp(-1.5, 1.5), step[n + 6].clamp(-1.5, 1.5));
            for axis in 0..2 {
                corner[axis] += a * (right[1][axis] - right[0][axis]) + b * (below[1][axis] - below[0][axis]);
            }
        }
        let mut bow = self.bow;
        for (own, by) in bow.iter_mut().zip([step[5], step[4], step[10], step[11]]) {
            *own += by.clamp(-1.0, 1.0);
        }
        if bow.iter().any(|b| b.abs() > 0.12 * self.side) {
            return None;
        }
        Grid::new(corners, bow, self.side)
    }
}

/// The projective map that takes four points to four others.
fn solve(from: [[f32; 2]; 4], to: [[f32; 2]; 4]) -> Option<Plane> {
    let mut rows = [[0f64; 9]; 8];
    for (n, (p, q)) in from.iter().zip(&to).enumerate() {
        let [x, y, u, v] = [p[0], p[1], q[0], q[1]].map(f64::from);
        rows[2 * n] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        rows[2 * n + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    for column in 0..8 {
        let pivot = (column..8).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        if rows[column][column].abs() < 1e-9 {
            return None;
        }
        let own = rows[column];
        for (n, row) in rows.iter_mut().enumerate() {
            if n != column {
                let factor = row[column] / own[column];
                row.iter_mut()
                    .zip(own)
                    .for_each(|(value, own)| *value -= factor * own);
            }
        }
    }
    Some(Plane(std::array::from_fn(|n| (rows[n][8] / rows[n][n]) as f32)))
}

/// How far places of a grid are pushed aside where the paper is creased: at points some modules apart, and in
/// between by the nearness to them.
#[derive(Debug, Clone)]
struct Mesh {
    /// Points on a side.
    points: usize,
    /// Modules between two points.
    apart: f32,
    /// For each point, how far to the right and down, in modules.
    by: Vec<[f32; 2]>,
}

/// About so many modules lie between two points of a mesh.
const APART: f32 = 6.0;
/// The farthest that a point is pushed, in modules.
const FARTHEST: f32 = 1.2;
/// What it costs to push a point aside by one module more than its neighbours, in agreeing modules.
const STIFF: f32 = 14.0;

impl Mesh {
    fn new(side: usize) -> Mesh {
        let cells = (side as f32 / APART).round().max(1.0);
        let points = cells as usize + 1;
        Mesh {
            points,
            apart: side as f32 / cells,
            by: vec![[0.0; 2]; points * points],
        }
    }

    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        let (u, v) = (x / self.apart, y / self.apart);
        let last = self.points - 2;
        let (i, j) = ((u as usize).min(last), (v as usize).min(last));
        let (fu, fv) = (u - i as f32, v - j as f32);
        let point = |i: usize, j: usize| self.by[j * self.points + i];
        let (a, b, c, d) = (point(i, j), point(i + 1, j), point(i, j + 1), point(i + 1, j + 1));
        std::array::from_fn(|n| {
            let above = a[n] + (b[n] - a[n]) * fu;
            let below = c[n] + (d[n] - c[n]) * fu;
            above + (below - above) * fv
        })
    }

    /// What the pushes around a point cost.
    fn cost(&self, i: usize, j: usize) -> f32 {
        let own = self.by[j * self.points + i];
        let beside = [(-1, 0), (1, 0), (0, -1), (0, 1)]
            .into_iter()
            .filter_map(|(di, dj)| {
                let (i, j) = (i.checked_add_signed(di)?, j.checked_add_signed(dj)?);
                (i < self.points && j < self.points).then(|| self.by[j * self.points + i])
            });
        STIFF
            * beside
                .map(|other| (own[0] - other[0]).powi(2) + (own[1] - other[1]).powi(2))
                .sum::<f32>()
    }
}

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

/// How well the modules that are the same in all codes of the version agree with the picture.
fn score(layout: &Layout, grid: &Grid, levelled: &Levelled<'_>) -> f32 {
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
/// Parameters of a grid: where its four corners lie and how it is bowed, along and down.
const PARAMETERS: usize = 12;

/// Moves corners and bow to where the known modules agree better, by Gauss and Newton's steps on the differences
/// between what they should be and are (Lucas and Kanade 1981), damped as Levenberg and Marquardt do.
fn descend(layout: &Layout, mut grid: Grid, levelled: &Levelled<'_>, mut best: f32) -> (f32, Grid) {
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
