//! Small test pictures of every format, and functions that put metadata and damage into them.
#![allow(dead_code, clippy::unwrap_used)]

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use std::io::Cursor;

pub(crate) const WIDTH: usize = 37;
pub(crate) const HEIGHT: usize = 21;

/// A smooth picture of so many samples a pixel.
pub(crate) fn samples(width: usize, height: usize, count: usize) -> Vec<u8> {
    let mut samples = Vec::new();
    for y in 0..height {
        for x in 0..width {
            samples.extend((0..count).map(|sample| (x * 3 + y * 2 + sample * 20) as u8));
        }
    }
    samples
}

/// How a JPEG is to be written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Jpeg {
    pub(crate) progressive: bool,
    pub(crate) restarts: bool,
    pub(crate) subsampled: bool,
    pub(crate) optimised: bool,
}

pub(crate) fn jpeg(samples: &[u8], width: usize, height: usize, color: ColorType, how: Jpeg) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 95);
    encoder.set_progressive(how.progressive);
    if how.restarts {
        encoder.set_restart_interval(2);
    }
    let factor = if how.subsampled {
        SamplingFactor::F_2_2
    } else {
        SamplingFactor::F_1_1
    };
    encoder.set_sampling_factor(factor);
    encoder.set_optimized_huffman_tables(how.optimised);
    encoder
        .encode(samples, width as u16, height as u16, color)
        .unwrap();
    out
}

pub(crate) fn colour_jpeg(how: Jpeg) -> Vec<u8> {
    jpeg(&samples(WIDTH, HEIGHT, 3), WIDTH, HEIGHT, ColorType::Rgb, how)
}

/// A JPEG's segment.
pub(crate) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, marker];
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend(body);
    out
}

/// The file with something put in at a place.
pub(crate) fn spliced(file: &[u8], at: usize, extra: &[u8]) -> Vec<u8> {
    [&file[..at], extra, &file[at..]].concat()
}

/// EXIF with an orientation, a make, a place and a thumbnail that say SECRET.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    tiff.extend(b"\x0f\x01\x02\0\x07\0\0\0\x32\0\0\0");
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0");
    tiff.extend([orientation as u8, (orientation >> 8) as u8, 0, 0]);
    tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x39\0\0\0\0\0\0\0");
    tiff.extend(b"SECRET\0GPS SECRET \xff\xd8\xff\xd9 thumbnail");
    tiff
}

/// A PNG of these rows, written by the `png` crate.
pub(crate) fn png(
    color: png::ColorType,
    depth: png::BitDepth,
    rows: &[u8],
    palette: Option<(&[u8], &[u8])>,
) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, WIDTH as u32, HEIGHT as u32);
    encoder.set_color(color);
    encoder.set_depth(depth);
    if let Some((colours, opacities)) = palette {
        encoder.set_palette(colours.to_vec());
        encoder.set_trns(opacities.to_vec());
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(rows).unwrap();
    writer.finish().unwrap();
    out
}

pub(crate) fn grey_png() -> Vec<u8> {
    png(
        png::ColorType::Grayscale,
        png::BitDepth::Eight,
        &samples(WIDTH, HEIGHT, 1),
        None,
    )
}

/// A PNG's chunk.
pub(crate) fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = (body.len() as u32).to_be_bytes().to_vec();
    out.extend(name);
    out.extend(body);
    out.extend(crc32fast::hash(&[&name[..], body].concat()).to_be_bytes());
    out
}

/// A PNG of these chunks between signature and end.
pub(crate) fn png_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunks.iter().for_each(|chunk| out.extend(chunk));
    out.extend(chunk(b"IEND", b""));
    out
}

pub(crate) fn ihdr(width: u32, height: u32, depth: u8, color: u8, interlace: u8) -> Vec<u8> {
    let mut body = width.to_be_bytes().to_vec();
    body.extend(height.to_be_bytes());
    body.extend([depth, color, 0, 0, interlace]);
    chunk(b"IHDR", &body)
}

/// A zlib stream that holds these bytes as they are.
pub(crate) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let parts: Vec<&[u8]> = bytes.chunks(65_535).collect();
    for (n, part) in parts.iter().enumerate() {
        out.push(u8::from(n + 1 == parts.len()));
        out.extend((part.len() as u16).to_le_bytes());
        out.extend((!(part.len() as u16)).to_le_bytes());
        out.extend(*part);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}

/// An APNG whose second frame says SECRET.
pub(crate) fn animated_png() -> Vec<u8> {
    let still = grey_png();
    let control = |sequence: u32| {
        let mut body = sequence.to_be_bytes().to_vec();
        body.extend((WIDTH as u32).to_be_bytes());
        body.extend((HEIGHT as u32).to_be_bytes());
        body.extend([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0]);
        chunk(b"fcTL", &body)
    };
    let first = [chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), control(0)].concat();
    let mut rows = vec![0; (WIDTH + 1) * HEIGHT];
    rows[1..7].copy_from_slice(b"SECRET");
    let second = [
        control(1),
        chunk(b"fdAT", &[&[0, 0, 0, 2], &stored(&rows)[..]].concat()),
    ]
    .concat();
    spliced(&spliced(&still, still.len() - 12, &second), 33, &first)
}

/// A lossless WebP.
pub(crate) fn webp(color: image_webp::ColorType, samples: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = image_webp::WebPEncoder::new(Cursor::new(&mut out));
    encoder
        .encode(samples, WIDTH as u32, HEIGHT as u32, color)
        .unwrap();
    out
}

pub(crate) fn colour_webp() -> Vec<u8> {
    webp(image_webp::ColorType::Rgb8, &samples(WIDTH, HEIGHT, 3))
}

/// Lossy WebP, 24 × 16, written by cwebp: without and with an alpha plane.
pub(crate) const LOSSY: &[u8] = include_bytes!("lossy.webp");
pub(crate) const LOSSY_ALPHA: &[u8] = include_bytes!("lossy-alpha.webp");

/// A RIFF chunk.
pub(crate) fn riff(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = name.to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    out.resize(out.len().next_multiple_of(2), 0);
    out
}

/// A WebP of these chunks.
pub(crate) fn webp_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    let chunks = chunks.concat();
    riff(b"RIFF", &[b"WEBP", &chunks[..]].concat())
}

/// The chunk that says that a WebP is more than one picture's data.
pub(crate) fn vp8x(flags: u8, width: usize, height: usize) -> Vec<u8> {
    let mut body = vec![flags, 0, 0, 0];
    body.extend(&(width.max(1) as u32 - 1).to_le_bytes()[..3]);
    body.extend(&(height.max(1) as u32 - 1).to_le_bytes()[..3]);
    riff(b"VP8X", &body)
}

/// An animation of two frames, the second with SECRET behind its picture.
pub(crate) fn animated_webp() -> Vec<u8> {
    let still = colour_webp();
    let mut frame = vec![0; 6];
    frame.extend(&(WIDTH as u32 - 1).to_le_bytes()[..3]);
    frame.extend(&(HEIGHT as u32 - 1).to_le_bytes()[..3]);
    frame.extend([100, 0, 0, 2]);
    frame.extend(&still[12..]);
    let second = [&frame[..], &riff(b"JUNK", b"SECRET")].concat();
    webp_of(&[
        vp8x(0x02, WIDTH, HEIGHT),
        riff(b"ANIM", &[255, 255, 255, 255, 0, 0]),
        riff(b"ANMF", &frame),
        riff(b"ANMF", &second),
    ])
}

/// A PDF of one page with this stream as its image.
pub(crate) fn pdf(filter: &str, rotate: u32, image: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n".to_vec();
    out.extend(b"2 0 obj\n<</Type /Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
    out.extend(format!("3 0 obj\n<</Type /Page/Parent 2 0 R/Rotate {rotate}>>\nendobj\n").as_bytes());
    out.extend(b"4 0 obj\n<</Length 9>>\nstream\n/Im0 Do\n\nendstream\nendobj\n");
    out.extend(b"5 0 obj\n<</Type/XObject/Subtype/Image/Width 9/Height 9/Filter ");
    out.extend(format!("{filter}/Length {}>>\nstream\r\n", image.len()).as_bytes());
    out.extend(image);
    out.extend(b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n");
    out
}

/// One file of every kind that can be cleaned.
pub(crate) fn every_kind() -> Vec<(&'static str, Vec<u8>)> {
    let all = |progressive, subsampled| Jpeg {
        progressive,
        subsampled,
        restarts: !progressive,
        optimised: progressive,
    };
    let cmyk = samples(WIDTH, HEIGHT, 4);
    vec![
        ("baseline", colour_jpeg(all(false, false))),
        ("subsampled", colour_jpeg(all(false, true))),
        ("progressive", colour_jpeg(all(true, true))),
        (
            "grey",
            jpeg(
                &samples(WIDTH, HEIGHT, 1),
                WIDTH,
                HEIGHT,
                ColorType::Luma,
                all(false, false),
            ),
        ),
        (
            "CMYK",
            jpeg(&cmyk, WIDTH, HEIGHT, ColorType::Cmyk, all(false, false)),
        ),
        (
            "YCCK",
            jpeg(&cmyk, WIDTH, HEIGHT, ColorType::CmykAsYcck, all(true, false)),
        ),
        ("PNG", grey_png()),
        ("APNG", animated_png()),
        ("WebP", colour_webp()),
        ("lossy WebP", LOSSY.to_vec()),
        ("lossy WebP with alpha", LOSSY_ALPHA.to_vec()),
        ("animated WebP", animated_webp()),
    ]
}

/// An interlaced grey PNG, each row of each pass unfiltered.
pub(crate) fn interlaced(width: usize, height: usize, pixels: &[u8]) -> Vec<u8> {
    let passes = [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
    ];
    let mut rows = Vec::new();
    for [left, top, across, down] in passes {
        for y in (top..height).step_by(down).filter(|_| left < width) {
            rows.push(0);
            rows.extend((left..width).step_by(across).map(|x| pixels[y * width + x]));
        }
    }
    png_of(&[
        ihdr(width as u32, height as u32, 8, 0, 1),
        chunk(b"IDAT", &stored(&rows)),
    ])
}
