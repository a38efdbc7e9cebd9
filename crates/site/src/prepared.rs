//! A tally made ready for its pages: what several of them need is computed once.

use crate::map::{Map, StationPlaces};
use crate::page::{Area, Page};
use crate::pairs::{Pair, pairs};
use crate::publication::Publication;
use crate::shards::Shards;
use crate::sources::Sources;
use crate::summary::ContestSummary;
use crate::tree::Tree;
use model::Rule;
use rayon::prelude::*;
use record::BlobHash;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use tally::overview::MAX_KEPT_SUMS;
use tally::{AreaNumber, CaptureRow, ContestNumber, Overview, StationNumber, Tally, Total};

/// The most stations, or lines of any other list, on a page.
pub const LINES: usize = 500;
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
    pub(crate) search: crate::search_index::Index,
    pub(crate) map: Map,
    pub(crate) places: StationPlaces,
    pub(crate) sources: Sources<'a>,
    pub(crate) scripts: bool,
}

impl<'a> Site<'a> {
    /// Makes the pages of a tally ready, of which the totals and comparisons are computed.
    pub fn new(overview: &'a Overview<'a>, publication: &'a Publication) -> Site<'a> {
        let tally = overview.tally();
        let tree = Tree::of(tally);
        let captures = captures_of(tally);
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
            sums += contest.views.len() * (tally.areas_of(number).len() + 2) * figures;
            // The last contests are left out of the areas' pages where they are too many.
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
            search: crate::search_index::Index::of(tally, &tree),
            places: StationPlaces::of(tally, &tree, &map),
            map,
            sources: Sources::of(tally, &publication.passages),
            scripts: !crate::assets::SCRIPTS.is_empty(),
            tree,
            tally,
            publication,
        }
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
        let section = layout::slug(self.tally.areas().code(area).as_str());
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

    /// The total of an area, or of the stations in none; none where the contest is not held there.
    pub(crate) fn total(
        &self,
        contest: usize,
        view: usize,
        of: Option<AreaNumber>,
    ) -> Option<Cow<'_, Total>> {
        let totals = &self.contests[contest].views[view].totals;
        match of {
            None => totals.no_area.as_ref().map(Cow::Borrowed),
            Some(area) => self.tally.area_total(totals, area),
        }
    }
}

/// The photographs of each station's sheets, in the order of the log: those that were captured as such, and those of no
/// station that a reading of the station was taken from.
fn captures_of(tally: &Tally) -> HashMap<(ContestNumber, StationNumber), Vec<&CaptureRow>> {
    let mut captures: HashMap<_, Vec<&CaptureRow>> = HashMap::new();
    let mut of_no_station: HashMap<(ContestNumber, &BlobHash), Vec<&CaptureRow>> = HashMap::new();
    for capture in tally.captures() {
        let Some(station) = &capture.station else {
            let of_image = of_no_station.entry((capture.contest, &capture.image));
            of_image.or_default().push(capture);
            continue;
        };
        if let Some(station) = tally.stations().number(station.as_str()) {
            let of_station = captures.entry((capture.contest, station));
            of_station.or_default().push(capture);
        }
    }
    if of_no_station.is_empty() {
        return captures;
    }
    let mut named = HashSet::new();
    for (number, row) in (0..).zip(tally.readings().rows()) {
        for image in tally.readings().documents(number) {
            let shown = of_no_station.get(&(row.contest, image)).into_iter().flatten();
            let shown = shown.filter(|capture| named.insert((row.contest, row.station, capture.entry)));
            let of_station = shown.copied().collect::<Vec<_>>();
            if !of_station.is_empty() {
                captures
                    .entry((row.contest, row.station))
                    .or_default()
                    .extend(of_station);
            }
        }
    }
    captures
        .values_mut()
        .for_each(|of_station| of_station.sort_by_key(|capture| capture.entry));
    captures
}
