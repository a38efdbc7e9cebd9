//! The files in folders.

use std::path::{Path, PathBuf};

/// The most folders below each other.
const MAX_DEPTH: usize = 64;

/// All files that are named or lie in folders that are, in the order of their names, and what could not be
/// looked into. Symbolic links in folders are not followed: they may lead out.
pub(super) fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => walk(path, 0, &mut files, &mut problems),
            Ok(_) => files.push(path.clone()),
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    (files, problems)
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, problems: &mut Vec<String>) {
    if depth == MAX_DEPTH {
        problems.push(format!(
            "{}: over {MAX_DEPTH} folders below each other",
            folder.display()
        ));
        return;
    }
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(format!("{}: {error}", folder.display()));
            return;
        }
    };
    let mut within: Vec<(PathBuf, std::fs::FileType)> = Vec::new();
    for entry in entries {
        match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
            Ok(found) => within.push(found),
            Err(error) => problems.push(format!("{}: {error}", folder.display())),
        }
    }
    within.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in within {
        if kind.is_dir() {
            walk(&path, depth + 1, files, problems);
        } else if kind.is_file() {
            files.push(path);
        } else {
            problems.push(format!(
                "{}: neither a file nor a folder, passed over",
                path.display()
            ));
        }
    }
}
