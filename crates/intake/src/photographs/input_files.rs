//! The files in folders and zip archives.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use zip::ZipArchive;

/// Where a picture lies.
pub(super) enum Place {
    /// In a file of its own.
    File(PathBuf),
    /// In an archive.
    Member {
        archive: Arc<Archive>,
        number: usize,
        /// Its name there, as the archive has it.
        name: String,
    },
}

/// An opened archive, which one thread at a time takes a member out of.
pub(super) struct Archive {
    path: PathBuf,
    zip: Mutex<ZipArchive<File>>,
}

impl Place {
    /// The file's path, or the archive's with the member's name behind a slash.
    pub(super) fn name(&self) -> String {
        match self {
            Place::File(path) => path.display().to_string(),
            Place::Member { archive, name, .. } => format!("{}/{name}", archive.path.display()),
        }
    }

    /// All its bytes.
    ///
    /// # Errors
    /// What is wrong, where it cannot be read or has more than `most` bytes.
    pub(super) fn bytes(&self, most: usize) -> Result<Vec<u8>, String> {
        let too_long = |length: u64| format!("a file of {length} bytes; expected at most {most}");
        match self {
            Place::File(path) => {
                let file = File::open(path).map_err(|e| e.to_string())?;
                let length = file.metadata().map_err(|e| e.to_string())?.len();
                if length > most as u64 {
                    return Err(too_long(length));
                }
                bytes(file, length, most)
            }
            Place::Member { archive, number, .. } => {
                // A thread that panicked left the archive as it was: every member is sought anew.
                let mut zip = archive.zip.lock().unwrap_or_else(PoisonError::into_inner);
                let member = zip.by_index(*number).map_err(|e| e.to_string())?;
                let length = member.size();
                if length > most as u64 {
                    return Err(too_long(length));
                }
                bytes(member, length, most)
            }
        }
    }
}

/// All of a file that says so of its length, which need not be true: a device and a pipe say nothing.
fn bytes(file: impl Read, length: u64, most: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(length as usize);
    let read = file.take(most as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|e| e.to_string())?;
    match bytes.len() > most {
        true => Err(format!("a file of over {most} bytes; expected at most {most}")),
        false => Ok(bytes),
    }
}

/// The most folders below each other.
const MAX_DEPTH: usize = 64;

/// All files that are named or lie in folders that are, and in archives among them, in the order of their names;
/// and what could not be looked into. Symbolic links in folders are not followed: they may lead out. Archives in
/// archives are not opened.
pub(super) fn files(paths: &[PathBuf]) -> (Vec<Place>, Vec<String>) {
    let mut found = Walk::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(kind) if kind.is_dir() => found.folder(path, 0),
            Ok(kind) if kind.is_file() => found.file(path.clone()),
            Ok(_) => found.places.push(Place::File(path.clone())),
            Err(error) => found.problems.push(format!("{}: {error}", path.display())),
        }
    }
    (found.places, found.problems)
}

#[derive(Default)]
struct Walk {
    places: Vec<Place>,
    problems: Vec<String>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth == MAX_DEPTH {
            self.problems.push(format!(
                "{}: over {MAX_DEPTH} folders below each other",
                folder.display()
            ));
            return;
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(format!("{}: {error}", folder.display()));
                return;
            }
        };
        let mut within: Vec<(PathBuf, std::fs::FileType)> = Vec::new();
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
                Ok(found) => within.push(found),
                Err(error) => self.problems.push(format!("{}: {error}", folder.display())),
            }
        }
        within.sort_by(|a, b| a.0.cmp(&b.0));
        for (path, kind) in within {
            if kind.is_dir() {
                self.folder(&path, depth + 1);
            } else if kind.is_file() {
                self.file(path);
            } else {
                self.problems.push(format!(
                    "{}: neither a file nor a folder, passed over",
                    path.display()
                ));
            }
        }
    }

    fn file(&mut self, path: PathBuf) {
        match members(&path) {
            None => self.places.push(Place::File(path)),
            Some(Ok(members)) => self.places.extend(members),
            Some(Err(error)) => self.problems.push(format!(
                "{}: the zip archive cannot be read: {error}",
                path.display()
            )),
        }
    }
}

/// The files in an archive; none where the file is no archive. A file that cannot be read is none either: that is
/// said once it is to be read as a picture.
fn members(path: &Path) -> Option<Result<Vec<Place>, zip::result::ZipError>> {
    let mut file = File::open(path).ok()?;
    let mut first = [0; 4];
    file.read_exact(&mut first).ok()?;
    (&first == b"PK\x03\x04").then(|| {
        let zip = ZipArchive::new(file)?;
        // A name that cannot be read says nothing of its member.
        let name = |number| match zip.name_for_index(number) {
            Some(Ok(name)) => name.into_owned(),
            _ => format!("member {number}"),
        };
        let names: Vec<(usize, String)> = (0..zip.len())
            .map(|number| (number, name(number)))
            .filter(|(_, name)| !name.ends_with('/'))
            .collect();
        let archive = Arc::new(Archive {
            path: path.to_owned(),
            zip: Mutex::new(zip),
        });
        let mut members: Vec<Place> = names
            .into_iter()
            .map(|(number, name)| Place::Member {
                archive: archive.clone(),
                number,
                name,
            })
            .collect();
        members.sort_by_cached_key(Place::name);
        Ok(members)
    })
}
