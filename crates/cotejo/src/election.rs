//! An election on disk: `election.toml`, `keys/` and `log/`.

use crate::progress::Terminal;
use anyhow::{Context, bail};
use model::Hour;
use note::SigningKey;
use publication::replay::{Folded, fold};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tlog::{Blobs, Reader, Writer};

/// An election's folder.
pub(crate) struct Folder {
    path: PathBuf,
    runtime: tokio::runtime::Runtime,
}

/// The name of the file that people edit.
pub(crate) const DEFINITION: &str = "election.toml";
/// The operator's key's name.
pub(crate) const OPERATOR: &str = "operator";
/// The log's key's file name; the key itself is named after the log's origin.
pub(crate) const LOG: &str = "log";

impl Folder {
    /// Begins a folder that does not exist or is empty.
    pub(crate) fn create(path: &Path) -> anyhow::Result<Folder> {
        if path.join("log").exists() {
            bail!("{} holds an election already", path.display());
        }
        std::fs::create_dir_all(path)
            .with_context(|| format!("cannot make the folder {}", path.display()))?;
        Folder::at(path)
    }

    /// Opens an election's folder.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Folder> {
        if !path.is_dir() {
            bail!(
                "there is no folder {}; `cotejo new {} --from ELECTION.toml` makes one",
                path.display(),
                path.display()
            );
        }
        if !path.join("log").is_dir() {
            bail!("{} holds no election: it has no folder log", path.display());
        }
        Folder::at(path)
    }

    fn at(path: &Path) -> anyhow::Result<Folder> {
        Ok(Folder {
            path: path.to_owned(),
            runtime: runtime()?,
        })
    }

    /// The path of a file or folder in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Waits for what the store does.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    fn store(&self) -> anyhow::Result<Arc<dyn object_store::ObjectStore>> {
        let path = self.path("log");
        tlog::local(&path).with_context(|| format!("the log in {}", path.display()))
    }

    /// The log, for reading.
    pub(crate) fn reader(&self) -> anyhow::Result<Reader> {
        let store = self.store()?;
        self.wait(Reader::open(store, ""))
            .with_context(|| self.log_context())
    }

    /// The log's blobs.
    pub(crate) fn blobs(&self) -> anyhow::Result<Blobs> {
        Blobs::open(self.store()?, "").with_context(|| self.log_context())
    }

    /// Begins the log with the log's key.
    pub(crate) fn create_log(&self, key: SigningKey) -> anyhow::Result<Writer> {
        let store = self.store()?;
        self.wait(Writer::create(store, "", key))
            .with_context(|| self.log_context())
    }

    /// The log for appending, and what it comes to. The writer is opened first: it finishes what one before
    /// it may have left undone, so that the fold sees every entry.
    pub(crate) fn write(&self) -> anyhow::Result<(Writer, Folded)> {
        let writer = self.writer()?;
        let folded = self.fold()?;
        if folded.reader.size() != writer.size() {
            bail!("another writer is appending to the log: try again when it is done");
        }
        Ok((writer, folded))
    }

    fn writer(&self) -> anyhow::Result<Writer> {
        let key = self
            .key(LOG)?
            .context("keys/log.key is missing: only who holds it can append to the log")?;
        let store = self.store()?;
        self.wait(Writer::open(store, "", key))
            .with_context(|| self.log_context())
    }

    fn log_context(&self) -> String {
        format!("the log in {}", self.path("log").display())
    }

    /// Folds the log.
    pub(crate) fn fold(&self) -> anyhow::Result<Folded> {
        let reader = self.reader()?;
        self.wait(fold(reader, &self.blobs()?, &Terminal))
            .with_context(|| self.log_context())
    }

    fn key_path(&self, name: &str) -> PathBuf {
        self.path("keys").join(format!("{name}.key"))
    }

    /// The private key kept under that name, if there is one.
    pub(crate) fn key(&self, name: &str) -> anyhow::Result<Option<SigningKey>> {
        let path = self.key_path(name);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        text.trim()
            .parse()
            .map(Some)
            .with_context(|| format!("{} is not a private key", path.display()))
    }

    /// The operator's key, which every change of roles and of the register needs.
    pub(crate) fn operator(&self) -> anyhow::Result<SigningKey> {
        self.key(OPERATOR)?
            .context("keys/operator.key is missing: only who holds it can do this")
    }

    /// Makes a new private key, kept for the owner's eyes only, under `name`; signature lines show it as
    /// `shown`.
    pub(crate) fn create_key(&self, name: &str, shown: &str) -> anyhow::Result<SigningKey> {
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.len() > 100 || !name.chars().all(good) || name.starts_with('.') {
            bail!("{name:?} cannot name a key: use letters, digits, -, _ and .");
        }
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)
            .map_err(|error| anyhow::anyhow!("this machine gives no randomness: {error}"))?;
        let key = SigningKey::from_seed(
            shown
                .parse()
                .with_context(|| format!("{shown:?} as a key's name"))?,
            seed,
        );
        let folder = self.path("keys");
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        write_private(&self.key_path(name), &format!("{}\n", key.to_secret_text()))?;
        Ok(key)
    }
}

/// A runtime for the store's work: its own threads are the store's blocking ones only.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

/// Writes a file that only its owner may read, and never over another one.
fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(|| format!("cannot write {}", path.display()))
}

/// The present hour. `COTEJO_HOUR`, such as 2024-07-28T22Z, replaces it where the same bytes must come out
/// on every run.
pub(crate) fn now() -> anyhow::Result<Hour> {
    if let Ok(text) = std::env::var("COTEJO_HOUR") {
        return text.parse().context("COTEJO_HOUR");
    }
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("this machine's clock stands before 1970")?;
    Ok(Hour::from_unix(now.as_secs()))
}

/// Reads a text file whole, bounded.
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    let most = model::document::MAX_BYTES as u64;
    let found = std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    if found.is_dir() {
        bail!("{} is a folder, a file was expected", path.display());
    }
    if found.len() > most {
        bail!(
            "{} has {} bytes, at most {most} are allowed",
            path.display(),
            found.len()
        );
    }
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
