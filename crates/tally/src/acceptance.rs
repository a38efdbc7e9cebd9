//! The acceptance policy: which readings of a station suffice to be accepted.
//!
//! Readings that do not contradict each other suffice when one of them suffices alone or enough of them are
//! independent of each other (`docs/record.md`, *States*).

use crate::keys::KeyNumber;
use crate::readings::Readings;
use crate::state::ReadingNumber;
use model::Acceptance;
use std::collections::{BTreeMap, BTreeSet};

/// What the policy looks at in one voice of a reading: keys that signed it in one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The reading.
    pub reading: ReadingNumber,
    /// Who signed it.
    pub signers: Vec<KeyNumber>,
    /// The number of the capture or document that it was taken from.
    pub of: u32,
    /// Whether its method suffices alone and it breaks no rule that is an error.
    pub suffices: bool,
}

impl Seen {
    /// What the policy looks at in this reading, voice by voice.
    pub(crate) fn of<'a>(
        readings: &'a Readings,
        reading: ReadingNumber,
        policy: &Acceptance,
    ) -> impl Iterator<Item = Seen> + use<'a> {
        let row = readings.row(reading);
        let suffices = !row.errors && policy.alone.contains(&row.method);
        let further = readings.further_voices(reading).iter();
        let voices =
            std::iter::once(readings.signers(reading)).chain(further.map(|voice| voice.signers.clone()));
        voices.map(move |signers| Seen {
            reading,
            signers,
            of: row.of,
            suffices,
        })
    }
}

/// Whether these readings, of which none contradict each other, suffice.
pub fn suffice(readings: &[Seen], policy: &Acceptance) -> bool {
    readings.iter().any(|seen| seen.suffices) || independent(readings, policy.agree) >= policy.agree
}

/// How many of these readings are independent of each other: the most that can be chosen so that no two
/// share a signer or a capture. Counting stops at `wanted`.
///
/// Keys that ever signed one of these readings in one entry count as one signer. What is left is a matching
/// between signers and captures, and the largest is found with augmenting paths (Kuhn 1955), so that the
/// order of the readings does not matter.
pub fn independent(readings: &[Seen], wanted: u32) -> u32 {
    if readings.len() <= 1 {
        return readings.len() as u32;
    }
    let signer = |seen: &Seen| -> Option<KeyNumber> { seen.signers.first().copied() };
    let mut group: BTreeMap<KeyNumber, KeyNumber> = BTreeMap::new();
    fn root(group: &BTreeMap<KeyNumber, KeyNumber>, key: KeyNumber) -> KeyNumber {
        let mut key = key;
        while let Some(above) = group.get(&key).filter(|above| **above != key) {
            key = *above;
        }
        key
    }
    for seen in readings {
        for pair in seen.signers.windows(2) {
            let (a, b) = (root(&group, pair[0]), root(&group, pair[1]));
            group.insert(a.max(b), a.min(b));
        }
    }
    let mut captures_of: BTreeMap<KeyNumber, Vec<u32>> = BTreeMap::new();
    for seen in readings {
        if let Some(key) = signer(seen) {
            captures_of.entry(root(&group, key)).or_default().push(seen.of);
        }
    }
    let mut matched: BTreeMap<u32, KeyNumber> = BTreeMap::new();
    fn augment(
        key: KeyNumber,
        captures_of: &BTreeMap<KeyNumber, Vec<u32>>,
        matched: &mut BTreeMap<u32, KeyNumber>,
        tried: &mut BTreeSet<u32>,
    ) -> bool {
        for &of in &captures_of[&key] {
            if !tried.insert(of) {
                continue;
            }
            let free = match matched.get(&of).copied() {
                None => true,
                Some(other) => augment(other, captures_of, matched, tried),
            };
            if free {
                matched.insert(of, key);
                return true;
            }
        }
        false
    }
    let mut count = 0;
    for &key in captures_of.keys() {
        if count == wanted {
            break;
        }
        count += u32::from(augment(key, &captures_of, &mut matched, &mut Default::default()));
    }
    count
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A reading that does not suffice alone.
    pub(crate) fn seen(reading: u32, signers: &[u32], of: u32) -> Seen {
        Seen {
            reading,
            signers: signers.to_vec(),
            of,
            suffices: false,
        }
    }

    #[test]
    fn keys_that_signed_together_count_as_one() {
        assert_eq!(independent(&[seen(0, &[1, 2], 1), seen(1, &[2], 2)], 9), 1);
        assert_eq!(independent(&[seen(0, &[1, 2], 1), seen(1, &[3], 2)], 9), 2);
    }

    proptest! {
        #[test]
        fn independence_is_the_largest_choice_whatever_the_order(
            pairs in proptest::collection::vec((0u32..5, 0u32..5), 0..8), seed: u64,
        ) {
            let mut readings: Vec<Seen> = pairs.iter().map(|(key, of)| seen(0, &[*key], *of)).collect();
            let mut best = 0;
            for choice in 0u32..1 << readings.len() {
                let chosen: Vec<&Seen> = (0..readings.len()).filter(|n| choice >> n & 1 == 1).map(|n| &readings[n]).collect();
                let keys: BTreeSet<_> = chosen.iter().map(|s| s.signers[0]).collect();
                let captures: BTreeSet<_> = chosen.iter().map(|s| s.of).collect();
                if keys.len() == chosen.len() && captures.len() == chosen.len() {
                    best = best.max(chosen.len() as u32);
                }
            }
            prop_assert_eq!(independent(&readings, u32::MAX), best);
            let len = readings.len().max(1);
            readings.rotate_left(seed as usize % len);
            prop_assert_eq!(independent(&readings, u32::MAX), best);
        }
    }
}
