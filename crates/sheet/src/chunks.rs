//! Reads and writes the chunks of PNG (PNG specification, section 5.3) and of WebP's RIFF (RFC 9649, section 2).

use crate::error::ImageError;
use crate::format::Format;

/// A chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chunk<'a> {
    /// Its offset in the file.
    pub(crate) at: usize,
    /// Its type, four letters.
    pub(crate) name: [u8; 4],
    /// Its data.
    pub(crate) body: &'a [u8],
    /// PNG: its CRC as written.
    sum: u32,
}

/// PNG's signature.
pub(crate) const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

impl Chunk<'_> {
    /// Whether a PNG chunk's CRC is right.
    pub(crate) fn is_whole(&self) -> bool {
        png_sum(&self.name, self.body) == self.sum
    }
}

/// A PNG chunk's CRC-32, over type and data.
fn png_sum(name: &[u8; 4], body: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(name);
    sum.update(body);
    sum.finalize()
}

/// Writes a PNG chunk.
pub(crate) fn write_png(out: &mut Vec<u8>, name: &[u8; 4], body: &[u8]) {
    out.extend((body.len() as u32).to_be_bytes());
    out.extend(name);
    out.extend(body);
    out.extend(png_sum(name, body).to_be_bytes());
}

/// Writes a RIFF chunk, padded to an even length.
pub(crate) fn write_riff(out: &mut Vec<u8>, name: &[u8; 4], body: &[u8]) {
    out.extend(name);
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}

/// The chunks of a file, in their order.
#[derive(Debug, Clone)]
pub(crate) struct Chunks<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
    format: Format,
}

impl<'a> Chunks<'a> {
    /// A PNG's chunks up to IEND; what follows it is not read.
    pub(crate) fn of_png(bytes: &'a [u8]) -> Result<Chunks<'a>, ImageError> {
        if !bytes.starts_with(SIGNATURE) {
            return Err(broken(Format::Png, 0, "expected PNG's eight bytes of signature"));
        }
        Ok(Chunks {
            bytes,
            at: SIGNATURE.len(),
            end: bytes.len(),
            format: Format::Png,
        })
    }

    /// A WebP's chunks, within the length of its RIFF header.
    pub(crate) fn of_webp(bytes: &'a [u8]) -> Result<Chunks<'a>, ImageError> {
        if bytes.get(..4) != Some(b"RIFF") || bytes.get(8..12) != Some(b"WEBP") {
            return Err(broken(Format::Webp, 0, "expected RIFF, a length and WEBP"));
        }
        let length = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
        if length < 4 {
            return Err(broken(Format::Webp, 4, "a length of less than 4"));
        }
        let end = length.saturating_add(8);
        if end > bytes.len() {
            return Err(ImageError::CutOff {
                format: Format::Webp,
                bytes: bytes.len(),
            });
        }
        Ok(Chunks {
            bytes,
            at: 12,
            end,
            format: Format::Webp,
        })
    }

    /// The chunks nested in a WebP's ANMF chunk, from `skip` bytes on.
    pub(crate) fn within(chunk: &Chunk<'a>, skip: usize) -> Chunks<'a> {
        Chunks {
            bytes: chunk.body,
            at: skip.min(chunk.body.len()),
            end: chunk.body.len(),
            format: Format::Webp,
        }
    }

    /// The next chunk; `None` at the end of a RIFF file. A PNG that ends before IEND is cut off.
    pub(crate) fn next(&mut self) -> Result<Option<Chunk<'a>>, ImageError> {
        if self.format == Format::Webp && self.at >= self.end {
            return Ok(None);
        }
        let at = self.at;
        let [a, b, c, d, rest @ ..] = self.take(8)? else {
            return Err(self.cut_off());
        };
        let Ok(second) = rest.try_into() else {
            return Err(self.cut_off());
        };
        let (name, length) = match self.format {
            Format::Png => (second, u32::from_be_bytes([*a, *b, *c, *d])),
            _ => ([*a, *b, *c, *d], u32::from_le_bytes(second)),
        };
        let body = self.take(length as usize)?;
        let mut sum = 0;
        if self.format == Format::Png {
            sum = self
                .take(4)?
                .iter()
                .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        } else if length % 2 == 1 {
            // The last chunk's padding byte is often missing.
            self.at += 1;
        }
        Ok(Some(Chunk { at, name, body, sum }))
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], ImageError> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.end);
        let end = end.ok_or_else(|| self.cut_off())?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn cut_off(&self) -> ImageError {
        ImageError::CutOff {
            format: self.format,
            bytes: self.end,
        }
    }
}

/// [`ImageError::Broken`] at this offset.
pub(crate) fn broken(format: Format, at: usize, what: &'static str) -> ImageError {
    ImageError::Broken { format, at, what }
}
