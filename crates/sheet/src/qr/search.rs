//! The state of a search: fits triples of finder patterns to the picture, decodes them, and keeps what was found.

use super::finder_patterns::{Finder, Triple};
use super::fit::{Fit, fits_of};
use super::parts::Parts;
use super::soft_decode::NoPrior;
use super::symbol::{self, Code, format_agreement, transposed};
use super::{Found, Wanted};
use crate::grey::Grey;

/// Strengths of sharpening that are tried: the part of its neighbours' mean that is subtracted from a module.
const SHARPEN: [f32; 3] = [0.0, 0.35, 0.7];
/// Shifts of the threshold between dark and light that are tried: a stamp or a pen's stroke darkens light modules and
/// leaves dark ones dark; where the print has faded it is the other way round.
const BIASES: [f32; 2] = [0.4, -0.75];
/// The least agreement of a fit that is decoded.
const HARDLY: f32 = 0.5;
/// The least agreement of the function patterns of what is reported as a damaged code.
const LOOKS_LIKE_A_CODE: f32 = 0.45;
/// The same beside a code that was read: there it is told only of what is a code for certain.
const IS_A_CODE: f32 = 0.55;
/// The least agreement of three finder patterns with the picture by which a further code is searched: writing and ruled
/// lines have less.
const PLAIN: f32 = 0.6;
/// How many of a pass's fits are refined, and how many of those get a mesh and all attempts at decoding.
const CLOSELY: usize = 6;
const SETTLED: usize = 3;
/// By how much a mirrored code's format information must agree better to be decoded as one alone.
const CERTAINLY: f32 = 0.2;

/// How far inwards the centre of a finder pattern is, of the way from its corner of the code to the middle: in codes of
/// version 7, about.
const INWARDS: f32 = 0.16;

type Corners = [[f32; 2]; 4];

/// The state of a search.
pub(super) struct Search<'w> {
    wanted: &'w dyn Wanted,
    /// The search is over when so many wanted codes are found.
    most: usize,
    /// The wanted codes, each text once.
    codes: Vec<Code>,
    /// The first code with another text.
    other: Option<Code>,
    parts: Vec<Parts>,
    /// The corners of all codes that were decoded.
    decoded: Vec<Corners>,
    /// What looks like a code and was not decoded: its corners, and how well its function patterns agree.
    damaged: Vec<(Corners, f32)>,
    /// The fits that were refined: version, corners, scale.
    tried: Vec<(u8, Corners, f32)>,
}

impl<'w> Search<'w> {
    pub(super) fn new(wanted: &'w dyn Wanted, most: usize) -> Search<'w> {
        Search {
            wanted,
            most,
            codes: Vec::new(),
            other: None,
            parts: Vec::new(),
            decoded: Vec::new(),
            damaged: Vec::new(),
            tried: Vec::new(),
        }
    }

    /// Whether a wanted code was found.
    pub(super) fn has_found(&self) -> bool {
        !self.codes.is_empty()
    }

    /// How many codes were decoded.
    pub(super) fn decoded(&self) -> usize {
        self.decoded.len()
    }

    /// Whether a point of the picture lies within a code that was decoded.
    pub(super) fn knows(&self, point: [f32; 2]) -> bool {
        self.decoded.iter().any(|corners| holds(corners, point))
    }

    /// Whether there is something that is a code for certain and was not decoded yet.
    pub(super) fn sees_more(&self) -> bool {
        self.undecoded().any(|agreement| agreement > IS_A_CODE)
    }

    /// The agreement of what looks like a code, for each that lies in none that was decoded.
    fn undecoded(&self) -> impl Iterator<Item = f32> {
        // Of a fit that is wrong one corner or two lie within the code that it was to be.
        let is_unknown = |(corners, _): &&(Corners, f32)| {
            let [x, y] = middle(corners);
            let inwards = |[a, b]: [f32; 2]| [a + INWARDS * (x - a), b + INWARDS * (y - b)];
            let mut points = corners.iter().map(|corner| inwards(*corner)).chain([[x, y]]);
            !points.any(|point| self.knows(point))
        };
        self.damaged
            .iter()
            .filter(is_unknown)
            .map(|(_, agreement)| *agreement)
    }

    /// What was found, never nothing: see [`super::find_all`].
    pub(super) fn results(self) -> Vec<Found> {
        let incomplete = self.parts.iter().filter(|parts| parts.joined().is_none());
        let incomplete = incomplete.map(|parts| Found::Incomplete {
            of: parts.of(),
            missing: parts.missing(),
        });
        let damaged = self.undecoded().fold(0.0, f32::max);
        let least = if self.has_found() {
            IS_A_CODE
        } else {
            LOOKS_LIKE_A_CODE
        };
        let beside = incomplete.chain((damaged > least).then_some(Found::Damaged(damaged)));
        let beside: Vec<Found> = beside.collect();
        let mut codes = self.codes;
        codes.sort_by(|a, b| a.payload.cmp(&b.payload));
        let mut found: Vec<Found> = codes.into_iter().map(Found::Wanted).collect();
        match self.other {
            _ if !found.is_empty() => found.extend(beside),
            Some(other) if beside.iter().all(|found| matches!(found, Found::Damaged(_))) => {
                found.push(Found::Other(other));
            }
            _ => found.extend(beside.into_iter().next()),
        }
        if found.is_empty() {
            found.push(Found::Nothing);
        }
        found
    }

    /// Tries the triples of a pass, expensive methods once the cheap ones have failed. `scale` is how many pixels of the
    /// whole picture one pixel of the pass's picture has on a side. True once the search is over.
    pub(super) fn run(&mut self, picture: &Grey, triples: &[Triple], scale: f32) -> bool {
        let mut fits: Vec<(f32, Fit<'_>)> = Vec::new();
        'triples: for triple in triples {
            let is_known = |finder: Finder| self.knows([finder.x * scale, finder.y * scale]);
            if triple.patterns().into_iter().any(is_known) || !self.is_worth_it(triple.agreement) {
                continue;
            }
            for fit in fits_of(picture, triple) {
                if fit.agreement > LOOKS_LIKE_A_CODE
                    && let Some(code) = self.read(&fit, &[SHARPEN[0]], false, scale)
                {
                    if self.record(code) {
                        return true;
                    }
                    continue 'triples;
                }
                fits.push((triple.agreement, fit));
            }
        }
        fits.retain(|(plain, fit)| self.is_worth_it(*plain) && !self.knows(centre(fit, scale)));
        let mut fits: Vec<Fit<'_>> = fits.into_iter().map(|(_, fit)| fit).collect();
        fits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
        fits.truncate(CLOSELY);
        fits.retain_mut(|fit| fit.refine() && fit.agreement > HARDLY && self.is_new(fit, scale));
        fits.sort_by(|a, b| b.agreement.total_cmp(&a.agreement));
        for fit in fits.iter().take(SETTLED) {
            if !self.knows(centre(fit, scale))
                && let Some(code) = self.read(fit, &SHARPEN, true, scale)
                && self.record(code)
            {
                return true;
            }
        }
        for fit in fits.iter_mut().take(SETTLED) {
            if self.knows(centre(fit, scale)) {
                continue;
            }
            fit.fit_mesh();
            if let Some(code) = self.read(fit, &SHARPEN, true, scale) {
                if self.record(code) {
                    return true;
                }
            } else if fit.agreement > LOOKS_LIKE_A_CODE {
                self.damaged.push((scaled(fit.corners(), scale), fit.agreement));
            }
        }
        false
    }

    /// Whether a triple is tried whose patterns agree so: any, until a wanted code is found.
    fn is_worth_it(&self, agreement: f32) -> bool {
        !self.has_found() || agreement > PLAIN
    }

    /// Whether no similar fit was refined before; remembers this one.
    fn is_new(&mut self, fit: &Fit<'_>, scale: f32) -> bool {
        let corners = scaled(fit.corners(), scale);
        let module = fit.module() * scale;
        let near = |other: &Corners| {
            let apart = corners
                .iter()
                .zip(other)
                .map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]));
            apart.fold(0.0, f32::max) < 0.5 * module
        };
        let version = fit.layout.version;
        // At another scale the same fit may decode.
        let same = |(own, other, at): &(u8, Corners, f32)| *own == version && *at == scale && near(other);
        if self.tried.iter().any(same) {
            return false;
        }
        self.tried.push((version, corners, scale));
        true
    }

    /// Decodes a fitted code, as it is seen or mirrored; see [`Search::decode`].
    fn read(&self, fit: &Fit<'_>, sharpen: &[f32], others: bool, scale: f32) -> Option<Code> {
        let [a, b, c, d] = scaled(fit.corners(), scale);
        let soft = fit.soft_modules(sharpen[0]);
        let as_seen = format_agreement(fit.layout, &soft);
        let mirrored = format_agreement(fit.layout, &transposed(fit.layout, &soft));
        let ways = if mirrored > as_seen {
            &[true, false][..]
        } else {
            &[false]
        };
        let certain = if mirrored > as_seen + CERTAINLY {
            1
        } else {
            ways.len()
        };
        ways.iter().take(certain).find_map(|mirrored| {
            let code = self.decode(fit, &soft, sharpen, others, *mirrored)?;
            let corners = if *mirrored { [a, d, c, b] } else { [a, b, c, d] };
            Some(Code { corners, ..code })
        })
    }

    /// Decodes a fitted code, with increasing sharpening; with `others` also without the prior, so that a code with
    /// another text is reported, and with the shifted thresholds. `first` are its modules with the first sharpening.
    fn decode(
        &self,
        fit: &Fit<'_>,
        first: &[f32],
        sharpen: &[f32],
        others: bool,
        mirrored: bool,
    ) -> Option<Code> {
        let prior = self.wanted.prior();
        sharpen.iter().enumerate().find_map(|(number, sharpen)| {
            let mut soft = match number {
                0 => first.to_vec(),
                _ => fit.soft_modules(*sharpen),
            };
            if mirrored {
                soft = transposed(fit.layout, &soft);
            }
            let known = prior.and_then(|prior| symbol::read(fit.layout, &soft, prior));
            let any = |()| symbol::read(fit.layout, &soft, &NoPrior);
            let plain = others && number == 0;
            let read = known.or_else(|| (plain || prior.is_none()).then_some(()).and_then(any));
            if read.is_some() || !others {
                return read;
            }
            BIASES.iter().find_map(|bias| {
                soft.iter_mut().for_each(|value| *value -= bias);
                prior.and_then(|prior| symbol::read(fit.layout, &soft, prior))
            })
        })
    }

    /// Records a decoded code. True once the search is over.
    fn record(&mut self, code: Code) -> bool {
        self.decoded.push(code.corners);
        if code.part.is_none() {
            self.sort_in(code);
        } else {
            Parts::file(&mut self.parts, &code);
            let joined: Vec<Code> = self.parts.iter().filter_map(Parts::joined).collect();
            joined.into_iter().for_each(|code| self.sort_in(code));
        }
        self.codes.len() >= self.most
    }

    fn sort_in(&mut self, code: Code) {
        if !self.wanted.accepts(&code.payload) {
            self.other.get_or_insert(code);
        } else if self.codes.iter().all(|known| known.payload != code.payload) {
            self.codes.push(code);
        }
    }
}

fn scaled(corners: Corners, scale: f32) -> Corners {
    corners.map(|corner| corner.map(|value| value * scale))
}

fn middle(corners: &Corners) -> [f32; 2] {
    [0, 1].map(|n| corners.iter().map(|corner| corner[n]).sum::<f32>() / 4.0)
}

fn centre(fit: &Fit<'_>, scale: f32) -> [f32; 2] {
    middle(&scaled(fit.corners(), scale))
}

/// Whether a point lies in a convex quadrilateral, whichever way round its corners go.
fn holds(corners: &Corners, [x, y]: [f32; 2]) -> bool {
    let side = |n: usize| {
        let ([ax, ay], [bx, by]) = (corners[n], corners[(n + 1) % 4]);
        (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    };
    let sides = [side(0), side(1), side(2), side(3)];
    sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
}
