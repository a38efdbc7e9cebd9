//! Adds stations that inputs name to a register that is known only in part.

use crate::error::{Error, Result};
use crate::folder::{ElectionFolder, OPERATOR_KEY};
use crate::keys::Signer;
use bytes::Bytes;
use model::{Area, AreaCode, Hour, Station, StationCode};
use publication::Events;
use record::{BlobHash, Body, RegisterBody};
use std::collections::HashMap;
use std::sync::Arc;
use tally::{StationNumber, Tally};

/// Puts stations on the register as they are named.
pub(crate) struct Additions {
    tally: Arc<Tally>,
    /// Where the register may grow: it is not complete, and the operator's key is here.
    operator: Option<Signer>,
    /// The stations that were added since the fold, with the areas that they were added with where `by_area`.
    added: HashMap<StationCode, Box<[Area]>>,
    by_area: bool,
    /// Those of them that no entry names yet, and how many of these are new to the register.
    pending: Vec<Station>,
    new: u64,
}

/// An entry that adds stations to the register.
pub(crate) struct Addition {
    /// The stations, to be stored before the entry is appended.
    pub(crate) blob: Bytes,
    /// The signed entry.
    pub(crate) entry: Vec<u8>,
    /// How many stations are new to the register.
    pub(crate) new: u64,
}

impl Additions {
    /// Begins with what the tally has on its register. `by_area` says whether it will be asked for the areas of stations.
    pub(crate) fn new(
        folder: &ElectionFolder,
        tally: Arc<Tally>,
        by_area: bool,
        at: &Hour,
        events: &dyn Events,
    ) -> Result<Additions> {
        let mut operator = None;
        if !tally.election().register.complete && folder.key(OPERATOR_KEY)?.is_some() {
            let signer = Signer::operator(folder)?;
            let probe = body(&tally, BlobHash::of(b""), 0, None, at);
            match signer
                .next_entry(&tally)
                .and_then(|next| signer.check(&next, &probe))
            {
                Ok(()) => operator = Some(signer),
                Err(error) => events.warn(&format!("no stations are added to the register: {error}")),
            }
        }
        Ok(Additions {
            tally,
            operator,
            added: HashMap::new(),
            by_area,
            pending: Vec::new(),
            new: 0,
        })
    }

    /// Whether a station is on the register, or may be put there.
    pub(crate) fn may_hold(&self, station: &StationCode) -> bool {
        let stations = self.tally.stations();
        let listed = |number| stations.row(number).listed;
        self.operator.is_some() || stations.number(station.as_str()).is_some_and(listed)
    }

    /// Whether a station lies within an area, by the register as it stands or else as it will stand once this station
    /// is put on it.
    pub(crate) fn is_within(&self, station: &Station, area: &AreaCode) -> bool {
        let (stations, areas) = (self.tally.stations(), self.tally.areas());
        let within = |from| {
            let own = areas.number(area.as_str());
            own.is_some_and(|own| areas.within(Some(from), own))
        };
        let known = stations.number(station.code.as_str());
        if let Some(lowest) = known.and_then(|number| stations.row(number).area) {
            return within(lowest);
        }
        let path: &[Area] = match self.added.get(&station.code) {
            Some(path) => path,
            None if self.operator.is_some() => &station.areas,
            None => return false,
        };
        // An area that the tree has keeps its place in it.
        for part in path.iter().rev() {
            if part.code == *area {
                return true;
            }
            if let Some(number) = areas.number(part.code.as_str()) {
                return within(number);
            }
        }
        false
    }

    /// Remembers a station where the register lacks it, lacks its voters, areas or place, or has others.
    pub(crate) fn name(&mut self, station: Station) {
        if self.operator.is_none() {
            return;
        }
        let number = self.tally.stations().number(station.code.as_str());
        let (known, adds) = match number {
            None => (false, true),
            Some(number) => {
                let listed = self.tally.stations().row(number);
                // What differs is put there, too, so that everybody sees that it does: the fold keeps what was first.
                let voters = !listed.registered_differs
                    && station.registered.is_some_and(|n| listed.registered != Some(n));
                let differs =
                    !listed.area_differs && elsewhere(&self.tally, Some(number), &station.areas).is_some();
                let areas = differs || listed.area.is_none() && !station.areas.is_empty();
                let place = listed.place.is_none() && station.place.is_some();
                (listed.listed, !listed.listed || voters || areas || place)
            }
        };
        if adds && !self.added.contains_key(&station.code) {
            let areas = if self.by_area { &station.areas[..] } else { &[] };
            self.added.insert(station.code.clone(), areas.into());
            self.pending.push(station);
            self.new += u64::from(!known);
        }
    }

    /// A signed `register` entry for the stations that were named since the last one. None where there are none.
    pub(crate) fn take(&mut self, of: Option<BlobHash>, at: &Hour) -> Result<Option<Addition>> {
        let pending = std::mem::take(&mut self.pending);
        let new = std::mem::take(&mut self.new);
        let Some(operator) = self.operator.as_ref().filter(|_| !pending.is_empty()) else {
            return Ok(None);
        };
        let blob = record::register::write(self.tally.election(), &pending).map_err(Error::Additions)?;
        let blob = Bytes::from(blob);
        let body = body(&self.tally, BlobHash::of(&blob), pending.len() as u32, of, at);
        let entry = operator.sign(&body, || "the stations to be added to the register".to_owned())?;
        Ok(Some(Addition { blob, entry, new }))
    }
}

/// Where a station's areas, from the top down, are not those that are known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Elsewhere<'a> {
    /// The area that lies elsewhere; none where the station does.
    area: Option<&'a AreaCode>,
    here: &'a AreaCode,
    /// None for the top of the tree.
    before: Option<&'a AreaCode>,
}

impl std::fmt::Display for Elsewhere<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let before = self.before.map_or("no other area", AreaCode::as_str);
        match self.area {
            Some(area) => write!(
                f,
                "its area {:?} is in another area, {:?} and before {before:?}",
                area.as_str(),
                self.here.as_str()
            ),
            None => write!(
                f,
                "in another area, {:?} and before {before:?}",
                self.here.as_str()
            ),
        }
    }
}

/// Whether a station, or one of its areas, lies elsewhere than is known.
pub(crate) fn elsewhere<'a>(
    tally: &'a Tally,
    number: Option<StationNumber>,
    path: &'a [Area],
) -> Option<Elsewhere<'a>> {
    let areas = tally.areas();
    let lowest = number.and_then(|number| tally.stations().row(number).area);
    if let (Some(before), Some(here)) = (lowest.map(|area| areas.code(area)), path.last())
        && *before != here.code
    {
        return Some(Elsewhere {
            area: None,
            here: &here.code,
            before: Some(before),
        });
    }
    path.windows(2).find_map(|pair| {
        let [above, area] = pair else { return None };
        let before = areas.node(areas.number(area.code.as_str())?).parent;
        let before = before.map(|parent| areas.code(parent));
        (before != Some(&above.code)).then_some(Elsewhere {
            area: Some(&area.code),
            here: &above.code,
            before,
        })
    })
}

fn body(tally: &Tally, stations: BlobHash, count: u32, of: Option<BlobHash>, at: &Hour) -> Body {
    Body::Register(RegisterBody {
        election: tally.election().id.clone(),
        stations,
        count,
        of,
        expected: Vec::new(),
        polls_close: None,
        contests: Vec::new(),
        at: at.clone(),
    })
}
