//! The relief of bent paper: curl, and creases where it was folded.

use super::Hardness;
use super::value_noise::ValueNoise;
use crate::draw::{Draw, exp};

/// The distance between nodes of the relief, in pixels of the sheet.
const STEP: usize = 4;

/// The effect of bending at a point of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Bent {
    /// The displacement from the flat sheet, in pixels to the right and down.
    pub(super) dx: f32,
    pub(super) dy: f32,
    /// The shading, as a factor of brightness.
    pub(super) shade: f32,
    /// The share of ink that has come off.
    pub(super) lost: f32,
}

/// The relief of a sheet, sampled at nodes.
pub(super) struct Relief {
    across: usize,
    down: usize,
    nodes: Vec<Bent>,
}

struct Crease {
    /// A point of its line, and the line's normal.
    point: [f32; 2],
    across: [f32; 2],
    width: f32,
    /// How much darker the groove is, the difference in shading between the two sides, and the displacement of the print.
    groove: f32,
    sides: f32,
    moves: f32,
    lost: f32,
}

impl Relief {
    /// The relief of a sheet of this size; half of the creases go through `code` (left, top, side).
    pub(super) fn new(
        (width, height): (usize, usize),
        code: [f64; 3],
        hardness: &Hardness,
        draw: &mut Draw,
    ) -> Relief {
        let curl = [(); 2].map(|()| ValueNoise::new((width, height), 4, hardness.curl, draw));
        let any = draw.chance(0.8);
        let creases: Vec<Crease> = (0..if any { hardness.creases } else { 0 })
            .map(|_| Crease::new((width, height), code, hardness, draw))
            .collect();
        let (across, down) = (width.div_ceil(STEP) + 2, height.div_ceil(STEP) + 2);
        let mut nodes = Vec::with_capacity(across * down);
        for y in 0..down {
            for x in 0..across {
                let at = [(x * STEP) as f32, (y * STEP) as f32];
                let mut bent = Bent {
                    dx: curl[0].at(at[0], at[1]),
                    dy: curl[1].at(at[0], at[1]),
                    shade: 1.0,
                    lost: 0.0,
                };
                creases.iter().for_each(|crease| crease.bend(at, &mut bent));
                nodes.push(bent);
            }
        }
        Relief { across, down, nodes }
    }

    /// The relief at a point of the sheet, interpolated between nodes.
    #[inline]
    pub(super) fn at(&self, x: f32, y: f32) -> Bent {
        let x = (x / STEP as f32).clamp(0.0, (self.across - 2) as f32);
        let y = (y / STEP as f32).clamp(0.0, (self.down - 2) as f32);
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let first = top * self.across + left;
        let [a, b] = [&self.nodes[first], &self.nodes[first + 1]];
        let below = first + self.across;
        let [c, d] = [&self.nodes[below], &self.nodes[below + 1]];
        let mix = |of: fn(&Bent) -> f32| {
            let (above, below) = (of(a) + (of(b) - of(a)) * fx, of(c) + (of(d) - of(c)) * fx);
            above + (below - above) * fy
        };
        Bent {
            dx: mix(|bent| bent.dx),
            dy: mix(|bent| bent.dy),
            shade: mix(|bent| bent.shade),
            lost: mix(|bent| bent.lost),
        }
    }
}

impl Crease {
    fn new((width, height): (usize, usize), code: [f64; 3], hardness: &Hardness, draw: &mut Draw) -> Crease {
        let [left, top, side] = code;
        let point = if draw.chance(0.5) {
            [left + draw.unit() * side, top + draw.unit() * side]
        } else {
            [draw.unit() * width as f64, draw.unit() * height as f64]
        };
        // Paper is mostly folded across or along, and never quite straight.
        let slant = draw.range(-0.15, 0.15);
        let across = match draw.below(4) {
            0 | 1 => [slant, 1.0],
            2 => [1.0, slant],
            _ => draw.direction(),
        };
        let length = (across[0] * across[0] + across[1] * across[1]).sqrt();
        let level = hardness.level as f64 - 1.0;
        Crease {
            point: point.map(|n| n as f32),
            across: across.map(|n| (n / length) as f32),
            width: (draw.range(3.0, 10.0) + 2.0 * level) as f32,
            groove: (draw.range(-0.25, 0.15) * (0.5 + 0.2 * level)) as f32,
            sides: draw.range(-0.12, 0.12) as f32,
            moves: (draw.range(-1.0, 1.0) * (1.0 + 1.2 * level)) as f32,
            lost: if level > 0.0 && draw.chance(0.3) { 0.5 } else { 0.0 },
        }
    }

    fn bend(&self, [x, y]: [f32; 2], bent: &mut Bent) {
        let distance = (x - self.point[0]) * self.across[0] + (y - self.point[1]) * self.across[1];
        let widths = distance / self.width;
        if widths.abs() > 40.0 {
            return;
        }
        let fall = |over: f32| exp(-f64::from((distance / over).abs().min(8.0))) as f32;
        let near = 1.0 / (1.0 + widths * widths);
        let near = near * near;
        let side = widths / (1.0 + widths.abs());
        bent.shade *= 1.0 + self.groove * near + self.sides * side * fall(60.0 + self.width);
        let moved = self.moves * fall(4.0 * self.width);
        bent.dx += moved * self.across[0];
        bent.dy += moved * self.across[1];
        bent.lost = bent.lost.max(self.lost * near);
    }
}
