//! Grey pictures, and parts of them with normalised illumination, in which codes are searched.

/// A grey picture: a byte for each pixel, row by row, 0 black and 255 white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// A picture of these pixels, row by row.
    ///
    /// # Panics
    /// Where there are not `width` × `height` of them.
    pub fn new(width: usize, height: usize, pixels: Vec<u8>) -> Grey {
        assert_eq!(pixels.len(), width * height, "as many pixels as the sides say");
        Grey {
            width,
            height,
            pixels,
        }
    }

    /// Pixels from left to right.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// A row of pixels.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..][..self.width]
    }

    /// The picture with light and dark exchanged.
    pub(crate) fn negative(&self) -> Grey {
        let pixels = self.pixels.iter().map(|pixel| u8::MAX - pixel).collect();
        Grey::new(self.width, self.height, pixels)
    }

    /// The picture at half the size, each pixel the mean of four.
    pub fn half(&self) -> Grey {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let (above, below) = (self.row(2 * y), self.row(2 * y + 1));
            let pairs = above.chunks_exact(2).zip(below.chunks_exact(2)).take(width);
            pixels.extend(pairs.map(|(a, b)| {
                let sum = u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]);
                ((sum + 2) / 4) as u8
            }));
        }
        Grey::new(width, height, pixels)
    }
}

/// A rectangle of a picture with normalised illumination: each value says by how many local standard deviations a pixel is
/// darker than the local mean.
#[derive(Debug)]
pub(crate) struct Normalised<'g> {
    grey: &'g Grey,
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    /// In fractions of a standard deviation: [`UNIT`] is one.
    values: Vec<i8>,
}

/// The side of a tile, in pixels; twice as many from the radius [`ROUGH`] on.
const TILE: usize = 4;
const ROUGH: f32 = 16.0;
/// The least standard deviation that is divided by, in grey levels, so that noise is not amplified.
const LEAST_DEVIATION: f32 = 4.0;
/// The stored value of one standard deviation; values are clamped to ±127.
const UNIT: f32 = 50.0;
/// The most pixels that are normalised at once: a code that takes more of a picture is found as well at half the size.
/// Several are kept at a time, and a picture can be made so that all of them are large.
const LARGEST: usize = 16_000_000;

/// The pixels within bounds (left, top, right, bottom), clamped to the picture.
fn within(grey: &Grey, bounds: [f32; 4]) -> [usize; 4] {
    let clamp = |value: f32, most: usize| value.clamp(0.0, most as f32) as usize;
    let (left, top) = (clamp(bounds[0], grey.width), clamp(bounds[1], grey.height));
    let right = clamp(bounds[2] + 1.0, grey.width).max(left);
    let bottom = clamp(bounds[3] + 1.0, grey.height).max(top);
    [left, top, right, bottom]
}

impl<'g> Normalised<'g> {
    /// Whether the part of the picture within these bounds is small enough to be normalised.
    pub(crate) fn is_possible(grey: &Grey, bounds: [f32; 4]) -> bool {
        let [left, top, right, bottom] = within(grey, bounds);
        (right - left) * (bottom - top) <= LARGEST
    }

    /// Normalises the part of the picture within these bounds (left, top, right, bottom) by means and deviations over
    /// about `radius` pixels each way.
    pub(crate) fn new(grey: &'g Grey, bounds: [f32; 4], radius: f32) -> Normalised<'g> {
        let [left, top, right, bottom] = within(grey, bounds);
        let (width, height) = (right - left, bottom - top);
        let tile = if radius < ROUGH { TILE } else { 2 * TILE };
        let (across, down) = (width.div_ceil(tile), height.div_ceil(tile));

        // Summed-area table of values and squares, tile by tile.
        let mut sums = vec![[0u64; 2]; (across + 1) * (down + 1)];
        let mut row = vec![[0u32; 2]; across];
        for y in 0..down {
            row.fill([0; 2]);
            for line in y * tile..((y + 1) * tile).min(height) {
                let pixels = &grey.row(top + line)[left..right];
                for (sum, pixels) in row.iter_mut().zip(pixels.chunks(tile)) {
                    let (mut values, mut squares) = (0, 0);
                    for p in pixels {
                        let p = u32::from(*p);
                        values += p;
                        squares += p * p;
                    }
                    *sum = [sum[0] + values, sum[1] + squares];
                }
            }
            let mut sum = [0u64; 2];
            let (above, own) = sums.split_at_mut((y + 1) * (across + 1));
            let above = &above[y * (across + 1) + 1..];
            for ((tile, above), own) in row.iter().zip(above).zip(&mut own[1..]) {
                for n in 0..2 {
                    sum[n] += u64::from(tile[n]);
                    own[n] = above[n] + sum[n];
                }
            }
        }
        let reach = (radius / tile as f32).round().max(1.0) as usize;
        let mut values = vec![0; width * height];
        let mut tiles = vec![(0.0, 0.0); across];
        for y in 0..down {
            let (above, below) = (y.saturating_sub(reach), (y + reach + 1).min(down));
            let rows = (below * tile).min(height) - above * tile;
            for (x, light) in tiles.iter_mut().enumerate() {
                let (before, after) = (x.saturating_sub(reach), (x + reach + 1).min(across));
                let at = |x: usize, y: usize| sums[y * (across + 1) + x];
                let [a, b, c, d] = [
                    at(after, below),
                    at(before, above),
                    at(before, below),
                    at(after, above),
                ];
                let [sum, squares] = std::array::from_fn(|n| (a[n] + b[n] - c[n] - d[n]) as f32);
                let one = 1.0 / (rows * ((after * tile).min(width) - before * tile)) as f32;
                let mean = sum * one;
                let deviation = (squares * one - mean * mean).max(0.0).sqrt();
                *light = (mean, UNIT / deviation.max(LEAST_DEVIATION));
            }
            for line in y * tile..((y + 1) * tile).min(height) {
                let pixels = grey.row(top + line)[left..right].chunks(tile);
                let values = values[line * width..][..width].chunks_mut(tile);
                for ((values, pixels), (mean, scale)) in values.zip(pixels).zip(&tiles) {
                    for (value, pixel) in values.iter_mut().zip(pixels) {
                        *value = ((mean - f32::from(*pixel)) * scale).clamp(-127.0, 127.0) as i32 as i8;
                    }
                }
            }
        }
        Normalised {
            grey,
            left,
            top,
            width,
            height,
            values,
        }
    }

    /// The whole picture.
    pub(crate) fn picture(&self) -> &'g Grey {
        self.grey
    }

    /// The value at a point of the picture, bilinear between pixels; 0 outside.
    #[inline]
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - self.left as f32 - 0.5, y - self.top as f32 - 0.5);
        if !(x >= 0.0 && y >= 0.0) {
            return 0.0;
        }
        let (left, top) = (x as usize, y as usize);
        if left + 1 >= self.width || top + 1 >= self.height {
            return 0.0;
        }
        let (fx, fy) = (x - left as f32, y - top as f32);
        let first = top * self.width + left;
        let (row, next) = (
            &self.values[first..first + 2],
            &self.values[first + self.width..][..2],
        );
        let (a, b, c, d) = (
            f32::from(row[0]),
            f32::from(row[1]),
            f32::from(next[0]),
            f32::from(next[1]),
        );
        let (above, below) = (a + (b - a) * fx, c + (d - c) * fx);
        (above + (below - above) * fy) * (1.0 / UNIT)
    }
}
