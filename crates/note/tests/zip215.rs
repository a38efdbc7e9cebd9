//! Signatures made to split verifiers: every one is judged the same alone and in a batch, by the
//! rules of ZIP 215.
#![allow(clippy::unwrap_used, missing_docs)]

use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::edwards::CompressedEdwardsY;
use note::{BatchItem, KeyKind, SigningKey, VerifyingKey, verify_batch};
use proptest::prelude::*;

/// All encodings of points that differ from the one that compressing gives: a y-coordinate not
/// below the field's prime, or a sign where x is 0.
fn non_canonical_points() -> Vec<[u8; 32]> {
    let mut candidates = vec![];
    let mut one = [0; 32];
    (one[0], one[31]) = (1, 0x80);
    candidates.push(one);
    let mut minus_one = [0xff; 32];
    minus_one[0] = 0xec;
    candidates.push(minus_one);
    for low in 0xed..=0xff {
        let mut y = [0xff; 32];
        (y[0], y[31]) = (low, 0x7f);
        candidates.push(y);
        y[31] = 0xff;
        candidates.push(y);
    }
    let decodes = |y: &[u8; 32]| CompressedEdwardsY(*y).decompress();
    candidates.retain(|y| decodes(y).is_some_and(|point| point.compress().to_bytes() != *y));
    assert_eq!(candidates.len(), 26);
    candidates
}

fn small_order_points() -> Vec<[u8; 32]> {
    let canonical = EIGHT_TORSION.iter().map(|point| point.compress().to_bytes());
    let other = non_canonical_points();
    let small = other
        .into_iter()
        .filter(|y| CompressedEdwardsY(*y).decompress().unwrap().is_small_order());
    canonical.chain(small).collect()
}

fn key(public: [u8; 32]) -> VerifyingKey {
    VerifyingKey::new("crafted".parse().unwrap(), KeyKind::Ed25519, public).unwrap()
}

fn signature(r: [u8; 32], s: [u8; 32]) -> [u8; 64] {
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&r);
    bytes[32..].copy_from_slice(&s);
    bytes
}

/// Asks for each case alone, alone in a batch filled up with good signatures, and all together.
fn verdicts(cases: &[(VerifyingKey, [u8; 64])], message: &[u8]) -> Vec<bool> {
    let honest: Vec<SigningKey> = (0..8)
        .map(|n| SigningKey::from_seed("honest".parse().unwrap(), [n; 32]))
        .collect();
    let good: Vec<[u8; 64]> = honest.iter().map(|key| key.sign(message)).collect();
    let single: Vec<bool> = cases
        .iter()
        .map(|(key, signature)| key.verify(message, signature))
        .collect();
    for ((key, signature), valid) in cases.iter().zip(&single) {
        let mut items: Vec<BatchItem<'_>> = honest
            .iter()
            .zip(&good)
            .map(|(key, signature)| BatchItem {
                key: key.verifying_key(),
                message,
                signature,
            })
            .collect();
        items.insert(
            3,
            BatchItem {
                key,
                message,
                signature,
            },
        );
        assert_eq!(verify_batch(&items), if *valid { vec![] } else { vec![3] });
    }
    let all: Vec<BatchItem<'_>> = cases
        .iter()
        .map(|(key, signature)| BatchItem {
            key,
            message,
            signature,
        })
        .collect();
    let bad: Vec<usize> = (0..cases.len()).filter(|index| !single[*index]).collect();
    assert_eq!(verify_batch(&all), bad);
    single
}

#[test]
fn small_order_keys_and_nonces_are_valid_alone_and_in_batches() {
    // [8]R + [8][k]A is 0 whatever the message, so that s = 0 is valid for all of them.
    let points = small_order_points();
    assert_eq!(points.len(), 14);
    let cases: Vec<_> = points
        .iter()
        .flat_map(|a| points.iter().map(|r| (key(*a), signature(*r, [0; 32]))))
        .collect();
    assert_eq!(cases.len(), 196);
    assert!(verdicts(&cases, b"Zcash").into_iter().all(|valid| valid));
    // With another s none is.
    let mut one = [0; 32];
    one[0] = 1;
    let cases: Vec<_> = points
        .iter()
        .map(|a| (key(*a), signature(points[0], one)))
        .collect();
    assert!(!verdicts(&cases, b"Zcash").into_iter().any(|valid| valid));
}

#[test]
fn other_encodings_of_points_are_judged_alike_alone_and_in_batches() {
    let good = SigningKey::from_seed("good".parse().unwrap(), [9; 32]);
    let honest = good.sign(b"message");
    let mut cases = vec![];
    for y in non_canonical_points() {
        cases.push((key(y), honest));
        cases.push((key(y), signature(y, [0; 32])));
        let mut changed = honest;
        changed[..32].copy_from_slice(&y);
        cases.push((good.verifying_key().clone(), changed));
    }
    // A nonce that is no point at all.
    cases.push((good.verifying_key().clone(), signature([2; 32], [0; 32])));
    verdicts(&cases, b"message");
}

#[test]
fn an_s_that_is_not_reduced_is_refused_alone_and_in_batches() {
    let good = SigningKey::from_seed("good".parse().unwrap(), [9; 32]);
    let honest = good.sign(b"message");
    // s + l is the same scalar written another way.
    let order: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut sum = honest;
    let mut carry = 0;
    for (byte, add) in sum[32..].iter_mut().zip(order) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    let public = good.verifying_key().clone();
    let mut high = honest;
    high[63] |= 0xe0;
    let cases = [(public.clone(), honest), (public.clone(), sum), (public, high)];
    assert_eq!(verdicts(&cases, b"message"), [true, false, false]);
}

#[test]
fn a_torsion_part_in_key_or_nonce_does_not_split_the_checks() {
    // R' = R + T with T of small order verifies under the cofactored rule only when the hash is
    // that of R': made by signing with the raw equation, here simply crossed with many messages.
    let good = SigningKey::from_seed("good".parse().unwrap(), [9; 32]);
    let public = CompressedEdwardsY(good.verifying_key().public())
        .decompress()
        .unwrap();
    let mut cases = vec![];
    for torsion in EIGHT_TORSION {
        let mixed = key((public + torsion).compress().to_bytes());
        let honest = good.sign(b"mixed");
        cases.push((mixed.clone(), honest));
        let r = CompressedEdwardsY(honest[..32].try_into().unwrap())
            .decompress()
            .unwrap();
        let mut changed = honest;
        changed[..32].copy_from_slice(&(r + torsion).compress().to_bytes());
        cases.push((mixed, changed));
        cases.push((good.verifying_key().clone(), changed));
    }
    verdicts(&cases, b"mixed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_batch_names_exactly_the_bad_signatures(
        count in 0usize..150,
        keys in 1u8..5,
        broken in proptest::collection::btree_set(0usize..150, 0..6),
        flip in 0usize..64,
    ) {
        let keys: Vec<SigningKey> = (0..keys).map(|n| SigningKey::from_seed("k".parse().unwrap(), [n; 32])).collect();
        let signed: Vec<(&SigningKey, Vec<u8>, [u8; 64])> = (0..count).map(|n| {
            let (key, message) = (&keys[n % keys.len()], n.to_string().into_bytes());
            let mut signature = key.sign(&message);
            if broken.contains(&n) {
                signature[flip] ^= 1;
            }
            (key, message, signature)
        }).collect();
        let items: Vec<BatchItem<'_>> = signed.iter()
            .map(|(key, message, signature)| BatchItem { key: key.verifying_key(), message, signature })
            .collect();
        let expected: Vec<usize> = broken.into_iter().filter(|n| *n < count).collect();
        prop_assert_eq!(verify_batch(&items), expected);
    }
}
