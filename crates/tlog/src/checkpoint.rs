//! Checkpoints (tlog-checkpoint): the signed statement of a tree's size and root.

use note::{Note, SigningKey, VerifyingKey};

use crate::tile::decimal;
use crate::{Error, Hash, Result, empty_root};

/// The longest checkpoint file that is read, with all its cosignatures, in bytes: 256 KiB, enough for 64 of ML-DSA-44.
pub const MAX_CHECKPOINT_BYTES: usize = 256 << 10;
/// The largest tree: 2^63 - 1 entries.
const MAX_SIZE: u64 = i64::MAX as u64;

/// What a checkpoint states.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
}

impl Checkpoint {
    /// A statement by the log named `origin`.
    ///
    /// # Errors
    /// [`Error::Malformed`] for an empty origin or one with control characters, a size above
    /// 2^63 − 1, and another root than that of the empty tree for size 0.
    pub fn new(origin: impl Into<String>, size: u64, root: Hash) -> Result<Self> {
        let origin = origin.into();
        let bad = |why: &str| Err(Error::malformed("checkpoint", why));
        if origin.is_empty() || origin.chars().any(|character| character < ' ') {
            return bad("its origin is empty or has control characters");
        }
        if size > MAX_SIZE {
            return bad("its size is beyond 2^63 - 1");
        }
        if size == 0 && root != empty_root() {
            return bad("its root is not that of the empty tree");
        }
        Ok(Self { origin, size, root })
    }

    /// Reads a checkpoint's text: three lines, no extension lines.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the text is anything else.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = |why: &str| Error::malformed("checkpoint", why);
        let mut lines = text
            .strip_suffix('\n')
            .ok_or_else(|| bad("its last line has no end"))?
            .split('\n');
        let mut line = || lines.next().ok_or_else(|| bad("it has fewer than three lines"));
        let (origin, size, root) = (line()?, line()?, line()?);
        if line().is_ok() {
            return Err(bad("it has extension lines"));
        }
        let size = decimal(size).ok_or_else(|| bad("its size is not a number"))?;
        let root = root
            .parse()
            .map_err(|_| bad("its root is not a hash in base64"))?;
        Self::new(origin, size, root)
    }

    /// The text to be signed.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root)
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The tree's root.
    pub fn root(&self) -> Hash {
        self.root
    }
}

/// A checkpoint as a signed note, well-formed but not verified: use
/// [`verify`](Self::verify) or a [`Policy`](crate::Policy).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads a checkpoint file.
    ///
    /// # Errors
    /// [`Error::TooLong`], [`Error::Note`] or [`Error::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_CHECKPOINT_BYTES {
            return Err(Error::TooLong {
                path: "checkpoint".into(),
                max: MAX_CHECKPOINT_BYTES as u64,
            });
        }
        let note = Note::parse(bytes).map_err(Error::note("checkpoint"))?;
        Ok(Self {
            checkpoint: Checkpoint::parse(note.text())?,
            note,
        })
    }

    /// Signs a checkpoint with the log's key.
    ///
    /// # Errors
    /// [`Error::WrongKey`] unless the key's name is the checkpoint's origin; [`Error::Note`] when
    /// it is a cosigner's key.
    pub fn sign(checkpoint: Checkpoint, key: &SigningKey) -> Result<Self> {
        check_name(checkpoint.origin(), key.verifying_key())?;
        let note = Note::sign(checkpoint.to_text(), &[key]).map_err(Error::note("checkpoint"))?;
        Ok(Self { checkpoint, note })
    }

    /// What it states.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// How many entries the tree has.
    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// The tree's root.
    pub fn root(&self) -> Hash {
        self.checkpoint.root
    }

    /// The note: text and signatures.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_bytes()
    }

    /// Checks that the log with this key has signed it: the key's name is the origin, and its
    /// signature verifies.
    ///
    /// # Errors
    /// [`Error::OtherOrigin`] or [`Error::Note`].
    pub fn verify(&self, log: &VerifyingKey) -> Result<()> {
        if log.name().as_str() != self.checkpoint.origin {
            return Err(Error::OtherOrigin {
                expected: log.name().to_string(),
                found: self.checkpoint.origin.clone(),
            });
        }
        self.note
            .verify(std::slice::from_ref(log))
            .map(|_| ())
            .map_err(Error::note("checkpoint"))
    }

    /// Whether this states the same as `other` and has every signature line of it, and perhaps more.
    pub fn has_all_of(&self, other: &Self) -> bool {
        let own = self.note.signatures();
        self.note.text() == other.note.text() && other.note.signatures().iter().all(|line| own.contains(line))
    }

    /// Adds cosignatures, those that are there already but once.
    ///
    /// # Errors
    /// [`Error::Note`] when there are too many.
    pub fn add(&mut self, signatures: &[note::Signature]) -> Result<()> {
        let mut note = self.note.clone();
        signatures
            .iter()
            .try_for_each(|one| note.add(one.clone()))
            .map_err(Error::note("checkpoint"))?;
        self.note = note;
        Ok(())
    }
}

pub(crate) fn check_name(origin: &str, key: &VerifyingKey) -> Result<()> {
    if key.name().as_str() == origin {
        return Ok(());
    }
    Err(Error::WrongKey {
        key: key.name().to_string(),
        why: "its name is not the log's origin",
    })
}
