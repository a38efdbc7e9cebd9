//! One picture, from its file to what its code says.

use super::walk::Place;
use crate::output::Output;
use model::{CodeKind, Election, Severity};
use record::BlobHash;
use serde::{Serialize, Serializer};
use sheet::clean::clean;
use sheet::decode::{Limits, decode};
use sheet::format::Format;
use sheet::likeness::Fingerprint;
use sheet::qr::{Code, Found, find};
use sheet::redact::redact;
use sheet::{CodeReading, Form, Grey};
use std::collections::HashSet;
use std::time::Instant;

/// Why a picture is put aside for a person to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The file cannot be read, or is no picture that can be decoded.
    NotAPicture,
    /// There is nothing that looks like a code.
    NoCode,
    /// There is something that looks like a code.
    Damaged,
    /// There is a code, of something else.
    OtherCode,
    /// What it says breaks a rule that is an error; it is recorded nevertheless.
    RuleBroken,
    /// The same picture was seen before: the very same, or one file of the photograph after another.
    Duplicate,
    /// What the definition wants covered cannot be.
    NotCovered,
    /// Its station is not on the register; it is recorded nevertheless.
    UnknownStation,
    /// The code is an identifier alone: the picture is recorded, its figures are to be typed.
    NoFigures,
}

impl Reason {
    const ALL: [Reason; 9] = [
        Reason::NotAPicture,
        Reason::NoCode,
        Reason::Damaged,
        Reason::OtherCode,
        Reason::RuleBroken,
        Reason::Duplicate,
        Reason::NotCovered,
        Reason::UnknownStation,
        Reason::NoFigures,
    ];

    /// The name in files and JSON.
    pub(super) fn code(self) -> &'static str {
        match self {
            Reason::NotAPicture => "not_a_picture",
            Reason::NoCode => "no_code",
            Reason::Damaged => "damaged",
            Reason::OtherCode => "other_code",
            Reason::RuleBroken => "rule_broken",
            Reason::Duplicate => "duplicate",
            Reason::NotCovered => "not_covered",
            Reason::UnknownStation => "unknown_station",
            Reason::NoFigures => "no_figures",
        }
    }

    /// What the reason of that name means.
    pub(super) fn words_of(code: &str) -> &'static str {
        match Reason::ALL.into_iter().find(|reason| reason.code() == code) {
            None | Some(Reason::NotAPicture) => "not a picture that can be read",
            Some(Reason::NoCode) => "no code found",
            Some(Reason::Damaged) => "a code that cannot be read",
            Some(Reason::OtherCode) => "a code of something else",
            Some(Reason::RuleBroken) => "the figures break a rule (recorded)",
            Some(Reason::Duplicate) => "the same picture was taken in before",
            Some(Reason::NotCovered) => "what must not be shown cannot be covered",
            Some(Reason::UnknownStation) => "the station is not on the register (recorded)",
            Some(Reason::NoFigures) => {
                "the code says no figures, they are to be typed (the picture is recorded)"
            }
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

/// Whether a file was looked at now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Seen {
    /// In this run.
    Now,
    /// In an earlier one.
    Before,
}

/// What became of a picture.
#[derive(Debug, Serialize)]
pub(super) struct Image {
    file: String,
    /// The file's own SHA-256.
    pub(super) sha256: Option<BlobHash>,
    /// `read`, or `queued` for a person to look at.
    pub(super) outcome: &'static str,
    /// Why it is queued.
    pub(super) reason: Option<Reason>,
    /// What is wrong, where it is no picture or cannot be covered.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// The code's text.
    pub(super) payload: Option<String>,
    station: Option<String>,
    /// The picture in the record.
    pub(super) capture: Option<BlobHash>,
    /// The picture without metadata before parts of it were covered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) redacted_from: Option<BlobHash>,
    /// The earlier picture that shows the same: in the record, or a file by its SHA-256. The same photograph where the
    /// reason is that, else another one of the same sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) like: Option<BlobHash>,
    ms: f64,
    #[serde(skip)]
    pub(super) seen: Seen,
    #[serde(skip)]
    pub(super) reading: Option<CodeReading>,
    /// The picture without metadata and what is covered.
    #[serde(skip)]
    pub(super) clean: Option<Vec<u8>>,
    /// Where it is stored.
    #[serde(skip)]
    pub(super) blob: Option<BlobHash>,
    #[serde(skip)]
    pub(super) media: &'static str,
    /// What the picture is known again by.
    #[serde(skip)]
    pub(super) print: Option<Fingerprint>,
    #[serde(skip)]
    code: Option<Code>,
    #[serde(skip)]
    size: Option<(usize, usize)>,
    #[serde(skip)]
    broken: Vec<&'static str>,
}

fn media(bytes: &[u8]) -> &'static str {
    match Format::of(bytes) {
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
        Format::Webp => "image/webp",
        Format::Pdf => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// A cleaned picture without what must not be shown, and what that is known again by. It must say the same afterwards.
fn covered(clean: &[u8], code: &Code, form: &Form) -> Result<(Vec<u8>, Option<Fingerprint>), String> {
    let limits = Limits::default();
    let covered = redact(clean, code, form.redact(), &limits).map_err(|e| e.to_string())?;
    let grey = decode(&covered, &limits).map_err(|e| e.to_string())?;
    match find(&grey, form) {
        Found::Wanted(again) if again.payload == code.payload => {
            Ok((covered, Fingerprint::new(&grey, Some(again.corners))))
        }
        _ => Err("covered so, its code cannot be read any more".to_owned()),
    }
}

impl Image {
    fn of(place: &Place) -> Image {
        Image {
            file: place.name(),
            sha256: None,
            outcome: "queued",
            reason: None,
            error: None,
            payload: None,
            station: None,
            capture: None,
            redacted_from: None,
            like: None,
            ms: 0.0,
            seen: Seen::Now,
            reading: None,
            clean: None,
            blob: None,
            media: "",
            print: None,
            code: None,
            size: None,
            broken: Vec::new(),
        }
    }

    /// Looks at a file, unless it is one of those that were looked at in an earlier run.
    pub(super) fn read(place: &Place, done: &HashSet<BlobHash>, form: &Form, election: &Election) -> Image {
        let began = Instant::now();
        let mut image = Image::of(place);
        match image.look(place, done, form, election) {
            Ok(()) => {}
            Err(error) => {
                image.reason = Some(Reason::NotAPicture);
                image.error = Some(error);
            }
        }
        if image.reason.is_none() {
            image.outcome = "read";
        }
        image.ms = (began.elapsed().as_secs_f64() * 1e5).round() / 1e2;
        image
    }

    fn look(
        &mut self,
        place: &Place,
        done: &HashSet<BlobHash>,
        form: &Form,
        election: &Election,
    ) -> Result<(), String> {
        let bytes = place.bytes(Limits::default().bytes)?;
        let hash = BlobHash::of(&bytes);
        self.sha256 = Some(hash);
        if done.contains(&hash) {
            self.seen = Seen::Before;
            return Ok(());
        }
        self.media = media(&bytes);
        let grey = decode(&bytes, &Limits::default()).map_err(|e| e.to_string())?;
        self.size = Some((grey.width(), grey.height()));
        let payload = match form.kind() {
            CodeKind::Qr => self.qr_code(&grey, form),
            kind => self.barcode(&grey, kind, form),
        };
        // Of a picture that is covered, only what is left is kept.
        if payload.is_none() || self.code.is_none() || form.redact().is_empty() {
            self.print = Fingerprint::new(&grey, self.code.as_ref().map(|code| code.corners));
        }
        let Some(payload) = payload else { return Ok(()) };
        drop(grey);
        let reading = form
            .read(&payload)
            .ok_or("the code was accepted and cannot be read")?;
        let mut kept = clean(&bytes).map_err(|e| e.to_string())?;
        drop(bytes);
        if let Some(code) = self.code.as_ref().filter(|_| !form.redact().is_empty()) {
            match covered(&kept, code, form) {
                Ok((covered, print)) => {
                    self.redacted_from = Some(BlobHash::of(&kept));
                    (kept, self.print) = (covered, print);
                }
                Err(error) => {
                    self.reason = Some(Reason::NotCovered);
                    self.error = Some(error);
                    return Ok(());
                }
            }
        }
        self.media = media(&kept);
        self.clean = Some(kept);
        if let Some(contest) = election.contest(reading.contest.as_str()) {
            let broken = model::rules::check(&reading.counts, contest, &election.rules);
            let errors = broken
                .iter()
                .filter(|broken| broken.rule.severity() == Severity::Error);
            self.broken = errors.map(|broken| broken.rule.words()).collect();
        }
        if !form.has_figures() {
            self.reason = Some(Reason::NoFigures);
        } else if !self.broken.is_empty() {
            self.reason = Some(Reason::RuleBroken);
        }
        self.station = Some(reading.station.to_string());
        self.reading = Some(reading);
        Ok(())
    }

    /// The text of a QR code that says what the form's do.
    fn qr_code(&mut self, grey: &Grey, form: &Form) -> Option<Vec<u8>> {
        let (code, wanted) = match find(grey, form) {
            Found::Wanted(code) if form.redact().is_empty() => (code, true),
            Found::Wanted(code) => (code.settled(grey), true),
            Found::Other(code) => (code, false),
            Found::Damaged(_) => {
                self.reason = Some(Reason::Damaged);
                return None;
            }
            Found::Nothing => {
                self.reason = Some(Reason::NoCode);
                return None;
            }
        };
        let payload = code.payload.clone();
        self.code = Some(code);
        self.text(payload, wanted)
    }

    /// The same of another kind of code.
    fn barcode(&mut self, grey: &Grey, kind: CodeKind, form: &Form) -> Option<Vec<u8>> {
        let Some(payload) = sheet::barcode::find(grey, kind) else {
            self.reason = Some(Reason::NoCode);
            return None;
        };
        let wanted = form.read(&payload).is_some();
        self.text(payload, wanted)
    }

    /// Puts down a code's text, and gives it where it is wanted.
    fn text(&mut self, payload: Vec<u8>, wanted: bool) -> Option<Vec<u8>> {
        self.payload = Some(String::from_utf8_lossy(&payload).into_owned());
        if !wanted {
            self.reason = Some(Reason::OtherCode);
        }
        wanted.then_some(payload)
    }

    /// Prints all that was seen.
    pub(super) fn story(&self, output: &Output) -> anyhow::Result<()> {
        output.json_line(self)?;
        output.lines(|text| {
            text.line(format!("{:?}", self.file).trim_matches('"'));
            if let Some((width, height)) = self.size {
                text.line(format!("  {} of {width} × {height} pixels, {} ms", self.media, self.ms));
            }
            if let Some(error) = &self.error {
                text.line(format!("  {error}"));
            }
            if let Some(code) = &self.code {
                text.line(format!(
                    "  QR code of version {}, level {:?}, mask {}; {} codewords put right; the modules agree to {:.2}",
                    code.version, code.level, code.mask, code.corrected, code.agreement
                ));
            }
            if let Some(payload) = &self.payload {
                text.line(format!("  it says {payload:?}"));
            }
            if let Some(reading) = &self.reading {
                text.line(format!("  station {}, contest {}", reading.station, reading.contest));
                for field in model::CountField::ALL {
                    let figure = reading.counts.field(field);
                    if !figure.is_not_on_form() {
                        text.line(format!("    {}: {figure}", field.name()));
                    }
                }
                for (option, figure) in reading.counts.options.iter() {
                    text.line(format!("    {option}: {figure}"));
                }
            }
            if self.redacted_from.is_some() {
                text.line("  parts of it are covered before it is kept");
            }
            for broken in &self.broken {
                text.line(format!("  breaks a rule: {broken}"));
            }
            match self.reason {
                None => text.line("  read"),
                Some(reason) => text.line(format!("  {}", Reason::words_of(reason.code()))),
            }
        })
    }
}
