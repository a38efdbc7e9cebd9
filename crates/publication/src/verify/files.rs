//! The folder around the log: its documents, its manifest, compressed copies, tables.

use super::{Check, Problem, ProblemCode, Remark};
use crate::data_files::{DataFormat, check_all, data_files};
use crate::documents::withheld_files;
use crate::files::read;
use crate::hash::{hash_all, hash_files};
use crate::layout::{self, full_tile};
use crate::manifest::{self, Hashes as FileList, MAX_LIST_BYTES, MAX_NOTE_BYTES, Manifest, Named, Stated};
use crate::{folder, gzip};
use flate2::bufread::GzDecoder;
use note::VerifyingKey;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::time::Instant;
use table::tables::Tables;
use tally::{Overview, Tally};

/// How many files a remark names.
const NAMED: usize = 5;

impl Check {
    /// Checks every document that the record names, and of those that are withheld the ones that are there.
    pub(super) fn documents(&mut self, tally: &Tally) {
        let began = Instant::now();
        let mut names: FileList = tally
            .blobs()
            .iter()
            .map(|name| (layout::document(name), name.0))
            .collect();
        self.checked.documents = names.len() as u64;
        self.withheld = withheld_files(tally);
        let withheld = tally.withheld().map(|row| &row.withhold.document);
        let shown: Vec<(String, [u8; 32])> = withheld
            .map(|name| (layout::document(name), name.0))
            .filter(|(path, _)| self.folder.join(path).is_file())
            .collect();
        if !shown.is_empty() {
            self.remarks.push(Remark::WithheldShown {
                documents: shown.len() as u64,
                some: shown.iter().take(NAMED).map(|(path, _)| path.clone()).collect(),
            });
        }
        names.extend(shown);
        for (path, hash) in hash_files(&self.folder, names.keys().cloned()) {
            match hash {
                Ok(hash) => {
                    if names.get(&path) != Some(&hash) {
                        self.problem(
                            path.as_str(),
                            ProblemCode::DiffersFromName,
                            "its bytes are not those that its name says",
                        );
                    }
                    self.documents.insert(path);
                }
                Err(error) => self.problem(path, read_code(&error), read_error(&error)),
            }
        }
        self.seconds.add("documents", began.elapsed());
    }

    /// Reads the manifest and its lists; gives what its note states where nothing is wrong with any of them, and the
    /// operator's key when the log had as many entries as it states has signed it. What the lists name is kept either way:
    /// unsigned, it still helps to find which file is wrong.
    pub(super) fn manifest<'k>(
        &mut self,
        operator_at: impl Fn(u64) -> Option<&'k VerifyingKey>,
    ) -> Option<Stated> {
        let folder = self.folder.clone();
        let list = |path: &str| read(&folder.join(path), MAX_LIST_BYTES);
        let note = match read(&folder.join(layout::MANIFEST), MAX_NOTE_BYTES) {
            Ok(note) => note,
            Err(error) => {
                let (code, reason) = ProblemCode::of_unread(error);
                self.problem(layout::MANIFEST, code, reason);
                self.named = manifest::walk(None, list);
                for (path, why) in std::mem::take(&mut self.named.wrong) {
                    self.problem(path, why.code(), &why);
                }
                return None;
            }
        };
        let operator = operator_at(manifest::stated_size(&note).unwrap_or_default());
        let checked = manifest::check(&note, operator, list);
        self.named = checked.named;
        for error in &checked.errors {
            let file = error.file().unwrap_or(layout::MANIFEST);
            self.problem(file, error.code(), error);
        }
        checked.stated.filter(|_| checked.errors.is_empty())
    }

    /// Checks the files that the lists name, and what else the folder has. `folded` is the log's size where it could be
    /// folded.
    pub(super) fn named_files(&mut self, folded: Option<u64>) {
        let began = Instant::now();
        let whole = self.is_whole();
        let Named { files, lists, .. } = std::mem::take(&mut self.named);
        self.checked.files = files.len() as u64;
        let tree: BTreeSet<String> = folded.into_iter().flat_map(layout::tile_files).collect();
        for (path, found) in hash_files(&self.folder, files.keys().cloned()) {
            match found {
                Ok(found) if files.get(&path) == Some(&found) => {}
                Ok(_) => self.problem(
                    path,
                    ProblemCode::DiffersFromManifest,
                    "its bytes are not those that the manifest names",
                ),
                // A manifest of before may name what is withheld since.
                Err(error) if error.kind() == io::ErrorKind::NotFound && self.withheld.contains(&path) => {}
                Err(error) => self.problem(path, read_code(&error), read_error(&error)),
            }
        }
        let mut copies = Vec::new();
        let mut partial = Vec::new();
        let mut extra = Vec::new();
        for (path, _) in folder::walk(&self.folder) {
            let is_named = |path: &str| files.contains_key(path) || lists.contains_key(path);
            let is_known = is_named(&path) || tree.contains(&path) || self.documents.contains(&path);
            let is_entry = layout::entry_index(&path).is_some_and(|index| Some(index) < folded);
            if is_known || is_entry || Manifest::is_unnamed(&path) {
                continue;
            }
            let is_original = |path: &str| is_named(path) || Manifest::UNNAMED.contains(&path);
            if layout::gzip_original(&path).is_some_and(is_original) {
                copies.push(path);
            } else if whole && full_tile(&path).is_some() {
                partial.push(path);
            } else {
                extra.push(path);
            }
        }
        self.compressed(&copies, &files, &lists);
        extra.extend(
            partial
                .into_iter()
                .filter(|path| !self.earlier_partial(path, &tree)),
        );
        extra.sort();
        if !extra.is_empty() {
            self.remarks.push(Remark::NotInManifest {
                files: extra.len() as u64,
                some: extra.into_iter().take(NAMED).collect(),
            });
        }
        self.seconds.add("manifest", began.elapsed());
    }

    /// Checks a partial tile or bundle of an earlier size, which stays until its full one is there: it must be what the
    /// present one begins with. Whether there is a present one.
    fn earlier_partial(&mut self, path: &str, tree: &BTreeSet<String>) -> bool {
        let Some(full) = full_tile(path) else {
            return false;
        };
        let width = |path: &str| {
            path.rsplit_once('/')
                .and_then(|(_, width)| width.parse::<u16>().ok())
        };
        let partial = format!("{full}.p/");
        let present = tree
            .range(partial.clone()..)
            .next()
            .filter(|path| path.starts_with(&partial));
        let present = tree.get(full).or(present);
        let (Some(present), Some(own)) = (present, width(path)) else {
            return false;
        };
        let max = tlog::MAX_BUNDLE_BYTES;
        let (here, now) = (self.folder.join(path), self.folder.join(present));
        let (Ok(here), Ok(now)) = (read(&here, max), read(&now, max)) else {
            return false;
        };
        let begins = match layout::Kind::of(path) {
            layout::Kind::Tile => here.len() == usize::from(own) * 32 && now.starts_with(&here),
            // So many entries, each with its length before it.
            _ => now.starts_with(&here) && entries_in(&here) == Some(own),
        };
        if !begins {
            self.problem(
                path,
                ProblemCode::DiffersFromTree,
                "it is not what the signed tree held at its size",
            );
        }
        true
    }

    /// Checks the compressed copies of the publication's files: servers give them in place of those. Of the files that no
    /// manifest names they must hold what lies beside them.
    fn compressed(&mut self, copies: &[String], files: &FileList, lists: &FileList) {
        let unnamed = Manifest::UNNAMED.map(str::to_owned);
        let beside: FileList = hash_files(&self.folder, unnamed)
            .into_iter()
            .filter_map(|(path, hash)| Some((path, hash.ok()?)))
            .collect();
        let differs = |copy: &str| {
            let original = layout::gzip_original(copy)?;
            let expected = files.get(original).or_else(|| lists.get(original));
            let expected = expected.or_else(|| beside.get(original));
            match unpacked_hash(&self.folder.join(copy)) {
                Ok(hash) if expected == Some(&hash) => None,
                Ok(_) => Some(format!("does not hold what the manifest names for {original}")),
                Err(error) => Some(format!("cannot be unpacked: {error}")),
            }
        };
        let differing: Vec<Problem> = copies
            .par_iter()
            .filter_map(|copy| {
                Some(Problem {
                    file: copy.clone(),
                    code: ProblemCode::DiffersFromManifest,
                    reason: differs(copy)?,
                })
            })
            .collect();
        self.checked.compressed = copies.len() as u64;
        self.problems.extend(differing);
    }

    /// Compares the figures of the tables with those computed anew.
    pub(super) fn tables(&mut self, tally: &Tally) {
        let began = Instant::now();
        let overview = Overview::new(tally);
        let tables = Tables::new(&overview);
        let tables = tables.all();
        let folder = self.folder.join(layout::DATA);
        let files = data_files(&tables, &DataFormat::ALL);
        let there: Vec<_> = files
            .iter()
            .filter(|file| folder.join(file.name()).exists())
            .collect();
        for (file, result) in there.iter().zip(check_all(&there, &tables, &folder)) {
            // The schema is none, and is compared with them.
            self.checked.tables += u64::from(file.name() != layout::SCHEMA);
            match result {
                Ok(rows) => self.checked.rows += rows,
                Err(error) => self.problem(
                    layout::data_file(file.name()),
                    ProblemCode::DiffersFromCount,
                    error,
                ),
            }
        }
        self.seconds.add("tables", began.elapsed());
    }
}

/// How many entries a bundle has; `None` where it is not one.
fn entries_in(mut bundle: &[u8]) -> Option<u16> {
    let mut entries = 0u16;
    while let [high, low, rest @ ..] = bundle {
        bundle = rest.get(usize::from(u16::from_be_bytes([*high, *low]))..)?;
        entries = entries.checked_add(1)?;
    }
    bundle.is_empty().then_some(entries)
}

fn read_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "is missing".to_owned(),
        _ => error.to_string(),
    }
}

fn read_code(error: &io::Error) -> ProblemCode {
    match error.kind() {
        io::ErrorKind::NotFound => ProblemCode::Missing,
        _ => ProblemCode::Unreadable,
    }
}

/// The SHA-256 of what a gzip file holds (RFC 1952): one member whose header says nothing, and nothing after it.
fn unpacked_hash(path: &Path) -> io::Result<[u8; 32]> {
    const MOST: u64 = 1 << 28;
    let mut file = BufReader::new(File::open(path)?);
    if !file.fill_buf()?.starts_with(&gzip::HEADER) {
        return Err(io::Error::other("its header is not that of a compressed copy"));
    }
    let mut decoder = GzDecoder::new(file);
    let (hash, bytes) = hash_all(decoder.by_ref().take(MOST))?;
    if bytes == MOST {
        return Err(io::Error::other("it holds too much"));
    }
    match decoder.get_mut().fill_buf()?.is_empty() {
        true => Ok(hash),
        false => Err(io::Error::other("something follows its end")),
    }
}
