//! Simulates a phone's camera: perspective, lighting, lens and sensor.

use super::Hardness;
use super::paper::Paper;
use super::raster::{Raster, Tap, normalised};
use super::value_noise::{ValueNoise, wave};
use crate::draw::Draw;

/// The exposed image, before orientation and JPEG encoding.
pub(super) fn expose(paper: &Paper, hardness: &Hardness, draw: &mut Draw) -> Raster {
    // Pixels of a module in the photograph, and the scale from the paper's pixels to the photograph's.
    let module = draw
        .range(hardness.module.0, hardness.module.1)
        .min(paper.module * 1.05);
    let scale = module / paper.module;
    let view = View::new(paper, scale, hardness, draw);
    let aliased = draw.chance(0.12 * (hardness.level as f64 - 1.0));
    let soft = (!aliased && scale < 0.9).then(|| paper.raster.blurred(0.42 / scale));
    let mut raster = project(
        paper,
        soft.as_ref().unwrap_or(&paper.raster),
        &view,
        hardness,
        draw,
    );
    light(&mut raster, scale, hardness, draw);
    let raster = lens(raster, module, hardness, draw);
    let raster = sensor(raster, hardness, draw);
    if hardness.enlarged && draw.chance(0.5) {
        raster.resized(draw.range(1.3, 2.2))
    } else {
        raster
    }
}

/// The view: the map from the photograph's pixels to the paper's.
struct View {
    width: usize,
    height: usize,
    /// The homography from the photograph to the paper, as a 3 × 3 matrix.
    matrix: [[f64; 3]; 3],
}

impl View {
    fn new(paper: &Paper, scale: f64, hardness: &Hardness, draw: &mut Draw) -> View {
        let (width, height) = (paper.raster.width as f64, paper.raster.height as f64);
        let (w, h) = (width * scale, height * scale);
        // The tangent of half an angle gives its sine and cosine by division alone.
        let half = draw.range(-1.0, 1.0) * hardness.turned * std::f64::consts::PI / 360.0;
        let whole = 1.0 + half * half;
        let (cos, sin) = ((1.0 - half * half) / whole, 2.0 * half / whole);
        let far = if hardness.level > 1 { 1.0 } else { 0.0 };
        let margin = [
            far * draw.range(0.0, 0.12) * w + 0.5 * sin.abs() * h,
            far * draw.range(0.0, 0.05) * h + 0.5 * sin.abs() * w,
        ];
        let size = [w + 2.0 * margin[0], h + 2.0 * margin[1]];
        let corners = [[0.0, 0.0], [w, 0.0], [w, h], [0.0, h]].map(|[x, y]| {
            let (x, y) = (x - w / 2.0, y - h / 2.0);
            let moved = [(); 2].map(|()| draw.range(-1.0, 1.0) * hardness.perspective * w);
            [
                x * cos - y * sin + size[0] / 2.0 + moved[0],
                x * sin + y * cos + size[1] / 2.0 + moved[1],
            ]
        });
        View {
            width: size[0] as usize,
            height: size[1] as usize,
            matrix: from_corners(corners, width, height),
        }
    }
}

/// The homography that takes these corners to those of a rectangle (Heckbert 1989, "Fundamentals of Texture
/// Mapping and Image Warping", section 2.2.3, inverted).
fn from_corners(corners: [[f64; 2]; 4], width: f64, height: f64) -> [[f64; 3]; 3] {
    let [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners;
    let (sx, sy) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3);
    let (dx1, dx2, dy1, dy2) = (x1 - x2, x3 - x2, y1 - y2, y3 - y2);
    let whole = dx1 * dy2 - dx2 * dy1;
    let (g, h) = ((sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole);
    let (a, b, c) = (x1 - x0 + g * x1, x3 - x0 + h * x3, x0);
    let (d, e, f) = (y1 - y0 + g * y1, y3 - y0 + h * y3, y0);
    // The adjugate is the inverse up to a factor, which does not change a homography.
    let square = [
        [e - f * h, c * h - b, b * f - c * e],
        [f * g - d, a - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ];
    [
        square[0].map(|n| n * width),
        square[1].map(|n| n * height),
        square[2],
    ]
}

/// Projects the paper onto its background.
fn project(paper: &Paper, raster: &Raster, view: &View, hardness: &Hardness, draw: &mut Draw) -> Raster {
    let ground = draw.range(0.1, 0.6) as f32;
    let rough = if hardness.level > 1 { 0.12 } else { 0.0 };
    let ground_of = ValueNoise::new((view.width, view.height), 6, rough, draw);
    let (right, bottom) = (raster.width as f32, raster.height as f32);
    let mut out = Raster::new(view.width, view.height, 0.0);
    for (y, row) in out.rows_mut().enumerate() {
        let start = view
            .matrix
            .map(|[x_, y_, one]| (x_ * 0.5 + y_ * (y as f64 + 0.5) + one) as f32);
        let step = view.matrix.map(|[x_, _, _]| x_ as f32);
        for (x, value) in row.iter_mut().enumerate() {
            let n = x as f32;
            let [u, v, w] = [0, 1, 2].map(|at| start[at] + step[at] * n);
            let (u, v) = (u / w, v / w);
            let within = u >= 0.0 && v >= 0.0 && u < right && v < bottom;
            let torn = || paper.torn.as_ref().is_some_and(|edge| v > edge[u as usize]);
            *value = if within && !torn() {
                let bent = paper.relief.at(u, v);
                let seen = raster.at(u + bent.dx, v + bent.dy) * bent.shade;
                seen * (1.0 - bent.lost) + paper.tone * bent.lost
            } else {
                ground + ground_of.at(n, y as f32)
            };
        }
    }
    out
}

/// Lighting: brightness that falls off to one side, and the shadow of whoever holds the phone.
fn light(raster: &mut Raster, scale: f64, hardness: &Hardness, draw: &mut Draw) {
    let falls = draw.range(0.0, hardness.falloff);
    let [right, down] = draw.direction().map(|n| (n * falls) as f32);
    let size = [raster.width as f32, raster.height as f32];
    // The sides of a shadow: a point, the direction into it, how soft its edge is.
    let mut sides = Vec::new();
    let mut depth = 0.0;
    if draw.chance(hardness.shadow) {
        depth = draw.range(0.2, 0.3 + 0.08 * hardness.level as f64) as f32;
        for _ in 0..draw.between(1, 2) {
            let point = [
                draw.unit() as f32 * size[0],
                draw.range(0.1, 0.9) as f32 * size[1],
            ];
            let soft = draw.range(2.0, 25.0) * scale.max(0.4) * 2.0;
            sides.push((point, draw.direction().map(|n| n as f32), soft as f32));
        }
    }
    let whole = 1.0 - falls as f32 * 0.5;
    for (y, row) in raster.rows_mut().enumerate() {
        let y = y as f32;
        let base = whole - down * (y / size[1] - 0.5);
        for (x, value) in row.iter_mut().enumerate() {
            let x = x as f32;
            let mut shadow = depth;
            for (point, into, soft) in &sides {
                let inside = (x - point[0]) * into[0] + (y - point[1]) * into[1];
                let share = (inside / soft + 0.5).clamp(0.0, 1.0);
                shadow *= share * share * (3.0 - 2.0 * share);
            }
            *value *= (base - right * (x / size[0] - 0.5)) * (1.0 - shadow);
        }
    }
}

/// Defocus and motion blur.
fn lens(raster: Raster, module: f64, hardness: &Hardness, draw: &mut Draw) -> Raster {
    let deviation = draw.range(hardness.defocus.0, hardness.defocus.1) * module;
    let mut raster = if draw.chance(0.5) {
        raster.convolved(&disc(deviation * 1.8))
    } else if deviation > 0.05 {
        raster.blurred(deviation)
    } else {
        raster
    };
    if draw.chance(hardness.shaken.0) {
        let length = draw.range(0.3, hardness.shaken.1) * module;
        raster = raster.convolved(&trail(length, draw.direction()));
    }
    raster
}

/// The point spread function of defocus.
fn disc(radius: f64) -> Vec<Tap> {
    let reach = (radius + 0.5) as isize;
    let mut taps = Vec::new();
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let covered = (radius + 0.5 - ((dx * dx + dy * dy) as f64).sqrt()).min(1.0);
            if covered > 0.0 {
                taps.push((dx, dy, covered as f32));
            }
        }
    }
    normalised(taps)
}

/// The point spread function of motion over this many pixels.
fn trail(length: f64, [right, down]: [f64; 2]) -> Vec<Tap> {
    let reach = (length / 2.0) as isize + 1;
    let side = 2 * reach + 2;
    let mut weights = vec![0.0; (side * side) as usize];
    let parts = 32;
    for n in 0..parts {
        let along = (f64::from(n) + 0.5) / f64::from(parts) - 0.5;
        let (x, y) = (
            reach as f64 + along * length * right,
            reach as f64 + along * length * down,
        );
        let (left, top) = (x as isize, y as isize);
        let (fx, fy) = (x - left as f64, y - top as f64);
        for (dx, dy, weight) in [
            (0, 0, (1.0 - fx) * (1.0 - fy)),
            (1, 0, fx * (1.0 - fy)),
            (0, 1, (1.0 - fx) * fy),
            (1, 1, fx * fy),
        ] {
            weights[((top + dy) * side + left + dx) as usize] += weight as f32;
        }
    }
    let taps = (0..).zip(&weights).filter(|(_, weight)| **weight > 0.0);
    normalised(
        taps.map(|(n, weight)| (n % side - reach, n / side - reach, *weight))
            .collect(),
    )
}

/// A moiré pattern, and shot noise, which grows with the light.
fn sensor(mut raster: Raster, hardness: &Hardness, draw: &mut Draw) -> Raster {
    let mut pattern = None;
    if draw.chance(hardness.moire) {
        // Periods for each pixel to the right and down.
        let often = draw.range(0.15, 0.9) / std::f64::consts::TAU;
        let along = draw.direction().map(|n| (n * often) as f32);
        let depth = draw.range(0.02, 0.02 + 0.022 * hardness.level as f64) as f32;
        let bent = ValueNoise::new((raster.width, raster.height), 3, 0.5, draw);
        pattern = Some((along, depth, bent));
    }
    let noise = (hardness.noise * draw.range(0.4, 1.2)) as f32;
    let mut normals = draw.normals();
    for (y, row) in raster.rows_mut().enumerate() {
        if let Some(([right, down], depth, bent)) = &pattern {
            for (x, value) in row.iter_mut().enumerate() {
                let (x, y) = (x as f32, y as f32);
                *value *= 1.0 + depth * wave(right * x + down * y + bent.at(x, y));
            }
        }
        for value in row.iter_mut() {
            let bright = value.clamp(0.0, 1.0);
            *value = bright + normals.next() * noise * (0.5 + 0.5 * bright.sqrt());
        }
    }
    raster
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_the_picture_show_those_of_the_paper() {
        let corners = [[10.0, 5.0], [95.0, 12.0], [90.0, 210.0], [3.0, 190.0]];
        let matrix = from_corners(corners, 400.0, 900.0);
        for (corner, expected) in corners
            .iter()
            .zip([[0.0, 0.0], [400.0, 0.0], [400.0, 900.0], [0.0, 900.0]])
        {
            let [u, v, w] = matrix.map(|[a, b, c]| a * corner[0] + b * corner[1] + c);
            assert!(
                (u / w - expected[0]).abs() < 1e-6 && (v / w - expected[1]).abs() < 1e-6,
                "{} {}",
                u / w,
                v / w
            );
        }
    }

    #[test]
    fn a_point_out_of_focus_or_in_motion_keeps_its_light_and_its_place() {
        for taps in [
            disc(0.1),
            disc(2.3),
            trail(3.7, [0.6, 0.8]),
            trail(0.3, [-1.0, 0.0]),
        ] {
            let sum: f32 = taps.iter().map(|tap| tap.2).sum();
            let middle = taps.iter().fold([0.0, 0.0], |[x, y], (dx, dy, weight)| {
                [x + *dx as f32 * weight, y + *dy as f32 * weight]
            });
            assert!((sum - 1.0).abs() < 1e-4, "{sum}");
            assert!(middle.iter().all(|n| n.abs() < 1e-3), "{middle:?}");
        }
    }
}
