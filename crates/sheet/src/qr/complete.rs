//! Codes of which only two finder patterns were found: the third, under a stamp or a fold, is looked for where it
//! must be.

use super::find::{Finder, Triple};
use crate::grey::{Grey, Levelled};

/// How many of the patterns that were seen most often are put together to pairs.
const FINDERS: usize = 10;
/// The steps in which the third pattern is looked for at first, in modules.
const ROUGHLY: f32 = 0.8;
/// The least agreement of a third pattern with its place.
const LEAST: f32 = 0.3;

/// Triples of two patterns that were found and one that was looked for, the likeliest first.
pub(crate) fn completed(grey: &Grey, finders: &[Finder], most: usize) -> Vec<Triple> {
    let mut triples = Vec::new();
    let finders = &finders[..finders.len().min(FINDERS)];
    for (n, a) in finders.iter().enumerate() {
        for b in &finders[n + 1..] {
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let module = (a.module + b.module) / 2.0;
            let modules = dx.hypot(dy) / module;
            if a.module > 1.5 * b.module || b.module > 1.5 * a.module || !(12.0..=150.0).contains(&modules) {
                continue;
            }
            let at = |x: f32, y: f32| Finder {
                x,
                y,
                module,
                seen: 1,
            };
            let triple = |corner: Finder, right: Finder, below: Finder| Triple {
                corner,
                right,
                below,
                misfit: 0.0,
            };
            // Side by side, on either side, either the one at the corner; or across from each other.
            let middle = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
            let ways = [
                (triple(*a, *b, at(a.x - dy, a.y + dx)), 2),
                (triple(*b, *a, at(b.x + dy, b.y - dx)), 2),
                (triple(*a, at(a.x + dy, a.y - dx), *b), 1),
                (triple(*b, at(b.x - dy, b.y + dx), *a), 1),
                (triple(at(middle.0 - dy / 2.0, middle.1 + dx / 2.0), *b, *a), 0),
                (triple(at(middle.0 + dy / 2.0, middle.1 - dx / 2.0), *a, *b), 0),
            ];
            for (triple, missing) in ways {
                triples.extend(look_for(grey, triple, missing));
            }
        }
    }
    triples.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
    triples.truncate(most);
    triples
}

/// Looks for the missing pattern around the place where it is said to be.
fn look_for(grey: &Grey, mut triple: Triple, missing: usize) -> Option<Triple> {
    let (right, below) = (
        (triple.right.x - triple.corner.x, triple.right.y - triple.corner.y),
        (triple.below.x - triple.corner.x, triple.below.y - triple.corner.y),
    );
    let module = triple.corner.module;
    let length = right.0.hypot(right.1);
    let modules = length / module;
    let across = (right.0 / length * module, right.1 / length * module);
    let length = below.0.hypot(below.1);
    let down = (below.0 / length * module, below.1 / length * module);
    let reach = 2.0 + 0.1 * modules;
    let place = match missing {
        0 => &mut triple.corner,
        1 => &mut triple.right,
        _ => &mut triple.below,
    };
    let inside = |x: f32, y: f32| x > 0.0 && y > 0.0 && x < grey.width() as f32 && y < grey.height() as f32;
    if !inside(place.x, place.y) {
        return None;
    }
    let margin = (reach + 6.0) * module;
    let bounds = [
        place.x - margin,
        place.y - margin,
        place.x + margin,
        place.y + margin,
    ];
    let levelled = Levelled::new(grey, bounds, 4.0 * module);
    // Every `sparse`th module of the pattern and its border, both ways.
    let agreement = |x: f32, y: f32, sparse: usize| {
        let (mut sum, mut count) = (0.0, 0.0);
        for j in (-4i32..=4).step_by(sparse) {
            for i in (-4i32..=4).step_by(sparse) {
                let ring = i.abs().max(j.abs());
                let (i, j) = (i as f32, j as f32);
                let value = levelled.at(x + i * across.0 + j * down.0, y + i * across.1 + j * down.1);
                sum += if ring == 2 || ring == 4 { -value } else { value };
                count += 1.0;
            }
        }
        sum / count
    };
    let place_at = |i: f32, j: f32| {
        (
            place.x + i * across.0 + j * down.0,
            place.y + i * across.1 + j * down.1,
        )
    };
    // Roughly first, by a few modules; then closely around the places that agree best.
    let mut rough: Vec<(f32, f32, f32)> = Vec::new();
    let steps = (reach / ROUGHLY) as i32;
    for j in -steps..=steps {
        for i in -steps..=steps {
            let (i, j) = (i as f32 * ROUGHLY, j as f32 * ROUGHLY);
            let (x, y) = place_at(i, j);
            rough.push((agreement(x, y, 2), i, j));
        }
    }
    rough.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut best = (LEAST, 0.0, 0.0);
    for (_, i, j) in rough.into_iter().take(3) {
        for dj in [-0.4, 0.0, 0.4] {
            for di in [-0.4, 0.0, 0.4] {
                let (x, y) = place_at(i + di, j + dj);
                let agreement = agreement(x, y, 1);
                if agreement > best.0 {
                    best = (agreement, x, y);
                }
            }
        }
    }
    if best.0 <= LEAST {
        return None;
    }
    (place.x, place.y) = (best.1, best.2);
    triple.misfit = -best.0;
    Some(triple)
}
