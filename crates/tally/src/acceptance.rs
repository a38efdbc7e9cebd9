//! How many readings of one side are independent of each other (`docs/record.md`, *States*).
//!
//! A largest matching: each signer is given a reading of its own, and what that was taken from is given to nobody else.
//! One more reading or signer adds a pair that could be chosen and takes none away, so that the number never falls, and it
//! does not depend on the order of the log.

use crate::keys::KeyNumber;
use crate::readings::AccountNumber;
use std::collections::BTreeMap;

/// What a reading was taken from, by a number of the caller's.
pub(crate) type SourceNumber = u32;

/// What independence hangs on in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Who signed it, in any voice.
    pub(crate) keys: Vec<KeyNumber>,
    /// Whose telling it is, where it was taken from a file.
    pub(crate) file_of: Option<AccountNumber>,
    /// What it was taken from.
    pub(crate) source: SourceNumber,
}

/// Whose readings are not independent of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Signer {
    Key(KeyNumber),
    FileOf(AccountNumber),
}

/// How many of these readings are independent of each other, counted up to `wanted`. `times` says how often what a reading
/// was taken from may be given away: once, but for a photograph that several have typed unseen by each other.
///
/// The lesser of two numbers: in one every key is a signer, in the other all keys that read files for one account are
/// the same. So neither a key that reads files for several accounts nor an account that reads them with several keys
/// agrees with itself.
pub(crate) fn independent(taken: &[Taken], times: &BTreeMap<SourceNumber, usize>, wanted: usize) -> usize {
    let keys = |one: &Taken| one.keys.iter().copied().map(Signer::Key).collect::<Vec<_>>();
    let by_key = matching(taken.iter().map(|one| (keys(one), one.source)), times, wanted);
    if taken.iter().all(|one| one.file_of.is_none()) {
        return by_key;
    }
    let tellers = |one: &Taken| match one.file_of {
        Some(account) => vec![Signer::FileOf(account)],
        None => keys(one),
    };
    matching(taken.iter().map(|one| (tellers(one), one.source)), times, by_key)
}

/// The most signers that can each be given something that one of its readings was taken from, by augmenting paths
/// (Kuhn 1955). Counting stops at `wanted`.
fn matching(
    taken: impl Iterator<Item = (Vec<Signer>, SourceNumber)>,
    times: &BTreeMap<SourceNumber, usize>,
    wanted: usize,
) -> usize {
    let mut read: BTreeMap<Signer, Vec<SourceNumber>> = BTreeMap::new();
    for (signers, source) in taken {
        for signer in signers {
            read.entry(signer).or_default().push(source);
        }
    }
    let mut matching = Matching {
        read: &read,
        times,
        given: BTreeMap::new(),
    };
    let mut count = 0;
    for &signer in read.keys() {
        if count == wanted {
            break;
        }
        count += usize::from(matching.augment(signer));
    }
    count
}

struct Matching<'a> {
    read: &'a BTreeMap<Signer, Vec<SourceNumber>>,
    times: &'a BTreeMap<SourceNumber, usize>,
    /// To whom each source is given.
    given: BTreeMap<SourceNumber, Vec<Signer>>,
}

impl Matching<'_> {
    /// Gives a signer a source; those who have one may be given another. Breadth first, so that no log is deep enough to
    /// exhaust the stack.
    fn augment(&mut self, signer: Signer) -> bool {
        // By which signer each source was reached.
        let mut reached: BTreeMap<SourceNumber, Signer> = BTreeMap::new();
        let mut next = std::collections::VecDeque::from([signer]);
        while let Some(signer) = next.pop_front() {
            for &source in &self.read[&signer] {
                if reached.contains_key(&source) {
                    continue;
                }
                reached.insert(source, signer);
                let given = self.given.entry(source).or_default();
                if given.len() < self.times.get(&source).copied().unwrap_or(1) {
                    self.give(source, &reached);
                    return true;
                }
                next.extend(given.iter().copied());
            }
        }
        false
    }

    /// Gives a source that is free to the signer by whom it was reached, the one that this had to the signer before, and so
    /// on.
    fn give(&mut self, free: SourceNumber, reached: &BTreeMap<SourceNumber, Signer>) {
        let mut source = free;
        loop {
            let signer = reached[&source];
            let before = self
                .given
                .iter()
                .find(|(other, given)| **other != source && given.contains(&signer))
                .map(|(other, _)| *other);
            self.given.entry(source).or_default().push(signer);
            let Some(before) = before else { return };
            if let Some(given) = self.given.get_mut(&before) {
                given.retain(|other| *other != signer);
            }
            source = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn typed(keys: &[u32], source: u32) -> Taken {
        Taken {
            keys: keys.to_vec(),
            file_of: None,
            source,
        }
    }

    fn file(key: u32, account: u16, source: u32) -> Taken {
        Taken {
            keys: vec![key],
            file_of: Some(account),
            source,
        }
    }

    fn number(taken: &[Taken]) -> usize {
        independent(taken, &BTreeMap::new(), 16)
    }

    #[test]
    fn a_reading_that_several_sign_together_counts_for_one_of_them() {
        assert_eq!(number(&[typed(&[1, 2, 3], 1)]), 1);
        assert_eq!(number(&[typed(&[1, 2], 1), typed(&[2], 2)]), 2);
        // What two have signed together takes away nothing of what each signed before.
        assert_eq!(number(&[typed(&[1], 1), typed(&[2], 2), typed(&[1, 2], 3)]), 2);
    }

    #[test]
    fn one_key_one_account_and_one_document_are_one() {
        assert_eq!(number(&[typed(&[1], 1), typed(&[1], 2), file(1, 0, 3)]), 1);
        assert_eq!(number(&[file(1, 0, 1), file(2, 0, 2)]), 1);
        assert_eq!(number(&[file(1, 0, 1), file(1, 1, 2)]), 1);
        assert_eq!(number(&[file(1, 0, 1), file(2, 1, 1)]), 1);
        assert_eq!(number(&[file(1, 0, 1), file(2, 1, 2)]), 2);
        // A key that reads the files of two accounts does not make them one.
        assert_eq!(
            number(&[file(1, 0, 1), file(2, 1, 2), file(3, 0, 1), file(3, 1, 2)]),
            2
        );
    }

    #[test]
    fn a_photograph_counts_as_often_as_it_was_typed_blind() {
        let all = [typed(&[1], 1), typed(&[2], 1), typed(&[3], 1)];
        assert_eq!(independent(&all, &BTreeMap::from([(1, 2)]), 16), 2);
        assert_eq!(independent(&all, &BTreeMap::from([(1, 3)]), 16), 3);
        assert_eq!(independent(&all, &BTreeMap::from([(1, 3)]), 2), 2);
    }

    /// The most pairs of a signer and a reading that it signed, no two of one signer, no source more often than it may be.
    fn brute_force(taken: &[(Vec<Signer>, u32)], times: &BTreeMap<u32, usize>) -> usize {
        let pairs: Vec<(Signer, u32)> = taken
            .iter()
            .flat_map(|(signers, source)| signers.iter().map(|signer| (*signer, *source)))
            .collect();
        let mut best = 0;
        for choice in 0u32..1 << pairs.len() {
            let chosen: Vec<_> = (0..pairs.len())
                .filter(|n| choice >> n & 1 == 1)
                .map(|n| pairs[n])
                .collect();
            let signers: BTreeSet<_> = chosen.iter().map(|(signer, _)| *signer).collect();
            let fits = |source: &u32| {
                let given = chosen.iter().filter(|(_, other)| other == source).count();
                given <= times.get(source).copied().unwrap_or(1)
            };
            if signers.len() == chosen.len() && chosen.iter().all(|(_, source)| fits(source)) {
                best = best.max(chosen.len());
            }
        }
        best
    }

    fn taken() -> impl Strategy<Value = Taken> {
        let keys = proptest::collection::btree_set(0u32..4, 1..3);
        let file_of = proptest::option::of(0u16..2);
        (keys, file_of, 0u32..4).prop_map(|(keys, file_of, source)| Taken {
            keys: keys.into_iter().collect(),
            file_of,
            source,
        })
    }

    proptest! {
        #[test]
        fn independence_is_the_largest_choice_whatever_the_order_and_never_falls(
            mut all in proptest::collection::vec(taken(), 0..7),
            times in proptest::collection::btree_map(0u32..4, 1usize..4, 0..3),
            seed: u64,
        ) {
            let of = |all: &[Taken], teller: bool| {
                let signers = |one: &Taken| match one.file_of.filter(|_| teller) {
                    Some(account) => vec![Signer::FileOf(account)],
                    None => one.keys.iter().copied().map(Signer::Key).collect(),
                };
                let pairs: Vec<_> = all.iter().map(|one| (signers(one), one.source)).collect();
                brute_force(&pairs, &times)
            };
            let best = of(&all, false).min(of(&all, true));
            prop_assert_eq!(independent(&all, &times, usize::MAX), best);
            prop_assert_eq!(independent(&all, &times, 2), best.min(2));
            let len = all.len().max(1);
            all.rotate_left(seed as usize % len);
            prop_assert_eq!(independent(&all, &times, usize::MAX), best);
            if let Some(last) = all.pop() {
                prop_assert!(independent(&all, &times, usize::MAX) <= best);
                all.push(last);
            }
        }
    }
}
