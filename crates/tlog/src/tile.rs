//! Names and contents of the log's files (tlog-tiles, *Merkle Tree* and *Log Entries*).

use std::fmt;
use std::str::FromStr;

use crate::{Error, Hash, Result};

/// The hashes of a full tile, and the entries of a full bundle.
pub const FULL_WIDTH: u16 = 256;
/// The levels that a tree of less than 2^63 entries can have.
pub(crate) const MAX_LEVELS: u8 = 8;
/// The highest level that a path may name.
const MAX_PATH_LEVEL: u8 = 63;

/// The coordinates of a tile: `width` consecutive hashes of level `level`, from
/// `256 * index` on. A hash of level `l` is the root of 256^l entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    index: u64,
    width: u16,
}

impl Tile {
    /// A tile. `None` unless the level is at most 63 and the width from 1 to 256.
    pub fn new(level: u8, index: u64, width: u16) -> Option<Self> {
        let good = level <= MAX_PATH_LEVEL && (1..=FULL_WIDTH).contains(&width);
        good.then_some(Self { level, index, width })
    }

    /// The full tile with this index, of a level of at most 63.
    pub(crate) fn full(level: u8, index: u64) -> Self {
        Self {
            level,
            index,
            width: FULL_WIDTH,
        }
    }

    /// The tile with this index in the tree of `size` entries, if it has one: full, or the
    /// partial one at the right edge.
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = level_width(level, size);
        let before = index.checked_mul(256)?;
        let width = u16::try_from(hashes.checked_sub(before)?.min(256)).ok()?;
        Self::new(level, index, width)
    }

    /// The level, from 0.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The place in the level, from 0.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes it holds, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it holds all 256 hashes, so that it will never change.
    pub fn is_full(&self) -> bool {
        self.width == FULL_WIDTH
    }

    /// Its path in the log, `tile/<L>/<N>[.p/<W>]`.
    pub fn path(&self) -> String {
        LogFile::Tile(*self).path()
    }

    /// Reads the contents of its file: its hashes, one after the other.
    ///
    /// # Errors
    /// [`Error::WrongLength`] unless these are as many bytes as its width asks for, 32 for each hash.
    pub fn parse(&self, bytes: &[u8]) -> Result<Vec<Hash>> {
        let expected = usize::from(self.width) * 32;
        if bytes.len() != expected {
            return Err(Error::WrongLength {
                path: self.path(),
                expected: expected as u64,
                found: bytes.len() as u64,
            });
        }
        let (hashes, _) = bytes.as_chunks::<32>();
        Ok(hashes.iter().map(|hash| Hash(*hash)).collect())
    }
}

/// The contents of a tile's file: its hashes, one after the other.
pub fn tile_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// How many whole hashes level `level` has in the tree of `size` entries.
pub(crate) fn level_width(level: u8, size: u64) -> u64 {
    size.checked_shr(8 * u32::from(level)).unwrap_or(0)
}

/// A file of the tree: a tile, or a bundle of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogFile {
    /// Hashes.
    Tile(Tile),
    /// The entries `256 * index ..` whose hashes the tile of level 0 with the same index holds.
    Entries {
        /// The place, from 0.
        index: u64,
        /// How many entries, 1 to 256.
        width: u16,
    },
}

impl LogFile {
    /// The bundle with this index in the tree of `size` entries, if it has one.
    pub fn entries_in_tree(index: u64, size: u64) -> Option<Self> {
        Tile::in_tree(0, index, size).map(|tile| Self::Entries {
            index,
            width: tile.width,
        })
    }

    /// How many hashes or entries it holds.
    pub fn width(&self) -> u16 {
        match self {
            Self::Tile(tile) => tile.width,
            Self::Entries { width, .. } => *width,
        }
    }

    /// The full file that a log has in place of this partial one once it has grown (tlog-tiles, *Partial Tiles*).
    pub fn filled(&self) -> Self {
        match *self {
            Self::Tile(tile) => Self::Tile(Tile::full(tile.level, tile.index)),
            Self::Entries { index, .. } => Self::Entries {
                index,
                width: FULL_WIDTH,
            },
        }
    }

    /// Its path, relative to the log's folder.
    pub fn path(&self) -> String {
        let (folder, index) = match self {
            Self::Tile(tile) => (format!("tile/{}", tile.level), tile.index),
            Self::Entries { index, .. } => ("tile/entries".to_owned(), *index),
        };
        let index = index_path(index);
        match self.width() {
            FULL_WIDTH => format!("{folder}/{index}"),
            width => format!("{folder}/{index}.p/{width}"),
        }
    }
}

impl fmt::Display for LogFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

impl FromStr for LogFile {
    type Err = Error;

    /// Reads a path as the specification writes it, and no other spelling of it.
    ///
    /// # Errors
    /// [`Error::Malformed`] for everything else.
    fn from_str(path: &str) -> Result<Self> {
        parse_path(path).ok_or_else(|| {
            let shown: String = path.chars().take(80).collect();
            Error::malformed(format!("tile path {shown:?}"), "it is not tile/<L>/<N>[.p/<W>]")
        })
    }
}

fn parse_path(path: &str) -> Option<LogFile> {
    // "tile/entries/", seven groups of five characters, ".p/255".
    if path.len() > 64 {
        return None;
    }
    let (folder, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let (index, width) = match rest.split_once(".p/") {
        Some((index, width)) => (index, decimal(width).filter(|width| *width < 256)?),
        None => (rest, u64::from(FULL_WIDTH)),
    };
    let index = parse_index(index)?;
    let width = u16::try_from(width).ok().filter(|width| *width > 0)?;
    match folder {
        "entries" => Some(LogFile::Entries { index, width }),
        level => Tile::new(u8::try_from(decimal(level)?).ok()?, index, width).map(LogFile::Tile),
    }
}

/// A decimal number without sign and leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// A number as groups of three digits, all but the last with an `x` before: 1234067 is
/// `x001/x234/067`.
pub(crate) fn index_path(mut index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    while index >= 1000 {
        index /= 1000;
        path = format!("x{:03}/{path}", index % 1000);
    }
    path
}

/// A number that [`index_path`] has written, and no other spelling of it.
pub(crate) fn parse_index(path: &str) -> Option<u64> {
    let mut index: u64 = 0;
    let groups = path.split('/').count();
    for (place, group) in path.split('/').enumerate() {
        let digits = if place + 1 < groups {
            group.strip_prefix('x')?
        } else {
            group
        };
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if place == 0 && groups > 1 && digits == "000" {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(index)
}

/// Exactly the files that a log of `size` entries needs, beside the checkpoint: bundles, then the
/// tiles level by level; full ones, then the partial one at the right edge.
pub fn expected_files(size: u64) -> impl Iterator<Item = LogFile> + Send {
    let count = move |level| level_width(level, size).div_ceil(256);
    let bundles = (0..count(0)).filter_map(move |index| LogFile::entries_in_tree(index, size));
    let tiles = (0..MAX_LEVELS).flat_map(move |level| {
        (0..count(level)).filter_map(move |index| Tile::in_tree(level, index, size).map(LogFile::Tile))
    });
    bundles.chain(tiles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_written_as_the_specification_shows() {
        assert_eq!(
            LogFile::Entries {
                index: 1_234_067,
                width: 256
            }
            .path(),
            "tile/entries/x001/x234/067"
        );
        assert_eq!(
            Tile::new(0, 1_234_067, 8).unwrap().path(),
            "tile/0/x001/x234/067.p/8"
        );
        assert_eq!(Tile::new(63, 999, 256).unwrap().path(), "tile/63/999");
        assert_eq!(Tile::new(2, 1000, 255).unwrap().path(), "tile/2/x001/000.p/255");
        assert!(
            Tile::new(64, 0, 1).is_none() && Tile::new(0, 0, 0).is_none() && Tile::new(0, 0, 257).is_none()
        );
    }

    #[test]
    fn other_spellings_of_a_path_are_refused() {
        let bad = [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/00",
            "tile/0/0000",
            "tile/00/000",
            "tile/64/000",
            "tile/-1/000",
            "tile/+1/000",
            "tile/0/x000/000",
            "tile/0/000/000",
            "tile/0/x001",
            "tile/0/001.p/0",
            "tile/0/001.p/256",
            "tile/0/001.p/01",
            "tile/0/001.p/",
            "tile/0/001.p",
            "tile/entries/x001/x00a/001",
            "tile/data/000",
            "/tile/0/000",
            "tile/0/000/",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/\u{660}00",
        ];
        for path in bad {
            assert!(path.parse::<LogFile>().is_err(), "{path}");
        }
        assert!(
            "tile/0/x018/x446/x744/x073/x709/x551/615"
                .parse::<LogFile>()
                .is_ok()
        );
    }

    #[test]
    fn a_log_needs_the_full_files_and_the_partial_ones_at_the_edge() {
        let paths = |size| expected_files(size).map(|file| file.path()).collect::<Vec<_>>();
        assert!(paths(0).is_empty());
        assert_eq!(paths(1), ["tile/entries/000.p/1", "tile/0/000.p/1"]);
        assert_eq!(paths(255), ["tile/entries/000.p/255", "tile/0/000.p/255"]);
        assert_eq!(paths(256), ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(
            paths(257)[1..4],
            ["tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1"]
        );
        let large = paths(65_536);
        assert_eq!(large.len(), 256 + 256 + 1 + 1);
        assert_eq!(large[512..], ["tile/1/000", "tile/2/000.p/1"]);
        assert_eq!(paths(65_537).len(), 257 + 257 + 2);
    }

    proptest! {
        #[test]
        fn a_path_reads_back_as_what_was_written(level in 0u8..64, index: u64, width in 1u16..=256, entries: bool) {
            let file = match entries {
                true => LogFile::Entries { index, width },
                false => LogFile::Tile(Tile::new(level, index, width).unwrap()),
            };
            prop_assert_eq!(file.path().parse::<LogFile>().unwrap(), file);
        }

        #[test]
        fn a_path_that_is_read_is_written_the_same(path in "tile/(0|1|63|entries|07)/(x[0-9]{3}/){0,3}[0-9]{3}(\\.p/[0-9]{1,3})?") {
            if let Ok(file) = path.parse::<LogFile>() {
                prop_assert_eq!(file.path(), path);
            }
        }
    }
}
