//! What became of each photograph, a line of JSON each: `read.jsonl`, a private file beside the log, since it names
//! files.

use super::Photograph;
use super::reason::{NOT_ALLOWED, Reason};
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use model::AccountId;
use record::BlobHash;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Write};

/// The file's name within the election's folder.
pub const JOURNAL: &str = "read.jsonl";

/// A photograph as JSON; the keys are documented in `docs/json.md`.
#[derive(Debug, Serialize)]
pub struct JournalLine<'a> {
    file: &'a str,
    sha256: Option<BlobHash>,
    outcome: &'static str,
    reason: Option<&'a Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    payload: Option<&'a str>,
    station: Option<&'a str>,
    capture: Option<BlobHash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redacted_from: Option<BlobHash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    like: Option<BlobHash>,
    ms: f64,
}

impl<'a> JournalLine<'a> {
    /// The line of a photograph.
    pub fn of(photograph: &'a Photograph) -> JournalLine<'a> {
        let (reason, sheet) = (photograph.reason(), photograph.sheet());
        JournalLine {
            file: photograph.name(),
            sha256: photograph.file().map(|file| file.sha256),
            outcome: if reason.is_none() { "read" } else { "queued" },
            reason,
            error: reason.and_then(Reason::error),
            payload: photograph.code().map(|code| code.payload.as_str()),
            station: sheet.map(|sheet| sheet.reading.station.as_str()),
            capture: photograph.capture(),
            redacted_from: sheet.and_then(|sheet| sheet.redacted_from),
            like: photograph.like,
            ms: photograph.milliseconds(),
        }
    }
}

/// Writes down what became of photographs of an account; it is durable then.
pub(super) fn append(folder: &ElectionFolder, account: &AccountId, photographs: &[Photograph]) -> Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        account: &'a AccountId,
        #[serde(flatten)]
        photograph: JournalLine<'a>,
    }
    let path = folder.file(JOURNAL);
    let mut lines = Vec::new();
    for photograph in photographs {
        let photograph = JournalLine::of(photograph);
        serde_json::to_writer(&mut lines, &Line { account, photograph }).map_err(Error::Json)?;
        lines.push(b'\n');
    }
    let mut file = File::options()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(Error::file("write", &path))?;
    file.write_all(&lines)
        .and_then(|()| file.sync_all())
        .map_err(Error::file("write", &path))
}

/// The files that are done for an account, by their SHA-256: those that the key was not allowed to take in are not. A
/// last line that was cut off is skipped.
pub(super) fn done(folder: &ElectionFolder, account: &AccountId) -> Result<HashSet<BlobHash>> {
    #[derive(Deserialize)]
    struct Line {
        account: AccountId,
        sha256: Option<BlobHash>,
        #[serde(default)]
        reason: Option<String>,
    }
    let path = folder.file(JOURNAL);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(HashSet::new()),
        Err(error) => return Err(Error::file("read", &path)(error)),
    };
    let mut done = HashSet::new();
    let mut lines = BufReader::new(file).lines().zip(1..).peekable();
    while let Some((line, at)) = lines.next() {
        let line = line.map_err(Error::file("read", &path))?;
        match serde_json::from_str::<Line>(&line) {
            Ok(line) if line.account == *account && line.reason.as_deref() != Some(NOT_ALLOWED) => {
                done.extend(line.sha256);
            }
            Ok(_) => {}
            Err(_) if lines.peek().is_none() => {}
            Err(source) => {
                return Err(Error::Line {
                    path,
                    line: at,
                    expected: "what became of a photograph was expected",
                    source: source.into(),
                });
            }
        }
    }
    Ok(done)
}
