//! Compares two registered pictures tile by tile.

use super::registration::{Similarity, solve};
use super::shrink::smoothed;
use super::{Fingerprint, Texts};
use crate::grey::Grey;

/// The side of a tile, in pixels of the small copy.
const TILE: usize = 6;
/// The margin, in pixels of the small copy, that smoothing has mixed with what lies outside.
const EDGE: usize = 3;
/// The most Gauss–Newton steps of the registration.
const ROUNDS: usize = 8;
/// The least share of a tile's pixels that must lie in both pictures.
const FULL: f32 = 0.8;
/// A tile agrees where the root mean square of its residuals is below these shares of the standard deviation of the whole
/// picture and of the tile, added in quadrature.
const LEFT: f32 = 0.02;
const OWN: f32 = 0.2;
/// Where there may be two sheets, the largest error of a single tile, in units of what is allowed.
const MUCH: f32 = 2.0;

/// The least percentage of agreeing tiles in the same photograph. Copies of a sharp photograph that were cropped or rotated
/// a little are resampled and reach 70; another photograph of the same sheet stays below 50. Another sheet before the
/// same camera reaches 97.
const LEAST_OF_ONE_SHEET: usize = 65;
const LEAST_OF_ANY: usize = 98;

/// The agreement of two registered pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Agreement {
    /// The share of the smaller picture that overlaps the other, 0 to 1.
    overlap: f32,
    /// The number of tiles compared.
    tiles: usize,
    /// The number of tiles that agree.
    pub(super) agreeing: usize,
    /// The largest error of a tile, in units of what is allowed.
    worst: f32,
    /// The factor between the second picture's brightness and the first's.
    gain: f32,
}

impl Agreement {
    /// Whether that is the same photograph.
    pub(super) fn is_same(&self, texts: Texts) -> bool {
        let least = match texts {
            Texts::Equal => LEAST_OF_ONE_SHEET,
            Texts::Unknown => LEAST_OF_ANY,
        };
        self.overlap >= 0.6
            && self.tiles >= 20
            && self.agreeing * 100 >= self.tiles * least
            && (texts == Texts::Equal || self.worst <= MUCH)
            && (0.7..=1.4).contains(&self.gain)
    }
}

/// A smoothed small copy, sampled bilinearly.
struct Smooth {
    grey: Grey,
    size: [f32; 2],
}

impl Smooth {
    fn of(print: &Fingerprint) -> Smooth {
        Smooth {
            grey: smoothed(&print.small),
            size: print.size(),
        }
    }

    /// Pixels per unit, across and down.
    fn unit(&self) -> [f32; 2] {
        [
            self.grey.width() as f32 / self.size[0],
            self.grey.height() as f32 / self.size[1],
        ]
    }

    /// The value and its gradient at a point, in pixels; `None` outside.
    fn at(&self, [x, y]: [f32; 2]) -> Option<(f32, [f32; 2])> {
        let (x, y) = (x - 0.5, y - 0.5);
        let [right, bottom] = [self.grey.width(), self.grey.height()].map(|side| (side - EDGE) as f32 - 1.0);
        let edge = EDGE as f32;
        if !(x >= edge && y >= edge && x < right && y < bottom) {
            return None;
        }
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let (row, next) = (&self.grey.row(top)[left..], &self.grey.row(top + 1)[left..]);
        let [a, b, c, d] = [row[0], row[1], next[0], next[1]].map(f32::from);
        let (above, below) = (a + (b - a) * fx, c + (d - c) * fx);
        let slopes = [(b - a) + (d - c - b + a) * fy, (c - a) + (d - b - c + a) * fx];
        Some((above + (below - above) * fy, slopes))
    }
}

/// A pixel of the first picture that overlaps the second: its position in units, both values, and the second's gradient
/// per unit.
struct Both {
    at: [f32; 2],
    pixel: (usize, usize),
    values: [f32; 2],
    slopes: [f32; 2],
}

fn both(a: &Smooth, b: &Smooth, similarity: &Similarity) -> Vec<Both> {
    let (from, to) = (a.unit(), b.unit());
    let mut both = Vec::with_capacity(a.grey.pixels().len());
    let (width, height) = (a.grey.width(), a.grey.height());
    for y in EDGE..height - EDGE {
        for (x, value) in a.grey.row(y)[..width - EDGE].iter().enumerate().skip(EDGE) {
            let at = [(x as f32 + 0.5) / from[0], (y as f32 + 0.5) / from[1]];
            let [u, v] = similarity.at(at);
            if let Some((other, slopes)) = b.at([u * to[0], v * to[1]]) {
                both.push(Both {
                    at,
                    pixel: (x, y),
                    values: [f32::from(*value), other],
                    slopes: [slopes[0] * to[0], slopes[1] * to[1]],
                });
            }
        }
    }
    both
}

/// Gain and offset that map the second's values to the first's, by least squares, and the first's standard deviation.
fn light(both: &[Both]) -> Option<[f32; 3]> {
    let count = both.len() as f32;
    let sum = |n: usize| both.iter().map(|both| both.values[n]).sum::<f32>() / count;
    let means = [sum(0), sum(1)];
    let (mut own, mut other, mut product) = (0.0, 0.0, 0.0);
    for both in both {
        let [a, b] = [both.values[0] - means[0], both.values[1] - means[1]];
        own += a * a;
        other += b * b;
        product += a * b;
    }
    let gain = product / other;
    let deviation = (own / count).sqrt();
    // A picture without contrast would agree with any other.
    (other / count > 4.0 && deviation > 4.0 && gain > 0.1).then_some([
        gain,
        means[0] - gain * means[1],
        deviation,
    ])
}

/// One Gauss–Newton step of the registration, and whether it moved noticeably. `None` where it diverges.
fn improved(both: &[Both], [gain, shift, _]: [f32; 3], similarity: Similarity) -> Option<(Similarity, bool)> {
    let mut rows = [[0f64; 5]; 4];
    for both in both {
        let [x, y] = both.at;
        let [dx, dy] = both.slopes.map(|slope| slope * gain);
        let left = both.values[0] - gain * both.values[1] - shift;
        let factors = [dx * x + dy * y, dy * x - dx * y, dx, dy];
        for (row, factor) in rows.iter_mut().zip(factors) {
            for (sum, other) in row.iter_mut().zip(factors) {
                *sum += f64::from(factor * other);
            }
            row[4] += f64::from(factor * left);
        }
    }
    let [a, b, u, v] = solve(rows)?.map(|n| n as f32);
    let moved = Similarity {
        a: similarity.a + a,
        b: similarity.b + b,
        u: similarity.u + u,
        v: similarity.v + v,
    };
    let most = [a, b, u, v].iter().fold(0.0, |most: f32, n| most.max(n.abs()));
    (most < 0.2).then_some((moved, most > 2e-4))
}

/// Refines the registration and compares the pictures; `None` where they do not overlap enough.
pub(super) fn refined(a: &Fingerprint, b: &Fingerprint, mut similarity: Similarity) -> Option<Agreement> {
    let (first, second) = (Smooth::of(a), Smooth::of(b));
    let least = first.grey.pixels().len() / 8;
    let mut pixels = both(&first, &second, &similarity);
    for _ in 0..ROUNDS {
        if pixels.len() < least {
            return None;
        }
        let (better, moved) = improved(&pixels, light(&pixels)?, similarity)?;
        if !(0.3..3.0).contains(&better.square()) {
            return None;
        }
        similarity = better;
        pixels = both(&first, &second, &similarity);
        if !moved {
            break;
        }
    }
    if pixels.len() < least {
        return None;
    }
    let [gain, shift, deviation] = light(&pixels)?;
    let across = first.grey.width().div_ceil(TILE);
    let down = first.grey.height().div_ceil(TILE);
    let mut tiles = vec![Tile::default(); across * down];
    for both in &pixels {
        let (x, y) = both.pixel;
        tiles[y / TILE * across + x / TILE]
            .take(both.values[0], both.values[0] - gain * both.values[1] - shift);
    }
    let area = pixels.len() as f32 / first.grey.pixels().len() as f32;
    let [wide, high] = a.size();
    let [wide_b, high_b] = b.size();
    let area_b = area * wide * high * similarity.square() / (wide_b * high_b);
    let offs: Vec<f32> = tiles
        .iter()
        .filter(|tile| tile.count >= FULL * (TILE * TILE) as f32)
        .map(|tile| tile.off(deviation))
        .collect();
    Some(Agreement {
        overlap: area.max(area_b).min(1.0),
        tiles: offs.len(),
        agreeing: offs.iter().filter(|off| **off <= 1.0).count(),
        worst: offs.iter().copied().fold(0.0, f32::max),
        gain,
    })
}

/// Sums over a tile's pixels: of the first picture's values and their squares, and of the squared residuals.
#[derive(Debug, Clone, Copy, Default)]
struct Tile {
    count: f32,
    sum: f32,
    sum_squares: f32,
    squares: f32,
}

impl Tile {
    fn take(&mut self, value: f32, left: f32) {
        self.count += 1.0;
        self.sum += value;
        self.sum_squares += value * value;
        self.squares += left * left;
    }

    /// Its error in units of what is allowed: at most 1 where it agrees.
    fn off(&self, deviation: f32) -> f32 {
        let mean = self.sum / self.count;
        let own = (self.sum_squares / self.count - mean * mean).max(0.0);
        let left = (self.squares / self.count).sqrt();
        let allowed = LEFT * LEFT * deviation * deviation + OWN * OWN * own;
        left / allowed.sqrt().max(1.5)
    }
}
