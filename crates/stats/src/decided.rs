//! What the voters who are not covered can still change: the order of the options, and whether one of the law's ways to
//! win is reached.

use crate::Points;
use crate::wins::{self, WayResult};
use model::percent::hundredths;
use model::{Contest, OptionId};
use serde::Serialize;
use tally::{Ballots, ContestNumber, Tally, Total};

/// One option's place in the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The option.
    pub option: OptionId,
    /// Its votes.
    pub votes: u64,
    /// Its share of all options' votes, two decimals, as [`hundredths`] rounds; `None` where there are no votes.
    pub percent: Option<Points>,
    /// The least that its share can become: every voter not covered votes, for others. Rounded down.
    pub percent_at_least: Option<Points>,
    /// The most that its share can become: every voter not covered votes for it. Rounded up.
    pub percent_at_most: Option<Points>,
}

/// Two options next to each other in the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The one with more votes, or the smaller identifier where they are level.
    pub ahead: OptionId,
    /// The other one.
    pub behind: OptionId,
    /// How many votes lie between them.
    pub margin: u64,
    /// Whether the margin is larger than the voters not covered; `None` where those are not known.
    pub decided: Option<bool>,
}

/// The order of the options, and what of it can still change. It says nothing of who has won: see `ways`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The options by votes, most first, level ones by identifier.
    pub order: Vec<Standing>,
    /// The option with more votes than every other. `None` where no sheet is in, where several have the most, and where
    /// the contest is for several seats, so that nobody is ahead.
    pub leader: Option<OptionId>,
    /// The next one in the order.
    pub second: Option<OptionId>,
    /// How many votes lie between the two.
    pub margin: Option<u64>,
    /// The options that have the most votes together, where several have; none where no sheet is in or the contest is
    /// for several seats.
    pub level: Vec<OptionId>,
    /// Whether the contest is for several seats.
    pub several_seats: bool,
    /// The most voters whose votes may still come to the totals, where known.
    pub voters_not_covered: Option<u64>,
    /// Whether the leader stays first even if every voter not covered had voted for one other option. `None` where the
    /// voters not covered are not known or nobody leads.
    pub decided: Option<bool>,
    /// Whether the whole order stays, in the same way.
    pub order_stays: Option<bool>,
    /// The same for each two options next to each other in the order.
    pub pairs: Vec<Pair>,
    /// The law's ways to win, in its order.
    pub ways: Vec<WayResult>,
}

/// Who is first, as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum First<'d> {
    /// No sheet is in, so that nobody leads.
    NoSheets,
    /// The contest is for several seats, so that the order of votes alone says little.
    SeveralSeats,
    /// There is one option alone.
    Alone,
    /// These options have the same number of votes, and no other has more.
    Level(&'d [OptionId]),
    /// One is so many votes ahead of the next.
    Ahead(&'d OptionId, &'d OptionId, u64),
}

/// What the voters who are not covered can change of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing, since nobody is left who is not covered.
    NobodyLeft,
    /// Nothing, though so many are not covered.
    OrderStays(u64),
    /// Not who is first, though so many are not covered; the order of the others can change.
    FirstStays(u64),
    /// So many are not covered, and the first place can change.
    CanChange(u64),
    /// How many are not covered is not known.
    NotKnown,
}

impl Decided {
    /// Who is first.
    pub fn first(&self) -> First<'_> {
        match (&self.leader, &self.second, self.margin) {
            _ if self.several_seats => First::SeveralSeats,
            (Some(leader), Some(second), Some(margin)) => First::Ahead(leader, second, margin),
            (Some(_), ..) => First::Alone,
            _ if self.level.is_empty() => First::NoSheets,
            _ => First::Level(&self.level),
        }
    }

    /// What can still change of the order.
    pub fn change(&self) -> Change {
        match self.voters_not_covered {
            None => Change::NotKnown,
            Some(0) => Change::NobodyLeft,
            Some(voters) => match (self.order_stays, self.decided) {
                (Some(true), _) => Change::OrderStays(voters),
                (_, Some(true)) => Change::FirstStays(voters),
                _ => Change::CanChange(voters),
            },
        }
    }
}

/// An option's votes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Votes {
    pub(crate) all: u64,
    /// Those of stations of which nothing is open: they are read in full and not contested.
    pub(crate) certain: u64,
}

/// What a total says besides its options' votes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Besides {
    /// Whether a sheet is in.
    pub(crate) sheets: bool,
    pub(crate) voters_not_covered: Option<u64>,
    /// The ballots cast at the stations of which nothing is open.
    pub(crate) ballots: Ballots,
    /// All registered voters.
    pub(crate) registered: Option<u64>,
}

/// Puts options in the order of their votes and says whether the voters not covered could change it.
///
/// A margin decides where it is larger than the voters not covered; where it is equal to them a tie is
/// possible. Voters of a station whose sheet could not be read in full, or whose figures are contested, are not covered either.
pub fn decided(
    options: impl IntoIterator<Item = (OptionId, u64)>,
    voters_not_covered: Option<u64>,
) -> Decided {
    let votes = |votes| Votes {
        all: votes,
        certain: votes,
    };
    let options = options.into_iter().map(|(option, n)| (option, votes(n)));
    let besides = Besides {
        sheets: true,
        voters_not_covered,
        ..Besides::default()
    };
    of_votes(options, besides, None)
}

/// The same for a total of a tally: its options' votes, and the voters whom it does not cover.
pub fn of_total(tally: &Tally, contest: ContestNumber, total: &Total) -> Decided {
    let definition = tally.contest(contest);
    let options = definition.options.iter().map(|option| option.id.clone());
    let votes = total.options().iter().map(|sum| Votes {
        all: sum.sum,
        certain: sum.settled(),
    });
    let coverage = &total.coverage;
    let all_in = coverage.of_stations == Some(coverage.stations) && coverage.without_registered == 0;
    let besides = Besides {
        sheets: coverage.stations > 0,
        voters_not_covered: coverage.voters_not_covered(),
        ballots: coverage.ballots,
        registered: coverage.of_registered.or(all_in.then_some(coverage.registered)),
    };
    of_votes(options.zip(votes), besides, Some(definition))
}

/// The order where some of the votes are not covered: those are shown, and settle nothing.
fn of_votes(
    options: impl IntoIterator<Item = (OptionId, Votes)>,
    besides: Besides,
    contest: Option<&Contest>,
) -> Decided {
    let mut options: Vec<(OptionId, Votes)> = options.into_iter().collect();
    let ways = contest.map_or_else(Vec::new, |contest| wins::ways(&contest.wins, &options, besides));
    options.sort_unstable_by(|a, b| b.1.all.cmp(&a.1.all).then_with(|| a.0.cmp(&b.0)));
    let total = |of: fn(&Votes) -> u64| {
        let votes = options.iter().map(|(_, votes)| of(votes));
        votes.fold(0, u64::saturating_add)
    };
    let totals = Votes {
        all: total(|votes| votes.all),
        certain: total(|votes| votes.certain),
    };
    let open = besides.voters_not_covered;
    let stays_ahead = |ahead: Votes, behind: Votes| {
        open.map(|voters| ahead.certain > behind.certain.saturating_add(voters))
    };
    let pairs: Vec<Pair> = options
        .windows(2)
        .map(|pair| Pair {
            ahead: pair[0].0.clone(),
            behind: pair[1].0.clone(),
            margin: pair[0].1.all - pair[1].1.all,
            decided: stays_ahead(pair[0].1, pair[1].1),
        })
        .collect();
    let several_seats = contest.is_some_and(Contest::has_several_seats);
    let most = options.first().map(|(_, votes)| votes.all);
    let first = options.iter().filter(|(_, votes)| Some(votes.all) == most);
    let first: Vec<OptionId> = first.map(|(option, _)| option.clone()).collect();
    let is_led = besides.sheets && !several_seats;
    let (leader, level) = match <[OptionId; 1]>::try_from(first) {
        Ok([leader]) => (Some(leader).filter(|_| is_led), Vec::new()),
        Err(level) => (None, if is_led { level } else { Vec::new() }),
    };
    let decided = match options.split_first() {
        Some(((_, first), others)) if leader.is_some() => {
            let most = others.iter().max_by_key(|(_, votes)| votes.certain);
            most.map_or(Some(true), |(_, second)| stays_ahead(*first, *second))
        }
        _ if level.is_empty() => None,
        _ => open.map(|_| false),
    };
    // Each stays ahead of the next by votes that are certain: then of all behind it.
    let order_stays = open.filter(|_| leader.is_some() || !level.is_empty()).map(|_| {
        let each = pairs.iter().map(|pair| pair.decided);
        each.collect::<Option<Vec<bool>>>()
            .is_some_and(|stay| !stay.contains(&false))
    });
    let second = options.get(1).map(|(option, _)| option.clone());
    Decided {
        second: second.filter(|_| leader.is_some()),
        margin: pairs.first().map(|pair| pair.margin).filter(|_| is_led),
        leader,
        level,
        several_seats,
        voters_not_covered: open,
        decided,
        order_stays,
        pairs,
        ways,
        order: options
            .into_iter()
            .map(|(option, votes)| standing(option, votes, totals, open))
            .collect(),
    }
}

fn standing(option: OptionId, votes: Votes, total: Votes, voters_not_covered: Option<u64>) -> Standing {
    let most = voters_not_covered
        .map(|voters| (voters, total.certain.saturating_add(voters)))
        .filter(|(_, most)| *most > 0);
    let certain = votes.certain;
    Standing {
        percent: hundredths(votes.all, total.all).map(Points::hundredths),
        percent_at_least: most.map(|(_, total)| Points::cut_off(certain, total, 2)),
        percent_at_most: most
            .map(|(voters, total)| Points::rounded_up(certain.saturating_add(voters), total, 2)),
        option,
        votes: votes.all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn options(votes: &[u64]) -> Vec<(OptionId, u64)> {
        let id = |i: usize| format!("o{i}").parse().unwrap();
        votes.iter().enumerate().map(|(i, v)| (id(i), *v)).collect()
    }

    #[test]
    fn a_margin_larger_than_the_voters_not_covered_decides() {
        let found = decided(options(&[3_241_461, 7_156_462, 261_205]), Some(3_576_566));
        assert_eq!(found.leader.unwrap().as_str(), "o1");
        assert_eq!(found.second.unwrap().as_str(), "o0");
        assert_eq!((found.margin, found.decided), (Some(3_915_001), Some(true)));
        assert_eq!(found.pairs[1].decided, Some(false));
    }

    #[test]
    fn a_margin_equal_to_the_voters_not_covered_leaves_a_tie() {
        assert_eq!(decided(options(&[10, 4]), Some(5)).decided, Some(true));
        assert_eq!(decided(options(&[10, 4]), Some(6)).decided, Some(false));
        assert_eq!(decided(options(&[4, 4]), Some(0)).decided, Some(false));
    }

    #[test]
    fn nothing_is_said_where_the_coverage_is_not_known() {
        let found = decided(options(&[10, 4]), None);
        assert_eq!((found.decided, found.pairs[0].decided), (None, None));
        assert_eq!(found.order[0].percent_at_least, None);
        assert_eq!(decided(options(&[]), Some(0)).decided, None);
        assert_eq!(decided(options(&[1]), Some(9)).decided, Some(true));
    }

    #[test]
    fn a_tie_has_no_leader() {
        let found = decided(options(&[7, 3, 7]), Some(0));
        let level: Vec<_> = found.level.iter().map(OptionId::as_str).collect();
        assert_eq!(
            (level, &found.leader, &found.second),
            (vec!["o0", "o2"], &None, &None)
        );
        assert_eq!((found.margin, found.decided), (Some(0), Some(false)));
        assert_eq!(found.change(), Change::NobodyLeft);
        assert_eq!(decided(options(&[0, 0]), Some(4)).change(), Change::CanChange(4));
    }

    #[test]
    fn the_first_place_may_stay_where_the_order_does_not() {
        let found = decided(options(&[90, 20, 15]), Some(10));
        assert_eq!((found.decided, found.order_stays), (Some(true), Some(false)));
        assert_eq!(found.change(), Change::FirstStays(10));
        assert_eq!(
            decided(options(&[90, 20, 5]), Some(10)).change(),
            Change::OrderStays(10)
        );
        assert_eq!(decided(options(&[90, 20, 5]), None).change(), Change::NotKnown);
    }

    #[test]
    fn nobody_leads_where_no_sheet_is_in_or_several_seats_are_filled() {
        let ids = || options(&[0, 0]).into_iter().map(|(id, _)| id);
        let votes = |all: u64| Votes { all, certain: all };
        let none = Besides {
            voters_not_covered: Some(9),
            ..Besides::default()
        };
        let found = of_votes(ids().zip([votes(0), votes(0)]), none, None);
        assert_eq!(
            (found.first(), found.margin, found.decided),
            (First::NoSheets, None, None)
        );
        let contest: Contest = model::document::parse(
            "id = 'c'\nname = ''\noptions = [{ id = 'o0', name = '' }, { id = 'o1', name = '' }]\n\
             wins = [{ way = 'seats', seats = 5, formula = 'dhondt' }]",
        )
        .unwrap();
        let sheets = Besides { sheets: true, ..none };
        let found = of_votes(ids().zip([votes(90), votes(1)]), sheets, Some(&contest));
        assert_eq!(found.first(), First::SeveralSeats);
        assert_eq!((found.leader, found.decided), (None, None));
    }

    #[test]
    fn level_options_stand_in_the_order_of_their_identifiers() {
        let found = decided(options(&[5, 9, 5]), Some(1));
        let order: Vec<_> = found.order.iter().map(|s| s.option.as_str()).collect();
        assert_eq!(order, ["o1", "o0", "o2"]);
    }

    #[test]
    fn a_share_ranges_from_no_vote_to_every_vote_of_those_not_covered() {
        let first = decided(options(&[60, 40]), Some(50)).order[0].clone();
        assert_eq!(first.percent.unwrap().to_string(), "60.00");
        assert_eq!(first.percent_at_least.unwrap().to_string(), "40.00");
        assert_eq!(first.percent_at_most.unwrap().to_string(), "73.34"); // 110 of 150
    }

    #[test]
    fn votes_of_contested_stations_are_shown_and_decide_nothing() {
        let votes = |all: u64, certain: u64| Votes { all, certain };
        let thirty = Besides {
            sheets: true,
            voters_not_covered: Some(30),
            ..Besides::default()
        };
        let three = |leader: Votes| {
            let ids = options(&[0, 0, 0]).into_iter().map(|(id, _)| id);
            of_votes(ids.zip([leader, votes(60, 60), votes(50, 50)]), thirty, None)
        };
        let found = three(votes(100, 95));
        assert_eq!(
            (found.order[0].votes, found.margin, found.decided),
            (100, Some(40), Some(true))
        );
        let found = three(votes(100, 90));
        assert_eq!(
            (found.order[0].votes, found.margin, found.decided),
            (100, Some(40), Some(false))
        );
        assert_eq!(found.order[0].percent.unwrap().to_string(), "47.62");
        assert_eq!(found.order[0].percent_at_least.unwrap().to_string(), "39.13"); // 90 of 230
        // The third may have more that is certain than the second has.
        let ids = options(&[0, 0, 0]).into_iter().map(|(id, _)| id);
        let found = of_votes(
            ids.zip([votes(100, 80), votes(60, 10), votes(55, 55)]),
            thirty,
            None,
        );
        assert_eq!((found.pairs[0].decided, found.decided), (Some(true), Some(false)));
    }

    proptest! {
        #[test]
        fn what_is_decided_stands_however_the_rest_votes(
            votes in prop::collection::vec(0u64..50, 2..5),
            rest in prop::collection::vec(0u64..10, 4),
        ) {
            let cast = votes.iter().zip(&rest).map(|(_, r)| r).sum();
            let found = decided(options(&votes), Some(cast));
            let after: Vec<u64> = votes.iter().zip(&rest).map(|(v, r)| v + r).collect();
            let order = decided(options(&after), Some(0)).order;
            if found.decided == Some(true) {
                prop_assert_eq!(&order[0].option, &found.order[0].option);
            }
        }

        #[test]
        fn what_is_not_decided_can_still_change(votes in prop::collection::vec(0u64..50, 2..5), voters in 0u64..40) {
            let found = decided(options(&votes), Some(voters));
            let second = found.order[1].votes + voters;
            prop_assert_eq!(found.decided, Some(second < found.order[0].votes));
        }
    }
}
