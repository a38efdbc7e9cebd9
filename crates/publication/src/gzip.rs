//! The compressed copies that lie beside pages: where, in which form, and for what takes their bytes instead of
//! compressing again.

use std::io;
use std::path::Path;

/// A gzip file's header as it is written here (RFC 1952 §2.3): it names no file and no time.
pub(crate) const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// A gzip file ends in the CRC-32 and the length of what it holds.
const TRAILER: usize = 8;
/// What a copy's name ends in, after the file's.
const SUFFIX: &str = ".gz";

/// The path of a file's compressed copy: where servers of static files look for it. No manifest names it, since the
/// file itself says what it must hold.
pub(super) fn compressed(path: &str) -> String {
    format!("{path}{SUFFIX}")
}

/// The file of which a path is that of the compressed copy.
pub(crate) fn whole(copy: &str) -> Option<&str> {
    copy.strip_suffix(SUFFIX)
}

/// A file's compressed copy.
pub(super) struct Packed {
    gzip: Vec<u8>,
    /// The CRC-32 of what it holds.
    pub(super) crc: u32,
}

impl Packed {
    /// The compressed copy of a file of these bytes, where there is one and it says that it is of them.
    pub(super) fn beside(out: &Path, path: &str, bytes: &[u8]) -> io::Result<Option<Packed>> {
        let copy = match std::fs::read(out.join(compressed(path))) {
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
        Ok(is_of_these.then_some(Packed { gzip: copy, crc }))
    }

    /// The deflate stream alone (RFC 1951).
    pub(super) fn deflate(&self) -> &[u8] {
        &self.gzip[HEADER.len()..self.gzip.len() - TRAILER]
    }

    /// The whole gzip file.
    pub(super) fn into_gzip(self) -> Vec<u8> {
        self.gzip
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::{Read, Write};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_copy_is_taken_only_where_it_is_of_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let beside = |copy: &[u8]| {
            std::fs::write(folder.path().join("page.html.gz"), copy).unwrap();
            Packed::beside(folder.path(), "page.html", b"the page").unwrap()
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
            Packed::beside(folder.path(), "other.html", b"the page")
                .unwrap()
                .is_none()
        );
    }
}
