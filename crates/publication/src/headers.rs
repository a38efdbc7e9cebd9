//! What is said of a file besides its bytes.

use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

/// What a page may do: show what this host has, and nothing else (Content Security Policy Level 3).
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a document that strangers sent may do: nothing.
pub const DOCUMENT_POLICY: &str = "default-src 'none'; sandbox";

/// How long a file may be kept without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Its name fixes its bytes.
    Forever,
    /// Ask every time whether it has changed.
    Ask,
    /// Do not keep it: it is small, and an older one misleads.
    Never,
}

impl Keep {
    /// How long the file of that path within the publication may be kept.
    pub fn of(path: &str) -> Keep {
        let fixed = ["log/tile/", "log/blob/", "image/"];
        match path {
            "log/checkpoint" | "manifest" | "manifest.sha256" => Keep::Never,
            path if fixed.iter().any(|folder| path.starts_with(folder)) => Keep::Forever,
            _ => Keep::Ask,
        }
    }

    /// The value of `Cache-Control` (RFC 9111 §5.2.2, RFC 8246).
    pub fn value(self) -> &'static str {
        match self {
            Keep::Forever => "public, max-age=31536000, immutable",
            Keep::Ask => "no-cache",
            Keep::Never => "no-store",
        }
    }
}

/// The media type of a document of the record by its first bytes: a picture's, PDF's, or one that no browser
/// runs. A blob's name does not say what it is.
pub fn document_type(first: &[u8]) -> &'static str {
    match first {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// The media type by the file's path within the publication; none of a blob, whose name says nothing, and of files that
/// no publication has.
pub fn media_type(path: &str) -> Option<&'static str> {
    let end = path.rsplit('/').next()?.rsplit_once('.').map(|(_, end)| end);
    match end {
        Some("html") => Some("text/html; charset=utf-8"),
        Some("js") => Some("text/javascript; charset=utf-8"),
        Some("css") => Some("text/css; charset=utf-8"),
        Some("jpg") => Some("image/jpeg"),
        Some("zip") => Some("application/zip"),
        Some("csv") => Some("text/csv; charset=utf-8"),
        Some("jsonl") => Some("application/jsonl"),
        Some("parquet") => Some("application/vnd.apache.parquet"),
        Some("sqlite") => Some("application/vnd.sqlite3"),
        None if path == "log/checkpoint" || path == "manifest" => Some("text/plain; charset=utf-8"),
        Some("sha256") => Some("text/plain; charset=utf-8"),
        _ if path.starts_with("log/tile/") => Some("application/octet-stream"),
        _ => None,
    }
}

/// Adds to a file's headers what the path within the publication calls for. `document` is the type of a document
/// of the record, by its bytes.
pub fn add(headers: &mut HeaderMap, path: &str, document: Option<&'static str>) {
    let mut set = |name, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    if let Some(media) = document.or_else(|| media_type(path)) {
        set(CONTENT_TYPE, media);
    }
    let is_document = path.starts_with("log/") || path.starts_with("image/") || path.starts_with("data/");
    set(
        CONTENT_SECURITY_POLICY,
        if is_document { DOCUMENT_POLICY } else { PAGE_POLICY },
    );
    set(CACHE_CONTROL, Keep::of(path).value());
    set(VARY, "accept-encoding");
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "no-referrer");
    // The record is for everyone: another mirror's page may read it, too.
    set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_its_name_fixes_is_kept_and_what_moves_is_not() {
        assert_eq!(Keep::of("log/tile/0/000"), Keep::Forever);
        assert_eq!(Keep::of("log/tile/0/000.p/5"), Keep::Forever);
        assert_eq!(Keep::of("log/checkpoint"), Keep::Never);
        assert_eq!(Keep::of("es/index.html"), Keep::Ask);
        assert_eq!(Keep::of("station/3f.js"), Keep::Ask);
    }

    #[test]
    fn a_document_is_never_a_page() {
        assert_eq!(document_type(b"<html><script>"), "application/octet-stream");
        assert_eq!(document_type(b""), "application/octet-stream");
        assert_eq!(document_type(b"\xff\xd8\xff\xe0"), "image/jpeg");
        let mut headers = HeaderMap::new();
        add(
            &mut headers,
            "log/blob/sha256/00/00",
            Some(document_type(b"<svg")),
        );
        assert_eq!(headers[CONTENT_TYPE], "application/octet-stream");
        assert_eq!(headers[CONTENT_SECURITY_POLICY], DOCUMENT_POLICY);
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
}
