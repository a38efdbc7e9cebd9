//! The SHA-256 of files.

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A file's path below a folder, and its hash or why there is none.
pub type HashedFile = (String, io::Result<[u8; 32]>);

/// Hashes files of a folder on all cores, which blocks the calling thread, in no particular order. The largest begin first, so that none is
/// left for one core alone at the end.
pub fn hash_files(folder: &Path, paths: impl IntoIterator<Item = String>) -> Vec<HashedFile> {
    let size = |path: &str| std::fs::metadata(folder.join(path)).map_or(0, |found| found.len());
    let mut sized: Vec<(u64, String)> = paths.into_iter().map(|path| (size(&path), path)).collect();
    sized.sort_unstable_by(|a, b| b.cmp(a));
    let hashed = sized.into_iter().par_bridge().map(|(_, path)| {
        let hash = hash_file(&folder.join(&path));
        (path, hash)
    });
    hashed.collect()
}

/// The SHA-256 of a file.
fn hash_file(path: &Path) -> io::Result<[u8; 32]> {
    hash_all(File::open(path)?).map(|(hash, _)| hash)
}

/// The SHA-256 of all that can be read, and how many bytes that were.
///
/// # Errors
/// The reader's own error.
pub fn hash_all(mut from: impl Read) -> io::Result<([u8; 32], u64)> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok((hash.finalize().into(), bytes)),
            Ok(read) => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
