//! A photograph as a file: rotated, tinted, JPEG-encoded, and passed on with changes.

use super::raster::Raster;
use crate::draw::Draw;
use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};
use sheet::Grey;

/// A photograph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    grey: Grey,
    /// Factors of red, green and blue; `None` for a grey file.
    tint: Option<[f32; 3]>,
    quality: u8,
}

/// What a messenger or a person changes in a photograph that is sent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resent {
    /// Saved again at a lower JPEG quality.
    Saved,
    /// Cropped by a twentieth of its width and of its height.
    Cropped,
    /// Rotated by a few degrees.
    Turned,
}

impl Resent {
    pub(crate) const ALL: [Resent; 3] = [Resent::Saved, Resent::Cropped, Resent::Turned];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Resent::Saved => "saved again",
            Resent::Cropped => "cropped",
            Resent::Turned => "turned",
        }
    }
}

impl Picture {
    pub(super) fn new(raster: &Raster, qualities: (u64, u64), draw: &mut Draw) -> Picture {
        // Three of ten phones held upright write the picture lying or upside down.
        let quarters = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3][draw.below(10) as usize];
        let tint = [draw.range(0.9, 1.0), draw.range(0.94, 1.0), 1.0].map(|n| n as f32);
        Picture {
            grey: (0..quarters).fold(raster.to_grey(), |grey, _| turned(&grey)),
            tint: (!draw.chance(0.15)).then_some(tint),
            quality: draw.between(qualities.0, qualities.1) as u8,
        }
    }

    /// The same photograph after it was sent on.
    pub(crate) fn resent(&self, how: Resent, draw: &mut Draw) -> Picture {
        let grey = match how {
            Resent::Saved => self.grey.clone(),
            Resent::Cropped => cropped(&self.grey, draw),
            Resent::Turned => tilted(&self.grey, draw),
        };
        Picture {
            grey,
            tint: self.tint,
            quality: (self.quality - draw.between(5, 20) as u8).max(20),
        }
    }

    /// Encodes the picture as JPEG with chroma subsampling.
    pub(crate) fn jpeg(&self) -> Result<Vec<u8>, EncodingError> {
        let (width, height) = (self.grey.width() as u16, self.grey.height() as u16);
        let mut bytes = Vec::with_capacity(self.grey.pixels().len() / 4);
        let mut encoder = Encoder::new(&mut bytes, self.quality);
        match self.tint {
            None => encoder.encode(self.grey.pixels(), width, height, ColorType::Luma)?,
            Some(tint) => {
                let shades: [[u8; 256]; 3] =
                    tint.map(|part| std::array::from_fn(|n| (n as f32 * part + 0.5) as u8));
                let mut colours = Vec::with_capacity(self.grey.pixels().len() * 3);
                for pixel in self.grey.pixels() {
                    colours.extend(shades.map(|shades| shades[usize::from(*pixel)]));
                }
                encoder.set_sampling_factor(SamplingFactor::F_2_2);
                encoder.encode(&colours, width, height, ColorType::Rgb)?;
            }
        }
        Ok(bytes)
    }
}

/// Rotated by 90 degrees anticlockwise.
fn turned(grey: &Grey) -> Grey {
    let (width, height) = (grey.height(), grey.width());
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        pixels.extend((0..width).map(|x| grey.row(x)[height - 1 - y]));
    }
    Grey::new(width, height, pixels)
}

/// Cropped by a twentieth of each side, split at random between both ends.
fn cropped(grey: &Grey, draw: &mut Draw) -> Grey {
    let [across, down] = [grey.width(), grey.height()].map(|side| side / 20);
    let left = draw.below(across as u64 + 1) as usize;
    let top = draw.below(down as u64 + 1) as usize;
    let (width, height) = (grey.width() - across, grey.height() - down);
    let rows = (top..top + height).flat_map(|y| &grey.row(y)[left..left + width]);
    Grey::new(width, height, rows.copied().collect())
}

/// Rotated by two to six degrees about its centre, dark where there was no picture.
fn tilted(grey: &Grey, draw: &mut Draw) -> Grey {
    let half = draw.range(2.0, 6.0) * std::f64::consts::PI / 360.0;
    let half = if draw.chance(0.5) { half } else { -half } as f32;
    let whole = 1.0 + half * half;
    let (cos, sin) = ((1.0 - half * half) / whole, 2.0 * half / whole);
    let raster = Raster::of(grey);
    let middle = [raster.width as f32 / 2.0, raster.height as f32 / 2.0];
    let mut out = Raster::new(raster.width, raster.height, 0.0);
    for (y, row) in out.rows_mut().enumerate() {
        let y = y as f32 + 0.5 - middle[1];
        for (x, value) in row.iter_mut().enumerate() {
            let x = x as f32 + 0.5 - middle[0];
            let (u, v) = (x * cos - y * sin + middle[0], x * sin + y * cos + middle[1]);
            let within = u >= 0.0 && v >= 0.0 && u < 2.0 * middle[0] && v < 2.0 * middle[1];
            *value = if within { raster.at(u, v) } else { 0.05 };
        }
    }
    out.to_grey()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Stream;

    fn picture() -> Picture {
        let pixels = (0..60 * 40).map(|n| (n % 60 * 4) as u8).collect();
        Picture {
            grey: Grey::new(60, 40, pixels),
            tint: Some([0.9, 1.0, 1.0]),
            quality: 80,
        }
    }

    #[test]
    fn four_quarter_turns_bring_a_picture_back() {
        let grey = picture().grey;
        let once = turned(&grey);
        assert_eq!((once.width(), once.height()), (40, 60));
        assert_eq!(once.row(0)[0], grey.row(0)[59]);
        assert_eq!(turned(&turned(&turned(&once))), grey);
    }

    #[test]
    fn a_picture_that_was_sent_on_is_much_the_same() {
        let mut draw = Draw::new(1, Stream::Faults);
        let picture = picture();
        let cropped = picture.resent(Resent::Cropped, &mut draw);
        assert_eq!((cropped.grey.width(), cropped.grey.height()), (57, 38));
        let turned = picture.resent(Resent::Turned, &mut draw);
        assert_eq!(turned.grey.row(20)[30].abs_diff(picture.grey.row(20)[30]) / 8, 0);
        assert_ne!(turned.grey, picture.grey);
        let saved = picture.resent(Resent::Saved, &mut draw);
        assert_eq!(saved.grey, picture.grey);
        assert!(saved.jpeg().unwrap() != picture.jpeg().unwrap());
    }
}
