//! Reads photographs, and turns what was read into signed entries.

use super::duplicates::{Candidate, Fingerprints, Like};
use super::input_files::InputFile;
use super::journal::Before;
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
use model::{AccountId, Election, Hour, Method, StageId, Station, StationCode};
use publication::Events;
use publication::blocking::blocking;
use record::{BlobHash, Body, Capture, Reading, Role};
use sheet::Form;
use std::collections::{BTreeMap, HashSet};
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tally::{CaptureRow, NextEntry, Tally};
use tlog::Writer;

/// How many pictures are read before what they say is made durable, and for how long none that is still to be read is
/// begun before that.
const BATCH: usize = 128;
const BATCH_TIME: Duration = Duration::from_secs(2);

/// What came of photographs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many files there were.
    pub files: u64,
    /// How many were read and need no person to look at them.
    pub read: u64,
    /// How many sheets were read in all of them.
    pub sheets: u64,
    /// How many were taken in before.
    pub before: u64,
    /// How many were put aside, by the reasons; of several sheets in a picture each is counted.
    pub queued: BTreeMap<ReasonKind, u64>,
    /// How many were put aside before and are waiting still, by the reasons.
    pub waiting: BTreeMap<ReasonKind, u64>,
}

/// What all photographs are read by.
#[derive(Clone)]
struct Looking {
    form: Arc<Form>,
    tally: Arc<Tally>,
    /// What became of files before.
    before: Arc<Before>,
    /// Whether those that were not read then are looked at again.
    retry: bool,
    /// Salts for the files that are taken in.
    salts: Option<SaltMaker>,
}

/// How far a photograph got before anything is recorded.
enum Looked {
    /// Looked at in an earlier run, with the reason for which it is waiting since.
    Before(Option<ReasonKind>),
    Queued(Box<Queued>),
    Read(Read),
}

impl Looking {
    fn new(tally: Tally, before: Before, retry: bool, salts: Option<SaltMaker>) -> Result<Looking> {
        Ok(Looking {
            form: Arc::new(Form::of(tally.election())?.ok_or(Error::NoCodes)?),
            tally: Arc::new(tally),
            before: Arc::new(before),
            retry,
            salts,
        })
    }

    fn election(&self) -> &Election {
        self.tally.election()
    }

    fn look(&self, file: &InputFile) -> (Looked, Duration) {
        let began = Instant::now();
        let looked = match Opened::open(file) {
            Ok(opened) if self.is_passed_over(&opened.seen.sha256) => {
                Looked::Before(self.before.waits(&opened.seen.sha256))
            }
            opened => opened
                .and_then(Opened::decode)
                .and_then(|decoded| decoded.find_code(&self.form))
                .and_then(|coded| coded.read(&self.form, self.election(), self.salts.as_ref()))
                .map_or_else(Looked::Queued, Looked::Read),
        };
        (looked, began.elapsed())
    }

    /// Whether a file was looked at and is not to be again.
    fn is_passed_over(&self, file: &BlobHash) -> bool {
        self.before.is_settled(file) && !(self.retry && self.before.waits(file).is_some())
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
    let reading = Looking::new(folded.tally, Before::default(), false, None)?;
    let look = |file: &InputFile| {
        let (reading, file) = (reading.clone(), file.clone());
        blocking(move || {
            let (looked, took) = reading.look(&file);
            let fates = match looked {
                // Nothing was taken in before: none is passed over.
                Looked::Before(_) => Vec::new(),
                Looked::Queued(queued) => vec![Fate::Queued(queued)],
                Looked::Read(read) => {
                    let mut more = read.more.then_some(Reason::SeveralCodes);
                    let fate = |sheet: SheetSeen| Fate::Read {
                        attention: reading.attention(&sheet).or_else(|| more.take()),
                        seen: Box::new(sheet),
                        capture: None,
                    };
                    read.sheets.into_iter().map(fate).collect()
                }
            };
            let photograph = |fate| Photograph {
                fate,
                like: None,
                took,
            };
            fates.into_iter().map(photograph).collect::<Vec<_>>()
        })
    };
    let looked = in_order(files.iter().map(look), None).await;
    Ok(looked.into_iter().flatten().collect())
}

/// Takes in photographs for an account, as readings of a stage where it has stages, written at `at`: what each says is signed and recorded, and its picture kept.
/// `each` is told what became of each sheet as soon as that is durable. Those that were looked at before are skipped, with
/// `retry` only those of which nothing is left to be read.
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
    retry: bool,
    at: &Hour,
    events: &dyn Events,
    each: &mut (dyn FnMut(&Photograph) + Send),
) -> Result<Report> {
    let (mut writer, folded) = accounts::writer(folder, &[(account, stage)], at, events).await?;
    let before = journal::before(folder, account)?;
    let reading = Looking::new(folded.tally, before, retry, Some(SaltMaker::new()?))?;
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
    let mut in_the_record = 0;
    let mut at = 0;
    while at < files.len() {
        let next = taking.signer.next_entry(&tally)?;
        let batch = files[at..].iter().take(BATCH);
        let until = Instant::now() + BATCH_TIME;
        let looked = in_order(batch.map(|file| taking.look_and_keep(file, &next)), Some(until)).await;
        drop(next);
        at += looked.len();
        for one in looked {
            let photographs = match one? {
                (Stage::Before(waiting), _) => {
                    match waiting {
                        None => report.before += 1,
                        Some(reason) => *report.waiting.entry(reason).or_default() += 1,
                    }
                    continue;
                }
                (Stage::Queued(queued), took) => vec![taking.queued(queued, took)?],
                (Stage::Kept(kept, aside), took) => taking.kept(kept, aside, took)?,
            };
            report.read += u64::from(photographs.iter().all(|sheet| sheet.reason().is_none()));
            for photograph in photographs {
                let is_known = matches!(photograph.reason(), Some(Reason::Duplicate));
                in_the_record += u64::from(photograph.capture().is_some() || is_known);
                report.sheets += u64::from(photograph.capture().is_some());
                if let Some(reason) = photograph.reason() {
                    *report.queued.entry(reason.kind()).or_default() += 1;
                }
                taking.photographs.push(photograph);
            }
        }
        taking.append(&mut writer, each).await?;
        progress.at(at as u64);
    }
    if let Some((source, refused)) = taking.refused.filter(|_| in_the_record + report.before == 0) {
        return Err(Error::NoPhotographCounts {
            refused,
            source: Box::new(source),
        });
    }
    Ok(report)
}

/// How far a photograph came that may be kept.
enum Stage {
    Before(Option<ReasonKind>),
    Queued(Box<Queued>),
    /// With the sheets of the picture that may not be recorded.
    Kept(Kept, Vec<Queued>),
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
        let is_kept = |name: &BlobHash| recorded.contains(name) || reading.before.holds(name);
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
            (Looked::Before(waiting), _, took) => return Ok((Stage::Before(waiting), took)),
            (Looked::Queued(queued), _, took) => return Ok((Stage::Queued(queued), took)),
            (Looked::Read(read), None, took) => {
                let blob = BlobHash::of(&read.clean);
                (read, blob, took)
            }
            (Looked::Read(read), Some(blob), took) => (read, blob, took),
        };
        let (station, media) = (read.station(), &read.sheets[0]);
        let refusal = |body: &Body, sheet: &SheetSeen| {
            let own = self::station(sheet);
            let within = |area: &model::AreaCode| self.additions.is_within(&own, area);
            match self.signer.check_within(next, &self.reading.tally, body, within) {
                Err(why) if why.is_general() => Err(Error::from(why)),
                checked => Ok(checked.err()),
            }
        };
        // A key for some areas may not write about a picture of no station; then about each sheet of its stations.
        let whole = refusal(&self.capture(media, station.clone(), blob), media)?.is_none();
        let mut kept = Kept {
            sheets: Vec::new(),
            station,
            whole,
            more: read.more,
            blob,
            fingerprint: read.fingerprint,
        };
        let mut aside = Vec::new();
        for sheet in read.sheets {
            let own = Some(sheet.reading.station.clone());
            let capture = (!whole).then(|| self.capture(&sheet, own, blob));
            let mut bodies = capture.into_iter().chain(self.reading(&sheet, blob));
            let is_known = self.captured.contains(&blob) && self.is_read(&sheet, blob);
            let reason = match WrongCode::check(self.reading.election(), &sheet.reading.station) {
                _ if is_known => None,
                Err(wrong) => Some(Reason::WrongCode(wrong)),
                Ok(()) => bodies
                    .find_map(|body| refusal(&body, &sheet).transpose())
                    .transpose()?
                    .map(Reason::NotAllowed),
            };
            match reason {
                None => kept.sheets.push(sheet),
                Some(reason) => aside.push(Queued::sheet(sheet, reason, kept.fingerprint.clone())),
            }
        }
        if kept.sheets.is_empty() {
            // Of a picture that is put aside whole, one line tells.
            aside.truncate(1);
            let queued = aside.pop().ok_or(Error::NoCodes)?;
            return Ok((Stage::Queued(Box::new(queued)), took));
        }
        self.folder.put(read.clean.into()).await?;
        Ok((Stage::Kept(kept, aside), took))
    }

    /// The entry of a picture that shows this sheet, and others unless `station` is there.
    fn capture(&self, sheet: &SheetSeen, station: Option<StationCode>, blob: BlobHash) -> Body {
        Body::Capture(Capture {
            election: self.reading.election().id.clone(),
            account: self.account.clone(),
            station,
            contest: sheet.reading.contest.clone(),
            image: blob,
            media: sheet.media.to_owned(),
            redacted_from: sheet.redacted_from,
            original: sheet.original.as_ref().map(|original| original.commitment),
            at: self.at.clone(),
        })
    }

    /// The entry of a sheet's reading, where its code says figures.
    fn reading(&self, sheet: &SheetSeen, blob: BlobHash) -> Option<Body> {
        let read = &sheet.reading;
        self.reading.form.has_figures().then(|| {
            Body::Reading(Reading {
                election: self.reading.election().id.clone(),
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
        })
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

    /// Signs what a stored picture says, unless the same picture was taken in before; of one that was, what was not read
    /// then. `aside` are its sheets that may not be recorded.
    fn kept(&mut self, mut kept: Kept, aside: Vec<Queued>, took: Duration) -> Result<Vec<Photograph>> {
        let (blob, candidate) = (kept.blob, Candidate::kept(&kept));
        let is_captured = self.captured.contains(&blob);
        let found = match is_captured {
            true => Some(Like::Photograph(blob)),
            false => self.fingerprints.like(&candidate, &self.captured)?,
        };
        let (mut like, mut known) = (None, Vec::new());
        match found {
            Some(Like::Photograph(other)) => {
                let is_new = |sheet: &SheetSeen| is_captured && !self.is_read(sheet, blob);
                let (new, before): (Vec<_>, Vec<_>) = kept.sheets.into_iter().partition(is_new);
                (kept.sheets, known) = (new, before);
                if !self.recorded.contains(&blob) {
                    self.forget(blob)?;
                }
                like = Some(other);
            }
            Some(Like::Sheet(other)) => like = Some(other),
            None => {}
        }
        if !is_captured && !kept.sheets.is_empty() {
            if !self.recorded.contains(&blob) {
                self.fingerprints.add(&Candidate::kept(&kept))?;
            }
            self.captured.insert(blob);
            self.recorded.insert(blob);
        }
        let fingerprint = kept.fingerprint;
        let mut more = kept.more.then_some(Reason::SeveralCodes);
        let mut fates: Vec<(Fate, Option<BlobHash>)> = Vec::new();
        for sheet in known {
            let reason = more.take().unwrap_or(Reason::Duplicate);
            let queued = Queued::sheet(sheet, reason, fingerprint.clone());
            fates.push((Fate::Queued(Box::new(queued)), like));
        }
        let like = like.filter(|like| *like != blob);
        // The stations that the captures of the picture say; one of no station may show any sheet.
        let mut captures: Vec<Option<StationCode>> =
            self.captures_of(&blob).map(|row| row.station.clone()).collect();
        let of_all = kept.station.filter(|_| captures.is_empty());
        for sheet in kept.sheets {
            let own = &sheet.reading.station;
            let name = || sheet.code.picture.file.name.clone();
            if !captures.iter().any(|of| of.as_ref().is_none_or(|of| of == own)) {
                let of = if kept.whole {
                    of_all.clone()
                } else {
                    Some(own.clone())
                };
                let capture = self.capture(&sheet, of.clone(), blob);
                self.entries.push(self.signer.sign(&capture, name)?);
                captures.push(of);
            }
            if let Some(reading) = self.reading(&sheet, blob) {
                self.entries.push(self.signer.sign(&reading, name)?);
            }
            let is_listed = self.additions.may_hold(own);
            self.additions.name(station(&sheet));
            let unknown = || (!is_listed).then_some(Reason::UnknownStation);
            let attention = self.reading.attention(&sheet).or_else(unknown);
            let fate = Fate::Read {
                seen: Box::new(sheet),
                capture: Some(blob),
                attention: attention.or_else(|| more.take()),
            };
            fates.push((fate, like));
        }
        for queued in aside {
            if let Reason::NotAllowed(why) = &queued.reason {
                self.refused.get_or_insert_with(|| (why.clone(), 0)).1 += 1;
            }
            fates.push((Fate::Queued(Box::new(queued)), like));
        }
        let photograph = |(fate, like)| Photograph { fate, like, took };
        Ok(fates.into_iter().map(photograph).collect())
    }

    /// The captures of a picture that the record had of this account before this run.
    fn captures_of(&self, blob: &BlobHash) -> impl Iterator<Item = &CaptureRow> {
        let tally = &self.reading.tally;
        let own = tally.account_number(self.account.as_str());
        let is_of_it = move |row: &&CaptureRow| row.image == *blob && Some(row.account) == own;
        tally.captures().iter().filter(is_of_it)
    }

    /// Whether a sheet of a picture that was captured was read from it for this account, or there is nothing to be read.
    fn is_read(&self, sheet: &SheetSeen, blob: BlobHash) -> bool {
        // What was taken in in this run was read whole.
        if !self.reading.form.has_figures() || self.captures_of(&blob).next().is_none() {
            return true;
        }
        let (tally, read) = (&self.reading.tally, &sheet.reading);
        let own = tally.account_number(self.account.as_str());
        let readings = tally.readings();
        let is_of_it = |number| {
            Some(readings.row(number).account) == own && readings.documents(number).any(|of| *of == blob)
        };
        let contest = tally.contest_number(read.contest.as_str());
        let station = tally.stations().number(read.station.as_str());
        let place = contest.zip(station);
        place.is_some_and(|(contest, station)| readings.of_station(contest, station).any(is_of_it))
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
