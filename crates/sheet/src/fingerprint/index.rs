//! Finds, among very many pictures, those that are worth comparing with one.

use super::Fingerprint;
use super::key_points::KeyPoint;

/// How many key points of a picture are filed.
const FILED: usize = 64;
/// How many tables there are: each files a point by other sixteen bits of its description.
const TABLES: usize = 4;
const WORDS: usize = 1 << 16;
/// A word that so many pictures have says nothing: no more are filed under it.
const COMMON: usize = 1024;

/// Key points of many pictures, by parts of their descriptions. A picture takes about a kilobyte.
#[derive(Debug, Clone)]
pub struct Index {
    pictures: u32,
    files: Vec<Vec<u32>>,
}

impl Default for Index {
    fn default() -> Self {
        Index {
            pictures: 0,
            files: vec![Vec::new(); TABLES * WORDS],
        }
    }
}

/// The places in the tables that a description is filed at: sixteen bits of each quarter.
fn words(bits: u128) -> [usize; TABLES] {
    std::array::from_fn(|table| table * WORDS + ((bits >> (32 * table)) as usize & (WORDS - 1)))
}

impl Index {
    /// An index of no pictures.
    pub fn new() -> Index {
        Index::default()
    }

    /// How many pictures it has.
    pub fn len(&self) -> usize {
        self.pictures as usize
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.pictures == 0
    }

    /// Files a picture; its number is how many there were before.
    ///
    /// # Panics
    /// With 2³² of them.
    pub fn push(&mut self, print: &Fingerprint) {
        let number = self.pictures;
        self.pictures = number.checked_add(1).expect("fewer pictures than 2³²");
        for point in filed(print) {
            for word in words(point.bits) {
                let file = &mut self.files[word];
                if file.len() < COMMON && file.last() != Some(&number) {
                    file.push(number);
                }
            }
        }
    }

    /// The numbers of the pictures that have most in common with one, at most `most`, the likeliest first.
    pub fn nearest(&self, print: &Fingerprint, most: usize) -> Vec<usize> {
        let mut best: Vec<(u32, u32)> = Vec::new();
        let mut votes = vec![0u32; self.len()];
        for quarters in 0..4 {
            votes.fill(0);
            for point in filed(print) {
                for word in words(point.turned(quarters)) {
                    let file = &self.files[word];
                    // What few pictures have says more.
                    let weight = 64 / (1 + file.len() as u32 / 16);
                    for number in file {
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

fn filed(print: &Fingerprint) -> impl Iterator<Item = &KeyPoint> {
    print.points.iter().take(FILED)
}
