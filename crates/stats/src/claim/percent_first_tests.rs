use super::*;
use crate::claim::test_claims::{claim, contest};
use proptest::prelude::*;

fn percent(text: &str) -> Percent {
    text.parse().unwrap()
}

/// Groups of a claim over a contest of three options.
fn found(figures: &str) -> Vec<PercentFirst> {
    percent_first(&claim(figures), &contest(3))
}

const TOTAL: u64 = 10_058_774;
const BULLETIN: &str = r#"{ of = "o0", number = 5150092, percent = "51.20" },
    { of = "o1", number = 4445978, percent = "44.2" }, { of = "others", number = 462704, percent = "4.6" }"#;

#[test]
fn numbers_that_are_short_percentages_of_their_sum_are_flagged() {
    let groups = found(BULLETIN);
    assert_eq!(groups.len(), 1);
    let group = &groups[0];
    assert_eq!((group.over, group.total), (Denominator::Options, TOTAL));
    assert_eq!((group.matches, group.decimals), (Some(Rounding::HalfUp), Some(1)));
    // At one decimal, each of two free figures is one of 10,058 or 10,059.
    let one_in = group.one_in.unwrap();
    assert!(
        (10_058.0 * 10_058.0..=10_059.0 * 10_059.0).contains(&one_in),
        "{one_in}"
    );
    // As announced, 51.20 has two decimals: one of 1,006 and one of 10,059.
    let announced = group.one_in_as_announced.unwrap();
    assert!(
        (1_005.0 * 10_058.0..=1_006.0 * 10_059.0).contains(&announced),
        "{announced}"
    );
    assert!(group.flagged);
    assert_eq!(group.figures.iter().filter(|f| f.fixed_by_sum).count(), 1);
    assert_ne!(group.figures[0].of.name(), "others");
}

#[test]
fn one_vote_more_and_one_less_is_no_match() {
    let groups = found(
        &BULLETIN
            .replace("5150092", "5150093")
            .replace("4445978", "4445977"),
    );
    let group = &groups[0];
    assert_eq!((group.matches, group.one_in, group.flagged), (None, None, false));
    assert_eq!(
        (group.figures[0].difference, group.figures[1].difference),
        (1, -1)
    );
    assert_eq!(group.figures[2].matches, Some(Rounding::HalfUp));
}

#[test]
fn one_figure_of_a_thousand_possible_is_reported_and_not_flagged() {
    let groups =
        found(r#"{ of = "null", number = 50785, percent = "0.41" }, { of = "ballots", number = 12386669 }"#);
    let one_in = groups[0].one_in.unwrap();
    assert!((1_238.0..=1_239.0).contains(&one_in), "{one_in}");
    assert_eq!((groups[0].over, groups[0].flagged), (Denominator::Ballots, false));
    assert!(!groups[0].figures[0].fixed_by_sum);
}

#[test]
fn no_figure_is_left_out_where_the_numbers_do_not_make_up_the_whole() {
    let groups = found(
        r#"{ of = "o0", number = 512000, percent = "51.2" }, { of = "o1", number = 300000, percent = "30.0" },
           { of = "valid", number = 1000000 }"#,
    );
    assert!(groups[0].figures.iter().all(|figure| !figure.fixed_by_sum));
    assert_eq!(groups[0].one_in, Some(1_000.0 * 1_000.0));
}

#[test]
fn numbers_with_the_fraction_cut_off_match_too_at_the_chance_of_both_ways() {
    // 33.3% of 1,000,001 is 333,000.333; 33.4% is 334,000.334 and 66.7% is 667,000.667.
    let groups = found(
        r#"{ of = "o0", number = 667000, percent = "66.7" }, { of = "o1", number = 50, percent = "0.0" },
           { of = "valid", number = 1000001 }"#,
    );
    let group = &groups[0];
    assert_eq!(group.figures.len(), 1); // 0.0 says nothing
    assert_eq!(group.matches, Some(Rounding::CutOff));
    assert_eq!(group.one_in, Some(500.0)); // one of 1,000, twice
    assert!(!group.flagged);
}

#[test]
fn figures_that_are_not_exact_are_not_tested() {
    assert!(found(r#"{ of = "o0", number = 512, percent = "51.2", bound = "about" }, { of = "valid", number = 1000 }"#).is_empty());
    assert!(found(r#"{ of = "o0", percent = "51.2" }, { of = "valid", number = 1000 }"#).is_empty());
    assert!(
        found(r#"{ of = "eva", number = 512, percent = "51.2" }, { of = "valid", number = 1000 }"#)
            .is_empty()
    );
}

#[test]
fn a_small_total_leaves_every_number_certain() {
    let groups = found(
        r#"{ of = "o0", number = 30, percent = "60.00" }, { of = "others", number = 20, percent = "40.00" }"#,
    );
    assert_eq!(groups[0].one_in, Some(1.0));
    assert!(!groups[0].flagged);
}

#[test]
fn turnout_is_tested_by_the_ballots() {
    let groups = found(
        r#"{ of = "turnout", percent = "60.0" }, { of = "ballots", number = 600000 }, { of = "registered", number = 1000000 }"#,
    );
    assert_eq!(
        (groups[0].over, groups[0].matches),
        (Denominator::Registered, Some(Rounding::HalfUp))
    );
}

#[test]
fn the_flag_is_raised_from_its_threshold_on() {
    let group = |total: u64| {
        let number = percent("50").of(total);
        let figures = format!(
            r#"{{ of = "o0", number = {number}, percent = "50" }}, {{ of = "valid", number = {total} }}"#
        );
        found(&figures).remove(0)
    };
    assert_eq!(
        (group(1_000_000).one_in, group(1_000_000).flagged),
        (Some(10_000.0), true)
    );
    assert_eq!(
        (group(999_900).one_in, group(999_900).flagged),
        (Some(9_999.0), false)
    );
}

proptest! {
    #[test]
    fn a_width_counts_the_numbers_that_have_this_percentage(total in 1u64..3_000, units in 0u64..=1_000) {
        let brute = (0..=total)
            .filter(|n| u64::from(Percent::from_ratio(*n, total, 1).unwrap().units()) == units)
            .count() as u64;
        prop_assert_eq!(width((units, 1), total), brute);
    }

    #[test]
    fn more_decimals_leave_fewer_numbers(total in 1u64..100_000_000, units in 1u64..1_000) {
        prop_assert!(width((units * 10, 2), total) <= width((units, 1), total));
        prop_assert!(width((units, 1), total) <= total.div_ceil(1_000) + 1);
    }

    #[test]
    fn what_percentages_give_is_always_found(total in 20_000_000u64..100_000_000, first in 1u32..999) {
        let first = Percent::from_ratio(first.into(), 1_000, 1).unwrap();
        let number = first.of(total);
        let figures = format!(
            r#"{{ of = "o0", number = {number}, percent = "{first}" }}, {{ of = "valid", number = {total} }}"#
        );
        let group = found(&figures).remove(0);
        prop_assert_eq!(group.matches, Some(Rounding::HalfUp));
        prop_assert!(group.one_in >= group.one_in_as_announced);
        prop_assert!(group.flagged);
    }

    #[test]
    fn of_the_numbers_that_share_a_percentage_exactly_one_is_what_it_gives(total in 300u64..3_000) {
        let matching = (0..=total)
            .filter(|n| Percent::from_ratio(*n, total, 0).unwrap().of(total) == *n)
            .count();
        prop_assert_eq!(matching, 101); // one for each percentage from 0 to 100
    }
}
