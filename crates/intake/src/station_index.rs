//! Which entries are about a station, found without reading the whole log.
//!
//! The index is a help and no evidence: a file in the election's folder, made from the log, that may be
//! deleted at any time. It is bound to the log's root, and what it leads to is read from the log and shown to
//! be about the station. Entries that it does not cover yet are searched one by one.

use crate::election::Folder;
use crate::progress::Progress;
use anyhow::Context;
use futures::StreamExt;
use rayon::prelude::*;
use record::Entry;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use tlog::{Bundle, Reader};

/// The file: [`MAGIC`], how many entries it covers (eight bytes, the greatest first), the log's root at that
/// size (32 bytes), then the [`Row`]s in their order.
const FILE: &str = "cache/entries-by-station";
const MAGIC: &[u8; 16] = b"cotejo/stations\n";
const HEADER: usize = 16 + 8 + 32;
/// The first eight bytes of the SHA-256 of a station's code, and the number of an entry about it, the
/// greatest byte first.
type Row = [u8; 16];
const ROW: usize = size_of::<Row>();
/// So many entries may be searched one by one; an index that leaves out more is made longer.
const MAX_UNCOVERED: u64 = 4_096;
/// How many bundles are searched at once.
const SEARCHED: usize = 64;

/// An index file that covers the beginning of this log.
struct Index {
    file: File,
    covered: u64,
    rows: u64,
}

impl Index {
    /// Opens the folder's index. None where there is none, or where it is not of this log.
    fn open(folder: &Folder, reader: &Reader) -> anyhow::Result<Option<Index>> {
        let path = folder.path(FILE);
        let context = || format!("{}; it may be deleted", path.display());
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(context),
        };
        let length = file.metadata().with_context(context)?.len();
        let mut header = [0; HEADER];
        if length < HEADER as u64 {
            return Ok(None);
        }
        file.read_exact(&mut header).with_context(context)?;
        let (magic, rest) = header.split_at(16);
        let (covered, root) = rest.split_at(8);
        let covered = u64::from_be_bytes(covered.try_into()?);
        let whole = (length - HEADER as u64).is_multiple_of(ROW as u64);
        if magic != MAGIC || !whole || covered > reader.size() {
            return Ok(None);
        }
        let same_log = covered == 0 || folder.wait(reader.root_at(covered))?.0 == *root;
        Ok(same_log.then_some(Index {
            file,
            covered,
            rows: (length - HEADER as u64) / ROW as u64,
        }))
    }

    fn row(&mut self, number: u64) -> std::io::Result<Row> {
        self.file
            .seek(SeekFrom::Start(HEADER as u64 + number * ROW as u64))?;
        let mut row = [0; ROW];
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

    fn into_rows(mut self) -> std::io::Result<Vec<Row>> {
        let mut bytes = Vec::with_capacity(self.rows as usize * ROW);
        self.file.seek(SeekFrom::Start(HEADER as u64))?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes.as_chunks().0.to_vec())
    }
}

fn row(station: &str, entry: u64) -> Row {
    let mut row = [0; ROW];
    row[..8].copy_from_slice(&Sha256::digest(station)[..8]);
    row[8..].copy_from_slice(&entry.to_be_bytes());
    row
}

fn entry_of(row: &Row) -> u64 {
    row[8..]
        .iter()
        .fold(0, |entry, byte| entry << 8 | u64::from(*byte))
}

/// The entries about a station, in the order of the log.
pub(crate) fn entries_about(folder: &Folder, reader: &Reader, station: &str) -> anyhow::Result<Vec<u64>> {
    let mut found = Vec::new();
    let mut covered = 0;
    if let Some(mut index) = Index::open(folder, reader)? {
        covered = index.covered;
        for entry in index.find(station).context(FILE)? {
            if is_about(&folder.wait(reader.entry(entry))?, station) {
                found.push(entry);
            }
        }
    }
    let needle = serde_json::to_string(station)?;
    let finder = memchr::memmem::Finder::new(needle.as_bytes());
    scan(folder, reader, covered, |bundle, entries| {
        if finder.find(bundle.bytes()).is_some() {
            let about = entries.filter(|(_, entry)| is_about(entry, station));
            about.map(|(at, _)| at).collect()
        } else {
            Vec::new()
        }
    })
    .map(|rest| {
        found.extend(rest);
        found
    })
}

fn is_about(entry: &[u8], station: &str) -> bool {
    Entry::parse(entry).is_ok_and(|entry| entry.body.station().is_some_and(|own| own.as_str() == station))
}

/// Makes the folder's index longer where it leaves out more than a few entries.
pub(crate) fn extend(folder: &Folder) -> anyhow::Result<()> {
    let reader = folder.reader()?;
    let index = Index::open(folder, &reader)?;
    let covered = index.as_ref().map_or(0, |index| index.covered);
    if reader.size() - covered <= MAX_UNCOVERED {
        return Ok(());
    }
    let mut rows = match index {
        None => Vec::new(),
        Some(index) => index.into_rows().context(FILE)?,
    };
    rows.extend(scan(folder, &reader, covered, |_, entries| {
        entries
            .filter_map(|(at, entry)| Some(row(&station_named(entry)?, at)))
            .collect()
    })?);
    rows.par_sort_unstable();

    let path = folder.path(FILE);
    let context = || format!("cannot write {}", path.display());
    let parent = folder.path("cache");
    std::fs::create_dir_all(&parent).with_context(context)?;
    let header = [
        &MAGIC[..],
        &reader.size().to_be_bytes(),
        &reader.checkpoint().root().0,
    ]
    .concat();
    let new = folder.path(&format!("{FILE}.new"));
    let mut file = File::create(&new).with_context(context)?;
    file.write_all(&header)
        .and_then(|()| file.write_all(rows.as_flattened()))
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&new, &path))
        .with_context(context)
}

/// The station that an entry's JSON names; whether the entry is good is not looked at.
fn station_named(entry: &[u8]) -> Option<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        station: Option<Cow<'a, str>>,
    }
    let json = entry.split(|byte| *byte == b'\n').nth(1)?;
    serde_json::from_slice::<Named<'_>>(json).ok()?.station
}

/// Gives what `work` finds in the entries from `first` on, in the order of the log.
fn scan<T: Send>(
    folder: &Folder,
    reader: &Reader,
    first: u64,
    work: impl Fn(&Bundle, &mut dyn Iterator<Item = (u64, &[u8])>) -> Vec<T> + Sync,
) -> anyhow::Result<Vec<T>> {
    let mut progress = Progress::new("searching the log", reader.size());
    let width = u64::from(tlog::FULL_WIDTH);
    let mut bundles = reader.bundles_from(first / width);
    let mut next = first / width * width;
    let mut found = Vec::new();
    loop {
        let mut some: Vec<(u64, Bundle)> = Vec::with_capacity(SEARCHED);
        while some.len() < SEARCHED {
            let Some(bundle) = folder.wait(bundles.next()) else {
                break;
            };
            let bundle = bundle?;
            some.push((next, bundle));
            next += some.last().map_or(0, |(_, bundle)| bundle.len() as u64);
        }
        if some.is_empty() {
            return Ok(found);
        }
        let hits = some.par_iter().flat_map_iter(|(begins, bundle)| {
            let mut entries = (*begins..).zip(bundle.iter()).filter(|(at, _)| *at >= first);
            work(bundle, &mut entries)
        });
        found.extend(hits.collect::<Vec<T>>());
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
        let named = |json: &str| station_named(entry(json).as_bytes()).map(Cow::into_owned);
        assert_eq!(
            named(r#"{"a":{"station":"x"},"station":"1.2"}"#).as_deref(),
            Some("1.2")
        );
        assert_eq!(named(r#"{"station":"\u00e1\"b"}"#).as_deref(), Some("á\"b"));
        assert_eq!(named(r#"{"area":"1"}"#), None);
        assert_eq!(station_named(b"cotejo/v2 x"), None);
    }
}
