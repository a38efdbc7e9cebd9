//! The files in folders and zip archives.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use table::archive::{Archive, ArchiveError};
use walkdir::WalkDir;

/// A file to be read: one on disk, or a member of an archive.
#[derive(Debug, Clone)]
pub struct InputFile(Place);

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Member {
        archive: Arc<OpenArchive>,
        number: usize,
    },
}

/// An opened archive, which any number of threads take members out of at the same time.
#[derive(Debug)]
struct OpenArchive {
    path: PathBuf,
    archive: Archive,
}

/// Why a file's bytes cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It cannot be taken out of its archive.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
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
    #[error("{}: {source}", path.display())]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong.
        source: ArchiveError,
    },
}

/// The most folders below each other.
const MAX_DEPTH: usize = 64;

impl InputFile {
    /// The file's path, or the archive's with the member's name behind a slash.
    pub fn name(&self) -> String {
        match &self.0 {
            Place::File(path) => path.display().to_string(),
            Place::Member { archive, number } => {
                let member = &archive.archive.members()[*number];
                format!("{}/{}", archive.path.display(), member.name)
            }
        }
    }

    /// All its bytes.
    ///
    /// # Errors
    /// [`OpenError::Io`] or [`OpenError::Archive`] where it cannot be read; [`OpenError::TooLong`] or
    /// [`OpenError::Endless`] where it has more than `most` bytes.
    pub fn bytes(&self, most: usize) -> Result<Vec<u8>, OpenError> {
        match &self.0 {
            Place::File(path) => {
                let file = File::open(path)?;
                let length = file.metadata()?.len();
                read(file, length, most)
            }
            Place::Member { archive, number } => {
                let length = archive.archive.members()[*number].claimed_size;
                read(archive.archive.unpack(*number)?, length, most)
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
fn members(path: &Path) -> Option<Result<Vec<InputFile>, ArchiveError>> {
    let mut file = File::open(path).ok()?;
    let mut first = [0; 4];
    file.read_exact(&mut first).ok()?;
    (&first == b"PK\x03\x04").then(|| {
        let archive = Arc::new(OpenArchive {
            path: path.to_owned(),
            archive: Archive::from_file(file)?,
        });
        let member = |number| {
            InputFile(Place::Member {
                archive: archive.clone(),
                number,
            })
        };
        let mut members: Vec<InputFile> = (0..archive.archive.members().len()).map(member).collect();
        members.sort_by_cached_key(InputFile::name);
        Ok(members)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use std::sync::Barrier;
    use zip::CompressionMethod;
    use zip::write::SimpleFileOptions;

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

    const STORED: CompressionMethod = CompressionMethod::Stored;
    const DEFLATED: CompressionMethod = CompressionMethod::Deflated;

    /// An archive of such members.
    fn zipped(members: &[(&str, CompressionMethod, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, method, bytes) in members {
            let options = SimpleFileOptions::default().compression_method(*method);
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Sets a field of every member, at its place in their headers and in the archive's list (APPNOTE.TXT, 4.3.7, 4.3.12).
    fn set(archive: &mut [u8], in_header: usize, in_list: usize, value: &[u8]) {
        for (kind, at) in [(b"PK\x03\x04", in_header), (b"PK\x01\x02", in_list)] {
            let found = |start: &usize| archive[*start..].starts_with(kind);
            let starts: Vec<usize> = (0..archive.len()).filter(found).collect();
            assert!(!starts.is_empty());
            for start in starts {
                archive[start + at..][..value.len()].copy_from_slice(value);
            }
        }
    }

    /// What is found in an archive with these bytes, and the folder that it lies in as long as it is read.
    fn found_in(archive: &[u8]) -> (tempfile::TempDir, InputFiles) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.zip");
        std::fs::write(&path, archive).unwrap();
        let found = InputFiles::find(&[path]);
        (folder, found)
    }

    #[test]
    fn a_member_that_unpacks_to_more_than_it_claims_is_refused_at_the_bound() {
        for method in [STORED, DEFLATED] {
            let mut archive = zipped(&[("a.png", method, &[7; 5000])]);
            set(&mut archive, 22, 24, &10_u32.to_le_bytes());
            let (_folder, found) = found_in(&archive);
            let error = found.files[0].bytes(4999).unwrap_err();
            assert!(matches!(error, OpenError::Endless(4999)), "{error}");
            let error = found.files[0].bytes(9).unwrap_err();
            assert!(
                matches!(error, OpenError::TooLong { bytes: 10, most: 9 }),
                "{error}"
            );
            assert_eq!(found.files[0].bytes(5000).unwrap(), [7; 5000]);
        }
    }

    #[test]
    fn a_member_that_claims_more_than_is_allowed_is_not_unpacked() {
        let mut archive = zipped(&[("a.png", DEFLATED, b"x")]);
        set(&mut archive, 22, 24, &0xffff_fff0_u32.to_le_bytes());
        let (_folder, found) = found_in(&archive);
        assert_eq!(
            found.files[0].bytes(1 << 20).unwrap_err().to_string(),
            "a file of 4294967280 bytes; expected at most 1048576"
        );
    }

    #[test]
    fn threads_take_members_out_of_one_archive_at_the_same_time() {
        let member = |n: u32| -> Vec<u8> { (0..50_000).flat_map(|i| (i * n).to_le_bytes()).collect() };
        let (first, second) = (member(3), member(5));
        let archive = zipped(&[("1.png", DEFLATED, &first), ("2.png", STORED, &second)]);
        let (_folder, found) = found_in(&archive);
        let both = Barrier::new(2);
        std::thread::scope(|scope| {
            for (file, expected) in found.files.iter().zip([&first, &second]) {
                scope.spawn(|| {
                    both.wait();
                    for _ in 0..20 {
                        assert!(file.bytes(1 << 20).unwrap() == *expected, "{}", file.name());
                    }
                });
            }
        });
    }

    #[test]
    fn an_encrypted_member_is_named_as_one_and_those_beside_it_are_read() {
        let mut archive = zipped(&[("a.png", STORED, b"secret")]);
        set(&mut archive, 6, 8, &[1]);
        let (_folder, found) = found_in(&archive);
        assert!(found.problems.is_empty());
        assert_eq!(
            found.files[0].bytes(100).unwrap_err().to_string(),
            "it is encrypted in the zip archive"
        );
        // Of two members the one that the list names first.
        let mut archive = zipped(&[("a.png", STORED, b"secret"), ("b.png", STORED, b"open")]);
        let listed = archive.windows(4).position(|some| some == b"PK\x01\x02").unwrap();
        archive[listed + 8] |= 1;
        let (_folder, found) = found_in(&archive);
        assert!(matches!(
            found.files[0].bytes(100),
            Err(OpenError::Archive(ArchiveError::Encrypted))
        ));
        assert_eq!(found.files[1].bytes(100).unwrap(), b"open");
    }

    #[test]
    fn a_member_whose_bytes_were_damaged_is_not_read_as_if_it_were_whole() {
        let mut archive = zipped(&[("a.png", STORED, b"whole")]);
        let at = archive.windows(5).position(|some| some == b"whole").unwrap();
        archive[at] ^= 1;
        let (_folder, found) = found_in(&archive);
        assert_eq!(
            found.files[0].bytes(100).unwrap_err().to_string(),
            "the unpacked bytes do not have the checksum that the archive gives"
        );
    }

    #[test]
    fn members_with_names_that_are_no_utf_8_are_named_and_read() {
        let mut archive = zipped(&[("a_o.png", STORED, b"first"), ("b__o.png", STORED, b"second")]);
        for (name, other) in [
            (&b"a_o.png"[..], &b"a\xa4o.png"[..]),
            (b"b__o.png", b"b\xff\xfeo.png"),
        ] {
            for at in 0..archive.len() - name.len() {
                if archive[at..].starts_with(name) {
                    archive[at..][..name.len()].copy_from_slice(other);
                }
            }
        }
        let (folder, found) = found_in(&archive);
        let archive = folder.path().join("all.zip").display().to_string();
        let seen: Vec<(String, Vec<u8>)> = found
            .files
            .iter()
            .map(|file| (file.name(), file.bytes(100).unwrap()))
            .collect();
        // Code page 437, which the format falls back on.
        let expected = [("año.png", &b"first"[..]), ("b\u{a0}■o.png", b"second")];
        assert_eq!(
            seen,
            expected.map(|(name, bytes)| (format!("{archive}/{name}"), bytes.to_vec()))
        );
    }

    #[test]
    fn an_archive_that_cannot_be_listed_is_a_problem() {
        let (folder, found) = found_in(b"PK\x03\x04 and no more");
        assert!(found.files.is_empty());
        let said = found.problems[0].to_string();
        let path = folder.path().join("all.zip");
        let begins = format!("{}: the zip archive cannot be read: ", path.display());
        assert!(said.starts_with(&begins), "{said}");
    }
}
