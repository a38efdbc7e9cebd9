//! Opening a result file: plain, zip or gzip by its magic bytes, with limits on decompression.

use super::error::{FileError, UnpackError};
use super::member::choose;
use super::profile::Profile;
use crate::archive::{Archive, Counted, PackedBytes, WrongChecksum};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Chain, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

/// The most bytes that a compressed file may decompress to, where the profile does not say otherwise: 4 GiB.
pub const MAX_UNPACKED_BYTES: u64 = 4 << 30;
/// The highest compression ratio. Result files reach some 10 to 50.
pub const MAX_RATIO: u64 = 200;
/// The ratio is checked once so many bytes are decompressed: 16 MiB.
pub const RATIO_FROM_BYTES: u64 = 16 << 20;

/// The decompressed bytes of a file.
pub(crate) struct Source {
    /// What errors call it.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) input: Box<dyn Read + Send>,
}

/// Opens a path, and refuses what is not a file.
pub(crate) fn open_path(path: &Path) -> Result<(String, File), FileError> {
    let name = path.display().to_string();
    let io = |source| FileError::Io {
        file: path.display().to_string(),
        source,
    };
    let kind = std::fs::metadata(path).map_err(io)?.file_type();
    if !kind.is_file() {
        let found = if kind.is_dir() {
            "a folder"
        } else {
            "a pipe or a device"
        };
        return Err(FileError::NotAFile { file: name, found });
    }
    let file = File::open(path).map_err(io)?;
    Ok((name, file))
}

/// The bytes of a file, decompressed if need be.
pub(crate) fn unpack(
    name: &str,
    mut file: impl Read + Seek + Send + 'static,
    profile: &Profile,
) -> Result<Source, FileError> {
    let io = |source| FileError::Io {
        file: name.to_owned(),
        source,
    };
    let mut head = Vec::with_capacity(4);
    (&mut file).take(4).read_to_end(&mut head).map_err(io)?;
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    let guard = |input, packed| Guard {
        input,
        packed,
        unpacked: 0,
        limit: profile.file.max_unpacked_bytes,
    };
    let input: Box<dyn Read + Send> = match head.as_slice() {
        [] => {
            return Err(FileError::Empty {
                file: name.to_owned(),
            });
        }
        [b'P', b'K', 3, 4] | [b'P', b'K', 5, 6] => {
            let (member, packed) = zip_member(name, file, profile.file.member.as_deref())?;
            Box::new(guard(member, packed))
        }
        [0x1f, 0x8b, ..] => {
            let (counted, packed) = Counted::new(file);
            let unpacked: Box<dyn Read + Send> = Box::new(MultiGzDecoder::new(counted));
            Box::new(guard(unpacked, packed))
        }
        _ => Box::new(file),
    };
    // An empty compressed file, and UTF-16, are refused here, before anyone looks for a header.
    let mut input = input;
    let mut head = Vec::with_capacity(3);
    (&mut input)
        .take(3)
        .read_to_end(&mut head)
        .map_err(|error| file_error(name, error))?;
    if matches!(head.as_slice(), [] | [0xef, 0xbb, 0xbf]) {
        let more = (&mut input).take(1).read_to_end(&mut head);
        if more.map_err(|error| file_error(name, error))? == 0 {
            return Err(FileError::Empty {
                file: name.to_owned(),
            });
        }
    }
    match head.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(FileError::Utf16 {
            file: name.to_owned(),
        }),
        _ => {
            if head.starts_with(&[0xef, 0xbb, 0xbf]) {
                head.drain(..3);
            }
            let input: Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>> = Cursor::new(head).chain(input);
            Ok(Source {
                name: name.to_owned(),
                input: Box::new(input),
            })
        }
    }
}

/// The error of reading on: ours if a guard raised it.
pub(crate) fn file_error(name: &str, error: io::Error) -> FileError {
    let file = name.to_owned();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
        Some(Refused::TooLarge(limit)) => FileError::TooLarge { file, limit: *limit },
        Some(Refused::Bomb) => FileError::Bomb {
            file,
            limit: MAX_RATIO,
        },
        None if error.get_ref().is_some_and(|inner| inner.is::<WrongChecksum>()) => FileError::Archive {
            file,
            fault: UnpackError::Checksum(WrongChecksum),
        },
        None if error.kind() == io::ErrorKind::InvalidInput || error.kind() == io::ErrorKind::InvalidData => {
            FileError::Archive {
                file,
                fault: UnpackError::Unpacking(error),
            }
        }
        None => FileError::Io { file, source: error },
    }
}

/// Finds the member to read, and gives its decompressed bytes.
fn zip_member(
    name: &str,
    file: impl Read + Seek + Send + 'static,
    wanted: Option<&str>,
) -> Result<(Box<dyn Read + Send>, PackedBytes), FileError> {
    let open = || -> Result<_, UnpackError> {
        let archive = Archive::from_reader(file)?;
        let number = choose(archive.members(), wanted)?;
        Ok(archive.unpack(number)?)
    };
    let member = open().map_err(|fault| FileError::Archive {
        file: name.to_owned(),
        fault,
    })?;
    let packed = member.packed_bytes();
    Ok((Box::new(member), packed))
}

#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("more than {0} bytes")]
    TooLarge(u64),
    #[error("taken for a trap")]
    Bomb,
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> io::Error {
        io::Error::other(refused)
    }
}

/// A reader that fails where a compressed file decompresses to too much.
struct Guard {
    input: Box<dyn Read + Send>,
    packed: PackedBytes,
    unpacked: u64,
    limit: u64,
}

impl Read for Guard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.unpacked += n as u64;
        if self.unpacked > self.limit {
            return Err(Refused::TooLarge(self.limit).into());
        }
        let packed = self.packed.get();
        if self.unpacked > RATIO_FROM_BYTES && self.unpacked / MAX_RATIO > packed {
            return Err(Refused::Bomb.into());
        }
        Ok(n)
    }
}
