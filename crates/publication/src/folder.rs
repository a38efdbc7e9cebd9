//! The folder of a publication: files are put into it in one step each, and taken out when they no longer belong
//! there.

use anyhow::Context;
use note::VerifyingKey;
use site::manifest::{LIST_FILE, Manifest, NOTE_FILE};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

/// The files that the folder's manifest names, with their hashes, where it is the operator's.
pub(super) fn named(out: &Path, operator: &VerifyingKey) -> BTreeMap<String, [u8; 32]> {
    let read = |name: &str| std::fs::read(out.join(name)).ok();
    let (Some(note), Some(list)) = (read(NOTE_FILE), read(LIST_FILE)) else {
        return BTreeMap::new();
    };
    Manifest::verify(&note, &list, operator)
        .map_or_else(|_| BTreeMap::new(), |manifest| manifest.files().clone())
}

/// Makes the folders that files will lie in.
pub(super) fn make_folders<'a>(out: &Path, paths: impl IntoIterator<Item = &'a str>) -> anyhow::Result<()> {
    let folders: BTreeSet<&Path> = paths
        .into_iter()
        .filter_map(|path| Path::new(path).parent())
        .collect();
    for folder in folders {
        let folder = out.join(folder);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    Ok(())
}

/// Writes a file in one step: who reads meanwhile has the old one or the new one.
pub(super) fn put(out: &Path, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let (whole, part) = (out.join(path), out.join(format!("{path}.part")));
    std::fs::write(&part, bytes)
        .and_then(|()| std::fs::rename(&part, &whole))
        .with_context(|| format!("cannot write {}", whole.display()))
}

/// Whether a file has these bytes.
pub(super) fn holds(out: &Path, path: &str, bytes: &[u8]) -> bool {
    let path = out.join(path);
    let same_length =
        std::fs::metadata(&path).is_ok_and(|there| there.is_file() && there.len() == bytes.len() as u64);
    same_length && std::fs::read(path).is_ok_and(|there| there == bytes)
}

/// Removes a file; whether it was there. Paths of a manifest stay within the folder.
pub(super) fn remove(out: &Path, path: &str) -> anyhow::Result<bool> {
    match std::fs::remove_file(out.join(path)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot remove {path}")),
    }
}
