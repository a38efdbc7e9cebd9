//! The public pages of an election's record, and the manifest that names every published file.
//!
//! It takes a [`tally::Tally`] and gives bytes: [`pages`] makes the pages that people read, [`manifest`]
//! the two files by which a copy of a publication is checked. There is no I/O, no clock and no
//! randomness here: the same tally gives the same bytes.
//!
//! A page is one file without script, style sheet or picture from elsewhere. Whatever is long is cut and
//! says how much more there is, so that a page of a million stations is not much longer than one of a
//! thousand.
//!
//! ```
//! # use record::{Body, ElectionBody, BlobHash};
//! # struct One(Vec<u8>);
//! # impl tally::Blobs for One {
//! #     fn get(&self, _: &BlobHash) -> Result<bytes::Bytes, String> { Ok(self.0.clone().into()) }
//! # }
//! # let election: model::Election = model::document::parse(
//! #     "id='e'\nname='Elections of <2026>'\ndate='2026-05-10'\norigin='count.example/e'\n[[contests]]\nid='c'\nname='C'\noptions=[{id='a',name='A'}]")?;
//! # let blobs = One(serde_json::to_vec(&election)?);
//! # let operator = note::SigningKey::from_seed("operator".parse()?, [1; 32]);
//! # let log = note::SigningKey::from_seed("count.example/e".parse()?, [2; 32]);
//! # let body = Body::Election(ElectionBody { election: "e".parse()?, definition: BlobHash::of(&blobs.0),
//! #     operator: operator.verifying_key().to_string(), log: log.verifying_key().to_string(), at: "2026-05-10T20Z".parse()? });
//! # let entries = vec![bytes::Bytes::from(record::sign(&body, &[&operator])?)];
//! # let start = tally::Start::read(&entries[0], &blobs)?;
//! # let mut replay = tally::Replay::new(&start, &blobs);
//! # let mut windows = Some(entries).into_iter();
//! # replay.run(|| Ok::<_, ()>(windows.next()), |_first, _hashes| Ok(())).expect("no errors of ours");
//! # let tally = replay.finish();
//! let publication = site::Publication {
//!     origin: tally.election().origin.clone(),
//!     size: tally.entries(),
//!     root: [0; 32],
//!     operator: operator.verifying_key().to_string(),
//!     log: log.verifying_key().to_string(),
//!     downloads: Vec::new(),
//! };
//! let pages = site::pages(&tally, &publication);
//! let paths: Vec<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
//! assert_eq!(paths, ["index.html", "index.en.html", "index.es.html", "index.pt.html"]);
//! assert!(String::from_utf8_lossy(&pages[0].1).contains("Elections of &lt;2026&gt;"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod announcements;
mod html;
pub mod language;
pub mod manifest;
mod phrase;
mod phrases;
pub mod publication;
mod render;
mod summary;
mod table;

pub use language::Language;
pub use manifest::{Manifest, ManifestError, SignedManifest};
pub use publication::{Download, Publication};

use summary::Summary;
use tally::Tally;

/// The pages of a record, as paths within the publication and their bytes: `index.html` in English,
/// and the same page as `index.en.html`, `index.es.html` and `index.pt.html`.
pub fn pages(tally: &Tally, publication: &Publication) -> Vec<(String, Vec<u8>)> {
    pages_opening_in(tally, publication, Language::English)
}

/// The same, with `index.html` in another language.
pub fn pages_opening_in(tally: &Tally, publication: &Publication, first: Language) -> Vec<(String, Vec<u8>)> {
    let summary = Summary::of(tally);
    let pages = Language::ALL.map(|language| {
        let page = render::page(&summary, publication, language);
        (language.page(), page.into_bytes())
    });
    let index = pages.iter().find(|(path, _)| *path == first.page());
    let index = index.map(|(_, bytes)| ("index.html".to_owned(), bytes.clone()));
    index.into_iter().chain(pages.iter().cloned()).collect()
}
