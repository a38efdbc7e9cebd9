//! What a page says of the publication that it belongs to.

/// Where a publication stands in its log and by which keys it can be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// The files that readers may want, in the order in which they are shown.
    pub downloads: Vec<Download>,
}

/// A file of the publication that readers may want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its path within the publication, such as `data/stations.csv`.
    pub path: String,
    /// Its size, in bytes.
    pub bytes: u64,
    /// What it holds, in a few words.
    pub description: String,
}
