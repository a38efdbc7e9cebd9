//! What can go wrong with making a publication or bringing it somewhere.

use crate::files::FileError;
use crate::manifest::ManifestError;
use model::Minute;
use std::io;
use std::path::Path;

/// Why a publication could not be made. What is wrong with one that is verified is no error: see
/// [`Report`](crate::verify::Report).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the publication cannot be read, written or removed.
    #[error("cannot {doing} {path}")]
    File {
        /// What was being done: `read`, `write`, `remove`, `make the folder`.
        doing: &'static str,
        /// The file or folder.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// A file of the publication cannot be read whole.
    #[error(transparent)]
    Read(#[from] FileError),
    /// What was to be verified is no publication.
    #[error("{0} is not a published folder: it has neither {log}/ nor {manifest}", log = layout::LOG, manifest = layout::MANIFEST)]
    NotPublished(String),
    /// A table cannot be written.
    #[error("cannot write {path}")]
    Table {
        /// The file.
        path: String,
        /// Why not.
        source: table::WriteError,
    },
    /// The archive cannot be written.
    #[error("cannot pack {path}")]
    Archive {
        /// The file that was being packed.
        path: String,
        /// Why not.
        source: rawzip::Error,
    },
    /// The log cannot be read or copied.
    #[error(transparent)]
    Log(#[from] tlog::Error),
    /// The manifest cannot be made, or is not the operator's.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The words name the map's document in a way that names nothing.
    #[error("the map of the election's words")]
    Map(#[from] note::HashError),
    /// The record's contests reach further than tables and pages may.
    #[error(
        "the record's contests reach {extent} stations and areas, counted for each contest; at most {max} are published: name \
         the areas in which each contest is held, in a register",
        max = tally::MAX_EXTENT
    )]
    TooWide {
        /// The record's [extent](tally::Tally::extent).
        extent: u64,
    },
    /// The key to sign with is not the one that the record names.
    #[error("the key {given} is not the operator's key that the record names, {named}")]
    OtherOperator {
        /// The key given, as a vkey.
        given: String,
        /// The key that the record names, as a vkey.
        named: String,
    },
    /// A folder for what is published while polls are open holds more than that already.
    #[error(
        "{path} is there already, and while polls are open nothing but the log's hashes is published: choose another folder"
    )]
    TellsEntries {
        /// What it holds.
        path: String,
    },
    /// Polls are open, and entries are published only once the last of them are closed.
    #[error(
        "the last polls close at {closing}, and nothing of what is in the log is published before; a later register \
         entry can move that minute"
    )]
    PollsOpen {
        /// The minute in which the last of them close.
        closing: Minute,
    },
}

impl Error {
    /// The error of something that was done to a file or folder.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.display().to_string();
        move |source| Error::File { doing, path, source }
    }
}
