//! Word shingles of a text, and how many of them two texts share (resemblance and containment).
//!
//! The passages (*k*-shingles) of a text are the set of its runs of [`WORDS`] words. Of a long text only the
//! [`MAX_KEPT`] smallest hashes are kept, a bottom-*k* sketch, so that any two texts can be compared in bounded
//! time. A. Z. Broder, "On the resemblance and containment of documents", 1997.

use crate::text_of;
use serde::Serialize;
use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How many words a passage has; a shorter text is one passage.
pub const WORDS: usize = 5;
/// The most passages of a text that are kept. A text with no more distinct ones is compared whole.
pub const MAX_KEPT: usize = 16_384;

/// Two texts repeat one another from this share of the shorter one's passages on, in percent.
pub const REPEATS_PERCENT: u64 = 10;
/// With fewer passages in common, half of the shorter text must be in the other.
pub const REPEATS_PASSAGES: u64 = 20;
/// Where only samples could be compared, the shorter text's must be at least this large.
pub const SMALLEST_SAMPLE: u64 = 100;

/// The distinct passages of a text, by their hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passages {
    /// The smallest hashes, ascending.
    hashes: Vec<u64>,
    distinct: u64,
}

/// What two texts have in common. Where `sampled`, the numbers are those of a sample of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct InCommon {
    /// Distinct passages that stand in both.
    pub common: u64,
    /// Distinct passages of the first text.
    pub first: u64,
    /// Distinct passages of the second text.
    pub second: u64,
    /// Whether only a sample of the passages was compared.
    pub sampled: bool,
}

impl Passages {
    /// The passages of a text; `None` where it has no words.
    pub fn of(text: &str) -> Option<Passages> {
        let plain: String = text
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .collect();
        let words: Vec<&str> = plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            return None;
        }
        let mut hashes: Vec<u64> = words
            .windows(WORDS.min(words.len()))
            .map(|passage| hash(&passage.join(" ")))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        let distinct = hashes.len() as u64;
        hashes.truncate(MAX_KEPT);
        hashes.shrink_to_fit();
        Some(Passages { hashes, distinct })
    }

    /// The passages of a document that is a text for people; `None` where [`text_of`] or [`Passages::of`] gives
    /// none.
    pub fn of_document(media: &str, bytes: &[u8]) -> Option<Passages> {
        text_of(media, bytes).as_deref().and_then(Passages::of)
    }

    /// How many distinct passages the text has.
    pub fn distinct(&self) -> u64 {
        self.distinct
    }

    /// The largest hash up to which all passages of the text are kept.
    fn complete_to(&self) -> u64 {
        match self.hashes.last() {
            Some(last) if (self.hashes.len() as u64) < self.distinct => *last,
            _ => u64::MAX,
        }
    }

    /// What this text and another have in common: up to the hash to which both are complete, the passages
    /// of both are a sample drawn alike.
    pub fn in_common(&self, other: &Passages) -> InCommon {
        let to = self.complete_to().min(other.complete_to());
        let first = &self.hashes[..self.hashes.partition_point(|hash| *hash <= to)];
        let second = &other.hashes[..other.hashes.partition_point(|hash| *hash <= to)];
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < first.len() && j < second.len() {
            let (a, b) = (first[i], second[j]);
            common += u64::from(a == b);
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        InCommon {
            common,
            first: first.len() as u64,
            second: second.len() as u64,
            sampled: to < u64::MAX,
        }
    }
}

impl InCommon {
    /// The passages of the text that has fewer: what `common` is a share of (Broder's containment).
    pub fn shorter(&self) -> u64 {
        self.first.min(self.second)
    }

    /// The distinct passages of both together: `common` over these is Broder's resemblance.
    pub fn together(&self) -> u64 {
        self.first + self.second - self.common
    }

    /// Whether so much is in common that the two should not be taken for two independent sources.
    pub fn repeats(&self) -> bool {
        let shorter = self.shorter();
        let enough = self.common >= REPEATS_PASSAGES || 2 * self.common >= shorter;
        let known = !self.sampled || shorter >= SMALLEST_SAMPLE;
        self.common > 0 && known && enough && 100 * self.common >= REPEATS_PERCENT * shorter
    }
}

/// The first 64 bits of a passage's SHA-256, so that nobody can choose which passages are kept.
fn hash(passage: &str) -> u64 {
    let hash = Sha256::digest(passage.as_bytes());
    hash.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
}

#[cfg(test)]
#[path = "shingles_tests.rs"]
mod tests;
