//! The pictures that were seen before, by what they are known again by: a private file beside the log.
//!
//! What is needed of a picture to find it stays in memory, about a kilobyte. The rest is read from the file for those
//! pictures that are compared.

use super::image::Image;
use crate::election::Folder;
use crate::progress::Progress;
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::CodeKind;
use rayon::prelude::*;
use record::BlobHash;
use serde::{Deserialize, Serialize};
use sheet::Form;
use sheet::decode::{Limits, decode};
use sheet::likeness::{Fingerprint, Index, MOST_BYTES, Texts, is_same_photograph};
use sheet::qr::{Found, find};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// A line for each picture.
const FILE: &str = "likeness.jsonl";
/// No line is longer.
const MOST_LINE: u64 = MOST_BYTES as u64 * 4 / 3 + 300;
/// With how many others a picture is compared, at most: with those of the same code, and with those that the index
/// holds likely.
const SAME_TEXT: usize = 64;
const LIKELY: usize = 16;
/// Pictures of the record that are looked at before the next ones are begun.
const BATCH: usize = 64;

/// What an earlier picture has to do with one.
pub(super) enum Like {
    /// It is the same photograph of the same sheet, taken in for the same account.
    Photograph(BlobHash),
    /// It is another photograph of the same sheet, or the same one of another account; or, where one of the codes was not
    /// read, one that agrees with it all over.
    Sheet(BlobHash),
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

impl Line {
    fn fingerprint(&self) -> anyhow::Result<Fingerprint> {
        Ok(Fingerprint::from_bytes(&STANDARD.decode(&self.fingerprint)?)?)
    }
}

/// Where in the file a picture's line is, and what it is found by.
struct Picture {
    name: BlobHash,
    text: Option<BlobHash>,
    at: u64,
    length: usize,
}

pub(super) struct Known {
    path: PathBuf,
    file: File,
    length: u64,
    pictures: Vec<Picture>,
    by_text: HashMap<BlobHash, Vec<usize>>,
    index: Index,
}

impl Known {
    /// Those of the file that `is_kept`: a line of a run that did not come to its end names a picture that nothing
    /// became of. A last line that was cut off is removed.
    pub(super) fn open(folder: &Folder, is_kept: impl Fn(&BlobHash) -> bool) -> anyhow::Result<Known> {
        let path = folder.path(FILE);
        let context = || format!("cannot read {}", path.display());
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .with_context(context)?;
        let mut known = Known {
            path: path.clone(),
            file: file.try_clone().with_context(context)?,
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
            let length = line.with_context(context)?;
            if bytes.last() != Some(&b'\n') && (length as u64) < MOST_LINE {
                known.file.set_len(known.length).with_context(context)?;
                break;
            }
            let parsed = serde_json::from_slice::<Line>(&bytes)
                .map_err(anyhow::Error::from)
                .and_then(|line| Ok((line.fingerprint()?, line)));
            let (fingerprint, line) = parsed.with_context(|| {
                format!(
                    "{}, line {number}: not a picture's likeness; remove the file, it is made anew from the record",
                    path.display()
                )
            })?;
            if is_kept(&line.picture) {
                known.file_it(line.picture, line.text, length, &fingerprint);
            }
            known.length += length as u64;
        }
        Ok(known)
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

    fn push(&mut self, picture: BlobHash, text: Option<BlobHash>, print: &Fingerprint) -> anyhow::Result<()> {
        let fingerprint = STANDARD.encode(print.to_bytes());
        let mut line = serde_json::to_vec(&Line {
            picture,
            text,
            fingerprint,
        })?;
        line.push(b'\n');
        self.file
            .seek(SeekFrom::Start(self.length))
            .and_then(|_| self.file.write_all(&line))
            .with_context(|| format!("cannot write {}", self.path.display()))?;
        self.file_it(picture, text, line.len(), print);
        self.length += line.len() as u64;
        Ok(())
    }

    /// Adds a picture under the name that it will have.
    pub(super) fn add(&mut self, image: &Image) -> anyhow::Result<()> {
        match (image.blob.or(image.sha256), &image.print) {
            (Some(name), Some(print)) => self.push(name, text(image), print),
            _ => Ok(()),
        }
    }

    /// Looks at the pictures of the record that the file lacks.
    pub(super) fn complete<'b>(
        &mut self,
        folder: &Folder,
        images: impl Iterator<Item = &'b BlobHash>,
        form: &Form,
    ) -> anyhow::Result<()> {
        let own: HashSet<&BlobHash> = self.pictures.iter().map(|picture| &picture.name).collect();
        let mut lacking: Vec<BlobHash> = images.filter(|image| !own.contains(image)).copied().collect();
        if lacking.is_empty() {
            return Ok(());
        }
        lacking.sort_unstable();
        let blobs = folder.blobs()?;
        let mut progress = Progress::new("looking at pictures of the record", lacking.len() as u64);
        for (batch, at) in lacking.chunks(BATCH).zip((0..).step_by(BATCH)) {
            let seen: Vec<_> = batch
                .par_iter()
                .map(|name| {
                    // A picture that is not there, or cannot be read any more, is not found again.
                    let bytes = folder.wait(blobs.get(*name, Limits::default().bytes)).ok()?;
                    let grey = decode(&bytes, &Limits::default()).ok()?;
                    let (text, corners) = match form.kind() {
                        CodeKind::Qr => match find(&grey, form) {
                            Found::Wanted(code) => (code.payload, Some(code.corners)),
                            _ => return None,
                        },
                        kind => (sheet::barcode::find(&grey, kind)?, None),
                    };
                    let print = Fingerprint::new(&grey, corners)?;
                    Some((*name, BlobHash::of(&text), print))
                })
                .collect();
            for (name, text, print) in seen.into_iter().flatten() {
                self.push(name, Some(text), &print)?;
            }
            progress.at(at + batch.len() as u64);
        }
        Ok(())
    }

    /// The earlier picture, one of `own`, that is the same photograph of the same sheet; or else one that shows the same
    /// as far as can be told.
    pub(super) fn like(&mut self, image: &Image, own: &HashSet<BlobHash>) -> anyhow::Result<Option<Like>> {
        let text = text(image);
        let same_text = image.reading.as_ref().and(text);
        let of_text = same_text.and_then(|text| self.by_text.get(&text).cloned());
        let mut shows = None;
        if let Some(print) = &image.print {
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
        let shows = shows.or(first).filter(|name| image.blob != Some(*name));
        Ok(shows.map(Like::Sheet))
    }

    fn fingerprint(&mut self, number: usize) -> anyhow::Result<Fingerprint> {
        let picture = &self.pictures[number];
        let mut line = vec![0; picture.length];
        self.file
            .seek(SeekFrom::Start(picture.at))
            .and_then(|_| self.file.read_exact(&mut line))
            .map_err(anyhow::Error::from)
            .and_then(|()| serde_json::from_slice::<Line>(&line)?.fingerprint())
            .with_context(|| format!("cannot read {}", self.path.display()))
    }
}

/// The text of the picture's code, by its hash.
fn text(image: &Image) -> Option<BlobHash> {
    image.payload.as_ref().map(|text| BlobHash::of(text.as_bytes()))
}
