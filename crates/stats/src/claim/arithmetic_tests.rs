use super::*;
use crate::claim::test_claims::{claim, contest};
use proptest::prelude::*;

fn found(figures: &str) -> OwnArithmetic {
    own_arithmetic(&claim(figures), &contest(3), &[], Some(200))
}

fn of(found: &OwnArithmetic, kind: CheckKind) -> Vec<&Check> {
    found.checks.iter().filter(|check| check.check == kind).collect()
}

fn left_out(found: &OwnArithmetic) -> Vec<(&str, LeftOutBecause)> {
    found.left_out.iter().map(|l| (l.of.name(), l.because)).collect()
}

const ALL: &str = r#"{ of = "o0", number = 50 }, { of = "o1", number = 30 }, { of = "o2", number = 20 }"#;

#[test]
fn options_are_added_up_and_held_against_the_valid_votes() {
    let agrees = found(&format!(r#"{ALL}, {{ of = "valid", number = 100 }}"#));
    assert!(of(&agrees, CheckKind::OptionsSum)[0].agrees);
    let differs = found(&format!(r#"{ALL}, {{ of = "valid", number = 97 }}"#));
    let check = of(&differs, CheckKind::OptionsSum)[0];
    assert_eq!((check.agrees, check.difference), (false, Number(-3)));
    assert_eq!((differs.agree, differs.differ), (0, 1));
}

#[test]
fn a_sum_of_the_election_takes_the_place_of_the_usual_one() {
    let sum = |of: &str, parts: &str| -> SumRule {
        serde_json::from_str(&format!(r#"{{"of":"{of}","parts":[{parts}]}}"#)).unwrap()
    };
    let sums = [
        sum("valid", r#""options","challenged""#),
        sum("ballots", r#""valid","null","unused""#),
        sum("unused", r#""null","challenged""#),
    ];
    let mut claim = claim(&format!(
        r#"{ALL}, {{ of = "valid", number = 103, percent = "90.0" }}, {{ of = "null", number = 4, percent = "5.0" }}, {{ of = "ballots", number = 107 }},
           {{ of = "challenged", number = 3 }}, {{ of = "unused", number = 9 }}"#
    ));
    for figure in &mut claim.figures {
        if let Subject::Option(id) = &figure.of
            && ["challenged", "unused"].contains(&id.as_str())
        {
            figure.of = Subject::Further(id.as_str().parse().unwrap());
        }
    }
    let checked = |sums: &[SumRule]| {
        let found = own_arithmetic(&claim, &contest(3), sums, None);
        let numbers = found
            .checks
            .iter()
            .filter(|check| matches!(check.stated, Number(_)));
        let all = numbers.map(|check| (check.check, check.of.name().to_owned(), check.agrees));
        (all.collect::<Vec<_>>(), of(&found, CheckKind::PercentsSum).len())
    };
    let (usual, percents) = checked(&[]);
    assert_eq!(
        usual,
        [
            (CheckKind::OptionsSum, "valid".to_owned(), false),
            (CheckKind::BallotsSum, "ballots".to_owned(), true)
        ]
    );
    assert_eq!(percents, 1);
    let (own, percents) = checked(&sums);
    assert_eq!(
        own,
        [
            (CheckKind::Sum, "valid".to_owned(), true),
            (CheckKind::Sum, "ballots".to_owned(), false),
            (CheckKind::Sum, "unused".to_owned(), false)
        ]
    );
    assert_eq!(percents, 0);
    claim.figures.retain(|figure| figure.of.name() != "challenged");
    // A part that is not stated: neither the sum nor the usual one is held against it.
    let found = own_arithmetic(&claim, &contest(3), &sums[..1], None);
    assert!(of(&found, CheckKind::Sum).is_empty() && of(&found, CheckKind::OptionsSum).is_empty());
}

#[test]
fn options_are_not_added_up_where_one_is_missing_or_not_exact() {
    let missing = found(r#"{ of = "o0", number = 50 }, { of = "valid", number = 100 }"#);
    assert!(of(&missing, CheckKind::OptionsSum).is_empty());
    assert_eq!(left_out(&missing), [("valid", LeftOutBecause::OptionsMissing)]);
    let about = found(
        r#"{ of = "o0", number = 50, bound = "about" }, { of = "others", number = 50 }, { of = "valid", number = 100 }"#,
    );
    assert!(of(&about, CheckKind::OptionsSum).is_empty());
    assert_eq!(
        left_out(&about),
        [
            ("o0", LeftOutBecause::NotExact),
            ("valid", LeftOutBecause::OptionsMissing)
        ]
    );
}

#[test]
fn all_others_together_stand_for_the_options_that_are_not_named() {
    let others = found(
        r#"{ of = "o0", number = 50 }, { of = "others", number = 50 }, { of = "valid", number = 100 }"#,
    );
    assert!(of(&others, CheckKind::OptionsSum)[0].agrees);
}

#[test]
fn valid_null_and_blank_are_held_against_the_ballots() {
    let parts = |rest: &str| found(&format!(r#"{{ of = "valid", number = 90 }}, {rest}"#));
    let null = parts(r#"{ of = "null", number = 9 }, { of = "ballots", number = 100 }"#);
    assert_eq!(of(&null, CheckKind::BallotsSum)[0].difference, Number(1));
    let both = parts(
        r#"{ of = "null", number = 9 }, { of = "blank", number = 1 }, { of = "ballots", number = 100 }"#,
    );
    assert!(of(&both, CheckKind::BallotsSum)[0].agrees);
    let unclear = parts(
        r#"{ of = "null", number = 9 }, { of = "blank", percent = "1" }, { of = "ballots", number = 100 }"#,
    );
    assert!(of(&unclear, CheckKind::BallotsSum).is_empty());
    let neither = parts(r#"{ of = "ballots", number = 100 }"#);
    assert!(of(&neither, CheckKind::BallotsSum).is_empty());
}

#[test]
fn ballots_may_reach_the_registered_voters_and_not_pass_them() {
    let over = |n: u32| {
        found(&format!(
            r#"{{ of = "ballots", number = {n} }}, {{ of = "registered", number = 100 }}"#
        ))
    };
    let at = over(100);
    assert!(of(&at, CheckKind::BallotsWithinRegistered)[0].agrees);
    let past = over(101);
    let check = of(&past, CheckKind::BallotsWithinRegistered)[0];
    assert_eq!((check.agrees, check.difference), (false, Number(1)));
}

#[test]
fn a_percentage_is_rounded_half_up_at_its_announced_decimals() {
    let share = |percent: &str| {
        let figures = format!(
            r#"{{ of = "o0", number = 5125, percent = "{percent}" }}, {{ of = "valid", number = 10000 }}"#
        );
        of(&found(&figures), CheckKind::Percent)[0].clone()
    };
    for agrees in ["51", "51.3", "51.25", "51.250"] {
        assert!(share(agrees).agrees, "{agrees}");
    }
    let cut = share("51.2");
    assert_eq!((cut.agrees, cut.rounding), (false, Some(Rounding::CutOff)));
    assert_eq!(
        serde_json::to_value(&cut).unwrap(),
        serde_json::json!({
            "check": "percent", "of": "o0", "over": "valid", "number": 5125, "total": 10000,
            "stated": "51.2", "computed": "51.3", "difference": "-0.1", "agrees": false,
            "rounding": "cut_off", "unrounded": "51.250000",
        })
    );
    assert_eq!(share("52").rounding, None);
}

#[test]
fn shares_are_taken_of_the_options_sum_where_no_valid_votes_are_stated() {
    let sum = found(
        r#"{ of = "o0", number = 60, percent = "60" }, { of = "others", number = 40, percent = "40" }"#,
    );
    let checks = of(&sum, CheckKind::Percent);
    assert_eq!(
        (checks[0].over, checks[0].total),
        (Some(Denominator::Options), Some(100))
    );
    assert!(checks.iter().all(|check| check.agrees));
    let none = found(r#"{ of = "o0", number = 60, percent = "60" }"#);
    assert_eq!(left_out(&none), [("o0", LeftOutBecause::NoTotal)]);
}

#[test]
fn null_blank_and_valid_are_shares_of_the_ballots_and_stations_of_those_expected() {
    let figures = found(
        r#"{ of = "null", number = 5, percent = "5.0" }, { of = "blank", number = 5, percent = "6" },
           { of = "valid", number = 90, percent = "90" }, { of = "ballots", number = 100 },
           { of = "stations", number = 190, percent = "95" }"#,
    );
    let agrees: Vec<(&str, bool)> = of(&figures, CheckKind::Percent)
        .iter()
        .map(|check| (check.of.name(), check.agrees))
        .collect();
    assert_eq!(
        agrees,
        [
            ("null", true),
            ("blank", false),
            ("valid", true),
            ("stations", true)
        ]
    );
}

#[test]
fn turnout_is_held_against_the_registered_and_against_the_counted_share_of_them() {
    let turnout = found(
        r#"{ of = "stations", percent = "50" }, { of = "registered", number = 1000 },
           { of = "ballots", number = 300 }, { of = "turnout", percent = "60.0" }"#,
    );
    let checks = of(&turnout, CheckKind::Percent);
    assert_eq!(
        (checks[0].over, checks[0].agrees),
        (Some(Denominator::Registered), false)
    );
    assert_eq!(
        (checks[1].over, checks[1].agrees),
        (Some(Denominator::RegisteredCounted), true)
    );
}

#[test]
fn percentages_that_make_up_a_whole_add_up_to_100_within_their_rounding() {
    let sum = |third: &str| {
        let figures = found(&format!(
            r#"{{ of = "o0", percent = "33.3" }}, {{ of = "o1", percent = "33.3" }}, {{ of = "o2", percent = "{third}" }}"#
        ));
        of(&figures, CheckKind::PercentsSum)[0].clone()
    };
    assert!(sum("33.3").agrees); // 99.9, and three halves of 0.1 are allowed
    assert!(!sum("33.2").agrees); // 99.8
    assert!(sum("33").agrees); // 99.6, and half of 1 and two halves of 0.1 are allowed
    let check = sum("33.20");
    assert_eq!(
        serde_json::to_value(&check).unwrap(),
        serde_json::json!({
            "check": "percents_sum", "of": "valid", "over": "options", "stated": "99.80",
            "computed": "100.00", "difference": "-0.20", "agrees": false, "allowed": "0.105",
        })
    );
}

#[test]
fn an_option_that_the_contest_lacks_is_named_as_left_out() {
    let unknown = found(r#"{ of = "eva", number = 5, percent = "5" }"#);
    assert!(unknown.checks.is_empty());
    assert_eq!(left_out(&unknown), [("eva", LeftOutBecause::UnknownOption)]);
}

#[test]
fn a_zero_as_total_or_the_largest_numbers_do_no_harm() {
    found(r#"{ of = "o0", number = 0, percent = "0" }, { of = "others", number = 0, percent = "0" }"#);
    let n = (1u64 << 53) - 1;
    found(&format!(
        r#"{{ of = "o0", number = {n}, percent = "100.0000" }}, {{ of = "valid", number = 1 }}"#
    ));
}

proptest! {
    #[test]
    fn a_claim_made_from_a_count_agrees_with_itself(
        votes in prop::collection::vec(0u64..10_000_000, 3),
        null in 0u64..1_000_000,
        more in 0u64..10_000_000,
        decimals in 0u8..=4,
    ) {
        let valid: u64 = votes.iter().sum();
        prop_assume!(valid > 0);
        let ballots = valid + null;
        let registered = ballots + more;
        let percent = |part, total| Percent::from_ratio(part, total, decimals).unwrap();
        let mut figures: Vec<String> = votes
            .iter()
            .enumerate()
            .map(|(i, v)| format!(r#"{{ of = "o{i}", number = {v}, percent = "{}" }}"#, percent(*v, valid)))
            .collect();
        figures.push(format!(r#"{{ of = "valid", number = {valid}, percent = "{}" }}"#, percent(valid, ballots)));
        figures.push(format!(r#"{{ of = "null", number = {null}, percent = "{}" }}"#, percent(null, ballots)));
        figures.push(format!(r#"{{ of = "ballots", number = {ballots} }}"#));
        figures.push(format!(r#"{{ of = "registered", number = {registered} }}"#));
        figures.push(format!(r#"{{ of = "turnout", percent = "{}" }}"#, percent(ballots, registered)));
        let found = found(&figures.join(", "));
        prop_assert_eq!(found.differ, 0, "{:?}", found);
        prop_assert_eq!(found.agree, 3 + 3 + 2 + 1 + 2);
        prop_assert!(found.left_out.is_empty());
    }
}
