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

/// A rectangle of a picture with the light taken out of it: how many deviations of its surroundings a pixel
/// is darker than their mean.
#[derive(Debug)]
pub(crate) struct Levelled {
    left: f32,
    top: f32,
    width: usize,
    height: usize,
    values: Vec<f32>,
}

/// The least deviation that light is told from noise by, in grey levels.
const LEAST_DEVIATION: f32 = 4.0;
/// The most deviations that count.
const MOST: f32 = 2.5;

impl Levelled {
    /// The part of the picture within these bounds, with surroundings of `radius` pixels each way.
    pub(crate) fn new(grey: &Grey, bounds: [f32; 4], radius: usize) -> Levelled {
        let clamp = |value: f32, most: usize| value.clamp(0.0, most as f32) as usize;
        let (left, top) = (clamp(bounds[0], grey.width), clamp(bounds[1], grey.height));
        let right = clamp(bounds[2] + 1.0, grey.width).max(left);
        let bottom = clamp(bounds[3] + 1.0, grey.height).max(top);
        let (width, height) = (right - left, bottom - top);

        // Sums of values and squares over the columns of a moving band of rows.
        let mut columns = vec![(0u32, 0u64); width];
        let mut values = Vec::with_capacity(width * height);
        let row = |y: usize| &grey.row(y)[left..right];
        let add = |columns: &mut [(u32, u64)], y: usize| {
            for ((sum, squares), p) in columns.iter_mut().zip(row(y)) {
                *sum += u32::from(*p);
                *squares += u64::from(*p) * u64::from(*p);
            }
        };
        for y in top..(top + radius).min(bottom) {
            add(&mut columns, y);
        }
        for y in top..bottom {
            if y + radius < bottom {
                add(&mut columns, y + radius);
            }
            if y > top + radius {
                for ((sum, squares), p) in columns.iter_mut().zip(row(y - radius - 1)) {
                    *sum -= u32::from(*p);
                    *squares -= u64::from(*p) * u64::from(*p);
                }
            }
            let rows = (y + radius + 1).min(bottom) - y.saturating_sub(radius).max(top);
            let (mut sum, mut squares) = (0u64, 0u64);
            for (s, q) in columns.iter().take(radius) {
                sum += u64::from(*s);
                squares += q;
            }
            for (x, p) in row(y).iter().enumerate() {
                if let Some((s, q)) = columns.get(x + radius) {
                    sum += u64::from(*s);
                    squares += q;
                }
                if x > radius {
                    let (s, q) = columns[x - radius - 1];
                    sum -= u64::from(s);
                    squares -= q;
                }
                let count = (rows * ((x + radius + 1).min(width) - x.saturating_sub(radius))) as f32;
                let mean = sum as f32 / count;
                let deviation = (squares as f32 / count - mean * mean).max(0.0).sqrt();
                let value = (mean - f32::from(*p)) / deviation.max(LEAST_DEVIATION);
                values.push(value.clamp(-MOST, MOST));
            }
        }
        Levelled {
            left: left as f32,
            top: top as f32,
            width,
            height,
            values,
        }
    }

    /// The value at a place of the picture, between its four pixels; 0 outside.
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - self.left - 0.5, y - self.top - 0.5);
        if !(x >= 0.0 && y >= 0.0) {
            return 0.0;
        }
        let (left, top) = (x as usize, y as usize);
        if left + 1 >= self.width || top + 1 >= self.height {
            return 0.0;
        }
        let (fx, fy) = (x - left as f32, y - top as f32);
        let above = &self.values[top * self.width + left..][..2];
        let below = &self.values[(top + 1) * self.width + left..][..2];
        let a = above[0] + (above[1] - above[0]) * fx;
        let b = below[0] + (below[1] - below[0]) * fx;
        a + (b - a) * fy
    }
}
