//! Recovers missing finder patterns: one under a stamp, a pen's stroke or a fold is searched by template matching where
//! the geometry of the others says that it must be.

use super::finder_patterns::{Axes, Finder, PATTERN, Triple, moved};
use crate::grey::{Grey, Normalised};

/// How many of the candidates seen most often are used.
const FINDERS: usize = 10;
/// The step of the coarse search, in modules.
const ROUGHLY: f32 = 0.8;
/// The least agreement of a recovered pattern: by how many standard deviations its dark and light points differ from
/// the mean.
const LEAST: f32 = 0.3;
/// The same where only one pattern was found.
const LEAST_OF_A_PARTNER: f32 = 0.45;
/// The least and the greatest distance between the centres of two patterns, in modules: below version 1 and of version 16.
const APART: [f32; 2] = [12.0, 76.0];

/// A picture with normalised illumination, searched for patterns of a given module size.
struct Template<'g> {
    grey: &'g Grey,
    normalised: Normalised<'g>,
}

impl<'g> Template<'g> {
    fn new(grey: &'g Grey, module: f32) -> Option<Template<'g>> {
        let whole = [0.0, 0.0, grey.width() as f32, grey.height() as f32];
        Normalised::is_possible(grey, whole).then(|| Template {
            grey,
            normalised: Normalised::new(grey, whole, 4.0 * module),
        })
    }

    fn holds(&self, x: f32, y: f32) -> bool {
        x > 0.0 && y > 0.0 && x < self.grey.width() as f32 && y < self.grey.height() as f32
    }

    /// How well a finder pattern matches at a point, in standard deviations.
    fn agreement(&self, x: f32, y: f32, axes: Axes) -> f32 {
        let sum: f32 = PATTERN
            .iter()
            .map(|&(i, j, dark)| {
                let (x, y) = moved((x, y), axes, i, j);
                let value = self.normalised.at(x, y);
                if dark { value } else { -value }
            })
            .sum();
        sum / PATTERN.len() as f32
    }

    /// The best match within half a module of a point: its agreement and position.
    fn refined(&self, x: f32, y: f32, axes: Axes) -> (f32, f32, f32) {
        let mut best = (f32::MIN, x, y);
        for j in [-0.4, 0.0, 0.4] {
            for i in [-0.4, 0.0, 0.4] {
                let (x, y) = moved((x, y), axes, i, j);
                let agreement = self.agreement(x, y, axes);
                if agreement > best.0 {
                    best = (agreement, x, y);
                }
            }
        }
        best
    }

    /// A pattern's axes: the rotation within a quarter turn that matches best.
    fn axes(&self, finder: &Finder) -> Axes {
        let turned = |turn: f32| {
            let (sin, cos) = turn.sin_cos();
            let m = finder.module;
            [(m * cos, m * sin), (-m * sin, m * cos)]
        };
        (-7..8)
            .map(|n| turned(n as f32 * std::f32::consts::FRAC_PI_2 / 15.0))
            .map(|axes| (self.agreement(finder.x, finder.y, axes), axes))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(turned(0.0), |(_, axes)| axes)
    }

    /// The patterns that may belong to the same code as `finder`, at most one in each of the four directions.
    fn partners(&self, finder: &Finder) -> Vec<Finder> {
        let [across, down] = self.axes(finder);
        let back = |(x, y): (f32, f32)| (-x, -y);
        let ways = [
            [across, down],
            [down, back(across)],
            [back(across), back(down)],
            [back(down), across],
        ];
        ways.into_iter()
            .filter_map(|axes| {
                let mut best = (f32::MIN, 0.0, 0.0);
                let mut apart = APART[0];
                while apart < APART[1] {
                    let aside = 1.0 + 0.08 * apart;
                    let steps = (aside / ROUGHLY) as i32;
                    for step in -steps..=steps {
                        let (x, y) = moved((finder.x, finder.y), axes, apart, step as f32 * ROUGHLY);
                        if self.holds(x, y) {
                            let agreement = self.agreement(x, y, axes);
                            if agreement > best.0 {
                                best = (agreement, x, y);
                            }
                        }
                    }
                    apart += ROUGHLY;
                }
                let (agreement, x, y) = self.refined(best.1, best.2, axes);
                (agreement > LEAST_OF_A_PARTNER).then_some(Finder { x, y, ..*finder })
            })
            .collect()
    }

    /// Searches for the missing pattern of a triple around the position where it is expected.
    fn locate_missing(&self, mut triple: Triple, missing: usize) -> Option<Triple> {
        let from = triple.corner;
        let one = |to: Finder| {
            let (x, y) = (to.x - from.x, to.y - from.y);
            let length = x.hypot(y);
            (x / length * from.module, y / length * from.module)
        };
        let axes = [one(triple.right), one(triple.below)];
        let modules = (triple.right.x - from.x).hypot(triple.right.y - from.y) / from.module;
        let place = match missing {
            0 => &mut triple.corner,
            1 => &mut triple.right,
            _ => &mut triple.below,
        };
        if !self.holds(place.x, place.y) {
            return None;
        }
        // A coarse search first, then a fine one around the best matches.
        let mut rough: Vec<(f32, f32, f32)> = Vec::new();
        let steps = ((2.0 + 0.1 * modules) / ROUGHLY) as i32;
        for j in -steps..=steps {
            for i in -steps..=steps {
                let (x, y) = moved((place.x, place.y), axes, i as f32 * ROUGHLY, j as f32 * ROUGHLY);
                rough.push((self.agreement(x, y, axes), x, y));
            }
        }
        rough.sort_by(|a, b| b.0.total_cmp(&a.0));
        let close = rough
            .into_iter()
            .take(3)
            .map(|(_, x, y)| self.refined(x, y, axes));
        let (agreement, x, y) = close.max_by(|a, b| a.0.total_cmp(&b.0))?;
        if agreement <= LEAST {
            return None;
        }
        (place.x, place.y) = (x, y);
        Some(Triple {
            misfit: -agreement,
            ..Triple::of(triple.corner, triple.right, triple.below)
        })
    }
}

/// Triples of found and recovered patterns, the likeliest first.
pub(crate) fn recovered(grey: &Grey, finders: &[Finder], most: usize) -> Vec<Triple> {
    let finders = &finders[..finders.len().min(FINDERS)];
    let mut modules: Vec<f32> = finders.iter().map(|finder| finder.module).collect();
    modules.sort_by(f32::total_cmp);
    let middle = modules.get(modules.len() / 2);
    let Some(template) = middle.and_then(|module| Template::new(grey, *module)) else {
        return Vec::new();
    };
    let mut triples = Vec::new();
    for (n, a) in finders.iter().enumerate() {
        for b in &finders[n + 1..] {
            triples.extend(from_pair(&template, *a, *b));
        }
        for partner in template.partners(a) {
            triples.extend(from_pair(&template, *a, partner));
        }
    }
    triples.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
    triples.truncate(most);
    triples
}

/// The triples of which two patterns may be part, with the third recovered.
fn from_pair(template: &Template<'_>, a: Finder, b: Finder) -> Vec<Triple> {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let module = (a.module + b.module) / 2.0;
    let modules = dx.hypot(dy) / module;
    if a.module > 1.5 * b.module || b.module > 1.5 * a.module || !(12.0..=150.0).contains(&modules) {
        return Vec::new();
    }
    let at = |x: f32, y: f32| Finder {
        x,
        y,
        module,
        seen: 1,
    };
    // The two are adjacent, with the third on either side and either one at the corner; or they are diagonal.
    let middle = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
    let ways = [
        (Triple::of(a, b, at(a.x - dy, a.y + dx)), 2),
        (Triple::of(b, a, at(b.x + dy, b.y - dx)), 2),
        (Triple::of(a, at(a.x + dy, a.y - dx), b), 1),
        (Triple::of(b, at(b.x - dy, b.y + dx), a), 1),
        (Triple::of(at(middle.0 - dy / 2.0, middle.1 + dx / 2.0), b, a), 0),
        (Triple::of(at(middle.0 + dy / 2.0, middle.1 - dx / 2.0), a, b), 0),
    ];
    ways.into_iter()
        .filter_map(|(triple, missing)| template.locate_missing(triple, missing))
        .collect()
}
