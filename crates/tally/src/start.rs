//! The first entry of a record, which names the law, the words and the keys that everything else depends on.

use model::{Law, Words};
use note::VerifyingKey;
use record::json::DefinitionError;
use record::{BlobHash, Body, ElectionBody, Entry, EntryError};

/// A log that does not begin as a record must.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The first entry is not an entry.
    #[error("entry 0 does not begin an election's record: {0}")]
    NotAnEntry(#[from] EntryError),
    /// The first entry is of another type.
    #[error("entry 0 does not begin an election's record: its type is {0}")]
    OtherType(&'static str),
    /// A key that the first entry names is not a key.
    #[error("entry 0 does not begin an election's record: {0}")]
    Key(#[from] note::Error),
    /// The first entry is not signed by the operator's key that it names.
    #[error("entry 0 is not signed by the operator's key that it names")]
    NotSigned,
    /// The law's bytes, or those of the words, are not those that the first entry names.
    #[error("the election's {part}: the hash of its bytes is {found}, entry 0 names {named}")]
    OtherBytes {
        /// Which: `law` or `words`.
        part: &'static str,
        /// The hash that entry 0 names.
        named: BlobHash,
        /// The hash of the bytes.
        found: BlobHash,
    },
    /// The law or the words cannot be read.
    #[error("the election's {part}: {source}")]
    Definition {
        /// Which: `law` or `words`.
        part: &'static str,
        /// Why not.
        source: DefinitionError,
    },
    /// The law is of another election.
    #[error("the election's law: it is of {defined}, not of {named}")]
    OtherElection {
        /// The election that entry 0 names.
        named: String,
        /// The election that the law is of.
        defined: String,
    },
    /// The law's origin is not the name of the log's key.
    #[error("the election's law: its origin is {origin:?}, the log's key is named {log:?}")]
    OtherOrigin {
        /// The origin by the law.
        origin: String,
        /// The name of the log's key by entry 0.
        log: String,
    },
}

impl StartError {
    /// Whether the words are wrong, and not the law or the first entry.
    pub fn is_of_words(&self) -> bool {
        matches!(
            self,
            StartError::OtherBytes { part: "words", .. } | StartError::Definition { part: "words", .. }
        )
    }
}

/// The first entry of a record, verified; its law and words are still to be read.
#[derive(Debug, Clone)]
pub struct FirstEntry {
    body: ElectionBody,
    operator: VerifyingKey,
    log: VerifyingKey,
    recovery: Vec<VerifyingKey>,
}

impl FirstEntry {
    /// Reads the bytes of entry 0.
    ///
    /// # Errors
    /// [`StartError::NotAnEntry`], [`StartError::OtherType`] or [`StartError::Key`] where they are not a
    /// record's first entry; [`StartError::NotSigned`] where the operator's key that it names has not signed
    /// it.
    pub fn read(bytes: &[u8]) -> Result<FirstEntry, StartError> {
        let entry = Entry::parse(bytes)?;
        let Body::Election(body) = entry.body else {
            return Err(StartError::OtherType(entry.body.type_name()));
        };
        let (operator, log): (VerifyingKey, VerifyingKey) = (body.operator.parse()?, body.log.parse()?);
        let recovery = body
            .recovery
            .as_ref()
            .map(record::Recovery::verifying_keys)
            .transpose();
        let recovery = recovery.map_err(|source| EntryError::Content {
            kind: "election",
            source,
        })?;
        match entry.note.verify(std::slice::from_ref(&operator)) {
            Ok(keys) if !keys.is_empty() => Ok(FirstEntry {
                body,
                operator,
                log,
                recovery: recovery.unwrap_or_default(),
            }),
            _ => Err(StartError::NotSigned),
        }
    }

    /// The name of the blob that holds the law.
    pub fn law(&self) -> &BlobHash {
        &self.body.law
    }

    /// The name of the blob that holds the words.
    pub fn words(&self) -> &BlobHash {
        &self.body.words
    }

    /// Reads the law and the words, from the bytes of the blobs that [`law`](Self::law) and [`words`](Self::words) name.
    ///
    /// # Errors
    /// [`StartError::OtherBytes`] where the bytes are not those of that blob, [`StartError::Definition`]
    /// where they are no law or no words, [`StartError::OtherElection`] where the law is of another election,
    /// [`StartError::OtherOrigin`] where its origin is not the name of the log's key.
    pub fn start(&self, law: &[u8], words: &[u8]) -> Result<Start, StartError> {
        let law = read_part("law", &self.body.law, law, record::json::law)?;
        let words = read_part("words", &self.body.words, words, record::json::words)?;
        if law.id != self.body.election {
            return Err(StartError::OtherElection {
                named: self.body.election.to_string(),
                defined: law.id.to_string(),
            });
        }
        if law.origin != self.log.name().as_str() {
            return Err(StartError::OtherOrigin {
                log: self.log.name().to_string(),
                origin: law.origin,
            });
        }
        Ok(Start {
            body: self.body.clone(),
            operator: self.operator.clone(),
            log: self.log.clone(),
            recovery: self.recovery.clone(),
            law,
            words,
        })
    }
}

/// Reads the law or the words, from the bytes of the blob of this name.
fn read_part<T>(
    part: &'static str,
    named: &BlobHash,
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<T, DefinitionError>,
) -> Result<T, StartError> {
    let (named, found) = (*named, BlobHash::of(bytes));
    if named != found {
        return Err(StartError::OtherBytes { part, named, found });
    }
    read(bytes).map_err(|source| StartError::Definition { part, source })
}

/// What a record begins with: its first entry, verified, the law and the words.
#[derive(Debug, Clone)]
pub struct Start {
    /// What the first entry says.
    pub body: ElectionBody,
    /// The operator's key, until a `recover` entry names another.
    pub operator: VerifyingKey,
    /// The log's key, until a `recover` entry names another.
    pub log: VerifyingKey,
    /// The keys that sign `recover` entries.
    pub recovery: Vec<VerifyingKey>,
    /// The law.
    pub law: Law,
    /// The words, until an `amend` entry names others.
    pub words: Words,
}
