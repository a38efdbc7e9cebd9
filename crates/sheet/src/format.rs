//! File formats by magic numbers: the first bytes of a file, never its name.

use std::fmt;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (W3C Recommendation, third edition), animated or not.
    Png,
    /// WebP (RFC 9649).
    Webp,
    /// PDF (ISO 32000).
    Pdf,
    /// HEIF with HEVC images, as iPhones write it (ISO/IEC 23008-12).
    Heic,
    /// AVIF.
    Avif,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// GIF.
    Gif,
    /// TIFF, or a camera's raw file.
    Tiff,
    /// BMP.
    Bmp,
    /// ZIP, or a format built on it (DOCX, XLSX, ODT).
    Zip,
    /// An empty file.
    Empty,
    /// Any other format, with the file's first bytes.
    Other([u8; 4]),
}

impl Format {
    /// The format of a file by its first bytes (magic numbers). Twelve bytes are enough.
    ///
    /// ```
    /// use sheet::format::Format;
    /// assert_eq!(Format::of(b"%PDF-1.7").media_type(), "application/pdf");
    /// assert_eq!(Format::of(b"<html>").media_type(), "application/octet-stream");
    /// ```
    pub fn of(bytes: &[u8]) -> Format {
        const STARTS: [(&[u8], Format); 11] = [
            (b"\xff\xd8\xff", Format::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Format::Png),
            (b"%PDF-", Format::Pdf),
            (b"GIF8", Format::Gif),
            (b"II*\0", Format::Tiff),
            (b"MM\0*", Format::Tiff),
            (b"BM", Format::Bmp),
            (b"PK\x03\x04", Format::Zip),
            (b"\xff\x0a", Format::JpegXl),
            (b"\0\0\0\x0cJXL ", Format::JpegXl),
            (b"\0\0\0\x0cjP  ", Format::Jpeg2000),
        ];
        if let Some((_, format)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
            return *format;
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Format::Webp;
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            match bytes.get(8..12) {
                Some(b"avif" | b"avis") => return Format::Avif,
                Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
                    return Format::Heic;
                }
                _ => {}
            }
        }
        if bytes.is_empty() {
            return Format::Empty;
        }
        let mut first = [0; 4];
        for (to, from) in first.iter_mut().zip(bytes) {
            *to = *from;
        }
        Format::Other(first)
    }
}

impl Format {
    /// The media type (IANA) to serve the file under: its own for a JPEG, PNG, WebP or PDF, and for any other
    /// `application/octet-stream`, so that no browser runs what a stranger sent.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Webp => "image/webp",
            Format::Pdf => "application/pdf",
            _ => "application/octet-stream",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Jpeg => "a JPEG",
            Format::Png => "a PNG",
            Format::Webp => "a WebP",
            Format::Pdf => "a PDF",
            Format::Heic => "a HEIC (HEIF) picture",
            Format::Avif => "an AVIF picture",
            Format::JpegXl => "a JPEG XL picture",
            Format::Jpeg2000 => "a JPEG 2000 picture",
            Format::Gif => "a GIF",
            Format::Tiff => "a TIFF or a camera's raw file",
            Format::Bmp => "a BMP",
            Format::Zip => "a ZIP archive",
            Format::Empty => "an empty file",
            Format::Other([a, b, c, d]) => {
                return write!(f, "a file that begins {a:02x} {b:02x} {c:02x} {d:02x}");
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_told_by_its_first_bytes() {
        assert_eq!(Format::of(b""), Format::Empty);
        assert_eq!(Format::of(b"\xff\xd8\xff\xe0"), Format::Jpeg);
        assert_eq!(Format::of(b"RIFF\0\0\0\0WEBPVP8 "), Format::Webp);
        assert_eq!(Format::of(b"RIFF\0\0\0\0WAVEfmt "), Format::Other(*b"RIFF"));
        assert_eq!(Format::of(b"\0\0\0\x18ftypheic\0\0"), Format::Heic);
        assert_eq!(Format::of(b"\0\0\0\x18ftypmif1\0\0"), Format::Heic);
        assert_eq!(
            Format::of(b"\0\0\0\x18ftypisom\0\0"),
            Format::Other([0, 0, 0, 0x18])
        );
        assert_eq!(Format::of(b"<").to_string(), "a file that begins 3c 00 00 00");
    }

    #[test]
    fn twelve_bytes_tell_every_format_and_only_four_are_served_as_what_they_are() {
        for (start, format, media_type) in [
            (
                &b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02"[..],
                Format::Jpeg,
                "image/jpeg",
            ),
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", Format::Png, "image/png"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Format::Webp, "image/webp"),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Format::Pdf, "application/pdf"),
            (
                b"\0\0\0\x18ftypavif\0\0",
                Format::Avif,
                "application/octet-stream",
            ),
            (
                b"\0\0\0\x0cJXL \r\n\x87\n",
                Format::JpegXl,
                "application/octet-stream",
            ),
            (b"GIF89a\x01\0\x01\0\0\0", Format::Gif, "application/octet-stream"),
            (
                b"<html><script>",
                Format::Other(*b"<htm"),
                "application/octet-stream",
            ),
        ] {
            assert_eq!(Format::of(&start[..12]), format);
            assert_eq!(Format::of(start), format);
            assert_eq!(format.media_type(), media_type);
        }
        assert_eq!(Format::of(b"").media_type(), "application/octet-stream");
    }
}
