//! The dots of a map: one for each place of a small area's stations, one for each part of a large one.

use super::station_places::Position;
use crate::Site;
use model::Figure;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tally::{AreaNumber, StationNumber};

/// The most places that are drawn one by one, and the most stations that are looked through for them.
const SINGLE: usize = 2_000;
const LOOKED_AT: usize = 20_000;
/// The most parts.
const PARTS: usize = 500;

/// What a map's dots stand for.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    /// A place at which stations are.
    StationPlaces,
    /// The parts of that level.
    Parts(u8),
}

/// A dot.
#[derive(Debug)]
pub(super) struct Dot {
    pub(super) at: Position,
    /// The part, where it is one.
    pub(super) area: Option<AreaNumber>,
    /// The option that leads there.
    pub(super) leading: Option<usize>,
    pub(super) votes: u64,
}

/// The dots of a map.
pub(super) struct Dots {
    pub(super) kind: Kind,
    /// Those with more votes first.
    pub(super) list: Vec<Dot>,
    /// How many more there would be.
    pub(super) more: u64,
    /// How many stations have a place on the map.
    pub(super) placed: u64,
}

/// The one with more votes than every other, where there is one.
pub(super) fn leading(votes: impl Iterator<Item = u64>) -> Option<usize> {
    let mut votes: Vec<(u64, usize)> = votes.zip(0..).filter(|(votes, _)| *votes > 0).collect();
    votes.sort_unstable();
    let (most, place) = votes.pop()?;
    votes.last().is_none_or(|(next, _)| *next < most).then_some(place)
}

/// The dots of these areas and of these stations, in a view; none where no place is known.
pub(super) fn of(
    site: &Site<'_>,
    contest: usize,
    view: usize,
    areas: &[AreaNumber],
    stations: &[StationNumber],
) -> Option<Dots> {
    let placed: usize = areas.iter().map(|area| site.places.count(*area)).sum();
    if placed <= LOOKED_AT && stations.len() <= LOOKED_AT {
        let within = areas.iter().flat_map(|area| site.tree.below(site.tally, *area));
        let all = within
            .flat_map(|area| site.tree.direct(Some(area)))
            .chain(stations);
        let dots = places(site, contest, view, all.copied());
        if dots.list.len() <= SINGLE {
            return (!dots.list.is_empty()).then_some(dots);
        }
    }
    (placed > 0).then(|| parts(site, contest, view, areas, placed as u64))
}

/// The places of stations, those at one place together.
fn places(
    site: &Site<'_>,
    contest: usize,
    view: usize,
    stations: impl Iterator<Item = StationNumber>,
) -> Dots {
    let contest = &site.contests[contest];
    let options = contest.definition.options.len();
    let mut at: BTreeMap<(i64, i64), (Position, Vec<u64>)> = BTreeMap::new();
    let mut placed = 0;
    let mut figures = Vec::new();
    for station in stations {
        let Some(place) = site.place(station) else {
            continue;
        };
        placed += 1;
        let millionths = |degrees: f64| (degrees * 1e6).round() as i64;
        let (_, votes) = at
            .entry((millionths(place.0), millionths(place.1)))
            .or_insert_with(|| (place, vec![0; options]));
        let view = contest.views[view].view;
        if site.tally.figures(view, contest.number, station, &mut figures) {
            for (votes, figure) in votes.iter_mut().zip(site.tally.options_of(&figures)) {
                if let Figure::Read(n) = figure {
                    *votes += u64::from(*n);
                }
            }
        }
    }
    let dot = |(at, votes): (Position, Vec<u64>)| Dot {
        at,
        area: None,
        leading: leading(votes.iter().copied()),
        votes: votes.iter().sum(),
    };
    Dots {
        kind: Kind::StationPlaces,
        list: at.into_values().map(dot).collect(),
        more: 0,
        placed,
    }
}

/// The parts at the lowest level at which there are few enough, each at the mean place of its stations.
fn parts(site: &Site<'_>, contest: usize, view: usize, areas: &[AreaNumber], placed: u64) -> Dots {
    let mut level: Vec<AreaNumber> = areas.to_vec();
    loop {
        let children = level.iter().flat_map(|area| &site.tree.children[*area as usize]);
        let children: Vec<AreaNumber> = children.copied().collect();
        if children.is_empty() || (children.len() > PARTS && level != areas) {
            break;
        }
        level = children;
    }
    let mut list: Vec<Dot> = level
        .iter()
        .filter_map(|area| {
            let total = site.total(contest, view, Some(*area))?;
            Some(Dot {
                at: site.places.mean(*area)?,
                area: Some(*area),
                leading: leading(total.options().iter().map(|sum| sum.sum)),
                votes: total.options_sum(),
            })
        })
        .collect();
    list.sort_by_key(|dot| Reverse(dot.votes));
    let more = list.len().saturating_sub(PARTS) as u64;
    list.truncate(PARTS);
    Dots {
        kind: Kind::Parts(
            level
                .first()
                .map_or(0, |area| site.tally.areas().node(*area).level),
        ),
        list,
        more,
        placed,
    }
}
