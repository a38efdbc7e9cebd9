//! Simulates a photograph of a printed sheet.
//!
//! Computed with `+ - * /` and `sqrt` alone, as in the rest of this crate, and encoded by an integer JPEG encoder, so that
//! a photograph has the same bytes on every machine.

mod camera;
#[cfg(test)]
mod fingerprint_rates;
mod marks;
mod paper;
mod picture;
mod raster;
mod relief;
mod value_noise;

use crate::draw::Draw;
pub(crate) use paper::Paper;
pub(crate) use picture::{Picture, Resent};

/// The parameters of a level's photographs. Lengths of blur are in modules of the code, probabilities from 0 to 1, and pairs
/// are ranges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hardness {
    /// 1 to 5.
    pub(crate) level: u8,
    /// The darkness of the ink, 0 to 1.
    contrast: (f64, f64),
    /// The probability of pen strokes or a stamp on the sheet.
    marks: f64,
    /// The paper's curl, in pixels of the print, and the most creases.
    curl: f64,
    creases: usize,
    /// Pixels of a module in the photograph.
    module: (f64, f64),
    /// Whether half of the photographs are scaled up afterwards.
    enlarged: bool,
    /// The largest rotation in degrees, and the largest displacement of corners by perspective, in widths of the sheet.
    turned: f64,
    perspective: f64,
    /// The largest loss of light from one side to the other, and the probability of a shadow.
    falloff: f64,
    shadow: f64,
    /// The radius of defocus.
    defocus: (f64, f64),
    /// The probability of motion blur, and its largest length.
    shaken: (f64, f64),
    /// The probability of a moiré pattern.
    moire: f64,
    /// The standard deviation of the noise, 0 to 1.
    noise: f64,
    /// The JPEG quality, 1 to 100.
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
    let raster = camera::expose(paper, hardness, draw);
    Picture::new(&raster, hardness.quality, draw)
}
