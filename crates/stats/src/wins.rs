//! Whether an option has reached one of the law's ways to win (`docs/record.md`, "How a contest is won"), whatever the
//! voters who are not covered do: the same bound as for the order, with the way's denominator.

use crate::decided::{Besides, Votes};
use model::election::win::{ShareOf, Win};
use model::{OptionId, Percent};
use serde::Serialize;

/// What can be said of a way to win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WayState {
    /// Every option is in one of the three lists.
    Computed,
    /// No sheet is in.
    NoSheets,
    /// How many voters are not covered is not known.
    VotersNotCoveredUnknown,
    /// What the share is of is not known: the ballots of a station, or the registered voters.
    TotalUnknown,
    /// This version does not compute the way, or it lacks what it needs.
    NotComputed,
}

/// A way to win, and for each option whether it is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayResult {
    /// The way, as the law has it.
    #[serde(flatten)]
    pub win: Win,
    /// What can be said of it.
    pub state: WayState,
    /// The options that have reached it, whatever the voters not covered do.
    pub reached: Vec<OptionId>,
    /// The options for which that is open.
    pub open: Vec<OptionId>,
    /// The options that do not reach it, whatever the voters not covered do.
    pub out_of_reach: Vec<OptionId>,
}

/// The ways to win of a contest, with the options in its order.
pub(crate) fn ways(wins: &[Win], options: &[(OptionId, Votes)], besides: Besides) -> Vec<WayResult> {
    wins.iter().map(|win| way(win, options, besides)).collect()
}

fn way(win: &Win, options: &[(OptionId, Votes)], besides: Besides) -> WayResult {
    let mut result = WayResult {
        win: win.clone(),
        state: WayState::Computed,
        reached: Vec::new(),
        open: Vec::new(),
        out_of_reach: Vec::new(),
    };
    let test = match (Test::of(win, options, besides), besides.voters_not_covered) {
        (Err(WayState::NotComputed), _) => Err(WayState::NotComputed),
        _ if !besides.sheets => Err(WayState::NoSheets),
        (Err(state), _) => Err(state),
        (Ok(_), None) => Err(WayState::VotersNotCoveredUnknown),
        (Ok(test), Some(open)) => Ok((test, open)),
    };
    match test {
        Err(state) => result.state = state,
        Ok((test, open)) => {
            for (place, (option, _)) in options.iter().enumerate() {
                let list = match test.asked(options, place, open) {
                    Some(true) => &mut result.reached,
                    None => &mut result.open,
                    Some(false) => &mut result.out_of_reach,
                };
                list.push(option.clone());
            }
        }
    }
    result
}

/// A way to win as it is computed.
enum Test {
    /// To be among so many that have the most votes.
    Most(u64),
    Share {
        percent: Percent,
        /// Whether the percentage itself is not enough.
        over: bool,
        lead: Option<Percent>,
        /// What the share is of, without the voters not covered.
        total: u64,
        /// Whether it grows by those of them who vote.
        grows: bool,
    },
}

impl Test {
    fn of(win: &Win, options: &[(OptionId, Votes)], besides: Besides) -> Result<Test, WayState> {
        let over = match win.way.as_str() {
            "most" => return Ok(Test::Most(win.seats.unwrap_or(1).into())),
            "over" => true,
            "at_least" => false,
            _ => return Err(WayState::NotComputed),
        };
        let half = || "50".parse().expect("a percentage");
        let total = match win.of.unwrap_or(ShareOf::Valid) {
            ShareOf::Valid => Some(options.iter().map(|(_, votes)| votes.certain).sum()),
            ShareOf::Cast => Some(besides.ballots.sum).filter(|_| besides.ballots.unknown == 0),
            ShareOf::Registered => besides.registered,
        };
        Ok(Test::Share {
            percent: win.percent.unwrap_or_else(half),
            over,
            lead: win.lead,
            total: total.ok_or(WayState::TotalUnknown)?,
            grows: win.of != Some(ShareOf::Registered),
        })
    }

    /// Whether the option at this place reaches it whatever so many voters do, does not, or that is open.
    fn asked(&self, options: &[(OptionId, Votes)], place: usize, open: u64) -> Option<bool> {
        let own = options[place].1.certain;
        let others = || {
            let others = options.iter().enumerate().filter(|(other, _)| *other != place);
            others.map(|(_, (_, votes))| votes.certain)
        };
        match self {
            Test::Most(seats) => {
                // A voter may vote for several options where there are several seats: each of the others may have all.
                let may_be_level = others().filter(|votes| votes.saturating_add(open) >= own).count();
                let best = own.saturating_add(open);
                let stay_before = others().filter(|votes| *votes > best || *seats == 1 && *votes == best);
                let is_enough = |others: usize| others as u64 >= *seats;
                match (is_enough(may_be_level), is_enough(stay_before.count())) {
                    (false, _) => Some(true),
                    (_, true) => Some(false),
                    _ => None,
                }
            }
            Test::Share {
                percent,
                over,
                lead,
                total,
                grows,
            } => {
                let grown = total.saturating_add(if *grows { open } else { 0 });
                let most = others().max().unwrap_or(0);
                let enough = |votes: u64, of: u64, ahead: i128| {
                    let share = exceeds(i128::from(votes), *percent, of, *over);
                    share && lead.is_none_or(|lead| exceeds(ahead, lead, of, false))
                };
                let (own, most, open) = (i128::from(own), i128::from(most), i128::from(open));
                // The worst is that all vote for the strongest other one, the best that all vote for it.
                let at_worst = enough(own as u64, grown, own - most - open);
                let at_best = enough((own + open) as u64, grown, own + open - most);
                match (at_worst, at_best) {
                    (true, _) => Some(true),
                    (_, false) => Some(false),
                    _ => None,
                }
            }
        }
    }
}

/// Whether `part` is more than the percentage of `whole`, or as much where that suffices. Of nothing no share is reached.
fn exceeds(part: i128, percent: Percent, whole: u64, over: bool) -> bool {
    let (part, needed) = (
        part * i128::from(percent.whole()),
        i128::from(percent.units()) * i128::from(whole),
    );
    whole > 0 && (part > needed || !over && part == needed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tally::Ballots;

    fn win(text: &str) -> Win {
        let parsed: std::collections::BTreeMap<String, Win> =
            model::document::parse(&format!("win = {{ {text} }}")).unwrap();
        parsed["win"].clone()
    }

    fn options(votes: &[u64]) -> Vec<(OptionId, Votes)> {
        let id = |i: usize| format!("o{i}").parse().unwrap();
        let votes = votes.iter().map(|n| Votes { all: *n, certain: *n });
        votes.enumerate().map(|(i, votes)| (id(i), votes)).collect()
    }

    fn besides(open: u64) -> Besides {
        Besides {
            sheets: true,
            voters_not_covered: Some(open),
            ballots: Ballots { sum: 120, unknown: 0 },
            registered: Some(200),
        }
    }

    /// The way's state and its three lists, in words.
    fn found(text: &str, votes: &[u64], besides: Besides) -> String {
        let found = way(&win(text), &options(votes), besides);
        match found.state {
            WayState::Computed => {
                let lists = [&found.reached, &found.open, &found.out_of_reach];
                lists
                    .map(|list| list.iter().map(OptionId::as_str).collect::<Vec<_>>().join(" "))
                    .join("; ")
            }
            state => format!("{state:?}"),
        }
    }

    #[test]
    fn the_lead_of_ten_points_is_asked_for_where_the_law_asks_for_it() {
        // 47.08% and 36.51%: a lead of 10.57 points; with 200 voters open out of 10,000 it may be less than ten.
        let ten = "way = 'at_least', percent = '40', lead = '10'";
        let votes = [4_708, 3_651, 1_641];
        assert_eq!(found(ten, &votes, besides(0)), "o0; ; o1 o2");
        assert_eq!(found(ten, &votes, besides(51)), "o0; ; o1 o2");
        assert_eq!(found(ten, &votes, besides(200)), "; o0; o1 o2");
        assert_eq!(found("way = 'over'", &votes, besides(200)), "; ; o0 o1 o2");
        assert_eq!(found("way = 'over'", &votes, besides(600)), "; o0; o1 o2");
        assert_eq!(found("way = 'most'", &votes, besides(600)), "o0; ; o1 o2");
    }

    #[test]
    fn half_is_not_more_than_half_and_of_nothing_there_is_no_half() {
        assert_eq!(found("way = 'over'", &[50, 30, 20], besides(0)), "; ; o0 o1 o2");
        assert_eq!(
            found("way = 'at_least', percent = '50'", &[50, 30, 20], besides(0)),
            "o0; ; o1 o2"
        );
        assert_eq!(
            found("way = 'at_least', percent = '0'", &[0, 0], besides(0)),
            "; ; o0 o1"
        );
    }

    #[test]
    fn each_denominator_is_its_own() {
        // 70 of 100 votes, of 120 ballots and of 200 registered voters.
        let share = |of: &str, percent: u32| {
            let text = format!("way = 'over', of = '{of}', percent = '{percent}'");
            found(&text, &[70, 30], besides(0))
        };
        assert_eq!(
            (share("valid", 69), share("valid", 70)),
            ("o0; ; o1".into(), "; ; o0 o1".into())
        );
        assert_eq!(
            (share("cast", 58), share("cast", 59)),
            ("o0; ; o1".into(), "; ; o0 o1".into())
        );
        assert_eq!(
            (share("registered", 34), share("registered", 35)),
            ("o0; ; o1".into(), "; ; o0 o1".into())
        );
        let unknown = Besides {
            ballots: Ballots { sum: 120, unknown: 1 },
            registered: None,
            ..besides(0)
        };
        for of in ["cast", "registered"] {
            let text = format!("way = 'over', of = '{of}'");
            assert_eq!(found(&text, &[70, 30], unknown), "TotalUnknown");
        }
    }

    #[test]
    fn what_cannot_be_said_is_said_to_be_so() {
        assert_eq!(
            found(
                "way = 'seats', seats = 5, formula = 'dhondt'",
                &[7, 3],
                besides(0)
            ),
            "NotComputed"
        );
        assert_eq!(found("way = 'of the moon'", &[7, 3], besides(0)), "NotComputed");
        let unknown = Besides {
            voters_not_covered: None,
            ..besides(0)
        };
        assert_eq!(found("way = 'most'", &[7, 3], unknown), "VotersNotCoveredUnknown");
        let none = Besides {
            sheets: false,
            ..besides(9)
        };
        assert_eq!(found("way = 'most'", &[0, 0], none), "NoSheets");
    }

    #[test]
    fn of_several_seats_the_last_may_be_open_where_the_first_are_not() {
        assert_eq!(
            found("way = 'most', seats = 2", &[90, 50, 48, 3], besides(5)),
            "o0; o1 o2; o3"
        );
        assert_eq!(
            found("way = 'most', seats = 2", &[90, 50, 50], besides(0)),
            "o0; o1 o2; "
        );
        assert_eq!(found("way = 'most'", &[50, 50], besides(0)), "; ; o0 o1");
    }

    proptest! {
        /// However those not covered vote or stay away: what is reached holds, what is out of reach does not, and of what is
        /// open both happen.
        #[test]
        fn every_way_is_as_all_completions_have_it(
            votes in prop::collection::vec(0u64..9, 2..4),
            open in 0u64..5,
            percent in 0u32..70,
            lead in prop::option::of(0u32..40),
            over: bool,
            cast: bool,
            null in 0u64..4,
        ) {
            let lead = lead.map_or(String::new(), |lead| format!(", lead = '{lead}'"));
            let (way_of, of) = (if over { "over" } else { "at_least" }, if cast { "cast" } else { "valid" });
            let law = win(&format!("way = '{way_of}', of = '{of}', percent = '{percent}'{lead}"));
            let sum: u64 = votes.iter().sum();
            let ballots = Ballots { sum: sum + null, unknown: 0 };
            let found = way(&law, &options(&votes), Besides { ballots, ..besides(open) });
            // Each of those not covered stays away, casts a null vote, or votes for one of the options.
            let mut ends = vec![(votes.clone(), 0)];
            for _ in 0..open {
                for (votes, null) in ends.clone() {
                    ends.push((votes.clone(), null + 1));
                    for at in 0..votes.len() {
                        let mut more = votes.clone();
                        more[at] += 1;
                        ends.push((more, null));
                    }
                }
                ends.sort();
                ends.dedup();
            }
            for place in 0..votes.len() {
                let wins = |(votes, more): &(Vec<u64>, u64)| {
                    let whole = votes.iter().sum::<u64>() + if cast { null + more } else { 0 };
                    let own = votes[place] * 100;
                    let needed = whole * u64::from(percent);
                    let share = if over { own > needed } else { own >= needed };
                    let others = votes.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, n)| *n);
                    let ahead = others.max().map_or(0, |most| (votes[place] as i64 - most as i64) * 100);
                    let led = law.lead.is_none_or(|lead| ahead >= i64::from(lead.units()) * whole as i64);
                    whole > 0 && share && led
                };
                let id: OptionId = format!("o{place}").parse().unwrap();
                let all: Vec<bool> = ends.iter().map(wins).collect();
                prop_assert_eq!(found.reached.contains(&id), !all.contains(&false), "{:?} {:?}", law, votes);
                prop_assert_eq!(found.out_of_reach.contains(&id), !all.contains(&true), "{:?} {:?}", law, votes);
            }
        }
    }
}
