//! QR codes (ISO/IEC 18004:2015) in photographs of paper.

mod corners;
mod descent;
mod field;
mod find;
mod finder_recovery;
mod fit;
mod grid;
pub(crate) mod layout;
mod mesh;
pub(crate) mod soft_decode;
mod symbol;

use crate::grey::Grey;
use find::{Binary, Finder, Triple, triples};
use finder_recovery::recovered;
use fit::{Fit, fits_of};
use soft_decode::Nothing;
use std::cell::OnceCell;

pub(crate) use grid::Homography;
pub use layout::Level;
pub use soft_decode::Automaton;
pub use symbol::Code;

/// What is to be found in a picture.
pub trait Wanted: Sync {
    /// What is known of the text before it is read.
    fn prior(&self) -> Option<&Automaton>;
    /// Whether a text is one of those looked for.
    fn accepts(&self, payload: &[u8]) -> bool;
}

/// Any text at all.
pub struct Anything;

impl Wanted for Anything {
    fn prior(&self) -> Option<&Automaton> {
        None
    }
    fn accepts(&self, _: &[u8]) -> bool {
        true
    }
}

/// What was found in a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A code that says what is looked for.
    Wanted(Code),
    /// A code that says something else.
    Other(Code),
    /// Something that looks like a code and cannot be read: how well its fixed modules agree, 0 to 1 or so.
    Damaged(f32),
    /// Nothing that looks like a code.
    Nothing,
}

/// How a picture is looked at: halved so often, with so many tiles of surroundings, so many triples.
struct Look {
    halved: u32,
    radius: usize,
    triples: usize,
    /// Whether one of the three finder patterns is missing.
    missing: bool,
}

/// The looks, one after the other until something is found: what is quick and mostly enough first.
const LOOKS: [Look; 7] = [
    look(0, 3, 4, false),
    look(1, 3, 6, false),
    look(0, 7, 8, false),
    look(0, 1, 8, false),
    look(2, 2, 6, false),
    look(0, 3, 6, true),
    look(1, 3, 6, true),
];

const fn look(halved: u32, radius: usize, triples: usize, missing: bool) -> Look {
    Look {
        halved,
        radius,
        triples,
        missing,
    }
}
/// The most finder patterns that are put together to triples.
const FINDERS: usize = 36;
/// What a module's neighbours shed on it, as far as it is tried.
const SHARPEN: [f32; 3] = [0.0, 0.35, 0.7];
/// How much darker than usual a dark module must be, one after the other: what lies on the paper, a stamp or a pen's
/// stroke, makes light modules grey and leaves dark ones dark; where the print has faded it is the other way round.
const BIASES: [f32; 2] = [0.4, -0.75];
/// A fit that agrees less than this is not read.
const HARDLY: f32 = 0.5;
/// So well do the fixed modules of what is called a damaged code agree.
const LOOKS_LIKE_A_CODE: f32 = 0.45;

/// Looks for a code in a picture.
pub fn find(grey: &Grey, wanted: &dyn Wanted) -> Found {
    let mut search = Search {
        wanted,
        found: Found::Nothing,
        tried: Vec::new(),
    };
    let pyramid = Pyramid::new(grey);
    let mut seen: Vec<(&Look, Binary<'_>, Vec<Finder>)> = Vec::new();
    for look in &LOOKS {
        let picture = pyramid.halved(look.halved);
        let same = |other: &Look| (other.halved, other.radius) == (look.halved, look.radius);
        let at = seen
            .iter()
            .position(|(other, ..)| same(other))
            .unwrap_or_else(|| {
                let binary = Binary::new(picture, look.radius);
                let finders = binary.finders(FINDERS);
                seen.push((look, binary, finders));
                seen.len() - 1
            });
        let (_, binary, finders) = &seen[at];
        let triples = match look.missing {
            false => triples(binary, finders, look.triples),
            true => recovered(picture, finders, look.triples),
        };
        if search.look(picture, &triples, (1 << look.halved) as f32) {
            break;
        }
    }
    search.found
}

/// A picture and what it is halved to, once that is asked for.
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

    /// The picture halved so often, twice at most.
    fn halved(&self, times: u32) -> &Grey {
        match times {
            0 => self.grey,
            n => self.halves[n as usize - 1].get_or_init(|| self.halved(n - 1).half()),
        }
    }
}

/// How many of a look's fits are fitted closely, and are settled.
const CLOSELY: usize = 6;
const SETTLED: usize = 3;

/// A search and what it has come to.
struct Search<'w> {
    wanted: &'w dyn Wanted,
    found: Found,
    /// The versions and the corners, in pixels of the whole picture, of the fits that were tried hard.
    tried: Vec<(u8, [[f32; 2]; 4], f32)>,
}

impl Search<'_> {
    /// Tries the triples of a look; what costs more once what costs less has failed. `scale` is how many pixels
    /// of the whole picture are one of the look's. True once what is wanted is found.
    fn look(&mut self, picture: &Grey, triples: &[Triple], scale: f32) -> bool {
        let mut fits: Vec<Fit<'_>> = Vec::new();
        for triple in triples {
            for fit in fits_of(picture, triple) {
                if fit.agreement > LOOKS_LIKE_A_CODE
                    && let Some(code) = self.read(&fit, &[SHARPEN[0]], false, scale)
                    && self.take_in(code)
                {
                    return true;
                }
                fits.push(fit);
            }
        }
        fits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
        fits.truncate(CLOSELY);
        fits.retain_mut(|fit| fit.draw_near() && fit.agreement > HARDLY && self.is_new(fit, scale));
        fits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
        for fit in fits.iter().take(SETTLED) {
            if let Some(code) = self.read(fit, &SHARPEN, true, scale)
                && self.take_in(code)
            {
                return true;
            }
        }
        for fit in fits.iter_mut().take(SETTLED) {
            fit.settle();
            if let Some(code) = self.read(fit, &SHARPEN, true, scale)
                && self.take_in(code)
            {
                return true;
            }
            if fit.agreement > LOOKS_LIKE_A_CODE
                && let Found::Nothing | Found::Damaged(_) = self.found
            {
                let before = if let Found::Damaged(before) = self.found {
                    before
                } else {
                    0.0
                };
                self.found = Found::Damaged(before.max(fit.agreement));
            }
        }
        false
    }

    /// Whether no fit like this one was tried hard before.
    fn is_new(&mut self, fit: &Fit<'_>, scale: f32) -> bool {
        let corners = fit.corners().map(|[x, y]| [x * scale, y * scale]);
        let module = fit.module() * scale;
        let near = |other: &[[f32; 2]; 4]| {
            let apart = corners
                .iter()
                .zip(other)
                .map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]));
            apart.fold(0.0, f32::max) < 0.5 * module
        };
        let version = fit.layout.version;
        // A picture of another size may show more.
        let same =
            |(own, other, at): &(u8, [[f32; 2]; 4], f32)| *own == version && *at == scale && near(other);
        if self.tried.iter().any(same) {
            return false;
        }
        self.tried.push((version, corners, scale));
        true
    }

    /// Reads a fitted code, sharpened ever more; then, where it may be another's, without what is known of
    /// the text.
    fn read(&self, fit: &Fit<'_>, sharpen: &[f32], others: bool, scale: f32) -> Option<Code> {
        let prior = self.wanted.prior();
        let code = sharpen.iter().find_map(|sharpen| {
            let mut soft = fit.soft(*sharpen);
            let known = prior.and_then(|prior| symbol::read(fit.layout, &soft, prior));
            let any = |()| symbol::read(fit.layout, &soft, &Nothing);
            let plain = others && *sharpen == SHARPEN[0];
            let read = known.or_else(|| (plain || prior.is_none()).then_some(()).and_then(any));
            if read.is_some() || !others {
                return read;
            }
            BIASES.iter().find_map(|bias| {
                soft.iter_mut().for_each(|value| *value -= bias);
                prior.and_then(|prior| symbol::read(fit.layout, &soft, prior))
            })
        });
        let corners = fit.corners().map(|[x, y]| [x * scale, y * scale]);
        code.map(|code| Code { corners, ..code })
    }

    /// Takes in a code that was read. True where it is wanted.
    fn take_in(&mut self, code: Code) -> bool {
        let wanted = self.wanted.accepts(&code.payload);
        self.found = match wanted {
            true => Found::Wanted(code),
            false => Found::Other(code),
        };
        wanted
    }
}
