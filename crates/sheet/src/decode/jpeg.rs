//! Decodes JPEG (ITU-T T.81): baseline and progressive; grey, YCbCr, RGB, CMYK and YCCK.

use super::pixel::{Pixel, made, part};
use super::{Limits, Stored, data};
use crate::clean::jpeg::clean;
use crate::error::ImageError;
use crate::exif::Orientation;
use crate::format::Format;
use crate::segments::{APP0, APP1, APP14, EOI, SOI, SOS, Segments, broken, is_frame, write};
use std::borrow::Cow;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// The most scans of a progressive JPEG; encoders write about ten.
const SCANS: usize = 100;

pub(super) fn decode<P: Pixel>(bytes: &[u8], limits: &Limits) -> Result<Stored, ImageError> {
    let bytes = clean(bytes)?;
    Header::read(&bytes)?.decode::<P>(&bytes, limits)
}

/// The length of the image that begins these bytes, up to and with its end marker.
pub(crate) fn end(bytes: &[u8]) -> Result<usize, ImageError> {
    Ok(Header::read(bytes)?.end)
}

/// A component of the frame: its name and its sampling factors.
struct Component {
    name: u8,
    across: usize,
    down: usize,
}

/// What the headers say, before decoding.
struct Header {
    orientation: Option<Orientation>,
    width: usize,
    height: usize,
    /// SOF0, SOF1 or SOF2 can be decoded.
    frame: u8,
    components: Vec<Component>,
    jfif: bool,
    /// Adobe's colour transform, and where its segments' bodies begin.
    adobe: Option<u8>,
    adobes: Vec<usize>,
    /// Whether the first scan is interleaved: holds all components.
    together: bool,
    /// Behind the end of the image.
    end: usize,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Header, ImageError> {
        let mut segments = Segments::new(bytes)?;
        let mut header = Header {
            orientation: None,
            width: 0,
            height: 0,
            frame: 0,
            components: Vec::new(),
            jfif: false,
            adobe: None,
            adobes: Vec::new(),
            together: false,
            end: 0,
        };
        let mut scans = false;
        loop {
            let segment = segments.next()?;
            let body = segment.body;
            match segment.marker {
                EOI if scans => break,
                EOI => return Err(broken(segment.at, "the image ends without a scan")),
                APP0 => header.jfif |= body.starts_with(b"JFIF\0"),
                APP1 if !scans && body.starts_with(b"Exif\0\0") => {
                    header.orientation = header.orientation.or_else(|| Orientation::read(body));
                }
                APP14 if body.starts_with(b"Adobe") => {
                    header.adobes.push(segments.at() - body.len());
                    if !scans && body.len() >= 12 {
                        header.adobe = Some(body[11]);
                    }
                }
                SOS if header.components.is_empty() => {
                    return Err(broken(segment.at, "a scan before its frame"));
                }
                SOS if !scans => {
                    scans = true;
                    header.together = body.first().map(|n| usize::from(*n)) == Some(header.components.len());
                }
                marker if is_frame(marker) && !scans => header.frame(segment.at, marker, body)?,
                _ => {}
            }
        }
        header.end = segments.at();
        Ok(header)
    }

    /// Reads a frame's header (B.2.2).
    fn frame(&mut self, at: usize, marker: u8, body: &[u8]) -> Result<(), ImageError> {
        let [_, a, b, c, d, count, components @ ..] = body else {
            return Err(broken(at, "a frame's header is too short"));
        };
        if !self.components.is_empty() {
            return Err(broken(at, "a second frame in one image"));
        }
        if components.len() != 3 * usize::from(*count) || components.is_empty() {
            return Err(broken(at, "a frame's header and its components differ in length"));
        }
        self.frame = marker;
        self.height = usize::from(u16::from_be_bytes([*a, *b]));
        self.width = usize::from(u16::from_be_bytes([*c, *d]));
        self.components = components
            .chunks_exact(3)
            .map(|c| Component {
                name: c[0],
                across: usize::from(c[1] >> 4),
                down: usize::from(c[1] & 15),
            })
            .collect();
        if self
            .components
            .iter()
            .any(|c| !(1..=4).contains(&c.across) || !(1..=4).contains(&c.down))
        {
            return Err(broken(at, "a sampling factor is not between 1 and 4"));
        }
        Ok(())
    }

    /// Bytes for all coefficients, where the decoder keeps them: progressive, or a scan for each component.
    fn coefficients(&self) -> usize {
        if self.frame != 0xc2 && self.together {
            return 0;
        }
        let across = self.components.iter().map(|c| c.across).max().unwrap_or(1);
        let down = self.components.iter().map(|c| c.down).max().unwrap_or(1);
        let units = self.width.div_ceil(8 * across) * self.height.div_ceil(8 * down);
        let blocks: usize = self.components.iter().map(|c| c.across * c.down).sum();
        // The decoder keeps twice as many where only rows are subsampled.
        units * blocks * 64 * 2 * down.div_ceil(across)
    }

    /// Whether no other component has more rows or columns than the first.
    fn first_is_full(&self) -> bool {
        let first = &self.components[0];
        self.components
            .iter()
            .all(|c| c.across <= first.across && c.down <= first.down)
    }

    fn decode<P: Pixel>(&self, bytes: &[u8], limits: &Limits) -> Result<Stored, ImageError> {
        let form = |found: String, expected| {
            Err(ImageError::Variant {
                format: Format::Jpeg,
                found,
                expected,
            })
        };
        if !(0xc0..=0xc2).contains(&self.frame) {
            return form(
                format!("with frame ff {:02x}, lossless or arithmetic", self.frame),
                "baseline or progressive with Huffman codes",
            );
        }
        let names: Vec<u8> = self.components.iter().map(|c| c.name).collect();
        let rgb = names == b"RGB" || !self.jfif && self.adobe == Some(0);
        let (space, samples) = match names.len() {
            1 => (ColorSpace::Luma, 1),
            3 if names == b"RGB" => (ColorSpace::RGB, 3),
            3 if rgb || P::BYTES == 3 => (ColorSpace::YCbCr, 3),
            3 => (ColorSpace::Luma, 1),
            4 => (ColorSpace::CMYK, 4),
            count => return form(format!("of {count} components"), "1, 3 or 4"),
        };
        let subsampled = self.components.iter().any(|c| c.across * c.down != 1);
        if self.frame != 0xc2 && !self.together && subsampled && names.len() > 1 {
            // The decoder mixes up such scans. The first component alone, the luma, can be decoded.
            if rgb || names.len() == 4 || !self.first_is_full() {
                return form(
                    "of subsampled colours with a scan for each".to_owned(),
                    "one scan for all, or progressive ones",
                );
            }
            let alone = first_alone(bytes, names[0])?;
            let turn = self.turn();
            let stored = Header::read(&alone)?.decode::<P>(&alone, limits)?;
            return Ok(Stored { turn, ..stored });
        }
        let pixels = self.width * self.height;
        let expanded = if P::BYTES > samples { P::BYTES } else { 0 };
        let needed = (samples + expanded) * pixels + self.coefficients();
        limits.check(Format::Jpeg, self.width, self.height, needed)?;

        // Samples are decoded as stored: Adobe's segment is hidden, so that the decoder applies no colour transform.
        let mut bytes = Cow::Borrowed(&bytes[..self.end]);
        for at in &self.adobes {
            bytes.to_mut()[*at] = b'-';
        }
        // Colour goes into files that are encoded anew: without SIMD it is the same on every machine.
        let options = DecoderOptions::default()
            .set_use_unsafe(P::BYTES == 1)
            .set_max_width(limits.side)
            .set_max_height(limits.side)
            .jpeg_set_max_scans(SCANS)
            .jpeg_set_out_colorspace(space);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&bytes[..]), options);
        let stored = decoder.decode().map_err(|why| data(Format::Jpeg, why))?;
        if stored.len() != samples * pixels {
            return Err(data(Format::Jpeg, "not as many pixels as its header says"));
        }
        let pixels = match (samples, self.adobe) {
            (1, _) if P::BYTES == 1 => stored,
            (1, _) => made(stored, 1, |p| P::grey(p[0])),
            (3, _) if rgb => made(stored, 3, |p| P::colour(p[0], p[1], p[2])),
            (3, _) => made(stored, 3, |p| P::difference(p[0], p[1], p[2])),
            // Adobe stores CMYK inverted; with YCCK, the colour transform gives C, M and Y that are not inverted.
            (_, Some(2)) => made(stored, 4, |p| {
                P::difference(p[0], p[1], p[2]).each(|ink| part(255 - ink, p[3]))
            }),
            (_, Some(_)) => made(stored, 4, |p| {
                P::colour(p[0], p[1], p[2]).each(|light| part(light, p[3]))
            }),
            (_, None) => made(stored, 4, |p| {
                P::colour(p[0], p[1], p[2]).each(|ink| part(255 - ink, 255 - p[3]))
            }),
        };
        Ok(Stored {
            width: self.width,
            height: self.height,
            pixels,
            turn: self.turn(),
        })
    }

    fn turn(&self) -> Orientation {
        self.orientation.unwrap_or_default()
    }
}

/// The first component as a grey JPEG, where it has a scan of its own (A.2.2: a non-interleaved scan is independent of
/// sampling factors).
fn first_alone(bytes: &[u8], name: u8) -> Result<Vec<u8>, ImageError> {
    let mut segments = Segments::new(bytes)?;
    let mut out = vec![0xff, SOI];
    loop {
        let segment = segments.next()?;
        let (marker, body) = (segment.marker, segment.body);
        match marker {
            EOI => break,
            SOS if body.first() != Some(&1) && body.iter().skip(1).step_by(2).any(|n| *n == name) => {
                return Err(broken(
                    segment.at,
                    "a component in a scan with others, expected one scan for each",
                ));
            }
            SOS if body.get(1) != Some(&name) => {}
            _ if is_frame(marker) => {
                write(
                    &mut out,
                    marker,
                    &[&body[..5], &[1, name, 0x11, body[8]]].concat(),
                );
            }
            _ => {
                write(&mut out, marker, body);
                out.extend(segment.scan);
            }
        }
    }
    out.extend([0xff, EOI]);
    Ok(out)
}
