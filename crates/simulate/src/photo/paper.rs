//! A sheet of paper after printing and handling: printing faults, fading, marks, folds, torn edges.

use super::Hardness;
use super::marks;
use super::raster::Raster;
use super::relief::Relief;
use super::value_noise::{ValueNoise, wave};
use crate::draw::Draw;
use sheet::print::Printed;

/// A sheet of paper.
pub(crate) struct Paper {
    /// The reflectance of each point.
    pub(super) raster: Raster,
    /// The reflectance of paper without ink.
    pub(super) tone: f32,
    pub(super) relief: Relief,
    /// For a torn sheet, the lower edge in each column of pixels.
    pub(super) torn: Option<Vec<f32>>,
    /// Pixels of a module of the code.
    pub(super) module: f64,
}

impl Paper {
    /// The paper of a printed sheet, torn off above its code where `torn`.
    pub(crate) fn new(printed: &Printed, hardness: &Hardness, torn: bool, draw: &mut Draw) -> Paper {
        let code = &printed.code;
        let place = [code.left, code.top, code.modules * code.module].map(|n| n as f64);
        let tone = draw.range(0.78, 0.97) as f32;
        let mut raster = printing(printed, tone, hardness, draw);
        if draw.chance(hardness.marks) {
            marks::mark(&mut raster, place, tone, draw);
        }
        let size = (raster.width, raster.height);
        let relief = Relief::new(size, place, hardness, draw);
        let torn = torn.then(|| {
            // Above the code's quiet zone.
            let mut edge = place[1] - draw.range(5.0, 7.0) * code.module as f64;
            let most = place[1] - 4.0 * code.module as f64;
            let step = |_| {
                edge = (edge + draw.range(-1.0, 1.0)).clamp(0.0, most);
                edge as f32
            };
            (0..size.0).map(step).collect()
        });
        Paper {
            raster,
            tone,
            relief,
            torn,
            module: code.module as f64,
        }
    }
}

/// Prints with the faults of a thermal printer: dot gain and loss, dead dots, banding, faint or fading ink.
fn printing(printed: &Printed, tone: f32, hardness: &Hardness, draw: &mut Draw) -> Raster {
    let level = hardness.level as f64 - 1.0;
    let mut raster = Raster::of(&printed.grey).blurred(0.45 + 0.08 * level);
    let gain = (draw.range(-0.12, 0.15) * (0.4 + 0.3 * level)) as f32;
    let mut columns = vec![1.0f32; raster.width];
    if draw.chance(0.15 * level + 0.05) {
        for _ in 0..draw.between(1, 1 + hardness.level as u64) {
            let at = draw.below(raster.width as u64 - 2) as usize;
            let left = draw.range(0.0, 0.5) as f32;
            let wide = draw.between(1, 2) as usize;
            columns[at..at + wide].iter_mut().for_each(|ink| *ink *= left);
        }
    }
    let banded = draw.chance(0.3 + 0.1 * level);
    let period = draw.range(90.0, 600.0) as f32;
    let depth = if banded {
        draw.range(0.0, 0.08 * hardness.level as f64) as f32
    } else {
        0.0
    };
    let contrast = draw.range(hardness.contrast.0, hardness.contrast.1) as f32;
    let fading = ValueNoise::new((raster.width, raster.height), 4, 0.08 + 0.1 * level, draw);
    for (y, row) in raster.rows_mut().enumerate() {
        let band = contrast * (1.0 - depth * wave(y as f32 / period).abs());
        for (x, (value, column)) in row.iter_mut().zip(&columns).enumerate() {
            let printed = ((*value - 0.5 + gain * 0.6) * 1.6 + 0.5).clamp(0.0, 1.0);
            // Where nothing is printed nothing fades.
            *value = if printed == 1.0 {
                tone
            } else {
                let fade = (1.0 + fading.at(x as f32, y as f32)).clamp(0.25, 1.3);
                tone * (1.0 - ((1.0 - printed) * column * band * fade).min(1.0))
            };
        }
    }
    raster
}
