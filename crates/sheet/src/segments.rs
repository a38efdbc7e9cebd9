//! Reads a JPEG's segments (ITU-T T.81, annex B.1).

use crate::error::ImageError;
use crate::format::Format;

/// Start of image.
pub(crate) const SOI: u8 = 0xd8;
/// End of image.
pub(crate) const EOI: u8 = 0xd9;
/// Start of scan.
pub(crate) const SOS: u8 = 0xda;
/// Application segment 0: JFIF.
pub(crate) const APP0: u8 = 0xe0;
/// Application segment 1: EXIF.
pub(crate) const APP1: u8 = 0xe1;
/// Application segment 14: Adobe's colour transform.
pub(crate) const APP14: u8 = 0xee;

/// A segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment<'a> {
    /// The offset of its marker in the file.
    pub(crate) at: usize,
    /// Its marker's second byte.
    pub(crate) marker: u8,
    /// Its parameters, after the length.
    pub(crate) body: &'a [u8],
    /// The entropy-coded data after a start of scan, restart markers included.
    pub(crate) scan: &'a [u8],
}

/// The segments of one image, up to its end (EOI). Bytes between segments are skipped, as decoders do; bytes after the end
/// are not read.
#[derive(Debug, Clone)]
pub(crate) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Segments<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Segments<'a>, ImageError> {
        if !bytes.starts_with(&[0xff, SOI]) {
            return Err(broken(0, "expected the start of an image, ff d8"));
        }
        Ok(Segments { bytes, at: 2 })
    }

    /// The offset from which the next segment is searched.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The next segment.
    pub(crate) fn next(&mut self) -> Result<Segment<'a>, ImageError> {
        let (at, after) = loop {
            let (at, after) = self.marker(self.at)?;
            self.at = after;
            // A stuffed zero, a restart or a TEM marker outside of scans has no meaning.
            if !matches!(self.bytes[after - 1], 0x00 | 0x01 | 0xd0..=0xd7) {
                break (at, after);
            }
        };
        let marker = self.bytes[after - 1];
        let mut segment = Segment {
            at,
            marker,
            body: &[],
            scan: &[],
        };
        match marker {
            SOI => return Err(broken(at, "a second image begins before the first has ended")),
            EOI => return Ok(segment),
            _ => {}
        }
        let length = self.bytes.get(after..after + 2).ok_or_else(|| self.cut_off())?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if length < 2 {
            return Err(broken(after, "a segment's length is less than 2"));
        }
        let end = after + length;
        segment.body = self.bytes.get(after + 2..end).ok_or_else(|| self.cut_off())?;
        self.at = end;
        if marker == SOS {
            loop {
                let (at, after) = self.marker(self.at)?;
                match self.bytes[after - 1] {
                    0x00 | 0xd0..=0xd7 => self.at = after,
                    // What follows could be more of the scan, which must not be lost.
                    0x01..=0xbf => return Err(broken(at, "a marker within a scan that has no meaning")),
                    _ => {
                        self.at = at;
                        segment.scan = &self.bytes[end..at];
                        break;
                    }
                }
            }
        }
        Ok(segment)
    }

    /// The next marker after `from`: its offset, and the offset after it. Fill bytes (B.1.1.2) are skipped.
    fn marker(&self, from: usize) -> Result<(usize, usize), ImageError> {
        let rest = &self.bytes[from..];
        let at = memchr::memchr(0xff, rest).ok_or_else(|| self.cut_off())?;
        let run = rest[at..].iter().position(|byte| *byte != 0xff);
        let run = run.ok_or_else(|| self.cut_off())?;
        Ok((from + at, from + at + run + 1))
    }

    fn cut_off(&self) -> ImageError {
        ImageError::CutOff {
            format: Format::Jpeg,
            bytes: self.bytes.len(),
        }
    }
}

/// [`ImageError::Broken`] at this offset of a JPEG.
pub(crate) fn broken(at: usize, what: &'static str) -> ImageError {
    ImageError::Broken {
        format: Format::Jpeg,
        at,
        what,
    }
}

/// Whether a marker is a start of frame (SOF, table B.1), of a process that can be decoded or not.
pub(crate) fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf)
}

/// Writes a segment, whose body must be short enough for its length to fit two bytes.
pub(crate) fn write(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend([0xff, marker]);
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_found_behind_fill_bytes_and_strange_data() {
        let file =
            b"\xff\xd8\xff\xff\xe0\0\x03ajunk\xff\0\xff\xda\0\x02x\xff\0\xff\xd0y\xff\xff\0z\xff\xff\xd9tail";
        let mut segments = Segments::new(file).unwrap();
        let first = segments.next().unwrap();
        assert_eq!((first.marker, first.body), (APP0, &b"a"[..]));
        let scan = segments.next().unwrap();
        assert_eq!(
            (scan.marker, scan.scan),
            (SOS, &b"x\xff\0\xff\xd0y\xff\xff\0z"[..])
        );
        assert_eq!(segments.next().unwrap().marker, EOI);
    }

    #[test]
    fn every_shorter_file_is_cut_off() {
        let file = b"\xff\xd8\xff\xe0\0\x03a\xff\xda\0\x02x\xff\0\xff\xd0y\xff\xd9";
        for end in 2..file.len() {
            let mut segments = Segments::new(&file[..end]).unwrap();
            let error = loop {
                match segments.next() {
                    Ok(segment) => assert_ne!(segment.marker, EOI),
                    Err(error) => break error,
                }
            };
            assert!(matches!(error, ImageError::CutOff { .. }), "{end}: {error}");
        }
    }
}
