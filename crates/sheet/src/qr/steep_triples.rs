//! Finds the finder patterns of codes that are seen steeply from a side, and combines them into triples.
//!
//! From there a pattern is no square any more, and the four corners are no parallelogram. What stays is that every line
//! through the centre of a pattern crosses it in the ratio 1:1:3:1:1, and how the patterns' sizes along the line between two
//! of them follow from the perspective: if a module is *s* and *t* pixels long at the two ends of *n* modules, these are
//! *n* √(*s t*) pixels, and the depths are as √*t* to √*s*. So two sides of a code each tell the number of modules, which
//! must be the same, and together they tell where the fourth corner is.

use super::finder_patterns::{Binary, Finder, Triple, best_of, likeliest, ratio, turns_right};
use super::grid::Homography;

/// The directions in which a pattern is crossed, within half a turn.
const DIRECTIONS: usize = 8;
/// The step along a line, in pixels.
const STEP: f32 = 0.5;
/// The distances between the centres of two patterns, in modules: of version 1 less what is measured wrongly, and of
/// version 30, of which so much is seen steeply only in pictures of many pixels.
const APART: std::ops::RangeInclusive<f32> = 11.0..=140.0;
/// How many times longer a module may be at one end of a side than at the other.
const NEARER: f32 = 3.0;
/// By which factor the numbers of modules of two sides may differ.
const UNLIKE: f32 = 1.25;
/// The greatest cosine of the angle at the corner.
const COSINE: f32 = 0.9;

impl Binary<'_> {
    /// The size of a module of a pattern along a direction, in pixels; `None` where the line through its centre does not
    /// cross it in the ratio 1:1:3:1:1.
    fn module_along(&self, finder: &Finder, direction: (f32, f32)) -> Option<f32> {
        let length = direction.0.hypot(direction.1);
        let (dx, dy) = (direction.0 / length * STEP, direction.1 / length * STEP);
        // Each of the five runs is at most so many steps long.
        let most = (12.0 * finder.module / STEP) as u32;
        let mut runs = [0u32; 5];
        for (way, order) in [(1.0, [2, 3, 4]), (-1.0, [2, 1, 0])] {
            // The centre itself is counted once.
            let mut at = if way > 0.0 { 0.0 } else { 1.0 };
            for run in order {
                let before = runs[run];
                loop {
                    let (x, y) = (finder.x + way * at * dx, finder.y + way * at * dy);
                    if self.is_dark(x, y) != (run % 2 == 0) {
                        break;
                    }
                    runs[run] += 1;
                    at += 1.0;
                    if runs[run] - before > most {
                        return None;
                    }
                }
            }
        }
        let steps: u32 = runs.iter().sum();
        ratio(&runs).then_some(steps as f32 * STEP / 7.0)
    }

    /// The best of the candidates for patterns seen from any side.
    pub(crate) fn steep_finders(&self, candidates: &[Finder], most: usize) -> Vec<Finder> {
        best_of(candidates, most, |finder| {
            let crossed = (0..DIRECTIONS).filter(|n| {
                let turn = *n as f32 / DIRECTIONS as f32 * std::f32::consts::PI;
                self.module_along(finder, (turn.cos(), turn.sin())).is_some()
            });
            crossed.count() as f32 / DIRECTIONS as f32
        })
    }
}

/// What the patterns at the ends of a possible side of a code tell.
#[derive(Clone, Copy)]
struct Side {
    /// Its length in modules.
    modules: f32,
    /// How many times farther away its second end is than its first.
    depth: f32,
}

impl Side {
    fn of(binary: &Binary<'_>, from: &Finder, to: &Finder) -> Option<Side> {
        let way = (to.x - from.x, to.y - from.y);
        let length = way.0.hypot(way.1);
        let module = from.module.min(to.module);
        if length < 4.0 * module {
            return None;
        }
        let (near, far) = (binary.module_along(from, way)?, binary.module_along(to, way)?);
        let modules = length / (near * far).sqrt();
        let is_possible = APART.contains(&modules) && near < NEARER * far && far < NEARER * near;
        is_possible.then_some(Side {
            modules,
            depth: (near / far).sqrt(),
        })
    }

    fn back(self) -> Side {
        Side {
            depth: 1.0 / self.depth,
            ..self
        }
    }
}

/// The triples of patterns that may be one code seen steeply, the likeliest first.
pub(crate) fn steep_triples(binary: &Binary<'_>, finders: &[Finder], most: usize) -> Vec<Triple> {
    let count = finders.len();
    let mut sides: Vec<Option<Side>> = vec![None; count * count];
    for i in 0..count {
        for j in i + 1..count {
            let side = Side::of(binary, &finders[i], &finders[j]);
            sides[i * count + j] = side;
            sides[j * count + i] = side.map(Side::back);
        }
    }
    let mut triples = Vec::new();
    for corner in 0..count {
        for p in 0..count {
            let Some(first) = sides[corner * count + p] else {
                continue;
            };
            for q in p + 1..count {
                if let Some(second) = sides[corner * count + q] {
                    triples.extend(triple([finders[corner], finders[p], finders[q]], [first, second]));
                }
            }
        }
    }
    likeliest(triples, most, |triple| agreement(binary, triple))
}

/// The triple of a corner and the ends of two sides.
fn triple([corner, p, q]: [Finder; 3], [first, second]: [Side; 2]) -> Option<Triple> {
    let unlike = first.modules.max(second.modules) / first.modules.min(second.modules);
    let (a, b) = ((p.x - corner.x, p.y - corner.y), (q.x - corner.x, q.y - corner.y));
    let cosine = (a.0 * b.0 + a.1 * b.1) / (a.0.hypot(a.1) * b.0.hypot(b.1));
    // The depth of a point of a plane is linear in its place there.
    let depth = first.depth + second.depth - 1.0;
    if unlike > UNLIKE || cosine.abs() > COSINE || depth < 0.2 {
        return None;
    }
    let at = |p: f32, q: f32, corner: f32| (first.depth * p + second.depth * q - corner) / depth;
    let fourth = [at(p.x, q.x, corner.x), at(p.y, q.y, corner.y)];
    let (right, below) = if turns_right(corner, p, q) { (p, q) } else { (q, p) };
    let seen = corner.seen.min(p.seen).min(q.seen).min(8) as f32;
    Some(Triple {
        fourth,
        modules: (first.modules * second.modules).sqrt(),
        misfit: 4.0 * unlike.ln() - 0.08 * seen,
        ..Triple::of(corner, right, below)
    })
}

/// How well a triple's patterns agree in the perspective that they tell of.
fn agreement(binary: &Binary<'_>, triple: &Triple) -> f32 {
    let place = |finder: Finder| [finder.x, finder.y];
    let homography = Homography::of([
        place(triple.corner),
        place(triple.right),
        triple.fourth,
        place(triple.below),
    ]);
    let one = 1.0 / triple.modules;
    let sum: f32 = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]
        .into_iter()
        .map(|(u, v)| {
            binary.sampled(|i, j| {
                let [x, y] = homography.at(u + i * one, v + j * one);
                (x, y)
            })
        })
        .sum();
    sum / 3.0
}
