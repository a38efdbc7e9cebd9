//! A code's module grid in the picture: a homography, and a bow.

/// The number of a grid's parameters: the coordinates of its four corners and four bows.
pub(super) const PARAMETERS: usize = 12;

/// The map from a code's modules to the picture's pixels: a homography, after a parabolic bow for curled paper.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// The corners in pixels: upper left, upper right, lower right, lower left.
    pub(super) corners: [[f32; 2]; 4],
    /// Displacements of the lines' middles, in modules: of columns to the right, along the height and along the width;
    /// of rows downwards, along the width and along the height.
    pub(super) bow: [f32; 4],
    homography: Homography,
    pub(super) side: f32,
}

/// A homography of the unit square: a projective map, its ninth element 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Homography(pub(crate) [f32; 8]);

impl Homography {
    /// The homography that takes the unit square's corners, clockwise from the origin, to these (Heckbert 1989,
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
    /// The grid that takes four points of the code, `insets` in modules, to `points` in pixels. `None` where it would not
    /// be convex.
    pub(super) fn of_points(side: usize, insets: [[f32; 2]; 4], points: [[f32; 2]; 4]) -> Option<Grid> {
        let side = side as f32;
        let inner = solve(insets.map(|p| [p[0] / side, p[1] / side]), points)?;
        let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(|[u, v]| inner.at(u, v));
        Grid::new(corners, [0.0; 4], side)
    }

    fn new(corners: [[f32; 2]; 4], bow: [f32; 4], side: f32) -> Option<Grid> {
        // The corners must be those of a convex quadrilateral, clockwise.
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

    /// The pixel position of a point of the code, in modules.
    pub(crate) fn at(&self, x: f32, y: f32) -> [f32; 2] {
        let (u, v) = (x / self.side, y / self.side);
        let (along, down) = (4.0 * u * (1.0 - u), 4.0 * v * (1.0 - v));
        let x = x + self.bow[0] * down + self.bow[1] * along;
        let y = y + self.bow[2] * along + self.bow[3] * down;
        self.homography_at(x, y)
    }

    /// The same without the bow.
    fn homography_at(&self, x: f32, y: f32) -> [f32; 2] {
        self.homography.at(x / self.side, y / self.side)
    }

    /// The size of a module in pixels, about.
    pub(crate) fn module(&self) -> f32 {
        let [a, b, c, d] = self.corners;
        let length = |p: [f32; 2], q: [f32; 2]| (p[0] - q[0]).hypot(p[1] - q[1]);
        (length(a, b) + length(b, c) + length(c, d) + length(d, a)) / 4.0 / self.side
    }

    /// The grid after a step of its parameters, in modules: to the right, then downwards, each the four corners and the
    /// bows along and down. `None` where the result is not convex or bowed too far.
    pub(super) fn stepped(&self, step: &[f32; PARAMETERS]) -> Option<Grid> {
        let mut corners = self.corners;
        let places = [[0.0, 0.0], [self.side, 0.0], [self.side; 2], [0.0, self.side]];
        for (n, (corner, [x, y])) in corners.iter_mut().zip(places).enumerate() {
            let right = [self.homography_at(x - 0.5, y), self.homography_at(x + 0.5, y)];
            let below = [self.homography_at(x, y - 0.5), self.homography_at(x, y + 0.5)];
            // No corner moves farther than this in one step.
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

/// The homography that takes four points to four others, by Gaussian elimination with pivoting.
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
