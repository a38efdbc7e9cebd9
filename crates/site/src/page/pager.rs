//! Lists of more than one page: the pages' names and the links between them.

use super::Frame;
use crate::prepared::LINES;
use crate::text::Html;

/// How many pages a list of so many lines takes.
pub(crate) fn pages_of(lines: usize) -> usize {
    lines.div_ceil(LINES).max(1)
}

/// The links between the pages of a long list.
pub(crate) struct Pager {
    pub(crate) label: String,
    pub(crate) words: Html,
    pub(crate) links: Vec<(String, String, bool)>,
}

impl Pager {
    /// The links on the page numbered `page` of so many, the path of each of which `at` gives; none where there is one
    /// page only.
    pub(super) fn of(
        frame: &Frame<'_>,
        page: usize,
        pages: usize,
        at: impl Fn(usize) -> String,
    ) -> Option<Pager> {
        if pages < 2 {
            return None;
        }
        // The first and last pages, those about this one, and marks between them every so often.
        let step = (pages / 10).max(1);
        let near = |n: usize| n == 0 || n == pages - 1 || n.abs_diff(page) <= 2 || n.is_multiple_of(step);
        Some(Pager {
            label: frame.attr("pager-label"),
            words: frame.w.with(
                "pager-words",
                &[("page", (page as u64 + 1).into()), ("n", (pages as u64).into())],
            ),
            links: (0..pages)
                .filter(|n| near(*n))
                .map(|n| (frame.link(&at(n)), frame.number(n as u64 + 1), n == page))
                .collect(),
        })
    }
}
