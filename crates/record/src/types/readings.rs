//! `readings`: many rows of one document, in one entry with one set of signatures.

use super::{ContentError, EntryType};
use crate::{BlobHash, ReadingName};
use model::{
    AccountId, ContestId, Counts, ElectionId, Figure, Hour, MAX_FURTHER_FIGURES, Minute, OptionId,
    SheetFigure, StageId, StationCode,
};
use serde::de::{self, DeserializeSeed, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, SerializeTuple};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashSet;
use std::fmt;
use std::num::NonZeroU32;

/// The most rows of one entry.
pub const MAX_ROWS: usize = 256;

/// `readings`: these rows of a data file read so. Each row is a reading of its own, by method `file`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Readings {
    /// The election.
    pub election: ElectionId,
    /// The account that they belong to.
    pub account: AccountId,
    /// The account's stage, where it has stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// The contest.
    pub contest: ContestId,
    /// The document that they were taken from.
    pub of: BlobHash,
    /// The sheet's figures that the rows have, each once, in the order of the rows' figures.
    pub figures: Vec<SheetFigure>,
    /// The options that the rows have, each once; their figures follow those of the sheet.
    pub options: Vec<OptionId>,
    /// The rows.
    pub rows: Rows,
    /// The minute which the figures refer to, as the document states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Minute>,
    /// The same row by row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows_as_of: Option<Vec<RowAsOf>>,
    /// The earlier readings that rows replace, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<RowCorrections>,
    /// When it was written.
    pub at: Hour,
}

/// Which readings the rows of an entry replace, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowCorrections {
    /// Why.
    pub reason: String,
    /// Each row and each reading at most once.
    pub rows: Vec<RowCorrection>,
}

/// Which reading a row replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowCorrection {
    /// The row's number, counted from 0.
    pub row: u8,
    /// The reading that is replaced; it stays in the log.
    pub reading: ReadingName,
}

/// A row of a `readings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The station.
    pub station: &'a StationCode,
    /// The line of the document on which the row begins, counted from 1; none where the document has no lines.
    pub line: Option<NonZeroU32>,
    /// A figure for each of the entry's `figures`, then for each of its options.
    pub figures: &'a [Figure],
}

/// The rows of a `readings`: each as many figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    heads: Vec<(StationCode, Option<NonZeroU32>)>,
    /// All rows' figures, one row after the other.
    figures: Vec<Figure>,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Adds a row. All rows of an entry have as many figures, as [`EntryType::check`] makes sure.
    pub fn push(
        &mut self,
        station: StationCode,
        line: Option<NonZeroU32>,
        figures: impl IntoIterator<Item = Figure>,
    ) {
        self.heads.push((station, line));
        self.figures.extend(figures);
    }

    /// The rows in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        let width = self.figures.len() / self.len().max(1);
        self.heads
            .iter()
            .enumerate()
            .map(move |(n, (station, line))| Row {
                station,
                line: *line,
                figures: &self.figures[n * width..][..width],
            })
    }

    fn have_each(&self, figures: usize) -> bool {
        self.figures.len() == self.len() * figures
    }
}

impl Readings {
    /// A row's figures.
    pub fn counts(&self, row: &Row<'_>) -> Counts {
        let mut counts = Counts::default();
        let (figures, options) = row.figures.split_at(self.figures.len());
        for (which, figure) in self.figures.iter().zip(figures) {
            counts.set_figure(which, *figure);
        }
        for (option, figure) in self.options.iter().zip(options) {
            counts.set_option(option.clone(), *figure);
        }
        counts
    }

    /// The minute which a row's figures refer to, where the document states one.
    pub fn as_of(&self, row: usize) -> Option<&Minute> {
        match &self.rows_as_of {
            Some(minutes) => minutes.get(row)?.0.as_ref(),
            None => self.as_of.as_ref(),
        }
    }

    /// The reading that each row replaces, in the order of the rows.
    pub fn corrected(&self) -> Vec<Option<ReadingName>> {
        let mut corrected = vec![None; self.rows.len()];
        for correction in self.corrects.iter().flat_map(|corrects| &corrects.rows) {
            corrected[usize::from(correction.row)] = Some(correction.reading);
        }
        corrected
    }

    /// Whether every row replaces an earlier reading.
    pub fn corrects_all(&self) -> bool {
        let corrects = self.corrects.as_ref();
        corrects.is_some_and(|corrects| corrects.rows.len() == self.rows.len())
    }
}

/// What is wrong with the content of a `readings`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingsError {
    /// No row, or too many.
    #[error("it has {0} rows, 1 to 256 are allowed")]
    RowCount(usize),
    /// Neither a figure of the sheet nor an option.
    #[error("its rows have no figure")]
    NoFigures,
    /// More options than a reading may have.
    #[error("it has {0} options, at most 2000 are allowed")]
    TooManyOptions(usize),
    /// More further figures than a reading may have.
    #[error("it has {0} further figures, at most 64 are allowed")]
    TooManyFigures(usize),
    /// A figure of the sheet stands there twice.
    #[error("the figure {0:?} stands there twice")]
    FigureTwice(String),
    /// An option stands there twice.
    #[error("the option {0} stands there twice")]
    OptionTwice(OptionId),
    /// A row has too few or too many figures.
    #[error("a row does not have a figure for each of figures and options")]
    Width,
    /// Both `as_of` and `rows_as_of`.
    #[error("as_of and rows_as_of exclude each other")]
    AsOfTwice,
    /// `rows_as_of` is not as long as `rows`.
    #[error("rows_as_of has {0} values, the rows are {1}")]
    RowsAsOf(usize, usize),
    /// `corrects` names no row.
    #[error("corrects names no row")]
    CorrectsNothing,
    /// `corrects` names a row that is not there.
    #[error("corrects names the row {0}, which is not there")]
    NoSuchRow(u8),
    /// `corrects` names a row twice.
    #[error("corrects names the row {0} twice")]
    RowTwice(u8),
    /// `corrects` names a reading twice.
    #[error("corrects names the reading {0} twice")]
    ReadingTwice(ReadingName),
}

/// The first value that stands there twice.
fn twice<T: std::hash::Hash + Eq + Copy>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut seen = HashSet::new();
    values.into_iter().find(|value| !seen.insert(*value))
}

impl Readings {
    fn check_corrections(&self, corrects: &RowCorrections) -> Result<(), ReadingsError> {
        let rows = || corrects.rows.iter().map(|correction| correction.row);
        if corrects.rows.is_empty() {
            return Err(ReadingsError::CorrectsNothing);
        }
        if let Some(row) = rows().find(|row| usize::from(*row) >= self.rows.len()) {
            return Err(ReadingsError::NoSuchRow(row));
        }
        if let Some(row) = twice(rows()) {
            return Err(ReadingsError::RowTwice(row));
        }
        match twice(corrects.rows.iter().map(|correction| correction.reading)) {
            Some(reading) => Err(ReadingsError::ReadingTwice(reading)),
            None => Ok(()),
        }
    }

    fn check_all(&self) -> Result<(), ReadingsError> {
        let rows = self.rows.len();
        if rows == 0 || rows > MAX_ROWS {
            return Err(ReadingsError::RowCount(rows));
        }
        let figures = self.figures.len() + self.options.len();
        if figures == 0 {
            return Err(ReadingsError::NoFigures);
        }
        if self.options.len() > model::MAX_OPTIONS {
            return Err(ReadingsError::TooManyOptions(self.options.len()));
        }
        let further = self
            .figures
            .iter()
            .filter(|figure| matches!(figure, SheetFigure::Further(_)));
        let further = further.count();
        if further > MAX_FURTHER_FIGURES {
            return Err(ReadingsError::TooManyFigures(further));
        }
        if let Some(figure) = twice(&self.figures) {
            return Err(ReadingsError::FigureTwice(figure.name().to_owned()));
        }
        if let Some(option) = twice(&self.options) {
            return Err(ReadingsError::OptionTwice(option.clone()));
        }
        if !self.rows.have_each(figures) {
            return Err(ReadingsError::Width);
        }
        if let Some(minutes) = &self.rows_as_of {
            if self.as_of.is_some() {
                return Err(ReadingsError::AsOfTwice);
            }
            if minutes.len() != rows {
                return Err(ReadingsError::RowsAsOf(minutes.len(), rows));
            }
        }
        self.corrects
            .as_ref()
            .map_or(Ok(()), |corrects| self.check_corrections(corrects))
    }
}

impl EntryType for Readings {
    const NAME: &'static str = "readings";
    const MAX_BYTES: usize = 32_768;

    fn context(&self) -> (&ElectionId, &Hour) {
        (&self.election, &self.at)
    }

    fn account(&self) -> Option<&AccountId> {
        Some(&self.account)
    }

    fn check(&self) -> Result<(), ContentError> {
        Ok(self.check_all()?)
    }
}

/// The minute which a row's figures refer to; none where the document states none of this row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowAsOf(pub Option<Minute>);

impl Serialize for RowAsOf {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.0.as_ref().map_or("", Minute::as_str))
    }
}

impl<'de> Deserialize<'de> for RowAsOf {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct MinuteVisitor;
        impl Visitor<'_> for MinuteVisitor {
            type Value = RowAsOf;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a minute like 2024-07-28T22:10Z or an empty text")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<RowAsOf, E> {
                match text {
                    "" => Ok(RowAsOf(None)),
                    text => text
                        .parse()
                        .map(|minute| RowAsOf(Some(minute)))
                        .map_err(E::custom),
                }
            }
        }
        d.deserialize_str(MinuteVisitor)
    }
}

/// A figure of a row: as elsewhere, and an empty text where the form does not have it, since a row has a place for each.
struct RowFigure(Figure);

impl Serialize for RowFigure {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Figure::NotOnForm => s.serialize_str(""),
            figure => figure.serialize(s),
        }
    }
}

impl<'de> Deserialize<'de> for RowFigure {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct FigureVisitor;
        impl Visitor<'_> for FigureVisitor {
            type Value = RowFigure;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer from 0 to 4294967295, \"illegible\" or an empty text")
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<RowFigure, E> {
                match u32::try_from(n) {
                    Ok(n) => Ok(RowFigure(Figure::Read(n))),
                    Err(_) => Err(E::invalid_value(de::Unexpected::Unsigned(n), &self)),
                }
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<RowFigure, E> {
                match text {
                    "" => Ok(RowFigure(Figure::NotOnForm)),
                    "illegible" => Ok(RowFigure(Figure::Illegible)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }
        d.deserialize_any(FigureVisitor)
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut row = s.serialize_tuple(2 + self.figures.len())?;
        row.serialize_element(self.station)?;
        row.serialize_element(&self.line.map_or(0, NonZeroU32::get))?;
        for figure in self.figures {
            row.serialize_element(&RowFigure(*figure))?;
        }
        row.end()
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut rows = s.serialize_seq(Some(self.len()))?;
        for row in self.iter() {
            rows.serialize_element(&row)?;
        }
        rows.end()
    }
}

/// Reads one row behind those read before.
struct NextRow<'r>(&'r mut Rows);

impl<'de> DeserializeSeed<'de> for NextRow<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for NextRow<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row: an array of a station's code, a line and figures")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<(), A::Error> {
        let missing = |at| de::Error::invalid_length(at, &"a station's code, a line and figures");
        let station = row.next_element()?.ok_or_else(|| missing(0))?;
        let line: u32 = row.next_element()?.ok_or_else(|| missing(1))?;
        let Rows { heads, figures } = self.0;
        let start = figures.len();
        while let Some(RowFigure(figure)) = row.next_element()? {
            figures.push(figure);
        }
        let width = start / heads.len().max(1);
        if !heads.is_empty() && figures.len() - start != width {
            return Err(de::Error::custom(
                "a row with more or fewer figures than the first",
            ));
        }
        heads.push((station, NonZeroU32::new(line)));
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct RowsVisitor;
        impl<'de> Visitor<'de> for RowsVisitor {
            type Value = Rows;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of rows")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Rows, A::Error> {
                let mut rows = Rows::default();
                while all.next_element_seed(NextRow(&mut rows))?.is_some() {
                    if rows.len() > MAX_ROWS {
                        return Err(de::Error::custom(ReadingsError::RowCount(rows.len())));
                    }
                }
                Ok(rows)
            }
        }
        d.deserialize_seq(RowsVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Body, Entry, EntryError, sign};
    use note::{Note, SigningKey};
    use proptest::prelude::*;

    const LINE: &str = r#"{"election":"e","account":"campaign","contest":"mayor","of":"sha256:87c5b48f2fe3aad285dae902153b2872c48b6b178d61ba48cd52b94b73650bef","figures":["null","registered"],"options":["luis","ana"],"rows":[["01.1",2,3,400,100,200],["02.1",0,"illegible","",0,4294967295]],"at":"2026-05-10T22Z"}"#;

    fn key() -> SigningKey {
        SigningKey::from_seed("importer".parse().unwrap(), [9; 32])
    }

    fn parse(json: &str) -> Result<Readings, EntryError> {
        let note = Note::sign(format!("cotejo/v1 readings\n{json}\n"), &[&key()]).unwrap();
        match Entry::parse(&note.to_bytes())?.body {
            Body::Readings(readings) => Ok(readings),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rows_are_read_by_the_order_of_the_figures_and_written_back_alike() {
        let readings = parse(LINE).unwrap();
        let rows: Vec<Row<'_>> = readings.rows.iter().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].line, NonZeroU32::new(2));
        assert_eq!(rows[1].line, None);
        let [first, second] = [0, 1].map(|row| readings.counts(&rows[row]));
        assert_eq!(
            (first.null, first.registered),
            (Figure::Read(3), Figure::Read(400))
        );
        assert_eq!(
            (first.option("ana"), first.ballots),
            (Figure::Read(200), Figure::NotOnForm)
        );
        assert_eq!(
            (second.null, second.registered),
            (Figure::Illegible, Figure::NotOnForm)
        );
        assert_eq!(second.option("luis"), Figure::Read(0));
        assert_eq!(serde_json::to_string(&readings).unwrap(), LINE);
    }

    #[test]
    fn what_the_page_does_not_allow_is_refused() {
        let name = "ab".repeat(32);
        let good = |from: &str, to: String| {
            let changed = LINE.replacen(from, &to, 1);
            assert_ne!(changed, LINE, "{from}");
            parse(&changed)
        };
        let at = r#""at""#;
        for (from, to) in [
            (r#"["null","registered"]"#, r#"["\u006eull","registered"]"#),
            (r#""registered""#, r#""challenged""#),
            (r#""figures""#, r#""\u0066igures""#),
            (r#""rows""#, r#" "r\u006fws" "#),
            (at, r#""as_of":"2026-05-10T21:05Z","at""#),
            (at, r#""rows_as_of":["2026-05-10T21:05Z",""],"at""#),
            (
                at,
                &format!(
                    r#""corrects":{{"reason":"r","rows":[{{"row":1,"reading":"{name}/7"}},{{"row":0,"reading":"{name}"}}]}},"at""#
                ),
            ),
        ] {
            good(from, to.to_owned()).unwrap();
        }
        for (from, to) in [
            (
                r#"["null","registered"],"options":["luis","ana"]"#,
                r#"[],"options":[]"#,
            ),
            (r#""registered""#, r#""null""#),
            (r#""registered""#, r#"" voters""#),
            (r#"["null","registered"]"#, r#"["voters","voters"]"#),
            (r#""registered""#, r#"{"registered":null}"#),
            (r#""ana""#, r#""luis""#),
            (r#""ana""#, r#"" ana""#),
            (r#""ana""#, r#"["ana"]"#),
            (r#""rows":["#, r#""rows":[[],"#),
            (r#""rows":["#, r#""rows":[["03"],"#),
            (r#""rows":["#, r#""rows":[["03",1],"#),
            (r#""rows":["#, r#""rows":[["03",1,1,1,1],"#),
            (r#""rows":["#, r#""rows":[["03",1,1,1,1,1,1],"#),
            (r#""rows":["#, r#""rows":[{"03":1},"#),
            (r#""rows":["#, r#""rows":[["",1,1,1,1,1],"#),
            (r#""01.1",2"#, r#""01.1",-1"#),
            (r#""01.1",2"#, r#""01.1",-0"#),
            (r#""01.1",2"#, r#""01.1",2.0"#),
            (r#""01.1",2"#, r#""01.1",4294967296"#),
            (r#""01.1",2"#, r#""01.1","2""#),
            (r#""01.1",2,3"#, r#""01.1",2,4294967296"#),
            (r#""01.1",2,3"#, r#""01.1",2,-0"#),
            (r#""01.1",2,3"#, r#""01.1",2,null"#),
            (r#""01.1",2,3"#, r#""01.1",2,"3""#),
            (r#""01.1",2,3"#, r#""01.1",2,[3]"#),
            (at, r#""method":"file","at""#),
            (at, r#""as_of":"2026-05-10T21Z","at""#),
            (at, r#""as_of":"","at""#),
            (at, r#""rows_as_of":["2026-05-10T21:05Z"],"at""#),
            (at, r#""rows_as_of":["2026-05-10T21:05Z","","",],"at""#),
            (at, r#""rows_as_of":["2026-05-10T21:05Z",null],"at""#),
            (at, r#""rows_as_of":["",""],"as_of":"2026-05-10T21:05Z","at""#),
            (at, r#""corrects":{"reason":"r","rows":[]},"at""#),
            (
                at,
                &format!(r#""corrects":{{"rows":[{{"row":1,"reading":"{name}"}}]}},"at""#),
            ),
            (
                at,
                &format!(r#""corrects":["r",[{{"row":1,"reading":"{name}"}}]],"at""#),
            ),
            (
                at,
                &format!(r#""corrects":{{"reason":"r","rows":[[1,"{name}"]]}},"at""#),
            ),
            (
                at,
                &format!(r#""corrects":{{"reason":"r","rows":[{{"row":2,"reading":"{name}"}}]}},"at""#),
            ),
            (
                at,
                &format!(r#""corrects":{{"reason":"r","rows":[{{"row":1,"reading":"{name}/256"}}]}},"at""#),
            ),
            (
                at,
                &format!(
                    r#""corrects":{{"reason":"r","rows":[{{"row":1,"reading":"{name}"}},{{"row":1,"reading":"{name}/1"}}]}},"at""#
                ),
            ),
            (
                at,
                &format!(
                    r#""corrects":{{"reason":"r","rows":[{{"row":1,"reading":"{name}"}},{{"row":0,"reading":"{name}"}}]}},"at""#
                ),
            ),
        ] {
            assert!(good(from, to.to_owned()).is_err(), "{to}");
        }
        assert!(
            parse(&LINE.replace(
                r#"["01.1",2,3,400,100,200],["02.1",0,"illegible","",0,4294967295]"#,
                ""
            ))
            .is_err()
        );
    }

    #[test]
    fn a_further_figure_stands_among_the_five() {
        let readings = parse(&LINE.replace(r#"["null","registered"]"#, r#"["challenged","null"]"#)).unwrap();
        let rows: Vec<Row<'_>> = readings.rows.iter().collect();
        let counts = readings.counts(&rows[0]);
        assert_eq!(
            (counts.more.get("challenged"), counts.null),
            (Figure::Read(3), Figure::Read(400))
        );
        let counts = readings.counts(&rows[1]);
        assert_eq!(
            (counts.more.get("challenged"), counts.null),
            (Figure::Illegible, Figure::NotOnForm)
        );
    }

    #[test]
    fn rows_and_bytes_are_bounded() {
        let rows = |n: usize, station: &str| -> Readings {
            let mut readings = parse(LINE).unwrap();
            readings.rows = Rows::default();
            for _ in 0..n {
                readings
                    .rows
                    .push(station.parse().unwrap(), None, [Figure::Read(u32::MAX); 4]);
            }
            readings
        };
        let sign = |readings| sign(&Body::Readings(readings), &[&key()]);
        let bytes = sign(rows(256, "s")).unwrap();
        assert!(Entry::parse(&bytes).is_ok());
        assert!(sign(rows(257, "s")).is_err());
        let text = String::from_utf8(bytes).unwrap();
        let one_more = text.replacen(r#"["s""#, r#"["s",0,"","","",""],["s""#, 1);
        let error = Entry::parse(one_more.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("257 rows"), "{error}");
        let long = "s".repeat(100);
        let most = (1..=256).rev().find(|n| sign(rows(*n, &long)).is_ok()).unwrap();
        assert!(matches!(
            sign(rows(most + 1, &long)),
            Err(EntryError::TooLarge { most: 32_768, .. })
        ));
        assert!(sign(rows(most, &long)).unwrap().len() > 32_768 - 160);
    }

    proptest! {
        #[test]
        fn rows_are_read_back_as_written(
            rows in proptest::collection::vec((0u32..3, proptest::collection::vec(any::<Option<u32>>(), 4)), 1..20),
        ) {
            let mut readings = parse(LINE).unwrap();
            readings.rows = Rows::default();
            for (n, (line, figures)) in rows.into_iter().enumerate() {
                let figures = figures.into_iter().map(|figure| match figure {
                    Some(n) if n % 5 == 0 => Figure::Illegible,
                    figure => figure.map_or(Figure::NotOnForm, Figure::Read),
                });
                readings.rows.push(format!("s{n}").parse().unwrap(), NonZeroU32::new(line), figures);
            }
            let json = serde_json::to_string(&readings).unwrap();
            prop_assert_eq!(parse(&json).unwrap(), readings);
        }
    }
}
