//! Which entries are about a station, found without reading the whole log.
//!
//! The index is a cache and no evidence: a file in the election's folder, made from the log, that may be
//! deleted at any time. It is bound to the log's root, and what it leads to is read from the log and checked to
//! be about the station. Entries that it does not cover yet are searched one by one.

use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use futures::StreamExt;
use publication::Events;
use publication::blocking::blocking;
use rayon::prelude::*;
use record::Entry;
use serde::de::{self, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use tlog::{Bundle, Reader};

/// The file: [`MAGIC`], how many entries it covers (8 bytes, big-endian), the log's root at that
/// size (32 bytes), then the [`IndexRow`]s in their order.
const FILE: &str = "cache/entries-by-station";
const MAGIC: &[u8; 16] = b"cotejo/stations\n";
const HEADER: usize = 16 + 8 + 32;
/// The first eight bytes of the SHA-256 of a station's code, and the number of an entry about it,
/// big-endian.
type IndexRow = [u8; 16];
const INDEX_ROW_BYTES: usize = size_of::<IndexRow>();
/// The most entries that are searched one by one, hundreds of rows in each; an index that leaves out more is extended.
const MAX_UNCOVERED: u64 = 16;
/// How many bundles are searched at once.
const SEARCHED: usize = 64;

/// An index file that covers the beginning of this log.
struct Index {
    file: File,
    covered: u64,
    rows: u64,
}

/// What is wrong with the index, for `map_err`.
fn unreadable(path: &Path) -> impl Fn(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Index {
        path: path.clone(),
        source,
    }
}

impl Index {
    /// Opens an index. None where there is none, or where it is not of this log.
    async fn open(path: &Path, folder: &ElectionFolder, reader: &Reader) -> Result<Option<Index>> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(path)(error)),
        };
        let length = file.metadata().map_err(unreadable(path))?.len();
        let mut header = [0; HEADER];
        if length < HEADER as u64 {
            return Ok(None);
        }
        file.read_exact(&mut header).map_err(unreadable(path))?;
        let (magic, rest) = header.split_at(16);
        let (covered, root) = rest.split_at(8);
        let covered = covered
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte));
        let whole = (length - HEADER as u64).is_multiple_of(INDEX_ROW_BYTES as u64);
        if magic != MAGIC || !whole || covered > reader.size() {
            return Ok(None);
        }
        if covered > 0 {
            let there = reader.root_at(covered).await;
            if there.map_err(|source| folder.log_error(source))?.0 != *root {
                return Ok(None);
            }
        }
        Ok(Some(Index {
            file,
            covered,
            rows: (length - HEADER as u64) / INDEX_ROW_BYTES as u64,
        }))
    }

    fn row(&mut self, number: u64) -> std::io::Result<IndexRow> {
        self.file
            .seek(SeekFrom::Start(HEADER as u64 + number * INDEX_ROW_BYTES as u64))?;
        let mut row = [0; INDEX_ROW_BYTES];
        self.file.read_exact(&mut row)?;
        Ok(row)
    }

    /// The entries that may be about a station.
    fn find(&mut self, station: &str) -> std::io::Result<Vec<u64>> {
        let first = row(station, 0);
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.row(middle)? < first {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut entries = Vec::new();
        for number in low..self.rows {
            let row = self.row(number)?;
            if row[..8] != first[..8] {
                break;
            }
            entries.push(entry_of(&row));
        }
        Ok(entries)
    }

    fn into_rows(mut self) -> std::io::Result<Vec<IndexRow>> {
        let mut bytes = Vec::with_capacity(self.rows as usize * INDEX_ROW_BYTES);
        self.file.seek(SeekFrom::Start(HEADER as u64))?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes.as_chunks().0.to_vec())
    }
}

fn row(station: &str, entry: u64) -> IndexRow {
    let mut row = [0; INDEX_ROW_BYTES];
    row[..8].copy_from_slice(&Sha256::digest(station)[..8]);
    row[8..].copy_from_slice(&entry.to_be_bytes());
    row
}

fn entry_of(row: &IndexRow) -> u64 {
    row[8..]
        .iter()
        .fold(0, |entry, byte| entry << 8 | u64::from(*byte))
}

/// The entries about a station, in the order of the log.
///
/// # Errors
/// [`Error::Index`] where the index cannot be read, [`Error::Log`] where the log cannot.
pub async fn entries_about(
    folder: &ElectionFolder,
    reader: &Reader,
    station: &str,
    events: &dyn Events,
) -> Result<Vec<u64>> {
    let path = folder.file(FILE);
    let mut found = Vec::new();
    let mut covered = 0;
    if let Some(mut index) = Index::open(&path, folder, reader).await? {
        covered = index.covered;
        for entry in index.find(station).map_err(unreadable(&path))? {
            let bytes = reader.entry(entry).await;
            if is_about(&bytes.map_err(|source| folder.log_error(source))?, station) {
                found.push(entry);
            }
        }
    }
    // How the station is written in an entry's JSON; a string always can be.
    let needle = serde_json::Value::from(station).to_string();
    let station = station.to_owned();
    let work = move |bundle: &Bundle, entries: &mut dyn Iterator<Item = (u64, &[u8])>| {
        if memchr::memmem::find(bundle.bytes(), needle.as_bytes()).is_none() {
            return Vec::new();
        }
        let about = entries.filter(|(_, entry)| is_about(entry, &station));
        about.map(|(at, _)| at).collect()
    };
    found.extend(scan(folder, reader, covered, events, Arc::new(work)).await?);
    Ok(found)
}

fn is_about(entry: &[u8], station: &str) -> bool {
    Entry::parse(entry).is_ok_and(|entry| entry.body.is_about(station))
}

/// Extends the folder's index where it leaves out more than a few entries.
pub(crate) async fn extend(folder: &ElectionFolder, events: &dyn Events) -> Result<()> {
    let path = folder.file(FILE);
    let reader = folder.reader().await?;
    let index = Index::open(&path, folder, &reader).await?;
    let covered = index.as_ref().map_or(0, |index| index.covered);
    if reader.size() - covered <= MAX_UNCOVERED {
        return Ok(());
    }
    let work = |_: &Bundle, entries: &mut dyn Iterator<Item = (u64, &[u8])>| {
        entries
            .flat_map(|(at, entry)| {
                stations_named(entry)
                    .into_iter()
                    .map(move |station| row(&station, at))
            })
            .collect()
    };
    let new = scan(folder, &reader, covered, events, Arc::new(work)).await?;
    let header = [
        &MAGIC[..],
        &reader.size().to_be_bytes(),
        &reader.checkpoint().root().0,
    ]
    .concat();
    blocking(move || write(&path, index, new, &header)).await
}

/// Writes the extended index atomically: under another name, which then replaces the old file.
fn write(path: &Path, index: Option<Index>, new: Vec<IndexRow>, header: &[u8]) -> Result<()> {
    let mut rows = match index {
        None => Vec::new(),
        Some(index) => index.into_rows().map_err(unreadable(path))?,
    };
    rows.extend(new);
    rows.par_sort_unstable();
    rows.dedup();
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(Error::file("make the folder", parent))?;
    }
    let mut part = publication::folder::begin(path).map_err(Box::new)?;
    part.write_all(header)
        .and_then(|()| part.write_all(rows.as_flattened()))
        .and_then(|()| part.as_file().sync_all())
        .map_err(Error::file("write", path))?;
    Ok(publication::folder::persist(part, path).map_err(Box::new)?)
}

/// The stations that an entry's JSON names, itself or in its rows; the entry is not verified.
fn stations_named(entry: &[u8]) -> Vec<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        station: Option<Cow<'a, str>>,
        #[serde(default)]
        rows: Vec<StationOfRow>,
    }
    let Some(json) = entry.split(|byte| *byte == b'\n').nth(1) else {
        return Vec::new();
    };
    serde_json::from_slice::<Named<'_>>(json).map_or_else(
        |_| Vec::new(),
        |named| {
            let rows = named
                .rows
                .into_iter()
                .map(|StationOfRow(station)| Cow::Owned(station));
            named.station.into_iter().chain(rows).collect()
        },
    )
}

/// The first value of a row.
struct StationOfRow(String);

impl<'de> Deserialize<'de> for StationOfRow {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        struct RowVisitor;
        impl<'de> Visitor<'de> for RowVisitor {
            type Value = StationOfRow;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a row")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> std::result::Result<Self::Value, A::Error> {
                let station = row
                    .next_element()?
                    .ok_or_else(|| de::Error::invalid_length(0, &self))?;
                while row.next_element::<IgnoredAny>()?.is_some() {}
                Ok(StationOfRow(station))
            }
        }
        d.deserialize_seq(RowVisitor)
    }
}

/// Finds something in a bundle's entries, which come with their places in the log.
type Work<T> = dyn Fn(&Bundle, &mut dyn Iterator<Item = (u64, &[u8])>) -> Vec<T> + Send + Sync;

/// Gives what `work` finds in the entries from `first` on, in the order of the log.
async fn scan<T: Send + 'static>(
    folder: &ElectionFolder,
    reader: &Reader,
    first: u64,
    events: &dyn Events,
    work: Arc<Work<T>>,
) -> Result<Vec<T>> {
    let mut progress = events.begin("searching the log", reader.size());
    let width = u64::from(tlog::FULL_WIDTH);
    let mut bundles = reader.bundles_from(first / width);
    let mut next = first / width * width;
    let mut found = Vec::new();
    loop {
        let mut some: Vec<(u64, Bundle)> = Vec::with_capacity(SEARCHED);
        while some.len() < SEARCHED {
            let Some(bundle) = bundles.next().await else {
                break;
            };
            let bundle = bundle.map_err(|source| folder.log_error(source))?;
            let begins = next;
            next += bundle.len() as u64;
            some.push((begins, bundle));
        }
        if some.is_empty() {
            return Ok(found);
        }
        let work = work.clone();
        let hits = move || {
            let hits = some.par_iter().flat_map_iter(|(begins, bundle)| {
                let mut entries = (*begins..).zip(bundle.iter()).filter(|(at, _)| *at >= first);
                work(bundle, &mut entries)
            });
            hits.collect::<Vec<T>>()
        };
        found.extend(blocking(hits).await);
        progress.at(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_sort_by_station_and_then_by_entry() {
        let mut rows = [row("b", 300), row("a", 1), row("b", 2)];
        rows.sort();
        let of_b: Vec<u64> = rows
            .iter()
            .filter(|r| r[..8] == row("b", 0)[..8])
            .map(entry_of)
            .collect();
        assert_eq!(of_b, [2, 300]);
    }

    #[test]
    fn the_station_is_found_however_json_writes_it() {
        let entry = |json: &str| format!("cotejo/v1 reading\n{json}\n\n— k AAAA\n");
        let named = |json: &str| -> Vec<String> {
            let entry = entry(json);
            let stations = stations_named(entry.as_bytes());
            stations.into_iter().map(Cow::into_owned).collect()
        };
        assert_eq!(named(r#"{"a":{"station":"x"},"station":"1.2"}"#), ["1.2"]);
        assert_eq!(named(r#"{"station":"\u00e1\"b"}"#), ["á\"b"]);
        assert_eq!(
            named(r#"{"rows":[["s1",2,3],["\u00e1",0,"illegible",""]]}"#),
            ["s1", "á"]
        );
        assert!(named(r#"{"area":"1"}"#).is_empty());
        assert!(named(r#"{"rows":[[]]}"#).is_empty());
        assert!(stations_named(b"cotejo/v2 x").is_empty());
    }
}
