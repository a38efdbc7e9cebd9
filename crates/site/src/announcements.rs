//! Announcements: claims about a contest with what the sheets allow of them, and other counts.

use crate::summary::{Capped, ViewSummary};
use model::{Claim, ClaimedCount, CountField, Figure, Subject};
use std::collections::BTreeMap;
use tally::analysis::{self, CannotHold, OwnArithmetic, PercentFirst, Sheets};
use tally::{AreaNumber, ContestNumber, StationNumber, Tally, View};

/// The most announcements of a contest on the page.
const CLAIMS: usize = 50;
/// The most announced counts of one thing.
const COUNTS: usize = 40;
/// The most things counted.
const SUBJECTS: usize = 40;

/// The announcements about a contest, in the order of their days.
pub(crate) type Announcements<'a> = Capped<Announcement<'a>>;

/// A claim with the answers to its questions.
#[derive(Debug)]
pub(crate) struct Announcement<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) own: Option<OwnArithmetic>,
    pub(crate) percent_first: Vec<PercentFirst>,
    /// What the sheets of each view allow; `None` where the record does not know the claim's area.
    pub(crate) allowed: Option<Vec<(View, CannotHold)>>,
}

/// Other counts, by what was counted, each in the order of the days.
pub(crate) type OtherCounts<'a> = Capped<(&'a str, Capped<(&'a Claim, &'a ClaimedCount)>)>;

/// A contest's claims, each held against every view that has readings.
pub(crate) fn announcements<'a>(
    tally: &'a Tally,
    contest: ContestNumber,
    views: &[ViewSummary],
) -> Announcements<'a> {
    let id = &tally.contest(contest).id;
    let about = |claim: &&Claim| claim.contest.as_ref() == Some(id) && !claim.figures.is_empty();
    let claims = by_day(tally).into_iter().filter(about);
    let claims = Capped::new(claims, CLAIMS);
    let mut read = SheetsOfAreas::new(tally, contest);
    let answered = claims.shown.into_iter().map(|claim| Announcement {
        claim,
        own: tally.own_arithmetic(claim),
        percent_first: tally.percent_first(claim),
        allowed: tally.claim_area(claim).map(|area| {
            let with_sheets = views.iter().filter(|view| view.country.coverage.stations > 0);
            with_sheets
                .map(|view| (view.view, read.allow(claim, view.view, area)))
                .collect()
        }),
    });
    Capped {
        shown: answered.collect(),
        more: claims.more,
    }
}

/// The counts of other things than votes.
pub(crate) fn other_counts(tally: &Tally) -> OtherCounts<'_> {
    let mut subjects: BTreeMap<&str, Vec<(&Claim, &ClaimedCount)>> = BTreeMap::new();
    for claim in by_day(tally) {
        for count in &claim.counts {
            subjects.entry(&count.of).or_default().push((claim, count));
        }
    }
    Capped::new(
        subjects
            .into_iter()
            .map(|(of, counts)| (of, Capped::new(counts, COUNTS))),
        SUBJECTS,
    )
}

fn by_day(tally: &Tally) -> Vec<&Claim> {
    let mut claims: Vec<&Claim> = tally.claims().iter().map(|row| &row.claim).collect();
    claims.sort_by(|a, b| (&a.when, &a.account, &a.id).cmp(&(&b.when, &b.account, &b.id)));
    claims
}

/// The sheets of the areas that claims speak of, read from the tally once for each.
struct SheetsOfAreas<'a> {
    tally: &'a Tally,
    contest: ContestNumber,
    read: BTreeMap<(View, Option<AreaNumber>), AreaSheets>,
}

/// The options' votes and the registered voters of an area's stations that have a sheet.
struct AreaSheets {
    votes: Vec<Option<u32>>,
    registered: Vec<Option<u32>>,
    coverage: analysis::Coverage,
}

impl<'a> SheetsOfAreas<'a> {
    fn new(tally: &'a Tally, contest: ContestNumber) -> SheetsOfAreas<'a> {
        SheetsOfAreas {
            tally,
            contest,
            read: BTreeMap::new(),
        }
    }

    /// What a view's sheets allow of a claim.
    fn allow(&mut self, claim: &Claim, view: View, area: Option<AreaNumber>) -> CannotHold {
        let (tally, contest) = (self.tally, self.contest);
        let read = self
            .read
            .entry((view, area))
            .or_insert_with(|| AreaSheets::read(tally, contest, view, area));
        let width = tally.contest(contest).options.len();
        let sheets = Sheets {
            stations: read.registered.len(),
            votes: |station: usize, option: usize| read.votes[station * width + option],
            registered: |station: usize| read.registered[station],
        };
        analysis::cannot_hold(claim, tally.contest(contest), &sheets, read.coverage)
    }
}

impl AreaSheets {
    fn read(tally: &Tally, contest: ContestNumber, view: View, area: Option<AreaNumber>) -> AreaSheets {
        let total = tally.totals(view, contest, area, tally::Group::Whole).pop();
        let coverage = total.map(|total| total.coverage).unwrap_or_default();
        let mut sheets = AreaSheets {
            votes: Vec::new(),
            registered: Vec::new(),
            coverage: analysis::Coverage {
                stations_expected: coverage.of_stations,
                voters_not_covered: coverage.voters_not_covered(),
            },
        };
        let mut figures = Vec::new();
        for station in 0..tally.stations().len() as StationNumber {
            let row = tally.stations().row(station);
            let within = area.is_none_or(|area| tally.areas().within(row.area, area));
            if within && tally.figures(view, contest, station, &mut figures) {
                let votes = figures[CountField::ALL.len()..].iter().copied();
                sheets.votes.extend(votes.map(Figure::read));
                sheets.registered.push(tally.registered(station, &figures));
            }
        }
        sheets
    }
}

/// Whether a claim gives an exact number of votes, which alone can be held against sheets.
pub(crate) fn has_exact_votes(claim: &Claim) -> bool {
    claim.figures.iter().any(|figure| {
        figure.number.is_some()
            && figure.bound.is_exact()
            && matches!(figure.of, Subject::Option(_) | Subject::Others)
    })
}
