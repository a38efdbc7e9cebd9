//! Where the files of a publication lie: every published path, once.
//!
//! Paths are relative to the publication's folder, with `/` between the segments. Whoever writes, links, serves,
//! uploads or verifies a published file asks here for its path; [`Kind::of`] says of a path what lies there. The pages'
//! paths within a language's folder are in [`page`]. The scripts of `web/` know the same paths by [`patterns`], which a
//! test there compares with its own.
//!
//! | path | holds | media type | kept by caches |
//! |---|---|---|---|
//! | [`CHECKPOINT`] | the log's signed checkpoint (C2SP tlog-checkpoint) | `text/plain` | never |
//! | [`COSIGNED`] | the last checkpoint that was kept as cosigned | `text/plain` | never |
//! | `log/tile/…` ([`log_file`]) | tiles and bundles (C2SP tlog-tiles) | `application/octet-stream` | for ever |
//! | `log/entry/…` ([`entry`]) | single entries | `application/octet-stream` | for ever |
//! | `log/blob/…` ([`document`]) | documents, named by their SHA-256 | by their first bytes | for ever |
//! | `image/…` ([`thumbnail`], [`web_image`]) | thumbnails of photographs | `image/jpeg` | for ever |
//! | `data/…` ([`data_file`]) | the tables | by their ending | asked for anew |
//! | [`MANIFEST`], [`MANIFEST_LIST`] of each folder | which files there are, signed | `text/plain` | never |
//! | [`ARCHIVE`] | all of it in one zip | `application/zip` | asked for anew |
//! | everything else | pages, their style and scripts, the scripts' data | by their ending | asked for anew |
//!
//! ```
//! use layout::Kind;
//!
//! assert_eq!(Kind::of(layout::CHECKPOINT), Kind::Checkpoint);
//! assert_eq!(layout::in_language("es", &layout::page::area(&layout::slug("0101"), 1)), "es/area/0101.2.html");
//! assert_eq!(layout::gzip(layout::INDEX), "index.html.gz");
//! ```

mod kind;
pub mod page;
mod patterns;
mod slug;
mod table;

pub use kind::{Kind, full_tile};
use note::BlobHash;
pub use patterns::patterns;
pub use slug::slug;
pub use table::{DATABASE, SCHEMA, table_of_contest, table_stem};

/// The folder of the log with its documents.
pub const LOG: &str = "log";
/// The log's checkpoint. No manifest names it byte for byte: witnesses and mirrors add signature lines.
pub const CHECKPOINT: &str = "log/checkpoint";
/// The last checkpoint that was kept as cosigned, beside the newest one; where there is one.
pub const COSIGNED: &str = "log/checkpoint.cosigned";
/// The folder of the log's tiles and bundles.
pub const TILES: &str = "log/tile";
/// The folder of the record's documents.
pub const DOCUMENTS: &str = "log/blob";
/// The folder of the tables.
pub const DATA: &str = "data";
/// The manifest's signed note.
pub const MANIFEST: &str = "manifest";
/// A folder's list of its files and of its folders' lists, with their SHA-256: each folder has one of that name.
pub const MANIFEST_LIST: &str = "manifest.sha256";
/// The whole publication in one zip. No manifest names it, since it holds the manifest.
pub const ARCHIVE: &str = "everything.zip";
/// The page that the folder's own address shows: the result, in one language.
pub const INDEX: &str = "index.html";
/// The pages' style sheet.
pub const STYLE: &str = "assets/style.css";
/// What all scripts need to know of the election and its log.
pub const SITE_DATA: &str = "site.js";
/// The index of the search's files.
pub const SEARCH_INDEX: &str = "search/index.js";

/// A file of the log, by its path within the log's folder (C2SP tlog-tiles).
pub fn log_file(path: &str) -> String {
    format!("{LOG}/{path}")
}

/// The file of one entry of the log, by its place in it.
pub fn entry(index: u64) -> String {
    log_file(&tlog::entry_path(index))
}

/// The place in the log of the entry whose file has that path; none of other paths.
pub fn entry_index(path: &str) -> Option<u64> {
    tlog::entry_index(path.strip_prefix(LOG)?.strip_prefix('/')?)
}

/// A document of the record: `log/blob/sha256/<first 2 hex digits>/<64 hex digits>`.
pub fn document(name: &BlobHash) -> String {
    log_file(&tlog::blob_path(name))
}

/// The tiles and bundles of a log of `size` entries.
pub fn tile_files(size: u64) -> impl Iterator<Item = String> + Send {
    tlog::expected_files(size).map(|file| log_file(&file.path()))
}

/// The files of which the log's tree of `size` entries fixes every byte: its tiles, its bundles and its entries'. No manifest
/// names them, since it binds the tree.
pub fn tree_files(size: u64) -> impl Iterator<Item = String> + Send {
    tile_files(size).chain((0..size).map(entry))
}

/// A photograph's thumbnail for lists.
pub fn thumbnail(photograph: &BlobHash) -> String {
    image(photograph, "thumb")
}

/// A photograph's smaller copy for looking at on a page.
pub fn web_image(photograph: &BlobHash) -> String {
    image(photograph, "web")
}

/// `image/<first 2 hex digits>/<64 hex digits>.<name>.jpg`.
fn image(photograph: &BlobHash, name: &str) -> String {
    let hex = photograph.hex();
    format!("image/{}/{hex}.{name}.jpg", &hex[..2])
}

/// A table's file, by its name in the folder of the tables.
pub fn data_file(name: &str) -> String {
    format!("{DATA}/{name}")
}

/// A script of the pages, by its file's name.
pub fn script(name: &str) -> String {
    format!("assets/{name}")
}

/// The name of the pages' script in a language.
pub fn site_script(language: &str) -> String {
    script(&format!("site.{language}.js"))
}

/// A page in a language, by its code and the page's path from [`page`].
pub fn in_language(language: &str, page: &str) -> String {
    format!("{language}/{page}")
}

/// The most stations of a shard, on average: a station's page fetches the whole shard.
const STATIONS_A_SHARD: usize = 16;

/// How many digits a shard's name has where there are so many stations.
pub fn shard_digits(stations: usize) -> usize {
    let mut digits = 0;
    while stations > STATIONS_A_SHARD << (4 * digits) {
        digits += 1;
    }
    digits
}

/// The data of a shard's stations, by the shard's digits (none where there is one shard alone): those after the second are
/// the file's name in a folder of the first two.
pub fn stations(digits: &str) -> String {
    match digits.split_at_checked(2) {
        _ if digits.is_empty() => "station/all.js".to_owned(),
        Some((folder, rest)) if !rest.is_empty() => format!("station/{folder}/{rest}.js"),
        _ => format!("station/{digits}.js"),
    }
}

/// A piece of the search's words, by the slug of what its words begin with.
pub fn search_words(prefix: &str) -> String {
    format!("search/w-{prefix}.js")
}

/// The search's areas from number `chunk` × their number a file on.
pub fn search_areas(chunk: usize) -> String {
    format!("search/a-{chunk}.js")
}

/// The name under which a script of data hands over what it holds: its path without the ending.
pub fn data_name(path: &str) -> &str {
    path.strip_suffix(".js").unwrap_or(path)
}

/// The path of a file's compressed copy: where servers of static files look for it. No manifest names it, since the
/// file itself says what it must hold.
pub fn gzip(path: &str) -> String {
    format!("{path}{GZIP}")
}

/// The path of the file of which `path` would be the compressed copy.
pub fn gzip_original(path: &str) -> Option<&str> {
    path.strip_suffix(GZIP)
}

/// What a compressed copy's path ends in, after the file's.
const GZIP: &str = ".gz";
