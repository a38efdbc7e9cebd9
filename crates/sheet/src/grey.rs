//! Grey pictures, and the parts of them that codes are looked for in.

/// A grey picture: a byte for each pixel, row by row, 0 black and 255 white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// A picture of these pixels.
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

    /// Half the size: each pixel the mean of four.
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

/// A rectangle of a picture with the light taken out of it: how many deviations of its surroundings a place is
/// darker than their mean.
#[derive(Debug)]
pub(crate) struct Levelled<'g> {
    grey: &'g Grey,
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
    across: usize,
    /// For each tile, the mean of its surroundings and one over their deviation.
    tiles: Vec<(f32, f32)>,
}

/// The side of a tile, in pixels.
const TILE: usize = 4;
/// The least deviation that light is told from noise by, in grey levels.
const LEAST_DEVIATION: f32 = 4.0;
/// The most deviations that count.
const MOST: f32 = 2.5;

impl<'g> Levelled<'g> {
    /// The part of the picture within these bounds (left, top, right, bottom), with surroundings of about
    /// `radius` pixels each way.
    pub(crate) fn new(grey: &'g Grey, bounds: [f32; 4], radius: f32) -> Levelled<'g> {
        let clamp = |value: f32, most: usize| value.clamp(0.0, most as f32) as usize;
        let (left, top) = (clamp(bounds[0], grey.width), clamp(bounds[1], grey.height));
        let right = clamp(bounds[2] + 1.0, grey.width).max(left);
        let bottom = clamp(bounds[3] + 1.0, grey.height).max(top);
        let (across, down) = ((right - left).div_ceil(TILE), (bottom - top).div_ceil(TILE));

        // Sums of pixels, values and squares over all tiles above and to the left.
        let mut sums = vec![[0u64; 3]; (across + 1) * (down + 1)];
        let mut row = vec![[0u32; 3]; across];
        for y in 0..down {
            row.fill([0; 3]);
            for pixels in top + y * TILE..(top + (y + 1) * TILE).min(bottom) {
                let pixels = &grey.row(pixels)[left..right];
                for (tile, pixels) in row.iter_mut().zip(pixels.chunks(TILE)) {
                    for p in pixels {
                        let p = u32::from(*p);
                        *tile = [tile[0] + 1, tile[1] + p, tile[2] + p * p];
                    }
                }
            }
            let mut sum = [0u64; 3];
            for (x, tile) in row.iter().enumerate() {
                for n in 0..3 {
                    sum[n] += u64::from(tile[n]);
                    let above = sums[y * (across + 1) + x + 1][n];
                    sums[(y + 1) * (across + 1) + x + 1][n] = above + sum[n];
                }
            }
        }
        let reach = (radius / TILE as f32).round().max(1.0) as usize;
        let mut tiles = Vec::with_capacity(across * down);
        for y in 0..down {
            let (above, below) = (y.saturating_sub(reach), (y + reach + 1).min(down));
            for x in 0..across {
                let (before, after) = (x.saturating_sub(reach), (x + reach + 1).min(across));
                let at = |x: usize, y: usize| sums[y * (across + 1) + x];
                let [a, b, c, d] = [
                    at(after, below),
                    at(before, above),
                    at(before, below),
                    at(after, above),
                ];
                let [count, sum, squares] = std::array::from_fn(|n| (a[n] + b[n] - c[n] - d[n]) as f32);
                let mean = sum / count;
                let deviation = (squares / count - mean * mean).max(0.0).sqrt();
                tiles.push((mean, 1.0 / deviation.max(LEAST_DEVIATION)));
            }
        }
        Levelled {
            grey,
            left,
            top,
            right,
            bottom,
            across,
            tiles,
        }
    }

    /// The whole picture.
    pub(crate) fn picture(&self) -> &'g Grey {
        self.grey
    }

    /// The value at a place of the picture, between its four pixels; 0 outside.
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        if !(x >= self.left as f32 && y >= self.top as f32) {
            return 0.0;
        }
        let (left, top) = (x as usize, y as usize);
        if left + 1 >= self.right || top + 1 >= self.bottom {
            return 0.0;
        }
        let (fx, fy) = (x - left as f32, y - top as f32);
        let first = top * self.grey.width + left;
        let above = &self.grey.pixels[first..][..2];
        let below = &self.grey.pixels[first + self.grey.width..][..2];
        let between = |p: &[u8]| f32::from(p[0]) + (f32::from(p[1]) - f32::from(p[0])) * fx;
        let (a, b) = (between(above), between(below));
        let pixel = a + (b - a) * fy;
        let (mean, scale) = self.tiles[(top - self.top) / TILE * self.across + (left - self.left) / TILE];
        ((mean - pixel) * scale).clamp(-MOST, MOST)
    }
}
