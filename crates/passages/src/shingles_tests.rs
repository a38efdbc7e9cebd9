use super::*;
use proptest::prelude::*;

fn passages(text: &str) -> Passages {
    Passages::of(text).unwrap()
}

fn in_common(a: &str, b: &str) -> InCommon {
    passages(a).in_common(&passages(b))
}

/// Words that are all different.
fn words(from: usize, to: usize) -> String {
    (from..to).map(|n| format!("w{n} ")).collect()
}

#[test]
fn passages_in_common_are_counted_once() {
    // Eight words have four passages of five words; two of them are in the other text.
    let both = in_common("a b c d e f g h", "x b c d e f g y a a");
    assert_eq!((both.common, both.first, both.second), (2, 4, 6));
    assert_eq!((both.shorter(), both.together()), (4, 8));
    assert!(both.repeats());
    assert_eq!(passages("a a a a a a a a").distinct(), 1);
}

#[test]
fn accents_case_and_punctuation_make_no_difference() {
    let both = in_common("“María Peña” votó, dijo: SÍ.", "maria pena voto dijo si");
    assert_eq!((both.common, both.first, both.second), (1, 1, 1));
}

#[test]
fn a_short_text_is_one_passage_and_one_without_words_has_none() {
    assert_eq!(passages("Two words").distinct(), 1);
    assert!(in_common("Two words", "two words!").repeats());
    assert!(!in_common("Two words", "two words more").repeats());
    assert_eq!(Passages::of(" … — "), None);
    assert_eq!(Passages::of(""), None);
}

#[test]
fn a_tenth_of_the_shorter_text_in_common_and_twenty_passages_are_repetition() {
    // The shorter text has 200 passages.
    let one = words(0, 204);
    let other = |common: usize| words(0, common + 4) + &words(1_000, 3_000);
    assert_eq!(in_common(&one, &other(20)).common, 20);
    assert!(in_common(&one, &other(20)).repeats());
    assert!(!in_common(&one, &other(19)).repeats());
    // Of a text of 30 passages, ten are more than a tenth and still too few.
    assert!(!in_common(&words(0, 34), &other(10)).repeats());
    assert!(in_common(&words(0, 34), &other(15)).repeats());
}

#[test]
fn long_texts_are_compared_by_samples_drawn_alike() {
    let long = words(0, 200_000);
    let half = words(100_000, 300_000);
    let both = in_common(&long, &half);
    assert!(both.sampled && both.repeats());
    assert!(passages(&long).hashes.len() == MAX_KEPT && passages(&long).distinct() == 199_996);
    let percent = 100 * both.common / both.shorter();
    assert!((48..=52).contains(&percent), "{percent}");
    // Too small a sample says nothing.
    let part = in_common(&long, &words(50, 250));
    assert!(part.sampled && part.shorter() < SMALLEST_SAMPLE && !part.repeats());
}

proptest! {
    #[test]
    fn a_text_is_like_itself_and_order_makes_no_difference(a in "[a-d]( [a-d]){0,40}", b in "[a-d]( [a-d]){0,40}") {
        let itself = in_common(&a, &a);
        prop_assert!(itself.repeats() && itself.common == itself.first && itself.first == itself.second);
        let (there, back) = (in_common(&a, &b), in_common(&b, &a));
        prop_assert_eq!((there.common, there.first, there.second), (back.common, back.second, back.first));
        prop_assert_eq!(there.repeats(), back.repeats());
        prop_assert!(there.common <= there.shorter() && there.shorter() <= there.together());
    }

    #[test]
    fn whole_texts_are_compared_as_sets_are(a in "[a-c]( [a-c]){4,30}", b in "[a-c]( [a-c]){4,30}") {
        use std::collections::BTreeSet;
        fn set(text: &str) -> BTreeSet<Vec<&str>> {
            let words: Vec<&str> = text.split(' ').collect();
            words.windows(WORDS).map(<[&str]>::to_vec).collect()
        }
        let both = in_common(&a, &b);
        prop_assert_eq!(both.common, set(&a).intersection(&set(&b)).count() as u64);
        prop_assert_eq!(both.together(), set(&a).union(&set(&b)).count() as u64);
    }
}
