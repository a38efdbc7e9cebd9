//! Parquet's metadata, as far as this project's files use it.
//!
//! A reader of our own, since the files are untrusted: it never allocates by a size that a file merely
//! states. Specification: <https://parquet.apache.org/docs/file-format/metadata/>.

use super::check::MAX_CHECKED_COLUMNS;
use super::table::Kind as CellKind;
use super::thrift::{Fault, Kind, Reader};

/// The most row groups that a file may have.
const MAX_ROW_GROUPS: usize = 1 << 16;

/// A file's metadata.
#[derive(Debug, Default)]
pub(crate) struct FileMetadata {
    pub(crate) columns: Vec<SchemaColumn>,
    pub(crate) row_groups: Vec<RowGroup>,
}

/// A column of the schema.
#[derive(Debug)]
pub(crate) struct SchemaColumn {
    pub(crate) name: String,
    pub(crate) kind: CellKind,
    pub(crate) optional: bool,
}

/// A row group.
#[derive(Debug, Default)]
pub(crate) struct RowGroup {
    pub(crate) rows: u64,
    pub(crate) chunks: Vec<Chunk>,
}

/// A column chunk: a column's part of a row group.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chunk {
    /// Where its pages begin in the file.
    pub(crate) start: u64,
    /// The bytes of its pages with their headers.
    pub(crate) bytes: u64,
    /// Its cells, empty ones included.
    pub(crate) values: u64,
    pub(crate) snappy: bool,
}

/// A page's header.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct PageHeader {
    pub(crate) kind: i64,
    /// Its bytes in the file.
    pub(crate) compressed: usize,
    /// Its uncompressed size, in bytes.
    pub(crate) uncompressed: usize,
    pub(crate) values: u64,
    pub(crate) encoding: i64,
    pub(crate) level_encoding: i64,
}

pub(crate) const DATA_PAGE: i64 = 0;
pub(crate) const INDEX_PAGE: i64 = 1;
pub(crate) const DICTIONARY_PAGE: i64 = 2;
pub(crate) const PLAIN: i64 = 0;
pub(crate) const PLAIN_DICTIONARY: i64 = 2;
pub(crate) const RLE: i64 = 3;
pub(crate) const RLE_DICTIONARY: i64 = 8;

const NEGATIVE: Fault = "a size or a number in the metadata is negative or too large";

fn count(reader: &mut Reader<'_>) -> Result<u64, Fault> {
    u64::try_from(reader.integer()?).map_err(|_| NEGATIVE)
}

impl FileMetadata {
    /// Reads the footer; only flat schemas of integers and texts are known.
    pub(crate) fn read(bytes: &[u8]) -> Result<FileMetadata, Fault> {
        let mut file = FileMetadata::default();
        let mut elements: Vec<SchemaElement> = Vec::new();
        Reader::new(bytes).fields(|reader, id, kind| match (id, kind) {
            (2, Kind::List) => {
                let (kind, length) = reader.list()?;
                if kind != Kind::Struct || length > MAX_CHECKED_COLUMNS + 1 {
                    return Err("the schema has too many columns");
                }
                for _ in 0..length {
                    elements.push(SchemaElement::read(reader)?);
                }
                Ok(())
            }
            (4, Kind::List) => {
                let (kind, length) = reader.list()?;
                if length > MAX_ROW_GROUPS || (length > 0 && kind != Kind::Struct) {
                    return Err("there are too many row groups");
                }
                for _ in 0..length {
                    file.row_groups.push(RowGroup::read(reader)?);
                }
                Ok(())
            }
            (8, _) => Err("the file is encrypted"),
            _ => reader.skip(kind),
        })?;
        let mut elements = elements.into_iter();
        let root = elements.next().ok_or("there is no schema")?;
        if root.children != Some(elements.len() as i64) {
            return Err("the schema is not flat");
        }
        for element in elements {
            file.columns.push(element.column()?);
        }
        let whole = |group: &RowGroup| group.chunks.len() == file.columns.len();
        if !file.row_groups.iter().all(whole) {
            return Err("a row group lacks a column");
        }
        Ok(file)
    }
}

#[derive(Debug, Default)]
struct SchemaElement {
    physical: Option<i64>,
    repetition: i64,
    name: String,
    children: Option<i64>,
    /// The converted type, which logical types replaced; 0 is UTF-8 text.
    converted: Option<i64>,
    logical: bool,
}

impl SchemaElement {
    fn read(reader: &mut Reader<'_>) -> Result<SchemaElement, Fault> {
        let mut element = SchemaElement::default();
        reader.fields(|reader, id, kind| match (id, kind) {
            (1, Kind::Integer) => reader.integer().map(|n| element.physical = Some(n)),
            (3, Kind::Integer) => reader.integer().map(|n| element.repetition = n),
            (4, Kind::Binary) => {
                let name =
                    std::str::from_utf8(reader.binary()?).map_err(|_| "a column's name is not UTF-8")?;
                element.name = name.to_owned();
                Ok(())
            }
            (5, Kind::Integer) => reader.integer().map(|n| element.children = Some(n)),
            (6, Kind::Integer) => reader.integer().map(|n| element.converted = Some(n)),
            (10, Kind::Struct) => {
                element.logical = true;
                reader.skip(kind)
            }
            _ => reader.skip(kind),
        })?;
        Ok(element)
    }

    fn column(self) -> Result<SchemaColumn, Fault> {
        const INT64: i64 = 2;
        const BYTE_ARRAY: i64 = 6;
        const UTF8: i64 = 0;
        let kind = match (self.physical, self.converted) {
            (Some(INT64), None) if !self.logical => CellKind::Integer,
            (Some(BYTE_ARRAY), Some(UTF8)) => CellKind::Text,
            _ => return Err("a column is neither of INT64 nor of text"),
        };
        match (self.children, self.repetition) {
            (None | Some(0), 0 | 1) => Ok(SchemaColumn {
                name: self.name,
                kind,
                optional: self.repetition == 1,
            }),
            _ => Err("the schema is not flat"),
        }
    }
}

impl RowGroup {
    fn read(reader: &mut Reader<'_>) -> Result<RowGroup, Fault> {
        let mut group = RowGroup::default();
        reader.fields(|reader, id, kind| match (id, kind) {
            (1, Kind::List) => {
                let (kind, length) = reader.list()?;
                if kind != Kind::Struct || length > MAX_CHECKED_COLUMNS {
                    return Err("a row group has too many columns");
                }
                for _ in 0..length {
                    group.chunks.push(Chunk::read(reader)?);
                }
                Ok(())
            }
            (3, Kind::Integer) => count(reader).map(|n| group.rows = n),
            _ => reader.skip(kind),
        })?;
        if group.chunks.iter().any(|chunk| chunk.values != group.rows) {
            return Err("a column does not have as many cells as its row group has rows");
        }
        Ok(group)
    }
}

impl Chunk {
    fn read(reader: &mut Reader<'_>) -> Result<Chunk, Fault> {
        let mut chunk = None;
        reader.fields(|reader, id, kind| match (id, kind) {
            (1, Kind::Binary) => Err("a column lies in another file"),
            (3, Kind::Struct) => Chunk::read_metadata(reader).map(|read| chunk = Some(read)),
            _ => reader.skip(kind),
        })?;
        chunk.ok_or("a column's metadata is missing")
    }

    fn read_metadata(reader: &mut Reader<'_>) -> Result<Chunk, Fault> {
        let mut chunk = Chunk::default();
        let (mut data, mut dictionary) = (None, None);
        reader.fields(|reader, id, kind| match (id, kind) {
            (4, Kind::Integer) => match reader.integer()? {
                0 => Ok(()),
                1 => {
                    chunk.snappy = true;
                    Ok(())
                }
                _ => Err("a column is packed otherwise than by snappy"),
            },
            (5, Kind::Integer) => count(reader).map(|n| chunk.values = n),
            (7, Kind::Integer) => count(reader).map(|n| chunk.bytes = n),
            (9, Kind::Integer) => count(reader).map(|n| data = Some(n)),
            (11, Kind::Integer) => count(reader).map(|n| dictionary = Some(n)),
            _ => reader.skip(kind),
        })?;
        let data: u64 = data.ok_or("a column's place is missing")?;
        chunk.start = dictionary.filter(|n: &u64| *n > 0).map_or(data, |n| n.min(data));
        Ok(chunk)
    }
}

impl PageHeader {
    /// Reads a header; gives the bytes that it takes, too.
    pub(crate) fn read(bytes: &[u8]) -> Result<(PageHeader, usize), Fault> {
        let mut header = PageHeader {
            kind: -1,
            ..PageHeader::default()
        };
        let mut reader = Reader::new(bytes);
        let size = |n: u64| usize::try_from(n).map_err(|_| NEGATIVE);
        reader.fields(|reader, id, kind| match (id, kind) {
            (1, Kind::Integer) => reader.integer().map(|n| header.kind = n),
            (2, Kind::Integer) => size(count(reader)?).map(|n| header.uncompressed = n),
            (3, Kind::Integer) => size(count(reader)?).map(|n| header.compressed = n),
            (5 | 7, Kind::Struct) => reader.fields(|reader, id, kind| match (id, kind) {
                (1, Kind::Integer) => count(reader).map(|n| header.values = n),
                (2, Kind::Integer) => reader.integer().map(|n| header.encoding = n),
                (3, Kind::Integer) => reader.integer().map(|n| header.level_encoding = n),
                _ => reader.skip(kind),
            }),
            _ => reader.skip(kind),
        })?;
        Ok((header, reader.position()))
    }
}
