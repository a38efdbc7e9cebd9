//! Removes a WebP's metadata (RFC 9649): keeps the header, the bitstream and its alpha; of an animation the first frame.

use crate::chunks::{Chunk, Chunks, broken, write_riff};
use crate::error::ImageError;
use crate::exif::Orientation;
use crate::format::Format;

// VP8X flags (section 2.7).
const EXIF: u8 = 0x08;
const ALPHA: u8 = 0x10;
const ANIMATION: u8 = 0x02;

pub(crate) fn clean(bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    let mut chunks = Chunks::of_webp(bytes)?;
    let Some(first) = chunks.next()? else {
        return Err(broken(Format::Webp, 12, "expected a chunk of a picture"));
    };
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    out.reserve(bytes.len() + 64);
    match &first.name {
        // A simple file is this one chunk.
        b"VP8 " | b"VP8L" => write_riff(&mut out, &first.name, first.body),
        b"VP8X" => extended(&mut out, &first, chunks)?,
        _ => return Err(broken(Format::Webp, 12, "expected VP8, VP8L or VP8X first")),
    }
    let length = out.len() as u32 - 8;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Ok(out)
}

fn extended<'a>(out: &mut Vec<u8>, header: &Chunk<'a>, mut chunks: Chunks<'a>) -> Result<(), ImageError> {
    let [flags, _, _, _, size @ ..] = header.body else {
        return Err(broken(Format::Webp, header.at, "expected 10 bytes in VP8X"));
    };
    if size.len() < 6 {
        return Err(broken(Format::Webp, header.at, "expected 10 bytes in VP8X"));
    }
    let animated = flags & ANIMATION != 0;
    let (mut alpha, mut picture, mut animation) = (None, None, None);
    let mut exif = None;
    while let Some(chunk) = chunks.next()? {
        match &chunk.name {
            b"ANIM" if animated => _ = animation.get_or_insert(chunk),
            b"ANMF" if animated => _ = picture.get_or_insert(chunk),
            b"ALPH" if !animated => _ = alpha.get_or_insert(chunk),
            b"VP8 " | b"VP8L" if !animated => _ = picture.get_or_insert(chunk),
            b"EXIF" => exif = exif.or_else(|| Orientation::read(chunk.body)),
            _ => {}
        }
    }
    let Some(picture) = picture else {
        return Err(broken(Format::Webp, header.at, "a file without a picture"));
    };
    let orientation = exif.unwrap_or_default();
    let turned = orientation != Orientation::Upright;

    let kept = flags & (ALPHA | ANIMATION) | if turned { EXIF } else { 0 };
    let mut body = vec![kept, 0, 0, 0];
    body.extend(&size[..6]);
    write_riff(out, b"VP8X", &body);
    if animated {
        let background = animation.and_then(|chunk| chunk.body.get(..6));
        let Some(background) = background else {
            return Err(broken(Format::Webp, header.at, "an animation without ANIM"));
        };
        write_riff(out, b"ANIM", background);
        write_riff(out, b"ANMF", &frame(&picture)?);
    } else {
        if let Some(alpha) = alpha {
            write_riff(out, b"ALPH", alpha.body);
        }
        write_riff(out, &picture.name, picture.body);
    }
    if turned {
        write_riff(out, b"EXIF", &orientation.tiff());
    }
    Ok(())
}

/// An animation's frame without its duration, and without chunks that are not part of its picture (section 2.7.1.1).
fn frame(chunk: &Chunk<'_>) -> Result<Vec<u8>, ImageError> {
    let Some(header) = chunk.body.get(..16) else {
        return Err(broken(Format::Webp, chunk.at, "expected 16 bytes in ANMF"));
    };
    let mut body = header[..12].to_vec();
    body.extend([0, 0, 0, header[15] & 0x03]);
    let mut parts = Chunks::within(chunk, 16);
    while let Some(part) = parts.next()? {
        match &part.name {
            b"ALPH" => write_riff(&mut body, &part.name, part.body),
            b"VP8 " | b"VP8L" => {
                write_riff(&mut body, &part.name, part.body);
                return Ok(body);
            }
            _ => {}
        }
    }
    Err(broken(Format::Webp, chunk.at, "a frame without a picture"))
}
