//! Rulings, and corrections of single readings.

use crate::error::{Error, Result};
use crate::folder::ElectionFolder;
use crate::keys::Signer;
use crate::statements::{Recorded, record_one};
use model::{ContestId, Counts, Figure, Hour, Method, StationCode};
use publication::Events;
use record::{BlobHash, Body, Correction, Reading, ReadingName, Role, Ruling};
use std::path::Path;
use tally::{ContestNumber, ReadingNumber, Tally};

/// A ruling to be recorded: which reading of a station stands, or that none does.
#[derive(Debug, Clone)]
pub struct NewRuling {
    /// The station.
    pub station: StationCode,
    /// The contest; the election's only one where none is named.
    pub contest: Option<ContestId>,
    /// The reading that stands; none where none does.
    pub stands: Option<ReadingName>,
    /// Why.
    pub reason: String,
    /// The name in `keys/` of the reviewer's key that signs it.
    pub key: String,
}

/// A reading to be recorded in place of another one, which it corrects.
#[derive(Debug, Clone)]
pub struct NewCorrection {
    /// The reading that is corrected.
    pub reading: ReadingName,
    /// The figures that are read anew, by the names of the sheet's fields and the options; the others stay.
    pub figures: Vec<(String, Figure)>,
    /// The photographs that they were read from, where these are others than those of the reading that is corrected.
    pub images: Vec<BlobHash>,
    /// Why.
    pub reason: String,
    /// The name in `keys/` of the key that signs it: of the reading's own signer, or a reviewer's.
    pub key: String,
}

impl NewRuling {
    /// Records the ruling at `at`.
    ///
    /// # Errors
    /// [`Error::WouldNotCount`] with the fold's reason where it would not count, [`Error::WhichContest`] where the contest
    /// must be named, [`Error::NoKey`], or where the log cannot be written. Nothing is written then.
    pub async fn add(&self, folder: &ElectionFolder, at: &Hour, events: &dyn Events) -> Result<Recorded> {
        let signer = Signer::named(folder, &self.key, Role::Reviewer)?;
        let body = |tally: &Tally| {
            let contests = &tally.election().contests;
            let contest = match (&self.contest, &contests[..]) {
                (Some(contest), _) => contest.clone(),
                (None, [only]) => only.id.clone(),
                (None, _) => {
                    let known: Vec<_> = contests.iter().map(|contest| contest.id.as_str()).collect();
                    return Err(Error::WhichContest(known.join(", ")));
                }
            };
            Ok(Body::Ruling(Ruling {
                election: tally.election().id.clone(),
                station: self.station.clone(),
                contest,
                stands: self.stands,
                reason: self.reason.clone(),
                at: at.clone(),
            }))
        };
        record_one(folder, &[&signer], body, Vec::new(), events).await
    }
}

impl NewCorrection {
    /// Records the corrected reading at `at`. Whether it will have evidence is said before it is signed.
    ///
    /// # Errors
    /// As for [`NewRuling::add`]; [`Error::NoReading`] where no reading has that name, [`Error::NoFigure`] where the contest
    /// has no such figure.
    pub async fn add(&self, folder: &ElectionFolder, at: &Hour, events: &dyn Events) -> Result<Recorded> {
        let signer = Signer::named(folder, &self.key, Role::Reviewer)?;
        let body = |tally: &Tally| {
            let reading = self.reading(tally, folder.path(), at)?;
            if !tally.next_entry().has_evidence(&reading, &[signer.key()]) {
                events.warn(
                    "no source, capture or gateway stands behind this reading: it will count for its account alone, and \
                     in no station's state",
                );
            }
            Ok(Body::Reading(reading))
        };
        record_one(folder, &[&signer], body, Vec::new(), events).await
    }

    fn reading(&self, tally: &Tally, folder: &Path, at: &Hour) -> Result<Reading> {
        let readings = tally.readings();
        let mut all = 0..readings.rows().len() as ReadingNumber;
        let number = all.find(|number| readings.name(*number) == self.reading);
        let number = number.ok_or_else(|| Error::NoReading {
            name: self.reading,
            folder: folder.to_owned(),
        })?;
        let row = readings.row(number);
        let contest = tally.contest(row.contest);
        let names = tally.figure_names(row.contest);
        let mut figures = readings.figures(number).to_vec();
        for (name, figure) in &self.figures {
            let place = names.iter().position(|own| own == name);
            let place = place.ok_or_else(|| Error::NoFigure {
                name: name.clone(),
                known: names.join(", "),
            })?;
            figures[place] = *figure;
        }
        let (method, of) = match (&self.images[..], row.method) {
            ([], Method::File) => (Method::File, readings.documents(number).copied().collect()),
            ([], Method::Message) => (Method::Message, Vec::new()),
            ([], _) => (Method::Typed, readings.documents(number).copied().collect()),
            (images, _) => (Method::Typed, images.to_vec()),
        };
        Ok(Reading {
            election: tally.election().id.clone(),
            account: tally.account(row.account).clone(),
            stage: tally.declared().stage(row.account, row.stage).cloned(),
            station: tally.stations().code(row.station).clone(),
            contest: contest.id.clone(),
            counts: counts(tally, row.contest, &figures),
            line: row.line.filter(|_| method == Method::File),
            method,
            of,
            salt: None,
            as_of: None,
            corrects: Some(Correction {
                reading: self.reading,
                reason: self.reason.clone(),
            }),
            at: at.clone(),
        })
    }
}

/// The counts of a contest's figures, in the order of [`Tally::figure_names`].
fn counts(tally: &Tally, contest: ContestNumber, figures: &[Figure]) -> Counts {
    let mut counts = Counts::default();
    let mut figures = figures.iter().copied();
    for (which, figure) in tally.election().sheet_figures().zip(&mut figures) {
        counts.set_figure(&which, figure);
    }
    for (option, figure) in tally.contest(contest).options.iter().zip(figures) {
        counts.set_option(option.id.clone(), figure);
    }
    counts
}
