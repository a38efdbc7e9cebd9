//! Local displacements of a code's grid, for creased paper.

/// A displacement field over a code's grid: control points some modules apart, bilinear between them.
#[derive(Debug, Clone)]
pub(super) struct Mesh {
    /// The number of control points on a side.
    pub(super) points: usize,
    /// Modules between two control points.
    pub(super) apart: f32,
    /// The displacement of each control point to the right and down, in modules.
    pub(super) by: Vec<[f32; 2]>,
}

/// The distance of control points, about, in modules.
const APART: f32 = 6.0;
/// The largest displacement, in modules.
pub(super) const FARTHEST: f32 = 1.2;
/// The stiffness: what a squared difference of one module between neighbours costs, in agreeing modules.
const STIFF: f32 = 14.0;

impl Mesh {
    pub(super) fn new(side: usize) -> Mesh {
        let cells = (side as f32 / APART).round().max(1.0);
        let points = cells as usize + 1;
        Mesh {
            points,
            apart: side as f32 / cells,
            by: vec![[0.0; 2]; points * points],
        }
    }

    pub(super) fn at(&self, x: f32, y: f32) -> [f32; 2] {
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

    /// The cost of the differences between a control point and its neighbours.
    pub(super) fn cost(&self, i: usize, j: usize) -> f32 {
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
