//! Own arithmetic: do a claim's figures add up, and do its percentages follow from its numbers.

use self::Amount::Number;
use super::share::{self, Denominator, Rounding, denominator, field, names_all, options_sum};
use crate::Points;
use model::{
    Bound, Claim, ClaimedFigure, Contest, CountField, Percent, SheetFigure, Subject, SumRule, Summand,
};
use serde::Serialize;

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// The options' votes together are the stated valid votes.
    OptionsSum,
    /// Valid, null and blank together are the stated ballots.
    BallotsSum,
    /// A figure is the sum that the election says it is.
    Sum,
    /// The stated ballots are no more than the stated registered voters.
    BallotsWithinRegistered,
    /// A percentage is its number's share of the total, rounded half up at the announced decimals.
    Percent,
    /// Percentages that make up a whole add up to 100, within what rounding each of them allows.
    PercentsSum,
}

/// A number or a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Amount {
    /// Votes, voters or stations.
    Number(i128),
    /// Percentage points.
    Percent(Points),
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Amount::Number(n) => n.fmt(f),
            Amount::Percent(points) => write!(f, "{points}%"),
        }
    }
}

/// One check of a claim against itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What is checked.
    pub check: CheckKind,
    /// The figure that is held against the others.
    pub of: Subject,
    /// What the percentages are shares of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<Denominator>,
    /// The number behind the percentage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// The total that the number is a share of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// What the claim states.
    pub stated: Amount,
    /// What follows from its other figures; a percentage at the announced decimals, rounded half up.
    pub computed: Amount,
    /// Stated less computed; zero where ballots stay within the registered.
    pub difference: Amount,
    /// Whether the figures agree.
    pub agrees: bool,
    /// How the stated percentage comes from its share. One that was cut off, not rounded, differs by
    /// one unit of its last decimal and is named here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// The share with six decimals, further ones cut off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unrounded: Option<Points>,
    /// The largest difference that rounding alone explains: half a unit of each percentage added up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Points>,
}

/// Why a figure takes no part in a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutBecause {
    /// It was announced as "at least", "more than" or "around".
    NotExact,
    /// The contest has no such option.
    UnknownOption,
    /// A percentage without its number.
    NoNumber,
    /// A percentage whose total is not stated, or is zero.
    NoTotal,
    /// The valid votes, where not every option's votes are stated.
    OptionsMissing,
}

/// A figure that takes no part in a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The figure.
    pub of: Subject,
    /// Why.
    pub because: LeftOutBecause,
}

/// A claim against its own arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnArithmetic {
    /// How many checks agree.
    pub agree: usize,
    /// How many differ.
    pub differ: usize,
    /// The checks: sums first, then percentages in the order of the claim.
    pub checks: Vec<Check>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
}

/// Checks the figures of a claim against each other, by the election's sums and with the stations expected in its area
/// where they are known. A sum of the election takes the place of the usual checks of the same figure.
///
/// Only figures stated exactly take part. Where the claim gives both a turnout and a share of stations
/// under 100%, the turnout is held against the registered voters and also against that share of them.
pub fn own_arithmetic(
    claim: &Claim,
    contest: &Contest,
    sums: &[SumRule],
    stations_expected: Option<u64>,
) -> OwnArithmetic {
    let mut checks = Vec::new();
    let mut left_out = Vec::new();
    let usual = |of: CountField| !sums.iter().any(|sum| sum.of.is(of));
    if usual(CountField::Valid) {
        checks.extend(sum_of_options(claim, contest));
    }
    if usual(CountField::Ballots) {
        checks.extend(sum_of_ballots(claim));
    }
    checks.extend(sums.iter().filter_map(|sum| sum_of(claim, contest, sum)));
    checks.extend(ballots_within_registered(claim));
    for figure in &claim.figures {
        match percent(claim, contest, figure, stations_expected) {
            Ok(found) => checks.extend(found),
            Err(because) => left_out.push(LeftOut {
                of: figure.of.clone(),
                because,
            }),
        }
        if figure.of == Subject::Turnout {
            checks.extend(turnout_of_counted(claim, figure));
        }
    }
    if usual(CountField::Valid) {
        checks.extend(percents_of_votes(claim, contest));
    }
    if usual(CountField::Ballots) {
        checks.extend(percents_of_ballots(claim));
    }
    let valid = Subject::Field(CountField::Valid);
    if usual(CountField::Valid)
        && share::number(claim, &valid).is_some()
        && options_sum(claim, contest).is_none()
    {
        left_out.push(LeftOut {
            of: valid,
            because: LeftOutBecause::OptionsMissing,
        });
    }
    let agree = checks.iter().filter(|check| check.agrees).count();
    OwnArithmetic {
        agree,
        differ: checks.len() - agree,
        checks,
        left_out,
    }
}

fn numbers(check: CheckKind, of: Subject, stated: u64, computed: u64) -> Check {
    let (stated, computed) = (i128::from(stated), i128::from(computed));
    Check {
        check,
        of,
        over: None,
        number: None,
        total: None,
        stated: Number(stated),
        computed: Number(computed),
        difference: Number(stated - computed),
        agrees: stated == computed,
        rounding: None,
        unrounded: None,
        allowed: None,
    }
}

fn sum_of_options(claim: &Claim, contest: &Contest) -> Option<Check> {
    let valid = field(claim, CountField::Valid)?;
    let sum = options_sum(claim, contest)?;
    Some(numbers(
        CheckKind::OptionsSum,
        Subject::Field(CountField::Valid),
        valid,
        sum,
    ))
}

/// The numbers of null and blank; `None` where one of them is named without an exact number, or neither
/// is named.
fn null_and_blank(claim: &Claim) -> Option<u64> {
    let named = [CountField::Null, CountField::Blank]
        .into_iter()
        .filter(|what| claim.figure(&Subject::Field(*what)).is_some());
    named.fold(None, |sum: Option<Option<u64>>, what| {
        let sum = sum.unwrap_or(Some(0));
        Some(sum.and_then(|sum| sum.checked_add(field(claim, what)?)))
    })?
}

fn sum_of_ballots(claim: &Claim) -> Option<Check> {
    let ballots = field(claim, CountField::Ballots)?;
    let valid = field(claim, CountField::Valid)?;
    let sum = valid.checked_add(null_and_blank(claim)?)?;
    Some(numbers(
        CheckKind::BallotsSum,
        Subject::Field(CountField::Ballots),
        ballots,
        sum,
    ))
}

fn sum_of(claim: &Claim, contest: &Contest, sum: &SumRule) -> Option<Check> {
    let subject = match &sum.of {
        Summand::Sheet(SheetFigure::Field(field)) => Subject::Field(*field),
        Summand::Sheet(SheetFigure::Further(id)) => Subject::Further(id.clone()),
        // A sum of all options is no figure that is announced.
        Summand::Options => return None,
    };
    let stated = share::summand(claim, contest, &sum.of)?;
    let mut parts = sum.parts.iter();
    let parts = parts.try_fold(0u64, |all, part| {
        all.checked_add(share::summand(claim, contest, part)?)
    })?;
    Some(numbers(CheckKind::Sum, subject, stated, parts))
}

fn ballots_within_registered(claim: &Claim) -> Option<Check> {
    let ballots = field(claim, CountField::Ballots)?;
    let registered = field(claim, CountField::Registered)?;
    let mut check = numbers(
        CheckKind::BallotsWithinRegistered,
        Subject::Field(CountField::Ballots),
        ballots,
        registered,
    );
    check.agrees = ballots <= registered;
    check.difference = Number(i128::from(ballots.saturating_sub(registered)));
    Some(check)
}

fn percent(
    claim: &Claim,
    contest: &Contest,
    figure: &ClaimedFigure,
    stations_expected: Option<u64>,
) -> Result<Option<Check>, LeftOutBecause> {
    if !figure.bound.is_exact() {
        return Err(LeftOutBecause::NotExact);
    }
    if matches!(figure.of, Subject::Option(_)) && !share::is_vote(&figure.of, contest) {
        return Err(LeftOutBecause::UnknownOption);
    }
    if figure.percent.is_none() {
        return Ok(None);
    }
    let share = share::share(claim, figure).ok_or(LeftOutBecause::NoNumber)?;
    let (over, total) = match figure.of {
        Subject::Stations => stations_expected
            .filter(|n| *n > 0)
            .map(|n| (Denominator::Stations, n)),
        _ => denominator(claim, contest, &figure.of),
    }
    .ok_or(LeftOutBecause::NoTotal)?;
    Ok(Some(share_of(share.of, share.percent, share.number, over, total)))
}

fn share_of(of: Subject, percent: Percent, number: u64, over: Denominator, total: u64) -> Check {
    let stated = Points::from(percent);
    let computed = Points::rounded(number, total, percent.decimals());
    let rounding = if stated == computed {
        Some(Rounding::HalfUp)
    } else if stated == Points::cut_off(number, total, percent.decimals()) {
        Some(Rounding::CutOff)
    } else {
        None
    };
    Check {
        check: CheckKind::Percent,
        of,
        over: Some(over),
        number: Some(number),
        total: Some(total),
        stated: Amount::Percent(stated),
        computed: Amount::Percent(computed),
        difference: Amount::Percent(stated.minus(computed)),
        agrees: stated == computed,
        rounding,
        unrounded: Some(Points::cut_off(number, total, 6)),
        allowed: None,
    }
}

/// The turnout as a share of the registered voters of the counted stations.
fn turnout_of_counted(claim: &Claim, figure: &ClaimedFigure) -> Option<Check> {
    let share = share::share(claim, figure)?;
    let registered = field(claim, CountField::Registered)?;
    let stations = claim.figure(&Subject::Stations).filter(|f| f.bound.is_exact())?;
    let counted = stations
        .percent
        .filter(|percent| u64::from(percent.units()) < percent.whole())?
        .of(registered);
    (counted > 0).then(|| {
        share_of(
            share.of,
            share.percent,
            share.number,
            Denominator::RegisteredCounted,
            counted,
        )
    })
}

/// Adds up percentages that make up a whole; `None` where one is missing or not exact.
fn percents<'a>(
    of: CountField,
    over: Denominator,
    figures: impl Iterator<Item = &'a ClaimedFigure> + Clone,
) -> Option<Check> {
    let exact = |figure: &ClaimedFigure| figure.percent.filter(|_| figure.bound == Bound::Exactly);
    let decimals = figures.clone().filter_map(exact).map(Percent::decimals).max()?;
    let (mut sum, mut twice_allowed) = (0i128, 0i128);
    for figure in figures {
        let percent = exact(figure)?;
        let unit = 10i128.pow(u32::from(decimals - percent.decimals()));
        sum += i128::from(percent.units()) * unit;
        twice_allowed += unit;
    }
    let points = |units| Points { units, decimals };
    let whole = 100 * 10i128.pow(u32::from(decimals));
    Some(Check {
        check: CheckKind::PercentsSum,
        of: Subject::Field(of),
        over: Some(over),
        number: None,
        total: None,
        stated: Amount::Percent(points(sum)),
        computed: Amount::Percent(points(whole)),
        difference: Amount::Percent(points(sum - whole)),
        agrees: 2 * (sum - whole).abs() <= twice_allowed,
        rounding: None,
        unrounded: None,
        allowed: Some(Points {
            units: twice_allowed * 5,
            decimals: decimals + 1,
        }),
    })
}

fn percents_of_votes(claim: &Claim, contest: &Contest) -> Option<Check> {
    if !names_all(claim, contest) {
        return None;
    }
    let over = match field(claim, CountField::Valid) {
        Some(_) => Denominator::Valid,
        None => Denominator::Options,
    };
    percents(CountField::Valid, over, share::votes(claim, contest))
}

fn percents_of_ballots(claim: &Claim) -> Option<Check> {
    let figure = |what| claim.figure(&Subject::Field(what));
    figure(CountField::Valid)?;
    if figure(CountField::Null).is_none() && figure(CountField::Blank).is_none() {
        return None;
    }
    let parts = [CountField::Valid, CountField::Null, CountField::Blank];
    let figures = parts.into_iter().filter_map(figure);
    percents(CountField::Ballots, Denominator::Ballots, figures)
}

#[cfg(test)]
#[path = "arithmetic_tests.rs"]
mod tests;
