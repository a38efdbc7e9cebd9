//! Grey rasters of floating-point values, 0 black and 1 white, with convolution, blur and scaling.

use crate::draw::exp;
use sheet::Grey;

/// A convolution kernel's tap: offset to the right, offset down, weight.
pub(super) type Tap = (isize, isize, f32);

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raster {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

impl Raster {
    pub(super) fn new(width: usize, height: usize, value: f32) -> Raster {
        Raster {
            width,
            height,
            values: vec![value; width * height],
        }
    }

    pub(super) fn of(grey: &Grey) -> Raster {
        Raster {
            width: grey.width(),
            height: grey.height(),
            values: grey.pixels().iter().map(|p| f32::from(*p) / 255.0).collect(),
        }
    }

    pub(super) fn to_grey(&self) -> Grey {
        let pixel = |value: &f32| (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        Grey::new(self.width, self.height, self.values.iter().map(pixel).collect())
    }

    pub(super) fn row(&self, y: usize) -> &[f32] {
        &self.values[y * self.width..][..self.width]
    }

    pub(super) fn rows_mut(&mut self) -> std::slice::ChunksExactMut<'_, f32> {
        self.values.chunks_exact_mut(self.width)
    }

    /// The value at a point, bilinear between pixels, clamped at the edges.
    #[inline]
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let (right, down) = (
            usize::from(left + 1 < self.width),
            if top + 1 < self.height { self.width } else { 0 },
        );
        let first = top * self.width + left;
        let [a, b] = [self.values[first], self.values[first + right]];
        let [c, d] = [self.values[first + down], self.values[first + down + right]];
        let (above, below) = (a + (b - a) * fx, c + (d - c) * fx);
        above + (below - above) * fy
    }

    /// Convolves the raster with a kernel; edges are extended by the nearest pixel.
    pub(super) fn convolved(&self, taps: &[Tap]) -> Raster {
        let mut out = Raster::new(self.width, self.height, 0.0);
        let last = self.height as isize - 1;
        for (y, sums) in (0isize..).zip(out.rows_mut()) {
            for (dx, dy, weight) in taps {
                let row = self.row((y + dy).clamp(0, last) as usize);
                let before = dx.unsigned_abs().min(self.width) * usize::from(*dx < 0);
                let after = dx.unsigned_abs().min(self.width) * usize::from(*dx > 0);
                let within = self.width - before - after;
                for (sum, value) in sums[before..][..within].iter_mut().zip(&row[after..]) {
                    *sum += weight * value;
                }
                sums[..before].iter_mut().for_each(|sum| *sum += weight * row[0]);
                let end = weight * row[self.width - 1];
                sums[before + within..].iter_mut().for_each(|sum| *sum += end);
            }
        }
        out
    }

    /// Gaussian blur with this standard deviation, in pixels.
    pub(super) fn blurred(&self, deviation: f64) -> Raster {
        let reach = (deviation * 2.5 + 0.5) as isize;
        if reach == 0 {
            return self.clone();
        }
        let bell = |n: isize| exp(-((n * n) as f64) / (2.0 * deviation * deviation)) as f32;
        let across: Vec<Tap> = normalised((-reach..=reach).map(|n| (n, 0, bell(n))).collect());
        let down: Vec<Tap> = across.iter().map(|(n, _, weight)| (0, *n, *weight)).collect();
        self.convolved(&across).convolved(&down)
    }

    /// Scaled by this factor, with bilinear interpolation.
    pub(super) fn resized(&self, times: f64) -> Raster {
        let side = |length: usize| ((length as f64 * times) as usize).max(1);
        let (width, height) = (side(self.width), side(self.height));
        let (across, down) = (
            self.width as f32 / width as f32,
            self.height as f32 / height as f32,
        );
        let mut out = Raster::new(width, height, 0.0);
        for (y, row) in out.rows_mut().enumerate() {
            for (x, value) in row.iter_mut().enumerate() {
                *value = self.at((x as f32 + 0.5) * across, (y as f32 + 0.5) * down);
            }
        }
        out
    }
}

/// The kernel normalised to the sum one.
pub(super) fn normalised(mut taps: Vec<Tap>) -> Vec<Tap> {
    let sum: f32 = taps.iter().map(|tap| tap.2).sum();
    taps.iter_mut().for_each(|tap| tap.2 /= sum);
    taps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blurring_keeps_the_light_and_spreads_it() {
        let mut raster = Raster::new(21, 21, 0.0);
        raster.values[10 * 21 + 10] = 1.0;
        let blurred = raster.blurred(2.0);
        let sum: f32 = blurred.values.iter().sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        let spread: f32 = (0..21)
            .map(|x| blurred.row(10)[x] * (x as f32 - 10.0).powi(2))
            .sum();
        let own = spread / blurred.row(10).iter().sum::<f32>();
        assert!((3.3..4.2).contains(&own), "{own}");
    }

    #[test]
    fn the_edges_of_a_flat_plane_stay_flat() {
        let flat = Raster::new(3, 2, 0.5);
        let moved = flat.convolved(&[(-9, 4, 0.25), (2, -1, 0.5), (9, 0, 0.25)]);
        assert!(moved.values.iter().all(|value| (value - 0.5).abs() < 1e-6));
        assert!(flat.resized(2.5).values.iter().all(|value| *value == 0.5));
    }
}
