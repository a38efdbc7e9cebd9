//! QR codes (ISO/IEC 18004:2015) in photographs of paper.

mod field;
mod find;
mod fit;
pub(crate) mod layout;
pub(crate) mod prior;
mod symbol;

use crate::grey::Grey;
use find::{Binary, triples};
use fit::{Fit, fits};
use prior::{Nothing, Prior};

pub use layout::Level;
pub use prior::Automaton;
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
}

/// The looks, one after the other until something is found: what is quick and mostly enough first.
const LOOKS: [Look; 5] = [
    Look {
        halved: 0,
        radius: 3,
        triples: 4,
    },
    Look {
        halved: 1,
        radius: 3,
        triples: 6,
    },
    Look {
        halved: 0,
        radius: 7,
        triples: 8,
    },
    Look {
        halved: 0,
        radius: 1,
        triples: 8,
    },
    Look {
        halved: 2,
        radius: 2,
        triples: 6,
    },
];
/// The most finder patterns that are put together to triples.
const FINDERS: usize = 36;
/// What a module's neighbours shed on it, as far as it is tried.
const SHARPEN: [f32; 3] = [0.0, 0.35, 0.7];
/// So well do the fixed modules of what is called a damaged code agree.
const LOOKS_LIKE_A_CODE: f32 = 0.45;

/// Looks for a code in a picture.
pub fn find(grey: &Grey, wanted: &dyn Wanted) -> Found {
    let prior: &dyn Prior = match wanted.prior() {
        Some(prior) => prior,
        None => &Nothing,
    };
    let mut best = Found::Nothing;
    let mut halves: Vec<Grey> = Vec::new();
    for look in LOOKS {
        while (halves.len() as u32) < look.halved {
            let half = halves.last().unwrap_or(grey).half();
            halves.push(half);
        }
        let picture = match look.halved {
            0 => grey,
            n => &halves[n as usize - 1],
        };
        let finders = Binary::new(picture, look.radius).finders(FINDERS);
        for triple in triples(&finders, look.triples) {
            for mut fit in fits(picture, &triple) {
                let read = read(&fit, prior).or_else(|| {
                    fit.settle();
                    read(&fit, prior)
                });
                if let Some(code) = read {
                    if wanted.accepts(&code.payload) {
                        return Found::Wanted(code);
                    }
                    best = Found::Other(code);
                    continue;
                }
                if fit.agreement > LOOKS_LIKE_A_CODE {
                    best = match best {
                        Found::Nothing => Found::Damaged(fit.agreement),
                        Found::Damaged(before) => Found::Damaged(before.max(fit.agreement)),
                        other => other,
                    };
                }
            }
        }
    }
    best
}

/// Reads a fitted code, sharpened ever more.
fn read(fit: &Fit, prior: &dyn Prior) -> Option<Code> {
    SHARPEN.into_iter().find_map(|sharpen| {
        let soft = fit.soft(sharpen);
        symbol::read(fit.layout, &soft, prior).or_else(|| symbol::read(fit.layout, &soft, &Nothing))
    })
}
