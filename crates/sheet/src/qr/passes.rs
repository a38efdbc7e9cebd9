//! The passes of a search over a picture, the fast ones, which mostly suffice, first.

use super::finder_patterns::{Binary, Finder, Triple, triples};
use super::finder_recovery::recovered;
use super::search::Search;
use super::steep_triples::steep_triples;
use crate::grey::Grey;
use std::cell::OnceCell;

/// One pass of the search over the picture.
struct Pass {
    way: Way,
    /// How many times the picture is halved.
    halved: u32,
    /// Tiles each way over which the threshold between dark and light is averaged.
    radius: usize,
    /// The most triples of finder patterns that are tried.
    triples: usize,
}

/// How a pass looks for codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By three finder patterns, seen from the front.
    Front,
    /// By three finder patterns, seen steeply from a side.
    Steep,
    /// As from the front, light on dark (ISO/IEC 18004:2015, 6.2: reflectance reversal).
    Negative,
    /// By two finder patterns, and where the third must be.
    Missing,
}

/// The passes, run until a wanted code is found; of those from the front further ones while patterns of another one are seen.
const PASSES: [Pass; 13] = [
    pass(Way::Front, 0, 3, 4),
    pass(Way::Front, 1, 3, 6),
    pass(Way::Front, 0, 7, 8),
    pass(Way::Front, 0, 1, 8),
    pass(Way::Front, 2, 2, 6),
    pass(Way::Steep, 0, 3, 6),
    pass(Way::Steep, 1, 3, 6),
    pass(Way::Steep, 2, 2, 6),
    pass(Way::Negative, 0, 3, 4),
    pass(Way::Negative, 1, 3, 6),
    pass(Way::Negative, 2, 2, 6),
    pass(Way::Missing, 0, 3, 6),
    pass(Way::Missing, 1, 3, 6),
];

const fn pass(way: Way, halved: u32, radius: usize, triples: usize) -> Pass {
    Pass {
        way,
        halved,
        radius,
        triples,
    }
}

/// How many times as wide as high, or as high as wide, a finder pattern is at most from the front, and steeply from a side: at 65
/// degrees a code is 2.4 times as wide as high, and nearer on one side.
const ASPECT: f32 = 2.5;
const STEEP_ASPECT: f32 = 3.5;
/// The most finder patterns that are combined into triples.
const FINDERS: usize = 36;
/// In how many lines a pattern must be seen for a further code to be searched.
const PLAIN: u32 = 2;
/// And how well it must agree with the picture.
const AGREEING: f32 = 0.4;

/// A picture with a threshold, and the candidates for finder patterns in it.
struct Seen<'g> {
    negative: bool,
    halved: u32,
    radius: usize,
    binary: Binary<'g>,
    candidates: Vec<Finder>,
    /// The best of them for patterns seen from the front.
    finders: OnceCell<Vec<Finder>>,
}

impl Seen<'_> {
    fn finders(&self) -> &[Finder] {
        self.finders
            .get_or_init(|| self.binary.finders(&self.candidates, FINDERS))
    }

    /// Those outside the codes that were found, where a wanted one was: seen in so many lines as writing hardly is.
    fn further_finders(&self, search: &Search<'_>, scale: f32) -> Vec<Finder> {
        let is_further = |finder: &&Finder| {
            finder.seen >= PLAIN
                && !search.knows([finder.x * scale, finder.y * scale])
                && self.binary.turned_agreement(finder) > AGREEING
        };
        let further: Vec<Finder> = self.candidates.iter().filter(is_further).copied().collect();
        self.binary.finders(&further, FINDERS)
    }
}

/// Runs the passes until the search has found what it looks for.
pub(super) fn run(grey: &Grey, search: &mut Search<'_>) {
    let upright = Pyramid::new(grey);
    let negative: OnceCell<Grey> = OnceCell::new();
    let inverted: OnceCell<Pyramid<'_>> = OnceCell::new();
    let mut all: Vec<Seen<'_>> = Vec::new();
    // Whether finder patterns outside the codes that were found make a further one likely.
    let mut is_further_likely = false;
    for pass in &PASSES {
        if search.has_found() && !(pass.way == Way::Front && (is_further_likely || search.sees_more())) {
            continue;
        }
        let is_negative = pass.way == Way::Negative;
        let pyramid = match is_negative {
            false => &upright,
            true => inverted.get_or_init(|| Pyramid::new(negative.get_or_init(|| grey.negative()))),
        };
        let picture = pyramid.halved(pass.halved);
        let key = (is_negative, pass.halved, pass.radius);
        let at = all
            .iter()
            .position(|seen| (seen.negative, seen.halved, seen.radius) == key)
            .unwrap_or_else(|| {
                let binary = Binary::new(picture, pass.radius);
                all.push(Seen {
                    negative: is_negative,
                    halved: pass.halved,
                    radius: pass.radius,
                    candidates: binary.candidates(ASPECT),
                    finders: OnceCell::new(),
                    binary,
                });
                all.len() - 1
            });
        let scale = (1 << pass.halved) as f32;
        let seen = &all[at];
        if !search.has_found() && search.run(picture, &triples_of(pass, picture, seen), scale) {
            return;
        }
        // Without the patterns of the codes that were found, others are among the likeliest.
        while search.has_found() {
            let before = search.decoded();
            let further = seen.further_finders(search, scale);
            is_further_likely = !further.is_empty();
            if further.len() < 3 {
                break;
            }
            if search.run(picture, &triples(&seen.binary, &further, pass.triples), scale) {
                return;
            }
            if search.decoded() == before {
                break;
            }
        }
    }
}

/// The triples of a pass, the likeliest first.
fn triples_of(pass: &Pass, picture: &Grey, seen: &Seen<'_>) -> Vec<Triple> {
    match pass.way {
        Way::Front | Way::Negative => triples(&seen.binary, seen.finders(), pass.triples),
        Way::Missing => recovered(picture, seen.finders(), pass.triples),
        Way::Steep => {
            let candidates = seen.binary.candidates(STEEP_ASPECT);
            let finders = seen.binary.steep_finders(&candidates, FINDERS);
            steep_triples(&seen.binary, &finders, pass.triples)
        }
    }
}

/// An image pyramid, computed on demand.
struct Pyramid<'g> {
    grey: &'g Grey,
    halves: [OnceCell<Grey>; 2],
}

impl<'g> Pyramid<'g> {
    fn new(grey: &'g Grey) -> Pyramid<'g> {
        Pyramid {
            grey,
            halves: Default::default(),
        }
    }

    /// The picture halved this many times, twice at most.
    fn halved(&self, times: u32) -> &Grey {
        match times {
            0 => self.grey,
            n => self.halves[n as usize - 1].get_or_init(|| self.halved(n - 1).half()),
        }
    }
}
