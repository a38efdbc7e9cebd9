//! Where single entries lie beside the tiles: one file an entry, numbered as tiles are.

use crate::tile::{index_path, parse_index};

/// The folder of the entry files, in the log's.
const FOLDER: &str = "entry/";

/// The path of the file that holds one entry's bytes, relative to the log's folder: `entry/<N>`, with its place in the log
/// written as a tile's number.
pub fn entry_path(index: u64) -> String {
    format!("{FOLDER}{}", index_path(index))
}

/// The place of the entry whose file has that path; none of a path that is no entry file's.
pub fn entry_index(path: &str) -> Option<u64> {
    parse_index(path.strip_prefix(FOLDER)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entries_are_numbered_as_tiles_are() {
        assert_eq!(entry_path(7), "entry/007");
        assert_eq!(entry_path(1_234_067), "entry/x001/x234/067");
        for path in [
            "entry/7",
            "entry/x000/007",
            "entry/x001",
            "entry/",
            "tile/0/007",
            "entry/007.p/1",
        ] {
            assert_eq!(entry_index(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn the_path_of_an_entry_reads_back_as_its_place(index: u64) {
            prop_assert_eq!(entry_index(&entry_path(index)), Some(index));
        }
    }
}
