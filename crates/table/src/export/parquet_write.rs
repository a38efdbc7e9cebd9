//! Writing Parquet: version 1 pages, snappy, dictionaries where they pay, no times and no library's
//! version in it, so that the same table gives the same bytes.

use super::table::{Cell, Column, Kind, Table};
use super::write::{WriteError, for_each_row};
use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, Type};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::io::Write;
use std::sync::Arc;

/// Rows of a row group; there are fewer in the last one, and where the rows are many columns wide or
/// their texts are long.
pub const ROW_GROUP_ROWS: usize = 128 << 10;
/// The most cells of a row group.
const ROW_GROUP_CELLS: usize = 8 << 20;
/// A row group ends once the texts of a column have so many bytes.
const ROW_GROUP_TEXT_BYTES: usize = 64 << 20;

/// What the file says wrote it.
const CREATED_BY: &str = "cotejo";
/// How many values are sampled to decide whether a dictionary pays.
const SAMPLE_VALUES: usize = 2048;
/// The values that are encoded between two looks at the size of the page.
const BATCH_VALUES: usize = 1024;

/// Writes a table as Parquet; gives the number of rows.
///
/// Texts are `BYTE_ARRAY` with the logical type String, integers `INT64`; columns whose cells may be
/// empty are optional. Memory is bounded by one row group of [`ROW_GROUP_ROWS`] rows, whose columns
/// are encoded in parallel.
///
/// # Errors
/// [`WriteError::Shape`] when a row does not fit the columns, [`WriteError::Parquet`] when writing fails.
pub fn write_parquet(table: &dyn Table, out: impl Write + Send) -> Result<u64, WriteError> {
    let failed = |source| WriteError::Parquet {
        table: table.name().to_owned(),
        source,
    };
    let columns = table.columns();
    let schema = Arc::new(schema(&columns).map_err(failed)?);
    let properties = Arc::new(properties(true, BATCH_VALUES));
    let mut file = SerializedFileWriter::new(out, schema, properties).map_err(failed)?;
    let mut group: Vec<Gathered> = columns.iter().map(Gathered::new).collect();
    let most = ROW_GROUP_ROWS.min(ROW_GROUP_CELLS / columns.len().max(1)).max(1);
    let (mut in_group, mut full) = (0, false);
    let rows = for_each_row(table, &mut |cells| {
        for (column, cell) in group.iter_mut().zip(cells) {
            full |= column.push(cell);
        }
        in_group += 1;
        if in_group == most || full {
            (in_group, full) = (0, false);
            write_group(&mut file, &mut group).map_err(failed)?;
        }
        Ok(())
    })?;
    if in_group > 0 {
        write_group(&mut file, &mut group).map_err(failed)?;
    }
    file.close().map_err(failed)?;
    Ok(rows)
}

fn schema(columns: &[Column]) -> Result<Type, ParquetError> {
    let field = |column: &Column| {
        let repetition = if column.nullable {
            Repetition::OPTIONAL
        } else {
            Repetition::REQUIRED
        };
        let field = match column.kind {
            Kind::Text => Type::primitive_type_builder(&column.name, PhysicalType::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String)),
            Kind::Integer => Type::primitive_type_builder(&column.name, PhysicalType::INT64),
        };
        Ok(Arc::new(field.with_repetition(repetition).build()?))
    };
    let fields: Result<Vec<_>, ParquetError> = columns.iter().map(field).collect();
    Type::group_type_builder("row").with_fields(fields?).build()
}

fn properties(dictionary: bool, batch: usize) -> WriterProperties {
    WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::SNAPPY)
        .set_created_by(CREATED_BY.to_owned())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(dictionary)
        .set_write_batch_size(batch)
        .set_data_page_row_count_limit(usize::MAX)
        .build()
}

/// The cells of one column in the row group that is being gathered.
enum Gathered {
    Integers {
        values: Vec<i64>,
        present: Option<Vec<i16>>,
    },
    Texts {
        bytes: Vec<u8>,
        ends: Vec<usize>,
        present: Option<Vec<i16>>,
    },
}

impl Gathered {
    fn new(column: &Column) -> Gathered {
        let present = column.nullable.then(Vec::new);
        match column.kind {
            Kind::Integer => Gathered::Integers {
                values: Vec::new(),
                present,
            },
            Kind::Text => Gathered::Texts {
                bytes: Vec::new(),
                ends: Vec::new(),
                present,
            },
        }
    }

    /// Adds a cell; gives whether the row group is full.
    #[inline]
    fn push(&mut self, cell: &Cell<'_>) -> bool {
        let (Gathered::Integers { present, .. } | Gathered::Texts { present, .. }) = self;
        if let Some(present) = present {
            present.push(i16::from(*cell != Cell::Empty));
        }
        match (self, cell) {
            (Gathered::Integers { values, .. }, Cell::Integer(n)) => values.push(*n),
            (Gathered::Texts { bytes, ends, .. }, Cell::Text(text)) => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
                return bytes.len() >= ROW_GROUP_TEXT_BYTES;
            }
            // The row has been checked to fit its columns.
            _ => {}
        }
        false
    }

    /// Encodes the cells as a column chunk, and begins anew.
    fn encode(&mut self, column: &ColumnDescPtr) -> Result<(Bytes, ColumnCloseResult), ParquetError> {
        let mut chunk = TrackedWrite::new(Vec::new());
        let properties: WriterPropertiesPtr = Arc::new(self.properties());
        let pages = Box::new(SerializedPageWriter::new(&mut chunk));
        let mut writer = get_column_writer(Arc::clone(column), properties, pages);
        match (&mut writer, self) {
            (ColumnWriter::Int64ColumnWriter(writer), Gathered::Integers { values, present }) => {
                writer.write_batch(values, present.as_deref(), None)?;
                values.clear();
                present.iter_mut().for_each(Vec::clear);
            }
            (ColumnWriter::ByteArrayColumnWriter(writer), Gathered::Texts { bytes, ends, present }) => {
                let all = Bytes::from(std::mem::take(bytes));
                let mut start = 0;
                let values: Vec<ByteArray> = ends
                    .drain(..)
                    .map(|end| ByteArray::from(all.slice(std::mem::replace(&mut start, end)..end)))
                    .collect();
                writer.write_batch(&values, present.as_deref(), None)?;
                present.iter_mut().for_each(Vec::clear);
            }
            _ => return Err(ParquetError::General("a column of another kind".to_owned())),
        }
        let closed = writer.close()?;
        Ok((Bytes::from(chunk.into_inner()?), closed))
    }

    /// A dictionary pays where values come again; long texts are looked at more often, so that pages
    /// stay small.
    fn properties(&self) -> WriterProperties {
        match self {
            Gathered::Integers { values, .. } => {
                let sample = &values[..values.len().min(SAMPLE_VALUES)];
                let distinct: FxHashSet<i64> = sample.iter().copied().collect();
                properties(distinct.len() * 2 <= sample.len(), BATCH_VALUES)
            }
            Gathered::Texts { bytes, ends, .. } => {
                let mut start = 0;
                let mut longest = 1;
                let mut distinct = FxHashSet::default();
                for (at, end) in ends.iter().enumerate() {
                    if at < SAMPLE_VALUES {
                        distinct.insert(&bytes[start..*end]);
                    }
                    longest = longest.max(end - start);
                    start = *end;
                }
                let dictionary = distinct.len() * 2 <= ends.len().min(SAMPLE_VALUES);
                properties(dictionary, ((1 << 20) / longest).clamp(1, BATCH_VALUES))
            }
        }
    }
}

fn write_group<W: Write + Send>(
    file: &mut SerializedFileWriter<W>,
    group: &mut [Gathered],
) -> Result<(), ParquetError> {
    let columns = file.schema_descr().columns().to_vec();
    let chunks: Result<Vec<_>, ParquetError> = group
        .par_iter_mut()
        .zip(&columns)
        .map(|(cells, column)| cells.encode(column))
        .collect();
    let mut writer = file.next_row_group()?;
    for (chunk, closed) in chunks? {
        writer.append_column(&chunk, closed)?;
    }
    writer.close()?;
    Ok(())
}
