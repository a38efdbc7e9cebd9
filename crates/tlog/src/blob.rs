//! Documents beside the log, each named by the SHA-256 of its bytes and never changed:
//! `blob/sha256/<first 2 hex digits>/<64 hex digits>`.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use object_store::ObjectStore;
use sha2::{Digest as _, Sha256};

use crate::place::Place;
use crate::{Error, Result};

/// The longest blob that is stored, in bytes: 1 GiB.
pub const MAX_BLOB_BYTES: usize = 1 << 30;

/// A blob's name: the SHA-256 of its bytes. Written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobHash(pub [u8; 32]);

impl BlobHash {
    /// The name of a blob with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Its path, relative to the log's folder.
    pub fn path(&self) -> String {
        let name = self.to_string();
        format!("blob/sha256/{}/{name}", &name[..2])
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for BlobHash {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut bytes = [0; 32];
        let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        match hex::decode_to_slice(text, &mut bytes) {
            Ok(()) if lower => Ok(Self(bytes)),
            _ => Err(Error::malformed(
                "blob name",
                "it is not 64 lower-case hexadecimal digits",
            )),
        }
    }
}

/// The blobs of a log's folder.
#[derive(Debug, Clone)]
pub struct Blobs {
    place: Place,
}

impl Blobs {
    /// The blobs of the log in the folder `prefix` of `store` (`""` for the whole store).
    ///
    /// # Errors
    /// [`Error::Malformed`] when `prefix` is no path.
    pub fn open(store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self> {
        Ok(Self {
            place: Place::new(store, prefix)?,
        })
    }

    /// Stores a blob, unless it is there, and gives its name. It is durable then.
    ///
    /// # Errors
    /// [`Error::TooLong`] above [`MAX_BLOB_BYTES`]; [`Error::Store`].
    pub async fn put(&self, bytes: Bytes) -> Result<BlobHash> {
        let name = BlobHash::of(&bytes);
        if bytes.len() > MAX_BLOB_BYTES {
            return Err(Error::TooLong {
                path: name.path(),
                max: MAX_BLOB_BYTES as u64,
            });
        }
        if !self.place.has(&name.path()).await? {
            self.place.create(&name.path(), bytes.into()).await?;
        }
        Ok(name)
    }

    /// Reads a blob of at most `max` bytes and checks that it is the one that its name says.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::TooLong`], [`Error::HashDiffers`] or [`Error::Store`].
    pub async fn get(&self, name: BlobHash, max: usize) -> Result<Bytes> {
        let bytes = self.place.read(&name.path(), max).await?;
        if BlobHash::of(&bytes) == name {
            Ok(bytes)
        } else {
            Err(Error::HashDiffers { path: name.path() })
        }
    }

    /// Whether there is a blob of this name; its bytes are not looked at.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn has(&self, name: BlobHash) -> Result<bool> {
        self.place.has(&name.path()).await
    }
}
