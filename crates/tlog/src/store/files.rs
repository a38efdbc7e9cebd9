//! The files of a log as they lie in the store: found, read within bounds, and not yet verified.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use super::folder::Folder;
use super::tree::{Edge, Rows};
use crate::tile::{MAX_LEVELS, level_width};
use crate::{
    Bundle, Error, FULL_WIDTH, Hash, LogFile, MAX_BUNDLE_BYTES, MAX_CHECKPOINT_BYTES, Result,
    SignedCheckpoint, Tile,
};

/// Where the checkpoint lies.
pub(crate) const CHECKPOINT: &str = "checkpoint";
/// Where the last checkpoint lies that its witnesses cosigned as the log's policy asks.
pub const COSIGNED: &str = "checkpoint.cosigned";

/// The files of a log, unverified.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    pub(crate) folder: Folder,
    /// How many tiles were read since the log was opened.
    tiles_read: Arc<AtomicU64>,
}

impl Files {
    pub(crate) fn new(folder: Folder) -> Self {
        Self {
            folder,
            tiles_read: Arc::default(),
        }
    }

    pub(crate) fn tiles_read(&self) -> u64 {
        self.tiles_read.load(Ordering::Relaxed)
    }

    pub(crate) async fn checkpoint(&self) -> Result<SignedCheckpoint> {
        SignedCheckpoint::parse(&self.folder.read(CHECKPOINT, MAX_CHECKPOINT_BYTES).await?)
    }

    /// The bytes of a file of the tree; those of the full file where a partial one is gone
    /// (tlog-tiles, *Partial Tiles*).
    async fn bytes(&self, file: LogFile, max: usize) -> Result<(Bytes, LogFile)> {
        if let Some((bytes, _)) = self.folder.find(&file.path(), max).await? {
            return Ok((bytes, file));
        }
        if file.width() < FULL_WIDTH
            && let Some((bytes, _)) = self.folder.find(&file.filled().path(), max).await?
        {
            return Ok((bytes, file.filled()));
        }
        Err(Error::Missing { path: file.path() })
    }

    /// The hashes of a tile, unverified.
    pub(crate) async fn tile(&self, tile: Tile) -> Result<Vec<Hash>> {
        self.tiles_read.fetch_add(1, Ordering::Relaxed);
        let (bytes, found) = self
            .bytes(LogFile::Tile(tile), usize::from(FULL_WIDTH) * 32)
            .await?;
        let LogFile::Tile(found) = found else {
            return Err(Error::Missing { path: tile.path() });
        };
        let mut hashes = found.parse(&bytes)?;
        hashes.truncate(usize::from(tile.width()));
        Ok(hashes)
    }

    /// The entries of a bundle, unverified.
    pub(crate) async fn bundle(&self, file: LogFile) -> Result<Bundle> {
        let (bytes, found) = self.bytes(file, MAX_BUNDLE_BYTES).await?;
        Ok(Bundle::parse(found, bytes)?.truncated(file.width()))
    }

    /// The right edge of the tree of `size` entries, checked against its root.
    pub(crate) async fn edge(&self, size: u64, root: Hash) -> Result<Edge> {
        let tiles = edge_tiles(size);
        let read = futures::future::join_all(tiles.iter().map(|tile| self.tile(*tile))).await;
        let mut levels = vec![Vec::new(); usize::from(MAX_LEVELS)];
        for (tile, hashes) in tiles.iter().zip(read) {
            levels[usize::from(tile.level())] = hashes?;
        }
        let paths = || tiles.iter().map(Tile::path).collect::<Vec<_>>().join(", ");
        let edge = Edge::new(size, levels).ok_or_else(|| Error::RootDiffers { size, paths: paths() })?;
        if edge.root() == root {
            return Ok(edge);
        }
        for tile in &tiles {
            if self.is_culprit(*tile, &edge, root).await {
                return Err(Error::HashDiffers { path: tile.path() });
            }
        }
        Err(Error::RootDiffers { size, paths: paths() })
    }

    /// Whether the root would be right with this tile as what lies below it says.
    async fn is_culprit(&self, tile: Tile, edge: &Edge, root: Hash) -> bool {
        let Ok(hashes) = self.computed_from_below(tile).await else {
            return false;
        };
        let mut mended = edge.clone();
        mended.set_level(tile.level(), hashes);
        mended.root() == root
    }

    /// A tile's hashes computed from the bundle or the tiles below it.
    async fn computed_from_below(&self, tile: Tile) -> Result<Vec<Hash>> {
        let Some(below) = tile.level().checked_sub(1) else {
            let file = LogFile::Entries {
                index: tile.index(),
                width: tile.width(),
            };
            return Ok(self.bundle(file).await?.leaf_hashes());
        };
        let mut hashes = Vec::new();
        for place in 0..u64::from(tile.width()) {
            let rows = Rows::new(self.tile(Tile::full(below, tile.index() * 256 + place)).await?);
            hashes.extend(rows.root());
        }
        Ok(hashes)
    }
}

/// The partial tiles of a tree, level 0 first.
pub(crate) fn edge_tiles(size: u64) -> Vec<Tile> {
    let tile =
        |level| Tile::in_tree(level, level_width(level, size) / 256, size).filter(|tile| !tile.is_full());
    (0..MAX_LEVELS).filter_map(tile).collect()
}
