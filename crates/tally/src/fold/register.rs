//! `register`: stations, their areas and registered voters, and how many of them areas have.

use super::Fold;
use crate::readings::Interned;
use crate::refusal::Refusal;
use bytes::Bytes;
use model::{Area, ContestAreas, Election, Location, StationCode};
use record::RegisterBody;

/// The stations of a register's blob, which has no fault.
#[derive(Debug, Default)]
pub(crate) struct RegisterStations {
    stations: Vec<RegisterStation>,
    /// The areas of a station from the top down; many stations share one path.
    paths: Interned<Vec<Area>>,
}

/// A station of a register's blob.
#[derive(Debug)]
pub(crate) struct RegisterStation {
    pub(crate) code: StationCode,
    pub(crate) registered: Option<u32>,
    pub(crate) place: Option<Location>,
    /// The number of its path.
    path: u32,
}

impl RegisterStations {
    /// Reads a register's blob to its end: nothing of one that turns out to be broken may count.
    pub(crate) fn read(
        election: &Election,
        blob: Option<&Result<Bytes, String>>,
    ) -> Result<RegisterStations, Refusal> {
        let blob = match blob {
            Some(Ok(blob)) => blob,
            Some(Err(reason)) => return Err(Refusal::Blob(reason.clone())),
            None => return Err(Refusal::Blob("it was not asked for".to_owned())),
        };
        let mut register = RegisterStations::default();
        let read = record::register::read(election, blob, |station| {
            let path = register.paths.number(&station.areas);
            register.stations.push(RegisterStation {
                code: station.code.clone(),
                registered: station.registered,
                place: station.place,
                path,
            });
        });
        read.map_err(|error| Refusal::Blob(error.to_string()))?;
        Ok(register)
    }
}

impl Fold {
    /// Refuses a register whose stations are withheld: who has them not would count otherwise.
    pub(super) fn check_register(&self, body: &RegisterBody) -> Result<(), Refusal> {
        match self.is_withheld(&body.stations) {
            true => Err(Refusal::Blob(format!("{} is withheld", body.stations))),
            false => Ok(()),
        }
    }

    pub(super) fn register(&mut self, entry: u64, body: RegisterBody, register: RegisterStations) {
        let paths: Vec<_> = register.paths.iter().map(|path| self.areas.add(path)).collect();
        self.stations.reserve(register.stations.len());
        for station in register.stations {
            let areas = paths[station.path as usize];
            self.stations.list(entry, station, areas);
        }
        self.needs(body.stations);
        self.register_documents
            .extend(body.of.map(|document| (entry, document)));
        self.documents.extend(body.of);
        for expected in body.expected {
            self.expected.insert(expected.area.to_string(), expected);
        }
        if body.polls_close.is_some() {
            self.polls_close = body.polls_close;
        }
        for ContestAreas { contest, areas } in body.contests {
            // A contest that the law lacks has no sheets.
            if let Ok(contest) = self.definition.contest(contest.as_str()) {
                self.contest_areas[usize::from(contest)] = areas;
            }
        }
    }
}
