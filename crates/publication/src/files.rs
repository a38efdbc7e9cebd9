//! Reading whole files within bounds: what lies on a disk may be longer than it should be, a pipe or a device.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a file cannot be read within its bounds.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not there, may not be read, or fails on the way.
    #[error("cannot read {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// It is a folder.
    #[error("{} is a folder, a file was expected", .0.display())]
    Folder(PathBuf),
    /// It is longer than allowed.
    #[error("{} has {bytes} bytes, at most {most} are allowed", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// How many bytes it has.
        bytes: u64,
        /// How many are allowed.
        most: usize,
    },
    /// It is a pipe or a device, or says too little of its length, and goes on after what is allowed.
    #[error("{} has more than {most} bytes, at most so many are allowed", path.display())]
    Endless {
        /// The file.
        path: PathBuf,
        /// How many are allowed.
        most: usize,
    },
    /// It has no bytes where some are needed.
    #[error("{} is empty", .0.display())]
    Empty(PathBuf),
    /// It is not text.
    #[error("{} is not UTF-8 text: line {line} has a byte that is none", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first line that is not UTF-8, counted from 1.
        line: usize,
    },
}

/// All bytes of a file of at most `most`. No more than that is ever in memory, whatever the file says of its length.
///
/// # Errors
/// [`FileError::Io`], [`FileError::Folder`], [`FileError::TooLong`] or [`FileError::Endless`].
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>, FileError> {
    let failed = |source| FileError::Io {
        path: path.to_owned(),
        source,
    };
    let found = std::fs::metadata(path).map_err(failed)?;
    if found.is_dir() {
        return Err(FileError::Folder(path.to_owned()));
    }
    if found.len() > most as u64 {
        return Err(FileError::TooLong {
            path: path.to_owned(),
            bytes: found.len(),
            most,
        });
    }
    let file = File::open(path).map_err(failed)?;
    let bytes = read_from(file, found.len(), most).map_err(failed)?;
    bytes.ok_or_else(|| FileError::Endless {
        path: path.to_owned(),
        most,
    })
}

/// All bytes of a stream that is said to have `length`, which need not be true: `None` where it has more than `most`.
///
/// # Errors
/// The stream's own error.
pub fn read_from(stream: impl Read, length: u64, most: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(length.min(most as u64) as usize);
    stream.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// The text of a file of at most `most` bytes.
///
/// # Errors
/// As [`read`](fn@read), and [`FileError::NotText`].
pub fn read_text(path: &Path, most: usize) -> Result<String, FileError> {
    String::from_utf8(read(path, most)?).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        FileError::NotText {
            path: path.to_owned(),
            line: 1 + valid.iter().filter(|byte| **byte == b'\n').count(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, b"1234").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"1234");
        let said = read(&path, 3).unwrap_err().to_string();
        assert!(
            said.ends_with("file has 4 bytes, at most 3 are allowed"),
            "{said}"
        );
        assert!(matches!(read(folder.path(), 4), Err(FileError::Folder(_))));
        assert!(matches!(
            read(&folder.path().join("none"), 4),
            Err(FileError::Io { .. })
        ));
    }

    #[test]
    fn what_does_not_say_its_length_is_bounded_all_the_same() {
        assert_eq!(read_from(&b"12345"[..], 0, 4).unwrap(), None);
        assert_eq!(
            read_from(&b"1234"[..], 1 << 60, 4).unwrap(),
            Some(b"1234".to_vec())
        );
        #[cfg(unix)]
        assert!(matches!(
            read(Path::new("/dev/zero"), 100),
            Err(FileError::Endless { most: 100, .. })
        ));
    }

    #[test]
    fn the_line_that_is_not_text_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, b"one\ntwo\nthr\xff\n").unwrap();
        assert!(matches!(
            read_text(&path, 100),
            Err(FileError::NotText { line: 3, .. })
        ));
    }
}
