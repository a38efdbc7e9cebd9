//! Finds finder patterns, dark and light in the ratio 1:1:3:1:1 (ISO/IEC 18004:2015, 6.3.3 and 13), and combines them
//! into triples.

use crate::grey::Grey;
use std::sync::LazyLock;

/// A candidate for a finder pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Finder {
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// Pixels of a module, measured along rows and columns.
    pub(crate) module: f32,
    /// The number of rows in which it was seen.
    pub(crate) seen: u32,
}

/// Three finder patterns that may be those of one code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Triple {
    /// The upper left one, in the code's own orientation.
    pub(crate) corner: Finder,
    /// The upper right one.
    pub(crate) right: Finder,
    /// The lower left one.
    pub(crate) below: Finder,
    /// The position of the fourth corner's would-be pattern.
    pub(crate) fourth: [f32; 2],
    /// The distance between the centres of neighbouring patterns, in modules.
    pub(crate) modules: f32,
    /// How far it is from the geometry of three patterns of one code; smaller fits better.
    pub(crate) misfit: f32,
    /// How well the patterns agree with the picture: 1 where every sample point does, 0 where half of them do.
    pub(crate) agreement: f32,
}

impl Triple {
    /// A triple of patterns seen from the front, where the four corners are those of a parallelogram.
    pub(super) fn of(corner: Finder, right: Finder, below: Finder) -> Triple {
        let length = |to: Finder| (to.x - corner.x).hypot(to.y - corner.y);
        let module = (corner.module + right.module + below.module) / 3.0;
        Triple {
            corner,
            right,
            below,
            fourth: [right.x + below.x - corner.x, right.y + below.y - corner.y],
            modules: (length(right) + length(below)) / 2.0 / module,
            misfit: 0.0,
            agreement: 0.0,
        }
    }

    /// Its three patterns.
    pub(super) fn patterns(&self) -> [Finder; 3] {
        [self.corner, self.right, self.below]
    }
}

/// A code's axes: one module to the right and one downwards, in pixels.
pub(super) type Axes = [(f32, f32); 2];

/// The point `i` modules to the right and `j` downwards.
pub(super) fn moved((x, y): (f32, f32), [across, down]: Axes, i: f32, j: f32) -> (f32, f32) {
    (x + i * across.0 + j * down.0, y + i * across.1 + j * down.1)
}

/// Sample points of a finder pattern and its separator, in modules from its centre, and whether they are dark.
pub(super) static PATTERN: LazyLock<Vec<(f32, f32, bool)>> = LazyLock::new(|| {
    let mut points = vec![(0.0, 0.0, true)];
    for (at, beside, dark) in [
        (1.0, 1.0, true),
        (2.0, 0.0, false),
        (2.0, 2.0, false),
        (3.0, 0.0, true),
    ]
    .into_iter()
    .chain([(3.0, 1.5, true), (3.0, -1.5, true), (3.0, 3.0, true)])
    .chain([(4.0, 0.0, false), (4.0, 2.0, false), (4.0, -2.0, false)])
    {
        points.extend([
            (at, beside, dark),
            (-beside, at, dark),
            (-at, -beside, dark),
            (beside, -at, dark),
        ]);
    }
    points
});

/// A binarised picture: an adaptive threshold for each tile.
pub(crate) struct Binary<'a> {
    grey: &'a Grey,
    /// The threshold of each tile.
    thresholds: Vec<u8>,
    across: usize,
}

/// The side of a tile, in pixels.
const TILE: usize = 8;
/// The most row patterns that are checked, and the most candidates that are kept: text has some thousands, and a picture
/// made to waste time any number.
const MAX_CHECKED: usize = 60_000;
const MAX_FOUND: usize = 1_500;
/// The number of rotations of a pattern that are tried, within a quarter turn.
const TURNS: usize = 6;

impl<'a> Binary<'a> {
    /// A pixel is dark that is darker than the mean of the tiles around, `radius` each way.
    pub(crate) fn new(grey: &'a Grey, radius: usize) -> Binary<'a> {
        let (across, down) = (grey.width().div_ceil(TILE), grey.height().div_ceil(TILE));
        // Summed-area table of the tiles' means.
        let mut sums = vec![0u32; (across + 1) * (down + 1)];
        for tile_y in 0..down {
            let rows = tile_y * TILE..((tile_y + 1) * TILE).min(grey.height());
            let count = rows.len();
            let mut tiles = vec![0u32; across];
            for y in rows {
                for (tile, pixels) in tiles.iter_mut().zip(grey.row(y).chunks(TILE)) {
                    *tile += pixels.iter().map(|p| u32::from(*p)).sum::<u32>();
                }
            }
            let mut row = 0;
            for (x, tile) in tiles.into_iter().enumerate() {
                let width = (grey.width() - x * TILE).min(TILE);
                row += tile / (count * width) as u32;
                sums[(tile_y + 1) * (across + 1) + x + 1] = sums[tile_y * (across + 1) + x + 1] + row;
            }
        }
        let mut thresholds = Vec::with_capacity(across * down);
        for y in 0..down {
            let (top, bottom) = (y.saturating_sub(radius), (y + radius + 1).min(down));
            for x in 0..across {
                let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(across));
                let at = |x: usize, y: usize| sums[y * (across + 1) + x];
                let sum = at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top);
                let mean = sum / ((right - left) * (bottom - top)) as u32;
                thresholds.push((mean - mean / 16) as u8);
            }
        }
        Binary {
            grey,
            thresholds,
            across,
        }
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        self.grey.row(y)[x] < self.thresholds[y / TILE * self.across + x / TILE]
    }

    /// How well a triple's patterns agree, rotated as their positions say: 1 where every sample point does, 0 where half
    /// of them do.
    fn agreement(&self, triple: &Triple) -> f32 {
        let from = triple.corner;
        let way = |to: Finder| (to.x - from.x, to.y - from.y);
        let (across, down) = (way(triple.right), way(triple.below));
        // In perspective a module is shorter one way than the other.
        let modules = (across.0.hypot(across.1) + down.0.hypot(down.1)) / 2.0;
        // Rows and columns cross a rotated pattern at an angle.
        let slant = across.0.abs().max(across.1.abs()) / across.0.hypot(across.1);
        let sum: f32 = triple
            .patterns()
            .iter()
            .map(|finder| {
                let part = slant * finder.module / modules;
                self.pattern(finder, [across, down].map(|(x, y)| (x * part, y * part)))
            })
            .sum();
        sum / 3.0
    }

    /// How well a pattern agrees at its best rotation.
    pub(super) fn turned_agreement(&self, finder: &Finder) -> f32 {
        let turns = (0..TURNS).map(|n| n as f32 / TURNS as f32 * std::f32::consts::FRAC_PI_2);
        let agreements = turns.map(|turn| {
            let (sin, cos) = turn.sin_cos();
            let module = finder.module * cos.max(sin);
            self.pattern(
                finder,
                [(module * cos, module * sin), (-module * sin, module * cos)],
            )
        });
        agreements.fold(-1.0, f32::max)
    }

    /// How well a finder pattern agrees: 1 where every sample point does, 0 where half of them do.
    fn pattern(&self, finder: &Finder, axes: Axes) -> f32 {
        self.sampled(|i, j| moved((finder.x, finder.y), axes, i, j))
    }

    /// The same where this gives the pixel of each point, in modules from the pattern's centre.
    pub(super) fn sampled(&self, place: impl Fn(f32, f32) -> (f32, f32)) -> f32 {
        let sum: i32 = PATTERN
            .iter()
            .map(|&(i, j, dark)| {
                let (x, y) = place(i, j);
                if self.is_dark(x, y) == dark { 1 } else { -1 }
            })
            .sum();
        sum as f32 / PATTERN.len() as f32
    }

    /// Whether a point is in the picture, and dark.
    pub(super) fn is_dark(&self, x: f32, y: f32) -> bool {
        let (width, height) = (self.grey.width() as f32, self.grey.height() as f32);
        x >= 0.0 && y >= 0.0 && x < width && y < height && self.dark(x as usize, y as usize)
    }

    /// The candidates that rows and columns agree on, in no order, at most [`MAX_FOUND`]; none is so many times as wide as
    /// high or as high as wide.
    pub(crate) fn candidates(&self, aspect: f32) -> Vec<Finder> {
        let mut found: Vec<Finder> = Vec::new();
        let mut left = MAX_CHECKED;
        let mut runs: Vec<u32> = Vec::with_capacity(self.grey.width());
        for y in (1..self.grey.height()).step_by(2) {
            runs.clear();
            self.runs(y, &mut runs);
            // The first run is light and may be empty, so that dark runs have odd indices.
            let mut start = 0;
            for at in 0..runs.len() {
                if at % 2 == 1 && at + 4 < runs.len() {
                    let five: &[u32; 5] = runs[at..].first_chunk().unwrap_or(&[0; 5]);
                    if left > 0 && ratio(five) {
                        left -= 1;
                        let centre = (start + five[0] + five[1]) as f32 + five[2] as f32 / 2.0;
                        self.check(centre, y, five, aspect, &mut found);
                    }
                }
                start += runs[at];
            }
        }
        found
    }

    /// The best of the candidates for patterns seen from the front, those seen most often first.
    pub(crate) fn finders(&self, candidates: &[Finder], most: usize) -> Vec<Finder> {
        // Hatching and writing are seen often, too.
        let mut best = best_of(candidates, most, |finder| self.turned_agreement(finder));
        best.sort_by_key(|finder| std::cmp::Reverse(finder.seen));
        best
    }

    fn runs(&self, y: usize, runs: &mut Vec<u32>) {
        let thresholds = &self.thresholds[y / TILE * self.across..][..self.across];
        let (mut dark, mut length) = (false, 0);
        for (pixels, threshold) in self.grey.row(y).chunks(TILE).zip(thresholds) {
            for pixel in pixels {
                if (pixel < threshold) == dark {
                    length += 1;
                } else {
                    runs.push(length);
                    length = 1;
                    dark = !dark;
                }
            }
        }
        runs.push(length);
    }

    /// Checks a row's pattern along the column and the row again, and adds it to the candidates.
    fn check(&self, x: f32, y: usize, across: &[u32; 5], aspect: f32, found: &mut Vec<Finder>) {
        let width: u32 = across.iter().sum();
        let module = width as f32 / 7.0;
        if let Some(known) = found.iter_mut().rev().take(200).find(|known| {
            (known.x - x).abs() < 2.0 * module
                && (known.y - y as f32).abs() < 2.0 * module
                && known.module < 2.0 * module
                && module < 2.0 * known.module
        }) {
            known.seen += 1;
            return;
        }
        let Some((y, height)) = self.cross(x as usize, y, width, false) else {
            return;
        };
        let Some((x, again)) = self.cross(y as usize, x as usize, width, true) else {
            return;
        };
        let (height, again) = (height as f32, again as f32);
        let modules = (height + again) / 14.0;
        if height > aspect * again || again > aspect * height {
            return;
        }
        let near =
            |known: &&mut Finder| (known.x - x).abs() < 2.0 * modules && (known.y - y).abs() < 2.0 * modules;
        let room = found.len() < MAX_FOUND;
        match found.iter_mut().find(near) {
            Some(known) => known.seen += 1,
            None if room => found.push(Finder {
                x,
                y,
                module: modules,
                seen: 1,
            }),
            None => {}
        }
    }

    /// The centre and the length of the pattern on the line through a point: the row `line` where `along` is set, else
    /// the column `line`.
    fn cross(&self, line: usize, from: usize, width: u32, along: bool) -> Option<(f32, u32)> {
        let end = if along {
            self.grey.width()
        } else {
            self.grey.height()
        };
        let other = if along {
            self.grey.height()
        } else {
            self.grey.width()
        };
        if line >= other || from >= end {
            return None;
        }
        let dark = |at: usize| {
            if along {
                self.dark(at, line)
            } else {
                self.dark(line, at)
            }
        };
        if !dark(from) {
            return None;
        }
        let most = (2 * width) as usize;
        let mut runs = [0u32; 5];
        let mut at = from;
        for run in [2, 1, 0] {
            while dark(at) == (run % 2 == 0) {
                runs[run] += 1;
                if at == 0 || runs[run] as usize > most {
                    if run > 0 || runs[run] as usize > most {
                        return None;
                    }
                    break;
                }
                at -= 1;
            }
        }
        let first = from + 1 - (runs[2] + runs[1] + runs[0]).min(from as u32 + 1) as usize;
        let mut at = from + 1;
        for run in [2, 3, 4] {
            while at < end && dark(at) == (run % 2 == 0) {
                runs[run] += 1;
                if runs[run] as usize > most {
                    return None;
                }
                at += 1;
            }
        }
        if !ratio(&runs) {
            return None;
        }
        let middle = first as f32 + (runs[0] + runs[1]) as f32 + runs[2] as f32 / 2.0;
        Some((middle, runs.iter().sum()))
    }
}

/// The best of some candidates by what is given for each, and by how often they were seen.
pub(super) fn best_of(candidates: &[Finder], most: usize, worth: impl Fn(&Finder) -> f32) -> Vec<Finder> {
    if candidates.len() <= most {
        return candidates.to_vec();
    }
    let mut weighed: Vec<(f32, Finder)> = candidates
        .iter()
        .map(|finder| (worth(finder) + 0.05 * finder.seen.min(8) as f32, *finder))
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    weighed.truncate(most);
    weighed.into_iter().map(|(_, finder)| finder).collect()
}

/// Whether runs are in the ratio 1:1:3:1:1, about.
pub(super) fn ratio(runs: &[u32; 5]) -> bool {
    let sum: u32 = runs.iter().sum();
    if sum < 7 || runs.contains(&0) {
        return false;
    }
    let module = sum as f32 / 7.0;
    let off = |run: u32, modules: f32| (run as f32 - modules * module).abs();
    let slack = 0.72 * module + 0.5;
    off(runs[2], 3.0) < 1.6 * slack && [0, 1, 3, 4].into_iter().all(|run| off(runs[run], 1.0) < slack)
}

/// The triples of patterns that may be one code, the likeliest first.
pub(crate) fn triples(binary: &Binary<'_>, finders: &[Finder], most: usize) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders.iter().enumerate().skip(i + 1) {
            if a.module > 1.8 * b.module || b.module > 1.8 * a.module {
                continue;
            }
            for c in &finders[j + 1..] {
                let modules = [a.module, b.module, c.module];
                let least = modules.iter().fold(f32::MAX, |m, v| m.min(*v));
                let greatest = modules.iter().fold(0.0f32, |m, v| m.max(*v));
                if greatest > 1.8 * least {
                    continue;
                }
                for (corner, p, q) in [(a, b, c), (b, a, c), (c, a, b)] {
                    if let Some(triple) = triple(*corner, *p, *q) {
                        triples.push(triple);
                    }
                }
            }
        }
    }
    likeliest(triples, most, |triple| binary.agreement(triple))
}

/// The likeliest of some triples, after a look at their patterns in the picture.
pub(super) fn likeliest(
    mut triples: Vec<Triple>,
    most: usize,
    agreement: impl Fn(&Triple) -> f32,
) -> Vec<Triple> {
    triples.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
    triples.truncate(MORE * most);
    triples.retain_mut(|triple| {
        triple.agreement = agreement(triple);
        triple.misfit -= 2.0 * triple.agreement;
        triple.agreement > LEAST
    });
    triples.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
    triples.truncate(most);
    triples
}

/// How many times more triples than asked for are checked in the picture.
const MORE: usize = 6;
/// The least agreement of a triple's patterns with the picture.
const LEAST: f32 = 0.45;

fn triple(corner: Finder, p: Finder, q: Finder) -> Option<Triple> {
    let (px, py) = (p.x - corner.x, p.y - corner.y);
    let (qx, qy) = (q.x - corner.x, q.y - corner.y);
    let (lp, lq) = (px.hypot(py), qx.hypot(qy));
    let module = (corner.module + p.module + q.module) / 3.0;
    let modules = (lp + lq) / 2.0 / module;
    // From version 1, whose patterns are 14 modules apart, to version 40.
    if !(9.0..=200.0).contains(&modules) {
        return None;
    }
    let cosine = (px * qx + py * qy) / (lp * lq);
    let legs = (lp / lq).ln().abs();
    if cosine.abs() > 0.5 || legs > 0.5 {
        return None;
    }
    let spread = [corner.module, p.module, q.module].map(|m| (m / module).ln().abs());
    let seen = corner.seen.min(p.seen).min(q.seen).min(8) as f32;
    let misfit = cosine.abs() + legs + spread.iter().sum::<f32>() - 0.08 * seen;
    let (right, below) = if turns_right(corner, p, q) { (p, q) } else { (q, p) };
    Some(Triple {
        misfit,
        ..Triple::of(corner, right, below)
    })
}

/// Whether `p`, `q` go round the corner as the upper right and the lower left do.
pub(super) fn turns_right(corner: Finder, p: Finder, q: Finder) -> bool {
    (p.x - corner.x) * (q.y - corner.y) - (p.y - corner.y) * (q.x - corner.x) > 0.0
}
