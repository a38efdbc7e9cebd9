//! A map as SVG with its legend, drawn when a publication is made.
//!
//! It is for the eye: the tables beside it have the same areas, links and numbers, so that the picture is hidden from
//! screen readers and from the keyboard.

use super::dots::{Dot, Dots, Kind, leading};
use super::marks::{fills, mark};
use super::projection::{MARGIN, Projection};
use super::{Shape, dots};
use crate::page::{Frame, part};
use crate::text::{Html, escape, plain};
use crate::words::Arg;
use askama::Template;
use model::Color;
use std::collections::BTreeMap;
use std::fmt::Write;
use tally::{AreaNumber, StationNumber};

/// The radius of the largest circle, and of the smallest: what would be smaller is a mark.
const LARGEST: f64 = MARGIN;
const SMALLEST: f64 = 4.0;

/// A map of a page.
#[derive(Template)]
#[template(path = "map.html")]
pub(crate) struct MapView<'a> {
    f: Frame<'a>,
    svg: Html,
    notes: Vec<Html>,
    legend: Vec<Entry>,
}
part!(MapView);

/// A line of the legend: how an option is drawn, its name, and how often it leads.
struct Entry {
    swatch: Html,
    name: Html,
    count: String,
}

/// An area that is drawn as its shape.
struct Part<'s> {
    area: AreaNumber,
    shape: &'s Shape,
    leading: Option<usize>,
}

impl<'a> MapView<'a> {
    /// The map of the whole country: of the topmost areas that the definition names, or of all.
    pub(crate) fn country(f: &Frame<'a>, contest: usize, view: usize) -> Option<MapView<'a>> {
        let site = f.site;
        let named = site.tally.election().map.iter().flat_map(|map| &map.areas);
        let named: Vec<&str> = named.map(model::AreaCode::as_str).collect();
        let shown =
            |area: &AreaNumber| named.is_empty() || named.contains(&site.tally.areas().code(*area).as_str());
        let top: Vec<AreaNumber> = site.tree.top.iter().copied().filter(shown).collect();
        let parts = match top.as_slice() {
            // A map of one area is a map of its parts.
            [only] => site.tree.children[*only as usize].as_slice(),
            _ => top.as_slice(),
        };
        let loose = match named.is_empty() {
            true => site.tree.direct(None),
            false => &[],
        };
        let map = draw(
            f,
            (contest, view),
            parts,
            dots::of(site, contest, view, &top, loose),
        );
        map.or_else(|| draw(f, (contest, view), &top, None))
    }

    /// The map of an area, or of the stations in none.
    pub(crate) fn area(
        f: &Frame<'a>,
        contest: usize,
        view: usize,
        area: Option<AreaNumber>,
    ) -> Option<MapView<'a>> {
        let tree = &f.site.tree;
        let (areas, loose): (&[AreaNumber], &[StationNumber]) = match &area {
            Some(area) => (std::slice::from_ref(area), &[]),
            None => (&[], tree.direct(None)),
        };
        let parts = area.map_or(&[][..], |area| &tree.children[area as usize]);
        draw(
            f,
            (contest, view),
            parts,
            dots::of(f.site, contest, view, areas, loose),
        )
    }
}

fn draw<'a>(
    f: &Frame<'a>,
    (contest, view): (usize, usize),
    parts: &[AreaNumber],
    dots: Option<Dots>,
) -> Option<MapView<'a>> {
    let site = f.site;
    let codes = site.tally.areas();
    let shapes: Vec<Part<'_>> = parts
        .iter()
        .filter_map(|area| {
            let total = site.total(contest, view, Some(*area));
            Some(Part {
                area: *area,
                shape: site.map.shape(codes.code(*area).as_str())?,
                leading: total.and_then(|total| leading(total.options().iter().map(|sum| sum.sum))),
            })
        })
        .collect();
    // Shapes say more than the dots of half the stations or fewer.
    let all: usize = parts.iter().map(|area| site.tree.within[*area as usize]).sum();
    let dots = dots.filter(|dots| shapes.is_empty() || 2 * dots.placed > all as u64);
    let of_shapes = shapes.iter().flat_map(|part| {
        let corners = part.shape.rings.iter().flatten();
        corners.chain(&part.shape.points).copied()
    });
    let of_dots = dots.iter().flat_map(|dots| dots.list.iter().map(|dot| dot.at));
    let on = Projection::around(of_shapes.chain(of_dots))?;
    let colors = crate::color::colors(site.contests[contest].definition);
    let mut svg = format!(
        "<svg class=\"map\" viewBox=\"0 0 360 {:.0}\" aria-hidden=\"true\" focusable=\"false\">",
        on.height
    );
    for part in &shapes {
        draw_shape(f, &on, part, dots.is_some(), &colors, &mut svg);
    }
    if let Some(dots) = &dots {
        draw_dots(f, &on, &dots.list, &colors, &mut svg);
    }
    svg.push_str("</svg>");
    let leads = match &dots {
        Some(dots) => dots.list.iter().map(|dot| dot.leading).collect(),
        None => shapes.iter().map(|part| part.leading).collect(),
    };
    Some(MapView {
        svg: Html(svg),
        notes: notes(f, dots.as_ref()),
        legend: legend(f, contest, &colors, leads, dots.as_ref().map(|dots| &dots.kind)),
        f: f.clone(),
    })
}

/// A part's shape with a link to it: filled, or under dots its outline alone.
fn draw_shape(
    f: &Frame<'_>,
    on: &Projection,
    part: &Part<'_>,
    outline: bool,
    colors: &[Color],
    svg: &mut String,
) {
    open_link(f, part.area, svg);
    let fills = match outline {
        true => vec!["class=\"none\"".to_owned()],
        false => fills(part.leading.map(|place| (place, colors[place]))),
    };
    let path: String = part.shape.rings.iter().map(|ring| on.path(ring)).collect();
    for fill in &fills {
        if !path.is_empty() {
            let _ = write!(svg, "<path {fill} fill-rule=\"evenodd\" d=\"{path}\"/>");
        }
        for point in part.shape.points.iter().filter(|_| !outline) {
            let (x, y) = on.place(*point);
            let _ = write!(svg, "<circle {fill} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>");
        }
    }
    svg.push_str("</a>");
}

fn open_link(f: &Frame<'_>, area: AreaNumber, svg: &mut String) {
    let href = f.link(&f.site.area_path(Some(area)));
    let _ = write!(svg, "<a href=\"{href}\" tabindex=\"-1\"><title>");
    escape(&plain(f.site.area_name(area)), svg);
    svg.push_str("</title>");
}

/// A circle for each part with many votes, of an area in proportion to them, and over those a small mark for each
/// other part and each place; the marks of one option are one path.
fn draw_dots(f: &Frame<'_>, on: &Projection, list: &[Dot], colors: &[Color], svg: &mut String) {
    let most = list.iter().map(|dot| dot.votes).max().unwrap_or(0).max(1);
    let mut paths: BTreeMap<Option<usize>, String> = BTreeMap::new();
    for dot in list {
        let (x, y) = on.place(dot.at);
        let drawn = dot.leading.map(|place| (place, colors[place]));
        let radius = LARGEST * (dot.votes as f64 / most as f64).sqrt();
        match dot.area.filter(|_| radius >= SMALLEST) {
            Some(area) => {
                open_link(f, area, svg);
                for fill in fills(drawn) {
                    let _ = write!(
                        svg,
                        "<circle {fill} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"
                    );
                }
                svg.push_str("</a>");
            }
            None => {
                let path = paths.entry(dot.leading).or_default();
                let _ = write!(path, "M{x:.1} {y:.1}{}", mark(drawn).0);
            }
        }
    }
    for (leading, path) in paths {
        let (_, seen) = mark(leading.map(|place| (place, colors[place])));
        let _ = write!(svg, "<path {seen} d=\"{path}\"/>");
    }
}

/// What the map shows, in words.
fn notes(f: &Frame<'_>, dots: Option<&Dots>) -> Vec<Html> {
    let Some(dots) = dots else {
        return vec![f.w.t("map-shapes")];
    };
    let mut notes = vec![match dots.kind {
        Kind::StationPlaces => f.w.t("map-places"),
        Kind::Parts(level) => {
            let levels = &f.site.tally.election().levels;
            let level = levels.get(usize::from(level)).map_or("", |level| level.as_str());
            f.w.with("map-parts", &[("level", Arg::Theirs(level))])
        }
    }];
    notes.push(f.w.n("map-placed", dots.placed));
    if dots.more > 0 {
        notes.push(f.w.n("map-more", dots.more));
    }
    notes
}

/// The options that lead somewhere, in their order, and last where nothing is covered.
fn legend(
    f: &Frame<'_>,
    contest: usize,
    colors: &[Color],
    leads: Vec<Option<usize>>,
    dots: Option<&Kind>,
) -> Vec<Entry> {
    let mut counts: BTreeMap<(bool, Option<usize>), u64> = BTreeMap::new();
    for leading in leads {
        *counts.entry((leading.is_none(), leading)).or_default() += 1;
    }
    let options = &f.site.contests[contest].definition.options;
    let entries = counts.into_iter().map(|((_, leading), count)| {
        let drawn = leading.map(|place| (place, colors[place]));
        let filled = dots != Some(&Kind::StationPlaces);
        let marked = dots.is_some();
        let width = 14 * (u8::from(filled) + u8::from(marked));
        let mut svg = format!(
            "<svg class=\"map swatch\" viewBox=\"0 0 {width} 14\" width=\"{width}\" height=\"14\" \
             aria-hidden=\"true\" focusable=\"false\">"
        );
        if filled {
            for fill in fills(drawn) {
                let _ = write!(svg, "<path {fill} d=\"M0 0h14v14h-14z\"/>");
            }
        }
        if marked {
            let (path, seen) = mark(drawn);
            let middle = width - 7;
            let _ = write!(
                svg,
                "<path {seen} transform=\"translate({middle} 7) scale(1.4)\" d=\"M0 0{path}\"/>"
            );
        }
        svg.push_str("</svg>");
        Entry {
            swatch: Html(svg),
            name: match leading {
                Some(place) => f.name(&options[place].name),
                None => f.w.t("map-none"),
            },
            count: f.number(count),
        }
    });
    entries.collect()
}
