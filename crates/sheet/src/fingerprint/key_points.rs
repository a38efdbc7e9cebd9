//! Key points and their binary descriptors, and registration by matching them.
//!
//! Key points are maxima of the determinant of the Hessian. A descriptor holds comparisons of pairs of pixels around the
//! point (BRIEF: Calonder and others 2010). Three quarters of the pairs are the first quarter's, rotated by quarter turns,
//! so that a picture's rotation by quarter turns only permutes the descriptor's bits. Smaller rotations change few of
//! them.

use super::registration::Similarity;
use super::shrink::smoothed;
use super::{FACTOR, Fingerprint, SMALL};
use crate::grey::Grey;
use std::sync::LazyLock;

/// The most key points of a picture.
pub(super) const POINTS: usize = 128;
/// The radius of non-maximum suppression, in pixels.
const APART: usize = 5;
/// The largest offset of a pair's pixels from the key point, along either axis.
const REACH: usize = 13;
/// Bits of a descriptor, and of each of its rotations.
const BITS: usize = 128;
const QUARTER: u32 = BITS as u32 / 4;
/// Descriptors match whose Hamming distance is below this.
const FAR: u32 = 36;
/// The most matches that are tried in pairs, and the least distance of two of a pair, in units.
const TRIED: usize = 40;
const NEAR: f32 = 0.12;
/// The largest error of an inlier, in units: 2.5 pixels of the large copy.
const OFF: f32 = 2.5 / (SMALL * FACTOR) as f32;
/// The least number of inliers of a registration.
const LEAST: usize = 8;
/// The allowed scale, and the tangent of the largest rotation beyond quarter turns.
const SIZES: std::ops::RangeInclusive<f32> = 0.6..=1.67;
const TURNED: f32 = 0.27;

/// A key point: its position in the large copy, and its descriptor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyPoint {
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) bits: u128,
}

type Pair = [[isize; 2]; 2];

/// The pairs of pixels, those of each quarter turn together.
static PAIRS: LazyLock<[Pair; BITS]> = LazyLock::new(|| {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let reach = REACH as isize;
    // The median of three, so that more of them are near the key point.
    let mut draw = || {
        let mut three = [(); 3].map(|()| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as isize % (2 * reach + 1) - reach
        });
        three.sort_unstable();
        three[1]
    };
    let mut pairs = [[[0; 2]; 2]; BITS];
    for n in 0..QUARTER as usize {
        let mut pair = [[draw(), draw()], [draw(), draw()]];
        while pair[0] == pair[1] {
            pair[1] = [draw(), draw()];
        }
        for quarter in 0..4 {
            pairs[quarter * QUARTER as usize + n] = pair;
            pair = pair.map(|[x, y]| [-y, x]);
        }
    }
    pairs
});

impl KeyPoint {
    /// The descriptor once the picture is rotated clockwise by quarter turns.
    pub(super) fn turned(&self, quarters: u32) -> u128 {
        self.bits.rotate_left(quarters * QUARTER)
    }
}

/// Detects the key points of a large copy, the strongest first.
pub(super) fn of(large: &Grey) -> Vec<KeyPoint> {
    let (width, height) = (large.width(), large.height());
    let margin = REACH + 1;
    if width <= 2 * margin || height <= 2 * margin {
        return Vec::new();
    }
    let smooth = smoothed(large);
    let strengths = hessian_determinants(&smooth);
    let mut places = local_maxima(&strengths, width, height, margin);
    places.sort_unstable_by_key(|(mark, y, x)| (std::cmp::Reverse(*mark), *y, *x));
    places.truncate(POINTS);
    let smooth = smoothed(&smooth);
    let pixels = smooth.pixels();
    let offset = |[x, y]: [isize; 2]| y * width as isize + x;
    let pairs = PAIRS.map(|pair| pair.map(offset));
    let described = places.into_iter().map(|(_, y, x)| {
        let at = (y * width + x) as isize;
        let bits = pairs.iter().enumerate().fold(0, |bits, (n, [one, other])| {
            let darker = pixels[(at + one) as usize] < pixels[(at + other) as usize];
            bits | u128::from(darker) << n
        });
        KeyPoint {
            x: x as u16,
            y: y as u16,
            bits,
        }
    });
    described.collect()
}

/// The determinant of the Hessian at each pixel, with differences over two pixels.
fn hessian_determinants(smooth: &Grey) -> Vec<i32> {
    let (width, height) = (smooth.width(), smooth.height());
    let mut determinants = vec![0; width * height];
    for y in 2..height - 2 {
        let (above, row, below) = (smooth.row(y - 2), smooth.row(y), smooth.row(y + 2));
        let out = &mut determinants[y * width + 2..][..width - 4];
        for (x, out) in out.iter_mut().enumerate() {
            let at = |row: &[u8], x: usize| i32::from(row[x]);
            let own = 2 * at(row, x + 2);
            let xx = at(row, x) + at(row, x + 4) - own;
            let yy = at(above, x + 2) + at(below, x + 2) - own;
            let xy = at(above, x) + at(below, x + 4) - at(above, x + 4) - at(below, x);
            *out = xx * yy - xy * xy / 16;
        }
    }
    determinants
}

/// The local maxima at least `margin` pixels from the edges: strength, y, x.
fn local_maxima(strengths: &[i32], width: usize, height: usize, margin: usize) -> Vec<(i32, usize, usize)> {
    let mut maxima = Vec::new();
    // A square of this side has at most one maximum.
    let side = APART + 1;
    for top in (margin..height - margin).step_by(side) {
        for left in (margin..width - margin).step_by(side) {
            let mut best = (0, 0, 0);
            for y in top..(top + side).min(height - margin) {
                for x in left..(left + side).min(width - margin) {
                    let mark = strengths[y * width + x];
                    if mark > best.0 {
                        best = (mark, y, x);
                    }
                }
            }
            let (mark, y, x) = best;
            if mark == 0 {
                continue;
            }
            let higher = |other: usize| {
                let near = &strengths[other * width + x - APART..=other * width + x + APART];
                near.iter().any(|near| *near > mark)
            };
            if !(y - APART..=y + APART).any(higher) {
                maxima.push(best);
            }
        }
    }
    maxima
}

impl Fingerprint {
    /// A key point's position, in units of the picture's longest side.
    fn position(&self, point: &KeyPoint) -> [f32; 2] {
        let size = self.size();
        let sides = [self.small.width(), self.small.height()].map(|side| (side * FACTOR) as f32);
        [
            (f32::from(point.x) + 0.5) / sides[0] * size[0],
            (f32::from(point.y) + 0.5) / sides[1] * size[1],
        ]
    }
}

/// Registers the first picture on the second by key points; `None` where too few match.
pub(super) fn registered(a: &Fingerprint, b: &Fingerprint) -> Option<Similarity> {
    let registered = (0..4).filter_map(|quarters| {
        let mut matches = matches(a, b, quarters);
        matches.sort_unstable_by_key(|(far, one, other)| (*far, *one, *other));
        let pairs: Vec<([f32; 2], [f32; 2])> = matches
            .iter()
            .map(|(_, one, other)| (a.position(&a.points[*one]), b.position(&b.points[*other])))
            .collect();
        most_fitting(&pairs, quarters)
    });
    // The first of several: `max_by_key` would give the last.
    let best = registered.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, similarity)| similarity)
}

/// The pairs of key points that are mutual nearest neighbours, with their Hamming distance.
fn matches(a: &Fingerprint, b: &Fingerprint, quarters: u32) -> Vec<(u32, usize, usize)> {
    let turned: Vec<u128> = a.points.iter().map(|point| point.turned(quarters)).collect();
    let mut back = vec![(FAR, usize::MAX); b.points.len()];
    let mut there = vec![(FAR, usize::MAX); turned.len()];
    for (one, bits) in turned.iter().enumerate() {
        for (other, point) in b.points.iter().enumerate() {
            let far = (bits ^ point.bits).count_ones();
            there[one] = there[one].min((far, other));
            back[other] = back[other].min((far, one));
        }
    }
    let mutual = there
        .iter()
        .enumerate()
        .filter(|(one, (far, other))| *far < FAR && back[*other].1 == *one);
    mutual.map(|(one, (far, other))| (*far, one, *other)).collect()
}

/// The similarity with most inliers among the pairs, and their number: two pairs at a time give a candidate, as in RANSAC
/// but exhaustively.
fn most_fitting(pairs: &[([f32; 2], [f32; 2])], quarters: u32) -> Option<(usize, Similarity)> {
    let fits = |similarity: &Similarity, (p, q): &([f32; 2], [f32; 2])| {
        let at = similarity.at(*p);
        let off = [at[0] - q[0], at[1] - q[1]];
        off[0] * off[0] + off[1] * off[1] < OFF * OFF
    };
    let likely = |similarity: &Similarity| {
        let (along, across) = match quarters {
            0 => (similarity.a, similarity.b),
            1 => (similarity.b, -similarity.a),
            2 => (-similarity.a, -similarity.b),
            _ => (-similarity.b, similarity.a),
        };
        along > 0.0 && across.abs() < TURNED * along && SIZES.contains(&similarity.square().sqrt())
    };
    let mut best: Option<(usize, Similarity)> = None;
    let tried = &pairs[..pairs.len().min(TRIED)];
    for (n, one) in tried.iter().enumerate() {
        for other in &tried[n + 1..] {
            let apart = [one.0[0] - other.0[0], one.0[1] - other.0[1]];
            if apart[0] * apart[0] + apart[1] * apart[1] < NEAR * NEAR {
                continue;
            }
            let Some(similarity) = Similarity::fitted([*one, *other].into_iter()).filter(likely) else {
                continue;
            };
            let count = pairs.iter().filter(|pair| fits(&similarity, pair)).count();
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, similarity));
            }
        }
    }
    let (mut count, mut similarity) = best.filter(|(count, _)| *count >= LEAST)?;
    for _ in 0..2 {
        let fitting = pairs.iter().filter(|pair| fits(&similarity, pair)).copied();
        let better = Similarity::fitted(fitting).filter(likely)?;
        let now = pairs.iter().filter(|pair| fits(&better, pair)).count();
        if now < count {
            break;
        }
        (count, similarity) = (now, better);
    }
    Some((count, similarity))
}
