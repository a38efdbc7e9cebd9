//! The pictures that were looked at and not read: what is left for people to do.

use super::JOURNAL;
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};

/// The outcome of a picture that was not read.
const QUEUED: &str = "queued";

#[derive(Deserialize)]
struct Line {
    account: String,
    file: String,
    sha256: Option<String>,
    outcome: String,
    #[serde(default)]
    reason: Option<String>,
}

/// How many pictures wait, by the codes of the reasons for which they were not read. Of a picture that was looked at more than once,
/// the last time says so.
///
/// # Errors
/// [`Error::File`] where the journal cannot be read.
pub fn waiting(folder: &ElectionFolder) -> Result<BTreeMap<String, u64>> {
    let path = folder.file(JOURNAL);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(Error::file("read", &path)(error)),
    };
    let mut last: HashMap<(String, String), Option<String>> = HashMap::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(Error::file("read", &path))?;
        // What a run that was cut off has left is no line.
        let Ok(line) = serde_json::from_str::<Line>(&line) else {
            continue;
        };
        let reason = (line.outcome == QUEUED).then(|| line.reason.unwrap_or_default());
        last.insert((line.account, line.sha256.unwrap_or(line.file)), reason);
    }
    let mut waiting = BTreeMap::new();
    for reason in last.into_values().flatten() {
        *waiting.entry(reason).or_default() += 1;
    }
    Ok(waiting)
}
