//! The manifest: which files a publication has, signed by the operator.
//!
//! Each folder that has files or folders has a list, [`MANIFEST_LIST`]: plain text, one line for each of its own files and
//! one for the list of each folder in it. A line is a SHA-256 as 64 lower-case hexadecimal digits, two spaces, and the name
//! (of a list `<folder>/manifest.sha256`), in the order of the names' bytes. That is what `sha256sum` writes and reads, so
//! that `sha256sum -c manifest.sha256` checks a folder's files without any code of ours. [`MANIFEST`] is a C2SP signed note
//! by the operator's key over five lines:
//!
//! ```text
//! cotejo/v1 manifest
//! <the log's origin>
//! <the log's size, decimal>
//! <the log's root at that size, base64>
//! sha256 <SHA-256 of the topmost folder's list, hexadecimal> <the number of files, decimal>
//! ```
//!
//! The note stays short however many files there are, a reader of few files needs few lists, and a later version, whose
//! pages look different, can still check the files of an earlier one.
//!
//! ```
//! use publication::manifest::{ListError, Manifest};
//!
//! let key = note::SigningKey::from_seed("operator.example".parse()?, [1; 32]);
//! let files = [("data/stations.csv".to_owned(), [7; 32]), ("index.html".to_owned(), [8; 32])];
//! let manifest = Manifest::new("count.example/2026", 42, [9; 32], files)?;
//! let signed = manifest.sign(&key)?;
//! assert!(signed.lists["data/manifest.sha256"].ends_with(b"  stations.csv\n"));
//!
//! let read = |list: &str| Ok::<_, ListError>(signed.lists[list].clone());
//! let read = Manifest::verify(&signed.note, read, key.verifying_key())?;
//! assert_eq!(read, manifest);
//! assert_eq!(read.files()["index.html"], [8; 32]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod lists;

pub use lists::{
    Hashes, ListError, MAX_FILES, MAX_LINES, MAX_LIST_BYTES, MAX_PATH_BYTES, Named, check_path, walk,
};

use crate::layout::{ARCHIVE, CHECKPOINT, COSIGNED, MANIFEST, MANIFEST_LIST};
use crate::verify::ProblemCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
pub(crate) use lists::list_names;
use lists::lists_of;
use note::{Note, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The first line of the signed text.
pub const TYPE_LINE: &str = "cotejo/v1 manifest";
/// The longest origin, in bytes.
pub const MAX_ORIGIN_BYTES: usize = 1_024;
/// The longest note, in bytes.
pub const MAX_NOTE_BYTES: usize = 1 << 16;

/// The files of a publication and the state of the log that they were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    origin: String,
    size: u64,
    root: [u8; 32],
    files: Hashes,
    lists: Hashes,
}

/// The manifest's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedManifest {
    /// The bytes of [`MANIFEST`].
    pub note: Vec<u8>,
    /// The bytes of the lists, by their paths.
    pub lists: BTreeMap<String, Vec<u8>>,
}

/// Why a manifest was refused. [`ManifestError::file`] says which of its files is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// The note is malformed, or not signed by the key asked for.
    #[error("manifest: {0}")]
    Note(#[from] note::Error),
    /// The note's text is not a manifest's.
    #[error("manifest, line {line}: {why}")]
    Text {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A list is not as it should be.
    #[error("{list}: {why}")]
    List {
        /// Its path.
        list: String,
        /// What is wrong with it.
        why: ListError,
    },
    /// The lists name another number of files than the note says.
    #[error("manifest.sha256: it and those below name {found} files, the signed manifest says {signed}")]
    OtherCount {
        /// The files found.
        found: usize,
        /// The number signed.
        signed: usize,
    },
    /// A path that no publication may have.
    #[error("path {path:?} cannot stand in a manifest: {why}")]
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A file that is named twice.
    #[error("path {0:?} is named twice")]
    Twice(String),
    /// More than [`MAX_FILES`] files and folders.
    #[error("more than {MAX_FILES} files and folders")]
    TooManyFiles,
    /// More than [`MAX_LINES`] files and folders in one folder.
    #[error("more than {MAX_LINES} files and folders in the folder {0:?}")]
    TooManyLines(String),
    /// The origin is empty, too long or has a control character.
    #[error("origin {0:?} is empty, longer than {MAX_ORIGIN_BYTES} bytes or has a control character")]
    Origin(String),
}

impl ManifestError {
    /// Which of the files is wrong; none where the error is about what was to be signed.
    pub fn file(&self) -> Option<&str> {
        match self {
            ManifestError::Note(_) | ManifestError::Text { .. } => Some(MANIFEST),
            ManifestError::List { list, .. } => Some(list),
            ManifestError::OtherCount { .. } => Some(MANIFEST_LIST),
            ManifestError::Path { .. }
            | ManifestError::Twice(_)
            | ManifestError::TooManyFiles
            | ManifestError::TooManyLines(_)
            | ManifestError::Origin(_) => None,
        }
    }

    /// The code for programs, as in `cotejo verify --json`.
    pub fn code(&self) -> ProblemCode {
        match self {
            ManifestError::Note(note::Error::BadSignature { .. }) => ProblemCode::BadSignature,
            ManifestError::Note(note::Error::NoKnownKey) => ProblemCode::NotSigned,
            ManifestError::List { why, .. } => why.code(),
            ManifestError::OtherCount { .. } => ProblemCode::DiffersFromManifest,
            _ => ProblemCode::Malformed,
        }
    }
}

/// What a manifest's note states, signed or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The log's origin.
    pub origin: String,
    /// The log's size, in entries.
    pub size: u64,
    /// The log's root at that size.
    pub root: [u8; 32],
    /// The SHA-256 of the topmost folder's list.
    list: [u8; 32],
    /// The number of files.
    count: usize,
}

/// A manifest as it was found, with all that is wrong with it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What the note states; none where it is malformed or not signed as it must be.
    pub stated: Option<Stated>,
    /// What the lists name: signed where nothing is wrong.
    pub named: Named,
    /// What is wrong.
    pub errors: Vec<ManifestError>,
}

/// Checks a note, by the key that must have signed it where one is known, and the lists from the topmost one down.
pub fn check<E: Into<ListError>>(
    note: &[u8],
    operator: Option<&VerifyingKey>,
    read: impl Fn(&str) -> Result<Vec<u8>, E>,
) -> Checked {
    let mut errors = Vec::new();
    let stated = read_note(note, operator).map_err(|error| errors.push(error)).ok();
    let mut named = walk(stated.as_ref().map(|stated| stated.list), read);
    let wrong = std::mem::take(&mut named.wrong).into_iter();
    errors.extend(wrong.map(|(list, why)| ManifestError::List { list, why }));
    if errors.is_empty()
        && let Some(stated) = stated.as_ref().filter(|stated| stated.count != named.files.len())
    {
        errors.push(ManifestError::OtherCount {
            found: named.files.len(),
            signed: stated.count,
        });
    }
    Checked {
        stated,
        named,
        errors,
    }
}

impl Manifest {
    /// The files of every publication that no manifest names byte for byte: its own note, and the log's checkpoint, to
    /// which witnesses and mirrors add signature lines. What the checkpoint must state stands in the note. (Nothing else of
    /// the log is named either: its tree fixes it, [`layout::tree_files`], or its name, [`layout::document`].)
    pub const UNNAMED: [&str; 2] = [MANIFEST, CHECKPOINT];

    /// Whether no list names such a file of a publication, and no tree fixes it.
    pub fn is_unnamed(path: &str) -> bool {
        Self::UNNAMED.contains(&path) || matches!(path, ARCHIVE | COSIGNED)
    }

    /// A manifest of these files, each with the SHA-256 of its bytes, in any order.
    ///
    /// # Errors
    /// [`ManifestError::Origin`] where the origin cannot be a line; [`ManifestError::Path`] where a path is
    /// not a plain relative one or is the manifest's own; [`ManifestError::Twice`] where one is given twice;
    /// [`ManifestError::TooManyFiles`]; [`ManifestError::TooManyLines`].
    pub fn new(
        origin: impl Into<String>,
        size: u64,
        root: [u8; 32],
        files: impl IntoIterator<Item = (String, [u8; 32])>,
    ) -> Result<Manifest, ManifestError> {
        let origin = origin.into();
        if !is_origin(&origin) {
            return Err(ManifestError::Origin(origin));
        }
        let mut named = BTreeMap::new();
        for (path, hash) in files {
            if let Err(why) = check_path(&path) {
                return Err(ManifestError::Path { path, why });
            }
            if named.contains_key(&path) {
                return Err(ManifestError::Twice(path));
            }
            named.insert(path, hash);
        }
        let lists = lists_of(&named).map_err(ManifestError::TooManyLines)?;
        // Every list but the topmost one is a line, too.
        if named.len() + lists.len() - 1 > MAX_FILES {
            return Err(ManifestError::TooManyFiles);
        }
        let hash = |list: &String| Sha256::digest(list.as_bytes()).into();
        let lists = lists.iter().map(|(path, list)| (path.clone(), hash(list)));
        Ok(Manifest {
            origin,
            size,
            root,
            lists: lists.collect(),
            files: named,
        })
    }

    /// The log's origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The log's size, in entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The log's root at that size.
    pub fn root(&self) -> &[u8; 32] {
        &self.root
    }

    /// The SHA-256 of every file, by path.
    pub fn files(&self) -> &Hashes {
        &self.files
    }

    /// The SHA-256 of every list, by path.
    pub fn lists(&self) -> &Hashes {
        &self.lists
    }

    /// The paths of the files and of the lists.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(self.lists.keys()).map(String::as_str)
    }

    /// The SHA-256 of the file or list of that path.
    pub fn hash_of(&self, path: &str) -> Option<&[u8; 32]> {
        self.files.get(path).or_else(|| self.lists.get(path))
    }

    /// The SHA-256 of every file and list, by path.
    pub fn into_hashes(self) -> Hashes {
        let mut hashes = self.files;
        hashes.extend(self.lists);
        hashes
    }

    /// The lists, by their paths.
    pub fn to_lists(&self) -> BTreeMap<String, String> {
        // No folder has too many lines, or there would be no manifest.
        lists_of(&self.files).unwrap_or_default()
    }

    /// The text that the operator signs.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(256);
        let list = self.lists.get(MANIFEST_LIST).copied().unwrap_or_default();
        let _ = write!(
            text,
            "{TYPE_LINE}\n{}\n{}\n{}\nsha256 {} {}\n",
            self.origin,
            self.size,
            STANDARD.encode(self.root),
            hex::encode(list),
            self.files.len(),
        );
        text
    }

    /// All files of the manifest, signed by the operator's key.
    ///
    /// # Errors
    /// [`ManifestError::Note`] where the key is a cosigner's.
    pub fn sign(&self, key: &SigningKey) -> Result<SignedManifest, ManifestError> {
        let lists = self.to_lists().into_iter();
        Ok(SignedManifest {
            note: Note::sign(self.to_text(), &[key])?.to_bytes(),
            lists: lists.map(|(path, list)| (path, list.into_bytes())).collect(),
        })
    }

    /// Reads the note and, by `read`, the lists, and checks that the operator has signed them: the note by its signature,
    /// the topmost list by its hash in the note, every other one by its hash in the one above.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify<E: Into<ListError>>(
        note: &[u8],
        read: impl Fn(&str) -> Result<Vec<u8>, E>,
        operator: &VerifyingKey,
    ) -> Result<Manifest, ManifestError> {
        let stated = read_note(note, Some(operator))?;
        let checked = check(note, Some(operator), read);
        if let Some(error) = checked.errors.into_iter().next() {
            return Err(error);
        }
        Ok(Manifest {
            origin: stated.origin,
            size: stated.size,
            root: stated.root,
            files: checked.named.files,
            lists: checked.named.lists,
        })
    }
}

/// The log's size that a manifest states, before anything of it is verified: by it one knows whose signature it needs.
pub(crate) fn stated_size(note: &[u8]) -> Option<u64> {
    let note = Note::parse(note).ok()?;
    decimal(note.text().split('\n').nth(2)?)
}

/// What a note states, signed by that key where one is given.
fn read_note(note: &[u8], operator: Option<&VerifyingKey>) -> Result<Stated, ManifestError> {
    let note = Note::parse(note)?;
    if let Some(operator) = operator {
        note.verify(std::slice::from_ref(operator))?;
    }
    read_text(note.text())
}

/// What a note's text states.
fn read_text(text: &str) -> Result<Stated, ManifestError> {
    let wrong = |line, why| ManifestError::Text { line, why };
    let text = text.strip_suffix('\n').ok_or(wrong(1, "it does not end"))?;
    let lines: Vec<&str> = text.split('\n').take(6).collect();
    let [kind, origin, size, root, sha256] = lines[..] else {
        return Err(wrong(lines.len(), "a manifest has five lines"));
    };
    if kind != TYPE_LINE {
        return Err(wrong(1, "it is not \"cotejo/v1 manifest\""));
    }
    if !is_origin(origin) {
        return Err(wrong(2, "it is not an origin"));
    }
    let size = decimal(size).ok_or(wrong(3, "it is not a log's size"))?;
    let root = base64_32(root).ok_or(wrong(4, "it is not 32 bytes in base64"))?;
    let (list, count) = sha256
        .strip_prefix("sha256 ")
        .and_then(|rest| rest.split_once(' '))
        .and_then(|(hash, count)| Some((hex_32(hash)?, decimal(count)?)))
        .ok_or(wrong(5, "it is not \"sha256 <64 hexadecimal digits> <number>\""))?;
    let count = usize::try_from(count)
        .ok()
        .filter(|count| *count <= MAX_FILES)
        .ok_or(wrong(5, "it names more files than a manifest may"))?;
    Ok(Stated {
        origin: origin.to_owned(),
        size,
        root,
        list,
        count,
    })
}

fn is_origin(origin: &str) -> bool {
    !origin.is_empty() && origin.len() <= MAX_ORIGIN_BYTES && !origin.chars().any(char::is_control)
}

fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

fn base64_32(text: &str) -> Option<[u8; 32]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

fn hex_32(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
    hex::decode_to_slice(text, &mut bytes).ok().filter(|()| lower)?;
    Some(bytes)
}

#[cfg(test)]
mod tests;
