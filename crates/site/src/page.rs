//! The kinds of pages, each in its own file, and the one list of them.

mod area;
mod arrival;
mod claim;
mod claim_arithmetic;
mod claim_bound;
mod claims;
mod claims_chart;
mod compare;
mod data;
mod figures;
mod finding;
mod frame;
mod glossary;
mod pager;
mod pair;
mod result;
mod search;
mod station;
mod verify;

pub(crate) use area::Area;
#[cfg(test)]
pub(crate) use finding::rule_key;
pub(crate) use frame::{Frame, NavLink};
pub(crate) use pager::pages_of;

use crate::Site;
use crate::language::Language;
use PageKind::{Many, One};
use pager::Pager;
use std::sync::Arc;

/// Every kind of page: the one list. Those of the navigation stand there in this order.
const KINDS: &[PageKind] = &[
    One(result::PAGE),
    One(compare::PAGE),
    Many(pair::pages),
    One(claims::PAGE),
    One(arrival::PAGE),
    Many(finding::pages),
    One(search::PAGE),
    One(verify::PAGE),
    One(data::PAGE),
    One(glossary::PAGE),
    One(station::PAGE),
    Many(area::pages),
];

/// A kind of page: one page of every site, or as many as a site needs.
enum PageKind {
    One(OnePage),
    Many(fn(&Site<'_>) -> Vec<SomePage>),
}

/// A page of whatever kind.
pub(crate) type SomePage = Arc<dyn Page>;

/// A page, in whatever language.
pub(crate) trait Page: Send + Sync {
    /// The page's path within its language's folder.
    fn path(&self, site: &Site<'_>) -> String;

    /// The page's HTML within its frame.
    fn html(&self, frame: Frame<'_>) -> askama::Result<String>;
}

/// A page that every site has once.
#[derive(Clone, Copy)]
pub(crate) struct OnePage {
    /// Its path within its language's folder.
    pub(crate) path: &'static str,
    /// The message that is its label in the navigation, where it stands there.
    label: fn(&Site<'_>) -> Option<&'static str>,
    html: fn(Frame<'_>) -> askama::Result<String>,
}

impl Page for OnePage {
    fn path(&self, _: &Site<'_>) -> String {
        self.path.to_owned()
    }

    fn html(&self, frame: Frame<'_>) -> askama::Result<String> {
        (self.html)(frame)
    }
}

/// All pages of a site, in the order of the kinds.
pub(crate) fn all(site: &Site<'_>) -> Vec<SomePage> {
    KINDS
        .iter()
        .flat_map(|kind| match kind {
            One(page) => vec![Arc::new(*page) as SomePage],
            Many(pages) => pages(site),
        })
        .collect()
}

/// The page that `index.html` in the publication's own folder is a copy of.
pub(crate) fn first() -> SomePage {
    Arc::new(result::PAGE)
}

/// The pages of the navigation with the messages that are their labels.
fn navigation(site: &Site<'_>) -> impl Iterator<Item = (&'static str, &'static str)> {
    KINDS.iter().filter_map(|kind| match kind {
        One(page) => Some((page.path, (page.label)(site)?)),
        Many(_) => None,
    })
}

/// A page in a language; `at_root` for its copy in the publication's own folder.
pub(crate) fn render(page: &dyn Page, site: &Site<'_>, language: Language, at_root: bool) -> Vec<u8> {
    let frame = Frame::new(site, language, page.path(site), at_root);
    let html = page.html(frame).expect("templates write to memory");
    html.into_bytes()
}

/// Makes a template something that other templates can hold.
macro_rules! part {
    ($($name:ident),*) => {$(
        impl askama::filters::HtmlSafe for $name<'_> {}
    )*};
}
pub(crate) use part;
