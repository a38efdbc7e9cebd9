//! What the pages say, computed once and written in every language.

use crate::announcements::{self, Announcements, OtherCounts};
use model::{Contest, CountField, Rule, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tally::analysis::Decided;
use tally::compare::Difference;
use tally::{
    AccountNumber, AreaNumber, ContestNumber, Coverage, Finding, Group, Refused, StationNumber, Tally, Total,
    View,
};

/// The most contests on the page.
const CONTESTS: usize = 40;
/// The most accounts of a contest whose totals are on the page.
const ACCOUNTS: usize = 6;
/// The most pairs of accounts of a contest on the page.
const PAIRS: usize = 6;
/// The most differing stations of a pair.
const DIFFERENCES: usize = 20;
/// The most stations that are named as being in one account only.
const ONLY: usize = 30;
/// The most areas of one view.
const AREAS: usize = 100;
/// The most findings of a rule that are named by station.
const FIRST_FINDINGS: usize = 5;
/// The most refused entries of a code that are named by place.
const FIRST_REFUSED: usize = 5;

/// A list cut to its first ones.
#[derive(Debug, Clone)]
pub(crate) struct Capped<T> {
    /// The first ones.
    pub(crate) shown: Vec<T>,
    /// How many there are besides.
    pub(crate) more: u64,
}

impl<T> Capped<T> {
    pub(crate) fn new(all: impl IntoIterator<Item = T>, most: usize) -> Capped<T> {
        let mut all = all.into_iter();
        let shown = all.by_ref().take(most).collect();
        let more = all.count() as u64;
        Capped { shown, more }
    }
}

/// Everything that the page says of a record.
#[derive(Debug)]
pub(crate) struct Summary<'a> {
    pub(crate) tally: &'a Tally,
    pub(crate) contests: Capped<ContestSummary<'a>>,
    pub(crate) other_counts: OtherCounts<'a>,
    pub(crate) findings: Vec<RuleFindings<'a>>,
    pub(crate) refused: Vec<RefusedByCode<'a>>,
    pub(crate) unknown_types: u64,
}

/// What it says of a contest.
#[derive(Debug)]
pub(crate) struct ContestSummary<'a> {
    pub(crate) definition: &'a Contest,
    /// The accepted readings, then the accounts with readings in the order of their ids.
    pub(crate) views: Capped<ViewSummary>,
    /// Stations by state, in the order of [`tally::StateKind::ALL`].
    pub(crate) states: [u64; 5],
    /// Stations that are expected and that nobody has named, where that is known.
    pub(crate) unnamed: Option<u64>,
    pub(crate) sides: Capped<Sides>,
    pub(crate) announcements: Announcements<'a>,
}

/// The result as one account, or the accepted readings, have it.
#[derive(Debug)]
pub(crate) struct ViewSummary {
    pub(crate) view: View,
    pub(crate) country: Total,
    pub(crate) decided: Decided,
    /// The topmost areas; none where there are no levels or nothing is covered.
    pub(crate) areas: Capped<AreaSummary>,
}

/// One area's leading two options, by their places in the contest.
#[derive(Debug)]
pub(crate) struct AreaSummary {
    pub(crate) area: Option<AreaNumber>,
    pub(crate) leading: [Option<(usize, u64)>; 2],
    pub(crate) votes: u64,
    pub(crate) coverage: Coverage,
}

/// Two accounts side by side.
#[derive(Debug)]
pub(crate) struct Sides {
    pub(crate) first: AccountNumber,
    pub(crate) second: AccountNumber,
    pub(crate) both: u64,
    pub(crate) equal: u64,
    pub(crate) differ: u64,
    pub(crate) different: Capped<Difference>,
    pub(crate) first_only: Capped<StationNumber>,
    pub(crate) second_only: Capped<StationNumber>,
}

/// The findings of one rule.
#[derive(Debug)]
pub(crate) struct RuleFindings<'a> {
    pub(crate) rule: Rule,
    pub(crate) findings: Capped<&'a Finding>,
}

/// The refused entries of one code.
#[derive(Debug)]
pub(crate) struct RefusedByCode<'a> {
    pub(crate) code: &'static str,
    pub(crate) count: u64,
    pub(crate) first: Vec<&'a Refused>,
}

impl<'a> Summary<'a> {
    pub(crate) fn of(tally: &'a Tally) -> Summary<'a> {
        let contests = &tally.election().contests;
        let shown = (0..).zip(contests).take(CONTESTS);
        Summary {
            tally,
            contests: Capped {
                shown: shown
                    .map(|(number, contest)| contest_summary(tally, number, contest))
                    .collect(),
                more: contests.len().saturating_sub(CONTESTS) as u64,
            },
            other_counts: announcements::other_counts(tally),
            findings: findings(tally),
            refused: refused(tally),
            unknown_types: tally.unknown_types().values().sum(),
        }
    }
}

fn contest_summary<'a>(
    tally: &'a Tally,
    number: ContestNumber,
    definition: &'a Contest,
) -> ContestSummary<'a> {
    let accounts: Vec<AccountNumber> = tally
        .accounts()
        .into_iter()
        .map(|(account, _)| account)
        .filter(|account| tally.has_readings(*account, number))
        .collect();
    let shown = &accounts[..accounts.len().min(ACCOUNTS)];
    let views: Vec<ViewSummary> = std::iter::once(View::Accepted)
        .chain(shown.iter().map(|account| View::Account(*account)))
        .map(|view| view_summary(tally, number, view))
        .collect();
    let states = tally.states(number);
    let expected = views.first().and_then(|view| view.country.coverage.of_stations);
    let pairs = shown
        .iter()
        .enumerate()
        .flat_map(|(at, first)| shown[at + 1..].iter().map(|second| (*first, *second)))
        .take(PAIRS);
    let sides = pairs
        .map(|(first, second)| sides(tally, number, first, second))
        .collect::<Vec<_>>();
    let all_pairs = accounts.len() * accounts.len().saturating_sub(1) / 2;
    ContestSummary {
        definition,
        states,
        unnamed: expected.map(|expected| expected.saturating_sub(states.iter().sum())),
        sides: Capped {
            more: (all_pairs - sides.len()) as u64,
            shown: sides,
        },
        announcements: announcements::announcements(tally, number, &views),
        views: Capped {
            shown: views,
            more: (accounts.len() - shown.len()) as u64,
        },
    }
}

fn view_summary(tally: &Tally, contest: ContestNumber, view: View) -> ViewSummary {
    let totals = tally.all_totals(view, contest);
    let country = totals.country;
    let top = |area: &AreaNumber| tally.areas().node(*area).level == 0;
    let of_area = |area: AreaNumber| totals.areas.get(area as usize);
    let sorted = tally.areas().sorted();
    let areas = totals
        .no_area
        .iter()
        .chain(sorted.iter().copied().filter(top).filter_map(of_area))
        .filter(|_| country.coverage.stations > 0 && sorted.iter().any(top));
    ViewSummary {
        view,
        decided: tally.decided(contest, &country),
        areas: Capped::new(areas.map(area_summary), AREAS),
        country,
    }
}

fn area_summary(total: &Total) -> AreaSummary {
    let mut places: Vec<(usize, u64)> = total.options().iter().map(|sum| sum.sum).enumerate().collect();
    places.sort_by_key(|(place, votes)| (Reverse(*votes), *place));
    let place = |rank: usize| places.get(rank).copied().filter(|(_, votes)| *votes > 0);
    AreaSummary {
        area: total.area,
        leading: [place(0), place(1)],
        votes: total.options_sum(),
        coverage: total.coverage,
    }
}

fn sides(tally: &Tally, contest: ContestNumber, first: AccountNumber, second: AccountNumber) -> Sides {
    let views = (View::Account(first), View::Account(second));
    let compared = tally.compare(views, contest, None, Group::Whole);
    Sides {
        first,
        second,
        both: compared.count(|area| area.both),
        equal: compared.count(|area| area.equal),
        differ: compared.count(|area| area.different),
        different: Capped::new(compared.different, DIFFERENCES),
        first_only: Capped::new(compared.first_only, ONLY),
        second_only: Capped::new(compared.second_only, ONLY),
    }
}

/// The findings by rule, errors first.
fn findings(tally: &Tally) -> Vec<RuleFindings<'_>> {
    let mut rules: BTreeMap<(Severity, Rule), Capped<&Finding>> = BTreeMap::new();
    for finding in tally.findings() {
        let empty = Capped {
            shown: Vec::new(),
            more: 0,
        };
        let of_rule = rules
            .entry((finding.rule.severity(), finding.rule))
            .or_insert(empty);
        if of_rule.shown.len() < FIRST_FINDINGS {
            of_rule.shown.push(finding);
        } else {
            of_rule.more += 1;
        }
    }
    rules
        .into_iter()
        .map(|((_, rule), findings)| RuleFindings { rule, findings })
        .collect()
}

fn refused(tally: &Tally) -> Vec<RefusedByCode<'_>> {
    let refused = tally.refused();
    let of_code = |code: &'static str| {
        let all = refused
            .kept()
            .iter()
            .filter(move |entry| entry.refusal.code() == code);
        all.take(FIRST_REFUSED).collect()
    };
    refused
        .counts()
        .iter()
        .map(|(code, count)| RefusedByCode {
            code,
            count: *count,
            first: of_code(code),
        })
        .collect()
}

impl Summary<'_> {
    /// An account's name for people, or its id where the definition names none.
    pub(crate) fn account_name(&self, account: AccountNumber) -> &str {
        let id = self.tally.account(account);
        let known = self
            .tally
            .election()
            .accounts
            .iter()
            .find(|account| account.id == *id);
        known.map_or(id.as_str(), |account| account.name.as_str())
    }

    /// An area's name for people, or its code where it has none.
    pub(crate) fn area_name(&self, area: AreaNumber) -> &str {
        let areas = self.tally.areas();
        match &*areas.node(area).name {
            "" => areas.code(area).as_str(),
            name => name,
        }
    }
}

/// The place of the first option among a sheet's figures.
pub(crate) const FIRST_OPTION: usize = CountField::ALL.len();
