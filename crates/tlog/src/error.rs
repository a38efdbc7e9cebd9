//! What can go wrong with a log.

/// The result of this crate's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation on a log failed. Messages name the file, relative to the log's folder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file that the log must have is not there.
    #[error("{path} is missing")]
    Missing {
        /// The file.
        path: String,
    },
    /// The store failed: no such folder, no permission, no space, no network.
    #[cfg(feature = "store")]
    #[error("cannot {doing} {path}: {source}")]
    Store {
        /// What was being done: `read`, `write`, …
        doing: &'static str,
        /// The file.
        path: String,
        /// The store's own error.
        source: object_store::Error,
    },
    /// A file has another length than the tree's size asks for.
    #[error("{path} has {found} bytes, not {expected}")]
    WrongLength {
        /// The file.
        path: String,
        /// The length that it should have, in bytes.
        expected: u64,
        /// The length that it has, in bytes.
        found: u64,
    },
    /// A file is longer than such a file may be.
    #[error("{path} has more than the {max} bytes allowed")]
    TooLong {
        /// The file.
        path: String,
        /// The limit, in bytes.
        max: u64,
    },
    /// A file's contents do not hash to what the tree above it says.
    #[error("{path} differs from what the signed tree holds: its hash is another")]
    HashDiffers {
        /// The file.
        path: String,
    },
    /// The tiles at the right edge of the tree do not give the checkpoint's root.
    #[error("the tiles of size {size} ({paths}) do not give the root that the checkpoint states")]
    RootDiffers {
        /// The tree's size.
        size: u64,
        /// The tiles that were read.
        paths: String,
    },
    /// A file cannot be read as what it should be.
    #[error("{path} is malformed: {why}")]
    Malformed {
        /// The file, or what else was read.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// A note is malformed or not signed as it should be.
    #[error("{path}: {source}")]
    Note {
        /// The file, or what else was read.
        path: String,
        /// What is wrong with the note.
        source: note::Error,
    },
    /// A checkpoint is that of another log.
    #[error("the checkpoint is of the log {found:?}, not of {expected:?}")]
    OtherOrigin {
        /// The origin asked for.
        expected: String,
        /// The origin found.
        found: String,
    },
    /// A checkpoint is smaller than one that was seen before.
    #[error("the checkpoint has shrunk from size {known} to {found}")]
    Shrunk {
        /// The size known before.
        known: u64,
        /// The size found now.
        found: u64,
    },
    /// Two checkpoints of one log contradict each other: the log was rewritten or forked.
    #[error("the log of size {new} does not contain the log of size {old} that was signed before")]
    Inconsistent {
        /// The smaller size.
        old: u64,
        /// The larger size.
        new: u64,
    },
    /// Another writer has appended to the log at this size. Nothing was written.
    #[error("another writer has appended to the log at size {expected_size}; open it again")]
    AnotherWriter {
        /// The size at which this writer meant to append.
        expected_size: u64,
    },
    /// The entries are committed, but the checkpoint that shows them could not be put in place.
    #[error(
        "entries up to size {size} are committed, but others keep replacing the checkpoint; open the log again"
    )]
    NotPublished {
        /// The size of the checkpoint that was to be published.
        size: u64,
    },
    /// An earlier write failed, and it is not known how far it came.
    #[error("an earlier write failed; open the log again to finish what was begun")]
    Stopped,
    /// A log is there already.
    #[error("there is a log already: {path} exists")]
    LogExists {
        /// The file found.
        path: String,
    },
    /// An entry is empty or too long for a bundle.
    #[error("entry {index} of the batch has {length} bytes; 1 to 65535 are allowed")]
    EntryLength {
        /// The entry's place in the batch, from 0.
        index: usize,
        /// Its length in bytes.
        length: usize,
    },
    /// An index or size outside the tree.
    #[error("{index} is beyond the tree of size {size}")]
    OutOfRange {
        /// The index or size asked for.
        index: u64,
        /// The tree's size.
        size: u64,
    },
    /// A proof does not hold.
    #[error("the proof does not hold: {0}")]
    ProofFails(&'static str),
    /// A policy cannot be read.
    #[error("policy line {line}: {why}")]
    MalformedPolicy {
        /// The line, from 1; one past the last for what is missing.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// A checkpoint is not signed as a policy demands.
    #[error("the checkpoint does not satisfy the policy: {0}")]
    PolicyFails(String),
    /// A key is not of the kind that this use needs.
    #[error("key {key} cannot be used here: {why}")]
    WrongKey {
        /// The key's name.
        key: String,
        /// What it lacks.
        why: &'static str,
    },
}

impl Error {
    pub(crate) fn malformed(path: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Malformed {
            path: path.into(),
            why: why.into(),
        }
    }

    pub(crate) fn note(path: impl Into<String>) -> impl FnOnce(note::Error) -> Self {
        move |source| Self::Note {
            path: path.into(),
            source,
        }
    }
}

/// What can be wrong with a file of a log, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It is there and cannot be read.
    Unreadable,
    /// It has more bytes than such a file may have.
    TooLarge,
    /// It is not what such a file must be.
    Malformed,
    /// A signature that it must have does not verify.
    BadSignature,
    /// Who must sign it has not.
    NotSigned,
    /// It is of another log.
    OtherOrigin,
    /// It is not cosigned as a policy asks.
    Policy,
    /// It states a root that the log's files do not give.
    RootDiffers,
    /// It is a blob with other bytes than its name says, or a tile that the one above it does not state.
    HashDiffers,
    /// It is not what the signed tree holds.
    DiffersFromTree,
    /// It contradicts the file above or below it, and which of them is wrong cannot be told.
    Unclear,
}

impl Error {
    /// What it says of the file.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Missing { .. } => Fault::Missing,
            Self::TooLong { .. } => Fault::TooLarge,
            Self::HashDiffers { .. } => Fault::HashDiffers,
            Self::RootDiffers { .. } => Fault::RootDiffers,
            Self::Note { source, .. } => match source {
                note::Error::BadSignature { .. } => Fault::BadSignature,
                note::Error::NoKnownKey => Fault::NotSigned,
                _ => Fault::Malformed,
            },
            Self::OtherOrigin { .. } => Fault::OtherOrigin,
            Self::PolicyFails(_) => Fault::Policy,
            #[cfg(feature = "store")]
            Self::Store { .. } => Fault::Unreadable,
            _ => Fault::Malformed,
        }
    }
}
