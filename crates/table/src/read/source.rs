//! Opening a result file: plain, or packed as zip or gz, told apart by its first bytes, with bounds on
//! what packed files may unpack to.

use super::error::FileError;
use super::profile::Profile;
use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::{CompressionMethod, ZipArchive};

/// The most bytes that a packed file may unpack to, where the profile does not say otherwise: 4 GiB.
pub const MAX_UNPACKED_BYTES: u64 = 4 << 30;
/// The most unpacked bytes for each packed byte. Result files reach some 10 to 50.
pub const MAX_RATIO: u64 = 200;
/// The ratio is looked at once so many bytes are unpacked: 16 MiB.
pub const RATIO_FROM_BYTES: u64 = 16 << 20;

/// The unpacked bytes of a file.
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

/// The bytes of a file, unpacked if need be.
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
    // A packed file of no bytes, and UTF-16, are told here, before anyone looks for a header.
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
        Some(Refused::Checksum) => FileError::Archive {
            file,
            message: "the unpacked bytes do not have the checksum that the archive gives".to_owned(),
        },
        None if error.kind() == io::ErrorKind::InvalidInput || error.kind() == io::ErrorKind::InvalidData => {
            FileError::Archive {
                file,
                message: format!("cannot be unpacked: {error}"),
            }
        }
        None => FileError::Io { file, source: error },
    }
}

type Packed = Arc<AtomicU64>;

/// Finds the member to read, and gives its unpacked bytes.
fn zip_member(
    name: &str,
    file: impl Read + Seek + Send + 'static,
    wanted: Option<&str>,
) -> Result<(Box<dyn Read + Send>, Packed), FileError> {
    let broken = |message: String| FileError::Archive {
        file: name.to_owned(),
        message,
    };
    let unreadable =
        |error: zip::result::ZipError| broken(format!("the zip archive cannot be read: {error}"));
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(unreadable)?;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        if let Some(member) = archive.name_for_index(index) {
            let member = member.map_err(unreadable)?;
            if !member.ends_with('/') {
                members.push((index, member.into_owned()));
            }
        }
    }
    let index = choose(&members, wanted).map_err(broken)?;
    let member = archive.by_index_raw(index).map_err(unreadable)?;
    if member.encrypted() {
        return Err(broken("the zip archive is encrypted".to_owned()));
    }
    let (method, size, crc) = (member.compression(), member.compressed_size(), member.crc32());
    let start = member
        .data_start()
        .ok_or_else(|| broken("the zip archive does not say where its file begins".to_owned()))?;
    drop(member);
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start))
        .map_err(|source| FileError::Io {
            file: name.to_owned(),
            source,
        })?;
    let (counted, packed) = Counted::new(file.take(size));
    let unpacked: Box<dyn Read + Send> = match method {
        CompressionMethod::Stored => Box::new(counted),
        CompressionMethod::Deflated => Box::new(DeflateDecoder::new(counted)),
        other => {
            return Err(broken(format!(
                "the zip archive's method {other} is not supported, only deflate is"
            )));
        }
    };
    let checked = Checked {
        input: unpacked,
        crc: Crc::new(),
        expected: crc,
    };
    Ok((Box::new(checked), packed))
}

/// The member wanted, or the only one, or the only one that can be a result file.
fn choose(members: &[(usize, String)], wanted: Option<&str>) -> Result<usize, String> {
    let list = || {
        let shown: Vec<String> = members
            .iter()
            .take(10)
            .map(|(_, name)| format!("{name:?}"))
            .collect();
        let more = if members.len() > 10 { ", …" } else { "" };
        format!("{}{more}", shown.join(", "))
    };
    if let Some(wanted) = wanted {
        let found = members.iter().find(|(_, name)| name == wanted);
        return match found {
            Some((index, _)) => Ok(*index),
            None => Err(format!(
                "the zip archive has no file {wanted:?}; it has {}",
                list()
            )),
        };
    }
    if members.iter().any(|(_, name)| name == "xl/workbook.xml") {
        return Err("this is a spreadsheet; save the sheet as CSV".to_owned());
    }
    let tables = members.iter().filter(|(_, name)| {
        let name = name.to_lowercase();
        let table = [".csv", ".tsv", ".txt", ".dat"]
            .iter()
            .any(|end| name.ends_with(end));
        table && !name.starts_with("__macosx/")
    });
    let tables: Vec<_> = tables.collect();
    match (tables.as_slice(), members) {
        ([(index, _)], _) | (_, [(index, _)]) => Ok(*index),
        (_, []) => Err("the zip archive holds no file".to_owned()),
        _ => Err(format!(
            "the zip archive holds {} files ({}); name one as `file.member` in the profile",
            members.len(),
            list()
        )),
    }
}

#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("more than {0} bytes")]
    TooLarge(u64),
    #[error("taken for a trap")]
    Bomb,
    #[error("wrong checksum")]
    Checksum,
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> io::Error {
        io::Error::other(refused)
    }
}

/// Counts the packed bytes that are taken.
struct Counted<R> {
    input: R,
    taken: Packed,
}

impl<R> Counted<R> {
    fn new(input: R) -> (Self, Packed) {
        let taken = Packed::default();
        let counter = Arc::clone(&taken);
        (Counted { input, taken }, counter)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Stops where a packed file unpacks to too much.
struct Guard {
    input: Box<dyn Read + Send>,
    packed: Packed,
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
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > RATIO_FROM_BYTES && self.unpacked / MAX_RATIO > packed {
            return Err(Refused::Bomb.into());
        }
        Ok(n)
    }
}

/// Compares the checksum at the end.
struct Checked {
    input: Box<dyn Read + Send>,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.crc.update(&buffer[..n]);
        if n == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(Refused::Checksum.into());
        }
        Ok(n)
    }
}
