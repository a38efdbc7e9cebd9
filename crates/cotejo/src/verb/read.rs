//! `cotejo read`: takes in photographs of tally sheets by the codes printed on them.

mod image;
mod keep;
mod known;
mod walk;

use crate::Outcome;
use crate::election::{Folder, now};
use crate::output::{Output, number};
use crate::progress::Progress;
use crate::register::Additions;
use crate::verb::keys::own_key;
use anyhow::{Context, bail};
use image::{Image, Reason, Seen};
use known::{Known, Like};
use model::{AccountId, Election, Hour, Station};
use note::SigningKey;
use rayon::prelude::*;
use record::{BlobHash, Body, Capture, Reading, Role};
use sheet::Form;
use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, Write};
use std::path::PathBuf;
use tally::Tally;
use tlog::Writer;

/// Take in photographs of tally sheets: the code on each is read, checked and recorded, and the picture kept as
/// evidence without what would tell of the person who took it.
///
/// Folders are walked to their ends. What cannot be read is put into read.jsonl in the election's folder with the
/// reason, and the rest goes on. Pictures that were taken in before are passed over.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo read venezuela photographs/ --account campaign
  cotejo read venezuela --check photograph.jpg

Exit codes: 0 all were read, 1 some could not be read, 2 nothing could be done.")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// Pictures, and folders of pictures.
    #[arg(required = true, value_name = "IMAGES")]
    images: Vec<PathBuf>,
    /// Whose telling of the result it is.
    #[arg(long, value_name = "ID", required_unless_present = "check")]
    account: Option<AccountId>,
    /// Show all that is seen in each picture, and record nothing.
    #[arg(long)]
    check: bool,
}

/// How many pictures are read before what they say is made durable.
const BATCH: usize = 128;
/// What has become of each picture, a line each: a private file, since it names files.
const DONE: &str = "read.jsonl";

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let form = |election: &Election| -> anyhow::Result<Form> {
        Form::of(election)?.context(
            "the election's definition has no [sheet.code]: it does not say what the codes look like",
        )
    };
    let (files, mut problems) = walk::files(&args.images);
    // Names come from strangers: what steers a terminal is shown as it is written.
    problems
        .iter()
        .for_each(|problem| output.note(&problem.escape_debug().to_string()));
    let Some(account) = args.account.as_ref().filter(|_| !args.check) else {
        let folded = folder.fold()?;
        let election = folded.tally.election();
        let form = form(election)?;
        let images: Vec<Image> = files
            .par_iter()
            .map(|file| Image::read(file, &HashSet::new(), &form, election).not_kept())
            .collect();
        for image in &images {
            image.story(output)?;
        }
        let all = images.iter().all(|image| image.reason.is_none());
        return Ok(if all && problems.is_empty() {
            Outcome::Agrees
        } else {
            Outcome::Differs
        });
    };
    let (mut writer, folded) = folder.write()?;
    let tally = folded.tally;
    let election = tally.election().clone();
    let form = form(&election)?;
    let mut intake = Intake::new(&folder, &tally, &election, account)?;
    intake.known.complete(&folder, tally.images(), &form)?;
    let mut progress = Progress::new("reading pictures", files.len() as u64);
    let mut reasons: BTreeMap<&'static str, u64> = BTreeMap::new();
    let (mut read, mut before) = (0, 0);
    for (batch, at) in files.chunks(BATCH).zip((0u64..).step_by(BATCH)) {
        let images: Vec<anyhow::Result<Image>> = batch
            .par_iter()
            .map(|file| Image::read(file, &intake.done, &form, &election).kept(&folder))
            .collect();
        for image in images {
            let mut image = image?;
            if image.seen == Seen::Before {
                before += 1;
                continue;
            }
            intake.take_in(&mut image)?;
            match image.reason {
                None => read += 1,
                Some(reason) => *reasons.entry(reason.code()).or_default() += 1,
            }
            intake.images.push(image);
        }
        intake.append(&mut writer, output)?;
        progress.at(at + batch.len() as u64);
    }
    drop(progress);
    if !args.images.is_empty() && files.is_empty() {
        problems.push("no pictures were found".to_owned());
    }
    output.lines(|text| {
        text.line(format!(
            "{} pictures: {} read, {} read before, {} not.",
            number(files.len() as u64),
            number(read),
            number(before),
            number(reasons.values().sum())
        ));
        if !reasons.is_empty() {
            let rows: Vec<Vec<String>> = reasons
                .iter()
                .map(|(reason, count)| vec![Reason::words_of(reason).to_owned(), number(*count)])
                .collect();
            text.table(&["reason", "pictures"], &rows);
            text.line(format!("Each is named in {}.", folder.path(DONE).display()));
        }
    })?;
    Ok(if reasons.is_empty() && problems.is_empty() {
        Outcome::Agrees
    } else {
        Outcome::Differs
    })
}

/// Turns what was read into signed entries.
struct Intake<'a> {
    folder: &'a Folder,
    election: &'a Election,
    account: &'a AccountId,
    agent: SigningKey,
    at: Hour,
    /// The documents and pictures that the record has.
    recorded: HashSet<BlobHash>,
    /// The pictures that it has of this account.
    captured: HashSet<BlobHash>,
    /// The files that were seen before for this account, by their SHA-256.
    done: HashSet<BlobHash>,
    /// What the pictures of both are known again by.
    known: Known,
    additions: Additions<'a>,
    entries: Vec<Vec<u8>>,
    /// The stations that the pictures since the last append show.
    stations: Vec<Station>,
    /// What was read since the last append.
    images: Vec<Image>,
}

impl<'a> Intake<'a> {
    fn new(
        folder: &'a Folder,
        tally: &'a Tally,
        election: &'a Election,
        account: &'a AccountId,
    ) -> anyhow::Result<Intake<'a>> {
        let (agent, granted) = own_key(folder, tally, ("reader", Role::Agent), account)?;
        let recorded: HashSet<BlobHash> = tally.blobs().copied().collect();
        let own = tally.account_number(account.as_str());
        let captures = tally.captures().iter().filter(|row| Some(row.account) == own);
        let captured: HashSet<BlobHash> = captures.map(|row| row.image).collect();
        let done = done(folder, account)?;
        let known = Known::open(folder, |name| recorded.contains(name) || done.contains(name))?;
        Ok(Intake {
            folder,
            election,
            account,
            agent,
            at: now()?,
            recorded,
            captured,
            done,
            known,
            additions: Additions::new(folder, tally)?,
            entries: Vec::from_iter(granted),
            stations: Vec::new(),
            images: Vec::new(),
        })
    }

    /// Signs what a picture says that is kept, unless the same picture was taken in before.
    fn take_in(&mut self, image: &mut Image) -> anyhow::Result<()> {
        let like = match image.blob.filter(|blob| self.captured.contains(blob)) {
            Some(blob) => Some(Like::Photograph(blob)),
            None => self.known.like(image, &self.captured)?,
        };
        match like {
            Some(Like::Photograph(other)) => {
                (image.outcome, image.reason) = ("queued", Some(Reason::Duplicate));
                image.like = Some(other);
                return match image.blob.filter(|blob| !self.recorded.contains(blob)) {
                    Some(blob) => keep::forget(self.folder, blob),
                    None => Ok(()),
                };
            }
            Some(Like::Sheet(other)) => image.like = Some(other),
            None => {}
        }
        if image.blob.is_none_or(|blob| !self.recorded.contains(&blob)) {
            self.known.add(image)?;
        }
        let (Some(reading), Some(blob)) = (image.reading.clone(), image.blob) else {
            return Ok(());
        };
        self.captured.insert(blob);
        self.recorded.insert(blob);
        let known = self.additions.may_hold(&reading.station);
        self.stations.push(Station {
            code: reading.station.clone(),
            registered: reading.counts.registered.read(),
            areas: Vec::new(),
            place: None,
        });
        let capture = Body::Capture(Capture {
            election: self.election.id.clone(),
            account: self.account.clone(),
            station: reading.station.clone(),
            contest: reading.contest.clone(),
            image: blob,
            media: image.media.to_owned(),
            redacted_from: image.redacted_from,
            at: self.at.clone(),
        });
        let body = Body::Reading(Reading {
            election: self.election.id.clone(),
            account: self.account.clone(),
            station: reading.station,
            contest: reading.contest,
            counts: reading.counts,
            method: model::Method::Code,
            of: blob,
            line: None,
            corrects: None,
            at: self.at.clone(),
        });
        let reading = (image.reason != Some(Reason::NoFigures)).then_some(body);
        for body in [Some(capture), reading].into_iter().flatten() {
            self.entries.push(record::sign(&body, &[&self.agent])?);
        }
        if image.reason.is_none() && !known {
            (image.outcome, image.reason) = ("queued", Some(Reason::UnknownStation));
        }
        image.capture = Some(blob);
        Ok(())
    }

    /// Makes what was signed durable, and then writes down and prints what became of each picture.
    fn append(&mut self, writer: &mut Writer, output: &Output) -> anyhow::Result<()> {
        let stations = std::mem::take(&mut self.stations);
        if let Some((entry, _)) = self.additions.entry(stations.iter(), None, &self.at)? {
            self.entries.insert(0, entry);
        }
        if !self.entries.is_empty() {
            self.folder.wait(writer.append(&self.entries))?;
            self.entries.clear();
        }
        let path = self.folder.path(DONE);
        let context = || format!("cannot write {}", path.display());
        let mut lines = String::new();
        for image in &self.images {
            let account = self.account;
            lines.push_str(&serde_json::to_string(&Done { account, image })?);
            lines.push('\n');
        }
        let mut file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(&path)
            .with_context(context)?;
        file.write_all(lines.as_bytes())
            .and_then(|()| file.sync_all())
            .with_context(context)?;
        self.images
            .drain(..)
            .try_for_each(|image| output.json_line(&image))
    }
}

/// A line of [`DONE`].
#[derive(serde::Serialize)]
struct Done<'a> {
    account: &'a AccountId,
    #[serde(flatten)]
    image: &'a Image,
}

/// The files that [`DONE`] names for an account. A last line that was cut off is none.
fn done(folder: &Folder, account: &AccountId) -> anyhow::Result<HashSet<BlobHash>> {
    #[derive(serde::Deserialize)]
    struct Line {
        account: AccountId,
        sha256: Option<BlobHash>,
    }
    let path = folder.path(DONE);
    let file = match std::fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(HashSet::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let mut done = HashSet::new();
    let mut lines = std::io::BufReader::new(file).lines().zip(1..).peekable();
    while let Some((line, at)) = lines.next() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        match serde_json::from_str::<Line>(&line) {
            Ok(line) if line.account == *account => done.extend(line.sha256),
            Ok(_) => {}
            Err(_) if lines.peek().is_none() => {}
            Err(error) => bail!("{}, line {at}: {error}", path.display()),
        }
    }
    Ok(done)
}
