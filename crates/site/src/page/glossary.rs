//! The glossary: what the words of the pages mean, each with an address of its own.

use super::{Frame, OnePage};
use askama::Template;

pub(super) const PAGE: OnePage = OnePage {
    path: "glossary.html",
    label: |_| Some("nav-glossary"),
    html: |f| GlossaryPage { f }.render(),
};

#[derive(Template)]
#[template(path = "glossary.html")]
struct GlossaryPage<'a> {
    f: Frame<'a>,
}

/// A section: the message of its heading, and of each word that of the word and that of what it means.
type Section = (&'static str, &'static [(&'static str, &'static str)]);

const SECTIONS: &[Section] = &[
    (
        "glossary-stations",
        &[
            ("glossary-contest", "glossary-contest-means"),
            ("glossary-option", "glossary-option-means"),
            ("glossary-station", "glossary-station-means"),
            ("glossary-area", "glossary-area-means"),
            ("glossary-register", "glossary-register-means"),
            ("glossary-sheet", "glossary-sheet-means"),
            ("glossary-registered", "glossary-registered-means"),
            ("glossary-ballots", "glossary-ballots-means"),
            ("glossary-valid", "glossary-valid-means"),
            ("glossary-blank", "glossary-blank-means"),
            ("glossary-null", "glossary-null-means"),
            ("glossary-turnout", "glossary-turnout-means"),
        ],
    ),
    (
        "glossary-readings",
        &[
            ("glossary-photograph", "glossary-photograph-means"),
            ("glossary-reading", "glossary-reading-means"),
            ("glossary-account", "glossary-account-means"),
            ("glossary-finding", "glossary-finding-means"),
        ],
    ),
    (
        "glossary-states",
        &[
            ("terms-missing", "terms-missing-means"),
            ("terms-pending", "terms-pending-means"),
            ("terms-accepted", "terms-accepted-means"),
            ("terms-contested", "terms-contested-means"),
            ("terms-disputed", "terms-disputed-means"),
            ("terms-ruled", "terms-ruled-means"),
        ],
    ),
    (
        "glossary-totals",
        &[
            ("glossary-coverage", "glossary-coverage-means"),
            ("glossary-margin", "glossary-margin-means"),
            ("glossary-decided", "glossary-decided-means"),
        ],
    ),
    (
        "glossary-claims",
        &[
            ("glossary-claim", "glossary-claim-means"),
            ("glossary-percent-first", "glossary-percent-first-means"),
            ("glossary-bound", "glossary-bound-means"),
        ],
    ),
    (
        "glossary-record",
        &[
            ("glossary-entry", "glossary-entry-means"),
            ("glossary-log", "glossary-log-means"),
            ("glossary-hash", "glossary-hash-means"),
            ("glossary-root-hash", "glossary-root-hash-means"),
            ("glossary-checkpoint", "glossary-checkpoint-means"),
            ("glossary-witness", "glossary-witness-means"),
            ("glossary-key", "glossary-key-means"),
            ("glossary-role", "glossary-role-means"),
            ("glossary-operator", "glossary-operator-means"),
            ("glossary-manifest", "glossary-manifest-means"),
        ],
    ),
];

/// The id of a word's place on the page, the same in all languages.
fn id(word: &'static str) -> &'static str {
    word.split_once('-').map_or(word, |(_, id)| id)
}
