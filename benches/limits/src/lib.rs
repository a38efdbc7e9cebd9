//! What a machine can do at best, measured alone: how fast it signs, checks signatures, hashes and
//! writes. A program that must do so much of each cannot be faster than this.
//!
//! Everything is made from constants, so that two runs do the same work.

use ed25519_zebra::{Signature, SigningKey, VerificationKeyBytes, batch};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

/// Signatures in one batch: the cost of each hardly falls any further.
const BATCH: usize = 4_096;

/// Signed messages of one size, by one key.
pub struct Signed {
    key: VerificationKeyBytes,
    messages: Vec<Vec<u8>>,
    signatures: Vec<Signature>,
    /// Seconds that signing took, on all cores.
    pub seconds_signing: f64,
}

/// Signs so many messages of so many bytes, by one key, on all cores.
pub fn sign(count: u64, bytes: usize) -> Signed {
    let secret = SigningKey::from([7; 32]);
    let message = |n: u64| {
        let mut message = vec![b'.'; bytes.max(8)];
        message[..8].copy_from_slice(&n.to_le_bytes());
        message
    };
    let messages: Vec<Vec<u8>> = (0..count).into_par_iter().map(message).collect();
    let began = Instant::now();
    let signatures = messages.par_iter().map(|message| secret.sign(message)).collect();
    Signed {
        key: VerificationKeyBytes::from(&secret),
        messages,
        signatures,
        seconds_signing: began.elapsed().as_secs_f64(),
    }
}

impl Signed {
    /// Checks all signatures in batches on all cores, and gives the seconds that it took.
    ///
    /// The coefficients come from a generator with a fixed seed, the cheapest that can be; a program that
    /// checks signatures of others needs coefficients that nobody could foresee.
    ///
    /// # Errors
    /// Where a batch does not hold.
    pub fn verify(&self) -> anyhow::Result<f64> {
        let began = Instant::now();
        self.messages
            .par_chunks(BATCH)
            .zip(self.signatures.par_chunks(BATCH))
            .try_for_each(|(messages, signatures)| {
                let mut all = batch::Verifier::new();
                for (message, signature) in messages.iter().zip(signatures) {
                    all.queue((self.key, *signature, message));
                }
                all.verify(ChaCha8Rng::from_seed([1; 32]))
                    .map_err(|error| anyhow::anyhow!("a batch of signatures: {error}"))
            })?;
        Ok(began.elapsed().as_secs_f64())
    }
}

/// Hashes each of so many messages of so many bytes with SHA-256 on all cores, and gives the seconds.
pub fn hash(count: u64, bytes: usize) -> f64 {
    let message = vec![b'.'; bytes];
    let began = Instant::now();
    let sum: u64 = (0..count)
        .into_par_iter()
        .map(|n| {
            let hash = Sha256::new()
                .chain_update(n.to_le_bytes())
                .chain_update(&message)
                .finalize();
            u64::from(hash[0])
        })
        .sum();
    std::hint::black_box(sum);
    began.elapsed().as_secs_f64()
}

/// Writes so many bytes to a new file, one after the other, makes them durable with one fsync, and gives
/// the seconds. The file is removed afterwards.
///
/// # Errors
/// Where the file cannot be written.
pub fn write(folder: &Path, bytes: u64) -> io::Result<f64> {
    let path = folder.join("limits.tmp");
    // Bytes that no file system can make small.
    let mut piece = Vec::with_capacity(1 << 20);
    for n in 0..(1u64 << 15) {
        piece.extend_from_slice(&Sha256::digest(n.to_le_bytes()));
    }
    let began = Instant::now();
    let mut file = File::create(&path)?;
    let mut left = bytes;
    while left > 0 {
        let some = left.min(piece.len() as u64) as usize;
        file.write_all(&piece[..some])?;
        left -= some as u64;
    }
    file.sync_all()?;
    let seconds = began.elapsed().as_secs_f64();
    std::fs::remove_file(&path)?;
    Ok(seconds)
}

/// The median of some times; the upper one of the two in the middle where their number is even.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_done() {
        let signed = sign(5_000, 300);
        assert!(signed.verify().unwrap() > 0.0);
        assert!(hash(1_000, 300) > 0.0);
        assert!(write(&std::env::temp_dir(), 3_000_000).unwrap() > 0.0);
    }

    #[test]
    fn a_signature_that_is_not_valid_is_not_passed_over() {
        let mut signed = sign(5_000, 300);
        signed.messages[4_321][0] ^= 1;
        assert!(signed.verify().is_err());
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert!(median(vec![]).is_nan());
    }
}
