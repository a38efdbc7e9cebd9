//! Rows of one contest as entries: each of as many rows as one may have.

use model::{Contest, CountField, Counts, Figure, Minute, OptionId, SheetFigure, StationCode};
use note::VerifyingKey;
use record::types::readings::{MAX_ROWS, RowAsOf, RowCorrection, RowCorrections, Rows};
use record::{Kind, ReadingName, Readings};
use std::collections::BTreeSet;
use std::num::NonZeroU32;

/// A row that will count.
pub(super) struct CountedRow {
    pub(super) line: NonZeroU32,
    pub(super) station: StationCode,
    pub(super) counts: Counts,
    /// The minute which the figures refer to.
    pub(super) as_of: Option<Minute>,
    /// The reading whose place it takes.
    pub(super) corrects: Option<ReadingName>,
}

/// Makes entries of rows, in the order of the rows: what all rows share is as `head` says, which has no rows. `reason` is why
/// rows take the place of earlier readings.
pub(super) fn entries(
    head: &Readings,
    contest: &Contest,
    rows: &[CountedRow],
    reason: &str,
    signer: &VerifyingKey,
) -> Vec<Readings> {
    let mut entries = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let mut length = Length::of(head, reason, signer);
        // A row that is too long for any entry is left to whoever signs it.
        let fit = rest
            .iter()
            .take(MAX_ROWS)
            .take_while(|row| length.add(row) <= Kind::Readings.max_bytes())
            .count()
            .max(1);
        let (now, later) = rest.split_at(fit);
        entries.push(entry(head, contest, now, reason));
        rest = later;
    }
    entries
}

/// One entry: its figures and options are those that any of its rows has.
fn entry(head: &Readings, contest: &Contest, rows: &[CountedRow], reason: &str) -> Readings {
    let figures = rows.iter().flat_map(|row| row.counts.sheet_figures());
    let mut figures: BTreeSet<SheetFigure> = figures.map(|(figure, _)| figure).collect();
    let mut in_use: BTreeSet<&OptionId> = rows
        .iter()
        .flat_map(|row| row.counts.options.iter().map(|(option, _)| option))
        .collect();
    let mut options: Vec<OptionId> = contest.options.iter().map(|option| option.id.clone()).collect();
    options.retain(|option| in_use.remove(option));
    options.extend(in_use.into_iter().cloned());
    if figures.is_empty() && options.is_empty() {
        // Rows without any figure say so of one of them.
        figures.insert(SheetFigure::Field(CountField::Valid));
    }
    let mut made = Rows::default();
    for row in rows {
        let sheet = figures.iter().map(|figure| row.counts.figure(figure));
        let options = options.iter().map(|option| row.counts.option(option.as_str()));
        made.push(row.station.clone(), Some(row.line), sheet.chain(options));
    }
    let (as_of, rows_as_of) = minutes(rows);
    let corrections = (0..=u8::MAX).zip(rows).filter_map(|(row, of)| {
        let reading = of.corrects?;
        Some(RowCorrection { row, reading })
    });
    let corrections: Vec<RowCorrection> = corrections.collect();
    let corrects = (!corrections.is_empty()).then(|| RowCorrections {
        reason: reason.to_owned(),
        rows: corrections,
    });
    Readings {
        figures: figures.into_iter().collect(),
        options,
        rows: made,
        as_of,
        rows_as_of,
        corrects,
        ..head.clone()
    }
}

/// The minute of all rows, or those of each where they differ.
fn minutes(rows: &[CountedRow]) -> (Option<Minute>, Option<Vec<RowAsOf>>) {
    let first = rows.first().and_then(|row| row.as_of.clone());
    if rows.iter().all(|row| row.as_of == first) {
        return (first, None);
    }
    (
        None,
        Some(rows.iter().map(|row| RowAsOf(row.as_of.clone())).collect()),
    )
}

/// How many bytes an entry has while rows are added to it.
struct Length<'r> {
    /// All but the rows' figures and the places of those that they do not have.
    fixed: usize,
    figures: BTreeSet<SheetFigure>,
    options: BTreeSet<&'r OptionId>,
    rows: usize,
    /// How many of them have a minute.
    minutes: usize,
    /// How many figures the rows have.
    present: usize,
    /// The bytes of the corrections without their rows, once a row has one.
    corrections: usize,
    has_corrections: bool,
}

/// The bytes of an empty text in JSON.
const EMPTY: usize = 2;
/// Those of the key of the rows' minutes with its list's brackets, and of one minute with its comma.
const MINUTES: usize = r#","rows_as_of":[]"#.len();
const MINUTE: usize = r#","2026-05-10T22:00Z""#.len();
/// Those of the corrections without their reason and rows, and at most those of one row, whose name has 64 digits and its
/// own row.
const CORRECTIONS: usize = r#","corrects":{"reason":,"rows":[]}"#.len();
const CORRECTION: usize = r#",{"row":255,"reading":"/255"}"#.len() + 64;

fn json_length(text: &str) -> usize {
    serde_json::Value::from(text).to_string().len()
}

fn digits(n: u32) -> usize {
    n.checked_ilog10().map_or(1, |log| log as usize + 1)
}

fn figure_length(figure: Figure) -> usize {
    match figure {
        Figure::Read(n) => digits(n),
        Figure::Illegible => "\"illegible\"".len(),
        Figure::NotOnForm => EMPTY,
    }
}

impl<'r> Length<'r> {
    fn of(head: &Readings, reason: &str, signer: &VerifyingKey) -> Length<'r> {
        // A body of texts and numbers can be written.
        let json = serde_json::to_string(head).map_or(0, |json| json.len());
        Length {
            fixed: record::length(Kind::Readings, json, &[signer]),
            figures: BTreeSet::new(),
            options: BTreeSet::new(),
            rows: 0,
            minutes: 0,
            present: 0,
            corrections: CORRECTIONS + json_length(reason),
            has_corrections: false,
        }
    }

    /// Adds a row; gives the entry's length with it, at most a few bytes too many.
    fn add(&mut self, row: &'r CountedRow) -> usize {
        self.rows += 1;
        self.minutes += usize::from(row.as_of.is_some());
        // Brackets and commas of the row, its station and its line.
        self.fixed += 4 + json_length(row.station.as_str()) + digits(row.line.get());
        if row.corrects.is_some() {
            self.fixed += CORRECTION;
            self.has_corrections = true;
        }
        for (which, figure) in row.counts.sheet_figures() {
            self.present += 1;
            self.fixed += figure_length(figure);
            let name = json_length(which.name());
            if self.figures.insert(which) {
                self.fixed += 1 + name;
            }
        }
        for (option, figure) in row.counts.options.iter() {
            self.present += 1;
            self.fixed += figure_length(figure);
            if self.options.insert(option) {
                self.fixed += 1 + json_length(option.as_str());
            }
        }
        let columns = (self.figures.len() + self.options.len()).max(1);
        let places = self.rows * columns;
        let minutes = match self.minutes {
            0 => 0,
            // As if they differed.
            some => MINUTES + some * MINUTE + (self.rows - some) * (1 + EMPTY),
        };
        let corrections = if self.has_corrections { self.corrections } else { 0 };
        self.fixed + minutes + corrections + places + EMPTY * (places - self.present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{BlobHash, Body};

    fn contest() -> Contest {
        let text = "id='e'\nname='E'\ndate='2026-05-10'\norigin='o'\n[[contests]]\nid='mayor'\nname='Mayor'\n\
            options=[{id='luis',name='Luis'},{id='ana',name='Ana'},{id='zoe',name='Zoe'}]";
        let mut election: model::Election = model::document::parse(text).unwrap();
        election.contests.remove(0)
    }

    fn head() -> Readings {
        Readings {
            election: "e".parse().unwrap(),
            account: "campaign".parse().unwrap(),
            stage: None,
            contest: "mayor".parse().unwrap(),
            of: BlobHash::of(b"file"),
            figures: vec![],
            options: vec![],
            rows: Rows::default(),
            as_of: None,
            rows_as_of: None,
            corrects: None,
            at: "2026-05-10T22Z".parse().unwrap(),
        }
    }

    fn key() -> note::SigningKey {
        note::SigningKey::from_seed("importer-campaign".parse().unwrap(), [3; 32])
    }

    fn row(line: u32, station: &str, options: &[(&str, u32)]) -> CountedRow {
        let mut counts = Counts::default();
        for (option, votes) in options {
            counts.set_option(option.parse().unwrap(), Figure::Read(*votes));
        }
        CountedRow {
            line: NonZeroU32::new(line).unwrap(),
            station: station.parse().unwrap(),
            counts,
            as_of: None,
            corrects: None,
        }
    }

    fn made(rows: &[CountedRow]) -> Vec<Readings> {
        entries(&head(), &contest(), rows, "a reason", key().verifying_key())
    }

    #[test]
    fn rows_whose_options_differ_stand_in_one_entry() {
        let mut rows = vec![
            row(2, "s1", &[("ana", 5)]),
            row(3, "s2", &[("nobody", 1), ("luis", 7)]),
            row(4, "s3", &[]),
        ];
        rows[2].counts.null = Figure::Illegible;
        rows[1]
            .counts
            .more
            .set("challenged".parse().unwrap(), Figure::Read(4));
        let entries = made(&rows);
        assert_eq!(entries.len(), 1);
        let [entry] = &entries[..] else { panic!() };
        let figures: Vec<&str> = entry.figures.iter().map(SheetFigure::name).collect();
        assert_eq!(figures, ["null", "challenged"]);
        let options: Vec<&str> = entry.options.iter().map(OptionId::as_str).collect();
        assert_eq!(options, ["luis", "ana", "nobody"]);
        for (row, of) in entry.rows.iter().zip(&rows) {
            assert_eq!(entry.counts(&row), of.counts);
            assert_eq!((row.station, row.line), (&of.station, Some(of.line)));
        }
    }

    #[test]
    fn rows_without_a_figure_are_rows() {
        let entries = made(&[row(2, "s1", &[])]);
        let bytes = record::sign(&Body::Readings(entries[0].clone()), &[&key()]).unwrap();
        assert!(record::Entry::parse(&bytes).is_ok());
    }

    #[test]
    fn rows_whose_minutes_differ_have_each_its_own() {
        let minute = |text: &str| -> Option<Minute> { Some(text.parse().unwrap()) };
        let mut rows = vec![row(2, "s1", &[("ana", 5)]), row(3, "s2", &[("ana", 6)])];
        let as_ofs = |rows: &[CountedRow]| {
            let entry = made(rows).remove(0);
            (
                entry.as_of.clone(),
                entry.rows_as_of.is_some(),
                entry.as_of(1).cloned(),
            )
        };
        assert_eq!(as_ofs(&rows), (None, false, None));
        rows[0].as_of = minute("2026-05-10T20:05Z");
        assert_eq!(as_ofs(&rows), (None, true, None));
        rows[1].as_of = minute("2026-05-10T20:06Z");
        assert_eq!(as_ofs(&rows), (None, true, minute("2026-05-10T20:06Z")));
        rows[1].as_of = rows[0].as_of.clone();
        assert_eq!(
            as_ofs(&rows),
            (rows[0].as_of.clone(), false, rows[0].as_of.clone())
        );
        let mut long: Vec<CountedRow> = (1..600).map(|n| row(n, &"é".repeat(50), &[("ana", n)])).collect();
        for (row, n) in long.iter_mut().zip(0..) {
            row.as_of = minute(&format!("2026-05-10T20:{:02}Z", n % 60));
        }
        for entry in made(&long) {
            assert!(record::sign(&Body::Readings(entry), &[&key()]).is_ok());
        }
    }

    #[test]
    fn rows_that_correct_name_what_they_correct_and_fit_their_entries() {
        let name = |n: u32| format!("{n:064x}/255").parse().unwrap();
        let mut rows: Vec<CountedRow> = (1..600)
            .map(|n| row(n, &format!("station-{n}"), &[("ana", n)]))
            .collect();
        for (row, n) in rows.iter_mut().zip(0..).skip(1) {
            row.corrects = Some(name(n));
        }
        let entries = made(&rows);
        assert_eq!(entries.iter().map(|entry| entry.rows.len()).sum::<usize>(), 599);
        let corrects = entries[0].corrects.as_ref().unwrap();
        assert_eq!((corrects.reason.as_str(), corrects.rows[0].row), ("a reason", 1));
        assert_eq!(corrects.rows[0].reading, name(1));
        for entry in entries {
            assert!(record::sign(&Body::Readings(entry), &[&key()]).is_ok());
        }
    }

    #[test]
    fn an_entry_has_as_many_rows_as_it_may_have() {
        let short: Vec<CountedRow> = (1..600)
            .map(|n| row(n, &format!("s{n}"), &[("ana", n)]))
            .collect();
        let lengths = |entries: &[Readings]| entries.iter().map(|entry| entry.rows.len()).collect::<Vec<_>>();
        assert_eq!(lengths(&made(&short)), [256, 256, 87]);
        let station = "\"é".repeat(33);
        let long: Vec<CountedRow> = (1..600)
            .map(|n| {
                let option = ["ana", "luis", "zoe"][n as usize % 3];
                row(n, &station, &[(option, n), ("other", u32::MAX)])
            })
            .collect();
        let entries = made(&long);
        assert_eq!(lengths(&entries).iter().sum::<usize>(), 599);
        assert!(entries.len() > 2);
        for entry in &entries[..entries.len() - 1] {
            let bytes = record::sign(&Body::Readings(entry.clone()), &[&key()]).unwrap();
            assert!(bytes.len() > 32_768 - 200, "{}", bytes.len());
        }
    }
}
