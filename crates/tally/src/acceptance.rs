//! How many readings of one side are independent of each other (`docs/record.md`, *States*).
//!
//! A largest matching: each signer is given a reading of its own, and what that was taken from is given to nobody else.
//! One more reading or signer adds a pair that could be chosen and takes none away, so that the number never falls, and it
//! does not depend on the order of the log.

use crate::accounts::AccountNumber;
use crate::keys::KeyNumber;
use crate::state::ReadingNumber;
use std::collections::{BTreeMap, VecDeque};

/// What a reading was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// A document or photograph, by its number.
    Document(u32),
    /// A photograph, unseen by the others who typed it.
    Blind(u32, KeyNumber),
    /// Nothing that another message is taken from.
    Message(ReadingNumber),
}

/// What independence hangs on in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Who signed it, in any voice.
    pub(crate) keys: Vec<KeyNumber>,
    /// Whose telling it is, where it was taken from a file.
    pub(crate) file_of: Option<AccountNumber>,
    /// What it was taken from.
    pub(crate) source: Source,
}

/// Whose readings are not independent of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Signer {
    Key(KeyNumber),
    FileOf(AccountNumber),
}

/// How many of these readings are independent of each other, counted up to `wanted`.
///
/// The lesser of two numbers: in one every key is a signer, in the other all keys that read files for one account are
/// the same. So neither a key that reads files for several accounts nor an account that reads them with several keys
/// agrees with itself.
pub(crate) fn independent(taken: &[Taken], wanted: usize) -> usize {
    let keys = |one: &Taken| one.keys.iter().copied().map(Signer::Key).collect::<Vec<_>>();
    let by_key = matching(taken.iter().map(|one| (keys(one), one.source)), wanted);
    if taken.iter().all(|one| one.file_of.is_none()) {
        return by_key;
    }
    let tellers = |one: &Taken| match one.file_of {
        Some(account) => vec![Signer::FileOf(account)],
        None => keys(one),
    };
    matching(taken.iter().map(|one| (tellers(one), one.source)), by_key)
}

/// The most signers that can each be given something that one of its readings was taken from, by augmenting paths
/// (Kuhn 1955). Counting stops at `wanted`.
fn matching(taken: impl Iterator<Item = (Vec<Signer>, Source)>, wanted: usize) -> usize {
    let mut read: BTreeMap<Signer, Vec<Source>> = BTreeMap::new();
    for (signers, source) in taken {
        for signer in signers {
            read.entry(signer).or_default().push(source);
        }
    }
    // To whom each source is given.
    let mut given: BTreeMap<Source, Signer> = BTreeMap::new();
    let mut count = 0;
    let mut reached = Reached::new();
    for &signer in read.keys() {
        if count == wanted {
            break;
        }
        if augment(signer, &read, &mut given, &mut reached) {
            count += 1;
            reached.clear();
        }
    }
    count
}

/// Each source with the signer by whom it was reached, and what that one has to give up for it.
type Reached = BTreeMap<Source, (Signer, Option<Source>)>;

/// Gives a signer a source; those who have one may be given another. Breadth first, so that no log is deep enough to
/// exhaust the stack. What others have `reached` in vain since something was given last leads nowhere and is passed over,
/// so that all signers together look at each source once between two that are given.
fn augment(
    signer: Signer,
    read: &BTreeMap<Signer, Vec<Source>>,
    given: &mut BTreeMap<Source, Signer>,
    reached: &mut Reached,
) -> bool {
    let mut next = VecDeque::from([(signer, None)]);
    while let Some((signer, gives_up)) = next.pop_front() {
        for &source in &read[&signer] {
            if reached.contains_key(&source) {
                continue;
            }
            reached.insert(source, (signer, gives_up));
            if let Some(other) = given.get(&source) {
                next.push_back((*other, Some(source)));
                continue;
            }
            let mut free = Some(source);
            while let Some(source) = free {
                let (signer, gives_up) = reached[&source];
                given.insert(source, signer);
                free = gives_up;
            }
            return true;
        }
    }
    false
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
            source: Source::Document(source),
        }
    }

    fn file(key: u32, account: u16, source: u32) -> Taken {
        Taken {
            keys: vec![key],
            file_of: Some(account),
            source: Source::Document(source),
        }
    }

    fn number(taken: &[Taken]) -> usize {
        independent(taken, 16)
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

    /// The most pairs of a signer and what a reading that it signed was taken from, no two with the same of either.
    fn brute_force(taken: &[(Vec<Signer>, Source)]) -> usize {
        let pairs: Vec<(Signer, Source)> = taken
            .iter()
            .flat_map(|(signers, source)| signers.iter().map(|signer| (*signer, *source)))
            .collect();
        let choices = (0u32..1 << pairs.len()).filter(|choice| {
            let chosen = || {
                (0..pairs.len())
                    .filter(|n| choice >> n & 1 == 1)
                    .map(|n| pairs[n])
            };
            let signers: BTreeSet<_> = chosen().map(|(signer, _)| signer).collect();
            let sources: BTreeSet<_> = chosen().map(|(_, source)| source).collect();
            let count = choice.count_ones() as usize;
            signers.len() == count && sources.len() == count
        });
        choices.map(u32::count_ones).max().unwrap_or(0) as usize
    }

    fn taken() -> impl Strategy<Value = Taken> {
        let keys = proptest::collection::btree_set(0u32..4, 1..3);
        let file_of = proptest::option::of(0u16..2);
        (keys, file_of, 0u32..4).prop_map(|(keys, file_of, source)| Taken {
            keys: keys.into_iter().collect(),
            file_of,
            source: Source::Document(source),
        })
    }

    proptest! {
        #[test]
        fn independence_is_the_largest_choice_whatever_the_order_and_never_falls(
            mut all in proptest::collection::vec(taken(), 0..7),
            seed: u64,
        ) {
            let of = |all: &[Taken], teller: bool| {
                let signers = |one: &Taken| match one.file_of.filter(|_| teller) {
                    Some(account) => vec![Signer::FileOf(account)],
                    None => one.keys.iter().copied().map(Signer::Key).collect(),
                };
                let pairs: Vec<_> = all.iter().map(|one| (signers(one), one.source)).collect();
                brute_force(&pairs)
            };
            let best = of(&all, false).min(of(&all, true));
            prop_assert_eq!(independent(&all, usize::MAX), best);
            prop_assert_eq!(independent(&all, 2), best.min(2));
            let len = all.len().max(1);
            all.rotate_left(seed as usize % len);
            prop_assert_eq!(independent(&all, usize::MAX), best);
            if let Some(last) = all.pop() {
                prop_assert!(independent(&all, usize::MAX) <= best);
                all.push(last);
            }
        }
    }
}
