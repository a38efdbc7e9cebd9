//! Pixel formats that samples are decoded to: one byte of grey, or three of red, green and blue.

/// A pixel format.
pub(crate) trait Pixel: Copy {
    /// Bytes of a pixel.
    const BYTES: usize;
    /// The pixel of this lightness.
    fn grey(value: u8) -> Self;
    /// The pixel of this red, green and blue.
    fn colour(red: u8, green: u8, blue: u8) -> Self;
    /// The pixel of this luma and chroma (Y, Cb, Cr).
    fn difference(light: u8, blue: u8, red: u8) -> Self;
    /// Maps each of its bytes.
    fn each(self, change: impl Fn(u8) -> u8) -> Self;
    /// Writes its bytes.
    fn put(self, to: &mut [u8]);

    /// Composited on white with this alpha, of 255.
    fn on_white(self, opacity: u8) -> Self {
        self.each(|value| part(value, opacity) + (255 - opacity))
    }
}

/// Grey.
impl Pixel for u8 {
    const BYTES: usize = 1;

    fn grey(value: u8) -> u8 {
        value
    }
    /// ITU-R BT.601, as in JPEG's Y.
    fn colour(red: u8, green: u8, blue: u8) -> u8 {
        ((77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue) + 128) >> 8) as u8
    }
    fn difference(light: u8, _: u8, _: u8) -> u8 {
        light
    }
    fn each(self, change: impl Fn(u8) -> u8) -> u8 {
        change(self)
    }
    fn put(self, to: &mut [u8]) {
        to[0] = self;
    }
}

/// Red, green and blue.
impl Pixel for [u8; 3] {
    const BYTES: usize = 3;

    fn grey(value: u8) -> [u8; 3] {
        [value; 3]
    }
    fn colour(red: u8, green: u8, blue: u8) -> [u8; 3] {
        [red, green, blue]
    }
    /// ITU-T T.871, section 7, in 65,536ths.
    fn difference(light: u8, blue: u8, red: u8) -> [u8; 3] {
        let light = (i32::from(light) << 16) + (1 << 15);
        let (blue, red) = (i32::from(blue) - 128, i32::from(red) - 128);
        let sums = [
            light + 91_881 * red,
            light - 22_554 * blue - 46_802 * red,
            light + 116_130 * blue,
        ];
        sums.map(|sum| (sum >> 16).clamp(0, 255) as u8)
    }
    fn each(self, change: impl Fn(u8) -> u8) -> [u8; 3] {
        self.map(change)
    }
    fn put(self, to: &mut [u8]) {
        to.copy_from_slice(&self);
    }
}

/// `value` times `share` / 255.
pub(super) fn part(value: u8, share: u8) -> u8 {
    ((u32::from(value) * u32::from(share) + 127) / 255) as u8
}

/// Converts interleaved samples, `samples` for each pixel, to pixels; in place where these are not larger.
pub(super) fn made<P: Pixel>(mut stored: Vec<u8>, samples: usize, pixel: impl Fn(&[u8]) -> P) -> Vec<u8> {
    let count = stored.len() / samples;
    if P::BYTES > samples {
        let mut pixels = vec![0; count * P::BYTES];
        for (to, from) in pixels
            .chunks_exact_mut(P::BYTES)
            .zip(stored.chunks_exact(samples))
        {
            pixel(from).put(to);
        }
        return pixels;
    }
    for at in 0..count {
        let made = pixel(&stored[at * samples..][..samples]);
        made.put(&mut stored[at * P::BYTES..][..P::BYTES]);
    }
    stored.truncate(count * P::BYTES);
    stored.shrink_to_fit();
    stored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_white_and_black_is_black_in_every_sum() {
        assert_eq!((u8::colour(0, 0, 0), u8::colour(255, 255, 255)), (0, 255));
        for value in 0..=255 {
            assert_eq!(part(value, 255), value);
            assert_eq!(value.on_white(255), value);
            assert_eq!(value.on_white(0), 255);
            assert_eq!(u8::colour(value, value, value), value);
            assert_eq!(255.on_white(value), 255);
            assert_eq!(<[u8; 3]>::difference(value, 128, 128), [value; 3]);
        }
    }

    #[test]
    fn colours_come_back_from_their_differences() {
        for [red, green, blue] in [
            [255, 0, 0],
            [0, 255, 0],
            [0, 0, 255],
            [200, 100, 50],
            [7, 250, 131],
        ] {
            let [r, g, b] = [red, green, blue].map(f64::from);
            let light = 0.299 * r + 0.587 * g + 0.114 * b;
            let (cb, cr) = ((b - light) / 1.772 + 128.0, (r - light) / 1.402 + 128.0);
            let [light, cb, cr] = [light, cb, cr].map(|value| value.round().clamp(0.0, 255.0) as u8);
            let made = <[u8; 3]>::difference(light, cb, cr);
            for (made, meant) in made.into_iter().zip([red, green, blue]) {
                assert!(made.abs_diff(meant) <= 2, "{made} for {meant}");
            }
        }
    }
}
