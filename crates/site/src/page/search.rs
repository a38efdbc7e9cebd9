//! The search page: a frame that a script fills from the search index.

use super::{Frame, OnePage};
use askama::Template;

pub(super) const PAGE: OnePage = OnePage {
    path: layout::page::SEARCH,
    label: |_| Some("nav-search"),
    html: |f| SearchPage { f }.render(),
};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    f: Frame<'a>,
}
