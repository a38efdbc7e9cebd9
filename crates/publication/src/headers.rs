//! HTTP response headers of a published file: Content-Type, Cache-Control, Content-Security-Policy and the like.

use crate::layout::Kind;
use crate::media;

/// The policy of pages: show what this host has, and nothing else (Content Security Policy Level 3).
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy of documents that strangers sent: nothing of them runs.
pub const DOCUMENT_POLICY: &str = "default-src 'none'; sandbox";

/// How long a cache may keep a file without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// For ever: its path fixes its bytes.
    Immutable,
    /// It must be asked each time whether the file has changed.
    Revalidate,
    /// Not at all: the file is small, and an older one misleads.
    NoStore,
}

impl CachePolicy {
    /// The policy of the file of that path within the publication.
    pub fn of(path: &str) -> CachePolicy {
        match Kind::of(path) {
            Kind::Checkpoint | Kind::Manifest => CachePolicy::NoStore,
            Kind::Tile | Kind::Entries | Kind::Entry | Kind::Document | Kind::Image => CachePolicy::Immutable,
            Kind::Data | Kind::Archive | Kind::Page => CachePolicy::Revalidate,
        }
    }

    /// The value of `Cache-Control` (RFC 9111 §5.2.2, RFC 8246).
    pub fn value(self) -> &'static str {
        match self {
            CachePolicy::Immutable => "public, max-age=31536000, immutable",
            CachePolicy::Revalidate => "no-cache",
            CachePolicy::NoStore => "no-store",
        }
    }
}

/// The value of `Content-Type` of the file of that path within the publication. `first` are a document's first
/// [`media::FIRST_BYTES`] bytes, or fewer where it has no more: its path does not say what it is, so that without them it
/// is of no known type. None of what no publication has.
pub fn content_type(path: &str, first: &[u8]) -> Option<&'static str> {
    Some(match Kind::of(path) {
        Kind::Document => media::by_bytes(first),
        Kind::Tile | Kind::Entries | Kind::Entry => media::UNKNOWN,
        Kind::Checkpoint | Kind::Manifest => "text/plain; charset=utf-8",
        Kind::Image | Kind::Data | Kind::Archive | Kind::Page => match media::by_name(path) {
            "text/html" => "text/html; charset=utf-8",
            "text/javascript" => "text/javascript; charset=utf-8",
            "text/css" => "text/css; charset=utf-8",
            "text/csv" => "text/csv; charset=utf-8",
            media::UNKNOWN => return None,
            other => other,
        },
    })
}

/// The policy of the file of that path within the publication.
pub fn content_security_policy(path: &str) -> &'static str {
    match Kind::of(path) {
        // Nothing else of the log is published; if something lies there, it is no page.
        Kind::Page if path.starts_with("log/") => DOCUMENT_POLICY,
        Kind::Page | Kind::Manifest | Kind::Archive => PAGE_POLICY,
        Kind::Checkpoint
        | Kind::Tile
        | Kind::Entries
        | Kind::Entry
        | Kind::Document
        | Kind::Image
        | Kind::Data => DOCUMENT_POLICY,
    }
}

/// The headers of the file of that path within the publication, by their names in lower case; `first` as in
/// [`content_type`].
pub fn of(path: &str, first: &[u8]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let content_type = content_type(path, first).map(|media| ("content-type", media));
    let others = [
        ("content-security-policy", content_security_policy(path)),
        ("cache-control", CachePolicy::of(path).value()),
        ("vary", "accept-encoding"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        // The record is for everyone: another mirror's page may read it, too.
        ("access-control-allow-origin", "*"),
    ];
    content_type.into_iter().chain(others)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_its_path_fixes_is_kept_and_what_moves_is_not() {
        assert_eq!(CachePolicy::of("log/tile/0/000"), CachePolicy::Immutable);
        assert_eq!(CachePolicy::of("log/tile/0/000.p/5"), CachePolicy::Immutable);
        assert_eq!(CachePolicy::of("log/entry/x001/000"), CachePolicy::Immutable);
        assert_eq!(CachePolicy::of("log/checkpoint"), CachePolicy::NoStore);
        assert_eq!(CachePolicy::of("es/index.html"), CachePolicy::Revalidate);
        assert_eq!(CachePolicy::of("station/3f.js"), CachePolicy::Revalidate);
    }

    #[test]
    fn a_document_is_shown_by_its_bytes_and_never_run() {
        let headers: BTreeMap<_, _> = of("log/blob/sha256/00/00", b"<svg").collect();
        assert_eq!(headers["content-type"], media::UNKNOWN);
        assert_eq!(headers["content-security-policy"], DOCUMENT_POLICY);
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(
            content_type("log/blob/sha256/00/00", b"%PDF-1.4"),
            Some("application/pdf")
        );
    }

    #[test]
    fn a_published_file_has_the_type_that_its_path_says() {
        for (path, media) in [
            ("en/index.html", Some("text/html; charset=utf-8")),
            ("data/stations.csv", Some("text/csv; charset=utf-8")),
            ("data/stations.jsonl", Some("application/jsonl")),
            ("data/tables.sqlite", Some("application/vnd.sqlite3")),
            ("image/00/00.thumb.jpg", Some("image/jpeg")),
            ("manifest", Some("text/plain; charset=utf-8")),
            ("manifest.sha256", Some("text/plain; charset=utf-8")),
            ("log/checkpoint", Some("text/plain; charset=utf-8")),
            ("log/tile/0/000", Some("application/octet-stream")),
            ("log/entry/000", Some("application/octet-stream")),
            ("everything.zip", Some("application/zip")),
            ("robots", None),
        ] {
            assert_eq!(content_type(path, b""), media, "{path}");
        }
    }

    #[test]
    fn the_documentation_of_the_pages_shows_the_policies_that_are_sent() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pages.md");
        let page = std::fs::read_to_string(page).unwrap();
        for policy in [PAGE_POLICY, DOCUMENT_POLICY] {
            let line = format!("Content-Security-Policy: {policy}\n");
            assert!(page.contains(&line), "docs/pages.md lacks {line}");
        }
    }
}
