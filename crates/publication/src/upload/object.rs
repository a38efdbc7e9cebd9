//! A file of a publication as an object of a store.

use super::reason::reason;
use crate::verb::publish::packed::Packed;
use anyhow::Context;
use md5::{Digest, Md5};
use object_store::path::Path;
use object_store::{Attribute, Attributes, ObjectStore, PutMultipartOptions, PutOptions, WriteMultipart};
use server::headers::{Keep, document_type, media_type};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path as FilePath;

/// Files up to this size are sent whole, larger ones in parts of this size.
const PART: u64 = 8 << 20;
/// The most parts that an object may have in S3.
const MOST_PARTS: u64 = 10_000;
/// How many parts of a file are on their way at once.
const PARTS_AT_ONCE: usize = 4;
/// How many of a document's first bytes say what it is.
const HEAD: u64 = 16;

/// A file as it will be stored.
pub(super) struct Outgoing {
    /// Its path within the publication.
    pub(super) path: String,
    /// How many bytes are stored.
    pub(super) size: u64,
    /// The ETag of the object where the store makes them of MD5, as S3 does without encryption by keys of its own.
    pub(super) etag: String,
    /// Whether its compressed copy is stored in its place.
    packed: bool,
}

impl Outgoing {
    /// What a file will be; with `gzip` its compressed copy where there is one.
    pub(super) fn of(folder: &FilePath, path: &str, gzip: bool) -> io::Result<Outgoing> {
        let file = folder.join(path);
        let mut size = std::fs::metadata(&file)?.len();
        let mut packed = None;
        if gzip && size <= PART {
            packed = Packed::beside(folder, path, &std::fs::read(&file)?)?.map(Packed::into_gzip);
        }
        let etag = match &packed {
            Some(bytes) => {
                size = bytes.len() as u64;
                etag(bytes.as_slice(), size)?
            }
            None => etag(File::open(&file)?, size)?,
        };
        Ok(Outgoing {
            path: path.to_owned(),
            size,
            etag,
            packed: packed.is_some(),
        })
    }

    /// Whether it is sent in parts.
    pub(super) fn is_large(&self) -> bool {
        self.size > PART
    }

    /// Stores it.
    pub(super) async fn send(
        &self,
        folder: &FilePath,
        store: &dyn ObjectStore,
        to: &Path,
    ) -> anyhow::Result<()> {
        let file = folder.join(&self.path);
        let unread = || format!("cannot read {}", file.display());
        if !self.is_large() {
            let bytes = std::fs::read(&file).with_context(unread)?;
            let attributes = self.attributes(&bytes);
            let bytes = match self.packed {
                true => Packed::beside(folder, &self.path, &bytes)
                    .with_context(unread)?
                    .map(Packed::into_gzip)
                    .with_context(|| format!("the compressed copy of {} has changed meanwhile", self.path))?,
                false => bytes,
            };
            let options = PutOptions::from(attributes);
            store.put_opts(to, bytes.into(), options).await.map_err(reason)?;
            return Ok(());
        }
        let mut first = Vec::new();
        let mut file = File::open(&file).with_context(unread)?;
        Read::by_ref(&mut file).take(HEAD).read_to_end(&mut first)?;
        let options = PutMultipartOptions::from(self.attributes(&first));
        let upload = store.put_multipart_opts(to, options).await.map_err(reason)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, usize::try_from(part(self.size))?);
        match send_parts(first, file, &mut upload, part(self.size)).await {
            Ok(()) => upload.finish().await.map(|_| ()).map_err(reason),
            Err(error) => {
                // What is said is why it failed, not that it could not be tidied up either.
                let _ = upload.abort().await;
                Err(error)
            }
        }
    }

    /// What the store says of it to readers.
    fn attributes(&self, first: &[u8]) -> Attributes {
        let media = match self.path.starts_with("log/blob/") {
            true => document_type(first),
            false => media_type(&self.path).unwrap_or("application/octet-stream"),
        };
        let mut attributes = Attributes::from_iter([
            (Attribute::ContentType, media),
            (Attribute::CacheControl, Keep::of(&self.path).value()),
        ]);
        if self.packed {
            attributes.insert(Attribute::ContentEncoding, "gzip".into());
        }
        attributes
    }
}

async fn send_parts(
    first: Vec<u8>,
    file: File,
    upload: &mut WriteMultipart,
    part: u64,
) -> anyhow::Result<()> {
    let mut rest = first.as_slice().chain(file);
    loop {
        let mut bytes = Vec::new();
        rest.by_ref().take(part).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(());
        }
        upload.wait_for_capacity(PARTS_AT_ONCE).await.map_err(reason)?;
        upload.put(bytes.into());
    }
}

/// How large the parts of a file are.
fn part(size: u64) -> u64 {
    PART.max(size.div_ceil(MOST_PARTS))
}

/// The ETag that S3 gives: the MD5 of the bytes; of an object in parts the MD5 of their MD5s, and their number.
fn etag(mut from: impl Read, size: u64) -> io::Result<String> {
    let mut buffer = vec![0; 1 << 16];
    let mut parts = Vec::new();
    loop {
        let mut hash = Md5::new();
        let mut part = from.by_ref().take(part(size));
        let mut bytes = 0;
        loop {
            match part.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => {
                    bytes += read;
                    hash.update(&buffer[..read]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if bytes > 0 || parts.is_empty() {
            parts.push(hash.finalize());
        }
        if bytes == 0 || size <= PART {
            break;
        }
    }
    Ok(match &parts[..] {
        [whole] if size <= PART => hex(whole),
        parts => format!("{}-{}", hex(&Md5::digest(parts.concat())), parts.len()),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The MD5 of some bytes, as an ETag.
pub(super) fn etag_of(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}
