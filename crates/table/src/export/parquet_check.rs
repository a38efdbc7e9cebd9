//! Comparing a Parquet file with its table.

use super::check::{CheckError, CheckSummary, Match, for_each_expected, shown};
use super::parquet_format::{
    Chunk, DATA_PAGE, DICTIONARY_PAGE, FileMetadata, INDEX_PAGE, PageHeader, RowGroup,
};
use super::parquet_page::{Dictionary, Page};
use super::table::{Cell, Kind, Table};
use std::io::{Read, Seek, SeekFrom};

/// The largest footer of a Parquet file that is checked: 16 MiB.
pub const MAX_PARQUET_FOOTER_BYTES: u64 = 16 << 20;
/// The largest page of such a file, compressed or not: 4 MiB. Ours have 1 MiB and one text more.
pub const MAX_PAGE_BYTES: usize = 4 << 20;
/// The most memory that the pages and dictionaries of all columns may take together: 512 MiB.
pub const MAX_PARQUET_MEMORY_BYTES: usize = 512 << 20;

/// The bytes of a page's header that are looked at first, and the most that it may have.
const PAGE_HEADER_BYTES: [usize; 2] = [512, 64 << 10];

const MAGIC: &[u8; 4] = b"PAR1";

/// Compares a Parquet file with its table, cell by cell.
///
/// It reads what [`write_parquet`](super::write_parquet) writes: flat columns of INT64 and texts,
/// version 1 pages, plain or with dictionaries, Snappy or uncompressed. Memory is bounded by one page and
/// one dictionary a column, and by [`MAX_PARQUET_MEMORY_BYTES`] for all of them.
///
/// # Errors
/// [`CheckError::Differs`], [`CheckError::TooFewRows`], [`CheckError::TooManyRows`] or
/// [`CheckError::MissingColumn`] where the file differs from the table; [`CheckError::Malformed`] or
/// [`CheckError::Io`] where it cannot be read as Parquet; [`CheckError::Table`] where the table is not what
/// its columns say.
pub fn check_parquet(mut file: impl Read + Seek, table: &dyn Table) -> Result<CheckSummary, CheckError> {
    let metadata = read_metadata(&mut file)?;
    let columns = table.columns();
    let names: Vec<&str> = metadata
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let matched = Match::new(&columns, &names)?;
    let mut cursors = Vec::new();
    for ((at, found), place) in metadata.columns.iter().enumerate().zip(&matched.of_file) {
        let Some(place) = *place else { continue };
        if found.kind != columns[place].kind {
            let message = format!(
                "expected {}, found {}",
                columns[place].kind.name(),
                found.kind.name()
            );
            return Err(CheckError::malformed(format!("column {:?}", found.name), message));
        }
        cursors.push(Cursor {
            name: &found.name,
            at,
            place,
            kind: found.kind,
            optional: found.optional,
            chunk: Chunk::default(),
            dictionary: Dictionary::default(),
            page: Page::default(),
            held: 0,
        });
    }
    if cursors.is_empty() {
        return Err(CheckError::malformed("columns", "none is known"));
    }
    let mut input = Input {
        file,
        bytes: Vec::new(),
        held: 0,
    };
    let mut groups = metadata.row_groups.iter();
    let mut left = 0;
    let rows = for_each_expected(table, &mut |row, expected| {
        while left == 0 {
            let group: &RowGroup = groups.next().ok_or(CheckError::TooFewRows { row })?;
            left = group.rows;
            cursors.iter_mut().for_each(|cursor| cursor.begin(group));
        }
        left -= 1;
        for cursor in &mut cursors {
            let place = cursor.place;
            let found = cursor.next(&mut input, row)?;
            if found != expected[place] {
                return Err(CheckError::differs(
                    row,
                    &columns[place],
                    &expected[place],
                    shown(&found),
                ));
            }
        }
        Ok(())
    })?;
    if left > 0 || groups.any(|group| group.rows > 0) {
        return Err(CheckError::TooManyRows { row: rows + 1 });
    }
    Ok(matched.into_summary(rows))
}

/// The metadata lies at the file's end: its bytes, their number, the magic.
fn read_metadata(file: &mut (impl Read + Seek)) -> Result<FileMetadata, CheckError> {
    let wrong = |message: &str| CheckError::malformed("footer", message);
    let size = file.seek(SeekFrom::End(0))?;
    if size < 12 {
        return Err(wrong("the file is too short for Parquet"));
    }
    let mut magic = [0; 4];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut magic)?;
    let mut tail = [0; 8];
    file.seek(SeekFrom::Start(size - 8))?;
    file.read_exact(&mut tail)?;
    if magic != *MAGIC || tail[4..] != *MAGIC {
        return Err(wrong("the file is not Parquet"));
    }
    let length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    if length > MAX_PARQUET_FOOTER_BYTES || length > size - 12 {
        return Err(wrong("the footer is longer than the file, or than 16 MiB"));
    }
    file.seek(SeekFrom::Start(size - 8 - length))?;
    let mut footer = Vec::new();
    file.take(length).read_to_end(&mut footer)?;
    FileMetadata::read(&footer).map_err(wrong)
}

/// The position of the check in one column.
struct Cursor<'a> {
    name: &'a str,
    /// The column's place in the file.
    at: usize,
    /// Its place in the table.
    place: usize,
    kind: Kind,
    optional: bool,
    /// What is left of the column's part of the row group.
    chunk: Chunk,
    dictionary: Dictionary,
    page: Page,
    /// The bytes of memory that its page and dictionary hold.
    held: usize,
}

/// What the columns share.
struct Input<F> {
    file: F,
    /// The bytes that were read last.
    bytes: Vec<u8>,
    /// The bytes of memory that all columns hold.
    held: usize,
}

impl<F: Read + Seek> Input<F> {
    /// Reads so many bytes, or as many as there are.
    fn read(&mut self, start: u64, length: u64) -> Result<(), CheckError> {
        self.file.seek(SeekFrom::Start(start))?;
        self.bytes.clear();
        (&mut self.file).take(length).read_to_end(&mut self.bytes)?;
        Ok(())
    }
}

impl Cursor<'_> {
    fn begin(&mut self, group: &RowGroup) {
        self.chunk = group.chunks.get(self.at).cloned().unwrap_or_default();
        self.dictionary = Dictionary::default();
        self.page.left = 0;
    }

    #[inline]
    fn next(&mut self, input: &mut Input<impl Read + Seek>, row: u64) -> Result<Cell<'_>, CheckError> {
        while self.page.left == 0 {
            self.next_page(input, row)?;
        }
        let name = self.name;
        self.page
            .next(self.kind, &self.dictionary)
            .map_err(|message| CheckError::malformed(format!("row {row}, column {name:?}"), message))
    }

    /// Reads the next page, and the dictionary before it if there is one.
    fn next_page(&mut self, input: &mut Input<impl Read + Seek>, row: u64) -> Result<(), CheckError> {
        let place = format!("row {row}, column {:?}", self.name);
        let wrong = |message: &str| CheckError::malformed(place.as_str(), message);
        let (header, header_bytes) = self.read_header(input, &wrong)?;
        if header.compressed > MAX_PAGE_BYTES || header.uncompressed > MAX_PAGE_BYTES {
            return Err(wrong("a page has more than 4 MiB"));
        }
        let taken = (header_bytes + header.compressed) as u64;
        let left = self.chunk.bytes.checked_sub(taken);
        let left = left.ok_or_else(|| wrong("a page is longer than its column"))?;
        input.read(self.chunk.start + header_bytes as u64, header.compressed as u64)?;
        if input.bytes.len() != header.compressed {
            return Err(wrong("the file ends within a page"));
        }
        self.chunk.start += taken;
        self.chunk.bytes = left;
        match header.kind {
            INDEX_PAGE => return Ok(()),
            DICTIONARY_PAGE => {
                let mut bytes = Vec::new();
                self.unpack(&header, &input.bytes, &mut bytes, &wrong)?;
                self.dictionary = Dictionary::read(self.kind, &header, bytes).map_err(wrong)?;
            }
            DATA_PAGE => {
                if header.values > self.chunk.values {
                    return Err(wrong("a page has more cells than its column"));
                }
                self.chunk.values -= header.values;
                let mut bytes = std::mem::take(&mut self.page.bytes);
                self.unpack(&header, &input.bytes, &mut bytes, &wrong)?;
                self.page.bytes = bytes;
                self.page.begin(&header, self.optional).map_err(wrong)?;
            }
            _ => return Err(wrong("a page is neither of data nor a dictionary of version 1")),
        }
        let held = self.dictionary.held() + self.page.bytes.capacity();
        input.held = input.held + held - std::mem::replace(&mut self.held, held);
        if input.held > MAX_PARQUET_MEMORY_BYTES {
            return Err(wrong("the pages of all columns together take more than 512 MiB"));
        }
        Ok(())
    }

    /// Reads a page's header: a little first, and more if it goes on.
    fn read_header(
        &self,
        input: &mut Input<impl Read + Seek>,
        wrong: &dyn Fn(&str) -> CheckError,
    ) -> Result<(PageHeader, usize), CheckError> {
        let mut fault = "the column has no more pages";
        for most in PAGE_HEADER_BYTES {
            if self.chunk.bytes == 0 {
                break;
            }
            input.read(self.chunk.start, self.chunk.bytes.min(most as u64))?;
            match PageHeader::read(&input.bytes) {
                Ok(found) => return Ok(found),
                Err(found) => fault = found,
            }
        }
        Err(wrong(fault))
    }

    /// Decompresses a page, after checking Snappy's stated length against the page header's.
    fn unpack(
        &self,
        header: &PageHeader,
        packed: &[u8],
        out: &mut Vec<u8>,
        wrong: &dyn Fn(&str) -> CheckError,
    ) -> Result<(), CheckError> {
        if !self.chunk.snappy {
            out.clear();
            out.extend_from_slice(packed);
            return Ok(());
        }
        match snap::raw::decompress_len(packed) {
            Ok(length) if length == header.uncompressed => out.resize(length, 0),
            _ => return Err(wrong("a page does not unpack to the size that it states")),
        }
        let length = snap::raw::Decoder::new()
            .decompress(packed, out)
            .map_err(|error| wrong(&format!("a page cannot be unpacked: {error}")))?;
        out.truncate(length);
        Ok(())
    }
}
