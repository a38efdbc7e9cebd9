//! Small copies of a picture.

use crate::grey::Grey;

/// The sides of a small copy whose longest side is `longest`.
pub(super) fn sides(width: usize, height: usize, longest: usize) -> [usize; 2] {
    let long = width.max(height);
    [width, height].map(|side| ((side * longest + long / 2) / long).max(1))
}

/// The picture with these sides: each pixel the mean of those that it covers, at least of one.
pub(super) fn shrunk(grey: &Grey, [width, height]: [usize; 2]) -> Grey {
    let part = |at: usize, whole: usize, parts: usize| {
        let first = at * whole / parts;
        first..((at + 1) * whole / parts).max(first + 1)
    };
    let mut pixels = Vec::with_capacity(width * height);
    let mut sums = vec![0u32; grey.width()];
    for y in 0..height {
        let rows = part(y, grey.height(), height);
        sums.fill(0);
        for y in rows.clone() {
            let row = grey.row(y);
            sums.iter_mut()
                .zip(row)
                .for_each(|(sum, p)| *sum += u32::from(*p));
        }
        for x in 0..width {
            let columns = part(x, grey.width(), width);
            let count = (rows.len() * columns.len()) as u64;
            let sum: u64 = sums[columns].iter().map(|sum| u64::from(*sum)).sum();
            pixels.push(((sum + count / 2) / count) as u8);
        }
    }
    Grey::new(width, height, pixels)
}

/// The picture, each pixel with its neighbours by the weights 1 4 6 4 1 in rows and columns. What lies outside is as
/// the nearest pixel.
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
