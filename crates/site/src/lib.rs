//! The public pages of an election's record.
//!
//! It takes a [`tally::Tally`] and gives bytes: [`Site`] makes the pages that people read and the data files that
//! scripts read. There is no I/O, no clock and no randomness here: the same tally gives the same bytes.
//!
//! [`Site::files`] lists the files; each is made when it is asked for, so that a caller can make them in parallel and
//! never holds more than a few. A page is complete without script, and loads nothing from other hosts. A list of
//! more than 500 lines goes on in further pages. `docs/pages.md` describes the files.
//!
//! ```
//! # use record::{Body, ElectionBody, BlobHash};
//! # let election: model::Election = model::document::parse(
//! #     "id='e'\nname='Elections of <2026>'\ndate='2026-05-10'\norigin='count.example/e'\n[[contests]]\nid='c'\nname='C'\noptions=[{id='a',name='A'}]")?;
//! # let [law, words] = [record::json::write(&election.law())?, record::json::write(&election.words())?];
//! # let operator = note::SigningKey::from_seed("operator".parse()?, [1; 32]);
//! # let log = note::SigningKey::from_seed("count.example/e".parse()?, [2; 32]);
//! # let body = Body::Election(ElectionBody { election: "e".parse()?, law: BlobHash::of(&law), words: BlobHash::of(&words),
//! #     operator: operator.verifying_key().to_string(), log: log.verifying_key().to_string(), recovery: None, at: "2026-05-10T20Z".parse()? });
//! # let entries = vec![bytes::Bytes::from(record::sign(&body, &[&operator])?)];
//! # let start = tally::FirstEntry::read(&entries[0])?.start(&law, &words)?;
//! # let tally = tally::Replay::new(&start).push_with(entries, |_| None)?.replay.finish();
//! let publication = site::Publication {
//!     origin: tally.election().origin.clone(),
//!     size: tally.entries(),
//!     root: [0; 32],
//!     operator: operator.verifying_key().to_string(),
//!     log: log.verifying_key().to_string(),
//!     ..site::Publication::default()
//! };
//! let overview = tally::Overview::new(&tally);
//! let site = site::Site::new(&overview, &publication);
//! let files = site.files();
//! let paths: Vec<&str> = files.iter().map(|file| file.path()).collect();
//! assert!(paths.contains(&"index.html") && paths.contains(&"es/verify.html"));
//! assert!(String::from_utf8(files[0].render())?.contains("Elections of &lt;2026&gt;"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assets;
mod chart;
mod claims;
mod color;
mod columns;
mod format;
pub mod language;
mod map;
mod page;
mod pairs;
mod prepared;
pub mod publication;
mod script_data;
mod search_index;
mod shards;
mod sources;
mod summary;
mod text;
mod tree;
mod words;

pub use language::Language;
pub use prepared::{LINES, Site};
pub use publication::{Download, Publication, TableColumns};

use page::SomePage;

/// A file of a publication, made when it is asked for.
pub struct File<'s> {
    site: &'s Site<'s>,
    path: String,
    kind: FileKind,
}

/// What a file holds.
enum FileKind {
    /// A page in a language; the copy in the publication's own folder where the flag is set.
    Page(SomePage, Language, bool),
    Style,
    Script(&'static [u8]),
    Site,
    Shard(usize),
    SearchIndex,
    SearchPiece(usize),
    SearchAreas(usize),
}

impl Site<'_> {
    /// The files of the pages, `index.html` first, which is the result in the first language.
    pub fn files(&self) -> Vec<File<'_>> {
        self.files_opening_in(Language::default())
    }

    /// The same, with `index.html` in another language.
    pub fn files_opening_in(&self, first: Language) -> Vec<File<'_>> {
        let file = |path: String, kind: FileKind| File {
            site: self,
            path,
            kind,
        };
        let mut files = vec![
            file(
                layout::INDEX.to_owned(),
                FileKind::Page(page::first(), first, true),
            ),
            file(layout::STYLE.to_owned(), FileKind::Style),
        ];
        let scripts = assets::SCRIPTS.iter();
        files.extend(scripts.map(|(name, script)| file(layout::script(name), FileKind::Script(script))));
        let pages = page::all(self);
        for language in Language::ALL {
            files.extend(pages.iter().map(|page| {
                let path = layout::in_language(language.code(), &page.path(self));
                file(path, FileKind::Page(page.clone(), language, false))
            }));
        }
        files.push(file(layout::SITE_DATA.to_owned(), FileKind::Site));
        let shards = 0..self.shards.len();
        files.extend(shards.map(|n| file(layout::stations(&self.shards.digits_of(n)), FileKind::Shard(n))));
        files.push(file(layout::SEARCH_INDEX.to_owned(), FileKind::SearchIndex));
        let pieces = 0..self.search.len();
        files.extend(pieces.map(|n| file(self.search.piece_path(n), FileKind::SearchPiece(n))));
        let chunks = 0..self.tree.preorder.len().div_ceil(search_index::CHUNK);
        files.extend(chunks.map(|n| file(layout::search_areas(n), FileKind::SearchAreas(n))));
        files
    }
}

impl File<'_> {
    /// The path within the publication.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file's bytes.
    pub fn render(&self) -> Vec<u8> {
        let site = self.site;
        match &self.kind {
            FileKind::Page(page, language, at_root) => page::render(page.as_ref(), site, *language, *at_root),
            FileKind::Style => assets::STYLE.as_bytes().to_vec(),
            FileKind::Script(bytes) => bytes.to_vec(),
            FileKind::Site => script_data::site(site),
            FileKind::Shard(shard) => script_data::shard(site, *shard),
            FileKind::SearchIndex => site.search.index(site),
            FileKind::SearchPiece(piece) => site.search.piece(*piece),
            FileKind::SearchAreas(chunk) => search_index::areas(site, *chunk),
        }
    }
}
