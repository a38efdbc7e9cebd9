//! Removes a PNG's metadata: keeps the critical chunks, and the ancillary ones that change how samples are shown.

use crate::chunks::{Chunk, Chunks, SIGNATURE, broken, write_png};
use crate::error::ImageError;
use crate::exif::Orientation;
use crate::format::Format;

pub(crate) fn clean(bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    let mut chunks = Chunks::of_png(bytes)?;
    let mut out = Vec::with_capacity(bytes.len() + 64);
    out.extend(SIGNATURE);
    let mut orientation = None;
    let mut seen: Vec<[u8; 4]> = Vec::new();
    let mut header_ends = 0;
    loop {
        let chunk = chunks.next()?.ok_or(ImageError::CutOff {
            format: Format::Png,
            bytes: bytes.len(),
        })?;
        let fault = |what| Err(broken(Format::Png, chunk.at, what));
        if seen.is_empty() && &chunk.name != b"IHDR" {
            return fault("expected IHDR first");
        }
        if &chunk.name == b"eXIf" {
            if chunk.is_whole() {
                orientation = orientation.or_else(|| Orientation::read(chunk.body));
            }
            continue;
        }
        let critical = chunk.name[0].is_ascii_uppercase();
        if !critical && !is_shown(&chunk) {
            continue;
        }
        if !chunk.is_whole() {
            // Decoders refuse a critical chunk with a wrong checksum and skip an ancillary one.
            if critical {
                return fault("a chunk's checksum is wrong");
            }
            continue;
        }
        let again = seen.contains(&chunk.name);
        match &chunk.name {
            b"IHDR" if chunk.body.len() != 13 => return fault("expected 13 bytes in IHDR"),
            b"IHDR" | b"PLTE" if again => return fault("a second IHDR or PLTE"),
            b"IHDR" | b"PLTE" | b"IDAT" => {}
            b"IEND" if !seen.contains(b"IDAT") => return fault("the image ends without IDAT"),
            b"IEND" => break,
            _ if critical => return fault("a critical chunk that is not PNG's"),
            _ if again => continue,
            _ => {}
        }
        if !again {
            seen.push(chunk.name);
        }
        write_png(&mut out, &chunk.name, chunk.body);
        if &chunk.name == b"IHDR" {
            header_ends = out.len();
        }
    }
    write_png(&mut out, b"IEND", b"");

    let orientation = orientation.unwrap_or_default();
    if orientation != Orientation::Upright {
        let mut chunk = Vec::new();
        write_png(&mut chunk, b"eXIf", &orientation.tiff());
        out.splice(header_ends..header_ends, chunk);
    }
    Ok(out)
}

/// Whether an ancillary chunk changes how samples are shown, and has a length that PNG allows.
fn is_shown(chunk: &Chunk<'_>) -> bool {
    match &chunk.name {
        b"tRNS" => chunk.body.len() <= 256,
        b"gAMA" | b"cICP" => chunk.body.len() == 4,
        b"cHRM" => chunk.body.len() == 32,
        b"sRGB" => chunk.body.len() == 1,
        _ => false,
    }
}
