//! The tally: the result of folding all entries of a log.

use crate::accounts::{AccountNumber, Accounts, StageNumber};
use crate::areas::{AreaNumber, Areas};
use crate::by_area::ByArea;
use crate::finding::Finding;
use crate::fold::{
    CaptureRow, ClaimRow, CloseRow, Fold, RulingRow, SourceRow, StatementRow, WithholdRow, WordsRow,
};
use crate::held::{ContestsAt, Held};
use crate::keys::Keys;
use crate::next_entry::NextEntry;
use crate::packed::PackedFigures;
use crate::readings::{ContestNumber, Readings};
use crate::refusal::RefusedEntries;
use crate::rules_across;
use crate::sides::{OfStation, Outcome, Policy};
use crate::standing::Standing;
use crate::state::{ReadingNumber, StateKind};
use crate::stations::{StationNumber, Stations};
use crate::succession::Succession;
use crate::totals::{Sum, Total};
use model::rules::Field;
use model::{
    AccountId, AreaCode, Contest, CountField, Counts, Election, Expected, Figure, FigureId, Hour, Minute,
    Rule,
};
use rayon::prelude::*;
use record::BlobHash;
use std::collections::{BTreeMap, BTreeSet};

/// Whose readings make up the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// One account's readings: at each station those of the latest of its stages that the station is at.
    Account(AccountNumber),
    /// One account's readings of one of its stages alone, whatever later ones say.
    Stage(AccountNumber, StageNumber),
    /// The readings that the acceptance policy and the rulings let stand, whoever they are from.
    Accepted,
}

/// The widest [extent](Tally::extent) of a record whose tables and pages are made and compared: 2^27. A million stations may
/// have some hundred contests each.
pub const MAX_EXTENT: u64 = 1 << 27;

/// A folded log.
#[derive(Debug)]
pub struct Tally {
    /// The law with the words that stand.
    election: Election,
    fold: Fold,
    keys: Keys,
    succession: Succession,
    policy: Policy,
    entries: u64,
    /// By contest, what stands there.
    standing: Vec<Standing>,
    by_area: ByArea,
    /// By contest, where it is held; none where that is everywhere.
    held: Vec<Option<Held>>,
    contests_at: ContestsAt,
    findings: Vec<Finding>,
}

impl Tally {
    pub(crate) fn of(mut fold: Fold, keys: Keys, succession: Succession, entries: u64) -> Tally {
        let policy = Policy::of(&fold.definition.election.acceptance, &fold.accounts);
        let contests = fold.definition.election.contests.len();
        let mut ruled: Vec<Vec<StationNumber>> = vec![Vec::new(); contests];
        for (contest, station) in fold.rulings.keys() {
            ruled[usize::from(*contest)].push(*station);
        }
        let standing: Vec<Standing> = (ruled.par_iter().enumerate())
            .map(|(contest, ruled)| Standing::of(&fold, &policy, contest as ContestNumber, ruled))
            .collect();
        let complete = fold.definition.election.register.complete;
        let by_area = ByArea::of(&fold.areas, &fold.stations, complete);
        let held: Vec<Option<Held>> = (fold.contest_areas.iter())
            .map(|codes| Held::of(codes, &fold.areas, &by_area))
            .collect();
        let said = standing.iter().zip(0..).flat_map(|(standing, contest)| {
            let stations = standing.outcomes().iter();
            stations.map(move |(station, _)| (*station, contest))
        });
        let contests_at = ContestsAt::of(&held, &fold, &by_area, said);
        let election = match &fold.words {
            Some(row) if row.entry > 0 => Election::of(fold.definition.election.law(), row.words.clone()),
            _ => fold.definition.election.clone(),
        };
        let broken = std::mem::take(&mut fold.broken);
        let mut tally = Tally {
            election,
            fold,
            keys,
            succession,
            policy,
            entries,
            standing,
            by_area,
            held,
            contests_at,
            findings: Vec::new(),
        };
        tally.findings = rules_across::findings(&tally, broken);
        tally
    }

    /// The election: its law, with the words that stand.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// Which words stand, and by which entry; none for a log without entries.
    pub fn words(&self) -> Option<&WordsRow> {
        self.fold.words.as_ref()
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

    /// When the last polls close: the latest of what the law and the register say of the country and of areas.
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

    /// Expected numbers by area, as the law and the register give them.
    pub fn expected(&self, area: &str) -> Option<&Expected> {
        self.fold.expected.get(area)
    }

    /// All of them.
    pub(crate) fn all_expected(&self) -> impl Iterator<Item = &Expected> {
        self.fold.expected.values()
    }

    /// The number of the contest of that id.
    pub fn contest_number(&self, id: &str) -> Option<ContestNumber> {
        self.fold.definition.contest(id).ok()
    }

    /// The contest itself.
    pub fn contest(&self, contest: ContestNumber) -> &Contest {
        &self.election().contests[usize::from(contest)]
    }

    /// The figures of a sheet as [`Readings::figures`] has those of the contest: what the contest and the election lack is
    /// left out.
    pub fn pack(&self, contest: ContestNumber, counts: &Counts) -> Vec<Figure> {
        let order = &self.fold.definition.orders[usize::from(contest)];
        let mut packed = PackedFigures::default();
        let at = packed.push(order, counts);
        packed.figures(at, order.len()).into_owned()
    }

    /// The accounts that the definition or an entry names, in the order of their ids.
    pub fn accounts(&self) -> Vec<(AccountNumber, &AccountId)> {
        let mut accounts: Vec<_> = (0..).zip(self.fold.accounts.ids()).collect();
        accounts.sort_by_key(|(_, id)| *id);
        accounts
    }

    /// The same by their numbers, with their stages.
    pub fn declared(&self) -> &Accounts {
        &self.fold.accounts
    }

    /// The number of the account of that id.
    pub fn account_number(&self, id: &str) -> Option<AccountNumber> {
        self.fold.accounts.number(id)
    }

    /// The account's id.
    pub fn account(&self, account: AccountNumber) -> &AccountId {
        self.fold.accounts.id(account)
    }

    /// Whether the account has readings in this contest.
    pub fn has_readings(&self, account: AccountNumber, contest: ContestNumber) -> bool {
        self.standing[usize::from(contest)].has(View::Account(account))
    }

    /// The accounts that have readings in this contest, in the order of their ids.
    pub fn accounts_with_readings(&self, contest: ContestNumber) -> Vec<AccountNumber> {
        let views = self.standing[usize::from(contest)].views();
        let accounts = views.filter_map(|view| match view {
            View::Account(account) => Some(account),
            View::Stage(..) | View::Accepted => None,
        });
        let mut accounts: Vec<AccountNumber> = accounts.collect();
        accounts.sort_by_key(|account| self.account(*account));
        accounts
    }

    /// The account's stages of which a reading of this contest holds a place, in their order.
    pub fn stages_with_readings(&self, account: AccountNumber, contest: ContestNumber) -> Vec<StageNumber> {
        let views = self.standing[usize::from(contest)].views();
        let stages = views.filter_map(|view| match view {
            // What came before the account had stages is of none of them.
            View::Stage(own, stage) if own == account && stage > 0 => Some(stage),
            View::Stage(..) | View::Account(_) | View::Accepted => None,
        });
        stages.collect()
    }

    /// Whether the station counts in a contest: it [may count](Self::may_count), and the contest is held there.
    pub fn counts(&self, contest: ContestNumber, station: StationNumber) -> bool {
        self.may_count(station) && self.is_held_at(contest, station)
    }

    /// Whether the station counts wherever a contest is held: it is on the register, or the register is not complete.
    pub fn may_count(&self, station: StationNumber) -> bool {
        !self.election().register.complete || self.stations().row(station).listed
    }

    /// Whether a contest is held at a station, by the register as it stands.
    pub fn is_held_at(&self, contest: ContestNumber, station: StationNumber) -> bool {
        let area = self.stations().row(station).area;
        self.held(contest)
            .is_none_or(|held| held.has(&self.by_area, area))
    }

    /// Whether a contest is held in an area, or in a part of it; in no area where there is none.
    pub fn is_held_in(&self, contest: ContestNumber, area: Option<AreaNumber>) -> bool {
        let Some(held) = self.held(contest) else {
            return true;
        };
        area.is_some() && (held.has(&self.by_area, area) || !held.within(&self.by_area, area).is_empty())
    }

    /// The areas in which a contest is held or in a part of which it is, in the order of their codes.
    pub fn areas_of(&self, contest: ContestNumber) -> Vec<AreaNumber> {
        let Some(held) = self.held(contest) else {
            return self.areas().sorted();
        };
        let mut areas = held.areas(&self.by_area, self.areas());
        areas.sort_by_key(|area| self.areas().code(*area));
        areas
    }

    /// How far the record's contests reach: of all together, the stations that count at which each is held, and the areas in
    /// which or in parts of which it is. So many lines have the tables of stations, and those of totals for each view.
    pub fn extent(&self) -> u64 {
        let everywhere = self.by_area.listed_in_all().stations + self.areas().len() as u64;
        let extents = self.held.iter().map(|held| match held {
            None => everywhere,
            Some(held) => {
                let parts = held.within(&self.by_area, None).iter();
                let stations: u64 = parts.map(|part| self.by_area.listed(*part).stations).sum();
                stations + held.areas(&self.by_area, self.areas()).len() as u64
            }
        });
        extents.sum()
    }

    /// The stations at which a contest is held, and those with readings of it, in the order of their numbers.
    pub fn stations_of(&self, contest: ContestNumber) -> Vec<StationNumber> {
        let Some(held) = self.held(contest) else {
            return (0..self.stations().len() as StationNumber).collect();
        };
        let parts = held.within(&self.by_area, None).iter();
        let mut stations = self.stations_with_readings(contest);
        stations.extend(parts.flat_map(|part| self.by_area.stations_within(*part)));
        stations.sort_unstable();
        stations.dedup();
        stations
    }

    /// The stations with readings of a contest, corrected ones too, in the order of their numbers.
    pub fn stations_with_readings(&self, contest: ContestNumber) -> Vec<StationNumber> {
        let mut stations: Vec<StationNumber> = self.readings().stations(contest).collect();
        stations.sort_unstable();
        stations
    }

    /// The contests that are held at a station, and those of which there are readings, rulings or photographs of it, in
    /// the order of the law.
    pub fn contests_at(&self, station: StationNumber) -> Vec<ContestNumber> {
        let area = self.stations().row(station).area;
        self.contests_at.of_station(self.areas(), (station, area))
    }

    /// The codes of the areas in which a contest is held; none where it is held everywhere.
    pub fn contest_areas(&self, contest: ContestNumber) -> &[AreaCode] {
        &self.fold.contest_areas[usize::from(contest)]
    }

    pub(crate) fn held(&self, contest: ContestNumber) -> Option<&Held> {
        self.held[usize::from(contest)].as_ref()
    }

    pub(crate) fn by_area(&self) -> &ByArea {
        &self.by_area
    }

    /// The state of a station in a contest.
    pub fn state(&self, contest: ContestNumber, station: StationNumber) -> StateKind {
        self.outcome(contest, station).state
    }

    fn outcome(&self, contest: ContestNumber, station: StationNumber) -> Outcome {
        self.standing[usize::from(contest)].outcome(station)
    }

    /// The reading that stands for a station, where one does and the station counts.
    pub fn standing(
        &self,
        view: View,
        contest: ContestNumber,
        station: StationNumber,
    ) -> Option<ReadingNumber> {
        let number = self.standing[usize::from(contest)].reading(view, station);
        number.filter(|_| self.counts(contest, station))
    }

    /// The stations that count for which a reading stands, each with that reading, in the order of their numbers.
    pub(crate) fn all_standing(
        &self,
        view: View,
        contest: ContestNumber,
    ) -> impl Iterator<Item = (StationNumber, ReadingNumber)> + '_ {
        let all = self.standing[usize::from(contest)].readings(view);
        all.filter(move |(station, _)| self.counts(contest, *station))
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
        match self.standing(view, contest, station) {
            Some(stands) => self.figures_of((view, contest, station), stands, into),
            None => into.clear(),
        }
        !into.is_empty()
    }

    /// The same where a reading is known to stand.
    pub(crate) fn figures_of(
        &self,
        (view, contest, station): (View, ContestNumber, StationNumber),
        stands: ReadingNumber,
        into: &mut Vec<Figure>,
    ) {
        into.clear();
        match self.is_of_side(view, contest, station) {
            true => {
                let side: Vec<ReadingNumber> = self.of_station(contest, station).side(stands).collect();
                self.of_station(contest, station).figures(&side, into);
            }
            false => into.extend_from_slice(&self.readings().figures(stands)),
        }
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
        OfStation::new(self.readings(), &self.policy, contest, station)
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
            let reads = |reading: &ReadingNumber| readings.figure(*reading, *at) == **figure;
            figure.read().is_some() && withheld.iter().any(reads) && !shown.iter().any(reads)
        };
        figures.iter().enumerate().filter(rests).count() as u64
    }

    /// The station's registered voters: the register's number, or else the standing sheet's.
    pub fn registered(&self, station: StationNumber, figures: &[Figure]) -> Option<u32> {
        let sheet = || figures.first().and_then(|figure| figure.read());
        self.stations().row(station).registered.or_else(sheet)
    }

    /// The document that a register entry was taken from, where it names one.
    pub fn register_document(&self, entry: u64) -> Option<&BlobHash> {
        self.fold.register_documents.get(&entry)
    }

    /// How many stations are known that count in a contest, within `area` (the country where there is none).
    pub(crate) fn known_stations(&self, contest: ContestNumber, area: Option<AreaNumber>) -> u64 {
        let held = self.held(contest).filter(|held| !held.has(&self.by_area, area));
        match (held, area) {
            (Some(held), _) => {
                let parts = held.within(&self.by_area, area).iter();
                parts.map(|part| self.by_area.listed(*part).stations).sum()
            }
            (None, Some(area)) => self.by_area.listed(area).stations,
            (None, None) => self.by_area.listed_in_all().stations,
        }
    }

    /// How many stations are in each state in a contest, in the order of [`StateKind::ALL`], within `area` (the
    /// country where there is none); stations that nobody has named are not among them.
    pub fn states(&self, contest: ContestNumber, area: Option<AreaNumber>) -> [u64; StateKind::ALL.len()] {
        let all = self.known_stations(contest, area);
        let mut counts = [0; StateKind::ALL.len()];
        for (station, outcome) in self.standing[usize::from(contest)].outcomes() {
            let is_counted = self.counts(contest, *station) && self.is_within(*station, area);
            counts[outcome.state as usize] += u64::from(is_counted);
        }
        counts[StateKind::Missing as usize] += all - counts.iter().sum::<u64>();
        counts
    }

    /// The stations of a contest that files list with nothing but zeros, and for which nothing stands: they are still to come.
    pub fn listed_with_zeros(&self, view: View, contest: ContestNumber) -> BTreeSet<StationNumber> {
        let of_view = |account| match view {
            View::Accepted => true,
            View::Account(own) | View::Stage(own, _) => own == account,
        };
        let zeros = self.findings().iter().filter(|finding| {
            let is_of_scope = finding.contest == contest && of_view(finding.account);
            is_of_scope && finding.rule == Rule::AllZero && self.readings().row(finding.reading).empty
        });
        zeros
            .map(|finding| finding.station)
            .filter(|station| self.counts(contest, *station))
            .filter(|station| self.standing(view, contest, *station).is_none())
            .collect()
    }

    /// Whether a station lies within an area; every one does where there is none.
    pub fn is_within(&self, station: StationNumber, area: Option<AreaNumber>) -> bool {
        area.is_none_or(|area| self.areas().within(self.stations().row(station).area, area))
    }

    /// The number of the area of that code.
    pub fn area_number(&self, code: &str) -> Option<AreaNumber> {
        self.areas().number(code)
    }

    /// The figures of a contest, in the order of [`Readings::figures`].
    pub fn fields(&self, contest: ContestNumber) -> impl Iterator<Item = Field> {
        let options = self.contest(contest).options.iter();
        let options = options.map(|option| Field::Option(option.id.clone()));
        let sheet = self.election().sheet_figures().map(|figure| Field::from(&figure));
        sheet.chain(options)
    }

    /// The names of a contest's figures, in the order of [`Readings::figures`].
    pub fn figure_names(&self, contest: ContestNumber) -> Vec<&str> {
        let fields = CountField::ALL.iter().map(|field| -> &str { field.name() });
        let further = self.election().figures.iter().map(FigureId::as_str);
        let options = self.contest(contest).options.iter();
        let options = options.map(|option| option.id.as_str());
        fields.chain(further).chain(options).collect()
    }

    /// The sum of a further figure in a total; none where the election has no such figure.
    pub fn further(&self, total: &Total, id: &str) -> Option<Sum> {
        let place = self
            .election()
            .figures
            .iter()
            .position(|further| further.as_str() == id)?;
        total.further().get(place).copied()
    }

    /// Those of a contest's figures, in the order of [`Readings::figures`], that are the options'.
    pub fn options_of<'f>(&self, figures: &'f [Figure]) -> &'f [Figure] {
        &figures[self.election().sheet_figure_count()..]
    }
}
