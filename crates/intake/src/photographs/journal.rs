//! What became of each photograph, a line of JSON each: `read.jsonl`, a private file beside the log, since it names
//! files.

use super::Photograph;
use super::reason::{NOT_ALLOWED, Reason, ReasonKind};
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use model::AccountId;
use record::BlobHash;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
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

/// What became of files before, by their SHA-256.
#[derive(Debug, Default)]
pub(super) struct Before(HashMap<BlobHash, Vec<SheetBefore>>);

/// A code's text, where one was found, and why a person was to look at it.
type SheetBefore = (Option<String>, Option<ReasonKind>);

impl Before {
    /// Whether a file was looked at.
    pub(super) fn holds(&self, file: &BlobHash) -> bool {
        self.0.contains_key(file)
    }

    /// Whether a file was looked at, and need not be again as long as nobody asks for it: not where the key was not allowed to
    /// take in what it shows.
    pub(super) fn is_settled(&self, file: &BlobHash) -> bool {
        let sheets = self.0.get(file);
        sheets.is_some_and(|sheets| {
            let mut reasons = sheets.iter().filter_map(|(_, reason)| *reason);
            reasons.all(|reason| reason.code() != NOT_ALLOWED)
        })
    }

    /// Why a file that was looked at was not read, or not all that it shows; none where nothing is left of it.
    pub(super) fn waits(&self, file: &BlobHash) -> Option<ReasonKind> {
        let mut reasons = self.0.get(file)?.iter().filter_map(|(_, reason)| *reason);
        reasons.find(|reason| !reason.is_done())
    }
}

/// What became of files for an account. A last line that was cut off is skipped.
pub(super) fn before(folder: &ElectionFolder, account: &AccountId) -> Result<Before> {
    #[derive(Deserialize)]
    struct Line {
        account: AccountId,
        sha256: Option<BlobHash>,
        #[serde(default)]
        reason: Option<String>,
        #[serde(default)]
        payload: Option<String>,
    }
    let path = folder.file(JOURNAL);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Before::default()),
        Err(error) => return Err(Error::file("read", &path)(error)),
    };
    let mut before = Before::default();
    let mut lines = BufReader::new(file).lines().zip(1..).peekable();
    while let Some((line, at)) = lines.next() {
        let line = line.map_err(Error::file("read", &path))?;
        match serde_json::from_str::<Line>(&line) {
            Ok(line) if line.account == *account => {
                let Some(file) = line.sha256 else { continue };
                let reason = line.reason.as_deref();
                let kind = reason.map(|code| ReasonKind::of(code).unwrap_or(ReasonKind::UNKNOWN));
                let sheets = before.0.entry(file).or_default();
                // A picture has a line for each sheet that was found, or one without any; what was seen last counts.
                let is_new = |payload: &Option<String>| payload.is_some() && line.payload != *payload;
                match line.payload {
                    None => sheets.clear(),
                    Some(_) => sheets.retain(|(payload, _)| is_new(payload)),
                }
                sheets.push((line.payload, kind));
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
    Ok(before)
}
