//! Scaling a picture down, and smoothing it.

use crate::grey::Grey;

/// The sides of a small copy whose longest side is `longest`.
pub(super) fn sides(width: usize, height: usize, longest: usize) -> [usize; 2] {
    let long = width.max(height);
    [width, height].map(|side| ((side * longest + long / 2) / long).max(1))
}

/// Scales the picture to these sides, at most [`u16::MAX`] each, by area averaging: each pixel is the mean of the pixels
/// that it covers, weighted by the covered area.
pub(super) fn shrunk(grey: &Grey, [width, height]: [usize; 2]) -> Grey {
    let rows = Parts::new(grey.height(), height);
    let columns = Parts::new(grey.width(), width);
    let whole = (grey.width() * grey.height()) as u64;
    let mut pixels = Vec::with_capacity(width * height);
    let mut sums = vec![0u32; grey.width()];
    for y in 0..height {
        sums.fill(0);
        for (y, weight) in rows.of(y) {
            let row = grey.row(y);
            sums.iter_mut()
                .zip(row)
                .for_each(|(sum, p)| *sum += weight * u32::from(*p));
        }
        for x in 0..width {
            let sum: u64 = columns
                .of(x)
                .map(|(x, weight)| u64::from(weight) * u64::from(sums[x]))
                .sum();
            pixels.push(((sum + whole / 2) / whole) as u8);
        }
    }
    Grey::new(width, height, pixels)
}

/// The division of `whole` pixels into equal parts, in integers: lengths are counted in fractions of a pixel, `parts` to
/// one.
struct Parts {
    whole: usize,
    parts: usize,
}

impl Parts {
    fn new(whole: usize, parts: usize) -> Parts {
        Parts { whole, parts }
    }

    /// The pixels that a part covers, and the length covered of each: `whole` in all.
    fn of(&self, at: usize) -> impl Iterator<Item = (usize, u32)> {
        let (first, end) = (at * self.whole, (at + 1) * self.whole);
        let parts = self.parts;
        (first / parts..end.div_ceil(parts)).map(move |pixel| {
            let (from, to) = (first.max(pixel * parts), end.min((pixel + 1) * parts));
            (pixel, (to - from) as u32)
        })
    }
}

/// Smooths the picture with the binomial kernel 1 4 6 4 1 along rows and columns; edges are extended by the nearest
/// pixel.
pub(super) fn smoothed(grey: &Grey) -> Grey {
    let (width, height) = (grey.width(), grey.height());
    let sum = |[a, b, c, d, e]: [u16; 5]| a + e + 4 * (b + d) + 6 * c;
    let mut pixels = Vec::with_capacity(width * height);
    let mut column = vec![0u16; width + 4];
    for y in 0..height {
        let row = |by: usize| grey.row((y + by).saturating_sub(2).min(height - 1));
        let [a, b, c, d, e] = [row(0), row(1), row(2), row(3), row(4)];
        for (x, value) in column[2..2 + width].iter_mut().enumerate() {
            *value = sum([a[x], b[x], c[x], d[x], e[x]].map(u16::from));
        }
        let (first, last) = (column[2], column[width + 1]);
        column[..2].fill(first);
        column[width + 2..].fill(last);
        pixels.extend(column.windows(5).map(|near| {
            // At most 16 · 16 · 255.
            let [a, b, c, d, e] = [near[0], near[1], near[2], near[3], near[4]].map(u32::from);
            ((a + e + 4 * (b + d) + 6 * c + 128) >> 8) as u8
        }));
    }
    Grey::new(width, height, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_is_the_mean_of_what_it_covers() {
        let grey = Grey::new(3, 1, vec![30, 60, 90]);
        assert_eq!(shrunk(&grey, [2, 1]).pixels(), [40, 80]);
        assert_eq!(shrunk(&grey, [3, 1]), grey);
        assert_eq!(shrunk(&grey, [6, 2]).row(1), [30, 30, 60, 60, 90, 90]);
        let white = Grey::new(1000, 700, vec![255; 700_000]);
        assert!(shrunk(&white, [144, 101]).pixels().iter().all(|p| *p == 255));
        assert_eq!(sides(1000, 700, 144), [144, 101]);
    }

    #[test]
    fn smoothing_leaves_what_is_even_and_spreads_a_point() {
        let even = Grey::new(5, 4, vec![77; 20]);
        assert_eq!(smoothed(&even), even);
        let mut pixels = vec![0; 49];
        pixels[3 * 7 + 3] = 255;
        let spread = smoothed(&Grey::new(7, 7, pixels));
        assert_eq!(spread.row(3), [0, 6, 24, 36, 24, 6, 0]);
    }
}
