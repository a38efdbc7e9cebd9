//! A code's grid laid over the picture.

/// How many numbers a grid has: where its four corners lie and how it is bowed, along and down.
pub(super) const PARAMETERS: usize = 12;

/// A code's grid laid over the picture: a plane seen in perspective, and bowed.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// Where the corners lie: left above, right above, right below, left below; in pixels.
    pub(super) corners: [[f32; 2]; 4],
    /// How far the middles of lines are pushed aside, in modules: columns to the right along the height and
    /// along the width, rows downwards along the width and along the height.
    pub(super) bow: [f32; 4],
    homography: Homography,
    pub(super) side: f32,
}

/// A projective map of the unit square.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Homography(pub(crate) [f32; 8]);

impl Homography {
    /// The map that takes the unit square's corners, clockwise from the origin, to these (Heckbert 1989,
    /// section 2.2.3).
    pub(crate) fn of([a, b, c, d]: [[f32; 2]; 4]) -> Homography {
        let sum = [a[0] - b[0] + c[0] - d[0], a[1] - b[1] + c[1] - d[1]];
        let (u, v) = ([b[0] - c[0], b[1] - c[1]], [d[0] - c[0], d[1] - c[1]]);
        let below = u[0] * v[1] - v[0] * u[1];
        let g = (sum[0] * v[1] - v[0] * sum[1]) / below;
        let h = (u[0] * sum[1] - sum[0] * u[1]) / below;
        Homography([
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
    pub(super) fn of_points(side: usize, insets: [[f32; 2]; 4], points: [[f32; 2]; 4]) -> Option<Grid> {
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
            homography: Homography::of(corners),
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
        self.homography_at(x, y)
    }

    /// Where it would lie were the grid not bowed.
    fn homography_at(&self, x: f32, y: f32) -> [f32; 2] {
        self.homography.at(x / self.side, y / self.side)
    }

    /// The pixels of a module, about.
    pub(crate) fn module(&self) -> f32 {
        let [a, b, c, d] = self.corners;
        let length = |p: [f32; 2], q: [f32; 2]| (p[0] - q[0]).hypot(p[1] - q[1]);
        (length(a, b) + length(b, c) + length(c, d) + length(d, a)) / 4.0 / self.side
    }

    /// The grid with its corners moved and bowed so, in modules: to the right, then downwards, each the four
    /// corners and the bows along and down.
    pub(super) fn stepped(&self, step: &[f32; PARAMETERS]) -> Option<Grid> {
        let mut corners = self.corners;
        let places = [[0.0, 0.0], [self.side, 0.0], [self.side; 2], [0.0, self.side]];
        for (n, (corner, [x, y])) in corners.iter_mut().zip(places).enumerate() {
            let right = [self.homography_at(x - 0.5, y), self.homography_at(x + 0.5, y)];
            let below = [self.homography_at(x, y - 0.5), self.homography_at(x, y + 0.5)];
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
fn solve(from: [[f32; 2]; 4], to: [[f32; 2]; 4]) -> Option<Homography> {
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
    Some(Homography(std::array::from_fn(|n| {
        (rows[n][8] / rows[n][n]) as f32
    })))
}
