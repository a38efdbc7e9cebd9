//! The pages: which there are, their paths, and the frame that they share.

mod area;
mod arrival;
mod claims;
mod compare;
mod figures;
mod finding;
mod plain;
mod result;
mod said;
mod timeline;

#[cfg(test)]
pub(crate) use finding::rule_key;

use crate::Site;
use crate::language::Language;
use crate::site::LINES;
use crate::text::{Html, percent_encoded, plain, slug};
use crate::words::Words;
use askama::Template;
use layout::page as paths;
use model::Rule;
use std::borrow::Borrow;
use tally::{AreaNumber, StationNumber};

/// A page, in whatever language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Result,
    /// An area, or the stations in none; pages are counted from 0.
    Area(Option<AreaNumber>, usize),
    Station,
    Search,
    Compare,
    /// A pair of accounts by its place in the site's list.
    Pair(usize, usize),
    Announcements,
    Arrival,
    Finding(Rule, usize),
    Verify,
    Data,
}

/// How many pages a list of so many lines takes.
pub(crate) fn pages_of(lines: usize) -> usize {
    lines.div_ceil(LINES).max(1)
}

impl Page {
    /// All pages of a site, in the order in which they are listed.
    pub(crate) fn all(site: &Site<'_>) -> Vec<Page> {
        let mut pages = vec![
            Page::Result,
            Page::Station,
            Page::Search,
            Page::Compare,
            Page::Announcements,
            Page::Arrival,
            Page::Verify,
            Page::Data,
        ];
        if !site.tree.direct(None).is_empty() {
            let count = pages_of(site.tree.direct(None).len());
            pages.extend((0..count).map(|n| Page::Area(None, n)));
        }
        for area in site
            .tree
            .preorder
            .iter()
            .copied()
            .filter(|area| site.has_page(*area))
        {
            let listed: usize = site.listed(Some(area)).iter().map(|(_, group)| group.len()).sum();
            pages.extend((0..pages_of(listed)).map(|n| Page::Area(Some(area), n)));
        }
        for (at, pair) in site.pairs.iter().enumerate() {
            pages.extend((0..pages_of(pair.len())).map(|n| Page::Pair(at, n)));
        }
        for (rule, findings) in &site.findings {
            pages.extend((0..pages_of(findings.len())).map(|n| Page::Finding(*rule, n)));
        }
        pages
    }

    /// The page's path within its language's folder.
    pub(crate) fn path(self, site: &Site<'_>) -> String {
        match self {
            Page::Result => paths::RESULT.to_owned(),
            Page::Area(None, page) => paths::no_area(page),
            Page::Area(Some(area), page) => {
                let slug = slug(site.tally.areas().code(area).as_str());
                paths::area(&slug, page)
            }
            Page::Station => paths::STATION.to_owned(),
            Page::Search => paths::SEARCH.to_owned(),
            Page::Compare => paths::COMPARE.to_owned(),
            Page::Pair(pair, page) => paths::pair(&site.pairs[pair].name, page),
            Page::Announcements => paths::ANNOUNCEMENTS.to_owned(),
            Page::Arrival => paths::ARRIVAL.to_owned(),
            Page::Finding(rule, page) => paths::finding(rule.code(), page),
            Page::Verify => paths::VERIFY.to_owned(),
            Page::Data => paths::DATA.to_owned(),
        }
    }

    /// The way from the page's folder to the publication's.
    fn root(self) -> &'static str {
        match self {
            Page::Area(..) | Page::Pair(..) | Page::Finding(..) => "../../",
            _ => "../",
        }
    }

    /// The page in a language; `at_root` for its copy in the publication's own folder.
    pub(crate) fn render(self, site: &Site<'_>, language: Language, at_root: bool) -> Vec<u8> {
        let frame = Frame::new(site, language, self, at_root);
        let text = match self {
            Page::Result => result::ResultPage::of(frame).render(),
            Page::Area(area, page) => area::AreaPage::of(frame, area, page).render(),
            Page::Station => plain::StationPage { f: frame }.render(),
            Page::Search => plain::SearchPage { f: frame }.render(),
            Page::Compare => compare::ComparePage::of(frame).render(),
            Page::Pair(pair, page) => compare::PairPage::of(frame, pair, page).render(),
            Page::Announcements => timeline::AnnouncementsPage::of(frame).render(),
            Page::Arrival => arrival::ArrivalPage::of(frame).render(),
            Page::Finding(rule, page) => finding::FindingPage::of(frame, rule, page).render(),
            Page::Verify => plain::VerifyPage::of(frame).render(),
            Page::Data => plain::DataPage::of(frame).render(),
        };
        text.expect("templates write to memory").into_bytes()
    }
}

/// What every page has around its own part.
#[derive(Clone)]
pub(crate) struct Frame<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) w: &'static Words,
    pub(crate) root: &'static str,
    page: Page,
    path: String,
}

/// A link of the navigation.
pub(crate) struct NavLink {
    pub(crate) href: String,
    pub(crate) label: Html,
    pub(crate) here: bool,
}

impl<'a> Frame<'a> {
    fn new(site: &'a Site<'a>, language: Language, page: Page, at_root: bool) -> Frame<'a> {
        Frame {
            site,
            w: Words::of(language),
            root: if at_root { "" } else { page.root() },
            page,
            path: page.path(site),
        }
    }

    pub(crate) fn language(&self) -> Language {
        self.w.language()
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.language().code()
    }

    /// A link to a page of the same language, by its path in the language's folder.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{}", self.root, layout::in_language(self.lang(), path))
    }

    /// A link to a file of the publication.
    pub(crate) fn file(&self, path: &str) -> String {
        format!("{}{}", self.root, percent_encoded(path))
    }

    /// A link to a document of the record.
    pub(crate) fn document(&self, name: &record::BlobHash) -> String {
        self.file(&layout::document(name))
    }

    /// Where a claim stands written, with a link to the document where the record has it.
    pub(crate) fn written(&self, claim: &model::Claim) -> Html {
        let place = Html::theirs(&claim.where_);
        match self.site.sources.of_claim(claim) {
            Some(document) => Html(format!("<a href=\"{}\">{place}</a>", self.document(&document))),
            None => place,
        }
    }

    /// The election's name for the title.
    pub(crate) fn election_plain(&self) -> String {
        plain(&self.site.tally.election().name)
    }

    pub(crate) fn election(&self) -> Html {
        Html::theirs(&self.site.tally.election().name)
    }

    pub(crate) fn date(&self) -> String {
        self.language().date(&self.site.tally.election().date)
    }

    /// The links to the same page in every language: code, name, link.
    pub(crate) fn languages(&self) -> Vec<(&'static str, &'static str, String)> {
        Language::ALL
            .into_iter()
            .map(|other| {
                let href = format!("{}{}", self.root, layout::in_language(other.code(), &self.path));
                (other.code(), other.name(), href)
            })
            .collect()
    }

    pub(crate) fn sections(&self) -> Vec<NavLink> {
        let announced = !self.site.tally.claims().is_empty() || !self.site.sources.is_empty();
        let all = [
            ("nav-result", Page::Result, true),
            ("nav-compare", Page::Compare, true),
            ("nav-announcements", Page::Announcements, announced),
            ("nav-arrival", Page::Arrival, true),
            ("nav-search", Page::Search, true),
            ("nav-verify", Page::Verify, true),
            ("nav-data", Page::Data, true),
        ];
        all.into_iter()
            .filter(|(_, _, shown)| *shown)
            .map(|(key, page, _)| NavLink {
                href: self.link(&page.path(self.site)),
                label: self.w.t(key),
                here: page == self.page,
            })
            .collect()
    }

    pub(crate) fn footer(&self) -> Html {
        // Not the log's size: a page would change with every entry, whatever it is about.
        let origin = crate::words::Arg::Theirs(&self.site.publication.origin);
        self.w.with("page-footer", &[("origin", origin)])
    }

    /// A whole number in the language's manner.
    pub(crate) fn number(&self, n: impl Borrow<u64>) -> String {
        self.language().number(*n.borrow())
    }

    /// A share, or a dash where there is no whole.
    pub(crate) fn share(&self, part: u64, whole: u64) -> String {
        self.language()
            .share(part, whole)
            .unwrap_or_else(|| "–".to_owned())
    }

    /// A link to a station's page, with its code.
    pub(crate) fn station_link(&self, station: StationNumber) -> Html {
        let code = self.site.tally.stations().code(station).as_str();
        let href = format!("{}#{}", paths::STATION, percent_encoded(code));
        Html(format!(
            "<a href=\"{}\">{}</a>",
            self.link(&href),
            Html::code(code)
        ))
    }

    /// A link to an area's page, with its name; words of ours for the stations in no area.
    pub(crate) fn area_link(&self, area: Option<AreaNumber>) -> Html {
        let href = self.link(&self.site.area_path(area));
        let name = match area {
            Some(area) => Html::theirs(self.site.area_name(area)),
            None => self.w.t("result-no-area"),
        };
        Html(format!("<a href=\"{href}\">{name}</a>"))
    }

    /// A link to the stations in no area.
    pub(crate) fn no_area_link(&self) -> Html {
        self.area_link(None)
    }

    /// Links to the topmost areas.
    pub(crate) fn top_links(&self) -> Vec<Html> {
        let top = self.site.tree.top.iter();
        top.map(|area| self.area_link(Some(*area))).collect()
    }

    /// A message without places as plain text, for an attribute.
    pub(crate) fn attr(&self, key: &str) -> String {
        self.w.plain(key, &[])
    }
}

/// The links between the pages of a long list.
pub(crate) struct Pager {
    pub(crate) label: String,
    pub(crate) words: Html,
    pub(crate) links: Vec<(String, String, bool)>,
}

impl Pager {
    /// None where there is one page only.
    fn of(frame: &Frame<'_>, page: usize, pages: usize, at: impl Fn(usize) -> Page) -> Option<Pager> {
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
                .map(|n| {
                    (
                        frame.link(&at(n).path(frame.site)),
                        frame.number(n as u64 + 1),
                        n == page,
                    )
                })
                .collect(),
        })
    }
}

/// Makes a template something that other templates can hold.
macro_rules! part {
    ($($name:ident),*) => {$(
        impl askama::filters::HtmlSafe for $name<'_> {}
    )*};
}
pub(crate) use part;
