//! A tally made ready for its pages: what several of them need is computed once.

use crate::map::{Map, Places};
use crate::page::{Area, Page};
use crate::publication::Publication;
use crate::sources::Sources;
use crate::summary::ContestSummary;
use crate::text::slug;
use model::Rule;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use tally::overview::{MAX_COMPARED_ACCOUNTS, MAX_KEPT_SUMS};
use tally::{
    AccountNumber, AreaNumber, CaptureRow, Comparison, ContestNumber, Overview, StationNumber, Tally, Total,
};

/// The most stations, or lines of any other list, on a page.
pub const LINES: usize = 500;
/// The most stations of an area that is a section of a page of several pages.
const SMALL: usize = 24;
/// The most contests that have a section of their own.
const CONTESTS: usize = 40;
/// Everything that the pages of a record are made from.
pub struct Site<'a> {
    pub(crate) tally: &'a Tally,
    pub(crate) publication: &'a Publication,
    pub(crate) tree: Tree,
    pub(crate) contests: Vec<ContestSummary<'a>>,
    /// Contests that have no section of their own.
    pub(crate) more_contests: u64,
    pub(crate) captures: HashMap<(ContestNumber, StationNumber), Vec<&'a CaptureRow>>,
    pub(crate) findings_of: HashMap<(ContestNumber, StationNumber), Vec<u32>>,
    pub(crate) findings: BTreeMap<Rule, Vec<u32>>,
    pub(crate) pairs: Vec<Pair<'a>>,
    pub(crate) shards: Shards,
    pub(crate) search: crate::search::Index,
    pub(crate) map: Map,
    pub(crate) places: Places,
    pub(crate) sources: Sources<'a>,
    pub(crate) scripts: bool,
}

/// The country's areas and the stations in each, in the order in which pages list them.
pub(crate) struct Tree {
    /// The areas directly below each.
    pub(crate) children: Vec<Vec<AreaNumber>>,
    /// The topmost areas.
    pub(crate) top: Vec<AreaNumber>,
    /// All areas, each before those below it, by code.
    pub(crate) preorder: Vec<AreaNumber>,
    /// Where each area stands in that list.
    pub(crate) place: Vec<u32>,
    /// The stations that count, those of one area together.
    stations: Vec<StationNumber>,
    /// Where the stations directly in each area stand.
    direct: Vec<Range<usize>>,
    /// Those in no area.
    loose: Range<usize>,
    /// How many stations are in each area, at any depth.
    pub(crate) within: Vec<usize>,
    /// Of each area that is a section of its parent's page: how many stations the parent lists before it.
    section: Vec<Option<usize>>,
}

impl Tree {
    fn of(tally: &Tally) -> Tree {
        let areas = tally.areas();
        let mut children: Vec<Vec<AreaNumber>> = vec![Vec::new(); areas.len()];
        let mut top = Vec::new();
        for area in areas.sorted() {
            match areas.node(area).parent {
                Some(parent) => children[parent as usize].push(area),
                None => top.push(area),
            }
        }
        let mut preorder = Vec::with_capacity(areas.len());
        let mut rest: Vec<AreaNumber> = top.iter().rev().copied().collect();
        while let Some(area) = rest.pop() {
            preorder.push(area);
            rest.extend(children[area as usize].iter().rev());
        }
        let mut place = vec![0u32; areas.len()];
        for (at, area) in (0u32..).zip(&preorder) {
            place[*area as usize] = at;
        }
        let counted = (0..tally.stations().len() as StationNumber).filter(|station| tally.counts(*station));
        let mut keyed: Vec<(u32, StationNumber)> = counted
            .map(|station| {
                let area = tally.stations().row(station).area;
                (area.map_or(u32::MAX, |area| place[area as usize]), station)
            })
            .collect();
        let code = |station: &StationNumber| tally.stations().code(*station);
        keyed.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| code(&a.1).cmp(code(&b.1))));
        let mut direct = vec![0..0; areas.len()];
        let mut loose = keyed.len()..keyed.len();
        let mut start = 0;
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            let range = start..start + group.len();
            start = range.end;
            match preorder.get(group[0].0 as usize) {
                Some(area) => direct[*area as usize] = range,
                None => loose = range,
            }
        }
        let mut within: Vec<usize> = direct.iter().map(Range::len).collect();
        for area in preorder.iter().rev() {
            if let Some(parent) = areas.node(*area).parent {
                within[parent as usize] += within[*area as usize];
            }
        }
        // An area without areas below it is a section of its parent's where both are small, or where it is so small
        // that a page of its own would say little.
        let mut section = vec![None; areas.len()];
        for (parent, below) in children.iter().enumerate() {
            let mut line = direct[parent].len();
            for child in below.iter().map(|child| *child as usize) {
                let lowest = children[child].is_empty();
                if lowest && (within[parent] <= LINES || within[child] <= SMALL) {
                    section[child] = Some(line);
                    line += within[child];
                }
            }
        }
        Tree {
            section,
            children,
            top,
            preorder,
            place,
            stations: keyed.into_iter().map(|(_, station)| station).collect(),
            direct,
            loose,
            within,
        }
    }

    /// An area and all those below it.
    pub(crate) fn below<'t>(
        &'t self,
        tally: &'t Tally,
        area: AreaNumber,
    ) -> impl Iterator<Item = AreaNumber> + 't {
        let level = |area: AreaNumber| tally.areas().node(area).level;
        let rest = self.preorder[self.place[area as usize] as usize + 1..]
            .iter()
            .copied();
        std::iter::once(area).chain(rest.take_while(move |other| level(*other) > level(area)))
    }

    /// The stations directly in an area, or those in none, by code.
    pub(crate) fn direct(&self, area: Option<AreaNumber>) -> &[StationNumber] {
        match area {
            Some(area) => &self.stations[self.direct[area as usize].clone()],
            None => &self.stations[self.loose.clone()],
        }
    }
}

/// Two accounts that have a page.
pub(crate) struct Pair<'a> {
    pub(crate) first: AccountNumber,
    pub(crate) second: AccountNumber,
    /// The page's name, without its ending.
    pub(crate) name: String,
    /// The contests in which both have readings.
    pub(crate) compared: Vec<&'a Comparison>,
}

/// A line of a pair's list.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PairLine {
    /// Places in `compared` and in its list.
    Different(usize, usize),
    FirstOnly(usize, usize),
    SecondOnly(usize, usize),
}

impl Pair<'_> {
    /// So many of the list's lines from one on: stations that differ, then those in one account only.
    pub(crate) fn lines(&self, mut from: usize, mut count: usize) -> Vec<PairLine> {
        type Line = fn(usize, usize) -> PairLine;
        type Length = fn(&Comparison) -> usize;
        let kinds: [(Line, Length); 3] = [
            (PairLine::Different, |c| c.different.len()),
            (PairLine::FirstOnly, |c| c.first_only.len()),
            (PairLine::SecondOnly, |c| c.second_only.len()),
        ];
        let mut lines = Vec::new();
        for (kind, len) in kinds {
            for (at, compared) in self.compared.iter().enumerate() {
                let len = len(compared);
                let own = from.min(len)..len.min(from.saturating_add(count));
                from = from.saturating_sub(len);
                count -= own.len();
                lines.extend(own.map(|n| kind(at, n)));
            }
        }
        lines
    }

    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        let of = |c: &Comparison| c.different.len() + c.first_only.len() + c.second_only.len();
        self.compared.iter().copied().map(of).sum()
    }
}

/// The stations by shard: the first hexadecimal digits of the SHA-256 of their codes.
pub(crate) struct Shards {
    pub(crate) digits: usize,
    stations: Vec<StationNumber>,
    ends: Vec<u32>,
}

/// The most stations of a shard, on average.
const SHARD: usize = 24;

impl Shards {
    fn of(tally: &Tally) -> Shards {
        let stations = tally.stations();
        let mut digits = 0;
        while stations.len() > SHARD << (4 * digits) {
            digits += 1;
        }
        let mut keyed: Vec<(u32, StationNumber)> = (0..stations.len() as StationNumber)
            .into_par_iter()
            .map(|station| (shard(stations.code(station).as_str(), digits), station))
            .collect();
        keyed.par_sort_unstable_by(|a, b| {
            let code = |station: StationNumber| stations.code(station);
            a.0.cmp(&b.0).then_with(|| code(a.1).cmp(code(b.1)))
        });
        let mut ends = vec![0u32; 1 << (4 * digits)];
        for (shard, _) in &keyed {
            ends[*shard as usize] += 1;
        }
        let mut end = 0;
        for of_shard in &mut ends {
            end += *of_shard;
            *of_shard = end;
        }
        Shards {
            digits,
            stations: keyed.into_iter().map(|(_, station)| station).collect(),
            ends,
        }
    }

    /// How many shards there are, empty ones too.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A shard's stations, by code.
    pub(crate) fn stations(&self, shard: usize) -> &[StationNumber] {
        let start = shard.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.stations[start as usize..self.ends[shard] as usize]
    }

    /// A shard's name: its digits, or `all`.
    pub(crate) fn name(&self, shard: usize) -> String {
        match self.digits {
            0 => "all".to_owned(),
            digits => format!("{shard:0digits$x}"),
        }
    }
}

/// The number of a station's shard.
fn shard(code: &str, digits: usize) -> u32 {
    let hash = Sha256::digest(code.as_bytes());
    let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    match digits {
        0 => 0,
        digits => first >> (32 - 4 * digits as u32),
    }
}

impl<'a> Site<'a> {
    /// Makes the pages of a tally ready, of which the totals and comparisons are computed.
    pub fn new(overview: &'a Overview<'a>, publication: &'a Publication) -> Site<'a> {
        let tally = overview.tally();
        let tree = Tree::of(tally);
        let mut captures: HashMap<_, Vec<&CaptureRow>> = HashMap::new();
        for capture in tally.captures() {
            if let Some(station) = tally.stations().number(capture.station.as_str()) {
                captures
                    .entry((capture.contest, station))
                    .or_default()
                    .push(capture);
            }
        }
        let mut findings_of: HashMap<_, Vec<u32>> = HashMap::new();
        let mut findings: BTreeMap<Rule, Vec<u32>> = BTreeMap::new();
        for (at, finding) in (0u32..).zip(tally.findings()) {
            findings_of
                .entry((finding.contest, finding.station))
                .or_default()
                .push(at);
            findings.entry(finding.rule).or_default().push(at);
        }
        for of_rule in findings.values_mut() {
            let key = |at: &u32| {
                let finding = &tally.findings()[*at as usize];
                let area = tally.stations().row(finding.station).area;
                let place = area.map_or(u32::MAX, |area| tree.place[area as usize]);
                (place, tally.stations().code(finding.station), *at)
            };
            of_rule.par_sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        }
        let mut contests = Vec::new();
        let mut sums = 0;
        for number in (0..tally.election().contests.len() as ContestNumber).take(CONTESTS) {
            let contest = ContestSummary::of(overview, number);
            let figures = tally.figure_names(number).len();
            sums += contest.views.len() * (tally.areas().len() + 2) * figures;
            if sums > MAX_KEPT_SUMS && number > 0 {
                break;
            }
            contests.push(contest);
        }
        let pairs = pairs(overview);
        let map = match (&publication.map, &tally.election().map) {
            (Some(bytes), Some(map)) => Map::read(bytes, &map.property),
            _ => Map::default(),
        };
        Site {
            more_contests: (tally.election().contests.len() - contests.len()) as u64,
            contests,
            captures,
            findings_of,
            findings,
            pairs,
            shards: Shards::of(tally),
            search: crate::search::Index::of(tally, &tree),
            places: Places::of(tally, &tree, &map),
            map,
            sources: Sources::of(tally, &publication.passages),
            scripts: !crate::assets::SCRIPTS.is_empty(),
            tree,
            tally,
            publication,
        }
    }

    /// An account's name for people, or its id where the definition names none.
    pub(crate) fn account_name(&self, account: AccountNumber) -> &str {
        self.tally
            .election()
            .account_name(self.tally.account(account).as_str())
    }

    /// An area's name for people, or its code where it has none.
    pub(crate) fn area_name(&self, area: AreaNumber) -> &str {
        let areas = self.tally.areas();
        match &*areas.node(area).name {
            "" => areas.code(area).as_str(),
            name => name,
        }
    }

    /// Whether an area has a page of its own, or else is a section of its parent's.
    pub(crate) fn has_page(&self, area: AreaNumber) -> bool {
        self.tree.section[area as usize].is_none()
    }

    /// The path of an area within a language's folder; of the stations in no area where there is none.
    pub(crate) fn area_path(&self, area: Option<AreaNumber>) -> String {
        let section = area.and_then(|area| Some((area, self.tree.section[area as usize]?)));
        let Some((area, line)) = section else {
            return Area { area, page: 0 }.path(self);
        };
        // One without stations is named on the first page.
        let page = match self.tree.within[area as usize] {
            0 => 0,
            _ => line / LINES,
        };
        let parent = self.tally.areas().node(area).parent;
        let section = slug(self.tally.areas().code(area).as_str());
        format!("{}#a-{section}", Area { area: parent, page }.path(self))
    }

    /// The stations that an area's page lists: its own, and those of the areas that are sections of it.
    pub(crate) fn listed(&self, area: Option<AreaNumber>) -> Vec<(Option<AreaNumber>, &[StationNumber])> {
        let own = self.tree.direct(area);
        let mut groups = Vec::new();
        if !own.is_empty() {
            groups.push((None, own));
        }
        if let Some(area) = area {
            let sections = self.tree.children[area as usize].iter();
            let sections = sections.filter(|child| !self.has_page(**child));
            groups.extend(sections.map(|child| (Some(*child), self.tree.direct(Some(*child)))));
        }
        groups
    }

    /// The total of an area, or of the stations in none.
    pub(crate) fn total(&self, contest: usize, view: usize, of: Option<AreaNumber>) -> Option<&Total> {
        let totals = &self.contests[contest].views[view].totals;
        match of {
            None => totals.no_area.as_ref(),
            Some(area) => totals.areas.get(area as usize),
        }
    }
}

/// Every two accounts of which at least one page can say something: those with readings and those that announced
/// figures of a contest, the first of each by id.
fn pairs<'a>(overview: &'a Overview<'_>) -> Vec<Pair<'a>> {
    let tally = overview.tally();
    let contests = || 0..tally.election().contests.len() as ContestNumber;
    let reads = |account: AccountNumber| contests().any(|contest| tally.has_readings(account, contest));
    let announces = |account: AccountNumber| {
        let mut claims = tally.claims().iter().map(|row| &row.claim);
        claims.any(|claim| claim.account == *tally.account(account) && !claim.figures.is_empty())
    };
    let (mut readers, mut announcers) = (0, 0);
    let mut accounts: Vec<AccountNumber> = Vec::new();
    for (account, _) in tally.accounts() {
        let count = if reads(account) {
            &mut readers
        } else if announces(account) {
            &mut announcers
        } else {
            continue;
        };
        *count += 1;
        if *count <= MAX_COMPARED_ACCOUNTS {
            accounts.push(account);
        }
    }
    let mut names = BTreeSet::new();
    let mut pairs = Vec::new();
    for (at, first) in accounts.iter().enumerate() {
        for second in &accounts[at + 1..] {
            let id = |account: AccountNumber| slug(tally.account(account).as_str());
            let mut name = format!("{}-{}", id(*first), id(*second));
            // A hyphen of an id may make two pairs' names the same; no slug ends in `_`.
            while !names.insert(name.clone()) {
                name.push('_');
            }
            let compared = contests()
                .filter_map(|contest| overview.comparison((*first, *second), contest))
                .collect();
            pairs.push(Pair {
                first: *first,
                second: *second,
                name,
                compared,
            });
        }
    }
    pairs
}
