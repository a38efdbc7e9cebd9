//! Checking a whole log: all entries against all tiles against the root, and which files are bad.
//!
//! The tree is computed anew from the bundles. When it has the checkpoint's root, every bundle is
//! right, and a tile that differs from the computed one is wrong. When it has another root, the
//! tiles are gone through from the root downwards: a tile whose hash the one above it (verified
//! before) states is right; and against the hashes of the right tiles, each bundle and each tile
//! of level 0 can be judged. A tile that is not right is replaced by the computed one if that is.

use std::collections::BTreeMap;
use std::pin::Pin;

use futures::{Stream, StreamExt as _};

use super::files::{Files, edge_tiles};
use super::tree::{Edge, perfect_root};
use crate::tile::{MAX_LEVELS, level_width};
use crate::{Error, Fault, Hash, LogFile, Reader, Result, Tile};

/// The most bad files that a report lists.
pub const MAX_REPORTED_FILES: usize = 1000;
/// What is said of files that contradict each other.
const UNCLEAR: &str =
    "it differs from the files below or above it, and which of them is wrong cannot be told";
/// How many tiles are read ahead.
const READ_AHEAD: usize = 32;

/// A file of the log that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BadFile {
    /// Its path, relative to the log's folder.
    pub path: String,
    /// What is wrong with it, for programs.
    pub fault: Fault,
    /// What is wrong with it.
    pub reason: String,
}

/// Why a file is bad, for programs and in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Why {
    fault: Fault,
    words: String,
}

impl Why {
    fn new(fault: Fault, words: &str) -> Self {
        let words = words.to_owned();
        Self { fault, words }
    }

    fn unclear() -> Self {
        Self::new(Fault::Unclear, UNCLEAR)
    }

    fn differs() -> Self {
        Self::new(
            Fault::DiffersFromTree,
            "it differs from what the signed tree holds",
        )
    }
}

impl From<&Error> for Why {
    fn from(error: &Error) -> Self {
        Self::new(error.fault(), &error.to_string())
    }
}

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeReport {
    /// The bad files, at most [`MAX_REPORTED_FILES`] of them, sorted.
    pub bad: Vec<BadFile>,
    /// How many more there are.
    pub more: usize,
    /// Whether the entries as they are give the checkpoint's root.
    pub root_agrees: bool,
}

impl TreeReport {
    /// Whether the log is whole.
    pub fn is_good(&self) -> bool {
        self.bad.is_empty() && self.root_agrees
    }
}

type TileReads = Pin<Box<dyn Stream<Item = Result<Vec<Hash>>> + Send>>;

/// Checks a whole log, bundle by bundle in order. The caller reads the bundles and computes the
/// leaf hashes (in parallel if it likes) and looks at the entries at the same time.
///
/// It keeps 32 bytes for each bundle, and what it finds wrong.
pub struct TreeCheck {
    files: Files,
    size: u64,
    root: Hash,
    tiles: TileReads,
    next: u64,
    /// The root of each full bundle's leaves, and the leaves of the last, partial one.
    roots: Vec<Hash>,
    last: Vec<Hash>,
    /// The bundles that could not be read.
    unreadable: BTreeMap<u64, Why>,
    /// What the tiles of level 0 say where they differ from the bundles.
    differing: BTreeMap<u64, Result<Vec<Hash>, Why>>,
    bad: Vec<BadFile>,
}

impl std::fmt::Debug for TreeCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "TreeCheck(bundle {} of a tree of size {})",
            self.next, self.size
        )
    }
}

impl TreeCheck {
    /// A check of the log that `reader` has opened.
    pub fn new(reader: &Reader) -> Self {
        Self::of(reader.files().clone(), reader.size(), reader.checkpoint().root())
    }

    /// A check of the log in the folder `prefix` of `store`, at a checkpoint that the caller has
    /// read, even where the tiles are too damaged for [`Reader::open`].
    ///
    /// # Errors
    /// [`Error::Malformed`] when `prefix` is no path.
    pub fn open(
        store: std::sync::Arc<dyn object_store::ObjectStore>,
        prefix: &str,
        checkpoint: &crate::SignedCheckpoint,
    ) -> Result<Self> {
        let files = Files::new(super::folder::Folder::new(store, prefix)?);
        Ok(Self::of(files, checkpoint.size(), checkpoint.root()))
    }

    fn of(files: Files, size: u64, root: Hash) -> Self {
        let source = files.clone();
        let count = level_width(0, size).div_ceil(256);
        let reads = (0..count)
            .filter_map(move |index| Tile::in_tree(0, index, size))
            .map(move |tile| {
                let files = source.clone();
                async move { files.tile(tile).await }
            });
        Self {
            files,
            size,
            root,
            tiles: Box::pin(futures::stream::iter(reads).buffered(READ_AHEAD)),
            next: 0,
            roots: Vec::new(),
            last: Vec::new(),
            unreadable: BTreeMap::new(),
            differing: BTreeMap::new(),
            bad: Vec::new(),
        }
    }

    /// Which bundle's leaves come next; `None` when there are no more.
    pub fn next_bundle(&self) -> Option<LogFile> {
        LogFile::entries_in_tree(self.next, self.size)
    }

    /// Takes the leaf hashes of the next bundle.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] when there is no next bundle; [`Error::WrongLength`] when it has
    /// another number of entries. What is wrong with the log is for the report.
    pub async fn push(&mut self, leaves: &[Hash]) -> Result<()> {
        let file = self.next_bundle().ok_or(Error::OutOfRange {
            index: self.next * 256,
            size: self.size,
        })?;
        if leaves.len() != usize::from(file.width()) {
            let (expected, found) = (u64::from(file.width()), leaves.len() as u64);
            return Err(Error::WrongLength {
                path: file.path(),
                expected,
                found,
            });
        }
        let stated = self.read_tile().await;
        if stated.as_deref() != Ok(leaves) {
            self.differing.insert(self.next, stated);
        }
        self.take(leaves);
        Ok(())
    }

    /// Takes note that the next bundle cannot be read, and goes on with what its tile says.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] when there is no next bundle.
    pub async fn push_unreadable(&mut self, error: &Error) -> Result<()> {
        let file = self.next_bundle().ok_or(Error::OutOfRange {
            index: self.next * 256,
            size: self.size,
        })?;
        let stated = self.read_tile().await;
        self.unreadable.insert(self.next, error.into());
        let leaves = stated
            .clone()
            .unwrap_or_else(|_| vec![Hash([0; 32]); usize::from(file.width())]);
        if stated.is_err() {
            self.differing.insert(self.next, stated);
        }
        self.take(&leaves);
        Ok(())
    }

    async fn read_tile(&mut self) -> Result<Vec<Hash>, Why> {
        match self.tiles.next().await {
            Some(read) => read.map_err(|error| (&error).into()),
            None => Err(Why::new(Fault::Unreadable, "it was not read")),
        }
    }

    fn take(&mut self, leaves: &[Hash]) {
        if leaves.len() == 256 {
            self.roots.push(perfect_root(leaves));
        } else {
            self.last = leaves.to_vec();
        }
        self.next += 1;
    }

    /// Compares the upper tiles and the root, and says which files are bad.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] when bundles have not been pushed. (Bad files are no error.)
    pub async fn finish(mut self) -> Result<TreeReport> {
        if self.next_bundle().is_some() {
            return Err(Error::OutOfRange {
                index: self.next * 256,
                size: self.size,
            });
        }
        let (computed, edge) = self.compute();
        let root_agrees = edge.root() == self.root;
        for (index, why) in std::mem::take(&mut self.unreadable) {
            self.report_bundle(index, why);
        }
        if root_agrees {
            self.compare_tiles(&computed).await;
        } else {
            self.judge(&computed, edge).await;
        }
        let mut bad = self.bad;
        bad.sort_by(|one, other| one.path.cmp(&other.path));
        bad.dedup_by(|one, other| one.path == other.path);
        let more = bad.len().saturating_sub(MAX_REPORTED_FILES);
        bad.truncate(MAX_REPORTED_FILES);
        Ok(TreeReport {
            bad,
            more,
            root_agrees,
        })
    }

    /// The upper tiles as the bundles have them, and the edge.
    fn compute(&self) -> (BTreeMap<(u8, u64), Vec<Hash>>, Edge) {
        let mut tiles = BTreeMap::new();
        let mut edge = Edge::empty();
        let mut keep = |level: u8, index: u64, hashes: &[Hash]| {
            tiles.insert((level, index), hashes.to_vec());
        };
        for root in &self.roots {
            edge.push_full(*root, &mut keep);
        }
        for leaf in &self.last {
            edge.push(*leaf, &mut keep);
        }
        for tile in edge_tiles(self.size) {
            tiles.insert((tile.level(), tile.index()), edge.level(tile.level()).to_vec());
        }
        (tiles, edge)
    }

    /// The bundles are right: each tile that differs is wrong.
    async fn compare_tiles(&mut self, computed: &BTreeMap<(u8, u64), Vec<Hash>>) {
        for (index, stated) in std::mem::take(&mut self.differing) {
            self.report_tile(0, index, stated.err());
        }
        for ((level, index), hashes) in computed.iter().filter(|((level, _), _)| *level > 0) {
            let Some(tile) = Tile::in_tree(*level, *index, self.size) else {
                continue;
            };
            match self.files.tile(tile).await {
                Ok(stated) if stated == *hashes => {}
                Ok(_) => self.report_tile(*level, *index, None),
                Err(error) => self.report_tile(*level, *index, Some((&error).into())),
            }
        }
    }

    /// Some bundle is wrong: goes down from the root.
    async fn judge(&mut self, computed: &BTreeMap<(u8, u64), Vec<Hash>>, computed_edge: Edge) {
        let Some(edge) = self.true_edge(&computed_edge).await else {
            self.report_unclear_edge(&computed_edge).await;
            return;
        };
        if edge.level(0) != self.last.as_slice() {
            self.report_bundle(self.size / 256, Why::differs());
        }
        let mut above: Vec<(u64, Hash)> = Vec::new();
        for level in (0..MAX_LEVELS).rev() {
            // The hashes of level + 1, each the root of a full tile of this level.
            let mut hashes: Vec<(u64, Hash)> = Vec::new();
            for (index, root) in above {
                if level == 0 {
                    self.judge_bundle(index, root);
                    continue;
                }
                let computed = computed
                    .get(&(level, index))
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                let found = self.true_tile(level, index, root, computed).await;
                hashes.extend((index * 256..).zip(found));
            }
            let first = level_width(level, self.size) / 256 * 256;
            hashes.extend((first..).zip(edge.level(level).iter().copied()));
            above = hashes;
        }
    }

    /// The edge that gives the root, each level taken from its tile or from the bundles.
    async fn true_edge(&mut self, computed: &Edge) -> Option<Edge> {
        let tiles = edge_tiles(self.size);
        let mut stated = Vec::new();
        for tile in &tiles {
            stated.push(self.files.tile(*tile).await.map_err(|error| Why::from(&error)));
        }
        for choice in 0u32..1 << tiles.len() {
            let mut edge = computed.clone();
            for (place, (tile, hashes)) in tiles.iter().zip(&stated).enumerate() {
                if let Ok(hashes) = hashes
                    && choice & (1 << place) == 0
                {
                    edge.set_level(tile.level(), hashes.clone());
                }
            }
            if edge.root() != self.root {
                continue;
            }
            for (tile, hashes) in tiles.iter().zip(stated) {
                match hashes {
                    Ok(hashes) if hashes == edge.level(tile.level()) => {}
                    other => self.report_tile(tile.level(), tile.index(), other.err()),
                }
            }
            return Some(edge);
        }
        None
    }

    /// The hashes of a full tile whose root is known: those of its file, or else the computed
    /// ones; none when neither is right.
    async fn true_tile(&mut self, level: u8, index: u64, root: Hash, computed: &[Hash]) -> Vec<Hash> {
        let why = match self.files.tile(Tile::full(level, index)).await {
            Ok(hashes) if perfect_root(&hashes) == root => return hashes,
            Ok(_) => None,
            Err(error) => Some((&error).into()),
        };
        self.report_tile(level, index, why);
        if computed.len() == 256 && perfect_root(computed) == root {
            return computed.to_vec();
        }
        // What lies below cannot be judged, but where bundle and tile differ one of them is wrong.
        let span = 1u64.checked_shl(8 * u32::from(level)).unwrap_or(u64::MAX);
        let below = index.saturating_mul(span)..(index + 1).saturating_mul(span);
        let unclear: Vec<u64> = self.differing.range(below).map(|(index, _)| *index).collect();
        unclear.into_iter().for_each(|index| self.report_unclear(index));
        Vec::new()
    }

    /// Nothing gives the root: either several files at the edge are bad, or the checkpoint is.
    async fn report_unclear_edge(&mut self, computed: &Edge) {
        for tile in edge_tiles(self.size).into_iter().filter(|tile| tile.level() > 0) {
            match self.files.tile(tile).await {
                Ok(hashes) if hashes == computed.level(tile.level()) => {}
                Ok(_) => self.report_tile(tile.level(), tile.index(), Some(Why::unclear())),
                Err(error) => self.report_tile(tile.level(), tile.index(), Some((&error).into())),
            }
        }
        let unclear: Vec<u64> = self.differing.keys().copied().collect();
        unclear.into_iter().for_each(|index| self.report_unclear(index));
        if self.bad.is_empty() {
            let reason = "neither the bundles nor the tiles give the root that it states".to_owned();
            self.bad.push(BadFile {
                path: "checkpoint".into(),
                fault: Fault::RootDiffers,
                reason,
            });
        }
    }

    /// A bundle and its tile that differ, with nothing above to tell which is right.
    fn report_unclear(&mut self, index: u64) {
        self.report_bundle(index, Why::unclear());
        let why = self.differing.remove(&index).and_then(Result::err);
        self.report_tile(0, index, Some(why.unwrap_or_else(Why::unclear)));
    }

    fn judge_bundle(&mut self, index: u64, root: Hash) {
        if self.roots.get(index as usize) != Some(&root) {
            self.report_bundle(index, Why::differs());
        }
        match self.differing.remove(&index) {
            // The same as the bundle.
            None if self.roots.get(index as usize) == Some(&root) => {}
            None => self.report_tile(0, index, None),
            Some(Ok(hashes)) if perfect_root(&hashes) == root => {}
            Some(stated) => self.report_tile(0, index, stated.err()),
        }
    }

    fn report_tile(&mut self, level: u8, index: u64, why: Option<Why>) {
        let tile = Tile::in_tree(level, index, self.size).unwrap_or(Tile::full(level, index));
        let Why { fault, words } = why.unwrap_or_else(Why::differs);
        self.bad.push(BadFile {
            path: tile.path(),
            fault,
            reason: words,
        });
    }

    fn report_bundle(&mut self, index: u64, Why { fault, words }: Why) {
        let file = LogFile::entries_in_tree(index, self.size);
        self.bad.extend(file.map(|file| BadFile {
            path: file.path(),
            fault,
            reason: words,
        }));
    }
}
