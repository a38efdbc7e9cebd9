//! Signatures made to split verifiers, each with what the rules of ZIP 215 say of it.

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::scalar::Scalar;
use note::{KeyKind, SigningKey, VerifyingKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};

/// Encodings that compressing a point never gives, of points and of none.
fn other_encodings() -> Vec<[u8; 32]> {
    let mut one = [0; 32];
    (one[0], one[31]) = (1, 0x80);
    let mut minus_one = [0xff; 32];
    minus_one[0] = 0xec;
    let mut all = vec![one, minus_one, [2; 32]];
    for low in 0xed..=0xff {
        let mut y = [0xff; 32];
        (y[0], y[31]) = (low, 0x7f);
        all.push(y);
        y[31] = 0xff;
        all.push(y);
    }
    all
}

fn wide(parts: &[&[u8]]) -> Scalar {
    let hash = parts
        .iter()
        .fold(Sha512::new(), |hash, part| hash.chain_update(part));
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into())
}

pub(crate) fn vectors() -> Value {
    let mut cases: Vec<([u8; 32], Vec<u8>, [u8; 64])> = Vec::new();
    let signature = |r: &[u8; 32], s: &[u8; 32]| -> [u8; 64] { [*r, *s].concat().try_into().unwrap() };
    let torsion = EIGHT_TORSION.map(|point| point.compress().to_bytes());
    let small: Vec<[u8; 32]> = torsion.into_iter().chain(other_encodings()).collect();
    let mut one = [0; 32];
    one[0] = 1;
    for a in &small {
        for r in &small {
            cases.push((*a, b"Zcash".to_vec(), signature(r, &[0; 32])));
        }
        cases.push((*a, b"Zcash".to_vec(), signature(&small[0], &one)));
    }
    // Points with a part of small order, signed so that the equation with the cofactor holds.
    for (n, t) in EIGHT_TORSION.iter().enumerate() {
        for (m, u) in EIGHT_TORSION.iter().enumerate() {
            let message = format!("torsion {n} {m}").into_bytes();
            let (a, r) = (wide(&[b"a", &message]), wide(&[b"r", &message]));
            let public = (ED25519_BASEPOINT_POINT * a + t).compress().to_bytes();
            let nonce = (ED25519_BASEPOINT_POINT * r + u).compress().to_bytes();
            let s = r + wide(&[&nonce, &public, &message]) * a;
            cases.push((public, message, signature(&nonce, s.as_bytes())));
        }
    }
    let good = SigningKey::from_seed("good".parse().unwrap(), [9; 32]);
    let public = good.verifying_key().public();
    let honest = good.sign(b"message");
    cases.push((public, b"message".to_vec(), honest));
    cases.push((public, b"massage".to_vec(), honest));
    for bit in (0..512).step_by(7) {
        let mut changed = honest;
        changed[bit / 8] ^= 1 << (bit % 8);
        cases.push((public, b"message".to_vec(), changed));
    }
    for y in other_encodings() {
        cases.push((
            public,
            b"message".to_vec(),
            signature(&y, honest[32..].try_into().unwrap()),
        ));
    }
    // s + L is the same scalar written another way.
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
    cases.push((public, b"message".to_vec(), sum));

    let judged = cases.into_iter().map(|(key, message, signature)| {
        let name = "crafted".parse().unwrap();
        let point = VerifyingKey::new(name, KeyKind::Ed25519, key).ok();
        assert_eq!(point.is_some(), CompressedEdwardsY(key).decompress().is_some());
        json!({
            "key": hex(&key),
            "message": hex(&message),
            "signature": hex(&signature),
            "point": point.is_some(),
            "valid": point.is_some_and(|key| key.verify(&message, &signature)),
        })
    });
    judged.collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
