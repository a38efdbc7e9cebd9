//! The downloads, and how anyone can check the publication.

use super::section;
use crate::html::Html;
use crate::phrases::page;
use crate::publication::Publication;
use crate::table::Caption;
use crate::table::Column::{Numbers, Words};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(super) fn downloads(html: &mut Html, publication: &Publication) {
    section(html, "data", page::DATA, |html| {
        let columns = [Words(page::FILE), Words(page::HOLDS), Numbers(page::SIZE)];
        html.table(Caption::Heard(page::DATA_TABLE, &[]), &columns, |html| {
            for download in &publication.downloads {
                html.row(
                    |html| html.leaf("a", &[("href", &href(&download.path))], &download.path),
                    |html| {
                        html.node("td", &[], |html| html.theirs(&download.description));
                        let size = html.language().bytes(download.bytes);
                        html.amount_cell(&size);
                    },
                );
            }
        });
    });
}

/// A path as a relative link: percent-encoded, and never taken for another scheme.
fn href(path: &str) -> String {
    let mut href = String::from("./");
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                href.push(byte.into());
            }
            _ => href.push_str(&format!("%{byte:02X}")),
        }
    }
    href
}

pub(super) fn how(html: &mut Html, publication: &Publication) {
    section(html, "verify", page::VERIFY, |html| {
        html.said("p", page::VERIFY_INTRO);
        let folder = page::VERIFY_FOLDER.text(html.language());
        let command = format!("cotejo verify {folder} --key '{}'", publication.operator);
        html.node("pre", &[], |html| html.leaf("code", &[], &command));
        html.said("p", page::VERIFY_KEY);
        html.said("p", page::VERIFY_SUMS);
        html.node("pre", &[], |html| {
            html.leaf("code", &[], "sha256sum -c manifest.sha256");
        });
        html.node("dl", &[], |html| {
            let root = STANDARD.encode(publication.root);
            let size = html.language().number(publication.size);
            for (phrase, value) in [
                (page::ORIGIN, publication.origin.as_str()),
                (page::LOG_SIZE, &size),
                (page::ROOT, &root),
                (page::OPERATOR_KEY, &publication.operator),
                (page::LOG_KEY, &publication.log),
            ] {
                html.said("dt", phrase);
                html.node("dd", &[], |html| html.leaf("code", &[], value));
            }
        });
        html.said("h3", page::NOT_COVERED);
        html.said("p", page::NOT_COVERED_TEXT);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_stays_within_the_publication() {
        assert_eq!(href("data/stations.csv"), "./data/stations.csv");
        assert_eq!(href("javascript:alert(1)"), "./javascript%3Aalert%281%29");
        assert_eq!(href("a b?c#d%ñ"), "./a%20b%3Fc%23d%25%C3%B1");
    }
}
