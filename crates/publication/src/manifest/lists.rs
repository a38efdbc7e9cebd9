//! The tree of lists: each folder's `manifest.sha256` names the folder's own files and the lists of the folders in it, so
//! that the hash of the topmost one fixes every file, and a file is checked by the lists on its path alone.

use crate::files::FileError;
use crate::layout::{MANIFEST, MANIFEST_LIST};
use crate::verify::ProblemCode;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The longest path, in bytes.
pub const MAX_PATH_BYTES: usize = 1_024;
/// The longest list, in bytes.
pub const MAX_LIST_BYTES: usize = 1 << 25;
/// The most lines of a list.
pub const MAX_LINES: usize = 1 << 17;
/// The most lines of all lists of a publication.
pub const MAX_FILES: usize = 1 << 23;

const OWN: &str = "the path is the manifest's own";

/// SHA-256 by paths.
pub type Hashes = BTreeMap<String, [u8; 32]>;

/// Why a list is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// It is missing, too long, or cannot be read.
    #[error("{reason}")]
    Unread {
        /// Which of these.
        code: ProblemCode,
        /// The same in words.
        reason: String,
    },
    /// It is not the one that is named: by the list above it, or by the signed note.
    #[error("its SHA-256 is {found}, {expected} is named")]
    Other {
        /// Its SHA-256, hexadecimal.
        found: String,
        /// The one that is named.
        expected: String,
    },
    /// A line of it is malformed.
    #[error("line {line}: {why}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl From<FileError> for ListError {
    fn from(error: FileError) -> ListError {
        let (code, reason) = ProblemCode::of_unread(error);
        ListError::Unread { code, reason }
    }
}

impl ListError {
    /// The code for programs.
    pub fn code(&self) -> ProblemCode {
        match self {
            ListError::Unread { code, .. } => *code,
            ListError::Other { .. } => ProblemCode::DiffersFromManifest,
            ListError::Line { .. } => ProblemCode::Malformed,
        }
    }
}

/// What a tree of lists names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The files.
    pub files: Hashes,
    /// The lists themselves, the topmost one too, with the hashes of their bytes.
    pub lists: Hashes,
    /// The lists that are not as they should be, by their paths: what follows from another comes after it.
    pub wrong: Vec<(String, ListError)>,
}

impl Named {
    /// Whether a path is that of a file or a list.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.lists.contains_key(path)
    }
}

/// Reads the lists from the topmost one down; `expected` is its hash where that is known. A list that is not the one that
/// is named is gone through all the same: it still helps to find which file is wrong, and proves nothing.
pub fn walk<E: Into<ListError>>(
    expected: Option<[u8; 32]>,
    read: impl Fn(&str) -> Result<Vec<u8>, E>,
) -> Named {
    let mut named = Named::default();
    let mut lines = 0;
    let mut to_read = vec![(String::new(), expected)];
    while let Some((folder, expected)) = to_read.pop() {
        let path = format!("{folder}{MANIFEST_LIST}");
        let bytes = match read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                named.wrong.push((path, error.into()));
                continue;
            }
        };
        let found: [u8; 32] = Sha256::digest(&bytes).into();
        let differs = expected.filter(|expected| *expected != found);
        if let Some(expected) = differs {
            let (found, expected) = (hex::encode(found), hex::encode(expected));
            named
                .wrong
                .push((path.clone(), ListError::Other { found, expected }));
        }
        match read_list(&folder, &bytes, MAX_FILES - lines) {
            Ok(found) => {
                lines += found.len();
                for (hash, name) in found {
                    match name.split_once('/') {
                        Some((below, _)) => to_read.push((format!("{folder}{below}/"), Some(hash))),
                        None => drop(named.files.insert(format!("{folder}{name}"), hash)),
                    }
                }
            }
            Err(error) if differs.is_none() => named.wrong.push((path.clone(), error)),
            Err(_) => {}
        }
        named.lists.insert(path, found);
    }
    named
}

/// The names of the list of a folder, which is empty or ends in `/`, `most` at most: files, and the lists of folders in it.
///
/// # Errors
/// [`ListError::Line`].
pub(crate) fn list_names<'l>(folder: &str, list: &'l [u8], most: usize) -> Result<Vec<&'l str>, ListError> {
    let lines = read_list(folder, list, most)?;
    Ok(lines.into_iter().map(|(_, name)| name).collect())
}

/// Reads the list of a folder, which is empty or ends in `/`: its lines' hashes and names, `most` at most.
fn read_list<'l>(folder: &str, list: &'l [u8], most: usize) -> Result<Vec<([u8; 32], &'l str)>, ListError> {
    let wrong = |line, why| ListError::Line { line, why };
    let mut lines: Vec<([u8; 32], &str)> = Vec::new();
    for (line, bytes) in (1..).zip(list.split_inclusive(|byte| *byte == b'\n')) {
        let bytes = bytes
            .strip_suffix(b"\n")
            .ok_or(wrong(line, "it does not end in a newline"))?;
        if line > MAX_LINES || line > most {
            return Err(wrong(line, "there are more lines than there may be"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| wrong(line, "it is not UTF-8"))?;
        let (hash, name) = text
            .split_once("  ")
            .ok_or(wrong(line, "it is not a SHA-256, two spaces and a name"))?;
        let hash =
            super::hex_32(hash).ok_or(wrong(line, "its SHA-256 is not 64 lower-case hexadecimal digits"))?;
        check_name(folder, name).map_err(|why| wrong(line, why))?;
        if lines.last().is_some_and(|(_, before)| *before >= name) {
            return Err(wrong(line, "its name does not come after the one before"));
        }
        lines.push((hash, name));
    }
    match lines.is_empty() && !folder.is_empty() {
        true => Err(wrong(1, "there is none, and a folder without files has no list")),
        false => Ok(lines),
    }
}

/// Whether a name may stand in the list of a folder: that of a file, or that of the list of a folder in it.
fn check_name(folder: &str, name: &str) -> Result<(), &'static str> {
    if folder.len() + name.len() > MAX_PATH_BYTES {
        return Err("the path is too long");
    }
    match name.split_once('/') {
        Some((below, MANIFEST_LIST)) => check_segment(below),
        Some(_) => Err("it is in a folder, and not that folder's list"),
        None if folder.is_empty() && name == MANIFEST => Err(OWN),
        None => check_segment(name),
    }
}

fn check_segment(segment: &str) -> Result<(), &'static str> {
    if matches!(segment, "" | "." | "..") {
        return Err("the path has an empty segment or one that is \".\" or \"..\"");
    }
    if segment == MANIFEST_LIST {
        return Err(OWN);
    }
    if segment.chars().any(char::is_control) {
        return Err("the path has a control character");
    }
    if segment.contains(['\\', ':']) {
        return Err("the path has a backslash or a colon");
    }
    Ok(())
}

/// Whether a file of that path may stand in a manifest: a plain relative path that means the same file on every
/// system and that `sha256sum` writes as it is, and is no list's.
///
/// # Errors
/// What is wrong with it.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !folder.is_empty() || path.starts_with('/') {
        // Each of the folders has a list.
        if path.len() - name.len() + MANIFEST_LIST.len() > MAX_PATH_BYTES {
            return Err("the path is too long");
        }
        folder.split('/').try_for_each(check_segment)?;
    }
    check_name(&path[..path.len() - name.len()], name)
}

/// The lists that name these files, by their paths. Their paths have been checked.
///
/// # Errors
/// The folder of which a list would have more than [`MAX_LINES`] lines.
pub(super) fn lists_of(files: &Hashes) -> Result<BTreeMap<String, String>, String> {
    // The folders with their lines; the root has a list even where there are no files.
    let mut folders: BTreeMap<&str, BTreeMap<String, [u8; 32]>> = BTreeMap::from([("", BTreeMap::new())]);
    for (path, hash) in files {
        let name = path.rfind('/').map_or(0, |at| at + 1);
        let own = folders.entry(&path[..name]).or_default();
        own.insert(path[name..].to_owned(), *hash);
        // Those that it lies in, as far as they are new.
        let mut folder = &path[..name];
        while let Some(inner) = folder.strip_suffix('/') {
            folder = &path[..inner.rfind('/').map_or(0, |at| at + 1)];
            folders.entry(folder).or_default();
        }
    }
    let mut lists = BTreeMap::new();
    // The last one first, so that what lies in a folder comes before it.
    while let Some((folder, lines)) = folders.pop_last() {
        if lines.len() > MAX_LINES {
            return Err(folder.to_owned());
        }
        let list: String = lines
            .iter()
            .map(|(name, hash)| format!("{}  {name}\n", hex::encode(hash)))
            .collect();
        if let Some(inner) = folder.strip_suffix('/') {
            let above = inner.rfind('/').map_or(0, |at| at + 1);
            let name = format!("{}{MANIFEST_LIST}", &folder[above..]);
            let hash = Sha256::digest(list.as_bytes()).into();
            folders.entry(&folder[..above]).or_default().insert(name, hash);
        }
        lists.insert(format!("{folder}{MANIFEST_LIST}"), list);
    }
    Ok(lists)
}
