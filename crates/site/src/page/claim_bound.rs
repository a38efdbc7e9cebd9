//! What the published sheets allow of a claim: how many of them would have to be false for it to hold.

use super::Frame;
use super::claim::{ROWS, subject};
use super::figures::{view_name, view_name_within};
use crate::claims::{Allowed, Largest};
use crate::text::Html;
use crate::words::Arg;
use model::Contest;
use model::Subject;
use stats::claim::{CannotHold, FigureBound, ShareBound, Side, Unbounded};

pub(super) struct BoundLine {
    pub(super) flagged: bool,
    pub(super) against: Html,
    pub(super) over: Vec<Html>,
    pub(super) unless: Option<Html>,
    pub(super) rest: Vec<Html>,
    pub(super) other: Vec<Html>,
}

pub(super) struct BoundTable {
    pub(super) caption: Html,
    pub(super) rows: Vec<(Html, Html, String, String, String)>,
    pub(super) more: u64,
}

/// The bound, step by step, as it can be redone on paper.
pub(super) struct Paper {
    pub(super) steps: Vec<Html>,
    pub(super) stations: Vec<(Html, String)>,
}

/// The bound that the sheets of a view set, and which figures were tested and which were not.
pub(super) fn bound_line(f: &Frame<'_>, contest: &Contest, allowed: &Allowed) -> BoundLine {
    let bound = &allowed.bound;
    let sheets = f.w.n("claims-sheets-n", bound.sheets);
    let over = [
        (bound.over_registered, "claims-bound-over"),
        (bound.over_stations, "claims-bound-over-stations"),
    ];
    let mut line = BoundLine {
        flagged: !bound.is_allowed(),
        against: f.w.with(
            "claims-bound-against",
            &[
                ("account", (&view_name_within(f, allowed.view)).into()),
                ("sheets", (&sheets).into()),
            ],
        ),
        over: over
            .iter()
            .filter(|(is_over, _)| *is_over)
            .map(|(_, key)| f.w.t(key))
            .collect(),
        unless: None,
        rest: Vec::new(),
        other: Vec::new(),
    };
    if bound.sheets_false_at_least > 0 {
        line.unless = Some(f.w.n("claims-bound-unless", bound.sheets_false_at_least));
        line.rest = left_out(f, bound);
    }
    let name = |of: &Subject, share: bool| {
        let what = subject(f, contest, of);
        match share {
            true => f.w.with("claims-share-of", &[("what", (&what).into())]),
            false => what,
        }
    };
    let mut within = Vec::new();
    let mut untested: Vec<(Unbounded, Vec<Html>)> = Vec::new();
    for tested in bound.tested() {
        let name = name(tested.of, tested.share);
        match tested.side {
            Ok(Side::Within) => within.push(name),
            Ok(_) => {}
            Err(because) => match untested.iter_mut().find(|(reason, _)| *reason == because) {
                Some((_, names)) => names.push(name),
                None => untested.push((because, vec![name])),
            },
        }
    }
    let figures = |names: &[Html]| Html::join(names.iter().take(ROWS), ", ");
    if !within.is_empty() {
        let figures = figures(&within);
        line.other
            .push(f.w.with("claims-bound-within", &[("figures", (&figures).into())]));
    } else if bound.tested().all(|tested| tested.side.is_err()) {
        line.other.push(f.w.t("claims-bound-unknown"));
    }
    line.other.extend(untested.iter().map(|(because, names)| {
        let figures = figures(names);
        let values = [
            ("figures", Arg::from(&figures)),
            ("because", f.attr(untested_key(*because)).into()),
        ];
        f.w.with("claims-bound-untested", &values)
    }));
    line
}

/// Why a figure was not tested.
fn untested_key(because: Unbounded) -> &'static str {
    match because {
        Unbounded::NotExact => "claims-untested-not-exact",
        Unbounded::NoNumber => "claims-untested-no-number",
        Unbounded::UnknownOption => "claims-untested-unknown-option",
        Unbounded::VotersNotCoveredUnknown | Unbounded::RegisteredUnknown => "claims-untested-voters",
        Unbounded::OverRegistered => "claims-bound-over",
        Unbounded::OverStations => "claims-bound-over-stations",
        Unbounded::NotInSheets => "claims-untested-not-in-sheets",
        Unbounded::NoCeiling => "claims-untested-no-ceiling",
        Unbounded::OfTheRegister => "claims-untested-register",
        Unbounded::TotalUnknown => "claims-untested-total",
        Unbounded::SomeStations => "claims-untested-some-stations",
        Unbounded::SeveralSeats => "claims-untested-several",
    }
}

/// Each option of a claim against the sheets of a view.
pub(super) fn bound_table(f: &Frame<'_>, contest: &Contest, allowed: &Allowed) -> BoundTable {
    let numbers = allowed
        .bound
        .numbers()
        .map(|figure| figure_row(f, contest, figure));
    let rows: Vec<_> = numbers
        .chain(
            allowed
                .bound
                .shares
                .iter()
                .map(|share| share_row(f, contest, share)),
        )
        .collect();
    BoundTable {
        more: rows.len().saturating_sub(ROWS) as u64,
        caption: f.w.with(
            "claims-bound-table",
            &[("account", (&view_name(f, allowed.view)).into())],
        ),
        rows: rows.into_iter().take(ROWS).collect(),
    }
}

/// The bound once the stations that the claim leaves out are allowed for.
fn left_out(f: &Frame<'_>, bound: &CannotHold) -> Vec<Html> {
    let mut rest = Vec::new();
    if let (Some(after), Some(left)) = (bound.after_left_out, bound.left_out)
        && left.stations_if_rounded > 0
    {
        let values = [("n", after.into()), ("left", f.number(left.stations).into())];
        rest.push(f.w.with("claims-bound-after", &values));
        if let Some(rounded) = bound
            .after_left_out_if_rounded
            .filter(|rounded| *rounded != after)
        {
            rest.push(f.w.n("claims-bound-if-rounded", rounded));
        }
    }
    rest
}

/// What is claimed of a figure, on which side of what the sheets allow, what they hold, and how many must be false.
type Row = (Html, Html, String, String, String);

fn number(f: &Frame<'_>, n: Option<u64>) -> String {
    n.map_or("–".to_owned(), |n| f.number(n))
}

fn figure_row(f: &Frame<'_>, contest: &Contest, figure: &FigureBound) -> Row {
    let side = match (figure.side, figure.unbounded) {
        (_, Some(Unbounded::OverStations)) => f.w.n("claims-side-over-stations", figure.excess),
        (Some(Side::Below), _) => f.w.n("claims-side-below", figure.excess),
        (Some(Side::Above), _) => f.w.n("claims-side-above", figure.excess),
        (Some(Side::Within), _) => f.w.t("claims-side-within"),
        (None, _) => f.w.t("claims-side-unknown"),
    };
    (
        subject(f, contest, &figure.of),
        side,
        number(f, figure.claimed),
        f.number(figure.in_sheets),
        number(f, figure.sheets_false_at_least),
    )
}

fn share_row(f: &Frame<'_>, contest: &Contest, share: &ShareBound) -> Row {
    let percent = |text: String| f.language().percent(&text);
    let points =
        |points: Option<stats::Points>| points.map_or("–".to_owned(), |points| percent(points.to_string()));
    let side = match share.side {
        Some(Side::Below | Side::Above) => {
            let values = [
                ("least", points(share.at_least).into()),
                ("most", points(share.at_most).into()),
            ];
            f.w.with("claims-side-share", &values)
        }
        Some(Side::Within) => f.w.t("claims-side-within"),
        None => f.w.t("claims-side-unknown"),
    };
    (
        subject(f, contest, &share.of),
        side,
        percent(share.claimed.to_string()),
        points(share.in_sheets),
        number(f, share.least.sheets),
    )
}

/// The bound spelled out: the difference, the stations that can account for most of it, and how many of them it
/// takes.
pub(super) fn paper(f: &Frame<'_>, contest: &Contest, allowed: &Allowed, largest: &Largest) -> Paper {
    let of = subject(f, contest, &largest.of);
    let option = allowed.bound.numbers().find(|figure| figure.of == largest.of);
    let mut steps = Vec::new();
    if let Some(option) = option {
        let values = [
            ("what", (&of).into()),
            ("sheets", option.in_sheets.into()),
            ("claimed", option.claimed.unwrap_or(0).into()),
            ("excess", largest.excess.into()),
            ("open", option.not_in_sheets.unwrap_or(0).into()),
        ];
        steps.push(match largest.side {
            Side::Below => f.w.with("claims-paper-below", &values[..4]),
            _ => f.w.with("claims-paper-above", &values),
        });
    }
    steps.push(f.w.with(
        match largest.side {
            Side::Below => "claims-paper-weight-below",
            _ => "claims-paper-weight-above",
        },
        &[("what", (&of).into())],
    ));
    steps.push(f.w.with(
        "claims-paper-sum",
        &[
            ("n", largest.stations.into()),
            ("sum", largest.sum.into()),
            ("excess", largest.excess.into()),
            ("fewer", (largest.stations.saturating_sub(1)).into()),
            ("less", largest.sum_without_last.into()),
        ],
    ));
    let stations = largest.first.iter();
    Paper {
        steps,
        stations: stations
            .map(|(station, weight)| (f.station_link(*station), f.number(*weight)))
            .collect(),
    }
}
