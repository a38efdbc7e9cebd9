//! Reads photographs, and turns what was read into signed entries.

use super::duplicates::{Candidate, Fingerprints, Like};
use super::input_files::InputFile;
use super::originals::{self, SaltMaker};
use super::parallel::in_order;
use super::reason::{Reason, ReasonKind};
use super::stages::{Kept, Opened, Queued, Read, SheetSeen};
use super::{Fate, Photograph, journal};
use crate::accounts;
use crate::allowed::WouldNotCount;
use crate::codes::WrongCode;
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::{Signer, signer_for};
use crate::register::Additions;
use model::{AccountId, Election, Hour, Method, StageId, Station};
use publication::Events;
use publication::blocking::blocking;
use record::{BlobHash, Body, Capture, Reading, Role};
use sheet::Form;
use std::collections::{BTreeMap, HashSet};
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tally::{NextEntry, Tally};
use tlog::Writer;

/// How many pictures are read before what they say is made durable.
const BATCH: usize = 128;

/// What came of photographs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many files there were.
    pub files: u64,
    /// How many were read and need no person to look at them.
    pub read: u64,
    /// How many were taken in before.
    pub before: u64,
    /// How many were put aside, by the reasons.
    pub queued: BTreeMap<ReasonKind, u64>,
}

/// What all photographs are read by.
#[derive(Clone)]
struct Looking {
    form: Arc<Form>,
    tally: Arc<Tally>,
    /// The files that were taken in before, by their SHA-256.
    done: Arc<HashSet<BlobHash>>,
    /// Salts for the files that are taken in.
    salts: Option<SaltMaker>,
}

/// How far a photograph got before anything is recorded.
enum Looked {
    Before,
    Queued(Box<Queued>),
    Read(Read),
}

impl Looking {
    fn new(tally: Tally, done: HashSet<BlobHash>, salts: Option<SaltMaker>) -> Result<Looking> {
        Ok(Looking {
            form: Arc::new(Form::of(tally.election())?.ok_or(Error::NoCodes)?),
            tally: Arc::new(tally),
            done: Arc::new(done),
            salts,
        })
    }

    fn election(&self) -> &Election {
        self.tally.election()
    }

    fn look(&self, file: &InputFile) -> (Looked, Duration) {
        let began = Instant::now();
        let looked = match Opened::open(file) {
            Ok(opened) if self.done.contains(&opened.seen.sha256) => Looked::Before,
            opened => opened
                .and_then(Opened::decode)
                .and_then(|decoded| decoded.find_code(&self.form))
                .and_then(|coded| coded.read(&self.form, self.election(), self.salts.as_ref()))
                .map_or_else(Looked::Queued, Looked::Read),
        };
        (looked, began.elapsed())
    }

    /// Why a person should look at a sheet that was read, by what it says.
    fn attention(&self, sheet: &SheetSeen) -> Option<Reason> {
        if !self.form.has_figures() {
            Some(Reason::NoFigures)
        } else if !sheet.broken.is_empty() {
            Some(Reason::RuleBroken)
        } else {
            None
        }
    }
}

/// Reads photographs and records nothing.
///
/// # Errors
/// [`Error::Log`] or [`Error::Fold`] where the log cannot be read; [`Error::NoCodes`] or [`Error::Form`]
/// where the election's definition does not say what its codes look like.
pub async fn check(
    folder: &ElectionFolder,
    files: &[InputFile],
    events: &dyn Events,
) -> Result<Vec<Photograph>> {
    let folded = folder.fold(events).await?;
    let reading = Looking::new(folded.tally, HashSet::new(), None)?;
    let look = |file: &InputFile| {
        let (reading, file) = (reading.clone(), file.clone());
        blocking(move || {
            let (looked, took) = reading.look(&file);
            let fate = match looked {
                // Nothing was taken in before: none is passed over.
                Looked::Before => return None,
                Looked::Queued(queued) => Fate::Queued(queued),
                Looked::Read(read) => Fate::Read {
                    attention: reading.attention(&read.seen),
                    seen: read.seen,
                    capture: None,
                },
            };
            Some(Photograph {
                fate,
                like: None,
                took,
            })
        })
    };
    let looked = in_order(files.iter().map(look)).await;
    Ok(looked.into_iter().flatten().collect())
}

/// Takes in photographs for an account, as readings of a stage where it has stages, written at `at`: what each says is signed and recorded, and its picture kept.
/// `each` is told what became of each as soon as that is durable; those that were taken in before are skipped.
///
/// # Errors
/// Where a key, the log or a private file beside it cannot be read or written, or the election's definition does not
/// say what its codes look like; [`Error::NoAccount`], [`Error::NoStage`] or [`Error::StageMissing`] where the record has
/// no such account and stage; [`Error::WouldNotCount`] where the key may record no photograph of this account, and
/// [`Error::NoPhotographCounts`] where it may record none of these. Nothing was written into the record then.
pub async fn take_in(
    folder: &ElectionFolder,
    files: &[InputFile],
    (account, stage): (&AccountId, Option<&StageId>),
    at: &Hour,
    events: &dyn Events,
    each: &mut (dyn FnMut(&Photograph) + Send),
) -> Result<Report> {
    let (mut writer, folded) = accounts::writer(folder, &[(account, stage)], at, events).await?;
    let done = journal::done(folder, account)?;
    let reading = Looking::new(folded.tally, done, Some(SaltMaker::new()?))?;
    accounts::check(folder, &reading.tally, account, stage)?;
    let mut taking = TakingIn::new(folder, reading, (account, stage), at, events)?;
    let images: Vec<BlobHash> = taking.reading.tally.photographs().copied().collect();
    let (form, tally) = (taking.reading.form.clone(), taking.reading.tally.clone());
    taking
        .fingerprints
        .complete(folder, images.into_iter(), &form, events)
        .await?;
    let mut progress = events.begin("reading pictures", files.len() as u64);
    let mut report = Report {
        files: files.len() as u64,
        ..Report::default()
    };
    let mut recorded = 0;
    for (batch, at) in files.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let next = taking.signer.next_entry(&tally)?;
        let looked = in_order(batch.iter().map(|file| taking.look_and_keep(file, &next))).await;
        drop(next);
        for one in looked {
            let photograph = match one? {
                (Stage::Before, _) => {
                    report.before += 1;
                    continue;
                }
                (Stage::Queued(queued), took) => taking.queued(queued, took)?,
                (Stage::Kept(kept), took) => taking.kept(kept, took)?,
            };
            recorded += u64::from(photograph.capture().is_some());
            match photograph.reason() {
                None => report.read += 1,
                Some(reason) => *report.queued.entry(reason.kind()).or_default() += 1,
            }
            taking.photographs.push(photograph);
        }
        taking.append(&mut writer, each).await?;
        progress.at(at + batch.len() as u64);
    }
    if let Some((source, refused)) = taking.refused.filter(|_| recorded + report.before == 0) {
        return Err(Error::NoPhotographCounts {
            refused,
            source: Box::new(source),
        });
    }
    Ok(report)
}

/// How far a photograph came that may be kept.
enum Stage {
    Before,
    Queued(Box<Queued>),
    Kept(Kept),
}

/// Turns what was read into signed entries.
struct TakingIn<'a> {
    folder: &'a ElectionFolder,
    reading: Looking,
    account: &'a AccountId,
    stage: Option<&'a StageId>,
    signer: Signer,
    at: &'a Hour,
    /// The documents and pictures that the record has.
    recorded: HashSet<BlobHash>,
    /// The pictures that it has of this account.
    captured: HashSet<BlobHash>,
    /// The fingerprints of the pictures that were taken in or looked at.
    fingerprints: Fingerprints,
    additions: Additions,
    /// Why the first photograph that the key may not record would not count, and how many there are.
    refused: Option<(WouldNotCount, u64)>,
    entries: Vec<Vec<u8>>,
    /// What was read since the last append.
    photographs: Vec<Photograph>,
}

impl<'a> TakingIn<'a> {
    fn new(
        folder: &'a ElectionFolder,
        reading: Looking,
        (account, stage): (&'a AccountId, Option<&'a StageId>),
        at: &'a Hour,
        events: &dyn Events,
    ) -> Result<TakingIn<'a>> {
        let tally = &reading.tally;
        let signer = signer_for(folder, tally, Role::Agent, account, at)?;
        let recorded: HashSet<BlobHash> = tally.named().copied().collect();
        let own = tally.account_number(account.as_str());
        let captures = tally.captures().iter().filter(|row| Some(row.account) == own);
        let captured: HashSet<BlobHash> = captures.map(|row| row.image).collect();
        let is_kept = |name: &BlobHash| recorded.contains(name) || reading.done.contains(name);
        let by_area = signer.is_limited_to_areas(tally);
        Ok(TakingIn {
            folder,
            account,
            stage,
            at,
            captured,
            fingerprints: Fingerprints::open(folder, is_kept)?,
            additions: Additions::new(folder, tally.clone(), by_area, at, events)?,
            refused: None,
            entries: Vec::from_iter(signer.grant().map(<[u8]>::to_vec)),
            photographs: Vec::new(),
            recorded,
            signer,
            reading,
        })
    }

    /// Reads a photograph, and stores its picture where it may be recorded: as soon as it is read, so that those that
    /// wait for their entries take no memory.
    async fn look_and_keep(&self, file: &InputFile, next: &NextEntry<'_>) -> Result<(Stage, Duration)> {
        let (reading, file) = (self.reading.clone(), file.clone());
        let look = move || {
            let (looked, took) = reading.look(&file);
            let blob = match &looked {
                Looked::Read(read) => Some(BlobHash::of(&read.clean)),
                _ => None,
            };
            (looked, blob, took)
        };
        let (read, blob, took) = match blocking(look).await {
            (Looked::Before, _, took) => return Ok((Stage::Before, took)),
            (Looked::Queued(queued), _, took) => return Ok((Stage::Queued(queued), took)),
            (Looked::Read(read), None, took) => {
                let blob = BlobHash::of(&read.clean);
                (read, blob, took)
            }
            (Looked::Read(read), Some(blob), took) => (read, blob, took),
        };
        let code = &read.seen.reading.station;
        if let Err(wrong) = WrongCode::check(self.reading.tally.election(), code) {
            return Ok((Stage::Queued(read.queued(Reason::WrongCode(wrong))), took));
        }
        for body in self.bodies(&read.seen, blob) {
            let station = station(&read.seen);
            let within = |area: &model::AreaCode| self.additions.is_within(&station, area);
            match self.signer.check_within(next, &self.reading.tally, &body, within) {
                Ok(()) => {}
                Err(why) if why.is_general() => return Err(why.into()),
                Err(why) => return Ok((Stage::Queued(read.queued(Reason::NotAllowed(why))), took)),
            }
        }
        let Read {
            seen,
            clean,
            fingerprint,
        } = read;
        self.folder.put(clean.into()).await?;
        let kept = Kept {
            seen,
            blob,
            fingerprint,
        };
        Ok((Stage::Kept(kept), took))
    }

    /// The entries of a sheet: its capture and, where its code says figures, its reading.
    fn bodies(&self, sheet: &SheetSeen, blob: BlobHash) -> impl Iterator<Item = Body> + use<> {
        let election = self.reading.election().id.clone();
        let read = &sheet.reading;
        let capture = Body::Capture(Capture {
            election: election.clone(),
            account: self.account.clone(),
            station: Some(read.station.clone()),
            contest: read.contest.clone(),
            image: blob,
            media: sheet.media.to_owned(),
            redacted_from: sheet.redacted_from,
            original: sheet.original.as_ref().map(|original| original.commitment),
            at: self.at.clone(),
        });
        let reading = self.reading.form.has_figures().then(|| {
            Body::Reading(Reading {
                election,
                account: self.account.clone(),
                stage: self.stage.cloned(),
                station: read.station.clone(),
                contest: read.contest.clone(),
                counts: read.counts.clone(),
                method: Method::Code,
                of: vec![blob],
                salt: None,
                line: None,
                as_of: None,
                corrects: None,
                at: self.at.clone(),
            })
        });
        [Some(capture), reading].into_iter().flatten()
    }

    /// Puts aside a photograph that was not read, or that the key may not record.
    fn queued(&mut self, queued: Box<Queued>, took: Duration) -> Result<Photograph> {
        let mut like = None;
        if let Reason::NotAllowed(why) = &queued.reason {
            self.refused.get_or_insert_with(|| (why.clone(), 0)).1 += 1;
        } else {
            let candidate = Candidate::queued(&queued);
            if let Some(Like::Photograph(other) | Like::Sheet(other)) =
                self.fingerprints.like(&candidate, &self.captured)?
            {
                like = Some(other);
            }
            self.fingerprints.add(&candidate)?;
        }
        Ok(Photograph {
            fate: Fate::Queued(queued),
            like,
            took,
        })
    }

    /// Signs what a stored picture says, unless the same picture was taken in before.
    fn kept(&mut self, kept: Kept, took: Duration) -> Result<Photograph> {
        let (blob, candidate) = (kept.blob, Candidate::kept(&kept));
        let found = match self.captured.contains(&blob) {
            true => Some(Like::Photograph(blob)),
            false => self.fingerprints.like(&candidate, &self.captured)?,
        };
        let mut like = None;
        match found {
            Some(Like::Photograph(other)) => {
                if !self.recorded.contains(&blob) {
                    self.forget(blob)?;
                }
                return Ok(Photograph {
                    fate: Fate::Queued(kept.queued(Reason::Duplicate)),
                    like: Some(other),
                    took,
                });
            }
            Some(Like::Sheet(other)) => like = Some(other),
            None => {}
        }
        if !self.recorded.contains(&blob) {
            self.fingerprints.add(&candidate)?;
        }
        self.captured.insert(blob);
        self.recorded.insert(blob);
        let seen = kept.seen;
        let known = self.additions.may_hold(&seen.reading.station);
        self.additions.name(station(&seen));
        for body in self.bodies(&seen, blob) {
            let entry = self.signer.sign(&body, || seen.code.picture.file.name.clone())?;
            self.entries.push(entry);
        }
        let mut attention = self.reading.attention(&seen);
        if attention.is_none() && !known {
            attention = Some(Reason::UnknownStation);
        }
        Ok(Photograph {
            fate: Fate::Read {
                seen,
                capture: Some(blob),
                attention,
            },
            like,
            took,
        })
    }

    /// Removes a stored picture that no entry is to name.
    fn forget(&self, blob: BlobHash) -> Result<()> {
        let path = self.folder.log().join(tlog::blob_path(&blob));
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::file("remove", &path)(error)),
            _ => Ok(()),
        }
    }

    /// Makes what was signed durable, and then writes down and tells what became of each photograph.
    async fn append(
        &mut self,
        writer: &mut Writer,
        each: &mut (dyn FnMut(&Photograph) + Send),
    ) -> Result<()> {
        if let Some(addition) = self.additions.take(None, self.at)? {
            self.folder.put(addition.blob).await?;
            self.entries.insert(0, addition.entry);
        }
        // The salts first: a commitment whose salt is lost shows nothing.
        let originals = self
            .photographs
            .iter()
            .filter_map(|photograph| Some((photograph.capture()?, photograph.sheet()?.original.as_ref()?)));
        originals::append(self.folder, originals)?;
        if !self.entries.is_empty() {
            let entries = std::mem::take(&mut self.entries);
            self.folder.append(writer, &entries).await?;
        }
        journal::append(self.folder, self.account, &self.photographs)?;
        self.photographs
            .drain(..)
            .for_each(|photograph| each(&photograph));
        Ok(())
    }
}

/// The station of a sheet, with what that says of its register.
fn station(sheet: &SheetSeen) -> Station {
    Station {
        code: sheet.reading.station.clone(),
        registered: sheet.reading.counts.registered.read(),
        areas: Vec::new(),
        place: None,
    }
}
