//! What lies at a path of a publication.

use crate::{ARCHIVE, CHECKPOINT, COSIGNED, MANIFEST, MANIFEST_LIST};

/// What a file of a publication is, as its path says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The log's checkpoint, or the last one that was kept as cosigned: small, and replaced as the log grows or is cosigned.
    Checkpoint,
    /// A tile of hashes. Its place in the tree fixes its bytes.
    Tile,
    /// A bundle of entries. Its place in the tree fixes its bytes.
    Entries,
    /// One entry. Its place in the tree fixes its bytes.
    Entry,
    /// A document of the record. Its name is its hash.
    Document,
    /// A thumbnail or another small copy of a photograph. Its name has the photograph's hash.
    Image,
    /// A table.
    Data,
    /// The manifest's note, or a folder's list.
    Manifest,
    /// The zip of all the rest.
    Archive,
    /// A page, its style, a script or a script's data.
    Page,
}

impl Kind {
    /// What the file of that path is.
    pub fn of(path: &str) -> Kind {
        match path {
            CHECKPOINT | COSIGNED => Kind::Checkpoint,
            MANIFEST => Kind::Manifest,
            path if path.rsplit('/').next() == Some(MANIFEST_LIST) => Kind::Manifest,
            ARCHIVE => Kind::Archive,
            path => Kind::below(path),
        }
    }

    fn below(path: &str) -> Kind {
        const FOLDERS: [(&str, Kind); 6] = [
            ("log/tile/entries/", Kind::Entries),
            ("log/tile/", Kind::Tile),
            ("log/entry/", Kind::Entry),
            ("log/blob/", Kind::Document),
            ("image/", Kind::Image),
            ("data/", Kind::Data),
        ];
        let folder = FOLDERS.into_iter().find(|(folder, _)| path.starts_with(folder));
        folder.map_or(Kind::Page, |(_, kind)| kind)
    }

    /// Whether it is a tile, a bundle or an entry: the log's tree fixes every byte of it.
    pub fn is_of_tree(self) -> bool {
        matches!(self, Kind::Tile | Kind::Entries | Kind::Entry)
    }
}

/// The full tile or bundle that takes the place of a partial one (C2SP tlog-tiles, *Partial Tiles*): `log/tile/0/000`
/// of `log/tile/0/000.p/6`. None of a path that is not a partial one's.
pub fn full_tile(path: &str) -> Option<&str> {
    if !matches!(Kind::of(path), Kind::Tile | Kind::Entries) {
        return None;
    }
    path.split_once(".p/").map(|(full, _)| full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_lies_there() {
        for (path, kind) in [
            ("log/checkpoint", Kind::Checkpoint),
            ("log/checkpoint.cosigned", Kind::Checkpoint),
            ("log/tile/0/000", Kind::Tile),
            ("log/tile/entries/000.p/5", Kind::Entries),
            ("log/entry/x001/000", Kind::Entry),
            ("log/blob/sha256/00/00", Kind::Document),
            ("log/other", Kind::Page),
            ("image/00/00.thumb.jpg", Kind::Image),
            ("data/stations.csv", Kind::Data),
            ("manifest.sha256", Kind::Manifest),
            ("log/blob/manifest.sha256", Kind::Manifest),
            ("en/area/manifest.sha256", Kind::Manifest),
            ("everything.zip", Kind::Archive),
            ("es/index.html", Kind::Page),
            ("manifest.html", Kind::Page),
        ] {
            assert_eq!(Kind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn a_partial_tile_names_the_full_one() {
        assert_eq!(full_tile("log/tile/0/x001/067.p/9"), Some("log/tile/0/x001/067"));
        assert_eq!(
            full_tile("log/tile/entries/000.p/255"),
            Some("log/tile/entries/000")
        );
        assert_eq!(full_tile("log/tile/0/000"), None);
        assert_eq!(full_tile("en/000.p/6"), None);
    }
}
