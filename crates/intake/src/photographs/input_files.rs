//! The files in folders and zip archives.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use walkdir::WalkDir;
use zip::ZipArchive;
use zip::result::ZipError;

/// A file to be read: one on disk, or a member of an archive.
#[derive(Debug, Clone)]
pub struct InputFile(Place);

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Member {
        archive: Arc<Archive>,
        number: usize,
        /// Its name there, as the archive has it.
        name: String,
    },
}

/// An opened archive, which one thread at a time takes a member out of.
#[derive(Debug)]
struct Archive {
    path: PathBuf,
    zip: Mutex<ZipArchive<File>>,
}

/// Why a file's bytes cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It cannot be taken out of its archive.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// It is too long.
    #[error("a file of {bytes} bytes; expected at most {most}")]
    TooLong {
        /// How many bytes it has.
        bytes: u64,
        /// The most that are read.
        most: usize,
    },
    /// It is a pipe or a device, or says too little of its length.
    #[error("a file of over {0} bytes; expected at most {0}")]
    Endless(usize),
}

/// What could not be looked into.
#[derive(Debug, thiserror::Error)]
pub enum InputProblem {
    /// A file or folder cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// Folders lie too deep within each other.
    #[error("{}: over {MAX_DEPTH} folders below each other", .0.display())]
    TooDeep(PathBuf),
    /// A symbolic link, a pipe or a device in a folder.
    #[error("{}: neither a file nor a folder, passed over", .0.display())]
    NotAFile(PathBuf),
    /// An archive cannot be read.
    #[error("{}: the zip archive cannot be read: {source}", path.display())]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong.
        source: ZipError,
    },
}

/// The most folders below each other.
const MAX_DEPTH: usize = 64;

impl InputFile {
    /// The file's path, or the archive's with the member's name behind a slash.
    pub fn name(&self) -> String {
        match &self.0 {
            Place::File(path) => path.display().to_string(),
            Place::Member { archive, name, .. } => format!("{}/{name}", archive.path.display()),
        }
    }

    /// All its bytes.
    ///
    /// # Errors
    /// [`OpenError::Io`] or [`OpenError::Zip`] where it cannot be read; [`OpenError::TooLong`] or
    /// [`OpenError::Endless`] where it has more than `most` bytes.
    pub fn bytes(&self, most: usize) -> Result<Vec<u8>, OpenError> {
        match &self.0 {
            Place::File(path) => {
                let file = File::open(path)?;
                let length = file.metadata()?.len();
                read(file, length, most)
            }
            Place::Member { archive, number, .. } => {
                // A thread that panicked left the archive as it was: every member is sought anew.
                let mut zip = archive.zip.lock().unwrap_or_else(PoisonError::into_inner);
                let member = zip.by_index(*number)?;
                let length = member.size();
                read(member, length, most)
            }
        }
    }
}

/// All of a file whose stated length need not be true.
fn read(file: impl Read, length: u64, most: usize) -> Result<Vec<u8>, OpenError> {
    if length > most as u64 {
        return Err(OpenError::TooLong { bytes: length, most });
    }
    let bytes = publication::files::read_from(file, length, most)?;
    bytes.ok_or(OpenError::Endless(most))
}

/// Files, and what could not be looked into.
#[derive(Debug, Default)]
pub struct InputFiles {
    /// The files, in the order of their names.
    pub files: Vec<InputFile>,
    /// What was skipped.
    pub problems: Vec<InputProblem>,
}

impl InputFiles {
    /// All files that are named or lie in folders that are, and in archives among them. Symbolic links in folders are
    /// not followed: they may lead out. Archives in archives are not opened.
    pub fn find(paths: &[PathBuf]) -> InputFiles {
        let mut found = InputFiles::default();
        for path in paths {
            match std::fs::metadata(path) {
                Ok(kind) if kind.is_dir() => found.folder(path),
                Ok(kind) if kind.is_file() => found.file(path.clone()),
                // A pipe or a device that is named is read.
                Ok(_) => found.files.push(InputFile(Place::File(path.clone()))),
                Err(source) => found.problems.push(InputProblem::Unreadable {
                    path: path.clone(),
                    source,
                }),
            }
        }
        found
    }

    fn folder(&mut self, folder: &Path) {
        let walk = WalkDir::new(folder).max_depth(MAX_DEPTH).sort_by_file_name();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    if entry.depth() == MAX_DEPTH {
                        self.problems.push(InputProblem::TooDeep(entry.into_path()));
                    }
                }
                Ok(entry) if entry.file_type().is_file() => self.file(entry.into_path()),
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => self.problems.push(InputProblem::NotAFile(entry.into_path())),
                Err(error) => self.problems.push(InputProblem::Unreadable {
                    path: error.path().unwrap_or(folder).to_owned(),
                    source: error.into(),
                }),
            }
        }
    }

    fn file(&mut self, path: PathBuf) {
        match members(&path) {
            None => self.files.push(InputFile(Place::File(path))),
            Some(Ok(members)) => self.files.extend(members),
            Some(Err(source)) => self.problems.push(InputProblem::Archive { path, source }),
        }
    }
}

/// The files in an archive; `None` where the file is not an archive, or cannot be read: that is said once it is to be
/// read as a picture.
fn members(path: &Path) -> Option<Result<Vec<InputFile>, ZipError>> {
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
        let member = |(number, name)| {
            InputFile(Place::Member {
                archive: archive.clone(),
                number,
                name,
            })
        };
        let mut members: Vec<InputFile> = names.into_iter().map(member).collect();
        members.sort_by_cached_key(InputFile::name);
        Ok(members)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_the_order_of_names_and_links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["b.png", "a/2.png", "a/1.png", "c/d/e.png"] {
            std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            std::fs::write(path(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("/", path("out")).unwrap();
        let found = InputFiles::find(&[folder.path().to_owned(), path("none")]);
        let names: Vec<String> = found.files.iter().map(InputFile::name).collect();
        let expected =
            ["a/1.png", "a/2.png", "b.png", "c/d/e.png"].map(|name| path(name).display().to_string());
        assert_eq!(names, expected);
        let problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        #[cfg(unix)]
        assert!(
            problems[0].ends_with("out: neither a file nor a folder, passed over"),
            "{problems:?}"
        );
        assert!(problems.last().unwrap().contains("none: "), "{problems:?}");
    }

    #[test]
    fn folders_too_deep_below_each_other_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut path = folder.path().to_owned();
        (0..MAX_DEPTH).for_each(|_| path.push("d"));
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("deep.png"), "x").unwrap();
        std::fs::write(path.parent().unwrap().join("last.png"), "x").unwrap();
        let found = InputFiles::find(&[folder.path().to_owned()]);
        assert_eq!(found.files.len(), 1);
        assert!(matches!(&found.problems[..], [InputProblem::TooDeep(at)] if *at == path));
    }
}
