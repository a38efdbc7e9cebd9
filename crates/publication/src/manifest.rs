//! The manifest: which files a publication has, signed by the operator.
//!
//! It is two files. [`MANIFEST_LIST`] is plain text, one line for each other file of the publication: the
//! file's SHA-256 as 64 lower-case hexadecimal digits, two spaces, and its path relative to the
//! publication's folder with `/` between the segments, in the order of the paths' bytes. That is what
//! `sha256sum` writes and reads, so that `sha256sum -c manifest.sha256` checks a copy without any code
//! of ours. [`MANIFEST`] is a C2SP signed note by the operator's key over five lines:
//!
//! ```text
//! cotejo/v1 manifest
//! <the log's origin>
//! <the log's size, decimal>
//! <the log's root at that size, base64>
//! sha256 <the list's SHA-256, hexadecimal> <the number of its lines, decimal>
//! ```
//!
//! The note stays short however many files there are, and a later version, whose pages look different,
//! can still check the files of an earlier one.
//!
//! ```
//! use publication::manifest::Manifest;
//!
//! let key = note::SigningKey::from_seed("operator.example".parse()?, [1; 32]);
//! let files = [("data/stations.csv".to_owned(), [7; 32]), ("index.html".to_owned(), [8; 32])];
//! let manifest = Manifest::new("count.example/2026", 42, [9; 32], files)?;
//! let signed = manifest.sign(&key)?;
//!
//! let read = Manifest::verify(&signed.note, &signed.list, key.verifying_key())?;
//! assert_eq!(read, manifest);
//! assert_eq!(read.files()["index.html"], [8; 32]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::layout::{ARCHIVE, CHECKPOINT, MANIFEST, MANIFEST_LIST};
use crate::verify::ProblemCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use note::{Note, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The first line of the signed text.
pub const TYPE_LINE: &str = "cotejo/v1 manifest";
/// The longest path, in bytes.
pub const MAX_PATH_BYTES: usize = 1_024;
/// The longest origin, in bytes.
pub const MAX_ORIGIN_BYTES: usize = 1_024;
/// The longest of the two files, in bytes.
pub const MAX_LIST_BYTES: u64 = 1 << 30;
/// The most files that a manifest may name.
pub const MAX_FILES: usize = 1 << 23;

/// The files of a publication and the state of the log that they were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    origin: String,
    size: u64,
    root: [u8; 32],
    files: BTreeMap<String, [u8; 32]>,
}

/// The manifest's two files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedManifest {
    /// The bytes of [`MANIFEST`].
    pub note: Vec<u8>,
    /// The bytes of [`MANIFEST_LIST`].
    pub list: Vec<u8>,
}

/// Why a manifest was refused. [`ManifestError::file`] says which of its two files is wrong.
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
    /// The list is not the one that the note names.
    #[error("manifest.sha256: its SHA-256 is {found}, the signed manifest names {signed}")]
    OtherList {
        /// The list's SHA-256, hexadecimal.
        found: String,
        /// The one in the note.
        signed: String,
    },
    /// The list has another number of lines than the note says.
    #[error("manifest.sha256: it names {found} files, the signed manifest says {signed}")]
    OtherCount {
        /// The lines found.
        found: usize,
        /// The lines signed.
        signed: usize,
    },
    /// A line of the list is malformed.
    #[error("manifest.sha256, line {line}: {why}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
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
    /// More than [`MAX_FILES`] files.
    #[error("more than {MAX_FILES} files")]
    TooManyFiles,
    /// The origin is empty, too long or has a control character.
    #[error("origin {0:?} is empty, longer than {MAX_ORIGIN_BYTES} bytes or has a control character")]
    Origin(String),
}

impl ManifestError {
    /// Which of the two files is wrong; none where the error is about what was to be signed.
    pub fn file(&self) -> Option<&'static str> {
        match self {
            ManifestError::Note(_) | ManifestError::Text { .. } => Some(MANIFEST),
            ManifestError::OtherList { .. }
            | ManifestError::OtherCount { .. }
            | ManifestError::Line { .. } => Some(MANIFEST_LIST),
            ManifestError::Path { .. }
            | ManifestError::Twice(_)
            | ManifestError::TooManyFiles
            | ManifestError::Origin(_) => None,
        }
    }

    /// The code for programs, as in `cotejo verify --json`.
    pub fn code(&self) -> ProblemCode {
        match self {
            ManifestError::Note(note::Error::BadSignature { .. }) => ProblemCode::BadSignature,
            ManifestError::Note(note::Error::NoKnownKey) => ProblemCode::NotSigned,
            ManifestError::OtherList { .. } | ManifestError::OtherCount { .. } => {
                ProblemCode::DiffersFromManifest
            }
            _ => ProblemCode::Malformed,
        }
    }
}

impl Manifest {
    /// The files of every publication that no manifest names: its own two, and the log's checkpoint, to which witnesses
    /// and mirrors add signature lines. What the checkpoint must state stands in the manifest's note.
    pub const UNNAMED: [&str; 3] = [MANIFEST, MANIFEST_LIST, CHECKPOINT];

    /// Whether a manifest made by [`Manifest::new`] names such a file of a publication.
    pub fn is_unnamed(path: &str) -> bool {
        Self::UNNAMED.contains(&path) || path == ARCHIVE
    }

    /// A manifest of these files, each with the SHA-256 of its bytes, in any order.
    ///
    /// # Errors
    /// [`ManifestError::Origin`] where the origin cannot be a line; [`ManifestError::Path`] where a path is
    /// not a plain relative one or is the manifest's own; [`ManifestError::Twice`] where one is given twice;
    /// [`ManifestError::TooManyFiles`].
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
            if named.len() == MAX_FILES {
                return Err(ManifestError::TooManyFiles);
            }
            named.insert(path, hash);
        }
        Ok(Manifest {
            origin,
            size,
            root,
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
    pub fn files(&self) -> &BTreeMap<String, [u8; 32]> {
        &self.files
    }

    /// The paths of the files, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The list: the contents of [`MANIFEST_LIST`].
    pub fn to_list(&self) -> String {
        let length = self.files.keys().map(|path| 64 + 2 + path.len() + 1).sum();
        let mut list = String::with_capacity(length);
        for (path, hash) in &self.files {
            list.push_str(&hex::encode(hash));
            list.push_str("  ");
            list.push_str(path);
            list.push('\n');
        }
        list
    }

    /// The text that the operator signs.
    pub fn to_text(&self) -> String {
        self.text_over(self.to_list().as_bytes())
    }

    fn text_over(&self, list: &[u8]) -> String {
        let mut text = String::with_capacity(256);
        let _ = write!(
            text,
            "{TYPE_LINE}\n{}\n{}\n{}\nsha256 {} {}\n",
            self.origin,
            self.size,
            STANDARD.encode(self.root),
            hex::encode(Sha256::digest(list)),
            self.files.len(),
        );
        text
    }

    /// Both files, signed by the operator's key.
    ///
    /// # Errors
    /// [`ManifestError::Note`] where the key is a cosigner's.
    pub fn sign(&self, key: &SigningKey) -> Result<SignedManifest, ManifestError> {
        let list = self.to_list().into_bytes();
        let note = Note::sign(self.text_over(&list), &[key])?.to_bytes();
        Ok(SignedManifest { note, list })
    }

    /// Reads both files from bytes that anybody may have sent. The signatures are not checked: see
    /// [`Manifest::verify`].
    ///
    /// # Errors
    /// [`ManifestError::Note`] or [`ManifestError::Text`] where the note is malformed,
    /// [`ManifestError::Line`] where the list is, [`ManifestError::OtherList`] or
    /// [`ManifestError::OtherCount`] where they do not belong together.
    pub fn parse(note: &[u8], list: &[u8]) -> Result<(Manifest, Note), ManifestError> {
        let note = Note::parse(note)?;
        let manifest = read(note.text(), list)?;
        Ok((manifest, note))
    }

    /// Reads both files and checks that the operator has signed them: the note by its signature, the
    /// list by its hash in the note.
    ///
    /// # Errors
    /// As for [`Manifest::parse`], and [`ManifestError::Note`] where the key has not signed.
    pub fn verify(note: &[u8], list: &[u8], operator: &VerifyingKey) -> Result<Manifest, ManifestError> {
        let note = Note::parse(note)?;
        note.verify(std::slice::from_ref(operator))?;
        read(note.text(), list)
    }
}

/// The log's size that a manifest states, before anything of it is verified: by it one knows whose signature it needs.
pub(crate) fn stated_size(note: &[u8]) -> Option<u64> {
    let note = Note::parse(note).ok()?;
    decimal(note.text().split('\n').nth(2)?)
}

/// The manifest of a note's text and the list that it names.
fn read(text: &str, list: &[u8]) -> Result<Manifest, ManifestError> {
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
    let (hash, count) = sha256
        .strip_prefix("sha256 ")
        .and_then(|rest| rest.split_once(' '))
        .and_then(|(hash, count)| Some((hex_32(hash)?, decimal(count)?)))
        .ok_or(wrong(5, "it is not \"sha256 <64 hexadecimal digits> <number>\""))?;
    let count = usize::try_from(count)
        .ok()
        .filter(|count| *count <= MAX_FILES)
        .ok_or(wrong(5, "it names more files than a manifest may"))?;
    let found: [u8; 32] = Sha256::digest(list).into();
    if found != hash {
        return Err(ManifestError::OtherList {
            found: hex::encode(found),
            signed: hex::encode(hash),
        });
    }
    let files = read_list(list)?;
    if files.len() != count {
        return Err(ManifestError::OtherCount {
            found: files.len(),
            signed: count,
        });
    }
    Ok(Manifest {
        origin: origin.to_owned(),
        size,
        root,
        files,
    })
}

/// Reads the list alone. Nobody has signed it by itself: it helps to find which file is wrong where the
/// note is, and proves nothing.
///
/// # Errors
/// [`ManifestError::Line`] where a line is not a SHA-256 and a path, or the paths are not in order.
pub fn read_list(list: &[u8]) -> Result<BTreeMap<String, [u8; 32]>, ManifestError> {
    let wrong = |line, why| ManifestError::Line { line, why };
    let mut files: Vec<(String, [u8; 32])> = Vec::new();
    for (line, bytes) in (1..).zip(list.split_inclusive(|byte| *byte == b'\n')) {
        let bytes = bytes
            .strip_suffix(b"\n")
            .ok_or(wrong(line, "it does not end in a newline"))?;
        if line > MAX_FILES {
            return Err(wrong(line, "there are more files than a manifest may name"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| wrong(line, "it is not UTF-8"))?;
        let (hash, path) = text
            .split_once("  ")
            .ok_or(wrong(line, "it is not a SHA-256, two spaces and a path"))?;
        let hash = hex_32(hash).ok_or(wrong(line, "its SHA-256 is not 64 lower-case hexadecimal digits"))?;
        check_path(path).map_err(|why| wrong(line, why))?;
        if files.last().is_some_and(|(before, _)| before.as_str() >= path) {
            return Err(wrong(line, "its path does not come after the one before"));
        }
        files.push((path.to_owned(), hash));
    }
    Ok(files.into_iter().collect())
}

/// Whether a path may stand in a manifest: a plain relative path that means the same file on every
/// system and that `sha256sum` writes as it is.
///
/// # Errors
/// What is wrong with it.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("the path is empty");
    }
    if path.len() > MAX_PATH_BYTES {
        return Err("the path is too long");
    }
    if path.chars().any(char::is_control) {
        return Err("the path has a control character");
    }
    if path.contains(['\\', ':']) {
        return Err("the path has a backslash or a colon");
    }
    if path.split('/').any(|segment| matches!(segment, "" | "." | "..")) {
        return Err("the path has an empty segment or one that is \".\" or \"..\"");
    }
    if matches!(path, MANIFEST | MANIFEST_LIST) {
        return Err("the path is the manifest's own");
    }
    Ok(())
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
#[path = "manifest_tests.rs"]
mod tests;
