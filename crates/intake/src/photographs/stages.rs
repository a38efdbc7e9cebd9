//! The stages of one photograph: opened, decoded, its code found, read, and then kept, or queued for a person to look at.
//!
//! Each stage takes the one before, so that nothing can be kept that was not read. What was seen of a photograph on its
//! way ([`Seen`]) outlives its bytes.

use super::input_files::{InputFile, OpenError};
use super::originals::{Original, SaltMaker};
use super::reason::Reason;
use model::{CodeKind, Election};
use publication::media;
use record::BlobHash;
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use sheet::fingerprint::Fingerprint;
use sheet::qr::{Code, Found, find};
use sheet::redact::redact;
use sheet::{CodeReading, Form, Grey, ImageError};

/// Why a file is not a picture that can be read.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Its bytes cannot be had.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It cannot be decoded, or its metadata cannot be removed.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// The form takes its code, and cannot read it.
    #[error("the code was accepted and cannot be read")]
    Code,
}

/// Why what must not be shown of a picture cannot be covered.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// It cannot be covered, or not be decoded afterwards.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// The covered picture says something else, or nothing.
    #[error("covered so, its code cannot be read any more")]
    Unreadable,
}

/// A file that was opened.
#[derive(Debug, Clone)]
pub struct FileSeen {
    /// Its path, or its archive's with its name there.
    pub name: String,
    /// Its own SHA-256.
    pub sha256: BlobHash,
}

/// A picture that was decoded.
#[derive(Debug, Clone)]
pub struct PictureSeen {
    /// Its file.
    pub file: FileSeen,
    /// The file's media type.
    pub media: &'static str,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
}

/// A picture with a code.
#[derive(Debug, Clone)]
pub struct CodeSeen {
    /// The picture.
    pub picture: PictureSeen,
    /// The code, where it is a QR code.
    pub qr: Option<Code>,
    /// The code's text.
    pub payload: String,
}

/// A sheet that was read.
#[derive(Debug, Clone)]
pub struct SheetSeen {
    /// Its code.
    pub code: CodeSeen,
    /// What that says.
    pub reading: CodeReading,
    /// The rules that are errors and that its figures break, in words.
    pub broken: Vec<&'static str>,
    /// The SHA-256 of the picture without metadata before parts of it were covered.
    pub redacted_from: Option<BlobHash>,
    /// The file as it was given, where it is taken in.
    pub(crate) original: Option<Original>,
    /// The media type of what is kept of it.
    pub media: &'static str,
}

/// What was seen of a photograph, as far as it came.
#[derive(Debug, Clone)]
pub enum Seen {
    /// Its name alone.
    Name(String),
    /// Its bytes.
    File(FileSeen),
    /// A picture.
    Picture(PictureSeen),
    /// A code.
    Code(Box<CodeSeen>),
    /// A sheet.
    Sheet(Box<SheetSeen>),
}

impl Seen {
    /// The file's path, or its archive's with its name there.
    pub fn name(&self) -> &str {
        match self {
            Seen::Name(name) => name,
            seen => seen.file().map_or("", |file| &file.name),
        }
    }

    /// The file, where it was opened.
    pub fn file(&self) -> Option<&FileSeen> {
        match self {
            Seen::File(file) => Some(file),
            seen => seen.picture().map(|picture| &picture.file),
        }
    }

    /// The picture, where it was decoded.
    pub fn picture(&self) -> Option<&PictureSeen> {
        match self {
            Seen::Picture(picture) => Some(picture),
            seen => seen.code().map(|code| &code.picture),
        }
    }

    /// The code, where one was found.
    pub fn code(&self) -> Option<&CodeSeen> {
        match self {
            Seen::Code(code) => Some(code),
            seen => seen.sheet().map(|sheet| &sheet.code),
        }
    }

    /// The sheet, where it was read.
    pub fn sheet(&self) -> Option<&SheetSeen> {
        match self {
            Seen::Sheet(sheet) => Some(sheet),
            _ => None,
        }
    }
}

/// A photograph that is put aside for a person to look at.
#[derive(Debug)]
pub struct Queued {
    /// What was seen of it.
    pub seen: Seen,
    /// Why.
    pub reason: Reason,
    /// Its fingerprint, where it is a picture.
    pub(crate) fingerprint: Option<Fingerprint>,
}

impl Queued {
    fn new(seen: Seen, reason: Reason, fingerprint: Option<Fingerprint>) -> Box<Queued> {
        Box::new(Queued {
            seen,
            reason,
            fingerprint,
        })
    }
}

/// First stage: the bytes of a file.
pub(crate) struct Opened {
    pub(crate) seen: FileSeen,
    bytes: Vec<u8>,
}

/// Second stage: a picture.
pub(crate) struct Decoded {
    seen: PictureSeen,
    bytes: Vec<u8>,
    grey: Grey,
}

/// Third stage: a picture with a code that says what the form's do.
pub(crate) struct Coded {
    seen: CodeSeen,
    payload: Vec<u8>,
    bytes: Vec<u8>,
    /// None where only what is left of the covered picture may be looked at.
    fingerprint: Option<Fingerprint>,
}

/// Fourth stage: a sheet that was read, with what is to be kept of its picture.
pub(crate) struct Read {
    pub(crate) seen: Box<SheetSeen>,
    /// The picture without metadata and what is covered.
    pub(crate) clean: Vec<u8>,
    pub(crate) fingerprint: Option<Fingerprint>,
}

/// Last stage: a sheet whose picture is stored. Until an entry names it, that is part of no record.
#[derive(Debug)]
pub struct Kept {
    /// What was seen.
    pub seen: Box<SheetSeen>,
    /// The stored picture.
    pub blob: BlobHash,
    pub(crate) fingerprint: Option<Fingerprint>,
}

impl Opened {
    pub(crate) fn open(file: &InputFile) -> Result<Opened, Box<Queued>> {
        let name = file.name();
        match file.bytes(Limits::default().bytes) {
            Ok(bytes) => Ok(Opened {
                seen: FileSeen {
                    name,
                    sha256: BlobHash::of(&bytes),
                },
                bytes,
            }),
            Err(error) => {
                let reason = Reason::NotAPicture(error.into());
                Err(Queued::new(Seen::Name(name), reason, None))
            }
        }
    }

    pub(crate) fn decode(self) -> Result<Decoded, Box<Queued>> {
        let Opened { seen, bytes } = self;
        match decode(&bytes, &Limits::default()) {
            Ok(grey) => Ok(Decoded {
                seen: PictureSeen {
                    file: seen,
                    media: media::by_bytes(&bytes),
                    width: grey.width(),
                    height: grey.height(),
                },
                bytes,
                grey,
            }),
            Err(error) => {
                let reason = Reason::NotAPicture(error.into());
                Err(Queued::new(Seen::File(seen), reason, None))
            }
        }
    }
}

/// A code that was found, and whether it says what the form's codes do.
struct FoundCode {
    payload: Vec<u8>,
    qr: Option<Code>,
    wanted: bool,
}

/// Looks for the form's code.
fn code_of(grey: &Grey, form: &Form) -> Result<FoundCode, Reason> {
    let (code, wanted) = match form.kind() {
        CodeKind::Qr => match find(grey, form) {
            Found::Wanted(code) if form.redact().is_empty() => (code, true),
            Found::Wanted(code) => (code.settled(grey), true),
            Found::Other(code) => (code, false),
            Found::Damaged(_) => return Err(Reason::Damaged),
            Found::Nothing => return Err(Reason::NoCode),
        },
        kind => {
            let payload = sheet::barcode::find(grey, kind).ok_or(Reason::NoCode)?;
            let wanted = form.read(&payload).is_some();
            return Ok(FoundCode {
                payload,
                qr: None,
                wanted,
            });
        }
    };
    Ok(FoundCode {
        payload: code.payload.clone(),
        qr: Some(code),
        wanted,
    })
}

impl Decoded {
    pub(crate) fn find_code(self, form: &Form) -> Result<Coded, Box<Queued>> {
        let Decoded { seen, bytes, grey } = self;
        let print = |code: Option<&Code>| Fingerprint::new(&grey, code.map(|code| code.corners));
        let FoundCode { payload, qr, wanted } = match code_of(&grey, form) {
            Ok(found) => found,
            Err(reason) => return Err(Queued::new(Seen::Picture(seen), reason, print(None))),
        };
        // Of a picture that is covered, only what is left is looked at again.
        let covered = wanted && qr.is_some() && !form.redact().is_empty();
        let fingerprint = if covered { None } else { print(qr.as_ref()) };
        let seen = CodeSeen {
            picture: seen,
            qr,
            payload: String::from_utf8_lossy(&payload).into_owned(),
        };
        if !wanted {
            return Err(Queued::new(
                Seen::Code(Box::new(seen)),
                Reason::OtherCode,
                fingerprint,
            ));
        }
        Ok(Coded {
            seen,
            payload,
            bytes,
            fingerprint,
        })
    }
}

impl Coded {
    /// Reads the sheet's code. `salts` are there where the photograph is taken in, and not only looked at.
    pub(crate) fn read(
        self,
        form: &Form,
        election: &Election,
        salts: Option<&SaltMaker>,
    ) -> Result<Read, Box<Queued>> {
        let Coded {
            seen,
            payload,
            bytes,
            mut fingerprint,
        } = self;
        let cleaned = match form.read(&payload) {
            None => Err(PictureError::Code),
            Some(reading) => clean(&bytes).map(|kept| (reading, kept)).map_err(Into::into),
        };
        let original = salts.map(|salts| salts.commit(seen.picture.file.sha256, &bytes));
        drop(bytes);
        let (reading, mut kept) = match cleaned {
            Ok(cleaned) => cleaned,
            Err(error) => {
                let reason = Reason::NotAPicture(error);
                return Err(Queued::new(Seen::Code(Box::new(seen)), reason, fingerprint));
            }
        };
        let mut redacted_from = None;
        if let Some(code) = seen.qr.as_ref().filter(|_| !form.redact().is_empty()) {
            match covered(&kept, code, form) {
                Ok((covered, print)) => {
                    redacted_from = Some(BlobHash::of(&kept));
                    (kept, fingerprint) = (covered, print);
                }
                Err(error) => {
                    let reason = Reason::NotCovered(error);
                    return Err(Queued::new(Seen::Code(Box::new(seen)), reason, fingerprint));
                }
            }
        }
        let mut broken = Vec::new();
        if let Some(contest) = election.contest(reading.contest.as_str()) {
            let all = model::rules::check(&reading.counts, contest, election);
            let errors = all.iter().filter(|broken| broken.severity.is_error());
            broken = errors.map(|broken| broken.rule.words()).collect();
        }
        let seen = SheetSeen {
            code: seen,
            reading,
            broken,
            redacted_from,
            original,
            media: media::by_bytes(&kept),
        };
        Ok(Read {
            seen: Box::new(seen),
            clean: kept,
            fingerprint,
        })
    }
}

/// Covers parts of a cleaned picture; gives it with its fingerprint. Its code must say the same afterwards.
fn covered(clean: &[u8], code: &Code, form: &Form) -> Result<(Vec<u8>, Option<Fingerprint>), CoverError> {
    let limits = Limits::default();
    let covered = redact(clean, code, form.redact(), &limits)?;
    let grey = decode(&covered, &limits)?;
    match find(&grey, form) {
        Found::Wanted(again) if again.payload == code.payload => {
            Ok((covered, Fingerprint::new(&grey, Some(again.corners))))
        }
        _ => Err(CoverError::Unreadable),
    }
}

impl Read {
    /// The sheet without its picture, where that is not to be kept.
    pub(crate) fn queued(self, reason: Reason) -> Box<Queued> {
        Queued::new(Seen::Sheet(self.seen), reason, self.fingerprint)
    }
}

impl Kept {
    /// The sheet without its picture, where no entry is to name that.
    pub(crate) fn queued(self, reason: Reason) -> Box<Queued> {
        Queued::new(Seen::Sheet(self.seen), reason, self.fingerprint)
    }
}
