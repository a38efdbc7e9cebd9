//! What the published sheets allow of a claim: how many of them would have to be false for it to hold.

use super::Frame;
use super::claim::{ROWS, subject};
use super::figures::{view_name, view_name_within};
use crate::claims::{Allowed, Largest};
use crate::text::Html;
use model::Contest;
use stats::claim::{CannotHold, OptionBound, Side};

pub(super) struct BoundLine {
    pub(super) flagged: bool,
    pub(super) against: Html,
    pub(super) over: Option<Html>,
    pub(super) unless: Option<Html>,
    pub(super) rest: Vec<Html>,
    pub(super) other: Option<Html>,
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

/// The bound that the sheets of a view set.
pub(super) fn bound_line(f: &Frame<'_>, allowed: &Allowed) -> BoundLine {
    let bound = &allowed.bound;
    let sheets = f.w.n("claims-sheets-n", bound.sheets);
    let mut line = BoundLine {
        flagged: bound.sheets_false_at_least > 0,
        against: f.w.with(
            "claims-bound-against",
            &[
                ("account", (&view_name_within(f, allowed.view)).into()),
                ("sheets", (&sheets).into()),
            ],
        ),
        over: bound.over_registered.then(|| f.w.t("claims-bound-over")),
        unless: None,
        rest: Vec::new(),
        other: None,
    };
    if bound.sheets_false_at_least > 0 {
        line.unless = Some(f.w.n("claims-bound-unless", bound.sheets_false_at_least));
        line.rest = left_out(f, bound);
    } else if !bound.over_registered {
        let known = bound
            .options
            .iter()
            .any(|option| option.sheets_false_at_least.is_some());
        line.other = Some(f.w.t(match known {
            true => "claims-bound-within",
            false => "claims-bound-unknown",
        }));
    }
    line
}

/// Each option of a claim against the sheets of a view.
pub(super) fn bound_table(f: &Frame<'_>, contest: &Contest, allowed: &Allowed) -> BoundTable {
    let options = allowed.bound.options.iter().take(ROWS);
    BoundTable {
        caption: f.w.with(
            "claims-bound-table",
            &[("account", (&view_name(f, allowed.view)).into())],
        ),
        rows: options.map(|option| option_row(f, contest, option)).collect(),
        more: allowed.bound.options.len().saturating_sub(ROWS) as u64,
    }
}

/// The bound once the stations that the claim leaves out are allowed for.
fn left_out(f: &Frame<'_>, bound: &CannotHold) -> Vec<Html> {
    let mut rest = Vec::new();
    if let (Some(after), Some(left)) = (bound.after_left_out, bound.left_out) {
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

fn option_row(
    f: &Frame<'_>,
    contest: &Contest,
    option: &OptionBound,
) -> (Html, Html, String, String, String) {
    let side = match option.side {
        Some(Side::Below) => f.w.n("claims-side-below", option.excess),
        Some(Side::Above) => f.w.n("claims-side-above", option.excess),
        Some(Side::Within) => f.w.t("claims-side-within"),
        None => f.w.t("claims-side-unknown"),
    };
    let number = |n: Option<u64>| n.map_or("–".to_owned(), |n| f.number(n));
    (
        subject(f, contest, &option.of),
        side,
        number(option.claimed),
        f.number(option.in_sheets),
        number(option.sheets_false_at_least),
    )
}

/// The bound spelled out: the difference, the stations that can account for most of it, and how many of them it
/// takes.
pub(super) fn paper(f: &Frame<'_>, contest: &Contest, allowed: &Allowed, largest: &Largest) -> Paper {
    let of = subject(f, contest, &largest.of);
    let option = allowed
        .bound
        .options
        .iter()
        .find(|option| option.of == largest.of);
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
