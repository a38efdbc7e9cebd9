//! Decodes WebP (RFC 9649), lossy and lossless; of an animation the first frame on its canvas.

use super::pixel::{Pixel, made};
use super::{Limits, Stored, data};
use crate::chunks::{Chunk, Chunks, broken};
use crate::clean::webp::clean;
use crate::error::ImageError;
use crate::exif::Orientation;
use crate::format::Format;
use image_webp::WebPDecoder;
use std::io::Cursor;

pub(super) fn decode<P: Pixel>(bytes: &[u8], limits: &Limits) -> Result<Stored, ImageError> {
    let bytes = clean(bytes)?;
    let header = Header::read(&bytes)?;
    let (width, height) = header.canvas;
    let pixels = width.saturating_mul(height);
    limits.check(Format::Webp, width, height, pixels.saturating_mul(header.cost))?;

    let mut decoder = WebPDecoder::new(Cursor::new(&bytes)).map_err(|why| data(Format::Webp, why))?;
    let samples = if decoder.has_alpha() { 4 } else { 3 };
    if decoder.output_buffer_size() != Some(pixels * samples) {
        return Err(data(Format::Webp, "not as many pixels as its header says"));
    }
    let mut stored = vec![0; pixels * samples];
    decoder
        .read_image(&mut stored)
        .map_err(|why| data(Format::Webp, why))?;
    let pixels = match samples {
        3 => made(stored, 3, |p| P::colour(p[0], p[1], p[2])),
        _ => made(stored, 4, |p| P::colour(p[0], p[1], p[2]).on_white(p[3])),
    };
    Ok(Stored {
        width,
        height,
        pixels,
        turn: header.orientation.unwrap_or_default(),
    })
}

/// What the headers say, before decoding.
struct Header {
    canvas: (usize, usize),
    orientation: Option<Orientation>,
    /// The most bytes that the decoder allocates for each pixel: planes, canvas, output.
    cost: usize,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Header, ImageError> {
        let fault = |at, what| Err(broken(Format::Webp, at, what));
        let mut chunks = Chunks::of_webp(bytes)?;
        let Some(first) = chunks.next()? else {
            return fault(12, "expected a chunk of a picture");
        };
        if &first.name != b"VP8X" {
            let Some(canvas) = size(&first) else {
                return fault(first.at, "expected the header of VP8 or VP8L, or VP8X");
            };
            return Ok(Header {
                canvas,
                orientation: None,
                cost: 8,
            });
        }
        let [flags, _, _, _, a, b, c, d, e, f, ..] = first.body else {
            return fault(first.at, "expected 10 bytes in VP8X");
        };
        let canvas = (three([*a, *b, *c]) + 1, three([*d, *e, *f]) + 1);
        let animated = flags & 2 != 0;
        let (mut orientation, mut pictures) = (None, 0);
        while let Some(chunk) = chunks.next()? {
            match &chunk.name {
                b"EXIF" => orientation = orientation.or_else(|| Orientation::read(chunk.body)),
                b"VP8 " | b"VP8L" if !animated => {
                    if size(&chunk) != Some(canvas) {
                        return fault(chunk.at, "the picture and its canvas differ in size");
                    }
                    pictures += 1;
                }
                b"ANMF" if animated && pictures == 0 => {
                    frame(&chunk)?;
                    pictures += 1;
                }
                _ => {}
            }
        }
        if pictures == 0 {
            return fault(first.at, "a file without a picture");
        }
        Ok(Header {
            canvas,
            orientation,
            cost: if animated { 14 } else { 12 },
        })
    }
}

/// Checks that an animation's frame has the size that its header says: the decoder allocates memory by either.
fn frame(chunk: &Chunk<'_>) -> Result<(), ImageError> {
    let Some([.., a, b, c, d, e, f]) = chunk.body.get(..12) else {
        return Err(broken(Format::Webp, chunk.at, "expected 16 bytes in ANMF"));
    };
    let said = (three([*a, *b, *c]) + 1, three([*d, *e, *f]) + 1);
    let mut parts = Chunks::within(chunk, 16);
    while let Some(part) = parts.next()? {
        if matches!(&part.name, b"VP8 " | b"VP8L") {
            if size(&part) == Some(said) {
                return Ok(());
            }
            return Err(broken(
                Format::Webp,
                chunk.at,
                "a frame and its picture differ in size",
            ));
        }
    }
    Err(broken(Format::Webp, chunk.at, "a frame without a picture"))
}

/// Width and height in a bitstream's header (RFC 6386, section 9.1; RFC 9649, section 3.4).
fn size(chunk: &Chunk<'_>) -> Option<(usize, usize)> {
    match (&chunk.name, chunk.body) {
        (b"VP8 ", [_, _, _, 0x9d, 0x01, 0x2a, a, b, c, d, ..]) => {
            let side = |low, high| usize::from(u16::from_le_bytes([low, high]) & 0x3fff);
            Some((side(*a, *b), side(*c, *d)))
        }
        (b"VP8L", [0x2f, a, b, c, d, ..]) => {
            let bits = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}

fn three([a, b, c]: [u8; 3]) -> usize {
    u32::from_le_bytes([a, b, c, 0]) as usize
}
