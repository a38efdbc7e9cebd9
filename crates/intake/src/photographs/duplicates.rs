//! Fingerprints of photographs taken in before: `likeness.jsonl`, a private file beside the log, made anew from the
//! record where it is removed.
//!
//! What is needed of a picture to find it stays in memory, about a kilobyte. The rest is read from the file for those
//! pictures that are compared.

use super::parallel::in_order;
use super::stages::{self, Kept, Queued, hash_of_texts};
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use publication::Events;
use publication::blocking::blocking;
use record::BlobHash;
use serde::{Deserialize, Serialize};
use sheet::Form;
use sheet::decode::{Limits, decode};
use sheet::fingerprint::{Fingerprint, Index, MOST_BYTES, Texts, is_same_photograph};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// A line for each picture.
const FILE: &str = "likeness.jsonl";
/// No line is longer.
const MOST_LINE: u64 = MOST_BYTES as u64 * 4 / 3 + 300;
/// With how many others a picture is compared, at most: with those of the same code, and with those that the index
/// holds likely.
const SAME_TEXT: usize = 64;
const LIKELY: usize = 16;
/// Pictures of the record that are looked at before what was seen of them is written down.
const BATCH: usize = 64;

/// What an earlier picture has to do with one.
pub(super) enum Like {
    /// It is the same photograph of the same sheet, taken in for the same account.
    Photograph(BlobHash),
    /// It is another photograph of the same sheet, or the same one of another account; or, where one of the codes was not
    /// read, one that agrees with it all over.
    Sheet(BlobHash),
}

/// What a photograph is compared by.
pub(super) struct Candidate<'a> {
    /// Its name: in the record, or else the file's SHA-256.
    name: Option<BlobHash>,
    /// Where its picture is stored.
    blob: Option<BlobHash>,
    /// The SHA-256 of its codes' texts.
    text: Option<BlobHash>,
    /// Whether the code is a sheet's.
    is_sheet: bool,
    fingerprint: Option<&'a Fingerprint>,
}

impl<'a> Candidate<'a> {
    pub(super) fn kept(kept: &'a Kept) -> Candidate<'a> {
        Candidate {
            name: Some(kept.blob),
            blob: Some(kept.blob),
            text: Some(hash_of_texts(
                kept.sheets.iter().map(|sheet| sheet.code.payload.as_bytes()),
            )),
            is_sheet: true,
            fingerprint: kept.fingerprint.as_ref(),
        }
    }

    pub(super) fn queued(queued: &'a Queued) -> Candidate<'a> {
        let code = queued.seen.code();
        Candidate {
            name: queued.seen.file().map(|file| file.sha256),
            blob: None,
            text: code.map(|code| BlobHash::of(code.payload.as_bytes())),
            is_sheet: queued.seen.sheet().is_some(),
            fingerprint: queued.fingerprint.as_ref(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Line {
    /// In the record, or else the file's SHA-256.
    picture: BlobHash,
    /// The SHA-256 of the code's text, where one was read.
    text: Option<BlobHash>,
    /// In base64.
    fingerprint: String,
}

/// What is wrong with a line, for [`Error::Line`].
type LineError = Box<dyn std::error::Error + Send + Sync>;

/// A line and the fingerprint in it.
fn parse(bytes: &[u8]) -> Result<(Line, Fingerprint), LineError> {
    let line: Line = serde_json::from_slice(bytes)?;
    let fingerprint = Fingerprint::from_bytes(&STANDARD.decode(&line.fingerprint)?)?;
    Ok((line, fingerprint))
}

/// Where in the file a picture's line is, and what it is found by.
struct Picture {
    name: BlobHash,
    text: Option<BlobHash>,
    at: u64,
    length: usize,
}

/// The fingerprints, and the file that holds them.
pub(super) struct Fingerprints {
    path: PathBuf,
    file: File,
    length: u64,
    pictures: Vec<Picture>,
    by_text: HashMap<BlobHash, Vec<usize>>,
    index: Index,
}

impl Fingerprints {
    /// Those of the file that `is_kept`: a line of a run that did not come to its end names a picture that nothing
    /// became of. A last line that was cut off is removed.
    pub(super) fn open(folder: &ElectionFolder, is_kept: impl Fn(&BlobHash) -> bool) -> Result<Fingerprints> {
        let path = folder.file(FILE);
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(Error::file("read", &path))?;
        let mut known = Fingerprints {
            file: file.try_clone().map_err(Error::file("read", &path))?,
            path: path.clone(),
            length: 0,
            pictures: Vec::new(),
            by_text: HashMap::new(),
            index: Index::new(),
        };
        let mut reader = BufReader::new(file);
        let mut bytes = Vec::new();
        for number in 1.. {
            bytes.clear();
            let line = reader.by_ref().take(MOST_LINE).read_until(b'\n', &mut bytes);
            let length = line.map_err(Error::file("read", &path))?;
            if bytes.last() != Some(&b'\n') && (length as u64) < MOST_LINE {
                known
                    .file
                    .set_len(known.length)
                    .map_err(Error::file("write", &path))?;
                break;
            }
            let (line, fingerprint) = parse(&bytes).map_err(|source| known.line_error(number, source))?;
            if is_kept(&line.picture) {
                known.file_it(line.picture, line.text, length, &fingerprint);
            }
            known.length += length as u64;
        }
        Ok(known)
    }

    fn line_error(&self, line: usize, source: LineError) -> Error {
        Error::Line {
            path: self.path.clone(),
            line,
            expected: "not a picture's fingerprint; remove the file, it is made anew from the record",
            source,
        }
    }

    /// Files a picture whose line begins where the file ends now.
    fn file_it(&mut self, name: BlobHash, text: Option<BlobHash>, length: usize, print: &Fingerprint) {
        let same = text.map(|text| self.by_text.entry(text).or_default());
        if let Some(same) = same.filter(|same| same.len() < SAME_TEXT) {
            same.push(self.pictures.len());
        }
        self.index.push(print);
        self.pictures.push(Picture {
            name,
            text,
            at: self.length,
            length,
        });
    }

    fn push(&mut self, picture: BlobHash, text: Option<BlobHash>, print: &Fingerprint) -> Result<()> {
        let line = Line {
            picture,
            text,
            fingerprint: STANDARD.encode(print.to_bytes()),
        };
        let mut line = serde_json::to_vec(&line).map_err(Error::Json)?;
        line.push(b'\n');
        self.file
            .seek(SeekFrom::Start(self.length))
            .and_then(|_| self.file.write_all(&line))
            .map_err(Error::file("write", &self.path))?;
        self.file_it(picture, text, line.len(), print);
        self.length += line.len() as u64;
        Ok(())
    }

    /// Adds a picture under the name that it will have.
    pub(super) fn add(&mut self, picture: &Candidate<'_>) -> Result<()> {
        match (picture.name, picture.fingerprint) {
            (Some(name), Some(print)) => self.push(name, picture.text, print),
            _ => Ok(()),
        }
    }

    /// Looks at the pictures of the record that the file lacks.
    pub(super) async fn complete(
        &mut self,
        folder: &ElectionFolder,
        images: impl Iterator<Item = BlobHash>,
        form: &Arc<Form>,
        events: &dyn Events,
    ) -> Result<()> {
        let own: HashSet<BlobHash> = self.pictures.iter().map(|picture| picture.name).collect();
        let mut lacking: Vec<BlobHash> = images.filter(|image| !own.contains(image)).collect();
        if lacking.is_empty() {
            return Ok(());
        }
        lacking.sort_unstable();
        let mut progress = events.begin("looking at pictures of the record", lacking.len() as u64);
        for (batch, at) in lacking.chunks(BATCH).zip((0..).step_by(BATCH)) {
            let look = |name: BlobHash| {
                let form = form.clone();
                async move {
                    // A picture that is not there, or cannot be read any more, is not found again.
                    let bytes = folder.blobs().get(name, Limits::default().bytes).await.ok()?;
                    let (text, print) = blocking(move || look_again(&bytes, &form)).await?;
                    Some((name, text, print))
                }
            };
            for (name, text, print) in in_order(batch.iter().map(|name| look(*name)), None)
                .await
                .into_iter()
                .flatten()
            {
                self.push(name, Some(text), &print)?;
            }
            progress.at(at + batch.len() as u64);
        }
        Ok(())
    }

    /// The earlier picture, one of `own`, that is the same photograph of the same sheet; or else one that shows the same
    /// as far as can be told.
    pub(super) fn like(&mut self, picture: &Candidate<'_>, own: &HashSet<BlobHash>) -> Result<Option<Like>> {
        let text = picture.text;
        let same_text = text.filter(|_| picture.is_sheet);
        let of_text = same_text.and_then(|text| self.by_text.get(&text).cloned());
        let mut shows = None;
        if let Some(print) = picture.fingerprint {
            let likely = match same_text {
                Some(_) => of_text.clone().unwrap_or_default(),
                None => self.index.nearest(print, LIKELY),
            };
            for number in likely {
                let other = &self.pictures[number];
                if text.is_some() && other.text.is_some() && other.text != text {
                    continue;
                }
                let (name, is_one_sheet) = (other.name, same_text.is_some() && other.text == same_text);
                let texts = if is_one_sheet {
                    Texts::Equal
                } else {
                    Texts::Unknown
                };
                if is_same_photograph(&self.fingerprint(number)?, print, texts) {
                    if is_one_sheet && own.contains(&name) {
                        return Ok(Some(Like::Photograph(name)));
                    }
                    shows = shows.or(Some(name));
                }
            }
        }
        let first = of_text.and_then(|all| Some(self.pictures[*all.first()?].name));
        // The very same file, taken in for another account, needs no other name.
        let shows = shows.or(first).filter(|name| picture.blob != Some(*name));
        Ok(shows.map(Like::Sheet))
    }

    fn fingerprint(&mut self, number: usize) -> Result<Fingerprint> {
        let picture = &self.pictures[number];
        let mut line = vec![0; picture.length];
        self.file
            .seek(SeekFrom::Start(picture.at))
            .and_then(|_| self.file.read_exact(&mut line))
            .map_err(Error::file("read", &self.path))?;
        match parse(&line) {
            Ok((_, fingerprint)) => Ok(fingerprint),
            Err(source) => Err(self.line_error(number + 1, source)),
        }
    }
}

/// The hash of a stored picture's texts, and its fingerprint.
fn look_again(bytes: &[u8], form: &Form) -> Option<(BlobHash, Fingerprint)> {
    let grey = decode(bytes, &Limits::default()).ok()?;
    let (text, corners) = stages::look_again(&grey, form)?;
    Some((text, Fingerprint::new(&grey, corners)?))
}
