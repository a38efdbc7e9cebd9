//! What tables and pages both show of a tally, computed once: the totals of the first accounts, and every two of them
//! side by side.

use crate::accounts::{AccountNumber, StageNumber};
use crate::compare::Comparison;
use crate::readings::ContestNumber;
use crate::tally::{Tally, View};
use crate::totals::{Group, Totals};
use rayon::prelude::*;
use std::borrow::Cow;

/// The most accounts of a contest that are compared two by two: the first by id.
pub const MAX_COMPARED_ACCOUNTS: usize = 8;
/// The most accounts of a contest whose totals are kept: the first by id. Those of others are computed when asked for.
pub const MAX_KEPT_ACCOUNTS: usize = 6;
/// The most sums of areas that are kept, 32 bytes each. Where the contests have more, the totals of the last contests are computed
/// when asked for; those of the first contest are always kept.
pub const MAX_KEPT_SUMS: usize = 16 << 20;

/// A tally with its totals and comparisons.
#[derive(Debug)]
pub struct Overview<'t> {
    tally: &'t Tally,
    contests: Vec<ContestOverview>,
}

#[derive(Debug)]
struct ContestOverview {
    /// The accounts with readings, by id.
    accounts: Vec<AccountNumber>,
    /// Of the accepted readings, and then of the first accounts; none where they are not kept.
    totals: Vec<Totals>,
    comparisons: Vec<Comparison>,
    /// The stages with readings, by the accounts' ids and in their order.
    stages: Vec<(AccountNumber, StageNumber)>,
    stage_comparisons: Vec<Comparison>,
}

impl<'t> Overview<'t> {
    /// Computes the totals of the accepted readings and of the first [`MAX_KEPT_ACCOUNTS`] accounts of each contest,
    /// and the comparisons of the first [`MAX_COMPARED_ACCOUNTS`]; on all cores.
    pub fn new(tally: &'t Tally) -> Overview<'t> {
        let mut sums = 0;
        let contests = 0..tally.election().contests.len() as ContestNumber;
        let contests = contests.map(|contest| {
            let mut overview = ContestOverview::new(tally, contest);
            if sums <= MAX_KEPT_SUMS {
                let totals = overview.compute_totals(tally, contest);
                sums += totals.iter().map(Totals::kept_sums).sum::<usize>();
                if sums <= MAX_KEPT_SUMS || contest == 0 {
                    overview.totals = totals;
                }
            }
            overview
        });
        Overview {
            tally,
            contests: contests.collect(),
        }
    }

    /// The tally.
    pub fn tally(&self) -> &'t Tally {
        self.tally
    }

    /// The accounts with readings of a contest, by id.
    pub fn accounts(&self, contest: ContestNumber) -> &[AccountNumber] {
        &self.contests[usize::from(contest)].accounts
    }

    /// The totals of all areas of a contest as a view has it.
    pub fn totals(&self, view: View, contest: ContestNumber) -> Cow<'_, Totals> {
        let ContestOverview { accounts, totals, .. } = &self.contests[usize::from(contest)];
        let place = match view {
            View::Accepted => Some(0),
            View::Account(account) => accounts.iter().position(|one| *one == account).map(|at| at + 1),
            View::Stage(..) => None,
        };
        match place.and_then(|place| totals.get(place)) {
            Some(totals) => Cow::Borrowed(totals),
            None => Cow::Owned(self.tally.all_totals(view, contest)),
        }
    }

    /// Every two of a contest's first accounts side by side, by area of the topmost level, in the order of the ids of
    /// the first and then the second.
    pub fn comparisons(&self, contest: ContestNumber) -> &[Comparison] {
        &self.contests[usize::from(contest)].comparisons
    }

    /// The stages with readings of a contest, by the accounts' ids and in their order.
    pub fn stages(&self, contest: ContestNumber) -> &[(AccountNumber, StageNumber)] {
        &self.contests[usize::from(contest)].stages
    }

    /// Each stage of a contest's first accounts beside the account's next one, by area of the topmost level.
    pub fn stage_comparisons(&self, contest: ContestNumber) -> &[Comparison] {
        &self.contests[usize::from(contest)].stage_comparisons
    }

    /// Two accounts side by side, the first by id before the second; none unless both have readings of the contest and
    /// are among those that are compared.
    pub fn comparison(
        &self,
        (first, second): (AccountNumber, AccountNumber),
        contest: ContestNumber,
    ) -> Option<&Comparison> {
        let (first, second) = (View::Account(first), View::Account(second));
        let mut all = self.comparisons(contest).iter();
        all.find(|comparison| (comparison.first, comparison.second) == (first, second))
    }
}

impl ContestOverview {
    fn new(tally: &Tally, contest: ContestNumber) -> ContestOverview {
        let group = match tally.election().levels.is_empty() {
            true => Group::Whole,
            false => Group::Level(0),
        };
        let accounts = tally.accounts_with_readings(contest);
        let compared = &accounts[..accounts.len().min(MAX_COMPARED_ACCOUNTS)];
        let compare = |views: &(View, View)| tally.compare(*views, contest, None, group);
        let pairs: Vec<(View, View)> = (compared.iter().enumerate())
            .flat_map(|(at, first)| compared[at + 1..].iter().map(move |second| (first, second)))
            .map(|(first, second)| (View::Account(*first), View::Account(*second)))
            .collect();
        let comparisons = pairs.par_iter().map(compare).collect();
        let stages_of = |account: AccountNumber| {
            let stages = tally.stages_with_readings(account, contest);
            stages.into_iter().map(move |stage| (account, stage))
        };
        let stages: Vec<_> = accounts.iter().copied().flat_map(stages_of).collect();
        let next = stages
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0 && compared.contains(&pair[0].0));
        let stage_pairs: Vec<(View, View)> = next
            .map(|pair| {
                (
                    View::Stage(pair[0].0, pair[0].1),
                    View::Stage(pair[1].0, pair[1].1),
                )
            })
            .collect();
        let stage_comparisons = stage_pairs.par_iter().map(compare).collect();
        ContestOverview {
            accounts,
            totals: Vec::new(),
            comparisons,
            stages,
            stage_comparisons,
        }
    }

    /// The totals of the accepted readings, and then of the first accounts.
    fn compute_totals(&self, tally: &Tally, contest: ContestNumber) -> Vec<Totals> {
        let accounts = self.accounts.iter().take(MAX_KEPT_ACCOUNTS);
        let views = accounts.map(|account| View::Account(*account));
        let views: Vec<View> = [View::Accepted].into_iter().chain(views).collect();
        let totals = views.par_iter().map(|view| tally.all_totals(*view, contest));
        totals.collect()
    }
}
