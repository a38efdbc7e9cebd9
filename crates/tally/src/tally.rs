//! The tally: the result of folding all entries of a log.

use crate::areas::{AreaNumber, Areas};
use crate::finding::Finding;
use crate::fold::{CaptureRow, ClaimRow, CloseRow, Fold, RulingRow, SourceRow, StatementRow, WithholdRow};
use crate::keys::Keys;
use crate::next_entry::NextEntry;
use crate::place::holds_a_place;
use crate::readings::{AccountNumber, ContestNumber, NONE, Readings};
use crate::refusal::RefusedEntries;
use crate::rules_across;
use crate::sides::{OfStation, Outcome, Policy};
use crate::state::{ReadingNumber, StateKind};
use crate::stations::{StationNumber, Stations};
use crate::succession::Succession;
use model::{AccountId, Contest, CountField, Election, Expected, Figure, Hour, Minute};
use rayon::prelude::*;
use record::BlobHash;
use std::collections::{BTreeMap, BTreeSet};

/// Whose readings make up the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// One account's readings.
    Account(AccountNumber),
    /// The readings that the acceptance policy and the rulings let stand, whoever they are from.
    Accepted,
}

/// One contest's outcomes and each account's standing readings, by station number.
#[derive(Debug)]
struct ContestTally {
    outcomes: Vec<Outcome>,
    standing: Vec<Vec<ReadingNumber>>,
}

/// A folded log.
#[derive(Debug)]
pub struct Tally {
    fold: Fold,
    keys: Keys,
    succession: Succession,
    policy: Policy,
    entries: u64,
    contests: Vec<ContestTally>,
    findings: Vec<Finding>,
}

impl Tally {
    pub(crate) fn of(mut fold: Fold, keys: Keys, succession: Succession, entries: u64) -> Tally {
        let policy = Policy::of(&fold.definition.election.acceptance, &fold.accounts);
        let contests = (0..fold.definition.election.contests.len() as ContestNumber)
            .map(|contest| ContestTally {
                outcomes: outcomes(&fold, &policy, contest),
                standing: standing(&fold, contest),
            })
            .collect();
        let broken = std::mem::take(&mut fold.broken);
        let mut tally = Tally {
            fold,
            keys,
            succession,
            policy,
            entries,
            contests,
            findings: Vec::new(),
        };
        tally.findings = rules_across::findings(&tally, broken);
        tally
    }

    /// The election's definition.
    pub fn election(&self) -> &Election {
        &self.fold.definition.election
    }

    /// How many entries were folded in.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// How many entries of each type count.
    pub fn entries_by_type(&self) -> &BTreeMap<&'static str, u64> {
        &self.fold.by_type
    }

    /// Types of entries that this version does not know, with their numbers: kept and ignored.
    pub fn unknown_types(&self) -> &BTreeMap<String, u64> {
        &self.fold.unknown_types
    }

    /// The keys that were ever given a role.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Who is chief operator, and which key is the log's.
    pub fn succession(&self) -> &Succession {
        &self.succession
    }

    /// The tree of areas.
    pub fn areas(&self) -> &Areas {
        &self.fold.areas
    }

    /// The stations.
    pub fn stations(&self) -> &Stations {
        &self.fold.stations
    }

    /// All stations' numbers in the order of their codes.
    pub fn stations_sorted(&self) -> Vec<StationNumber> {
        let mut numbers: Vec<StationNumber> = (0..self.stations().len() as StationNumber).collect();
        numbers.par_sort_unstable_by(|a, b| self.stations().code(*a).cmp(self.stations().code(*b)));
        numbers
    }

    /// The photographs, in the order of the log, of contests that are defined.
    pub fn captures(&self) -> &[CaptureRow] {
        &self.fold.captures
    }

    /// The hour that the last entry that counts was written in.
    pub fn last_hour(&self) -> Option<&Hour> {
        self.fold.last_hour.as_ref()
    }

    /// The entry whose grant a reading was written by: of the first signer who may write it, the earliest of the
    /// grants that allow it at its place in the log, by the register as it stood there.
    pub fn granted_by(&self, reading: ReadingNumber) -> u64 {
        self.keys.from_entry(self.readings().row(reading).grant)
    }

    /// Whether entries that were written now would count.
    pub fn next_entry(&self) -> NextEntry<'_> {
        NextEntry::new(&self.fold, &self.keys, &self.succession, self.entries)
    }

    /// The readings that count.
    pub fn readings(&self) -> &Readings {
        &self.fold.readings
    }

    /// The claims, in the order of the log.
    pub fn claims(&self) -> &[ClaimRow] {
        &self.fold.claims
    }

    /// The statements, in the order of the log.
    pub fn statements(&self) -> &[StatementRow] {
        &self.fold.statements
    }

    /// The documents that are withheld, in the order of their names, each with the entry that says so.
    pub fn withheld(&self) -> impl Iterator<Item = &WithholdRow> {
        self.fold.withheld.values().filter(|row| row.withhold.withheld)
    }

    /// The entry that says that a document is withheld, where it is.
    pub fn withheld_by(&self, document: &BlobHash) -> Option<&WithholdRow> {
        let row = self.fold.withheld.get(document)?;
        row.withhold.withheld.then_some(row)
    }

    /// Whether a document is withheld.
    pub fn is_withheld(&self, document: &BlobHash) -> bool {
        self.fold.is_withheld(document)
    }

    /// The entry that closed the record, after which nothing more is taken in.
    pub fn closed(&self) -> Option<&CloseRow> {
        self.fold.closed.as_ref()
    }

    /// When the last polls close: the latest of what the definition and the register say of the country and of areas.
    pub fn polls_close(&self) -> Option<&Minute> {
        let areas = self.fold.expected.values().map(|expected| &expected.polls_close);
        areas.chain([&self.fold.polls_close]).flatten().max()
    }

    /// The source documents, in the order of the log.
    pub fn sources(&self) -> &[SourceRow] {
        &self.fold.sources
    }

    /// The blobs that entries that count name, withheld ones, too.
    pub fn named(&self) -> impl ExactSizeIterator<Item = &BlobHash> {
        self.fold.blobs.iter()
    }

    /// The photographs among them.
    pub fn photographs(&self) -> impl ExactSizeIterator<Item = &BlobHash> {
        self.fold.images.iter()
    }

    /// The blobs that a publication must hold: those that entries that count name, and the copies in place of withheld
    /// documents; without what is withheld.
    pub fn blobs(&self) -> BTreeSet<BlobHash> {
        let instead = self
            .withheld()
            .filter_map(|row| self.shown(&row.withhold.document));
        let named = self.fold.blobs.iter().filter(|blob| !self.is_withheld(blob));
        named.copied().chain(instead).collect()
    }

    /// What is passed on of the photographs: themselves, or the copies in place of those that are withheld.
    pub fn images(&self) -> BTreeSet<BlobHash> {
        let shown = self.fold.images.iter().map(|image| self.shown(image));
        shown.flatten().collect()
    }

    /// What is passed on of a document: itself, or the copy in place of a withheld one, unless that is withheld, too.
    pub fn shown(&self, document: &BlobHash) -> Option<BlobHash> {
        let shown = match self.fold.withheld.get(document) {
            Some(row) if row.withhold.withheld => row.withhold.instead?,
            _ => *document,
        };
        (!self.is_withheld(&shown)).then_some(shown)
    }

    /// The findings, in the order of the log.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The entries and rows that count for nothing.
    pub fn refused(&self) -> &RefusedEntries {
        &self.fold.refused
    }

    /// The ruling that stands for a station, if any.
    pub fn ruling(&self, contest: ContestNumber, station: StationNumber) -> Option<&RulingRow> {
        self.fold.rulings.get(&(contest, station))
    }

    /// Expected numbers by area, as the definition and the register give them.
    pub fn expected(&self, area: &str) -> Option<&Expected> {
        self.fold.expected.get(area)
    }

    /// The number of the contest of that id.
    pub fn contest_number(&self, id: &str) -> Option<ContestNumber> {
        let position = self
            .election()
            .contests
            .iter()
            .position(|contest| contest.id.as_str() == id);
        position.map(|n| n as ContestNumber)
    }

    /// The contest's definition.
    pub fn contest(&self, contest: ContestNumber) -> &Contest {
        &self.election().contests[usize::from(contest)]
    }

    /// The accounts that have readings or claims, in the order of their ids.
    pub fn accounts(&self) -> Vec<(AccountNumber, &AccountId)> {
        let mut accounts: Vec<_> = (0..).zip(&self.fold.accounts).collect();
        accounts.sort_by_key(|(_, id)| *id);
        accounts
    }

    /// The number of the account of that id.
    pub fn account_number(&self, id: &str) -> Option<AccountNumber> {
        let position = self
            .fold
            .accounts
            .iter()
            .position(|account| account.as_str() == id);
        position.map(|n| n as AccountNumber)
    }

    /// The account's id.
    pub fn account(&self, account: AccountNumber) -> &AccountId {
        &self.fold.accounts[usize::from(account)]
    }

    /// Whether the account has readings in this contest.
    pub fn has_readings(&self, account: AccountNumber, contest: ContestNumber) -> bool {
        let standing = &self.contests[usize::from(contest)].standing;
        standing
            .get(usize::from(account))
            .is_some_and(|readings| !readings.is_empty())
    }

    /// Whether the station counts: it is on the register, or the register is not complete.
    pub fn counts(&self, station: StationNumber) -> bool {
        !self.election().register.complete || self.stations().row(station).listed
    }

    /// The state of a station in a contest.
    pub fn state(&self, contest: ContestNumber, station: StationNumber) -> StateKind {
        self.outcome(contest, station).state
    }

    fn outcome(&self, contest: ContestNumber, station: StationNumber) -> Outcome {
        let outcomes = &self.contests[usize::from(contest)].outcomes;
        outcomes.get(station as usize).copied().unwrap_or_default()
    }

    /// The reading that stands for a station, where one does and the station counts.
    pub fn standing(
        &self,
        view: View,
        contest: ContestNumber,
        station: StationNumber,
    ) -> Option<ReadingNumber> {
        let number = match view {
            View::Accepted => self.outcome(contest, station).stands,
            View::Account(account) => {
                let standing = &self.contests[usize::from(contest)].standing;
                let number = standing.get(usize::from(account))?.get(station as usize).copied();
                number.filter(|number| *number != NONE)
            }
        };
        number.filter(|_| self.counts(station))
    }

    /// The figures that stand for a station, in the order of [`Readings::figures`], written to `into`; where a side
    /// stands, those of its readings together. Gives whether any stand.
    pub fn figures(
        &self,
        view: View,
        contest: ContestNumber,
        station: StationNumber,
        into: &mut Vec<Figure>,
    ) -> bool {
        into.clear();
        let Some(stands) = self.standing(view, contest, station) else {
            return false;
        };
        match self.is_of_side(view, contest, station) {
            true => {
                let side: Vec<ReadingNumber> = self.of_station(contest, station).side(stands).collect();
                self.of_station(contest, station).figures(&side, into);
            }
            false => into.extend_from_slice(self.readings().figures(stands)),
        }
        true
    }

    /// Whether what stands for a station is a side of several readings, perhaps.
    fn is_of_side(&self, view: View, contest: ContestNumber, station: StationNumber) -> bool {
        let by_policy = matches!(
            self.state(contest, station),
            StateKind::Accepted | StateKind::Contested
        );
        view == View::Accepted && by_policy && self.readings().has_several(contest, station)
    }

    /// Whether what stands for a station is contested: it counts in the totals and covers nothing.
    pub fn is_contested(&self, view: View, contest: ContestNumber, station: StationNumber) -> bool {
        view == View::Accepted && self.state(contest, station) == StateKind::Contested
    }

    fn of_station(&self, contest: ContestNumber, station: StationNumber) -> OfStation<'_> {
        OfStation {
            readings: self.readings(),
            policy: &self.policy,
            contest,
            station,
        }
    }

    /// How many of the figures that stand for a station rest on withheld documents alone: no reading that stands there
    /// and reads the figure was taken from a document whose bytes are passed on.
    pub(crate) fn withheld_figures(&self, view: View, contest: ContestNumber, station: StationNumber) -> u64 {
        let stands = self.standing(view, contest, station);
        let Some(stands) = stands.filter(|_| !self.fold.withheld.is_empty()) else {
            return 0;
        };
        let readings = self.readings();
        let side: Vec<ReadingNumber> = match self.is_of_side(view, contest, station) {
            true => self.of_station(contest, station).side(stands).collect(),
            false => vec![stands],
        };
        let (withheld, shown): (Vec<ReadingNumber>, Vec<ReadingNumber>) = side.iter().partition(|reading| {
            readings
                .documents(**reading)
                .any(|document| self.is_withheld(document))
        });
        let mut figures = Vec::new();
        self.figures(view, contest, station, &mut figures);
        let rests = |(at, figure): &(usize, &Figure)| {
            let reads = |reading: &ReadingNumber| readings.figures(*reading)[*at] == **figure;
            figure.read().is_some() && withheld.iter().any(reads) && !shown.iter().any(reads)
        };
        figures.iter().enumerate().filter(rests).count() as u64
    }

    /// The station's registered voters: the register's number, or else the standing sheet's.
    pub fn registered(&self, station: StationNumber, figures: &[Figure]) -> Option<u32> {
        let sheet = || figures.first().and_then(|figure| figure.read());
        self.stations().row(station).registered.or_else(sheet)
    }

    /// How many stations are in each state in a contest, in the order of [`StateKind::ALL`]; stations
    /// that nobody has named are not among them.
    pub fn states(&self, contest: ContestNumber) -> [u64; StateKind::ALL.len()] {
        let mut counts = [0; StateKind::ALL.len()];
        for station in (0..self.stations().len() as StationNumber).filter(|station| self.counts(*station)) {
            counts[self.state(contest, station) as usize] += 1;
        }
        counts
    }

    /// The number of the area of that code.
    pub fn area_number(&self, code: &str) -> Option<AreaNumber> {
        self.areas().number(code)
    }

    /// The names of a contest's figures, in the order of [`Readings::figures`].
    pub fn figure_names(&self, contest: ContestNumber) -> Vec<&str> {
        let options = self
            .contest(contest)
            .options
            .iter()
            .map(|option| option.id.as_str());
        CountField::ALL
            .iter()
            .map(|field| field.name())
            .chain(options)
            .collect()
    }
}

fn outcomes(fold: &Fold, policy: &Policy, contest: ContestNumber) -> Vec<Outcome> {
    let outcome = |station: StationNumber| match fold.rulings.get(&(contest, station)) {
        Some(ruling) => Outcome {
            state: StateKind::Ruled,
            stands: ruling.stands,
        },
        None => OfStation {
            readings: &fold.readings,
            policy,
            contest,
            station,
        }
        .outcome(),
    };
    (0..fold.stations.len() as StationNumber)
        .into_par_iter()
        .with_min_len(4_096)
        .map(outcome)
        .collect()
}

/// For each account, the reading that stands for it at each station: the first in the log that holds a place, or the one of its own that a ruling lets stand. Empty for an account without readings.
fn standing(fold: &Fold, contest: ContestNumber) -> Vec<Vec<ReadingNumber>> {
    let mut standing: Vec<Vec<ReadingNumber>> = vec![Vec::new(); fold.accounts.len()];
    let stations = fold.stations.len();
    let set = |standing: &mut Vec<Vec<ReadingNumber>>, number: ReadingNumber, ruled: bool| {
        let row = fold.readings.row(number);
        let of_account = &mut standing[usize::from(row.account)];
        if of_account.is_empty() {
            of_account.resize(stations, NONE);
        }
        let own = &mut of_account[row.station as usize];
        if ruled || *own == NONE {
            *own = number;
        }
    };
    for (row, number) in fold.readings.rows().iter().zip(0..) {
        if row.contest == contest && holds_a_place(row) {
            set(&mut standing, number, false);
        }
    }
    for ((of, _), ruling) in &fold.rulings {
        if let (true, Some(number)) = (*of == contest, ruling.stands) {
            set(&mut standing, number, true);
        }
    }
    standing
}
