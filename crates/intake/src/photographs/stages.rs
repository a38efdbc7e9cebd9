//! The stages of one photograph: opened, decoded, its code found, read, and then kept, or queued for a person to look at.
//!
//! Each stage takes the one before, so that nothing can be kept that was not read. What was seen of a photograph on its
//! way ([`Seen`]) outlives its bytes.

use super::input_files::{InputFile, OpenError};
use super::originals::{Original, SaltMaker};
use super::reason::Reason;
use model::{CodeKind, Election, StationCode};
use publication::media;
use record::BlobHash;
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use sheet::fingerprint::Fingerprint;
use sheet::qr::{Code, Found, find_all};
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
    /// Where the other sheet's parts are is not known.
    #[error(
        "the code of another sheet in it cannot be read, by which that would be covered: photograph each alone"
    )]
    AnotherSheet,
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

/// Third stage: a picture with codes that say what the form's do.
pub(crate) struct Coded {
    /// At least one, each with its text.
    codes: Vec<(CodeSeen, Vec<u8>)>,
    /// Whether there is another code that cannot be read.
    more: bool,
    bytes: Vec<u8>,
    /// None where only what is left of the covered picture may be looked at.
    fingerprint: Option<Fingerprint>,
}

/// Fourth stage: sheets that were read, with what is to be kept of their picture.
pub(crate) struct Read {
    /// At least one.
    pub(crate) sheets: Vec<SheetSeen>,
    /// Whether there is another code that cannot be read.
    pub(crate) more: bool,
    /// The picture without metadata and what is covered.
    pub(crate) clean: Vec<u8>,
    pub(crate) fingerprint: Option<Fingerprint>,
}

/// Last stage: sheets whose picture is stored. Until an entry names it, that is part of no record.
#[derive(Debug)]
pub struct Kept {
    /// The sheets of the picture, at least one.
    pub sheets: Vec<SheetSeen>,
    /// The station, where they are of one alone.
    pub(crate) station: Option<StationCode>,
    /// Whether one entry tells of the picture, not one for each sheet.
    pub(crate) whole: bool,
    /// Whether there is another code that cannot be read.
    pub(crate) more: bool,
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

/// The codes of a picture that say what the form's do, or else one that says something else.
struct FoundCodes {
    /// Each with its text, at least one.
    codes: Vec<(Option<Code>, Vec<u8>)>,
    wanted: bool,
    /// Whether there is another code that cannot be read.
    more: bool,
}

/// Looks for the form's codes.
fn codes_of(grey: &Grey, form: &Form) -> Result<FoundCodes, Reason> {
    if form.kind() != CodeKind::Qr {
        return barcodes_of(grey, form);
    }
    let mut found = FoundCodes {
        codes: Vec::new(),
        wanted: true,
        more: false,
    };
    for one in find_all(grey, form) {
        match one {
            Found::Wanted(code) if form.redact().is_empty() => {
                found.codes.push((Some(code.clone()), code.payload));
            }
            Found::Wanted(code) => {
                let code = code.settled(grey);
                found.codes.push((Some(code.clone()), code.payload));
            }
            Found::Other(code) => {
                found.wanted = false;
                found.codes.push((Some(code.clone()), code.payload));
            }
            _ if !found.codes.is_empty() => found.more = true,
            Found::Incomplete { of, missing } => return Err(Reason::PartsMissing { of, missing }),
            Found::Damaged(_) => return Err(Reason::Damaged),
            Found::Nothing => return Err(Reason::NoCode),
        }
    }
    Ok(found)
}

/// The same for codes of another kind.
fn barcodes_of(grey: &Grey, form: &Form) -> Result<FoundCodes, Reason> {
    let texts = sheet::barcode::find_all(grey, form.kind());
    let (wanted, other): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| form.read(text).is_some());
    let is_wanted = !wanted.is_empty();
    let texts = if is_wanted {
        wanted
    } else {
        other.into_iter().take(1).collect()
    };
    if texts.is_empty() {
        return Err(Reason::NoCode);
    }
    Ok(FoundCodes {
        codes: texts.into_iter().map(|text| (None, text)).collect(),
        wanted: is_wanted,
        more: false,
    })
}

/// What a picture is known again by besides its looks: the SHA-256 of its codes' texts, in their order.
pub(super) fn hash_of_texts<'t>(texts: impl Iterator<Item = &'t [u8]>) -> BlobHash {
    let mut texts: Vec<&[u8]> = texts.collect();
    texts.sort_unstable();
    BlobHash::of(&texts.join(&b'\n'))
}

/// The same of a picture, with the corners of its first code; none where no code is the form's.
pub(super) fn look_again(grey: &Grey, form: &Form) -> Option<(BlobHash, Option<[[f32; 2]; 4]>)> {
    let found = codes_of(grey, form).ok().filter(|found| found.wanted)?;
    let corners = found.codes[0].0.as_ref().map(|code| code.corners);
    Some((
        hash_of_texts(found.codes.iter().map(|(_, text)| &text[..])),
        corners,
    ))
}

impl Decoded {
    pub(crate) fn find_code(self, form: &Form) -> Result<Coded, Box<Queued>> {
        let Decoded { seen, bytes, grey } = self;
        let print = |code: Option<&Code>| Fingerprint::new(&grey, code.map(|code| code.corners));
        let found = match codes_of(&grey, form) {
            Ok(found) => found,
            Err(reason) => return Err(Queued::new(Seen::Picture(seen), reason, print(None))),
        };
        // Of a picture that is covered, only what is left is looked at again.
        let first = found.codes[0].0.as_ref();
        let covered = found.wanted && first.is_some() && !form.redact().is_empty();
        let fingerprint = if covered { None } else { print(first) };
        let code = |(qr, payload): (Option<Code>, Vec<u8>)| {
            let seen = CodeSeen {
                picture: seen.clone(),
                qr,
                payload: String::from_utf8_lossy(&payload).into_owned(),
            };
            (seen, payload)
        };
        let mut codes: Vec<_> = found.codes.into_iter().map(code).collect();
        if !found.wanted {
            let (seen, _) = codes.swap_remove(0);
            return Err(Queued::new(
                Seen::Code(Box::new(seen)),
                Reason::OtherCode,
                fingerprint,
            ));
        }
        Ok(Coded {
            codes,
            more: found.more,
            bytes,
            fingerprint,
        })
    }
}

impl Coded {
    /// Reads the sheets' codes. `salts` are there where the photograph is taken in, and not only looked at.
    pub(crate) fn read(
        self,
        form: &Form,
        election: &Election,
        salts: Option<&SaltMaker>,
    ) -> Result<Read, Box<Queued>> {
        let Coded {
            codes,
            more,
            bytes,
            mut fingerprint,
        } = self;
        let first = || Seen::Code(Box::new(codes[0].0.clone()));
        let readings: Option<Vec<CodeReading>> =
            codes.iter().map(|(_, payload)| form.read(payload)).collect();
        let cleaned = match readings {
            None => Err(PictureError::Code),
            Some(readings) => clean(&bytes).map(|kept| (readings, kept)).map_err(Into::into),
        };
        let original = salts.map(|salts| salts.commit(codes[0].0.picture.file.sha256, &bytes));
        drop(bytes);
        let (readings, mut kept) = match cleaned {
            Ok(cleaned) => cleaned,
            Err(error) => return Err(Queued::new(first(), Reason::NotAPicture(error), fingerprint)),
        };
        let mut redacted_from = None;
        if form.kind() == CodeKind::Qr && !form.redact().is_empty() {
            let qr: Vec<Code> = codes.iter().filter_map(|(seen, _)| seen.qr.clone()).collect();
            let covered = match more {
                true => Err(CoverError::AnotherSheet),
                false => covered(&kept, &qr, form),
            };
            match covered {
                Ok((covered, print)) => {
                    redacted_from = Some(BlobHash::of(&kept));
                    (kept, fingerprint) = (covered, print);
                }
                Err(error) => return Err(Queued::new(first(), Reason::NotCovered(error), fingerprint)),
            }
        }
        let media = media::by_bytes(&kept);
        let sheet = |((code, _), reading): ((CodeSeen, Vec<u8>), CodeReading)| {
            let mut broken = Vec::new();
            if let Some(contest) = election.contest(reading.contest.as_str()) {
                let all = model::rules::check(&reading.counts, contest, election);
                let errors = all.iter().filter(|broken| broken.severity.is_error());
                broken = errors.map(|broken| broken.rule.words()).collect();
            }
            SheetSeen {
                code,
                reading,
                broken,
                redacted_from,
                original: original.clone(),
                media,
            }
        };
        Ok(Read {
            sheets: codes.into_iter().zip(readings).map(sheet).collect(),
            more,
            clean: kept,
            fingerprint,
        })
    }
}

/// Covers parts of a cleaned picture beside each of its codes; gives it with its fingerprint. Its codes must say the same
/// afterwards, and there must be no others.
fn covered(clean: &[u8], codes: &[Code], form: &Form) -> Result<(Vec<u8>, Option<Fingerprint>), CoverError> {
    let limits = Limits::default();
    let covered = redact(clean, codes, form.redact(), &limits)?;
    let grey = decode(&covered, &limits)?;
    let found = find_all(&grey, form);
    let is_same = |(found, before): (&Found, &Code)| matches!(found, Found::Wanted(code) if code.payload == before.payload);
    let [Found::Wanted(again), ..] = &found[..] else {
        return Err(CoverError::Unreadable);
    };
    if found.len() != codes.len() || !found.iter().zip(codes).all(is_same) {
        return Err(CoverError::Unreadable);
    }
    Ok((covered, Fingerprint::new(&grey, Some(again.corners))))
}

impl Read {
    /// The station, where all sheets of the picture are of one.
    pub(crate) fn station(&self) -> Option<StationCode> {
        let first = &self.sheets[0].reading.station;
        let is_of_one = self.sheets.iter().all(|sheet| sheet.reading.station == *first);
        is_of_one.then(|| first.clone())
    }
}

impl Queued {
    /// A sheet that was read and is put aside for this reason.
    pub(crate) fn sheet(sheet: SheetSeen, reason: Reason, fingerprint: Option<Fingerprint>) -> Queued {
        Queued {
            seen: Seen::Sheet(Box::new(sheet)),
            reason,
            fingerprint,
        }
    }
}
