//! The first entry of a record, which names the definition and the keys that everything else depends on.

use model::Election;
use note::VerifyingKey;
use record::json::DefinitionError;
use record::{BlobHash, Body, ElectionBody, Entry, EntryError};

/// A log that does not begin as a record must.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The first entry is not an entry.
    #[error("entry 0 is not the definition of an election: {0}")]
    NotAnEntry(#[from] EntryError),
    /// The first entry is of another type.
    #[error("entry 0 is not the definition of an election: its type is {0}")]
    OtherType(&'static str),
    /// A key that the first entry names is not a key.
    #[error("entry 0 is not the definition of an election: {0}")]
    Key(#[from] note::Error),
    /// The first entry is not signed by the operator's key that it names.
    #[error("entry 0 is not signed by the operator's key that it names")]
    NotSigned,
    /// The definition's bytes are not those that the first entry names.
    #[error("the election's definition: the hash of its bytes is {found}, entry 0 names {named}")]
    OtherBytes {
        /// The hash that entry 0 names.
        named: BlobHash,
        /// The hash of the bytes.
        found: BlobHash,
    },
    /// The definition cannot be read.
    #[error("the election's definition: {0}")]
    Definition(#[from] DefinitionError),
    /// The definition is of another election.
    #[error("the election's definition: it defines {defined}, not {named}")]
    OtherElection {
        /// The election that entry 0 names.
        named: String,
        /// The election that is defined.
        defined: String,
    },
    /// The definition's origin is not the name of the log's key.
    #[error("the election's definition: its origin is {origin:?}, the log's key is named {log:?}")]
    OtherOrigin {
        /// The origin by the definition.
        origin: String,
        /// The name of the log's key by entry 0.
        log: String,
    },
}

/// The first entry of a record, verified; its definition is still to be read.
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
    /// [`StartError::NotAnEntry`], [`StartError::OtherType`] or [`StartError::Key`] where they are not the
    /// entry of a definition; [`StartError::NotSigned`] where the operator's key that it names has not signed
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

    /// The name of the blob that holds the definition.
    pub fn definition(&self) -> &BlobHash {
        &self.body.definition
    }

    /// Reads the definition, from the bytes of the blob that [`definition`](Self::definition) names.
    ///
    /// # Errors
    /// [`StartError::OtherBytes`] where the bytes are not those of that blob, [`StartError::Definition`]
    /// where they are not a definition, [`StartError::OtherElection`] where they define another election,
    /// [`StartError::OtherOrigin`] where their origin is not the name of the log's key.
    pub fn start(&self, definition: &[u8]) -> Result<Start, StartError> {
        let (named, found) = (self.body.definition, BlobHash::of(definition));
        if named != found {
            return Err(StartError::OtherBytes { named, found });
        }
        let election = record::json::definition(definition)?;
        if election.id != self.body.election {
            return Err(StartError::OtherElection {
                named: self.body.election.to_string(),
                defined: election.id.to_string(),
            });
        }
        if election.origin != self.log.name().as_str() {
            return Err(StartError::OtherOrigin {
                log: self.log.name().to_string(),
                origin: election.origin,
            });
        }
        Ok(Start {
            body: self.body.clone(),
            operator: self.operator.clone(),
            log: self.log.clone(),
            recovery: self.recovery.clone(),
            election,
        })
    }
}

/// What a record begins with: its first entry, verified, and the definition.
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
    /// The definition.
    pub election: Election,
}
