//! Files of a folder on this machine: written in one step, hashed as they are written, walked through.

use crate::Error;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::Duration;
use tempfile::{Builder, NamedTempFile, TempDir};

/// What files are called while they are written. No server publishes names that begin with a point.
const PART: &str = ".part-";
/// A file that is still called so after this time was left by a writer that was killed.
const ABANDONED: Duration = Duration::from_secs(3_600);

/// What the archive was called by earlier versions while it was written.
const EARLIER_PART: &str = "everything.zip.part";

/// Whether a file that is so called and was changed so long ago was left by a writer that was killed.
pub(crate) fn is_abandoned(name: &str, age: Duration) -> bool {
    name == EARLIER_PART || name.starts_with(PART) && age > ABANDONED
}

/// Begins a file that takes the place of `path` in one step when it is persisted: who reads meanwhile has the old one
/// or the new one. It has the permissions of any new file.
///
/// # Errors
/// [`Error::File`].
pub fn begin(path: &Path) -> Result<NamedTempFile, Error> {
    let mut builder = Builder::new();
    builder.prefix(PART);
    #[cfg(unix)]
    let open = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666))
    };
    #[cfg(not(unix))]
    let open = &mut builder;
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    open.tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(Error::file("write", path))
}

/// A folder for files that will be renamed into `folder`. It is removed when it is dropped.
pub(crate) fn begin_folder(folder: &Path) -> Result<TempDir, Error> {
    let begun = Builder::new().prefix(PART).tempdir_in(folder);
    begun.map_err(Error::file("write", folder))
}

/// Puts a file that was begun into its place.
///
/// # Errors
/// [`Error::File`].
pub fn persist(file: NamedTempFile, path: &Path) -> Result<(), Error> {
    file.persist(path)
        .map(|_| ())
        .map_err(|error| Error::file("write", path)(error.error))
}

/// Writes a file in one step.
///
/// # Errors
/// [`Error::File`].
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = begin(path)?;
    file.write_all(bytes).map_err(Error::file("write", path))?;
    persist(file, path)
}

/// Hashes what is written on its way.
pub(crate) struct Hashing<W> {
    to: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashing<W> {
    /// Hashes what is written to `to`.
    pub(crate) fn new(to: W) -> Self {
        Hashing {
            to,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// The SHA-256 of all that was written, how many bytes that were, and what they were written to.
    pub(crate) fn finish(self) -> ([u8; 32], u64, W) {
        (self.hash.finalize().into(), self.bytes, self.to)
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Makes the folders that files will lie in.
pub(crate) fn make_folders<'a>(out: &Path, paths: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
    let folders: BTreeSet<&Path> = paths
        .into_iter()
        .filter_map(|path| Path::new(path).parent())
        .collect();
    folders
        .into_iter()
        .try_for_each(|folder| make_folder(&out.join(folder)))
}

/// Makes a folder, and those that it lies in.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(Error::file("make the folder", folder))
}

/// Whether a file has these bytes.
pub(crate) fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_length =
        std::fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == bytes.len() as u64);
    same_length && std::fs::read(path).is_ok_and(|there| there == bytes)
}

/// Removes a file; whether it was there.
pub(crate) fn remove(path: &Path) -> Result<bool, Error> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::file("remove", path)(error)),
    }
}

/// The files below a folder, by their paths within it with `/` between the segments, in no particular order. Links to
/// files are files; links to folders are not followed. What cannot be listed is left out.
pub(crate) fn walk(folder: &Path) -> impl Iterator<Item = (String, walkdir::DirEntry)> {
    let found = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let is_folder = |entry: &walkdir::DirEntry| match entry.path_is_symlink() {
        true => entry.path().is_dir(),
        false => entry.file_type().is_dir(),
    };
    let files = found.filter(move |entry| !is_folder(entry));
    files.filter_map(move |entry| {
        let path = entry.path().components().rev().take(entry.depth());
        let mut segments: Vec<String> = path
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        segments.reverse();
        Some((segments.join("/"), entry)).filter(|(path, _)| !path.is_empty())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_written_file_may_be_read_by_whom_any_new_file_may() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let found = std::fs::metadata(folder.path().join(name)).unwrap();
            found.permissions().mode() & 0o777
        };
        std::fs::write(folder.path().join("plain"), b"").unwrap();
        write(&folder.path().join("own"), b"").unwrap();
        assert_eq!(mode("own"), mode("plain"));
    }

    #[test]
    fn files_are_walked_by_their_paths() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["a", "b/c", "b/d/e"] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"").unwrap();
        }
        let mut found: Vec<String> = walk(folder.path()).map(|(path, _)| path).collect();
        found.sort();
        assert_eq!(found, ["a", "b/c", "b/d/e"]);
    }

    #[test]
    fn what_is_written_is_hashed_as_it_goes() {
        let mut out = Hashing::new(Vec::new());
        out.write_all(b"ab").unwrap();
        out.write_all(b"c").unwrap();
        let (hash, bytes, to) = out.finish();
        assert_eq!((bytes, to), (3, b"abc".to_vec()));
        assert_eq!(hash, <[u8; 32]>::from(Sha256::digest(b"abc")));
    }
}
