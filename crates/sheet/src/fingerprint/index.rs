//! A search index of fingerprints: finds, among very many pictures, the candidates worth comparing with one
//! (locality-sensitive hashing of key points).

use super::Fingerprint;
use super::key_points::KeyPoint;

/// How many key points of a picture are indexed.
const INDEXED: usize = 64;
/// The number of hash tables: each indexes a key point by another 16 bits of its descriptor.
const TABLES: usize = 4;
const WORDS: usize = 1 << 16;
/// The most pictures under one hash value: one that more pictures share does not discriminate.
const COMMON: usize = 1024;

/// An index of the key points of many pictures. A picture takes about a kilobyte.
#[derive(Debug, Clone)]
pub struct Index {
    pictures: u32,
    slots: Vec<Vec<u32>>,
}

impl Default for Index {
    fn default() -> Self {
        Index {
            pictures: 0,
            slots: vec![Vec::new(); TABLES * WORDS],
        }
    }
}

/// The slots of a descriptor in the tables: 16 bits of each quarter.
fn words(bits: u128) -> [usize; TABLES] {
    std::array::from_fn(|table| table * WORDS + ((bits >> (32 * table)) as usize & (WORDS - 1)))
}

impl Index {
    /// An empty index.
    pub fn new() -> Index {
        Index::default()
    }

    /// The number of pictures.
    pub fn len(&self) -> usize {
        self.pictures as usize
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.pictures == 0
    }

    /// Adds a picture; its number is the count of those before.
    ///
    /// # Panics
    /// Where it would be the 2³²nd.
    pub fn push(&mut self, print: &Fingerprint) {
        let number = self.pictures;
        self.pictures = number.checked_add(1).expect("fewer pictures than 2³²");
        for point in indexed(print) {
            for word in words(point.bits) {
                let slot = &mut self.slots[word];
                if slot.len() < COMMON && slot.last() != Some(&number) {
                    slot.push(number);
                }
            }
        }
    }

    /// The numbers of the pictures that share most key points with `print`, at most `most`, the likeliest first.
    pub fn nearest(&self, print: &Fingerprint, most: usize) -> Vec<usize> {
        let mut best: Vec<(u32, u32)> = Vec::new();
        let mut votes = vec![0u32; self.len()];
        for quarters in 0..4 {
            votes.fill(0);
            for point in indexed(print) {
                for word in words(point.turned(quarters)) {
                    let slot = &self.slots[word];
                    // A hash value that few pictures share weighs more.
                    let weight = 64 / (1 + slot.len() as u32 / 16);
                    for number in slot {
                        votes[*number as usize] += weight;
                    }
                }
            }
            best.extend(
                (0..self.pictures)
                    .zip(&votes)
                    .filter(|(_, votes)| **votes > 0)
                    .map(|(n, votes)| (*votes, n)),
            );
            best.sort_unstable_by_key(|(votes, number)| (std::cmp::Reverse(*votes), *number));
            let mut seen = std::collections::HashSet::new();
            best.retain(|(_, number)| seen.insert(*number));
            best.truncate(most);
        }
        best.into_iter().map(|(_, number)| number as usize).collect()
    }
}

fn indexed(print: &Fingerprint) -> impl Iterator<Item = &KeyPoint> {
    print.points.iter().take(INDEXED)
}
