//! The folder around the log: its documents, its manifest, its tables.

use super::{Check, Problem};
use crate::data::{self, Format};
use crate::hash::{hash_all, hash_files};
use crate::output::number;
use crate::verb::publish::archive::ARCHIVE;
use crate::verb::publish::{DATA, LOG, packed};
use flate2::bufread::GzDecoder;
use note::VerifyingKey;
use rayon::prelude::*;
use site::manifest::{LIST_FILE, Manifest, NOTE_FILE};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;
use table::tables::Tables;
use tally::{Overview, Tally};

impl Check {
    /// Checks every document that the record names.
    pub(super) fn documents(&mut self, tally: &Tally) {
        let began = Instant::now();
        let path = |name: &record::BlobHash| format!("{LOG}/{}", tlog::blob_path(name));
        let names: BTreeMap<String, [u8; 32]> = tally.blobs().map(|name| (path(name), name.0)).collect();
        self.checked.documents = names.len() as u64;
        for (path, hash) in hash_files(&self.out, names.keys().cloned()) {
            match hash {
                Ok(hash) => {
                    if names.get(&path) != Some(&hash) {
                        self.problem(
                            path.as_str(),
                            "differs_from_name",
                            "its bytes are not those that its name says",
                        );
                    }
                    self.documents.insert(path, hash);
                }
                Err(error) => self.problem(path, read_code(&error), read_error(&error)),
            }
        }
        self.seconds.add("documents", began.elapsed());
    }

    /// Checks the manifest and the files that it names. Where the log was found whole, its tiles are not
    /// hashed again: the tree fixes every byte of them.
    pub(super) fn manifest(&mut self, operator: Option<&VerifyingKey>, tally: Option<&Tally>) {
        let began = Instant::now();
        let mut read = |name: &str| match read_bounded(&self.out.join(name)) {
            Ok(bytes) => bytes,
            Err((code, reason)) => {
                self.problems.insert(Problem {
                    file: name.to_owned(),
                    code,
                    reason,
                });
                Vec::new()
            }
        };
        let (note, list) = (read(NOTE_FILE), read(LIST_FILE));
        let verified = match operator {
            Some(operator) => Manifest::verify(&note, &list, operator),
            None => Manifest::parse(&note, &list).map(|(manifest, _)| manifest),
        };
        let files: BTreeMap<String, [u8; 32]> = match verified {
            Ok(manifest) => manifest.files().clone(),
            Err(error) => {
                let file = error.file().unwrap_or(NOTE_FILE);
                self.problem(file, error.code(), &error);
                // Unsigned, it still helps to find which file is wrong.
                site::manifest::read_list(&list).unwrap_or_default()
            }
        };
        let whole = self.problems.is_empty() && tally.is_some();
        let fixed_by_tree = |path: &str| whole && path.starts_with("log/tile/");
        let documents = std::mem::take(&mut self.documents);
        let to_hash = files
            .keys()
            .filter(|path| !fixed_by_tree(path) && !documents.contains_key(*path));
        let mut hashed = hash_files(&self.out, to_hash.cloned());
        hashed.extend(documents.into_iter().map(|(path, hash)| (path, Ok(hash))));
        for (path, found) in hashed {
            match found {
                Ok(found) if files.get(&path).is_none_or(|hash| *hash == found) => {}
                Ok(_) => self.problem(
                    path,
                    "differs_from_manifest",
                    "its bytes are not those that the manifest names",
                ),
                Err(error) => self.problem(path, read_code(&error), read_error(&error)),
            }
        }
        self.checked.files = files.len() as u64;
        let (copies, extra): (Vec<String>, Vec<String>) = self
            .unnamed(&files)
            .into_iter()
            .partition(|path| packed::whole(path).is_some_and(|whole| files.contains_key(whole)));
        self.compressed(&copies, &files);
        if !extra.is_empty() {
            let some: Vec<_> = extra.iter().take(5).map(String::as_str).collect();
            self.notes.push(format!(
                "{} files are not in the manifest and were not checked, such as {}.",
                number(extra.len() as u64),
                some.join(", ")
            ));
        }
        self.seconds.add("manifest", began.elapsed());
    }

    /// Checks the compressed copies of files that the manifest names: servers give them in place of those.
    fn compressed(&mut self, copies: &[String], files: &BTreeMap<String, [u8; 32]>) {
        let differs = |copy: &str| {
            let whole = packed::whole(copy)?;
            match unpacked_hash(&self.out.join(copy)) {
                Ok(hash) if files.get(whole) == Some(&hash) => None,
                Ok(_) => Some(format!("does not hold what the manifest names for {whole}")),
                Err(error) => Some(format!("cannot be unpacked: {error}")),
            }
        };
        let differing: Vec<(&String, String)> = copies
            .par_iter()
            .filter_map(|copy| Some((copy, differs(copy)?)))
            .collect();
        self.checked.compressed = copies.len() as u64;
        for (copy, reason) in differing {
            self.problem(copy, "differs_from_manifest", reason);
        }
    }

    /// The files of the folder that the manifest does not name.
    fn unnamed(&self, named: &BTreeMap<String, [u8; 32]>) -> Vec<String> {
        let mut extra = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(self.out.join(&folder)) else {
                continue;
            };
            for entry in entries.flatten() {
                let path = folder.join(entry.file_name());
                if entry.path().is_dir() {
                    folders.push(path);
                    continue;
                }
                let path = path
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("/");
                let own = [NOTE_FILE, LIST_FILE, ARCHIVE];
                if !named.contains_key(&path) && !own.contains(&path.as_str()) {
                    extra.push(path);
                }
            }
        }
        extra.sort();
        extra
    }

    /// Compares the figures of the tables with those computed anew.
    pub(super) fn tables(&mut self, tally: &Tally) {
        let began = Instant::now();
        let overview = Overview::new(tally);
        let tables = Tables::new(&overview);
        let tables = tables.all();
        let folder = self.out.join(DATA);
        let files = data::files(
            &tables,
            &[Format::Csv, Format::Jsonl, Format::Parquet, Format::Sqlite],
        );
        let there: Vec<_> = files
            .iter()
            .filter(|file| folder.join(&file.name).exists())
            .collect();
        let results: Vec<_> = there
            .par_iter()
            .map(|file| (&file.name, file.check(&tables, &folder)))
            .collect();
        for (name, result) in results {
            self.checked.tables += 1;
            match result {
                Ok(rows) => self.checked.rows += rows,
                Err(error) => self.problem(format!("{DATA}/{name}"), "differs_from_count", error),
            }
        }
        self.seconds.add("tables", began.elapsed());
    }
}

fn read_error(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "is missing".to_owned(),
        _ => error.to_string(),
    }
}

fn read_code(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "missing",
        _ => "unreadable",
    }
}

/// The SHA-256 of what a gzip file holds (RFC 1952): one member whose header says nothing, and nothing after it.
fn unpacked_hash(path: &Path) -> std::io::Result<[u8; 32]> {
    const MOST: u64 = 1 << 28;
    let mut file = BufReader::new(File::open(path)?);
    if !file.fill_buf()?.starts_with(&packed::HEADER) {
        return Err(std::io::Error::other(
            "its header is not that of a compressed copy",
        ));
    }
    let mut decoder = GzDecoder::new(file);
    let (hash, bytes) = hash_all(decoder.by_ref().take(MOST))?;
    if bytes == MOST {
        return Err(std::io::Error::other("it holds too much"));
    }
    match decoder.get_mut().fill_buf()?.is_empty() {
        true => Ok(hash),
        false => Err(std::io::Error::other("something follows its end")),
    }
}

/// Reads one of the manifest's files, bounded; or says why not, by a code and in words.
fn read_bounded(path: &Path) -> Result<Vec<u8>, (&'static str, String)> {
    const MOST: u64 = 1 << 30;
    let unread = |error: std::io::Error| (read_code(&error), read_error(&error));
    let found = std::fs::metadata(path).map_err(unread)?;
    if found.len() > MOST {
        let reason = format!("has {} bytes, at most {MOST} are allowed", found.len());
        return Err(("too_large", reason));
    }
    std::fs::read(path).map_err(unread)
}
