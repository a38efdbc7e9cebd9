//! The readings that count, packed: a row each, one list of figures, and an entry's place and name once for all of its
//! rows, so that a million take some 200 MB.

use crate::accounts::{AccountNumber, StageNumber};
use crate::keys::{Authorised, GrantNumber, KeyNumber};
use crate::packed::{FigureOrder, FiguresAt, OptionFigures, PackedFigures};
use crate::state::ReadingNumber;
use crate::stations::StationNumber;
use indexmap::IndexSet;
use model::{CountField, Figure, Hour, Method, Minute};
use record::{BlobHash, EntryName, ReadingName};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hash;
use std::num::NonZeroU32;

/// A contest's number in the law.
pub type ContestNumber = u16;

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
    /// The first document or photograph that it was taken from; [`NONE`] for a message.
    of: u32,
    /// The line of that document, counted from 1.
    pub line: Option<NonZeroU32>,
    /// The signer, the first where there are several.
    pub signer: KeyNumber,
    /// The grant by which the signer may write it, the earliest where there are several.
    pub grant: GrantNumber,
    /// Whether it breaks a rule that is an error.
    pub errors: bool,
    /// Whether the document, the photographs or a gateway stood behind it where it was written.
    pub evidence: bool,
    /// How it was taken.
    pub method: Method,
    /// The account.
    pub account: AccountNumber,
    /// The account's stage.
    pub stage: StageNumber,
    /// Whether it is an empty row, which holds no place.
    pub empty: bool,
    /// The contest.
    pub contest: ContestNumber,
    hour: u32,
    figures: FiguresAt,
    pub(crate) corrected_by: ReadingNumber,
    next: ReadingNumber,
}

impl ReadingRow {
    /// The later reading that corrects this one.
    pub fn corrected_by(&self) -> Option<ReadingNumber> {
        (self.corrected_by != NONE).then_some(self.corrected_by)
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
    pub(crate) stage: StageNumber,
    /// What it was taken from, as [`Readings::document_number`] gave it.
    pub(crate) of: &'a [u32],
    pub(crate) hour: u32,
    /// As [`Readings::minute_number`] gave it.
    pub(crate) as_of: Option<u32>,
    pub(crate) line: Option<NonZeroU32>,
    pub(crate) method: Method,
    pub(crate) errors: bool,
    pub(crate) evidence: bool,
    pub(crate) empty: bool,
    pub(crate) figures: (&'a PackedFigures, FiguresAt),
    /// At least one; the first one's first grant is the one by which it counts.
    pub(crate) signers: &'a [Authorised],
}

/// All readings that count.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    entries: Vec<ReadingEntry>,
    rows: Vec<ReadingRow>,
    figures: PackedFigures,
    /// For each contest, where the readings of each station that has one begin and end.
    ends: Vec<HashMap<StationNumber, Ends, foldhash::fast::RandomState>>,
    crowds: HashMap<(ContestNumber, StationNumber), Crowd>,
    widths: Vec<usize>,
    /// How many figures of a reading stand before the options'.
    sheet_figures: usize,
    more_signers: HashMap<ReadingNumber, Vec<KeyNumber>>,
    /// What those were taken from that were taken from several photographs.
    pages: HashMap<ReadingNumber, Vec<u32>>,
    /// Where what was shown later was sealed.
    sealed: HashMap<ReadingNumber, u64>,
    /// The gateways that passed messages on.
    gateways: HashMap<ReadingNumber, Vec<KeyNumber>>,
    /// The few readings whose text was signed in more than one entry.
    further_voices: HashMap<ReadingNumber, Vec<Voice>>,
    documents: Interned<BlobHash>,
    hours: Interned<Hour>,
    minutes: Interned<Minute>,
    /// By reading, the minute that its figures refer to; as long as the last reading needs that has one.
    as_of: Vec<u32>,
}

/// Where a station's readings of one contest begin and end.
#[derive(Debug, Clone, Copy)]
struct Ends {
    first: ReadingNumber,
    last: ReadingNumber,
    /// How many voices they have.
    voices: u32,
}

/// How many voices of one station and contest are looked through one by one.
const CROWD: u32 = 64;

/// What the readings of one station and contest are asked for, where they are too many to be looked through each time.
#[derive(Debug, Clone, Default)]
struct Crowd {
    by_name: HashMap<ReadingName, ReadingNumber>,
    /// How many voices are counted for each key.
    led: HashMap<KeyNumber, usize>,
    /// By which keys each reading counts.
    signed: HashSet<(ReadingNumber, KeyNumber)>,
}

impl Crowd {
    fn add(&mut self, name: ReadingName, reading: ReadingNumber, signers: &[KeyNumber]) {
        self.by_name.insert(name, reading);
        if let Some(first) = signers.first() {
            *self.led.entry(*first).or_default() += 1;
        }
        self.signed.extend(signers.iter().map(|key| (reading, *key)));
    }
}

/// No minute.
const NO_MINUTE: u32 = u32::MAX;

/// How many readings of one station and contest one key may have written, further voices among them.
pub(crate) const MAX_READINGS_OF_ONE_KEY: usize = 64;

impl Readings {
    pub(crate) fn new(orders: &[FigureOrder]) -> Readings {
        Readings {
            ends: vec![HashMap::default(); orders.len()],
            widths: orders.iter().map(FigureOrder::len).collect(),
            sheet_figures: orders
                .first()
                .map_or(CountField::ALL.len(), FigureOrder::sheet_figures),
            ..Readings::default()
        }
    }

    pub(crate) fn document_number(&mut self, document: &BlobHash) -> u32 {
        self.documents.number(document)
    }

    pub(crate) fn hour_number(&mut self, hour: &Hour) -> u32 {
        self.hours.number(hour)
    }

    pub(crate) fn minute_number(&mut self, minute: &Minute) -> u32 {
        self.minutes.number(minute)
    }

    /// Adds an entry, of which readings follow.
    pub(crate) fn add_entry(&mut self, entry: u64, name: EntryName) -> u32 {
        self.entries.push(ReadingEntry { entry, name });
        (self.entries.len() - 1) as u32
    }

    /// Adds a further voice of a reading.
    pub(crate) fn add_voice(&mut self, reading: ReadingNumber, voice: Voice) {
        self.further_voices.entry(reading).or_default().push(voice);
        let ReadingRow { contest, station, .. } = *self.row(reading);
        let ends = self.ends[usize::from(contest)].get_mut(&station);
        let voices = ends.map_or(0, |ends| {
            ends.voices += 1;
            ends.voices
        });
        self.crowd(reading, voices);
    }

    /// Takes in that a reading has a new voice, its last one, where so many of its station make a crowd.
    fn crowd(&mut self, reading: ReadingNumber, voices: u32) {
        if voices <= CROWD {
            return;
        }
        let ReadingRow { contest, station, .. } = *self.row(reading);
        let mut crowd = self.crowds.remove(&(contest, station)).unwrap_or_default();
        if voices == CROWD + 1 {
            for number in self.of_station(contest, station) {
                let further = self.further_voices(number).iter();
                let further = further.map(|voice| voice.signers.as_slice());
                for signers in std::iter::once(self.signers(number)).chain(further) {
                    crowd.add(self.name(number), number, signers);
                }
            }
        } else {
            let last = self.further_voices(reading).last();
            let signers = last.map_or_else(|| self.signers(reading), |voice| &voice.signers);
            crowd.add(self.name(reading), reading, signers);
        }
        self.crowds.insert((contest, station), crowd);
    }

    /// Takes in that a reading opens a seal that stands there.
    pub(crate) fn opens(&mut self, reading: ReadingNumber, seal: u64) {
        let sealed = self.sealed.entry(reading).or_insert(seal);
        *sealed = seal.min(*sealed);
    }

    /// Takes in that gateways have passed a message on.
    pub(crate) fn pass_on(&mut self, message: ReadingNumber, gateways: impl IntoIterator<Item = KeyNumber>) {
        let own = self.gateways.entry(message).or_default();
        for gateway in gateways {
            if !own.contains(&gateway) {
                own.push(gateway);
            }
        }
        self.rows[message as usize].evidence |= !own.is_empty();
    }

    /// Adds a reading behind the station's others.
    pub(crate) fn add(&mut self, new: NewReading<'_>) -> ReadingNumber {
        let number = self.rows.len() as ReadingNumber;
        let (station, contest, signers) = (new.station, new.contest, new.signers);
        let (figures, at) = new.figures;
        let figures = self.figures.copy(figures, at, self.widths[usize::from(contest)]);
        if let Some(minute) = new.as_of {
            self.as_of.resize(number as usize, NO_MINUTE);
            self.as_of.push(minute);
        }
        self.rows.push(ReadingRow {
            entry: new.entry,
            row: new.row,
            station,
            of: new.of.first().copied().unwrap_or(NONE),
            line: new.line,
            signer: signers[0].key,
            grant: signers[0].grant,
            errors: new.errors,
            evidence: new.evidence,
            method: new.method,
            account: new.account,
            stage: new.stage,
            empty: new.empty,
            contest,
            hour: new.hour,
            figures,
            corrected_by: NONE,
            next: NONE,
        });
        if signers.iter().any(|signer| signer.key != signers[0].key) {
            self.more_signers.insert(number, distinct(signers));
        }
        if new.of.len() > 1 {
            self.pages.insert(number, new.of.to_vec());
        }
        let first = Ends {
            first: number,
            last: number,
            voices: 0,
        };
        let ends = self.ends[usize::from(contest)].entry(station).or_insert(first);
        if ends.last != number {
            self.rows[ends.last as usize].next = number;
        }
        ends.last = number;
        ends.voices += 1;
        let voices = ends.voices;
        self.crowd(number, voices);
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
        let ends = self.ends[usize::from(contest)].get(&station);
        std::iter::successors(ends.map(|ends| ends.first), |number| {
            let next = self.row(*number).next;
            (next != NONE).then_some(next)
        })
    }

    /// The stations that have a reading of a contest, in no order.
    pub(crate) fn stations(&self, contest: ContestNumber) -> impl Iterator<Item = StationNumber> + '_ {
        self.ends[usize::from(contest)].keys().copied()
    }

    /// Whether a station has more than one reading, corrected ones too.
    pub(crate) fn has_several(&self, contest: ContestNumber, station: StationNumber) -> bool {
        let ends = self.ends[usize::from(contest)].get(&station);
        ends.is_some_and(|ends| ends.first != ends.last)
    }

    /// The station's reading that has this name.
    pub(crate) fn find(
        &self,
        contest: ContestNumber,
        station: StationNumber,
        name: &ReadingName,
    ) -> Option<ReadingNumber> {
        match self.crowds.get(&(contest, station)) {
            Some(crowd) => crowd.by_name.get(name).copied(),
            None => {
                let mut of_station = self.of_station(contest, station);
                of_station.find(|number| self.has_name(*number, name))
            }
        }
    }

    /// How many voices of a station's readings are counted for this key: it is the first signer of each.
    pub(crate) fn led_by(&self, contest: ContestNumber, station: StationNumber, key: KeyNumber) -> usize {
        match self.crowds.get(&(contest, station)) {
            Some(crowd) => crowd.led.get(&key).copied().unwrap_or_default(),
            None => {
                let of_station = self.of_station(contest, station);
                of_station.map(|number| self.voices_led_by(number, key)).sum()
            }
        }
    }

    /// Whether a reading has this name.
    fn has_name(&self, number: ReadingNumber, name: &ReadingName) -> bool {
        let row = self.row(number);
        row.row == name.row && self.entries[row.entry as usize].name == name.entry
    }

    /// Whether a reading counts by this key, in any voice.
    pub(crate) fn counts_by(&self, number: ReadingNumber, key: KeyNumber) -> bool {
        let ReadingRow { contest, station, .. } = *self.row(number);
        if let Some(crowd) = self.crowds.get(&(contest, station)) {
            return crowd.signed.contains(&(number, key));
        }
        let mut further = self.further_voices(number).iter();
        self.signers(number).contains(&key) || further.any(|voice| voice.signers.contains(&key))
    }

    /// How many voices of a reading are counted for this key: it is the first signer of each.
    fn voices_led_by(&self, number: ReadingNumber, key: KeyNumber) -> usize {
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

    /// Its figures: the five fields of the sheet in the order of [`CountField::ALL`], then the election's further figures
    /// and the contest's options as they are shown.
    pub fn figures(&self, number: ReadingNumber) -> Cow<'_, [Figure]> {
        let row = self.row(number);
        self.figures
            .figures(row.figures, self.widths[usize::from(row.contest)])
    }

    /// How many of them stand before the options'.
    pub(crate) fn sheet_figures(&self) -> usize {
        self.sheet_figures
    }

    /// The figure at a place among them.
    pub(crate) fn figure(&self, number: ReadingNumber, place: usize) -> Figure {
        self.figures.figure(self.row(number).figures, place)
    }

    /// The options' figures among them.
    pub(crate) fn options(&self, number: ReadingNumber) -> OptionFigures<'_> {
        let row = self.row(number);
        let width = self.widths[usize::from(row.contest)];
        self.figures.options(row.figures, (self.sheet_figures, width))
    }

    /// The voices that were added to a reading by later entries with the same text, in the order of the log.
    pub fn further_voices(&self, number: ReadingNumber) -> &[Voice] {
        if self.further_voices.is_empty() {
            return &[];
        }
        self.further_voices.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Who signed it in the entry where it stands first, of those who may write it; each key once.
    pub fn signers(&self, number: ReadingNumber) -> &[KeyNumber] {
        let more = self.more_signers.get(&number);
        more.map_or(std::slice::from_ref(&self.row(number).signer), Vec::as_slice)
    }

    /// Who signed it, in any voice.
    pub(crate) fn keys(&self, number: ReadingNumber) -> impl Iterator<Item = KeyNumber> + '_ {
        let further = self.further_voices(number).iter();
        let further = further.flat_map(|voice| &voice.signers);
        self.signers(number).iter().chain(further).copied()
    }

    /// The gateways that have passed a message on.
    pub(crate) fn gateways(&self, number: ReadingNumber) -> &[KeyNumber] {
        self.gateways.get(&number).map_or(&[], Vec::as_slice)
    }

    /// The place of the seal that it opens, if it does.
    pub fn sealed_at(&self, number: ReadingNumber) -> Option<u64> {
        match self.sealed.is_empty() {
            true => None,
            false => self.sealed.get(&number).copied(),
        }
    }

    /// What it was taken from, in the order in which it names them, by numbers.
    pub(crate) fn document_numbers(&self, number: ReadingNumber) -> &[u32] {
        let first = &self.row(number).of;
        match self.pages.get(&number) {
            Some(pages) => pages,
            None if *first == NONE => &[],
            None => std::slice::from_ref(first),
        }
    }

    /// The names of the documents or photographs that it was taken from, in their order; none of a message.
    pub fn documents(&self, number: ReadingNumber) -> impl ExactSizeIterator<Item = &BlobHash> {
        let numbers = self.document_numbers(number).iter();
        numbers.map(|number| self.documents.value(*number))
    }

    /// When it was written.
    pub fn hour(&self, number: ReadingNumber) -> &Hour {
        self.hours.value(self.row(number).hour)
    }

    /// The minute that its figures refer to, where its document states one.
    pub fn as_of(&self, number: ReadingNumber) -> Option<&Minute> {
        let minute = self
            .as_of
            .get(number as usize)
            .filter(|minute| **minute != NO_MINUTE);
        minute.map(|minute| self.minutes.value(*minute))
    }

    /// Whether two readings of one station contradict each other in any figure.
    pub fn contradict(&self, a: ReadingNumber, b: ReadingNumber) -> bool {
        let (a, b) = (self.figures(a), self.figures(b));
        a.iter().zip(b.iter()).any(|(a, b)| a.contradicts(*b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_rows_stay_small() {
        assert!(size_of::<ReadingRow>() <= 52);
        assert!(size_of::<ReadingEntry>() <= 40);
    }

    #[test]
    fn a_place_names_the_row_where_there_are_many() {
        let place = |row| ReadingPlace { entry: 12, row };
        assert_eq!(place(None).to_string(), "12");
        assert_eq!(place(Some(0)).to_string(), "12/0");
    }
}
