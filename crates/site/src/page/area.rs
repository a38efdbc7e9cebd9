//! An area: its result, its parts, and, in the lowest, every station with all its figures.

use super::figures::{Card, Parts, field_name};
use super::result::state_keys;
use super::{Frame, Page, Pager, SomePage, pages_of, result};
use crate::Site;
use crate::map::MapView;
use crate::prepared::LINES;
use crate::text::Html;
use askama::Template;
use model::Figure;
use std::sync::Arc;
use tally::{AreaNumber, ContestNumber, StateKind, StationNumber, View};

/// The most stations that are named as being without a standing reading, before the tables.
const MISSING: usize = 100;

/// A page of an area, or of the stations in none.
pub(crate) struct Area {
    pub(crate) area: Option<AreaNumber>,
    /// Which page of its list, counted from 0.
    pub(crate) page: usize,
}

/// The pages of the stations in no area, where there are some, and of all areas that are not sections of another's.
pub(super) fn pages(site: &Site<'_>) -> Vec<SomePage> {
    let none = (!site.tree.direct(None).is_empty()).then_some(None);
    let areas = site.tree.preorder.iter().filter(|area| site.has_page(**area));
    none.into_iter()
        .chain(areas.map(|area| Some(*area)))
        .flat_map(|area| {
            let listed: usize = site.listed(area).iter().map(|(_, group)| group.len()).sum();
            (0..pages_of(listed)).map(move |page| Area { area, page })
        })
        .map(|page| Arc::new(page) as SomePage)
        .collect()
}

impl Page for Area {
    fn path(&self, site: &Site<'_>) -> String {
        match self.area {
            Some(area) => {
                let slug = layout::slug(site.tally.areas().code(area).as_str());
                layout::page::area(&slug, self.page)
            }
            None => layout::page::no_area(self.page),
        }
    }

    fn html(&self, frame: Frame<'_>) -> askama::Result<String> {
        AreaPage::of(frame, self.area, self.page).render()
    }
}

#[derive(Template)]
#[template(path = "area.html")]
struct AreaPage<'a> {
    f: Frame<'a>,
    title: String,
    name: Html,
    level: Html,
    above: Vec<Html>,
    first: bool,
    contests: Vec<AreaContest<'a>>,
    pager: Option<Pager>,
    from: Option<Html>,
}

/// A contest in the area.
struct AreaContest<'a> {
    id: String,
    name: Html,
    cards: Vec<Card<'a>>,
    map: Option<MapView<'a>>,
    parts: Vec<Parts<'a>>,
    stations: Option<StationTable>,
    missing: Vec<Html>,
    missing_count: u64,
    unnamed: u64,
}

/// The stations of a page, those of one area together.
struct StationTable {
    label: String,
    columns: Vec<Html>,
    groups: Vec<StationGroup>,
    images: bool,
}

impl StationTable {
    fn width(&self) -> usize {
        self.columns.len() + 2 + usize::from(self.images)
    }
}

/// The stations of one area.
struct StationGroup {
    id: Option<String>,
    name: Option<Html>,
    rows: Vec<StationRow>,
}

/// A line of the table: a station's standing figures, or an account's where they differ.
struct StationRow {
    /// None in the second and later lines of a station.
    station: Option<(Html, usize)>,
    whose: Html,
    cells: Vec<String>,
    image: Option<Html>,
}

impl<'a> AreaPage<'a> {
    fn of(f: Frame<'a>, area: Option<AreaNumber>, page: usize) -> AreaPage<'a> {
        let site = f.site;
        let listed = site.listed(area);
        let count: usize = listed.iter().map(|(_, stations)| stations.len()).sum();
        let shown = lines(&listed, page);
        let name = match area {
            Some(area) => Html::theirs(site.area_name(area)),
            None => f.w.t("result-no-area"),
        };
        let mut above: Vec<Html> = Vec::new();
        if let Some(area) = area {
            let upwards = site.tally.areas().upwards(Some(area)).skip(1);
            above.extend(upwards.map(|area| f.area_link(Some(area))));
        }
        above.push(Html(format!(
            "<a href=\"{}\">{}</a>",
            f.link(result::PAGE.path),
            f.w.t("area-country")
        )));
        above.reverse();
        let pages = pages_of(count);
        AreaPage {
            title: match area {
                Some(area) => crate::text::plain(site.area_name(area)),
                None => f.attr("result-no-area"),
            },
            level: level(&f, area),
            first: page == 0,
            contests: (0..site.contests.len())
                .filter(|at| site.tally.is_held_in(site.contests[*at].number, area))
                .enumerate()
                .map(|(place, at)| in_contest(&f, (at, place == 0), area, page, &shown))
                .collect(),
            pager: Pager::of(&f, page, pages, |page| Area { area, page }.path(site)),
            from: (page > 0).then(|| f.area_link(area)),
            name,
            above,
            f,
        }
    }
}

/// The level's name and the area's code.
fn level(f: &Frame<'_>, area: Option<AreaNumber>) -> Html {
    let Some(area) = area else { return Html::default() };
    let areas = f.site.tally.areas();
    let level = f
        .site
        .tally
        .election()
        .levels
        .get(usize::from(areas.node(area).level))
        .map_or_else(Html::default, |level| Html::theirs(f.level_name(level)));
    let code = Html::code(areas.code(area).as_str());
    f.w.with(
        "area-level",
        &[("level", (&level).into()), ("code", (&code).into())],
    )
}

/// The stations of a page of a list that goes over several groups.
fn lines<'s>(
    listed: &[(Option<AreaNumber>, &'s [StationNumber])],
    page: usize,
) -> Vec<(Option<AreaNumber>, &'s [StationNumber])> {
    let (mut skip, mut take) = (page * LINES, LINES);
    let mut shown = Vec::new();
    for (area, stations) in listed {
        let rest = stations.get(skip.min(stations.len())..).unwrap_or_default();
        skip = skip.saturating_sub(stations.len());
        let rest = &rest[..rest.len().min(take)];
        take -= rest.len();
        // An area without stations is named all the same, once.
        if !rest.is_empty() || (stations.is_empty() && page == 0) {
            shown.push((*area, rest));
        }
    }
    shown
}

fn in_contest<'a>(
    f: &Frame<'a>,
    (at, is_first): (usize, bool),
    of: Option<AreaNumber>,
    page: usize,
    shown: &[(Option<AreaNumber>, &[StationNumber])],
) -> AreaContest<'a> {
    let site = f.site;
    let contest = &site.contests[at];
    let total = |view: usize| site.total(at, view, of);
    let covered = |view: usize| total(view).map_or(0, |total| total.coverage.stations);
    let first = page == 0;
    let cards = (0..contest.views.len()).filter(|view| first && (covered(*view) > 0 || *view == 0));
    let parts: Vec<Option<AreaNumber>> = match of {
        Some(area) => site.tree.children[area as usize]
            .iter()
            .map(|area| Some(*area))
            .collect(),
        None => Vec::new(),
    };
    let chief = contest.chief(covered);
    let waits = |station: &&StationNumber| {
        let state = site.tally.state(contest.number, **station);
        let waits = matches!(
            state,
            StateKind::Missing | StateKind::Pending | StateKind::Disputed
        );
        waits && site.tally.counts(contest.number, **station)
    };
    let named = || {
        shown
            .iter()
            .flat_map(|(_, stations)| stations.iter())
            .filter(waits)
    };
    let expected = total(0).and_then(|total| total.coverage.of_stations);
    let known = of.map_or(0, |area| site.tree.within[area as usize]);
    AreaContest {
        id: format!("contest-{}", at + 1),
        name: f.name(&contest.definition.name),
        cards: cards
            .filter_map(|view| {
                let own = &contest.views[view];
                let zeros = of.map_or(0, |area| own.zeros_within(Some(area)));
                Some(Card::of(f, contest, own.view, (&*total(view)?, zeros)))
            })
            .collect(),
        map: match first {
            true => MapView::area(f, at, chief, of),
            false => None,
        },
        parts: match first {
            true => Parts::of(f, at, chief, &parts, true).into_iter().collect(),
            false => Vec::new(),
        },
        stations: shown
            .iter()
            .any(|(area, stations)| area.is_some() || !stations.is_empty())
            .then(|| table(f, contest.number, is_first, shown)),
        missing: named()
            .take(MISSING)
            .map(|station| f.station_link(*station))
            .collect(),
        missing_count: named().count() as u64,
        // Where more are named than expected, the card says so.
        unnamed: expected
            .and_then(|expected| expected.checked_sub(known as u64))
            .unwrap_or(0),
    }
}

fn table(
    f: &Frame<'_>,
    contest: ContestNumber,
    with_ids: bool,
    shown: &[(Option<AreaNumber>, &[StationNumber])],
) -> StationTable {
    let tally = f.site.tally;
    let all = || shown.iter().flat_map(|(_, stations)| stations.iter().copied());
    // Fields that no sheet of the page has are left out.
    let mut fields = vec![false; tally.election().sheet_figure_count()];
    for station in all() {
        for reading in tally.readings().of_station(contest, station) {
            for (field, figure) in fields.iter_mut().zip(tally.readings().figures(reading).iter()) {
                *field |= !figure.is_not_on_form();
            }
        }
        fields[0] |= tally.stations().row(station).registered.is_some();
    }
    let columns: Vec<Html> = tally
        .fields(contest)
        .enumerate()
        .filter(|(at, _)| fields.get(*at).copied().unwrap_or(true))
        .map(|(_, field)| field_name(f, tally.contest(contest), &field))
        .collect();
    let images = all().any(|station| f.site.captures.contains_key(&(contest, station)));
    let groups = shown
        .iter()
        .map(|(area, stations)| StationGroup {
            id: area
                .filter(|_| with_ids)
                .map(|area| format!("a-{}", layout::slug(tally.areas().code(area).as_str()))),
            name: area.map(|area| {
                let code = Html::code(tally.areas().code(area).as_str());
                let name = &tally.areas().node(area).name;
                match name.is_empty() {
                    true => code,
                    false => Html(format!(
                        "{} <span class=\"under\">{code}</span>",
                        Html::theirs(name)
                    )),
                }
            }),
            rows: stations
                .iter()
                .flat_map(|station| rows(f, contest, *station, &fields, images))
                .collect(),
        })
        .collect();
    StationTable {
        label: f.attr("area-stations"),
        columns,
        groups,
        images,
    }
}

/// A station's lines: the figures that stand, or its state, and each account's reading that says otherwise.
fn rows(
    f: &Frame<'_>,
    contest: ContestNumber,
    station: StationNumber,
    fields: &[bool],
    images: bool,
) -> Vec<StationRow> {
    let tally = f.site.tally;
    let state = f.w.t(state_keys(tally.state(contest, station)).0);
    let mut accepted = Vec::new();
    let stands = tally.figures(View::Accepted, contest, station, &mut accepted);
    let width = tally.figure_names(contest).len();
    let listed = tally.stations().row(station).registered;
    let first = match stands {
        true => accepted.clone(),
        false => vec![Figure::NotOnForm; width],
    };
    let mut rows = vec![StationRow {
        station: None,
        whose: state,
        cells: cells(f, &first, fields, listed),
        image: images.then(|| image_links(f, contest, station)),
    }];
    let mut own = Vec::new();
    for (account, _) in tally.accounts() {
        if tally.figures(View::Account(account), contest, station, &mut own) {
            let differs = own.iter().zip(&accepted).any(|(a, b)| a.contradicts(*b));
            if !stands || differs {
                rows.push(StationRow {
                    station: None,
                    whose: Html::theirs(f.account_name(account)),
                    cells: cells(f, &own, fields, None),
                    image: None,
                });
            }
        }
    }
    let count = rows.len();
    rows[0].station = Some((f.station_link(station), count));
    rows
}

fn cells(f: &Frame<'_>, figures: &[Figure], fields: &[bool], listed: Option<u32>) -> Vec<String> {
    let shown = figures
        .iter()
        .enumerate()
        .filter(|(at, _)| fields.get(*at).copied().unwrap_or(true));
    shown
        .map(|(at, figure)| match (figure, listed) {
            (_, Some(listed)) if at == 0 => f.number(u64::from(listed)),
            (Figure::Read(n), _) => f.number(u64::from(*n)),
            (Figure::Illegible, _) => "?".to_owned(),
            (Figure::NotOnForm, _) => "–".to_owned(),
        })
        .collect()
}

/// Links to the photographs of a station's sheet.
fn image_links(f: &Frame<'_>, contest: ContestNumber, station: StationNumber) -> Html {
    let captures = f.site.captures.get(&(contest, station)).into_iter().flatten();
    let links: Vec<Html> = captures
        .zip(1u64..)
        .map(|(capture, n)| {
            let label = f.w.n("area-image", n);
            let Some(image) = f.site.tally.shown(&capture.image) else {
                return f.w.n("area-image-withheld", n);
            };
            let path = match f.site.publication.copies.contains(&image.0) {
                true => layout::web_image(&image),
                false => layout::document(&image),
            };
            Html(format!("<a href=\"{}\">{label}</a>", f.file(&path)))
        })
        .collect();
    Html::join(&links, ", ")
}
