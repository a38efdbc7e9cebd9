//! A file of a publication as an object of a store.

use super::error::UploadError;
use crate::gzip::Gzip;
use crate::headers::{CachePolicy, content_type};
use crate::media;
use md5::{Digest, Md5};
use object_store::path::Path;
use object_store::{Attribute, Attributes, ObjectStore, PutMultipartOptions, PutOptions, WriteMultipart};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path as FilePath;

/// Files up to this size are sent whole, larger ones in parts of this size.
const PART: u64 = 8 << 20;
/// The most parts that an object may have in S3.
const MOST_PARTS: u64 = 10_000;
/// How many parts of a file are on their way at once.
const PARTS_AT_ONCE: usize = 4;

/// A file as it will be stored.
pub(super) struct Outgoing {
    /// Its path within the publication.
    pub(super) path: String,
    /// How many bytes are stored.
    pub(super) size: u64,
    /// Whether its compressed copy is stored in its place.
    packed: bool,
}

impl Outgoing {
    /// What a file will be; with `gzip` its compressed copy where there is one.
    pub(super) fn of(folder: &FilePath, path: &str, gzip: bool) -> io::Result<Outgoing> {
        let file = folder.join(path);
        let mut size = std::fs::metadata(&file)?.len();
        let mut packed = false;
        if gzip
            && size <= PART
            && let Some(copy) = Gzip::beside(folder, path, &std::fs::read(&file)?)?
        {
            size = copy.into_gzip().len() as u64;
            packed = true;
        }
        Ok(Outgoing {
            path: path.to_owned(),
            size,
            packed,
        })
    }

    /// The ETag of the object where the store makes them of MD5, as S3 does without encryption by keys of its own. It
    /// takes reading the file.
    pub(super) fn etag(&self, folder: &FilePath) -> io::Result<String> {
        let file = folder.join(&self.path);
        match self.packed {
            true => etag(
                std::fs::read(folder.join(layout::gzip(&self.path)))?.as_slice(),
                self.size,
            ),
            false => etag(File::open(&file)?, self.size),
        }
    }

    /// Whether it is sent in parts.
    pub(super) fn is_large(&self) -> bool {
        self.size > PART
    }

    /// Stores it; `place` is how to speak of the store.
    pub(super) async fn send(
        &self,
        folder: &FilePath,
        store: &dyn ObjectStore,
        to: &Path,
        place: &str,
    ) -> Result<(), UploadError> {
        let failed = || UploadError::store(format!("write {} to", self.path), place);
        let unread = || UploadError::file(&self.path);
        let file = folder.join(&self.path);
        if !self.is_large() {
            let bytes = std::fs::read(&file).map_err(unread())?;
            let attributes = self.attributes(&bytes);
            let bytes = match self.packed {
                true => Gzip::beside(folder, &self.path, &bytes)
                    .map_err(unread())?
                    .map(Gzip::into_gzip)
                    .ok_or_else(|| UploadError::Changed(self.path.clone()))?,
                false => bytes,
            };
            let options = PutOptions::from(attributes);
            store
                .put_opts(to, bytes.into(), options)
                .await
                .map_err(failed())?;
            return Ok(());
        }
        let mut first = Vec::new();
        let mut file = File::open(&file).map_err(unread())?;
        Read::by_ref(&mut file)
            .take(media::FIRST_BYTES as u64)
            .read_to_end(&mut first)
            .map_err(unread())?;
        let options = PutMultipartOptions::from(self.attributes(&first));
        let upload = store.put_multipart_opts(to, options).await.map_err(failed())?;
        let part = part(self.size);
        let chunk = usize::try_from(part).unwrap_or(usize::MAX);
        let mut upload = WriteMultipart::new_with_chunk_size(upload, chunk);
        let mut rest = first.as_slice().chain(file);
        loop {
            let mut bytes = Vec::new();
            let read = rest.by_ref().take(part).read_to_end(&mut bytes).map_err(unread());
            let ready = match read {
                Ok(0) => break,
                Ok(_) => upload.wait_for_capacity(PARTS_AT_ONCE).await.map_err(failed()),
                Err(error) => Err(error),
            };
            if let Err(error) = ready {
                // What is said is why it failed, not that it could not be tidied up either.
                let _ = upload.abort().await;
                return Err(error);
            }
            upload.put(bytes.into());
        }
        upload.finish().await.map(|_| ()).map_err(failed())
    }

    /// What the store says of it to readers.
    fn attributes(&self, first: &[u8]) -> Attributes {
        let media = content_type(&self.path, first).unwrap_or(media::UNKNOWN);
        let mut attributes = Attributes::from_iter([
            (Attribute::ContentType, media),
            (Attribute::CacheControl, CachePolicy::of(&self.path).value()),
        ]);
        if self.packed {
            attributes.insert(Attribute::ContentEncoding, "gzip".into());
        }
        attributes
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
