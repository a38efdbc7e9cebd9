//! What a page says of the publication that it belongs to.

use passages::Passages;
use std::collections::{BTreeMap, HashSet};

/// Where a publication stands in its log and by which keys it can be checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publication {
    /// The log's name, the first line of its checkpoints.
    pub origin: String,
    /// The log's size, in entries.
    pub size: u64,
    /// The log's root at that size.
    pub root: [u8; 32],
    /// The operator's public key, as a vkey (C2SP signed-note).
    pub operator: String,
    /// The log's public key, as a vkey.
    pub log: String,
    /// The `recover` entries that count.
    pub recoveries: Vec<u64>,
    /// The files that readers may want, in the order in which they are shown.
    pub downloads: Vec<Download>,
    /// The path of the file that holds all others, where there is one. Its size is not known: it holds the page that
    /// names it.
    pub archive: Option<String>,
    /// The tables that the data files hold, with their columns.
    pub tables: Vec<TableColumns>,
    /// The photographs of which small copies lie in `image/`, by their SHA-256.
    pub copies: HashSet<[u8; 32]>,
    /// The map that the definition names, as GeoJSON.
    pub map: Option<Vec<u8>>,
    /// The passages of the sources that are texts, by their SHA-256.
    pub passages: BTreeMap<[u8; 32], Passages>,
}

/// A file of the publication that readers may want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its path within the publication, such as `data/stations.csv`.
    pub path: String,
    /// Its size, in bytes.
    pub bytes: u64,
    /// The table that it holds, by its place in [`Publication::tables`]; all of them where there is none.
    pub table: Option<usize>,
}

/// A table of the data files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumns {
    /// Its name.
    pub name: String,
    /// Each column's name, kind and what it means.
    pub columns: Vec<(String, &'static str, String)>,
}
