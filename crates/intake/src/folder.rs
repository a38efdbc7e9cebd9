//! An election's folder on disk: `election.toml`, the private keys in `keys/`, and the public record in `log/`.

use crate::allowed::key_file;
use crate::error::{Error, Result};
use note::SigningKey;
use object_store::ObjectStore;
use publication::Events;
use publication::replay::{Folded, fold};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tlog::{Blobs, Fault, Reader, Writer};

/// The definition, the file that people edit.
pub const DEFINITION: &str = "election.toml";
/// The name of the operator's key and of its file.
pub const OPERATOR_KEY: &str = "operator";
/// The name of the file of the log's key; the key itself is named after the log's origin.
pub const LOG_KEY: &str = "log";
/// The folder of the log.
const LOG_FOLDER: &str = "log";
/// The folder of the private keys.
const KEYS_FOLDER: &str = "keys";

/// An election's folder. Its log's store is opened once, for all who use the folder.
#[derive(Debug, Clone)]
pub struct ElectionFolder {
    path: PathBuf,
    store: Arc<dyn ObjectStore>,
    blobs: Blobs,
}

impl ElectionFolder {
    /// Begins a folder that does not exist or is empty.
    ///
    /// # Errors
    /// [`Error::ElectionExists`], or where the folder cannot be made.
    pub fn create(path: &Path) -> Result<ElectionFolder> {
        if path.join(LOG_FOLDER).exists() {
            return Err(Error::ElectionExists(path.to_owned()));
        }
        std::fs::create_dir_all(path).map_err(Error::file("make the folder", path))?;
        ElectionFolder::at(path)
    }

    /// Opens an election's folder.
    ///
    /// # Errors
    /// [`Error::NoFolder`], [`Error::NotAnElection`], or [`Error::Log`] where its log's folder cannot be opened.
    pub fn open(path: &Path) -> Result<ElectionFolder> {
        if !path.is_dir() {
            return Err(Error::NoFolder(path.to_owned()));
        }
        if !path.join(LOG_FOLDER).is_dir() {
            return Err(Error::NotAnElection(path.to_owned()));
        }
        ElectionFolder::at(path)
    }

    fn at(path: &Path) -> Result<ElectionFolder> {
        let log = path.join(LOG_FOLDER);
        let failed = |source| Error::Log {
            path: log.clone(),
            source: Box::new(source),
        };
        let store = tlog::local(&log).map_err(failed)?;
        let blobs = Blobs::open(store.clone(), "").map_err(failed)?;
        Ok(ElectionFolder {
            path: path.to_owned(),
            store,
            blobs,
        })
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a file or folder in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The folder of the log.
    pub fn log(&self) -> PathBuf {
        self.file(LOG_FOLDER)
    }

    /// The folder of the private keys.
    pub fn keys(&self) -> PathBuf {
        self.file(KEYS_FOLDER)
    }

    /// What is wrong with the log, for `map_err`.
    pub(crate) fn log_error(&self, source: tlog::Error) -> Error {
        Error::Log {
            path: self.log(),
            source: Box::new(source),
        }
    }

    /// The log's blobs.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The log, for reading.
    ///
    /// # Errors
    /// [`Error::Log`].
    pub async fn reader(&self) -> Result<Reader> {
        let reader = Reader::open(self.store.clone(), "").await;
        reader.map_err(|source| self.log_error(source))
    }

    /// Folds the log.
    ///
    /// # Errors
    /// [`Error::Log`], [`Error::Fold`].
    pub async fn fold(&self, events: &dyn Events) -> Result<Folded> {
        let reader = self.reader().await?;
        let folded = fold(reader, &self.blobs, events).await;
        folded.map_err(|source| Error::Fold {
            path: self.log(),
            source: Box::new(source),
        })
    }

    /// Begins the log with the log's key.
    pub(crate) async fn create_log(&self, key: SigningKey) -> Result<Writer> {
        let writer = Writer::create(self.store.clone(), "", key).await;
        writer.map_err(|source| self.log_error(source))
    }

    /// The log for appending, with the tally of what it holds. The writer is opened first: it finishes what one before
    /// it may have left undone, so that the fold sees every entry.
    ///
    /// # Errors
    /// [`Error::NoKey`] without the log's private key, [`Error::AnotherWriter`], [`Error::Log`], [`Error::Fold`].
    pub async fn writer(&self, events: &dyn Events) -> Result<(Writer, Folded)> {
        let key = self.log_key()?;
        let public = key.verifying_key().clone();
        let (writer, folded) = self.writer_with(key, events).await?;
        if *folded.tally.succession().log_key_at(writer.size()) != public {
            let why = "the log has another key by now, which must sign what is appended";
            return Err(self.no_key(LOG_KEY, why));
        }
        Ok((writer, folded))
    }

    /// The log for appending by a key that it has or is about to have.
    pub(crate) async fn writer_with(&self, key: SigningKey, events: &dyn Events) -> Result<(Writer, Folded)> {
        let log_error = |source| self.log_error(source);
        let writer = match Writer::open(self.store.clone(), "", key.clone()).await {
            Err(error) if matches!(error.fault(), Fault::NotSigned | Fault::BadSignature) => {
                // A key before it has signed what is there.
                let keys = self.fold(events).await?.tally.succession().log_keys().to_vec();
                let before: Vec<_> = keys.into_iter().map(|(_, key)| key).collect();
                Writer::open_after(self.store.clone(), "", key, &before).await
            }
            opened => opened,
        };
        let writer = writer.map_err(log_error)?;
        let folded = self.fold(events).await?;
        if folded.reader.size() != writer.size() {
            return Err(Error::AnotherWriter);
        }
        Ok((writer, folded))
    }

    /// Appends signed entries; they are durable and in the tree when this returns.
    pub(crate) async fn append(&self, writer: &mut Writer, entries: &[Vec<u8>]) -> Result<()> {
        let appended = writer.append(entries).await;
        appended.map(|_| ()).map_err(|source| self.log_error(source))
    }

    /// Stores a blob; no entry names it yet.
    pub(crate) async fn put(&self, bytes: bytes::Bytes) -> Result<record::BlobHash> {
        let stored = self.blobs.put(bytes).await;
        stored.map_err(|source| self.log_error(source))
    }

    /// The private key kept under that name, if there is one.
    ///
    /// # Errors
    /// [`Error::Unreadable`] where its file cannot be read, [`Error::NotAKey`] where it is not a private key.
    pub fn key(&self, name: &str) -> Result<Option<SigningKey>> {
        read_key(&key_file(&self.path, name))
    }

    /// The log's key.
    pub(crate) fn log_key(&self) -> Result<SigningKey> {
        let key = self.key(LOG_KEY)?;
        key.ok_or_else(|| self.no_key(LOG_KEY, "only who holds it can append to the log"))
    }

    /// The operator's key, which every change of roles and of the register needs.
    ///
    /// # Errors
    /// [`Error::NoKey`] where it is not in the folder; those of [`key`](Self::key).
    pub fn operator(&self) -> Result<SigningKey> {
        let key = self.key(OPERATOR_KEY)?;
        key.ok_or_else(|| self.no_key(OPERATOR_KEY, "only who holds it can do this"))
    }

    pub(crate) fn no_key(&self, name: &str, needed: impl Into<String>) -> Error {
        Error::NoKey {
            path: key_file(&self.path, name),
            needed: needed.into(),
        }
    }

    /// A public key of this name that nobody has seen, of which nobody keeps the private one.
    pub(crate) fn unknown_key(&self, name: &str) -> Result<note::VerifyingKey> {
        Ok(random_key(key_name(name)?)?.verifying_key().clone())
    }

    /// Makes a new private key from the system's randomness, kept for the owner's eyes only, under `name`; signature
    /// lines show it as `shown`.
    ///
    /// # Errors
    /// [`Error::KeyFileName`], [`Error::KeyName`], [`Error::Randomness`], or where the file is there or cannot be
    /// written.
    pub fn create_key(&self, name: &str, shown: &str) -> Result<SigningKey> {
        if !is_key_file_name(name) {
            return Err(Error::KeyFileName(name.to_owned()));
        }
        let shown = key_name(shown)?;
        let folder = self.keys();
        std::fs::create_dir_all(&folder).map_err(Error::file("make the folder", &folder))?;
        new_key(&key_file(&self.path, name), shown)
    }
}

/// The longest name of a key's file, without its ending.
const MAX_KEY_FILE_NAME: usize = 150;

/// Whether a key's file may be called so.
pub(crate) fn is_key_file_name(name: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=MAX_KEY_FILE_NAME).contains(&name.len()) && name.chars().all(good) && !name.starts_with('.')
}

/// The name that signature lines show.
pub(crate) fn key_name(name: &str) -> Result<note::KeyName> {
    name.parse().map_err(|source| Error::KeyName {
        name: name.to_owned(),
        source,
    })
}

fn random_key(shown: note::KeyName) -> Result<SigningKey> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(Error::Randomness)?;
    Ok(SigningKey::from_seed(shown, seed))
}

/// Makes a private key from the system's randomness, kept in a file for the owner's eyes only.
pub(crate) fn new_key(file: &Path, shown: note::KeyName) -> Result<SigningKey> {
    let key = random_key(shown)?;
    write_private(file, &format!("{}\n", key.to_secret_text()))?;
    Ok(key)
}

/// The private key in a file; none where there is no such file.
pub(crate) fn read_key(path: &Path) -> Result<Option<SigningKey>> {
    /// The longest file of a private key.
    const MAX_KEY: usize = 4 << 10;
    let text = match publication::files::read_text(path, MAX_KEY) {
        Ok(text) => text,
        Err(publication::files::FileError::Io { source, .. })
            if source.kind() == std::io::ErrorKind::NotFound =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let key = text.trim().parse().map_err(|source| Error::NotAKey {
        path: path.to_owned(),
        source,
    })?;
    Ok(Some(key))
}

/// Appends lines to a file that only its owner may read, which begins with `header`; they are durable then.
pub(crate) fn append_private(path: &Path, header: &str, lines: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(Error::file("write", path))?;
    let is_new = file.metadata().map_err(Error::file("read", path))?.len() == 0;
    let header = if is_new { header } else { "" };
    file.write_all(format!("{header}{lines}").as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(Error::file("write", path))
}

/// Writes a file that only its owner may read, and never over another one.
fn write_private(path: &Path, text: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(Error::file("write", path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(Error::file("write", path))
}
