//! Reading a log: entries and proofs, from a few tiles, each checked against the signed root.
//!
//! The partial tiles at the right edge together give the root. Every other tile is checked
//! against its hash in the tile above it, which has been checked in the same way. So nothing is
//! ever proved from a tile that the checkpoint does not vouch for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use object_store::ObjectStore;

use super::files::Files;
use super::folder::Folder;
use super::tree::{Node, Rows, consistency_ranges, fold, inclusion_ranges, nodes_of};
use crate::tile::{MAX_LEVELS, level_width};
use crate::{
    Bundle, Error, FULL_WIDTH, Hash, LogFile, Proof, Result, SignedCheckpoint, Tile, empty_root, leaf_hash,
};

/// How many verified full tiles are kept in memory, some 16 KiB each.
const MAX_KEPT_TILES: usize = 512;
/// How many bundles are read ahead.
const READ_AHEAD: usize = 16;

/// A log as its checkpoint describes it. Any number of tasks may read at once.
#[derive(Debug)]
pub struct Reader {
    files: Files,
    checkpoint: SignedCheckpoint,
    /// The partial tiles of each level, verified.
    edge: Vec<Arc<Rows>>,
    kept: Mutex<HashMap<(u8, u64), Arc<Rows>>>,
}

impl Reader {
    /// Reads the checkpoint of the log in the folder `prefix` of `store` (`""` for the whole
    /// store) and checks that the tiles at the tree's right edge give its root.
    ///
    /// Whether the checkpoint is signed by whom it should be is for the caller to ask:
    /// [`SignedCheckpoint::verify`], [`Policy::check`](crate::Policy::check).
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no checkpoint or no such tile; [`Error::Malformed`],
    /// [`Error::Note`], [`Error::WrongLength`], [`Error::HashDiffers`], [`Error::RootDiffers`]
    /// when a file is bad; [`Error::Store`].
    pub async fn open(store: Arc<dyn ObjectStore>, prefix: &str) -> Result<Self> {
        let files = Files::new(Folder::new(store, prefix)?);
        let checkpoint = files.checkpoint().await?;
        Self::at(files, checkpoint).await
    }

    /// Opens the log as it was at a checkpoint known from elsewhere, which may be an earlier one.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub async fn open_at(
        store: Arc<dyn ObjectStore>,
        prefix: &str,
        checkpoint: SignedCheckpoint,
    ) -> Result<Self> {
        Self::at(Files::new(Folder::new(store, prefix)?), checkpoint).await
    }

    pub(crate) async fn at(files: Files, checkpoint: SignedCheckpoint) -> Result<Self> {
        let edge = files.edge(checkpoint.size(), checkpoint.root()).await?;
        let edge = (0..MAX_LEVELS)
            .map(|level| Arc::new(Rows::new(edge.level(level).to_vec())))
            .collect();
        Ok(Self {
            files,
            checkpoint,
            edge,
            kept: Mutex::default(),
        })
    }

    /// Reads the checkpoint again and moves on to it; gives whether it is a larger one.
    ///
    /// # Errors
    /// [`Error::OtherOrigin`], [`Error::Shrunk`] or [`Error::Inconsistent`] when it is not a
    /// later state of the same log; the reader then stays with the one that it had. Else those
    /// of [`open`](Self::open).
    pub async fn refresh(&mut self) -> Result<bool> {
        let found = self.files.checkpoint().await?;
        let (known, now) = (self.checkpoint.checkpoint(), found.checkpoint());
        if known.origin() != now.origin() {
            return Err(Error::OtherOrigin {
                expected: known.origin().into(),
                found: now.origin().into(),
            });
        }
        if now.size() < known.size() {
            return Err(Error::Shrunk {
                known: known.size(),
                found: now.size(),
            });
        }
        if now.size() == known.size() {
            if now.root() != known.root() {
                return Err(Error::Inconsistent {
                    old: known.size(),
                    new: now.size(),
                });
            }
            self.checkpoint = found;
            return Ok(false);
        }
        let next = Self::at(self.files.clone(), found).await?;
        next.check_contains(&self.checkpoint).await?;
        // Full tiles never change, so that those that were verified before stay so.
        let kept = std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
        *self = next;
        self.kept = Mutex::new(kept);
        Ok(true)
    }

    /// Checks that this log is a continuation of the one with the checkpoint `earlier`.
    ///
    /// # Errors
    /// [`Error::Shrunk`] when this log is the smaller one, [`Error::Inconsistent`] when it was
    /// forked or rewritten, or those of reading tiles.
    pub async fn check_contains(&self, earlier: &SignedCheckpoint) -> Result<()> {
        if earlier.size() > self.size() {
            return Err(Error::Shrunk {
                known: earlier.size(),
                found: self.size(),
            });
        }
        if self.root_at(earlier.size()).await? != earlier.root() {
            return Err(Error::Inconsistent {
                old: earlier.size(),
                new: self.size(),
            });
        }
        Ok(())
    }

    /// The checkpoint that this reader goes by.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.checkpoint.size()
    }

    /// How many bundles the log has.
    pub fn bundles(&self) -> u64 {
        self.size().div_ceil(u64::from(FULL_WIDTH))
    }

    /// How many tiles this reader has read from the store since it was opened. Tiles that are
    /// kept in memory are read once.
    pub fn tiles_read(&self) -> u64 {
        self.files.tiles_read()
    }

    /// Reads entry `index` and checks it against the tree.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]; [`Error::HashDiffers`] with the bundle's path when the entry is not
    /// the one that was logged; those of reading files.
    pub async fn entry(&self, index: u64) -> Result<Bytes> {
        self.check_index(index)?;
        let (bundle, place) = (index / 256, (index % 256) as usize);
        let entries = self.bundle(bundle).await?;
        let stated = self.tile(0, bundle).await?.get(0, place);
        let differs = || Error::HashDiffers {
            path: self.bundle_file(bundle).path(),
        };
        let entry = entries.entry(place).ok_or_else(differs)?;
        if Some(leaf_hash(&entry)) == stated {
            Ok(entry)
        } else {
            Err(differs())
        }
    }

    /// Reads bundle `index` without checking its entries against the tree: see
    /// [`verified_bundle`](Self::verified_bundle) and [`TreeCheck`](crate::TreeCheck).
    ///
    /// # Errors
    /// [`Error::OutOfRange`], [`Error::Missing`], [`Error::TooLong`], [`Error::Malformed`] or
    /// [`Error::Store`].
    pub async fn bundle(&self, index: u64) -> Result<Bundle> {
        match LogFile::entries_in_tree(index, self.size()) {
            Some(file) => self.files.bundle(file).await,
            None => Err(Error::OutOfRange {
                index: index.saturating_mul(256),
                size: self.size(),
            }),
        }
    }

    /// Reads bundle `index` and checks all its entries against the tree.
    ///
    /// # Errors
    /// Those of [`bundle`](Self::bundle), [`Error::HashDiffers`] with the bundle's path, and
    /// those of reading tiles.
    pub async fn verified_bundle(&self, index: u64) -> Result<Bundle> {
        let bundle = self.bundle(index).await?;
        if bundle.leaf_hashes() == self.tile(0, index).await?.hashes() {
            return Ok(bundle);
        }
        Err(Error::HashDiffers {
            path: self.bundle_file(index).path(),
        })
    }

    /// Reads the bundles from `first` on, in order, some of them ahead of their being asked for;
    /// they are not checked against the tree.
    pub fn bundles_from(&self, first: u64) -> impl Stream<Item = Result<Bundle>> + Send + Unpin + use<> {
        let (files, size, count) = (self.files.clone(), self.size(), self.bundles());
        let bundles = (first..count).filter_map(move |index| LogFile::entries_in_tree(index, size));
        let reads = bundles.map(move |file| {
            let files = files.clone();
            async move { files.bundle(file).await }
        });
        Box::pin(futures::stream::iter(reads).buffered(READ_AHEAD))
    }

    /// The inclusion proof of entry `index` in the tree of the first `size` entries (RFC 6962,
    /// section 2.1.1).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] unless `index < size` and `size` is at most the log's; an error that
    /// names the tile when one is missing or differs from what the root vouches for.
    pub async fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>> {
        self.check_size(size)?;
        if index >= size {
            return Err(Error::OutOfRange { index, size });
        }
        self.hashes_of(inclusion_ranges(index, size)).await
    }

    /// The consistency proof from the first `old` to the first `new` entries (RFC 6962, section
    /// 2.1.2); empty when `old` is 0.
    ///
    /// # Errors
    /// As for [`inclusion_proof`](Self::inclusion_proof), unless `old <= new` and `new` is at
    /// most the log's size.
    pub async fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>> {
        self.check_size(new)?;
        if old > new {
            return Err(Error::OutOfRange {
                index: old,
                size: new,
            });
        }
        let ranges = if old == 0 {
            Vec::new()
        } else {
            consistency_ranges(old, new)
        };
        self.hashes_of(ranges).await
    }

    /// The root of the tree of the first `size` entries.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] beyond the log's size; those of reading tiles.
    pub async fn root_at(&self, size: u64) -> Result<Hash> {
        self.check_size(size)?;
        if size == 0 {
            Ok(empty_root())
        } else {
            self.range((0, size)).await
        }
    }

    /// The proof file of entry `index` in this reader's checkpoint. The entry is not read.
    ///
    /// # Errors
    /// As for [`inclusion_proof`](Self::inclusion_proof).
    pub async fn prove_entry(&self, index: u64) -> Result<Proof> {
        let hashes = self.inclusion_proof(index, self.size()).await?;
        Ok(Proof {
            index,
            hashes,
            checkpoint: self.checkpoint.clone(),
            extra: None,
        })
    }

    /// The leaf hash of entry `index`, as the tree states it.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]; those of reading tiles.
    pub async fn leaf(&self, index: u64) -> Result<Hash> {
        self.check_index(index)?;
        self.node(Node { height: 0, index }).await
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    async fn hashes_of(&self, ranges: Vec<(u64, u64)>) -> Result<Vec<Hash>> {
        let mut hashes = Vec::with_capacity(ranges.len());
        for range in ranges {
            hashes.push(self.range(range).await?);
        }
        Ok(hashes)
    }

    async fn range(&self, (start, end): (u64, u64)) -> Result<Hash> {
        let mut hashes = Vec::new();
        for node in nodes_of(start, end) {
            hashes.push(self.node(node).await?);
        }
        Ok(fold(&hashes))
    }

    async fn node(&self, node: Node) -> Result<Hash> {
        let (level, within) = (node.height / 8, node.height % 8);
        let first = node.index << within;
        let rows = self.tile(level, first / 256).await?;
        let place = (first % 256) as usize >> within;
        rows.get(within, place).ok_or(Error::OutOfRange {
            index: first,
            size: self.size(),
        })
    }

    /// A verified tile: from memory, or read together with those above it that are not there.
    pub(crate) async fn tile(&self, level: u8, index: u64) -> Result<Arc<Rows>> {
        let mut missing = Vec::new();
        let (mut at, mut place) = (level, index);
        let mut above = loop {
            if let Some(rows) = self.known(at, place) {
                break rows;
            }
            if at >= MAX_LEVELS {
                return Err(Error::OutOfRange {
                    index,
                    size: self.size(),
                });
            }
            missing.push(Tile::full(at, place));
            (at, place) = (at + 1, place / 256);
        };
        let read = missing.iter().map(|tile| self.files.tile(*tile));
        let read = futures::future::join_all(read).await;
        for (tile, hashes) in missing.into_iter().zip(read).rev() {
            let rows = Arc::new(Rows::new(hashes?));
            let stated = above.get(0, (tile.index() % 256) as usize);
            if stated.is_none() || rows.root() != stated {
                return Err(Error::HashDiffers { path: tile.path() });
            }
            self.keep((tile.level(), tile.index()), &rows);
            above = rows;
        }
        Ok(above)
    }

    fn known(&self, level: u8, index: u64) -> Option<Arc<Rows>> {
        if index == level_width(level, self.size()) / 256 {
            let edge = self.edge.get(usize::from(level))?;
            return (!edge.hashes().is_empty()).then(|| edge.clone());
        }
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&(level, index))
            .cloned()
    }

    fn keep(&self, place: (u8, u64), rows: &Arc<Rows>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT_TILES {
            // Upper tiles are needed for all that is below them.
            kept.retain(|(level, _), _| *level > 0);
        }
        if kept.len() >= MAX_KEPT_TILES {
            kept.clear();
        }
        kept.insert(place, rows.clone());
    }

    fn bundle_file(&self, index: u64) -> LogFile {
        LogFile::entries_in_tree(index, self.size()).unwrap_or(LogFile::Entries {
            index,
            width: FULL_WIDTH,
        })
    }

    fn check_index(&self, index: u64) -> Result<()> {
        let size = self.size();
        if index < size {
            Ok(())
        } else {
            Err(Error::OutOfRange { index, size })
        }
    }

    fn check_size(&self, asked: u64) -> Result<()> {
        let size = self.size();
        if asked <= size {
            Ok(())
        } else {
            Err(Error::OutOfRange { index: asked, size })
        }
    }
}
