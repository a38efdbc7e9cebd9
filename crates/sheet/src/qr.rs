//! QR codes (ISO/IEC 18004:2015) in photographs of paper.

mod corner_refinement;
mod finder_patterns;
mod finder_recovery;
mod fit;
mod grid;
mod grid_refinement;
pub(crate) mod layout;
mod mesh;
mod reed_solomon;
pub(crate) mod soft_decode;
mod symbol;

use crate::grey::Grey;
use finder_patterns::{Binary, Finder, Triple, triples};
use finder_recovery::recovered;
use fit::{Fit, fits_of};
use soft_decode::NoPrior;
use std::cell::OnceCell;

pub(crate) use grid::Homography;
pub use layout::Level;
pub use soft_decode::Automaton;
pub use symbol::Code;

/// What a search looks for: prior knowledge of the text, and which texts count.
pub trait Wanted: Sync {
    /// Prior knowledge of the text, as the automaton of all texts that can occur.
    fn prior(&self) -> Option<&Automaton>;
    /// Whether a decoded text is one of those looked for.
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

/// The result of a search.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A code whose text is accepted.
    Wanted(Code),
    /// A code with another text.
    Other(Code),
    /// Something that looks like a code and cannot be decoded: how well its function patterns agree, from 0 to about 1.
    Damaged(f32),
    /// No code.
    Nothing,
}

/// One pass of the search over the picture.
struct Pass {
    /// How many times the picture is halved.
    halved: u32,
    /// Tiles each way over which the threshold between dark and light is averaged.
    radius: usize,
    /// The most triples of finder patterns that are tried.
    triples: usize,
    /// Whether one of the three finder patterns is taken as missing.
    missing: bool,
}

/// The passes, run until a wanted code is found: the fast ones, which mostly suffice, first.
const PASSES: [Pass; 7] = [
    pass(0, 3, 4, false),
    pass(1, 3, 6, false),
    pass(0, 7, 8, false),
    pass(0, 1, 8, false),
    pass(2, 2, 6, false),
    pass(0, 3, 6, true),
    pass(1, 3, 6, true),
];

const fn pass(halved: u32, radius: usize, triples: usize, missing: bool) -> Pass {
    Pass {
        halved,
        radius,
        triples,
        missing,
    }
}
/// The most finder patterns that are combined into triples.
const FINDERS: usize = 36;
/// Strengths of sharpening that are tried: the part of its neighbours' mean that is subtracted from a module.
const SHARPEN: [f32; 3] = [0.0, 0.35, 0.7];
/// Shifts of the threshold between dark and light that are tried: a stamp or a pen's stroke darkens light modules and
/// leaves dark ones dark; where the print has faded it is the other way round.
const BIASES: [f32; 2] = [0.4, -0.75];
/// The least agreement of a fit that is decoded.
const HARDLY: f32 = 0.5;
/// The least agreement of the function patterns of what is reported as a damaged code.
const LOOKS_LIKE_A_CODE: f32 = 0.45;

/// Searches a picture for a QR code, and stops at the first whose text is wanted.
pub fn find(grey: &Grey, wanted: &dyn Wanted) -> Found {
    let mut search = Search {
        wanted,
        found: Found::Nothing,
        tried: Vec::new(),
    };
    let pyramid = Pyramid::new(grey);
    let mut seen: Vec<(&Pass, Binary<'_>, Vec<Finder>)> = Vec::new();
    for pass in &PASSES {
        let picture = pyramid.halved(pass.halved);
        let same = |other: &Pass| (other.halved, other.radius) == (pass.halved, pass.radius);
        let at = seen
            .iter()
            .position(|(other, ..)| same(other))
            .unwrap_or_else(|| {
                let binary = Binary::new(picture, pass.radius);
                let finders = binary.finders(FINDERS);
                seen.push((pass, binary, finders));
                seen.len() - 1
            });
        let (_, binary, finders) = &seen[at];
        let triples = match pass.missing {
            false => triples(binary, finders, pass.triples),
            true => recovered(picture, finders, pass.triples),
        };
        if search.run(picture, &triples, (1 << pass.halved) as f32) {
            break;
        }
    }
    search.found
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

/// How many of a pass's fits are refined, and how many of those get a mesh and all attempts at decoding.
const CLOSELY: usize = 6;
const SETTLED: usize = 3;

/// The state of a search.
struct Search<'w> {
    wanted: &'w dyn Wanted,
    found: Found,
    /// The fits that were refined: version, corners in pixels of the whole picture, scale.
    tried: Vec<(u8, [[f32; 2]; 4], f32)>,
}

impl Search<'_> {
    /// Tries the triples of a pass, expensive methods once the cheap ones have failed. `scale` is how many pixels of the
    /// whole picture one pixel of the pass's picture has on a side. True once a wanted code is found.
    fn run(&mut self, picture: &Grey, triples: &[Triple], scale: f32) -> bool {
        let mut fits: Vec<Fit<'_>> = Vec::new();
        for triple in triples {
            for fit in fits_of(picture, triple) {
                if fit.agreement > LOOKS_LIKE_A_CODE
                    && let Some(code) = self.read(&fit, &[SHARPEN[0]], false, scale)
                    && self.record(code)
                {
                    return true;
                }
                fits.push(fit);
            }
        }
        fits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
        fits.truncate(CLOSELY);
        fits.retain_mut(|fit| fit.refine() && fit.agreement > HARDLY && self.is_new(fit, scale));
        fits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
        for fit in fits.iter().take(SETTLED) {
            if let Some(code) = self.read(fit, &SHARPEN, true, scale)
                && self.record(code)
            {
                return true;
            }
        }
        for fit in fits.iter_mut().take(SETTLED) {
            fit.fit_mesh();
            if let Some(code) = self.read(fit, &SHARPEN, true, scale)
                && self.record(code)
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

    /// Whether no similar fit was refined before; remembers this one.
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
        // At another scale the same fit may decode.
        let same =
            |(own, other, at): &(u8, [[f32; 2]; 4], f32)| *own == version && *at == scale && near(other);
        if self.tried.iter().any(same) {
            return false;
        }
        self.tried.push((version, corners, scale));
        true
    }

    /// Decodes a fitted code, with increasing sharpening; with `others` also without the prior, so that a code with
    /// another text is reported, and with the shifted thresholds.
    fn read(&self, fit: &Fit<'_>, sharpen: &[f32], others: bool, scale: f32) -> Option<Code> {
        let prior = self.wanted.prior();
        let code = sharpen.iter().find_map(|sharpen| {
            let mut soft = fit.soft_modules(*sharpen);
            let known = prior.and_then(|prior| symbol::read(fit.layout, &soft, prior));
            let any = |()| symbol::read(fit.layout, &soft, &NoPrior);
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

    /// Records a decoded code. True where it is wanted.
    fn record(&mut self, code: Code) -> bool {
        let wanted = self.wanted.accepts(&code.payload);
        self.found = match wanted {
            true => Found::Wanted(code),
            false => Found::Other(code),
        };
        wanted
    }
}
