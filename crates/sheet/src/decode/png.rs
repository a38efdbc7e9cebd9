//! Decodes PNG of every colour type and bit depth, row by row.

use super::{Limits, Pixel, Stored, data};
use crate::chunks::Chunks;
use crate::clean::png::clean;
use crate::error::ImageError;
use crate::exif::Orientation;
use crate::format::Format;
use png::{ColorType, Decoder, Transformations};
use std::io::Cursor;

/// The first column and row of each pass, and the steps between columns and rows (PNG, section 8.2).
const ADAM7: [[usize; 4]; 7] = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
];

pub(super) fn decode<P: Pixel>(bytes: &[u8], limits: &Limits) -> Result<Stored, ImageError> {
    let bytes = clean(bytes)?;
    let turn = orientation(&bytes)?.unwrap_or_default();
    let fault = |why| data(Format::Png, why);
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let header = decoder.read_header_info().map_err(fault)?;
    let (width, height, interlaced) = (header.width as usize, header.height as usize, header.interlaced);
    limits.check(
        Format::Png,
        width,
        height,
        width.saturating_mul(height).saturating_mul(P::BYTES),
    )?;

    let mut reader = decoder.read_info().map_err(fault)?;
    let (samples, pixel): (usize, fn(&[u8]) -> P) = match reader.output_color_type().0 {
        ColorType::Grayscale => (1, |p| P::grey(p[0])),
        ColorType::GrayscaleAlpha => (2, |p| P::grey(p[0]).on_white(p[1])),
        ColorType::Rgb => (3, |p| P::colour(p[0], p[1], p[2])),
        ColorType::Rgba => (4, |p| P::colour(p[0], p[1], p[2]).on_white(p[3])),
        ColorType::Indexed => return Err(data(Format::Png, "its palette was not applied")),
    };
    let mut pixels = vec![0; width * height * P::BYTES];
    let passes: &[[usize; 4]] = if interlaced { &ADAM7 } else { &[[0, 0, 1, 1]] };
    for [left, top, across, down] in passes {
        if *left >= width {
            continue;
        }
        for y in (*top..height).step_by(*down) {
            let row = reader.next_row().map_err(fault)?;
            let row = row.ok_or_else(|| data(Format::Png, "it has too few rows"))?;
            let to = pixels[y * width * P::BYTES..][..width * P::BYTES]
                .chunks_exact_mut(P::BYTES)
                .skip(*left)
                .step_by(*across);
            for (to, from) in to.zip(row.data().chunks_exact(samples)) {
                pixel(from).put(to);
            }
        }
    }
    Ok(Stored {
        width,
        height,
        pixels,
        turn,
    })
}

/// The orientation in a cleaned file's eXIf chunk.
fn orientation(bytes: &[u8]) -> Result<Option<Orientation>, ImageError> {
    let mut chunks = Chunks::of_png(bytes)?;
    while let Some(chunk) = chunks.next()? {
        match &chunk.name {
            b"IDAT" | b"IEND" => break,
            b"eXIf" => return Ok(Orientation::read(chunk.body)),
            _ => {}
        }
    }
    Ok(None)
}
