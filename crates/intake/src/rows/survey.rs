//! A file seen through before anything is signed: what of it can be read, what is passed over, what is recorded already, and
//! what is remarkable.

use super::failures::{Failed, Failures};
use super::recorded::{Recorded, Verdict, differences};
use super::remarks::{AllRemarks, RemarkKind, Remarks};
use super::sums::Sums;
use crate::codes::WrongCode;
use crate::register::elsewhere;
use model::lookalike::skeleton;
use model::{Area, AreaCode, ContestId, Counts, Figure, Method, Minute, StationCode};
use serde::Serialize;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU64;
use std::sync::Arc;
use table::read::PassedOver;
use table::{FileError, FileReading, FileReadings, ReadError, RowError};
use tally::{AreaNumber, ContestNumber, StationNumber, Tally};

/// What is known of a file before anything of it is signed.
#[derive(Debug, Default, Serialize)]
pub struct Survey {
    /// How many rows it has, without those that are passed over.
    pub rows: u64,
    /// The records that were passed over, by the reason.
    pub passed_over: PassedOver,
    /// How many of its rows had been recorded before, with the same figures.
    pub already_recorded: u64,
    /// How many rows give figures of stations of which only empty rows were recorded.
    pub filled: u64,
    /// How many rows have other figures than those that stand for the account and stage, or are recorded under another
    /// station's code.
    pub differing: u64,
    /// How many rows are not recorded, since they cannot be read, or the key may not write them.
    pub failed: u64,
    /// These rows, by column and reason.
    pub failures: Vec<Failed>,
    /// What is remarkable, by kind.
    pub remarks: Vec<Remarks>,
    /// The sums of the rows that can be read, by contest: what a reader can hold against a total that was published.
    pub sums: Vec<ContestSums>,
}

/// The sums of a contest's figures over the rows that can be read, without rows of totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContestSums {
    /// The contest.
    pub contest: ContestId,
    /// The figures that are not zero, by name.
    pub figures: BTreeMap<String, u64>,
}

/// A row as it is understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnderstoodRow {
    /// The line on which it begins.
    pub line: u64,
    /// The station.
    pub station: StationCode,
    /// Its areas, from the top down.
    pub areas: Vec<Area>,
    /// Its registered voters, for the register.
    pub registered: Option<u32>,
    /// The contest.
    pub contest: ContestId,
    /// The figures.
    pub counts: Counts,
    /// The minute which they refer to.
    pub as_of: Option<Minute>,
}

/// So many rows are shown as they are understood.
const FIRST: usize = 5;

/// What came of seeing a file through.
pub(super) struct Surveyed {
    pub(super) survey: Survey,
    pub(super) first: Vec<UnderstoodRow>,
    /// Why it ends before its end.
    pub(super) stopped: Option<FileError>,
    pub(super) recorded: Recorded,
}

impl Survey {
    /// Whether there is anything that somebody has to say before rows are signed.
    pub fn asks(&self) -> bool {
        self.remarks.iter().any(|remarks| remarks.asks)
    }

    /// How many rows could be read.
    pub fn read(&self) -> u64 {
        self.rows - self.failed
    }

    /// What is to be told of it, line by line: failures, then remarks with what can be done.
    pub fn lines(&self) -> Vec<String> {
        let failures = self
            .failures
            .iter()
            .flat_map(|failed| failed.said.iter().cloned());
        let remarks = self.remarks.iter().flat_map(Remarks::lines);
        failures.chain(remarks).collect()
    }
}

/// Sees a file's rows through; `file` is what messages call it.
pub(super) fn survey(rows: FileReadings, file: String, tally: Arc<Tally>, recorded: Recorded) -> Surveyed {
    let mut surveyor = Surveyor {
        names: SeenNames::default(),
        failures: Failures::default(),
        remarks: AllRemarks::default(),
        sums: Sums::default(),
        survey: Survey::default(),
        first: Vec::new(),
        tally,
        recorded,
        file,
        given: HashMap::new(),
        hasher: RandomState::new(),
    };
    let stopped = surveyor.all(rows);
    surveyor.ended(stopped)
}

struct Surveyor {
    tally: Arc<Tally>,
    recorded: Recorded,
    file: String,
    names: SeenNames,
    failures: Failures,
    remarks: AllRemarks,
    sums: Sums,
    survey: Survey,
    first: Vec<UnderstoodRow>,
    /// By the hash of a contest and a station: the line of the first row that gives figures, and the hash of these.
    given: HashMap<u64, (u64, u64)>,
    hasher: RandomState,
}

impl Surveyor {
    fn all(&mut self, mut rows: FileReadings) -> Option<FileError> {
        let stopped = loop {
            match rows.next() {
                None => break None,
                Some(Err(ReadError::File(error))) => break Some(error),
                Some(Err(ReadError::Row(error))) => self.fails(error),
                Some(Ok(row)) => self.row(row),
            }
            self.survey.rows += 1;
        };
        self.survey.passed_over = rows.passed_over().clone();
        stopped
    }

    fn fails(&mut self, error: RowError) {
        self.survey.failed += 1;
        self.failures.add(&self.file, error);
    }

    fn row(&mut self, row: FileReading) {
        let tally = self.tally.clone();
        if let Err(wrong) = WrongCode::check(tally.election(), &row.station.code) {
            self.fails(wrong.of_row(row.line));
            return;
        }
        match self.recorded.verdict(&tally, &row) {
            Verdict::New => {}
            Verdict::Fills => self.survey.filled += 1,
            Verdict::Recorded => {
                self.survey.already_recorded += 1;
            }
            Verdict::Differs(number) => {
                self.survey.differing += 1;
                let said = || format!("recorded with {}", differences(&tally, number, &row));
                self.remark(RemarkKind::Differs, &row, said);
            }
            Verdict::OtherStation(number) => {
                self.survey.differing += 1;
                let station = tally.stations().code(tally.readings().row(number).station);
                self.remark(RemarkKind::OtherStation, &row, || {
                    format!("this line is recorded as that of station {:?}", station.as_str())
                });
            }
        }
        self.of_register(&tally, &row);
        if let Some(contest) = tally.contest_number(row.contest.as_str()) {
            let figures = tally.pack(contest, &row.counts);
            self.given_before(&tally, contest, &row, &figures);
            if self.sums.add(contest, row.line, &figures) {
                self.remark(RemarkKind::Total, &row, || {
                    "looks like a total: every figure is the sum of rows above".to_owned()
                });
            }
        }
        if self.first.len() < FIRST {
            let FileReading {
                line,
                station,
                contest,
                counts,
                as_of,
            } = row;
            self.first.push(UnderstoodRow {
                line,
                station: station.code,
                areas: station.areas,
                registered: station.registered,
                contest,
                counts,
                as_of,
            });
        }
    }

    /// Remarks a row whose station an earlier row of the file gives other figures.
    fn given_before(&mut self, tally: &Tally, contest: ContestNumber, row: &FileReading, figures: &[Figure]) {
        if tally.election().is_empty_row(Method::File, &row.counts) {
            return;
        }
        let sheet = self.hasher.hash_one((contest, row.station.code.as_str()));
        let figures = self.hasher.hash_one(figures);
        let (line, first) = *self.given.entry(sheet).or_insert((row.line, figures));
        if first != figures {
            self.remark(RemarkKind::Twice, row, || {
                format!("line {line} gives this station other figures")
            });
        }
    }

    /// Holds what a row says of its station against the register.
    fn of_register(&mut self, tally: &Tally, row: &FileReading) {
        let station = &row.station;
        let number = tally.stations().number(station.code.as_str());
        let listed = number.map(|number| tally.stations().row(number));
        let is_listed = listed.is_some_and(|listed| listed.listed);
        if tally.election().register.complete && !is_listed {
            let alike = self.names.station(tally, &station.code, row.line);
            self.remark(RemarkKind::Unlisted, row, || match alike {
                Some(other) => format!("the register lacks it; it looks like {other}"),
                None => "the register lacks it".to_owned(),
            });
        } else if number.is_none()
            && let Some(other) = self.names.station(tally, &station.code, row.line)
        {
            self.remark(RemarkKind::LooksLike, row, || format!("looks like {other}"));
        }
        if tally.areas().number(station.code.as_str()).is_some()
            || station
                .areas
                .iter()
                .any(|area| area.code.as_str() == station.code.as_str())
        {
            self.remark(RemarkKind::NamesArea, row, || "an area has that code".to_owned());
        }
        for (area, level) in station.areas.iter().zip(0..) {
            if !tally.election().register.complete
                && let Some(other) = self.names.area(tally, &area.code, level)
            {
                self.remark(RemarkKind::AreaLooksLike, row, || {
                    format!(
                        "the area {:?} looks like {:?}",
                        area.code.as_str(),
                        other.as_str()
                    )
                });
            }
        }
        if let Some(elsewhere) = elsewhere(tally, number, &station.areas) {
            self.remark(RemarkKind::OtherArea, row, || elsewhere.to_string());
        }
        if let (Some(before), Some(here)) = (listed.and_then(|listed| listed.registered), station.registered)
            && before != here
        {
            self.remark(RemarkKind::OtherVoters, row, || {
                format!("{before} registered voters before, here {here}")
            });
        }
    }

    fn remark(&mut self, kind: RemarkKind, row: &FileReading, said: impl FnOnce() -> String) {
        let file = &self.file;
        self.remarks.add(kind, || {
            let (line, station) = (row.line, row.station.code.as_str());
            format!("{file}: line {line}: station {station:?}: {}", said())
        });
    }

    fn ended(mut self, stopped: Option<FileError>) -> Surveyed {
        for (contest, sums, total) in self.sums.ended() {
            if let Some(line) = total {
                let file = &self.file;
                self.remarks.add(RemarkKind::Total, || {
                    format!(
                        "{file}: line {line}: looks like a total: every figure is the sum of all other rows"
                    )
                });
            }
            let names = self.tally.figure_names(contest).into_iter().map(str::to_owned);
            let figures = names.zip(sums).filter(|(_, sum)| *sum > 0);
            self.survey.sums.push(ContestSums {
                contest: self.tally.contest(contest).id.clone(),
                figures: figures.collect(),
            });
        }
        self.survey.failures = self.failures.ended(&self.file);
        self.survey.remarks = self.remarks.ended();
        Surveyed {
            survey: self.survey,
            first: self.first,
            stopped,
            recorded: self.recorded,
        }
    }
}

/// The codes that there are, by what they look like.
#[derive(Default)]
struct SeenNames {
    /// Filled where the first station is asked for that is new.
    /// By a hash of what they look like: there may be a million.
    stations: Option<HashMap<u64, SeenStation>>,
    hasher: RandomState,
    /// By level; each area's own code, and the first that looks so.
    areas: Option<HashMap<(u8, String), AreaCode>>,
    known_areas: HashSet<AreaCode>,
}

struct SeenStation {
    code: StationCode,
    /// Of this file.
    line: Option<NonZeroU64>,
}

impl std::fmt::Display for SeenStation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{:?} on line {line}", self.code.as_str()),
            None => write!(f, "{:?}, which is there already", self.code.as_str()),
        }
    }
}

impl SeenNames {
    /// Another station that a new one looks like: of the record, or of a row before.
    fn station(&mut self, tally: &Tally, code: &StationCode, line: u64) -> Option<String> {
        let hasher = &self.hasher;
        let seen = self.stations.get_or_insert_with(|| {
            let all = 0..tally.stations().len() as StationNumber;
            let codes = all.map(|number| tally.stations().code(number).clone());
            let seen = codes.map(|code| {
                let look = hasher.hash_one(skeleton(code.as_str()));
                (look, SeenStation { code, line: None })
            });
            seen.collect()
        });
        let look = skeleton(code.as_str());
        match seen.entry(hasher.hash_one(&look)) {
            Entry::Vacant(place) => {
                let line = NonZeroU64::new(line);
                place.insert(SeenStation {
                    code: code.clone(),
                    line,
                });
                None
            }
            Entry::Occupied(place) => {
                let other = place.get();
                let alike = other.code != *code && skeleton(other.code.as_str()) == look;
                alike.then(|| other.to_string())
            }
        }
    }

    /// Another area of the level that a new one looks like; told once of each.
    fn area(&mut self, tally: &Tally, code: &AreaCode, level: u8) -> Option<AreaCode> {
        if self.known_areas.contains(code) || tally.areas().number(code.as_str()).is_some() {
            return None;
        }
        self.known_areas.insert(code.clone());
        let seen = self.areas.get_or_insert_with(|| {
            let all = 0..tally.areas().len() as AreaNumber;
            let seen = all.map(|number| {
                let code = tally.areas().code(number).clone();
                ((tally.areas().node(number).level, skeleton(code.as_str())), code)
            });
            seen.collect()
        });
        match seen.get(&(level, skeleton(code.as_str()))) {
            Some(other) if other != code => Some(other.clone()),
            Some(_) => None,
            None => {
                seen.insert((level, skeleton(code.as_str())), code.clone());
                None
            }
        }
    }
}
