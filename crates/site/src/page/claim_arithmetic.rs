//! A claim's own arithmetic: its numbers against each other, and whether they follow from its percentages.

use super::Frame;
use super::claim::{ROWS, subject};
use crate::text::Html;
use crate::words::Arg;
use model::Contest;
use stats::claim::{Amount, Check, CheckKind, Denominator, OwnArithmetic, PercentFirst, Rounding};

/// The checks of a claim against itself.
pub(super) struct Own {
    pub(super) words: Html,
    pub(super) rows: Vec<CheckRow>,
    pub(super) more: u64,
}

pub(super) struct CheckRow {
    pub(super) what: Html,
    pub(super) verdict: Html,
    pub(super) steps: Html,
    pub(super) stated: String,
    pub(super) computed: String,
}

/// Numbers that come with percentages of one total.
pub(super) struct SharesTable {
    pub(super) flagged: bool,
    pub(super) words: Html,
    pub(super) also: Option<Html>,
    pub(super) rows: Vec<(Html, String, String, String)>,
    pub(super) steps: Option<Html>,
}

/// What a claim's numbers say to each other; none where there is nothing to check.
pub(super) fn own_arithmetic(f: &Frame<'_>, contest: &Contest, own: &OwnArithmetic) -> Option<Own> {
    let words = match own.differ {
        0 => f.w.n("claims-own-all", own.agree as u64),
        differ => f.w.with(
            "claims-own-some",
            &[
                ("n", (own.agree as u64).into()),
                ("differ", (differ as u64).into()),
            ],
        ),
    };
    let checks = own.checks.iter().take(ROWS);
    (!own.checks.is_empty()).then(|| Own {
        words,
        rows: checks.map(|check| check_row(f, contest, check)).collect(),
        more: own.checks.len().saturating_sub(ROWS) as u64,
    })
}

/// What a percentage is a share of.
fn denominator(over: Denominator) -> &'static str {
    match over {
        Denominator::Valid => "terms-valid",
        Denominator::Options => "terms-options",
        Denominator::Ballots => "terms-ballots",
        Denominator::Registered => "terms-registered",
        Denominator::RegisteredCounted => "terms-registered-counted",
        Denominator::Stations => "terms-all-stations",
    }
}

fn check_row(f: &Frame<'_>, contest: &Contest, check: &Check) -> CheckRow {
    let total = check
        .over
        .map_or_else(Html::default, |over| f.w.t(denominator(over)));
    let of = subject(f, contest, &check.of);
    let what = match check.check {
        CheckKind::OptionsSum => f.w.t("claims-check-options-sum"),
        CheckKind::BallotsSum => f.w.t("claims-check-ballots-sum"),
        CheckKind::Sum => f.w.with("claims-check-sum", &[("what", (&of).into())]),
        CheckKind::BallotsWithinRegistered => f.w.t("claims-check-within"),
        CheckKind::Percent => f.w.with(
            "claims-check-percent",
            &[("what", (&of).into()), ("total", (&total).into())],
        ),
        CheckKind::PercentsSum => {
            f.w.with("claims-check-percents-sum", &[("total", (&total).into())])
        }
    };
    let by: Arg<'_> = amount(f, check.difference, true).into();
    let steps = match (check.number, check.total, check.unrounded) {
        (Some(number), Some(total), Some(unrounded)) => f.w.with(
            "claims-steps-percent",
            &[
                ("number", number.into()),
                ("total", total.into()),
                ("share", f.language().percent(&unrounded.to_string()).into()),
            ],
        ),
        _ => Html::default(),
    };
    CheckRow {
        what,
        verdict: match (check.agrees, check.rounding) {
            (true, _) => f.w.t("claims-agrees"),
            (false, Some(Rounding::CutOff)) => f.w.with("claims-differs-cut-off", &[("by", by)]),
            (false, _) => f.w.with("claims-differs-by", &[("by", by)]),
        },
        steps,
        stated: amount(f, check.stated, false),
        computed: amount(f, check.computed, false),
    }
}

fn amount(f: &Frame<'_>, amount: Amount, signed: bool) -> String {
    let language = f.language();
    match amount {
        Amount::Number(n) if signed || n < 0 => language.signed(n),
        Amount::Number(n) => language.number(u64::try_from(n).unwrap_or(u64::MAX)),
        Amount::Percent(points) => {
            let sign = if signed && points.units > 0 { "+" } else { "" };
            language.percent(&format!("{sign}{points}"))
        }
    }
}

/// A chance once in so many times, to two figures; it is never said more exactly than it is known.
fn once_in(times: f64) -> u64 {
    let times = times as u64; // saturates
    let scale = 10u64.pow(times.max(1).ilog10().saturating_sub(1));
    times / scale * scale
}

/// Whether the numbers are what their percentages give.
pub(super) fn shares_table(f: &Frame<'_>, contest: &Contest, group: &PercentFirst) -> SharesTable {
    let language = f.language();
    let total = f.w.t(denominator(group.over));
    let of = [
        ("total", Arg::from(&total)),
        ("sum", language.number(group.total).into()),
    ];
    let with = |times: f64| [of[0].clone(), of[1].clone(), ("n", once_in(times).into())];
    let mut also = None;
    let words = match (group.flagged, group.matches, group.one_in_as_announced) {
        (true, _, Some(times)) => {
            if let (Some(fewest), Some(decimals)) = (group.one_in, group.decimals)
                && once_in(fewest) != once_in(times)
            {
                let values = [
                    ("decimals", decimals.to_string().into()),
                    ("n", once_in(fewest).into()),
                ];
                also = Some(f.w.with("claims-first-at-least", &values));
            }
            f.w.with("claims-first-flagged", &with(times))
        }
        (false, Some(_), Some(times)) if times < 100.0 => f.w.with("claims-first-often", &of),
        (false, Some(_), Some(times)) => f.w.with("claims-first-matches", &with(times)),
        _ => f.w.with("claims-first-not", &of),
    };
    let steps = group.figures.first().map(|figure| {
        f.w.with(
            "claims-steps-first",
            &[
                ("percent", language.percent(&figure.percent.to_string()).into()),
                ("sum", language.number(group.total).into()),
                ("gives", figure.gives.into()),
                ("number", figure.number.into()),
            ],
        )
    });
    SharesTable {
        flagged: group.flagged,
        words,
        also,
        rows: group
            .figures
            .iter()
            .take(ROWS)
            .map(|figure| {
                (
                    subject(f, contest, &figure.of),
                    language.percent(&figure.percent.to_string()),
                    f.number(figure.gives),
                    f.number(figure.number),
                )
            })
            .collect(),
        steps,
    }
}
