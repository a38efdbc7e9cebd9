//! The readings that count, packed: a row each, one list of figures, and an entry's place and name once for all of its
//! rows, so that a million take some 200 MB.

use crate::keys::{Authorised, GrantNumber, KeyNumber};
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use indexmap::IndexSet;
use model::{Contest, CountField, Counts, Figure, Hour, Method, OptionId};
use record::{BlobHash, EntryName, ReadingName};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::num::NonZeroU32;

/// A contest's number in the law.
pub type ContestNumber = u16;
/// An account's number in the order in which accounts first appeared.
pub type AccountNumber = u16;

/// No reading.
pub(crate) const NONE: ReadingNumber = ReadingNumber::MAX;

/// Where a reading stands: by its entry's place in the log, and by its row where the entry has many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReadingPlace {
    /// The entry's place in the log, counted from 0.
    pub entry: u64,
    /// The row of a `readings`, counted from 0.
    pub row: Option<u8>,
}

/// As `12`, or `12/3` with its row, like the end of a reading's name.
impl fmt::Display for ReadingPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "{}/{row}", self.entry),
            None => self.entry.fmt(f),
        }
    }
}

/// A further voice of a reading: keys by which it counts, which signed the same text in a later entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The place of that entry in the log. The row is the reading's.
    pub entry: u64,
    /// Who signed it, of those who may write it and by whom it did not count before; each key once, at least one.
    pub signers: Vec<KeyNumber>,
    /// The grant by which the first of them may write it, the earliest where there are several.
    pub grant: GrantNumber,
}

impl Voice {
    /// A voice of these signers, at least one.
    pub(crate) fn of(entry: u64, signers: &[Authorised]) -> Voice {
        Voice {
            entry,
            signers: distinct(signers),
            grant: signers[0].grant,
        }
    }
}

/// The signers' keys, each once.
fn distinct(signers: &[Authorised]) -> Vec<KeyNumber> {
    let keys: IndexSet<KeyNumber> = signers.iter().map(|signer| signer.key).collect();
    keys.into_iter().collect()
}

/// An entry of readings of which at least one counts.
#[derive(Debug, Clone)]
struct ReadingEntry {
    /// Its place in the log.
    entry: u64,
    name: EntryName,
}

/// A reading that counts, without its figures.
#[derive(Debug, Clone)]
pub struct ReadingRow {
    /// The number of its entry among those of readings.
    entry: u32,
    row: Option<u8>,
    /// The station.
    pub station: StationNumber,
    /// The document or capture that it was taken from.
    pub of: u32,
    /// The line of that document, counted from 1.
    pub line: Option<NonZeroU32>,
    /// The signer, the first where there are several.
    pub signer: KeyNumber,
    /// The grant by which the signer may write it, the earliest where there are several.
    pub grant: GrantNumber,
    /// Whether it breaks a rule that is an error.
    pub errors: bool,
    /// How it was taken.
    pub method: Method,
    /// The account.
    pub account: AccountNumber,
    /// The contest.
    pub contest: ContestNumber,
    hour: u32,
    figures: u32,
    pub(crate) corrected_by: ReadingNumber,
    next: ReadingNumber,
}

impl ReadingRow {
    /// The later reading that corrects this one.
    pub fn corrected_by(&self) -> Option<ReadingNumber> {
        (self.corrected_by != NONE).then_some(self.corrected_by)
    }
}

/// Where a contest's figures stand in the packed list: the five fields of the sheet, then the options in
/// the order in which they are shown.
#[derive(Debug, Clone)]
pub struct FigureOrder {
    /// Positions by option id, in the order of the ids.
    sorted: Vec<(OptionId, u16)>,
}

impl FigureOrder {
    pub(crate) fn of(contest: &Contest) -> FigureOrder {
        let mut sorted: Vec<_> = contest.options.iter().map(|o| o.id.clone()).zip(0u16..).collect();
        sorted.sort();
        FigureOrder { sorted }
    }

    /// How many figures a reading of this contest has.
    pub fn len(&self) -> usize {
        CountField::ALL.len() + self.sorted.len()
    }

    /// Never: there are always the five fields.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Packs counts; options that the contest lacks are left out (a finding names them).
    pub(crate) fn pack(&self, counts: &Counts, into: &mut Vec<Figure>) {
        let start = into.len();
        into.extend(CountField::ALL.map(|field| counts.field(field)));
        into.resize(start + self.len(), Figure::NotOnForm);
        // Both lists are in the order of the ids.
        let mut known = self.sorted.iter().peekable();
        for (id, figure) in counts.options.iter() {
            while known.next_if(|(own, _)| own < id).is_some() {}
            if let Some((_, position)) = known.next_if(|(own, _)| own == id) {
                into[start + CountField::ALL.len() + usize::from(*position)] = figure;
            }
        }
    }
}

/// Values written once and then named by number.
#[derive(Debug, Clone)]
pub(crate) struct Interned<T: Hash + Eq> {
    values: IndexSet<T, foldhash::fast::RandomState>,
    /// The number given last: the next value is most often the same.
    last: u32,
}

impl<T: Hash + Eq> Default for Interned<T> {
    fn default() -> Self {
        Interned {
            values: IndexSet::default(),
            last: 0,
        }
    }
}

impl<T: Hash + Eq + Clone> Interned<T> {
    pub(crate) fn number(&mut self, value: &T) -> u32 {
        if self.values.get_index(self.last as usize) != Some(value) {
            self.last = match self.values.get_index_of(value) {
                Some(number) => number as u32,
                None => self.values.insert_full(value.clone()).0 as u32,
            };
        }
        self.last
    }

    pub(crate) fn value(&self, number: u32) -> &T {
        &self.values[number as usize]
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &T> {
        self.values.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }
}

/// A reading that is to count.
pub(crate) struct NewReading<'a> {
    /// As [`Readings::add_entry`] gave it.
    pub(crate) entry: u32,
    pub(crate) row: Option<u8>,
    pub(crate) station: StationNumber,
    pub(crate) contest: ContestNumber,
    pub(crate) account: AccountNumber,
    pub(crate) document: u32,
    pub(crate) hour: u32,
    pub(crate) line: Option<NonZeroU32>,
    pub(crate) method: Method,
    pub(crate) errors: bool,
    /// As the contest's [`FigureOrder`] packs them.
    pub(crate) figures: &'a [Figure],
    /// At least one; the first one's first grant is the one by which it counts.
    pub(crate) signers: &'a [Authorised],
}

/// All readings that count.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    entries: Vec<ReadingEntry>,
    rows: Vec<ReadingRow>,
    figures: Vec<Figure>,
    /// For each contest, the first reading of each station.
    first: Vec<Vec<ReadingNumber>>,
    widths: Vec<usize>,
    more_signers: HashMap<ReadingNumber, Vec<KeyNumber>>,
    /// The few readings whose text was signed in more than one entry.
    further_voices: HashMap<ReadingNumber, Vec<Voice>>,
    documents: Interned<BlobHash>,
    hours: Interned<Hour>,
}

/// How many readings of one station and contest one key may have written, further voices among them.
pub(crate) const MAX_READINGS_OF_ONE_KEY: usize = 64;

impl Readings {
    pub(crate) fn new(orders: &[FigureOrder]) -> Readings {
        Readings {
            first: vec![Vec::new(); orders.len()],
            widths: orders.iter().map(FigureOrder::len).collect(),
            ..Readings::default()
        }
    }

    pub(crate) fn document_number(&mut self, document: &BlobHash) -> u32 {
        self.documents.number(document)
    }

    pub(crate) fn hour_number(&mut self, hour: &Hour) -> u32 {
        self.hours.number(hour)
    }

    /// Adds an entry, of which readings follow.
    pub(crate) fn add_entry(&mut self, entry: u64, name: EntryName) -> u32 {
        self.entries.push(ReadingEntry { entry, name });
        (self.entries.len() - 1) as u32
    }

    /// Adds a further voice of a reading.
    pub(crate) fn add_voice(&mut self, reading: ReadingNumber, voice: Voice) {
        self.further_voices.entry(reading).or_default().push(voice);
    }

    /// Adds a reading behind the station's others.
    pub(crate) fn add(&mut self, new: NewReading<'_>) -> ReadingNumber {
        let number = self.rows.len() as ReadingNumber;
        let (station, contest, signers) = (new.station, new.contest, new.signers);
        let figures = self.figures.len() as u32;
        self.figures.extend_from_slice(new.figures);
        self.rows.push(ReadingRow {
            entry: new.entry,
            row: new.row,
            station,
            of: new.document,
            line: new.line,
            signer: signers[0].key,
            grant: signers[0].grant,
            errors: new.errors,
            method: new.method,
            account: new.account,
            contest,
            hour: new.hour,
            figures,
            corrected_by: NONE,
            next: NONE,
        });
        if signers.iter().any(|signer| signer.key != signers[0].key) {
            self.more_signers.insert(number, distinct(signers));
        }
        let first = &mut self.first[usize::from(contest)];
        if first.len() <= station as usize {
            first.resize(station as usize + 1, NONE);
        }
        match first[station as usize] {
            NONE => first[station as usize] = number,
            mut last => {
                while self.rows[last as usize].next != NONE {
                    last = self.rows[last as usize].next;
                }
                self.rows[last as usize].next = number;
            }
        }
        number
    }

    pub(crate) fn correct(&mut self, corrected: ReadingNumber, by: ReadingNumber) {
        self.rows[corrected as usize].corrected_by = by;
    }

    /// A station's readings in the order of the log, corrected ones too.
    pub fn of_station(
        &self,
        contest: ContestNumber,
        station: StationNumber,
    ) -> impl Iterator<Item = ReadingNumber> + '_ {
        let first = self.first[usize::from(contest)]
            .get(station as usize)
            .copied()
            .unwrap_or(NONE);
        std::iter::successors(Some(first), |number| {
            self.rows.get(*number as usize).map(|row| row.next)
        })
        .take_while(|number| *number != NONE)
    }

    /// The station's reading that has this name.
    pub(crate) fn find(
        &self,
        contest: ContestNumber,
        station: StationNumber,
        name: &ReadingName,
    ) -> Option<ReadingNumber> {
        let mut of_station = self.of_station(contest, station);
        of_station.find(|number| self.has_name(*number, name))
    }

    /// Whether a reading has this name.
    pub(crate) fn has_name(&self, number: ReadingNumber, name: &ReadingName) -> bool {
        let row = self.row(number);
        row.row == name.row && self.entries[row.entry as usize].name == name.entry
    }

    /// Whether a reading counts by this key, in any voice.
    pub(crate) fn counts_by(&self, number: ReadingNumber, key: KeyNumber) -> bool {
        let mut further = self.further_voices(number).iter();
        self.signers(number).contains(&key) || further.any(|voice| voice.signers.contains(&key))
    }

    /// How many voices of a reading are counted for this key: it is the first signer of each.
    pub(crate) fn voices_led_by(&self, number: ReadingNumber, key: KeyNumber) -> usize {
        let further = self.further_voices(number).iter();
        let leads = |voice: &&Voice| voice.signers.first() == Some(&key);
        usize::from(self.row(number).signer == key) + further.filter(leads).count()
    }

    /// Where a reading stands.
    pub fn place(&self, number: ReadingNumber) -> ReadingPlace {
        let row = self.row(number);
        ReadingPlace {
            entry: self.entries[row.entry as usize].entry,
            row: row.row,
        }
    }

    /// A reading's name.
    pub fn name(&self, number: ReadingNumber) -> ReadingName {
        let row = self.row(number);
        ReadingName {
            entry: self.entries[row.entry as usize].name,
            row: row.row,
        }
    }

    /// The reading.
    pub fn row(&self, number: ReadingNumber) -> &ReadingRow {
        &self.rows[number as usize]
    }

    /// All readings, in the order of the log.
    pub fn rows(&self) -> &[ReadingRow] {
        &self.rows
    }

    /// Its figures: the five fields of the sheet in the order of [`CountField::ALL`], then the options
    /// as the contest shows them.
    pub fn figures(&self, number: ReadingNumber) -> &[Figure] {
        let row = self.row(number);
        &self.figures[row.figures as usize..][..self.widths[usize::from(row.contest)]]
    }

    /// The voices that were added to a reading by later entries with the same text, in the order of the log.
    pub fn further_voices(&self, number: ReadingNumber) -> &[Voice] {
        if self.further_voices.is_empty() {
            return &[];
        }
        self.further_voices.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Who signed it in the entry where it stands first, of those who may write it; each key once.
    pub fn signers(&self, number: ReadingNumber) -> Vec<KeyNumber> {
        self.more_signers
            .get(&number)
            .cloned()
            .unwrap_or_else(|| vec![self.row(number).signer])
    }

    /// The name of the capture or document that it was taken from.
    pub fn document(&self, number: ReadingNumber) -> &BlobHash {
        self.documents.value(self.row(number).of)
    }

    /// When it was written.
    pub fn hour(&self, number: ReadingNumber) -> &Hour {
        self.hours.value(self.row(number).hour)
    }

    /// Whether two readings of one station contradict each other in any figure.
    pub fn contradict(&self, a: ReadingNumber, b: ReadingNumber) -> bool {
        self.figures(a)
            .iter()
            .zip(self.figures(b))
            .any(|(a, b)| a.contradicts(*b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_rows_stay_small() {
        assert!(size_of::<ReadingRow>() <= 48);
        assert!(size_of::<ReadingEntry>() <= 40);
    }

    #[test]
    fn a_place_names_the_row_where_there_are_many() {
        let place = |row| ReadingPlace { entry: 12, row };
        assert_eq!(place(None).to_string(), "12");
        assert_eq!(place(Some(0)).to_string(), "12/0");
    }
}
