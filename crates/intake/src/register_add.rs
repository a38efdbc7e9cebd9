//! Additions to the register: stations, expected numbers, closing times, and where contests are held.

use crate::begin::read_register;
use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::Signer;
use crate::statements::{Recorded, append_one};
use bytes::Bytes;
use model::lookalike::skeleton;
use model::{AreaCode, ContestAreas, Election, Expected, Hour, Minute, StationCode};
use publication::Events;
use publication::blocking::blocking;
use record::{BlobHash, Body, RegisterBody};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use tally::{StationNumber, Tally};

/// What a `register` entry says besides its stations, as a TOML file that people write.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Changes {
    /// When the polls close in the whole country.
    pub polls_close: Option<Minute>,
    /// Numbers and closing times of areas.
    pub expected: Vec<Expected>,
    /// Where contests are held.
    pub contests: Vec<ContestAreas>,
}

/// An addition to the register that is to be recorded.
#[derive(Debug, Clone, Default)]
pub struct NewRegister {
    /// The CSV table of stations, as `cotejo new` takes one.
    pub stations: Option<PathBuf>,
    /// The file of [`Changes`].
    pub with: Option<PathBuf>,
    /// When the polls close in the whole country; stands before what the file of changes says.
    pub polls_close: Option<Minute>,
}

/// What was added.
#[derive(Debug, Clone, Serialize)]
pub struct Added {
    /// How many stations the entry lists.
    pub stations: u32,
    /// The entry.
    #[serde(flatten)]
    pub recorded: Recorded,
}

impl NewRegister {
    /// Records the addition at `at`, as the operator.
    ///
    /// # Errors
    /// [`Error::NothingToAdd`]; [`Error::Register`], [`Error::Document`] or [`Error::UnknownContest`] where a file cannot
    /// be used; [`WouldNotCount`](crate::Error::WouldNotCount) with the fold's reason, [`NoKey`](crate::Error::NoKey), or
    /// where the log cannot be written. Nothing is written then.
    pub async fn add(&self, folder: &ElectionFolder, at: &Hour, events: &dyn Events) -> Result<Added> {
        let operator = Signer::operator(folder)?;
        let mut changes = self
            .with
            .as_deref()
            .map(read_changes)
            .transpose()?
            .unwrap_or_default();
        changes.polls_close = self.polls_close.clone().or(changes.polls_close);
        if self.stations.is_none() && changes == Changes::default() {
            return Err(Error::NothingToAdd);
        }
        let (mut writer, folded) = folder.writer(events).await?;
        let tally = &folded.tally;
        let election = tally.election();
        if let Some(path) = &self.with {
            known_contests(path, election, &changes.contests)?;
        }
        let (blob, count) = match self.stations.clone() {
            Some(path) => {
                let election = election.clone();
                blocking(move || read_register(&path, &election)).await?
            }
            None => (
                record::register::write(election, &[]).map_err(Error::Additions)?,
                0,
            ),
        };
        for (code, other) in look_alike(tally, &blob) {
            events.warn(&format!(
                "station {:?} looks like {:?}: if they are one station, it is on the register twice now",
                code.as_str(),
                other.as_str()
            ));
        }
        for area in unknown_areas(tally, &blob, &changes) {
            events.warn(&format!("no register has named the area {area} so far"));
        }
        let blob = Bytes::from(blob);
        let body = Body::Register(RegisterBody {
            election: election.id.clone(),
            stations: BlobHash::of(&blob),
            count,
            of: None,
            expected: changes.expected,
            polls_close: changes.polls_close,
            contests: changes.contests,
            at: at.clone(),
        });
        let recorded = append_one(folder, &mut writer, tally, &[&operator], &body, vec![blob]).await?;
        Ok(Added {
            stations: count,
            recorded,
        })
    }
}

fn read_changes(path: &Path) -> Result<Changes> {
    let text = publication::files::read_text(path, model::document::MAX_BYTES)?;
    model::document::parse(&text).map_err(|source| Error::Document {
        path: path.to_owned(),
        source,
    })
}

fn known_contests(path: &Path, election: &Election, contests: &[ContestAreas]) -> Result<()> {
    let unknown = contests
        .iter()
        .find(|of| election.contest(of.contest.as_str()).is_none());
    let Some(unknown) = unknown else {
        return Ok(());
    };
    let known: Vec<&str> = election
        .contests
        .iter()
        .map(|contest| contest.id.as_str())
        .collect();
    Err(Error::UnknownContest {
        path: path.to_owned(),
        contest: unknown.contest.to_string(),
        known: known[..known.len().min(20)].join(", "),
    })
}

/// The new stations that look like another one of the register or of the same file, with that one.
fn look_alike(tally: &Tally, stations: &[u8]) -> Vec<(StationCode, StationCode)> {
    let known = (0..tally.stations().len() as StationNumber).map(|number| tally.stations().code(number));
    let mut seen: HashMap<String, StationCode> = known
        .map(|code| (skeleton(code.as_str()), code.clone()))
        .collect();
    let mut alike = Vec::new();
    // The blob was read to its end before.
    let _ = record::register::read(tally.election(), stations, |station| {
        let code = &station.code;
        if tally.stations().number(code.as_str()).is_some() {
            return;
        }
        let other = seen
            .entry(skeleton(code.as_str()))
            .or_insert_with(|| code.clone());
        if other != code {
            alike.push((code.clone(), other.clone()));
        }
    });
    alike
}

/// The areas of the changes that neither the register nor these stations name: most often a mistyped code.
fn unknown_areas(tally: &Tally, stations: &[u8], changes: &Changes) -> BTreeSet<AreaCode> {
    let expected = changes.expected.iter().map(|expected| &expected.area);
    let held = changes.contests.iter().flat_map(|contest| &contest.areas);
    let mut unknown: BTreeSet<AreaCode> = expected.chain(held).cloned().collect();
    unknown.retain(|area| tally.areas().number(area.as_str()).is_none());
    if !unknown.is_empty() {
        // The blob was read to its end before.
        let _ = record::register::read(tally.election(), stations, |station| {
            for area in &station.areas {
                unknown.remove(area.code.as_str());
            }
        });
    }
    unknown
}
