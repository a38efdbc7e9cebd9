//! What tables and pages both show of a tally, computed once: the totals of the first accounts, and every two of them
//! side by side.

use crate::accounts::{AccountNumber, StageNumber};
use crate::compare::Comparison;
use crate::readings::ContestNumber;
use crate::tally::{Tally, View};
use crate::totals::{Group, Total, Totals};
use rayon::prelude::*;
use std::borrow::Cow;

/// The most accounts of a contest that are compared two by two: the first by id.
pub const MAX_COMPARED_ACCOUNTS: usize = 8;
/// The most accounts of a contest whose totals are kept: the first by id. Those of others are computed when asked for.
pub const MAX_KEPT_ACCOUNTS: usize = 6;
/// The most sums of areas that are kept, 32 bytes each. Where the contests have more, the totals of the last contests
/// are computed when asked for; those of the first contest are always kept.
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
    /// Of the accepted readings, and then of the first accounts.
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
            let accounts = accounts_of(tally, contest);
            let mut kept = vec![View::Accepted];
            kept.extend(
                accounts
                    .iter()
                    .take(MAX_KEPT_ACCOUNTS)
                    .copied()
                    .map(View::Account),
            );
            sums += kept.len() * (tally.areas().len() + 2) * tally.figure_names(contest).len();
            if sums > MAX_KEPT_SUMS && contest > 0 {
                kept.clear();
            }
            ContestOverview::new(tally, contest, accounts, &kept)
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

/// The accounts with readings of a contest, by id.
fn accounts_of(tally: &Tally, contest: ContestNumber) -> Vec<AccountNumber> {
    let accounts = tally.accounts().into_iter().map(|(account, _)| account);
    accounts
        .filter(|account| tally.has_readings(*account, contest))
        .collect()
}

impl ContestOverview {
    fn new(
        tally: &Tally,
        contest: ContestNumber,
        accounts: Vec<AccountNumber>,
        kept: &[View],
    ) -> ContestOverview {
        let group = match tally.election().levels.is_empty() {
            true => Group::Whole,
            false => Group::Level(0),
        };
        let compared = &accounts[..accounts.len().min(MAX_COMPARED_ACCOUNTS)];
        let totals: Vec<Totals> = kept
            .par_iter()
            .map(|view| tally.all_totals(*view, contest))
            .collect();
        // Of each account that is compared, as far as a comparison shows them.
        let by_area: Vec<Vec<Total>> = (0..compared.len())
            .into_par_iter()
            .map(|at| match (group, totals.get(at + 1)) {
                (Group::Level(level), Some(totals)) => tally.totals_of_level(totals, None, level),
                _ => tally.totals(View::Account(compared[at]), contest, None, group),
            })
            .collect();
        let pairs: Vec<(usize, usize)> = (0..compared.len())
            .flat_map(|first| (first + 1..compared.len()).map(move |second| (first, second)))
            .collect();
        let comparisons = pairs
            .par_iter()
            .map(|(first, second)| {
                let views = (View::Account(compared[*first]), View::Account(compared[*second]));
                let totals = [by_area[*first].clone(), by_area[*second].clone()];
                tally.compare_totals(views, contest, None, group, totals)
            })
            .collect();
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
        let stage_comparisons = stage_pairs
            .par_iter()
            .map(|views| tally.compare(*views, contest, None, group))
            .collect();
        ContestOverview {
            accounts,
            totals,
            comparisons,
            stages,
            stage_comparisons,
        }
    }
}
