//! Which files of a folder or a bucket no longer belong to the publication: one decision for both.

use crate::layout::{self, Kind, full_tile};
use crate::{Error, folder};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Whether a file that is there may be removed. `belongs` says whether a path is one of the publication as it is now,
/// `was_named` whether a manifest of the operator's has named it before, or it was a list of it.
///
/// A partial tile goes when its full one is there: until then, who has an earlier checkpoint asks for it (C2SP
/// tlog-tiles, *Partial Tiles*). A document goes that the record does not pass on, above all one that is withheld by now. Of
/// other files those go that the operator has named, and an archive, which would speak of an earlier record. What else lies
/// there is not touched.
pub(crate) fn is_outdated(
    path: &str,
    belongs: impl Fn(&str) -> bool,
    was_named: impl Fn(&str) -> bool,
) -> bool {
    if belongs(path) || Kind::of(path) == Kind::Checkpoint {
        return false;
    }
    match full_tile(path) {
        Some(full) => belongs(full),
        None => matches!(Kind::of(path), Kind::Archive | Kind::Document) || was_named(path),
    }
}

/// Removes from a folder what no longer belongs to the publication, as [`is_outdated`] says, with its compressed copies,
/// and what writers that were killed have left; gives how many files of it that were, the archive aside.
pub(crate) fn remove_outdated(
    out: &Path,
    belongs: impl Fn(&str) -> bool,
    was_named: impl Fn(&str) -> bool,
) -> Result<u64, Error> {
    let mut removed = 0;
    for (path, entry) in folder::walk(out) {
        let original = layout::gzip_original(&path);
        let outdated = |path: &str| is_outdated(path, &belongs, &was_named);
        if outdated(&path) {
            let is_gone = folder::remove(entry.path())?;
            removed += u64::from(is_gone && Kind::of(&path) != Kind::Archive);
        } else if original.is_some_and(outdated)
            || folder::is_abandoned(&entry.file_name().to_string_lossy(), age(&entry))
        {
            folder::remove(entry.path())?;
        }
    }
    Ok(removed)
}

/// How long ago a file was changed; no time at all where that cannot be told.
fn age(entry: &walkdir::DirEntry) -> Duration {
    let changed = entry.metadata().ok().and_then(|found| found.modified().ok());
    let age = changed.and_then(|changed| SystemTime::now().duration_since(changed).ok());
    age.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_tile_stays_until_its_full_one_is_there() {
        let before = ["log/tile/0/000.p/6", "log/tile/entries/000.p/6", "data/old.csv"];
        let outdated = |path: &str, now: &[&str]| {
            is_outdated(path, |path| now.contains(&path), |path| before.contains(&path))
        };
        let grown = ["log/tile/0/000.p/8", "log/tile/entries/000.p/8"];
        let full = ["log/tile/0/000", "log/tile/0/001.p/1", "log/tile/entries/000"];
        for partial in [
            "log/tile/0/000.p/6",
            "log/tile/entries/000.p/6",
            "log/tile/0/000.p/3",
        ] {
            assert!(!outdated(partial, &grown), "{partial}");
            assert!(outdated(partial, &full), "{partial}");
        }
        assert!(!outdated("log/tile/0/001.p/1", &full));
    }

    #[test]
    fn what_was_named_before_goes_and_what_others_put_there_stays() {
        let outdated = |path: &str| {
            is_outdated(
                path,
                |path| path == "index.html",
                |path| path.starts_with("data/"),
            )
        };
        assert!(outdated("data/stations.csv"));
        assert!(outdated("everything.zip") && outdated("log/blob/sha256/00/00"));
        for stays in ["index.html", "robots.txt", "log/checkpoint", "log/checkpoint.ots"] {
            assert!(!outdated(stays), "{stays}");
        }
    }
}
