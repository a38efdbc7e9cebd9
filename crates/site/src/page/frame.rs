//! The frame that all pages share: navigation, languages, footer, and the links and numbers of one page in one
//! language.

use super::{result, station};
use crate::Site;
use crate::language::Language;
use crate::text::{Html, percent_encoded, plain};
use crate::words::Words;
use model::{LevelId, Name};
use std::borrow::Borrow;
use tally::{AccountNumber, AreaNumber, ReadingPlace, StageNumber, StationNumber};

/// What every page has around its own part.
#[derive(Clone)]
pub(crate) struct Frame<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) w: &'static Words,
    /// The way from the page's folder to the publication's.
    pub(crate) root: String,
    /// The page's path within its language's folder.
    path: String,
}

/// A link of the navigation.
pub(crate) struct NavLink {
    pub(crate) href: String,
    pub(crate) label: Html,
    pub(crate) here: bool,
}

impl<'a> Frame<'a> {
    /// The frame of the page with that path in its language's folder; `at_root` for its copy in the publication's own.
    pub(super) fn new(site: &'a Site<'a>, language: Language, path: String, at_root: bool) -> Frame<'a> {
        let folders = if at_root { 0 } else { 1 + path.matches('/').count() };
        Frame {
            site,
            w: Words::of(language),
            root: "../".repeat(folders),
            path,
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

    /// A link to the result, with which a site begins.
    pub(crate) fn home(&self) -> String {
        self.link(result::PAGE.path)
    }

    /// A link to a file of the publication.
    pub(crate) fn file(&self, path: &str) -> String {
        format!("{}{}", self.root, percent_encoded(path))
    }

    /// A link to what is passed on of a document of the record; none where it is withheld.
    pub(crate) fn document(&self, name: &record::BlobHash) -> Option<String> {
        let shown = self.site.tally.shown(name)?;
        Some(self.file(&layout::document(&shown)))
    }

    /// Where a claim stands written, with a link to the document where the record has it.
    pub(crate) fn written(&self, claim: &model::Claim) -> Html {
        let place = Html::theirs(&claim.where_);
        let document = self.site.sources.of_claim(claim);
        match document.and_then(|document| self.document(&document)) {
            Some(link) => Html(format!("<a href=\"{link}\">{place}</a>")),
            None => place,
        }
    }

    /// The election's name for the title.
    pub(crate) fn election_plain(&self) -> String {
        plain(self.in_language(&self.site.tally.election().name))
    }

    pub(crate) fn election(&self) -> Html {
        self.name(&self.site.tally.election().name)
    }

    /// A name in the page's language, where it has a text in it.
    pub(crate) fn name(&self, name: &Name) -> Html {
        Html::theirs(self.in_language(name))
    }

    /// The same as plain text.
    pub(crate) fn in_language<'n>(&self, name: &'n Name) -> &'n str {
        name.in_language(self.language().code())
    }

    /// A level's name in the page's language; its id where it has none.
    pub(crate) fn level_name<'n>(&self, level: &'n LevelId) -> &'n str
    where
        'a: 'n,
    {
        let election = self.site.tally.election();
        election.level_name_in(level, self.language().code())
    }

    /// An account's name in the page's language; its id where it has none.
    pub(crate) fn account_name(&self, account: AccountNumber) -> &str {
        let id = self.site.tally.account(account).as_str();
        let election = self.site.tally.election();
        election.account_name_in(id, self.language().code())
    }

    /// An account's and its stage's name in the page's language.
    pub(crate) fn stage_name(&self, account: AccountNumber, stage: StageNumber) -> String {
        let tally = self.site.tally;
        let name = tally.declared().stage(account, stage);
        let name = name.map_or("", |id| {
            tally.election().stage_name_in(id, self.language().code())
        });
        format!("{} ({name})", self.account_name(account))
    }

    /// A further figure's name in the page's language; its id where it has none.
    pub(crate) fn figure_name<'n>(&self, id: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.site
            .tally
            .election()
            .figure_name_in(id, self.language().code())
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

    /// The links of the navigation.
    pub(crate) fn navigation(&self) -> Vec<NavLink> {
        super::navigation(self.site)
            .map(|(path, label)| NavLink {
                href: self.link(path),
                label: self.w.t(label),
                here: path == self.path,
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

    /// The place of an entry in the log, or of a row of it: 1,234 or 1,234/17.
    pub(crate) fn place(&self, place: ReadingPlace) -> String {
        let entry = self.number(place.entry);
        match place.row {
            Some(row) => format!("{entry}/{row}"),
            None => entry,
        }
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
        let href = format!("{}#{}", station::PAGE.path, percent_encoded(code));
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

    /// A message without placeables as plain text, for an attribute.
    pub(crate) fn attr(&self, key: &str) -> String {
        self.w.plain(key, &[])
    }
}
