use super::*;
use crate::claim::test_claims::{claim, contest};
use proptest::prelude::*;

/// One station: votes by option, registered voters.
type StationFigures = (Vec<Option<u32>>, Option<u32>);

fn row(votes: &[u32], registered: u32) -> StationFigures {
    (votes.iter().copied().map(Some).collect(), Some(registered))
}

fn found(
    figures: &str,
    rows: &[StationFigures],
    expected: Option<u64>,
    not_covered: Option<u64>,
) -> CannotHold {
    let sheets = Sheets::new(rows.len(), |s, o| rows[s].0[o], |s| rows[s].1);
    let coverage = Coverage {
        stations_expected: expected,
        voters_not_covered: not_covered,
        registered: None,
    };
    cannot_hold(&claim(figures), &contest(3), &sheets, coverage)
}

fn rows() -> Vec<StationFigures> {
    [[50, 10, 0], [80, 5, 5], [20, 20, 0], [80, 0, 1]]
        .iter()
        .map(|votes| row(votes, 100))
        .collect()
}

#[test]
fn a_claim_below_the_sheets_needs_the_largest_of_them_to_be_false() {
    let found = found(r#"{ of = "o0", number = 100 }"#, &rows(), Some(4), Some(0));
    let option = &found.options[0];
    assert_eq!(
        (option.side, option.in_sheets, option.excess),
        (Some(Side::Below), 230, 130)
    );
    assert_eq!(option.stations, [1, 3]); // 80 and 80; the same votes, in the order of the stations
    assert_eq!(found.sheets_false_at_least, 2);
    assert_eq!(found.of.unwrap().name(), "o0");
}

#[test]
fn an_excess_that_the_sheets_just_reach_needs_no_further_sheet() {
    let k = |n: u64| {
        found(
            &format!(r#"{{ of = "o0", number = {n} }}"#),
            &rows(),
            None,
            Some(0),
        )
        .sheets_false_at_least
    };
    assert_eq!(
        (k(230), k(229), k(150), k(149), k(70), k(69), k(0)),
        (0, 1, 1, 2, 2, 3, 4)
    );
}

#[test]
fn stations_left_out_are_allowed_for() {
    let with = |stations: &str| {
        let figures = format!(r#"{{ of = "o0", number = 69 }}, {stations}"#);
        found(&figures, &rows(), Some(4), Some(0))
    };
    let third = with(r#"{ of = "stations", percent = "75" }"#);
    assert_eq!(third.left_out.unwrap().stations, 1);
    assert_eq!((third.sheets_false_at_least, third.after_left_out), (3, Some(2)));
    assert_eq!(third.left_out.unwrap().stations_if_rounded, 2); // 74.5% may have been meant
    assert_eq!(third.after_left_out_if_rounded, Some(1));
    let number = with(r#"{ of = "stations", number = 1 }"#);
    assert_eq!(
        (number.sheets_false_at_least, number.after_left_out),
        (3, Some(0))
    );
    let more = with(r#"{ of = "stations", percent = "75", bound = "more_than" }"#);
    assert_eq!(more.after_left_out, Some(2));
    let about = with(r#"{ of = "stations", percent = "75", bound = "about" }"#);
    assert_eq!((about.left_out, about.after_left_out), (None, None));
}

#[test]
fn a_share_of_stations_is_rounded_up_to_whole_stations() {
    let left = |percent: &str| {
        let claim = claim(&format!(r#"{{ of = "stations", percent = "{percent}" }}"#));
        stations_left_out(&claim, Some(30_026)).unwrap()
    };
    assert_eq!(left("96.87").stations, 940); // 939.8
    assert_eq!(left("96.87").stations_if_rounded, 942); // 941.3
    assert_eq!(left("80").stations, 6_006); // 6,005.2
    assert_eq!((left("100").stations, left("100").stations_if_rounded), (0, 151));
}

#[test]
fn a_claim_within_what_is_not_covered_needs_no_sheet_to_be_false() {
    let found = found(r#"{ of = "o1", number = 45 }"#, &rows(), Some(5), Some(10));
    assert_eq!(found.options[0].side, Some(Side::Within));
    assert_eq!((found.sheets_false_at_least, found.of), (0, None));
}

#[test]
fn a_claim_above_the_sheets_and_those_not_covered_needs_sheets_that_hold_more() {
    let k = |n: u64| {
        found(
            &format!(r#"{{ of = "o0", number = {n} }}"#),
            &rows(),
            None,
            Some(10),
        )
    };
    // The sheets could hold 50, 20, 80 and 20 more; 230 and 10 stand.
    assert_eq!(k(240).sheets_false_at_least, 0);
    assert_eq!(k(241).sheets_false_at_least, 1);
    assert_eq!(k(320).options[0].stations, [2]);
    assert_eq!(k(321).options[0].stations, [2, 0]);
    assert_eq!(k(410).sheets_false_at_least, 4);
    let over = k(411);
    assert_eq!(over.options[0].unbounded, Some(Unbounded::OverRegistered));
    assert!(over.over_registered);
    assert_eq!(over.options[0].sheets_false_at_least, None);
}

#[test]
fn nothing_is_said_above_the_sheets_where_voters_are_not_known() {
    let unknown = found(r#"{ of = "o0", number = 300 }"#, &rows(), None, None);
    assert_eq!(
        unknown.options[0].unbounded,
        Some(Unbounded::VotersNotCoveredUnknown)
    );
    let mut some = rows();
    some[1].1 = None;
    let unknown = found(r#"{ of = "o0", number = 300 }"#, &some, None, Some(0));
    assert_eq!(unknown.options[0].unbounded, Some(Unbounded::RegisteredUnknown));
    let below = found(r#"{ of = "o0", number = 229 }"#, &some, None, None);
    assert_eq!(below.sheets_false_at_least, 1);
}

#[test]
fn an_unread_figure_may_be_as_large_as_the_register() {
    let mut some = rows();
    some[2].0[0] = None;
    let k = |n: u64| {
        found(
            &format!(r#"{{ of = "o0", number = {n} }}"#),
            &some,
            None,
            Some(10),
        )
    };
    assert_eq!(k(209).options[0].excess, 1);
    assert_eq!(k(320).options[0].side, Some(Side::Within)); // 210 + 10 + 100
    assert_eq!(k(321).options[0].side, Some(Side::Above));
    assert_eq!(k(321).options[0].stations, [0]);
}

#[test]
fn others_are_the_sum_of_the_options_that_the_claim_does_not_name() {
    let found = found(
        r#"{ of = "o0", number = 230 }, { of = "others", number = 11 }"#,
        &rows(),
        None,
        Some(0),
    );
    let others = &found.options[1];
    assert_eq!((others.in_sheets, others.excess), (41, 30));
    assert_eq!(others.stations, [2, 0]); // 20, then 10 and 10 of stations 0 and 1
}

#[test]
fn numbers_that_are_not_exact_or_not_known_are_listed_without_a_bound() {
    let found = found(
        r#"{ of = "o0", number = 1, bound = "at_least" }, { of = "o1", percent = "13" },
           { of = "eva", number = 1 }, { of = "valid", number = 271 }"#,
        &rows(),
        None,
        Some(0),
    );
    let why: Vec<_> = found
        .options
        .iter()
        .map(|option| option.unbounded.unwrap())
        .collect();
    assert_eq!(
        why,
        [Unbounded::NotExact, Unbounded::NoNumber, Unbounded::UnknownOption]
    );
    assert_eq!(found.sheets_false_at_least, 0);
    // 35 of 271 votes are 12.9%; the sheets give no valid votes, but at least their options'.
    let tested: Vec<_> = found
        .tested()
        .map(|tested| (tested.of.name(), tested.share, tested.side))
        .collect();
    assert_eq!(
        tested[2..],
        [("valid", false, Ok(Side::Within)), ("o1", true, Ok(Side::Within))]
    );
}

#[test]
fn no_sheets_at_all_leave_every_claim_within_or_over_the_registered() {
    let found = |n: u64| {
        found(
            &format!(r#"{{ of = "o0", number = {n} }}"#),
            &[],
            Some(5),
            Some(100),
        )
    };
    assert_eq!(found(100).options[0].side, Some(Side::Within));
    assert!(found(101).over_registered);
}

/// Whether changing the sheets of some stations, and leaving out others, can make the number hold:
/// the least and the most that the total can then be.
fn can_hold(rows: &[StationFigures], false_ones: u32, left_out: u32, not_covered: u64, claimed: u64) -> bool {
    let (mut least, mut most) = (0, not_covered);
    for (station, (votes, registered)) in rows.iter().enumerate() {
        let votes = u64::from(votes[0].unwrap());
        if left_out >> station & 1 == 1 {
            most += votes;
        } else if false_ones >> station & 1 == 1 {
            most += u64::from(registered.unwrap()).max(votes);
        } else {
            least += votes;
            most += votes;
        }
    }
    (least..=most).contains(&claimed)
}

proptest! {
    #[test]
    fn no_smaller_set_of_false_sheets_would_do(
        stations in prop::collection::vec((0u32..30, 0u32..30), 0..7),
        claimed in 0u64..200,
        not_covered in 0u64..20,
        counted in 0u64..8,
    ) {
        let rows: Vec<StationFigures> = stations.iter().map(|(votes, more)| row(&[*votes, 0, 0], votes + more)).collect();
        let n = rows.len() as u32;
        let counted = counted.min(n.into());
        let figures = format!(r#"{{ of = "o0", number = {claimed} }}, {{ of = "stations", number = {counted} }}"#);
        let found = found(&figures, &rows, Some(n.into()), Some(not_covered));
        let may_leave_out = n - counted as u32;
        let least = |left_out_allowed: u32| {
            (0u32..1 << n)
                .flat_map(|set| (0u32..1 << n).map(move |left| (set, left)))
                .filter(|(_, left)| left.count_ones() <= left_out_allowed)
                .filter(|(set, left)| can_hold(&rows, *set, *left, not_covered, claimed))
                .map(|(set, _)| u64::from(set.count_ones()))
                .min()
        };
        prop_assert_eq!(found.options[0].sheets_false_at_least, least(0));
        prop_assert_eq!(found.options[0].after_left_out, least(may_leave_out));
        prop_assert_eq!(found.over_registered, least(0).is_none());
    }

    #[test]
    fn the_bound_falls_towards_what_the_sheets_allow_and_rises_past_it(
        stations in prop::collection::vec((0u32..300, 0u32..300), 1..40),
        claimed in 0u64..10_000,
        not_covered in 0u64..500,
    ) {
        let rows: Vec<StationFigures> = stations.iter().map(|(votes, more)| row(&[*votes, 0, 0], votes + more)).collect();
        let at = |n: u64| found(&format!(r#"{{ of = "o0", number = {n} }}"#), &rows, None, Some(not_covered)).options.remove(0);
        let (here, next) = (at(claimed), at(claimed + 1));
        match (here.sheets_false_at_least, next.sheets_false_at_least) {
            (Some(a), Some(b)) if here.side == Some(Side::Below) => prop_assert!(b <= a),
            (Some(a), Some(b)) => prop_assert!(b >= a),
            (None, b) => prop_assert_eq!(b, None),
            (Some(_), None) => prop_assert_ne!(here.side, Some(Side::Below)),
        }
        let accounted: u64 = here.stations.iter().map(|s| match here.side {
            Some(Side::Below) => u64::from(rows[*s].0[0].unwrap()),
            _ => u64::from(rows[*s].1.unwrap() - rows[*s].0[0].unwrap()),
        }).sum();
        prop_assert!(accounted >= here.excess || here.unbounded.is_some());
    }

    /// By hand over all that false sheets and voters not covered can be: the same sides, and the same least numbers.
    #[test]
    fn a_share_is_bounded_as_all_completions_have_it(
        stations in prop::collection::vec((0u32..4, 0u32..4, 0u32..3), 1..4),
        percent in 0u64..=100,
        open in 0u64..3,
    ) {
        let rows: Vec<StationFigures> = stations.iter().map(|(a, b, more)| row(&[*a, *b, 0], a + b + more)).collect();
        let figures = format!(r#"{{ of = "o0", percent = "{percent}" }}"#);
        let found = found(&figures, &rows, None, Some(open)).shares.remove(0);
        // How many sheets are false, and the votes of the option and of all.
        let any = |most: u64| (0..=most).flat_map(|all| (0..=all).map(move |own| (own, all)));
        let mut ends: std::collections::BTreeSet<(u64, u64, u64)> = any(open).map(|(own, all)| (0, own, all)).collect();
        for (a, b, more) in stations.iter().map(|(a, b, more)| (u64::from(*a), u64::from(*b), u64::from(*more))) {
            let with = |(wrong, own, all): &(u64, u64, u64)| {
                let (wrong, own, all) = (*wrong, *own, *all);
                let made = any(a + b + more).map(move |(x, y)| (wrong + 1, own + x, all + y));
                made.chain([(wrong, own + a, all + a + b)]).collect::<Vec<_>>()
            };
            ends = ends.iter().flat_map(with).collect();
        }
        let least = |holds: &dyn Fn(u64, u64) -> bool| {
            let held = ends.iter().filter(|(_, own, all)| *all > 0 && holds(*own, *all));
            held.map(|(wrong, ..)| *wrong).min()
        };
        let reaches = least(&|own, all| 200 * own + all >= 2 * percent * all);
        let stays_under = least(&|own, all| 100 * own < (percent + 1) * all);
        match found.side {
            Some(Side::Above) => prop_assert_eq!(found.least.sheets, reaches),
            Some(Side::Below) => prop_assert_eq!(found.least.sheets, stays_under),
            Some(Side::Within) => prop_assert_eq!((reaches, stays_under), (Some(0), Some(0))),
            None => prop_assert_eq!(stations.iter().map(|(a, b, _)| a + b).sum::<u32>() + open as u32, 0),
        }
    }
}

#[test]
fn null_votes_that_the_sheets_do_not_have_need_sheets_that_hold_them() {
    let nulls: Vec<u32> = (0..40).map(|at| u32::from(at % 2 == 0) + 1).collect();
    let sheets = Sheets::new(40, |_, option| Some([110, 100, 0][option]), |_| Some(400));
    let sheets = sheets.with_figures(|station, figure| match figure {
        SheetFigure::Field(CountField::Null) => Some(nulls[station]),
        _ => None,
    });
    let coverage = Coverage {
        stations_expected: Some(40),
        voters_not_covered: Some(0),
        registered: Some(16_000),
    };
    let found = |figures: &str| cannot_hold(&claim(figures), &contest(3), &sheets, coverage);
    // 60 null votes in the sheets; one of 400 voters with one null vote can have 399 more.
    let null = found(r#"{ of = "null", number = 472 }"#);
    assert_eq!((null.figures[0].in_sheets, null.figures[0].excess), (60, 412));
    assert_eq!(null.sheets_false_at_least, 2);
    assert_eq!((null.of.unwrap().name(), null.of_share), ("null", false));
    // 8,400 votes and 60 null ones are 8,460 ballots at least, and 52.87% of the voters.
    let named = |figures: &str| {
        let found = found(figures);
        let tested = found.tested().map(|tested| tested.side);
        (tested.collect::<Vec<_>>(), found.sheets_false_at_least)
    };
    assert_eq!(
        named(r#"{ of = "ballots", number = 8460 }"#),
        (vec![Ok(Side::Within)], 0)
    );
    assert_eq!(
        named(r#"{ of = "ballots", number = 8459 }"#),
        (vec![Ok(Side::Below)], 1)
    );
    assert_eq!(
        named(r#"{ of = "blank", number = 3 }"#),
        (vec![Err(Unbounded::NotInSheets)], 0)
    );
    assert_eq!(
        named(r#"{ of = "stations", number = 41 }"#),
        (vec![Ok(Side::Above)], 0)
    );
    assert!(found(r#"{ of = "stations", number = 41 }"#).over_stations);
    assert_eq!(
        named(r#"{ of = "registered", number = 9 }"#),
        (vec![Err(Unbounded::OfTheRegister)], 0)
    );
    // 4,400 of 8,400 are 52.38%: with 58.30% of them some sheets are false.
    assert_eq!(named(r#"{ of = "o0", percent = "52.38" }"#).1, 0);
    assert_eq!(named(r#"{ of = "o0", percent = "52.37" }"#).1, 1);
    let share = found(r#"{ of = "o0", percent = "58.30" }"#);
    assert_eq!((share.shares[0].side, share.of_share), (Some(Side::Above), true));
    assert_eq!(share.shares[0].in_sheets.unwrap().to_string(), "52.38");
    assert!(share.sheets_false_at_least > 1);
}
