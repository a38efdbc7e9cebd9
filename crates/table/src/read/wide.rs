//! The wide layout: one row a station.

use super::error::{ReadError, RowError};
use super::figure_text::FigureText;
use super::header::Header;
use super::profile::{Profile, VotesRule};
use super::record::{PassedOver, Record, RecordReader};
use super::station_code;
use super::template::{Compiled, Mismatch};
use super::{FileError, FileReading};
use model::lookalike::is_invisible;
use model::{
    Area, ContestId, Counts, Figure, Location, LocationError, Mask, Minute, OptionId, SheetFigure, Station,
};
use std::str::FromStr;

/// What a row says of its station and contest, and how its figures are read: the parts of a profile
/// that both layouts share, with columns' places for their names.
pub(crate) struct Rules {
    contest: Contest,
    code: Compiled,
    codes: Vec<Mask>,
    registered: Option<Votes>,
    areas: Vec<(Compiled, Option<Compiled>)>,
    /// Latitude and longitude.
    place: Option<[Compiled; 2]>,
    as_of: Option<Compiled>,
    counts: Vec<(SheetFigure, Votes)>,
    figures: FigureText,
    text: String,
    scratch: String,
}

enum Contest {
    Always(ContestId),
    From(Compiled),
}

/// Where a figure stands.
pub(crate) struct Votes(Vec<Compiled>);

impl Votes {
    pub(crate) fn new(rule: &VotesRule, header: &Header) -> Votes {
        let compile = |template| Compiled::new(template, |name| header.place(name));
        Votes(rule.templates().iter().map(compile).collect())
    }
}

impl Rules {
    pub(crate) fn new(profile: &Profile, header: &Header) -> Rules {
        let compile = |template| Compiled::new(template, |name| header.place(name));
        let votes = |rule: &VotesRule| Votes::new(rule, header);
        let constant = profile.contest.constant().and_then(|id| id.parse().ok());
        let areas = profile.station.areas.iter();
        let counts = profile.counts.rules();
        Rules {
            contest: constant.map_or_else(|| Contest::From(compile(&profile.contest)), Contest::Always),
            code: compile(&profile.station.code),
            codes: profile.station.codes.clone(),
            registered: profile.station.registered.as_ref().map(votes),
            areas: areas
                .map(|area| (compile(&area.code), area.name.as_ref().map(compile)))
                .collect(),
            place: profile
                .station
                .latitude
                .as_ref()
                .zip(profile.station.longitude.as_ref())
                .map(|(latitude, longitude)| [latitude, longitude].map(compile)),
            as_of: profile.as_of.as_ref().map(compile),
            counts: counts.map(|(figure, rule)| (figure, votes(rule))).collect(),
            figures: FigureText::new(profile),
            text: String::new(),
            scratch: String::new(),
        }
    }

    /// An identifier made by a template.
    pub(crate) fn id<T: FromStr<Err: std::fmt::Display>>(
        from: &Compiled,
        record: &Record<'_>,
        text: &mut String,
        scratch: &mut String,
    ) -> Result<T, RowError> {
        text.clear();
        from.write(|place| record.cell(place), true, text, scratch)
            .map_err(|mismatch| row_error(record, mismatch))?;
        if let Some(hidden) = text.chars().find(|c| is_invisible(*c)) {
            let place = from.first_column().unwrap_or(usize::MAX);
            let column = record.header.name(place);
            let expected = format!(
                "a value without letters that are not seen, but it has U+{:04X}",
                u32::from(hidden)
            );
            let remedy = format!("the filter `visible` drops them: \"{{{column}|visible}}\"");
            return Err(record.mismatch(place, expected, text).remedy(remedy));
        }
        text.parse().map_err(|error: T::Err| {
            let place = from.first_column().unwrap_or(usize::MAX);
            RowError::new(record.line, format!("another value: {error}"))
                .column(record.header.name(place))
                .value(text)
        })
    }

    pub(crate) fn contest(&mut self, record: &Record<'_>) -> Result<ContestId, RowError> {
        match &self.contest {
            Contest::Always(id) => Ok(id.clone()),
            Contest::From(template) => Self::id(template, record, &mut self.text, &mut self.scratch),
        }
    }

    pub(crate) fn code(&mut self, record: &Record<'_>) -> Result<model::StationCode, RowError> {
        let code: model::StationCode = Self::id(&self.code, record, &mut self.text, &mut self.scratch)?;
        let wrong = |expected: String| {
            let place = self.code.first_column().unwrap_or(usize::MAX);
            record.mismatch(place, expected, code.as_str())
        };
        if self.codes.is_empty() {
            let Some(what) = station_code::spoiled(code.as_str()) else {
                return Ok(code);
            };
            let error = wrong(format!("a station's code as it was published, and not {what}"));
            return Err(error.remedy(
                "a spreadsheet has rewritten it: take the file as it was before; or where codes are so, say what they look \
                 like by `station.codes`",
            ));
        }
        match self.codes.iter().any(|mask| mask.fits(code.as_str())) {
            true => Ok(code),
            false => Err(wrong(station_code::expected(&self.codes))),
        }
    }

    pub(crate) fn areas(&mut self, record: &Record<'_>) -> Result<Vec<Area>, RowError> {
        let mut areas = Vec::with_capacity(self.areas.len());
        for (code, name) in &self.areas {
            let code = Self::id(code, record, &mut self.text, &mut self.scratch)?;
            self.text.clear();
            if let Some(name) = name {
                name.write(
                    |place| record.cell(place),
                    false,
                    &mut self.text,
                    &mut self.scratch,
                )
                .map_err(|mismatch| row_error(record, mismatch))?;
            }
            areas.push(Area {
                code,
                name: self.text.as_str().into(),
            });
        }
        Ok(areas)
    }

    pub(crate) fn place(&mut self, record: &Record<'_>) -> Result<Option<Location>, RowError> {
        let Some([latitude, longitude]) = &self.place else {
            return Ok(None);
        };
        let mut text = |half: &Compiled| {
            self.text.clear();
            half.write(
                |place| record.cell(place),
                false,
                &mut self.text,
                &mut self.scratch,
            )
            .map_err(|mismatch| row_error(record, mismatch))?;
            Ok(self.text.trim().to_owned())
        };
        let texts = [text(latitude)?, text(longitude)?];
        Location::parse(&texts[0], &texts[1]).map_err(|error| {
            let (half, text, expected) = match error {
                LocationError::Latitude(_) => {
                    (latitude, &texts[0], "a latitude of -90 to 90 decimal degrees")
                }
                LocationError::Longitude(_) => {
                    (longitude, &texts[1], "a longitude of -180 to 180 decimal degrees")
                }
            };
            RowError::new(record.line, expected)
                .column(record.header.name(half.first_column().unwrap_or(usize::MAX)))
                .value(text)
        })
    }

    /// The minute which the figures refer to, where the row states one.
    pub(crate) fn as_of(&mut self, record: &Record<'_>) -> Result<Option<Minute>, RowError> {
        let Some(as_of) = &self.as_of else {
            return Ok(None);
        };
        self.text.clear();
        let cell = |place| record.cell(place);
        as_of
            .write(cell, false, &mut self.text, &mut self.scratch)
            .map_err(|mismatch| row_error(record, mismatch))?;
        match self.text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| {
                RowError::new(
                    record.line,
                    "a minute in UTC such as 2024-07-28T22:10Z, or nothing",
                )
                .column(record.header.name(as_of.first_column().unwrap_or(usize::MAX)))
                .value(text)
            }),
        }
    }

    pub(crate) fn registered(&mut self, record: &Record<'_>) -> Result<Option<u32>, RowError> {
        match self.registered.take() {
            None => Ok(None),
            Some(votes) => {
                let figure = self.figure(&votes, record);
                self.registered = Some(votes);
                Ok(figure?.read())
            }
        }
    }

    /// The figures that are not an option's.
    pub(crate) fn counts(&mut self, record: &Record<'_>) -> Result<Counts, RowError> {
        let mut counts = Counts::default();
        for at in 0..self.counts.len() {
            let figure = Self::read_figure(
                &self.counts[at].1,
                record,
                &self.figures,
                &mut self.text,
                &mut self.scratch,
            )?;
            counts.set_figure(&self.counts[at].0, figure);
        }
        Ok(counts)
    }

    pub(crate) fn figure(&mut self, votes: &Votes, record: &Record<'_>) -> Result<Figure, RowError> {
        Self::read_figure(votes, record, &self.figures, &mut self.text, &mut self.scratch)
    }

    fn read_figure(
        votes: &Votes,
        record: &Record<'_>,
        figures: &FigureText,
        text: &mut String,
        scratch: &mut String,
    ) -> Result<Figure, RowError> {
        let mut sum = Figure::NotOnForm;
        for template in &votes.0 {
            let place = template.bare();
            let value = match place {
                Some(place) => record.cell(place),
                None => {
                    text.clear();
                    template
                        .write(|place| record.cell(place), false, text, scratch)
                        .map_err(|mismatch| row_error(record, mismatch))?;
                    text.trim()
                }
            };
            let wrong = |expected: &str| {
                let place = template.first_column().unwrap_or(usize::MAX);
                RowError::new(record.line, expected)
                    .column(record.header.name(place))
                    .value(value)
            };
            let figure = figures.parse(value).ok_or_else(|| match figures.remedy(value) {
                Some(remedy) => wrong(figures.expected()).remedy(remedy),
                None => wrong(figures.expected()),
            })?;
            sum = match (sum, figure) {
                (Figure::NotOnForm, one) | (one, Figure::NotOnForm) => one,
                (Figure::Illegible, _) | (_, Figure::Illegible) => Figure::Illegible,
                (Figure::Read(a), Figure::Read(b)) => Figure::Read(
                    a.checked_add(b)
                        .ok_or_else(|| wrong("a sum of at most 4294967295"))?,
                ),
            };
        }
        Ok(sum)
    }
}

fn row_error(record: &Record<'_>, mismatch: Mismatch) -> RowError {
    record.mismatch(mismatch.column, mismatch.expected, &mismatch.value)
}

/// The readings of a wide file.
pub(crate) struct WideReadings {
    records: RecordReader,
    rules: Rules,
    /// In the order of their ids, as readings keep them.
    options: Vec<(OptionId, Votes)>,
    done: bool,
}

impl WideReadings {
    pub(crate) fn new(records: RecordReader, profile: &Profile) -> WideReadings {
        let options = profile.options.iter();
        WideReadings {
            rules: Rules::new(profile, &records.header),
            options: options
                .map(|(id, rule)| (id.clone(), Votes::new(rule, &records.header)))
                .collect(),
            records,
            done: false,
        }
    }

    pub(crate) fn passed_over(&self) -> &PassedOver {
        &self.records.passed_over
    }

    pub(crate) fn next(&mut self) -> Option<Result<FileReading, ReadError>> {
        if self.done {
            return None;
        }
        let (rules, options) = (&mut self.rules, &self.options);
        let reading: Result<Option<Result<FileReading, RowError>>, FileError> =
            self.records.next_row(|record, _| reading(rules, options, record));
        match reading {
            Ok(Some(reading)) => Some(reading.map_err(ReadError::Row)),
            Ok(None) => {
                self.done = true;
                None
            }
            Err(error) => {
                self.done = true;
                Some(Err(error.into()))
            }
        }
    }
}

fn reading(
    rules: &mut Rules,
    options: &[(OptionId, Votes)],
    record: &Record<'_>,
) -> Result<FileReading, RowError> {
    let station = Station {
        code: rules.code(record)?,
        registered: rules.registered(record)?,
        areas: rules.areas(record)?,
        place: rules.place(record)?,
    };
    let mut counts = rules.counts(record)?;
    for (id, votes) in options {
        let figure = rules.figure(votes, record)?;
        counts.set_option(id.clone(), figure);
    }
    Ok(FileReading {
        line: record.line,
        station,
        contest: rules.contest(record)?,
        counts,
        as_of: rules.as_of(record)?,
    })
}
