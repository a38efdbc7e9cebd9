//! Salted commitments to the files as photographers gave them, which a capture publishes, and their salts, which stay here:
//! `originals.csv`, a private file beside the log.

use crate::error::{Error, Result};
use crate::folder::{ElectionFolder, append_private};
use record::{BlobHash, Commitment};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The file's name within the election's folder.
pub const ORIGINALS: &str = "originals.csv";
/// Its first line.
const HEADER: &str = "image,original,file_sha256,salt\n";

/// The secret that salts are made of while one batch of files is taken in. It is never kept: who learns one salt, because
/// its photograph is shown, learns nothing of the others.
#[derive(Clone)]
pub(crate) struct SaltMaker([u8; 32]);

impl SaltMaker {
    /// A new one, from the system's randomness.
    pub(crate) fn new() -> Result<SaltMaker> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(Error::Randomness)?;
        Ok(SaltMaker(secret))
    }

    /// Commits to a file of these bytes, whose SHA-256 is `file`.
    pub(crate) fn commit(&self, file: BlobHash, bytes: &[u8]) -> Original {
        let salt = Sha256::new().chain_update(self.0).chain_update(file.0);
        let salt: [u8; 32] = salt.finalize().into();
        Original {
            file,
            salt,
            commitment: Commitment::of(&salt, bytes),
        }
    }
}

/// A file as it was given, with its salt.
#[derive(Debug, Clone)]
pub(crate) struct Original {
    file: BlobHash,
    salt: [u8; 32],
    /// What is published of it.
    pub(crate) commitment: Commitment,
}

/// Writes down the salts of files by the pictures that are kept of them; they are durable then.
pub(super) fn append<'o>(
    folder: &ElectionFolder,
    originals: impl Iterator<Item = (BlobHash, &'o Original)>,
) -> Result<()> {
    let mut lines = String::new();
    for (image, original) in originals {
        let Original {
            file,
            salt,
            commitment,
        } = original;
        let (image, file, salt) = (image.hex(), file.hex(), Commitment(*salt).hex());
        let _ = writeln!(lines, "{image},{commitment},{file},{salt}");
    }
    match lines.is_empty() {
        true => Ok(()),
        false => append_private(&folder.file(ORIGINALS), HEADER, &lines),
    }
}
