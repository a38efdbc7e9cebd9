//! The raster that a sheet is printed on: filled rectangles and text, black on white.

use super::glyph;
use crate::grey::Grey;

/// A picture being printed.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: usize, height: usize) -> Canvas {
        Canvas {
            width,
            height,
            pixels: vec![255; width * height],
        }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn into_grey(self) -> Grey {
        Grey::new(self.width, self.height, self.pixels)
    }

    /// Fills a rectangle with black, clipped to the paper.
    pub(super) fn fill(&mut self, left: usize, top: usize, width: usize, height: usize) {
        let (left, right) = (left.min(self.width), (left + width).min(self.width));
        for y in top..(top + height).min(self.height) {
            self.pixels[y * self.width + left..y * self.width + right].fill(0);
        }
    }

    /// Prints a line of text whose characters are `height` pixels high; what does not fit on the paper is left out.
    pub(super) fn text(&mut self, left: usize, top: usize, text: &str, height: usize, bold: bool) {
        let width = glyph::width(height);
        for (at, character) in text.chars().enumerate() {
            if character == ' ' {
                continue;
            }
            let left = left + at * width;
            if left + width > self.width || top + height > self.height {
                return;
            }
            let ink = glyph::ink(character, bold, height);
            for (y, row) in ink.chunks_exact(width).enumerate() {
                let pixels = &mut self.pixels[(top + y) * self.width + left..][..width];
                for (pixel, ink) in pixels.iter_mut().zip(row) {
                    *pixel = (*pixel).min(255 - ink);
                }
            }
        }
    }
}
