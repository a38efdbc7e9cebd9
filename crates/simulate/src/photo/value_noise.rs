//! Value noise: a smooth random field, for light, ink and the bending of paper.

use crate::draw::Draw;

/// Random values at the corners of a grid of square cells, interpolated smoothly.
pub(super) struct ValueNoise {
    across: usize,
    down: usize,
    cell: f32,
    values: Vec<f32>,
}

impl ValueNoise {
    /// A field over a raster of this size, with `cells` cells across and values within ±`most`.
    pub(super) fn new(
        (width, height): (usize, usize),
        cells: usize,
        most: f64,
        draw: &mut Draw,
    ) -> ValueNoise {
        let cell = width as f32 / cells as f32;
        let (across, down) = (cells + 2, (height as f32 / cell) as usize + 2);
        ValueNoise {
            across,
            down,
            cell,
            values: (0..across * down)
                .map(|_| draw.range(-most, most) as f32)
                .collect(),
        }
    }

    #[inline]
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let place = |at: f32, corners: usize| {
            let at = (at / self.cell).clamp(0.0, (corners - 1) as f32 - 0.001);
            let whole = at as usize;
            let part = at - whole as f32;
            (whole, part * part * (3.0 - 2.0 * part))
        };
        let ((left, fx), (top, fy)) = (place(x, self.across), place(y, self.down));
        let first = top * self.across + left;
        let [a, b] = [self.values[first], self.values[first + 1]];
        let [c, d] = [
            self.values[first + self.across],
            self.values[first + self.across + 1],
        ];
        let (above, below) = (a + (b - a) * fx, c + (d - c) * fx);
        above + (below - above) * fy
    }
}

/// A wave of period 1 between −1 and 1: two parabolas that approximate a sine.
pub(super) fn wave(turns: f32) -> f32 {
    let whole = turns as i32 - i32::from(turns < 0.0);
    let half = (turns - whole as f32) * 2.0 - 1.0;
    -4.0 * half * (1.0 - half.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Stream;

    #[test]
    fn a_wave_is_close_to_a_sine() {
        for n in -300..300 {
            let turns = n as f32 / 100.0;
            let sine = (turns * std::f32::consts::TAU).sin();
            assert!((wave(turns) - sine).abs() < 0.06, "{turns}");
        }
    }

    #[test]
    fn neighbours_are_alike_and_nothing_is_larger_than_said() {
        let smooth = ValueNoise::new((400, 900), 4, 2.0, &mut Draw::new(1, Stream::Faults));
        for y in 0..899 {
            for x in 0..399 {
                let here = smooth.at(x as f32, y as f32);
                assert!(here.abs() <= 2.0);
                assert!((here - smooth.at(x as f32 + 1.0, y as f32)).abs() < 0.07);
            }
        }
    }
}
