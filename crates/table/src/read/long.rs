//! The long layout: one row an option. A station's rows may stand anywhere, so that its reading is
//! complete only at the end of the file; memory grows with the number of stations.

use super::FileReading;
use super::error::{Near, ReadError, RowError};
use super::profile::{OptionRule, Profile};
use super::record::{PassedOver, Purpose, Record, RecordReader};
use super::template::Compiled;
use super::wide::{Rules, Votes};
use model::{ContestId, Figure, FigureId, OptionId, Station, StationCode};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The readings of a long file: first the rows that fail, then the stations in the order of their first
/// rows. A station of which a row fails gives no reading, since it would lack an option.
pub(crate) struct LongReadings {
    records: Option<RecordReader>,
    rules: Rules,
    id: Compiled,
    votes: Votes,
    names: BTreeMap<String, OptionId>,
    figures: Vec<FigureId>,
    groups: Groups,
    passed_over: PassedOver,
    finished: std::vec::IntoIter<Group>,
}

#[derive(Default)]
struct Groups {
    places: FxHashMap<(StationCode, ContestId), usize>,
    groups: Vec<Group>,
}

/// What texts of the file stand for: ids, and which of them are further figures.
type Names<'a> = (&'a BTreeMap<String, OptionId>, &'a [FigureId]);

/// A station's rows so far.
struct Group {
    reading: FileReading,
    /// The line of a row of it that failed.
    failed: Option<u64>,
}

impl LongReadings {
    pub(crate) fn new(records: RecordReader, profile: &Profile, option: &OptionRule) -> LongReadings {
        let OptionRule {
            id,
            figures,
            votes,
            names,
        } = option;
        LongReadings {
            rules: Rules::new(profile, &records.header),
            id: Compiled::new(id, |name| records.header.place(name)),
            votes: Votes::new(votes, &records.header),
            names: names
                .iter()
                .map(|(text, id)| (text.trim().to_owned(), id.clone()))
                .collect(),
            figures: figures.clone(),
            records: Some(records),
            groups: Groups::default(),
            passed_over: PassedOver::default(),
            finished: Vec::new().into_iter(),
        }
    }

    pub(crate) fn passed_over(&self) -> &PassedOver {
        match &self.records {
            Some(records) => &records.passed_over,
            None => &self.passed_over,
        }
    }

    pub(crate) fn next(&mut self) -> Option<Result<FileReading, ReadError>> {
        while let Some(records) = &mut self.records {
            let step = records.next_row(|record, purpose| match purpose {
                Purpose::Look => look(&mut self.rules, &self.votes, record),
                Purpose::Take => take(
                    &mut self.rules,
                    &self.id,
                    &self.votes,
                    (&self.names, &self.figures),
                    &mut self.groups,
                    record,
                ),
            });
            match step {
                Ok(Some(Ok(()))) => {}
                Ok(Some(Err(error))) => return Some(Err(error.into())),
                Ok(None) => {
                    self.passed_over = records.passed_over.clone();
                    self.records = None;
                    let groups = std::mem::take(&mut self.groups);
                    self.finished = groups.groups.into_iter();
                }
                Err(error) => {
                    self.passed_over = records.passed_over.clone();
                    self.records = None;
                    return Some(Err(error.into()));
                }
            }
        }
        let group = self.finished.next()?;
        Some(match group.failed {
            None => Ok(group.reading),
            Some(line) => {
                let expected = format!(
                    "every row of station {} to be readable, but line {line} is not; the station is left out",
                    group.reading.station.code
                );
                Err(RowError::new(group.reading.line, expected).into())
            }
        })
    }
}

/// Whether a record could be a row.
fn look(rules: &mut Rules, votes: &Votes, record: &Record<'_>) -> Result<(), RowError> {
    rules.code(record)?;
    rules.figure(votes, record).map(|_| ())
}

/// Takes one row into its station's group.
fn take(
    rules: &mut Rules,
    id: &Compiled,
    votes: &Votes,
    names: Names<'_>,
    groups: &mut Groups,
    record: &Record<'_>,
) -> Result<(), RowError> {
    let code = rules.code(record)?;
    let contest = rules.contest(record)?;
    let key = (code, contest);
    let place = match groups.places.get(&key) {
        Some(place) => *place,
        None => {
            let place = groups.groups.len();
            groups.groups.push(Group {
                reading: FileReading {
                    line: record.line,
                    station: Station {
                        code: key.0.clone(),
                        registered: None,
                        areas: Vec::new(),
                        place: None,
                    },
                    contest: key.1.clone(),
                    counts: model::Counts::default(),
                    as_of: None,
                },
                failed: None,
            });
            groups.places.insert(key, place);
            place
        }
    };
    let group = &mut groups.groups[place];
    let taken = add(rules, id, votes, names, &mut group.reading, record);
    if taken.is_err() && group.failed.is_none() {
        group.failed = Some(record.line);
    }
    taken
}

fn add(
    rules: &mut Rules,
    id: &Compiled,
    votes: &Votes,
    (names, figures): Names<'_>,
    reading: &mut FileReading,
    record: &Record<'_>,
) -> Result<(), RowError> {
    let areas = rules.areas(record)?;
    let place = rules.place(record)?;
    let registered = rules.registered(record)?;
    let counts = rules.counts(record)?;
    let as_of = rules.as_of(record)?;
    let first = reading.line;
    let differs = |what: &str| {
        RowError::new(
            record.line,
            format!("the same {what} as on line {first}, where the station's rows begin"),
        )
    };
    if record.line == first {
        (reading.station.areas, reading.station.place) = (areas, place);
        (reading.station.registered, reading.counts) = (registered, counts);
        reading.as_of = as_of;
    } else {
        if areas != reading.station.areas {
            return Err(differs("areas"));
        }
        if place != reading.station.place {
            return Err(differs("place"));
        }
        if registered != reading.station.registered {
            return Err(differs("registered voters"));
        }
        if as_of != reading.as_of {
            return Err(differs("minute"));
        }
        for (which, figure) in counts.sheet_figures() {
            if figure != reading.counts.figure(&which) {
                return Err(differs(which.name()));
            }
        }
    }
    let mut text = String::new();
    id.write(|place| record.cell(place), true, &mut text, &mut String::new())
        .map_err(|mismatch| {
            RowError::new(record.line, mismatch.expected)
                .column(record.header.name(mismatch.column))
                .value(&mismatch.value)
        })?;
    let wrong = |expected: String| {
        let place = id.first_column().unwrap_or(usize::MAX);
        RowError::new(record.line, expected)
            .column(record.header.name(place))
            .value(&text)
    };
    let option = match names.get(text.as_str()) {
        Some(option) => option.clone(),
        None if names.is_empty() => text
            .parse::<OptionId>()
            .map_err(|error| wrong(format!("another value: {error}")))?,
        None => {
            let near = Near::of(&text, names.keys().map(String::as_str)).nearest;
            let near = near.map_or(String::new(), |near| format!(", such as {near:?}"));
            return Err(wrong(format!("one of the profile's `option.names`{near}")));
        }
    };
    let figure = rules.figure(votes, record)?;
    let of_sheet = OptionRule::sheet_figure(figures, &option);
    let set = match &of_sheet {
        Some(which) => reading.counts.figure(which),
        None => reading.counts.option(option.as_str()),
    };
    if set != Figure::NotOnForm {
        return Err(wrong(format!(
            "each option once, but station {} has it already",
            reading.station.code
        )));
    }
    match of_sheet {
        Some(which) => reading.counts.set_figure(&which, figure),
        None if reading.counts.options.len() >= model::counts::MAX_OPTIONS => {
            return Err(wrong(format!("at most {} options", model::counts::MAX_OPTIONS)));
        }
        None => reading.counts.set_option(option, figure),
    }
    Ok(())
}
