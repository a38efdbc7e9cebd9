//! Whether a result is decided: could the voters who are not covered still change the order of the options.

use crate::Points;
use model::OptionId;
use serde::Serialize;
use tally::{ContestNumber, Tally, Total};

/// One option's place in the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The option.
    pub option: OptionId,
    /// Its votes.
    pub votes: u64,
    /// Its share of all options' votes, two decimals, rounded half up; `None` where there are no votes.
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

/// The order of the options and whether it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The options by votes, most first, level ones by identifier.
    pub order: Vec<Standing>,
    /// The first of them.
    pub leader: Option<OptionId>,
    /// The second.
    pub second: Option<OptionId>,
    /// How many votes lie between the first and the second.
    pub margin: Option<u64>,
    /// Registered voters who are not covered by the votes.
    pub voters_not_covered: Option<u64>,
    /// Whether the leader stays ahead even if every voter not covered had voted for the second. `None`
    /// where the voters not covered are not known or there is no option.
    pub decided: Option<bool>,
    /// The same for each two options next to each other in the order.
    pub pairs: Vec<Pair>,
}

/// Puts options in the order of their votes and says whether the voters not covered could change it.
///
/// A margin decides where it is larger than the voters not covered; where it is equal to them a tie is
/// possible. Voters of a station whose sheet could not be read in full, or whose figures are contested, are not covered either.
pub fn decided(
    options: impl IntoIterator<Item = (OptionId, u64)>,
    voters_not_covered: Option<u64>,
) -> Decided {
    let options = options.into_iter();
    of_votes(
        options.map(|(option, votes)| {
            (
                option,
                Votes {
                    all: votes,
                    certain: votes,
                },
            )
        }),
        voters_not_covered,
    )
}

/// An option's votes.
#[derive(Debug, Clone, Copy)]
struct Votes {
    all: u64,
    /// Those of stations that are covered: without those of contested stations.
    certain: u64,
}

/// The same where some of the votes are not covered: those are shown, and decide nothing.
fn of_votes(
    options: impl IntoIterator<Item = (OptionId, Votes)>,
    voters_not_covered: Option<u64>,
) -> Decided {
    let mut options: Vec<(OptionId, Votes)> = options.into_iter().collect();
    options.sort_unstable_by(|a, b| b.1.all.cmp(&a.1.all).then_with(|| a.0.cmp(&b.0)));
    let total = |of: fn(&Votes) -> u64| {
        let votes = options.iter().map(|(_, votes)| of(votes));
        votes.fold(0, u64::saturating_add)
    };
    let totals = Votes {
        all: total(|votes| votes.all),
        certain: total(|votes| votes.certain),
    };
    let stays_ahead = |ahead: Votes, behind: Votes| {
        voters_not_covered.map(|voters| ahead.certain > behind.certain.saturating_add(voters))
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
    let decided = match options.split_first() {
        None => None,
        Some((_, [])) => Some(true),
        Some(((_, first), others)) => {
            let most = others.iter().max_by_key(|(_, votes)| votes.certain);
            most.and_then(|(_, second)| stays_ahead(*first, *second))
        }
    };
    let name = |place: usize| options.get(place).map(|(option, _)| option.clone());
    Decided {
        leader: name(0),
        second: name(1),
        margin: pairs.first().map(|pair| pair.margin),
        voters_not_covered,
        decided,
        pairs,
        order: options
            .into_iter()
            .map(|(option, votes)| standing(option, votes, totals, voters_not_covered))
            .collect(),
    }
}

/// The same for a total of a tally: its options' votes, and the voters whom it does not cover.
pub fn of_total(tally: &Tally, contest: ContestNumber, total: &Total) -> Decided {
    let options = tally.contest(contest).options.iter();
    let options = options.map(|option| option.id.clone());
    let votes = total.options().iter().map(|sum| Votes {
        all: sum.sum,
        certain: sum.uncontested(),
    });
    of_votes(options.zip(votes), total.coverage.voters_not_covered())
}

fn standing(option: OptionId, votes: Votes, total: Votes, voters_not_covered: Option<u64>) -> Standing {
    let most = voters_not_covered
        .map(|voters| (voters, total.certain.saturating_add(voters)))
        .filter(|(_, most)| *most > 0);
    let certain = votes.certain;
    Standing {
        percent: (total.all > 0).then(|| Points::rounded(votes.all, total.all, 2)),
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
        let three = |leader: Votes| {
            let ids = options(&[0, 0, 0]).into_iter().map(|(id, _)| id);
            of_votes(ids.zip([leader, votes(60, 60), votes(50, 50)]), Some(30))
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
        let found = of_votes(ids.zip([votes(100, 80), votes(60, 10), votes(55, 55)]), Some(30));
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
