//! Pen strokes and stamps on a sheet, mostly over the code.

use super::raster::Raster;
use crate::draw::Draw;

/// Marks the paper near the code (left, top, side).
pub(super) fn mark(raster: &mut Raster, code: [f64; 3], tone: f32, draw: &mut Draw) {
    let [left, top, side] = code;
    let ink = tone * draw.range(0.15, 0.45) as f32;
    let mut cover = Raster::new(raster.width, raster.height, 0.0);
    let strength = if draw.chance(0.65) {
        for _ in 0..draw.between(1, 2) {
            let points = [(); 3].map(|()| {
                [
                    left + draw.range(-0.4, 1.4) * side,
                    top + draw.range(-0.4, 1.4) * side,
                ]
            });
            stroke(&mut cover, points, draw.range(3.0, 9.0));
        }
        0.9
    } else {
        let centre = [
            left + draw.range(-0.3, 1.3) * side,
            top + draw.range(-0.3, 1.3) * side,
        ];
        stamp(&mut cover, centre, draw.range(0.4, 0.8) * side, draw);
        draw.range(0.35, 0.7) as f32
    };
    for (value, cover) in raster.values.iter_mut().zip(&cover.values) {
        if *cover > 0.0 {
            let opaque = cover * strength;
            *value = *value * (1.0 - opaque) + value.min(ink) * opaque;
        }
    }
}

/// A quadratic Bézier curve.
fn stroke(cover: &mut Raster, [a, b, c]: [[f64; 2]; 3], width: f64) {
    let parts = 32;
    let at = |n: usize| {
        let t = n as f64 / f64::from(parts);
        let [p, q, r] = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
        [p * a[0] + q * b[0] + r * c[0], p * a[1] + q * b[1] + r * c[1]]
    };
    for n in 0..parts as usize {
        line(cover, at(n), at(n + 1), width);
    }
}

fn line(cover: &mut Raster, from: [f64; 2], to: [f64; 2], width: f64) {
    let along = [to[0] - from[0], to[1] - from[1]];
    let squared = (along[0] * along[0] + along[1] * along[1]).max(1e-9);
    let reach = width / 2.0 + 1.0;
    let bounds = [
        from[0].min(to[0]) - reach,
        from[1].min(to[1]) - reach,
        from[0].max(to[0]) + reach,
        from[1].max(to[1]) + reach,
    ];
    shape(cover, bounds, |x, y| {
        let t = (((x - from[0]) * along[0] + (y - from[1]) * along[1]) / squared).clamp(0.0, 1.0);
        let (dx, dy) = (x - from[0] - t * along[0], y - from[1] - t * along[1]);
        width / 2.0 - (dx * dx + dy * dy).sqrt()
    });
}

/// Two rings with lines of letters within them.
fn stamp(cover: &mut Raster, [x, y]: [f64; 2], radius: f64, draw: &mut Draw) {
    for (radius, width) in [(radius, draw.range(4.0, 8.0)), (0.72 * radius, 3.0)] {
        let reach = radius + width;
        shape(cover, [x - reach, y - reach, x + reach, y + reach], |px, py| {
            let (dx, dy) = (px - x, py - y);
            width / 2.0 - ((dx * dx + dy * dy).sqrt() - radius).abs()
        });
    }
    for row in -2..=2 {
        let height = y + f64::from(row) * radius / 5.0;
        let mut left = x - 0.5 * radius;
        while left < x + 0.5 * radius {
            let letter = radius * draw.range(0.03, 0.07);
            let slant = draw.range(-0.04, 0.04) * radius;
            line(
                cover,
                [left, height - 0.05 * radius],
                [left + letter, height + slant],
                3.0,
            );
            left += letter + radius * 0.05;
        }
    }
}

/// Fills a shape within these bounds, anti-aliased: `within` is the signed distance from its edge in pixels, positive inside.
fn shape(cover: &mut Raster, bounds: [f64; 4], within: impl Fn(f64, f64) -> f64) {
    let clamp = |n: f64, most: usize| n.clamp(0.0, most as f64) as usize;
    let (left, right) = (clamp(bounds[0], cover.width), clamp(bounds[2], cover.width));
    let (top, bottom) = (clamp(bounds[1], cover.height), clamp(bounds[3], cover.height));
    for y in top..bottom {
        for x in left..right {
            let covered = (within(x as f64 + 0.5, y as f64 + 0.5) + 0.5).clamp(0.0, 1.0) as f32;
            let value = &mut cover.values[y * cover.width + x];
            *value = value.max(covered);
        }
    }
}
