//! A contest's figures, computed once and written in every language.

use crate::claims::{self, ClaimSummary};
use model::Contest;
use std::borrow::Cow;
use std::collections::HashMap;
use tally::overview::MAX_KEPT_ACCOUNTS;
use tally::{AreaNumber, ContestNumber, Overview, StateKind, Tally, Totals, View};

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

/// What the pages say of a contest.
#[derive(Debug)]
pub(crate) struct ContestSummary<'a> {
    pub(crate) number: ContestNumber,
    pub(crate) definition: &'a Contest,
    /// The accepted readings, then the accounts with readings in the order of their ids.
    pub(crate) views: Vec<ViewSummary<'a>>,
    /// Accounts with readings that are not among the views.
    pub(crate) more_accounts: u64,
    /// Stations by state, in the order of [`tally::StateKind::ALL`].
    pub(crate) states: [u64; StateKind::ALL.len()],
    /// Stations that are expected and that nobody has named, where that is known.
    pub(crate) unnamed: Option<u64>,
    pub(crate) claims: Capped<ClaimSummary<'a>>,
}

/// The result as one account, or the accepted readings, have it.
#[derive(Debug)]
pub(crate) struct ViewSummary<'a> {
    pub(crate) view: View,
    pub(crate) totals: Cow<'a, Totals>,
    /// How many stations are listed with nothing but zeros: in the country, and in each area that has some.
    zeros: HashMap<Option<AreaNumber>, u64>,
}

impl ViewSummary<'_> {
    /// How many stations of an area, or of the country, are listed with nothing but zeros and are still to come.
    pub(crate) fn zeros_within(&self, area: Option<AreaNumber>) -> u64 {
        self.zeros.get(&area).copied().unwrap_or(0)
    }
}

fn zeros(tally: &Tally, view: View, contest: ContestNumber) -> HashMap<Option<AreaNumber>, u64> {
    let mut zeros = HashMap::new();
    for station in tally.listed_with_zeros(view, contest) {
        let areas = tally.areas().upwards(tally.stations().row(station).area);
        for area in areas.map(Some).chain([None]) {
            *zeros.entry(area).or_default() += 1;
        }
    }
    zeros
}

impl<'a> ContestSummary<'a> {
    pub(crate) fn of(overview: &'a Overview<'a>, number: ContestNumber) -> ContestSummary<'a> {
        let tally = overview.tally();
        let accounts = overview.accounts(number);
        let shown = &accounts[..accounts.len().min(MAX_KEPT_ACCOUNTS)];
        let views: Vec<ViewSummary<'_>> = std::iter::once(View::Accepted)
            .chain(shown.iter().map(|account| View::Account(*account)))
            .map(|view| ViewSummary {
                view,
                totals: overview.totals(view, number),
                zeros: zeros(tally, view, number),
            })
            .collect();
        let states = tally.states(number, None);
        let expected = views[0].totals.country.coverage.of_stations;
        ContestSummary {
            number,
            definition: tally.contest(number),
            states,
            unnamed: expected.and_then(|expected| expected.checked_sub(states.iter().sum())),
            claims: claims::of_contest(tally, number, &views),
            views,
            more_accounts: (accounts.len() - shown.len()) as u64,
        }
    }

    /// The view that a page of one view shows: the accepted readings, or, where they cover nothing, the account
    /// that covers most.
    pub(crate) fn chief(&self, covered: impl Fn(usize) -> u64) -> usize {
        match covered(0) {
            0 => {
                let most = (0..self.views.len()).rev().max_by_key(|view| covered(*view));
                most.unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// Stations in a state.
    pub(crate) fn in_state(&self, state: StateKind) -> u64 {
        self.states[state as usize]
    }
}
