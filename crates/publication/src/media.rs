//! Media types (RFC 6838) of files: by their first bytes, and by the ending of their names.

use sheet::format::Format;

/// What no browser shows or runs.
pub const UNKNOWN: &str = "application/octet-stream";

/// How many of a file's first bytes say what it is.
pub const FIRST_BYTES: usize = 16;

/// The media type of a document by its first bytes: a picture's, PDF's, or [`UNKNOWN`], which no browser runs. Whoever
/// sends a document chooses its name, so that this alone is said of documents to browsers.
pub fn by_bytes(first: &[u8]) -> &'static str {
    Format::of(first).media_type()
}

/// The media type that the ending of a file's name stands for, without parameters; [`UNKNOWN`] of others.
pub fn by_name(name: &str) -> &'static str {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("css") => "text/css",
        Some("csv") => "text/csv",
        Some("gz") => "application/gzip",
        Some("htm" | "html") => "text/html",
        Some("jpeg" | "jpg") => "image/jpeg",
        Some("js") => "text/javascript",
        Some("jsonl") => "application/jsonl",
        Some("md") => "text/markdown",
        Some("parquet") => "application/vnd.apache.parquet",
        Some("pdf") => "application/pdf",
        Some("sha256" | "txt") => "text/plain",
        Some("sqlite") => "application/vnd.sqlite3",
        Some("tsv") => "text/tab-separated-values",
        Some("zip") => "application/zip",
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_never_a_page() {
        assert_eq!(by_bytes(b"<html><script>"), UNKNOWN);
        assert_eq!(by_bytes(b""), UNKNOWN);
        assert_eq!(by_bytes(b"\xff\xd8\xff\xe0"), "image/jpeg");
        assert_eq!(by_bytes(b"RIFF\0\0\0\0WEBPVP8 "), "image/webp");
    }

    #[test]
    fn endings_are_known_in_any_case() {
        assert_eq!(by_name("Results.CSV"), "text/csv");
        assert_eq!(by_name("en/area/0101.2.html"), "text/html");
        assert_eq!(by_name("csv"), UNKNOWN);
    }
}
