//! `.gz` copies of published files: their exact header, and reuse of their deflate stream by the archive and the upload.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use std::path::Path;

/// A gzip file's header as it is written here (RFC 1952 §2.3): it names no file and no time.
pub const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// A gzip file ends in the CRC-32 and the length of what it holds.
const TRAILER: usize = 8;
/// Compresses a file's bytes (level 6 of zlib). The header names no file and no time, so that the same bytes give the
/// same copy.
pub(crate) fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(6));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A file's compressed copy.
pub(crate) struct Gzip {
    gzip: Vec<u8>,
    /// The CRC-32 of what it holds.
    pub(crate) crc: u32,
}

impl Gzip {
    /// The compressed copy of a file of these bytes, where there is one and it says that it is of them.
    pub(crate) fn beside(out: &Path, path: &str, bytes: &[u8]) -> io::Result<Option<Gzip>> {
        let copy = match std::fs::read(out.join(layout::gzip(path))) {
            Ok(copy) => copy,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let Ok(length) = u32::try_from(bytes.len()) else {
            return Ok(None);
        };
        let crc = crc32fast::hash(bytes);
        let is_of_these = copy.starts_with(&HEADER)
            && copy.len() >= HEADER.len() + TRAILER
            && copy.ends_with(&[crc, length].map(u32::to_le_bytes).concat());
        Ok(is_of_these.then_some(Gzip { gzip: copy, crc }))
    }

    /// The deflate stream alone (RFC 1951).
    pub(crate) fn deflate(&self) -> &[u8] {
        &self.gzip[HEADER.len()..self.gzip.len() - TRAILER]
    }

    /// The whole gzip file.
    #[cfg(any(feature = "s3", test))]
    pub(crate) fn into_gzip(self) -> Vec<u8> {
        self.gzip
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;
    use std::io::Read;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        compress(bytes).unwrap()
    }

    #[test]
    fn a_copy_is_taken_only_where_it_is_of_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let beside = |copy: &[u8]| {
            std::fs::write(folder.path().join("page.html.gz"), copy).unwrap();
            Gzip::beside(folder.path(), "page.html", b"the page").unwrap()
        };
        let good = gzip(b"the page");
        let mut text = Vec::new();
        flate2::read::DeflateDecoder::new(beside(&good).unwrap().deflate())
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(text, b"the page");
        assert_eq!(beside(&good).unwrap().into_gzip(), good);
        let named = [&[0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0xff, b'x', 0], &good[10..]].concat();
        for other in [
            gzip(b"the pagf"),
            gzip(b""),
            named,
            good[1..].to_vec(),
            good[..9].to_vec(),
            vec![],
        ] {
            assert!(beside(&other).is_none(), "{other:?}");
        }
        assert!(
            Gzip::beside(folder.path(), "other.html", b"the page")
                .unwrap()
                .is_none()
        );
    }
}
