//! Stations that files and photographs name and a register known only in part lacks.

use crate::election::{Folder, OPERATOR};
use model::{Election, Hour, Station, StationCode};
use note::SigningKey;
use record::{BlobHash, Body, RegisterBody};
use std::collections::HashSet;
use tally::Tally;

/// Puts stations on the register as they are named.
pub(crate) struct Additions<'a> {
    folder: &'a Folder,
    tally: &'a Tally,
    /// Where the register may grow: it is not complete, and the operator's key is here.
    operator: Option<SigningKey>,
    added: HashSet<StationCode>,
}

impl<'a> Additions<'a> {
    /// Begins with what the tally has on its register.
    pub(crate) fn new(folder: &'a Folder, tally: &'a Tally) -> anyhow::Result<Additions<'a>> {
        let operator = match tally.election().register.complete {
            true => None,
            false => folder.key(OPERATOR)?,
        };
        Ok(Additions {
            folder,
            tally,
            operator,
            added: HashSet::new(),
        })
    }

    /// Whether a station is on the register, or may be put there.
    pub(crate) fn may_hold(&self, station: &StationCode) -> bool {
        let stations = self.tally.stations();
        let listed = |number| stations.row(number).listed;
        self.operator.is_some() || stations.number(station.as_str()).is_some_and(listed)
    }

    /// A signed `register` entry for those of these stations that the register lacks, or whose voters,
    /// areas or place it lacks, and how many are new to it. None where there are none.
    pub(crate) fn entry<'s>(
        &mut self,
        stations: impl Iterator<Item = &'s Station>,
        of: Option<BlobHash>,
        at: &Hour,
    ) -> anyhow::Result<Option<(Vec<u8>, u64)>> {
        let Some(operator) = &self.operator else {
            return Ok(None);
        };
        let election: &Election = self.tally.election();
        let mut new = 0;
        let mut missing: Vec<&Station> = Vec::new();
        for station in stations {
            let (known, adds) = match self.tally.stations().number(station.code.as_str()) {
                None => (false, true),
                Some(number) => {
                    let listed = self.tally.stations().row(number);
                    let voters = listed.registered.is_none() && station.registered.is_some();
                    let areas = listed.area.is_none() && !station.areas.is_empty();
                    let place = listed.place.is_none() && station.place.is_some();
                    (listed.listed, !listed.listed || voters || areas || place)
                }
            };
            if adds && self.added.insert(station.code.clone()) {
                missing.push(station);
                new += u64::from(!known);
            }
        }
        if missing.is_empty() {
            return Ok(None);
        }
        let blob = record::register::write(election, missing.iter().copied())?;
        let blob = self.folder.wait(self.folder.blobs()?.put(blob.into()))?;
        let body = Body::Register(RegisterBody {
            election: election.id.clone(),
            stations: blob,
            count: u32::try_from(missing.len())?,
            of,
            expected: Vec::new(),
            at: at.clone(),
        });
        Ok(Some((record::sign(&body, &[operator])?, new)))
    }
}
