//! Verifying many signatures at once.
//!
//! A batch is one equation, a random linear combination of those of its signatures, and costs
//! much less than they do one by one: the more so the more of them are by the same key. Under the
//! rules of ZIP 215 it holds exactly when each signature is valid, but for a chance of 2^-128.
//! That chance assumes coefficients that nobody could foresee when making the signatures: with
//! known ones, two bad signatures can be made to cancel out. Here they come from the operating
//! system's random source, through ChaCha12; where it gives none, signatures are checked singly.

use ed25519_zebra as zebra;
use rand_chacha::ChaCha12Rng;
use rand_core::SeedableRng as _;

use crate::VerifyingKey;

/// How many signatures are worth giving to [`verify_batch`] at once: the cost of each still falls
/// up to here (to about a quarter of a single check when keys repeat), and a large record makes
/// enough batches to spread over threads.
pub const RECOMMENDED_BATCH: usize = 4096;

/// The size of the parts in which a failed batch is searched for its bad signatures.
const SEARCH_PIECE: usize = 32;

/// One signature to be checked: `signature` is said to be `key`'s over exactly `message`.
#[derive(Debug, Clone, Copy)]
pub struct BatchItem<'a> {
    /// The key.
    pub key: &'a VerifyingKey,
    /// The signed bytes: for a note of an Ed25519 key, its text.
    pub message: &'a [u8],
    /// The Ed25519 signature.
    pub signature: &'a [u8; 64],
}

impl BatchItem<'_> {
    fn verify(&self) -> bool {
        self.key.verify(self.message, self.signature)
    }
}

/// Checks all of `items` and gives the indices of those that are not valid, in order: none when
/// all are. It decides exactly as [`VerifyingKey::verify`] does for each alone.
///
/// Runs on the calling thread; split the work (see [`RECOMMENDED_BATCH`]) to use more.
pub fn verify_batch(items: &[BatchItem<'_>]) -> Vec<usize> {
    let mut bad = Vec::new();
    if all_valid(items) {
        return bad;
    }
    for (piece, start) in items.chunks(SEARCH_PIECE).zip((0..).step_by(SEARCH_PIECE)) {
        if items.len() > SEARCH_PIECE && all_valid(piece) {
            continue;
        }
        bad.extend(
            piece
                .iter()
                .zip(start..)
                .filter(|(item, _)| !item.verify())
                .map(|(_, index)| index),
        );
    }
    bad
}

/// Whether the batch equation holds. A batch of few is left to the single checks.
fn all_valid(items: &[BatchItem<'_>]) -> bool {
    let mut seed = [0; 32];
    if items.len() < 4 || getrandom::fill(&mut seed).is_err() {
        return items.iter().all(BatchItem::verify);
    }
    let mut batch = zebra::batch::Verifier::new();
    for item in items {
        let signature = zebra::Signature::from(*item.signature);
        batch.queue((item.key.raw(), signature, item.message));
    }
    batch.verify(ChaCha12Rng::from_seed(seed)).is_ok()
}
