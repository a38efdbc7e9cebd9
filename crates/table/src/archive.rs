//! Untrusted zip archives: listing their members, and decompressing one with a check of its CRC-32.
//!
//! Members are read in place, several at the same time if need be; nothing is written to disk. The caller bounds how
//! much is decompressed: [`MemberReader`] counts the compressed bytes that it has read, and a member's stated size is
//! not to be trusted.

use flate2::Crc;
use flate2::read::DeflateDecoder;
use rawzip::extra_fields::ExtraFieldId;
use rawzip::{
    CompressionMethod, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, RangeReader, ReaderAt, ZipArchive,
    ZipArchiveEntryWayfinder, ZipFileHeaderRecord, ZipLocator,
};
use rustc_hash::FxHashMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// An archive that cannot be read, or a member of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// Not a zip archive, or a broken one.
    #[error("the zip archive cannot be read: {0}")]
    Unreadable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The member is encrypted.
    #[error("it is encrypted in the zip archive")]
    Encrypted,
    /// The member is packed by another method than deflate.
    #[error("the zip archive's method {0} is not supported, only deflate is")]
    Method(String),
    /// There is no member of this number.
    #[error("the zip archive has no member {0}")]
    NoMember(usize),
}

impl From<rawzip::Error> for ArchiveError {
    fn from(error: rawzip::Error) -> ArchiveError {
        ArchiveError::Unreadable(error.into())
    }
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> ArchiveError {
        ArchiveError::Unreadable(error.into())
    }
}

/// The bytes of an archive, with random access.
type Bytes = Arc<dyn ReaderAt + Send + Sync>;

/// An opened archive.
pub struct Archive {
    zip: ZipArchive<Bytes>,
    members: Vec<Member>,
}

/// A file in an archive.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its path in the archive, with slashes. Untrusted: it may lead outside any folder.
    pub name: String,
    /// Its uncompressed size in bytes, as the archive states it. Untrusted.
    pub claimed_size: u64,
    method: CompressionMethod,
    encrypted: bool,
    crc: u32,
    found_at: ZipArchiveEntryWayfinder,
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut archive = f.debug_struct("Archive");
        archive.field("members", &self.members).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens an archive on a disk and lists its members.
    ///
    /// # Errors
    /// [`ArchiveError::Unreadable`] when the file cannot be read or has no list of members.
    pub fn from_file(mut file: File) -> Result<Archive, ArchiveError> {
        let end = file.seek(SeekFrom::End(0))?;
        Self::open(Arc::new(rawzip::FileReader::from(file)), end)
    }

    /// Opens an archive from any seekable reader. Reads of several members take turns.
    ///
    /// # Errors
    /// Those of [`from_file`](Self::from_file).
    pub fn from_reader(mut input: impl Read + Seek + Send + 'static) -> Result<Archive, ArchiveError> {
        let end = input.seek(SeekFrom::End(0))?;
        Self::open(Arc::new(Seekable(Mutex::new(input))), end)
    }

    fn open(bytes: Bytes, end: u64) -> Result<Archive, ArchiveError> {
        let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let zip = ZipLocator::new()
            .locate_in_reader(bytes, &mut buffer, end)
            .map_err(|(_, error)| error)?;
        let mut members = Vec::new();
        let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
        let mut entries = zip.entries(&mut buffer);
        let mut listed = 0_u64;
        while let Some(entry) = entries.next_entry()? {
            listed += 1;
            let member = Member::of(&entry);
            if member.name.ends_with('/') {
                continue;
            }
            // Of two members of one name the later counts, as when both are unpacked.
            match by_name.get(&member.name) {
                Some(at) => members[*at] = member,
                None => {
                    by_name.insert(member.name.clone(), members.len());
                    members.push(member);
                }
            }
        }
        if listed < zip.entries_hint() {
            let message = format!(
                "it lists {listed} members, not the {} that it states",
                zip.entries_hint()
            );
            return Err(ArchiveError::Unreadable(message.into()));
        }
        Ok(Archive { zip, members })
    }

    /// The files in it, in its own order; folders are left out.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Begins to unpack the member with this number in [`members`](Self::members).
    ///
    /// # Errors
    /// [`ArchiveError::Encrypted`] or [`ArchiveError::Method`] when it cannot be unpacked,
    /// [`ArchiveError::Unreadable`] when it is not where the list says, [`ArchiveError::NoMember`].
    pub fn unpack(&self, number: usize) -> Result<MemberReader, ArchiveError> {
        let member = self.members.get(number).ok_or(ArchiveError::NoMember(number))?;
        if member.encrypted {
            return Err(ArchiveError::Encrypted);
        }
        let (start, end) = self.zip.get_entry(member.found_at)?.compressed_data_range();
        let packed = RangeReader::new(self.zip.get_ref().clone(), start..end);
        let (counted, taken) = Counted::new(packed);
        let unpacked: Box<dyn Read + Send> = match member.method {
            CompressionMethod::STORE => Box::new(counted),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(counted)),
            other => return Err(ArchiveError::Method(other.to_string())),
        };
        Ok(MemberReader {
            unpacked,
            taken,
            crc: Crc::new(),
            stated: member.crc,
        })
    }
}

impl Member {
    fn of(entry: &ZipFileHeaderRecord<'_>) -> Member {
        Member {
            name: name(entry),
            claimed_size: entry.uncompressed_size_hint(),
            method: entry.compression_method(),
            encrypted: entry.flags().is_encrypted(),
            crc: entry.crc32(),
            found_at: entry.wayfinder(),
        }
    }
}

/// A member's name: UTF-8 where it is valid or given in the Unicode path extra field, else code page 437, the format's
/// default (APPNOTE.TXT, appendix D).
fn name(entry: &ZipFileHeaderRecord<'_>) -> String {
    let path = entry.file_path();
    let bytes = path.as_bytes();
    let beside = entry
        .extra_fields()
        .filter(|(id, _)| *id == ExtraFieldId::INFO_ZIP_UNICODE_PATH)
        .find_map(|(_, field)| {
            // A version, the checksum of the name that this one stands for, and this one.
            let (crc, utf_8) = field.strip_prefix(&[1])?.split_first_chunk::<4>()?;
            let mut crc_here = Crc::new();
            crc_here.update(bytes);
            (u32::from_le_bytes(*crc) == crc_here.sum()).then_some(std::str::from_utf8(utf_8).ok()?)
        });
    match beside.map_or_else(|| std::str::from_utf8(bytes).ok(), Some) {
        Some(name) => name.to_owned(),
        None => bytes.iter().map(|byte| code_page_437(*byte)).collect(),
    }
}

/// The characters of code page 437 from 0x80 on.
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

fn code_page_437(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(upper) => CODE_PAGE_437.chars().nth(upper.into()).unwrap_or('\u{fffd}'),
    }
}

/// Decompresses a member. Reading ends with an error of the kind [`io::ErrorKind::Other`] that holds a
/// [`WrongChecksum`] where the CRC-32 differs.
pub struct MemberReader {
    unpacked: Box<dyn Read + Send>,
    taken: PackedBytes,
    crc: Crc,
    stated: u32,
}

impl MemberReader {
    /// The counter of compressed bytes read so far; it goes on counting while the reader is used.
    pub fn packed_bytes(&self) -> PackedBytes {
        self.taken.clone()
    }
}

impl Read for MemberReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.unpacked.read(buffer)?;
        self.crc.update(&buffer[..n]);
        if n == 0 && !buffer.is_empty() && self.crc.sum() != self.stated {
            return Err(io::Error::other(WrongChecksum));
        }
        Ok(n)
    }
}

/// A member's decompressed bytes do not have the CRC-32 that the archive gives.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the unpacked bytes do not have the checksum that the archive gives")]
pub struct WrongChecksum;

/// A shared counter of compressed bytes read.
#[derive(Debug, Clone, Default)]
pub struct PackedBytes(Arc<AtomicU64>);

impl PackedBytes {
    /// The count by now.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A reader that counts the bytes read through it.
pub(crate) struct Counted<R> {
    input: R,
    taken: PackedBytes,
}

impl<R> Counted<R> {
    pub(crate) fn new(input: R) -> (Self, PackedBytes) {
        let taken = PackedBytes::default();
        let counter = taken.clone();
        (Counted { input, taken }, counter)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.taken.0.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A seekable reader behind a lock, for reads at any offset.
struct Seekable<R>(Mutex<R>);

impl<R: Read + Seek> ReaderAt for Seekable<R> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        // A reader that panicked left nothing half-done: each seeks anew.
        let mut input = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        input.seek(SeekFrom::Start(offset))?;
        input.read(buffer)
    }
}
