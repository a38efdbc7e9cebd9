//! One photograph of a printed sheet.
//!
//! Everything is reckoned with `+ - * /` and `sqrt`, as in the rest of this crate, and the JPEG encoder works on
//! whole numbers, so that a photograph has the same bytes on every machine.

mod camera;
#[cfg(test)]
mod fingerprint_rates;
mod marks;
mod paper;
mod picture;
mod plane;
mod relief;
mod smooth;

use crate::draw::Draw;
pub(crate) use paper::Paper;
pub(crate) use picture::{Picture, Resent};

/// How hard the photographs of a level are to read. Lengths of print and of blur are in modules of the code,
/// chances from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hardness {
    /// 1 to 5.
    pub(crate) level: u8,
    /// How dark the ink is, from and to.
    contrast: (f64, f64),
    /// The chance that somebody wrote or stamped on the sheet.
    marks: f64,
    /// How far the paper is curled, in pixels of the print, and how many creases it has at most.
    curl: f64,
    creases: usize,
    /// Pixels of a module in the picture, from and to.
    module: (f64, f64),
    /// Whether half of the pictures were enlarged afterwards.
    enlarged: bool,
    /// Degrees that the telephone is turned by, at most, and how far corners move, in widths of the sheet.
    turned: f64,
    perspective: f64,
    /// How much light is lost from one side to the other, at most; the chance of a shadow.
    falloff: f64,
    shadow: f64,
    /// How far it is out of focus, from and to.
    defocus: (f64, f64),
    /// The chance that the telephone moved, and how far at most.
    shaken: (f64, f64),
    /// The chance of a moiré pattern.
    moire: f64,
    /// The deviation of the noise.
    noise: f64,
    /// The quality of the JPEG file, from and to.
    quality: (u64, u64),
}

/// The levels, the easiest first.
const LEVELS: [Hardness; 5] = [
    Hardness {
        level: 1,
        contrast: (0.75, 0.95),
        marks: 0.0,
        curl: 0.5,
        creases: 0,
        module: (5.0, 9.0),
        enlarged: false,
        turned: 1.5,
        perspective: 0.0,
        falloff: 0.05,
        shadow: 0.0,
        defocus: (0.0, 0.12),
        shaken: (0.0, 0.3),
        moire: 0.0,
        noise: 0.004,
        quality: (70, 85),
    },
    Hardness {
        level: 2,
        contrast: (0.6, 0.9),
        marks: 0.08,
        curl: 1.5,
        creases: 1,
        module: (4.0, 7.0),
        enlarged: false,
        turned: 4.0,
        perspective: 0.015,
        falloff: 0.2,
        shadow: 0.2,
        defocus: (0.03, 0.18),
        shaken: (0.15, 0.4),
        moire: 0.05,
        noise: 0.01,
        quality: (60, 85),
    },
    Hardness {
        level: 3,
        contrast: (0.5, 0.88),
        marks: 0.2,
        curl: 3.0,
        creases: 1,
        module: (3.0, 5.5),
        enlarged: false,
        turned: 6.0,
        perspective: 0.03,
        falloff: 0.4,
        shadow: 0.4,
        defocus: (0.05, 0.24),
        shaken: (0.3, 0.5),
        moire: 0.1,
        noise: 0.017,
        quality: (45, 80),
    },
    Hardness {
        level: 4,
        contrast: (0.38, 0.8),
        marks: 0.3,
        curl: 5.0,
        creases: 2,
        module: (2.4, 4.5),
        enlarged: true,
        turned: 9.0,
        perspective: 0.05,
        falloff: 0.6,
        shadow: 0.6,
        defocus: (0.07, 0.28),
        shaken: (0.4, 0.6),
        moire: 0.15,
        noise: 0.023,
        quality: (35, 75),
    },
    Hardness {
        level: 5,
        contrast: (0.28, 0.7),
        marks: 0.4,
        curl: 7.0,
        creases: 3,
        module: (1.6, 4.0),
        enlarged: true,
        turned: 13.0,
        perspective: 0.08,
        falloff: 0.75,
        shadow: 0.7,
        defocus: (0.08, 0.31),
        shaken: (0.5, 0.75),
        moire: 0.25,
        noise: 0.028,
        quality: (25, 65),
    },
];

impl Hardness {
    /// The hardness of a level, 1 to 5.
    pub(crate) fn of(level: u8) -> &'static Hardness {
        &LEVELS[usize::from(level.clamp(1, 5)) - 1]
    }
}

/// Photographs a sheet of paper.
pub(crate) fn photograph(paper: &Paper, hardness: &Hardness, draw: &mut Draw) -> Picture {
    let plane = camera::expose(paper, hardness, draw);
    Picture::new(&plane, hardness.quality, draw)
}
