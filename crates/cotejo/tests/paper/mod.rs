//! Pictures of paper with codes on it, and the files that hold them.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
#![allow(dead_code, reason = "each test file uses its part")]

use qrcodegen::{QrCode, QrCodeEcc};

/// An election whose sheets have codes.
pub(crate) const ELECTION: &str = r#"
id = "e"
name = "E"
date = "2026-05-10"
origin = "count.example/e"
accounts = [{ id = "party", name = "party" }, { id = "campaign", name = "campaign" }, { id = "x", name = "x" }, { id = "volunteers", name = "Volunteers" }]
[[contests]]
id = "mayor"
name = "Mayor"
options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
[acceptance]
alone = [{ method = "code", account = "volunteers" }]
[sheet.code]
layout = "{centre:3}.{table:2}!{boxes:,}!{null}!{valid}"
station = "{centre}.{table}"
boxes = [{ option = "ana", count = 2 }, { option = "luis" }]
"#;

/// What the code of a station's sheet says.
pub(crate) fn text(table: u32) -> String {
    format!("101.{table:02}!10,20,15!1!45")
}

/// Grey paper, row by row.
#[derive(Clone)]
pub(crate) struct Paper {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Paper {
    pub(crate) fn new(width: usize, height: usize) -> Paper {
        Paper {
            width,
            height,
            pixels: vec![225; width * height],
        }
    }

    /// A small sheet with a code.
    pub(crate) fn with(bytes: &[u8]) -> Paper {
        let code = QrCode::encode_binary(bytes, QrCodeEcc::Low).unwrap();
        let side = 4 * code.size() as usize + 60;
        Paper::new(side, side).code(&code, 4, 30, 30)
    }

    /// The same sheet with a code more.
    pub(crate) fn code(mut self, code: &QrCode, module: usize, left: usize, top: usize) -> Paper {
        for y in 0..code.size() as usize * module {
            for x in 0..code.size() as usize * module {
                if code.get_module((x / module) as i32, (y / module) as i32) {
                    self.pixels[(top + y) * self.width + left + x] = 40;
                }
            }
        }
        self
    }

    pub(crate) fn png(&self) -> Vec<u8> {
        self.png_of(png::ColorType::Grayscale, png::BitDepth::Eight, 1, &self.pixels)
    }

    /// With 16 bits a sample.
    pub(crate) fn png16(&self) -> Vec<u8> {
        let samples: Vec<u8> = self.pixels.iter().flat_map(|p| [*p, 77]).collect();
        self.png_of(png::ColorType::Grayscale, png::BitDepth::Sixteen, 1, &samples)
    }

    /// With a second frame, which is black.
    pub(crate) fn apng(&self) -> Vec<u8> {
        let frames = [&self.pixels[..], &vec![0; self.pixels.len()]].concat();
        self.png_of(png::ColorType::Grayscale, png::BitDepth::Eight, 2, &frames)
    }

    fn png_of(&self, color: png::ColorType, depth: png::BitDepth, frames: u32, samples: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(color);
        encoder.set_depth(depth);
        encoder.set_compression(png::Compression::Fastest);
        if frames > 1 {
            encoder.set_animated(frames, 0).unwrap();
        }
        let mut writer = encoder.write_header().unwrap();
        for frame in samples.chunks(samples.len() / frames as usize) {
            writer.write_image_data(frame).unwrap();
        }
        writer.finish().unwrap();
        bytes
    }

    /// In grey, in colours at half size or in four inks.
    pub(crate) fn jpeg(&self, color: jpeg_encoder::ColorType, progressive: bool) -> Vec<u8> {
        let count = match color {
            jpeg_encoder::ColorType::Luma => 1,
            jpeg_encoder::ColorType::Rgb => 3,
            _ => 4,
        };
        let samples: Vec<u8> = match count {
            4 => self.pixels.iter().flat_map(|p| [0, 0, 0, 255 - *p]).collect(),
            count => self.pixels.iter().flat_map(|p| vec![*p; count]).collect(),
        };
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 85);
        encoder.set_progressive(progressive);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        encoder
            .encode(&samples, self.width as u16, self.height as u16, color)
            .unwrap();
        bytes
    }
}
