//! The whole publication in one zip, for reading without a network.
//!
//! It holds one folder, named after the election, with every file that the manifest names, the log with its documents, and the manifest itself. The
//! same publication gives the same bytes: files stand in the order of their paths, with one fixed time.

use crate::gzip::Gzip;
use crate::layout::{self, Kind};
use crate::manifest::Manifest;
use crate::{Error, Events, folder, media};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter, ZipFileBuilder};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::Path;

/// How many files are packed side by side before they are written.
const BATCH: usize = 256;
/// Larger files are packed as they are read, one at a time.
const MOST_HELD: u64 = 8 << 20;
/// The time of every file: 1980-01-01, the first that a zip can say.
const TIME: i64 = 315_532_800;

/// A file, deflated.
struct Deflated {
    bytes: Vec<u8>,
    crc: u32,
    size: u64,
}

/// Writes the archive of a published folder, with its files below a folder named after the election; gives its size in
/// bytes.
pub(crate) fn write_archive(
    out: &Path,
    election: &model::ElectionId,
    manifest: &Manifest,
    documents: &BTreeSet<String>,
    events: &dyn Events,
) -> Result<u64, Error> {
    let tree: Vec<String> = layout::tree_files(manifest.size()).collect();
    let cosigned = Some(layout::COSIGNED).filter(|path| out.join(path).is_file());
    let named = manifest.paths().chain(Manifest::UNNAMED).chain(cosigned);
    let paths: BTreeSet<&str> = named
        .chain(tree.iter().chain(documents).map(String::as_str))
        .collect();
    let paths: Vec<&str> = paths.into_iter().collect();
    let whole = out.join(layout::ARCHIVE);
    let mut archive = ZipArchiveWriter::new(BufWriter::with_capacity(1 << 20, folder::begin(&whole)?));
    let mut progress = events.begin("packing everything", paths.len() as u64);
    for (batch, at) in paths.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let packed: Vec<io::Result<Option<Deflated>>> =
            batch.par_iter().map(|path| deflated(out, path)).collect();
        for (packed, path) in packed.into_iter().zip(batch) {
            let packed = packed.map_err(Error::file("read", &out.join(path)))?;
            let name = format!("{election}/{path}");
            let entry = begin(&mut archive, &name);
            let put = match packed {
                Some(packed) => put(entry, &packed),
                None => stream(entry, out, path),
            };
            put.map_err(failed(path))?;
        }
        progress.at(at + batch.len() as u64);
    }
    let written = archive.finish().map_err(failed(layout::ARCHIVE))?;
    let finish = || -> io::Result<_> {
        let file = written.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let size = file.as_file().metadata()?.len();
        Ok((file, size))
    };
    let (file, size) = finish().map_err(Error::file("write", &whole))?;
    folder::persist(file, &whole)?;
    Ok(size)
}

fn failed(path: &str) -> impl FnOnce(rawzip::Error) -> Error {
    move |source| Error::Archive {
        path: path.to_owned(),
        source,
    }
}

/// A file's deflate stream, that of its compressed copy where there is one; none where the file is too large to be
/// held.
fn deflated(out: &Path, path: &str) -> io::Result<Option<Deflated>> {
    let mut file = File::open(out.join(path))?;
    if file.metadata()?.len() > MOST_HELD {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let (deflate, crc) = match Gzip::beside(out, path, &bytes)? {
        Some(packed) => (packed.deflate().to_vec(), packed.crc),
        None => {
            let mut encoder = DeflateEncoder::new(Vec::new(), level(path, &bytes));
            encoder.write_all(&bytes)?;
            (encoder.finish()?, crc32fast::hash(&bytes))
        }
    };
    Ok(Some(Deflated {
        bytes: deflate,
        crc,
        size: bytes.len() as u64,
    }))
}

/// How much is done to make a file smaller: nothing where it is compressed already or is hashes. Even those are deflate
/// streams, since programs that unpack a zip as it arrives cannot tell where a stored file ends.
fn level(path: &str, first: &[u8]) -> Compression {
    let is_hashes = Kind::of(path) == Kind::Tile;
    let is_dense = media::by_bytes(first) != media::UNKNOWN || path.ends_with(".parquet");
    match is_hashes || is_dense {
        true => Compression::none(),
        false => Compression::fast(),
    }
}

fn begin<'a, 'p, W: Write>(archive: &'a mut ZipArchiveWriter<W>, name: &'p str) -> ZipFileBuilder<'a, 'p, W> {
    archive
        .new_file(name)
        .compression_method(CompressionMethod::DEFLATE)
        .last_modified(UtcDateTime::from_unix(TIME))
        .unix_permissions(0o644)
}

fn put<W: Write>(entry: ZipFileBuilder<'_, '_, W>, packed: &Deflated) -> Result<(), rawzip::Error> {
    let (mut entry, _) = entry.start()?;
    entry.write_all(&packed.bytes)?;
    entry.finish(DataDescriptorOutput::new(packed.crc, packed.size))?;
    Ok(())
}

/// Packs a file as it is read.
fn stream<W: Write>(entry: ZipFileBuilder<'_, '_, W>, out: &Path, path: &str) -> Result<(), rawzip::Error> {
    let mut file = File::open(out.join(path))?;
    let mut first = Vec::new();
    Read::by_ref(&mut file)
        .take(media::FIRST_BYTES as u64)
        .read_to_end(&mut first)?;
    file.rewind()?;
    let (mut entry, config) = entry.start()?;
    let level = level(path, &first);
    let mut writer = config.wrap(DeflateEncoder::new(&mut entry, level));
    io::copy(&mut file, &mut writer)?;
    let (encoder, descriptor) = writer.finish()?;
    encoder.finish()?;
    entry.finish(descriptor)?;
    Ok(())
}
