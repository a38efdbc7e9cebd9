//! The tree's arithmetic (RFC 6962, section 2.1): which nodes make up a root or a proof, and the
//! right edge that a writer carries along.

use crate::tile::{MAX_LEVELS, level_width};
use crate::{Hash, empty_root, node_hash};

/// A node: the root of the `2^height` entries from `index * 2^height` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) height: u8,
    pub(crate) index: u64,
}

/// The complete subtrees that make up the entries `start..end`, left to right. `start` is a
/// multiple of the largest power of two within the range, as it is for every part of a proof.
pub(crate) fn nodes_of(start: u64, end: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    let (mut start, length) = (start, end - start);
    for height in (0..64).rev() {
        if length & (1 << height) != 0 {
            nodes.push(Node {
                height,
                index: start >> height,
            });
            start += 1 << height;
        }
    }
    nodes
}

/// The root over the complete subtrees that [`nodes_of`] lists.
pub(crate) fn fold(hashes: &[Hash]) -> Hash {
    let mut reversed = hashes.iter().rev();
    match reversed.next() {
        Some(last) => reversed.fold(*last, |right, left| node_hash(left, &right)),
        None => empty_root(),
    }
}

/// The largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (63 - (size - 1).leading_zeros())
}

/// The ranges of entries whose hashes are the inclusion proof of `index` in the tree of `size`
/// entries, from the leaf's sibling to the root's child (section 2.1.1). `index < size`.
pub(crate) fn inclusion_ranges(index: u64, size: u64) -> Vec<(u64, u64)> {
    let (mut start, mut end) = (0, size);
    let mut ranges = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            ranges.push((middle, end));
            end = middle;
        } else {
            ranges.push((start, middle));
            start = middle;
        }
    }
    ranges.reverse();
    ranges
}

/// The ranges of entries whose hashes are the consistency proof from `old` to `new` entries
/// (section 2.1.2). `0 < old <= new`.
pub(crate) fn consistency_ranges(old: u64, new: u64) -> Vec<(u64, u64)> {
    let (mut start, mut end) = (0, new);
    let mut ranges = Vec::new();
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            ranges.push((middle, end));
            end = middle;
        } else {
            ranges.push((start, middle));
            start = middle;
        }
    }
    if start > 0 {
        ranges.push((start, end));
    }
    ranges.reverse();
    ranges
}

/// A tile's hashes with all the complete subtrees above them: row `h` holds the roots of each
/// `2^h` neighbouring hashes; row 8 of a full tile is its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows(Vec<Vec<Hash>>);

impl Rows {
    pub(crate) fn new(hashes: Vec<Hash>) -> Self {
        let mut rows = vec![hashes];
        while let Some(row) = rows.last().filter(|row| row.len() > 1) {
            let above = row
                .as_chunks::<2>()
                .0
                .iter()
                .map(|[left, right]| node_hash(left, right));
            let above = above.collect();
            rows.push(above);
        }
        Self(rows)
    }

    pub(crate) fn get(&self, height: u8, place: usize) -> Option<Hash> {
        self.0.get(usize::from(height))?.get(place).copied()
    }

    pub(crate) fn hashes(&self) -> &[Hash] {
        self.0.first().map_or(&[], Vec::as_slice)
    }

    /// The root of a full tile.
    pub(crate) fn root(&self) -> Option<Hash> {
        self.get(8, 0)
    }

    /// The complete subtrees of the tile, left to right.
    fn subtrees(&self) -> Vec<Hash> {
        let width = self.hashes().len() as u64;
        nodes_of(0, width)
            .iter()
            .filter_map(|node| self.get(node.height, node.index as usize))
            .collect()
    }
}

/// The right edge of a tree: the hashes of the partial tile of each level, by which the root is
/// known and entries can be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    pub(crate) fn empty() -> Self {
        Self {
            size: 0,
            levels: vec![Vec::new(); usize::from(MAX_LEVELS)],
        }
    }

    /// An edge from the partial tiles' hashes, level 0 first. `None` unless their numbers fit
    /// `size`.
    pub(crate) fn new(size: u64, mut levels: Vec<Vec<Hash>>) -> Option<Self> {
        levels.resize(usize::from(MAX_LEVELS), Vec::new());
        let fits = |(level, hashes): (u8, &Vec<Hash>)| hashes.len() as u64 == level_width(level, size) % 256;
        (0..MAX_LEVELS)
            .zip(&levels)
            .all(fits)
            .then_some(Self { size, levels })
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn level(&self, level: u8) -> &[Hash] {
        self.levels.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn set_level(&mut self, level: u8, hashes: Vec<Hash>) {
        if let Some(place) = self.levels.get_mut(usize::from(level)) {
            *place = hashes;
        }
    }

    /// The root of the tree.
    pub(crate) fn root(&self) -> Hash {
        let subtrees = self
            .levels
            .iter()
            .rev()
            .flat_map(|hashes| Rows::new(hashes.clone()).subtrees());
        fold(&subtrees.collect::<Vec<_>>())
    }

    /// Appends a leaf. Each tile that fills is given to `filled` with its level and index.
    pub(crate) fn push(&mut self, leaf: Hash, mut filled: impl FnMut(u8, u64, &[Hash])) {
        self.size += 1;
        self.push_at(0, leaf, &mut filled);
    }

    /// Appends the hash of a full tile of leaves.
    pub(crate) fn push_full(&mut self, tile_root: Hash, mut filled: impl FnMut(u8, u64, &[Hash])) {
        self.size += 256;
        self.push_at(1, tile_root, &mut filled);
    }

    fn push_at(&mut self, from: u8, hash: Hash, filled: &mut impl FnMut(u8, u64, &[Hash])) {
        let mut carried = hash;
        for (level, hashes) in (from..MAX_LEVELS).zip(self.levels.iter_mut().skip(usize::from(from))) {
            hashes.push(carried);
            if hashes.len() < 256 {
                return;
            }
            filled(level, level_width(level, self.size) / 256 - 1, hashes);
            carried = perfect_root(hashes);
            hashes.clear();
        }
    }
}

/// The root of a power of two of hashes, hashed in place.
pub(crate) fn perfect_root(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        for pair in 0..row.len() / 2 {
            row[pair] = node_hash(&row[2 * pair], &row[2 * pair + 1]);
        }
        row.truncate(row.len() / 2);
    }
    fold(&row)
}
